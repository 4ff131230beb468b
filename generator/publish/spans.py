"""The stretches of a measure's life, as the status engine tells each day: for drawings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from generator.catalogue.measures import Clause, Measure
from generator.catalogue.status import State, status
from generator.publish.standings import Standing

DAY = dt.timedelta(days=1)


class Span(NamedTuple):
    """A stretch of a measure's life, last day included.

    ``kind`` is in-force, suspended, unknown or announced.
    """

    kind: str
    start: dt.date
    end: dt.date


class Bar(NamedTuple):
    """What one row of the drawing is about: a measure, or a part of one with its own fate."""

    name: str
    part: str  # what the part orders; empty for a whole measure
    dates: Measure
    reaches: dt.date | None
    announced: dt.date | None = None  # of a part its own day, never that of its measure


def bars(item: Standing) -> tuple[Bar, ...]:
    """Return the rows of a measure: itself, or each of its parts where their lives differ.

    The parts decide, also of what lies behind: one may have applied before all were suspended.
    """
    status = item.status
    parts = tuple(
        Bar(
            item.name,
            clause.what,
            _dates(clause, item.measure),
            status.reaches,
            clause.announced,
        )
        for clause, _ in status.parts
    )
    if len({spans(bar, status.as_of) for bar in parts}) > 1:
        return parts
    whole = parts[0].dates if parts else replace(item.measure, clauses=())
    return (Bar(item.name, "", whole, status.reaches, item.measure.announced),)


def _dates(clause: Clause, measure: Measure) -> Measure:
    return Measure(
        measure.kind,
        announced=clause.announced
        or min((d for d in (measure.announced, clause.effective) if d), default=None),
        effective=clause.effective or measure.effective,
        took_effect=clause.took_effect,
        suspensions=clause.suspensions,
        ended=clause.ended or measure.ended,
    )


_KINDS = {
    State.ANNOUNCED: "announced",
    State.FUTURE: "announced",
    State.IN_FORCE: "in-force",
    State.SUSPENDED: "suspended",
    State.LAPSED: "unknown",
    State.UNKNOWN: "unknown",
}


def spans(bar: Bar, last: dt.date) -> tuple[Span, ...]:
    """Return what is known up to ``last``, in order, as the status engine tells each day.

    After the last day that the sources cover nothing is drawn as in force.
    """
    starts = sorted({day for day in _turns(bar) if day <= last})
    found: list[Span] = []
    for start, following in pairwise([*starts, last + DAY]):
        kind = _kind(bar, start)
        if kind and found and found[-1].kind == kind and found[-1].end + DAY == start:
            found[-1] = found[-1]._replace(end=following - DAY)
        elif kind:
            found.append(Span(kind, start, following - DAY))
    return tuple(found)


def _kind(bar: Bar, day: dt.date) -> str | None:
    found = status(bar.dates, day, bar.reaches)
    kind = _KINDS.get(found.state) if found else None
    covered = bar.reaches is not None and day <= bar.reaches
    return "unknown" if kind == "in-force" and not covered else kind


def _turns(bar: Bar) -> Iterator[dt.date]:
    """Yield each day on which the status of a measure can change."""
    dates = bar.dates
    first_phase = dates.phases[0].effective if dates.phases else None
    firsts = [dates.announced, dates.effective, first_phase, dates.ended]
    lasts = [bar.reaches]
    for order in dates.suspensions:
        firsts += [order.announced, order.start, order.resumed]
        lasts.append(order.until)
    yield from (day for day in firsts if day)
    yield from (day + DAY for day in lasts if day)
