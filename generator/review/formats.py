"""Write findings for a terminal, GitHub's annotations or a program, and words for a code host."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping

from generator.errors import printable
from generator.model import Finding

# After each of these a code host would act; a mark of no width behind it keeps it from that.
_ACTS = re.compile(r"@|#(?=\w)|\bGH-(?=\d)|:(?=//)|\bwww(?=\.)", re.IGNORECASE)

Form = Callable[[Iterable[Finding]], str]


def text(findings: Iterable[Finding]) -> str:
    """Return one line each, in the form editors and CI know how to open."""
    return "\n".join(str(finding) for finding in findings)


def code_safe(message: str) -> str:
    """Return a message on one line that does nothing in a pull request but stand there.

    No HTML, footnote or link comes of it; nobody is mentioned, no issue is named or closed
    ("closes #2"), and no bare address becomes one that can be clicked.
    """
    text = printable(message).replace("<", "&lt;").replace("[^", "\\[^").replace("](", "]\\(")
    return _ACTS.sub("\\g<0>\u200b", text)


def path_code(path: str) -> str:
    """Return a path as code: a file's name may hold marks and line breaks of its own."""
    plain = printable(path).replace("`", "'")
    return f"`{plain}`"


def github(findings: Iterable[Finding]) -> str:
    """Return workflow commands, which show as annotations on the lines they name."""
    return "\n".join(
        f"::error file={_property(found.path)},"
        f"line={max(1, found.line)},title={_property(found.kind)}::{_data(found.message)}"
        for found in findings
    )


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def as_json(findings: Iterable[Finding]) -> str:
    """Return a list of ``{kind, path, line, message}``; ``seed`` names the seed that says it."""
    keys = ("kind", "path", "line", "message")
    items = [{**{key: getattr(found, key) for key in keys}, **found.details} for found in findings]
    return json.dumps(items, ensure_ascii=False, indent=2)


FORMS: Mapping[str, Form] = {
    "text": text,
    "github": github,
    "json": as_json,
}
