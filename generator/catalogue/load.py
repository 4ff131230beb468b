"""Read the catalogue from the briefings folder; what is wrong is reported, the rest is used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.catalogue.cross_check import check_numbers, cross_check
from generator.catalogue.entries import Catalogue, Entity, Term, Topic
from generator.catalogue.measures import Measure, read_measure
from generator.catalogue.numbers import read_number
from generator.catalogue.schema import SLUG, Fields, keys, profile
from generator.catalogue.vocabulary import Vocabulary, read_vocabulary
from generator.model import Finding
from generator.text.files import UnreadableFile, read_text
from generator.text.frontmatter import Document, FrontMatterError, parsed, split

_COMMON = ("name", "aliases", "role", "wikidata", "sources", "deadlines", "redirect_from")
_OTHERS = ("topics", "numbers")
_OF_ROLE = {  # the keys of a page that not all pages of entities have
    "country": ("demonyms",),
    "person": ("country",),
    "organisation": ("country", "speaks_as"),
    "measure": ("number", "country", "cites", *keys(Measure)),
    "material": ("symbol",),
    "place": ("country", "sites"),
    "concept": (),
}


def read_catalogue(briefings: Path) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Return the catalogue under ``briefings`` and what is wrong with it, sorted by place.

    An entry with a wrong value is used without that value; one without a name is left out.
    Whether the seeds in ``sources`` exist is not looked at here.
    """
    words, wrong = read_vocabulary(briefings / "vocabulary.yml")
    found = list(wrong)
    typed = list(_typed(_pages(briefings, "entities/*/*.md", words, found), found))
    others = [list(_pages(briefings, f"{name}/*.md", words, found)) for name in _OTHERS]
    read = {path: fields for pages in (typed, *others) for fields, path, _ in pages}
    entities = cross_check(filter(None, (read_entity(*page) for page in typed)), read)
    topics, numbers = (
        [_topic(*page) for page in others[0]],
        [read_number(*page) for page in others[1]],
    )
    glossary = _glossary(briefings / "glossary.yml", found)
    stop_names = briefings / "entities" / "stop-names.yml"
    stops = _stop_names(stop_names, found)
    owners = {name: entity.path for entity in entities for name in entity.names}
    for name in (name for name in stops if name in owners):
        message = f"'{name}' is a name of {owners[name]}; remove it here or there"
        found.append(Finding("duplicate-name", stop_names.as_posix(), 0, message))
    catalogue = Catalogue(
        {e.slug: e for e in entities},
        {t.slug: t for t in topics if t},
        glossary,
        stops,
        {n.slug: n for n in numbers if n},
        words,
    )
    check_numbers(catalogue, read)
    found += [finding for fields in read.values() for finding in fields.findings]
    once = {(f.path, f.line, f.message): f for f in found}
    return catalogue, tuple(once[place] for place in sorted(once))


def catalogue_files(briefings: Path) -> list[Path]:
    """Return the files that the catalogue is read from, in a fixed order."""
    patterns = ("*.yml", "entities/*.yml", "entities/*/*.md", "topics/*.md", "numbers/*.md")
    return sorted(path for pattern in patterns for path in briefings.glob(pattern))


_Page = tuple[Fields, str, Document]


def _pages(
    briefings: Path, pattern: str, words: Vocabulary, found: list[Finding]
) -> Iterator[_Page]:
    """Yield the pages in a fixed order, without overviews and hidden files.

    What cannot be read lands in ``found``.
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
            fields = Fields.of(where, document, words)
            yield fields, path.relative_to(briefings).as_posix(), document


def _typed(pages: Iterable[_Page], found: list[Finding]) -> Iterator[_Page]:
    """Yield the pages of entities whose folder is a type."""
    for fields, path, document in pages:
        kind, types = Path(path).parent.name, fields.words.types
        if kind in types:
            yield fields, path, document
        else:
            message = f"unknown type '{kind}'; folders are {', '.join(types)}"
            found.append(Finding("unknown-type", fields.path, 0, message))


def _text(briefings: Path, path: Path) -> str:
    if not SLUG.fullmatch(path.stem):
        raise UnreadableFile("a file name is a slug of small letters, digits and single hyphens")
    return read_text(path, briefings)


def read_entity(fields: Fields, path: str, document: Document) -> Entity | None:
    """Return the entity of the page at ``path`` (``entities/<type>/<slug>.md``), if it has a name.

    What is wrong with its fields is added to ``fields.findings``.
    """
    kind, slug = Path(path).parent.name, Path(path).stem
    role = fields.words.role(kind)
    fields.only((*_COMMON, *_OF_ROLE[role]))
    body, line = profile(document)
    entity = fields.part(Entity, slug=slug, type=kind, path=path, body=body, body_line=line)
    if entity and role == "measure":
        return replace(entity, measure=read_measure(fields))
    return entity


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)  # what a new page says to its editor


def _topic(fields: Fields, path: str, document: Document) -> Topic | None:
    fields.only(keys(Topic))
    about = _COMMENT.sub("", document.body).strip()
    return fields.part(Topic, slug=Path(path).stem, path=path, description=about)


# --- The two plain lists ------------------------------------------------------------------------


def _list(path: Path, found: list[Finding]) -> Fields:
    """Return a reader of the YAML list in a file, under the key ``entries``."""
    fields = Fields(path.as_posix(), {}, {})
    try:
        items, lines = parsed(read_text(path, path.parent) if path.exists() else "")
    except FrontMatterError as error:
        found.append(Finding("unreadable", fields.path, error.line, str(error)))
    except UnreadableFile as error:
        found.append(Finding("unreadable", fields.path, 0, str(error)))
    else:
        fields.values = {} if items is None else {"entries": items}
        fields.lines = {f"entries.{way}": line for way, line in lines.items()}
    return fields


def _glossary(path: Path, found: list[Finding]) -> tuple[Term, ...]:
    """Return the terms of ``glossary.yml`` in its order; a file that is not there has none."""
    fields = _list(path, found)
    terms: dict[str, Term] = {}
    for item in fields.items("entries"):
        if term := item.record(Term):
            if term.term in terms:
                item.note("duplicate-name", "term", f"the term '{term.term}' is given twice")
            terms.setdefault(term.term, term)
    found += fields.findings
    return tuple(terms.values())


def _stop_names(path: Path, found: list[Finding]) -> tuple[str, ...]:
    """Return the names that mean no entity, in the file's order."""
    fields = _list(path, found)
    names = fields.texts("entries")
    found += fields.findings
    return tuple(dict.fromkeys(names))
