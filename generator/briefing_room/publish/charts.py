"""Lay out the chart of a number: a line over time, or bars.

Horizontal positions are in per cent of the width, so that a chart is as readable on a phone as on
a desktop; vertical ones are in pixels.  A chart shows values of one basis only; the table has all.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing_room.catalogue.numbers import ACTUAL, Value
from briefing_room.publish.values import ValueToday
from briefing_room.publish.words import clip, listing
from briefing_room.text.periods import MONTHS, Period, period_in_words

# In pixels: a row of bars, its second line, the axis below the bars; the room above the plot of a
# line, the plot, the axis below it.
_ROW_HEIGHT = 38
_DETAIL_HEIGHT = 17
_BAR_AXIS_HEIGHT = 22
_PLOT_TOP = 20
_PLOT_HEIGHT = 190
_TIME_AXIS_HEIGHT = 28
# In per cent of the width.
_AXIS_START = 1.0
_AXIS_WIDTH = 97.0
_LINE_START = 16.0  # the words of the levels stand before
_LINE_WIDTH = 80.0
_TIP_WIDTH = 24  # room for the words at a point of a line
_TICK_WIDTH = 19  # room for the words of a time
_MIN_DISTINCT = 3  # times or places: a chart of two says no more than their numbers
_MAX_VALUES = 14  # in one chart
_MIN_GAP_DAYS = 28
_MAX_BRIDGED_PERIODS = 2.1  # without a value, over which a line is still drawn
_MAX_ROW_LETTERS = 62  # of a label with its value
_MAX_TIP_LETTERS = 22
_AMOUNT = re.compile(r".*?\d[\d.,]*(?: to \d[\d.,]*)?(?: [mb]illion)?")


class Tick(NamedTuple):
    """A step of an axis."""

    position: float
    label: str


class DataPoint(NamedTuple):
    """A value in a chart: its horizontal range, its vertical position, and its words.

    ``open`` means a projection or a target; ``detail`` is a second line of words.
    """

    label: str
    text: str
    low: float
    high: float
    y: float
    open: bool = False
    tip: str = ""  # shown at the point itself: the first, the last, the greatest and the least
    detail: str = ""


class Chart(NamedTuple):
    """A chart ready to be drawn.

    ``steps`` join neighbouring points of a line, with the time between them that has no value, in
    words.  Longer times without a value are not bridged; ``undrawn_gaps`` names them.
    """

    kind: str
    height: int
    points: tuple[DataPoint, ...]
    ticks: tuple[Tick, ...]
    steps: tuple[tuple[DataPoint, DataPoint, str], ...] = ()
    levels: tuple[Tick, ...] = ()  # of a line: its axis up
    basis: str = ""  # what all its values share: thing, place, period, basis
    drawn: tuple[Value, ...] = ()
    interval: str = ""  # the time of each point of a line
    undrawn_gaps: tuple[str, ...] = ()
    by: str = ""  # who says its values, where no label does
    access_note: str = ""  # how many of them were read second-hand

    @property
    def legend(self) -> str:
        """The meaning of the signs that it uses, in sentences."""
        gaps = [gap for *_, gap in self.steps if gap]
        parts = (
            (f"By {self.interval}. ", self.interval),
            ("Hollow: a projection or a target. ", any(point.open for point in self.points)),
            (f"Dotted: no value in our sources for {listing(gaps)}. ", gaps),
            (
                f"No line: no value in our sources for {listing(self.undrawn_gaps)}. ",
                self.undrawn_gaps,
            ),
            (f"Said by: {self.by}. ", self.by),
            (f"{self.access_note}. ", self.access_note),
        )
        return "".join(words for words, applies in parts if applies)


def chart(values: Sequence[ValueToday]) -> Chart | None:
    """The chart that shows most of the values, ``None`` if too few are comparable."""
    best: tuple[int, str, list[ValueToday]] = (0, "", [])
    for kind in _DISTINCT:
        groups: dict[tuple[object, ...], list[ValueToday]] = {}
        for row in values:
            if row.measured and (key := _axis_key(kind, row)):
                groups.setdefault(key, []).append(row)
        for group in groups.values():
            score = len(group) * (3 if kind == "line" else 2)
            if len({_DISTINCT[kind](row) for row in group}) >= _MIN_DISTINCT and score > best[0]:
                best = (score, kind, group)
    _, kind, group = best
    if not group:
        return None
    group = group[-_MAX_VALUES:] if kind == "line" else group[:_MAX_VALUES]
    drawn = _line_chart(group) if kind == "line" else bar_chart(kind, group)
    first, bars = group[0].value, kind == "bars"
    period = period_in_words(first.period.text) if bars and first.period else ""
    shared = (first.thing, "" if bars else first.place, period, first.basis)
    return drawn._replace(
        basis=", ".join(part for part in shared if part),
        drawn=tuple(row.value for row in group),
        interval=_period_length(first) if kind == "line" else "",
        by=_speakers(group),
        access_note=_access_note(group),
    )


def _access_note(group: Sequence[ValueToday]) -> str:
    """Say how many values were read second-hand, if any."""
    second_hand = sum(row.access.second_hand for row in group)
    if not second_hand:
        return ""
    number = "All" if second_hand == len(group) else f"{second_hand} of {len(group)}"
    return f"{number} read second-hand"


def _speakers(group: Sequence[ValueToday]) -> str:
    """The speakers of values, each once, with everybody who relayed them."""
    relays: dict[str, dict[str, None]] = {}
    for row in group:
        relays.setdefault(row.speaker, {})[row.value.via or ""] = None
    pairs = ((speaker, [name for name in names if name]) for speaker, names in relays.items())
    return "; ".join(
        f"{speaker}, via {listing(names)}" if names else speaker for speaker, names in pairs
    )


# --- Which values can stand on one axis ---------------------------------------------------------


def _period_length(value: Value) -> str:
    """The length of a period in words; tonnes of a month and of a year are not comparable."""
    if value.period is None:
        return ""
    days = (value.period.end - value.period.start).days + 1
    months = round(days / 30.4)
    words = {1: "month", 3: "quarter", 12: "year"}.get(months, f"{months} months")
    return words if months else "day" if days == 1 else f"{days} days"


def _axis_key(kind: str, row: ValueToday) -> tuple[object, ...]:
    """What all values of one chart share; empty if this value fits into no chart of the kind."""
    value, unit, period = row.value, row.quantity.unit, row.value.period
    series = (unit, value.thing, value.basis)
    if kind == "line":
        return (*series, value.place, _period_length(value)) if period else ()
    if row.is_weak or not (period and value.place):
        return ()
    return (*series, period.text, value.kind)


# What makes the values of a group worth a chart: times, places, values.
_DISTINCT: Mapping[str, Callable[[ValueToday], object]] = {
    "line": lambda row: row.value.period and row.value.period.text,
    "bars": lambda row: row.value.place,
}


# --- Laying out ---------------------------------------------------------------------------------


def bar_chart(kind: str, group: list[ValueToday]) -> Chart:
    """Lay out one row per value, its words above it; ``shares`` compares several numbers."""
    if kind == "bars":
        group = sorted(group, key=lambda row: -row.quantity.high)
    scale = _Scale.fit(group)
    points, y = [], 0
    for row in group:
        kind_note = "" if row.value.kind == ACTUAL else row.value.kind
        label, detail, room = row.value.place or "", "", _MAX_ROW_LETTERS - len(row.value.text)
        if kind == "shares":
            parts = (row.value.thing, row.date_text, row.initials, row.access.wording)
            label, detail = row.number, ", ".join(part for part in parts if part)
        low, high = scale.to_x(row.quantity.low), scale.to_x(row.quantity.high)
        point = DataPoint(clip(label, room), row.value.text, low, high, y, bool(kind_note))
        points.append(point._replace(detail=clip(detail, _MAX_ROW_LETTERS)))
        y += _ROW_HEIGHT + _DETAIL_HEIGHT * bool(detail)
    ticks = tuple(Tick(scale.to_x(step), scale.words(step)) for step in scale.steps)
    return Chart(kind, y + _BAR_AXIS_HEIGHT, tuple(points), ticks)


def _line_chart(group: list[ValueToday]) -> Chart:
    """Lay out a line over time; of several values for one time, the line joins the first."""
    scale, periods = _Scale.fit(group), [row.value.period for row in group if row.value.period]
    days = [(p.end if p.is_limit else p.start + (p.end - p.start) / 2).toordinal() for p in periods]
    first, span = min(days), (max(days) - min(days)) or 1
    positions = [_LINE_START + _LINE_WIDTH * (day - first) / span for day in days]
    tip_indices = _choose_tips(group, positions)
    points, by_position = list[DataPoint](), dict[float, tuple[DataPoint, Period]]()
    for index, (row, period, x) in enumerate(zip(group, periods, positions, strict=True)):
        value, middle = row.value, (row.quantity.low + row.quantity.high) / 2
        label, y = f"{period_in_words(period.text)}, {row.attribution}", scale.to_y(middle)
        amount = value.text.removesuffix(f" {row.quantity.unit}")
        tip = _tip(amount) if index in tip_indices else ""
        points.append(DataPoint(label, value.text, x, x, y, value.kind != ACTUAL, tip))
        by_position.setdefault(x, (points[-1], period))
    levels = tuple(Tick(scale.to_y(step), scale.words(step)) for step in scale.steps)
    pairs = [
        (start, end, *_gap(earlier, later))
        for (start, earlier), (end, later) in pairwise(by_position.values())
    ]
    return Chart(
        "line",
        _PLOT_TOP + _PLOT_HEIGHT + _TIME_AXIS_HEIGHT,
        tuple(points),
        _time_ticks(group, points),
        tuple(
            (start, end, words)
            for start, end, length, words in pairs
            if length <= _MAX_BRIDGED_PERIODS
        ),
        levels,
        undrawn_gaps=tuple(words for *_, n, words in pairs if n > _MAX_BRIDGED_PERIODS),
    )


def _choose_tips(group: Sequence[ValueToday], positions: Sequence[float]) -> set[int]:
    """Choose the points that show their value: the first, the last, and the extremes with room."""
    tip_indices, indices = {0, len(group) - 1}, range(len(group))
    highest = max(indices, key=lambda index: group[index].quantity.high)
    lowest = min(indices, key=lambda index: group[index].quantity.low)
    for extreme in (highest, lowest):
        if all(abs(positions[extreme] - positions[other]) >= _TIP_WIDTH for other in tip_indices):
            tip_indices.add(extreme)
    return tip_indices


def _tip(text: str) -> str:
    """The words at a point: the value, without its unit if there is no room for it."""
    amount = _AMOUNT.match(text)
    return amount[0] if len(text) > _MAX_TIP_LETTERS and amount else text


def _gap(earlier: Period, later: Period) -> tuple[float, str]:
    """How many periods are missing between two, and which time, in words, if a month or more."""
    if (later.start - earlier.end).days <= _MIN_GAP_DAYS:
        return 0, ""
    first, last = earlier.end + dt.timedelta(days=1), later.start - dt.timedelta(days=1)
    bounds = [period_in_words(f"{first:%Y-%m}"), period_in_words(f"{last:%Y-%m}")]
    if (first.month, last.month) == (1, 12):
        bounds = [str(first.year), str(last.year)]
    elif first.year == last.year and first.month != last.month:
        bounds[0] = bounds[0].removesuffix(f" {first.year}")
    return (last - earlier.end) / (later.end - last), " to ".join(dict.fromkeys(bounds))


def _time_ticks(group: Sequence[ValueToday], points: Sequence[DataPoint]) -> tuple[Tick, ...]:
    """The labels below a line, far enough apart not to overlap."""
    ticks: list[Tick] = []
    last = points[-1].low
    for row, point in zip(group, points, strict=True):
        period, position = row.value.period, point.low
        room = not ticks or (
            position - ticks[-1].position > _TICK_WIDTH
            and (position == last or last - position > _TICK_WIDTH)
        )
        if period and (room or (position == last > ticks[-1].position)):
            year, _, part = period.text.partition("-")  # a quarter or a half of it, or a month
            if _period_length(row.value) == "month":
                part = MONTHS[period.start.month - 1][:3]
            elif not part.startswith(("Q", "H")):
                part, year = "", period.text
            ticks.append(Tick(point.low, f"{part} {year}".strip()))
    return tuple(ticks)


class _Scale(NamedTuple):
    """An axis from 0, or from ``low`` below it, to ``high`` in steps that are easy to read."""

    low: float
    high: float
    step: float
    unit: str

    @classmethod
    def fit(cls, group: Sequence[ValueToday]) -> _Scale:
        base = min(0.0, *(row.quantity.low for row in group))
        highest = max(row.quantity.high for row in group)
        unit = group[0].quantity.unit
        step = _round_up_step((highest - base) / 4 or abs(highest) or 1.0)
        low = math.floor(base / step) * step
        high = max(math.ceil(highest / step) * step, low + step)
        if unit == "%" and 50 < high < 100:
            step, high = 25, 100
        return cls(low, high, step, unit)

    @property
    def steps(self) -> tuple[float, ...]:
        number = round((self.high - self.low) / self.step)
        return tuple(self.low + index * self.step for index in range(number + 1))

    def to_x(self, value: float) -> float:
        return round(_AXIS_START + _AXIS_WIDTH * (value - self.low) / (self.high - self.low), 2)

    def to_y(self, value: float) -> float:
        return round(
            _PLOT_TOP + _PLOT_HEIGHT * (1 - (value - self.low) / (self.high - self.low)), 1
        )

    def words(self, value: float) -> str:
        return f"{_axis_number(value)}{'%' if self.unit == '%' else ''}"


def _round_up_step(step: float) -> float:
    """Round a step up to 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= step * 0.999)


def _axis_number(value: float) -> str:
    """Write a number on an axis: "2.5 million", "40,000", "0.5"."""
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:.4g}{word}"
    return f"{value:,.6g}" if value % 1 else f"{value:,.0f}"
