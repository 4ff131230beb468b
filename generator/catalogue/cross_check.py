"""Check the entries of the catalogue against each other: slugs, names, references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.measures import Clause, Measure
from generator.catalogue.numbers import Number
from generator.catalogue.schema import Fields, near
from generator.catalogue.vocabulary import Vocabulary
from generator.text.typography import fold

Read = Mapping[str, Fields]
"""The front matter of the pages by their paths; what is wrong is noted there."""


def cross_check(entities: Iterable[Entity], read: Read) -> tuple[Entity, ...]:
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


def check_numbers(catalogue: Catalogue, read: Read) -> None:
    """Note what the pages of numbers name that is not there, and places taken twice."""
    featured: dict[int, str] = {}
    for number in catalogue.numbers.values():
        fields = read[number.path]
        for key, message in _wrong_references(number, catalogue):
            fields.note("unknown-slug", key, message)
        owner = featured.setdefault(number.featured, number.path) if number.featured else ""
        if owner and owner != number.path:
            words = f"'featured' is {number.featured}, as on {owner}; give each its own place"
            fields.note("duplicate-value", "featured", words)


def _without_taken_names(entity: Entity, owners: dict[str, Entity], fields: Fields) -> Entity:
    kept: dict[str, tuple[str, ...]] = {}
    for key, names in (("aliases", entity.aliases), ("demonyms", entity.demonyms)):
        free: list[str] = []
        for name in names:
            owner = owners.setdefault(_key(name), entity)
            if owner.slug == entity.slug and name not in (*free, entity.name):
                free.append(name)
                continue
            message = f"'{name}' is a name of {owner.path} already; remove one of the two"
            fields.note("duplicate-name", key, message)
        kept[key] = tuple(free)
    owner = owners.setdefault(_key(entity.name), entity)
    if owner.slug != entity.slug:
        message = f"'{entity.name}' is a name of {owner.path} already; rename one of the two"
        fields.note("duplicate-name", "name", message)
    return replace(entity, aliases=kept["aliases"], demonyms=kept["demonyms"])


def _key(name: str) -> str:
    return " ".join(fold(name).text.split()).casefold()


def _unknown_references(
    entity: Entity, known: Mapping[str, Entity], words: Vocabulary
) -> Iterator[tuple[str, str]]:
    for key, slug, role in _references(entity):
        if slug not in known:
            message = f"'{key}' names '{slug}', which has no page under entities/"
            message += _meant(slug, known)
        elif slug == entity.slug:
            message = f"'{key}' names the page itself"
        elif role and words.role(known[slug].type) != role:
            kind = f"{known[slug].type}, not a {words.type_of(role)}"
            message = f"'{key}' names '{slug}', which is a {kind}"
        else:
            continue
        yield key, message


def _meant(slug: str, known: Mapping[str, Entity]) -> str:
    """Return the page that may be meant: one of that name or symbol, else a slug much like it."""
    folded = slug.casefold()
    for entity in known.values():
        if folded in {name.casefold() for name in (*entity.names, entity.symbol or "")}:
            return f"; did you mean '{entity.slug}'?"
    question = near(slug, known)
    return f"; {question}" if question else ""


def _references(entity: Entity) -> Iterator[tuple[str, str, str]]:
    """Yield each reference of a page: its key, the slug, the role that its type must have."""
    measure = entity.measure
    single = [("country", entity.country, "country")]
    if measure:
        single += [("issuer", measure.issuer, ""), ("superseded", measure.superseded, "measure")]
        yield from (("targets", slug, "country") for slug in measure.targets)
        parts: list[tuple[str, Measure | Clause]] = [
            ("", measure),
            *((f"clauses.{n}.", c) for n, c in enumerate(measure.clauses, 1)),
        ]
        for at, part in parts:
            yield from ((f"{at}minerals", slug, "material") for slug in part.minerals)
            yield from ((f"{at}suspended", o.by, "") for o in part.suspensions if o.by)
    yield from ((key, slug, role) for key, slug, role in single if slug)


def _wrong_references(number: Number, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield what a page of a number names that is not there, or does not point back."""
    for slug in number.about:
        if slug not in catalogue.entities and slug not in catalogue.topics:
            meant = _meant(slug, catalogue.entities)
            yield "about", f"'about' names '{slug}', which has no page{meant}"
    key, numbers = "not_to_confuse_with", catalogue.numbers
    for slug in number.not_to_confuse_with:
        if slug not in numbers:
            words = f"'{slug}' has no page under numbers/; {near(slug, numbers)}".rstrip("; ")
            yield key, words
        elif number.slug not in numbers[slug].not_to_confuse_with:
            words = f"'{slug}' does not point back; add {number.slug} to its own list"
            yield key, words
