"""Take the dateline off a paragraph: place, day and agency, and what they say of the text.

"BEIJING, July 18 (Reuters) -", "Halifax, Nova Scotia--(Newsfile Corp. - August 10, 2022) -".
A dateline is read part by part up to a dash, a colon or a bracket; what follows must begin like a
sentence.  Days are whole ones, year included, in the forms that need no guessing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from generator.text.lexicon import listed
from generator.text.months import MONTHS, day_of
from generator.text.tables import table

_MONTH = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_NAMES = "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(rf"\b{_DAY},?[\s-]+({_NAMES})\.?,?[\s-]+(\d{{4}})(?!\d)", re.IGNORECASE)
_MONTH_FIRST = re.compile(  # the year may be glued to the hour: "Nov 20 20194:29 AM"
    rf"\b({_NAMES})\.?\s+{_DAY},?\s+(\d{{4}})(?!\d(?!\d?:\d\d\s?[ap]\.?m\b))", re.IGNORECASE
)
_AMERICAN = re.compile(  # month first, by its day or by the hour of New York or California
    r"(?<![\d./])(0?[1-9]|1[0-2])/(?:(1[3-9]|2\d|3[01])/(\d\d)(?![\d/])"
    r"|(\d{1,2})/((?:20)?\d\d)(?=,?\s+\d{1,2}:\d\d\s?[AaPp]\.?[Mm]\.?\s[EP]D?T\b))"
)
_NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_YEARLESS = re.compile(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    rf"\b(?:(?:{_NAMES})\.?\s+{_DAY}|{_DAY}\s+(?:{_NAMES}))\b\.?,?(?:\s+\d{{4}}\b)?",
    re.IGNORECASE,
)
_UNOPENED = re.compile(r"[A-Z][^()]{2,40}\) (?=[A-Z])")  # "MENAFN - Live Mint) Pakistan"
_LONGEST = 140  # characters of a dateline
_FARTHEST = 400  # characters in which a head that lost its line breaks ends
_END = re.compile(
    r"\s?(?:--+|[–—―|]|-(?=\s)|(?<=[)/]\s)-(?=[\"'A-Z])|:(?=\s)|(?<=[)/\]])(?=\s))\s*"
)
_BRACKETS = re.compile(r"(?:(?<![^\s])/|\()\s?([^()/\[\]]{2,60}?)\s?[)/]|\[[^()/\[\]]{2,40}\]")
_UPPER = "A-ZÀ-ÖØ-Þ"
_PLACE = re.compile(rf"[{_UPPER}][\w.'-]*(?:\s+(?:of\s+)?[{_UPPER}][\w.'-]*){{0,3}}")
_AGENCY = re.compile(rf"[{_UPPER}][\w.&' -]{{1,45}}|dpa(?:-AFX)?")
_STARTS = re.compile(rf"[\"'(\[]*(?:[{_UPPER}0-9$€£¥]|[ie][A-Z])")
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?"
    r"(?:\s(?:GMT|UTC|[A-Z]{1,4}T)\s*(?:--+|[–—―|:-])?\s*|\s*(?:--+|[–—―|:]|-(?=\s))\s*)(?=\S)"
)
_AT = re.compile(r",?\s+\d{1,2}(?::\d{2}|\.\d{2}(?=\s?[ap]))(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?$")
_STOP = re.compile(r"(?<=[a-z\d)])[.!?][\"']?\s+(?=[A-Z])")
_WORD = re.compile(r"\S\s+(?=[A-ZÀ-Þ])")
_ADDRESS = re.compile(r"(?:www\.)?[\w-]{2,30}(?:\.[a-z]{2,3})?\.[a-zA-Z]{2,4}")
_CITIES = listed("cities")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The length of a dateline at the start of a paragraph, and the publisher it names."""

    length: int
    publisher: str | None = None
    placed: bool = False  # it names a known city, a day or an agency: it can be nothing else


def day_in(text: str) -> tuple[dt.date, ...]:
    """Return the full dates in a text, in its order: "18 July 2025", "2025-07-18", "25/7/2025".

    Of numbers alone only those count that cannot be read in two ways: no "3/4/2025".
    """
    found: list[tuple[int, Any, Any, Any]] = []  # where it stands, year, month, day
    for form, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        matches = form.finditer(text)
        found.extend((m.start(), m[3], _MONTH[m[month][:3].lower()], m[day]) for m in matches)
    found.extend((m.start(), m[1], m[2], m[3]) for m in _ISO.finditer(text))
    found.extend(
        (m.start(), f"20{(m[3] or m[5])[-2:]}", m[1], m[2] or m[4])
        for m in _AMERICAN.finditer(text)
    )
    for at, first, second, year in _numeric(text):
        month, day = sorted((first, second))
        if month == day or day > 12 >= month:  # else it can be read in two ways
            found.append((at, year, month, day))
    return tuple(days_of(parts[1:] for parts in sorted(found, key=lambda each: each[0])))


def without_days(text: str) -> str:
    """Return a text without the days in it, those without a year too."""
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _ISO, _AMERICAN, _NUMERIC, _YEARLESS):
        text = pattern.sub(" ", text)
    return text


def names_a_day(text: str) -> bool:
    """Return whether a whole date stands in a text, also one that can be read in two ways."""
    return bool(day_in(text) or any(True for _ in _numeric(text)))


def days_of(parts: Iterable[tuple[Any, Any, Any]]) -> Iterator[dt.date]:
    """Yield the days that a text may be of, among years, months and days as numbers or text."""
    for year, month, day in parts:
        with suppress(ValueError):
            if found := day_of(dt.date(int(year), int(month), int(day))):
                yield found


def _numeric(text: str) -> Iterator[tuple[int, int, int, int]]:
    return ((m.start(), int(m[1]), int(m[3]), int(m[4])) for m in _NUMERIC.finditer(text))


def clock(paragraph: str) -> int:
    """Return the length of the time at the start of an entry of a live blog, 0 if it has none."""
    match = _CLOCK.match(paragraph)
    return match.end() if match and _starts_a_sentence(paragraph[match.end() :]) else 0


def dateline(paragraph: str, *, first: bool = True) -> Dateline | None:
    """Return the dateline at the start of ``paragraph`` (straight quotes), if it has one.

    A place in small letters or a name alone before a dash counts in the ``first`` paragraph only.
    Several may follow each other: "LAS VEGAS, NV – October 6, 2025 –".
    """
    found: Dateline | None = None
    if _UNOPENED.match(paragraph):
        inside = dateline(f"({paragraph}", first=first)
        return replace(inside, length=inside.length - 1) if inside else None
    length = 0
    for _ in range(3):
        more = _one(paragraph[length : length + _LONGEST + 40], first=first and not length)
        if more is None:
            return found
        length += more.length
        publisher = more.publisher or (found.publisher if found else None)
        found = Dateline(length, publisher, more.placed)
    return found


def dateline_alone(line: str) -> Dateline | None:
    """Return the dateline that is all of a line, as in "SEOUL, Feb. 5 (Yonhap) --"."""
    bare = _AT.sub("", line.rstrip(" –—―-"))
    found = dateline(f"{bare} – The news goes on.")
    if len(line) > _LONGEST or not found or found.length != len(bare) + 3:
        return None
    sure = bare != line or found.publisher or re.search(r"\d", bare)
    return Dateline(len(line), found.publisher, placed=True) if sure else None


def dateline_inside(paragraph: str) -> tuple[int, Dateline] | None:
    """Return where a sure dateline begins after other words, in the first sentence.

    So it does where a head was pasted into one line with its text.  Of a place's words only those
    in capitals, or the last ones, are its name.
    """
    stop = _STOP.search(paragraph[:_FARTHEST])
    most = stop.start() if stop else _FARTHEST
    starts = [match.end() for match in _WORD.finditer(paragraph[:most])]
    found = [(at, line) for at in starts if (line := _one(paragraph[at : at + 180], first=False))]
    sure = [(at, line) for at, line in found if line.placed]
    if not sure:
        return None
    known = (each for each in sure if is_city(_first_place(paragraph[each[0] :])))
    return next(known, sure[-1])


def _first_place(text: str) -> str:
    return re.split(r"[,/(–—:]| -", text, maxsplit=1)[0].strip()


def _one(text: str, *, first: bool) -> Dateline | None:
    """Read one dateline: the head before each mark that may end it is tried, the first three."""
    for number, mark in enumerate(_END.finditer(text, 2, _LONGEST)):
        if number == 4:
            break
        rest = text[mark.end() :]
        if _starts_a_sentence(rest):
            found = _parts(text[: mark.start()], mark[0].strip(), rest, first=first)
            if found:
                return Dateline(mark.end(), *found)
    return None


def _parts(head: str, mark: str, rest: str, *, first: bool) -> tuple[str | None, bool] | None:
    """Return the publisher and whether the form is sure, if ``head`` is a dateline's words."""
    inside = [
        part for found in _BRACKETS.findall(head) for part in re.split(r" ?[-–] |, ", found) if part
    ]
    bare = _AT.sub("", _BRACKETS.sub(" ", head))
    dated = without_days(bare) != bare or any(without_days(part) != part for part in inside)
    agency = next((p for p in inside if without_days(p) == p and _AGENCY.fullmatch(p)), None)
    places = [
        part.strip(" .") for part in re.split(r"[,/]", without_days(bare)) if part.strip(" .")
    ]
    named = agency is not None or dated or not inside
    if not named or len(places) > 4 or not all(map(_PLACE.fullmatch, places)):
        return None
    capitals = bool(places) and places[0].isupper() and len(places[0]) > 2
    city = bool(places) and any(map(is_city, places[:2]))
    known = agency is not None and is_outlet(agency)
    if not mark:
        return (agency, True) if known and (dated or city or capitals or not places) else None
    if dated or (agency and (known or capitals or city)):
        return agency, bool(places) or agency is not None or mark != ":"
    if agency or not places or places[0].lower() in words("no_places"):
        return None
    outlet = places[-1] if is_outlet(places[-1]) else None  # "Example Daily:"
    closed = re.search(r"[–—―]|\s-\s", re.split(r"[.!?]\s", rest, maxsplit=1)[0])
    alone = mark not in {":", "|"} and not closed  # "Halifax, Nova Scotia –"
    sure = capitals or (first and (outlet or city or alone or _YEARLESS.match(rest)))
    return (outlet, city and not outlet) if sure else None  # "TOKYO --", "Lusaka –"


def _starts_a_sentence(rest: str) -> bool:
    return _STARTS.match(rest) is not None and len(rest[:60].split()) >= 3


def is_city(place: str) -> bool:
    """Return whether a name is that of a city that stands in datelines."""
    first = place.lower().split()[:1]
    named = place.title() in _CITIES or place in _CITIES
    return named or (len(place.split()) > 1 and first[0] in words("city_first"))


def is_outlet(name: str) -> bool:
    """Return whether a name is that of a paper, an agency, a station or a news site."""
    name = name.strip().removeprefix("The ").removeprefix("the ")
    if name in words("agencies") or name in outlets() or _ADDRESS.fullmatch(name):
        return True
    found = name.lower().split()
    named = 0 < len(found) <= 5 and name[:1].isupper() and not set(found[:-1]) <= words("beside")
    named = named or (len(found) == 1 and name[:1].isupper() and found[0] not in words("beside"))
    return named and found[-1].endswith(_endings())


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of one list of ``bylines.yml``; "-" stands for a space."""
    return frozenset(str(table("bylines")[name]).split())


@cache
def outlets() -> frozenset[str]:
    """Return the names of papers, agencies and stations that are known."""
    names = (name for key in ("outlets", "state_media") for name in _outlet_data()[key])
    return frozenset(name.removeprefix("The ") for name in names)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(str(_outlet_data()["endings"]).lower().split())


@cache
def _outlet_data() -> dict[str, Any]:
    return table("outlets")
