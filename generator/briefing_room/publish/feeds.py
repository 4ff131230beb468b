"""Feeds: stories as Atom and JSON Feed, deadlines as a calendar.

A feed is in order of time, so a story of which neither its day nor the day it was added is known
stands in none: it would be new on each day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from icalendar import Calendar, Event

from briefing_room.publish.deadlines import Due, deadlines
from briefing_room.publish.markup import web
from briefing_room.publish.provenance import how_read, provenance
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import render
from briefing_room.publish.story_pages import StoryPage
from briefing_room.text.months import day

_MOST = 50


class FeedEntry(NamedTuple):
    """An entry of a feed: its lasting name, its page, the moment it is of, its words."""

    name: str
    title: str
    link: str
    moment: str
    summary: str
    tags: tuple[str, ...] = ()


def view(site: Publication) -> Mapping[str, str]:
    """Return the feeds of all stories and of each topic, and the calendar."""
    name = site.settings.name
    files = _of_stories("feed", name, "", site.stories, site)
    for topic in site.catalogue.topics.values():
        stem, stories = topic.path.removesuffix(".md"), site.by_topic.get(topic.slug, ())
        made = _of_stories(stem, f"{name}: {topic.title}", web(topic.path), stories, site)
        files[f"{stem}.xml"] = made[f"{stem}.xml"]
    return {**files, "deadlines.ics": _calendar(deadlines(site), site)}


# --- Stories ------------------------------------------------------------------------------------


def _of_stories(
    stem: str, title: str, page: str, stories: Sequence[StoryPage], site: Publication
) -> dict[str, str]:
    """Return a feed as Atom and as JSON Feed.

    A story is of when it was added, else of its event; never of later than the build.
    """
    dated = [(_at(min(s.news_of, site.as_of)), web(s.path), s) for s in stories if s.news_of]
    entries = [
        FeedEntry(
            _name(path, site),
            story.title,
            site.settings.address + path,
            moment,
            f"{story.bottom_line} ({' · '.join(_beside(story, site))})",
            story.topics,
        )
        for moment, path, story in sorted(dated, key=lambda one: one[:2], reverse=True)[:_MOST]
    ]
    files = {f"{stem}.xml": _atom(f"{stem}.xml", title, page, entries, site)}
    keys = ("id", "title", "url", "date_published", "content_text", "tags")
    items = [dict(zip(keys, entry, strict=True)) for entry in entries]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": site.settings.address + page,
        "feed_url": f"{site.settings.address}{stem}.json",
        "language": "en-GB",
        "items": items,
    }
    return files | {f"{stem}.json": json.dumps(feed, ensure_ascii=False, indent=1) + "\n"}


def _beside(story: StoryPage, site: Publication) -> Iterator[str]:
    """Yield what stands beside a story: its day, how it was read, and who reviewed it."""
    yield from (day(story.date), how_read(story))
    if hand := provenance(site).get(story.path):
        yield hand.head
    yield story.review


def _at(date: dt.date) -> str:
    return f"{date}T00:00:00Z"


def _name(path: str, site: Publication) -> str:
    """Return an identifier that stays: the address, or a name of its own without one."""
    return site.settings.address + path if site.settings.address else f"urn:briefing:{path}"


def _atom(path: str, title: str, page: str, entries: Sequence[FeedEntry], site: Publication) -> str:
    """Return an Atom feed (RFC 4287)."""
    updated = max((entry.moment for entry in entries), default=_at(site.as_of))
    own = {"title": title, "name": _name(path, site), "updated": updated, "entries": entries}
    return render("feed.xml", site, path, page=page, **own)


# --- Deadlines ----------------------------------------------------------------------------------


def _calendar(found: Sequence[Due], site: Publication) -> str:
    """Return the deadlines as an iCalendar file (RFC 5545), each an event of a whole day.

    A deadline keeps its UID while its day and words stay, so that calendars update it in place.
    """
    calendar = Calendar(prodid=f"-//{site.settings.name}//EN", version="2.0")
    stamp = dt.datetime.combine(site.as_of, dt.time(), dt.UTC)
    for one in sorted(found, key=lambda d: (d.date, d.what, d.path)):
        event = Event()
        key = hashlib.sha256(f"{one.date} {one.what} {one.path}".encode()).hexdigest()[:20]
        after = f" The day has passed; {one.after}." if one.after else ""
        differ = f" Accounts differ: {one.dispute}" if one.dispute else ""
        event.add("uid", f"{key}@briefing")
        event.add("dtstamp", stamp)
        event.add("dtstart", one.date)
        event.add("dtend", one.date + dt.timedelta(days=1))
        event.add("summary", f"Passed: {one.words}" if one.passed else one.words)
        event.add("description", f"{one.title}.{after}{differ}")
        if site.settings.address:
            event.add("url", site.address(one.path))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical().decode())
