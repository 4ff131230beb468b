"""The sources of policies and profiles, and newer stories that their pages do not cite yet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity
from briefing_room.model import Finding, Source
from briefing_room.pages.escape import web_address
from briefing_room.publish.markup import LINK
from briefing_room.publish.provenance import MACHINE, outlet_kind, sources_of_passages
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import PolicyToday, cites_of_day, policies
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.words import join_with_and
from briefing_room.text.periods import day_in_words

MACHINE_REPORT = "a machine-made report"
MACHINE_TEXT = "a machine-made text"
_OFFICIAL_PAGE = re.compile(r"//[^/]*\.(?:(?:gov|gob|gouv|europa)\b[^/]*|go\.[a-z]{2})/[^/]")
_CAPITAL_ARTICLE = re.compile(r"\AA(?=n? )")


class SourceLink(NamedTuple):
    """A source: a story here, with its ``path``, or a page elsewhere, with its ``address``."""

    label: str
    path: str = ""
    address: str = ""
    date: dt.date | None = None


@lru_cache(maxsize=1024)
def source_links(entity: Entity, publication: Publication) -> tuple[SourceLink, ...]:
    """List the sources of a profile: stories that name the entity first, pages elsewhere last."""
    source_stories = publication.stories_from(entity.sources)
    stories = sorted(source_stories, key=lambda story: entity.slug not in story.entities)
    elsewhere = [
        SourceLink(address.split("/")[2].removeprefix("www."), address=address)
        for source in entity.sources
        if source not in publication.story_by_seed and (address := web_address(source))
    ]
    return (*(SourceLink(s.title, s.path, date=s.date) for s in stories), *elsewhere)


def last_reporter(item: PolicyToday, publication: Publication) -> str:
    """Name the publisher of the last report on a status: "Reuters and 2 others"; "" if unknown."""
    cites = cites_of_day(item.policy, item.status.covered_until)
    names = (
        MACHINE_REPORT
        if outlet_kind(source.publisher, publication) == MACHINE
        else f"{source.publisher.partition(' (')[0]}{_relay_note(source)}"
        for source in sources_of_passages(cites, publication)
    )
    return _CAPITAL_ARTICLE.sub("a", join_with_and(list(dict.fromkeys(names)), 1))


def _relay_note(source: Source) -> str:
    """Say so if a source was read only in an article that a machine wrote; else ""."""
    return f", read in {MACHINE_TEXT}" if MACHINE in (source.via or "") else ""


@lru_cache(maxsize=1024)
def official_text(entity: Entity) -> str:
    """The address of a policy's official text, from its sources or the links of its profile.

    Empty if they name none.
    """
    linked = (match[2] for match in LINK.finditer(entity.body))
    addresses = filter(None, map(web_address, (*entity.sources, *linked)))
    return next((address for address in addresses if _OFFICIAL_PAGE.search(address)), "")


def cited_story(cites: Iterable[str], publication: Publication) -> SourceLink | None:
    """The story of the first passage that has one; ``None`` if no passage does."""
    story = next(filter(None, map(publication.story_citing, cites)), None)
    return SourceLink(story.title, story.path, date=story.date) if story else None


def source_of_day(entity: Entity, date: dt.date, publication: Publication) -> SourceLink | None:
    """The source to open for a day of a policy, the best there is.

    That is the story with a passage cited for the day, else a page elsewhere, else any story.
    """
    sources = source_links(entity, publication)
    elsewhere = next((source for source in sources if source.address), None)
    story = cited_story(cites_of_day(entity.policy, date), publication)
    return story or elsewhere or next(iter(sources), None)


# --- Stories that may know more than a status does ----------------------------------------------


def newer_stories(item: PolicyToday, publication: Publication) -> tuple[StoryPage, ...]:
    """List the stories that name a policy and are newer than the sources of its page.

    They do not change the status: a person reads them, corrects the dates on the page of the
    policy and adds the seed to its sources.  Until then the page links to these stories.
    """
    stories = publication.stories_by_entity.get(item.entity.slug, ())
    return tuple(story for story in stories if is_newer(story, item))


def is_newer(story: StoryPage, item: PolicyToday) -> bool:
    """Whether a story may say more about a policy than the sources of its page."""
    last_day, covered = story.covered_until or story.date, item.status.covered_until
    is_source = any(seed in item.entity.sources for seed in story.page.seeds)
    return last_day is not None and not is_source and (covered is None or last_day > covered)


def newer_story_findings(publication: Publication) -> Iterator[Finding]:
    """Report each policy that a newer story names, even if only in its seeds."""
    names = publication.catalogue.slugs_in
    slugs_by_story = [
        (story, {*story.entities}.union(*(names(a.text, a.date) for a in story.articles)))
        for story in publication.stories
    ]
    for item in policies(publication):
        covered_until = item.status.covered_until
        known = "no source is dated"
        if covered_until:
            known = f"its sources reach to {day_in_words(covered_until)}"
        for story, slugs in slugs_by_story:
            if item.entity.slug in slugs and is_newer(story, item):
                message = (
                    f"a newer story names this policy, {known}: look whether its dates still"
                    f" hold, then add {', '.join(story.page.seeds)} to 'sources'"
                )
                yield Finding("status-to-check", item.entity.path, 0, message)
