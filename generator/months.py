"""The months' names, and a day written out: one home for all stages."""

from __future__ import annotations

import datetime as dt

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def written(date: dt.date) -> str:
    """Return "4 April 2025"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
