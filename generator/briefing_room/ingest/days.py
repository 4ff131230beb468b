"""Read full dates with a year, and only in forms that can be read in one way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

from briefing_room.ingest.lines import SMALL_TITLE_WORDS
from briefing_room.text.periods import MONTHS, month_number, read_day

_MONTH_NAMES = "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = rf"(\d{{4}})(?:(?!\d)|(?=\d{{1,2}}(?:[:.]\d\d|\s(?:{_MONTH_NAMES}))))"  # "20166:29 PM"
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(  # also "output12 March 2026", which lost its line break
    rf"(?:\b|(?-i:(?<=[a-z])(?=\d))){_DAY}(?: of|,)?[\s/-]+({_MONTH_NAMES})\.?,?[\s/-]+{_YEAR}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))({_MONTH_NAMES})\.?\s+{_DAY}(?:,\s*|\s+){_YEAR}",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\d./])(\d{1,2})([./-])(\d{1,2})\2(\d{4}(?!\d)|\d\d(?=(?:,| at)? \d{1,2}:\d\d))"
)
_DAY_WITHOUT_YEAR = re.compile(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    rf"\b(?:({_MONTH_NAMES})\.?\s+{_DAY}|{_DAY}\s+({_MONTH_NAMES}))\b\.?,?(?:\s+\d{{4}}\b)?",
    re.IGNORECASE,
)


def find_days(text: str) -> tuple[dt.date, ...]:
    """Read the full dates in a line, in order: "18 July 2025", "2025-07-18", "25/7/2025".

    A numeric date that can be read in two ways, such as "3/4/2025", is skipped.
    """
    dates: list[tuple[int, Any, Any, Any]] = []  # position, year, month, day
    for form, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        matches = form.finditer(text)
        dates.extend((m.start(), m[3], month_number(m[month]), m[day]) for m in matches)
    dates.extend((m.start(), m[1], m[2], m[3]) for m in _ISO.finditer(text))
    for match in _NUMERIC.finditer(text):
        month, day = sorted((int(match[1]), int(match[3])))
        if month == day or day > 12 >= month:  # otherwise ambiguous
            year = int(match[4])
            dates.append((match.start(), year + 2000 * (year < 100), month, day))
    return tuple(read_valid_days(parts[1:] for parts in sorted(dates, key=lambda item: item[0])))


def strip_days(text: str) -> str:
    """Replace all days in a line by spaces, including those without a year."""
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _ISO, _NUMERIC, _DAY_WITHOUT_YEAR):
        text = pattern.sub(" ", text)
    return text


def split_outer_day(line: str) -> tuple[str, str]:
    """Split off a day at the end or start of a headline that lost its line break.

    "Deal on ores May 4, 2025" and "4 May 2025 Deal on ores" give "Deal on ores" and the day.  A
    day that belongs to the sentence ("rules of May 4, 2025") stays.
    """
    matches = chain.from_iterable(form.finditer(line) for form in (_DAY_FIRST, _MONTH_FIRST, _ISO))
    for match in matches:
        before = line[: match.start()].rstrip(" ,|–—-")
        after = line[match.end() :].lstrip(" ,|–—-:")
        if before and not after and before.rpartition(" ")[2].lower() not in SMALL_TITLE_WORDS:
            return before, match[0]
        if not before and after[:1].isupper() and " " in after:
            return after, match[0]
    return line, ""


def names_a_day(text: str) -> bool:
    """Whether a line has a full date, even an ambiguous one."""
    return bool(find_days(text)) or _NUMERIC.search(text) is not None


def read_valid_days(parts: Iterable[tuple[Any, Any, Any]]) -> Iterator[dt.date]:
    """Yield the days that exist and are plausible, from triples of year, month and day."""
    for year, month, day in parts:
        with suppress(ValueError):
            if valid_day := read_day(dt.date(int(year), int(month), int(day))):
                yield valid_day
