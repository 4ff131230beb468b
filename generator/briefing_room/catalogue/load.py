"""Read the catalogue from the folder of briefings; use what is valid and report the rest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefing_room.catalogue.entries import Catalogue, Entity, Term, Topic
from briefing_room.catalogue.fields import KeyReader, Link, did_you_mean, unreadable
from briefing_room.catalogue.kinds import GLOSSARY, KINDS, STOP_NAMES, CatalogueKind
from briefing_room.catalogue.pages import PageRecord
from briefing_room.catalogue.schema import ANY, ENTITY, SLUG, cited_addresses
from briefing_room.catalogue.vocabulary import Vocabulary, read_vocabulary
from briefing_room.model import Finding, label_key
from briefing_room.text.files import UnreadableFile, read_text
from briefing_room.text.frontmatter import Document, FrontMatterError, split_front_matter
from briefing_room.text.typography import fold

_LIST_KEY = "entries"  # the key under which the items of a list are read
_NO_SLUG = "a file name is a slug of small letters, digits and single hyphens"
_UNIQUE = ("symbol", "wikidata", "featured")  # keys whose value no second page may have

_FieldsByPath = Mapping[
    str, KeyReader
]  # the front matter of each page; findings are collected there


def read_catalogue(briefings: Path) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Read the catalogue under ``briefings`` and its faults, sorted by file and line.

    An invalid value is left out of its entry, and an entry without a name out of the catalogue.
    Whether the seeds in ``sources`` exist is checked elsewhere.
    """
    words, wrong_words = read_vocabulary(briefings / "vocabulary.yml")
    findings = list(wrong_words)
    read: dict[str, KeyReader] = {}
    records: dict[str, list[Any]] = {}
    for kind in KINDS:
        for fields, path, document in _pages(briefings, kind, words, findings):
            read[path] = fields
            if record := kind.read(kind.record, fields, path, document):
                records.setdefault(kind.name, []).append(record)
    entities = _without_duplicates(records.pop("entities", []), read)
    glossary, stop_names = (
        KeyReader.of_file(briefings / name, _LIST_KEY) for name in (GLOSSARY, STOP_NAMES)
    )
    pages = {kind: {page.slug: page for page in entries} for kind, entries in records.items()}
    catalogue = Catalogue(
        {entity.slug: entity for entity in entities},
        pages.pop("topics", {}),
        _glossary(glossary),
        _stop_names(stop_names, entities),
        pages.pop("numbers", {}),
        words,
        pages,
    )
    _check_links(read, catalogue)
    readers = (*read.values(), glossary, stop_names)
    findings += [finding for fields in readers for finding in fields.findings]
    unique = {(f.path, f.line, f.message): f for f in findings}
    return catalogue, tuple(unique[key] for key in sorted(unique))


def catalogue_files(briefings: Path) -> list[Path]:
    """The files that the catalogue is read from, in a fixed order."""
    patterns = ("*.yml", "entities/*.yml", *(kind.files for kind in KINDS))
    return sorted(path for pattern in patterns for path in briefings.glob(pattern))


def _pages(
    briefings: Path, kind: CatalogueKind, words: Vocabulary, findings: list[Finding]
) -> Iterator[tuple[KeyReader, str, Document]]:
    """Yield the pages of a kind in a fixed order, without overviews and hidden files.

    Unreadable pages are added to ``findings``.
    """
    for path in sorted(briefings.glob(kind.files) if briefings.is_dir() else ()):
        if path.name in ("index.md", "README.md") or path.name.startswith("."):
            continue
        where = path.as_posix()
        if not SLUG.fullmatch(path.stem):
            findings.append(Finding("unreadable", where, 0, _NO_SLUG))
            continue
        try:
            document = split_front_matter(read_text(path, briefings))
        except (FrontMatterError, UnreadableFile) as error:
            findings.append(unreadable(where, error))
        else:
            fields = KeyReader(where, document.front, document.lines, words=words)
            yield fields, path.relative_to(briefings).as_posix(), document


# --- The two plain lists ------------------------------------------------------------------------


def _glossary(fields: KeyReader) -> tuple[Term, ...]:
    return tuple(filter(None, (item.record(Term) for item in fields.items(_LIST_KEY))))


def _stop_names(fields: KeyReader, entities: Iterable[Entity]) -> tuple[str, ...]:
    """Read the names that mean no entity, in the order of the file."""
    names = tuple(dict.fromkeys(fields.texts(_LIST_KEY)))
    owners = {name: entity.path for entity in entities for name in entity.names}
    for name in (name for name in names if name in owners):
        message = f"'{name}' is a name of {owners[name]}; remove it here or there"
        fields.findings.append(Finding("duplicate-name", fields.path, 0, message))
    return names


# --- Conflicts between entries: slugs, names, references ------------------------------------------


def _without_duplicates(entities: Iterable[Entity], read: _FieldsByPath) -> tuple[Entity, ...]:
    """Keep one entity for each slug, and each name for one entity.

    If two pages have the same slug, or names that differ only in case, the first by path wins.
    """
    kept: dict[str, Entity] = {}
    owners: dict[str, Entity] = {}
    for entity in sorted(entities, key=lambda entity: entity.path):
        fields = read[entity.path]
        if entity.slug in kept:
            message = f"the slug is taken by {kept[entity.slug].path}; rename this file"
            fields.note("duplicate-slug", "", message)
        else:
            kept[entity.slug] = _without_taken_names(entity, owners, fields)
    return tuple(kept.values())


def _without_taken_names(entity: Entity, owners: dict[str, Entity], fields: KeyReader) -> Entity:
    free: dict[str, list[str]] = {"aliases": [], "demonyms": [], "name": []}
    named = {"aliases": entity.aliases, "demonyms": entity.demonyms, "name": (entity.name,)}
    for key, name in ((key, name) for key, names in named.items() for name in names):
        owner = owners.setdefault(" ".join(fold(name).split()).casefold(), entity)
        is_repeated = key != "name" and name in (*free[key], entity.name)
        if owner.slug != entity.slug or is_repeated:
            message = f"'{name}' is a name of {owner.path} already; remove or rename one of the two"
            fields.note("duplicate-name", key, message)
        else:
            free[key].append(name)
    return replace(entity, aliases=tuple(free["aliases"]), demonyms=tuple(free["demonyms"]))


def _check_links(read: _FieldsByPath, catalogue: Catalogue) -> None:
    owners: dict[tuple[str, object], str] = {}
    for path, fields in read.items():
        _check_unique(path, fields, owners)
        for link in fields.links:
            if message := _wrong_link(link, Path(path).stem, catalogue):
                link.fields.note("unknown-slug", link.key, message)


def _check_unique(path: str, fields: KeyReader, owners: dict[tuple[str, object], str]) -> None:
    for key in _UNIQUE:
        value = fields.values.get(key)
        owner = owners.setdefault((key, str(value)), path) if value else path
        if owner != path:
            message = f"'{key}' is '{value}', as on {owner}; one of the two is wrong"
            fields.note("duplicate-value", key, message)


def _wrong_link(link: Link, page_slug: str, catalogue: Catalogue) -> str:
    """The fault of a link on the page ``page_slug``; empty if it has none."""
    slug, to, names = link.slug, link.to, catalogue.entities
    problem = f"'{link.key}' names '{slug}', which"
    kind = next((kind for kind in KINDS if kind.name == to), KINDS[0])
    slugs = {*catalogue.pages_of(kind.name)}
    if slug not in slugs | ({*catalogue.topics} if to == ANY else set()):
        return (
            f"{problem} has no page under {kind.folder}/; {did_you_mean(slug, slugs)}".removesuffix(
                "; "
            )
        )
    if slug == page_slug:
        return f"'{link.key}' names the page itself"
    type_ = names[slug].type if slug in names else ""
    if to in {ENTITY, ANY, kind.name} or catalogue.vocabulary.role(type_) == to:
        return ""
    return f"{problem} is a {type_}, not a {catalogue.vocabulary.type_of(to)}"


# --- Pages whose seeds are absent: an editor may have only some of the seeds ---------------------


def drop_absent_pages(
    catalogue: Catalogue, seeds: Collection[str]
) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Drop what rests only on absent seeds, and report the pages concerned.

    The page of an entity keeps only its spellings, so that texts are still linked.  Pages of other
    kinds are left out.  Paths of the findings are relative to the folder of briefings.
    """
    present = {name for seed in seeds for name in (seed, label_key(seed))}
    absent = [page for page in catalogue.pages if _is_absent(page, present)]
    dropped = {page.path for page in absent}
    emptied: dict[str, Any] = dict.fromkeys(("role", "symbol", "policy"))
    emptied |= {"body": "", **dict.fromkeys(("sources", "sites", "deadlines"), ())}
    bare = {page.slug: replace(page, **emptied) for page in absent if isinstance(page, Entity)}
    remaining = replace(
        catalogue,
        entities={**catalogue.entities, **bare},
        numbers=_without(catalogue.numbers, dropped),
        further={kind: _without(pages, dropped) for kind, pages in catalogue.further.items()},
    )
    return (remaining if absent else catalogue), tuple(
        Finding("absent-seed", page.path, 0, _ABSENT.format(page_sources(page)[0]))
        for page in absent
    )


def _without(pages: Mapping[str, Any], paths: Collection[str]) -> dict[str, Any]:
    return {slug: page for slug, page in pages.items() if page.path not in paths}


_FOOTNOTE_REFERENCE = re.compile(r"\[\^([^\[\]\s]+)\]")
_ABSENT = "rests only on seeds that are not here ({} …); bring them back, or delete the page"


def page_sources(page: PageRecord) -> tuple[str, ...]:
    """What a page rests on: its sources, and the passages that its footnotes and rows cite."""
    return (
        *getattr(page, "sources", ()),
        *_FOOTNOTE_REFERENCE.findall(page.body),
        *cited_addresses(page),
    )


def _is_absent(page: PageRecord, present: Collection[str]) -> bool:
    """Whether a page rests on seeds alone, and none of them is present."""
    sources = () if isinstance(page, Topic) else page_sources(page)
    seeds = {name for s in sources for name in (s.partition("/")[0], s.rsplit("-", 2)[0])}
    return (
        bool(sources)
        and seeds.isdisjoint(present)
        and not any("://" in source for source in sources)
    )


def absent_pages_line(findings: Collection[Finding]) -> str:
    """One line on how many pages rest on absent seeds; empty if none does."""
    words = "page of the catalogue rests" if len(findings) == 1 else "pages of the catalogue rest"
    line = f"{len(findings)} {words} on seeds that are not here, and print nothing"
    return line if findings else ""
