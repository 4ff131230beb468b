"""Draw the measures over time, issuer by issuer, as an SVG with a table that says the same."""

from __future__ import annotations

import datetime as dt
import html
import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.catalogue.pauses import Pause, pauses
from generator.pages.escape import inline
from generator.publish.links import href
from generator.publish.publication import Publication
from generator.publish.spans import DAY, Bar, bars, spans
from generator.publish.standings import Standing, disputed_mark, link, standings
from generator.publish.words import day, listing, short_day

HEAD = 26  # pixels above the first row, for the years
_LINE = 14  # pixels from one line of a label to the next
_YEARS_BACK = 4  # what is older begins at the left edge with an arrow
_NO_SPANS = frozenset({"programme", "agreement", "dispute"})


class Layout(NamedTuple):
    """Pixels of a drawing: its width, the column of names, a row, the bar in it.

    ``letters`` is how many of a label fit on a line.
    """

    name: str
    width: int
    labels: int
    row: int
    bar: int
    letters: int
    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    def x(self, date: dt.date) -> float:
        """Return where a day lies between the edges of the drawing, ``first`` and ``last``."""
        share = (date - self.first).days / (self.last - self.first).days
        return round(self.labels + (self.width - self.labels) * min(max(share, 0.0), 1.0), 1)


WIDE = Layout("wide", 1020, 370, 22, 4, 52)
NARROW = Layout("narrow", 350, 14, 40, 20, 50)
"""For a phone: names stand above their bars, so that the bars are seen without scrolling."""


def figure(site: Publication, origin: str = "measures.md") -> str:
    """Return the drawing and, folded below it, the table with every date in it."""
    found = _by_issuer(site)
    if not found:
        return ""
    return (
        f'<figure class="timeline">\n{legend(site)}\n'
        f"{svg(site, origin)}\n{svg(site, origin, NARROW)}\n"
        "</figure>\n\n"
        '<details markdown="1"><summary>The same as a table</summary>\n\n'
        f"{_table(found, origin, site.as_of)}\n\n</details>\n"
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


def svg(site: Publication, origin: str, layout: Layout = WIDE) -> str:
    """Return the drawing; each name in it is a link, and colours come from classes."""
    found = _by_issuer(site)
    first = dt.date(site.as_of.year - _YEARS_BACK, 1, 1)
    last = dt.date(site.as_of.year + 1, 12, 31)
    layout = layout._replace(first=first, last=last)
    rows: list[str] = []
    y = HEAD
    for issuer, items in found:
        rows.append(f'<text class="issuer" x="4" y="{y + 16}">{html.escape(issuer)}</text>')
        y += WIDE.row
        for item in items:
            drawn, y = _measure(layout, item, y, site.as_of, href(origin, item.entity.path))
            rows.append(drawn)
    height = y + 8
    body = [*_grid(layout, height, site.as_of), *rows]
    total = sum(len(items) for _, items in found)
    return (
        f'<svg viewBox="0 0 {layout.width} {height}" role="group" class="measures {layout.name}" '
        f'aria-labelledby="{layout.name}-title {layout.name}-words" '
        'xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{layout.name}-title">Measures by issuer and date</title>'
        f'<desc id="{layout.name}-words">{total} measures of {len(found)} issuers from '
        f"{first.year} to {last.year}, with the spans in which each was announced, in force"
        " or suspended, and those of which nothing is known. The table below gives the dates."
        "</desc>" + "".join(body) + "</svg>"
    )


def _measure(
    layout: Layout, item: Standing, y: int, today: dt.date, address: str
) -> tuple[str, int]:
    """Return the rows of a measure from ``y`` down, its labels one link, and where they end."""
    labels: list[str] = []
    drawn: list[str] = []
    if _apart(item):  # the name once, then a row for each part
        labels.append(_label([item.name], y))
        y += WIDE.row
    for bar in bars(item):
        label = f"– {bar.part}" if bar.part else bar.name
        lines = textwrap.wrap(label, layout.letters, break_on_hyphens=False)
        labels.append(_label(lines, y))
        below = _LINE * (len(lines) - 1)
        drawn += _row(layout, bar, y + (below if layout.bar > _LINE else 0), today)
        y += layout.row + below
    return f'<a href="{address}">{" ".join(labels)}</a>{"".join(drawn)}', y


def _apart(item: Standing) -> bool:
    """Return whether each part of a measure has a row of its own."""
    return any(bar.part for bar in bars(item))


def _by_issuer(site: Publication) -> list[tuple[str, list[Standing]]]:
    groups: dict[str, list[Standing]] = {}
    for item in standings(site):
        drawn = any(spans(bar, site.as_of) for bar in bars(item))
        if item.measure.kind not in _NO_SPANS and drawn:
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


def _label(lines: Sequence[str], y: int) -> str:
    """Return the lines of a label, the first beside the row at ``y``."""
    return " ".join(
        f'<text x="16" y="{y + 15 + _LINE * at}">{html.escape(line)}</text>'
        for at, line in enumerate(lines)
    )


def _row(layout: Layout, bar: Bar, y: int, today: dt.date) -> Iterator[str]:
    name = f"{bar.name}, {bar.part}" if bar.part else bar.name
    for span in spans(bar, today):
        if span.end < layout.first:
            continue
        left, right = layout.x(span.start), layout.x(span.end + DAY)
        words = f"{name}: {_WORDS[span.kind]}, {day(span.start)} to {day(span.end)}"
        yield (
            f'<rect class="span-{span.kind}" x="{left}" y="{y + layout.bar}" height="14" '
            f'width="{max(right - left, 2):.1f}"><title>{html.escape(words)}</title></rect>'
        )
        if span.start < layout.first:
            x, below = layout.labels - 12, y + layout.bar + 11
            yield f'<text class="earlier" x="{x}" y="{below}">←</text>'
    start = bar.dates.effective
    if start and start > today:
        yield (
            f'<circle class="due" cx="{layout.x(start)}" cy="{y + layout.bar + 7}" r="5">'
            f"<title>{html.escape(name)}: to apply from {day(start)}</title></circle>"
        )


_WORDS = {
    "announced": "announced",
    "in-force": "in force",
    "suspended": "suspended",
    "unknown": "not known",
}


def _table(found: list[tuple[str, list[Standing]]], origin: str, as_of: dt.date) -> str:
    lines = [
        "| Issuer | Measure | Announced | Start | Suspended | Ended |",
        "|---|---|---|---|---|---|",
    ]
    for issuer, items in found:
        for item, bar in ((owner, bar) for owner in items for bar in bars(owner)):
            dates = bar.dates
            paused = "<br>".join(_paused(pause) for pause in pauses(dates.suspensions, as_of))
            part = f": {inline(bar.part)}" if bar.part else ""
            cells = (
                inline(issuer),
                f"{link(item.entity, origin, item.name)}{part}{_disputed(item, origin)}",
                short_day(bar.announced) if bar.announced else _unsaid(bar),
                short_day(dates.effective) if dates.effective else "not given",
                paused or "—",
                short_day(dates.ended) if dates.ended else "—",
            )
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _unsaid(bar: Bar) -> str:
    return "—" if bar.part else "not given"


def _paused(pause: Pause) -> str:
    """Return the first and the last day of a pause, and the ends it had before."""
    start = short_day(pause.start) if pause.start else "?"
    before = (
        f" (first until {listing([short_day(end) for end in pause.before])})"
        if pause.before
        else ""
    )
    return f"{start} – {short_day(pause.until) if pause.until else 'no end given'}{before}"


def _disputed(item: Standing, origin: str) -> str:
    return f" {disputed_mark(item, origin)}" if item.measure.dispute else ""
