"""Write the tables of a page: who says what, figures, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Claim, Event, Figure, Passage
from generator.pages.escape import inline
from generator.pages.prose import marks
from generator.pages.wording import NOT_GIVEN, according_to, event_dates, period, quality, value

CLAIMS = ("Who", "Speaks as", "Says")
FIGURES = ("Figure", "Of what", "Stage, group", "Place", "Period", "According to")
EVENTS = ("Date", "What", "According to")


def table(head: Sequence[str], rows: Sequence[str]) -> list[str]:
    """Return the lines of a table, none if it has no rows."""
    return [row(head), "|" + "---|" * len(head), *rows] if rows else []


def row(cells: Sequence[str]) -> str:
    """Return one line of a table from cells that are escaped already."""
    return f"| {' | '.join(cells)} |"


def claim_row(claim: Claim) -> str:
    """Return the row of a claim."""
    speaker = claim.speaker
    says = inline(_unstopped(claim.text.strip())) + marks(claim.passages)
    return row((inline(speaker.name), inline(quality(speaker)), says))


_STOPPED = re.compile(
    r"(?:(?<![\w.])(?!(?:Corp|Inc|Ltd)\.)[\w’'-]{3,}|\d%?|\))\.$"
)  # by no abbreviation


def _unstopped(text: str) -> str:
    """Return a clause without its full stop, as the cells above and below it have none."""
    one = ". " not in text and _STOPPED.search(text)
    return text[:-1] if one else text


def figure_row(same: Sequence[Figure]) -> str:
    """Return the row of a figure that one or more articles give; unsaid is "not given"."""
    first = same[0]
    place = next((figure.place for figure in same if figure.place), None)
    dated = next((figure for figure in same if figure.period), first)
    cells = (value(first), first.what, scope(first), place, period(dated))
    sources: dict[str, list[Passage]] = {}
    for figure in same:
        sources.setdefault(according_to(figure.speaker), []).extend(figure.passages)
    said = "; ".join(inline(name) + marks(passages) for name, passages in sources.items())
    return row((*(inline(cell or NOT_GIVEN) for cell in cells), said))


def scope(figure: Figure) -> str:
    """Return the stage and the group of elements that a figure is about."""
    return ", ".join(part for part in (figure.stage, figure.group) if part)


def event_row(events: Sequence[Event], according: str) -> str:
    """Return the row of what one clause tells; ``according`` is the text that gives it."""
    first = events[0]
    source = inline(according) + marks([first.passage])
    return row((inline(event_dates(events)), inline(_unstopped(first.text.strip())), source))
