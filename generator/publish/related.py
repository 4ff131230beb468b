"""Which stories belong together: those that share names that few other stories have."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import NamedTuple

from generator.publish.publication import Publication
from generator.publish.told import Told

_MOST = 5  # stories shown on each side
_COMMON = 60  # a name in more stories than this tells nothing, and would make the search slow
_LEAST = 2.5  # about two rare names, or one name that hardly any other story has


class Around(NamedTuple):
    """Up to five related stories on each side; the next one first in ``later``."""

    earlier: tuple[Told, ...]
    later: tuple[Told, ...]


def around(story: Told, site: Publication) -> Around:
    """Return the related stories; one without a date has no before and after: all are earlier."""
    ranked = _ranked(story, site)
    day = story.date
    if day is None:
        return Around(tuple(ranked[:_MOST]), ())
    dated = [other for other in ranked if other.date is not None]
    earlier = [other for other in dated if other.date and other.date <= day]
    later = [other for other in dated if other.date and other.date > day][:_MOST]
    later.sort(key=lambda other: (other.date or day, other.id))
    return Around(tuple(earlier[:_MOST]), tuple(later))


def _ranked(story: Told, site: Publication) -> list[Told]:
    scores: defaultdict[int, float] = defaultdict(float)
    stories: dict[int, Told] = {}
    most = max(_COMMON, len(site.stories) // 40)
    for slug in story.entities:
        sharing = site.by_entity.get(slug, ())
        if len(sharing) > most:
            continue
        weight = math.log(1 + len(site.stories) / len(sharing))
        for other in sharing:
            scores[id(other)] += weight
            stories[id(other)] = other
    scores.pop(id(story), None)
    near = [stories[key] for key, score in scores.items() if score >= _LEAST]
    return sorted(near, key=lambda other: (-scores[id(other)], other.id))
