"""The stories that a reader of one story may want next: those that go on with its matter."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import policies, policies_in_story
from briefing_room.publish.story_pages import StoryPage

_MAX_RELATED = 2  # on each side in time
# A policy, firm, person or place that five stories name joins them, and a country of which three
# stories have one topic.  A material, a term or a number never does alone.
_NAME_WEIGHT, _COUNTRY_WEIGHT, _SUBJECT_WEIGHT, _MIN_LIKENESS = 1.0, 0.55, 0.35, 0.36
_SUBJECT_ROLES = frozenset({"concept", "material"})


class RelatedStories(NamedTuple):
    """The stories closest to one."""

    later: tuple[StoryPage, ...]  # next first
    earlier: tuple[StoryPage, ...]  # or of the same day; latest first
    undated: tuple[StoryPage, ...]  # or all, if the one has no date


class _Tie(NamedTuple):
    """What stories may share.  Of the ties of one family, the strongest alone counts."""

    name: str
    family: str
    weight: float


def related_stories(story: StoryPage, publication: Publication) -> RelatedStories:
    """The stories that go on with the matter of one; of equals the nearest in time.

    A story of the same day counts as earlier, since it is no news.
    """
    sides: dict[str, list[tuple[float, int, StoryPage]]] = {
        side: [] for side in RelatedStories._fields
    }
    for id_, likeness in _likeness_by_id(story, publication).items():
        other = publication.story_by_id[id_]
        days = (other.date - story.date).days if other.date and story.date else None
        side = "undated" if days is None else "later" if days > 0 else "earlier"
        sides[side].append((-likeness, abs(days or 0), other))
    related = {}
    for side, ranked in sides.items():
        ranked.sort(key=lambda entry: (*entry[:2], entry[2].id))
        nearest = [other for *_, other in ranked[:_MAX_RELATED]]
        nearest.sort(key=lambda s: (s.date or dt.date.min, s.id), reverse=side != "later")
        related[side] = tuple(nearest)
    return RelatedStories(**related)


def _likeness_by_id(story: StoryPage, publication: Publication) -> Mapping[str, float]:
    """How much other stories share with one, by their ids, where that is enough."""
    ties, stories_by_tie = _ties(publication)
    strengths: dict[str, dict[str, float]] = {}
    for tie in ties[story.id]:
        sharers = set(stories_by_tie[tie])
        if tie.weight == _NAME_WEIGHT:  # a name that many stories only mention joins less
            sharers |= {other.id for other in publication.stories_by_entity.get(tie.name, ())}
        strength = tie.weight * 2 / max(2, len(sharers))
        for id_ in stories_by_tie[tie]:
            by_family = strengths.setdefault(id_, {})
            by_family[tie.family] = max(by_family.get(tie.family, 0), strength)
    likeness = {id_: round(sum(s.values()), 2) for id_, s in strengths.items() if id_ != story.id}
    return {id_: shared for id_, shared in likeness.items() if shared >= _MIN_LIKENESS}


@lru_cache(maxsize=2)
def _ties(publication: Publication) -> tuple[Mapping[str, set[_Tie]], Mapping[_Tie, list[str]]]:
    """The ties of each story, by its id, and the ids of the stories that each tie joins.

    A tie is a policy that a story names or that rests on it, a name in its title, or a number that
    has two values from it.  Countries tie only stories of one topic, alone or in pairs.
    """
    ties = {story.id: set(_ties_of_text(story, publication)) for story in publication.stories}
    for number in publication.catalogue.numbers.values():
        stories = (
            publication.story_citing(value.cites[0]) for value in number.values if value.cites
        )
        value_counts = Counter(story.id for story in stories if story)
        for id_, value_count in value_counts.items():
            if value_count > 1 and not number.listed_by:
                ties[id_].add(_Tie(number.path, number.path, _SUBJECT_WEIGHT))
    for item in policies(publication):
        for story in publication.stories_from(item.entity.sources):
            ties[story.id].add(_Tie(item.entity.slug, item.entity.slug, _NAME_WEIGHT))
    stories_by_tie: dict[_Tie, list[str]] = {}
    for id_, ties_of_story in ties.items():
        for tie in ties_of_story:
            stories_by_tie.setdefault(tie, []).append(id_)
    return ties, stories_by_tie


def _ties_of_text(story: StoryPage, publication: Publication) -> Iterator[_Tie]:
    entities = publication.catalogue.entities
    countries = []
    for slug in story.entities_in_title:
        role = publication.catalogue.vocabulary.role(entities[slug].type)
        if role == "country":
            countries.append(slug)
        else:
            yield _Tie(slug, slug, _SUBJECT_WEIGHT if role in _SUBJECT_ROLES else _NAME_WEIGHT)
    for item in policies_in_story(story, publication):
        yield _Tie(item.entity.slug, item.entity.slug, _NAME_WEIGHT)
    pairs = (" ".join(pair) for pair in combinations(sorted(countries), 2))
    for group in (*countries, *pairs):
        for topic in story.topics:
            yield _Tie(f"{group} {topic}", "countries", _COUNTRY_WEIGHT)
