"""The timeline: everything dated, with how precisely it is known, to filter by topic and place."""

from __future__ import annotations

import html
from collections.abc import Mapping
from itertools import groupby

from generator.pages.wording import when
from generator.publish.front import front
from generator.publish.happenings import Happening, happenings
from generator.publish.links import href
from generator.publish.publication import Publication
from generator.publish.words import clipped, count

PAGE = "timeline.md"


def view(site: Publication) -> Mapping[str, str]:
    """Return the timeline."""
    found = happenings(site)
    head = front(
        title="Timeline", description="What happened and what is due, by date.", kind="list"
    )
    parts = [
        head,
        "# Timeline\n",
        (
            f"{count(len(found), 'dated event')} from {count(len(site.stories), 'story')}, newest "
            "first; a story's own event in bold.\n{: .dateline }\n"
        ),
        _filter(site, found),
    ]
    for year, events in groupby(found, key=lambda item: item.date[:4]):
        items = "\n".join(_item(item, site) for item in events)
        parts.append(
            f'<section data-group markdown="1">\n\n## {year}\n\n<ul class="events">\n{items}\n'
            "</ul>\n\n</section>\n"
        )
    return {PAGE: "\n".join(parts)}


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


def _item(item: Happening, site: Publication) -> str:
    entities = site.catalogue.entities
    places = " ".join(s for s in item.story.entities if entities[s].type == "country")
    topics = html.escape(" ".join(item.story.topics))
    due = " <i>still to come</i>" if item.order > site.as_of.isoformat() else ""
    address, title = href(PAGE, item.story.path), html.escape(item.story.title)
    text = f'<a href="{address}">{title}</a>'
    if not item.main:
        text = f"{html.escape(clipped(item.text, 180))} <small>{text}</small>"
    kind = "event event--main" if item.main else "event"
    return (
        f'<li class="{kind}" data-topics="{topics}" data-places="{places}">'
        f'<span class="when">{when(item.date)}{due}</span> <span>{text}</span></li>'
    )
