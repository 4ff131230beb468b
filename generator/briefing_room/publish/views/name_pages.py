"""The pages of names: profile, what is newest, numbers, sites, controls, stories by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from briefing_room.catalogue.entries import Entity
from briefing_room.model import Role
from briefing_room.publish.citation import UNREVIEWED, cite
from briefing_room.publish.passages import Marks
from briefing_room.publish.prose import written
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.shipping import is_country, reach
from briefing_room.publish.statuses import (
    RANK,
    PolicyToday,
    backing,
    last_teller,
    newer,
    policies,
    policy_of,
)
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.views.controls import lists, tile
from briefing_room.publish.views.key_numbers import numbers_of
from briefing_room.publish.views.shipping import of_good, question
from briefing_room.publish.views.sites import sites_of
from briefing_room.publish.views.story_lists import PER_PAGE
from briefing_room.publish.words import clipped
from briefing_room.review.reading import bare

INDEX = "entities/index.md"
_TELLING = 2  # stories whose sentence is told; of the others the title must do
_ORDER = {"organisation": 0, "country": 2, "person": 3}  # what one looks for first, last


class Hosted(NamedTuple):
    """A place on the page of its country: its profile, and the stories that name it."""

    place: Entity
    profile: Markup
    stories: tuple[StoryPage, ...]


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of every name, and the index of all of them."""
    entities = site.catalogue.entities.values()
    pages = {entity.path: page(entity, site) for entity in entities if entity.path in site.known}
    return {**pages, INDEX: index(site)}


def page(entity: Entity, site: Publication) -> str:
    """Return the final Markdown of one name."""
    about = clipped(bare(entity.body) or entity.role or entity.name, 200)
    section = "controls" if entity.policy else "names"
    stories = _stories(entity, site)
    own = policies(site) if entity.policy else ()
    marks, material = Marks(site), _material(entity, site)
    numbers = numbers_of(entity, site)
    return render(
        "name.md",
        site,
        entity.path,
        head=Head(entity.name, about, "name", section, search=True),
        entity=entity,
        tile=tile(entity, site) if entity.symbol else None,
        profile=written(entity.body, entity.path, site, marks),
        marks=marks,
        status=policy_of(entity, site),
        newer=newer,
        teller=lambda item: last_teller(item, site),
        suspends=[m for m in own if entity.slug in {o.by for o in m.policy.suspended}],
        names=site.catalogue.entities,
        numbers=numbers,
        drawn=[one for one, values in numbers if one.drawn_with(values)][:1],
        sites=sites_of(entity, site),
        controls=tuple(_controls(entity, site)),
        listed=[one for one in lists(site) if entity in dict(one.names).values()],
        lists=[one for one in lists(site) if one.item.entity is entity],
        shipped=of_good(entity, site) if material else ((), (), ""),
        asks=bool(question(site).title and is_country(entity, site)),
        stories=[
            (story, _sentence(entity, story) if position < _TELLING else "")
            for position, story in enumerate(stories[:PER_PAGE])
        ],
        older=len(stories) - PER_PAGE,
        hosted=tuple(_hosted(entity, marks, site)),
        rests=backing(entity, site),
        forms=cite(site, entity.path, entity.name, _cited(entity, site)),
    )


def _cited(entity: Entity, site: Publication) -> str:
    """Return what a citation adds: the status of a policy with how far its sources reach."""
    found = policy_of(entity, site)
    last = f"sources to {found.status.last}" if found and found.status.covered_until else ""
    return "; ".join(filter(None, (found.head if found else "", last, UNREVIEWED)))


def _stories(entity: Entity, site: Publication) -> tuple[StoryPage, ...]:
    """Return the stories that name it, and those that its profile rests on."""
    own = site.by_entity.get(entity.slug, ())
    known = {site.by_seed[seed].id for seed in entity.sources if seed in site.by_seed}
    if known <= {story.id for story in own}:
        return own
    return tuple(s for s in site.stories if s.id in known or entity.slug in s.entities)


def _hosted(country: Entity, marks: Marks, site: Publication) -> Iterator[Hosted]:
    """Yield the places that stand on the page of a country instead of one of their own."""
    for file, target in site.moved.items():
        if target.startswith(f"{country.path}#"):
            place = site.catalogue.entities[target.partition("#")[2]]
            profile = written(place.body, file, site, marks, country.path)
            yield Hosted(place, profile, _stories(place, site))


def _sentence(entity: Entity, story: StoryPage) -> str:
    """Return the sentence of a story that matters for a name: the first that names it.

    Where the title names it the title tells what matters.
    """
    if entity.slug in story.in_title:
        return ""
    told = (point for point in story.points if point.section != Role.WATCH)  # its day may be over
    naming_it = [point for point in told if entity.slug in point.entities]
    best = next((p for p in naming_it if p.section == Role.BOTTOM_LINE), None)
    point = best or next(iter(naming_it), None)
    return point.text if point else story.line


def _controls(entity: Entity, site: Publication) -> Iterator[PolicyToday]:
    """Yield the policies that name a material, or that an issuer, country or target has.

    What is in force stands first, the newest of each status before the others, as on Controls.
    """
    if entity.policy:
        return
    every, slug = policies(site), entity.slug
    own = (
        m
        for m in every
        if slug in {m.entity.country, *m.policy.names, *reach(m.policy.targets, site)}
    )
    apart = bool(question(site).title)  # rules on single shipments stand in a section of their own
    here = (m for m in every if slug in reach(m.policy.covers, site))
    covering = (m for m in here if not (apart and m.control))
    found = covering if _material(entity, site) else own
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
    return render("names.md", site, INDEX, head=head, groups=groups, total=len(known), sites=sites)


def _groups(site: Publication) -> Iterator[Group]:
    types, role = site.catalogue.vocabulary.types, site.catalogue.vocabulary.role
    for key, word in sorted(types.items(), key=lambda pair: _ORDER.get(role(pair[0]), 1)):
        found = [e for e in site.catalogue.entities.values() if e.type == key]
        found.sort(key=lambda entity: entity.name.casefold())
        few = [e for e in found if site.address_of(e).startswith(INDEX)]
        names = [(e, len(_stories(e, site))) for e in found if e not in few]
        others = [(e, bare(e.body), _stories(e, site)) for e in few]
        if found:
            heading = f"{word.many[:1].upper()}{word.many[1:]}"
            yield Group(heading, tuple(names), tuple(others))
