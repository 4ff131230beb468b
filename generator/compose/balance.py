"""Find what answers a sentence: the reply beside the accusation, the caveat beside the claim.

A reply is often told far from what it answers.  Right behind it a contrast is enough; further away
the two must share what they are about, the more the further.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.compose.offers import Lines
from generator.compose.pool import Line, Roots
from generator.compose.signs import is_share_price, numbers, signs
from generator.model import Cue

NEAR = 2  # sentences behind a claim within which a contrast answers it
COMMON = 0.16  # share of the roots of the shorter one that a far reply has in common with the claim
EMPTY_WORDS = 14  # up to which "X declined to comment" tells nothing else
_SILENCE = re.compile(
    r"\b(?:declined to|no comment"
    r"|did ?n[o']t (?:immediately )?(?:respond|reply|comment|return|answer)"
    r"|(?:had|has|have|gave|made) no (?:immediate )?(?:comment|answer|statement))\b"
)
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied)|(?:reject|dismiss|refut|disput|rebutt)(?:s|es|ed))\b")


class Answer(NamedTuple):
    """The place of the line that answers, and whether the claim may not stand without it."""

    place: int
    must: bool


def answer(at: int, lines: Lines) -> Answer | None:
    """Return what answers the line at ``at`` in its article, the nearest and strongest; or None."""
    claim = lines[at]
    if "claim" not in signs(claim.text).lists or _is_reply(claim):
        return None
    best: tuple[float, Answer] | None = None
    for place in range(at + 1, len(lines)):
        other = lines[place]
        if other.article != claim.article:
            break
        shared = _common(claim.roots, other.roots, lines)
        must = _answers(claim, other, place - at, shared)
        if must is None:
            continue
        strength = 1.0 + must - 0.15 * min(8, place - at) + shared
        if best is None or strength > best[0]:
            best = (strength, Answer(place, must))
    return best[1] if best else None


def _answers(claim: Line, other: Line, distance: int, shared: float) -> bool | None:
    """Return whether a line is a reply that must be told (or else a caveat); None if neither."""
    told = signs(other.text)
    if is_share_price(other.text):
        return None
    if _is_reply(other):
        near = (distance == 1 and "reply" in told.lists) or (distance <= NEAR and shared > 0)
        return True if near or shared >= COMMON else None
    close = distance <= NEAR and other.sentence.paragraph <= claim.sentence.paragraph + 1
    if close and "contrast" in told.opens and (distance == 1 or shared > COMMON):
        return False
    if told.lists & {"condition", "proviso"} and (shared >= COMMON or (close and shared > 0)):
        return False
    return None


def _is_reply(line: Line) -> bool:
    return "reply" in signs(line.text).lists or Cue.NOT_KNOWN in line.found.cues


def denies(line: Line) -> bool:
    """Return whether a line says that somebody denies or rejects something."""
    return _DENIES.search(line.text) is not None


def is_empty(line: Line) -> bool:
    """Return whether a reply only says that there is none: no bullet of its own."""
    short = line.words <= EMPTY_WORDS and not numbers(line.found)
    return short and _SILENCE.search(line.text) is not None


def counter(line: Line) -> float:
    """Return how much a line tells the other side, 0 to 1: a reply, a limit, a doubt."""
    told = signs(line.text)
    if is_empty(line) or is_share_price(line.text):
        return 0.0
    firm = bool(line.found.names or numbers(line.found))
    grades = (
        (1.0, "reply" in told.lists or "condition" in told.lists),
        (0.8, "doubt" in told.lists or Cue.NOT_KNOWN in line.found.cues),
        (0.6, firm and "contrast" in told.opens),
        (0.4, firm and bool(told.lists & {"proviso", "ruling"})),
    )
    return next((grade for grade, holds in grades if holds), 0.0)


def _common(one: Roots, other: Roots, lines: Lines) -> float:
    """Return how much of the weight of the lighter of two sets of roots both have, 0 to 1."""
    least = min(lines.weigh(one), lines.weigh(other))
    return lines.weigh(one & other) / least if least else 0.0
