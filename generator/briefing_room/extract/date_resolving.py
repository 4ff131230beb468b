"""Turn each kind of date into an ISO date that is as precise as the text.

A date without a year is placed near the last date in the text or near the date of the article.  If
the two give different years, it remains unresolved: no date is better than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from briefing_room.extract.numerals import read_number
from briefing_room.extract.outlook import Outlook, read_outlook
from briefing_room.model import DateSpan
from briefing_room.text.lexicon import alternatives, table
from briefing_room.text.periods import WEEKDAYS, month_number

_DATE_WORDS = table("dates")
_STEPS: dict[str, int] = _DATE_WORDS["steps"]  # which way a word leads from a day
_QUARTERS_PER_YEAR = 4
_WEEK_DAYS = 7
_HALF_YEAR_DAYS = 183
_CLOSE_DAYS = 46  # within which two dates are close
_MAX_FUTURE_DAYS = 300
_Match = re.Match[str]


class Reference(NamedTuple):
    """The last date in the text; if only its month is known, ``day`` is the 15th, not ``exact``."""

    day: dt.date | None = None
    exact: bool = True
    year: int | None = None


class DateContext(NamedTuple):
    """What decides a partial date: the date of the article and the last date in the text."""

    anchor: dt.date | None
    reference: Reference
    year: int | None = None  # the last year in the text, alone or in a date
    same_sentence: bool = False  # ``reference`` is in the same sentence
    last_day_in_sentence: dt.date | None = None  # before or after the date of the article

    @property
    def exact_reference(self) -> dt.date | None:
        """The day of the last date in the text, ``None`` if only its month is known."""
        return self.reference.day if self.reference.exact else None


_Date = dt.date | str | None  # a day, a longer time in ISO form, or nothing certain


def resolve_date(kind: str, match: _Match, frame: DateContext) -> list[DateSpan]:
    """Resolve the match of a pattern of a kind of date; a range gives two dates."""
    try:
        if kind == "days":
            return _read_two_days(match, frame)
        if kind == "years":
            ascending = int(match["year"]) < int(match["end_year"])
            return [
                _make_span(match, match[name] if ascending else None, name)
                for name in ("year", "end_year")
            ]
        return [_make_span(match, _READERS[kind](match, frame))]
    except (ValueError, OverflowError):  # beyond the calendar
        return [_make_span(match, None)]


def _make_span(match: _Match, date: _Date, *parts: str) -> DateSpan:
    """Make the span of a match, or of its groups ``parts``."""
    start = min(match.start(part) for part in parts) if parts else match.start()
    end = max(match.end(part) for part in parts) if parts else match.end()
    wording = match.string[start:end].strip()
    iso = date.isoformat() if isinstance(date, dt.date) else date
    return DateSpan(wording, iso, start, start + len(wording))


# --- Days, months, quarters, years ---------------------------------------------------------------


def _read_two_days(match: _Match, frame: DateContext) -> list[DateSpan]:
    """Read "25 and 26 April 2012" as two days."""
    first, second = _read_day(match, frame), _read_day(match, frame, "second_day")
    first_parts, second_parts = ["day"], ["second_day", *(["year"] if match["year"] else [])]
    (first_parts if match.start("month") < match.start("day") else second_parts).append("month")
    return [_make_span(match, first, *first_parts), _make_span(match, second, *second_parts)]


def _read_day(match: _Match, frame: DateContext, group: str = "day") -> _Date:
    month = int(match["month"]) if match["month"].isdigit() else month_number(match["month"])
    day = int(match[group].rstrip("stndrh"))
    year = _find_year(match, month, day, frame)
    return dt.date(year, month, day) if year else None


def _read_month(match: _Match, frame: DateContext) -> _Date:
    month, anchor = month_number(match["month"]), frame.anchor
    if not match["which"] or anchor is None:
        return _iso_month(_find_year(match, month, 15, frame), month)
    which = match["which"].lower()
    year = (
        anchor.year + (month <= anchor.month)
        if which == "next"
        else _year_of_last_month(month, anchor)
    )
    if year == anchor.year and abs(month - anchor.month) == 1:
        year += _STEPS[which]  # in March, February is not "last February"
    return _iso_month(year, month)


# What is said about a quarter that has ended.
_RESULTS = re.compile(rf"\b(?:{alternatives(_DATE_WORDS['results'].split())})\b", re.IGNORECASE)
_YEAR_AGO = re.compile(r"\b(?:year[- ]ago|year[- ]earlier|last year's|previous year's)\s$")


def _read_quarter(match: _Match, frame: DateContext) -> _Date:
    groups = match.groupdict()
    if groups.get("month"):
        number = month_number(match["month"]) // 3
    else:
        ordinal = groups.get("quarter") or match["ordinal"]
        number = int(ordinal) if ordinal.isdigit() else _DATE_WORDS["ordinals"][ordinal.lower()]
    if groups.get("year") is None and frame.anchor and not frame.reference.day:
        year = _quarter_year(match, number, frame.anchor)
    else:
        year = _find_year(match, number * 3 - 1, 15, frame)
    return _iso_year(year, f"-Q{number}")


def _quarter_year(match: _Match, number: int, anchor: dt.date) -> int | None:
    """Choose the year of a quarter: the last such quarter that has ended, or the next one."""
    text, (start, end) = match.string, match.span()
    steps = number - ((anchor.month - 1) // 3 + 1)  # quarters from the present one
    if _YEAR_AGO.search(text[max(0, start - 20) : start]):
        return anchor.year - (steps >= 0) - 1
    past, coming = anchor.year - (steps > 0), anchor.year + (steps < 0)
    results = _RESULTS.search(text[max(0, start - 60) : end + 40])
    if results and not steps:
        return None  # no results before the quarter ends: it may be that of a business year
    return past if results or read_outlook(match) is not Outlook.FUTURE else coming


def _read_half(match: _Match, frame: DateContext) -> _Date:
    number = {"first": 1, "1": 1}.get(match["half"].lower(), 2)
    return _iso_year(_find_year(match, number * 6 - 3, 15, frame), f"-H{number}")


# --- Dates relative to another date --------------------------------------------------------------

_DETERMINER = re.compile(r"\b(?:the|its|their)\s$")  # "by the Tuesday deadline"


def _read_weekday(match: _Match, frame: DateContext) -> _Date:
    """Read "on Thursday": the last Thursday before the article, or the next if words say so."""
    anchor, name, which = frame.anchor, match["weekday"], (match["which"] or "").lower()
    if anchor is None:
        return None
    days = WEEKDAYS.index(name.lower()) - anchor.weekday()
    if match["week"] or which.startswith("the "):  # "Friday last week", "the following Monday"
        return None
    direction, days_back = read_outlook(match), -days % _WEEK_DAYS
    if which == "last" and not days_back:
        days_back = _WEEK_DAYS
    is_attribute = _DETERMINER.search(match.string[max(0, match.start() - 8) : match.start()])
    if not which and (
        direction is Outlook.CONTRADICTORY or (direction is Outlook.FUTURE and is_attribute)
    ):
        return None
    if which == "next" or (direction is Outlook.FUTURE and not which and days_back):
        return anchor + dt.timedelta(_WEEK_DAYS - days_back)
    return anchor - dt.timedelta(days_back)


def _read_near_day(match: _Match, frame: DateContext) -> _Date:
    days: int = _DATE_WORDS["near"][match["near"].lower()]
    return frame.anchor + dt.timedelta(days) if frame.anchor else None


def _read_year_end(_: _Match, frame: DateContext) -> _Date:
    return _iso_year(frame.anchor.year) if frame.anchor else None


def _read_relative_date(match: _Match, frame: DateContext) -> _Date:
    """Read "last month", "that year", "the next day"; a week is no single date."""
    which, unit, start = match["which"].lower(), match["unit"], frame.anchor
    if unit == "day":
        start = frame.last_day_in_sentence or frame.exact_reference
    elif unit == "year" and which in {"the previous", "the following"} and not frame.same_sentence:
        return None  # "a smaller allocation in the following year"
    elif which in {"that", "the same", "the previous", "the following"}:
        start = frame.reference.day if unit != "quarter" else None
        start = dt.date(frame.year, 6, 30) if unit == "year" and frame.year else start
    return _count_from(start, _STEPS.get(which.rpartition(" ")[2], 0), unit) if start else None


def _read_distance(match: _Match, frame: DateContext) -> _Date:
    """Read "three days later", unless it is approximate or the first day is unknown."""
    unit, direction = match["unit"], match["direction"]
    reference = frame.exact_reference if unit == "day" else frame.reference.day
    start = frame.anchor if direction == "ago" else frame.last_day_in_sentence or reference
    if (
        start is None
        and unit == "year"
        and direction != "ago"
        and frame.same_sentence
        and frame.year
    ):
        start = dt.date(frame.year, 6, 30)
    if start is None or match["hedge"]:
        return None
    return _count_from(
        start, int(read_number(match["number"])) * (1 if direction == "later" else -1), unit
    )


def _count_from(start: dt.date, steps: int, unit: str) -> _Date:
    """The date ``steps`` days, months, quarters, years or decades from ``start``."""
    if unit == "day":
        return start + dt.timedelta(steps)
    if unit == "month":
        return _iso_month(start.year, start.month + steps)
    if unit == "quarter":
        index = start.year * _QUARTERS_PER_YEAR + (start.month - 1) // 3 + steps
        return _iso_year(index // _QUARTERS_PER_YEAR, f"-Q{index % _QUARTERS_PER_YEAR + 1}")
    years = {"year": 1, "decade": 10}.get(unit)
    return _iso_year(start.year + steps * years) if years else None


# --- The year of a date that leaves it out -------------------------------------------------------

# The base of a comparison lies before the reported time.
_SINCE = re.compile(
    r"\bsince\s(?:early\s|late\s|mid-?\s?)?$|pre-$"  # "the pre-April 4 rules"
    r"|\b(?:from|with|against)\s(?:(?!\sto\s)[^,;.]){1,30}\sin\s(?:early\s|late\s|mid-?\s?)?$"
)


def _find_year(match: _Match, month: int, day: int, frame: DateContext) -> int | None:
    """Find the year of a month or day: in its own words, or from the dates around it."""
    last, anchor = frame.reference.day, frame.anchor
    before = match.string[max(0, match.start() - 140) : match.start()]
    year_text = match.groupdict().get("year")
    if year_text and year_text.isdigit():
        return int(year_text) + (2000 if len(year_text) == 2 else 0)  # "4Q25"
    if year_text == "that year":
        return frame.year
    if year_text and anchor:
        return anchor.year + _STEPS.get(year_text.split()[0], 0)
    if (
        last and frame.same_sentence and _SINCE.search(before)
    ):  # "in November 2025, up since January"
        return _year_of_last_month(month, last)
    nearest = _nearest_day(month, day, anchor, read_outlook(match))
    if nearest and (last is None or _means_nearest_day(nearest, last, frame)):
        return nearest.year
    return _year_near(month, day, last, frame) if last else None


def _means_nearest_day(nearest: dt.date, last: dt.date, frame: DateContext) -> bool:
    """Whether the text means the day near the article: close, or in the year of the last date."""
    if frame.anchor is None:
        return False
    close = not frame.same_sentence and _weighted_days(nearest, frame.anchor) <= _CLOSE_DAYS
    return close or nearest.year == last.year


def _year_near(month: int, day: int, last: dt.date, frame: DateContext) -> int | None:
    """Find the year of a day that follows another date; ``None`` if it is not certain.

    The next date in an article is at most half a year later, or a little earlier.
    """
    for year in (last.year, last.year + 1) if frame.same_sentence else (last.year,):
        days = (dt.date(year, month, min(day, 28)) - last).days
        if -_CLOSE_DAYS * 2 <= days <= _HALF_YEAR_DAYS:
            return year
    return None


def _nearest_day(
    month: int, day: int, anchor: dt.date | None, direction: Outlook
) -> dt.date | None:
    """The day and month in the year nearest to ``anchor``, in the direction of the words."""
    if anchor is None:
        return None
    days = [dt.date(anchor.year + step, month, min(day, 28)) for step in (-1, 0, 1)]
    if direction is Outlook.FUTURE:
        days = [
            candidate for candidate in days if 0 <= (candidate - anchor).days <= _MAX_FUTURE_DAYS
        ] or days
    elif direction is Outlook.PAST:  # an article also reports what comes after its date
        days = [candidate for candidate in days if (candidate - anchor).days <= _CLOSE_DAYS] or days
    return min(days, key=lambda candidate: _weighted_days(candidate, anchor))


def _weighted_days(day: dt.date, anchor: dt.date) -> int:
    """The days between two dates; a day after ``anchor`` counts double, as news looks back."""
    days = (day - anchor).days
    return 2 * days if days > 0 else -days


def _year_of_last_month(month: int, date: dt.date) -> int:
    """The year in which a month last ended before a date."""
    return date.year if month < date.month else date.year - 1


def _iso_year(year: int | None, part: str = "") -> str | None:
    """Write a year in ISO form; ``part`` is its month or quarter."""
    return f"{dt.date(year, 1, 1).isoformat()[:4]}{part}" if year else None


def _iso_month(year: int | None, month: int) -> str | None:
    """Write a month in ISO form; a number below 1 or above 12 belongs to another year."""
    if year is None:
        return None
    year, month = divmod(year * 12 + month - 1, 12)
    return _iso_year(year, f"-{month + 1:02d}")


_READERS: dict[str, Callable[[_Match, DateContext], _Date]] = {
    "day": _read_day,
    "quarter": _read_quarter,
    "half": _read_half,
    # No one date says "the first eight months of the year", a business year, a week or a season.
    "vague": lambda _match, _frame: None,
    "year end": _read_year_end,
    "month": _read_month,
    "weekday": _read_weekday,
    "near": _read_near_day,
    "step": _read_distance,
    "relative": _read_relative_date,
    "year": lambda match, _frame: match["year"],
}
