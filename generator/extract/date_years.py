"""The year of a date that leaves it out: that of the story told before, or near the article's.

A date that the words around it do not settle stays open: none is given rather than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from generator.extract.date_context import Outlook, outlook
from generator.extract.date_words import STEPS

_HALF_YEAR, _CLOSE, _SOON = 183, 46, 300  # days
_LONG_AGO, _HISTORY = 2, 10  # years
_Match = re.Match[str]


class Told(NamedTuple):
    """What the text has told last: a day (the middle of its month if not ``exact``) and a year."""

    day: dt.date | None = None
    exact: bool = True
    year: int | None = None


class Frame(NamedTuple):
    """What a partial date is read against: the seed's date, and what was told before."""

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


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Return a day, ``None`` for one that does not exist."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def shifted(day: dt.date, days: int) -> dt.date | None:
    """Return the day that many days later, ``None`` beyond the calendar."""
    try:
        return day + dt.timedelta(days)
    except OverflowError:
        return None


def iso_year(year: int | None, rest: str = "") -> str | None:
    """Return a year, and what is behind it, in ISO form, if it is in the calendar."""
    return f"{year:04d}{rest}" if year and dt.MINYEAR <= year <= dt.MAXYEAR else None


def iso_month(year: int | None, month: int) -> str | None:
    """Return a month in ISO form; months under 1 and over 12 are of other years."""
    if year is None:
        return None
    year, month = divmod(year * 12 + month - 1, 12)
    return iso_year(year, f"-{month + 1:02d}")


def _distance(day: dt.date, near: dt.date) -> int:
    """Return how far a day is; texts look back more than ahead, so a coming day counts double."""
    days = (day - near).days
    return 2 * days if days > 0 else -days


def _around(month: int, day: int, near: dt.date) -> list[dt.date]:
    """Return that day in the year of ``near``, the one before and the one after."""
    days = (day_of(near.year + step, month, min(day, 28)) for step in (-1, 0, 1))
    return [each for each in days if each]


def _nearest(month: int, day: int, near: dt.date, seen: Outlook) -> dt.date:
    """Return such a day nearest to ``near``, on the side that the words tell."""
    days = _around(month, day, near)
    if seen is Outlook.AHEAD:
        days = [each for each in days if 0 <= (each - near).days <= _SOON] or days
    elif seen is Outlook.BEHIND:  # an article tells what comes after its date too
        days = [each for each in days if (each - near).days <= _CLOSE] or days
    return min(days, key=lambda each: _distance(each, near))


def last_year(month: int, told: dt.date) -> int:
    """Return the year of the last such month that had ended by the date told."""
    return told.year if month < told.month else told.year - 1


def _year_beside(month: int, day: int, frame: Frame, *, ahead: bool) -> int | None:
    """Return the year of a day told after another one; ``None`` if the two do not go together.

    A story goes on from the date it has told, by up to half a year, or looks back a little.  A
    day close to that of the article is about the present again.
    """
    told, anchor = frame.told_day, None if frame.same else frame.anchor
    if told is None:
        return None
    if anchor is not None and told.year != anchor.year:
        present = min(_around(month, day, anchor), key=lambda each: _distance(each, anchor))
        if _distance(present, anchor) <= _CLOSE:
            return None
    same = day_of(told.year, month, min(day, 28))
    if same and -_CLOSE * 2 <= (same - told).days <= _HALF_YEAR:
        return told.year
    after = day_of(told.year + 1, month, min(day, 28))
    known = frame.anchor is None or ahead or (after and after <= frame.anchor)
    on = after and known and (after - told).days <= _HALF_YEAR and frame.same
    return told.year + 1 if on else None


_YEAR_BEFORE = re.compile(r"\b((?:last|this|next) year),?\s(?:on\s)?(?:the\s)?$")  # "on 8 May"
# The base of a change, which lies before what is told.
_SINCE = re.compile(
    r"\bsince\s(?:early\s|late\s|mid-?\s?)?$"
    r"|\b(?:from|with|against)\s[^,;.]{1,30}\sin\s(?:early\s|late\s|mid-?\s?)?$"
)


def year_of(match: _Match, month: int, day: int, frame: Frame) -> tuple[int | None, str | None]:
    """Return the year of a month or day, and the rule if the text leaves the year out."""
    given = match.groupdict().get("y")
    if given and given.isdigit():
        return int(given) + (2000 if len(given) == 2 else 0), None  # "4Q25"
    if given == "that year":
        return frame.year, f"that year, {frame.year}" if frame.year else None
    lead = match.string[max(0, match.start() - 140) : match.start()]
    before = _YEAR_BEFORE.search(lead[-24:])
    given = given or (before[1] if before else None)
    if given and frame.anchor:
        step = STEPS.get(given.split()[0], 0)
        return frame.anchor.year + step, f"{given}, from {frame.anchor}"
    seen = outlook(match.string, *match.span())
    return _year_left_out(lead, month, day, frame, seen)


def _year_left_out(
    lead: str, month: int, day: int, frame: Frame, seen: Outlook
) -> tuple[int | None, str | None]:
    """Return the year of a day that names none: beside the date told, else near the article's."""
    told = frame.told_day
    if told and frame.same and _SINCE.search(lead):  # "in November 2025, up since January"
        return last_year(month, told), f"last such month before {told}"
    if told and (beside := _year_beside(month, day, frame, ahead=seen is Outlook.AHEAD)):
        return beside, f"year of the date told before, {beside}"
    near = frame.anchor or told
    if near is None:
        return None, None
    if lead.endswith("pre-") or _SINCE.search(lead):  # "the pre-April 4 rules"
        seen = Outlook.BEHIND
    nearest = _nearest(month, day, near, seen)
    far = near.year - told.year if told else 0
    if far >= _HISTORY or (far >= _LONG_AGO and _distance(nearest, near) > _CLOSE):
        return None, None  # of the time of the story or of the present, nobody knows
    return nearest.year, f"year nearest to {near}"
