"""What a text gives, and what another says that it does not: numbers, dates, names, quotations."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.catalogue.numbers import ROUGH
from generator.extract.dates import dates
from generator.extract.quantities import quantities
from generator.extract.units import DURATIONS
from generator.model import DateSpan, Mention, Quantity
from generator.review.reading import quotations, spaced
from generator.review.support import Words, taken_apart
from generator.text.words import stem

_NUMBER = re.compile(r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)(?: (thousand|million|billion))?(?!\w)")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
# Capitals inside a sentence; one word behind "the" is short for a name: "the Commission".
_CAPITALS = re.compile(
    r"(?<=[a-z,] )(?:(?<!\bthe )[A-Z][\w'-]+|(?<=\bthe )[A-Z][\w'-]+(?= [A-Z]))(?: [A-Z][\w'-]+)*"
)
_EXACT = 9  # digits in which two numbers are the same


@dataclass(frozen=True)
class Evidence:
    """One text, to be held against another; ``anchor`` is the date its "on Thursday" counts from.

    ``told`` are more dates that it gives.  Everything is found when it is asked for, and once.
    """

    text: str
    anchor: dt.date | None
    catalogue: Catalogue
    told: tuple[DateSpan, ...] = ()

    @cached_property
    def spaced(self) -> str:
        """The words in order, to be compared by."""
        return spaced(self.text)

    @cached_property
    def words(self) -> Words:
        """The words taken apart."""
        return taken_apart(self.text, self.catalogue)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers with their units."""
        return quantities(self.text)

    @cached_property
    def spans(self) -> tuple[DateSpan, ...]:
        """The dates that stand in this text."""
        return dates(self.text, self.anchor)

    @cached_property
    def dates(self) -> tuple[DateSpan, ...]:
        """The dates of this text, and those told beside it."""
        return (*self.spans, *self.told)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The names of the catalogue."""
        return self.catalogue.find(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """The entities named; a compound ("copper-nickel") names each of its parts."""
        parted = re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", " ", self.text)
        more = self.catalogue.find(parted) if parted != self.text else ()
        return frozenset(found.entity for found in (*self.mentions, *more))

    @cached_property
    def covered(self) -> frozenset[int]:
        """The places inside quantities, dates and names."""
        found = [(quantity.start, quantity.end) for quantity in self.quantities]
        found += [(span.start, span.end) for span in self.spans]
        found += [(mention.start, mention.end) for mention in self.mentions]
        return frozenset(place for start, end in found for place in range(start, end))

    @cached_property
    def digits(self) -> frozenset[float]:
        """The numbers in digits, with and without "million"."""
        found = bare_numbers(self.text)
        return frozenset(n for m, value in found for n in (value, _plain(m[1])))

    @cached_property
    def loose(self) -> tuple[tuple[re.Match[str], float], ...]:
        """The numbers in digits that have no unit and are no part of a date or a name."""
        found = bare_numbers(self.text)
        return tuple((m, value) for m, value in found if m.start() not in self.covered)

    def says(self, text: str) -> bool:
        """Return whether the words of ``text`` stand here in their order."""
        return spaced(text).rstrip() + " " in self.spaced


class Item(NamedTuple):
    """Something a text says that evidence must hold.

    ``kind`` is number, date, name, quotation, or sentence.
    """

    kind: str
    text: str


def missing(text: str, evidence: Evidence) -> list[Item]:
    """Return what ``text`` says that ``evidence`` does not; words in its order are all there."""
    if evidence.says(text):
        return []
    said = Evidence(text, evidence.anchor, evidence.catalogue)
    return [
        *(Item("quotation", each) for each in quotations(text) if not evidence.says(each)),
        *_numbers(said, evidence),
        *(Item("date", span.given) for span in said.spans if not _has_date(span, evidence)),
        *_names(said, evidence),
    ]


def holds(item: Item, evidence: Evidence) -> bool:
    """Return whether ``evidence`` has an item that another text lacks."""
    if item.kind in {"quotation", "sentence"}:
        return evidence.says(item.text)
    return not missing(item.text, evidence)


# --- Numbers -------------------------------------------------------------------------------------


def alike(one: str, other: str) -> bool:
    """Return whether two units are the same: "a year" or not, plural or behind other words."""
    return _unit(one) == _unit(other)


def same_value(one: Quantity, other: Quantity, digits: int = _EXACT) -> bool:
    """Return whether two quantities have the same number, whatever their units."""
    return _value(one, digits) == _value(other, digits)


def counted_noun(unit: str) -> bool:
    """Return whether a unit is a thing that is counted, such as companies."""
    return (unit.isalpha() and unit.islower() and len(unit) > len("years") - 1) or " " in unit


def equals(said: Quantity, there: Evidence, page: str = "", digits: int = _EXACT) -> list[Quantity]:
    """Return the quantities of a text that are the one said, in as many digits.

    A number of which the text leaves the unit out ("3,188 tonnes in June, 6,146 in August") is
    one.  Of a row ``page`` is the unit of its page: what counts the same things by another noun
    is one, too, and may leave out what the amount is for ("$233" where prices are a kilogram).
    """
    nouns = counted_noun(said.unit) and alike(said.unit, page)
    units = (said.unit, *((page,) if page.startswith(f"{said.unit}/") else ()))
    equal = [
        q
        for q in there.quantities
        if same_value(said, q, digits)
        and (any(alike(each, q.unit) for each in units) or (nouns and counted_noun(q.unit)))
    ]
    bare = [
        Quantity(match[0], said.low, said.high, said.unit, None, *match.span())
        for match, value in there.loose
        if said.low == said.high == value
    ]
    if equal or not bare:
        return equal
    known = nouns or any(alike(said.unit, q.unit) for q in there.quantities)
    return bare if known or _worded(said.given.rsplit(" ", 1)[-1], there) else []


def bare_numbers(text: str) -> Iterator[tuple[re.Match[str], float]]:
    """Yield the numbers in digits with their values, whatever they count."""
    for match in _NUMBER.finditer(text):
        yield match, _plain(match[1]) * _SCALES.get(match[2] or "", 1)


def _plain(number: str) -> float:
    return float(number.replace(",", ""))


def _unit(unit: str) -> str:
    words = unit.removesuffix("/year").lower().split()
    return stem(words[-1]) if words else ""


def _value(quantity: Quantity, digits: int) -> tuple[str, str]:
    return f"{quantity.low:.{digits}g}", f"{quantity.high:.{digits}g}"


def _numbers(said: Evidence, there: Evidence) -> Iterator[Item]:
    for quantity in said.quantities:
        if not _has_quantity(quantity, there):
            yield Item("number", quantity.given)
    for match, value in bare_numbers(said.text):
        if match.start() not in said.covered and value not in there.digits:
            yield Item("number", match[0])


def _has_quantity(quantity: Quantity, there: Evidence) -> bool:
    """Return whether a quantity is there, rounded if it says so, or with its unit left out."""
    rough = (quantity.qualifier or quantity.given.split()[0]).lower() in ROUGH
    shorter = max(1, len(f"{abs(quantity.low):.6g}".replace(".", "").strip("0")))
    if any(equals(quantity, there, digits=size) for size in (_EXACT, shorter)[: 1 + rough]):
        return True
    if quantity.low == quantity.high == 1 and quantity.unit in DURATIONS:
        return there.says(f"a {quantity.unit.removesuffix('s')}")
    return there.says(quantity.given)


# --- Dates and names -----------------------------------------------------------------------------


def _has_date(span: DateSpan, there: Evidence) -> bool:
    """Return whether a date is there; one without a year is there in any year."""
    told, year = span.date or "", (span.date or "")[:4]
    days = [each.date or "" for each in there.dates]
    known = told and any(day.startswith(told) for day in days)
    if not known and told[4:] and year not in span.given:
        known = any(day[4:].startswith(told[4:]) for day in days)
    return bool(known) or there.says(span.given)


def _names(said: Evidence, there: Evidence) -> Iterator[Item]:
    """Yield the names that are not there, neither by another spelling nor in their own words."""
    for mention in said.mentions:
        name = said.text[mention.start : mention.end]
        if mention.entity not in there.names and not _worded(name, there):
            yield Item("name", name)
    for match in _CAPITALS.finditer(said.text):
        if said.covered.isdisjoint(range(*match.span())) and not _worded(match[0], there):
            yield Item("name", match[0])


def _worded(name: str, there: Evidence) -> bool:
    """Return whether the words of a name stand there: "cables" where it has "cable"."""
    parts = [stem(part) for part in re.findall(r"[^\W_]+", name.removesuffix("'s").lower())]
    return all(part in there.words.telling for part in parts)
