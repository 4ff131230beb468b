"""Read the catalogue from the briefings folder; what is wrong is reported, the rest is used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.catalogue.entries import Catalogue, Entity, Term, Topic
from generator.catalogue.measures import Clause, Measure, read_measure
from generator.catalogue.numbers import read_number
from generator.catalogue.schema import SLUG, Fields, keys, near, profile, unreadable
from generator.catalogue.vocabulary import Vocabulary, read_vocabulary
from generator.model import Finding
from generator.text.files import UnreadableFile, read_text
from generator.text.frontmatter import Document, FrontMatterError, split
from generator.text.typography import fold

_COMMON = ("name", "aliases", "role", "wikidata", "sources", "deadlines", "redirect_from")
_PAGES = ("entities/*/*.md", "topics/*.md", "numbers/*.md")
_LISTS = ("glossary.yml", "entities/stop-names.yml")
_LISTED = "entries"  # the key under which a list is read
_NO_SLUG = "a file name is a slug of small letters, digits and single hyphens"
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
    words, faults = read_vocabulary(briefings / "vocabulary.yml")
    found = list(faults)
    pages = [list(_pages(briefings, pattern, words, found)) for pattern in _PAGES]
    read = {path: fields for some in pages for fields, path, _ in some}
    entities = _checked([e for page in pages[0] if (e := read_entity(*page))], read)
    topics = [t for page in pages[1] if (t := _topic(*page))]
    numbers = [n for page in pages[2] if (n := read_number(*page))]
    lists = [Fields.of_file(briefings / name, _LISTED) for name in _LISTS]
    catalogue = Catalogue(
        {e.slug: e for e in entities},
        {t.slug: t for t in topics},
        _glossary(lists[0]),
        _stop_names(lists[1], entities),
        {n.slug: n for n in numbers},
        words,
    )
    _check_numbers(catalogue, read)
    found += [finding for fields in (*read.values(), *lists) for finding in fields.findings]
    once = {(f.path, f.line, f.message): f for f in found}
    return catalogue, tuple(once[place] for place in sorted(once))


def catalogue_files(briefings: Path) -> list[Path]:
    """Return the files that the catalogue is read from, in a fixed order."""
    patterns = ("*.yml", "entities/*.yml", *_PAGES)
    return sorted(path for pattern in patterns for path in briefings.glob(pattern))


_Page = tuple[Fields, str, Document]


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


def _glossary(fields: Fields) -> tuple[Term, ...]:
    """Return the terms of ``glossary.yml`` in its order."""
    terms: dict[str, Term] = {}
    for item in fields.items(_LISTED):
        if term := item.record(Term):
            if term.term in terms:
                item.note("duplicate-name", "term", f"the term '{term.term}' is given twice")
            terms.setdefault(term.term, term)
    return tuple(terms.values())


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
    owned: dict[tuple[str, str], Entity] = {}
    for entity in good.values():
        fields = read[entity.path]
        for key, message in _unknown_references(entity, good, fields.words):
            fields.note("unknown-slug", key, message)
        for key, value in (("symbol", entity.symbol), ("wikidata", entity.wikidata)):
            owner = owned.setdefault((key, value), entity) if value else entity
            if owner is not entity:
                message = f"'{key}' is '{value}', as on {owner.path}; one of the two is wrong"
                fields.note("duplicate-value", key, message)
    return tuple(good.values())


def _check_numbers(catalogue: Catalogue, read: _Read) -> None:
    """Note what pages of numbers name that is not there or points not back, and places taken."""
    numbers, featured = catalogue.numbers, dict[int, str]()
    for number in numbers.values():
        fields = read[number.path]
        for slug in number.about:
            if slug not in catalogue.entities and slug not in catalogue.topics:
                meant = _meant(slug, catalogue.entities)
                fields.note(
                    "unknown-slug", "about", f"'about' names '{slug}', which has no page{meant}"
                )
        for slug in number.not_to_confuse_with:
            if slug not in numbers:
                words = f"'{slug}' has no page under numbers/; {near(slug, numbers)}".rstrip("; ")
            elif number.slug not in numbers[slug].not_to_confuse_with:
                words = f"'{slug}' does not point back; add {number.slug} to its own list"
            else:
                continue
            fields.note("unknown-slug", "not_to_confuse_with", words)
        owner = featured.setdefault(number.featured, number.path) if number.featured else ""
        if owner and owner != number.path:
            words = f"'featured' is {number.featured}, as on {owner}; give each its own place"
            fields.note("duplicate-value", "featured", words)


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


def _unknown_references(
    entity: Entity, known: Mapping[str, Entity], words: Vocabulary
) -> Iterator[tuple[str, str]]:
    for key, slug, role in _references(entity):
        named = f"'{key}' names '{slug}', which"
        if slug not in known:
            yield key, f"{named} has no page under entities/{_meant(slug, known)}"
        elif slug == entity.slug:
            yield key, f"'{key}' names the page itself"
        elif role and words.role(known[slug].type) != role:
            yield key, f"{named} is a {known[slug].type}, not a {words.type_of(role)}"


def _meant(slug: str, known: Mapping[str, Entity]) -> str:
    """Return the page that may be meant: one of that name or symbol, else a slug much like it."""
    for entity in known.values():
        if slug.casefold() in {name.casefold() for name in (*entity.names, entity.symbol or "")}:
            return f"; did you mean '{entity.slug}'?"
    return f"; {near(slug, known)}".removesuffix("; ")


def _references(entity: Entity) -> Iterator[tuple[str, str, str]]:
    """Yield each reference of a page: its key, the slug, the role that its type must have."""
    measure = entity.measure
    single = [("country", entity.country, "country")]
    if measure:
        single += [("issuer", measure.issuer, ""), ("superseded", measure.superseded, "measure")]
        yield from (("targets", slug, "") for slug in measure.targets)
        parts: list[tuple[str, Measure | Clause]] = [
            ("", measure),
            *((f"clauses.{n}.", c) for n, c in enumerate(measure.clauses, 1)),
        ]
        for at, part in parts:
            yield from ((f"{at}minerals", slug, "material") for slug in part.minerals)
            yield from ((f"{at}suspended", o.by, "") for o in part.suspensions if o.by)
    yield from ((key, slug, role) for key, slug, role in single if slug)
