"""Plants and mines: place, stage, product, capacity, who says it and for when, from the figures."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.catalogue.entries import Entity
from generator.pages.escape import inline
from generator.pages.wording import NOT_GIVEN
from generator.publish import cards
from generator.publish.front import front
from generator.publish.links import relative
from generator.publish.publication import Publication
from generator.publish.quoted import Quoted, quoted
from generator.publish.words import count, day

PAGE = "plants.md"
# What a plant or mine is measured by: amounts of material, a year's output, capacity, reserves.
_AMOUNT = frozenset({"t", "kg", "t/year", "kg/year"})
_TRADE = re.compile(
    r"\b(?:exports?|imports?|smuggl\w+|shipments?|seized|quota|demand)\b", re.IGNORECASE
)
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
        f"{count(places, 'place or company', 'places or companies')} · as of {day(site.as_of)}\n"
        "{: .dateline }\n\n"
        "Amounts as the sources give them; a plan is a plan, a capacity is not an output.\n\n"
        "| Where, whose | Stage, group | Of what | Figure | Period | According to | Story |\n"
        f"|---|---|---|---|---|---|---|\n{table}\n"
    }


def _is_capacity(figure: Quoted) -> bool:
    """Return whether a figure is an amount of material that comes out of somewhere."""
    if figure.unit not in _AMOUNT or _TRADE.search(f"{figure.what} {figure.scope}"):
        return False
    return figure.scope != NOT_GIVEN or bool(_CAPACITY.search(figure.what))


def _at(figure: Quoted, site: Publication) -> Entity | None:
    """Return the place, else the company, that the figure is about.

    The figure's own row decides; else the passage, if it names one place or one company only.
    """
    if found := _only(figure.row.entities, site):
        return found
    passages = (site.passages[label] for label in figure.row.labels if label in site.passages)
    text = " ".join(passage.text for passage in passages)
    return _only(tuple(mention.entity for mention in site.catalogue.find(text)), site)


def _only(slugs: tuple[str, ...], site: Publication) -> Entity | None:
    entities = [site.catalogue.entities[slug] for slug in dict.fromkeys(slugs)]
    places = [entity for entity in entities if entity.type == "place"]
    companies = [entity for entity in entities if entity.speaks_as == "company"]
    return next((found[0] for found in (places, companies) if len(found) == 1), None)


def _row(figure: Quoted, where: Entity) -> str:
    name = f"[{inline(where.name)}]({relative(PAGE, where.path)})"
    cells = (figure.scope, figure.what, figure.given, figure.period, figure.source)
    return f"| {name} | {' | '.join(map(inline, cells))} | {cards.link(figure.story, PAGE)} |"
