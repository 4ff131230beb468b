"""Figures that differ, with a chart each, and figures that are commonly confused."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from markdown.extensions.toc import slugify

from generator.compose.conflicts import Comparison
from generator.compose.differences import CONFUSED as CONFUSED_KINDS
from generator.compose.differences import REVISION, SPREAD, UNRESOLVED, bounds
from generator.pages.escape import inline
from generator.pages.wording import NOT_GIVEN
from generator.publish import cards
from generator.publish.dots import Dot, chart
from generator.publish.front import front
from generator.publish.publication import Publication
from generator.publish.quoted import Quoted, compared, quoted
from generator.publish.views import measured
from generator.publish.words import count, day, month

FIGURES, CONFUSED = "figures.md", "confused.md"
KINDS = {
    REVISION: "Revised: the same source gave the later figure after the earlier one.",
    SPREAD: "A spread of estimates: as far as the sources say, they count the same thing.",
    UNRESOLVED: "Unresolved: the sources differ and no source here says why.",
}


def view(site: Publication) -> Mapping[str, str]:
    """Return the pages of all figures and the page of those that are commonly confused."""
    own = {FIGURES: figures(site), CONFUSED: confused(site)}
    return {**own, **measured.pages(site, FIGURES)}


def figures(site: Publication) -> str:
    """Return the figures that differ, each quantity with its chart, and where all others are."""
    every = quoted(site)
    groups = [pair for pair in compared(site) if pair[0].kind not in CONFUSED_KINDS]
    head = front(
        title="Figures",
        description="Figures on which sources differ, and every figure by what it measures.",
        kind="list",
        search=True,
    )
    numbers = (
        f"{count(len(every), 'figure')} from {count(len(site.stories), 'story')} · "
        f"{count(len(groups), 'quantity')} on which sources differ · "
        f"as of {day(site.as_of)}"
    )
    explained = (
        "Figures are set against each other only if they measure the same quantity on the same "
        "basis. Values are never averaged. Those that only look alike are "
        f"[commonly confused]({CONFUSED})."
    )
    lines = [
        head,
        f"# Figures\n\n{numbers}\n{{: .dateline }}\n\n{explained}\n",
        _overview(groups),
        *(_group(comparison, found) for comparison, found in groups),
        "## Every figure, by what is measured\n",
        measured.index(site, FIGURES),
    ]
    return "\n".join(lines) + "\n"


def _overview(groups: list[tuple[Comparison, tuple[Quoted, ...]]]) -> str:
    """Return how far apart the sources are on each quantity, and who stands at either end."""
    if not groups:
        return ""
    rows = "\n".join(
        f"| [{inline(heading(comparison))}](#{anchor(comparison)}) | {_end(found, min)} "
        f"| {_end(found, max)} | {len(found)} |"
        for comparison, found in groups
    )
    return f"| On | Least | Most | Figures |\n|---|---|---|---|\n{rows}\n"


def span(found: tuple[Quoted, ...]) -> str:
    """Return from what to what the figures reach: "85% (Reuters) to 92% (AFP)"."""
    ends = (_outermost(found, end) for end in (min, max))
    return " to ".join(f"{given} ({who[0]})" for given, who in ends)


def _end(found: tuple[Quoted, ...], end: Callable[..., Dot]) -> str:
    """Return the least or the most that is given, with those who give it."""
    given, who = _outermost(found, end)
    return f"**{inline(given)}** {inline('; '.join(who[:2]))}"


def _outermost(found: tuple[Quoted, ...], end: Callable[..., Dot]) -> tuple[str, list[str]]:
    """Return an end of what is given for today, and by whom; a projection is no end of it."""
    dots = _dots(tuple(f for f in found if not _is_projection(f)) or found)
    outermost = end(dots, key=lambda dot: dot.high if end is max else dot.low)
    same = dict.fromkeys(dot.label for dot in dots if dot.extent == outermost.extent)
    return outermost.given, list(same)


def _is_projection(figure: Quoted) -> bool:
    """Return whether a figure is for a year after that of its story."""
    told = figure.story.date
    years = [int(year) for year in re.findall(r"\b20\d\d\b", figure.period)]
    return told is not None and any(year > told.year for year in years)


def heading(comparison: Comparison) -> str:
    """Return the heading of a quantity on the page of figures."""
    return comparison.on[:1].upper() + comparison.on[1:]


def anchor(comparison: Comparison) -> str:
    """Return the address of that heading inside the page."""
    return slugify(heading(comparison), "-")


def _group(comparison: Comparison, found: tuple[Quoted, ...]) -> str:
    title = heading(comparison)
    dots = sorted(_dots(found), key=lambda dot: dot.extent, reverse=True)
    drawing = f"{chart(title, dots, found[0].unit or '')}\n\n" if len(dots) > 1 else ""
    kind = inline(f"{KINDS.get(comparison.kind, comparison.kind)} {comparison.why}".strip())
    table = measured.table(found, FIGURES)
    return (
        f"## {inline(title)}\n\n"
        f"{kind}{_undated(found)}\n{{: .meta }}\n\n{drawing}"
        f'<details markdown="1"><summary>The {count(len(found), "figure")}, each with its story'
        f"</summary>\n\n{table}\n</details>\n"
    )


def _dots(found: tuple[Quoted, ...]) -> list[Dot]:
    return [dot for figure in found if (dot := _dot(figure))]


def _dot(figure: Quoted) -> Dot | None:
    known = figure.quantity
    if known is None:
        return None
    least, most = bounds(known.low, known.high, known.qualifier)
    beyond = (most == math.inf) - (least == -math.inf)
    return Dot(_who(figure), known.low, known.high, figure.given, known.qualifier or "", beyond)


def _undated(found: tuple[Quoted, ...]) -> str:
    """Say how many figures bear no period: they may differ for no other reason."""
    without = sum(figure.period == NOT_GIVEN for figure in found)
    told = f" {without} of the {len(found)} give no period, which may be why they differ."
    return told if without else ""


def _who(figure: Quoted) -> str:
    """Return who gives a figure and for when; for want of that, when the story is from."""
    source = figure.source.removesuffix(", no source named")
    if figure.period != NOT_GIVEN:
        return f"{source}, {figure.period}"
    date = figure.story.date
    return f"{source}, told in {month(date)}" if date else source


def confused(site: Publication) -> str:
    """Return the figures that look as if they disagreed and count different things or years."""
    head = front(
        title="Commonly confused",
        description="Figures that look alike and count different things.",
        kind="list",
        search=True,
    )
    pairs = [pair for pair in compared(site) if pair[0].kind in CONFUSED_KINDS]
    body = "\n".join(_confusion(comparison, found) for comparison, found in pairs)
    return (
        f"{head}\n# Commonly confused\n\n{count(len(pairs), 'quantity')} whose figures look "
        f"alike · as of {day(site.as_of)}\n{{: .dateline }}\n\n"
        "A share of mining is not a share of magnets, and a share of one "
        "year is not that of another; “more than 60%” and “69%” can both be true. These figures "
        "look as if they disagreed; each says what it counts. "
        "Where sources count the same and still differ, they stand under "
        f" [Figures]({FIGURES}).\n\n"
        f"{body or 'No such figures in the stories so far.'}\n"
    )


def _confusion(comparison: Comparison, found: tuple[Quoted, ...]) -> str:
    rows = "\n".join(
        f"| {inline(f.scope)} | **{inline(f.given)}** | {inline(f.what)} | {inline(f.period)} "
        f"| {inline(f.source)} | {cards.link(f.story, CONFUSED)} |"
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
    counted: dict[str, list[Dot]] = {}
    for figure in found:
        if (dot := _dot(figure)) and not _is_projection(figure):
            counted.setdefault(_scope(figure), []).append(dot)
    if len(counted) < 2 or len({figure.unit for figure in found}) > 1:
        return ""
    ranges = [_range(scope, dots) for scope, dots in counted.items()]
    return f"{chart(title, ranges, found[0].unit or '')}\n\n"


def _scope(figure: Quoted) -> str:
    """Return stage and group; that all rare earths are meant is the rule and needs no word."""
    if figure.stage == NOT_GIVEN:
        group = "" if figure.scope == NOT_GIVEN else f"{figure.scope}, "
        return f"{group}no stage named"
    return figure.scope.removesuffix(", rare earths")


def _range(scope: str, dots: list[Dot]) -> Dot:
    """Return what figures span as one row, a distinct one for each scope."""
    least, most = min(dots, key=lambda dot: dot.low), max(dots, key=lambda dot: dot.high)
    label = f"{scope} ({count(len(dots), 'figure')})"
    if least.low == most.high:
        return most._replace(label=label)
    return Dot(label, least.low, most.high, f"{least.given} to {most.given}")


_PERIODS = "They are of different years, so that one does not contradict the other."


def disputed(site: Publication) -> int:
    """Return on how many quantities sources differ."""
    pairs = compared(site)
    return sum(comparison.kind not in CONFUSED_KINDS for comparison, _ in pairs)
