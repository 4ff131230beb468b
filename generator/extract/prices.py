"""Numbers on their way to quantities, and the money among them that is a price."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from generator.extract.units import Unit, price


@dataclass(frozen=True, slots=True)
class Atom:
    """A number on its way to a quantity; ``unit`` is empty until one is known."""

    low: float
    high: float
    unit: str
    start: int
    end: int
    scale: float = 1.0  # the magnitude word's factor, which "2.7 to 1.8 thousand" shares
    words: bool = False  # written in letters


#: Where a sentence ends inside a text.
SENTENCE_END = re.compile(r"[.!?]['\"”’)]?\s+[A-Z“\"]")
#: Times that one price in a sentence is another.
FAR = 10
# No rare earth oxide has been quoted above this a kilogram; larger sums are no prices.
_DEAREST_PRICE = 100_000


def converted(text: str, atoms: list[Atom]) -> list[Atom]:
    """Give a sum and its conversion what both are for: "1.6 million yuan ($225,000) a tonne"."""
    converted = list(atoms)
    for index, (left, right) in enumerate(itertools.pairwise(atoms)):
        if not _CONVERSION.fullmatch(text[left.end : right.start]) or not (
            (_is_sum(left) or "/" in left.unit) and _is_sum(right)
        ):
            continue
        money, _, each = left.unit.partition("/")
        if (
            each
            and _is_sum(right)
            and money != right.unit
            and text[right.end : right.end + 1] == ")"
        ):
            converted[index + 1] = replace(right, unit=f"{right.unit}/{each}")
        elif text[right.end : right.end + 1] == ")":
            _, _, each = price(text, Unit(right.unit, 1.0, right.end + 1)).name.partition("/")
            if each:
                converted[index] = replace(left, unit=f"{left.unit}/{each}")
                converted[index + 1] = replace(right, unit=f"{right.unit}/{each}")
    return converted


_CONVERSION = re.compile(r"\s\((?:about\s|approx\.?\s|approximately\s|around\s|or\s)?")


def _is_sum(atom: Atom) -> bool:
    return len(atom.unit) == _ISO and atom.unit.isupper()


_ISO = 3  # letters of a currency


def priced(text: str, atoms: list[Atom]) -> list[Atom]:
    """Make a small sum a price where its sentence prices in that currency ("at $233 and $800")."""
    atoms = [_of_one(text, atom) for atom in atoms]
    return [
        replace(atom, unit=_price_beside(text, atom, atoms[max(0, index - 4) : index + 4]))
        if atom.unit.isupper() and atom.scale == 1.0
        else atom
        for index, atom in enumerate(atoms)
    ]


def _of_one(text: str, atom: Atom) -> Atom:
    one = _OF_ONE.search(text[max(0, atom.start - 80) : atom.start]) if _is_sum(atom) else None
    return (
        replace(atom, unit=price(f" a {one['each']}", Unit(atom.unit, 1.0, 0)).name)
        if one
        else atom
    )


# "A tonne of carbonate fetched $1,450"
_OF_ONE = re.compile(
    r"\b(?:a|one|per|each)\s(?P<each>(?:metric\s)?(?:tonne|ton)|kilogram|kilo|kg|pound)\sof\s[\w\s-]{3,40}?\s"
    r"(?:now\s|then\s)?(?:fetche[sd]|costs?|sold for|sells for|was|is|traded at"
    r"|averaged)\s(?:\w+\s)?$",
    re.IGNORECASE,
)


def _price_beside(text: str, atom: Atom, near: list[Atom]) -> str:
    for other in near:
        near_it = 1 / FAR < atom.high / (other.high or 1.0) < FAR
        if not near_it and atom.high >= _DEAREST_PRICE:
            continue
        if other.unit.startswith(f"{atom.unit}/") and not _apart(text, atom, other):
            return other.unit
    return atom.unit


def _apart(text: str, one: Atom, other: Atom) -> bool:
    """Return whether a sentence ends between two numbers."""
    start, end = sorted((one.end, other.end))
    return bool(SENTENCE_END.search(text[start : end + 1])) or other.unit.endswith("/share")
