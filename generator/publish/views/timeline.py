"""The timeline: the stories by their day, with the days of measures; old years are folded."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from generator.publish.due import Deadline, deadlines
from generator.publish.front import front
from generator.publish.links import href
from generator.publish.publication import Publication
from generator.publish.told import Told
from generator.publish.words import count, day

PAGE = "timeline.md"
_COMING = "Still to come"


class _Row(NamedTuple):
    """A line of the timeline, by the date that sorts it."""

    order: dt.date
    html: str
    due: bool = False  # still to come


def view(site: Publication) -> Mapping[str, str]:
    """Return the timeline: what is still to come, soonest first, then the years, newest first."""
    rows = sorted(_rows(site), key=lambda one: one.order, reverse=True)
    coming = [one for one in reversed(rows) if one.due]
    groups = [(_COMING, coming)] if coming else []
    past = (one for one in rows if not one.due)
    groups += [(str(year), list(found)) for year, found in groupby(past, lambda r: r.order.year)]
    newest = next((name for name, _ in groups if name != _COMING), _COMING)
    parts = [
        front(title="Timeline", description="What happened and what is due, by date.", kind="list"),
        "# Timeline\n",
        f"{count(len(rows), 'dated event')}, as of {day(site.as_of)}.\n{{: .dateline }}\n",
        *(_group(name, found, newest) for name, found in groups),
    ]
    return {PAGE: "\n".join(parts)}


def _rows(site: Publication) -> Iterator[_Row]:
    for story in site.stories:
        if story.date:
            yield _Row(story.date, row(story, PAGE))
    for item in deadlines(site):
        yield _Row(item.date, _of_measure(item), not item.passed)


def row(story: Told, origin: str) -> str:
    """Return a story as an item of an ``ul.events`` on the page ``origin``."""
    link = f'<a href="{href(origin, story.path)}">{html.escape(story.title)}</a>'
    return (
        f'<li class="event event--main"><span class="when">{day(story.date)}</span>'
        f" <span>{link}</span></li>"
    )


def _of_measure(item: Deadline) -> str:
    link = f'<a href="{href(PAGE, item.path)}">{html.escape(item.title)}</a>'
    passed = " <em>unknown since</em>" if item.passed else ""
    what = html.escape(item.what[:1].upper() + item.what[1:])
    return (
        f'<li class="event"><span class="when">{day(item.date)}{passed}</span> '
        f"<span>{what}</span> <small>{link}</small></li>"
    )


def _group(name: str, found: list[_Row], newest: str) -> str:
    """Return a year, folded unless it is ``newest`` or still to come."""
    folded = " open" if name in (_COMING, newest) else ""
    items = "\n".join(one.html for one in found)
    return (
        f'<details class="year"{folded}><summary><h2>{name}</h2>'
        f' <span class="meta">{count(len(found), "event")}</span></summary>\n'
        f'<ul class="events">\n{items}\n</ul>\n</details>\n'
    )
