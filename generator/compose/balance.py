"""Find what answers a sentence: the reply beside the accusation, the caveat beside the claim.

A reply is often told far from what it answers.  Right behind it a contrast is enough; further away
the two must share what they are about, the more the further.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import fsum

from generator.compose.pool import Line, Roots
from generator.compose.signs import is_share_price, signs
from generator.model import Cue

NEAR = 2  # sentences behind a claim within which a contrast answers it
COMMON = 0.16  # share of the roots of the shorter one that a far reply has in common with the claim


class Answer(IntEnum):
    """How strongly a sentence answers another one."""

    CAVEAT = 1  # a contrast or a condition
    REPLY = 2  # a denial, a reply, or that nobody could confirm it


@dataclass(frozen=True, slots=True)
class Reply:
    """The place of the line that answers, and how."""

    place: int
    kind: Answer


def answer(at: int, lines: Sequence[Line], weight: Mapping[str, float]) -> Reply | None:
    """Return what answers the line at ``at`` in its article, the nearest and strongest; or None."""
    claim = lines[at]
    if "claim" not in signs(claim.text).lists or _is_reply(claim):
        return None
    best: tuple[float, Reply] | None = None
    for place in range(at + 1, len(lines)):
        other = lines[place]
        if other.article != claim.article:
            break
        kind = _kind(claim, other, place - at, weight)
        if kind is None:
            continue
        strength = kind * 1.0 - 0.15 * min(8, place - at) + common(claim.roots, other.roots, weight)
        if best is None or strength > best[0]:
            best = (strength, Reply(place, kind))
    return best[1] if best else None


def _kind(claim: Line, other: Line, distance: int, weight: Mapping[str, float]) -> Answer | None:
    told = signs(other.text)
    shared = common(claim.roots, other.roots, weight)
    if is_share_price(other.text):
        return None
    if _is_reply(other):
        near = distance == 1 or (distance <= NEAR and shared > 0)
        return Answer.REPLY if near or shared >= COMMON else None
    close = distance <= NEAR and other.sentence.paragraph <= claim.sentence.paragraph + 1
    if close and "contrast" in told.opens and (distance == 1 or shared > COMMON):
        return Answer.CAVEAT
    if "condition" in told.lists and (shared >= COMMON or (close and shared > 0)):
        return Answer.CAVEAT
    return None


def _is_reply(line: Line) -> bool:
    return "reply" in signs(line.text).lists or Cue.NOT_KNOWN in line.found.cues


def common(one: Roots, other: Roots, weight: Mapping[str, float]) -> float:
    """Return how much of the weight of the lighter of two sets of roots both have, 0 to 1."""
    both, *each = (
        fsum([weight.get(root, 1.0) for root in some]) for some in (one & other, one, other)
    )
    least = min(each)
    return both / least if least else 0.0
