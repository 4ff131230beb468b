"""Read the catalogue from the briefings folder; what is wrong is reported, the rest is used."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from briefing_room.catalogue.entries import Catalogue, Entity, Term, Topic
from briefing_room.catalogue.fields import Fields, Link, near, profile, unreadable
from briefing_room.catalogue.numbers import Number
from briefing_room.catalogue.policies import Policy
from briefing_room.catalogue.schema import ANY, ENTITY, NUMBER, SLUG, cited, keys
from briefing_room.catalogue.vocabulary import Vocabulary, read_vocabulary
from briefing_room.model import Finding, label_key
from briefing_room.text.files import UnreadableFile, read_text
from briefing_room.text.frontmatter import Document, FrontMatterError, split
from briefing_room.text.typography import fold

_PAGES = ("entities/*/*.md", "topics/*.md", "numbers/*.md")
_LISTS = ("glossary.yml", "entities/stop-names.yml")
_LISTED = "entries"  # the key under which a list is read
_NO_SLUG = "a file name is a slug of small letters, digits and single hyphens"
_UNIQUE = ("symbol", "wikidata", "featured")  # what one page alone has


def read_catalogue(briefings: Path) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Return the catalogue under ``briefings`` and what is wrong with it, sorted by place.

    An entry with a wrong value is used without that value; one without a name is left out.
    Whether the seeds in ``sources`` exist is not looked at here.
    """
    words, faults = read_vocabulary(briefings / "vocabulary.yml")
    found = list(faults)
    pages = [list(_pages(briefings, pattern, words, found)) for pattern in _PAGES]
    read = {path: fields for some in pages for fields, path, _ in some}
    entities = _checked([e for page in pages[0] if (e := read_entity(*page))], read)
    topics = [t for page in pages[1] if (t := read_page(Topic, *page))]
    numbers = [n for page in pages[2] if (n := read_page(Number, *page))]
    lists = [Fields.of_file(briefings / name, _LISTED) for name in _LISTS]
    catalogue = Catalogue(
        {e.slug: e for e in entities},
        {t.slug: t for t in topics},
        _glossary(lists[0]),
        _stop_names(lists[1], entities),
        {n.slug: n for n in numbers},
        words,
    )
    owned: dict[tuple[str, object], str] = {}
    for path, fields in read.items():
        _check_unique(path, fields, owned)
        for link in fields.links:
            if message := _wrong(link, Path(path).stem, catalogue):
                link.fields.note("unknown-slug", link.key, message)
    found += [finding for fields in (*read.values(), *lists) for finding in fields.findings]
    once = {(f.path, f.line, f.message): f for f in found}
    return catalogue, tuple(once[place] for place in sorted(once))


def catalogue_files(briefings: Path) -> list[Path]:
    """Return the files that the catalogue is read from, in a fixed order."""
    patterns = ("*.yml", "entities/*.yml", *_PAGES)
    return sorted(path for pattern in patterns for path in briefings.glob(pattern))


_Page = tuple[Fields, str, Document]
_Entry = TypeVar("_Entry", Topic, Number)


def _pages(
    briefings: Path, pattern: str, words: Vocabulary, found: list[Finding]
) -> Iterator[_Page]:
    """Yield the pages in a fixed order, without overviews and hidden files.

    What cannot be read lands in ``found``, as does a page of an entity whose folder is no type.
    """
    for path in sorted(briefings.glob(pattern) if briefings.is_dir() else ()):
        if path.name in ("index.md", "README.md") or path.name.startswith("."):
            continue
        where, kind = path.as_posix(), path.parent.name
        if pattern == _PAGES[0] and kind not in words.types:
            message = f"unknown type '{kind}'; folders are {', '.join(words.types)}"
            found.append(Finding("unknown-type", where, 0, message))
            continue
        if not SLUG.fullmatch(path.stem):
            found.append(Finding("unreadable", where, 0, _NO_SLUG))
            continue
        try:
            document = split(read_text(path, briefings))
        except (FrontMatterError, UnreadableFile) as error:
            found.append(unreadable(where, error))
        else:
            fields = Fields(where, document.front, document.lines, words=words)
            yield fields, path.relative_to(briefings).as_posix(), document


def read_page(kind: type[_Entry], fields: Fields, path: str, document: Document) -> _Entry | None:
    """Return the topic or number of the page at ``path``, if it has what it needs."""
    body, line = profile(document)
    return fields.page(kind, slug=Path(path).stem, path=path, body=body, body_line=line)


def read_entity(fields: Fields, path: str, document: Document) -> Entity | None:
    """Return the entity of the page at ``path`` (``entities/<type>/<slug>.md``), if it has a name.

    What is wrong with its fields is added to ``fields.findings``.
    """
    kind = Path(path).parent.name
    role = fields.words.role(kind)
    policy = role == "policy"
    known = (*keys(Entity), *(keys(Policy) if policy else ()))
    allowed = [each.name for each in known if not each.of or role in each.of]
    front = fields.passed_on(allowed, {each.name for each in (*keys(Entity), *keys(Policy))})
    body, line = profile(document)
    place = {"slug": Path(path).stem, "type": kind, "path": path, "body": body, "body_line": line}
    found = fields.part(Policy) if policy else None
    return fields.part(Entity, policy=found, front=front, **place)


# --- The two plain lists ------------------------------------------------------------------------


def _glossary(fields: Fields) -> tuple[Term, ...]:
    """Return the terms of ``glossary.yml`` in its order."""
    return tuple(filter(None, (item.record(Term) for item in fields.items(_LISTED))))


def _stop_names(fields: Fields, entities: Iterable[Entity]) -> tuple[str, ...]:
    """Return the names that mean no entity, in the file's order."""
    names = tuple(dict.fromkeys(fields.texts(_LISTED)))
    owners = {name: entity.path for entity in entities for name in entity.names}
    for name in (name for name in names if name in owners):
        message = f"'{name}' is a name of {owners[name]}; remove it here or there"
        fields.findings.append(Finding("duplicate-name", fields.path, 0, message))
    return names


# --- Entries held against each other: slugs, names, references ------------------------------------

_Read = Mapping[str, Fields]  # the front matter of the pages by their paths; faults are noted there


def _checked(entities: Iterable[Entity], read: _Read) -> tuple[Entity, ...]:
    """Return the entities that can stand together, without names that another one has.

    Of two pages with one slug, or two spellings that differ only in case, the first in the order
    of paths stays.  References to unknown slugs are noted and kept as they are.
    """
    good: dict[str, Entity] = {}
    owners: dict[str, Entity] = {}
    for entity in sorted(entities, key=lambda entity: entity.path):
        fields = read[entity.path]
        if entity.slug in good:
            message = f"the slug is taken by {good[entity.slug].path}; rename this file"
            fields.note("duplicate-slug", "", message)
        else:
            good[entity.slug] = _without_taken_names(entity, owners, fields)
    return tuple(good.values())


def _without_taken_names(entity: Entity, owners: dict[str, Entity], fields: Fields) -> Entity:
    free: dict[str, list[str]] = {"aliases": [], "demonyms": [], "name": []}
    named = {"aliases": entity.aliases, "demonyms": entity.demonyms, "name": (entity.name,)}
    for key, name in ((key, name) for key, names in named.items() for name in names):
        owner = owners.setdefault(" ".join(fold(name).split()).casefold(), entity)
        again = key != "name" and name in (*free[key], entity.name)
        if owner.slug != entity.slug or again:
            message = f"'{name}' is a name of {owner.path} already; remove or rename one of the two"
            fields.note("duplicate-name", key, message)
        else:
            free[key].append(name)
    return replace(entity, aliases=tuple(free["aliases"]), demonyms=tuple(free["demonyms"]))


def _check_unique(path: str, fields: Fields, owned: dict[tuple[str, object], str]) -> None:
    for key in _UNIQUE:
        value = fields.values.get(key)
        owner = owned.setdefault((key, str(value)), path) if value else path
        if owner != path:
            message = f"'{key}' is '{value}', as on {owner}; one of the two is wrong"
            fields.note("duplicate-value", key, message)


def _wrong(link: Link, own: str, catalogue: Catalogue) -> str:
    """Return what is wrong with a link on the page ``own``; nothing where all is well."""
    slug, to, names = link.slug, link.to, catalogue.entities
    named = f"'{link.key}' names '{slug}', which"
    folder, there = ("numbers", {*catalogue.numbers}) if to == NUMBER else ("entities", {*names})
    if slug not in there | ({*catalogue.topics} if to == ANY else set()):
        return f"{named} has no page under {folder}/; {near(slug, there)}".removesuffix("; ")
    if to == NUMBER and own not in catalogue.numbers[slug].not_to_confuse_with:
        return f"'{slug}' does not point back; add {own} to its own list"
    if slug == own:
        return f"'{link.key}' names the page itself"
    kind = names[slug].type if slug in names else ""
    if to in {ENTITY, ANY, NUMBER} or catalogue.vocabulary.role(kind) == to:
        return ""
    return f"{named} is a {kind}, not a {catalogue.vocabulary.type_of(to)}"


# --- Pages that rest on seeds which are not there: an editor with seeds of their own --------------


def without_absent(
    catalogue: Catalogue, seeds: Collection[str]
) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Return the catalogue without what rests on absent seeds alone, and the pages that do.

    Such a page keeps its names, so that texts are still linked, and prints nothing that rests on
    the seeds.  Paths of the findings are relative to the folder of pages.
    """
    here = {name for seed in seeds for name in (seed, label_key(seed))}
    entities = {e.slug: e for e in catalogue.entities.values() if _is_absent(e, here)}
    numbers = {n.slug: n for n in catalogue.numbers.values() if _is_absent(n, here)}
    nothing: dict[str, Any] = dict.fromkeys(("role", "symbol", "policy"))
    nothing |= {"body": "", **dict.fromkeys(("sources", "sites", "deadlines"), ())}
    bare = {slug: replace(entity, **nothing) for slug, entity in entities.items()}
    present = {slug: n for slug, n in catalogue.numbers.items() if slug not in numbers}
    found = replace(catalogue, entities={**catalogue.entities, **bare}, numbers=present)
    pages: tuple[Entity | Number, ...] = (*entities.values(), *numbers.values())
    return (found if pages else catalogue), tuple(
        Finding("absent-seed", page.path, 0, _ABSENT.format(rests_on(page)[0])) for page in pages
    )


_MARKS = re.compile(r"\[\^([^\[\]\s]+)\]")
_ABSENT = "rests on seeds that are not here alone ({} …); bring the seeds back, or delete the page"


def rests_on(page: Entity | Topic | Number) -> tuple[str, ...]:
    """Return the sources that a page names, and the addresses of passages, in marks and rows."""
    marks = _MARKS.findall(page.body)
    return (*getattr(page, "sources", ()), *marks, *cited(page))


def _is_absent(page: Entity | Number, here: Collection[str]) -> bool:
    """Return whether a page rests on seeds, none of which is there, and on no address."""
    given = rests_on(page)
    seeds = {name for s in given for name in (s.partition("/")[0], s.rsplit("-", 2)[0])}
    return bool(given) and seeds.isdisjoint(here) and not any("://" in each for each in given)


def counted(findings: Collection[Finding]) -> str:
    """Return one line that says how many pages rest on absent seeds; empty where none does."""
    words = "page of the catalogue rests" if len(findings) == 1 else "pages of the catalogue rest"
    line = f"{len(findings)} {words} on seeds that are not here, and print nothing"
    return line if findings else ""
