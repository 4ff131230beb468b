"""Find the numbers, dates, names and quotations of a text that its evidence lacks.

"Kest sold 5 tonnes in May" needs a text that names Kest and has "5 tonnes" and "May".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.numbers import ROUGH
from briefing_room.extract.dates import find_dates
from briefing_room.extract.numerals import Numeral, find_numerals
from briefing_room.extract.quantities import find_quantities
from briefing_room.extract.units import DURATIONS
from briefing_room.model import DateSpan, Mention, Quantity
from briefing_room.text.addresses import missing_addresses
from briefing_room.text.lexicon import stem
from briefing_room.text.typography import quotations, space_words

# Capitalised words inside a sentence, but not a lone one after "the", which is short for a name:
# "the Commission".
_CAPITALS = re.compile(
    r"(?<=[a-z,] )(?:(?<!\bthe )[A-Z][\w'-]+|(?<=\bthe )[A-Z][\w'-]+(?= [A-Z]))(?: [A-Z][\w'-]+)*"
)
ADDRESS = "address"
_EXACT_DIGITS = 9  # that two equal numbers have in common
_MIN_NOUN_CHARS = 5  # "tanks" is a counted noun, "kg" a unit


@dataclass(frozen=True)
class Evidence:
    """A statement or passage with the facts in it, which are found on demand and kept.

    ``anchor`` is the date from which "on Thursday" counts; ``resolved`` are the dates that the
    text before it gives to its words.
    """

    text: str
    anchor: dt.date | None
    catalogue: Catalogue
    resolved: tuple[DateSpan, ...] = ()

    @cached_property
    def spaced_text(self) -> str:
        """The words as one string, normalised for searching."""
        return space_words(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words in lowercase, without plural endings."""
        return frozenset(map(stem, re.findall(r"[^\W_]+", self.text.lower())))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return find_quantities(self.text)

    @cached_property
    def own_dates(self) -> tuple[DateSpan, ...]:
        """The dates of this text alone."""
        return find_dates(self.text, self.anchor)

    @property
    def dates(self) -> tuple[DateSpan, ...]:
        """The dates of this text and those resolved from the preceding text."""
        return (*self.own_dates, *self.resolved)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return self.catalogue.find(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """The slugs of the entities that the text names."""
        return frozenset(mention.entity for mention in self.mentions)

    @cached_property
    def covered_positions(self) -> frozenset[int]:
        """The character positions inside quantities, dates and names."""
        spans: Iterable[Quantity | DateSpan | Mention]
        spans = (*self.quantities, *self.own_dates, *self.mentions)
        return frozenset(position for span in spans for position in range(span.start, span.end))

    @cached_property
    def bare_numbers(self) -> tuple[Numeral, ...]:
        """The numbers in digits, with or without a unit."""
        numbers = find_numerals(self.text, bytearray(len(self.text)))
        return tuple(number for number in numbers if not number.is_spelled_out)

    def says(self, text: str) -> bool:
        """Whether this text contains ``text``, whatever its capitals and marks."""
        return space_words(text).rstrip() + " " in self.spaced_text

    def has_words(self, name: str) -> bool:
        """Whether this text has the words of a name, singular or plural, in any order."""
        parts = re.findall(r"[^\W_]+", name.removesuffix("'s").lower())
        return all(stem(part) in self.stems for part in parts)


class Claim(NamedTuple):
    """Something that a statement says and its evidence must have.

    ``kind`` is "number", "date", "name", "quotation" or "address".
    """

    kind: str
    text: str


def find_missing(text: str, evidence: Evidence) -> list[Claim]:
    """Find what ``text`` says and ``evidence`` lacks; nothing if it has the whole text."""
    if evidence.says(text):
        return []
    statement = Evidence(text, evidence.anchor, evidence.catalogue)
    return [
        *(
            Claim("quotation", quotation)
            for quotation in quotations(text)
            if not evidence.says(quotation)
        ),
        *(Claim("number", number) for number in _missing_numbers(statement, evidence)),
        *(
            Claim("date", span.wording)
            for span in statement.own_dates
            if not _has_date(span, evidence)
        ),
        *(Claim("name", name) for name in _missing_names(statement, evidence)),
        *(Claim(ADDRESS, address) for address in missing_addresses(text, evidence.text)),
    ]


# --- Numbers -------------------------------------------------------------------------------------


def read_value(text: str, unit: str = "") -> Quantity | None:
    """Read a value as one quantity, in the unit of its page if it has none itself.

    ``None`` if it is no quantity, or several.
    """
    for form in (text, f"{text} {unit}", f"{text} things"):
        if len(parsed := find_quantities(form)) == 1:
            return parsed[0]
    return None


def read_unit(unit: str) -> str:
    """Write the unit of a page as quantities have it, "" for none."""
    forms = (f"5 {unit}", f"5{unit}", f"{unit} 5", f"{unit}5")
    return next((parsed[0].unit for form in forms if len(parsed := find_quantities(form)) == 1), "")


def is_same_unit(unit: str, other: str) -> bool:
    """Whether two units are the same, ignoring "a year", plurals and words before the noun."""
    heads = (text.removesuffix("/year").lower().rpartition(" ")[2] for text in (unit, other))
    return len(set(map(stem, heads))) == 1


def is_same_number(quantity: Quantity, other: Quantity, digits: int = _EXACT_DIGITS) -> bool:
    """Whether two quantities have the same number, whatever their units."""
    pairs = ((quantity.low, other.low), (quantity.high, other.high))
    return all(f"{a:.{digits}g}" == f"{b:.{digits}g}" for a, b in pairs)


def is_same_quantity(quantity: Quantity, other: Quantity) -> bool:
    """Whether two quantities have the same number and the same unit."""
    return is_same_unit(quantity.unit, other.unit) and is_same_number(quantity, other)


def is_counted_noun(unit: str) -> bool:
    """Whether a unit is a counted noun, such as "companies"."""
    return (unit.isalpha() and unit.islower() and len(unit) >= _MIN_NOUN_CHARS) or " " in unit


def unit_fits(unit: str, page_unit: str) -> bool:
    """Whether the unit of a value fits that of its page.

    "$233" fits a page of dollars a kilogram: a passage that lists prices says once what they are
    for.
    """
    expected = read_unit(page_unit)
    return (
        not expected
        or is_same_unit(unit, expected)
        or expected.startswith(f"{unit}/")
        or (is_counted_noun(unit) and is_counted_noun(expected))
    )


def find_equal_quantities(
    value: Quantity, evidence: Evidence, page_unit: str = "", digits: int = _EXACT_DIGITS
) -> list[Quantity]:
    """Find the quantities that equal a value in this many digits.

    A number may lack its unit ("3,188 tonnes in June, 6,146 in August").  For the
    value of a row, ``page_unit`` is the unit of its page: the text may then count the same things
    by another noun, and lack what a price is for ("$233" for dollars a kilogram).
    """
    counts_things = is_counted_noun(value.unit) and is_same_unit(value.unit, page_unit)
    units = (value.unit, *((page_unit,) if page_unit.startswith(f"{value.unit}/") else ()))
    equal = [
        q
        for q in evidence.quantities
        if is_same_number(value, q, digits)
        and (
            any(is_same_unit(unit, q.unit) for unit in units)
            or (counts_things and is_counted_noun(q.unit))
        )
    ]
    without_unit = [
        Quantity(
            evidence.text[number.start : number.end], *value[1:4], None, number.start, number.end
        )
        for number in evidence.bare_numbers
        if value.low == value.high == number.value
        and number.start not in evidence.covered_positions
    ]
    if equal or not without_unit:
        return equal
    has_unit = counts_things or any(is_same_unit(value.unit, q.unit) for q in evidence.quantities)
    has_unit = has_unit or evidence.has_words(value.wording.rsplit(" ", 1)[-1])
    return without_unit if has_unit else []


def _missing_numbers(statement: Evidence, evidence: Evidence) -> Iterator[str]:
    for quantity in statement.quantities:
        if not _has_quantity(quantity, evidence):
            yield quantity.wording
    numbers = evidence.bare_numbers
    values = {value for number in numbers for value in (number.value, number.value / number.scale)}
    for number in statement.bare_numbers:
        if number.start not in statement.covered_positions and number.value not in values:
            yield statement.text[number.start : number.end]


def _has_quantity(quantity: Quantity, evidence: Evidence) -> bool:
    """Whether the evidence has a quantity: rounded if the quantity says so, or without its unit."""
    is_rough = (quantity.qualifier or quantity.wording.split()[0]).lower() in ROUGH
    digits_written = max(1, len(f"{abs(quantity.low):.6g}".replace(".", "").strip("0")))
    if any(
        find_equal_quantities(quantity, evidence, digits=digits)
        for digits in (_EXACT_DIGITS, digits_written)[: 1 + is_rough]
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
    """Yield the names that the evidence has under no spelling, nor word by word."""
    for mention in statement.mentions:
        name = statement.text[mention.start : mention.end]
        if mention.entity not in evidence.names and not evidence.has_words(name):
            yield name
    for match in _CAPITALS.finditer(statement.text):
        if statement.covered_positions.isdisjoint(range(*match.span())) and not evidence.has_words(
            match[0]
        ):
            yield match[0]
