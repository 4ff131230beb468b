"""Which facts share a row: a figure that two articles give, the dates of one clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

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
    """Return the events in order, those that one clause tells as one row with all its dates.

    A clause that is a part of a longer one is told by that.
    """
    rows: list[list[Event]] = []
    for event in events:
        row = next((row for row in rows if _of_one_clause(row[0], event)), None)
        if row is None:
            rows.append([event])
        else:
            row.append(event)
    return [_longest_first(row) for row in rows]


def _of_one_clause(one: Event, other: Event) -> bool:
    if (one.passage.label, one.expected) != (other.passage.label, other.expected):
        return False
    short, long = sorted((one.text.strip(), other.text.strip()), key=len)
    return short in long


def _longest_first(row: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events of a row in order, each with the words of the longest clause."""
    text = max((event.text for event in row), key=len)
    return tuple(replace(event, text=text) for event in row)
