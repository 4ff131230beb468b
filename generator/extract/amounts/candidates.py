"""Which quantities of a text are figures worth a row, and which only count who was speaking."""

from __future__ import annotations

import re

from generator.extract.currencies import WORDS
from generator.extract.units import DURATIONS, measures_material
from generator.model import Quantity

# "Two people told Reuters" counts sources, not the world.
_TELLERS = re.compile(
    r"\b(?:people|persons|sources|officials|analysts|others|ways|sides|parts|accounts|reports|times"
    r"|outlets|figures|things|steps|dates|numbers|editions)$"
)
_TELLING = re.compile(
    r"\s(?:told|tells?|telling|said|says?|recalls?|believe[sd]?|familiar"
    r"|with (?:direct )?knowledge|close to|briefed)\b"
)
_CITED = re.compile(r"\b(?:cited|citing|quoted|quoting|told|according to|in the words of)\s$")
# "has told six makers to stop" is an order, "citing two deals" tells of no speakers.
_ORDERED = re.compile(r"\sto\s[a-z]")
_SPEAKING = re.compile(
    r"\b(?:people|persons|\w*sources|officials|\w+(?:ists?|ers|ors|ants|ives)|outlets|media|reports"
    r"|papers|documents|members|aides|figures)$"
)
_KNOWN = re.compile(r"\b(?:the|these|those|both|its|their|his|her|other|our)\s$", re.IGNORECASE)
_OFFSET = re.compile(r"\s(?:after|before|later|earlier|ago|away|from now|on\b(?=,)|apart)\b")
_PERIOD = re.compile(r"\s(?:of (?:19|20)\d\d|(?:to|ended|ending)\s(?:the end of )?[A-Z])")
# "A one-year high", "the lowest in about six months": when something was last so.
_EXTREME = re.compile(r"[\s-](?:highs?|lows?|peaks?|records?)\b")
_EXTREME_IN = re.compile(
    r"\b(?:lowest|highest|most|least|largest|biggest|smallest|best|worst|first|fastest|low|high|peak|slowest)"
    r"(?:\s[\w-]+){0,4}?\s(?:in|for)\s(?:\w+\s)?$"
)
_SPAN_OF = re.compile(r"\b(?:first|last|past|previous|preceding|next|following|coming|other)\s$")
_SPAN_IN = re.compile(r"\b(?:preceding|previous|past|following|consecutive)\b")


def is_figure(text: str, quantity: Quantity, seen: set[float]) -> bool:
    """Return whether a quantity belongs into the table.

    Left out are counts of those who told something, what "the two" points back to, and lengths of
    time that only place an event.
    """
    lead, trail = text[: quantity.start], text[quantity.end : quantity.end + 24]
    if re.search(r"\b(?:add(?:s|ed)? up to|better part of)\s$", lead):
        return False  # a sum of other figures, or no number at all
    if quantity.unit in DURATIONS:
        return _is_term(quantity, lead, trail)
    if re.match(r"[\s-]?(?:figure|number|mark)\b", trail) and re.search(r"\bthe\s$", lead):
        return False  # "the 30% figure" is told elsewhere
    if measures_material(quantity.unit) or quantity.unit[:1].isupper() or quantity.unit in WORDS:
        return True
    words = quantity.high <= _SMALL and quantity.given[:1].isalpha()
    if _counts_tellers(quantity, lead, trail) or (words and _TELLERS.search(quantity.given)):
        return False
    return not (_KNOWN.search(lead) and (words or quantity.high in seen))


def _counts_tellers(quantity: Quantity, lead: str, trail: str) -> bool:
    """Return whether a count is of those who told something."""
    cited = _CITED.search(lead) and not _ORDERED.match(trail) and _SPEAKING.search(quantity.given)
    return bool(_TELLING.match(trail) or cited)


_SMALL = 12  # up to here texts write counts in words and point back to them with "the"


def _is_term(quantity: Quantity, lead: str, trail: str) -> bool:
    """Return whether a length of time is a term of its own and not the place of an event."""
    if (
        (_OFFSET.match(trail) and not re.search(r"\bfor\s$", lead))
        or _PERIOD.match(trail)
        or _EXTREME.match(trail)
    ):
        return False
    if _EXTREME_IN.search(lead):
        return False
    if quantity.given.lower() == "one day" or _SPAN_IN.search(quantity.given):
        return False
    return not (_SPAN_OF.search(lead) and "year" not in quantity.unit)
