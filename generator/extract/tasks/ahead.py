"""Where a date lies, seen from the day where a text stands."""

from __future__ import annotations

import re

from generator.extract.grammar.quotations import masked
from generator.model import DateSpan

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


# "Exports rose in November and fell in December": told as done, with nothing planned about it.
_DONE = re.compile(
    r"\b(?:rose|fell|dropped|slipped|climbed|reached|approved|signed|published|released|issued"
    r"|announced|opened|began|shipped|exported|imported|confirmed|reported|received)\b"
    r"(?![^,;]*\b(?:will|would|to [a-z]|by|until|from|due|plan\w*|expected|before|next)\b[^,;]*$)"
    r"[^;]*$"
)


def done_on(text: str, spans: tuple[DateSpan, ...], stands: str) -> str:
    """Return the first day of the latest date after ``stands`` of which a text tells as past."""
    plain = masked(text)
    days = (_days(each.date)[0] for each in spans if each.date and _is_done(plain, each))
    return max((day for day in days if day > stands), default=stands)


def _is_done(text: str, span: DateSpan) -> bool:
    return (
        re.search(r"\b(?:in|on|during) (?:mid-|early |late )?$", text[: span.start]) is not None
        and _DONE.search(text[: span.start]) is not None
    )
