"""What a policy page says of its measure, and how it is read: dates, suspensions, parts, lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.catalogue.schema import Fields
from generator.catalogue.vocabulary import Vocabulary, Words

KEYS = (
    *("measure", "issuer", "announced", "effective", "took_effect", "suspended", "ended"),
    *("superseded", "targets", "listed", "listed_total", "watched", "watched_total", "clauses"),
    *("phases", "minerals", "stages", "dispute", "read_until", "cites"),
)
_SUSPENSION_KEYS = ("from", "until", "by", "resumed", "announced", "cites")
_CLAUSE_KEYS = (
    *("what", "announced", "effective", "took_effect", "suspended", "ended", "note"),
    *("listed", "minerals", "stages", "cites"),
)


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
    def names(self) -> frozenset[str]:
        """Return the slugs of all whom it names: who orders, aims, pauses; goods; successor."""
        parts: tuple[Measure | Clause, ...] = (self, *self.clauses)
        orders = (order.by for part in parts for order in part.suspensions)
        found = (self.issuer, self.superseded, *self.targets, *self.minerals, *orders)
        return frozenset(slug for slug in found if slug)

    @property
    def all_listed(self) -> tuple[str, ...]:
        """Return every name on its control list, those of its parts included."""
        return (*self.listed, *(name for clause in self.clauses for name in clause.listed))


# --- Reading -------------------------------------------------------------------------------------


def read_measure(fields: Fields, vocabulary: Vocabulary) -> Measure:
    """Return what the page says of its measure; a page may have none of the fields."""
    measure = Measure(
        kind=fields.choice("measure", vocabulary.measure_kinds),
        issuer=fields.slug("issuer"),
        announced=fields.day("announced"),
        effective=fields.day("effective"),
        took_effect=fields.flag("took_effect"),
        suspensions=_suspensions(fields),
        ended=fields.day("ended"),
        superseded=fields.slug("superseded"),
        targets=fields.texts("targets"),
        minerals=fields.texts("minerals"),
        stages=fields.choices("stages", vocabulary.stages),
        listed=fields.texts("listed"),
        listed_total=fields.count("listed_total"),
        watched=fields.texts("watched"),
        watched_total=fields.count("watched_total"),
        clauses=tuple(_clause(item, vocabulary.stages) for item in fields.items("clauses")),
        phases=_phases(fields),
        dispute=fields.text("dispute"),
        read_until=fields.day("read_until"),
        cited=tuple(_cited(fields)),
    )
    _check_order(fields, measure)
    return measure


def _suspensions(fields: Fields) -> tuple[Suspension, ...]:
    """Return what stands under ``suspended``, one mapping or a list of them, first day first."""
    read = [(item, _suspension(item)) for item in fields.one_or_more("suspended")]
    if len(read) > 1:
        for item, order in read:
            if order.start is None:
                item.note("missing", "from", "'from' is missing; of several each needs its own")
    dated = [pair for pair in read if pair[1].start or len(read) == 1]
    dated.sort(key=lambda pair: pair[1].start or dt.date.min)
    for (_, before), (item, order) in pairwise(dated):
        if before.until and order.until and order.until < before.until:
            cure = "correct one of them; of a pause that was cut short give only the true end"
            words = f"ends on {order.until}, before the one before it does ({before.until}); {cure}"
            item.note("wrong-date", "until", words)
    return tuple(order for _, order in dated)


def _suspension(item: Fields) -> Suspension:
    item.only(_SUSPENSION_KEYS)
    days = {key: item.day(key) for key in ("from", "until", "resumed", "announced")}
    start = days["from"]
    if start and (until := days["until"]) and until < start:
        cure = "correct one of them; 'until' is the last day of the pause"
        item.note("wrong-date", "until", f"ends on {until}, before it starts on {start}; {cure}")
    if start and (resumed := days["resumed"]) and resumed < start:
        cure = "it is the first day on which the measure applies again; correct one of them"
        item.note(
            "wrong-date", "resumed", f"'resumed' is {resumed}, before it starts on {start}; {cure}"
        )
    return Suspension(start, days["until"], item.slug("by"), days["resumed"], days["announced"])


def _clause(item: Fields, stages: Words) -> Clause:
    item.only(_CLAUSE_KEYS)
    what = item.needed("what", "say what this part orders")
    clause = Clause(
        what or "a part that the page does not name",
        item.day("effective"),
        item.flag("took_effect"),
        _suspensions(item),
        item.day("ended"),
        item.text("note"),
        item.texts("listed"),
        item.texts("minerals"),
        item.choices("stages", stages),
        item.day("announced"),
    )
    _check_end(item, clause)
    return clause


def _phases(fields: Fields) -> tuple[Phase, ...]:
    phases = []
    for item in fields.items("phases"):
        item.only(("what", "effective", "cites"))
        what, day = item.text("what"), item.day("effective")
        if what and day:
            phases.append(Phase(what, day))
        else:
            item.note("missing", "what", "a phase needs 'what' and 'effective'")
    return tuple(sorted(phases, key=lambda phase: phase.effective))


_DATES = ("announced", "effective", "ended", "from", "until", "resumed")
_NESTED = ("suspended", "clauses", "phases")


def _cited(fields: Fields) -> Iterator[Cited]:
    """Yield the dates for which a mapping, or one inside it, names passages under ``cites``.

    A list goes for each date beside it; ``{effective: [some-seed/2-1]}`` for the one it names.
    """
    days = {key: value for key in _DATES if isinstance(value := fields.values.get(key), dt.date)}
    if isinstance(fields.values.get("cites"), dict):
        inner = fields.inner("cites")
        if inner:
            inner.only(tuple(days))
            yield from _rows(inner, days, {key: inner.addresses(key) for key in days})
    elif cites := fields.addresses("cites"):
        yield from _rows(fields, days, dict.fromkeys(days, cites))
    for key in _NESTED:
        for item in fields.one_or_more(key) if fields.values.get(key) else ():
            yield from _cited(item)


def _rows(
    fields: Fields, days: Mapping[str, dt.date], cites: Mapping[str, tuple[str, ...]]
) -> Iterator[Cited]:
    for key, found in cites.items():
        if found:
            at = f"{fields.at.removesuffix('cites.')}{key}"
            yield Cited(at, days[key], found, fields.lines.get(at, fields.default_line))


def _check_end(fields: Fields, dates: Measure | Clause) -> None:
    early = dates.ended and dates.effective and dates.ended < dates.effective
    if early and dates.took_effect is not False:
        cure = "correct one of them, or add 'took_effect: false' if it never applied"
        fields.note("wrong-date", "ended", f"'ended' lies before 'effective'; {cure}")


def _check_order(fields: Fields, measure: Measure) -> None:
    if measure.ended and measure.announced and measure.ended < measure.announced:
        fields.note("wrong-date", "ended", "'ended' lies before 'announced'")
    _check_end(fields, measure)
    for names, key in ((measure.all_listed, "listed"), (measure.watched, "watched")):
        total = getattr(measure, f"{key}_total")
        if total is not None and total < len(names):
            fields.note(
                "wrong-value", f"{key}_total", f"'{key}_total' is less than the names given"
            )
