"""The time that a value, a status or a deadline is of, as people write it in front matter."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

FORMS = "2024, 2025-05, 2025-05-12, 2025-Q3, 2025-H1, FY2025, 2025-01..2025-06, by 2030 or null"
_ONE = re.compile(r"(FY)?(\d{4})(?:-(?:([QH])([1-4])|(\d\d)(?:-(\d\d))?))?")
_MONTHS = {"Q": 3, "H": 6}


@dataclass(frozen=True, slots=True)
class Period:
    """A time as it is written, with its first and last day; ``until`` is that of "by 2030"."""

    text: str
    start: dt.date
    end: dt.date
    until: bool = False


def period(given: object) -> Period | None:
    """Return the period that a value of front matter writes, ``None`` for one of no known form."""
    text = " ".join(str(given).split())
    inner = text.removeprefix("by ")
    first, found, last = inner.partition("..")
    start, end = _one(first), _one(last if found else first)
    if start is None or end is None or start[0] > end[1] or (found and inner != text):
        return None
    return Period(text, start[0], end[1], inner != text)


def _one(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of a year, part of a year, month or day."""
    match = _ONE.fullmatch(text)
    if match is None or (match[1] and len(text) > len("FY2025")):
        return None
    year, month, length = int(match[2]), 1, 12
    if match[3]:
        length = _MONTHS[match[3]]
        month = (int(match[4]) - 1) * length + 1
    elif match[5]:
        month, length = int(match[5]), 1
    try:
        if match[6]:
            day = dt.date(year, month, int(match[6]))
            return day, day
        last = calendar.monthrange(year, month + length - 1)[1]
        return dt.date(year, month, 1), dt.date(year, month + length - 1, last)
    except ValueError:  # no such month, day or half
        return None
