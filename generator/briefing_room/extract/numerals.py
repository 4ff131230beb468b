"""Read numbers in digits and words, and shares; find the numbers that are part of a name.

The words are in ``numerals.yml``; currency signs, and units written without a space, come from
the tables of :mod:`briefing_room.extract.units`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefing_room.extract.units import SIGNS, SYMBOLS
from briefing_room.text.lexicon import alternatives, table

_NUMBER_TABLE = table("numerals")
_UNITS, _TENS = _NUMBER_TABLE["units"].split(), _NUMBER_TABLE["tens"].split()
_NUMBER_WORDS = {word: float(number) for number, word in enumerate(_UNITS)} | {
    word: float(10 * number) for number, word in enumerate(_TENS, start=2)
}
_MAGNITUDES: dict[str, float] = _NUMBER_TABLE["magnitudes"]
_MAGNITUDE_LETTERS: dict[str, float] = _NUMBER_TABLE["letters"]

_DIGIT_SPACE = "[ \u00a0\u2009\u202f]"  # "1 242", also with narrow blanks
_DIGITS = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,2}}(?:,\d\d)+,\d{{3}}|\d{{1,3}}(?:{_DIGIT_SPACE}\d{{3}})+(?!\d)|\d+)"
    r"(?:\.\d+)?"
)
_NUMBER_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(_UNITS)})\b"
)
_MAGNITUDE_WORD = f"(?:{alternatives(_MAGNITUDES)})"
_MAGNITUDE = rf"(?:(?:[\s-]|(?<=\d)){_MAGNITUDE_WORD}\b)"
_NOT_GLUED = r"(?<![\w.,/:])"
# "US$1.25bn", "AUD 214m", "Rs 7,280 crore"; "two hundred", "half a million"; "418kg".
_NUMBER = re.compile(
    rf"(?<![A-Za-z])(?P<sign>{alternatives(SIGNS)})\s?(?P<sum>{_DIGITS}"
    rf"(?i:{_MAGNITUDE}+|\s?(?:{alternatives([*_MAGNITUDES, *_MAGNITUDE_LETTERS])})\b)?)(?!\d)"
    rf"|{_NOT_GLUED}(?P<plain>(?i:(?:half\s)?an?\s{_MAGNITUDE_WORD}\b|half\san?(?=\s(?:metric\s)?(?:tonne|ton|kilo|kg))"
    rf"|(?:{_DIGITS}|{_NUMBER_WORD}){_MAGNITUDE}*))(?!\w|[.,:/]\d)"
    rf"|{_NOT_GLUED}(?P<glued>{_DIGITS})(?=(?:{alternatives(SYMBOLS)})\b)"
)
_NUMBER_PART = re.compile(r"[\d.,]+|[a-z]+")
_GROUPED = re.compile(rf"(?<=\d){_DIGIT_SPACE}(?=\d{{3}})")


class Numeral(NamedTuple):
    """A number at ``text[start:end]``, with the sign of its currency."""

    value: float
    scale: float  # the factor of its magnitude: 1e6 for "22 million"
    is_spelled_out: bool  # in letters, as small counts and idioms are
    unit: str  # the currency of the sign before it, that of a share in words, or nothing
    start: int
    end: int


def value(text: str) -> float:
    """Read the value of a number: ``value("1.6 billion") == 1.6e9``."""
    total, factor = 0.0, 1.0
    for part in _NUMBER_PART.findall(_GROUPED.sub("", text.lower())):
        if part in _MAGNITUDES or part in _MAGNITUDE_LETTERS:
            factor *= _MAGNITUDES.get(part) or _MAGNITUDE_LETTERS[part]
        elif part == "half":
            factor *= 0.5
        elif part not in {"a", "an"}:
            total += _NUMBER_WORDS[part] if part in _NUMBER_WORDS else float(part.replace(",", ""))
    is_zero = text.lower().startswith(("0", "zero"))
    return round((total or (0.0 if is_zero else 1.0)) * factor, 9)  # "a million" is one


def numerals(text: str, occupied: bytearray) -> Iterator[Numeral]:
    """Yield the numbers of a text in order, except those at an occupied place.

    ``occupied`` has one byte per character, 1 for those that other quantities or dates use.
    """
    position = 0
    while match := _NUMBER.search(text, position):
        start, group = match.start(), match.lastgroup or "plain"
        digits, end = match[group], match.end(group)
        overlap = occupied.rfind(1, start, end)
        position = end if overlap < 0 else max(overlap + 1, start + 1)
        if overlap < 0:
            scale = math.prod(
                _MAGNITUDES.get(part, 1.0) for part in _NUMBER_PART.findall(digits.lower())
            )
            unit = SIGNS[match["sign"]] if match["sign"] else ""
            yield Numeral(value(digits), scale, not digits[0].isdigit(), unit, start, end)


# --- Shares in words -----------------------------------------------------------------------------


_FRACTIONS: dict[str, int] = _NUMBER_TABLE["parts"]
_COUNT_VALUES = {word: number for number, word in enumerate(_UNITS[:11]) if number} | {"a": 1}
_COUNT = "|".join(word for word in _COUNT_VALUES if word != "a")
_MULTIPLES: dict[str, float] = _NUMBER_TABLE["multiples"]
_GROWTH_WORDS: dict[str, str] = _NUMBER_TABLE["grown"] | {"half": "50 %"}
_PART_WORD = "|".join(f"{part}s?" for part in _FRACTIONS if part != "half")
_SHARE = re.compile(
    rf"(?<![\w-])(?:(?P<top>a|{_COUNT})[\s-])?(?<!first )(?<!second )"
    rf"(?P<part>half|{_PART_WORD})\b",
    re.IGNORECASE,
)
# "The second half", "half a year", "a third party" and "the third quarter" are not shares, so a
# share is "of" something, or ends a clause after a word of measure.
_AFTER_SHARE = re.compile(
    r"(?P<of>\sof\b(?!\s(?:a\s|the\s)?(?:19|20)\d\d)|[-\s]owned\b)"
    rf"|(?P<its>\s(?:its|their|the|all)\s(?!(?:{alternatives(_NUMBER_TABLE['unmeasured'].split())})\b)[a-z])"
    rf"|(?P<compared>\s(?:{alternatives(_NUMBER_TABLE['compared'].split())})\b)"
    r"|(?P<ends>\s(?:the|its|their|that|all|to)\b|[.,;)\"”]|$)"
)
_BEFORE_SHARE = re.compile(
    r"(?P<no>\b(?:first|second|third|fourth|last|latter|former|other|this|that|next|each|every)[\s-]$)"
    r"|(?P<hedge>\b(?:about|nearly|almost|roughly|over|than|least|some)\s$)"
    r"|\b(?:around|only|for|by|to|in|up)\s$|[.;]\s$|^$",
    re.IGNORECASE,
)
# Shares that need less around them: "three-fifths"; "cut by more than half since", "nearly
# tripled"; "one in five workers"; "tenfold"; "twice the".
_IDIOMS = re.compile(
    rf"(?<![\w-])(?P<top>{_COUNT})-(?P<part>(?:{_PART_WORD})(?<=s))\b"
    r"|\b(?:more\sthan|less\sthan|nearly|almost|roughly|over|about|around)\s"
    rf"(?P<grown>half(?=\s(?:since|in|from|between|over|compared)\b)|(?:{'|'.join(_GROWTH_WORDS)})\b)"
    rf"|\b(?P<some>{_COUNT})\s(?:in|out\sof)\s(?P<all>{_COUNT}|\d{{1,3}})\b"
    r"(?!\s(?:years?|months?|weeks?|days?)\b)"
    rf"|\b(?P<fold>{_COUNT}|\d{{1,3}})-?fold\b"
    rf"|\b(?P<multiple>{'|'.join(_MULTIPLES)})(?=\s(?:the|as|its|that|those|their|what)\b)",
    re.IGNORECASE,
)


def shares(text: str) -> tuple[Numeral, ...]:
    """Find shares and multiples in words: "two-thirds" is 66.67 %, "twice" is 2 times."""
    idioms = {
        numeral.start: numeral for match in _IDIOMS.finditer(text) if (numeral := _idiom(match))
    }
    idioms |= {
        match.start(): _fraction(match["top"] or "a", match["part"], *match.span())
        for match in _SHARE.finditer(text)
        if _is_share(text, match)
    }
    return tuple(idioms[start] for start in sorted(idioms))


def _is_share(text: str, match: re.Match[str]) -> bool:
    """Whether "half" or "a third" is a share in its context."""
    before = _BEFORE_SHARE.search(text[max(0, match.start() - 12) : match.start()])
    after = _AFTER_SHARE.match(text, match.end())
    if after is None or (before and before["no"]):
        return False
    if match["part"].lower() == "half":
        return bool(after["of"] or after["its"] or (before and before["hedge"]))
    return bool(match["top"] and (after["ends"] is None or before))


def _fraction(numerator: str, part: str, start: int, end: int) -> Numeral:
    denominator = _FRACTIONS[part.lower().removesuffix("s")]
    return Numeral(
        round(_COUNT_VALUES[numerator.lower()] * 100 / denominator, 2), 1.0, True, "%", start, end
    )


def _idiom(match: re.Match[str]) -> Numeral | None:
    if match["part"]:
        return _fraction(match["top"], match["part"], *match.span())
    if growth := match["grown"]:
        amount, unit = _GROWTH_WORDS[growth.lower()].split()
        return Numeral(float(amount), 1.0, True, unit, *match.span("grown"))
    if match["multiple"] or match["fold"]:
        times = _MULTIPLES.get((match["multiple"] or "").lower()) or value(match["fold"])
        return Numeral(float(times), 1.0, True, "times", *match.span())
    part, total = value(match["some"]), value(match["all"])
    share = round(100 * part / total, 2)
    return Numeral(share, 1.0, True, "%", *match.span()) if part < total else None


# --- Numbers that name something -----------------------------------------------------------------

_NAMING_WORD = f"(?:{alternatives(_NUMBER_TABLE['names'].split())})s?"
_NUMBER_NAMES = [word.title() for word in _UNITS[1:11]]
_DESIGNATOR = rf"(?:\d[\w.-]*(?:\([a-z0-9]{{1,4}}\)){{0,3}}|{'|'.join(_NUMBER_NAMES)})"
_NUMBER_END = r"(?![\w-]|\.\d|\s?(?:%|per\s?cent|million|billion))"
_SUFFIX = alternatives({*SYMBOLS, *_MAGNITUDES, *"kmbKMB", "s"} - {"dozen"})
_DESIGNATION = re.compile(
    # "Announcements Nos. 61 and 62", "Group of Seven"
    rf"\b(?:(?:{_NAMING_WORD})\s(?:No\.?\s)?|(?:Group\sof)\s)"
    rf"(?P<listed>{_DESIGNATOR}(?:(?:,\s|\s?[–/]\s?|\s-\s|\s(?:to|and|or)\s){_DESIGNATOR}{_NUMBER_END}){{0,40}})"
    # a tariff code, a clock time, an act of the European Union, "the 50% rule"
    r"|\b\d{4}\.\d\d(?:\.\d+)*\b|\b\d{1,2}(?::\d\d|(?=\s?[ap]\.?m\.?\b))"
    r"|\((?:EU|EC|EEC)\)\s(?:No\.?\s)?\d+/\d+|\b\d{4}/\d{2,4}/(?:EU|EC|EEC)\b"
    r"|\b\d+(?:\.\d+)?\s?(?:%|per\scent|percent)(?=\s[Rr]ule\b)"
    # "F-35" and "COVID19", but no sum, quarter, year or "million-5"
    rf"|\b(?!(?:{alternatives(sign.lstrip('$') for sign in SIGNS if sign[-1].isalpha())})\d"
    r"|(?:[QH][1-4]|[a-z]+illion-\d[\d.,]*|(?:thousand|crore|lakh)-\d[\d.,]*"
    r"|(?i:mid|end|early|late|pre|post)-?(?:19|20)\d\d)\b)[A-Za-z]+-?\d[\w-]*"
    # "10X" and "5G", but no "418kg"
    rf"|(?<![$€£¥₹₩])\b\d+(?!(?:{_SUFFIX})\b)[A-Za-z]\w*(?:-[A-Z]\w*)?\b"
)


@lru_cache(maxsize=512)  # asked for dates and for quantities
def designations(text: str) -> tuple[tuple[int, int], ...]:
    """Find the numbers that are part of a name, a code, a clock time or an ordinal."""
    return tuple(match.span(match.lastgroup or 0) for match in _DESIGNATION.finditer(text))
