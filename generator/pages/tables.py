"""Write the tables of a page: who says what, figures, dates."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Claim, Event, Figure
from generator.pages.escape import inline
from generator.pages.prose import marks
from generator.pages.wording import NOT_GIVEN, according_to, event_date, quality

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
    says = inline(claim.text.strip()) + marks(claim.passages)
    return row((inline(speaker.name), inline(quality(speaker)), says))


def figure_row(figure: Figure) -> str:
    """Return the row of a figure; what the text does not say is "not given"."""
    cells = (figure.given, figure.what, scope(figure), figure.place, figure.period)
    source = inline(according_to(figure.speaker)) + marks([figure.passage])
    return row((*(inline(cell or NOT_GIVEN) for cell in cells), source))


def scope(figure: Figure) -> str:
    """Return the stage and the group of elements that a figure is about."""
    return ", ".join(part for part in (figure.stage, figure.group) if part)


def event_row(event: Event, according: str) -> str:
    """Return the row of a date; ``according`` is the text that gives it."""
    source = inline(according) + marks([event.passage])
    return row((inline(event_date(event)), inline(event.text.strip()), source))
