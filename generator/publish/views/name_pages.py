"""The pages of names: profile, what is newest, numbers, sites, controls, stories by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.catalogue.measures import Clause, Measure
from generator.catalogue.status import sentence
from generator.model import Role
from generator.publish.frames import Head, filled
from generator.publish.passages import Marks
from generator.publish.profiles import marked
from generator.publish.prose import written
from generator.publish.publication import Publication
from generator.publish.statuses import (
    RANK,
    MeasureToday,
    backing,
    measure_of,
    measures,
    naming,
    newer,
    of_part,
)
from generator.publish.story_pages import StoryPage
from generator.publish.views.controls import (
    NameList,
    firms_named,
    lists_of,
    lists_with_firms,
    tile,
    unnamed,
)
from generator.publish.views.key_numbers import numbers_of
from generator.publish.views.sites import sites_of
from generator.publish.words import clipped, day
from generator.review.reading import bare

INDEX = "entities/index.md"
_TELLING = 4  # stories whose sentence is told; of the others the title must do
_NEWEST = 3


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of every name, and the index of all of them."""
    entities = site.catalogue.entities.values()
    pages = {entity.path: page(entity, site) for entity in entities if entity.path in site.known}
    return {**pages, INDEX: index(site)}


def page(entity: Entity, site: Publication) -> str:
    """Return the final Markdown of one name."""
    about = clipped(bare(entity.body) or entity.role or entity.name, 200)
    door = "controls" if entity.measure else "names"
    stories = _stories(entity, site)
    marks = Marks(site)
    return filled(
        "name.md",
        entity.path,
        head=Head(entity.name, about, "name", door, search=True),
        entity=entity,
        kind=site.catalogue.vocabulary.types[entity.type].one,
        country=site.catalogue.entities.get(entity.country or ""),
        tile=tile(entity, site) if entity.symbol else None,
        profile=written(marked(entity, site, marks), entity.path, site),
        marks=marks,
        status=measure_part(entity, site),
        measure=entity.measure,
        measure_kinds=site.catalogue.vocabulary.measure_kinds,
        names=site.catalogue.entities,
        newest=[s for s in stories if s.date and s.date <= site.as_of][:_NEWEST],
        numbers=numbers_of(entity, site),
        sites=sites_of(entity, site),
        controls=tuple(_controls(entity, site)),
        listed=firms_named(entity, site),
        named=tuple(lists_with_firms(entity, site)),
        unnamed=unnamed(site) if _material(entity, site) else 0,
        years=tuple(_years(entity, stories)),
        rests=backing(entity, site),
        spellings=[n for n in (entity.symbol or "", *entity.names) if n and n != entity.name],
    )


def _stories(entity: Entity, site: Publication) -> tuple[StoryPage, ...]:
    """Return the stories that name it; where none does, those that its profile rests on."""
    found = site.by_entity.get(entity.slug, ())
    of_profile = [site.by_seed[seed] for seed in entity.sources if seed in site.by_seed]
    return found or tuple({story.id: story for story in of_profile}.values())


def _years(
    entity: Entity, stories: tuple[StoryPage, ...]
) -> Iterator[tuple[str, list[tuple[StoryPage, str]]]]:
    """Yield the stories of each year, the newest with the sentence that names the name."""
    telling = {story.id for story in stories[:_TELLING]}
    for year, found in groupby(stories, key=lambda s: str(s.date.year) if s.date else "No date"):
        yield year, [(s, _sentence(entity, s) if s.id in telling else "") for s in found]


def _sentence(entity: Entity, story: StoryPage) -> str:
    """Return the sentence of a story that matters for a name: the first that names it.

    Where the title names it the title tells what matters.
    """
    if entity.slug in story.in_title:
        return ""
    naming_it = [point for point in story.points if entity.slug in point.entities]
    best = next((p for p in naming_it if p.section == Role.BOTTOM_LINE), None)
    point = best or next(iter(naming_it), None)
    return point.text if point else story.line


def _controls(entity: Entity, site: Publication) -> Iterator[MeasureToday]:
    """Yield the measures that name a material, or that an issuer, country or target has.

    What is in force stands first, the newest of each status before the others, as on Controls.
    """
    if entity.measure:
        return
    own = (m for m in measures(site) if entity.slug in {m.entity.country, *m.measure.names})
    found = naming(entity.slug, site) if _material(entity, site) else own
    yield from sorted(found, key=lambda m: (RANK.index(m.status.state), -m.since.toordinal()))


def _material(entity: Entity, site: Publication) -> bool:
    return site.catalogue.vocabulary.role(entity.type) == "material"


# --- All of them --------------------------------------------------------------------------------


class Group(NamedTuple):
    """The names of one type: those with a page with how many stories name them, and the others.

    Of a name that has none the profile stands in the list itself, with its story if there is one.
    """

    heading: str
    names: tuple[tuple[Entity, int], ...]
    others: tuple[tuple[Entity, str, tuple[StoryPage, ...]], ...]


def index(site: Publication) -> str:
    """Return the list of all names by type."""
    about = "Every name we follow, by type, with its stories."
    head = Head("Names", about, "list", "names", scripts=("filter.js",))
    known = site.catalogue.entities.values()
    sites = any(entity.sites for entity in known) and site.catalogue.vocabulary.called("sites").many
    groups = tuple(_groups(site))
    return filled("names.md", INDEX, head=head, groups=groups, total=len(known), sites=sites)


def _groups(site: Publication) -> Iterator[Group]:
    for key, word in site.catalogue.vocabulary.types.items():
        found = [e for e in site.catalogue.entities.values() if e.type == key]
        found.sort(key=lambda entity: entity.name.casefold())
        names = [(e, len(site.by_entity.get(e.slug, ()))) for e in found if e.path in site.known]
        few = (e for e in found if e.path not in site.known)
        others = [(e, bare(e.body), site.by_entity.get(e.slug, ())) for e in few]
        if found:
            heading = f"{word.many[:1].upper()}{word.many[1:]}"
            yield Group(heading, tuple(names), tuple(others))


# --- Of a measure: status, parts, steps and facts -----------------------------------------------


class StatusPart(NamedTuple):
    """The status of a measure, or of what a notice suspends.

    ``within`` is told below it of parts that share it.
    """

    heading: str
    told: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    dispute: str = ""
    newer: tuple[StoryPage, ...] = ()
    suspends: tuple[MeasureToday, ...] = ()
    lists: tuple[NameList, ...] = ()


def measure_part(entity: Entity, site: Publication) -> StatusPart | None:
    """Return what is known today of the measure of a page; ``None`` if it has none.

    A notice that imposes nothing itself is told by the measures it suspends.
    """
    if entity.measure is None:
        return None
    found = measure_of(entity, site)
    if found is None:
        return _suspending(entity, entity.measure, site)
    return StatusPart(
        _heading(found),
        found.told,
        tuple(_within(found)),
        found.measure.dispute or "",
        newer(found, site)[:5],
        lists=tuple(lists_of(found)),
    )


def _heading(found: MeasureToday) -> str:
    """Return what stands above a status: how far the reports reach that tell it."""
    reaches = found.status.reaches
    old = reaches and reaches < found.status.as_of
    return (
        f"Status, by reports up to {day(reaches)}"
        if old
        else f"Status on {day(found.status.as_of)}"
    )


def _suspending(entity: Entity, own: Measure, site: Publication) -> StatusPart | None:
    paused = tuple(item for item in measures(site) if entity.slug in _paused_by(item.measure))
    if not paused:
        return None
    heading = f"What it suspends, on {day(site.as_of)}"
    return StatusPart(heading, dispute=own.dispute or "", suspends=paused)


def _paused_by(measure: Measure) -> set[str]:
    parts: tuple[Measure | Clause, ...] = (measure, *measure.clauses)
    return {order.by for one in parts for order in one.suspensions if order.by}


def _within(found: MeasureToday) -> Iterator[str]:
    """Yield what each part orders, where the status is told for all of them."""
    for clause, status in () if found.parts else found.status.parts:
        words = sentence(status)
        yield of_part(clause, "" if words == sentence(found.status) else words)
