"""The timeline: everything dated, with how precisely it is known, to filter by topic and place.

Old years are folded; they open, and the filter works, by what the browser itself can do or by a
small script.  Without one everything can still be read.
"""

from __future__ import annotations

import html
from collections.abc import Mapping

from generator.months import when
from generator.publish.front import front
from generator.publish.happenings import Happening, happenings
from generator.publish.links import href
from generator.publish.publication import Publication
from generator.publish.words import count, day

PAGE = "timeline.md"
_COMING = "Still to come"


def view(site: Publication) -> Mapping[str, str]:
    """Return the timeline: what is still to come, soonest first, then the years, newest first."""
    found = happenings(site)
    groups = _groups(found, site)
    newest = next((name for name in groups if name != _COMING), _COMING)
    head = front(
        title="Timeline", description="What happened and what is due, by date.", kind="list"
    )
    parts = [
        head,
        "# Timeline\n",
        (
            f"{count(len(found), 'dated event')} from {count(len(site.stories), 'story')}, as of "
            f"{day(site.as_of)}; a story's own event in bold. “Was due”: the sources of the "
            "story end before that day.\n{: .dateline }\n"
        ),
        _filter(site, found),
        _years(groups),
        *(_group(name, events, newest, site) for name, events in groups.items()),
    ]
    return {PAGE: "\n".join(parts)}


def _groups(found: tuple[Happening, ...], site: Publication) -> dict[str, list[Happening]]:
    groups = {_COMING: [item for item in reversed(found) if _is_coming(item, site)]}
    for item in found:
        if not _is_coming(item, site):
            groups.setdefault(item.date[:4], []).append(item)
    return {name: events for name, events in groups.items() if events}


def _is_coming(item: Happening, site: Publication) -> bool:
    return item.order > site.as_of.isoformat()


def _years(groups: Mapping[str, list[Happening]]) -> str:
    links = " ".join(f'<a href="#{_anchor(name)}">{name}</a>' for name in groups)
    return f'<nav class="years" aria-label="Years">{links}</nav>\n'


def _anchor(name: str) -> str:
    return name.lower().replace(" ", "-")


def _group(name: str, events: list[Happening], newest: str, site: Publication) -> str:
    """Return a year, folded unless it is ``newest`` or still to come."""
    folded = name not in (_COMING, newest)
    items = "\n".join(row(item, PAGE, site) for item in events)
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
