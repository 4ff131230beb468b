"""What may be shipped: elements, magnets and other minerals, each in its forms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.catalogue.entries import Entity
from generator.publish.controls import RARE_EARTHS
from generator.publish.publication import Publication

GROUP = "rare-earth-elements"
"""The page of the whole group of rare earths."""
NEODYMIUM_MAGNETS = "ndfeb-magnets"
ADDITIVES = ("dysprosium", "terbium")
"""The heavy elements that keep a neodymium magnet magnetic when it is hot."""
HELD = {
    NEODYMIUM_MAGNETS: ("neodymium", "praseodymium", *ADDITIVES),
    f"{NEODYMIUM_MAGNETS}-without": ("neodymium", "praseodymium"),
    "smco-magnets": ("samarium",),
}
"""The rare earths that a kind of magnet holds: who ships one of them in a magnet ships both."""

_MAGNETS = re.compile(r"-magnets\Z")


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
NO_MAGNET = tuple(form for form in FORMS if form != MAGNET)
"""The forms of what no magnet here is made of."""


@dataclass(frozen=True, slots=True)
class Good:
    """What may be shipped: an element, another mineral, or a kind of magnet."""

    key: str
    name: str
    entity: Entity
    rare: bool
    short: str  # the symbol of an element
    forms: tuple[Form, ...] = FORMS


def goods(site: Publication, controlled: Collection[str]) -> tuple[Good, ...]:
    """Return the rare earths in their order, the magnets, then other minerals ``controlled``."""
    minerals = [e for e in site.catalogue.entities.values() if e.type == "mineral"]
    rare = [e for e in minerals if e.symbol in RARE_EARTHS]
    rare.sort(key=lambda entity: RARE_EARTHS.index(entity.symbol or ""))
    magnets = [e for e in minerals if _MAGNETS.search(e.slug)]
    others = [e for e in minerals if e.slug in controlled and e not in (*rare, *magnets)]
    kinds = (good for entity in magnets for good in _magnets(entity, site))
    return (
        *(Good(e.slug, e.name, e, True, e.symbol or e.name) for e in rare),
        *kinds,
        *(
            Good(e.slug, e.name, e, False, e.symbol or e.name, NO_MAGNET)
            for e in others
            if e.slug != GROUP
        ),
    )


def _magnets(entity: Entity, site: Publication) -> Iterator[Good]:
    """Yield a kind of magnet; neodymium magnets with and without heavy additives apart."""
    forms = (MAGNET, KNOW_HOW)
    known = site.catalogue.entities
    heavy = [known[slug] for slug in ADDITIVES if slug in known]
    if entity.slug != NEODYMIUM_MAGNETS or not heavy:
        yield Good(entity.slug, entity.name, entity, True, entity.name, forms)
        return
    names = " or ".join(e.name.lower() for e in heavy)
    symbols = " or ".join(e.symbol or e.name for e in heavy)
    for key, word in ((entity.slug, "with"), (f"{entity.slug}-without", "without")):
        name, short = f"{entity.name} {word} {names}", f"{entity.name} {word} {symbols}"
        yield Good(key, name, entity, True, short, forms)
