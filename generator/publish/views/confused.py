"""Figures that are commonly confused: they look as if they disagreed and count different things."""

from __future__ import annotations

from typing import NamedTuple

from generator.compose.conflicts import Comparison
from generator.compose.differences import CONFUSED
from generator.pages.escape import inline
from generator.pages.wording import NOT_GIVEN
from generator.publish import cards
from generator.publish.dots import Dot, chart
from generator.publish.ends import dots, is_projection
from generator.publish.front import front
from generator.publish.publication import Publication
from generator.publish.quoted import Quoted, anchor, compared, heading
from generator.publish.words import count, day

PAGE = "confused.md"


def page(site: Publication, overview: str) -> str:
    """Return the page of those of different things or years; ``overview`` has those that differ."""
    head = front(
        title="Commonly confused",
        description="Figures that look alike and count different things.",
        kind="list",
        search=True,
    )
    pairs = [pair for pair in compared(site) if pair[0].kind in CONFUSED]
    body = "\n".join(_confusion(comparison, found) for comparison, found in pairs)
    return (
        f"{head}\n# Commonly confused\n\n{count(len(pairs), 'quantity')} whose figures look "
        f"alike · as of {day(site.as_of)}\n{{: .dateline }}\n\n"
        "A share of mining is not a share of magnets, and a share of one "
        "year is not that of another; “more than 60%” and “69%” can both be true. These figures "
        "look as if they disagreed; each says what it counts. "
        "Where sources count the same and still differ, they stand under "
        f" [Figures]({overview}).\n\n"
        f"{body or 'No such figures in the stories so far.'}\n"
    )


def _confusion(comparison: Comparison, found: tuple[Quoted, ...]) -> str:
    rows = "\n".join(
        f"| {inline(f.scope)} | **{inline(f.given)}** | {inline(f.what)} | {inline(f.period)} "
        f"| {inline(f.source)} | {cards.link(f.story, PAGE)} |"
        for f in found
    )
    why = inline(comparison.why or _PERIODS)
    title = heading(comparison)
    return (
        f"## {inline(title)}\n\n{why}\n{{: .meta }}\n\n{_spread(title, found)}"
        "| Counts | Figure | Of what | Period | According to | Story |\n|---|---|---|---|---|---|\n"
        f"{rows}\n"
    )


def _spread(title: str, found: tuple[Quoted, ...]) -> str:
    """Draw the range of the figures for each thing counted, or "" where all count one thing.

    Projections are left out: they are no figures of today.
    """
    counted = _by_scope(found)
    if not counted or len({figure.unit for figure in found}) > 1:
        return ""
    ranges = [_range(scope, dots(figures)) for scope, figures in counted.items()]
    return f"{chart(title, ranges, found[0].unit or '')}\n\n"


def _by_scope(found: tuple[Quoted, ...]) -> dict[str, list[Quoted]]:
    """Return the figures of today by what they count; empty where all count one thing."""
    counted: dict[str, list[Quoted]] = {}
    for figure in found:
        if figure.quantity and not is_projection(figure):
            counted.setdefault(_scope(figure), []).append(figure)
    return counted if len(counted) > 1 else {}


def _scope(figure: Quoted) -> str:
    """Return stage and group; that all rare earths are meant is the rule and needs no word."""
    if figure.stage == NOT_GIVEN:
        group = "" if figure.scope == NOT_GIVEN else f"{figure.scope}, "
        return f"{group}no stage named"
    return figure.scope.removesuffix(", rare earths")


def _range(scope: str, drawn: list[Dot]) -> Dot:
    """Return what figures span as one row, a distinct one for each scope."""
    least = min(drawn, key=lambda dot: (dot.low, dot.beyond))
    most = max(drawn, key=lambda dot: (dot.high, dot.beyond))
    label = f"{scope} ({count(len(drawn), 'figure')})"
    if least.low == most.high:
        return most._replace(label=label)
    return Dot(label, least.low, most.high, f"{least.given} to {most.given}")


_PERIODS = "They are of different years, so that one does not contradict the other."


class Agreeing(NamedTuple):
    """What several figures are given for that can all be true; it stands with what looks alike."""

    on: str
    anchor: str  # of that quantity on the page of what is commonly confused
    found: tuple[Quoted, ...]


def agreeing(site: Publication) -> tuple[Agreeing, ...]:
    """Return what is counted by several figures that agree: who looks for it looks here, too."""
    pairs = compared(site)
    differ = {id(f) for pair in pairs if pair[0].kind not in CONFUSED for f in pair[1]}
    return tuple(
        Agreeing(f"{heading(comparison)}, {scope}", anchor(comparison), tuple(counted))
        for comparison, found in pairs
        if comparison.kind in CONFUSED
        for scope, counted in _by_scope(found).items()
        if len(counted) > 1 and differ.isdisjoint(map(id, counted))
    )
