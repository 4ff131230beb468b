"""The fixed words of a page: how dates and missing values are written."""

from __future__ import annotations

import datetime as dt

from generator.text.months import written

NOT_GIVEN = "not given"


def day(date: dt.date | None) -> str:
    """Return ``4 April 2025``, or that the date is not given."""
    return written(date) if date else f"date {NOT_GIVEN}"
