"""The measures with their status on the day of the build, and where each can be read up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.catalogue.entries import Entity
from generator.catalogue.measures import Clause, Measure
from generator.catalogue.status import State, Status, of_mineral, status
from generator.catalogue.status_words import brief, sentence
from generator.pages.escape import inline, web_address
from generator.publish.links import relative, web
from generator.publish.publication import Publication
from generator.publish.words import listing

NAMED_BY_NUMBER = re.compile(r"(?:.*\s)?(?P<family>[A-Z][a-z]+) No\. (?P<rest>\d+ of \d{4})")


@dataclass(frozen=True, slots=True)
class Standing:
    """A measure, the page it is described on, and its status.

    ``narrowed`` means that the status is only of the parts that cover one mineral.
    """

    entity: Entity
    measure: Measure
    status: Status
    narrowed: bool = False

    @property
    def name(self) -> str:
        """Return the name as tables show it: "Announcement 18 of 2025" rather than the whole."""
        match = NAMED_BY_NUMBER.fullmatch(self.entity.name)
        return f"{match['family']} {match['rest']}" if match else self.entity.name

    @property
    def kind(self) -> str:
        """Return what kind of measure it is, in words."""
        return (self.measure.kind or "").replace("-", " ")

    @property
    def parts(self) -> tuple[tuple[Clause, Status], ...]:
        """Return the parts where they have different fates or are not all, else nothing."""
        apart = self.narrowed or self.status.state is State.MIXED
        return self.status.parts if apart else ()

    @property
    def begins(self) -> dt.date:
        """Return the first day known of it, for sorting; far off where there is none."""
        days = [self.measure.announced, self.measure.effective]
        return min((day for day in days if day), default=dt.date.max)

    def words(self) -> str:
        """Return the status in a few words; parts that differ are each told."""
        if not self.parts:
            return brief(self.status)
        return "; ".join(f"{clause.what}: {brief(part)}" for clause, part in self.parts)


@lru_cache(maxsize=4)
def standings(site: Publication) -> tuple[Standing, ...]:
    """Return every measure that imposes something, by the day it was announced."""
    found = (standing(entity, site) for entity in site.catalogue.entities.values())
    return tuple(sorted(filter(None, found), key=lambda s: (s.begins, s.entity.slug)))


def standing(entity: Entity, site: Publication) -> Standing | None:
    """Return the measure of an entity with its status, ``None`` where it imposes nothing."""
    if entity.measure is None:
        return None
    found = status(entity.measure, site.as_of, reach(entity, site))
    return Standing(entity, entity.measure, found) if found else None


def naming(mineral: str, site: Publication) -> tuple[Standing, ...]:
    """Return the measures that name a mineral, each with the status of the parts that cover it."""
    found = (item for item in standings(site) if mineral in item.measure.minerals)
    narrow = ((item, of_mineral(item.status, item.measure, mineral)) for item in found)
    return tuple(
        item if status is item.status else replace(item, status=status, narrowed=True)
        for item, status in narrow
    )


def reach(entity: Entity, site: Publication) -> dt.date | None:
    """Return how far the seeds behind an entity's page reach, ``None`` where none is dated."""
    seeds = (site.articles.get(source) for source in entity.sources)
    return max((a.sources_reach_to for a in seeds if a and a.sources_reach_to), default=None)


def link(entity: Entity, origin: str, text: str | None = None) -> str:
    """Return a link from the page ``origin`` to an entity's page."""
    return f"[{inline(text or entity.name)}]({relative(origin, entity.path)})"


def issuer(measure: Measure, site: Publication, origin: str) -> str:
    """Return a link from the page ``origin`` to who ordered a measure, or that none is given.

    An agreement or a dispute between states may have none, and nothing is missing then.
    """
    entity = site.catalogue.entities.get(measure.issuer or "")
    mutual = measure.kind in ("agreement", "dispute")
    return link(entity, origin) if entity else "—" if mutual else "not given"


@dataclass(frozen=True, slots=True)
class Source:
    """What backs a measure: a story of this site (``path``) or a page elsewhere (``address``)."""

    label: str
    path: str | None = None
    address: str | None = None

    def markdown(self, origin: str, text: str | None = None) -> str:
        """Return the link from the page ``origin``; its words or title say where it leads."""
        text = text or ("source" if self.path else f"source at {self.label}")
        target = relative(origin, self.path) if self.path else web_address(self.address)
        if not target:
            return inline(self.label)
        title = inline(self.label).replace('"', "&quot;")
        return f'[{inline(text)}]({target} "{title}")'

    def plain(self, site: Publication) -> str:
        """Return the address for data files: whole where the site knows its own."""
        if self.path:
            return site.settings.address + web(self.path)
        return self.address or self.label


def sources(entity: Entity, site: Publication, about: str | None = None) -> tuple[Source, ...]:
    """Return the sources of an entity's page, stories that name it or ``about`` first."""
    stories = site.by_seed
    ranked = sorted(entity.sources, key=lambda source: -_names(source, entity.slug, about, site))
    return tuple(
        Source(stories[source].title, path=stories[source].path)
        if source in stories
        else Source(_host(source), address=source)
        for source in ranked
        if source in stories or source.startswith(("http://", "https://"))
    )


def _names(source: str, slug: str, about: str | None, site: Publication) -> int:
    """Return how well a source serves: 3 names both, 2 the mineral, 1 the measure, 0 neither."""
    article = site.articles.get(source)
    if article is None:
        return -1
    named = _named(source, site)
    return 2 * (about in named) + (slug in named)


@lru_cache(maxsize=4096)
def _named(seed: str, site: Publication) -> frozenset[str]:
    article = site.articles[seed]
    return frozenset(site.catalogue.named(article.text, article.date))


def _host(address: str) -> str:
    return address.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")


def disputed_mark(found: Standing, origin: str) -> str:
    """Return the mark that stands beside a contested date; who says what opens on it."""
    title = inline(found.measure.dispute or "").replace('"', "&quot;")
    return f'([disputed]({relative(origin, found.entity.path)} "{title}"))'


def css(state: State) -> str:
    """Return the word by which the theme knows a state, such as ``in-force``."""
    return state.name.lower().replace("_", "-")


def together(names: Iterable[str]) -> list[str]:
    """Return names with those of one year made one: "Announcements 55 and 56 of 2025"."""
    numbers: dict[tuple[str, str], list[str]] = {}
    rest: list[str] = []
    for name in names:
        match = re.fullmatch(r"([A-Z][a-z]+) (\d+) of (\d{4})", name)
        if match:
            numbers.setdefault((match[1], match[3]), []).append(match[2])
        else:
            rest.append(name)
    joined = [
        f"{family}{'s' if len(found) > 1 else ''} {listing(found)} of {year}"
        for (family, year), found in numbers.items()
    ]
    return [*joined, *rest]


def told(found: Standing) -> Iterator[str]:
    """Yield the status of a measure as sentences, part by part where they differ."""
    if not found.parts:
        yield sentence(found.status)
        return
    yield from (of_part(clause, sentence(part)) for clause, part in found.parts)


def of_part(clause: Clause, words: str) -> str:
    """Return what a part orders, what is noted of it, and its status where that is its own."""
    note = f" ({clause.note})" if clause.note else ""
    what = f"{clause.what[:1].upper()}{clause.what[1:]}{note}"
    return f"{what}: {words[:1].lower()}{words[1:]}" if words else f"{what}."
