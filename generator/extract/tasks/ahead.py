"""Where a date lies, seen from the day where a text stands."""

from __future__ import annotations

import re

from generator.extract.calendar.dates import DateSpan

#: Words right before a date by which something is to be done.
LIMIT = re.compile(
    r"\b(?:by|until|till|end of|late in|late|through|before|within|effect from|effective"
    r"|starting(?: in)?"
    r"|no later than|at least)(?: (?:noon|midnight|\S+ ?[ap]m))?(?: on)? (?:the (?:end of )?)?$",
    re.IGNORECASE,
)
_TOLD_BY = re.compile(
    r"\b(?:said|reported|announced|approved|published|issued) (?:by|in|before|late in) (?:the )?$"
)
_LATER = re.compile(r"later (?:this|in the) |the (?:end|rest) of ")


def is_ahead(text: str, span: DateSpan, stands: str) -> bool:
    """Tell a date that is still to come: "2026" if it has not begun, "by 2026" while it lasts."""
    first, last = _days(span.date or "")
    if first > stands:
        return True
    lasts = LIMIT.search(text[: span.start]) or _LATER.match(span.given.lower())
    return last > stands and bool(lasts) and not _TOLD_BY.search(text[: span.start])


def holds(span: DateSpan, stands: str) -> bool:
    """Tell whether a date is a wider one that holds the day where the text stands."""
    first, last = _days(span.date or "")
    return first <= stands <= last and (first != last or span.given.lower() == "tonight")


def first_day(date: str) -> str:
    """Return the first day of a date."""
    return _days(date)[0]


def _days(date: str) -> tuple[str, str]:
    """Return the first and last day of a date as precise as "2026-Q3"; every month has 31 days."""
    year, _, rest = date.partition("-")
    months = {
        "": "01-12",
        "H1": "01-06",
        "H2": "07-12",
        "Q1": "01-03",
        "Q2": "04-06",
        "Q3": "07-09",
        "Q4": "10-12",
    }
    if rest in months:
        first, last = months[rest].split("-")
        return f"{year}-{first}-01", f"{year}-{last}-31"
    return (date, date) if "-" in rest else (f"{date}-01", f"{date}-31")
