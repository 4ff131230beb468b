"""Read numbers in digits and in words, and shares such as "two-thirds" or "one in five".

The words are in ``numerals.yml``; currency signs and units come from
:mod:`briefing_room.extract.units`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_room.extract.units import DURATIONS, SIGNS, SYMBOLS, is_plural, unit_after
from briefing_room.text.lexicon import alternatives, table

_TABLE = table("numerals")
_UNITS, _TENS = _TABLE["units"].split(), _TABLE["tens"].split()
_NUMBER_WORDS = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_MAGNITUDES: dict[str, float] = _TABLE["magnitudes"]
_MAGNITUDE_LETTERS: dict[str, float] = _TABLE["letters"]
_PARTS: dict[str, int] = _TABLE["parts"]
_FRACTION_SIGNS: dict[str, float] = _TABLE["fraction signs"]
_HUNDRED, _THOUSAND = 100, 1000


class Numeral(NamedTuple):
    """A number at ``text[start:end]``, which includes a currency sign."""

    value: float
    scale: float  # the factor of its magnitude: 1e6 for "22 million"
    is_spelled_out: bool  # in letters
    unit: str  # the currency of a sign, "%" or "times" for a share in words, else empty
    start: int
    end: int


class _Reading(NamedTuple):
    """A number as it was read: its value, the factor of its magnitude, where it ends."""

    value: float
    scale: float
    end: int


# --- Digits and words ----------------------------------------------------------------------------

_BLANK = "[ \u00a0\u2009\u202f]"  # "1 242", also with narrow blanks
_DIGITS = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,2}}(?:,\d\d)+,\d{{3}}"  # the second is Indian: "1,25,000"
    rf"|\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)|\d+)(?:\.\d+)?"
    r"|(?<!\S)\.\d+(?=\s?(?:%|per\b))"
)
_DIGITS_AT = re.compile(_DIGITS)
_FRACTION_SIGN = f"[{''.join(_FRACTION_SIGNS)}]"
_FRACTION = re.compile(rf"\s?(?P<sign>{_FRACTION_SIGN})|\s(?P<top>\d)/(?P<bottom>[2-9])(?![\d/])")
_MAGNITUDE = re.compile(
    rf"[\s-]?(?P<word>{alternatives(_MAGNITUDES)})(?:\b|(?=fold\b))", re.IGNORECASE
)
_NEXT_WORD = re.compile(r"(?P<gap>(?P<and>\sand)?[\s-])?(?P<word>[A-Za-z]+?)(?=fold\b|\b)")
_AND_A_PART = re.compile(r"\sand\s(?:(?P<half>a\shalf)|a\squarter|(?P<most>three[\s-]quarters))\b")
_PART_OF_ONE = re.compile(
    r"(?:an?[\s-])?(?P<half>half)(?P<article>[\s-]an?\b)?"
    rf"|(?P<count>a|one|two|three)[\s-](?P<part>{'|'.join(_PARTS)})s?\sof\san?\b",
    re.IGNORECASE,
)


def read_number(text: str) -> float:
    """Read a number: 1.6e9 for "1.6 billion"; 1 for "a" and where there is no number."""
    reading = _parse_number(text, 0)
    return reading.value if reading else 1.0


def _parse_number(text: str, start: int) -> _Reading | None:
    """Read the number that begins at ``start``, with its magnitude."""
    reading = (
        _read_part(text, start) or _read_digits(text, start) or _read_number_words(text, start)
    )
    if reading and (match := _AND_A_PART.match(text, reading.end)):
        part = 0.5 if match["half"] else 0.75 if match["most"] else 0.25
        amount = reading.value + part * reading.scale
        reading = _multiply(text, _Reading(amount, reading.scale, match.end()))
    return reading._replace(value=round(reading.value, 9)) if reading else None


def _read_digits(text: str, start: int) -> _Reading | None:
    """Read "1,250.5", "3½" or "2 1/2", and the magnitude after it."""
    match = _DIGITS_AT.match(text, start)
    amount = float("".join(c for c in match[0] if c.isdigit() or c == ".")) if match else 0.0
    end = match.end() if match else start
    fraction = _FRACTION.match(text, end)
    if fraction and (match or fraction["sign"]):
        sign = fraction["sign"]
        amount += _FRACTION_SIGNS[sign] if sign else int(fraction["top"]) / int(fraction["bottom"])
        end = fraction.end()
    return _multiply(text, _Reading(amount, 1.0, end)) if end > start else None


def _multiply(text: str, reading: _Reading) -> _Reading:
    """Multiply a number by the magnitudes that follow it: "1.5 lakh crore"."""
    number, scale, end = reading
    while match := _MAGNITUDE.match(text, end):
        factor = _MAGNITUDES[match["word"].lower()]
        number, scale, end = number * factor, scale * factor, match.end()
    return _Reading(number, scale, end)


def _read_number_words(text: str, start: int) -> _Reading | None:
    """Read "two hundred and fifty thousand" or "a dozen"."""
    closed = group = 0.0  # the finished "two thousand", and the group "three hundred" after it
    scale, smallest, end = 1.0, math.inf, start
    shorter: _Reading | None = None  # the result if the last group belongs to the next number
    while match := _NEXT_WORD.match(text, end):
        word, is_first = match["word"].lower(), end == start
        number, factor = _NUMBER_WORDS.get(word), _MAGNITUDES.get(word)
        if bool(match["gap"]) is is_first or (match["and"] and (factor or scale < _HUNDRED)):
            break
        if is_first and (number is not None or word in {"a", "an"}):
            group = 1.0 if number is None else number
        elif number is not None and _may_follow(group, number, match["gap"]):
            shorter = _Reading(closed + group, scale, end) if scale > 1.0 else shorter
            group, scale = group + number, 1.0
        elif factor is None or is_first or (not group and scale == 1.0):
            break
        else:
            if not group:  # "lakh crore"
                closed *= factor
            elif factor < _THOUSAND and group < _HUNDRED:
                group *= factor
            elif _THOUSAND <= factor < smallest:
                closed, group, smallest = closed + group * factor, 0.0, factor
            else:  # "between two thousand and five thousand"
                return shorter
            scale *= factor
        end = match.end()
    is_article = text[start:end].lower() in {"a", "an"}
    return None if end == start or is_article else _Reading(closed + group, scale, end)


def _may_follow(group: float, number: int, gap: str) -> bool:
    """Whether a number word may follow: "five" after "twenty", any after "hundred"."""
    tens = group % _HUNDRED
    if tens >= 20 and tens % 10 == 0:
        return 0 < number < 10
    return tens == 0 and number > 0 and gap != "-"  # "one hundred-two hundred" is a range


def _read_part(text: str, start: int) -> _Reading | None:
    """Read "half a million", "a quarter of a million" or "half a tonne"."""
    match = _PART_OF_ONE.match(text, start)
    if match is None:
        return None
    count, part = (match["count"] or "a").lower(), (match["part"] or "half").lower()
    amount = _NUMBER_WORDS.get(count, 1) / _PARTS[part]
    reading = _multiply(text, _Reading(amount, 1.0, match.end()))
    is_half_a_unit = match["article"] and unit_after(text, match.end(), amount)
    return reading if reading.scale > 1.0 or is_half_a_unit else None


# --- The numbers of a sentence -------------------------------------------------------------------

_AFTER_A = f"{'|'.join(_PARTS)}|{alternatives(_MAGNITUDES)}"
_FIRST_WORD = rf"(?i:{'|'.join((*_UNITS, *_TENS))}|half|an?[\s-](?:{_AFTER_A}))"
_START = re.compile(
    rf"(?<![A-Za-z])(?P<sign>{alternatives(SIGNS)})\s?(?=\d)"
    rf"|(?<![\w.,/:])(?=\d|{_FRACTION_SIGN}|{_FIRST_WORD})"
    r"|(?<!\S)(?=\.\d)"
)
_BETWEEN_NUMBERS = re.compile(r"\s?[-–—]\s?|,?\s(?:to|and|or)\s|,\s")
_LETTERS = alternatives(_MAGNITUDE_LETTERS)
_LETTER = re.compile(rf"\s?(?P<letter>{_LETTERS})\b", re.IGNORECASE)
_LETTER_NUMBER = re.compile(
    rf"(?:{_BETWEEN_NUMBERS.pattern})(?:{_DIGITS})(?:{_LETTERS})\b", re.IGNORECASE
)
_UNIT_AT = re.compile(rf"(?:{alternatives(SYMBOLS)})\b")
_GLUED = re.compile(r"\w|[.,:/]\d")
_COUNTED = re.compile(r"\s([a-z]+)\b")


def find_numerals(text: str, occupied: bytearray) -> Iterator[Numeral]:
    """Yield the numbers of a string in order, except those at an occupied place.

    ``occupied`` has one byte per character, 1 for those that other quantities or dates use.
    """
    position, sum_end = 0, -1  # where the last sum of money ends
    while match := _START.search(text, position):
        start, number_start = match.span()
        reading = _parse_number(text, number_start)
        position = max(reading.end if reading else 0, start + 1)
        if reading is None:
            continue
        is_sum = bool(match["sign"])
        if overlap := occupied.rfind(1, start, reading.end) + 1:
            position = max(overlap, start + 1)
            continue
        in_range = not is_sum and sum_end >= 0 and _BETWEEN_NUMBERS.fullmatch(text, sum_end, start)
        reading = _read_letter(text, reading, is_sum=is_sum, in_range=bool(in_range))
        if not _is_glued(text, reading, is_sum=is_sum):
            sum_end = reading.end if is_sum or in_range else -1
            is_word = not is_sum and not (text[start].isnumeric() or text[start] == ".")
            unit = SIGNS[match["sign"]] if is_sum else ""
            yield Numeral(reading.value, reading.scale, is_word, unit, start, reading.end)
            position = reading.end


def _read_letter(text: str, reading: _Reading, *, is_sum: bool, in_range: bool) -> _Reading:
    """Read the "m" of "$25m", "$20-25m" and "25m tonnes" as million; elsewhere it means metres."""
    match = _LETTER.match(text, reading.end)
    if match is None or reading.scale > 1.0 or not text[reading.end - 1].isdigit():
        return reading
    is_magnitude = is_sum or (in_range and match.start("letter") == reading.end)
    if not (is_magnitude or _has_counted_noun(text, match)):
        return reading
    factor = _MAGNITUDE_LETTERS[match["letter"].lower()]
    return _Reading(round(reading.value * factor, 9), factor, match.end())


def _has_counted_noun(text: str, letter: re.Match[str]) -> bool:
    """Whether a unit or people follow "30m", or "30m or 40m"."""
    following = _LETTER_NUMBER.match(text, letter.end())
    end = following.end() if following else letter.end()
    noun = _COUNTED.match(text, end)
    is_people = bool(noun and not noun[1].endswith("s") and is_plural(noun[1]))
    has_unit = text[end : end + 1].isspace() and unit_after(text, end, 1.0) is not None
    return letter[0] == letter["letter"] and (is_people or has_unit)


def _is_glued(text: str, reading: _Reading, *, is_sum: bool = False) -> bool:
    """Whether a number is part of a longer word or number; a unit may be attached ("418kg")."""
    end = reading.end
    if is_sum:
        return text[end : end + 1].isdigit()
    has_unit = text[end - 1].isdigit() and _UNIT_AT.match(text, end)
    return not (has_unit or text.startswith("fold", end)) and bool(_GLUED.match(text, end))


# --- Shares in words -----------------------------------------------------------------------------

_COUNT = "|".join(_UNITS[1:11])
_MULTIPLES: dict[str, float] = _TABLE["multiples"]
_GROWTH: dict[str, str] = _TABLE["grown"] | {"half": "50 %"}
_PART = "|".join(f"{part}s?" for part in _PARTS if part != "half")
_UNMEASURED = alternatives(_TABLE["unmeasured"].split())
_SHARE = re.compile(
    rf"(?<![\w-])(?:(?P<count>a|{_COUNT})[\s-])?(?<!first )(?<!second )(?P<part>half|{_PART})\b",
    re.IGNORECASE,
)
_OF_A_MILLION = rf"\sof\san?\s(?:{alternatives(_MAGNITUDES)})\b"  # the share of a number
# "The second half", "half a year", "a third party" and "the third quarter" are not shares, so a
# share is "of" something, or ends a clause after a word of measure.
_AFTER_SHARE = re.compile(
    rf"(?P<of>(?!{_OF_A_MILLION})\sof\b(?!\s(?:a\s|the\s)?(?:19|20)\d\d)|[-\s]owned\b)"
    rf"|(?P<its>\s(?:its|their|the|all)\s(?!(?:{_UNMEASURED})\b)[a-z])"
    rf"|(?P<compared>\s(?:{alternatives(_TABLE['compared'].split())})\b)"
    r"|(?P<ends>\s(?:the|its|their|that|all|to)\b|[.,;)\"”]|$)"
)
_BEFORE_SHARE = re.compile(
    rf"(?P<no>\b(?:{alternatives(_TABLE['not before a share'].split())})[\s-]$)"
    r"|(?P<hedge>\b(?:about|nearly|almost|roughly|over|than|least|some)\s$)"
    r"|\b(?:around|only|for|by|to|in|up)\s$|[.;]\s$|^$",
    re.IGNORECASE,
)
_PARTS_IN_NUMBER = re.compile(  # "three-fifths" needs nothing around it
    rf"(?<![\w-])(?P<count>{_COUNT})-(?P<part>(?:{_PART})(?<=s))\b(?!{_OF_A_MILLION})",
    re.IGNORECASE,
)
_MOVED_BY = re.compile(  # "up by a quarter since July", not "followed by a third from Ohio"
    rf"\b(?:(?:{alternatives(_TABLE['moved'].split())})\sby|up|down)"
    r"\s(?:(?:(?:more|less)\sthan|nearly|almost|roughly|over|about|around)\s)?"
    rf"(?P<count>an?|{_COUNT})[\s-](?P<part>{_PART})"
    rf"(?=\s(?:{alternatives(_TABLE['period after a move'].split())})\b)",
    re.IGNORECASE,
)
_GROWN = re.compile(
    r"\b(?:(?:more|less)\sthan|nearly|almost|roughly|over|about|around)\s"
    r"(?P<grown>half(?=\s(?:since|in|from|between|over|compared)\b)"
    rf"|(?:{'|'.join(_GROWTH)})\b)",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    rf"\b(?P<multiple>{'|'.join(_MULTIPLES)})"
    r"(?=\s(?:the|as|its|that|those|their|what)\b)",
    re.IGNORECASE,
)
# "27 out of 28 votes" are two counts.
_RATIO = re.compile(
    rf"(?<![\w.,/:-])(?P<count>{_COUNT}|1(?=\s(?:in|out))|\d{{1,2}}(?=\sout\sof\s(?:every|100?)\b))"
    r"\s(?:in|out\sof)\s(?:every\s)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")


def find_shares(text: str) -> tuple[Numeral, ...]:
    """Find shares and multiples in words: "two-thirds" is 66.67 %, "twice" is 2 times."""
    in_any_order = [
        *(_make_fraction(match) for match in _SHARE.finditer(text) if _is_share(text, match)),
        *map(_make_fraction, _PARTS_IN_NUMBER.finditer(text)),
        *(_make_fraction(match) for match in _MOVED_BY.finditer(text)),
        *(_make_multiple(match["grown"], *match.span("grown")) for match in _GROWN.finditer(text)),
        *(_make_multiple(match["multiple"], *match.span()) for match in _MULTIPLE.finditer(text)),
        *filter(None, (_read_ratio(text, match) for match in _RATIO.finditer(text))),
    ]
    by_start = {share.start: share for share in reversed(in_any_order)}
    return tuple(by_start[start] for start in sorted(by_start))


def _is_share(text: str, match: re.Match[str]) -> bool:
    """Whether "half" or "a third" is a share in its context."""
    before = _BEFORE_SHARE.search(text[max(0, match.start() - 12) : match.start()])
    after = _AFTER_SHARE.match(text, match.end())
    if after is None or (before and before["no"]):
        return False
    if match["part"].lower() == "half":
        return bool(after["of"] or after["its"] or (before and before["hedge"]))
    # "in six quarters, it grew" has no share
    is_below_one = match["count"] and _make_fraction(match).value < _HUNDRED
    return bool(is_below_one and (after["ends"] is None or before))


def _make_fraction(match: re.Match[str]) -> Numeral:
    count = _NUMBER_WORDS.get((match["count"] or "a").lower(), 1)
    part = match["part"].lower().removesuffix("s")
    start = match.start("count" if match["count"] else "part")
    return _make_percentage(count, _PARTS[part], start, match.end())


def _make_percentage(part: float, total: float, start: int, end: int) -> Numeral:
    return Numeral(float(f"{100 * part / total:.4g}"), 1.0, True, "%", start, end)


def _make_multiple(word: str, start: int, end: int) -> Numeral:
    amount, unit = (_GROWTH.get(word.lower()) or f"{_MULTIPLES[word.lower()]} times").split()
    return Numeral(float(amount), 1.0, True, unit, start, end)


def _read_ratio(text: str, match: re.Match[str]) -> Numeral | None:
    """Read "one in five" as 20 %; "one in five years" and "one in 2025" are not shares."""
    total = _parse_number(text, match.end())
    if total is None or _is_glued(text, total) or _YEAR.match(text, match.end()):
        return None
    count, unit = read_number(match["count"]), unit_after(text, total.end, total.value)
    if not count < total.value or (unit and unit.name in DURATIONS):
        return None
    return _make_percentage(count, total.value, match.start(), total.end)
