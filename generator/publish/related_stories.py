"""Which stories belong together: those alike in words, where each name they share counts double."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.compose.related import Piece, Related, related
from generator.publish.publication import Publication
from generator.publish.story_pages import StoryPage

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
