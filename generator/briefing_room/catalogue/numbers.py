"""Read the pages of numbers, and compare the values on them.

Two values count the same thing if object, place, period, basis and kind are equal.  If one speaker
gives both, the later one is a revision.  If different speakers give them and no number fits both,
the values are in dispute.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from briefing_room.catalogue.key_reader import KeyReader
from briefing_room.catalogue.pages import PageRecord, Why
from briefing_room.catalogue.schema import (
    MOST_FEATURED,
    LinkTarget,
    cites,
    key,
    number_between,
    one_of,
)
from briefing_room.model import Finding, Quantity
from briefing_room.text.lexicon import word_list
from briefing_room.text.periods import PERIOD_FORMS, Period

ACTUAL, PROJECTION, TARGET, WITHDRAWN = "actual", "projection", "target", "withdrawn"
VALUE_KINDS = (ACTUAL, PROJECTION, TARGET, WITHDRAWN)
_SAME_TIME = dt.timedelta(days=366)  # further apart, values without a period can both be right
_TOLERANCE = 0.05  # "about 90%" and "92%" do not contradict each other


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a number, as a passage gives it.

    ``text`` is the value with qualifier and unit.  ``speaker`` is the slug of an entity or the name
    of a publisher; ``via`` relays what the speaker says.  ``thing`` is what the value counts, if
    the page counts several things.  ``cites`` has addresses of passages.  ``anchor`` is the
    fragment of the value in the address of its page, such as ``2024-iea``, and ``line`` its line in
    the file.  The value that ``leads`` is shown wherever there is room for one only.
    """

    text: str = key(
        name="value",
        hint='write number and unit as the passage does, such as "over 60%"',
        check="value",
    )
    speaker: str = key(
        name="says",
        hint="name who gives it: the slug of an entity, or a publisher",
        check="speaker",
    )
    cites: tuple[str, ...] = cites()
    period: Period | None = key(None, check="period")
    via: str | None = key(None, check="via")
    kind: str = key(ACTUAL, one_of(VALUE_KINDS), check="kind")
    note: str | None = key(None)
    thing: str | None = key(None, name="of", check="thing")
    place: str | None = key(None, check="place")
    basis: str | None = key(None)
    leads: bool = key(False)
    anchor: str = ""
    line: int = 0

    @property
    def counted_thing(self) -> tuple[str | None, ...]:
        """Object, place, period, basis and kind: equal if two values count the same thing."""
        period = self.period.text if self.period else None
        return (self.thing, self.place, period, self.basis, self.kind)


def _read_values(reader: KeyReader, name: str) -> tuple[Value, ...]:
    """Read the values; one without a number, speaker or passage is skipped."""
    if not reader.values.get(name):
        reader.report("missing", name, f"'{name}' is missing; list at least one value")
    values = tuple(_add_anchors(filter(None, map(_read_value, reader.mappings(name)))))
    leading = [value for value in values if value.leads]
    for value in leading[1:]:
        message = f"line {leading[0].line} has 'leads: true', too; keep it on one row of a page"
        reader.findings.append(Finding("duplicate-value", reader.path, value.line, message))
    return values


def _read_value(item: KeyReader) -> Value | None:
    """Read a value; report a number such as 1,200 without quotation marks, which YAML cuts off."""
    cut_off = next((name for name in item.values if re.match(r"\d", str(name))), None)
    if cut_off is not None:
        quoted = f'"{item.values.get("value")},{cut_off}"'
        message = f"a comma ends a value without quotation marks; write value: {quoted}"
        item.report("wrong-value", "value", message)
        return None
    if "period" not in item.values:
        item.report("missing", "period", f"'period' is missing; write {PERIOD_FORMS}")
    return item.record(Value)


def _add_anchors(values: Iterable[Value]) -> Iterator[Value]:
    """Give each value an anchor made of its period and speaker; a repeated anchor gets "-2"."""
    uses: dict[str, int] = {}
    for value in values:
        period = value.period.text if value.period else ""
        anchor = re.sub(r"[^a-z0-9]+", "-", f"{period} {value.speaker}".casefold()).strip("-")
        uses[anchor] = uses.get(anchor, 0) + 1
        yield replace(value, anchor=f"{anchor}-{uses[anchor]}" if uses[anchor] > 1 else anchor)


@dataclass(frozen=True, slots=True)
class Number(PageRecord):
    """A page of ``numbers/``; ``values`` are in the order of the file.

    ``about`` and ``not_to_confuse_with`` are slugs; ``featured`` orders the key numbers from 1.
    If no value stands for the whole number, ``listed_by`` says what the values are listed by, such
    as "country".  If it is of plants, ``plants`` is their kind, and ``outside`` the slug of the
    country whose plants it leaves out: then plants whose amount nobody publishes are listed, too.
    ``output`` says that its values are amounts that were made: each shows that a plant ran then.
    ``old_after_days`` is the age at which its newest value no longer tells what holds now.
    """

    name: str = key(hint="without it there is no page")
    unit: str = key(hint='such as "%" or tonnes; without it there is no page', check="unit")
    counts: str = key(hint="say in a few words what is counted, or there is no page")
    values: tuple[Value, ...] = key((), _read_values)
    about: tuple[str, ...] = key((), links_to=LinkTarget.ENTITY_OR_TOPIC)
    not_to_confuse_with: tuple[str, ...] = key((), links_to="numbers")
    featured: int | None = key(None, number_between(1, MOST_FEATURED))
    listed_by: str | None = key(None)
    plants: str | None = key(None, one_of("site_kinds"))
    outside: str | None = key(None, links_to=LinkTarget.ENTITY)
    output: bool = key(False)
    old_after_days: int | None = key(None)
    why: Why | None = key(None)

    @property
    def values_by_period(self) -> tuple[Value, ...]:
        """The values by period, the earliest first; those without one come last."""
        return tuple(sorted(self.values, key=lambda value: _sort_key(value.period)))

    def value(self, anchor: str) -> Value | None:
        """The value at ``#anchor``, if there is one."""
        return next((value for value in self.values if value.anchor == anchor), None)


def _sort_key(period: Period | None) -> tuple[dt.date, dt.date]:
    """The last and the first day of a period; without a period, the latest possible days."""
    return (period.end, period.start) if period else (dt.date.max, dt.date.max)


Measure = Callable[[Value], Quantity | None]
ReportDay = Callable[[Value], dt.date | None]


# --- Comparison ----------------------------------------------------------------------------------


def latest_revisions(number: Number, report_day: ReportDay) -> dict[str, Value]:
    """Map the anchor of each revised value to the last value of the same speaker.

    ``report_day`` gives the day on which a value was reported; without one it revises nothing.
    """
    revisions: dict[str, Value] = {}
    for value in number.values:
        later_values = [
            other
            for other in number.values
            if value.period
            and other.speaker == value.speaker
            and counts_the_same(value, other, report_day)
        ]
        latest = max(
            (value, *later_values), key=lambda candidate: report_day(candidate) or dt.date.min
        )
        if (report_day(latest) or dt.date.min) > (report_day(value) or dt.date.min):
            revisions[value.anchor] = latest
    return revisions


def find_disputes(
    number: Number, measure: Measure, report_day: ReportDay
) -> tuple[tuple[Value, ...], ...]:
    """Find the groups of values that count the same thing and cannot all be right.

    Values that their own speaker revised or withdrew do not count.
    """
    revised = latest_revisions(number, report_day)
    current = [
        value for value in number.values if value.anchor not in revised and value.kind != WITHDRAWN
    ]
    groups: dict[tuple[str, ...], tuple[Value, ...]] = {}
    for value in current:
        group = tuple(other for other in current if counts_the_same(value, other, report_day))
        if any(_values_contradict(a, b, measure) for a, b in combinations(group, 2)):
            groups.setdefault(tuple(value.anchor for value in group), group)
    return tuple(groups.values())


def counts_the_same(first: Value, second: Value, report_day: ReportDay) -> bool:
    """Whether two values count the same thing; without periods, only if reported within a year."""
    if first.counted_thing != second.counted_thing:
        return False
    if first.period:
        return True
    days = report_day(first), report_day(second)
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) <= _SAME_TIME


def _values_contradict(first: Value, second: Value, measure: Measure) -> bool:
    """Whether two values of different speakers have the same unit, and no number fits both."""
    if first.speaker == second.speaker:
        return False
    first_quantity, second_quantity = measure(first), measure(second)
    if first_quantity is None or second_quantity is None:
        return False
    return first_quantity.unit == second_quantity.unit and quantities_contradict(
        first_quantity, second_quantity
    )


def quantities_contradict(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities contradict each other: no number fits both."""
    (least, most), (other_least, other_most) = _bounds(first), _bounds(second)
    return most < other_least or other_most < least


AT_LEAST, AT_MOST, ROUGH = (
    word_list(name, "qualifiers") for name in ("at least", "at most", "rough")
)


def _bounds(quantity: Quantity) -> tuple[float, float]:
    """The smallest and the largest number that a quantity can mean, given its qualifier."""
    slack = _TOLERANCE if quantity.qualifier in ROUGH else 0.0
    low, high = quantity.low * (1 - slack), quantity.high * (1 + slack)
    if quantity.qualifier in AT_LEAST:
        return low, float("inf")
    return (low if slack else 0.0, quantity.high) if quantity.qualifier in AT_MOST else (low, high)
