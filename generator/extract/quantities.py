"""Find the quantities of a text: a number with its unit, range and qualifier.

A number that names something, and a date, are no quantities.  Research on ready-made libraries
(quantulum3, price-parser) found them weak on this register: "per cent", "A$1.25bn", "a kilogram".
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from generator.extract import qualifiers
from generator.extract.counting import counted
from generator.extract.currencies import currency_before
from generator.extract.dates import dates
from generator.extract.designations import designations
from generator.extract.fractions import fractions
from generator.extract.numerals import NUMBER, in_words, magnitude, value
from generator.extract.prices import FAR, SENTENCE_END, Atom, converted, priced
from generator.extract.units import DURATIONS, Unit, price, unit_after
from generator.model import Quantity


@lru_cache(maxsize=512)  # figures, events and accounts ask for one sentence
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of ``text`` in order.

    Percentages, money, mass, prices, lengths of time and other measures, and counts with their
    noun.  A number that says nothing of its unit takes it from its neighbour in the same sentence
    ("from 22 million to 3.5 million tonnes"), or is left out.
    """
    atoms = _measured(text)
    atoms = _share(text, atoms)
    atoms = _joined(text, atoms)
    atoms = converted(text, _inherited(text, atoms))
    atoms = priced(text, atoms)
    return tuple(_quantity(text, atom) for atom in atoms if atom.unit)


def _measured(text: str) -> list[Atom]:
    taken = [*designations(text), *((span.start, span.end) for span in dates(text, None))]
    found = [Atom(part.value, part.value, part.unit, part.start, part.end, words=True)
             for part in fractions(text)]  # fmt: skip
    taken += [(atom.start, atom.end) for atom in found]
    found += [
        _atom(text, match)
        for match in NUMBER.finditer(text)
        if all(match.end() <= start or match.start() >= end for start, end in taken)
    ]
    return sorted(found, key=lambda atom: atom.start)


def _atom(text: str, match: re.Match[str]) -> Atom:
    """Give a number its unit: the sign before it, the word after it, or the noun it counts."""
    digits = match.group()
    number, scale, words = value(digits), magnitude(digits), in_words(digits)
    if sign := currency_before(text, match.start()):
        unit = price(text, Unit(sign[0], 1.0, match.end()))
        return Atom(number, number, unit.name, sign[1], unit.end, scale)
    if measured := unit_after(text, match.end()):
        number *= measured.factor
        return Atom(number, number, measured.name, match.start(), measured.end, scale, words)
    noun = counted(text, match.end())
    if noun and not (words and number == 1):
        return Atom(number, number, noun[0], match.start(), noun[1], scale, words)
    return Atom(number, number, "", match.start(), match.end(), scale, words)


_LINK = re.compile(
    r"(?:\s?[-–—]\s?|\s(?:to|or|and)\s|,\s)(?:about |around |nearly |roughly |even )?"
    r"|\s(?:out )?of (?:the |some |its |all |about |around |a total of )?"
)


def _share(text: str, atoms: list[Atom]) -> list[Atom]:
    """Let a bare number take the unit behind its partner: "15 to 20 percent", "$250 to 310"."""
    shared = list(atoms)
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        if not _LINK.fullmatch(text[left.end : right.start]):
            continue
        if left.words and left.low == 1.0 and "of" in text[left.end : right.start]:
            continue  # "one of 1,350 people" picks one out
        if left.unit.isupper() and right.unit in ("", left.unit):
            left = shared[index] = _scaled(left, right)
        if not left.unit and right.unit:
            scale = right.scale if left.scale == 1.0 and left.low < 1000 else 1.0
            factor = _factor(text, right)
            low = left.low * scale * factor
            shared[index] = replace(left, low=low, high=low, unit=right.unit, scale=right.scale)
        elif (
            left.unit
            and not right.unit
            and re.fullmatch(r"\s?[-–—]\s?|\s(?:to|or)\s(?:\w+\s)?", text[left.end : right.start])
        ):
            unit = price(text, Unit(left.unit, 1.0, right.end)) if left.unit.isupper() else None
            end = unit.end if unit else right.end
            shared[index + 1] = replace(right, unit=unit.name if unit else left.unit, end=end)
            if unit:
                shared[index] = replace(left, unit=unit.name)
        elif (
            right.unit.startswith(f"{left.unit}/") and left.scale <= right.scale
        ):  # "$700 to $1,000 a kilogram"
            scale = right.scale if left.scale == 1.0 else 1.0
            low = left.low * scale
            shared[index] = replace(left, low=low, high=low, unit=right.unit)
    return shared


def _scaled(left: Atom, right: Atom) -> Atom:
    """Return the first end of "$25-$50 million" in millions; "$900 to $1 million" is no such."""
    if left.scale != 1.0 or right.scale == 1.0 or left.low >= right.low / right.scale:
        return left
    low = left.low * right.scale
    return replace(left, low=low, high=low, scale=right.scale)


def _factor(text: str, atom: Atom) -> float:
    """Return what the unit behind an atom multiplies by ("3 to 4 kt")."""
    match = NUMBER.match(text, atom.start)
    number = value(match.group()) if match else 0.0
    return atom.low / number if number else 1.0


def _joined(text: str, atoms: list[Atom]) -> list[Atom]:
    """Join the two ends of a range; a change ("from 35% to 40%") stays two quantities."""
    joined: list[Atom] = []
    for atom in atoms:
        if joined and _is_range(text, joined[-1], atom):
            left = joined.pop()
            atom = replace(  # noqa: PLW2901  the range takes the place of its second end
                atom, low=min(left.low, atom.low), high=max(left.high, atom.high), start=left.start
            )
        joined.append(atom)
    return joined


_CHANGE = re.compile(r"\bfrom\s(?:about |around |nearly |over |under |some )?$", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?:(?<!goes )(?<!go )(?<!going )(?<!went )(?<!moved )(?<!raised )\b"
    r"(?:up|down|ranging|ranged|ranges|range|anywhere)|[\d%])\s+from\s\w{0,8}\s?$"
)


def _is_range(text: str, left: Atom, right: Atom) -> bool:
    between, before = text[left.end : right.start], text[max(0, left.start - 30) : left.start]
    if not left.unit or left.unit != right.unit or left.low > right.low:
        return False
    if left.unit != "%" and re.search(r"\bby\s(?:about |around )?$", before):
        return False  # "by 2.5 billion to 7.4 billion"; but "by 15% to 20%"
    if re.fullmatch(r"\s?[-–—]\s?(?:about |around |up )?|\sor\s", between):
        return True
    if re.fullmatch(r"\sto\s(?:about |around |nearly )?", between):
        if (
            (left.unit[:1].isupper() or left.unit == "t")
            and left.high
            and right.low > FAR * left.high
        ):
            return False  # "rises 45,000 yuan to 860,000 yuan"
        return not _CHANGE.search(before) or bool(_LEVEL.search(before))
    return between == " and " and bool(re.search(r"\bbetween\s(?:\w+\s)?$", before, re.IGNORECASE))


_BARE_NEXT = re.compile(
    r"(?=$|[.,;:)]|\s(?:and|or|in|for|from|to|of|at|by|had|have|has|were|was|are|is|when|while|as|"
    r"that|with|more|a year|annually|tonnes?|depending|after|under|before|on)\b)"
)


def _inherited(text: str, atoms: list[Atom]) -> list[Atom]:
    """Give a number without unit the one its sentence told last ("Brazil 21 million")."""
    result: list[Atom] = []
    last: Atom | None = None
    for atom in atoms:
        if last and SENTENCE_END.search(text[last.end : atom.start + 1]):
            last = None
        source = _before_aside(text, atom, result) or last
        if not atom.unit and source and _may_inherit(text, atom, source):
            atom = replace(atom, unit=source.unit)  # noqa: PLW2901
        if atom.unit and atom.unit not in DURATIONS:
            last = atom
        result.append(atom)
    return result


# "Added 16 firms on 4 April, the day it put seven metals under licence, and 12 more".
_ASIDE = re.compile(
    r",\s(?:the (?:same )?(?:day|week|month|year)|when|which|who|where|while|after|before|as)\s"
    r"[^,;]*,\s(?:and|plus)\s$"
)


def _before_aside(text: str, atom: Atom, told: list[Atom]) -> Atom | None:
    """Return the last measure told before an aside between commas, for "and 12 more" behind it."""
    more = re.match(r"\s(?:more|others)\b", text[atom.end :])
    aside = _ASIDE.search(text[: atom.start]) if more else None
    before = (each for each in reversed(told) if aside and each.end <= aside.start() and each.unit)
    return next((each for each in before if each.unit not in DURATIONS), None)


def _may_inherit(text: str, atom: Atom, last: Atom) -> bool:
    if not _BARE_NEXT.match(text, atom.end) or last.unit == "times":
        return False
    money = last.unit[:3].isupper() and last.unit[:3].isalpha()
    if money and "/" in last.unit and atom.scale > 1.0:  # "at 1.61 million yuan a tonne … at 6.05
        return atom.scale == last.scale  # million"
    if money and atom.scale == last.scale > 1.0 and _BESIDE.search(text[: atom.start]):
        return True  # "to 320 billion yen from 335 billion"
    if money and "/" in last.unit and _BESIDE.search(text[: atom.start]):
        return 1 / FAR < atom.low / last.high < FAR  # "from $450 a kilo back towards 300"
    if last.unit == "%" or money:  # a percentage or a sum nearly always carries its own sign
        return False
    counts = last.unit not in {"t", "kg", "t/year"}
    return (counts and not atom.words) or atom.low >= 100 or atom.scale > 1.0


_BESIDE = re.compile(r"\b(?:from|to|towards?|against|than|versus)\s(?:about\s|around\s)?$")


def _quantity(text: str, atom: Atom) -> Quantity:
    start, end, qualifier = atom.start, atom.end, None
    if re.search(r"(?:^|[\s(])\+$", text[:start]):
        start -= 1  # "+50%"
    if found := qualifiers.before(text, start, atom.unit):
        qualifier, start = found
    if atom.low != atom.high and (match := re.search(r"\bbetween\s$", text[:start], re.IGNORECASE)):
        start = match.start()
    if trailing := qualifiers.after(text, end):
        qualifier, end = qualifier or trailing[0], trailing[1]
    low, high = round(atom.low, 6), round(atom.high, 6)  # 16.1 million is 16100000.000000002
    return Quantity(text[start:end], low, high, atom.unit, qualifier, start, end)
