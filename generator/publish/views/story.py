"""The page of a story: what a reviewer left there, with what a reader needs around it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from generator.compose.related import Piece, related
from generator.model import Role
from generator.pages.document import Kind
from generator.pages.escape import web_address
from generator.publish.citing import DRAFT, cite
from generator.publish.frames import Head, filled, ready
from generator.publish.markup import LABEL
from generator.publish.passages import STATE, Marks, beside
from generator.publish.prose import heading_id, written
from generator.publish.publication import Publication
from generator.publish.statuses import MeasureToday, is_newer, named_by
from generator.publish.story_pages import SOURCES, StoryPage, corrections
from generator.publish.views.sites import SiteToday, sites
from generator.publish.words import clipped, count, days_in, listing, minutes
from generator.text.months import day

_BOTTOM = str(Role.BOTTOM_LINE)
_PASSED = "*the day has passed; this page does not say what followed*"
_LATER = "*the day has passed; see the [later stories](#later)*"
_OPEN = 1  # sources that are listed; more are folded
_NAMED = 2  # publishers that the fold names
_SITES = 3  # plants and mines that do


def view(site: Publication) -> Mapping[str, str]:
    """Return every story page."""
    return {story.path: page(story, site) for story in site.stories}


def page(story: StoryPage, site: Publication) -> str:
    """Return the final Markdown of one story."""
    about = clipped(story.bottom_line or story.title, 200)
    marks = Marks(site, story)
    lines = [(where == _BOTTOM, _told(where, text, story, site)) for where, text in story.lines()]
    bottom = [text for first, text in lines if first and text.strip() and text[0] != "#"]
    rest = "\n".join(text for first, text in lines if not first).strip()
    listed = (line for line in story.page.section(SOURCES) if line.kind is Kind.BULLET)
    sources = [written(_marked(line.text, story, site), story.path, site) for line in listed]
    source = web_address(site.settings.source)
    event = f"event of {day(story.date)}" if story.date else ""
    noted = (event, "" if story.reviewed else DRAFT)
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
        sites=_sites(story, site),
        called=site.catalogue.vocabulary.called("sites"),
        lines=sources,
        summary="" if len(sources) <= _OPEN else _publishers(story),
        marks=marks,
        corrections=tuple(corrections(story)),
        near=around(story, site),
        forms=cite(site, story.path, story.title, "; ".join(filter(None, noted))),
        edit=f"{source}{story.path}" if source else "",
    )


def _told(section: str, text: str, story: StoryPage, site: Publication) -> str:
    """Return a line with what a reader should know of it: of when it is, in italics what else."""
    if text == f"## {Role.NOT_KNOWN}" and story.reach:
        return f"{text} as of {day(story.reach)} {{: #{heading_id(section, '-')} }}"
    if _over(section, text, site):
        text = f"{text} {_LATER if around(story, site).later else _PASSED}"
    return text if not text.strip() or text[0] == "#" else _marked(text, story, site)


def _marked(text: str, story: StoryPage, site: Publication) -> str:
    """Return a line with what the outlets are that it names; "state media" alone names none."""
    labels = [label[2:-1] for label in LABEL.findall(text)]
    told = beside(text, labels, story.articles, site)
    bare = text.removesuffix(f" *{STATE}*") if STATE in told else text
    return f"{bare} *{told}*" if told and not bare.endswith("*") else text


def _sites(story: StoryPage, site: Publication) -> list[SiteToday]:
    """Return what stands at the places of a story's title, else at those of its bottom line."""
    first = {slug for one in story.section(Role.BOTTOM_LINE) for slug in one.entities}
    in_title = [one for one in sites(site) if one.place.slug in story.in_title]
    return (in_title or [one for one in sites(site) if one.place.slug in first])[:_SITES]


def _over(section: str, text: str, site: Publication) -> bool:
    """Return whether a line of what to watch names days, and all of them have passed."""
    found = days_in(text) if section == Role.WATCH else ()
    return bool(found) and max(found) < site.as_of


def _boxes(story: StoryPage, site: Publication) -> Mapping[str, list[MeasureToday]]:
    """Return the measures that a page names by the words for their status."""
    groups: dict[str, list[MeasureToday]] = {}
    for item in named_by(story, site):
        more = "; what this story tells is not yet in this status" if is_newer(story, item) else ""
        groups.setdefault(f"{item.words}{more}.", []).append(item)
    return groups


def _publishers(story: StoryPage) -> str:
    """Return how many texts a story rests on, and the first of who published them."""
    texts = {source.url or source.publisher: source for a in story.articles for source in a.sources}
    names = tuple(dict.fromkeys(s.publisher.partition(" (")[0] for s in texts.values()))
    by = f", by {listing(names, _NAMED)}" if names else ""
    return f"{count(len(texts) or len(story.articles), 'text')}{by}"


_MOST = 2  # stories shown on each side
_LIKE = 12  # stories of like words among which the tied ones are looked for
_FEW = 6  # stories: what more than these share (of many stories, more than each twelfth) ties none
_ACTORS = frozenset({"country", "person", "organisation", "place"})


class Around(NamedTuple):
    """The stories nearest to one: later ones, next first, earlier ones, latest first.

    ``undated`` are those of which the order is not known.
    """

    later: tuple[StoryPage, ...]
    earlier: tuple[StoryPage, ...]
    undated: tuple[StoryPage, ...]


def around(story: StoryPage, site: Publication) -> Around:
    """Return the related stories: of like words, and tied by a name or a measure."""
    return _around(site)[story.id]


@lru_cache(maxsize=2)
def _around(site: Publication) -> Mapping[str, Around]:
    """Relate all stories, by title, bottom line and the names that do not stand everywhere."""
    common = max(10, len(site.stories) // 4)
    known, ties, pieces = {story.id: story for story in site.stories}, _ties(site), []
    for s in site.stories:
        rare = (slug.replace("-", "") for slug in s.entities if len(site.by_entity[slug]) <= common)
        names = " ".join(f"{slug}x" for slug in rare)
        pieces.append(Piece(s.id, s.date, f"{s.title} {names} {names} {s.bottom_line}"))

    def tied(to: str, some: Sequence[str], *, back: bool = False) -> tuple[StoryPage, ...]:
        found = sorted(
            (slug for slug in some if ties[slug] & ties[to]),
            key=lambda slug: -len(ties[slug] & ties[to]),
        )  # else the likest first
        near = [known[slug] for slug in found[:_MOST]]
        return tuple(sorted(near, key=lambda s: (s.date or dt.date.min, s.id), reverse=back))

    return {
        slug: Around(
            tied(slug, found.later), tied(slug, found.earlier, back=True), tied(slug, found.undated)
        )
        for slug, found in related(pieces, _LIKE).items()
    }


@lru_cache(maxsize=2)
def _ties(site: Publication) -> Mapping[str, frozenset[str]]:
    """Return what ties each story to few others, never what it only mentions.

    These are the names of its title, each two actors side by side in it, and the measures it
    names; an actor that hardly any other story has, where one of them is about it; and the numbers
    of which it gives two values or more, but for lists of unlike things.
    """
    names, role = site.catalogue.entities, site.catalogue.vocabulary.role
    actors = {slug for slug in site.by_entity if role(names[slug].type) in _ACTORS}
    most, least = max(_FEW, len(site.stories) // 12), max(2, len(site.stories) // 20)
    few = {slug for slug, named in site.by_entity.items() if len(named) <= most}
    titles = {slug for story in site.stories for slug in story.in_title}
    rare = {slug for slug in titles & actors if len(site.by_entity[slug]) <= least}
    found: dict[str, set[str]] = {}
    for story in site.stories:
        pairs = combinations(sorted(actors.intersection(story.in_title)), 2)
        own = {*few.intersection(story.in_title), *rare.intersection(story.entities)}
        measures = (item.entity.slug for item in named_by(story, site))
        found[story.id] = own.union(measures, map(" ".join, pairs))
    for number in (one for one in site.catalogue.numbers.values() if not one.each):
        seeds = (cite.partition("/")[0] for value in number.values for cite in value.cites[:1])
        given = Counter(site.by_seed[seed].id for seed in seeds if seed in site.by_seed)
        for slug in (slug for slug, values in given.items() if values > 1):
            found[slug].add(number.path)
    common = Counter(tie for ties in found.values() for tie in ties)
    return {
        slug: frozenset(tie for tie in ties if common[tie] <= most) for slug, ties in found.items()
    }
