"""Numbers that people write, with the passages of each value: read, ordered and compared.

Two values count the same thing if object, place, period, basis and kind are equal.  A later one by
the same speaker is a revision; if different speakers cannot both be right, their values differ.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from briefing_room.catalogue.fields import KeyReader
from briefing_room.catalogue.pages import PageRecord, Why
from briefing_room.catalogue.schema import ANY, MOST_FEATURED, cites, key, number, one_of
from briefing_room.model import Finding, Quantity
from briefing_room.text.periods import PERIOD_FORMS, Period

ACTUAL, PROJECTION, TARGET, WITHDRAWN = "actual", "projection", "target", "withdrawn"
VALUE_KINDS = (ACTUAL, PROJECTION, TARGET, WITHDRAWN)
_SAME_TIME = dt.timedelta(days=366)  # values without a period reported further apart may both hold
_TOLERANCE = 0.05  # "about 90%" and "92%" do not contradict each other


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a number, as a passage gives it.

    ``text`` is the value with qualifier and unit, ``says`` the slug of an entity or a publisher,
    ``via`` who relays it, ``cites`` addresses of passages.  ``anchor`` is its fragment on the page
    of the number, such as ``2024-iea``; ``line`` is its line in the file.  One value of a page may
    be set to ``leads``: it is shown wherever there is room for one.
    """

    text: str = key(
        name="value",
        need='write number and unit as the passage does, such as "over 60%"',
        check="value",
    )
    says: str = key(
        need="name who gives it: the slug of an entity, or a publisher", check="speaker"
    )
    cites: tuple[str, ...] = cites()
    period: Period | None = key(None, check="period")
    via: str | None = key(None, check="via")
    kind: str = key(ACTUAL, one_of(VALUE_KINDS), check="kind")
    note: str | None = key(None)
    of: str | None = key(None, check="thing")
    place: str | None = key(None, check="place")
    basis: str | None = key(None)
    leads: bool = key(False)
    anchor: str = ""
    line: int = 0

    @property
    def counted(self) -> tuple[str | None, ...]:
        """What must be equal for two values to count the same thing."""
        period = self.period.text if self.period else None
        return (self.of, self.place, period, self.basis, self.kind)


def _read_values(fields: KeyReader, name: str) -> tuple[Value, ...]:
    """Read the values; one without a number, speaker or passage is left out."""
    if not fields.values.get(name):
        fields.note("missing", name, f"'{name}' is missing; list at least one value")
    values = tuple(_with_anchors(filter(None, map(_read_value, fields.items(name)))))
    leading = [value for value in values if value.leads]
    for value in leading[1:]:
        message = f"line {leading[0].line} has 'leads: true', too; keep it on one row of a page"
        fields.findings.append(Finding("duplicate-value", fields.path, value.line, message))
    return values


def _read_value(item: KeyReader) -> Value | None:
    for cut in (name for name in item.values if re.match(r"\d", str(name))):
        quoted = f'"{item.values.get("value")},{cut}"'
        message = f"a comma ends a value without quotation marks; write value: {quoted}"
        item.note("wrong-value", "value", message)
        return None
    if "period" not in item.values:
        item.note("missing", "period", f"'period' is missing; write {PERIOD_FORMS}")
    return item.record(Value)


def _with_anchors(values: Iterable[Value]) -> Iterator[Value]:
    """Give each value an anchor made of period and speaker; the second of two alike gets "-2"."""
    taken: dict[str, int] = {}
    for value in values:
        period = value.period.text if value.period else ""
        plain = re.sub(r"[^a-z0-9]+", "-", f"{period} {value.says}".casefold()).strip("-")
        taken[plain] = taken.get(plain, 0) + 1
        yield replace(value, anchor=f"{plain}-{taken[plain]}" if taken[plain] > 1 else plain)


@dataclass(frozen=True, slots=True)
class Number(PageRecord):
    """A page of ``numbers/``; ``values`` are in the order of the file.

    ``about`` and ``not_to_confuse_with`` are slugs; ``featured`` orders the key numbers from 1.
    ``each`` says what each value is of, if the values are a list and none represents them all.
    """

    name: str = key(need="the page is left out")
    unit: str = key(need='such as "%" or tonnes; the page is left out', check="unit")
    counts: str = key(need="say in a few words what is counted; the page is left out")
    values: tuple[Value, ...] = key((), _read_values)
    about: tuple[str, ...] = key((), to=ANY)
    not_to_confuse_with: tuple[str, ...] = key((), to="numbers")
    featured: int | None = key(None, number(1, MOST_FEATURED))
    each: str | None = key(None)
    why: Why | None = key(None)

    @property
    def ordered(self) -> tuple[Value, ...]:
        """The values by period, the earliest first; those without one come last."""
        return tuple(sorted(self.values, key=lambda value: _days(value.period)))

    def value(self, anchor: str) -> Value | None:
        """The value at ``#anchor``, if there is one."""
        return next((value for value in self.values if value.anchor == anchor), None)


def _days(period: Period | None) -> tuple[dt.date, dt.date]:
    return (period.end, period.start) if period else (dt.date.max, dt.date.max)


Measured = Callable[[Value], Quantity | None]
ReportDay = Callable[[Value], dt.date | None]


# --- Comparison ----------------------------------------------------------------------------------


def latest_revisions(number: Number, told_on: ReportDay) -> dict[str, Value]:
    """Map the anchor of each revised value to the last value of the same speaker.

    ``told_on`` gives the day on which a value was reported; without one it revises nothing.
    """
    newer: dict[str, Value] = {}
    for value in number.values:
        later = [
            other
            for other in number.values
            if value.period and other.says == value.says and counts_the_same(value, other, told_on)
        ]
        last = max((value, *later), key=lambda candidate: told_on(candidate) or dt.date.min)
        if (told_on(last) or dt.date.min) > (told_on(value) or dt.date.min):
            newer[value.anchor] = last
    return newer


def disputes(
    number: Number, measured: Measured, told_on: ReportDay
) -> tuple[tuple[Value, ...], ...]:
    """The sets of values that count the same thing and cannot all be right.

    Values that their own speaker revised or withdrew are left out.
    """
    old = latest_revisions(number, told_on)
    current = [v for v in number.values if v.anchor not in old and v.kind != WITHDRAWN]
    groups: dict[tuple[str, ...], tuple[Value, ...]] = {}
    for value in current:
        group = tuple(other for other in current if counts_the_same(value, other, told_on))
        if any(_values_contradict(a, b, measured) for a, b in combinations(group, 2)):
            groups.setdefault(tuple(value.anchor for value in group), group)
    return tuple(groups.values())


def counts_the_same(one: Value, other: Value, told_on: ReportDay) -> bool:
    """Whether two values count the same thing; without periods, only if reported within a year."""
    if one.counted != other.counted:
        return False
    first, second = told_on(one), told_on(other)
    return bool(one.period) or (
        first is not None and second is not None and abs(first - second) <= _SAME_TIME
    )


def _values_contradict(one: Value, other: Value, measured: Measured) -> bool:
    first, second = measured(one), measured(other)
    if one.says == other.says or first is None or second is None:
        return False
    return first.unit == second.unit and contradict(first, second)


def contradict(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities contradict each other: no number fits both."""
    (low, high), (other_low, other_high) = _bounds(one), _bounds(other)
    return high < other_low or other_high < low


AT_LEAST = frozenset({"over", "more than", "above", "at least"})
AT_MOST = frozenset({"up to", "under", "less than", "below", "nearly", "almost"})
ROUGH = frozenset({"about", "around", "roughly", "some", "approximately", "nearly", "almost"})


def _bounds(quantity: Quantity) -> tuple[float, float]:
    """The smallest and the largest number that a quantity can mean, given its qualifier."""
    slack = _TOLERANCE if quantity.qualifier in ROUGH else 0.0
    low, high = quantity.low * (1 - slack), quantity.high * (1 + slack)
    if quantity.qualifier in AT_LEAST:
        return low, float("inf")
    return (low if slack else 0.0, quantity.high) if quantity.qualifier in AT_MOST else (low, high)
