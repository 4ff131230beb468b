"""Stories in lists: all of them, newest first with a filter, and those of each topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from briefing_room.catalogue.entries import Topic
from briefing_room.publish.changes import changes_of_section
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.story_pages import StoryPage
from briefing_room.text.periods import MONTHS

INDEX = "stories/index.md"
PER_PAGE = 250  # stories on one page, which keeps it below 250 KB
_MAX_IN_SPAN = 2 * PER_PAGE  # a year with more is listed by month, a month with more in parts


class Span(NamedTuple):
    """The stories of a year, a month or a part of one."""

    name: str
    stories: tuple[StoryPage, ...]
    path: str  # of the page that lists them


def view(publication: Publication) -> Mapping[str, str]:
    """Render the lists of all stories, and the page of every topic."""
    topics = {
        topic.path: _topic_page(topic, publication)
        for topic in publication.catalogue.topics.values()
    }
    return {**_story_lists(publication), **topics}


def _story_lists(publication: Publication) -> Mapping[str, str]:
    topics = [
        t for t in publication.catalogue.topics.values() if publication.stories_by_topic.get(t.slug)
    ]
    spans, files = tuple(_spans(publication.stories)), {}
    for path in dict.fromkeys((INDEX, *(span.path for span in spans))):
        here = [span for span in spans if span.path == path]
        title = "Stories" if path == INDEX else f"Stories of {here[0].name}"
        files[path] = render(
            "stories.md",
            publication,
            path,
            head=Head(title, "Every briefing, newest first.", "list", "stories",
                      scripts=("filter.js",)),
            spans=here,
            other_spans=[span for span in spans if span.path != path],
            topics=sorted(topics, key=lambda topic: topic.title),
            changed=changes_of_section(publication, "stories") if path == INDEX else (),
        )  # fmt: skip
    return files


def _spans(stories: tuple[StoryPage, ...]) -> Iterator[Span]:
    """Group stories, newest first, by year or month, and choose the page that lists each group.

    The newest groups share the index as long as it has room.
    """
    in_year = Counter(str(story.date or "")[:4] for story in stories)

    def year_or_month(story: StoryPage) -> str:
        date = str(story.date or "")
        return date[:4] if in_year[date[:4]] <= _MAX_IN_SPAN else date[:7]

    listed = 0
    for key, group in groupby(stories, key=year_or_month):
        group_stories = tuple(group)
        year, _, month = key.partition("-")
        name = f"{MONTHS[int(month) - 1]} {year}" if month else year or "Date not given"
        for number, start in enumerate(range(0, len(group_stories), _MAX_IN_SPAN), start=1):
            part = group_stories[start : start + _MAX_IN_SPAN]
            listed += len(part)
            on_index = listed <= PER_PAGE or listed == len(part)
            title, suffix = (f"{name}, part {number}", f"-{number}") if start else (name, "")
            path = INDEX if on_index else f"stories/in-{key or 'no-year'}{suffix}.md"
            yield Span(title, part, path)


def _topic_page(topic: Topic, publication: Publication) -> str:
    head = Head(topic.title, topic.description, "topic", "stories", search=True)
    stories = [(story, story.line) for story in publication.stories_by_topic.get(topic.slug, ())]
    values = {"topic": topic, "stories": stories, "per_page": PER_PAGE}
    return render("topic.md", publication, topic.path, head=head, **values)
