"""Stretches of time that are the period of a figure without being a date of their own.

"The first half", "the four months to April", "fiscal year ended March 2025", "FY26": a company's
year has no date that could be worked out, but the reader must see for when a figure holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model import DateSpan

_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_BUSINESS_YEAR = (
    r"(?:FY\s?\d{2,4}(?:[-–/]\d\d)?"
    r"|(?:fiscal|financial)\s(?:year\s)?(?:19|20)\d\d(?:[-–/](?:20)?\d\d)?)"
)
# Up to the date that ends the stretch.
_TO_A_DATE = re.compile(
    rf"\b(?:(?:fiscal\s|financial\s)?(?:year|half|quarter)|{_NUMBER}\s(?:months|weeks))\s"
    r"(?:ended|ending|to|through|until)\s(?:in\s|on\s)?(?:the\send\sof\s)?$"
)
_WHOLE = re.compile(
    rf"\b(?:first|second|third|fourth|final)[ -](?:quarter|half)\sof\s(?:the\s)?{_BUSINESS_YEAR}"
    r"|\b(?:first|second|previous|prior|current|latest|last)[ -](?:half|quarter)\b(?![ -]of\b)(?!-)"
    rf"|\b{_BUSINESS_YEAR}\b"
    r"|(?<=\bin )(?:19|20)\d\d[-–/]\d\d\b"
    r"|\b(?:first|second|third)\syear\b"
    rf"|\bfirst\s{_NUMBER}\smonths\b(?!\sof\s(?:19|20))(?:\sof\s(?:the|this)\syear)?"
    r"|\b[1-4][QH]\s?(?:FY)?\s?(?:(?:20)?\d\d)?\b|\b[QH][1-4]\sFY\s?(?:20)?\d\d(?:[-–/]\d\d)?\b"
    rf"|\b{_MONTH}\s?(?:[-–]|to|through)\s?{_MONTH}\b(?:\s(?:19|20)\d\d)?(?:\s(?:period|quarter))?"
    r"|\b(?:end|middle|start)\sof\sthe\sdecade\b"
    r"|\bfull\s(?:financial|fiscal|calendar)\syear\b"
    r"|\bfull[- ]year\b(?! \d)"
)


def stretches(text: str, spans: Iterable[DateSpan]) -> tuple[DateSpan, ...]:
    """Return the dates of a text with its stretches of time, each in place of what it holds."""
    longer = [*_ended(text, spans), *_named(text)]
    kept = [
        span
        for span in spans
        if not any(each.start <= span.start and span.end <= each.end for each in longer)
    ]
    return tuple(sorted((*kept, *longer), key=lambda span: span.start))


def _ended(text: str, spans: Iterable[DateSpan]) -> Iterator[DateSpan]:
    for span in spans:
        if match := _TO_A_DATE.search(text[: span.start]):
            yield DateSpan(text[match.start() : span.end], None, "vague", match.start(), span.end)


def _named(text: str) -> Iterator[DateSpan]:
    for match in _WHOLE.finditer(text):
        yield DateSpan(match[0], None, "vague", *match.span())
