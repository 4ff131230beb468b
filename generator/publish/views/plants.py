"""Plants and mines: place, stage, product, amount, for when and who says it, from the figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.extract.amounts.gazetteer import Gazetteer
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
_AMOUNT = frozenset({"t", "kg", "t/year", "kg/year", "t/day"})
_NO_PLANT = re.compile(
    r"\b(?:exports?|imports?|smuggl\w+|shipments?|seized|quota|demand|forecast|consum\w+)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:capacity|output|produc\w+|plant|mine|refinery|separat\w+|reserves?|resources?|deposit|ore"
    r"|rate|oxides?|concentrate|carbonate|metal|feed|magnets?)\b",
    re.IGNORECASE,
)


class Site(NamedTuple):
    """A plant, mine or town, or else the company whose it is; ``path`` is its page, if any."""

    name: str
    path: str | None = None


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of plants and mines."""
    rows = [
        (where, figure)
        for figure in quoted(site)
        if _is_amount(figure) and (where := _at(figure, site))
    ]
    rows.sort(key=lambda row: (row[0].name.casefold(), row[1].order))
    head = front(
        title="Plants and mines",
        description="Capacities and outputs of mines, separation and magnet plants, as quoted.",
        kind="list",
    )
    table = "\n".join(_row(where, figure) for where, figure in rows)
    places = len({where for where, _ in rows})
    return {
        PAGE: f"{head}\n# Plants and mines\n\n{count(len(rows), 'figure')} on "
        f"{count(places, 'place or company', 'places or companies')} · as of {day(site.as_of)}\n"
        "{: .dateline }\n\n"
        "Amounts as the sources give them; a plan is a plan, a capacity is not an output. A figure "
        "stands beside the plant or mine that its sentence names, else beside the company.\n\n"
        "| Where, whose | Stage | Product | Amount | For when | According to | Story |\n"
        f"|---|---|---|---|---|---|---|\n{table}\n"
    }


def _is_amount(figure: Quoted) -> bool:
    """Return whether a figure is an amount of material that comes out of somewhere."""
    if figure.unit not in _AMOUNT or _NO_PLANT.search(f"{figure.what} {figure.scope}"):
        return False
    return figure.scope != NOT_GIVEN or bool(_MADE.search(figure.what))


def _at(figure: Quoted, site: Publication) -> Site | None:
    """Return the place that the row gives, unless it is a country; else the only company."""
    if figure.place != NOT_GIVEN:
        return _place(figure.place, site)
    if found := _company(figure.row.entities, site):
        return found
    passages = (site.passages[label] for label in figure.row.labels if label in site.passages)
    text = " ".join(passage.text for passage in passages)
    return _company(tuple(mention.entity for mention in site.catalogue.find(text)), site)


def _place(name: str, site: Publication) -> Site | None:
    """Return a place with its page; ``None`` for a country or a larger part of the world."""
    found = Gazetteer(site.catalogue, frozenset({name})).places(name)
    if not found or found[0].wide:
        return None
    mentions = site.catalogue.find(name)
    page = site.catalogue.entities[mentions[0].entity].path if mentions else None
    return Site(name, page)


def _company(slugs: tuple[str, ...], site: Publication) -> Site | None:
    entities = [site.catalogue.entities[slug] for slug in dict.fromkeys(slugs)]
    if any(entity.type == "country" for entity in entities):
        return None  # a country's figure
    companies = [entity for entity in entities if entity.speaks_as == "company"]
    return Site(companies[0].name, companies[0].path) if len(companies) == 1 else None


def _row(where: Site, figure: Quoted) -> str:
    name = inline(where.name)
    linked = f"[{name}]({relative(PAGE, where.path)})" if where.path else name
    cells = (figure.stage, figure.what, figure.given, figure.period, figure.source)
    return f"| {linked} | {' | '.join(map(inline, cells))} | {cards.link(figure.story, PAGE)} |"
