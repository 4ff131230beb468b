"""A date found in a text, and what a partial one is read against."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from generator.extract.date_resolving import Resolved, Told
from generator.extract.date_words import MONTHS
from generator.model import DateSpan


class Frame(NamedTuple):
    """What a partial date is read against: the text, the seed's date, the date told last."""

    text: str
    anchor: dt.date | None
    told: Told | None
    year: int | None = None  # told last, alone or in a date
    same: bool = False  # ``told`` stands in the same sentence
    beside: dt.date | None = None  # the day told last in the same sentence, to come or not

    @property
    def told_day(self) -> dt.date | None:
        """Return the day told last, or the middle of its month."""
        return self.told.day if self.told else None

    @property
    def told_exactly(self) -> dt.date | None:
        """Return the day told last, ``None`` if only its month is known."""
        return self.told.day if self.told and self.told.exact else None


def month_number(match: re.Match[str]) -> int:
    """Return 1 to 12 for the month a match names."""
    return MONTHS[match["m"].lower().rstrip(".")]


def spanned(
    match: re.Match[str], resolved: Resolved, precision: str, part: tuple[int, int] | None = None
) -> DateSpan:
    """Return the date of a match, or of a ``part`` of its text."""
    start, end = part or match.span()
    given = match.string[start:end].strip()
    return DateSpan(given, resolved.date, precision, start, start + len(given), resolved.rule)
