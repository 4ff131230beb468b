"""Dates, counts and lists in words, as the site writes them."""

from __future__ import annotations

import datetime as dt
import math
import re
from calendar import monthrange
from collections.abc import Sequence

from briefing_room.catalogue.pages import Why
from briefing_room.review.reading import strip_markdown
from briefing_room.text.lexicon import count
from briefing_room.text.periods import MONTHS

_MAX_REASON_LETTERS = 170
_MONTH = f"({'|'.join(MONTHS)})"
_DAY = re.compile(rf"\b(?:(\d{{1,2}}) {_MONTH}|{_MONTH} (\d{{1,2}}),) ([12]\d{{3}})\b")


def full_dates_in(text: str) -> tuple[dt.date, ...]:
    """Find the dates that are given in full: "10 November 2026", "July 13, 2026"."""
    dates = (
        (int(match[5]), MONTHS.index(match[2] or match[3]) + 1, int(match[1] or match[4]))
        for match in _DAY.finditer(text)
    )
    return tuple(dt.date(y, m, d) for y, m, d in dates if 0 < d <= monthrange(y, m)[1])


def short_day(date: dt.date | None) -> str:
    """Write a day as "4 Apr 2025", and ``None`` as "no date"."""
    return f"{date.day} {MONTHS[date.month - 1][:3]} {date.year}" if date else "no date"


def distance(date: dt.date, as_of: dt.date) -> str:
    """Say how far a day is from ``as_of``: "today", "in 12 days", "8 weeks ago"."""
    days = (date - as_of).days
    return f"in {count(days, 'day')}" if days > 0 else age(date, as_of)


def age(date: dt.date, as_of: dt.date) -> str:
    """Say how long ago a day was: "today", "12 days ago", "8 weeks ago", "6 months ago"."""
    days = (as_of - date).days
    units = ((1, "day", 14), (7, "week", 84), (30.44, "month", 730), (365.25, "year", math.inf))
    length, unit = next((length, unit) for length, unit, end in units if days < end)
    return f"{count(round(days / length), unit)} ago" if days else "today"


def join_with_and(items: Sequence[str], max_items: int | None = None) -> str:
    """Write "a, b and c" or, if there are more than ``max_items``, "a, b and 2 others"."""
    if max_items is not None and len(items) > max_items:
        items = [*items[:max_items], count(len(items) - max_items, "other")]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def upper_initial(text: str) -> str:
    """Capitalise the first letter."""
    return text[:1].upper() + text[1:]


def lower_initial(text: str) -> str:
    """Write the first letter in lower case, for the middle of a sentence."""
    return text[:1].lower() + text[1:]


def short_reason(why: Why | str | None) -> str:
    """The first sentence of why something matters, in plain words; "" if nothing says why."""
    text = why.text if isinstance(why, Why) else why or ""
    plain, stop, _ = " ".join(strip_markdown(text).split()).partition(". ")
    return clip(plain + stop.strip(), _MAX_REASON_LETTERS)


def clip(text: str, length: int) -> str:
    """Cut a string between words to at most ``length`` characters, with an ellipsis if cut."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"
