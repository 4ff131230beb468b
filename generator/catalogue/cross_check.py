"""Check the entries of the catalogue against each other: slugs, names, references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.numbers import Number
from generator.catalogue.schema import near
from generator.catalogue.vocabulary import Vocabulary
from generator.model import Finding
from generator.text.folding import fold
from generator.text.frontmatter import FrontMatterError, split


def cross_check(
    briefings: Path,
    entities: Iterable[Entity],
    stop_names: Iterable[str],
    words: Vocabulary,
) -> tuple[tuple[Entity, ...], tuple[Finding, ...]]:
    """Return the entities that can stand together, and what kept the others or a name out.

    Of two pages with one slug, or two spellings that differ only in case, the first in the order
    of paths stays.  References to unknown slugs are reported and kept as they are.
    """
    good: dict[str, Entity] = {}
    findings: list[Finding] = []
    owners: dict[str, Entity] = {}
    for entity in sorted(entities, key=lambda entity: entity.path):
        if entity.slug in good:
            message = f"the slug is taken by {good[entity.slug].path}; rename this file"
            findings.append(_finding(briefings, entity, "", "duplicate-slug", message))
            continue
        good[entity.slug] = _without_taken_names(briefings, entity, owners, findings)
    for entity in good.values():
        findings.extend(_unknown_references(briefings, entity, good, words))
    for key in ("symbol", "wikidata"):
        findings.extend(_given_twice(briefings, good.values(), key))
    findings.extend(_stopped(briefings, stop_names, owners))
    return tuple(good.values()), tuple(findings)


def _without_taken_names(
    briefings: Path, entity: Entity, owners: dict[str, Entity], findings: list[Finding]
) -> Entity:
    kept: dict[str, tuple[str, ...]] = {}
    for key, names in (("aliases", entity.aliases), ("demonyms", entity.demonyms)):
        free: list[str] = []
        for name in names:
            owner = owners.setdefault(_key(name), entity)
            if owner.slug == entity.slug and name not in (*free, entity.name):
                free.append(name)
                continue
            message = f"'{name}' is a name of {owner.path} already; remove one of the two"
            findings.append(_finding(briefings, entity, key, "duplicate-name", message))
        kept[key] = tuple(free)
    owner = owners.setdefault(_key(entity.name), entity)
    if owner.slug != entity.slug:
        message = f"'{entity.name}' is a name of {owner.path} already; rename one of the two"
        findings.append(_finding(briefings, entity, "name", "duplicate-name", message))
    return replace(entity, aliases=kept["aliases"], demonyms=kept["demonyms"])


def _key(name: str) -> str:
    return " ".join(fold(name).text.split()).casefold()


def _unknown_references(
    briefings: Path, entity: Entity, known: dict[str, Entity], words: Vocabulary
) -> Iterator[Finding]:
    for key, slug, role in _references(entity):
        if slug not in known:
            message = (
                f"'{key}' names '{slug}', which has no page under entities/{_meant(slug, known)}"
            )
        elif slug == entity.slug:
            message = f"'{key}' names the page itself"
        elif role and words.role(known[slug].type) != role:
            kind = words.type_of(role)
            message = f"'{key}' names '{slug}', which is a {known[slug].type}, not a {kind}"
        else:
            continue
        yield _finding(briefings, entity, key, "unknown-slug", message)


def _meant(slug: str, known: Mapping[str, Entity]) -> str:
    """Return the page that may be meant: one of that name or symbol, else a slug much like it."""
    folded = slug.casefold()
    for entity in known.values():
        if folded in {name.casefold() for name in (*entity.names, entity.symbol or "")}:
            return f"; did you mean '{entity.slug}'?"
    question = near(slug, known)
    return f"; {question}" if question else ""


def _references(entity: Entity) -> Iterator[tuple[str, str, str | None]]:
    """Yield each reference of a page: its key, the slug, the role that its type must have."""
    if entity.country:
        yield "country", entity.country, "country"
    measure = entity.measure
    if measure is None:
        return
    if measure.issuer:
        yield "issuer", measure.issuer, None
    if measure.superseded:
        yield "superseded", measure.superseded, "measure"
    yield from (("targets", slug, "country") for slug in measure.targets)
    yield from (("minerals", slug, "material") for slug in measure.minerals)
    yield from (("suspended", order.by, None) for order in measure.suspensions if order.by)
    for number, clause in enumerate(measure.clauses, start=1):
        at = f"clauses.{number}"
        yield from ((f"{at}.minerals", slug, "material") for slug in clause.minerals)
        yield from ((f"{at}.suspended", o.by, None) for o in clause.suspensions if o.by)


def number_references(briefings: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what the pages of numbers name that is not there, and places taken twice."""
    featured: dict[int, str] = {}
    for number in catalogue.numbers.values():
        path = briefings / number.path
        for key, words in _wrong_references(number, catalogue):
            yield Finding("unknown-slug", path.as_posix(), _line(path, key), words)
        owner = featured.setdefault(number.featured, number.path) if number.featured else ""
        if owner and owner != number.path:
            words = f"'featured' is {number.featured}, as on {owner}; give each its own place"
            yield Finding("duplicate-value", path.as_posix(), _line(path, "featured"), words)


def _wrong_references(number: Number, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the key and what is wrong with a slug under it."""
    for slug in number.about:
        if slug not in catalogue.entities and slug not in catalogue.topics:
            meant = _meant(slug, catalogue.entities)
            yield "about", f"'about' names '{slug}', which has no page{meant}"
    key, numbers = "not_to_confuse_with", catalogue.numbers
    for slug in number.not_to_confuse_with:
        if slug not in numbers:
            yield key, f"'{slug}' has no page under numbers/; {near(slug, numbers)}".rstrip("; ")
        elif number.slug not in numbers[slug].not_to_confuse_with:
            yield key, f"'{slug}' does not point back; add {number.slug} to its own list"


def _given_twice(briefings: Path, entities: Iterable[Entity], key: str) -> Iterator[Finding]:
    """Yield the pages whose symbol or item another page has already."""
    owners: dict[str, Entity] = {}
    for entity in entities:
        value = getattr(entity, key)
        owner = owners.setdefault(value, entity) if value else entity
        if owner is not entity:
            message = f"'{key}' is '{value}', as on {owner.path}; one of the two is wrong"
            yield _finding(briefings, entity, key, "duplicate-value", message)


def _stopped(
    briefings: Path, stop_names: Iterable[str], owners: dict[str, Entity]
) -> Iterator[Finding]:
    path = (briefings / "entities" / "stop-names.yml").as_posix()
    for name in stop_names:
        owner = owners.get(_key(name))
        if owner and name in owner.names:
            message = f"'{name}' is a name of {owner.path}; remove it here or there"
            yield Finding("duplicate-name", path, 0, message)


def _finding(briefings: Path, entity: Entity, key: str, kind: str, message: str) -> Finding:
    path = briefings / entity.path
    return Finding(kind, path.as_posix(), _line(path, key), message)


def _line(path: Path, key: str) -> int:
    """Return the line of a key; a page is read again only when there is something to say of it."""
    try:
        return split(path.read_text(encoding="utf-8-sig")).line(key)
    except (OSError, ValueError, FrontMatterError):
        return 0
