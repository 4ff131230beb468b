"""Numbers as English texts write them: digits, words, and both with a magnitude."""

from __future__ import annotations

import re

from generator.extract.currencies import AFTER_CODE

_UNIT_NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TEN_NAMES = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS, _TENS = _UNIT_NAMES.split(), _TEN_NAMES.split()
_WORDS = {word: float(number) for number, word in enumerate(_UNITS)} | {
    word: float(10 * number) for number, word in enumerate(_TENS, start=2)
}
_MAGNITUDES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mil": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "cr": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "bil": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
# After a currency a single letter is a magnitude too; elsewhere "5 m" is a length.
_LETTERS = {"k": 1e3, "m": 1e6, "b": 1e9}

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(_UNITS)})\b"
_BIG = rf"(?:{'|'.join(sorted(_MAGNITUDES, key=len, reverse=True))})"
_TAIL = rf"(?:(?:[\s-]|(?<=\d)){_BIG}\b)"

#: A number: "7,280 crore", "1.6 billion", "two hundred", "a dozen", "half a million", "forty-six".
NUMBER = re.compile(
    r"(?<![\w.,/:])half an?(?=\s(?:metric\s)?(?:tonnes?|tons?|kilos?|kilograms?|kg)\b)|"
    rf"(?<![\w.,/:])(?:(?:half )?an? {_BIG}\b|(?:{_DIGITS}|{_WORD}){_TAIL}*)(?![\w]|[.,:/]\d)"
    rf"|(?:(?<=[$£€¥₹₩])|{AFTER_CODE})(?:{_DIGITS})(?:{_TAIL}+|\s?(?:mn|mln|mil|bln|bil|bn|tn|cr|[kmb])\b)?(?![\d])"
    rf"|(?<![\w.,/:])(?:{_DIGITS})(?=(?:k?tpa|mtpa|kt|mt|t|kg|g|km|MW|GW|kW|ppm|pc|pct)\b)",
    re.IGNORECASE,
)


def value(text: str) -> float:
    """Return what a match of :data:`NUMBER` is worth: ``value("1.6 billion") == 1.6e9``."""
    total, factor = 0.0, 1.0
    for part in re.findall(r"[\d.,]+|[a-z]+", text.lower()):
        if part in _MAGNITUDES or part in _LETTERS:
            factor *= _MAGNITUDES.get(part) or _LETTERS[part]
        elif part == "half":
            factor *= 0.5
        elif part not in {"a", "an"}:
            total += _WORDS[part] if part in _WORDS else float(part.replace(",", ""))
    return round((total or _default(text)) * factor, 9)


def _default(text: str) -> float:
    """Return 1 where "a million" leaves the number out, 0 where the text says nought."""
    return 0.0 if re.match(r"0|zero\b", text, re.IGNORECASE) else 1.0


def magnitude(text: str) -> float:
    """Return the factor alone: 1e6 for "22 million", 1 for "22"."""
    factor = 1.0
    for part in re.findall(r"[a-z]+", text.lower()):
        factor *= _MAGNITUDES.get(part, 1.0)
    return factor


def in_words(text: str) -> bool:
    """Return whether a number is written in letters, as small counts and idioms are."""
    return not re.match(r"\d", text)
