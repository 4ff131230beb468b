"""Draw the measures over time, issuer by issuer, as an SVG with a table that says the same."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterator
from typing import NamedTuple

from generator.catalogue.measures import Suspension
from generator.publish.publication import Publication
from generator.publish.standings import Standing, link, standings
from generator.publish.words import clipped, day, short_day

HEAD = 26  # pixels above the first row, for the years
_YEARS_BACK = 4  # what is older begins at the left edge with an arrow
_NO_SPANS = frozenset({"programme", "agreement", "dispute"})


class Layout(NamedTuple):
    """Pixels of a drawing: its width, the column of names, a row, the bar in it; longest name."""

    name: str
    width: int
    labels: int
    row: int
    bar: int
    longest: int
    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    def x(self, date: dt.date) -> float:
        """Return where a day lies between the edges of the drawing, ``first`` and ``last``."""
        share = (date - self.first).days / (self.last - self.first).days
        return round(self.labels + (self.width - self.labels) * min(max(share, 0.0), 1.0), 1)


WIDE = Layout("wide", 1020, 370, 22, 4, 56)
NARROW = Layout("narrow", 350, 14, 40, 20, 54)
"""For a phone: names stand above their bars, so that the bars are seen without scrolling."""


class Span(NamedTuple):
    """A stretch of a measure's life; ``kind`` is in-force, suspended, unknown or announced."""

    kind: str
    start: dt.date
    end: dt.date


def spans(item: Standing, last: dt.date) -> tuple[Span, ...]:
    """Return what is known of a measure up to ``last``, in order, without a gap once it began.

    A measure with parts is drawn by its own summary dates; its table row tells the parts.
    """
    measure, pause = item.measure, item.measure.suspended or Suspension()
    begin = measure.effective or (measure.phases[0].effective if measure.phases else None)
    first = measure.announced or begin
    if first is None or first > last:
        return ()
    never = item.status.never_in_force
    applied = begin if begin and not never else None
    reached = item.status.reaches or first
    paused_to = pause.until if pause.start else None
    marks = [
        Span("announced", first, min(d for d in (applied, pause.start, measure.ended, last) if d)),
        Span("in-force", applied or last, min(d for d in (pause.start, measure.ended, last) if d)),
    ]
    if pause.start:
        marks.append(Span("suspended", pause.start, min(paused_to or last, measure.ended or last)))
        if paused_to and not measure.ended:
            marks.append(Span("unknown", paused_to, last))
    elif applied and not measure.ended and max(reached, applied) < last:
        marks[1] = Span("in-force", applied, max(reached, applied))
        marks.append(Span("unknown", max(reached, applied), last))
    return tuple(mark for mark in marks if mark.start < min(mark.end, last))


def figure(site: Publication, origin: str = "measures.md") -> str:
    """Return the drawing and, folded below it, the table with every date in it."""
    found = _by_issuer(site)
    if not found:
        return ""
    return (
        f'<figure class="timeline">\n{legend(site)}\n{svg(site)}\n{svg(site, NARROW)}\n'
        "</figure>\n\n"
        '<details markdown="1"><summary>The same as a table</summary>\n\n'
        f"{_table(found, origin)}\n\n</details>\n"
    )


_LEGEND = (
    ("announced", "announced"),
    ("in-force", "in force, up to the last report"),
    ("suspended", "suspended"),
    ("unknown", "not known"),
)


def legend(site: Publication) -> str:
    """Return what the bars and marks mean, each beside a drawing of itself."""
    items = [(f'<rect class="span-{kind}" {_BOX}/>', words) for kind, words in _LEGEND]
    items.append(('<circle class="due" cx="13" cy="7" r="5"/>', "to apply from there"))
    line = '<line class="today" x1="13" x2="13" y1="0" y2="14"/>'
    items.append((line, f"today, {day(site.as_of)}"))
    shown = "".join(
        f'<li><svg viewBox="0 0 26 14" aria-hidden="true">{mark}</svg> {words}</li>'
        for mark, words in items
    )
    return f'<ul class="legend">{shown}</ul>'


_BOX = 'x="1" y="1" width="24" height="12"'


def svg(site: Publication, layout: Layout = WIDE) -> str:
    """Return the drawing; it has a title and a description and takes its colours from classes."""
    found = _by_issuer(site)
    first = dt.date(site.as_of.year - _YEARS_BACK, 1, 1)
    last = dt.date(site.as_of.year + 1, 12, 31)
    layout = layout._replace(first=first, last=last)
    height = HEAD + sum(layout.row * len(items) + WIDE.row for _, items in found) + 8
    body: list[str] = [*_grid(layout, height, site.as_of)]
    y = HEAD
    for issuer, items in found:
        body.append(f'<text class="issuer" x="4" y="{y + 16}">{html.escape(issuer)}</text>')
        y += WIDE.row
        for item in items:
            body += _row(layout, item, y, site.as_of)
            y += layout.row
    total = sum(len(items) for _, items in found)
    return (
        f'<svg viewBox="0 0 {layout.width} {height}" role="img" class="measures {layout.name}" '
        f'aria-labelledby="{layout.name}-title {layout.name}-words" '
        'xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{layout.name}-title">Measures by issuer and date</title>'
        f'<desc id="{layout.name}-words">{total} measures of {len(found)} issuers from '
        f"{first.year} to {last.year}, with the spans in which each was announced, in force"
        " or suspended, and those of which nothing is known. The table below gives the dates."
        "</desc>" + "".join(body) + "</svg>"
    )


def _by_issuer(site: Publication) -> list[tuple[str, list[Standing]]]:
    groups: dict[str, list[Standing]] = {}
    for item in standings(site):
        if item.measure.kind not in _NO_SPANS and spans(item, site.as_of):
            entity = site.catalogue.entities.get(item.measure.issuer or "")
            groups.setdefault(entity.name if entity else "Issuer not given", []).append(item)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def _grid(layout: Layout, height: int, today: dt.date) -> Iterator[str]:
    for year in range(layout.first.year, layout.last.year + 1):
        x = layout.x(dt.date(year, 1, 1))
        yield f'<line class="year" x1="{x}" x2="{x}" y1="{HEAD - 6}" y2="{height}"/>'
        yield f'<text class="year" x="{x + 4}" y="14">{year}</text>'
    x = layout.x(today)
    yield f'<line class="today" x1="{x}" x2="{x}" y1="0" y2="{height}"/>'


def _row(layout: Layout, item: Standing, y: int, today: dt.date) -> Iterator[str]:
    name = f"{item.name} (in part)" if item.parts else item.name
    yield f'<text x="16" y="{y + 15}">{html.escape(clipped(name, layout.longest))}</text>'
    for span in spans(item, today):
        if span.end <= layout.first:
            continue
        left, right = layout.x(span.start), layout.x(span.end)
        words = f"{item.name}: {_WORDS[span.kind]}, {day(span.start)} to {day(span.end)}"
        yield (
            f'<rect class="span-{span.kind}" x="{left}" y="{y + layout.bar}" height="14" '
            f'width="{max(right - left, 2):.1f}"><title>{html.escape(words)}</title></rect>'
        )
        if span.start < layout.first:
            x, below = layout.labels - 12, y + layout.bar + 11
            yield f'<text class="earlier" x="{x}" y="{below}">←</text>'
    start = item.measure.effective
    if start and start > today:
        yield (
            f'<circle class="due" cx="{layout.x(start)}" cy="{y + layout.bar + 7}" r="5">'
            f"<title>{html.escape(item.name)}: to apply from {day(start)}</title></circle>"
        )


_WORDS = {
    "announced": "announced",
    "in-force": "in force",
    "suspended": "suspended",
    "unknown": "not known",
}


def _table(found: list[tuple[str, list[Standing]]], origin: str) -> str:
    lines = [
        "| Issuer | Measure | Announced | Applies from | Suspended | Ended |",
        "|---|---|---|---|---|---|",
    ]
    for issuer, items in found:
        for item in items:
            measure, pause = item.measure, item.measure.suspended
            paused = "—"
            if pause:
                start = short_day(pause.start) if pause.start else "?"
                paused = f"{start} – {short_day(pause.until) if pause.until else 'no end given'}"
            cells = (
                issuer,
                link(item.entity, origin, item.name),
                short_day(measure.announced) if measure.announced else "not given",
                short_day(measure.effective) if measure.effective else "not given",
                paused,
                short_day(measure.ended) if measure.ended else "—",
            )
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
