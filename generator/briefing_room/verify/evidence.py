"""Find the numbers, dates, names and quotations of a text, and those missing from another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.numbers import ROUGH
from briefing_room.extract.dates import dates
from briefing_room.extract.numerals import Numeral, numerals
from briefing_room.extract.quantities import quantities
from briefing_room.extract.units import DURATIONS
from briefing_room.model import DateSpan, Mention, Quantity
from briefing_room.text.lexicon import stem
from briefing_room.text.typography import quotations, space_words

# Capitals inside a sentence; one word after "the" is short for a name: "the Commission".
_CAPITALS = re.compile(
    r"(?<=[a-z,] )(?:(?<!\bthe )[A-Z][\w'-]+|(?<=\bthe )[A-Z][\w'-]+(?= [A-Z]))(?: [A-Z][\w'-]+)*"
)
_EXACT_DIGITS = 9  # significant digits that equal numbers share
_MIN_NOUN_CHARS = 5  # "tanks" is a noun that is counted, "kg" a unit


@dataclass(frozen=True)
class Evidence:
    """A text with its facts; ``anchor`` is the date its "on Thursday" counts from.

    ``resolved`` are dates that the preceding text gives to its words.  Facts are found on demand
    and kept.
    """

    text: str
    anchor: dt.date | None
    catalogue: Catalogue
    resolved: tuple[DateSpan, ...] = ()

    @cached_property
    def spaced(self) -> str:
        """The words in order, normalised for comparison."""
        return space_words(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words in lowercase, without plural endings."""
        return frozenset(map(stem, re.findall(r"[^\W_]+", self.text.lower())))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return quantities(self.text)

    @cached_property
    def spans(self) -> tuple[DateSpan, ...]:
        """The dates of this text alone."""
        return dates(self.text, self.anchor)

    @property
    def dates(self) -> tuple[DateSpan, ...]:
        """The dates of this text and those resolved from the preceding text."""
        return (*self.spans, *self.resolved)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return self.catalogue.find(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """The slugs of the entities that the text names."""
        return frozenset(mention.entity for mention in self.mentions)

    @cached_property
    def covered(self) -> frozenset[int]:
        """The character positions inside quantities, dates and names."""
        spans: Iterable[Quantity | DateSpan | Mention]
        spans = (*self.quantities, *self.spans, *self.mentions)
        return frozenset(position for span in spans for position in range(span.start, span.end))

    @cached_property
    def bare_numbers(self) -> tuple[Numeral, ...]:
        """The numbers in digits, with or without a unit."""
        numbers = numerals(self.text, bytearray(len(self.text)))
        return tuple(number for number in numbers if not number.is_spelled_out)

    def says(self, text: str) -> bool:
        """Whether this text has the words of ``text`` in the same order."""
        return space_words(text).rstrip() + " " in self.spaced

    def has_words(self, name: str) -> bool:
        """Whether this text has the words of a name, singular or plural, in any order."""
        parts = re.findall(r"[^\W_]+", name.removesuffix("'s").lower())
        return all(stem(part) in self.stems for part in parts)


class Stated(NamedTuple):
    """Something a text says that evidence must hold.

    ``kind`` is number, date, name, quotation, or sentence.
    """

    kind: str
    text: str


def missing(text: str, evidence: Evidence) -> list[Stated]:
    """Find what ``text`` states and ``evidence`` lacks; nothing if it has the words in order."""
    if evidence.says(text):
        return []
    statement = Evidence(text, evidence.anchor, evidence.catalogue)
    return [
        *(
            Stated("quotation", quotation)
            for quotation in quotations(text)
            if not evidence.says(quotation)
        ),
        *(Stated("number", given) for given in _missing_numbers(statement, evidence)),
        *(
            Stated("date", span.wording)
            for span in statement.spans
            if not _has_date(span, evidence)
        ),
        *(Stated("name", name) for name in _missing_names(statement, evidence)),
    ]


# --- Numbers -------------------------------------------------------------------------------------


def measured(text: str, unit: str = "") -> Quantity | None:
    """Parse a value as one quantity, in the unit of its page if it has none itself.

    ``None`` if it has no quantity, or several.
    """
    for form in (text, f"{text} {unit}", f"{text} things"):
        found_quantities = quantities(form)
        if len(found_quantities) == 1:
            return found_quantities[0]
    return None


def unit_of(unit: str) -> str:
    """A page's unit as quantities write it, "" for none."""
    forms = (f"5 {unit}", f"5{unit}", f"{unit} 5", f"{unit}5")
    return next((parsed[0].unit for form in forms if len(parsed := quantities(form)) == 1), "")


def same_unit(one: str, other: str) -> bool:
    """Whether two units are the same, ignoring "a year", plurals and words before the noun."""
    heads = (unit.removesuffix("/year").lower().rpartition(" ")[2] for unit in (one, other))
    return len(set(map(stem, heads))) == 1


def same_number(one: Quantity, other: Quantity, digits: int = _EXACT_DIGITS) -> bool:
    """Whether two quantities have the same number, whatever their units."""
    pairs = ((one.low, other.low), (one.high, other.high))
    return all(f"{a:.{digits}g}" == f"{b:.{digits}g}" for a, b in pairs)


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities have the same number and the same unit."""
    return same_unit(one.unit, other.unit) and same_number(one, other)


def counted_noun(unit: str) -> bool:
    """Whether a unit is a noun that is counted, such as companies."""
    return (unit.isalpha() and unit.islower() and len(unit) >= _MIN_NOUN_CHARS) or " " in unit


def fits(said: str, unit: str) -> bool:
    """Whether the unit of a value fits that of its page, which may leave the currency open.

    "$233" fits a page of dollars a kilogram: passages that list prices say so once.
    """
    known = unit_of(unit)
    return (
        not known
        or same_unit(said, known)
        or known.startswith(f"{said}/")
        or (counted_noun(said) and counted_noun(known))
    )


def equals(
    value: Quantity, evidence: Evidence, page_unit: str = "", digits: int = _EXACT_DIGITS
) -> list[Quantity]:
    """Find the quantities of a text that equal a value, to so many digits.

    A number of which the text leaves the unit out ("3,188 tonnes in June, 6,146 in August") is
    one.  Of a row ``page`` is the unit of its page: what counts the same things by another noun
    is one, too, and may leave out what the amount is for ("$233" where prices are a kilogram).
    """
    nouns = counted_noun(value.unit) and same_unit(value.unit, page_unit)
    units = (value.unit, *((page_unit,) if page_unit.startswith(f"{value.unit}/") else ()))
    equal = [
        q
        for q in evidence.quantities
        if same_number(value, q, digits)
        and (any(same_unit(unit, q.unit) for unit in units) or (nouns and counted_noun(q.unit)))
    ]
    bare = [
        Quantity(
            evidence.text[number.start : number.end], *value[1:4], None, number.start, number.end
        )
        for number in evidence.bare_numbers
        if value.low == value.high == number.value and number.start not in evidence.covered
    ]
    if equal or not bare:
        return equal
    known = nouns or any(same_unit(value.unit, q.unit) for q in evidence.quantities)
    return bare if known or evidence.has_words(value.wording.rsplit(" ", 1)[-1]) else []


def _missing_numbers(statement: Evidence, evidence: Evidence) -> Iterator[str]:
    for quantity in statement.quantities:
        if not _has_quantity(quantity, evidence):
            yield quantity.wording
    bare = evidence.bare_numbers
    values = {value for number in bare for value in (number.value, number.value / number.scale)}
    for number in statement.bare_numbers:
        if number.start not in statement.covered and number.value not in values:
            yield statement.text[number.start : number.end]


def _has_quantity(quantity: Quantity, evidence: Evidence) -> bool:
    """Whether the evidence has a quantity, rounded if it says so, or without its unit."""
    rough = (quantity.qualifier or quantity.wording.split()[0]).lower() in ROUGH
    stated_digits = max(1, len(f"{abs(quantity.low):.6g}".replace(".", "").strip("0")))
    if any(
        equals(quantity, evidence, digits=digits)
        for digits in (_EXACT_DIGITS, stated_digits)[: 1 + rough]
    ):
        return True
    if quantity.low == quantity.high == 1 and quantity.unit in DURATIONS:
        return evidence.says(f"a {quantity.unit.removesuffix('s')}")
    return evidence.says(quantity.wording)


# --- Dates and names -----------------------------------------------------------------------------


def _has_date(span: DateSpan, evidence: Evidence) -> bool:
    return evidence.says(span.wording) or any(
        span.date and date.date and date.date.startswith(span.date) for date in evidence.dates
    )


def _missing_names(statement: Evidence, evidence: Evidence) -> Iterator[str]:
    """Yield the names that the evidence has neither by another spelling nor word by word."""
    for mention in statement.mentions:
        name = statement.text[mention.start : mention.end]
        if mention.entity not in evidence.names and not evidence.has_words(name):
            yield name
    for match in _CAPITALS.finditer(statement.text):
        if statement.covered.isdisjoint(range(*match.span())) and not evidence.has_words(match[0]):
            yield match[0]
