"""Which new line stands for which old one: by the words they share, one to one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

ALIKE = 0.5  # of the words of two lines; below it they are two lines, not one reworded
SAME_PASSAGES = 0.4  # what it counts that two lines cite just the same
_MARK = re.compile(r"\[\^([^\]\s]+)\]")


def likeness(one: str, other: str) -> float:
    """Return how much of their words two lines share (Dice's coefficient), 0 to 1.

    Lines that cite the same passages count as closer.
    """
    first, second = _words(one), _words(other)
    total = first.total() + second.total()
    if not total:
        return 0.0
    cited, cited_too = _MARK.findall(one), _MARK.findall(other)
    bonus = SAME_PASSAGES if cited and cited == cited_too else 0.0
    return min(1.0, 2 * (first & second).total() / total + bonus)


def cites(line: str) -> frozenset[str]:
    """Return the footnotes a line cites."""
    return frozenset(_MARK.findall(line))


def _words(line: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", _MARK.sub("", line).lower()))


def pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return the place in ``old`` of each place in ``new`` that is its like, closest first."""
    scored = sorted(
        (-likeness(one, other), i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if one.strip() and other.strip()
    )
    found: dict[int, int] = {}
    for score, i, j in scored:
        if -score >= ALIKE and j not in found and i not in found.values():
            found[j] = i
    return found


def in_order(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of places that are alike and do not cross, the closest taken first."""
    kept: list[tuple[int, int]] = []
    found = pairs(old, new)
    for i, j in sorted(
        ((i, j) for j, i in found.items()), key=lambda p: (-likeness(old[p[0]], new[p[1]]), p)
    ):
        if all((i < a) == (j < b) for a, b in kept):
            kept.append((i, j))
    return sorted(kept)
