"""Pauses of a measure: each may rest on several orders, the first and those that prolonged it.

A suspension that begins no later than the day after the one before it ends prolongs that one;
with a gap between them, or where the measure applied again, it is a pause of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.catalogue.measures import Suspension

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch without a gap from ``start`` to ``until``, both days included.

    ``before`` are the ends it had before it was prolonged, ``by`` is who ordered the last part,
    ``resumed`` the day from which the measure applies again.  ``again`` means that an earlier
    pause had come to its end.
    """

    start: dt.date | None
    until: dt.date | None
    by: str | None
    resumed: dt.date | None
    before: tuple[dt.date, ...] = ()
    again: bool = False


def pauses(suspensions: Iterable[Suspension], as_of: dt.date) -> tuple[Pause, ...]:
    """Return the pauses known on a day, in order: those that had begun or had been announced."""
    found: list[Pause] = []
    for one in suspensions:
        known = one.announced or one.start
        if known and as_of < known:
            continue
        new = Pause(one.start, one.until, one.by, one.resumed, again=bool(found))
        if found and _goes_on(found[-1], new):
            last = found.pop()
            ends = (last.until,) if last.until and last.until != new.until else ()
            before = (*last.before, *ends)
            new = replace(new, start=last.start, before=before, again=last.again)
        found.append(new)
    return tuple(found)


def _goes_on(last: Pause, new: Pause) -> bool:
    if new.start is None:
        return True
    if last.resumed and last.resumed < new.start:
        return False
    return last.until is None or new.start <= last.until + _DAY


def begun(found: Iterable[Pause], as_of: dt.date) -> Pause | None:
    """Return the last pause that has begun, whatever has become of it."""
    return next((p for p in reversed(tuple(found)) if not (p.start and as_of < p.start)), None)


def ahead(found: Iterable[Pause], as_of: dt.date) -> Pause | None:
    """Return the next pause that is announced and has not begun."""
    return next((p for p in found if p.start and as_of < p.start), None)
