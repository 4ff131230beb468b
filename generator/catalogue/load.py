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
from generator.catalogue.numbers import read_number
from generator.catalogue.schema import SLUG, Fields, profile
from generator.catalogue.sites import read_deadlines, read_sites
from generator.catalogue.vocabulary import Vocabulary, read_vocabulary
from generator.model import Finding
from generator.text.files import UnreadableFile, read_text
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
_SOURCE = re.compile(r"https?://\S+|[^\s/]+")


def read_catalogue(briefings: Path) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Return the catalogue under ``briefings`` and what is wrong with it, sorted by place.

    An entry with a wrong value is used without that value; one without a name is left out.
    Whether the seeds in ``sources`` exist is not looked at here.
    """
    found: list[Finding] = []
    words, wrong = read_vocabulary(briefings / "vocabulary.yml")
    found += wrong
    entities = [read_entity(*page, words) for page in _typed(briefings, words, found)]
    topics = [_topic(*page) for page in _pages(briefings, "topics/*.md", found)]
    numbers = [read_number(*page) for page in _pages(briefings, "numbers/*.md", found)]
    glossary = _glossary(briefings / "glossary.yml", found)
    stops = _stop_names(briefings / "entities" / "stop-names.yml", found)
    good, wrong = cross_check(briefings, filter(None, entities), stops, words)
    catalogue = Catalogue(
        {e.slug: e for e in good},
        {t.slug: t for t in topics if t},
        glossary,
        stops,
        {n.slug: n for n in numbers if n},
        words,
    )
    found += [*wrong, *number_references(briefings, catalogue)]
    once = {(f.path, f.line, f.message): f for f in found}
    return catalogue, tuple(once[place] for place in sorted(once))


def catalogue_files(briefings: Path) -> list[Path]:
    """Return the files that the catalogue is read from, in a fixed order."""
    patterns = ("*.yml", "entities/*.yml", "entities/*/*.md", "topics/*.md", "numbers/*.md")
    return sorted(path for pattern in patterns for path in briefings.glob(pattern))


_Page = tuple[Fields, str, Document]


def _pages(briefings: Path, pattern: str, found: list[Finding]) -> Iterator[_Page]:
    """Yield the pages in a fixed order, without overviews and hidden files.

    What is wrong with a page lands in ``found``, what its reader notes after it is read.
    """
    for path in sorted(briefings.glob(pattern) if briefings.is_dir() else ()):
        if path.name in ("index.md", "README.md") or path.name.startswith("."):
            continue
        where = path.as_posix()
        try:
            document = split(_text(briefings, path))
        except FrontMatterError as error:
            found.append(Finding("unreadable", where, error.line, str(error)))
        except UnreadableFile as error:
            found.append(Finding("unreadable", where, 0, str(error)))
        else:
            fields = Fields.of(where, document)
            yield fields, path.relative_to(briefings).as_posix(), document
            found.extend(fields.findings)


def _typed(briefings: Path, words: Vocabulary, found: list[Finding]) -> Iterator[_Page]:
    """Yield the pages of entities whose folder is a type."""
    for fields, path, document in _pages(briefings, "entities/*/*.md", found):
        kind = Path(path).parent.name
        if kind in words.types:
            yield fields, path, document
        else:
            message = f"unknown type '{kind}'; folders are {', '.join(words.types)}"
            found.append(Finding("unknown-type", fields.path, 0, message))


def _text(briefings: Path, path: Path) -> str:
    if not SLUG.fullmatch(path.stem):
        raise UnreadableFile("a file name is a slug of small letters, digits and single hyphens")
    return read_text(path, briefings)


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
    body, body_line = profile(document)
    return Entity(
        slug,
        kind,
        path,
        name,
        aliases=fields.texts("aliases"),
        demonyms=fields.texts("demonyms"),
        role=fields.text("role"),
        country=fields.slug("country"),
        symbol=_like(fields, "symbol", r"[A-Z][a-z]?", "Fe"),
        wikidata=_like(fields, "wikidata", r"Q[1-9]\d*", "Q148"),
        speaks_as=fields.choice("speaks_as", SPEAKS_AS),
        sources=_sources(fields),
        body=body,
        measure=read_measure(fields, words) if role == "measure" else None,
        body_line=body_line,
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


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)  # what a new page says to its editor


def _topic(fields: Fields, path: str, document: Document) -> Topic | None:
    fields.only(("title", "terms", "deadlines", "redirect_from"))
    title = fields.needed("title", "the topic is left out")
    if title is None:
        return None
    return Topic(
        *(Path(path).stem, path, title),
        _COMMENT.sub("", document.body).strip(),
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


# --- The two plain lists ------------------------------------------------------------------------


def _glossary(path: Path, found: list[Finding]) -> tuple[Term, ...]:
    """Return the terms of ``glossary.yml`` in its order; a file that is not there has none."""
    terms: dict[str, Term] = {}
    for line, item in _items(path, found):
        if not isinstance(item, dict) or set(item) != {"term", "definition"}:
            message = "an entry has exactly 'term' and 'definition'"
        elif not all(isinstance(value, str) and value.strip() for value in item.values()):
            message = "'term' and 'definition' must be texts; quote them"
        elif item["term"] in terms:
            message = f"the term '{item['term']}' is given twice"
        else:
            terms[item["term"]] = Term(item["term"], " ".join(item["definition"].split()))
            continue
        found.append(Finding("wrong-value", path.as_posix(), line, message))
    return tuple(terms.values())


def _stop_names(path: Path, found: list[Finding]) -> tuple[str, ...]:
    """Return the names that mean no entity, in the file's order."""
    names: dict[str, None] = {}
    for line, item in _items(path, found):
        if not isinstance(item, str) or not item.strip():
            shown = item if isinstance(item, (int, float, bool)) else "an entry"
            message = f"'{shown}' is no text; quote it"
            found.append(Finding("wrong-value", path.as_posix(), line, message))
        elif item in names:
            message = f"'{item}' is given twice"
            found.append(Finding("duplicate-name", path.as_posix(), line, message))
        else:
            names[item] = None
    return tuple(names)


def _items(path: Path, found: list[Finding]) -> list[tuple[int, Any]]:
    """Return the items of a YAML list, each with its line."""
    line, message = 1, "must be a list of entries that begin with '- '"
    try:
        items, lines = parsed(read_text(path, path.parent) if path.exists() else "")
        if items is None:
            return []
        if isinstance(items, list):
            return [(lines[str(n)], item) for n, item in enumerate(items, start=1)]
    except FrontMatterError as error:
        line, message = error.line, str(error)
    except UnreadableFile as error:
        message = str(error)
    found.append(Finding("unreadable", path.as_posix(), line, message))
    return []
