"""Choose the key points: what the page should tell besides the news, each thing once."""

from __future__ import annotations

from collections.abc import Sequence

from generator.compose.candidate import SAME, Candidate, alike
from generator.compose.headline import Parts, gain, untold
from generator.compose.room import Room
from generator.model import Role

TEDIUM = 1.5  # what likeness to a chosen sentence costs, in log odds
FLOOR = -4.5  # log odds under which a sentence would only fill up the page
_ELSEWHERE = frozenset({Role.DIFFER, Role.NOT_KNOWN})
_LATER = {Role.WHY: 0.3, Role.WATCH: 0.6}  # sentences with a section of their own wait for it


def key_points(
    title: Parts, pool: Sequence[Candidate], told: Sequence[Candidate], room: Room, most: int
) -> list[Candidate]:
    """Return what adds most to what is ``told``, the best first (maximal marginal relevance).

    The title is told before all else, as far as sentences tell it.
    """
    chosen: list[Candidate] = []
    while len(chosen) < most:
        shown = [*told, *chosen]
        missing = untold(title, shown)
        offers = [
            (_worth(each, shown) + gain(each, missing), -each.article, -each.place, each)
            for each in pool
            if not each.roles & _ELSEWHERE and is_free(each, shown, room)
        ]
        worth, *_, best = max(offers, key=lambda offer: offer[:3], default=(FLOOR, None))
        if best is None or worth <= FLOOR:
            break
        chosen.append(best)
    return chosen


def _worth(each: Candidate, told: Sequence[Candidate]) -> float:
    later = sum(_LATER[role] for role in sorted(each.roles) if role in _LATER)
    return each.score - later - TEDIUM * max((alike(each, other) for other in told), default=0.0)


def is_free(each: Candidate, told: Sequence[Candidate], room: Room) -> bool:
    """Return whether a candidate fits, can stand in a bullet and says what is not said yet."""
    if each.leans or not room.holds(each, told):
        return False
    if each.is_correction:  # that repeats what is told is its sense
        return not any(map(each.overlaps, told))
    return not any(each.overlaps(other) or alike(each, other) >= SAME for other in told)
