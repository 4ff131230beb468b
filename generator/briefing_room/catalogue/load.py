"""Read the catalogue from the folder of briefings; invalid parts are skipped and reported."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity, Term, Topic
from briefing_room.catalogue.key_reader import (
    KeyReader,
    Link,
    did_you_mean,
    unreadable_finding,
)
from briefing_room.catalogue.kinds import GLOSSARY, KINDS, STOP_NAMES, CatalogueKind
from briefing_room.catalogue.pages import PageRecord
from briefing_room.catalogue.schema import SLUG, LinkTarget, cited_addresses
from briefing_room.catalogue.vocabulary import SEARCH_NAMES, Vocabulary, read_vocabulary
from briefing_room.model import Finding, label_key
from briefing_room.text.files import UnreadableFile, read_text
from briefing_room.text.frontmatter import Document, FrontMatterError, split_front_matter
from briefing_room.text.lexicon import count
from briefing_room.text.typography import fold

_LIST_KEY = "entries"  # the key under which the items of a list are read
_BAD_FILE_NAME = "the file name is not a slug; use small letters, digits and single hyphens"
_UNIQUE_KEYS = ("symbol", "wikidata", "featured")  # keys whose value no second page may have

_ReadersByPath = Mapping[str, KeyReader]  # the reader of each page, with its findings


def read_catalogue(briefings: Path) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Read the catalogue; returns it with its faults, sorted by file and line.

    An invalid value is skipped, and a page without a name is not in the
    catalogue.  Whether the seeds in ``sources`` exist is checked in review.
    """
    vocabulary_path = briefings / "vocabulary.yml"
    vocabulary, vocabulary_findings = read_vocabulary(vocabulary_path)
    findings = list(vocabulary_findings)
    readers: dict[str, KeyReader] = {}
    records: dict[str, list[Any]] = {}
    for kind in KINDS:
        for reader, path, document in _read_pages(briefings, kind, vocabulary, findings):
            readers[path] = reader
            if record := kind.record.read(reader, path, document):
                records.setdefault(kind.name, []).append(record)
    entities = _drop_duplicates(records.pop("entities", []), readers)
    glossary, stop_names = (
        KeyReader.from_file(briefings / name, _LIST_KEY) for name in (GLOSSARY, STOP_NAMES)
    )
    pages = {kind: {page.slug: page for page in entries} for kind, entries in records.items()}
    catalogue = Catalogue(
        {entity.slug: entity for entity in entities},
        pages.pop("topics", {}),
        _read_glossary(glossary),
        _read_stop_names(stop_names, entities),
        pages.pop("numbers", {}),
        vocabulary,
        pages,
    )
    _check_links({**readers, GLOSSARY: glossary}, catalogue)
    findings += _unknown_search_names(vocabulary_path, catalogue)
    for reader in (*readers.values(), glossary, stop_names):
        findings += reader.findings
    unique_findings = {
        (finding.path, finding.line, finding.message): finding for finding in findings
    }
    return catalogue, tuple(unique_findings[key] for key in sorted(unique_findings))


def catalogue_files(briefings: Path) -> list[Path]:
    """The files that the catalogue is read from, in a fixed order."""
    patterns = ("*.yml", "entities/*.yml", *(kind.pattern for kind in KINDS))
    return sorted(path for pattern in patterns for path in briefings.glob(pattern))


def _read_pages(
    briefings: Path, kind: CatalogueKind, vocabulary: Vocabulary, findings: list[Finding]
) -> Iterator[tuple[KeyReader, str, Document]]:
    """Yield the pages of a kind, sorted by path, without index pages and hidden files.

    Each page that cannot be read is reported in ``findings``.
    """
    for path in sorted(briefings.glob(kind.pattern) if briefings.is_dir() else ()):
        if path.name in ("index.md", "README.md") or path.name.startswith("."):
            continue
        file_path = path.as_posix()
        if not SLUG.fullmatch(path.stem):
            findings.append(Finding("unreadable", file_path, 0, _BAD_FILE_NAME))
            continue
        try:
            document = split_front_matter(read_text(path, briefings))
        except (FrontMatterError, UnreadableFile) as error:
            findings.append(unreadable_finding(file_path, error))
        else:
            reader = KeyReader(file_path, document.front, document.lines, vocabulary=vocabulary)
            yield reader, path.relative_to(briefings).as_posix(), document


# --- The two plain lists ------------------------------------------------------------------------


def _read_glossary(reader: KeyReader) -> tuple[Term, ...]:
    return tuple(filter(None, (item.record(Term) for item in reader.mappings(_LIST_KEY))))


def _read_stop_names(reader: KeyReader, entities: Iterable[Entity]) -> tuple[str, ...]:
    """Read the names that mean no entity, in the order of the file."""
    names = tuple(dict.fromkeys(reader.texts(_LIST_KEY)))
    owners = {name: entity.path for entity in entities for name in entity.names}
    for name in names:
        if name in owners:
            message = f"'{name}' is a name of {owners[name]}; remove it here or there"
            reader.findings.append(Finding("duplicate-name", reader.path, 0, message))
    return names


# --- Conflicts between entries: slugs, names, references ------------------------------------------


def _drop_duplicates(entities: Iterable[Entity], readers: _ReadersByPath) -> tuple[Entity, ...]:
    """Keep one entity for each slug, and each name for one entity.

    If two pages have the same slug, or names that differ only in case, the first by path wins.
    """
    by_slug: dict[str, Entity] = {}
    owners: dict[str, Entity] = {}
    for entity in sorted(entities, key=lambda entity: entity.path):
        reader = readers[entity.path]
        if entity.slug in by_slug:
            message = f"the slug is taken by {by_slug[entity.slug].path}; rename this file"
            reader.report("duplicate-slug", "", message)
        else:
            by_slug[entity.slug] = _drop_taken_names(entity, owners, reader)
    return tuple(by_slug.values())


def _drop_taken_names(entity: Entity, owners: dict[str, Entity], reader: KeyReader) -> Entity:
    """Drop each name that another entity has, or that is repeated; ``owners`` gets the others."""
    free_names: dict[str, list[str]] = {"aliases": [], "demonyms": [], "name": []}
    names = {"aliases": entity.aliases, "demonyms": entity.demonyms, "name": (entity.name,)}
    for key, name in ((key, name) for key, group in names.items() for name in group):
        owner = owners.setdefault(" ".join(fold(name).split()).casefold(), entity)
        is_repeated = key != "name" and name in (*free_names[key], entity.name)
        if owner.slug != entity.slug or is_repeated:
            message = f"'{name}' is a name of {owner.path} already; remove or rename one of the two"
            reader.report("duplicate-name", key, message)
        else:
            free_names[key].append(name)
    return replace(
        entity, aliases=tuple(free_names["aliases"]), demonyms=tuple(free_names["demonyms"])
    )


def _check_links(readers: _ReadersByPath, catalogue: Catalogue) -> None:
    """Report slugs that lead nowhere, and values that two pages must not share."""
    owners: dict[tuple[str, object], str] = {}
    for path, reader in readers.items():
        _check_unique(path, reader, owners)
        for link in reader.links:
            if message := _link_fault(link, Path(path).stem, catalogue):
                link.reader.report("unknown-slug", link.key, message)


def _unknown_search_names(path: Path, catalogue: Catalogue) -> list[Finding]:
    """Report each slug of ``search_names`` in the vocabulary that no page has."""
    reader = KeyReader.from_file(path).mapping(SEARCH_NAMES)
    if reader is None:
        return []
    for slug in map(str, reader.values):
        if slug not in catalogue.entities:
            hint = did_you_mean(slug, catalogue.entities) or "correct or remove it"
            message = f"'{slug}' has no page under entities/; {hint}"
            reader.report("unknown-slug", slug, message)
    return reader.findings


def _check_unique(path: str, reader: KeyReader, owners: dict[tuple[str, object], str]) -> None:
    """Report a value that another page has under the same key; ``owners`` gets the others."""
    for key in _UNIQUE_KEYS:
        value = reader.values.get(key)
        owner = owners.setdefault((key, str(value)), path) if value else path
        if owner != path:
            message = f"'{key}' is '{value}', as on {owner}; one of the two is wrong"
            reader.report("duplicate-value", key, message)


def _link_fault(link: Link, page_slug: str, catalogue: Catalogue) -> str:
    """Say what is wrong with a link on the page ``page_slug``; empty if nothing is."""
    slug, target, entities = link.slug, link.target, catalogue.entities
    problem = f"'{link.key}' names '{slug}', which"
    kind = next((kind for kind in KINDS if kind.name == target), KINDS[0])
    slugs = set(catalogue.pages_of(kind.name))
    if slug not in slugs | (
        set(catalogue.topics) if target == LinkTarget.ENTITY_OR_TOPIC else set()
    ):
        message = f"{problem} has no page under {kind.folder}/; {did_you_mean(slug, slugs)}"
        return message.removesuffix("; ")
    if slug == page_slug:
        return f"'{link.key}' names the page itself"
    type_ = entities[slug].type if slug in entities else ""
    if target in {*LinkTarget, kind.name} or catalogue.vocabulary.role(type_) == target:
        return ""
    return f"{problem} is a {type_}, not a {catalogue.vocabulary.first_type_of(target)}"


# --- Pages whose seeds are absent: an editor may have only some of the seeds ---------------------


def drop_absent_pages(
    catalogue: Catalogue, seeds: Collection[str]
) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Drop pages whose sources are all seeds that are absent, and report these pages.

    The page of an entity keeps its names, so that texts can still be linked; its content is
    dropped.  Pages of other kinds are dropped.  The paths of the findings are relative to the
    folder of briefings.
    """
    present_names = {name for seed in seeds for name in (seed, label_key(seed))}
    absent_pages = [page for page in catalogue.pages if _has_only_absent_seeds(page, present_names)]
    absent_paths = {page.path for page in absent_pages}
    empty_fields: dict[str, Any] = dict.fromkeys(("role", "symbol", "policy"))
    empty_fields |= {"body": "", **dict.fromkeys(("sources", "sites", "deadlines"), ())}
    only_names = {
        page.slug: replace(page, **empty_fields)
        for page in absent_pages
        if isinstance(page, Entity)
    }
    remaining = replace(
        catalogue,
        entities={**catalogue.entities, **only_names},
        numbers=_drop_pages(catalogue.numbers, absent_paths),
        other_pages={
            kind: _drop_pages(pages, absent_paths) for kind, pages in catalogue.other_pages.items()
        },
    )
    return (remaining if absent_pages else catalogue), tuple(
        Finding("absent-seed", page.path, 0, _ABSENT_SEEDS.format(page_sources(page)[0]))
        for page in absent_pages
    )


def _drop_pages(pages: Mapping[str, Any], paths: Collection[str]) -> dict[str, Any]:
    return {slug: page for slug, page in pages.items() if page.path not in paths}


_FOOTNOTE_REFERENCE = re.compile(r"\[\^([^\[\]\s]+)\]")
_ABSENT_SEEDS = "rests only on seeds that are not here ({} …); bring them back, or delete the page"


def page_sources(page: PageRecord) -> tuple[str, ...]:
    """The sources of a page, and the passages that its footnotes and rows cite."""
    return (
        *getattr(page, "sources", ()),
        *_FOOTNOTE_REFERENCE.findall(page.visible_body),
        *cited_addresses(page),
    )


def _has_only_absent_seeds(page: PageRecord, present_names: Collection[str]) -> bool:
    """Whether all sources of a page are seeds, and none of these seeds is here."""
    sources = () if isinstance(page, Topic) else page_sources(page)
    if not sources or any("://" in source for source in sources):
        return False
    # A source is a seed, the address of a passage (seed/2-1) or its label (key-2-1).
    names = {
        name for source in sources for name in (source.partition("/")[0], source.rsplit("-", 2)[0])
    }
    return names.isdisjoint(present_names)


def absent_pages_message(findings: Collection[Finding]) -> str:
    """Say how many pages rest on absent seeds; empty if none does."""
    if not findings:
        return ""
    verb = "rests" if len(findings) == 1 else "rest"
    problem = f"{count(len(findings), 'page')} of the catalogue {verb} on seeds that are not here"
    return f"{problem}; nothing from them is shown; list them with: briefing check --complete"
