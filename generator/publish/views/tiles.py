"""Element tiles: number, symbol and status, the mark by which readers know an element."""

from __future__ import annotations

import html
from functools import lru_cache

from generator.catalogue.entries import Entity
from generator.catalogue.status import State
from generator.pages.escape import inline
from generator.publish.links import relative
from generator.publish.publication import Publication
from generator.publish.views.matrix import NONE, RARE_EARTHS, Cell, blocks, css


def strip(site: Publication, origin: str = "index.md") -> str:
    """Return the 17 rare earths as a strip of tiles, each with its leading status in words."""
    rare = blocks(site)[:1]
    tiles = [_tile(entity, cells, origin) for block in rare for entity, cells in block.rows]
    return "\n".join(['<ul class="tiles" markdown="1">', *tiles, "</ul>", ""])


def _tile(entity: Entity, cells: tuple[Cell, ...], origin: str) -> str:
    first = cells[0].standing if cells else None
    words = f"{first.words()} ({first.name})" if first else NONE
    title = inline(f"{entity.name}: {words}").replace('"', "&quot;")
    state = css(first.status.state) if first else "none"
    shown = _SHORT.get(first.status.state, first.status.state.value) if first else "none"
    inner = (
        f'<span class="tile__number">{_atomic_number(entity.symbol or "")}</span> '
        f'<span class="tile__symbol">{entity.symbol}</span> '
        f'<span class="tile__status">{shown}</span>'
    )
    link_ = f'[{inner}]({relative(origin, entity.path)} "{title}")'
    return f'<li markdown="span">{link_}{{: .tile .tile--{state} }}</li>'


def mark(entity: Entity, site: Publication) -> str:
    """Return the tile of one element for its own page: number, symbol, leading status."""
    cells = _cells(site).get(entity.slug, ())
    state = cells[0].standing.status.state if cells else None
    shown = _SHORT.get(state, state.value) if state else "none"
    number = _atomic_number(entity.symbol or "") if entity.symbol in RARE_EARTHS else ""
    return (
        f'<div class="tile tile--{css(state) if state else "none"}" role="img" '
        f'aria-label="{html.escape(entity.name)}: {shown}">'
        f'<span class="tile__number">{number}</span>'
        f'<span class="tile__symbol">{html.escape(entity.symbol or "")}</span>'
        f'<span class="tile__status">{shown}</span></div>\n'
    )


@lru_cache(maxsize=1)
def _cells(site: Publication) -> dict[str, tuple[Cell, ...]]:
    return {row.slug: cells for block in blocks(site) for row, cells in block.rows}


_SHORT = {State.LAPSED: "lapsed", State.FUTURE: "due", State.UNKNOWN: "unknown"}


def _atomic_number(symbol: str) -> int:
    """Return the atomic number of a rare earth; the lanthanides run from 57 to 71."""
    return {"Sc": 21, "Y": 39}.get(symbol) or 57 + RARE_EARTHS.index(symbol)
