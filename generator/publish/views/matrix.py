"""Which control names which element: a table, a strip for the home page, and data files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from generator.catalogue.entries import Entity
from generator.catalogue.status import Pause, pauses
from generator.pages.escape import inline
from generator.publish.backing import links
from generator.publish.controls import ARRIVING, NONE, Block, Cell, blocks, stages_covered
from generator.publish.datafiles import rows_as_csv
from generator.publish.front import front
from generator.publish.newer import newer_mark
from generator.publish.publication import Publication
from generator.publish.standings import Standing, css, disputed_mark, link
from generator.publish.words import day

PAGE, CSV, JSON = "matrix.md", "matrix.csv", "matrix.json"


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
        "Each entry opens the measure; behind “Source” stands what backs it. "
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
    covered = stages_covered(cell)
    stages = f" Covers {', '.join(covered)}." if covered else ""
    known = site.catalogue.entities
    aimed = [known[t].name if t in known else t for t in found.measure.targets]
    way = "On goods from" if found.measure.kind in ARRIVING else "For"
    targets = f" {way} {', '.join(aimed)}." if aimed else ""
    disputed = f" {disputed_mark(found, PAGE)}" if found.measure.dispute else ""
    source = f" {links(cell.sources, PAGE)}" if cell.sources else ""
    mark = newer_mark(found, site, PAGE)
    words = found.words()
    return (
        f"{link(found.entity, PAGE, found.name)}{{: .status .status--{css(found.status.state)} }}: "
        f"{inline(words)}{disputed}{mark}.{inline(targets)}{inline(stages)}{source}"
    )


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


def _pauses(found: Standing) -> tuple[Pause, ...]:
    """Return the pauses of a measure; where it has none, those of the first part that has."""
    whole = () if found.narrowed else found.measure.suspensions
    parts = [whole, *(c.suspensions for c, _ in found.status.parts)]
    each = (pauses(orders, found.status.as_of) for orders in parts)
    return next(filter(None, each), ())


def _record(cell: Cell, site: Publication) -> dict[str, str]:
    found = cell.standing
    measure = found.measure
    known = _pauses(found)
    issuer = site.catalogue.entities.get(measure.issuer or "")
    return {
        "issuer": issuer.name if issuer else "",
        "measure": found.name,
        "kind": found.kind,
        "status": found.status.state.value,
        "status_in_words": found.words(),
        "announced": str(measure.announced or ""),
        "effective": str(measure.effective or ""),
        "suspended_from": "; ".join(str(pause.start or "") for pause in known),
        "suspended_until": "; ".join(str(pause.until or "") for pause in known),
        "stages": "; ".join(stages_covered(cell)),
        "targets": "; ".join(measure.targets),
        "disputed": measure.dispute or "",
        "sources_reach_to": str(found.status.reaches or ""),
        "source": "; ".join(source.plain(site) for source in cell.sources),
    }
