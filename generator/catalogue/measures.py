"""What a policy page says of its measure, and how it is read: dates, suspensions, parts, lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.catalogue.schema import Fields, key, one_of


@dataclass(frozen=True, slots=True)
class Cited:
    """The passages that give a date of a measure; ``at`` is its way (``clauses.2.ended``)."""

    at: str
    day: dt.date
    cites: tuple[str, ...]
    line: int = 0


def _stages(fields: Fields, name: str) -> tuple[str, ...]:
    return fields.choices(name, fields.words.stages)


@dataclass(frozen=True, slots=True)
class Suspension:
    """An order to pause from ``start`` to ``until``, both days included, by the entity ``by``.

    ``resumed`` is the day from which the measure applies again, if a source gives one;
    ``announced`` the day of the order, where that is not its first day.
    """

    start: dt.date | None = key(Fields.day, None, name="from")
    until: dt.date | None = key(Fields.day, None)
    by: str | None = key(Fields.slug, None)
    resumed: dt.date | None = key(Fields.day, None)
    announced: dt.date | None = key(Fields.day, None)


def _suspensions(fields: Fields, name: str) -> tuple[Suspension, ...]:
    """Read orders to pause, one mapping or a list of them, first day first."""
    read = [(item, item.record(Suspension, ("cites",))) for item in fields.one_or_more(name)]
    orders = [(item, order) for item, order in read if order]
    for item, order in orders:
        if order.start is None and len(orders) > 1:
            item.note("missing", "from", "'from' is missing; of several each needs its own")
        _check(item, "'from'", order.start, "until", order.until)
        _check(item, "'from'", order.start, "resumed", order.resumed)
    dated = [pair for pair in orders if pair[1].start or len(orders) == 1]
    dated.sort(key=lambda pair: pair[1].start or dt.date.min)
    for (_, before), (item, order) in pairwise(dated):
        _check(item, "the end of the pause before", before.until, "until", order.until)
    return tuple(order for _, order in dated)


def _check(
    fields: Fields,
    first: str,
    start: dt.date | None,
    last: str,
    end: dt.date | None,
    *,
    cure: str = "",
) -> None:
    """Note the day of the key ``last`` where it lies before the one that comes ``first``."""
    if start and end and end < start:
        words = f"'{last}' ({end}) lies before {first} ({start}); correct one of them{cure}"
        fields.note("wrong-date", last, words)


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

    what: str = key(
        Fields.text, "a part that the page does not name", need="say what this part orders"
    )
    effective: dt.date | None = key(Fields.day, None)
    took_effect: bool | None = key(Fields.flag, None)
    suspensions: tuple[Suspension, ...] = key(_suspensions, (), name="suspended")
    ended: dt.date | None = key(Fields.day, None)
    note: str | None = key(Fields.text, None)
    listed: tuple[str, ...] = key(Fields.texts, ())
    minerals: tuple[str, ...] = key(Fields.texts, ())
    stages: tuple[str, ...] = key(_stages, ())
    announced: dt.date | None = key(Fields.day, None)


def _clauses(fields: Fields, name: str) -> tuple[Clause, ...]:
    found: list[Clause] = []
    for item in fields.items(name):
        if clause := item.record(Clause, ("cites",)):
            _check_end(item, clause)
            found.append(clause)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a policy page says of a measure; what no source supports is ``None`` or empty.

    ``kind`` is ``None`` for a notice that imposes nothing itself, such as a suspension.
    ``suspensions`` are in the order of their first days.
    Where there are ``clauses`` they decide; the fields of the measure are then only a summary.
    ``superseded`` names the measure that took its place, from ``ended`` on if that is known.
    ``read_until`` is how far the editor read the sources that are no seeds of this site.
    """

    kind: str | None = key(one_of("measure_kinds"), None, name="measure")
    issuer: str | None = key(Fields.slug, None)
    announced: dt.date | None = key(Fields.day, None)
    effective: dt.date | None = key(Fields.day, None)
    took_effect: bool | None = key(Fields.flag, None)
    suspensions: tuple[Suspension, ...] = key(_suspensions, (), name="suspended")
    ended: dt.date | None = key(Fields.day, None)
    superseded: str | None = key(Fields.slug, None)
    targets: tuple[str, ...] = key(Fields.texts, ())
    minerals: tuple[str, ...] = key(Fields.texts, ())
    stages: tuple[str, ...] = key(_stages, ())
    listed: tuple[str, ...] = key(Fields.texts, ())
    listed_total: int | None = key(Fields.count, None)
    watched: tuple[str, ...] = key(Fields.texts, ())
    watched_total: int | None = key(Fields.count, None)
    clauses: tuple[Clause, ...] = key(_clauses, ())
    dispute: str | None = key(Fields.text, None)
    read_until: dt.date | None = key(Fields.day, None)
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


def read_measure(fields: Fields) -> Measure:
    """Return what the page says of its measure; a page may have none of the fields."""
    measure = fields.part(Measure, cited=tuple(_cited(fields))) or Measure()
    _check(fields, "'announced'", measure.announced, "ended", measure.ended)
    _check_end(fields, measure)
    for names, whole in ((measure.all_listed, "listed_total"), (measure.watched, "watched_total")):
        total = getattr(measure, whole)
        if total is not None and total < len(names):
            fields.note("wrong-value", whole, f"'{whole}' is less than the names given")
    return measure


_DATES = ("announced", "effective", "ended", "from", "until", "resumed")
_NESTED = ("suspended", "clauses")


def _cited(fields: Fields) -> Iterator[Cited]:
    """Yield the dates for which a mapping, or one inside it, names passages under ``cites``.

    A list goes for each date beside it; ``{effective: [some-seed/2-1]}`` for the one it names.
    """
    days = {key: value for key in _DATES if isinstance(value := fields.values.get(key), dt.date)}
    inner = fields.inner("cites") if isinstance(fields.values.get("cites"), dict) else None
    if inner:
        inner.only(tuple(days))
    for date, day in days.items():
        if cites := inner.addresses(date) if inner else fields.addresses("cites"):
            at = f"{fields.at}{date}"
            yield Cited(at, day, cites, fields.lines.get(at, fields.default_line))
    for part in _NESTED:
        for item in fields.one_or_more(part) if fields.values.get(part) else ():
            yield from _cited(item)


def _check_end(fields: Fields, dates: Measure | Clause) -> None:
    if dates.took_effect is not False:  # what never applied may end before it was to begin
        cure = ", or add 'took_effect: false' if it never applied"
        _check(fields, "'effective'", dates.effective, "ended", dates.ended, cure=cure)
