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
    """Return from what to what the figures reach: "85% (Reuters) to 92% (AFP)"."""
    ends = (outermost(found, end) for end in (min, max))
    return " to ".join(f"{given} ({who[0]})" for given, who in ends)


def outermost(found: tuple[Quoted, ...], end: Callable[..., Dot]) -> tuple[str, list[str]]:
    """Return an end of what is given for today, and by whom; a projection is no end of it."""
    drawn = dots(tuple(f for f in found if not is_projection(f)) or found)
    last = end(drawn, key=lambda dot: dot.high if end is max else dot.low)
    same = dict.fromkeys(dot.label for dot in drawn if dot.extent == last.extent)
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
    """Return who gives a figure and for when; for want of that, when the story is from.

    Words that need their story, "the government" and "two weeks later", do not stand alone.
    """
    source = figure.source.removesuffix(", no source named")
    if _WHOSE.match(source):
        source += f" in “{clipped(figure.story.title, 60)}”"
    if figure.period != NOT_GIVEN and not _FROM_WHEN.search(figure.period):
        return f"{source}, {figure.period}"
    date = figure.story.date
    return f"{source}, told in {month(date)}" if date else source


_WHOSE = re.compile(
    r"the (?:same )?(?:agency|authority|commission|company|government|ministry)(?:$|,| and)",
    re.IGNORECASE,
)
_FROM_WHEN = re.compile(r"\b(?:earlier|later|before|after)\b")
