"""Find the quantities of a text: a number with its unit, range and qualifier.

A date is not a quantity, nor is a number in a name.  Libraries (quantulum3, price-parser) proved
weak on news: "per cent", "A$1.25bn", "a kilogram".  Units, currencies, qualifiers and number words
are tables in ``data/``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing_room.extract.dates import forms
from briefing_room.extract.numerals import Numeral, designations, numerals, shares
from briefing_room.extract.units import (
    AREAS,
    CURRENCIES,
    DURATIONS,
    UnitMatch,
    counted,
    price,
    unit_after,
)
from briefing_room.model import Quantity
from briefing_room.text.lexicon import any_of, spelled, table, verb_forms

_QUALIFIERS = table("qualifiers")
_QUALIFIER_NAMES = {
    form: name for name, row in _QUALIFIERS["before"].items() for form in spelled(row)
}
_AFTER_NAMES = {form: name for name, row in _QUALIFIERS["after"].items() for form in spelled(row)}
_QUALIFIER_BEFORE = re.compile(rf"(?<!\w)(?:{any_of(_QUALIFIER_NAMES)})\s?$", re.IGNORECASE)
_QUALIFIER_AFTER = re.compile(
    rf"\s(?P<words>{any_of(form for form in _AFTER_NAMES if form != '+')})\b|\s?(?P<sign>\+)(?!\w)"
)
_MOVES = verb_forms(_QUALIFIERS["moves up"])
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_QUALIFIER_LETTERS = 40  # letters that a qualifier and the word before it take
_MAX_PRICE_RATIO = 10  # how many times one price in a sentence may be another
_MAX_PRICE = 100_000  # a higher sum is not the price of one kilogram or share
_MAX_BARE_COUNT, _MAX_BARE_SUM = (
    100,
    1000,
)  # a bare number below these is a count, or not a sum in thousands
_MASSES = frozenset({"t", "kg", "t/year"})


@dataclass(frozen=True, slots=True)
class _Atom:
    """A number that may become a quantity; ``unit`` is empty until it is known."""

    low: float
    high: float
    unit: str
    start: int
    end: int
    scale: float = 1.0  # the magnitude word's factor, which "2.7 to 1.8 thousand" shares
    factor: float = 1.0  # what the unit multiplied by ("3 to 4 kt")
    words: bool = False  # written in letters

    @property
    def is_sum(self) -> bool:
        """Whether a unit is money, and not a price."""
        return self.unit in CURRENCIES


@lru_cache(maxsize=512)  # several stages read the same sentence
def quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities of ``text``, in order.

    They are percentages, money, mass, prices, lengths of time, other measures, and counts with
    their noun.  A number without a unit takes that of its neighbour in the same sentence ("from 22
    million to 3.5 million tonnes"), or is left out.
    """
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    taken = bytearray(len(text))
    _take(taken, *designations(text), *(match.span() for _, match in forms(text)))
    found = [share for share in shares(text) if taken.find(1, share.start, share.end) < 0]
    _take(taken, *((share.start, share.end) for share in found))
    found += numerals(text, taken)
    measured = [_atom(text, number) for number in sorted(found, key=lambda number: number.start)]
    atoms = _joined(text, _shared(text, measured))
    atoms = _priced(_inherited(text, atoms, ends), ends)
    return tuple(_quantity(text, atom) for atom in atoms if atom.unit)


def _take(taken: bytearray, *spans: tuple[int, int]) -> None:
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)


def _atom(text: str, number: Numeral) -> _Atom:
    """Find the unit of a number: the sign before it, the word after it, or the noun it counts."""
    name, factor, end = "", 1.0, number.end
    if number.unit in CURRENCIES:
        name, _, end = price(text, UnitMatch(number.unit, 1.0, end))
    elif number.unit:
        name = number.unit
    elif measured := unit_after(text, end, number.value, number.scale):
        name, factor, end = measured
    elif (noun := counted(text, end)) and not (number.words and number.value == 1):
        name, end = noun
    low = number.value * factor
    return _Atom(low, low, name, number.start, end, number.scale, factor, number.words)


def _quantity(text: str, atom: _Atom) -> Quantity:
    start, end, qualifier = atom.start, atom.end, None
    lead = text[max(0, start - _QUALIFIER_LETTERS) : start]
    if found := _before(lead, atom.unit):
        qualifier, lead = found[0], lead[: found[1]]
    elif lead.endswith("+") and not lead[-2:-1].isalnum():  # "+50%"
        lead = lead[:-1]
    if atom.low != atom.high and (match := _BETWEEN.search(lead)):
        lead = lead[: match.start()]
    start -= min(start, _QUALIFIER_LETTERS) - len(lead)
    if (trailing := _QUALIFIER_AFTER.match(text, end)) is not None:
        qualifier = qualifier or _AFTER_NAMES[trailing["words"] or "+"]
        end = trailing.end()
    low, high = round(atom.low, 6), round(atom.high, 6)  # 16.1 million is 16100000.000000002
    return Quantity(text[start:end], low, high, atom.unit, qualifier, start, end)


def _before(lead: str, unit: str) -> tuple[str, int] | None:
    """Find the qualifier right before a number, and where it begins."""
    match = _QUALIFIER_BEFORE.search(lead)
    if match is None:
        return None
    form = " ".join(match[0].lower().split())
    last = (lead[: match.start()].lower().split() or [""])[-1]
    if form == "over" and (unit in DURATIONS or unit in AREAS):
        return None  # "invest 500 billion over four years" mostly means during
    if form == "up to" and last in _MOVES:
        return None
    return _QUALIFIER_NAMES[form], match.start()


# --- What a number takes from its neighbours -----------------------------------------------------

# "15 to 20 percent", "$25-50 million", "from 22 million to 3.5 million tonnes", "at $233 and $800 a
# kilogram": the ends of a range, a unit told once, a price.

# Where a sentence ends.
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]?\s+[A-Z“\"]")


def _apart(ends: list[int], one: int, other: int) -> bool:
    """Whether a sentence ends between two places."""
    return bisect_left(ends, min(one, other)) < bisect_left(ends, max(one, other))


_LINK = re.compile(
    r"(?:\s?[-–—]\s?|\s(?:to|or|and)\s|,\s)(?:about |around |nearly |roughly |even )?"
    r"|\s(?P<of>(?:out )?of) (?:the |some |its |all |about |around |a total of )?"
)
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|or)\s(?:\w+\s)?")


def _shared(text: str, atoms: list[_Atom]) -> list[_Atom]:
    """Let a bare number take the unit of its partner: "15 to 20 percent", "$250 to 310"."""
    shared = list(atoms)
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        between = text[first.end : second.start]
        link = _LINK.fullmatch(between)
        if link is None or (first.words and first.low == 1.0 and link["of"]):
            continue  # "one of 1,350 people" picks one out
        shared[index : index + 2] = _pair(text, first, second, between)
    return shared


def _pair(text: str, first: _Atom, second: _Atom, between: str) -> tuple[_Atom, _Atom]:
    """Let each of two linked numbers take from the other what it lacks."""
    scaled = first.scale == 1.0 < second.scale
    if first.is_sum and second.unit in {"", first.unit} and scaled:
        if first.low < second.low / second.scale:  # "$25-$50 million", not "$900 to $1 million"
            first = _like(first, second.scale, replace(second, unit=first.unit))
    elif not first.unit and second.unit:
        scale = second.scale if scaled and first.low < _MAX_BARE_SUM else 1.0
        return _like(first, scale * second.factor, second), second
    elif second.unit.startswith(f"{first.unit}/") and first.scale <= second.scale:
        return _like(first, 1.0, second), second
    if first.unit and not second.unit and _RANGE.fullmatch(between):
        unit = UnitMatch(first.unit, 1.0, second.end)
        unit = price(text, unit) if first.is_sum else unit
        return replace(first, unit=unit.name), replace(second, unit=unit.name, end=unit.end)
    return first, second


def _like(first: _Atom, factor: float, second: _Atom) -> _Atom:
    """Multiply the left number by a factor, and give it the unit of the right one."""
    low = first.low * factor
    return replace(first, low=low, high=low, unit=second.unit, scale=second.scale)


_FROM = re.compile(r"\bfrom\s(?:about |around |nearly |over |under |some )?$", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?:(?<!goes )(?<!go )(?<!going )(?<!went )(?<!moved )(?<!raised )\b"
    r"(?:up|down|ranging|ranged|ranges|range|anywhere)|[\d%])\s+from\s\w{0,8}\s?$"
)
_BY = re.compile(r"\bby\s(?:about |around )?$")
_BETWEEN_TWO = re.compile(r"\bbetween\s(?:\w{1,20}\s)?$", re.IGNORECASE)
_DASH = re.compile(r"\s?[-–—]\s?(?:about |around |up )?|\sor\s")
_UP_TO = re.compile(r"\sto\s(?:about |around |nearly )?")


def _joined(text: str, atoms: list[_Atom]) -> list[_Atom]:
    """Join the two ends of a range; a change ("from 35% to 40%") stays two quantities."""
    joined: list[_Atom] = []
    for atom in atoms:
        if joined and _is_range(text, joined[-1], atom):
            first = joined.pop()
            low, high = min(first.low, atom.low), max(first.high, atom.high)
            joined.append(replace(atom, low=low, high=high, start=first.start))
        else:
            joined.append(atom)
    return joined


def _is_range(text: str, first: _Atom, second: _Atom) -> bool:
    same = first.unit == second.unit != "" and first.low <= second.low
    if not same:
        return False
    between, before = text[first.end : second.start], text[max(0, first.start - 30) : first.start]
    if first.unit != "%" and _BY.search(before):
        return False  # "by 2.5 billion to 7.4 billion"; but "by 15% to 20%"
    if _DASH.fullmatch(between):
        return True
    if _UP_TO.fullmatch(between):
        return not _FROM.search(before) or bool(_LEVEL.search(before))
    return between == " and " and bool(_BETWEEN_TWO.search(before))


_BARE = re.compile(
    r"(?=$|[.,;:)]|\s(?:and|or|in|for|from|to|of|at|by|had|have|has|were|was|are|is|when|while|as|"
    r"that|with|more|a year|annually|tonnes?|depending|after|under|before|on)\b)"
)


def _inherited(text: str, atoms: list[_Atom], ends: list[int]) -> list[_Atom]:
    """Give a number without a unit the last one of its sentence ("Brazil 21 million")."""
    result: list[_Atom] = []
    last: _Atom | None = None
    for number in atoms:
        atom = number
        if last and _apart(ends, last.end, atom.start + 1):
            last = None
        if not atom.unit and last and _may_inherit(text, atom, last):
            atom = replace(atom, unit=last.unit)
        if atom.unit and atom.unit not in DURATIONS:
            last = atom
        result.append(atom)
    return result


def _may_inherit(text: str, atom: _Atom, last: _Atom) -> bool:
    more = atom.scale == 1.0 and text.startswith(" more", atom.end)  # "and 12 more": of what?
    if more or not _BARE.match(text, atom.end):
        return False
    money, _, each = last.unit.partition("/")
    if money in CURRENCIES:  # a sum carries its own sign, a price not always
        return bool(each) and atom.scale == last.scale > 1.0
    if last.unit in {"%", "times"}:
        return False
    counts = last.unit not in _MASSES
    return (counts and not atom.words) or atom.low >= _MAX_BARE_COUNT or atom.scale > 1.0


def _priced(atoms: list[_Atom], ends: list[int]) -> list[_Atom]:
    """Read a small sum as a price if its sentence has one in that currency ("at $233 and $800")."""
    found = list(atoms)
    for index, atom in enumerate(atoms):
        for other in atoms[max(0, index - 4) : index + 4] if atom.is_sum else ():
            money, _, each = other.unit.partition("/")
            priced = atom.scale == 1.0 and money == atom.unit and each not in {"", "share"}
            alike = (
                atom.high < _MAX_PRICE
                or 1 / _MAX_PRICE_RATIO < atom.high / (other.high or 1.0) < _MAX_PRICE_RATIO
            )
            if priced and alike and not _apart(ends, atom.end, other.end):
                found[index] = replace(atom, unit=other.unit)
                break
    return found
