"""Find the bottom line: the sentence that tells the news, and the next if it goes on about it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.compose.coherence import Shown
from generator.compose.limits import WORDS_IN_A_ROW
from generator.compose.offers import Lines
from generator.compose.signs import numbers

LOOKED_AT = 8  # first sentences that may be the bottom line
BOTTOM_WORDS = 75  # of both its sentences
FIRST_WORDS = 42  # of the first, from which a second is too much
TELLS = 0.33  # chance from which the second tells something
SHARED = 0.1  # of the headline, which a second without a figure tells
ALIKE = 0.5  # likeness from which it tells the same


def bottom_line(lines: Lines, w: Mapping[str, float]) -> tuple[int, ...]:
    """Return the places of the one or two lines that tell the news of the first article.

    A sentence tells it by what it shares with the headline, beside its score and its place; ``w``
    has the weights.
    """
    own = [at for at in range(len(lines)) if lines[at].article == lines[0].article]
    looked_at = set(own[:LOOKED_AT])
    if lines.title:
        looked_at |= set(sorted(own, key=lambda at: -lines[at].score)[:3])
        looked_at |= set(sorted(own, key=lambda at: -lines.share(lines[at].roots))[:2])
    tried = sorted(looked_at)
    tried = [at for at in tried if lines[at].words <= WORDS_IN_A_ROW] or tried
    lead = max(tried, key=lambda at: _news(lines, at, w))
    return (lead, lead + 1) if _goes_on(lines, lead) else (lead,)


def _news(lines: Lines, at: int, w: Mapping[str, float]) -> float:
    """Return how well a sentence tells the news."""
    line = lines[at]
    share = lines.share(line.roots)
    value = w["news: score"] * line.score + w["news: headline"] * share
    value += w["news: place"] * min(line.place, 12)
    value += w["news: first"] * (line.place == 0) * min(1.0, 4 * share)
    value += w["news: names"] * min(3, len(line.found.names)) / 3
    return value + w["news: leans"] * (lines.needs(at, Shown(lines.title)).places != frozenset())


def _goes_on(lines: Lines, lead: int) -> bool:
    """Return whether the line after the lead belongs to the news, and adds to it."""
    if lines.is_sourced_next(lead):
        return True
    if not lines.follows(lead) or lines[lead].words > FIRST_WORDS:
        return False
    first, line = lines[lead], lines[lead + 1]
    if first.words + line.words > BOTTOM_WORDS or line.found.cues:
        return False
    reads = lines.needs(lead + 1, lines.shown((lead,))).places == frozenset()
    tells = line.chance > TELLS and (numbers(line.found) or lines.share(line.roots) > SHARED)
    return reads and bool(tells) and lines.likeness(lead, lead + 1) < ALIKE
