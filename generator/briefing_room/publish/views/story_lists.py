"""Stories in lists: newest first with a filter, by topic, and by date with the days of policies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from briefing_room.catalogue.entries import Topic
from briefing_room.publish.changes import changes_of_section
from briefing_room.publish.deadlines import next_days
from briefing_room.publish.policy_sources import source_links
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.statuses import PolicyToday, policies
from briefing_room.publish.story_pages import StoryPage
from briefing_room.text.months import MONTHS

INDEX, TIMELINE = "stories/index.md", "timeline.md"
PER_PAGE = (
    250  # entries on one page, which keeps it below 250 KB; older ones have pages of their own
)
_MOST_IN_YEAR = 2 * PER_PAGE  # a year with more is listed by month

_Item = TypeVar("_Item")


class Span(NamedTuple, Generic[_Item]):
    """What happened in a year or a month; ``page`` is the file that lists it."""

    name: str
    items: tuple[_Item, ...]
    page: str


def view(site: Publication) -> Mapping[str, str]:
    """Render the lists of all stories, the page of every topic, and the timeline."""
    topics = {topic.path: _topic(topic, site) for topic in site.catalogue.topics.values()}
    return {**_index(site), **topics, **_timeline(site)}


def _index(site: Publication) -> Mapping[str, str]:
    used = [t for t in site.catalogue.topics.values() if site.by_topic.get(t.slug)]
    topics = sorted(used, key=lambda topic: topic.title)
    files = {}
    for path, here, elsewhere in _pages(INDEX, _spans(site.stories, _date_of, INDEX, "stories")):
        title = "Stories" if path == INDEX else f"Stories of {here[0].name}"
        files[path] = render(
            "stories.md",
            site,
            path,
            head=Head(title, "Every briefing, newest first.", "list", "stories",
                      scripts=("filter.js",)),
            years=here,
            elsewhere=elsewhere,
            topics=topics,
            changed=changes_of_section(site, "stories") if path == INDEX else (),
        )  # fmt: skip
    return files


def _date_of(story: StoryPage) -> dt.date | None:
    return story.date


def _spans(
    items: Iterable[_Item], date_of: Callable[[_Item], dt.date | None], index: str, folder: str
) -> Iterator[Span[_Item]]:
    """Group dated items, newest first, by year or month, and say which page lists each group.

    The newest groups stand together on ``index`` as long as they have room there.
    """
    listed = 0
    for key, group in _by_month_if_many(items, date_of):
        listed += len(group)
        page = index if listed in range(PER_PAGE + 1) or listed == len(group) else ""
        yield Span(_span_name(key), group, page or f"{folder}/in-{key or 'no-year'}.md")


def _by_month_if_many(
    items: Iterable[_Item], date_of: Callable[[_Item], dt.date | None]
) -> Iterator[tuple[str, tuple[_Item, ...]]]:
    def month(item: _Item) -> str:
        return str(date_of(item) or "")[:7]

    for year, group in groupby(items, key=lambda item: month(item)[:4]):
        in_year = tuple(group)
        if len(in_year) <= _MOST_IN_YEAR:
            yield year, in_year
        else:
            yield from ((key, tuple(in_month)) for key, in_month in groupby(in_year, key=month))


def _span_name(key: str) -> str:
    year, _, month = key.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year or "Date not given"


def _pages(
    index: str, spans: Iterable[Span[_Item]]
) -> Iterator[tuple[str, tuple[Span[_Item], ...], tuple[Span[_Item], ...]]]:
    """Yield each page with the groups that it lists and those that are elsewhere."""
    every = tuple(spans)
    for path in dict.fromkeys((index, *(span.page for span in every))):
        here = tuple(span for span in every if span.page == path)
        yield path, here, tuple(span for span in every if span.page != path)


def _topic(topic: Topic, site: Publication) -> str:
    head = Head(topic.title, topic.description, "topic", "stories", search=True)
    stories = [(story, story.line) for story in site.by_topic.get(topic.slug, ())]
    own = {"topic": topic, "stories": stories, "per_page": PER_PAGE}
    return render("topic.md", site, topic.path, head=head, **own)


# --- By date ------------------------------------------------------------------------------------


def _timeline(site: Publication) -> Mapping[str, str]:
    events = sorted(_events(site), reverse=True)
    files = {}
    for path, here, elsewhere in _pages(
        TIMELINE, _spans(events, lambda event: event[0], TIMELINE, "timeline")
    ):
        title = "Timeline" if path == TIMELINE else f"Timeline of {here[0].name}"
        head = Head(title, "Events and changes to policies, by date.", "list", "stories")
        due = next_days(site) if path == TIMELINE else ()
        files[path] = render(
            "timeline.md", site, path, head=head, years=here, elsewhere=elsewhere, due=due
        )
    return files


def _events(site: Publication) -> Iterator[tuple[dt.date, bool, str, str]]:
    """Yield each story's own day, and what policies did on others: day, which, words, file."""
    for story in site.stories:
        if story.date:
            yield story.date, False, story.title, story.path
    for item in policies(site):
        # the story of a day tells it better
        told = {one.date for one in source_links(item.entity, site)}
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
