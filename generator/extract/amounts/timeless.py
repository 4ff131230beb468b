"""Words without their dates, which have a cell of their own."""

from __future__ import annotations

import re

from generator.extract.amounts.stretches import stretches
from generator.extract.dates import dates

_GONE = "\0"
_LINKED = re.compile(
    r"(?:\b(?:on the (?:morning|afternoon|evening|day|eve|night) of"
    r"|as of|in|on|by|since|for|during|at|to|from|over|through|after|of)\s+)"
    rf"(?:(?:the|a|about|early|late|mid|full|whole|cumulative|combined|same|all)\s+)*{_GONE}"
    rf"(?:\s?(?:and|to|[-–]|through|or)\s?{_GONE})?(?:\s(?:combined|alone|overall|as a whole)\b)?",
    re.IGNORECASE,
)
_HANGING = re.compile(r"\b(?:in|on|by|since|for|during|at|to|from|from about|after)\s+(?=,|$|\s)")


def timeless(words: str) -> str:
    """Return words without their dates, and without prepositions that lead nowhere."""
    return _HANGING.sub(" ", undated(words))


def undated(words: str) -> str:
    """Return words without their dates and the prepositions before them."""
    for span in reversed(stretches(words, dates(words, None))):
        words = words[: span.start] + _GONE + words[span.end :]
    return _LINKED.sub(" ", words).replace(_GONE, " ")
