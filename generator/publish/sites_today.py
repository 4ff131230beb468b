"""What stands at places as people noted it: where, whose, what they are today and can make."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from markdown.extensions.toc import slugify

from generator.catalogue.entries import Entity
from generator.catalogue.sites import Capacity, Site
from generator.publish.publication import Publication
from generator.publish.words import spoken


class SiteToday(NamedTuple):
    """A site with the page of its place; ``owners`` are entities where known.

    ``kind`` and ``status`` are words for readers, ``css`` is the status for the theme.
    """

    site: Site
    place: Entity
    kind: str
    kinds: str  # the same of several
    stage: str
    status: str
    css: str
    owners: tuple[tuple[str, str], ...]  # name, and the file of its page or ""

    @property
    def anchor(self) -> str:
        """Return its address in the list of sites."""
        return f"site-{slugify(self.site.name, '-')}"

    @property
    def as_of(self) -> str:
        """Return of when the status is, in words."""
        told = self.site.status
        return spoken(told.as_of.text) if told and told.as_of else ""

    @property
    def makes(self) -> tuple[str, ...]:
        """Return what it can make, a target never told as a fact."""
        return tuple(_made(capacity) for capacity in self.site.capacity)

    @property
    def cites(self) -> tuple[str, ...]:
        """Return the addresses of all passages that its row rests on."""
        told = self.site.status.cites if self.site.status else ()
        made = (cite for capacity in self.site.capacity for cite in capacity.cites)
        return tuple(dict.fromkeys((*told, *made)))


def _made(capacity: Capacity) -> str:
    kind = "" if capacity.kind == "actual" else f"{capacity.kind}: "
    of = f" of {capacity.of}" if capacity.of and capacity.of not in capacity.text else ""
    period = f" ({spoken(capacity.period.text)})" if capacity.period else ""
    note = f", {capacity.note}" if capacity.note else ""
    return f"{kind}{capacity.text}{of}{period}{note}"


@lru_cache(maxsize=2)
def sites(site: Publication) -> tuple[SiteToday, ...]:
    """Return every site, in the order of the vocabulary's kinds, then by name.

    What rests only on seeds that are not there is left out.
    """
    kinds = list(site.catalogue.vocabulary.site_kinds)
    found = [_today(one, place, site) for one, place in _rows(site) if _backed(one, site)]
    found.sort(key=lambda one: one.site.name.casefold())
    return tuple(sorted(found, key=lambda one: kinds.index(one.site.kind)))


def _rows(site: Publication) -> Iterator[tuple[Site, Entity]]:
    for entity in site.catalogue.entities.values():
        for one in entity.sites:
            yield one, entity


def _backed(one: Site, site: Publication) -> bool:
    cites = one.status.cites if one.status else ()
    made = (cite for capacity in one.capacity for cite in capacity.cites)
    every = (*cites, *made)
    return not every or any(site.project.resolve(cite) for cite in every)


def _today(one: Site, place: Entity, site: Publication) -> SiteToday:
    words = site.catalogue.vocabulary
    kind = words.site_kinds[one.kind]
    told = one.status.value if one.status else ""
    known = site.catalogue.entities
    owners = tuple(
        (known[owner].name, known[owner].path) if owner in known else (owner, "")
        for owner in one.owners
    )
    status = words.site_statuses[told].one if told in words.site_statuses else "status not given"
    return SiteToday(
        one, place, kind.one, kind.many, kind.role, status, told.replace(" ", "-"), owners
    )


def sites_of(entity: Entity, site: Publication) -> tuple[SiteToday, ...]:
    """Return the sites of a place, of an owner, or in a country."""
    return tuple(
        one
        for one in sites(site)
        if entity.slug in (one.place.slug, one.place.country, *one.site.owners)
    )
