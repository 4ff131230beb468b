"""Find the quantities of a text: a number with its unit, range and qualifier.

A number that names something, and a date, are no quantities.  Research on ready-made libraries
(quantulum3, price-parser) found them weak on this register: "per cent", "A$1.25bn", "a kilogram".
Units, currencies, qualifiers and number words are tables in ``generator/data``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.extract.dates import forms
from generator.extract.numerals import Numeral, designations, numerals, shares
from generator.extract.ranges import Atom, settled
from generator.extract.units import AREAS, DURATIONS, Unit, counted, price, unit_after
from generator.model import Quantity
from generator.text.tables import any_of, spelled, table

_TABLE = table("qualifiers")
_NAMES = {form: name for name, row in _TABLE["before"].items() for form in spelled(row)}
_AFTER_NAMES = {form: name for name, row in _TABLE["after"].items() for form in spelled(row)}
_BEFORE = re.compile(rf"(?<!\w)(?:{any_of(_NAMES)})\s?$", re.IGNORECASE)
_AFTER = re.compile(
    rf"\s(?P<words>{any_of(form for form in _AFTER_NAMES if form != '+')})\b|\s?(?P<sign>\+)(?!\w)"
)
_LASTS = frozenset(_TABLE["lasts"].split())
_COVERS = frozenset(_TABLE["covers"].split())
_MOVES = frozenset(_TABLE["moves up"].split())
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_WINDOW = 40  # letters in which a qualifier and the word before it stand


@lru_cache(maxsize=512)  # several stages ask for one sentence
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of ``text`` in order.

    Percentages, money, mass, prices, lengths of time and other measures, and counts with their
    noun.  A number that says nothing of its unit takes it from its neighbour in the same sentence
    ("from 22 million to 3.5 million tonnes"), or is left out.
    """
    atoms = settled(text, _measured(text))
    return tuple(_quantity(text, atom) for atom in atoms if atom.unit)


def _measured(text: str) -> list[Atom]:
    taken = bytearray(len(text))
    _take(taken, *designations(text), *(match.span() for _, match in forms(text)))
    found = [
        Atom(share.value, share.value, share.unit, share.start, share.end, words=True)
        for share in shares(text)
        if taken.find(1, share.start, share.end) < 0
    ]
    _take(taken, *((atom.start, atom.end) for atom in found))
    found += [_atom(text, number) for number in numerals(text, taken)]
    return sorted(found, key=lambda atom: atom.start)


def _take(taken: bytearray, *spans: tuple[int, int]) -> None:
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)


def _atom(text: str, number: Numeral) -> Atom:
    """Give a number its unit: the sign before it, the word after it, or the noun it counts."""
    name, factor, end = "", 1.0, number.end
    if number.currency:
        name, _, end = price(text, Unit(number.currency, 1.0, end))
    elif measured := unit_after(text, end, number.value, number.scale):
        name, factor, end = measured
    elif (noun := counted(text, end)) and not (number.words and number.value == 1):
        name, end = noun
    low = number.value * factor
    return Atom(low, low, name, number.start, end, number.scale, factor, number.words)


def _quantity(text: str, atom: Atom) -> Quantity:
    start, end, qualifier = atom.start, atom.end, None
    lead = text[max(0, start - _WINDOW) : start]
    if found := _before(lead, atom.unit):
        qualifier, lead = found[0], lead[: found[1]]
    elif lead.endswith("+") and not lead[-2:-1].isalnum():  # "+50%"
        lead = lead[:-1]
    if atom.low != atom.high and (match := _BETWEEN.search(lead)):
        lead = lead[: match.start()]
    start -= min(start, _WINDOW) - len(lead)
    if (trailing := _AFTER.match(text, end)) is not None:
        qualifier = qualifier or _AFTER_NAMES[trailing["words"] or "+"]
        end = trailing.end()
    low, high = round(atom.low, 6), round(atom.high, 6)  # 16.1 million is 16100000.000000002
    return Quantity(text[start:end], low, high, atom.unit, qualifier, start, end)


def _before(lead: str, unit: str) -> tuple[str, int] | None:
    """Return the qualifier at the end of the words before a number, and where it begins."""
    match = _BEFORE.search(lead)
    if match is None:
        return None
    form = " ".join(match[0].lower().split())
    last = (lead[: match.start()].lower().split() or [""])[-1]
    first = form.split()[0]
    if form.endswith(("over", "under")) and unit in DURATIONS and not {first, last} & _LASTS:
        return None  # "invest 500 billion over four years" mostly means during
    if form.endswith("over") and unit in AREAS and last in _COVERS:
        return None
    if form == "up to" and last in _MOVES:
        return None
    return _NAMES[form], match.start()
