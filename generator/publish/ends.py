"""Figures as charts and tables need them: who gives each, for when, and how far several reach."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable

from generator.compose.differences import bounds
from generator.pages.wording import NOT_GIVEN
from generator.publish.dots import Dot
from generator.publish.quoted import Quoted
from generator.publish.words import clipped, month


def span(found: tuple[Quoted, ...]) -> str:
    """Return from what to what the figures reach: "85% (Reuters, 2025) to 92% (AFP, 2026)"."""
    ends = (outermost(found, end) for end in (min, max))
    return " to ".join(f"{given} ({who[0]})" for given, who in ends)


def outermost(found: tuple[Quoted, ...], end: Callable[..., Dot]) -> tuple[str, list[str]]:
    """Return an end of what is given for today, by whom and when; a projection is no end of it."""
    today = [figure for figure in found if not is_projection(figure)] or found
    drawn = [(dot, figure) for figure in today if (dot := _dot(figure))]
    last = end((dot for dot, _ in drawn), key=lambda dot: dot.high if end is max else dot.low)
    same = dict.fromkeys(_in_year(figure) for dot, figure in drawn if dot.extent == last.extent)
    return last.given, list(same)


def is_projection(figure: Quoted) -> bool:
    """Return whether a figure is for a year after that of its story."""
    told = figure.story.date
    years = [int(year) for year in re.findall(r"\b20\d\d\b", figure.period)]
    return told is not None and any(year > told.year for year in years)


def dots(found: Iterable[Quoted]) -> list[Dot]:
    """Return what there is to draw: a figure that is no quantity is left out."""
    return [dot for figure in found if (dot := _dot(figure))]


def _dot(figure: Quoted) -> Dot | None:
    known = figure.quantity
    if known is None:
        return None
    least, most = bounds(known.low, known.high, known.qualifier)
    beyond = (most == math.inf) - (least == -math.inf)
    return Dot(_who(figure), known.low, known.high, figure.given, known.qualifier or "", beyond)


def _who(figure: Quoted) -> str:
    """Return who gives a figure and for when; for want of that, when the story is from."""
    if figure.period != NOT_GIVEN and not _FROM_WHEN.search(figure.period):
        return f"{_source(figure)}, {figure.period}"
    date = figure.story.date
    return f"{_source(figure)}, story of {month(date)}" if date else _source(figure)


def _in_year(figure: Quoted) -> str:
    """Return who gives a figure, and the year it is of, or else that of its story."""
    years = re.findall(r"\b(?:19|20)\d\d\b", figure.period)
    told = [str(figure.story.date.year)] if figure.story.date else []
    return ", ".join((_source(figure), *(years or told)[-1:]))


def _source(figure: Quoted) -> str:
    """Return who gives a figure; "the government" needs its story, "two weeks later" is no time."""
    source = figure.source.removesuffix(", no source named")
    return f"{source} in “{clipped(figure.story.title, 60)}”" if _WHOSE.match(source) else source


_WHOSE = re.compile(
    r"the (?:same )?(?:agency|authority|commission|company|government|ministry)(?:$|,| and)",
    re.IGNORECASE,
)
_FROM_WHEN = re.compile(r"\b(?:earlier|later|before|after)\b")
