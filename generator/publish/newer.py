"""Stories that name a measure and are newer than all it rests on: its status may be out of date.

Nothing is read out of them by itself; a person looks, corrects the dates of the measure's page and
adds the seed to its sources.  Until then readers are told which stories these are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.model import Finding
from generator.publish.links import relative
from generator.publish.publication import Publication
from generator.publish.standings import Standing, standings
from generator.publish.told import Told
from generator.publish.words import day


def newer(item: Standing, site: Publication) -> tuple[Told, ...]:
    """Return the stories that name a measure after the last day its sources cover, newest first."""
    return tuple(s for s in _naming(site).get(item.entity.slug, ()) if is_newer(s, item))


@lru_cache(maxsize=4)
def _naming(site: Publication) -> Mapping[str, tuple[Told, ...]]:
    """Return the stories that name each measure, on their page or anywhere in their seeds."""
    known = site.catalogue.entities
    found: dict[str, list[Told]] = {}
    for story in site.stories:
        named = dict.fromkeys(story.entities)
        for article in story.articles:
            named |= dict.fromkeys(site.catalogue.named(article.text, article.date))
        for slug in named:
            if known[slug].measure:
                found.setdefault(slug, []).append(story)
    return {slug: tuple(stories) for slug, stories in found.items()}


def newer_mark(item: Standing, site: Publication, origin: str) -> str:
    """Return the mark that stands beside a status which a newer story may have overtaken."""
    found = [story for story in newer(item, site) if story.path != origin][:1]
    return "".join(f" ([newer story]({relative(origin, story.path)}))" for story in found)


def is_newer(story: Told, item: Standing) -> bool:
    """Return whether a story may tell more of a measure than the sources of its page."""
    told, reaches = story.reach or story.date, item.status.reaches
    known = any(seed in item.entity.sources for seed in story.page.seeds)
    return told is not None and not known and (reaches is None or told > reaches)


def findings(site: Publication) -> Iterator[Finding]:
    """Yield, for the editor, each measure that a newer story names."""
    for item in standings(site):
        for story in newer(item, site):
            seeds = ", ".join(story.page.seeds)
            reaches = item.status.reaches
            known = f"its sources reach to {day(reaches)}" if reaches else "no source is dated"
            message = (
                f"a newer story names this measure, {known}: look whether its dates still hold,"
                f" then add {seeds} to 'sources'"
            )
            yield Finding("status-to-check", item.entity.path, 0, message)
