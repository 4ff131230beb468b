"""The stories that a reader of one story may want next: those that share policies and names."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import policies, policies_in_story
from briefing_room.publish.story_pages import StoryPage

_MAX_RELATED = 2  # on each side in time
# A tie that joins more stories than this, and more than one in twelve of all, says little.
_MAX_TIED = 6
_MAX_TIED_SHARE = 12


class RelatedStories(NamedTuple):
    """The stories closest to one."""

    later: tuple[StoryPage, ...]  # next first
    earlier: tuple[StoryPage, ...]  # or of the same day; latest first
    undated: tuple[StoryPage, ...]  # or all, if the one has no date


def related_stories(story: StoryPage, publication: Publication) -> RelatedStories:
    """The stories that share most ties with one; of equals the nearest in time.

    A story of the same day counts as earlier, since it is no news.
    """
    ties, tied_stories = _ties(publication)
    shared = Counter(other for tie in ties[story.id] for other in tied_stories[tie])
    sides: dict[str, list[tuple[int, int, StoryPage]]] = {"later": [], "earlier": [], "undated": []}
    for id_ in shared.keys() - {story.id}:
        other = publication.story_by_id[id_]
        days = (other.date - story.date).days if other.date and story.date else None
        side = "undated" if days is None else "later" if days > 0 else "earlier"
        likeness = shared[id_] + (not set(other.topics).isdisjoint(story.topics))
        sides[side].append((-likeness, abs(days or 0), other))
    related = {}
    for side, ranked in sides.items():
        ranked.sort(key=lambda entry: (*entry[:2], entry[2].id))
        nearest = [other for *_, other in ranked[:_MAX_RELATED]]
        nearest.sort(key=lambda s: (s.date or dt.date.min, s.id), reverse=side != "later")
        related[side] = tuple(nearest)
    return RelatedStories(**related)


@lru_cache(maxsize=2)
def _ties(publication: Publication) -> tuple[Mapping[str, set[str]], Mapping[str, list[str]]]:
    """The ties of each story, by its id, and the ids of the stories that each tie joins.

    A tie is a policy that a story names or that rests on it, a name in its title, or a number that
    has two values from it.  Countries tie only stories of one topic, alone or in pairs.
    """
    role = publication.catalogue.vocabulary.role
    roles = {
        slug: role(publication.catalogue.entities[slug].type)
        for slug in publication.stories_by_entity
    }
    ties: dict[str, set[str]] = {}
    for story in publication.stories:
        countries = sorted(slug for slug in story.entities_in_title if roles[slug] == "country")
        pairs = [*countries, *(" ".join(pair) for pair in combinations(countries, 2))]
        ties[story.id] = {
            *set(story.entities_in_title).difference(countries),
            *(item.entity.slug for item in policies_in_story(story, publication)),
            *(f"{pair} {topic}" for pair in pairs for topic in story.topics),
        }
    for number in publication.catalogue.numbers.values():
        stories = (
            publication.story_citing(value.cites[0]) for value in number.values if value.cites
        )
        value_counts = Counter(story.id for story in stories if story)
        for slug, value_count in value_counts.items():
            if value_count > 1 and not number.listed_by:
                ties[slug].add(number.path)
    for item in policies(publication):
        for story in publication.stories_from(item.entity.sources):
            ties[story.id].add(item.entity.slug)
    stories_by_tie: dict[str, list[str]] = {}
    for slug, ties_of_story in ties.items():
        for tie in ties_of_story:
            stories_by_tie.setdefault(tie, []).append(slug)
    max_tied = max(_MAX_TIED, len(publication.stories) // _MAX_TIED_SHARE)
    useful_ties = {tie: slugs for tie, slugs in stories_by_tie.items() if len(slugs) <= max_tied}
    return {
        slug: ties_of_story & useful_ties.keys() for slug, ties_of_story in ties.items()
    }, useful_ties
