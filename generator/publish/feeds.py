"""Feeds: Atom and JSON Feed, of all stories and of each topic.

A feed is in order of time, so a story of which neither its day nor the day it was added is known
stands in none: it would be new on each day.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from generator.publish.cards import dateline
from generator.publish.links import web
from generator.publish.publication import Publication
from generator.publish.told import Told

_MOST = 50


def view(site: Publication) -> Mapping[str, str]:
    """Return the two feeds of all stories and two for each topic."""
    files: dict[str, str] = {}
    feeds = [("feed", site.settings.name, site.stories, "")]
    feeds += [
        (
            topic.path.removesuffix(".md"),
            f"{site.settings.name}: {topic.title}",
            site.by_topic.get(topic.slug, ()),
            web(topic.path),
        )
        for topic in site.catalogue.topics.values()
    ]
    for stem, title, stories, page in feeds:
        dated = (story for story in stories if story.added or story.date)
        newest = sorted(dated, key=lambda story: (_moment(story, site), story.id), reverse=True)
        files[f"{stem}.xml"] = atom(f"{stem}.xml", title, page, newest[:_MOST], site)
        files[f"{stem}.json"] = json_feed(f"{stem}.json", title, page, newest[:_MOST], site)
    return files


def _moment(story: Told, site: Publication) -> str:
    """Return when a story was added, else the day of its event; never later than the build."""
    day: dt.date = story.added or story.date or site.as_of
    return f"{min(day, site.as_of)}T00:00:00Z"


def _name(path: str, site: Publication) -> str:
    """Return an identifier that stays: the address, or a name of its own without one."""
    return site.settings.address + path if site.settings.address else f"urn:briefing:{path}"


def atom(path: str, title: str, page: str, stories: Sequence[Told], site: Publication) -> str:
    """Return an Atom feed (RFC 4287)."""
    updated = max((_moment(story, site) for story in stories), default=f"{site.as_of}T00:00:00Z")
    base = site.settings.address
    entries = "".join(_entry(story, site) for story in stories)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(title)}</title>\n<id>{escape(_name(path, site))}</id>\n"
        f"<updated>{updated}</updated>\n<author><name>{escape(site.settings.name)}</name></author>\n"
        f'<link rel="self" href={quoteattr(base + path)}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(base + page or "./")}/>\n'
        f"{entries}</feed>\n"
    )


def _entry(story: Told, site: Publication) -> str:
    path = web(story.path)
    topics = "".join(f"<category term={quoteattr(slug)}/>" for slug in story.topics)
    return (
        f"<entry><title>{escape(story.title)}</title><id>{escape(_name(path, site))}</id>"
        f"<updated>{_moment(story, site)}</updated>"
        f'<link rel="alternate" type="text/html" href={quoteattr(site.settings.address + path)}/>'
        f"{topics}<summary>{escape(_summary(story))}</summary></entry>\n"
    )


def _summary(story: Told) -> str:
    return f"{story.bottom_line} ({dateline(story)})"


def json_feed(path: str, title: str, page: str, stories: Iterable[Told], site: Publication) -> str:
    """Return a JSON Feed 1.1."""
    items: list[dict[str, Any]] = [
        {
            "id": _name(web(story.path), site),
            "url": site.settings.address + web(story.path),
            "title": story.title,
            "content_text": _summary(story),
            "date_published": _moment(story, site),
            "tags": list(story.topics),
        }
        for story in stories
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": site.settings.address + page,
        "feed_url": site.settings.address + path,
        "language": "en-GB",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"
