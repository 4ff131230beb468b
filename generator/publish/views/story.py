"""The page of a story: what a reviewer left there, with what a reader needs around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from generator.catalogue.entries import Topic
from generator.model import Role
from generator.pages.document import Kind
from generator.pages.escape import web_address
from generator.publish.citing import Form, cite, linked_data, of_story
from generator.publish.corrections import Correction, corrections
from generator.publish.frames import Head, filled, ready
from generator.publish.passages import Fold, Marks
from generator.publish.prose import written
from generator.publish.publication import Publication
from generator.publish.related_stories import around
from generator.publish.statuses import MeasureToday, is_newer, named_by
from generator.publish.story_pages import SOURCES, StoryPage
from generator.publish.words import clipped, count, minutes

_BOTTOM = str(Role.BOTTOM_LINE)
_OPEN = 2  # sources that are listed; more are folded
_NAMED = 2  # publishers that the fold names


class Box(NamedTuple):
    """The measures with one status that a story names."""

    measures: tuple[MeasureToday, ...]
    words: str


class Rest(NamedTuple):
    """What a story rests on: its list, folded where it is long, and what the fold is called."""

    lines: tuple[Markup, ...]
    summary: str
    open: bool


class StoryView(NamedTuple):
    """Everything that the frame of a story prints."""

    story: StoryPage
    title: Markup
    bottom: tuple[Markup, ...]
    text: Markup
    read: str
    topics: tuple[Topic, ...]
    boxes: tuple[Box, ...]
    rest: Rest
    folds: tuple[Fold, ...]
    corrections: tuple[Correction, ...]
    earlier: tuple[StoryPage, ...]
    later: tuple[StoryPage, ...]
    forms: tuple[Form, ...]
    data: Mapping[str, object]
    edit: str


def view(site: Publication) -> Mapping[str, str]:
    """Return every story page."""
    return {story.path: page(story, site) for story in site.stories}


def page(story: StoryPage, site: Publication) -> str:
    """Return the final Markdown of one story."""
    head = Head(
        story.title,
        clipped(story.bottom_line or story.title, 200),
        "story",
        "stories",
        story.date,
        search=True,
    )
    return filled(
        "story.md", story.path, head=head, as_of=site.as_of, **_seen(story, site)._asdict()
    )


def _seen(story: StoryPage, site: Publication) -> StoryView:
    marks = Marks(story.path, site, story.page.definitions)
    bottom = tuple(
        written(text, story.path, site, marks)
        for section, text in story.lines()
        if section == _BOTTOM and text.strip() and not text.startswith("#")
    )
    lines = [text for section, text in story.lines() if section != _BOTTOM]
    text = written("\n".join(lines).strip(), story.path, site, marks)
    near, words = around(story, site), sum(len(p.text.split()) for p in story.points)
    source = web_address(site.settings.source)
    return StoryView(
        story,
        ready(story.page.title),
        bottom,
        text,
        minutes(words),
        tuple(filter(None, (site.catalogue.topics.get(slug) for slug in story.topics))),
        tuple(_boxes(story, site)),
        _rest(story, site),
        marks.folds(),
        tuple(corrections(story)),
        near.earlier,
        near.later,
        cite(of_story(story, site), site),
        linked_data(story, site),
        f"{source}{story.path}" if source else "",
    )


def _boxes(story: StoryPage, site: Publication) -> Iterator[Box]:
    """Yield the measures that a page names, those of one status together."""
    groups: dict[str, list[MeasureToday]] = {}
    for item in named_by(story, site):
        more = "; what this story tells is not yet in this status" if is_newer(story, item) else ""
        groups.setdefault(f"{item.words}{more}.", []).append(item)
    for words, items in groups.items():
        yield Box(tuple(items), words)


def _rest(story: StoryPage, site: Publication) -> Rest:
    lines = [line for line in story.page.section(SOURCES) if line.kind is Kind.BULLET]
    shown = tuple(written(line.text, story.path, site) for line in lines)
    named = [s.publisher for a in story.articles for s in a.sources] or [
        a.publisher or "publisher not given" for a in story.articles
    ]
    names = ", ".join(list(dict.fromkeys(named))[:_NAMED])
    more = " and others" if len(set(named)) > _NAMED else ""
    return Rest(shown, f"{count(len(shown), 'text')}: {names}{more}", len(shown) <= _OPEN)
