"""Turn each form of date into an ISO date as precise as the text.

A date without a year is placed next to the last date in the text, or near the day of the article;
if the two disagree, it stays open rather than wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from briefing_room.extract.numerals import value
from briefing_room.extract.outlook import Outlook, outlook
from briefing_room.model import DateSpan
from briefing_room.text.lexicon import table
from briefing_room.text.months import WEEKDAYS, month_number

_DATE_WORDS = table("dates")
_STEPS: dict[str, int] = _DATE_WORDS["steps"]  # which way a word leads from a day
_QUARTERS, _WEEK = 4, 7
_HALF_YEAR, _CLOSE, _SOON = 183, 46, 300  # days
_Match = re.Match[str]


class Reference(NamedTuple):
    """The last date in the text: a day (the middle of its month if not ``exact``) and a year."""

    day: dt.date | None = None
    exact: bool = True
    year: int | None = None


class Frame(NamedTuple):
    """What a partial date is read against: the date of the seed, and the last date in the text."""

    anchor: dt.date | None
    reference: Reference
    year: int | None = None  # the last one in the text, alone or in a date
    same: bool = False  # ``reference`` stands in the same sentence
    beside: dt.date | None = None  # the last day in the same sentence, past or future

    @property
    def exact_reference(self) -> dt.date | None:
        """The day of the last date in the text, ``None`` if only its month is known."""
        return self.reference.day if self.reference.exact else None


_Date = dt.date | str | None  # a day, a longer time in ISO form, or nothing certain


def read(kind: str, match: _Match, frame: Frame) -> list[DateSpan]:
    """Read the dates in a match of a form of that kind; a range has two."""
    try:
        if kind == "days":
            return _two_days(match, frame)
        if kind == "years":
            known = int(match["y"]) < int(match["z"])
            return [_span(match, match[name] if known else None, name) for name in "yz"]
        return [_span(match, _READERS[kind](match, frame))]
    except (ValueError, OverflowError):  # beyond the calendar
        return [_span(match, None)]


def _span(match: _Match, date: _Date, *parts: str) -> DateSpan:
    """Read the date of a match, or of the groups named."""
    start = min(match.start(part) for part in parts) if parts else match.start()
    end = max(match.end(part) for part in parts) if parts else match.end()
    given = match.string[start:end].strip()
    iso = date.isoformat() if isinstance(date, dt.date) else date
    return DateSpan(given, iso, start, start + len(given))


# --- Days, months, quarters, years ---------------------------------------------------------------


def _two_days(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "25 and 26 April 2012" as two days."""
    first, second = _day(match, frame), _day(match, frame, "e")
    year = ("y",) if match["y"] else ()
    if match.start("m") < match.start("d"):
        return [_span(match, first, "m", "d"), _span(match, second, "e", *year)]
    return [_span(match, first, "d"), _span(match, second, "e", "m", *year)]


def _day(match: _Match, frame: Frame, name: str = "d") -> _Date:
    month = int(match["m"]) if match["m"].isdigit() else month_number(match["m"])
    day = int(match[name].rstrip("stndrh"))
    year = _year_of(match, month, day, frame)
    return dt.date(year, month, day) if year else None


def _month(match: _Match, frame: Frame) -> _Date:
    month, anchor = month_number(match["m"]), frame.anchor
    if not match["which"] or anchor is None:
        return _iso_month(_year_of(match, month, 15, frame), month)
    which = match["which"].lower()
    year = anchor.year + (month <= anchor.month) if which == "next" else _last_year(month, anchor)
    if year == anchor.year and abs(month - anchor.month) == 1:
        year += _STEPS[which]  # in March, February is not "last February"
    return _iso_month(year, month)


# What is said about a quarter that has ended.
_RESULTS = re.compile(
    r"\b(?:loss(?:es)?|profits?|earnings?|earned|results?|income|sales|revenue|report(?:s|ed)?|net"
    r"|dividends?|charges?)\b",
    re.IGNORECASE,
)
_YEAR_AGO = re.compile(r"\b(?:year[- ]ago|year[- ]earlier|last year's|previous year's)\s$")


def _quarter(match: _Match, frame: Frame) -> _Date:
    groups = match.groupdict()
    if groups.get("m"):
        number = month_number(match["m"]) // 3
    else:
        named = groups.get("q") or match["o"]
        number = int(named) if named.isdigit() else _DATE_WORDS["ordinals"][named.lower()]
    if groups.get("y") is None and frame.anchor and not frame.reference.day:
        year = _quarter_year(match, number, frame.anchor)
    else:
        year = _year_of(match, number * 3 - 1, 15, frame)
    return _iso_year(year, f"-Q{number}")


def _quarter_year(match: _Match, number: int, anchor: dt.date) -> int | None:
    """Choose the year of a quarter without one: the last one that ended, or the next one."""
    text, (start, end) = match.string, match.span()
    steps = number - ((anchor.month - 1) // 3 + 1)  # quarters from the present one
    if _YEAR_AGO.search(text[max(0, start - 20) : start]):
        return anchor.year - (steps >= 0) - 1
    back, ahead = anchor.year - (steps > 0), anchor.year + (steps < 0)
    results = _RESULTS.search(text[max(0, start - 60) : end + 40])
    return back if results or outlook(match) is not Outlook.AHEAD else ahead


def _half(match: _Match, frame: Frame) -> _Date:
    number = {"first": 1, "1": 1}.get(match["h"].lower(), 2)
    return _iso_year(_year_of(match, number * 6 - 3, 15, frame), f"-H{number}")


# --- Dates that count from another one -----------------------------------------------------------

_A_DAY = re.compile(r"\b(?:the|its|their)\s$")  # "by the Tuesday deadline"


def _weekday(match: _Match, frame: Frame) -> _Date:
    """Read "on Thursday": the last one up to the article, or the next one after a future verb."""
    anchor, name, which = frame.anchor, match["w"], (match["which"] or "").lower()
    if anchor is None:
        return None
    days = WEEKDAYS.index(name.lower()) - anchor.weekday()
    if match["week"] or which.startswith("the "):  # "Friday last week", "the following Monday"
        return None
    side, back = outlook(match), -days % _WEEK
    attribute = _A_DAY.search(match.string[max(0, match.start() - 8) : match.start()])
    if not which and (side is Outlook.UNSURE or (side is Outlook.AHEAD and attribute)):
        return None
    if which == "next" or (side is Outlook.AHEAD and not which and back):
        return anchor + dt.timedelta(_WEEK - back)
    return anchor - dt.timedelta(back)


def _near(match: _Match, frame: Frame) -> _Date:
    days: int = _DATE_WORDS["near"][match["near"].lower()]
    return frame.anchor + dt.timedelta(days) if frame.anchor else None


def _year_end(_: _Match, frame: Frame) -> _Date:
    return _iso_year(frame.anchor.year) if frame.anchor else None


def _relative(match: _Match, frame: Frame) -> _Date:
    """Read "last month", "that year", "the next day"; a week stays open, as it is not one day."""
    which, unit, start = match["which"].lower(), match["unit"], frame.anchor
    if unit == "day":
        start = frame.beside or frame.exact_reference
    elif unit == "year" and which in {"the previous", "the following"} and not frame.same:
        return None  # "a smaller allocation in the following year"
    elif which in {"that", "the same", "the previous", "the following"}:
        start = frame.reference.day if unit != "quarter" else None
        start = dt.date(frame.year, 6, 30) if unit == "year" and frame.year else start
    return _moved(start, _STEPS.get(which.rpartition(" ")[2], 0), unit) if start else None


def _step(match: _Match, frame: Frame) -> _Date:
    """Read "three days later"; a hedged step, and one from an unknown day, stays open."""
    unit, way = match["unit"], match["way"]
    reference = frame.exact_reference if unit == "day" else frame.reference.day
    start = frame.anchor if way == "ago" else frame.beside or reference
    if start is None and unit == "year" and way != "ago" and frame.same and frame.year:
        start = dt.date(frame.year, 6, 30)
    if start is None or match["hedge"]:
        return None
    return _moved(start, int(value(match["n"])) * (1 if way == "later" else -1), unit)


def _moved(start: dt.date, steps: int, unit: str) -> _Date:
    """Count some days, months, quarters or years from ``start``."""
    if unit == "day":
        return start + dt.timedelta(steps)
    if unit == "month":
        return _iso_month(start.year, start.month + steps)
    if unit == "quarter":
        index = start.year * _QUARTERS + (start.month - 1) // 3 + steps
        return _iso_year(index // _QUARTERS, f"-Q{index % _QUARTERS + 1}")
    years = {"year": 1, "decade": 10}.get(unit)
    return _iso_year(start.year + steps * years) if years else None


# --- The year of a date that leaves it out -------------------------------------------------------

# The base of a change lies before the reported time.
_SINCE = re.compile(
    r"\bsince\s(?:early\s|late\s|mid-?\s?)?$|pre-$"  # "the pre-April 4 rules"
    r"|\b(?:from|with|against)\s(?:(?!\sto\s)[^,;.]){1,30}\sin\s(?:early\s|late\s|mid-?\s?)?$"
)


def _year_of(match: _Match, month: int, day: int, frame: Frame) -> int | None:
    """Find the year of a month or day, given in the text or not."""
    last, anchor = frame.reference.day, frame.anchor
    lead = match.string[max(0, match.start() - 140) : match.start()]
    given = match.groupdict().get("y")
    if given and given.isdigit():
        return int(given) + (2000 if len(given) == 2 else 0)  # "4Q25"
    if given == "that year":
        return frame.year
    if given and anchor:
        return anchor.year + _STEPS.get(given.split()[0], 0)
    if last and frame.same and _SINCE.search(lead):  # "in November 2025, up since January"
        return _last_year(month, last)
    nearest = _nearest(month, day, anchor, outlook(match))
    if nearest and (last is None or _agrees(nearest, last, frame)):
        return nearest.year
    return _year_beside(month, day, last, frame) if last else None


def _agrees(nearest: dt.date, last: dt.date, frame: Frame) -> bool:
    """Whether a day near the article's is meant: in the year of the last date, or today."""
    if frame.anchor is None:
        return False
    close = not frame.same and _distance(nearest, frame.anchor) <= _CLOSE
    return close or nearest.year == last.year


def _year_beside(month: int, day: int, last: dt.date, frame: Frame) -> int | None:
    """Find the year of a day that follows another date; ``None`` if it is not certain.

    A text goes on from its last date by up to half a year, or looks back a little.
    """
    for year in (last.year, last.year + 1) if frame.same else (last.year,):
        days = (dt.date(year, month, min(day, 28)) - last).days
        if -_CLOSE * 2 <= days <= _HALF_YEAR:
            return year
    return None


def _nearest(month: int, day: int, near: dt.date | None, side: Outlook) -> dt.date | None:
    """Find the day of that month nearest to ``near``, on the side that the words point to."""
    if near is None:
        return None
    days = [dt.date(near.year + step, month, min(day, 28)) for step in (-1, 0, 1)]
    if side is Outlook.AHEAD:
        days = [day_ for day_ in days if 0 <= (day_ - near).days <= _SOON] or days
    elif side is Outlook.BEHIND:  # an article also reports what comes after its date
        days = [day_ for day_ in days if (day_ - near).days <= _CLOSE] or days
    return min(days, key=lambda day_: _distance(day_, near))


def _distance(day: dt.date, near: dt.date) -> int:
    """Measure how far away a day is; a coming day counts double, since texts mostly look back."""
    days = (day - near).days
    return 2 * days if days > 0 else -days


def _last_year(month: int, last: dt.date) -> int:
    """Find the year in which such a month last ended before the last date in the text."""
    return last.year if month < last.month else last.year - 1


def _iso_year(year: int | None, part: str = "") -> str | None:
    """Write a year, with month or quarter if there is one, in ISO form."""
    return f"{dt.date(year, 1, 1).isoformat()[:4]}{part}" if year else None


def _iso_month(year: int | None, month: int) -> str | None:
    """Write a month in ISO form; a number below 1 or above 12 belongs to another year."""
    if year is None:
        return None
    year, month = divmod(year * 12 + month - 1, 12)
    return _iso_year(year, f"-{month + 1:02d}")


_READERS: dict[str, Callable[[_Match, Frame], _Date]] = {
    "day": _day,
    "quarter": _quarter,
    "half": _half,
    # No one date says "the first eight months of the year", a business year, a week or a season.
    "vague": lambda _match, _frame: None,
    "year end": _year_end,
    "month": _month,
    "weekday": _weekday,
    "near": _near,
    "step": _step,
    "relative": _relative,
    "year": lambda match, _frame: match["y"],
}
