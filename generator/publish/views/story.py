"""The page of a story: what a reviewer left there, with what a reader needs around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from generator.compose.related import Piece, Related, related
from generator.model import Role
from generator.pages.document import Kind
from generator.pages.escape import web_address
from generator.publish.citing import cite, linked_data, of_story
from generator.publish.frames import Head, filled, ready
from generator.publish.markup import plain, without_bullet
from generator.publish.prose import Marks, written
from generator.publish.publication import Publication
from generator.publish.statuses import MeasureToday, is_newer, named_by
from generator.publish.story_pages import SOURCES, StoryPage, corrections
from generator.publish.words import clipped, count, minutes

_BOTTOM = str(Role.BOTTOM_LINE)
_OPEN = 2  # sources that are listed; more are folded
_NAMED = 2  # publishers that the fold names


class Rest(NamedTuple):
    """What a story rests on: its list, folded where it is long, and what the fold is called."""

    lines: tuple[Markup, ...]
    summary: str
    open: bool


def view(site: Publication) -> Mapping[str, str]:
    """Return every story page."""
    return {story.path: page(story, site) for story in site.stories}


def page(story: StoryPage, site: Publication) -> str:
    """Return the final Markdown of one story."""
    about = clipped(story.bottom_line or story.title, 200)
    marks = Marks(story.path, site, story.page.definitions)
    lines = [(section == _BOTTOM, text) for section, text in story.lines()]
    bottom = [text for first, text in lines if first and text.strip() and text[0] != "#"]
    rest = "\n".join(text for first, text in lines if not first).strip()
    source = web_address(site.settings.source)
    return filled(
        "story.md",
        story.path,
        head=Head(story.title, about, "story", "stories", story.date, search=True),
        story=story,
        title=ready(story.page.title),
        bottom=[written(text, story.path, site, marks) for text in bottom],
        text=written(rest, story.path, site, marks),
        read=minutes(sum(len(point.text.split()) for point in story.points)),
        topics=[t for slug in story.topics if (t := site.catalogue.topics.get(slug))],
        boxes=_boxes(story, site),
        rest=_rest(story, site),
        folds=marks.folds(),
        corrections=tuple(corrections(story)),
        near=around(story, site),
        forms=cite(of_story(story), site),
        data=linked_data(story, site),
        edit=f"{source}{story.path}" if source else "",
    )


def _boxes(story: StoryPage, site: Publication) -> Mapping[str, list[MeasureToday]]:
    """Return the measures that a page names by the words for their status."""
    groups: dict[str, list[MeasureToday]] = {}
    for item in named_by(story, site):
        more = "; what this story tells is not yet in this status" if is_newer(story, item) else ""
        groups.setdefault(f"{item.words}{more}.", []).append(item)
    return groups


def _rest(story: StoryPage, site: Publication) -> Rest:
    lines = [line for line in story.page.section(SOURCES) if line.kind is Kind.BULLET]
    shown = tuple(written(line.text, story.path, site) for line in lines)
    named = [plain(without_bullet(line.text)).split(",")[0] for line in lines]
    names = ", ".join(list(dict.fromkeys(named))[:_NAMED])
    more = " and others" if len(set(named)) > _NAMED else ""
    return Rest(shown, f"{count(len(shown), 'text')}: {names}{more}", len(shown) <= _OPEN)


_MOST = 2  # stories shown on each side
_COMMON = 60


class Around(NamedTuple):
    """The stories nearest to one: earlier ones, latest first, and later ones, next first."""

    earlier: tuple[StoryPage, ...]
    later: tuple[StoryPage, ...]


def around(story: StoryPage, site: Publication) -> Around:
    """Return the related stories; one without a date has no before and after: all are earlier."""
    known = {other.id: other for other in site.stories}
    found = _related(site)[story.id]
    near = [known[slug] for slug in (*found.earlier, *found.undated)][:_MOST]
    later = [known[slug] for slug in found.later]
    return Around(tuple(sorted(near, key=_order, reverse=True)), tuple(sorted(later, key=_order)))


def _order(story: StoryPage) -> tuple[dt.date, str]:
    return story.date or dt.date.min, story.id


@lru_cache(maxsize=2)
def _related(site: Publication) -> Mapping[str, Related]:
    return related((Piece(s.id, s.date, _text(s, site)) for s in site.stories), _MOST)


def _text(story: StoryPage, site: Publication) -> str:
    """Return what a story is about; a name that many stories have tells nothing."""
    rare = min(_COMMON, max(10, len(site.stories) // 4))
    telling = (slug for slug in story.entities if len(site.by_entity[slug]) <= rare)
    names = " ".join(f"{slug.replace('-', '')}x" for slug in telling)
    return f"{story.title} {names} {names} {story.bottom_line}"
