"""The pages of names: profile, what is newest, numbers, sites, controls, stories by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.catalogue.measures import Clause, Measure
from generator.model import Role
from generator.publish.backing import backing
from generator.publish.controls import firms_named, tile
from generator.publish.frames import Head, filled
from generator.publish.numbers_today import numbers_of
from generator.publish.plain import plain
from generator.publish.profiles import passed
from generator.publish.prose import written
from generator.publish.publication import Publication
from generator.publish.sites_today import sites_of
from generator.publish.statuses import MeasureToday, measures, naming
from generator.publish.story_pages import StoryPage
from generator.publish.views import measure_part
from generator.publish.words import clipped

INDEX = "entities/index.md"
_TELLING = 4  # stories whose sentence is told; of the others the title must do
_NEWEST = 3
_LONG = 200  # letters of a sentence


class Year(NamedTuple):
    """The stories of a year: each with the sentence that names the name, "" beyond the newest."""

    year: str
    stories: tuple[tuple[StoryPage, str], ...]


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of every name, and the index of all of them."""
    entities = site.catalogue.entities.values()
    pages = {entity.path: page(entity, site) for entity in entities if entity.path in site.known}
    return {**pages, INDEX: index(site)}


def page(entity: Entity, site: Publication) -> str:
    """Return the final Markdown of one name."""
    about = clipped(entity.body.strip() or entity.role or entity.name, 200)
    door = "controls" if entity.measure else "names"
    stories = _stories(entity, site)
    return filled(
        "name.md",
        entity.path,
        head=Head(entity.name, about, "name", door, search=True),
        entity=entity,
        kind=site.catalogue.vocabulary.types[entity.type].one,
        country=site.catalogue.entities.get(entity.country or ""),
        tile=tile(entity, site) if entity.symbol else None,
        profile=written(entity.body.strip(), entity.path, site),
        passed=passed(entity, site),
        status=measure_part.part(entity, site),
        newest=[s for s in stories if s.date and s.date <= site.as_of][:_NEWEST],
        numbers=numbers_of(entity, site),
        sites=sites_of(entity, site),
        controls=tuple(_controls(entity, site)),
        listed=firms_named(entity, site),
        years=tuple(_years(entity, stories)),
        rests=backing(entity, site),
        spellings=[n for n in (entity.symbol or "", *entity.names) if n and n != entity.name],
    )


def _stories(entity: Entity, site: Publication) -> tuple[StoryPage, ...]:
    """Return the stories that name it; where none does, those that its profile rests on."""
    found = site.by_entity.get(entity.slug, ())
    of_profile = [site.by_seed[seed] for seed in entity.sources if seed in site.by_seed]
    return found or tuple({story.id: story for story in of_profile}.values())


def _years(entity: Entity, stories: tuple[StoryPage, ...]) -> Iterator[Year]:
    telling = {story.id for story in stories[:_TELLING]}
    for year, found in groupby(stories, key=lambda s: str(s.date.year) if s.date else "No date"):
        yield Year(year, tuple((s, _sentence(entity, s) if s.id in telling else "") for s in found))


def _sentence(entity: Entity, story: StoryPage) -> str:
    """Return the sentence of a story that matters for a name: the first that names it.

    Where the title names it the title tells what matters.
    """
    if entity.slug in story.in_title:
        return ""
    naming_it = [point for point in story.points if entity.slug in point.entities]
    best = next((p for p in naming_it if p.section == Role.BOTTOM_LINE), None)
    point = best or next(iter(naming_it), None)
    return clipped(point.text if point else story.line, _LONG)


def _controls(entity: Entity, site: Publication) -> Iterator[MeasureToday]:
    """Yield the measures that name a material, or that an issuer, country or target has."""
    if entity.measure:
        return
    if site.catalogue.vocabulary.role(entity.type) == "material":
        yield from naming(entity.slug, site)
        return
    own = (m for m in measures(site) if entity.slug in _near(m.measure, m.entity))
    yield from sorted(own, key=lambda item: item.order)


def _near(measure: Measure, entity: Entity) -> set[str | None]:
    parts: tuple[Measure | Clause, ...] = (measure, *measure.clauses)
    orders = {order.by for part in parts for order in part.suspensions}
    return {measure.issuer, entity.country, *measure.targets, *orders}


# --- All of them --------------------------------------------------------------------------------


class Group(NamedTuple):
    """The names of one type: those with a page with how many stories name them, and the others.

    Of a name of which nothing here tells the profile stands in the list itself.
    """

    heading: str
    anchor: str
    names: tuple[tuple[Entity, int], ...]
    others: tuple[tuple[Entity, str], ...]


def index(site: Publication) -> str:
    """Return the list of all names by type."""
    head = Head("Names", "Every name we follow, by type, with its stories.", "list", "names")
    known = site.catalogue.entities.values()
    sites = any(entity.sites for entity in known) and site.catalogue.vocabulary.called("sites").many
    groups = tuple(_groups(site))
    return filled("names.md", INDEX, head=head, groups=groups, total=len(known), sites=sites)


def _groups(site: Publication) -> Iterator[Group]:
    for key, word in site.catalogue.vocabulary.types.items():
        found = [e for e in site.catalogue.entities.values() if e.type == key]
        found.sort(key=lambda entity: entity.name.casefold())
        names = [(e, len(site.by_entity.get(e.slug, ()))) for e in found if e.path in site.known]
        others = [(e, plain(e.body)) for e in found if e.path not in site.known]
        if found:
            heading = f"{word.many[:1].upper()}{word.many[1:]}"
            yield Group(heading, key, tuple(names), tuple(others))
