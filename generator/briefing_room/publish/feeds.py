"""Feeds: stories as Atom and JSON Feed, deadlines as a calendar.

The newest story comes first.  A feed omits a story if neither the day of its event nor the day
on which it was added is known: it would look new at each build.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from icalendar import Calendar, Event

from briefing_room.publish.deadlines import DeadlineToday, deadlines
from briefing_room.publish.markup import url_path
from briefing_room.publish.provenance import opened_note, provenance
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import render
from briefing_room.publish.story_pages import StoryPage
from briefing_room.text.periods import day_in_words

_MAX_ENTRIES = 50


class FeedEntry(NamedTuple):
    """A story in a feed."""

    id: str  # never changes
    title: str
    link: str
    updated: str  # a time in RFC 3339
    summary: str
    tags: tuple[str, ...] = ()


def view(publication: Publication) -> Mapping[str, str]:
    """Make the feeds of all stories and of each topic, and the calendar."""
    name = publication.settings.name
    entries = _entries(publication.stories, publication)
    files = {
        "feed.xml": _atom_feed("feed.xml", name, "", entries, publication),
        "feed.json": _json_feed(entries, publication),
        "deadlines.ics": _calendar(deadlines(publication), publication),
    }
    for topic in publication.catalogue.topics.values():
        path, title = f"{topic.path.removesuffix('.md')}.xml", f"{name}: {topic.title}"
        entries = _entries(publication.stories_by_topic.get(topic.slug, ()), publication)
        files[path] = _atom_feed(path, title, url_path(topic.path), entries, publication)
    return files


# --- Stories ------------------------------------------------------------------------------------


def _entries(stories: Sequence[StoryPage], publication: Publication) -> Sequence[FeedEntry]:
    """The entries of the newest stories, newest first.

    A story is dated by the day on which its newest seed was added or, if that is unknown, by the
    day of its event.
    """
    entries = [_entry(story, story.news_date, publication) for story in stories if story.news_date]
    entries.sort(key=lambda entry: (entry.updated, entry.link), reverse=True)
    return entries[:_MAX_ENTRIES]


def _atom_feed(
    path: str, title: str, page: str, entries: Sequence[FeedEntry], publication: Publication
) -> str:
    """Write a feed as Atom (RFC 4287); ``page`` is the path of the page with the same stories."""
    return render(
        "feed.xml",
        publication,
        path,
        page=page,
        title=title,
        feed_id=_permanent_id(path, publication),
        updated=entries[0].updated if entries else _midnight(publication.as_of),
        entries=entries,
    )


def _json_feed(entries: Sequence[FeedEntry], publication: Publication) -> str:
    """Write the feed of all stories as JSON Feed 1.1."""
    keys = ("id", "title", "url", "date_published", "content_text", "tags")
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": publication.settings.name,
        "home_page_url": publication.settings.address,
        "feed_url": f"{publication.settings.address}feed.json",
        "language": "en-GB",
        "items": [dict(zip(keys, entry, strict=True)) for entry in entries],
    }
    return f"{json.dumps(feed, ensure_ascii=False, indent=1)}\n"


def _entry(story: StoryPage, news_date: dt.date, publication: Publication) -> FeedEntry:
    """Make the entry of a story; a future day becomes the day of the build."""
    path = url_path(story.path)
    return FeedEntry(
        _permanent_id(path, publication),
        story.title,
        publication.settings.address + path,
        _midnight(min(news_date, publication.as_of)),
        f"{story.bottom_line} ({' · '.join(_notes_on(story, publication))})",
        story.topics,
    )


def _notes_on(story: StoryPage, publication: Publication) -> Iterator[str]:
    """Yield the day of a story, how its sources were read, and who reviewed it."""
    yield from (day_in_words(story.date), opened_note(story))
    if reading := provenance(publication).get(story.path):
        yield reading.note
    yield story.review


def _midnight(date: dt.date) -> str:
    return f"{date}T00:00:00Z"


def _permanent_id(path: str, publication: Publication) -> str:
    """An identifier that never changes: the address, or a URN if the site has no address."""
    return (
        publication.settings.address + path
        if publication.settings.address
        else f"urn:briefing:{path}"
    )


# --- Deadlines ----------------------------------------------------------------------------------


def _calendar(due: Sequence[DeadlineToday], publication: Publication) -> str:
    """Write the deadlines as an iCalendar file (RFC 5545), each an event of a whole day.

    A deadline keeps its UID while its day and words stay, so that calendars update it in place.
    """
    calendar = Calendar(prodid=f"-//{publication.settings.name}//EN", version="2.0")
    stamp = dt.datetime.combine(publication.as_of, dt.time(), dt.UTC)
    for item in sorted(due, key=lambda item: (item.date, item.description, item.path)):
        event = Event()
        identity = f"{item.date} {item.description} {item.path}"
        key = hashlib.sha256(identity.encode()).hexdigest()[:20]
        after = f" The day has passed; {item.outcome}." if item.outcome else ""
        differ = f" Accounts differ: {item.dispute}" if item.dispute else ""
        event.add("uid", f"{key}@briefing")
        event.add("dtstamp", stamp)
        event.add("dtstart", item.date)
        event.add("dtend", item.date + dt.timedelta(days=1))
        event.add("summary", f"Passed: {item.wording}" if item.passed else item.wording)
        event.add("description", f"{item.title}.{after}{differ}")
        if publication.settings.address:
            event.add("url", publication.address(item.path))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical().decode())
