"""Which facts share a row: a figure that two articles give, the dates of one clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Event, Figure

_WORD = re.compile(r"[^\W_]+")
_SMALL_WORDS = "the a an of in on for to and or its their at by from with world global"
_SMALL = frozenset(_SMALL_WORDS.split())


def figure_rows(figures: Sequence[Figure]) -> list[tuple[Figure, ...]]:
    """Return the figures in order, one that several articles give as one row."""
    rows: list[list[Figure]] = []
    for figure in figures:
        row = next((row for row in rows if all(_same(each, figure) for each in row)), None)
        if row is None:
            rows.append([figure])
        else:
            row.append(figure)
    return [tuple(row) for row in rows]


def _same(one: Figure, other: Figure) -> bool:
    """Return whether two articles give one figure: value, unit and all they say of its basis."""
    if one.passage.article == other.passage.article:
        return False
    if (one.low, one.high, one.unit) != (other.low, other.high, other.unit):
        return False
    told = (
        (one.stage, other.stage),
        (one.group, other.group),
        (one.place, other.place),
        (one.when or one.period, other.when or other.period),
    )
    if any(left and right and left != right for left, right in told):
        return False
    left, right = _words(one.what or ""), _words(other.what or "")
    return bool(left and right) and (left <= right or right <= left)


def _words(what: str) -> set[str]:
    return {word.removesuffix("s") for word in _WORD.findall(what.lower())} - _SMALL


def event_rows(events: Sequence[Event]) -> list[tuple[Event, ...]]:
    """Return the events in order, those that one clause tells as one row with all its dates."""
    rows: dict[tuple[str, str, bool], list[Event]] = {}
    for event in events:
        rows.setdefault((event.passage.label, event.text, event.expected), []).append(event)
    return [tuple(row) for row in rows.values()]
