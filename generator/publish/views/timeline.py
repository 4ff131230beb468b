"""The timeline: everything dated, with how precisely it is known, to filter by topic and place.

Old years are folded; they open, and the filter works, by what the browser itself can do or by a
small script.  Without one everything can still be read.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import NamedTuple

from generator.publish.due import Deadline, deadlines
from generator.publish.front import front
from generator.publish.happenings import Happening, first_day, happenings
from generator.publish.links import href
from generator.publish.once import once
from generator.publish.publication import Publication
from generator.publish.words import count, day
from generator.text.months import when

PAGE = "timeline.md"
_COMING = "Still to come"


class _Row(NamedTuple):
    """A line of the timeline, by the date that sorts it."""

    order: str
    html: str
    due: bool = False  # still to come


def view(site: Publication) -> Mapping[str, str]:
    """Return the timeline: what is still to come, soonest first, then the years, newest first."""
    found = _told(site)
    rows = [_Row(item.order, row(item, PAGE, site), item.is_due(site.as_of)) for item in found]
    rows += [
        _Row(f"{item.date}", _due_row(item, site), not item.passed) for item in _of_measures(site)
    ]
    groups = _groups(sorted(rows, key=lambda one: one.order, reverse=True))
    newest = next((name for name in groups if name != _COMING), _COMING)
    head = front(
        title="Timeline", description="What happened and what is due, by date.", kind="list"
    )
    parts = [
        head,
        "# Timeline\n",
        (
            f"{count(len(rows), 'dated event')} from {count(len(site.stories), 'story')}, as of "
            f"{day(site.as_of)}; a story's own event in bold. “Was due”: the sources of the "
            "story end before that day.\n{: .dateline }\n"
        ),
        _filter(site, found),
        _years(groups),
        *(_group(name, events, newest) for name, events in groups.items()),
    ]
    return {PAGE: "\n".join(parts)}


def _of_measures(site: Publication) -> tuple[Deadline, ...]:
    return tuple(item for item in deadlines(site) if item.measure)


def _told(site: Publication) -> tuple[Happening, ...]:
    """Return what stories date, but for the days of a measure that they saw coming.

    Several stories tell such a day; its measure tells it once, and knows what became of it.
    """
    of_measures = {item.date for item in _of_measures(site)}
    own = {(item.path, item.date) for item in deadlines(site) if not item.measure}
    return tuple(
        item
        for item in once(happenings(site))
        if not item.ahead
        or (date := first_day(item.date)) not in of_measures
        or (item.story.path, date) in own
    )


def _due_row(item: Deadline, site: Publication) -> str:
    """Return the day of a measure as a line; the filter leaves it with every topic and country."""
    every = html.escape(" ".join(site.catalogue.topics))
    places = " ".join(s for s, e in site.catalogue.entities.items() if e.type == "country")
    link = f'<a href="{href(PAGE, item.path)}">{html.escape(item.title)}</a>'
    passed = " <em>unknown since</em>" if item.passed else ""
    what = html.escape(item.what[:1].upper() + item.what[1:])
    return (
        f'<li class="event" data-topics="{every}" data-places="{places}">'
        f'<span class="when">{day(item.date)}{passed}</span> '
        f"<span>{what}</span> <small>{link}</small></li>"
    )


def _groups(rows: list[_Row]) -> dict[str, list[_Row]]:
    groups = {_COMING: [one for one in reversed(rows) if one.due]}
    for one in rows:
        if not one.due:
            groups.setdefault(one.order[:4], []).append(one)
    return {name: events for name, events in groups.items() if events}


def _years(groups: Mapping[str, list[_Row]]) -> str:
    links = " ".join(f'<a href="#{_anchor(name)}">{name}</a>' for name in groups)
    return f'<nav class="years" aria-label="Years">{links}</nav>\n'


def _anchor(name: str) -> str:
    return name.lower().replace(" ", "-")


def _group(name: str, events: list[_Row], newest: str) -> str:
    """Return a year, folded unless it is ``newest`` or still to come."""
    folded = name not in (_COMING, newest)
    items = "\n".join(one.html for one in events)
    return (
        f'<details class="year" data-group id="{_anchor(name)}"{"" if folded else " open"}>'
        f'<summary><h2>{name}</h2> <span class="meta">{count(len(events), "event")}</span>'
        f'</summary>\n<ul class="events">\n{items}\n</ul>\n</details>\n'
    )


def _filter(site: Publication, found: tuple[Happening, ...]) -> str:
    """Return the form that narrows the list; it shows itself only where its script runs."""
    used = {slug for item in found for slug in item.story.topics}
    topics = [(slug, topic.title) for slug, topic in site.catalogue.topics.items() if slug in used]
    named = {slug for item in found for slug in item.story.entities}
    places = [
        (entity.slug, entity.name)
        for entity in site.catalogue.entities.values()
        if entity.type == "country" and entity.slug in named
    ]
    return (
        '<form data-filter=".event" hidden><label>Topic '
        f'<select name="topics"><option value="">all</option>{_options(topics)}</select></label> '
        f'<label>Country <select name="places"><option value="">all</option>{_options(places)}'
        "</select></label> <output></output></form>\n"
    )


def _options(pairs: list[tuple[str, str]]) -> str:
    ordered = sorted(pairs, key=lambda pair: pair[1])
    return "".join(f'<option value="{slug}">{html.escape(name)}</option>' for slug, name in ordered)


def row(item: Happening, origin: str, site: Publication) -> str:
    """Return what is dated as an item of an ``ul.events`` on the page ``origin``, to filter by."""
    entities = site.catalogue.entities
    places = " ".join(s for s in item.story.entities if entities[s].type == "country")
    topics = html.escape(" ".join(item.story.topics))
    address, title = href(origin, item.story.path), html.escape(item.story.title)
    link = f'<a href="{address}">{title}</a>'
    text = f"<span>{link}</span>"
    if not item.main:
        before, given, after = (html.escape(part) for part in item.told)
        marked = f"<b>{given}</b>" if given else ""
        text = f"<span>{before}{marked}{after}</span> <small>{link}</small>"
    kind = "event event--main" if item.main else "event"
    due = " <em>was due</em>" if item.was_due(site.as_of) else ""
    return (
        f'<li class="{kind}" data-topics="{topics}" data-places="{places}">'
        f'<span class="when">{when(item.date)}{due}</span> {text}</li>'
    )
