"""Find numbers that measure nothing: in names, codes, clock times and ordinals."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing_room.extract.units import SIGNS, SYMBOLS, UNIT_WORDS
from briefing_room.text.lexicon import alternatives, table

_TABLE = table("numerals")
_NAMING_WORD = f"(?:{alternatives(_TABLE['names'].split())})s?"
_NUMBER_NAMES = "|".join(word.title() for word in _TABLE["units"].split()[1:11])
_ITEM = rf"(?:\d[\w.-]*(?:\([a-z0-9]{{1,4}}\)){{0,3}}|{_NUMBER_NAMES})"
_ITEM_LINK = r"(?:,\s|\s?[–/]\s?|\s-\s|\s(?:to|and|or)\s)"
_ITEM_END = r"(?![\w-]|\.\d|\s?(?:%|per\s?cent|million|billion))"
# "Announcements Nos. 61 and 62", "Group of Seven"
_ITEMS = rf"{_ITEM}(?:{_ITEM_LINK}{_ITEM}{_ITEM_END}){{0,40}}"
_SYMBOL = alternatives(SYMBOLS)
_UNIT_SUFFIX = alternatives({*SYMBOLS, *_TABLE["magnitudes"], *"kmbKMB", "s"} - {"dozen"})
_CURRENCY_CODE = alternatives(sign.lstrip("$") for sign in SIGNS if sign[-1].isalpha())
# "Q3" and "mid-2025" are dates, "million-5" and "tonnes-6" are in the middle of a range.
_UNIT_WORD = alternatives({*UNIT_WORDS, *_TABLE["magnitudes"]})
_NO_NAME = (
    rf"(?:{_CURRENCY_CODE})\d|(?:[QH][1-4]|(?:{_UNIT_WORD})-\d[\d.,]*"
    r"|(?i:(?:mid|end|early|late|pre|post)-?(?:19|20)\d\ds?)|FY\d\d(?:\d\d)?)\b"
)
_DESIGNATION = re.compile(
    "|".join(
        (
            rf"\b(?:{_NAMING_WORD}\s(?:No\.?\s)?|Group\sof\s)(?P<listed>{_ITEMS})",
            # a tariff code, but not "1250.75 kg"
            rf"(?<![$€£¥₹₩])\b\d{{4}}\.\d\d(?:\.\d+)*\b(?!\s?%|[\s-]?(?:{_UNIT_WORD}|{_SYMBOL})\b)",
            r"\b\d{1,2}(?::\d\d|(?=\s?[ap]\.?m\.?\b))",  # a clock time
            r"\((?:EU|EC|EEC)\)\s(?:No\.?\s)?\d+/\d+|\b\d{4}/\d{2,4}/(?:EU|EC|EEC)\b",
            r"\b\d+(?:\.\d+)?\s?(?:%|per\scent|percent)(?=\s[Rr]ule\b)",
            rf"\b(?!{_NO_NAME})[A-Za-z]+-?\d[\w-]*",  # "F-35", "COVID19"
            # "10X" and "5G", but no "418kg"
            rf"(?<![$€£¥₹₩])\b\d+(?!(?:{_UNIT_SUFFIX})\b)[A-Za-z]\w*(?:-[A-Z]\w*)?\b",
        )
    )
)


@lru_cache(maxsize=512)  # both the dates and the quantities of a sentence need them
def find_designations(text: str) -> tuple[tuple[int, int], ...]:
    """Find the spans of the numbers in names, codes, clock times and ordinals."""
    return tuple(match.span(match.lastgroup or 0) for match in _DESIGNATION.finditer(text))
