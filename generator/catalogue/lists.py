"""Read the two plain lists of the catalogue: the glossary and the stop names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.catalogue.entries import Term
from generator.model import Finding
from generator.text.frontmatter import FrontMatterError, parsed


def read_glossary(path: Path) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
    """Return the terms of ``glossary.yml`` in its order, and what is wrong in it.

    A file that is not there is an empty list.
    """
    terms: dict[str, Term] = {}
    items, findings = _items(path)
    for line, item in items:
        if not isinstance(item, dict) or set(item) != {"term", "definition"}:
            message = "an entry has exactly 'term' and 'definition'"
        elif not all(isinstance(value, str) and value.strip() for value in item.values()):
            message = "'term' and 'definition' must be texts; quote them"
        elif item["term"] in terms:
            message = f"the term '{item['term']}' is given twice"
        else:
            terms[item["term"]] = Term(item["term"], " ".join(item["definition"].split()))
            continue
        findings.append(Finding("wrong-value", path.as_posix(), line, message))
    return tuple(terms.values()), tuple(findings)


def read_stop_names(path: Path) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Return the names that mean no entity, in the file's order, and what is wrong in it."""
    names: dict[str, None] = {}
    items, findings = _items(path)
    for line, item in items:
        if not isinstance(item, str) or not item.strip():
            shown = item if isinstance(item, (int, float, bool)) else "an entry"
            message = f"'{shown}' is no text; quote it"
            findings.append(Finding("wrong-value", path.as_posix(), line, message))
        elif item in names:
            message = f"'{item}' is given twice"
            findings.append(Finding("duplicate-name", path.as_posix(), line, message))
        else:
            names[item] = None
    return tuple(names), tuple(findings)


def _items(path: Path) -> tuple[list[tuple[int, Any]], list[Finding]]:
    """Return the items of a YAML list, each with its line."""
    if not path.is_file():
        return [], []
    line, message = 1, "must be a list of entries that begin with '- '"
    try:
        items, lines = parsed(path.read_text(encoding="utf-8-sig"))
        if items is None:
            return [], []
        if isinstance(items, list):
            return [(lines[str(n)], item) for n, item in enumerate(items, start=1)], []
    except FrontMatterError as error:
        line, message = error.line, str(error)
    except (OSError, ValueError) as error:
        message = f"cannot be read: {error}"
    return [], [Finding("unreadable", path.as_posix(), line, message)]
