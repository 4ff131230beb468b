"""Which control names which element: a table, a strip for the home page, and data files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.catalogue.status import State
from generator.pages.escape import inline
from generator.publish.datafiles import rows_as_csv
from generator.publish.front import front
from generator.publish.links import href, relative
from generator.publish.publication import Publication
from generator.publish.standings import Source, Standing, link, sources, standings
from generator.publish.words import day

PAGE, CSV, JSON = "matrix.md", "matrix.csv", "matrix.json"
NONE = "none by element in our sources"
RARE_EARTHS = (
    *("La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu"),
    *("Sc", "Y"),
)
"""The fifteen lanthanides in their order, scandium and yttrium."""

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
    """A measure that names a mineral, with the source to open."""

    mineral: Entity
    standing: Standing
    source: Source | None


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


def _cells(mineral: Entity, controls: Iterable[Standing], site: Publication) -> tuple[Cell, ...]:
    found = [control for control in controls if mineral.slug in control.measure.minerals]
    found.sort(key=lambda control: RANK.index(control.status.state))
    return tuple(
        Cell(mineral, control, next(iter(sources(control.entity, site, mineral.slug)), None))
        for control in found
    )


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of the matrix and its two data files."""
    found = blocks(site)
    return {PAGE: page(found, site), CSV: as_csv(found, site), JSON: as_json(found, site)}


def page(found: Iterable[Block], site: Publication) -> str:
    """Return the page: one table a block, a row a mineral, a column an issuer."""
    found = tuple(found)
    title = "Elements and controls"
    parts = [
        front(
            title=title,
            description="Which export control names which element, and what is known of it today",
            kind="matrix",
        ),
        f'<link rel="stylesheet" href="{href(PAGE, "assets/measures.css")}">\n',
        f"# {title}\n",
        _introduction(site),
    ]
    for block in found:
        parts += [f"## {block.title}\n", f"{block.explanation}\n", _table(block, site)]
    if not any(cells for block in found for _, cells in block.rows):
        parts.append("No control in our sources names a mineral.\n")
    return "\n".join(parts)


def _introduction(site: Publication) -> str:
    return (
        f"Status on {day(site.as_of)}, from the dates on the pages of the measures. "
        "Each entry opens the measure; “source” opens what backs it. "
        f"Data: [CSV]({CSV}), [JSON]({JSON}).\n"
    )


def _table(block: Block, site: Publication) -> str:
    """Return a block as a table, its longer side down the page."""
    slugs = {cell.standing.measure.issuer or "" for _, cells in block.rows for cell in cells}
    issuers = sorted(slugs, key=lambda slug: _called(slug, site))
    minerals = [_mineral(mineral, PAGE) for mineral, _ in block.rows]
    grid = [[_cell(cells, slug, block, site) for slug in issuers] for _, cells in block.rows]
    names = [_issuer(slug, site) for slug in issuers]
    if len(issuers) > len(minerals):
        lines = _lines(["Issuer", *minerals], names, zip(*grid, strict=True))
    else:
        lines = _lines(["Mineral", *names], minerals, grid)
    return f'<div class="matrix" markdown="1">\n\n{lines}\n\n</div>\n'


def _lines(head: list[str], first: list[str], grid: Iterable[Iterable[str]]) -> str:
    rows = ([name, *cells] for name, cells in zip(first, grid, strict=True))
    lines = (f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
    return "\n".join(lines)


def _cell(cells: Iterable[Cell], issuer: str, block: Block, site: Publication) -> str:
    """Return what an issuer orders of a mineral; a cell with nothing says so and can be hidden."""
    entries = [_entry(c, site) for c in cells if (c.standing.measure.issuer or "") == issuer]
    return "<br>".join(entries) or f"{block.none} {{: .none }}"


def _called(slug: str, site: Publication) -> str:
    entity = site.catalogue.entities.get(slug)
    return entity.name.casefold() if entity else ""


def _issuer(slug: str, site: Publication) -> str:
    entity = site.catalogue.entities.get(slug)
    return link(entity, PAGE) if entity else "Issuer not given"


def _mineral(entity: Entity, origin: str) -> str:
    symbol = f"**{entity.symbol}** " if entity.symbol else ""
    return symbol + link(entity, origin)


def _entry(cell: Cell, site: Publication) -> str:
    found = cell.standing
    stages = f" Covers {', '.join(found.measure.stages)}." if found.measure.stages else ""
    known = site.catalogue.entities
    aimed = [known[t].name if t in known else t for t in found.measure.targets]
    targets = f" For {', '.join(aimed)}." if aimed else ""
    disputed = f" {disputed_mark(found, PAGE)}" if found.measure.dispute else ""
    source = f" {cell.source.markdown(PAGE)}" if cell.source else ""
    words = found.words()
    return (
        f"{link(found.entity, PAGE, found.name)}{{: .status .status--{css(found.status.state)} }}: "
        f"{inline(words)}{disputed}.{inline(targets)}{inline(stages)}{source}"
    )


def disputed_mark(found: Standing, origin: str) -> str:
    """Return the mark that stands beside a contested date; who says what opens on it."""
    title = inline(found.measure.dispute or "").replace('"', "&quot;")
    return f'([disputed]({relative(origin, found.entity.path)} "{title}"))'


def css(state: State) -> str:
    """Return the word by which the theme knows a state, such as ``in-force``."""
    return state.name.lower().replace("_", "-")


_FIELDS = (
    *("mineral", "symbol", "issuer", "measure", "kind", "status", "status_in_words"),
    *("announced", "effective", "suspended_from", "suspended_until", "stages", "targets"),
    *("disputed", "sources_reach_to", "source"),
)


def as_csv(found: Iterable[Block], site: Publication) -> str:
    """Return one row for each mineral and measure, and one for each mineral under none."""
    return rows_as_csv(_FIELDS, _records(found, site))


def as_json(found: Iterable[Block], site: Publication) -> str:
    """Return the same rows as JSON, with the day they hold for."""
    data = {"as_of": site.as_of.isoformat(), "rows": list(_records(found, site))}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _records(found: Iterable[Block], site: Publication) -> Iterator[dict[str, str]]:
    for block in found:
        for mineral, cells in block.rows:
            known = {"mineral": mineral.name, "symbol": mineral.symbol or ""}
            if not cells:
                yield dict.fromkeys(_FIELDS, "") | known | {"status": NONE}
            for cell in cells:
                yield known | _record(cell, site)


def _record(cell: Cell, site: Publication) -> dict[str, str]:
    found = cell.standing
    measure, pause = found.measure, found.measure.suspended
    issuer = site.catalogue.entities.get(measure.issuer or "")
    return {
        "issuer": issuer.name if issuer else "",
        "measure": found.name,
        "kind": found.kind,
        "status": found.status.state.value,
        "status_in_words": found.words(),
        "announced": str(measure.announced or ""),
        "effective": str(measure.effective or ""),
        "suspended_from": str(pause.start or "") if pause else "",
        "suspended_until": str(pause.until or "") if pause else "",
        "stages": "; ".join(measure.stages),
        "targets": "; ".join(measure.targets),
        "disputed": measure.dispute or "",
        "sources_reach_to": str(found.status.reaches or ""),
        "source": cell.source.plain(site) if cell.source else "",
    }
