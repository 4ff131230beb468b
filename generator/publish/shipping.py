"""Which measures bear on a good on its way: element, form, destination, end user.

The answer is never "allowed": where no measure bears on a good, no source here says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.catalogue.entries import Entity
from generator.catalogue.status import State
from generator.publish.publication import Publication
from generator.publish.standings import Standing, standings

GROUP = "rare-earth-elements"
"""The page of the whole group of rare earths."""
NEODYMIUM_MAGNETS = "ndfeb-magnets"
ADDITIVES = frozenset({"dysprosium", "terbium"})
"""The heavy elements that keep a neodymium magnet magnetic when it is hot."""

_EXPORT_CONTROLS = frozenset(
    {"export-licence", "export-ban", "technology-ban", "extraterritorial-rule", "entity-listing"}
)
_MAGNETS = re.compile(r"-magnets\Z")
_MILITARY = re.compile(r"\bmilitary|\barmed forces|\bdefen[cs]e\b", re.IGNORECASE)
_GONE = frozenset({State.ENDED, State.SUPERSEDED, State.NOT_ANNOUNCED})


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a good, and the stage that a measure must name to cover it."""

    name: str
    stage: str


MAGNET = Form("magnet", "magnets")
KNOW_HOW = Form("know-how or equipment", "technology")
FORMS = (
    Form("ore or concentrate", "mining"),
    Form("oxide or compound", "separation"),
    Form("metal or alloy", "metals"),
    MAGNET,
    KNOW_HOW,
)


@dataclass(frozen=True, slots=True)
class Bearing:
    """A measure that bears on a good, and how far its page says so."""

    standing: Standing
    how: str


def bearings(mineral: Entity, form: Form, site: Publication) -> tuple[Bearing, ...]:
    """Return the export controls that name a mineral and bear on a form of it, to anywhere.

    A measure that names no stages bears on every form of goods, and that is said.  A ban on
    know-how bears on know-how alone.  Rules on the whole group are not spread over its elements,
    see :func:`group_rules`; measures that have ended are left out.
    """
    found = (_bearing(item, mineral, form) for item in controls(site))
    return tuple(bearing for bearing in found if bearing)


def controls(site: Publication) -> tuple[Standing, ...]:
    """Return the export controls that have not ended."""
    return tuple(
        item
        for item in standings(site)
        if item.measure.kind in _EXPORT_CONTROLS and item.status.state not in _GONE
    )


def group_rules(site: Publication) -> tuple[Standing, ...]:
    """Return the export controls on rare earths as a whole."""
    return tuple(item for item in controls(site) if GROUP in item.measure.minerals)


def _bearing(item: Standing, mineral: Entity, form: Form) -> Bearing | None:
    measure = item.measure
    if mineral.slug not in measure.minerals:
        return None
    about_know_how = measure.kind == "technology-ban"
    if about_know_how or form == KNOW_HOW:
        covers = "technology" in measure.stages and form == KNOW_HOW
        return Bearing(item, "names it") if covers else None
    if not measure.stages:
        return Bearing(item, "names it; its forms are not given")
    if form.stage not in measure.stages:
        return None
    magnets = any(_MAGNETS.search(slug) for slug in measure.minerals)
    holding = form == MAGNET and magnets and not _MAGNETS.search(mineral.slug)
    return Bearing(item, "magnets that contain it" if holding else "names it")


def magnets(site: Publication) -> Iterator[tuple[str, tuple[Bearing, ...]]]:
    """Yield each kind of magnet, neodymium magnets with and without heavy additives apart.

    A measure that names neodymium magnets and the additives together is on magnets that hold
    them; of magnets without them no source here says that it covers them.
    """
    for slug, entity in site.catalogue.entities.items():
        if entity.type != "mineral" or not _MAGNETS.search(slug):
            continue
        found = bearings(entity, MAGNET, site)
        additives = _additives(found) if slug == NEODYMIUM_MAGNETS else []
        if additives:
            names = " or ".join(additives)
            yield f"{entity.name} with {names}", found
            yield f"{entity.name} without {names}", tuple(_without(bearing) for bearing in found)
        else:
            yield entity.name, found
        yield f"{entity.name}: know-how", bearings(entity, KNOW_HOW, site)


def _additives(found: Iterable[Bearing]) -> list[str]:
    return sorted(ADDITIVES & {slug for b in found for slug in b.standing.measure.minerals})


def _without(bearing: Bearing) -> Bearing:
    if not _additives([bearing]):
        return bearing
    return Bearing(bearing.standing, "no source here says whether it covers these")


def on_destination(slug: str, site: Publication) -> tuple[Standing, ...]:
    """Return the export controls aimed at a country, whatever the good."""
    return tuple(item for item in controls(site) if slug in item.measure.targets)


def on_bodies(site: Publication) -> tuple[Standing, ...]:
    """Return the controls that name neither goods nor a destination, such as rules on owners."""
    return tuple(
        item
        for item in controls(site)
        if not item.measure.targets
        and not item.measure.minerals
        and item.measure.kind == "entity-listing"
    )


def destinations(site: Publication) -> tuple[Entity, ...]:
    """Return the countries at which an export control is aimed, by name."""
    slugs = {slug for item in controls(site) for slug in item.measure.targets}
    known = [site.catalogue.entities[s] for s in slugs if s in site.catalogue.entities]
    return tuple(sorted(known, key=lambda entity: entity.name))


def end_users(item: Standing) -> str:
    """Return whom a measure is about: listed bodies, military users, or everybody."""
    if item.measure.kind == "entity-listing":
        return "the bodies it lists"
    texts = [item.entity.role or "", *(clause.what for clause in item.measure.clauses)]
    if not any(_MILITARY.search(text) for text in texts):
        return "everybody"
    if item.measure.minerals:
        return "one part for everybody, one for military users and purposes"
    return "military users and purposes"
