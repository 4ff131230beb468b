"""Which control names which mineral: the rare earths by element, other minerals, whole groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.catalogue.status import State
from generator.publish.backing import Source, backing
from generator.publish.publication import Publication
from generator.publish.standings import Standing, naming, standings

NONE = "none by element in our sources"
RARE_EARTHS = (
    *("La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu"),
    *("Sc", "Y"),
)
"""The fifteen lanthanides in their order, scandium and yttrium."""

ARRIVING = frozenset({"tariff", "procurement-rule"})
"""Kinds that hold where goods come in: their targets are where the goods come from."""
# These set up co-operation or record a quarrel; they control nothing.
_NO_CONTROLS = frozenset({"programme", "agreement", "dispute"})
# What a reader should see first where several measures name one element.
RANK = (
    State.IN_FORCE,
    State.MIXED,
    State.SUSPENDED,
    State.LAPSED,
    State.FUTURE,
    State.UNKNOWN,
    State.ANNOUNCED,
    State.ENDED,
    State.SUPERSEDED,
    State.NOT_ANNOUNCED,
)


class Cell(NamedTuple):
    """A measure that names a mineral, with the sources to open."""

    mineral: Entity
    standing: Standing
    sources: tuple[Source, ...]


class Block(NamedTuple):
    """A part of the matrix: rows of minerals, each with the cells of every measure naming it."""

    title: str
    explanation: str
    rows: tuple[tuple[Entity, tuple[Cell, ...]], ...]
    none: str  # what an empty cell says


def blocks(site: Publication) -> tuple[Block, ...]:
    """Return the matrix: the rare earths by element, other minerals, rules on whole groups.

    A rule on a group stands in the group's row only; it is never spread over its elements.
    """
    controls = [s for s in standings(site) if s.measure.kind not in _NO_CONTROLS]
    named = {slug for control in controls for slug in control.measure.minerals}
    minerals = {e.slug: e for e in site.catalogue.entities.values() if e.type == "mineral"}
    elements = {e.symbol: e for e in minerals.values() if e.symbol}
    rare = [elements[symbol] for symbol in RARE_EARTHS if symbol in elements]
    rest = [
        minerals[slug] for slug in sorted(named & minerals.keys()) if minerals[slug] not in rare
    ]
    groups = [entity for entity in rest if is_group(entity)]
    others = [entity for entity in rest if entity not in groups]
    return tuple(
        Block(title, words, tuple((row, _cells(row, controls, site)) for row in rows), none)
        for title, words, rows, none in (
            (
                "The 17 rare earths, by element",
                "Where no control names one, it says so.",
                rare,
                NONE,
            ),
            ("Other minerals under control", "Only minerals that a control names.", others, NONE),
            (
                "Rules on groups, magnets and know-how",
                "These rules name a whole group or a product. They are not spread over elements.",
                groups,
                "none in our sources",
            ),
        )
        if rows
    )


def is_group(entity: Entity) -> bool:
    """Return whether a mineral page is about a group of elements or about a product of them."""
    return entity.symbol is None and any(w in entity.slug for w in ("rare-earth", "magnet"))


def stages_covered(cell: Cell) -> tuple[str, ...]:
    """Return the stages in which a measure covers a mineral; magnets are made of rare earths."""
    mineral = cell.mineral
    magnetic = mineral.symbol in RARE_EARTHS or is_group(mineral)
    found = cell.standing.measure.stages_of(mineral.slug)
    return tuple(stage for stage in found if magnetic or stage != "magnets")


def _cells(mineral: Entity, controls: Iterable[Standing], site: Publication) -> tuple[Cell, ...]:
    kinds = {control.entity.slug for control in controls}
    found = [control for control in naming(mineral.slug, site) if control.entity.slug in kinds]
    found.sort(key=lambda control: RANK.index(control.status.state))
    return tuple(
        Cell(mineral, control, backing(control.entity, control.status, site, mineral.slug))
        for control in found
    )
