"""What the difference between two figures is: basis, period, revision, spread or unresolved."""

from __future__ import annotations

import math
import re

from generator.catalogue.entries import Catalogue
from generator.compose.basis import Basis, Told, basis
from generator.model import Figure, SpeaksAs

DIFFERENT_BASIS, DIFFERENT_PERIOD = "different basis", "different period"
REVISION, SPREAD, UNRESOLVED = "revision", "spread", "unresolved"
CONFUSED = frozenset({DIFFERENT_BASIS, DIFFERENT_PERIOD})


def kind_of(one: Told, other: Told, catalogue: Catalogue) -> str | None:
    """Return the kind of the difference between two figures.

    ``None`` if they agree, or are not about the same quantity, so that nothing can be said.
    """
    left, right = basis(one, catalogue), basis(other, catalogue)
    if left is None or right is None or left.quantity != right.quantity:
        return None
    return kind_on(one, other, left, right)


def kind_on(one: Told, other: Told, left: Basis, right: Basis) -> str | None:
    """Return the kind of the difference between two figures whose bases are known."""
    if counted_at(left) != counted_at(right):
        return DIFFERENT_BASIS
    if agree(one.figure, other.figure):
        return None
    if left.period and right.period and not _same_time(left.period, right.period):
        return DIFFERENT_PERIOD
    if _foretells(left, other) or _foretells(right, one):
        return DIFFERENT_PERIOD
    return disagreement(one, other)


def _foretells(at: Basis, told: Told) -> bool:
    """Return whether a figure is for a year to come, seen from an article that names none."""
    if at.period is None or told.article.date is None or told.figure.period is not None:
        return False
    return at.period[:4] > str(told.article.date.year)


def counted_at(counted: Basis) -> tuple[str, str, str, str]:
    """Return the part of a basis on which two figures must agree to contradict each other."""
    return counted.scope, counted.stage or "", counted.group or "", counted.measure


def disagreement(one: Told, other: Told) -> str | None:
    """Return how two figures on one basis disagree; ``None`` for parts that one source lists."""
    if same_source(one, other):
        revised = _REVISED.search(one.figure.passage.text + " " + other.figure.passage.text)
        apart = one.article.id != other.article.id and one.article.date != other.article.date
        return REVISION if revised or apart else None
    return SPREAD if _is_estimate(one.figure) or _is_estimate(other.figure) else UNRESOLVED


_REVISED = re.compile(
    r"\b(?:revis\w+|corrected|updated|(?:lowered|raised|cut) (?:its|the|their) (?:estimate|forecast"
    r"|figure|projection)|first (?:put|gave|said)|earlier figures?|later (?:put|gave))\b"
)
_ESTIMATE = re.compile(
    r"\b(?:estimat\w+|forecasts?|projected|expected|share|reserves?|resources?|output|production"
    r"|min\w+|refin\w+|process\w*|price|magnets?|demand|dependence|could|would|deposits?)\b",
    re.IGNORECASE,
)


def _is_estimate(figure: Figure) -> bool:
    words = f"{figure.what or ''} {figure.stage or ''} {figure.passage.text}"
    return bool(_ESTIMATE.search(words)) and not re.search(r"\bshares\b", figure.what or "")


def same_source(one: Told, other: Told) -> bool:
    """Return whether two figures come from the same speaker; a note is no source of its own."""
    left, right = one.figure.speaker, other.figure.speaker
    if left is None or right is None or SpeaksAs.NOTE in {left.kind, right.kind}:
        return one.figure.passage == other.figure.passage
    if left.entity or right.entity:
        return left.entity == right.entity
    return left.name == right.name


def _same_time(left: str, right: str) -> bool:
    return left.startswith(right) or right.startswith(left)


_ABOUT = frozenset({"about", "around", "roughly", "approximately", "some", "an estimated"})
_MORE = frozenset({"over", "more than", "above", "at least"})
_LESS = frozenset({"up to", "under", "less than", "below"})
_JUST_UNDER = frozenset({"nearly", "almost"})


def bounds(low: float, high: float, qualifier: str | None) -> tuple[float, float]:
    """Return the least and the most that a figure can mean, its qualifier and rounding included.

    An end that the words leave open is infinite.
    """
    if qualifier in _MORE:
        return low, math.inf
    if qualifier in _LESS:
        return -math.inf, high
    if qualifier in _JUST_UNDER:
        return low * 0.94, high
    slack = 0.05 if qualifier in _ABOUT else 0.005
    return low * (1 - slack), high * (1 + slack)


def agree(one: Figure, other: Figure) -> bool:
    """Return whether two figures can both be true: "over 60%" and "69%" can."""
    left = bounds(one.low, one.high, one.qualifier)
    right = bounds(other.low, other.high, other.qualifier)
    return left[0] <= right[1] and right[0] <= left[1]
