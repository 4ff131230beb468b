"""The months' names, and a day written out: one home for all stages."""

from __future__ import annotations

import datetime as dt
import re

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_PARTS = {"Q1": "first quarter", "Q2": "second quarter", "Q3": "third quarter"} | {
    "Q4": "fourth quarter",
    "H1": "first half",
    "H2": "second half",
}


def written(date: dt.date) -> str:
    """Return "4 April 2025"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def when(date: str) -> str:
    """Return an ISO date of any precision (``2025-06``, ``2025-Q3`` …) as a reader says it."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", date):
        return written(dt.date(int(match[1]), int(match[2]), int(match[3])))
    if match := re.fullmatch(r"(\d{4})-(\d\d)", date):
        return f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    if match := re.fullmatch(r"(\d{4})-([QH]\d)", date):
        return f"{_PARTS[match[2]]} of {match[1]}"
    return date
