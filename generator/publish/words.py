"""Dates, counts and lists in words, as the site writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from generator.pages.wording import day
from generator.text.months import MONTHS

__all__ = ["clipped", "count", "day", "days_between", "listing", "month", "short_day"]


def short_day(date: dt.date) -> str:
    """Return "4 Apr 2025"."""
    return f"{date.day} {MONTHS[date.month - 1][:3]} {date.year}"


def month(date: dt.date) -> str:
    """Return "April 2025"."""
    return f"{MONTHS[date.month - 1]} {date.year}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return "1 story", "3 stories", "1,200 stories"."""
    if number == 1:
        return f"1 {noun}"
    if plural is None:
        plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {plural}"


def days_between(earlier: dt.date, later: dt.date) -> str:
    """Return how long ago ``earlier`` is on the day ``later``: "today", "1 day", "12 days"."""
    days = (later - earlier).days
    return "today" if days == 0 else count(days, "day", "days")


def listing(items: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def clipped(text: str, length: int) -> str:
    """Return at most ``length`` characters, cut between words, with an ellipsis where cut."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
