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
from generator.pages.escape import inline
from generator.publish.links import relative
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


def disputed_mark(found: Standing, origin: str) -> str:
    """Return the mark that stands where sources tell differently; who says what opens on it."""
    title = inline(found.measure.dispute or "").replace('"', "&quot;")
    return f'([accounts differ]({relative(origin, found.entity.path)} "{title}"))'


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
