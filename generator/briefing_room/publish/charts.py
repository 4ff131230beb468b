"""Lay out the chart of a number: a line over time, or bars.

Horizontal positions (``x``) are in per cent of the width, so that a chart is as readable on a phone
as on a desktop; vertical ones (``y``) are in pixels from the top.  A chart shows only values that
are comparable; the table has all.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing_room.catalogue.numbers import ACTUAL, Value
from briefing_room.publish.values import ValueToday
from briefing_room.publish.words import clip, join_with_and
from briefing_room.text.periods import MONTHS, Period, period_in_words

# Heights, in pixels.
_BAR_HEIGHT = 38  # of a bar with the words above it
_DETAIL_HEIGHT = 17  # of their second line
_BAR_AXIS_HEIGHT = 22
_PLOT_TOP = 20  # the room above a line
_PLOT_HEIGHT = 190
_TIME_AXIS_HEIGHT = 28
# Widths, in per cent of the width of the chart.
_BARS_START = 1.0
_BARS_WIDTH = 97.0
_LINE_START = 16.0  # the labels of the y axis stand before
_LINE_WIDTH = 80.0
_VALUE_LABEL_WIDTH = 24
_TIME_LABEL_WIDTH = 19
_MIN_DISTINCT = 3  # times or places: a chart of two says no more than their numbers
_MAX_VALUES = 14  # in one chart
_MIN_GAP_DAYS = 28
_MAX_BRIDGED_PERIODS = 2.1  # without a value, over which a line is still drawn
_MAX_BAR_LETTERS = 62  # of a label with its value
_MAX_VALUE_LABEL_LETTERS = 22
_AMOUNT = re.compile(r".*?\d[\d.,]*(?: to \d[\d.,]*)?(?: [mb]illion)?")


class Tick(NamedTuple):
    """A labelled position on an axis: an ``x`` or a ``y``."""

    position: float
    label: str


class DataPoint(NamedTuple):
    """A value in a chart: where it is, and its words.

    ``x_low`` and ``x_high`` are the ends of a range; they are equal on a line.  A bar has its
    ``label`` and ``text`` above it; a line shows them when its point is pointed at.
    """

    label: str
    text: str
    x_low: float
    x_high: float
    y: float
    is_hollow: bool = False  # a projection or a target
    value_label: str = ""  # beside its point of a line
    detail: str = ""  # a second line of words above a bar


class Segment(NamedTuple):
    """A piece of a line; ``gap`` is the time between its ends without a value, in words, or ""."""

    start: DataPoint
    end: DataPoint
    gap: str


class Chart(NamedTuple):
    """A chart ready to be drawn; ``kind`` is "line", "bars" or "shares".

    ``segments`` join the points of a line.  Longer times without a value are not bridged;
    ``undrawn_gaps`` names them.
    """

    kind: str
    height: int
    points: tuple[DataPoint, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...] = ()  # of a line
    segments: tuple[Segment, ...] = ()
    undrawn_gaps: tuple[str, ...] = ()
    in_common: str = ""  # what all its values share, in words: thing, place, period, basis
    values: tuple[Value, ...] = ()
    period_length: str = ""  # of each point of a line
    speakers: str = ""
    access_note: str = ""  # how many of its values were read second-hand

    @property
    def legend(self) -> str:
        """The meaning of the signs that it uses, in sentences."""
        gaps = [segment.gap for segment in self.segments if segment.gap]
        missing = "no value in our sources for"
        sentences = (
            f"By {self.period_length}. " if self.period_length else "",
            "Hollow: a projection or a target. " if any(p.is_hollow for p in self.points) else "",
            f"Dotted: {missing} {join_with_and(gaps)}. " if gaps else "",
            f"No line: {missing} {join_with_and(self.undrawn_gaps)}. " if self.undrawn_gaps else "",
            f"Said by: {self.speakers}. " if self.speakers else "",
            f"{self.access_note}. " if self.access_note else "",
        )
        return "".join(sentences)


def chart(values: Sequence[ValueToday]) -> Chart | None:
    """The chart that shows most of the values, ``None`` if too few are comparable."""
    candidates = [
        (len(group) * preference, kind, group)
        for kind, preference in (("line", 3), ("bars", 2))
        for group in _comparable_groups(kind, values)
    ]
    if not candidates:
        return None
    _, kind, group = max(candidates, key=lambda candidate: candidate[0])
    is_line = kind == "line"
    group = group[-_MAX_VALUES:] if is_line else group[:_MAX_VALUES]
    drawn = _line_chart(group) if is_line else bar_chart(kind, group)
    first = group[0].value
    place = first.place if is_line else ""
    period = period_in_words(first.period.text) if first.period and not is_line else ""
    return drawn._replace(
        in_common=", ".join(filter(None, (first.thing, place, period, first.basis))),
        values=tuple(row.value for row in group),
        period_length=_period_length(first) if is_line else "",
        speakers=_speakers(group),
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
    """Name the speakers of values, each once, with the outlets that relayed them."""
    relays: dict[str, dict[str, None]] = {}
    for row in group:
        relays.setdefault(row.speaker, {})[row.value.via or ""] = None
    pairs = ((speaker, [name for name in names if name]) for speaker, names in relays.items())
    return "; ".join(
        f"{speaker}, via {join_with_and(names)}" if names else speaker for speaker, names in pairs
    )


# --- Which values can stand on one axis ---------------------------------------------------------


def _comparable_groups(kind: str, values: Sequence[ValueToday]) -> Iterator[list[ValueToday]]:
    """Yield the groups of values that one chart can show: with enough times, or places in bars."""
    groups: dict[tuple[object, ...], list[ValueToday]] = {}
    for row in values:
        if row.measured and (key := _axis_key(kind, row)):
            groups.setdefault(key, []).append(row)
    for group in groups.values():
        times = {row.value.period and row.value.period.text for row in group}
        places = {row.value.place for row in group}
        if len(times if kind == "line" else places) >= _MIN_DISTINCT:
            yield group


def _period_length(value: Value) -> str:
    """The length of a value's period, such as "year"; "" if it has none."""
    if value.period is None:
        return ""
    days = (value.period.end - value.period.start).days + 1
    months = round(days / 30.4)
    words = {1: "month", 3: "quarter", 12: "year"}.get(months, f"{months} months")
    return words if months else "day" if days == 1 else f"{days} days"


def _axis_key(kind: str, row: ValueToday) -> tuple[object, ...]:
    """What all values of one chart share; empty if no chart of the kind can show this value.

    The length of the period is part of it: tonnes a month and tonnes a year have no common axis.
    """
    value, unit, period = row.value, row.quantity.unit, row.value.period
    series = (unit, value.thing, value.basis)
    if kind == "line":
        return (*series, value.place, _period_length(value)) if period else ()
    if row.is_weak or not (period and value.place):
        return ()
    return (*series, period.text, value.kind)


# --- Laying out ---------------------------------------------------------------------------------


def bar_chart(kind: str, group: list[ValueToday]) -> Chart:
    """Lay out a bar for each value; ``bars`` are of one number, ``shares`` of several."""
    if kind == "bars":
        group = sorted(group, key=lambda row: -row.quantity.high)
    scale = _Scale.fit(group)
    points, y = [], 0
    for row in group:
        label, detail = row.value.place or "", ""
        if kind == "shares":
            parts = (row.value.thing, row.date_text, row.initials, row.access.wording)
            label, detail = row.number_name, ", ".join(part for part in parts if part)
        point = DataPoint(
            clip(label, _MAX_BAR_LETTERS - len(row.value.text)),
            row.value.text,
            scale.to_x(row.quantity.low),
            scale.to_x(row.quantity.high),
            y,
            row.value.kind != ACTUAL,
            detail=clip(detail, _MAX_BAR_LETTERS),
        )
        points.append(point)
        y += _BAR_HEIGHT + _DETAIL_HEIGHT * bool(detail)
    x_ticks = tuple(Tick(scale.to_x(value), scale.words(value)) for value in scale.tick_values)
    return Chart(kind, y + _BAR_AXIS_HEIGHT, tuple(points), x_ticks)


def _line_chart(group: list[ValueToday]) -> Chart:
    """Lay out a line over time; of several values for one time, the line joins the first."""
    scale, periods = _Scale.fit(group), [row.value.period for row in group if row.value.period]
    days = [(p.end if p.is_limit else p.start + (p.end - p.start) / 2).toordinal() for p in periods]
    first, span = min(days), (max(days) - min(days)) or 1
    xs = [_LINE_START + _LINE_WIDTH * (day - first) / span for day in days]
    labelled = _choose_labelled(group, xs)
    points, first_at = list[DataPoint](), dict[float, tuple[DataPoint, Period]]()
    for index, (row, period, x) in enumerate(zip(group, periods, xs, strict=True)):
        value, middle = row.value, (row.quantity.low + row.quantity.high) / 2
        label, y = f"{period_in_words(period.text)}, {row.attribution}", scale.to_y(middle)
        amount = value.text.removesuffix(f" {row.quantity.unit}")
        value_label = _value_label(amount) if index in labelled else ""
        points.append(DataPoint(label, value.text, x, x, y, value.kind != ACTUAL, value_label))
        first_at.setdefault(x, (points[-1], period))
    segments, undrawn_gaps = list[Segment](), list[str]()
    for (start, earlier), (end, later) in pairwise(first_at.values()):
        length, gap = _gap(earlier, later)
        if length <= _MAX_BRIDGED_PERIODS:
            segments.append(Segment(start, end, gap))
        else:
            undrawn_gaps.append(gap)
    return Chart(
        "line",
        _PLOT_TOP + _PLOT_HEIGHT + _TIME_AXIS_HEIGHT,
        tuple(points),
        _time_ticks(group, xs),
        tuple(Tick(scale.to_y(value), scale.words(value)) for value in scale.tick_values),
        tuple(segments),
        tuple(undrawn_gaps),
    )


def _choose_labelled(group: Sequence[ValueToday], xs: Sequence[float]) -> set[int]:
    """Choose the points that show their value: the first, the last, and the extremes with room."""
    labelled, indices = {0, len(group) - 1}, range(len(group))
    highest = max(indices, key=lambda index: group[index].quantity.high)
    lowest = min(indices, key=lambda index: group[index].quantity.low)
    for extreme in (highest, lowest):
        if all(abs(xs[extreme] - xs[other]) >= _VALUE_LABEL_WIDTH for other in labelled):
            labelled.add(extreme)
    return labelled


def _value_label(amount: str) -> str:
    """The words beside a point: the amount, only its number if there is no room for more."""
    number = _AMOUNT.match(amount)
    return number[0] if len(amount) > _MAX_VALUE_LABEL_LETTERS and number else amount


def _gap(earlier: Period, later: Period) -> tuple[float, str]:
    """How many periods are missing between two, and their time in words; (0, "") below a month."""
    if (later.start - earlier.end).days <= _MIN_GAP_DAYS:
        return 0, ""
    first, last = earlier.end + dt.timedelta(days=1), later.start - dt.timedelta(days=1)
    bounds = [period_in_words(f"{first:%Y-%m}"), period_in_words(f"{last:%Y-%m}")]
    if (first.month, last.month) == (1, 12):
        bounds = [str(first.year), str(last.year)]
    elif first.year == last.year and first.month != last.month:
        bounds[0] = bounds[0].removesuffix(f" {first.year}")
    return (last - earlier.end) / (later.end - last), " to ".join(dict.fromkeys(bounds))


def _time_ticks(group: Sequence[ValueToday], xs: Sequence[float]) -> tuple[Tick, ...]:
    """The labels below a line, far enough apart not to overlap; the last point always has one."""
    ticks: list[Tick] = []
    last = xs[-1]
    for row, x in zip(group, xs, strict=True):
        previous = ticks[-1].position if ticks else -math.inf
        has_room = min(x - previous, last - x) > _TIME_LABEL_WIDTH
        if row.value.period and (not ticks or has_room or x == last > previous):
            ticks.append(Tick(x, _time_label(row.value, row.value.period)))
    return tuple(ticks)


def _time_label(value: Value, period: Period) -> str:
    """Write a period below a line: "Apr 2025", "Q2 2025", "2025"."""
    year, _, part = period.text.partition("-")
    if _period_length(value) == "month":
        return f"{MONTHS[period.start.month - 1][:3]} {year}"
    return f"{part} {year}" if part.startswith(("Q", "H")) else period.text


class _Scale(NamedTuple):
    """An axis with ticks at round values; ``low`` is 0 unless a value is negative."""

    low: float
    high: float
    tick_step: float
    unit: str

    @classmethod
    def fit(cls, group: Sequence[ValueToday]) -> _Scale:
        """Choose the ends and the ticks of an axis that holds all values of a group."""
        lowest = min(0.0, *(row.quantity.low for row in group))
        highest = max(row.quantity.high for row in group)
        unit = group[0].quantity.unit
        step = _round_up_step((highest - lowest) / 4 or abs(highest) or 1.0)
        low = math.floor(lowest / step) * step
        high = max(math.ceil(highest / step) * step, low + step)
        if unit == "%" and 50 < high < 100:
            step, high = 25, 100
        return cls(low, high, step, unit)

    @property
    def tick_values(self) -> tuple[float, ...]:
        step_count = round((self.high - self.low) / self.tick_step)
        return tuple(self.low + index * self.tick_step for index in range(step_count + 1))

    def to_x(self, value: float) -> float:
        return round(_BARS_START + _BARS_WIDTH * (value - self.low) / (self.high - self.low), 2)

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
