"""Stories in lists: newest first with a filter, by topic, and by date with the days of policies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from briefing_room.catalogue.entries import Topic
from briefing_room.publish.changes import of_section
from briefing_room.publish.deadlines import next_days
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.statuses import PolicyToday, backing, policies
from briefing_room.publish.story_pages import StoryPage

INDEX, TIMELINE = "stories/index.md", "timeline.md"
_TOGETHER = 250  # stories on one page; of more than that, older years have pages of their own


class Year(NamedTuple):
    """The stories of a year; ``page`` is the file that lists them."""

    year: str
    stories: tuple[StoryPage, ...]
    page: str


def view(site: Publication) -> Mapping[str, str]:
    """Return the lists of all stories, the page of every topic, and the timeline."""
    topics = {topic.path: _topic(topic, site) for topic in site.catalogue.topics.values()}
    return {**_index(site), **topics, TIMELINE: _timeline(site)}


def _index(site: Publication) -> Mapping[str, str]:
    years = tuple(_years(site))
    used = [t for t in site.catalogue.topics.values() if site.by_topic.get(t.slug)]
    topics = sorted(used, key=lambda topic: topic.title)
    files = {}
    for path in dict.fromkeys((INDEX, *(year.page for year in years))):
        here = tuple(year for year in years if year.page == path)
        title = "Stories" if path == INDEX else f"Stories of {here[0].year}"
        files[path] = render(
            "stories.md",
            site,
            path,
            head=Head(title, "Every briefing, newest first.", "list", "stories",
                      scripts=("filter.js",)),
            years=here,
            elsewhere=tuple(year for year in years if year.page != path),
            topics=topics,
            changed=of_section(site, "stories") if path == INDEX else (),
        )  # fmt: skip
    return files


def _years(site: Publication) -> Iterator[Year]:
    listed = 0
    for year, found in groupby(site.stories, key=lambda s: str(s.date.year) if s.date else ""):
        stories = tuple(found)
        listed += len(stories)
        own = f"stories/in-{year or 'no-year'}.md"
        page = INDEX if listed <= _TOGETHER or listed == len(stories) else own
        yield Year(year or "Date not given", stories, page)


def _topic(topic: Topic, site: Publication) -> str:
    head = Head(topic.title, topic.description, "topic", "stories", search=True)
    return render("topic.md", site, topic.path, head=head, topic=topic)


# --- By date ------------------------------------------------------------------------------------


def _timeline(site: Publication) -> str:
    events = sorted(_events(site), reverse=True)
    years = [(year, tuple(found)) for year, found in groupby(events, lambda event: event[0].year)]
    head = Head("Timeline", "Events and changes to policies, by date.", "list", "stories")
    return render("timeline.md", site, TIMELINE, head=head, years=years, due=next_days(site))


def _events(site: Publication) -> Iterator[tuple[dt.date, bool, str, str]]:
    """Yield each story's own day, and what policies did on others: day, which, words, file."""
    for story in site.stories:
        if story.date:
            yield story.date, False, story.title, story.path
    for item in policies(site):
        # the story of a day tells it better
        told = {one.date for one in backing(item.entity, site)}
        for date, words in _days(item):
            if date <= site.as_of and date not in told:
                yield date, True, f"{item.name}: {words}", item.path


def _days(item: PolicyToday) -> Iterator[tuple[dt.date, str]]:
    """Yield what is known to have happened with a policy, by day."""
    policy, covered_until = item.policy, item.status.covered_until
    if policy.announced:
        yield policy.announced, "announced"
    started = policy.took_effect is not False and covered_until is not None
    start = policy.effective
    if start and started and covered_until and start <= covered_until and start != policy.announced:
        yield start, "applies"
    for order in policy.suspensions:
        if order.start:
            yield order.start, "suspended"
    if policy.ended and covered_until and policy.ended <= covered_until:
        yield policy.ended, "ended"
