"""The places that a text names: countries, regions, towns, mines and plants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.catalogue.geography import COUNTRIES, REGIONS
from generator.extract.amounts.sites import sites, world
from generator.model import Article

# Parts of the world that statistics speak of and that no country page stands for.
_REGIONS = re.compile(
    r"\b(?:(Europe(?:an Union|an)?|EU(?='s|\b))|(Southeast Asia)|(Africa)|(Latin America))\b"
)
_REGION_NAMES = ("Europe", "Southeast Asia", "Africa", "Latin America")


_NOT_THERE = re.compile(
    r"\b(?:(?:dependence|dependent|reliance|reliant) (?:up)?on |ex-|non-|"
    r"outside (?:of )?|excluding |other than |rest of |beyond )$",
    re.IGNORECASE,
)
_COMING_FROM = re.compile(r"-(?:origin|bound|backed|listed)\b")  # "Chinese-origin materials"
_OF_A_FIRM = re.compile(  # "Goldman Sachs Bank USA"
    r"\b(?:Bank|Group|Corp|Inc|Ltd|Resources|Metals|Minerals|Energy|Industry|Steel|Securities)\s$"
)
# "Defence Industry Europe" is an outlet.
_IN_A_NAME = re.compile(
    r"(?<![.!?]\s)\b(?!(?:In|Across|For|From|Outside|Eastern|Western|Northern|Southern|Central)\b)"
    r"[A-Z]\w+\s$"
)


class Place(NamedTuple):
    """A place that a text names at ``[start:end]``; ``wide`` is a country or a larger part."""

    name: str
    start: int
    end: int
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places that are known: those of the catalogue and those that one article names."""

    catalogue: Catalogue
    sites: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, article: Article, catalogue: Catalogue) -> Gazetteer:
        """Return the places that an article can name."""
        return cls(catalogue, sites(article.text, catalogue))

    def places(self, text: str) -> tuple[Place, ...]:
        """Return the places named in ``text`` in order, none overlapping another."""
        mentions = self.catalogue.find(text)
        entities = self.catalogue.entities
        own = [
            Place(self._called(m.entity), m.start, m.end, entities[m.entity].type == "country")
            for m in mentions
            if entities[m.entity].type in {"country", "place"}
            and not _OF_A_FIRM.search(text[: m.start])
        ]
        own += [each for each in _parts_of_the_world(text) if each.start not in _starts(own)]
        spans = [*((m.start, m.end) for m in mentions), *((p.start, p.end) for p in own)]
        taken = {at for start, end in spans for at in range(start, end)}
        found = (*own, *_beside((*_sites(text, self.sites), *_world(text)), taken))
        kept = (
            each
            for each in found
            if not (_NOT_THERE.search(text[: each.start]) or _COMING_FROM.match(text, each.end))
        )
        return tuple(sorted(kept, key=lambda each: each.start))

    def _called(self, slug: str) -> str:
        """Return the name of a place, and the country it lies in: "Kuantan, Malaysia"."""
        entity = self.catalogue.entities[slug]
        land = self.catalogue.entities.get(entity.country or "")
        within = entity.type == "place" and land is not None and land.type == "country"
        return f"{entity.name}, {land.name}" if within and land else entity.name


def _starts(places: Iterable[Place]) -> set[int]:
    return {place.start for place in places}


def _beside(candidates: Iterable[Place], taken: set[int]) -> Iterator[Place]:
    """Yield the places that stand where no name stands yet, of two that overlap the first."""
    used = set(taken)
    for place in candidates:
        room = set(range(place.start, place.end))
        if used.isdisjoint(room):
            used |= room
            yield place


def _parts_of_the_world(text: str) -> Iterator[Place]:
    for match in _REGIONS.finditer(text):
        name = next(name for name, part in zip(_REGION_NAMES, match.groups(), strict=True) if part)
        if name == "Europe" and match[1] in {"European Union", "EU"}:
            name = "European Union"
        if not _IN_A_NAME.search(text[: match.start()]):
            yield Place(name, match.start(), match.end(), wide=True)


def _sites(text: str, names: frozenset[str]) -> Iterator[Place]:
    for name in sorted(names, key=lambda each: (-len(each), each)):
        for match in re.finditer(rf"\b{re.escape(name)}\b", text):
            yield Place(name, match.start(), match.end())


def _world(text: str) -> Iterator[Place]:
    for name, start, end in world(text):
        yield Place(name, start, end, wide=name.lower() in COUNTRIES | REGIONS)
