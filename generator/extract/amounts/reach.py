"""How far the words behind a figure reach, before those of the next one begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.extract.units import DURATIONS, is_money
from generator.model import Quantity

_OVER = re.compile(r"\s(?:over|within|in)\s(?:the next\s)?")
# A sum of ringgit with the same in dollars behind it, "in a complex".
_CONVERTED = re.compile(
    r"^,\s(?:(?:or|about|some|around|roughly|nearly)\s)*[A-Z]{0,2}[$€£¥]\s?[\d.,]+"
    r"(?:\s?(?:m|b|tr)illion|\s?[mb]n)?,(?=\s)"
    r"|^\s\((?:[A-Z]{2,3}\s?|[A-Z]{0,2}[$€£¥])[^()]*\)"
)


def reach(text: str, kept: Sequence[Quantity], index: int) -> int:
    """Return how far the words behind a figure reach: over a sum that describes its noun.

    "A 50% stake in a $1.1 billion project"; so too over the same sum in another currency, and over
    a length of time ("¥39 billion over four years on a reserve").
    """
    end = kept[index].end
    for quantity in kept[index + 1 :]:
        between = text[end : quantity.start]
        lasting = quantity.unit in DURATIONS and _OVER.fullmatch(between)
        describes = re.search(r"\b(?:in|of|for)\s(?:an?|the|its)\s$", text[: quantity.start])
        again = between in {", ", ", or "} and text.startswith(",", quantity.end)
        again = again and is_money(quantity.unit) and is_money(kept[index].unit)
        if not (between == " (" or lasting or describes or again):
            return quantity.end
    return len(text)


def behind(text: str, start: int, end: int) -> str:
    """Return the words behind a figure without the same sum in another currency."""
    return _CONVERTED.sub("", text[start:end])
