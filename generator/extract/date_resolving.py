"""Turn partial and relative dates into ISO dates, each with the rule that was followed."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from generator.extract.date_words import COUNTS, HOLIDAYS, NEAR, WEEKDAYS


class Resolved(NamedTuple):
    """An ISO date as precise as the text (``None`` if it cannot be known) and the rule used."""

    date: str | None
    rule: str | None = None


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return a calendar day in ISO form, ``None`` for one that does not exist."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def nearest_year(
    month: int, day: int, near: dt.date, *, ahead: bool = False, behind: bool = False
) -> int:
    """Return the year that puts a day nearest to ``near``.

    Texts look back more than ahead, so a coming day counts double unless a cue says otherwise:
    "will stay until 31 March" is ahead, "since January" and "fell in January" are behind.
    """
    dated = [dt.date(near.year + step, month, min(day, 28)) for step in (-1, 0, 1)]
    if ahead:
        dated = [each for each in dated if 0 <= (each - near).days <= _SOON] or dated
    elif behind:  # an article tells what comes after its date too, if it goes on being written
        dated = [each for each in dated if (each - near).days <= _CLOSE] or dated
    return min(dated, key=lambda each: _distance(each, near)).year


def next_year(month: int, day: int, near: dt.date) -> int:
    """Return the year of the first such day from ``near`` on."""
    return near.year if dt.date(near.year, month, min(day, 28)) >= near else near.year + 1


class Told(NamedTuple):
    """What the text has told last: a day (the middle of its month if not ``exact``) and a year."""

    day: dt.date | None
    exact: bool = True
    year: int | None = None


def year_beside(month: int, day: int, told: dt.date, anchor: dt.date | None) -> int | None:
    """Return the year of a day told after another one; ``None`` if the two do not go together.

    A story goes on from the date it has told, by up to half a year, or looks back a little.  With
    ``anchor``, the day of the article, a day close to that is about the present again.
    """
    same = dt.date(told.year, month, min(day, 28))
    if anchor is not None and told.year != anchor.year:
        present = nearest_year(month, day, anchor)
        if _distance(same.replace(year=present), anchor) <= _CLOSE:
            return None
    days = (same - told).days
    return told.year if -_CLOSE * 2 <= days <= _HALF_YEAR else None


def last_year(month: int, told: dt.date) -> int:
    """Return the year of the last such month that had ended by the date told."""
    return told.year if month < told.month else told.year - 1


def month_beside(which: str, month: int, anchor: dt.date) -> Resolved:
    """Resolve "last August" and "next March": the nearest such month before or after."""
    if which.lower() == "last":
        year = last_year(month, anchor)
    else:
        year = anchor.year if month > anchor.month else anchor.year + 1
    return Resolved(f"{year}-{month:02d}", f"{which.lower()} such month, from {anchor}")


def month_before(month: int, told: dt.date) -> Resolved:
    """Resolve "the September before": the last one that had ended by the date told."""
    year = last_year(month, told)
    return Resolved(f"{year}-{month:02d}", f"last such month before {told}")


_HALF_YEAR, _CLOSE, _SOON = 183, 46, 300  # days


def _distance(day: dt.date, near: dt.date) -> int:
    days = (day - near).days
    return 2 * days if days > 0 else -days


def weekday(name: str, which: str, anchor: dt.date, *, ahead: bool) -> Resolved:
    """Resolve "on Thursday": the last one up to the anchor, or the next one after a future cue."""
    number = WEEKDAYS[name.lower()]
    back = (anchor.weekday() - number) % 7
    if which.endswith(("next", "following")) or (ahead and not which):
        day = anchor + dt.timedelta(((number - anchor.weekday()) % 7) or 7)
        return Resolved(day.isoformat(), f"{name} after {anchor}")
    if which.endswith(("last", "previous")):
        back = back or 7
    day = anchor - dt.timedelta(back)
    return Resolved(day.isoformat(), f"{name} on or before {anchor}")


def weekday_of(name: str, which: str, anchor: dt.date) -> Resolved:
    """Resolve "Friday last week": weeks begin on a Monday."""
    weeks = {"last": -1, "next": 1}.get(which, 0)
    start = anchor - dt.timedelta(anchor.weekday())
    day = start + dt.timedelta(WEEKDAYS[name.lower()] + 7 * weeks)
    return Resolved(day.isoformat(), f"{name} of {which} week, from {anchor}")


def holiday(name: str, year: int) -> dt.date:
    """Return the day of a feast in a year."""
    month, day = next(date for form, date in HOLIDAYS.items() if re.fullmatch(form, name))
    if day:
        return dt.date(year, month, day)
    first = dt.date(year, month, 1)  # the fourth Thursday
    return first + dt.timedelta((3 - first.weekday()) % 7 + 21)


def near(word: str, anchor: dt.date) -> Resolved:
    """Resolve "yesterday", "today", "tomorrow"."""
    days = NEAR[word]
    return Resolved((anchor + dt.timedelta(days)).isoformat(), f"{word.lower()} from {anchor}")


def bare_day(number: int, anchor: dt.date, *, ahead: bool) -> Resolved:
    """Resolve "on the 8th": of this month, or of the one before or after it."""
    step = int(number < anchor.day) if ahead else -int(number > anchor.day)
    year, month = _month(anchor, step).split("-")
    date = iso_day(int(year), int(month), number)
    return Resolved(date, f"day {number} {'from' if ahead else 'up to'} {anchor}" if date else None)


def relative(which: str, unit: str, anchor: dt.date) -> Resolved:
    """Resolve "last month", "this year"; a week stays open, no single day is meant."""
    words = which.lower().split()
    step = {"last": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}.get(words[-1], 0)
    rule = f"{which.lower()} {unit}, from {anchor}"
    if unit == "year":
        return Resolved(str(anchor.year + step), rule)
    if unit == "month":
        return Resolved(_month(anchor, step), rule)
    if unit == "quarter":
        index = anchor.year * 4 + (anchor.month - 1) // 3 + step
        return Resolved(f"{index // 4}-Q{index % 4 + 1}", rule)
    return Resolved(None, rule)


def stepped(count: str, unit: str, way: str, start: dt.date) -> Resolved:
    """Resolve "three days later", "two years ago" from the date they are counted from."""
    number = COUNTS.get(count.lower(), None)
    steps = (number if number is not None else int(count)) * (1 if way == "later" else -1)
    rule = f"{count} {unit}{'' if abs(steps) == 1 else 's'} {way}, from {start}"
    if unit == "day":
        return Resolved((start + dt.timedelta(steps)).isoformat(), rule)
    if unit == "month":
        return Resolved(_month(start, steps), rule)
    if unit in {"year", "decade"}:
        return Resolved(str(start.year + steps * (10 if unit == "decade" else 1)), rule)
    return Resolved(None, rule)


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}


def season_year(season: str, start: dt.date, *, ahead: bool, same: bool) -> int:
    """Return the year of the season that is next to begin, or the last that has begun.

    Of the ``same`` year as ``start`` if the text says "this".
    """
    first, _ = _SEASONS[season]
    if same:
        return start.year
    if ahead:
        return start.year + (start.month >= first)
    return start.year - (start.month < first)


def _month(start: dt.date, steps: int) -> str:
    index = start.year * 12 + start.month - 1 + steps
    return f"{index // 12:04d}-{index % 12 + 1:02d}"
