"""Read the catalogue from the briefings folder; what is wrong is reported, the rest is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.catalogue.cross_check import cross_check, number_references
from generator.catalogue.entries import SPEAKS_AS, Catalogue, Entity, Term, Topic
from generator.catalogue.measures import KEYS as MEASURE_KEYS
from generator.catalogue.measures import read_measure
from generator.catalogue.numbers import Number, read_number
from generator.catalogue.schema import Fields
from generator.catalogue.sites import read_deadlines, read_sites
from generator.catalogue.vocabulary import Vocabulary, read_vocabulary
from generator.model import Finding
from generator.text.frontmatter import Document, FrontMatterError, parsed, split

_COMMON = ("name", "aliases", "role", "wikidata", "sources", "deadlines", "redirect_from")
_KEYS = {
    "country": (*_COMMON, "demonyms"),
    "person": (*_COMMON, "country"),
    "organisation": (*_COMMON, "country", "speaks_as"),
    "measure": (*_COMMON, "number", "country", *MEASURE_KEYS),
    "material": (*_COMMON, "symbol"),
    "place": (*_COMMON, "country", "sites"),
    "concept": _COMMON,
}
_WEIGHTS = (3, 2, 1)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SOURCE = re.compile(r"https?://\S+|[^\s/]+")
_LARGEST = 1_000_000  # bytes; a catalogue page has a few thousand


def read_catalogue(briefings: Path) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Return the catalogue under ``briefings`` and what is wrong with it, sorted by place.

    An entry with a wrong value is used without that value; one without a name is left out.
    Whether the seeds in ``sources`` exist is not looked at here.
    """
    findings: list[Finding] = []
    words, word_findings = read_vocabulary(briefings / "vocabulary.yml")
    entities = [e for e in _entities(briefings, words, findings) if e]
    topics = [t for t in _topics(briefings, findings) if t]
    glossary, glossary_findings = _glossary(briefings / "glossary.yml")
    stops, stop_findings = _stop_names(briefings / "entities" / "stop-names.yml")
    numbers = {n.slug: n for n in _numbers(briefings, findings) if n}
    good, cross_findings = cross_check(briefings, entities, stops, words)
    catalogue = Catalogue(
        {e.slug: e for e in good}, {t.slug: t for t in topics}, glossary, stops, numbers, words
    )
    found = [
        *(*word_findings, *findings, *glossary_findings, *stop_findings, *cross_findings),
        *number_references(briefings, catalogue),
    ]
    once = {(f.path, f.line, f.message): f for f in found}
    return catalogue, tuple(once[place] for place in sorted(once))


def _numbers(briefings: Path, findings: list[Finding]) -> Iterator[Number | None]:
    for path in _pages(briefings / "numbers", "*.md"):
        document = _document(briefings, path, findings)
        if document is not None:
            fields = Fields.of(path.as_posix(), document)
            yield read_number(fields, path.relative_to(briefings).as_posix(), document)
            findings.extend(fields.findings)


def _entities(
    briefings: Path, words: Vocabulary, findings: list[Finding]
) -> Iterator[Entity | None]:
    for path in _pages(briefings / "entities", "*/*.md"):
        document = _document(briefings, path, findings)
        if document is None:
            continue
        if path.parent.name not in words.types:
            message = f"unknown type '{path.parent.name}'; folders are {', '.join(words.types)}"
            findings.append(Finding("unknown-type", path.as_posix(), 0, message))
            continue
        fields = Fields.of(path.as_posix(), document)
        yield read_entity(fields, path.relative_to(briefings).as_posix(), document, words)
        findings.extend(fields.findings)


def read_entity(fields: Fields, path: str, document: Document, words: Vocabulary) -> Entity | None:
    """Return the entity of the page at ``path`` (``entities/<type>/<slug>.md``), if it has a name.

    What is wrong with its fields is added to ``fields.findings``.
    """
    kind, slug = Path(path).parent.name, Path(path).stem
    role = words.role(kind)
    fields.only(_KEYS[role])
    name = fields.needed("name", "the page is left out of the catalogue")
    if name is None:
        return None
    body = document.body.strip("\n")
    above = len(document.body) - len(document.body.lstrip("\n"))
    return Entity(
        slug,
        kind,
        path,
        name,
        aliases=fields.texts("aliases"),
        demonyms=fields.texts("demonyms"),
        role=fields.text("role"),
        country=fields.slug("country"),
        symbol=_like(fields, "symbol", r"[A-Z][a-z]?", "Dy"),
        wikidata=_like(fields, "wikidata", r"Q[1-9]\d*", "Q148"),
        speaks_as=fields.choice("speaks_as", SPEAKS_AS),
        sources=_sources(fields),
        body=body,
        measure=read_measure(fields, words) if role == "measure" else None,
        body_line=document.body_line + above,
        number=fields.text("number"),
        sites=read_sites(fields, words),
        deadlines=read_deadlines(fields),
        redirect_from=fields.texts("redirect_from"),
    )


def _like(fields: Fields, key: str, pattern: str, example: str) -> str | None:
    value = fields.text(key)
    if value is None or re.fullmatch(pattern, value):
        return value
    fields.note("wrong-value", key, f"'{key}' must look like '{example}', not '{value}'")
    return None


def _sources(fields: Fields) -> tuple[str, ...]:
    sources = fields.texts("sources")
    for source in sources:
        if not _SOURCE.fullmatch(source):
            message = f"'sources' holds '{source}': neither a seed's stem nor a full address"
            fields.note("wrong-value", "sources", message)
    return tuple(source for source in sources if _SOURCE.fullmatch(source))


def _topics(briefings: Path, findings: list[Finding]) -> Iterator[Topic | None]:
    for path in _pages(briefings / "topics", "*.md"):
        document = _document(briefings, path, findings)
        if document is not None:
            fields = Fields.of(path.as_posix(), document)
            yield _topic(fields, path.relative_to(briefings).as_posix(), document.body)
            findings.extend(fields.findings)


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)  # what a new page says to its editor


def _topic(fields: Fields, path: str, body: str) -> Topic | None:
    fields.only(("title", "terms", "deadlines", "redirect_from"))
    title = fields.needed("title", "the topic is left out")
    if title is None:
        return None
    return Topic(
        Path(path).stem,
        path,
        title,
        _COMMENT.sub("", body).strip(),
        _terms(fields),
        read_deadlines(fields),
        fields.texts("redirect_from"),
    )


def _terms(fields: Fields) -> tuple[tuple[str, int], ...]:
    inner = fields.inner("terms")
    if inner is None:
        return ()
    weights = {str(key): value for key, value in inner.values.items()}
    for key in weights.keys() - {str(weight) for weight in _WEIGHTS}:
        inner.note("wrong-value", key, f"weight '{key}'; allowed: 3, 2, 1")
    terms: dict[str, int] = {}
    reader = Fields(fields.path, weights, {}, inner.findings, inner.prefix, inner.default_line)
    for weight in _WEIGHTS:
        for term in reader.texts(str(weight)):
            if term in terms:
                inner.note("duplicate-name", "terms", f"the term '{term}' is given twice")
            terms.setdefault(term, weight)
    return tuple(terms.items())


def _pages(folder: Path, pattern: str) -> list[Path]:
    """Return the pages of a folder in a fixed order, without overviews and hidden files."""
    pages = folder.glob(pattern) if folder.is_dir() else ()
    overviews = ("index.md", "README.md")
    return sorted(p for p in pages if p.name not in overviews and not p.name.startswith("."))


def _document(briefings: Path, path: Path, findings: list[Finding]) -> Document | None:
    """Return the page taken apart, or ``None`` and a finding that says why not."""
    try:
        return split(_text(briefings, path))
    except FrontMatterError as error:
        findings.append(Finding("unreadable", path.as_posix(), error.line, str(error)))
    except (OSError, ValueError) as error:
        findings.append(Finding("unreadable", path.as_posix(), 0, f"cannot be read: {error}"))
    return None


def _text(briefings: Path, path: Path) -> str:
    if not path.resolve().is_relative_to(briefings.resolve()):
        raise ValueError("leads out of the briefings folder")
    if not _SLUG.fullmatch(path.stem):
        raise ValueError("a file name is a slug of small letters, digits and single hyphens")
    if path.stat().st_size > _LARGEST:
        raise ValueError(f"larger than {_LARGEST:,} bytes")
    return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")


# --- The two plain lists ------------------------------------------------------------------------


def _glossary(path: Path) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
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


def _stop_names(path: Path) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
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
