"""Find quantities: numbers with their unit, range and qualifier.

Dates and numbers in names are not quantities.  The libraries quantulum3 and price-parser often fail
on the wording of news: "per cent", "A$1.25bn", "a kilogram".  Units, currencies, qualifiers and
number words are tables in ``data/``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing_room.extract.dates import date_matches
from briefing_room.extract.designations import find_designations
from briefing_room.extract.numerals import Numeral, find_numerals, find_shares
from briefing_room.extract.units import (
    AREAS,
    CURRENCIES,
    DURATIONS,
    UnitMatch,
    counted_noun,
    read_price,
    unit_after,
)
from briefing_room.model import Quantity
from briefing_room.text.lexicon import alternatives, spellings, table, verb_forms

_QUALIFIERS, _NUMERALS = table("qualifiers"), table("numerals")
_QUALIFIERS_BEFORE, _QUALIFIERS_AFTER = (
    {spelling: name for name, row in _QUALIFIERS[place].items() for spelling in spellings(row)}
    for place in ("before", "after")
)
_QUALIFIER_BEFORE = re.compile(rf"(?<!\w)(?:{alternatives(_QUALIFIERS_BEFORE)})\s?$", re.IGNORECASE)
_QUALIFIER_AFTER = re.compile(rf"(?:\s|(?=[+-]))(?P<words>{alternatives(_QUALIFIERS_AFTER)})(?!\w)")
_RISING_VERBS = verb_forms(_QUALIFIERS["moves up"])
_QUALIFIER_CHARS = 40  # characters before a number that are searched for a qualifier
_MAX_PRICE_RATIO = 10  # between two prices in one sentence
_MAX_PRICE = 100_000  # a higher sum is not the price of one kilogram or share
_MIN_BARE_AMOUNT = 100  # a lower number without a unit may be a count
_THOUSAND = 1000
_MAX_FALL = 100  # times: "from 22 to 3.5 million" is a fall, "from 900 to 1 million" a rise
_MASSES = frozenset({"t", "kg", "t/year"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number that may become a quantity; ``unit`` is empty until it is known."""

    low: float
    high: float
    unit: str
    start: int
    end: int
    scale: float = 1.0  # of the magnitude word: 1000 in "2.7 to 1.8 thousand"
    factor: float = 1.0  # of the unit: 1000 in "3 to 4 kt"
    is_spelled_out: bool = False
    qualifier: str | None = None  # one before the unit: "30-odd firms"

    @property
    def is_sum(self) -> bool:
        """Whether the unit is a currency, and not a price such as ``USD/kg``."""
        return self.unit in CURRENCIES


@lru_cache(maxsize=512)  # several stages read the same sentence
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities of ``text``, in order.

    A quantity is a percentage, a sum, a price, a mass or other measure, or a count with its noun.
    A number without a unit takes the unit of its neighbour in the sentence ("from 22 million to 3.5
    million tonnes"); if there is none, it is left out.
    """
    sentence_ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    occupied = bytearray(len(text))
    _occupy(occupied, *find_designations(text), *(match.span() for _, match in date_matches(text)))
    numbers = [share for share in find_shares(text) if occupied.find(1, share.start, share.end) < 0]
    _occupy(occupied, *((share.start, share.end) for share in numbers))
    numbers += find_numerals(text, occupied)
    numbers.sort(key=lambda number: number.start)
    next_starts = (*(number.start for number in numbers[1:]), len(text))
    candidates = [_measure(text, *pair) for pair in zip(numbers, next_starts, strict=False)]
    candidates = _join_ranges(text, _share_units(text, candidates))
    candidates = _read_prices(_inherit_units(text, candidates, sentence_ends), sentence_ends)
    return tuple(_make_quantity(text, candidate) for candidate in candidates if candidate.unit)


def _occupy(occupied: bytearray, *spans: tuple[int, int]) -> None:
    for start, end in spans:
        occupied[start:end] = b"\1" * (end - start)


def _measure(text: str, number: Numeral, next_start: int) -> _Candidate:
    """Find the unit of a number: the sign before it, the word after it, or the noun it counts.

    The next number begins at ``next_start``.  In "three or four firms" only four gets the noun.
    """
    name, factor, end, qualifier = number.unit, 1.0, number.end, None
    if name in CURRENCIES:
        name, _, end = read_price(text, UnitMatch(name, 1.0, end))
    elif not name:
        match = _QUALIFIER_AFTER.match(text, end)
        after = match.end() if match else end
        is_one = number.is_spelled_out and number.value == 1
        is_linked = _LINK_OF_NUMBERS.fullmatch(text, end, next_start) is not None
        if unit := unit_after(text, after, number.value, number.scale):
            name, factor, end = unit
        elif not (is_one or is_linked) and (noun := counted_noun(text, after)):
            name, end = noun
        qualifier = _QUALIFIERS_AFTER[match["words"]] if match and name else None
    amount = number.value * factor
    return _Candidate(
        amount,
        amount,
        name,
        number.start,
        end,
        number.scale,
        factor,
        number.is_spelled_out,
        qualifier,
    )


def _make_quantity(text: str, candidate: _Candidate) -> Quantity:
    start, end, qualifier = candidate.start, candidate.end, candidate.qualifier
    before = text[max(0, start - _QUALIFIER_CHARS) : start]
    if known := _qualifier_before(before, candidate.unit):
        qualifier, before = known[0], before[: known[1]]
    elif before.endswith("+") and not before[-2:-1].isalnum():  # "+50%"
        before = before[:-1]
    if candidate.low != candidate.high and (match := _BETWEEN_BEFORE.search(before)):
        before = before[: match.start()]
    start -= min(start, _QUALIFIER_CHARS) - len(before)
    if (match_after := _QUALIFIER_AFTER.match(text, end)) is not None:
        qualifier = qualifier or _QUALIFIERS_AFTER[match_after["words"]]
        end = match_after.end()
    low, high = (
        round(candidate.low, 6),
        round(candidate.high, 6),
    )  # 16.1 million is 16100000.000000002
    return Quantity(text[start:end], low, high, candidate.unit, qualifier, start, end)


def _qualifier_before(before: str, unit: str) -> tuple[str, int] | None:
    """The qualifier right before a number, and where it begins in ``before``."""
    match = _QUALIFIER_BEFORE.search(before)
    if match is None:
        return None
    words = " ".join(match[0].lower().split())
    word_before = (before[: match.start()].lower().split() or [""])[-1]
    if words == "over" and (unit in DURATIONS or unit in AREAS):
        return None  # "invest 500 billion over four years" mostly means during
    if words == "up to" and word_before in _RISING_VERBS:
        return None
    return _QUALIFIERS_BEFORE[words], match.start()


# --- What a number takes from its neighbours -----------------------------------------------------

# "15 to 20 percent", "$25-50 million", "from 22 million to 3.5 million tonnes", "at $233 and $800 a
# kilogram": the ends of a range, a unit given once, a price.

_SENTENCE_END = re.compile(r"[.!?]['\"”’)]?\s+[A-Z“\"]")


def _in_different_sentences(sentence_ends: list[int], first: int, second: int) -> bool:
    """Whether a sentence ends between two positions."""
    return bisect_left(sentence_ends, min(first, second)) < bisect_left(
        sentence_ends, max(first, second)
    )


_HEDGE = rf"(?:(?:{alternatives(_QUALIFIERS['inside a range'].split())})\s)?"
_DASH = r"\s?[-–—]\s?"
_LINK_OF_NUMBERS = re.compile(
    rf"(?:{_DASH}|-?\s(?:to|or|and)\s|,\s){_HEDGE}"
    rf"|\s(?P<of>(?:out )?of) (?:the |its |all |a total of |{_HEDGE})"
)
_LINK_OF_RANGE = re.compile(rf"(?:{_DASH}|-?\s(?:to|or)\s){_HEDGE}")


def _share_units(text: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """Give a number without a unit that of the number it is linked with: "15 to 20 percent"."""
    completed = list(candidates)
    for index in range(len(completed) - 2, -1, -1):
        first, second = completed[index], completed[index + 1]
        between = text[first.end : second.start]
        link = _LINK_OF_NUMBERS.fullmatch(between)
        if link is None or (first.is_spelled_out and first.low == 1.0 and link["of"]):
            continue  # "one of 1,350 people" is not a number of its own
        completed[index : index + 2] = _complete_pair(text, first, second, between)
    return completed


def _complete_pair(
    text: str, first: _Candidate, second: _Candidate, between: str
) -> tuple[_Candidate, _Candidate]:
    """Give each of two linked numbers the unit or magnitude that only the other one has."""
    scale = _shared_scale(text, first, second)
    if first.is_sum and second.unit in {"", first.unit}:
        if scale > 1.0:
            first = _scale_like(first, scale, replace(second, unit=first.unit))
    elif not first.unit and second.unit:
        return _scale_like(first, scale * second.factor, second), second
    elif second.unit.startswith(f"{first.unit}/") and first.scale <= second.scale:
        return _scale_like(first, 1.0, second), second
    is_range = _LINK_OF_RANGE.fullmatch(between) or _is_between(text, first, between)
    if first.unit and not second.unit and is_range:
        unit = UnitMatch(first.unit, 1.0, second.end)
        unit = read_price(text, unit) if first.is_sum else unit
        return replace(first, unit=unit.name), replace(second, unit=unit.name, end=unit.end)
    return first, second


def _shared_scale(text: str, first: _Candidate, second: _Candidate) -> float:
    """The magnitude that the first of two linked numbers takes from the second, else 1."""
    is_article = text.startswith(("a ", "an "), second.start)  # "10 to a dozen"
    if first.scale > 1.0 or is_article:
        return 1.0
    amount = second.low / second.factor / second.scale
    rises = first.low < amount  # "$25-$50 million"
    falls = second.scale >= _THOUSAND and first.low < _MAX_FALL * amount and not first.is_sum
    return second.scale if rises or falls else 1.0


def _scale_like(first: _Candidate, factor: float, second: _Candidate) -> _Candidate:
    """Multiply the first number by a factor, and give it the unit of the second."""
    low = first.low * factor
    return replace(first, low=low, high=low, unit=second.unit, scale=second.scale)


_FROM_BEFORE = re.compile(rf"\bfrom\s{_HEDGE}$", re.IGNORECASE)
# "Up from 2% to 3%" compares with a range, "goes up from 2% to 3%" is a change.
_COMPARED_RANGE_BEFORE = re.compile(
    r"(?:\b(?:(?P<verb>\w{1,20})\s)?(?:up|down|ranging|ranged|ranges|range|anywhere)|[\d%])"
    r"\s+from\s\w{0,8}\s?$"
)
_BETWEEN_BEFORE = re.compile(rf"\bbetween\s{_HEDGE}$", re.IGNORECASE)
_BY_BEFORE = re.compile(rf"\bby\s{_HEDGE}$")
_DASH_OR_OR = re.compile(rf"{_DASH}{_HEDGE}|-?\sor\s")
_TO_BETWEEN = re.compile(rf"-?\sto\s{_HEDGE}")


def _join_ranges(text: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """Join the two numbers of each range; a change ("from 35% to 40%") remains two quantities."""
    joined: list[_Candidate] = []
    for candidate in candidates:
        if joined and _is_range(text, joined[-1], candidate):
            first = joined.pop()
            low, high = min(first.low, candidate.low), max(first.high, candidate.high)
            joined.append(replace(candidate, low=low, high=high, start=first.start))
        else:
            joined.append(candidate)
    return joined


def _is_range(text: str, first: _Candidate, second: _Candidate) -> bool:
    if not first.unit or first.unit != second.unit or first.low > second.low:
        return False
    between, before = text[first.end : second.start], text[max(0, first.start - 30) : first.start]
    if first.unit != "%" and _BY_BEFORE.search(before):
        return False  # "by 2.5 billion to 7.4 billion"; but "by 15% to 20%"
    if _DASH_OR_OR.fullmatch(between):
        return True
    if _TO_BETWEEN.fullmatch(between):
        level = _COMPARED_RANGE_BEFORE.search(before)
        return not _FROM_BEFORE.search(before) or bool(level and level["verb"] not in _RISING_VERBS)
    return _is_between(text, first, between)


def _is_between(text: str, first: _Candidate, between: str) -> bool:
    """Whether two numbers are the ends of "between 5 and 10"."""
    before = text[max(0, first.start - _QUALIFIER_CHARS) : first.start]
    return between == " and " and _BETWEEN_BEFORE.search(before) is not None


_AFTER_BARE_NUMBER = re.compile(
    rf"(?=$|[.,;:)]|\s(?:{alternatives(_NUMERALS['after a bare number'].split())}|a\syear)\b)"
)


def _inherit_units(
    text: str, candidates: list[_Candidate], sentence_ends: list[int]
) -> list[_Candidate]:
    """Give a number without a unit the last unit in its sentence: "…, Brazil 21 million"."""
    result: list[_Candidate] = []
    previous: _Candidate | None = None
    for original in candidates:
        candidate = original
        if previous and _in_different_sentences(sentence_ends, previous.end, candidate.start + 1):
            previous = None
        if not candidate.unit and previous and _may_inherit(text, candidate, previous):
            candidate = replace(candidate, unit=previous.unit)
        if candidate.unit and candidate.unit not in DURATIONS:
            previous = candidate
        result.append(candidate)
    return result


def _may_inherit(text: str, candidate: _Candidate, previous: _Candidate) -> bool:
    more = candidate.scale == 1.0 and text.startswith(
        " more", candidate.end
    )  # "and 12 more": of what?
    if more or not _AFTER_BARE_NUMBER.match(text, candidate.end):
        return False
    money, _, per = previous.unit.partition("/")
    if money in CURRENCIES:  # a sum has its own sign, a price not always
        return bool(per) and candidate.scale == previous.scale > 1.0
    if previous.unit in {"%", "times"}:
        return False
    is_count = previous.unit not in _MASSES
    return (
        (is_count and not candidate.is_spelled_out)
        or candidate.low >= _MIN_BARE_AMOUNT
        or candidate.scale > 1.0
    )


def _read_prices(candidates: list[_Candidate], sentence_ends: list[int]) -> list[_Candidate]:
    """Read a small sum as a price if a price in the same currency is in its sentence."""
    priced = list(candidates)
    for index, candidate in enumerate(candidates):
        for other in candidates[max(0, index - 4) : index + 4] if candidate.is_sum else ():
            money, _, per = other.unit.partition("/")
            may_be_price = (
                candidate.scale == 1.0 and money == candidate.unit and per not in {"", "share"}
            )
            alike = (
                candidate.high < _MAX_PRICE
                or 1 / _MAX_PRICE_RATIO < candidate.high / (other.high or 1.0) < _MAX_PRICE_RATIO
            )
            if (
                may_be_price
                and alike
                and not _in_different_sentences(sentence_ends, candidate.end, other.end)
            ):
                priced[index] = replace(candidate, unit=other.unit)
                break
    return priced
