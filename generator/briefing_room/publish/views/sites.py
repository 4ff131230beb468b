"""What stands at places: where, whose, what it is today and can make; the map and the list."""

from __future__ import annotations

import cmath
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

from markdown.extensions.toc import slugify

from briefing_room.catalogue.entries import Capacity, Entity, Site
from briefing_room.publish.changes import changes_of_section
from briefing_room.publish.passages import Marks
from briefing_room.publish.provenance import source_access
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, as_csv, render
from briefing_room.publish.statuses import OLD
from briefing_room.publish.views.shipping import question
from briefing_room.text.months import when

PAGE, _WORLD = "sites.md", "data/world.svg"
_APART = 14  # units between two marks
_LOOKS = ("full", "half", "ring", "")  # of marks, by how much runs
_NAMED, _LETTER = 18, 5.4  # letters of a name on the map at most, and how wide one is
# The map, as data/world.svg says: its corner in degrees, its units, and where on a narrow
# screen its halves meet.
_WEST, _NORTH, _SCALE, _EDGES, _HEIGHT = -180, 84, 2.777778, (0, 417, 1000), 394


class CapacityLine(NamedTuple):
    """An amount as readers meet it: what it is, such as made or target, its words, its passages."""

    kind: str
    words: str
    cites: tuple[str, ...]


class SiteToday(NamedTuple):
    """A site with the page of its place; ``owners`` are entities where known.

    ``kind`` and ``status`` are words for readers, ``css`` is the status for the filter.
    """

    site: Site
    place: Entity
    kind: str
    kinds: str  # the same of several
    stage: str
    status: str
    css: str
    look: str  # of its mark: full, half, ring or ""
    owners: tuple[tuple[str, str], ...]  # name, and the file of its page or ""
    lines: tuple[CapacityLine, ...]  # what it made, can make or is to make
    country: str = ""
    old: bool = False  # last told over a year ago
    hand: str = ""  # how what tells its status was read

    @property
    def anchor(self) -> str:
        """Return its address in the list of sites."""
        return f"site-{slugify(self.site.name, '-')}"

    @property
    def as_of(self) -> str:
        """Of when the status is, in words."""
        told = self.site.status
        return when(told.as_of.text) if told and told.as_of else ""

    @property
    def told(self) -> str:
        """Of when the status is, and that this is long ago where it is."""
        old = "over a year ago" if self.old else ""
        return ", ".join(filter(None, (self.as_of, old, self.hand)))

    @property
    def cites(self) -> tuple[str, ...]:
        """The addresses of all passages that its row rests on."""
        told = self.site.status.cites if self.site.status else ()
        return tuple(dict.fromkeys((*told, *(cite for line in self.lines for cite in line.cites))))


def _line(capacity: Capacity, as_of: dt.date) -> CapacityLine:
    """Return an amount; a target whose time is over is a past one."""
    past = capacity.kind == "target" and capacity.period and capacity.period.end < as_of
    of = f" of {capacity.of}" if capacity.of and capacity.of not in capacity.text else ""
    period = f" ({when(capacity.period.text)})" if capacity.period else ""
    if capacity.period and capacity.period.until:
        period = f", {when(capacity.period.text)}"
    note = f"; {capacity.note}" if capacity.note else ""
    words = f"{capacity.text}{of}{period}{note}"
    return CapacityLine("past target" if past else capacity.kind, words, capacity.cites)


@lru_cache(maxsize=2)
def sites(site: Publication) -> tuple[SiteToday, ...]:
    """Return every site, in the order of the vocabulary's kinds, what runs before what is planned.

    What rests only on seeds that are not there is left out.
    """
    kinds = list(site.catalogue.vocabulary.site_kinds)
    names = site.catalogue.entities.values()
    found = [_today(one, place, site) for place in names for one in place.sites]
    here = [one for one in found if not one.cites or any(map(site.project.resolve, one.cites))]
    steps = [*site.catalogue.vocabulary.site_statuses, ""]

    def order(one: SiteToday) -> tuple[int, int, str]:
        step = one.site.status.value if one.site.status else ""
        return kinds.index(one.site.kind), steps.index(step), one.site.name.casefold()

    return tuple(sorted(here, key=order))


def _today(one: Site, place: Entity, site: Publication) -> SiteToday:
    words = site.catalogue.vocabulary
    kind = words.site_kinds[one.kind]
    told = one.status.value if one.status else ""
    known = site.catalogue.entities
    owners = tuple(
        (known[owner].name, known[owner].path) if owner in known else (owner, "")
        for owner in one.owners
    )
    word = words.site_statuses.get(told)
    status, look = (word.one, word.role) if word else ("status not given", "")
    on = one.status.as_of if one.status else None
    css = told.replace(" ", "-")
    country = place if words.role(place.type) == "country" else known.get(place.country or "")
    return SiteToday(
        *(one, place, kind.one, kind.many, kind.role, status, css, look, owners),
        tuple(_line(capacity, site.as_of) for capacity in one.capacity),
        country.name if country else "",
        old=on is not None and (site.as_of - on.end).days > OLD,
        hand=source_access(one.status.cites, site).words if one.status else "",
    )


def sites_of(entity: Entity, site: Publication) -> tuple[SiteToday, ...]:
    """Return the sites of a place, of an owner, or in a country."""
    return tuple(
        one
        for one in sites(site)
        if entity.slug in (one.place.slug, one.place.country, *one.site.owners)
    )


# --- The map and the list ------------------------------------------------------------------------


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of the map, and its list as data."""
    found, called = sites(site), site.catalogue.vocabulary.called("sites")
    pins = tuple(_pins(found))
    head = Head(
        f"{called.many[:1].upper()}{called.many[1:]}",
        "Where they are, who owns them, and whether they run or are planned.",
        "map",
        "sites",
        search=True,
        scripts=("filter.js",),
    )
    page = render(
        "sites.md",
        site,
        PAGE,
        head=head,
        edges=_EDGES,
        height=_HEIGHT,
        pins=pins,
        changed=changes_of_section(site, "sites"),
        labels=labels(pins),
        sites=called,
        main=main.name if (main := site.catalogue.entities.get(question(site).origin)) else "",
        kinds=[(kind, tuple(own)) for kind, own in groupby(found, key=lambda one: one.kinds)],
        found=found,
        looks={
            look: dict.fromkeys(one.status.partition(",")[0] for one in found if one.look == look)
            for look in _LOOKS
        },
        marks=Marks(site),
    )
    world = files("briefing_room.data").joinpath("world.svg").read_text("utf-8")
    return {PAGE: page, _WORLD: world, "data/sites.csv": as_csv(_COLUMNS, _rows(found))}


_COLUMNS = "name kind stage place owners status as_of capacity latitude longitude passages"


def _rows(found: Iterable[SiteToday]) -> Iterator[tuple[object, ...]]:
    for one in found:
        at, owners = one.site.coordinates, "; ".join(name for name, _ in one.owners)
        amounts = " | ".join(f"{line.kind} {line.words}" for line in one.lines)
        yield (
            *(one.site.name, one.kind, one.stage, one.place.name, owners, one.status, one.as_of),
            *(amounts, at and at.lat, at and at.lon, " ".join(one.cites)),
        )


def _pins(found: Iterable[SiteToday]) -> Iterator[tuple[SiteToday, complex, complex]]:
    """Yield the sites whose place is known, with where on the map that is and where its mark is.

    One that would cover another stands beside it, as near as there is room.
    """
    taken = list[complex]()
    around = [
        cmath.rect(_APART * n / 2, turn * cmath.pi / 6) for n in range(20) for turn in range(12)
    ]
    for one in found:
        if where := one.site.coordinates:
            at = _SCALE * complex(where.lon - _WEST, _NORTH - where.lat)
            room = (at + far for far in around if all(abs(at + far - o) >= _APART for o in taken))
            taken.append(next(room, at))
            yield one, at, taken[-1]


Pin = tuple[SiteToday, complex, complex]


def labels(pins: Iterable[Pin]) -> Mapping[str, tuple[str, float, float, bool]]:
    """Return the names that have room on the map: words, place, and whether they end there.

    What runs is named first; a name covers no mark and no other name.
    """
    found: dict[str, tuple[str, float, float, bool]] = {}
    every = list(pins)
    boxes = [(at.real - 6, at.imag - 5, at.real + 6, at.imag + 5) for *_, at in every]
    for one, _, at in sorted(every, key=lambda pin: _LOOKS.index(pin[0].look)):
        place = () if one.place.name == one.country else (one.place.name,)
        name = min((one.site.name, *place), key=len)
        wide = _LETTER * len(name)
        for before in (False, True):
            left = at.real - 9 - wide if before else at.real + 9
            box = (left, at.imag - 6, left + wide, at.imag + 6)
            half = _EDGES[1]
            inside = left > 0 and box[2] < _EDGES[2] and (box[2] < half or left > half)
            if len(name) <= _NAMED and inside and not any(_meet(box, other) for other in boxes):
                boxes.append(box)
                found[one.anchor] = (name, at.real - 9 if before else at.real + 9, at.imag, before)
                break
    return found


_Box = tuple[float, float, float, float]


def _meet(one: _Box, other: _Box) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]
