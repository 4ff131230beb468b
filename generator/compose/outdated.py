"""Put back what a later article of the story counts otherwise: the newest count is told first.

"Two workers were hurt", said on Monday, gives way to "five workers were hurt", said on Friday.
Shares are left alone: two of them are seldom of one whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.compose.candidate import Candidate
from generator.compose.editions import is_later
from generator.extract.quantities import quantities
from generator.model import Article
from generator.text.words import cosine

SETBACK = 3.0  # log odds
# Likeness from which two sentences count one thing: of bare counts, whose noun says much, and of
# weights and money.
COUNTED, MEASURED = 0.12, 0.35
LONGEST_MEASURE = 3  # letters: "t", "kg", "ppm"; a noun is longer
_SHARES = ("%", "percentage points")

Counts = dict[str, set[tuple[float, float]]]


def set_back(found: Sequence[Candidate], articles: Sequence[Article]) -> list[Candidate]:
    """Return ``found`` with lower scores where an article of a later day has another count."""
    if len(articles) == 1:
        return list(found)
    counted = [(each, _counts(each.text)) for each in found]
    return [
        replace(each, score=each.score - SETBACK)
        if any(
            _later(articles, each, other) and _differ(each, other, own, theirs)
            for other, theirs in counted
        )
        else each
        for each, own in counted
    ]


def _counts(text: str) -> Counts:
    found: Counts = {}
    for each in quantities(text):
        if each.unit not in _SHARES:
            found.setdefault(each.unit, set()).add((each.low, each.high))
    return found


def _later(articles: Sequence[Article], each: Candidate, other: Candidate) -> bool:
    return is_later(articles[other.article], articles[each.article])


def _differ(old: Candidate, new: Candidate, own: Counts, theirs: Counts) -> bool:
    """Return whether two sentences count one thing, and not one value of it is common."""
    likeness = cosine(old.vector, new.vector)
    return any(
        likeness >= (COUNTED if unit.islower() and len(unit) > LONGEST_MEASURE else MEASURED)
        and own[unit].isdisjoint(theirs[unit])
        for unit in own.keys() & theirs.keys()
    )
