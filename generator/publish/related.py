"""Which stories belong together: those that share names that few other stories have."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable

from generator.publish.publication import Publication
from generator.publish.told import Told

_Wanted = Callable[[Told], bool]
_MOST = 5  # stories shown on each side
_COMMON = 60  # a name in more stories than this tells nothing, and would make the search slow
_LEAST = 2.5  # about two rare names, or one name that hardly any other story has


def earlier(story: Told, site: Publication) -> tuple[Told, ...]:
    """Return up to five related stories that came before; undated ones have no before."""
    if story.date is None:
        return _nearest(story, site, lambda _: True)
    day = story.date
    return _nearest(story, site, lambda other: other.date is not None and other.date <= day)


def later(story: Told, site: Publication) -> tuple[Told, ...]:
    """Return up to five related stories that came after, the next one first."""
    if story.date is None:
        return ()
    day = story.date
    found = _nearest(story, site, lambda other: other.date is not None and other.date > day)
    return tuple(sorted(found, key=lambda other: (other.date or day, other.id)))


def _nearest(story: Told, site: Publication, wanted: _Wanted) -> tuple[Told, ...]:
    scores: dict[str, float] = defaultdict(float)
    stories: dict[str, Told] = {}
    for slug in story.entities:
        sharing = site.by_entity.get(slug, ())
        if len(sharing) > max(_COMMON, len(site.stories) // 4):
            continue
        weight = math.log(1 + len(site.stories) / len(sharing))
        for other in sharing:
            if other.id != story.id and wanted(other):
                scores[other.id] += weight
                stories[other.id] = other
    ranked = sorted(scores, key=lambda id_: (-scores[id_], id_))
    return tuple(stories[id_] for id_ in ranked[:_MOST] if scores[id_] >= _LEAST)
