"""Find the bottom line: the sentence that tells the news, and the next if it goes on about it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.compose.coherence import Shown
from generator.compose.offers import Lines
from generator.compose.signs import is_scene, numbers, signs
from generator.model import Cue

LOOKED_AT = 8  # first sentences that may be the bottom line
BOTTOM_WORDS = 75  # of both its sentences
FIRST_WORDS = 42  # of the first, from which a second is too much


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
    tried = sorted(at for at in looked_at if at - 1 not in lines.withdrawn)
    lead = max(tried, key=lambda at: _news(lines, at, w))
    if lead in lines.withdrawn:
        return lead, lead + 1
    return (lead, lead + 1) if _goes_on(lines, lead, w) else (lead,)


def _news(lines: Lines, at: int, w: Mapping[str, float]) -> float:
    """Return how well a sentence tells the news."""
    line, shown = lines[at], Shown(lines.title)
    share, needs = lines.share(line.roots), lines.needs(at, shown)
    value = w["news: score"] * line.score
    value += w["news: headline" if lines.title else "news: without headline"] * share
    value += w["news: place"] * min(line.place, 12) + w["news: long"] * (line.words > 50)
    value += w["news: scene"] * is_scene(line.text)
    value += w["news: quotation"] * (line.text[:1] in "\"“'‘")
    value += w["news: first"] * (line.place == 0) * min(1.0, 4 * share)
    value += w["news: leans"] * (needs.places != frozenset())
    value += w["news: leans on the headline"] * needs.told
    apart = "reply" in signs(line.text).lists or Cue.NOT_KNOWN in line.found.cues
    return value + w["news: reply"] * apart


def _goes_on(lines: Lines, lead: int, w: Mapping[str, float]) -> bool:
    """Return whether the line after the lead belongs to the news, and adds to it."""
    if lines.is_sourced_next(lead):
        return True
    if not lines.follows(lead) or lines[lead].words > FIRST_WORDS:
        return False
    first, line = lines[lead], lines[lead + 1]
    if line.words < 8 or first.words + line.words > BOTTOM_WORDS or line.found.cues:
        return False
    if lines.needs(lead + 1, lines.shown((lead,))).places != frozenset():
        return False
    new = line.roots - first.roots - lines.target
    names = sum(1 for each in new if each[0] == "@" or each[0].isdigit())
    value = w["second: score"] * line.score
    value += w["second: headline"] * lines.share(line.roots - first.roots)
    value += w["second: new names and numbers"] * min(2, names)
    value += w["second: mechanism"] * ("mechanism" in signs(line.text).lists)
    value += w["second: number"] * bool(numbers(line.found))
    value += w["second: likeness"] * max(0.0, lines.likeness(lead, lead + 1) - 0.35)
    return value > (-0.15 if first.words > 13 else -0.9)
