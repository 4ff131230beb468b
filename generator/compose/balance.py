"""Find what answers a sentence: the reply beside the accusation, the caveat beside the claim.

A reply is often told far from what it answers.  Right behind it a contrast is enough; further away
the two must share what they are about, the more the further.
"""

from __future__ import annotations

import re

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


def reply(at: int, lines: Lines) -> int | None:
    """Return the place of the line that answers the claim at ``at`` in its article, or None.

    The nearest one that shares most with the claim is its answer.
    """
    claim = lines[at]
    if "claim" not in signs(claim.text).lists or _is_reply(claim):
        return None
    best: tuple[float, int] | None = None
    for place in range(at + 1, len(lines)):
        other, distance = lines[place], place - at
        if other.article != claim.article:
            break
        if not _is_reply(other) or is_share_price(other.text):
            continue
        shared = _common(claim.roots, other.roots, lines)
        right_behind = distance == 1 and "reply" in signs(other.text).lists
        if right_behind or (distance <= NEAR and shared > 0) or shared >= COMMON:
            strength = shared - 0.15 * min(8, distance)
            if best is None or strength > best[0]:
                best = (strength, place)
    return best[1] if best else None


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
    if told.lists & {"reply", "condition"} or "contrast" in told.opens:
        return 1.0
    if "doubt" in told.lists or Cue.NOT_KNOWN in line.found.cues:
        return 0.8
    return 0.5 * bool(told.lists & {"contrast", "proviso", "ruling"})


def _common(one: Roots, other: Roots, lines: Lines) -> float:
    """Return how much of the weight of the lighter of two sets of roots both have, 0 to 1."""
    least = min(lines.weigh(one), lines.weigh(other))
    return lines.weigh(one & other) / least if least else 0.0
