"""The fixed words of a page: how dates, speakers and missing values are written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from generator.extract.numerals import magnitude
from generator.extract.quantities import quantities
from generator.model import Event, Figure, Speaker, SpeaksAs
from generator.text.months import when, written

EXPECTED = ", expected"  # behind a date that was still to come
NOT_GIVEN = "not given"
_OWN_WORDS = frozenset({SpeaksAs.OUTLET, SpeaksAs.NOTE})


def day(date: dt.date | None) -> str:
    """Return ``4 April 2025``, or that the date is not given."""
    return written(date) if date else f"date {NOT_GIVEN}"


def event_date(event: Event) -> str:
    """Return when an event is, with the text's wording where the date was worked out."""
    if event.date is None:
        return f"date {NOT_GIVEN}: “{event.given}”"
    resolved = f" (“{event.given}” in the text)" if event.rule else ""
    return when(event.date) + (EXPECTED if event.expected else "") + resolved


def event_dates(events: Sequence[Event]) -> str:
    """Return when the events of one row are, one after the other."""
    return "; ".join(dict.fromkeys(event_date(event) for event in events))


_UNITS = {"t": "tonnes", "kg": "kilograms", "t/year": "tonnes a year", "%": "percent"} | {
    "ppm": "parts per million",
    "m": "metres",
    "km": "kilometres",
}


def value(figure: Figure) -> str:
    """Return a figure as the text gives it, with the unit that a series names only once.

    "12.8 million" of copper beside "15.5 million tonnes" of nickel is "12.8 million tonnes".
    """
    money, _, each = figure.unit.partition("/")
    if each in _RATES and money and not _RATE_TOLD.search(figure.given):
        return f"{value(replace(figure, unit=money))} {_RATES[each]}"
    unit = _UNITS.get(figure.unit)
    if unit is None or any(each.unit for each in quantities(figure.given)):
        return figure.given
    told = re.search(r"[\d.,]+", figure.given)
    scale = round(figure.low / float(told.group().replace(",", ""))) if told else 0
    words = "" if scale == magnitude(figure.given) else _SCALES.get(scale)
    return figure.given if words is None else f"{figure.given}{words} {unit}"


_RATES = {"year": "a year", "month": "a month", "week": "a week", "day": "a day"}
_RATE_TOLD = re.compile(
    r"year|annual|annum|p\.?a\b|tpa|/yr|/y\b|month|week|day|/a\b", re.IGNORECASE
)
_SCALES = {1: "", 1000: " thousand", 1_000_000: " million"}


def period(figure: Figure) -> str:
    """Return for when a figure holds: the text's words, with the year that they leave out."""
    words = figure.period
    if not words or not figure.when or re.search(r"\d{4}", words):
        return words or NOT_GIVEN
    link = re.match(r"(?:since|by|until|from)\s", words)
    since = link[0] if link else ""
    return f"{since}{when(figure.when)} (“{words}” in the text)"


def quality(speaker: Speaker) -> str:
    """Return in which quality somebody is heard, second-hand said: ``State media, via AP``."""
    return f"{speaker.kind}, via {speaker.via}" if speaker.via else str(speaker.kind)


def attribution(speaker: Speaker | None) -> str:
    """Return what stands in italics after an attributed sentence, else nothing."""
    if speaker is None or speaker.kind in _OWN_WORDS:
        return ""
    if speaker.kind is SpeaksAs.OPINION:
        return f"{speaker.kind} of {speaker.name}"
    return quality(speaker)


def account(speaker: Speaker | None, edition: str | None = None) -> str:
    """Return who gives one of several accounts, in which quality and in which edition of a text."""
    if edition:
        return f"{account(speaker)}; {edition}".removeprefix("; ")
    if speaker is None:
        return ""
    kind = quality(speaker)
    if not speaker.name or speaker.kind is SpeaksAs.NOTE:
        return kind
    return f"{speaker.name}, {kind[0].lower()}{kind[1:]}"


def according_to(speaker: Speaker | None) -> str:
    """Return whose figure a figure is: a named speaker stands alone.

    Only the article's own words have no source: they are its outlet's, or the note's.
    """
    if speaker is None or speaker.kind is SpeaksAs.NOTE:
        return "editor's note"
    if speaker.kind is SpeaksAs.OPINION:
        return f"{speaker.name}, opinion"
    if speaker.own:
        return f"{speaker.name}, no source named"
    return f"{speaker.name}, via {speaker.via}" if speaker.via else speaker.name
