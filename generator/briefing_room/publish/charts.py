"""Values as readers meet them, and their charts: a line over time, or bars.

Across, places are per cent of the width, so that a chart is as readable on a phone as on a desk;
down, they are pixels.  One chart shows values of one basis only; all others stand in the table.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing_room.catalogue.numbers import ACTUAL, Value
from briefing_room.model import Quantity
from briefing_room.publish.provenance import MACHINE, SourceAccess
from briefing_room.publish.words import clipped, listing
from briefing_room.text.months import MONTHS, Period, when

_ROW, _BY, _PLOT = 38, 17, 190  # pixels: a row of bars, its second line, the plot of a line
_LEFT, _WIDE = 1.0, 97.0  # per cent: where the axis begins, how long it is
_SHORT = 40  # letters of a note that can stand in place of a period
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FEWEST = 3  # times, places or values: a chart of two says no more than their numbers
_MOST = 14  # values in one chart
_MONTH = 28  # days
_BRIDGED = 2.1  # periods without a value over which a line is drawn
_TIP_WIDTH = 24  # per cent that the words at a mark of a line need
_LINE = 60  # letters that a row has room for: its label and its value


class ValueToday(NamedTuple):
    """A value with the words for readers; ``revised`` names the value that took its place.

    One whose word is ``weak`` stands in no bars: side by side all would look the same.
    """

    value: Value
    measured: Quantity | None
    says: str
    path: str  # of who says it, where that is a name of the catalogue
    period: str
    reported: dt.date | None
    revised: str = ""
    called: tuple[str, ...] = ()  # the names of who says it, to tell them once
    outlet: str = ""  # what they are by whom it comes, where a reader should know
    access: SourceAccess = SourceAccess()  # how what tells it was read
    number: str = ""  # the number that it stands for, among values of others

    @property
    def quantity(self) -> Quantity:
        """What it measures: in a chart stands no value that measures nothing."""
        return self.measured or Quantity("", 0, 0, "", None, 0, 0)

    @property
    def weak(self) -> bool:
        """Whether a reader should know by whom it comes, and no person put it first."""
        return bool(self.outlet) and not self.value.leads

    @property
    def access_note(self) -> str:
        """How it was read, in words, without what stands beside it already."""
        reported = self.access.words.split(", ")
        return ", ".join(words for words in reported if words and words != self.outlet)

    @property
    def initials(self) -> str:
        """Who says it as short as it goes: "IEA"."""
        return next((name for name in self.called if name.isupper()), self.says)

    @property
    def relay(self) -> str:
        """Who relays it: ", via Some Page, machine-made"."""
        via = f", via {self.value.via}" if self.value.via else ""
        return via + (f", {MACHINE}" if self.outlet == MACHINE and MACHINE not in via else "")

    @property
    def attribution(self) -> str:
        """Who says it, and who relays that."""
        return f"{self.says}{self.relay}"

    @property
    def end(self) -> dt.date | None:
        """When its time ends, or where no time is given when it was told."""
        reported = self.reported if self.dated.startswith("reported") else None
        return self.value.period.end if self.value.period else reported

    @property
    def dated(self) -> str:
        """Of when it is, or where that is not given when it was told."""
        note = self.value.note or ""
        if self.period or note.startswith("undated"):
            return self.period or "undated"
        if len(note) < _SHORT and _YEAR.search(note):
            return note
        return (
            f"reported in {when(f'{self.reported:%Y-%m}')}" if self.reported else "source undated"
        )

    @property
    def words(self) -> str:
        """The value with what it is of, who says it and of when: "94% (IEA, 2024)"."""
        reported = ", ".join(part for part in (self.subject, self.attribution, self.dated) if part)
        return f"{self.value.text} ({reported})"

    @property
    def subject(self) -> str:
        """The same as ``of``, without who says it."""
        return ", ".join(part for part in self._apart if part not in self.called)

    @property
    def of(self) -> str:
        """What sets it apart from the other values of its number."""
        return ", ".join(self._apart)

    @property
    def _apart(self) -> tuple[str, ...]:
        value = self.value
        kind = "" if value.kind == ACTUAL else value.kind
        return tuple(part for part in (kind, value.of, value.place, value.basis) if part)


class Tick(NamedTuple):
    """A step of an axis: its place and its words."""

    at: float
    label: str


class Marker(NamedTuple):
    """A value: from where to where it lies across, how far down, and its words.

    ``open`` marks what was not measured: a projection or a target; ``by`` is a second line.
    """

    label: str
    given: str
    low: float
    high: float
    down: float
    open: bool = False
    tip: str = ""  # shown at the mark itself: the first, the last, the greatest and the least
    by: str = ""


class Chart(NamedTuple):
    """A chart ready to be drawn.

    ``steps`` join the marks of a line, two by two, with the time between them that has no value
    here, in words; where that is long nothing is drawn and ``blank`` names it.
    """

    kind: str
    height: int
    marks: tuple[Marker, ...]
    ticks: tuple[Tick, ...]
    steps: tuple[tuple[Marker, Marker, str], ...] = ()
    levels: tuple[Tick, ...] = ()  # of a line: its axis up
    basis: str = ""  # what all its values share: thing, place, period, basis
    drawn: tuple[Value, ...] = ()
    every: str = ""  # the time of each mark of a line
    blank: tuple[str, ...] = ()
    by: str = ""  # who says its values, where no label does
    hand: str = ""  # how many of them were read second-hand

    @property
    def marked(self) -> str:
        """What its signs mean, as far as it has them."""
        gaps = [gap for *_, gap in self.steps if gap]
        told = (
            (f"By {self.every}. ", self.every),
            ("Hollow: a projection or a target. ", any(m.open for m in self.marks)),
            (f"Dotted: no value in our sources for {listing(gaps)}. ", gaps),
            (f"No line: no value in our sources for {listing(self.blank)}. ", self.blank),
            (f"Said by: {self.by}. ", self.by),
            (f"{self.hand}. ", self.hand),
        )
        return "".join(words for words, has in told if has)


def chart(known: Sequence[ValueToday]) -> Chart | None:
    """Return the chart that shows most values, ``None`` where none can be shown."""
    best: tuple[int, str, list[ValueToday]] = (0, "", [])
    for kind in _DISTINCT:
        groups: dict[tuple[object, ...], list[ValueToday]] = {}
        for one in known:
            if one.measured and (key := _key(kind, one)):
                groups.setdefault(key, []).append(one)
        for group in groups.values():
            worth = len(group) * (3 if kind == "line" else 2)
            if len({_DISTINCT[kind](one) for one in group}) >= _FEWEST and worth > best[0]:
                best = (worth, kind, group)
    _, kind, group = best
    if not group:
        return None
    group = group[-_MOST:] if kind == "line" else group[:_MOST]
    drawn = _line(group) if kind == "line" else rows(kind, group)
    first, bars = group[0].value, kind == "bars"
    period = when(first.period.text) if bars and first.period else ""
    shared = (first.of, "" if bars else first.place, period, first.basis)
    return drawn._replace(
        basis=", ".join(part for part in shared if part),
        drawn=tuple(one.value for one in group),
        every=_length(first) if kind == "line" else "",
        by=_speakers(group),
        hand=_hands(group),
    )


def _hands(group: Sequence[ValueToday]) -> str:
    """Return how many values nobody here read at their source."""
    some = sum(one.access.second_hand for one in group)
    return (
        f"{'All' if some == len(group) else f'{some} of {len(group)}'} read second-hand"
        if some
        else ""
    )


def _speakers(group: Sequence[ValueToday]) -> str:
    """Return who says values, each once, with all who relay it."""
    via: dict[str, dict[str, None]] = {}
    for one in group:
        via.setdefault(one.says, {})[one.relay.removeprefix(", via ")] = None
    told = ((says, [name for name in names if name]) for says, names in via.items())
    return "; ".join(f"{says}, via {listing(names)}" if names else says for says, names in told)


# --- Which values can stand on one axis ---------------------------------------------------------


def _length(value: Value) -> str:
    """Return how long a period is: a month's tonnes are no year's, ten months are neither's."""
    if value.period is None:
        return ""
    months = round(((value.period.end - value.period.start).days + 1) / 30.4)
    return {1: "month", 3: "quarter", 12: "year"}.get(months, f"{months} months")


def _key(kind: str, one: ValueToday) -> tuple[object, ...]:
    """Return what the values of a chart of that kind share; empty where this one fits in none."""
    value, unit, period = one.value, one.quantity.unit, one.value.period
    of = (unit, value.of, value.basis)
    if kind == "line":
        return (*of, value.place, _length(value)) if period else ()
    if one.weak or not (period and value.place):
        return ()
    return (*of, period.text, value.kind)


# What makes the values of a group worth a chart: times, places, values.
_DISTINCT: Mapping[str, Callable[[ValueToday], object]] = {
    "line": lambda k: k.value.period and k.value.period.text,
    "bars": lambda k: k.value.place,
}


# --- Laying out ---------------------------------------------------------------------------------


def rows(kind: str, group: list[ValueToday]) -> Chart:
    """Return bars or shares of several numbers: a row a value, its words above it."""
    if kind == "bars":
        group = sorted(group, key=lambda k: -k.quantity.high)
    scale = _Scale.of(group)
    marks, down = [], 0
    for one in group:
        sort = "" if one.value.kind == ACTUAL else one.value.kind
        label, by, room = one.value.place or "", "", _LINE - len(one.value.text)
        if kind == "shares":
            told = (one.value.of, one.dated, one.initials, one.access.words)
            label, by = one.number, ", ".join(part for part in told if part)
        low, high = scale.across(one.quantity.low), scale.across(one.quantity.high)
        mark = Marker(clipped(label, room), one.value.text, low, high, down, bool(sort))
        marks.append(mark._replace(by=clipped(by, _LINE)))
        down += _ROW + _BY * bool(by)
    ticks = tuple(Tick(scale.across(step), scale.words(step)) for step in scale.steps)
    return Chart(kind, down + 22, tuple(marks), ticks)


def _line(group: list[ValueToday]) -> Chart:
    """Return a line over time; of several values for one time the first carries the line."""
    scale, periods = _Scale.of(group), [one.value.period for one in group if one.value.period]
    days = [(p.end if p.until else p.start + (p.end - p.start) / 2).toordinal() for p in periods]
    first, span = min(days), (max(days) - min(days)) or 1
    places = [16 + 80 * (day - first) / span for day in days]  # the levels' words stand before
    tipped = _tipped(group, places)
    marks, once = list[Marker](), dict[float, tuple[Marker, Period]]()
    for position, (one, period, across) in enumerate(zip(group, periods, places, strict=True)):
        value, middle = one.value, (one.quantity.low + one.quantity.high) / 2
        label, down = f"{when(period.text)}, {one.attribution}", scale.down(middle)
        tip = clipped(value.text.removesuffix(f" {one.quantity.unit}"), 22)
        tip = tip if position in tipped else ""
        marks.append(Marker(label, value.text, across, across, down, value.kind != ACTUAL, tip))
        once.setdefault(across, (marks[-1], period))
    levels = tuple(Tick(scale.down(step), scale.words(step)) for step in scale.steps)
    pairs = [(m, o, *_gap(one, other)) for (m, one), (o, other) in pairwise(once.values())]
    return Chart(
        "line",
        _PLOT + 44,
        tuple(marks),
        _times(group, marks),
        tuple((mark, other, words) for mark, other, lack, words in pairs if lack <= _BRIDGED),
        levels,
        blank=tuple(words for *_, lack, words in pairs if lack > _BRIDGED),
    )


def _tipped(group: Sequence[ValueToday], places: Sequence[float]) -> set[int]:
    """Choose the marks that show their value: the first, the last, and the extremes with room."""
    tipped, indices = {0, len(group) - 1}, range(len(group))
    highest = max(indices, key=lambda index: group[index].quantity.high)
    lowest = min(indices, key=lambda index: group[index].quantity.low)
    for extreme in (highest, lowest):
        if all(abs(places[extreme] - places[other]) >= _TIP_WIDTH for other in tipped):
            tipped.add(extreme)
    return tipped


def _gap(one: Period, other: Period) -> tuple[float, str]:
    """Return how many periods lack between two, and from a whole month on which time, in words."""
    if (other.start - one.end).days <= _MONTH:
        return 0, ""
    first, last = one.end + dt.timedelta(days=1), other.start - dt.timedelta(days=1)
    ends = [when(f"{first:%Y-%m}"), when(f"{last:%Y-%m}")]
    if (first.month, last.month) == (1, 12):
        ends = [str(first.year), str(last.year)]
    elif first.year == last.year and first.month != last.month:
        ends[0] = ends[0].removesuffix(f" {first.year}")
    return (last - one.end) / (other.end - last), " to ".join(dict.fromkeys(ends))


def _times(group: Sequence[ValueToday], marks: Sequence[Marker]) -> tuple[Tick, ...]:
    """Return the words under a line, at most four, never two that would run into each other."""
    found: list[Tick] = []
    last = marks[-1].low
    for one, mark in zip(group, marks, strict=True):
        period, at = one.value.period, mark.low
        room = not found or (at - found[-1].at > 19 and (at == last or last - at > 19))
        if period and (room or (at == last > found[-1].at)):
            year, _, part = period.text.partition("-")  # a quarter or a half of it, or a month
            month = MONTHS[period.start.month - 1][:3] if _length(one.value) == "month" else ""
            words = (
                f"{month or part} {year}" if month or part.startswith(("Q", "H")) else period.text
            )
            found.append(Tick(mark.low, words.strip()))
    return tuple(found)


class _Scale(NamedTuple):
    """An axis from 0, or from ``low`` below it, to ``high`` in steps that are easy to read."""

    low: float
    high: float
    step: float
    unit: str

    @classmethod
    def of(cls, group: Sequence[ValueToday]) -> _Scale:
        base = min(0.0, *(one.quantity.low for one in group))
        most = max(one.quantity.high for one in group)
        step, unit = _easy((most - base) / 4 or abs(most) or 1.0), group[0].quantity.unit
        low = math.floor(base / step) * step
        high = max(math.ceil(most / step) * step, low + step)
        if unit == "%" and 50 < high < 100:
            step, high = 25, 100
        return cls(low, high, step, unit)

    @property
    def steps(self) -> tuple[float, ...]:
        number = round((self.high - self.low) / self.step)
        return tuple(self.low + at * self.step for at in range(number + 1))

    def across(self, value: float) -> float:
        return round(_LEFT + _WIDE * (value - self.low) / (self.high - self.low), 2)

    def down(self, value: float) -> float:
        return round(16 + _PLOT * (1 - (value - self.low) / (self.high - self.low)), 1)

    def words(self, value: float) -> str:
        return f"{_short(value)}{'%' if self.unit == '%' else ''}"


def _easy(step: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, 50 … that is not smaller."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= step * 0.999)


def _short(value: float) -> str:
    """Return a number for an axis: "2.5 million", "40,000", "0.5"."""
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:.4g}{word}"
    return f"{value:,.6g}" if value % 1 else f"{value:,.0f}"
