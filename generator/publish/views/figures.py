"""Figures on which sources differ, with a chart each, and where all others are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.compose.conflicts import Comparison
from generator.compose.differences import CONFUSED as CONFUSED_KINDS
from generator.compose.differences import REVISION, SPREAD, UNRESOLVED
from generator.pages.escape import inline
from generator.pages.wording import NOT_GIVEN
from generator.publish.dots import Dot, chart
from generator.publish.ends import dots, outermost
from generator.publish.front import front
from generator.publish.publication import Publication
from generator.publish.quoted import Quoted, anchor, compared, heading, quoted
from generator.publish.views import confused, measured
from generator.publish.views.confused import Agreeing
from generator.publish.words import count, day

FIGURES, CONFUSED = "figures.md", confused.PAGE
KINDS = {
    REVISION: "Revised: the same source gave the later figure after the earlier one.",
    SPREAD: "A spread of estimates: as far as the sources say, they count the same thing.",
    UNRESOLVED: "Unresolved: the sources differ and no source here says why.",
}


def view(site: Publication) -> Mapping[str, str]:
    """Return the pages of all figures and the page of those that are commonly confused."""
    own = {FIGURES: figures(site), CONFUSED: confused.page(site, FIGURES)}
    return {**own, **measured.pages(site, FIGURES)}


def figures(site: Publication) -> str:
    """Return the figures that differ, each quantity with its chart, and where all others are."""
    every = quoted(site)
    groups = [pair for pair in compared(site) if pair[0].kind not in CONFUSED_KINDS]
    agreed = confused.agreeing(site)
    head = front(
        title="Figures",
        description="Figures on which sources differ, and every figure by what it measures.",
        kind="list",
        search=True,
    )
    numbers = (
        f"{count(len(every), 'figure')} from {count(len(site.stories), 'story')} · "
        f"{count(len(groups), 'quantity')} on which sources differ{_more(len(agreed))} · "
        f"as of {day(site.as_of)}"
    )
    explained = (
        "Figures are set against each other only if they measure the same quantity on the same "
        "basis. Values are never averaged. Those that only look alike, as a "
        f"share of mining and one of magnets do, are [commonly confused]({CONFUSED})."
    )
    lines = [
        head,
        f"# Figures\n\n{numbers}\n{{: .dateline }}\n\n{explained}\n",
        _overview(groups, agreed),
        *(_group(comparison, found) for comparison, found in groups),
        "## Every figure, by what is measured\n",
        measured.index(site, FIGURES),
    ]
    return "\n".join(lines) + "\n"


def _more(agreed: int) -> str:
    return f", {agreed} on which they agree" if agreed else ""


def _overview(
    groups: list[tuple[Comparison, tuple[Quoted, ...]]], agreed: Iterable[Agreeing]
) -> str:
    """Return how far apart the sources are on each quantity, and who stands at either end.

    A quantity is told at all its stages together, from the ground to the goods, and also at those
    on which the sources agree.
    """
    rows = [(heading(on), f"#{anchor(on)}", found, "") for on, found in groups]
    rows += [(a.on, f"{CONFUSED}#{a.anchor}", a.found, ", which can all be true") for a in agreed]
    first: dict[str, int] = {}
    for number, (on, *_) in enumerate(rows):
        first.setdefault(on.partition(",")[0], number)
    rows.sort(key=lambda row: (first[row[0].partition(",")[0]], row[2][0].order[0]))
    lines = [
        f"| [{inline(on)}]({at}) | {_end(found, min)} | {_end(found, max)} | {len(found)}{more} |"
        for on, at, found, more in rows
    ]
    head = "| On | Least | Most | Figures |\n|---|---|---|---|"
    return "\n".join((head, *lines, "")) if lines else ""


def _end(found: tuple[Quoted, ...], end: Callable[..., Dot]) -> str:
    """Return the least or the most that is given, with those who give it."""
    given, who = outermost(found, end)
    more = f" and {len(who) - 1} more" if len(who) > 1 else ""
    return f"**{inline(given)}** {inline(who[0])}{more}"


def _group(comparison: Comparison, found: tuple[Quoted, ...]) -> str:
    title = heading(comparison)
    drawn = sorted(dots(found), key=lambda dot: dot.extent, reverse=True)
    drawing = f"{chart(title, drawn, found[0].unit or '')}\n\n" if len(drawn) > 1 else ""
    kind = inline(f"{KINDS.get(comparison.kind, comparison.kind)} {comparison.why}".strip())
    table = measured.table(found, FIGURES)
    return (
        f"## {inline(title)}\n\n"
        f"{kind}{_undated(found)}\n{{: .meta }}\n\n{drawing}"
        f'<details markdown="1"><summary>The {count(len(found), "figure")}, each with its story'
        f"</summary>\n\n{table}\n</details>\n"
    )


def _undated(found: tuple[Quoted, ...]) -> str:
    """Say how many figures bear no period: they may differ for no other reason."""
    without = sum(figure.period == NOT_GIVEN for figure in found)
    told = f" {without} of the {len(found)} give no period, which may be why they differ."
    return told if without else ""


def disputed(site: Publication) -> int:
    """Return on how many quantities sources differ."""
    pairs = compared(site)
    return sum(comparison.kind not in CONFUSED_KINDS for comparison, _ in pairs)
