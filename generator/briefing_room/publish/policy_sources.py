"""Where the page of a policy or a name has its statements from: stories here, pages elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity
from briefing_room.pages.escape import web_address
from briefing_room.publish.provenance import sources_of_passages
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import PolicyToday
from briefing_room.publish.words import listing

_CAPITAL_ARTICLE = re.compile(r"\AA(?=n? )")


class SourceLink(NamedTuple):
    """A source of a statement: a story here (``path``) or a page elsewhere (``address``)."""

    label: str
    path: str = ""
    address: str = ""
    date: dt.date | None = None


@lru_cache(maxsize=1024)
def source_links(entity: Entity, site: Publication) -> tuple[SourceLink, ...]:
    """List the sources of the page of an entity, first those of its stories that name it."""
    source_stories = (site.by_seed[source] for source in entity.sources if source in site.by_seed)
    unique_stories = {story.id: story for story in source_stories}.values()
    stories = sorted(unique_stories, key=lambda story: entity.slug not in story.entities)
    outside = [
        SourceLink(address.split("/")[2].removeprefix("www."), address=address)
        for source in entity.sources
        if source not in site.by_seed and (address := web_address(source))
    ]
    return (*(SourceLink(s.title, s.path, date=s.date) for s in stories), *outside)


def last_reporter(item: PolicyToday, site: Publication) -> str:
    """Name the publisher of the last report on the status, and how many others reported it."""
    last = item.status.covered_until
    cited = (
        cite
        for cited_day in item.policy.all_cited
        if cited_day.day == last
        for cite in cited_day.cites
    )
    names = (source.publisher.partition(" (")[0] for source in sources_of_passages(cited, site))
    return _CAPITAL_ARTICLE.sub("a", listing(list(dict.fromkeys(names)), 1))


def cited_story(cites: Iterable[str], site: Publication) -> SourceLink | None:
    """The story of the first cited passage that has one."""
    stories = (site.by_seed.get(cite.split("/")[0]) for cite in cites)
    story = next(filter(None, stories), None)
    return SourceLink(story.title, story.path, date=story.date) if story else None


def source_of_day(entity: Entity, date: dt.date, site: Publication) -> SourceLink | None:
    """The source to open for a day of a policy: the story whose passage gives the day.

    If no passage is cited, a page elsewhere, whose text we do not keep; at last any story.
    """
    cited = entity.policy.all_cited if entity.policy else ()
    sources = source_links(entity, site)
    elsewhere = next((cited_day for cited_day in sources if cited_day.address), None)
    story = cited_story(
        (cite for cited_day in cited if cited_day.day == date for cite in cited_day.cites), site
    )
    return story or elsewhere or next(iter(sources), None)
