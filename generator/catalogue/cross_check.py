"""Check the entries of the catalogue against each other: slugs, names, references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.measures import Clause, Measure
from generator.catalogue.numbers import Number
from generator.catalogue.schema import near
from generator.catalogue.vocabulary import Vocabulary
from generator.model import Finding
from generator.text.files import UnreadableFile, read_text
from generator.text.folding import fold
from generator.text.frontmatter import FrontMatterError, split

_Fault = tuple[str, str, str]
"""The key of a page that is wrong, the kind of the finding, the message."""


def cross_check(
    briefings: Path, entities: Iterable[Entity], stop_names: Iterable[str], words: Vocabulary
) -> tuple[tuple[Entity, ...], tuple[Finding, ...]]:
    """Return the entities that can stand together, and what kept the others or a name out.

    Of two pages with one slug, or two spellings that differ only in case, the first in the order
    of paths stays.  References to unknown slugs are reported and kept as they are.
    """
    good: dict[str, Entity] = {}
    findings: list[Finding] = []
    owners: dict[str, Entity] = {}
    for entity in sorted(entities, key=lambda entity: entity.path):
        faults: list[_Fault] = []
        if entity.slug in good:
            message = f"the slug is taken by {good[entity.slug].path}; rename this file"
            faults.append(("", "duplicate-slug", message))
        else:
            good[entity.slug] = _without_taken_names(entity, owners, faults)
        findings += _placed(briefings / entity.path, faults)
    owned: dict[tuple[str, str], Entity] = {}
    for entity in good.values():
        faults = [*_unknown_references(entity, good, words), *_given_twice(entity, owned)]
        findings += _placed(briefings / entity.path, faults)
    path = (briefings / "entities" / "stop-names.yml").as_posix()
    for name in stop_names:
        owner = owners.get(_key(name))
        if owner and name in owner.names:
            message = f"'{name}' is a name of {owner.path}; remove it here or there"
            findings.append(Finding("duplicate-name", path, 0, message))
    return tuple(good.values()), tuple(findings)


def number_references(briefings: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what the pages of numbers name that is not there, and places taken twice."""
    featured: dict[int, str] = {}
    for number in catalogue.numbers.values():
        faults = list(_wrong_references(number, catalogue))
        owner = featured.setdefault(number.featured, number.path) if number.featured else ""
        if owner and owner != number.path:
            words = f"'featured' is {number.featured}, as on {owner}; give each its own place"
            faults.append(("featured", "duplicate-value", words))
        yield from _placed(briefings / number.path, faults)


def _placed(path: Path, faults: Iterable[_Fault]) -> Iterator[Finding]:
    """Yield the faults of a page, which is read again for the lines of its keys if it has any."""
    faults = tuple(faults)
    try:
        lines = split(read_text(path, path.parent)).lines if faults else {}
    except (UnreadableFile, FrontMatterError):
        lines = {}
    for key, kind, message in faults:
        yield Finding(kind, path.as_posix(), lines.get(key, 1 if lines else 0), message)


def _without_taken_names(entity: Entity, owners: dict[str, Entity], faults: list[_Fault]) -> Entity:
    kept: dict[str, tuple[str, ...]] = {}
    for key, names in (("aliases", entity.aliases), ("demonyms", entity.demonyms)):
        free: list[str] = []
        for name in names:
            owner = owners.setdefault(_key(name), entity)
            if owner.slug == entity.slug and name not in (*free, entity.name):
                free.append(name)
                continue
            message = f"'{name}' is a name of {owner.path} already; remove one of the two"
            faults.append((key, "duplicate-name", message))
        kept[key] = tuple(free)
    owner = owners.setdefault(_key(entity.name), entity)
    if owner.slug != entity.slug:
        message = f"'{entity.name}' is a name of {owner.path} already; rename one of the two"
        faults.append(("name", "duplicate-name", message))
    return replace(entity, aliases=kept["aliases"], demonyms=kept["demonyms"])


def _key(name: str) -> str:
    return " ".join(fold(name).text.split()).casefold()


def _given_twice(entity: Entity, owned: dict[tuple[str, str], Entity]) -> Iterator[_Fault]:
    """Yield the symbol or item that another page has already."""
    for key, value in (("symbol", entity.symbol), ("wikidata", entity.wikidata)):
        owner = owned.setdefault((key, value), entity) if value else entity
        if owner is not entity:
            message = f"'{key}' is '{value}', as on {owner.path}; one of the two is wrong"
            yield key, "duplicate-value", message


def _unknown_references(
    entity: Entity, known: Mapping[str, Entity], words: Vocabulary
) -> Iterator[_Fault]:
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
        yield key, "unknown-slug", message


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


def _wrong_references(number: Number, catalogue: Catalogue) -> Iterator[_Fault]:
    """Yield what a page of a number names that is not there, or does not point back."""
    for slug in number.about:
        if slug not in catalogue.entities and slug not in catalogue.topics:
            meant = _meant(slug, catalogue.entities)
            yield "about", "unknown-slug", f"'about' names '{slug}', which has no page{meant}"
    key, numbers = "not_to_confuse_with", catalogue.numbers
    for slug in number.not_to_confuse_with:
        if slug not in numbers:
            words = f"'{slug}' has no page under numbers/; {near(slug, numbers)}".rstrip("; ")
            yield key, "unknown-slug", words
        elif number.slug not in numbers[slug].not_to_confuse_with:
            words = f"'{slug}' does not point back; add {number.slug} to its own list"
            yield key, "unknown-slug", words
