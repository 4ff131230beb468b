"""Plants and mines: place, stage, product, capacity, who says it and for when, from the figures."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.catalogue.entries import Entity
from generator.pages.escape import inline
from generator.publish import cards
from generator.publish.front import front
from generator.publish.links import relative
from generator.publish.publication import Publication
from generator.publish.quoted import Quoted, quoted
from generator.publish.words import count

PAGE = "plants.md"
# What a plant or mine is measured by: amounts of material, a year's output, capacity, reserves.
_AMOUNT = frozenset({"t", "kg", "t/year", "t/a", "t per year", "tonnes"})
_CAPACITY = re.compile(
    r"\b(?:capacity|output|produc\w+|plant|mine|refinery|separat\w+|reserves?|deposit|ore|oxides?|"
    r"magnets? a year|tonnes? (?:a|per) year)\b",
    re.IGNORECASE,
)


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of plants and mines."""
    rows = [
        (figure, where)
        for figure in quoted(site)
        if _is_capacity(figure) and (where := _at(figure, site))
    ]
    rows.sort(key=lambda pair: (pair[1].name.casefold(), pair[0].scope, pair[0].period))
    head = front(
        title="Plants and mines",
        description="Capacities and outputs of mines, separation and magnet plants, as quoted.",
        kind="list",
    )
    table = "\n".join(_row(figure, where) for figure, where in rows)
    places = len({where.slug for _, where in rows})
    return {
        PAGE: f"{head}\n# Plants and mines\n\n{count(len(rows), 'figure')} on "
        f"{count(places, 'place or company', 'places and companies')}\n{{: .dateline }}\n\n"
        "Amounts as the sources give them; a plan is a plan, a capacity is not an output.\n\n"
        "| Where, whose | Stage, group | Of what | Figure | Period | According to | Story |\n"
        f"|---|---|---|---|---|---|---|\n{table}\n"
    }


def _is_capacity(figure: Quoted) -> bool:
    amount = figure.unit is not None and figure.unit.casefold() in _AMOUNT
    return amount and bool(_CAPACITY.search(f"{figure.what} {figure.scope}"))


def _at(figure: Quoted, site: Publication) -> Entity | None:
    """Return the place, else the company, else the country that the figure's row names."""
    entities = [site.catalogue.entities[slug] for slug in figure.row.entities]
    for entity in sorted(entities, key=_nearness):
        if _nearness(entity) < 3:
            return entity
    return None


def _nearness(entity: Entity) -> int:
    if entity.type == "place":
        return 0
    if entity.speaks_as == "company":
        return 1
    return 2 if entity.type == "country" else 3


def _row(figure: Quoted, where: Entity) -> str:
    name = f"[{inline(where.name)}]({relative(PAGE, where.path)})"
    cells = (figure.scope, figure.what, figure.given, figure.period, figure.source)
    return f"| {name} | {' | '.join(map(inline, cells))} | {cards.link(figure.story, PAGE)} |"
