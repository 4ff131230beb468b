"""The policy on a page: its dates, suspensions, clauses and control lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefing_room.catalogue.key_reader import KeyReader
from briefing_room.catalogue.schema import LinkTarget, addresses, cites, key, one_of, words_from
from briefing_room.text.periods import day_in_words

_DATES = ("announced", "effective", "ended", "from", "until", "resumed", "read_until")
_Fault = tuple[str, str, str]  # kind of finding, key, message


@dataclass(frozen=True, slots=True)
class CitedDate:
    """A date of a policy, and the passages that give this date."""

    day: dt.date = key(check="day")
    cites: tuple[str, ...] = cites()
    line: int = 0


def _read_cited_dates(reader: KeyReader, name: str) -> tuple[CitedDate, ...]:
    """Read ``cites``: a list for all dates of the mapping, or a list under the key of each date."""
    values = {date_key: reader.values.get(date_key) for date_key in _DATES}
    days = {date_key: value for date_key, value in values.items() if isinstance(value, dt.date)}
    inner = reader.mapping(name) if isinstance(reader.values.get(name), dict) else None
    if inner:
        inner.report_unknown_keys(tuple(days))
    cited_dates: list[CitedDate] = []
    for date_key, date in days.items():
        if passages := addresses(inner, date_key) if inner else addresses(reader, name):
            line = reader.lines.get(f"{reader.prefix}{date_key}", reader.line)
            cited_dates.append(CitedDate(date, passages, line))
    return tuple(cited_dates)


def _order_faults(
    start_name: str, start: dt.date | None, end_key: str, end: dt.date | None, hint: str = ""
) -> Iterator[_Fault]:
    """Yield a fault of ``end_key`` if its day is before ``start``."""
    if start and end and end < start:
        message = f"'{end_key}' ({end}) is before {start_name} ({start}); correct one of them{hint}"
        yield "wrong-date", end_key, message


@dataclass(frozen=True, slots=True)
class Suspension:
    """An order to suspend a policy or clause from ``start`` to ``until``, both days included.

    ``ordered_by`` is the slug of an entity.  ``resumed`` is the day from which the policy applies
    again, if a source gives one; ``announced`` is the day of the order, if it is not ``start``.  If
    the order does not give the day ``until``, ``note`` says where it comes from, and
    ``ordered_until`` is the last day that the order itself gives.
    """

    start: dt.date | None = key(None, name="from")
    until: dt.date | None = key(None)
    ordered_by: str | None = key(None, name="by", links_to=LinkTarget.ENTITY)
    resumed: dt.date | None = key(None)
    announced: dt.date | None = key(None)
    ordered_until: dt.date | None = key(None)
    note: str | None = key(None)
    cited_dates: tuple[CitedDate, ...] = key((), _read_cited_dates, name="cites")

    @property
    def is_said_to_last(self) -> bool:
        """Whether the suspension is said to last beyond the last day that the order gives."""
        return bool(self.ordered_until and self.until)

    @property
    def basis(self) -> str:
        """Where the day ``until`` comes from, if the order does not give it."""
        day = self.ordered_until
        notice = f"the notice itself named {day_in_words(day)}" if day else ""
        return "; ".join(filter(None, (self.note, notice)))

    def faults(self) -> Iterator[_Fault]:
        """Yield a fault for each day that is too early."""
        yield from _order_faults("'from'", self.start, "until", self.until)
        yield from _order_faults("'ordered_until'", self.ordered_until, "until", self.until)
        yield from _order_faults("'from'", self.start, "resumed", self.resumed)


def _read_suspensions(reader: KeyReader, name: str) -> tuple[Suspension, ...]:
    """Read one suspension or a list of them; returns them sorted by their first days."""
    is_list = isinstance(reader.values.get(name), list)
    items = reader.mappings(name) if is_list else filter(None, [reader.mapping(name)])
    orders = [(item, order) for item in items if (order := item.record(Suspension))]
    for item, order in orders:
        if order.start is None and len(orders) > 1:
            item.report("missing", "from", "'from' is missing; if there are several, each needs it")
    dated_orders = [pair for pair in orders if pair[1].start or len(orders) == 1]
    dated_orders.sort(key=lambda pair: pair[1].start or dt.date.min)
    for (_, previous), (item, order) in pairwise(dated_orders):
        end_name = "the end of the previous suspension"
        for fault in _order_faults(end_name, previous.until, "until", order.until):
            item.report(*fault)
    return tuple(order for _, order in dated_orders)


def _read_homes(reader: KeyReader, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read ``homes``: lists of names, each under the name of its country."""
    by_country = reader.mapping(name)
    if by_country is None:
        return ()
    return tuple((str(country), by_country.texts(str(country))) for country in by_country.values)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a policy that has its own dates.

    ``took_effect`` is ``False`` if the part was suspended before ``effective``, ``True`` if a
    source says that it came into force, ``None`` if that is not in question.  ``suspensions`` are
    in the order of their first days.  ``listed`` are the names on a control list that this part
    adds; ``goods`` and ``stages`` are given if it covers less than the whole policy, ``announced``
    if the part has a day of its own.  A ``general`` part covers goods of any kind.
    """

    what: str = key("a part that the page does not name", hint="say what this part orders")
    effective: dt.date | None = key(None)
    took_effect: bool | None = key(None)
    suspensions: tuple[Suspension, ...] = key((), _read_suspensions)
    ended: dt.date | None = key(None)
    note: str | None = key(None)
    listed: tuple[str, ...] = key(())
    goods: tuple[str, ...] = key((), links_to="material")
    stages: tuple[str, ...] = key((), words_from("stages"))
    announced: dt.date | None = key(None)
    general: bool = key(False)
    cited_dates: tuple[CitedDate, ...] = key((), _read_cited_dates, name="cites")

    def faults(self) -> Iterator[_Fault]:
        """Yield a fault if the end is before the start."""
        yield from _end_faults(self)


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy as its page describes it; a field that no source supports is ``None`` or empty.

    ``kind`` is ``None`` for a notice that imposes nothing itself, such as a suspension.
    ``suspensions`` are in the order of their first days.
    If there are ``clauses``, they decide, and the fields of the policy are only a summary.
    ``superseded`` is the slug of the policy that replaced it, from ``ended`` on if that is known.
    ``read_until`` is the day of the last report on the policy, if the newest source is about
    something else.  ``homes`` are the listed names of each country, where sources give it.
    """

    kind: str | None = key(None, one_of("policy_kinds"), name="policy")
    issuer: str | None = key(None, links_to=LinkTarget.ENTITY)
    announced: dt.date | None = key(None)
    effective: dt.date | None = key(None)
    took_effect: bool | None = key(None)
    suspensions: tuple[Suspension, ...] = key((), _read_suspensions)
    ended: dt.date | None = key(None)
    superseded: str | None = key(None, links_to="policy")
    targets: tuple[str, ...] = key((), links_to=LinkTarget.ENTITY)
    goods: tuple[str, ...] = key((), links_to="material")
    stages: tuple[str, ...] = key((), words_from("stages"))
    listed: tuple[str, ...] = key(())
    listed_total: int | None = key(None)
    homes: tuple[tuple[str, tuple[str, ...]], ...] = key((), _read_homes)
    watched: tuple[str, ...] = key(())
    watched_total: int | None = key(None)
    clauses: tuple[Clause, ...] = key(())
    dispute: str | None = key(None)
    read_until: dt.date | None = key(None)
    cited_dates: tuple[CitedDate, ...] = key((), _read_cited_dates, name="cites")

    @property
    def all_suspensions(self) -> tuple[Suspension, ...]:
        """Every suspension of the policy or of one of its clauses."""
        return (*self.suspensions, *(order for part in self.clauses for order in part.suspensions))

    @property
    def linked_slugs(self) -> frozenset[str]:
        """The slugs of the issuers, targets and goods of the policy, and of its successor."""
        orders = (order.ordered_by for order in self.all_suspensions)
        slugs = (self.issuer, self.superseded, *self.targets, *self.goods, *orders)
        return frozenset(slug for slug in slugs if slug)

    @property
    def all_listed(self) -> tuple[str, ...]:
        """Every name on its control list, those of its clauses included."""
        return (*self.listed, *(name for clause in self.clauses for name in clause.listed))

    @property
    def all_cited_dates(self) -> tuple[CitedDate, ...]:
        """Every date with its passages, those of its clauses and suspensions included."""
        parts: tuple[Policy | Clause | Suspension, ...] = (
            self,
            *self.all_suspensions,
            *self.clauses,
        )
        return tuple(date for part in parts for date in part.cited_dates)

    def faults(self) -> Iterator[_Fault]:
        """Yield days in the wrong order, totals that are too small, and homes of unlisted names."""
        yield from _order_faults("'announced'", self.announced, "ended", self.ended)
        yield from _end_faults(self)
        for names, total_key in (
            (self.all_listed, "listed_total"),
            (self.watched, "watched_total"),
        ):
            total = getattr(self, total_key)
            if total is not None and total < len(names):
                message = f"'{total_key}' is {total}, but {len(names)} names are listed; correct it"
                yield "wrong-value", total_key, message
        for name in (name for _, names in self.homes for name in names):
            if name not in self.all_listed:
                yield "wrong-value", "homes", f"'{name}' has a home, but is not 'listed'"


def _end_faults(dates: Policy | Clause) -> Iterator[_Fault]:
    if dates.took_effect is not False:  # a rule that never applied may end before its start
        hint = ", or add 'took_effect: false' if it never applied"
        yield from _order_faults("'effective'", dates.effective, "ended", dates.ended, hint)
