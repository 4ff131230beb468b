"""Read whole dates, year included, in the forms that need no guessing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from generator.text.months import MONTHS

_MONTH = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_NAMES = "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?\d{4,6})?(?!\d)")
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DAY_FIRST = re.compile(rf"\b{_DAY}\s+({_NAMES})\.?,?\s+(\d{{4}})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({_NAMES})\.?\s+{_DAY},?\s+(\d{{4}})\b", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")


def day_in(text: str) -> tuple[dt.date, ...]:
    """Return the full dates in a text: "18 July 2025", "July 18, 2025", "2025-07-18", "25/7/2025".

    Of numbers alone only those count that cannot be read in two ways: no "3/4/2025".
    """
    named = [(y, _MONTH[m[:3].lower()], d) for d, m, y in _DAY_FIRST.findall(text)]
    named += [(y, _MONTH[m[:3].lower()], d) for m, d, y in _MONTH_FIRST.findall(text)]
    numeric = [(y, *pair) for a, b, y in _numeric(text) if (pair := _month_and_day(a, b))]
    return tuple(days_of([*named, *_ISO.findall(text), *_COMPACT.findall(text), *numeric]))


def without_days(text: str) -> str:
    """Return a text without the days in it."""
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _ISO, _NUMERIC):
        text = pattern.sub(" ", text)
    return text


def names_a_day(text: str) -> bool:
    """Return whether a whole date stands in a text, also one that can be read in two ways."""
    return bool(day_in(text) or any(True for _ in _numeric(text)))


def days_of(parts: Iterable[tuple[Any, Any, Any]]) -> Iterator[dt.date]:
    """Yield the days of the calendar among years, months and days, as numbers or text."""
    for year, month, day in parts:
        try:
            found = dt.date(int(year), int(month), int(day))
        except ValueError:
            continue
        if 1980 <= found.year <= 2099:
            yield found


def _numeric(text: str) -> Iterator[tuple[int, int, int]]:
    return ((int(m[1]), int(m[3]), int(m[4])) for m in _NUMERIC.finditer(text))


def _month_and_day(first: int, second: int) -> tuple[int, int] | None:
    """Tell the month from the day where only one of two numbers can be a month, or both are it."""
    if first == second:
        return first, second
    if max(first, second) > 12 >= min(first, second):
        return min(first, second), max(first, second)
    return None
