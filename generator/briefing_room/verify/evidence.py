"""What a text gives, and what another says that it does not: numbers, dates, names, quotations."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from briefing_room.catalogue.entries import Catalogue
from briefing_room.catalogue.numbers import ROUGH
from briefing_room.extract.dates import dates
from briefing_room.extract.numerals import Numeral, numerals
from briefing_room.extract.quantities import quantities
from briefing_room.extract.units import DURATIONS
from briefing_room.model import DateSpan, Mention, Quantity
from briefing_room.text.lexicon import stem
from briefing_room.text.typography import quotations, spaced

# Capitals inside a sentence; one word behind "the" is short for a name: "the Commission".
_CAPITALS = re.compile(
    r"(?<=[a-z,] )(?:(?<!\bthe )[A-Z][\w'-]+|(?<=\bthe )[A-Z][\w'-]+(?= [A-Z]))(?: [A-Z][\w'-]+)*"
)
_EXACT = 9  # digits in which two numbers are the same
_SHORTEST = 5  # letters of a noun that is counted: "tanks" is one, "kg" is not


@dataclass(frozen=True)
class Evidence:
    """One text, to be held against another; ``anchor`` is the date its "on Thursday" counts from.

    ``resolved`` are dates that the text before it gives to its words.  Everything is found when it
    is asked for, and once.
    """

    text: str
    anchor: dt.date | None
    catalogue: Catalogue
    resolved: tuple[DateSpan, ...] = ()

    @cached_property
    def spaced(self) -> str:
        """The words in order, to be compared by."""
        return spaced(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words in small letters, without the endings of plurals."""
        return frozenset(map(stem, re.findall(r"[^\W_]+", self.text.lower())))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers with their units."""
        return quantities(self.text)

    @cached_property
    def spans(self) -> tuple[DateSpan, ...]:
        """The dates that stand in this text."""
        return dates(self.text, self.anchor)

    @property
    def dates(self) -> tuple[DateSpan, ...]:
        """The dates of this text, and those that the text before it gives."""
        return (*self.spans, *self.resolved)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The names of the catalogue."""
        return self.catalogue.find(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """The entities named."""
        return frozenset(mention.entity for mention in self.mentions)

    @cached_property
    def covered(self) -> frozenset[int]:
        """The places inside quantities, dates and names."""
        found: Iterable[Quantity | DateSpan | Mention]
        found = (*self.quantities, *self.spans, *self.mentions)
        return frozenset(place for each in found for place in range(each.start, each.end))

    @cached_property
    def bare_numbers(self) -> tuple[Numeral, ...]:
        """The numbers in digits, whatever they count."""
        found = numerals(self.text, bytearray(len(self.text)))
        return tuple(each for each in found if not each.words)

    def says(self, text: str) -> bool:
        """Return whether the words of ``text`` stand here in their order."""
        return spaced(text).rstrip() + " " in self.spaced

    def has_words(self, name: str) -> bool:
        """Return whether the words of a name stand here: "cables" where it has "cable"."""
        parts = re.findall(r"[^\W_]+", name.removesuffix("'s").lower())
        return all(stem(part) in self.stems for part in parts)


class Stated(NamedTuple):
    """Something a text says that evidence must hold.

    ``kind`` is number, date, name, quotation, or sentence.
    """

    kind: str
    text: str


def missing(text: str, evidence: Evidence) -> list[Stated]:
    """Return what ``text`` says that ``evidence`` does not; words in its order are all there."""
    if evidence.says(text):
        return []
    said = Evidence(text, evidence.anchor, evidence.catalogue)
    return [
        *(Stated("quotation", each) for each in quotations(text) if not evidence.says(each)),
        *(Stated("number", given) for given in _numbers(said, evidence)),
        *(Stated("date", span.given) for span in said.spans if not _has_date(span, evidence)),
        *(Stated("name", name) for name in _names(said, evidence)),
    ]


# --- Numbers -------------------------------------------------------------------------------------


def measured(text: str, unit: str = "") -> Quantity | None:
    """Return the one quantity that a value writes, in the unit of its page if it has none itself.

    ``None`` where it writes no quantity, or several.
    """
    for form in (text, f"{text} {unit}", f"{text} things"):
        found = quantities(form)
        if len(found) == 1:
            return found[0]
    return None


def unit_of(unit: str) -> str:
    """Return a page's unit as quantities write it; nothing where no quantity has it."""
    forms = (f"5 {unit}", f"5{unit}", f"{unit} 5", f"{unit}5")
    return next((found[0].unit for form in forms if len(found := quantities(form)) == 1), "")


def same_unit(one: str, other: str) -> bool:
    """Return whether two units are the same: "a year" or not, plural or behind other words."""
    heads = (each.removesuffix("/year").lower().rpartition(" ")[2] for each in (one, other))
    return len(set(map(stem, heads))) == 1


def same_number(one: Quantity, other: Quantity, digits: int = _EXACT) -> bool:
    """Return whether two quantities have the same number, whatever their units."""
    pairs = ((one.low, other.low), (one.high, other.high))
    return all(f"{a:.{digits}g}" == f"{b:.{digits}g}" for a, b in pairs)


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities are the same number of the same unit."""
    return same_unit(one.unit, other.unit) and same_number(one, other)


def counted_noun(unit: str) -> bool:
    """Return whether a unit is a thing that is counted, such as companies."""
    return (unit.isalpha() and unit.islower() and len(unit) >= _SHORTEST) or " " in unit


def fits(said: str, unit: str) -> bool:
    """Return whether a value is in the unit of its page, which may leave the currency open.

    "$233" fits a page of dollars a kilogram: passages that list prices say so once.
    """
    known = unit_of(unit)
    return (
        not known
        or same_unit(said, known)
        or known.startswith(f"{said}/")
        or (counted_noun(said) and counted_noun(known))
    )


def equals(said: Quantity, there: Evidence, page: str = "", digits: int = _EXACT) -> list[Quantity]:
    """Return the quantities of a text that are the one said, in as many digits.

    A number of which the text leaves the unit out ("3,188 tonnes in June, 6,146 in August") is
    one.  Of a row ``page`` is the unit of its page: what counts the same things by another noun
    is one, too, and may leave out what the amount is for ("$233" where prices are a kilogram).
    """
    nouns = counted_noun(said.unit) and same_unit(said.unit, page)
    units = (said.unit, *((page,) if page.startswith(f"{said.unit}/") else ()))
    equal = [
        q
        for q in there.quantities
        if same_number(said, q, digits)
        and (any(same_unit(each, q.unit) for each in units) or (nouns and counted_noun(q.unit)))
    ]
    bare = [
        Quantity(there.text[each.start : each.end], *said[1:4], None, each.start, each.end)
        for each in there.bare_numbers
        if said.low == said.high == each.value and each.start not in there.covered
    ]
    if equal or not bare:
        return equal
    known = nouns or any(same_unit(said.unit, q.unit) for q in there.quantities)
    return bare if known or there.has_words(said.given.rsplit(" ", 1)[-1]) else []


def _numbers(said: Evidence, there: Evidence) -> Iterator[str]:
    for quantity in said.quantities:
        if not _has_quantity(quantity, there):
            yield quantity.given
    bare = there.bare_numbers
    values = {value for each in bare for value in (each.value, each.value / each.scale)}
    for each in said.bare_numbers:
        if each.start not in said.covered and each.value not in values:
            yield said.text[each.start : each.end]


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
    return there.says(span.given) or any(
        span.date and each.date and each.date.startswith(span.date) for each in there.dates
    )


def _names(said: Evidence, there: Evidence) -> Iterator[str]:
    """Yield the names that are not there, neither by another spelling nor in their own words."""
    for mention in said.mentions:
        name = said.text[mention.start : mention.end]
        if mention.entity not in there.names and not there.has_words(name):
            yield name
    for match in _CAPITALS.finditer(said.text):
        if said.covered.isdisjoint(range(*match.span())) and not there.has_words(match[0]):
            yield match[0]
