"""Read days, months and periods as people write them, and write them in words."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from briefing_room.errors import BriefingError

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
MONTH_NUMBERS = {
    name: number
    for number, month in enumerate(MONTHS, 1)
    for name in (month.lower(), month[:3].lower())
}
MONTH_NUMBERS["sept"] = 9
"""The number of each month by its full and short name in lower case."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DATE_WORDS = frozenset((*MONTH_NUMBERS, *WEEKDAYS, "q1", "q2", "q3", "q4", "h1", "h2"))
"""Words of dates that English capitalises, in lower case: they are not parts of names."""
PERIOD_FORMS = (
    "2024, 2025-05, 2025-05-12, 2025-Q3, 2025-H1, FY2025, 2025-01..2025-06, by 2030 or null"
)

_ORDINALS = ("first", "second", "third", "fourth")
_YEAR_PARTS = {"Q": ("quarter", 3), "H": ("half", 6)}
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SIMPLE_PERIOD = re.compile(
    r"(?P<financial>FY)?(?P<year>\d{4})"
    r"(?:-(?:(?P<part>[QH])(?P<ordinal>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period: its wording, its first and its last day.

    ``is_limit`` means that the period is a time limit, such as "by 2030".
    """

    text: str
    start: dt.date
    end: dt.date
    is_limit: bool = False


def read_period(value: object) -> Period | None:
    """Read a period from a value of front matter; ``None`` if it has none of the known forms."""
    text = " ".join(str(value).split())
    inner = text.removeprefix("by ")
    first, dots, last = inner.partition("..")
    start, end = _first_and_last_day(first), _first_and_last_day(last if dots else first)
    if start is None or end is None or start[0] > end[1] or (dots and inner != text):
        return None
    return Period(text, start[0], end[1], inner != text)


def _first_and_last_day(text: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of a year, quarter, half, month or day."""
    match = _SIMPLE_PERIOD.fullmatch(text)
    if match is None or (match["financial"] and len(text) > len("FY2025")):
        return None
    year, month, length = int(match["year"]), 1, 12
    if match["part"]:
        length = _YEAR_PARTS[match["part"]][1]
        month = (int(match["ordinal"]) - 1) * length + 1
    elif match["month"]:
        month, length = int(match["month"]), 1
    try:
        if match["day"]:
            day = dt.date(year, month, int(match["day"]))
            return day, day
        last = calendar.monthrange(year, month + length - 1)[1]
        return dt.date(year, month, 1), dt.date(year, month + length - 1, last)
    except ValueError:  # no such month, day or half
        return None


def month_number(name: str) -> int:
    """The number of a month, 1 to 12; abbreviations such as "Sept." are known."""
    return MONTH_NUMBERS[name.lower().rstrip(".")]


def read_day(value: object) -> dt.date | None:
    """Read a day such as ``2025-07-18``; ``None`` for anything else.

    Only years from 1000 to 2999 are accepted, so that arithmetic stays within the calendar.
    """
    if isinstance(value, dt.date):
        date: dt.date | None = value.date() if isinstance(value, dt.datetime) else value
    else:
        try:
            date = dt.date.fromisoformat(str(value)) if _ISO_DAY.fullmatch(str(value)) else None
        except ValueError:
            return None
    return date if date and 1000 <= date.year < 3000 else None


def day_in_words(date: dt.date | None) -> str:
    """Write a day as "4 April 2025", or "date not given"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else "date not given"


def period_in_words(date: str) -> str:
    """Write a date or period (``2025-06``, ``2025-Q3``, ``by 2030`` …) in words."""
    ends = date.removeprefix("by ").split("..", 1)
    words = " to ".join(map(_simple_period_in_words, ends))
    article = "the " if " of " in words else ""
    return f"by {article}{words}" if date.startswith("by ") else words


def _simple_period_in_words(text: str) -> str:
    """Write a year, quarter, half, month or day in words; return other texts unchanged."""
    match, days = _SIMPLE_PERIOD.fullmatch(text), _first_and_last_day(text)
    if match is None or days is None:
        return text
    year = match["year"]
    if match["day"]:
        return day_in_words(days[0])
    if match["month"]:
        return f"{MONTHS[days[0].month - 1]} {year}"
    if match["part"]:
        ordinal = _ORDINALS[int(match["ordinal"]) - 1]
        return f"{ordinal} {_YEAR_PARTS[match['part']][0]} of {year}"
    return f"financial year {year}" if match["financial"] else year


def build_day(epoch: str | None) -> dt.date | None:
    """The day of ``SOURCE_DATE_EPOCH``; ``None`` if the variable is not set."""
    if not epoch:
        return None
    try:
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        problem = f"SOURCE_DATE_EPOCH is '{epoch[:40]}', not a number of seconds since 1970"
        raise BriefingError(f"{problem}; unset it, or give one such as 1764000000") from error
