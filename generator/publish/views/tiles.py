"""Element tiles: number, symbol and status, the mark by which readers know an element."""

from __future__ import annotations

import html
from functools import lru_cache

from generator.catalogue.entries import Entity
from generator.catalogue.status import State
from generator.pages.escape import inline
from generator.publish.controls import NONE, RANK, RARE_EARTHS, Block, Cell, blocks
from generator.publish.links import relative
from generator.publish.publication import Publication
from generator.publish.standings import Standing, css, link
from generator.publish.words import day, listing


def heading(site: Publication) -> str:
    """Return whose controls the strip shows, where all are of one country."""
    countries = {
        cell.standing.entity.country
        for block in blocks(site)[:1]
        for _, cells in block.rows
        for cell in cells
    }
    country = (
        site.catalogue.entities.get(next(iter(countries)) or "") if len(countries) == 1 else None
    )
    return (
        f"{inline(country.name)}'s export controls by element"
        if country
        else "Export controls by element"
    )


def strip(site: Publication, origin: str = "index.md") -> str:
    """Return the 17 rare earths as a strip of tiles, each with its leading status in words."""
    rare = blocks(site)[:1]
    tiles = [_tile(entity, cells, origin) for block in rare for entity, cells in block.rows]
    legend = _legend(rare, origin)
    return "\n".join(['<ul class="tiles" markdown="1">', *tiles, "</ul>", "", legend])


def others(site: Publication, origin: str = "index.md") -> str:
    """Return which other minerals a control names, by leading status; groups have no one status."""
    named: dict[State, list[str]] = {}
    for block in blocks(site)[1:2]:
        for entity, cells in block.rows:
            if cells:
                state = cells[0].standing.status.state
                named.setdefault(state, []).append(link(entity, origin, entity.name))
    lines = [
        f"**{_word(state)}** {_LATELY.get(state, '')}{listing(named[state])}"
        for state in RANK
        if state in _TOLD & {*named}
    ]
    return f"Other minerals: {'; '.join(lines)}.\n{{: .meta }}\n" if lines else ""


def _legend(rare: tuple[Block, ...], origin: str) -> str:
    """Return what the words on the tiles mean, and which measures stand behind each of them."""
    shown: dict[State | None, dict[str, str]] = {}
    for block in rare:
        for _, cells in block.rows:
            leading = [cell.standing for cell in cells[:1]]
            named = {item.name: _behind(item, origin) for item in leading}
            shown.setdefault(_state(cells), {}).update(named)
    found = [
        f"{words} ({listing(list(shown[state].values()))})" if shown[state] else words
        for state, words in _MEANINGS
        if state in shown
    ]
    return f"{' · '.join(found)}\n{{: .meta }}\n" if found else ""


def _behind(item: Standing, origin: str) -> str:
    """Return the link to a measure; of one in force with the day of the last report."""
    reported = item.status.reaches if item.status.state is State.IN_FORCE else None
    return link(item.entity, origin, item.name) + (f", {day(reported)}" if reported else "")


def _state(cells: tuple[Cell, ...]) -> State | None:
    return cells[0].standing.status.state if cells else None


def _tile(entity: Entity, cells: tuple[Cell, ...], origin: str) -> str:
    first = cells[0].standing if cells else None
    words = f"{first.words()} ({first.name})" if first else NONE
    title = inline(f"{entity.name}: {words}").replace('"', "&quot;")
    state = css(first.status.state) if first else "none"
    shown = _word(_state(cells))
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
    state = _state(cells)
    shown = _word(state)
    words = cells[0].standing.words() if cells else NONE
    number = _atomic_number(entity.symbol or "") if entity.symbol in RARE_EARTHS else ""
    return (
        f'<div class="tile tile--{css(state) if state else "none"}" role="img" '
        f'aria-label="{html.escape(f"{entity.name}: {words}")}" title="{html.escape(words)}">'
        f'<span class="tile__number">{number}</span>'
        f'<span class="tile__symbol">{html.escape(entity.symbol or "")}</span>'
        f'<span class="tile__status">{shown}</span></div>\n'
    )


@lru_cache(maxsize=1)
def _cells(site: Publication) -> dict[str, tuple[Cell, ...]]:
    return {row.slug: cells for block in blocks(site) for row, cells in block.rows}


_LATELY = {State.IN_FORCE: "when last reported: "}
_TOLD = frozenset({State.IN_FORCE, State.MIXED, State.SUSPENDED, State.LAPSED, State.FUTURE})
# What lapsed is the suspension: "lapsed" on a tile would read as if the control were gone.
_SHORT = {State.LAPSED: "unknown", State.FUTURE: "due", State.UNKNOWN: "unknown"}
_MEANINGS = (
    (State.IN_FORCE, "**in force** when last reported"),
    (State.MIXED, f"**{State.MIXED.value}**: its parts have different fates"),
    (State.SUSPENDED, "**suspended**: announced, and paused"),
    (
        State.LAPSED,
        "**? unknown**, dashed: its suspension has lapsed and no source says what followed",
    ),
    (State.UNKNOWN, "**? unknown**: no source says whether it applies"),
    (State.FUTURE, "**due**: to apply later"),
    (State.ANNOUNCED, "**announced**, without a day from which it applies"),
    (None, f"**none**: {NONE}"),
)


def _word(state: State | None) -> str:
    return _SHORT.get(state, state.value) if state else "none"


def _atomic_number(symbol: str) -> int:
    """Return the atomic number of a rare earth; the lanthanides run from 57 to 71."""
    return {"Sc": 21, "Y": 39}.get(symbol) or 57 + RARE_EARTHS.index(symbol)
