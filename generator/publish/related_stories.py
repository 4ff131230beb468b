"""Which stories belong together: those about the same things, in names and in words.

A score adds up what two stories share.  A name counts by how rare it is: hardly if half of the
stories have it, 1 if no other has.  It counts whole where it is what both are about (in title or
bottom line, or a measure whose page rests on the story), a quarter where it is so for one of them,
and nothing where both only mention it.  Likeness of words counts three times.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.compose.related import signature
from generator.model import Role
from generator.publish.publication import Publication
from generator.publish.story_pages import StoryPage
from generator.text.words import Vector

_MOST = 2  # stories shown on each side
_COMMON = 60  # a name in more stories than this tells nothing, and would make the search slow
_TRIED = 40  # stories nearest by names whose words are compared
_MENTIONED = 0.25
_WORDS = 3.0
_LEAST = 0.7  # found on our stories: four of five links above it are ones that a reader would want


class Around(NamedTuple):
    """Up to two related stories on each side; the next one first in ``later``."""

    earlier: tuple[StoryPage, ...]
    later: tuple[StoryPage, ...]


class _Seen(NamedTuple):
    """What a story is about, what it names at all, and its words."""

    story: StoryPage
    about: frozenset[str]
    names: frozenset[str]
    words: Vector


def around(story: StoryPage, site: Publication) -> Around:
    """Return the related stories; one without a date has no before and after: all are earlier."""
    return _arounds(site)[story.id]


@lru_cache(maxsize=4)
def _arounds(site: Publication) -> Mapping[str, Around]:
    cited = _cited(site)
    seen = [_see(story, cited.get(story.id, frozenset()), site) for story in site.stories]
    sharing: defaultdict[str, list[_Seen]] = defaultdict(list)
    for one in seen:
        for slug in one.names:
            sharing[slug].append(one)
    return {one.story.id: _parted(one.story, _ranked(one, sharing, len(seen))) for one in seen}


def _cited(site: Publication) -> Mapping[str, frozenset[str]]:
    """Return the measures whose pages rest on each story."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entity in site.catalogue.entities.values():
        for source in entity.sources if entity.measure else ():
            if story := site.by_seed.get(source):
                found[story.id].add(entity.slug)
    return {story: frozenset(slugs) for story, slugs in found.items()}


def _see(story: StoryPage, cited: frozenset[str], site: Publication) -> _Seen:
    about = {slug for point in story.section(Role.BOTTOM_LINE) for slug in point.entities}
    about |= {*site.catalogue.named(story.title, story.date), *cited}
    text = " ".join((story.title, *(point.text for point in story.points)))
    names = frozenset((*story.entities, *about))
    return _Seen(story, frozenset(about), names, signature(text))


def _ranked(one: _Seen, sharing: Mapping[str, list[_Seen]], stories: int) -> list[StoryPage]:
    """Return the stories that reach the score, best first."""
    scores: defaultdict[str, float] = defaultdict(float)
    others: dict[str, _Seen] = {}
    for slug in sorted(one.names):
        if len(sharing[slug]) > max(_COMMON, stories // 40):
            continue
        rare = _rarity(len(sharing[slug]), stories)
        for other in sharing[slug]:
            scores[other.story.id] += rare * _share(slug in one.about, slug in other.about)
            others[other.story.id] = other
    scores.pop(one.story.id, None)
    near = sorted(scores, key=lambda key: (-scores[key], key))[:_TRIED]
    total = {key: scores[key] + _WORDS * _likeness(one, others[key]) for key in near}
    kept = sorted((key for key in near if total[key] >= _LEAST), key=lambda key: (-total[key], key))
    return [others[key].story for key in kept]


def _rarity(having: int, stories: int) -> float:
    """Return 0 for a name that every story has, nearly 1 for one that hardly any has."""
    return (math.log(stories / having) / math.log(max(stories, 2))) ** 2


def _share(here: bool, there: bool) -> float:
    return 1.0 if here and there else _MENTIONED if here or there else 0.0


def _likeness(one: _Seen, other: _Seen) -> float:
    """Return how like the words of two stories are, from 0 to 1."""
    return sum(value * other.words.get(word, 0.0) for word, value in one.words.items())


def _parted(story: StoryPage, ranked: list[StoryPage]) -> Around:
    day = story.date
    if day is None:
        return Around(tuple(ranked[:_MOST]), ())
    dated = [other for other in ranked if other.date is not None]
    earlier = [other for other in dated if other.date and other.date <= day]
    later = [other for other in dated if other.date and other.date > day][:_MOST]
    later.sort(key=lambda other: (other.date or day, other.id))
    near = sorted(earlier[:_MOST], key=lambda other: (other.date or day, other.id), reverse=True)
    return Around(tuple(near), tuple(later))
