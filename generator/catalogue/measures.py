"""What a policy page says about its measure: kinds, dates, suspension, clauses, lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cited:
    """The passages that give a date of a measure; ``at`` is its way (``clauses.2.ended``)."""

    at: str
    day: dt.date
    cites: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Suspension:
    """An order to pause from ``start`` to ``until``, both days included, by the entity ``by``.

    ``resumed`` is the day from which the measure applies again, if a source gives one;
    ``announced`` the day of the order, where that is not its first day.
    """

    start: dt.date | None = None
    until: dt.date | None = None
    by: str | None = None
    resumed: dt.date | None = None
    announced: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a measure with a fate of its own.

    ``took_effect`` is ``False`` where the part was suspended before ``effective`` came, so that it
    never was in force by then, ``True`` where a source says it came into force; ``None`` where
    that is not in question.  ``suspensions`` are in the order of their first days.
    ``listed`` are the names of a control list that this part holds; ``minerals`` and ``stages``
    what it covers, where that is not all that the measure covers; ``announced`` the day of the part
    itself, as parts of one measure may come on days of their own.
    """

    what: str
    effective: dt.date | None = None
    took_effect: bool | None = None
    suspensions: tuple[Suspension, ...] = ()
    ended: dt.date | None = None
    note: str | None = None
    listed: tuple[str, ...] = ()
    minerals: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    announced: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A later step of a measure that begins on a day of its own."""

    what: str
    effective: dt.date


@dataclass(frozen=True, slots=True)
class Measure:
    """What a policy page says of a measure; what no source supports is ``None`` or empty.

    ``kind`` is ``None`` for a notice that imposes nothing itself, such as a suspension.
    ``suspensions`` are in the order of their first days.
    Where there are ``clauses`` they decide; the fields of the measure are then only a summary.
    ``superseded`` names the measure that took its place, from ``ended`` on if that is known.
    ``read_until`` is how far the editor read the sources that are no seeds of this site.
    """

    kind: str | None = None
    issuer: str | None = None
    announced: dt.date | None = None
    effective: dt.date | None = None
    took_effect: bool | None = None
    suspensions: tuple[Suspension, ...] = ()
    ended: dt.date | None = None
    superseded: str | None = None
    targets: tuple[str, ...] = ()
    minerals: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    listed_total: int | None = None
    watched: tuple[str, ...] = ()
    watched_total: int | None = None
    clauses: tuple[Clause, ...] = ()
    phases: tuple[Phase, ...] = ()
    dispute: str | None = None
    read_until: dt.date | None = None
    cited: tuple[Cited, ...] = ()

    @property
    def all_listed(self) -> tuple[str, ...]:
        """Return every name on its control list, those of its parts included."""
        return (*self.listed, *(name for clause in self.clauses for name in clause.listed))

    def stages_of(self, mineral: str) -> tuple[str, ...]:
        """Return the stages in which it covers a mineral, by the parts that cover it."""
        parts = [part for part in self.clauses if mineral in (part.minerals or self.minerals)]
        found = [stage for part in parts for stage in part.stages or self.stages]
        order = dict.fromkeys((*self.stages, *(s for c in self.clauses for s in c.stages)))
        return tuple(s for s in order if s in found) if parts else self.stages
