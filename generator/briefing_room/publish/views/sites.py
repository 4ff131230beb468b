"""Mines and plants: where they are, who owns them, their status and capacity; map and list."""

from __future__ import annotations

import cmath
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

from markdown.extensions.toc import slugify

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.rows import Capacity, Site
from briefing_room.publish.changes import changes_of_section
from briefing_room.publish.marks import Marks
from briefing_room.publish.provenance import source_access
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, as_csv, render
from briefing_room.publish.shipping import shipped_forms
from briefing_room.publish.statuses import OLD_REPORT_DAYS
from briefing_room.publish.views.shipping import shipping_question
from briefing_room.publish.words import upper_initial
from briefing_room.text.periods import period_in_words

PAGE = "sites.md"
_WORLD = "data/world.svg"
_MIN_PIN_DISTANCE = 14  # in units of the map
_LOOKS = ("full", "half", "ring", "")  # of pins, from running to planned
_MAX_LABEL_LETTERS = 18
_LETTER_WIDTH = 5.4  # in units of the map
# The projection of data/world.svg: its corner in degrees, its size in units.
_WEST = -180
_NORTH = 84
_UNITS_PER_DEGREE = 2.777778
_HALF_EDGES = (0, 417, 1000)  # the map is shown in two halves, one above the other on a phone
_HEIGHT = 394


class CapacityLine(NamedTuple):
    """An amount for readers: its kind, such as "made" or "target", its wording and passages."""

    kind: str
    wording: str
    cites: tuple[str, ...]


class FacilityToday(NamedTuple):
    """A mine or plant and its place, with ``kind`` and ``status`` in words for readers.

    ``state_class`` is the status as style sheets and filters know it.
    """

    facility: Site
    place: Entity
    kind: str
    kinds: str  # the plural of ``kind``
    stage: str
    status: str
    state_class: str
    look: str  # of its pin, one of ``_LOOKS``
    owners: tuple[tuple[str, str], ...]  # name, and the file of its page or ""
    lines: tuple[CapacityLine, ...]  # output, capacity and targets
    country: str = ""
    old: bool = False  # last reported over a year ago
    access_note: str = ""  # how the sources of its status were read
    goods: frozenset[str] = frozenset()  # slugs of those that its names and amounts mention
    possible_goods: frozenset[str] = frozenset()  # those its stage makes, if it names none

    @property
    def name(self) -> str:
        """Its name, as people wrote it."""
        return self.facility.name

    @property
    def anchor(self) -> str:
        """The anchor of its row in the list."""
        return f"site-{slugify(self.name, '-')}"

    @property
    def as_of(self) -> str:
        """The period of its status in words, or "" if none is given."""
        status = self.facility.status
        return period_in_words(status.as_of.text) if status and status.as_of else ""

    @property
    def status_note(self) -> str:
        """The period of its status, with a note if it is old or was not read at its source."""
        age = "over a year ago" if self.old else ""
        return ", ".join(filter(None, (self.as_of, age, self.access_note)))

    @property
    def cites(self) -> tuple[str, ...]:
        """All passages that its row rests on."""
        status_cites = self.facility.status.cites if self.facility.status else ()
        return tuple(
            dict.fromkeys((*status_cites, *(cite for line in self.lines for cite in line.cites)))
        )


def _capacity_line(capacity: Capacity, site: Publication) -> CapacityLine:
    """An amount in words; a target whose period is over becomes a past target."""
    past = capacity.kind == "target" and capacity.period and capacity.period.end < site.as_of
    material = (
        f" of {capacity.thing}" if capacity.thing and capacity.thing not in capacity.text else ""
    )
    period = f" ({period_in_words(capacity.period.text)})" if capacity.period else ""
    if capacity.period and capacity.period.is_limit:
        period = f", {period_in_words(capacity.period.text)}"
    access = source_access(capacity.cites, site).wording
    note = "".join(f"; {words}" for words in (capacity.note, access) if words)
    wording = f"{capacity.text}{material}{period}{note}"
    return CapacityLine("past target" if past else capacity.kind, wording, capacity.cites)


@lru_cache(maxsize=2)
def facilities(site: Publication) -> tuple[FacilityToday, ...]:
    """Every mine and plant, by kind and then by status, both in the order of the vocabulary.

    Those that rest only on missing seeds are left out.
    """
    kinds = list(site.catalogue.vocabulary.site_kinds)
    names = site.catalogue.entities.values()
    rows = [_facility_today(row, place, site) for place in names for row in place.sites]
    supported = [row for row in rows if not row.cites or any(map(site.project.resolve, row.cites))]
    steps = [*site.catalogue.vocabulary.site_statuses, ""]

    def sort_key(row: FacilityToday) -> tuple[int, int, str]:
        step = row.facility.status.value if row.facility.status else ""
        return kinds.index(row.facility.kind), steps.index(step), row.name.casefold()

    return tuple(sorted(supported, key=sort_key))


def _facility_today(facility: Site, place: Entity, site: Publication) -> FacilityToday:
    vocabulary = site.catalogue.vocabulary
    kind = vocabulary.site_kinds[facility.kind]
    status_key = facility.status.value if facility.status else ""
    entities = site.catalogue.entities
    owners = tuple(
        (entities[owner].name, entities[owner].path) if owner in entities else (owner, "")
        for owner in facility.owners
    )
    status_word = vocabulary.site_statuses.get(status_key)
    status, look = (
        (status_word.singular, status_word.role) if status_word else ("status not given", "")
    )
    reported = facility.status.as_of if facility.status else None
    country = (
        place if vocabulary.role(place.type) == "country" else entities.get(place.country or "")
    )
    goods, goods_of_stage = _goods_of(facility, place, site), _goods_of_stage(kind.role, site)
    return FacilityToday(
        *(facility, place, kind.singular, kind.plural, kind.role),
        *(status, status_key.replace(" ", "-"), look, owners),
        tuple(_capacity_line(capacity, site) for capacity in facility.capacity),
        country.name if country else "",
        old=reported is not None and (site.as_of - reported.end).days > OLD_REPORT_DAYS,
        access_note=source_access(facility.status.cites, site).wording if facility.status else "",
        goods=goods,
        possible_goods=goods_of_stage if goods.isdisjoint(goods_of_stage) else frozenset(),
    )


def _goods_of(facility: Site, place: Entity, site: Publication) -> frozenset[str]:
    """The materials that its name and amounts name, with the groups that these belong to.

    The role of the place counts as well if it has no other site.
    """
    role = place.role if len(place.sites) == 1 else ""
    words = (facility.name, role or "", *(capacity.thing or "" for capacity in facility.capacity))
    entities, vocabulary = site.catalogue.entities, site.catalogue.vocabulary
    slugs = {
        slug
        for slug in site.catalogue.slugs_in(". ".join(words))
        if vocabulary.role(entities[slug].type) == "material"
    }
    return frozenset(slugs.union(*(entities[slug].part_of for slug in slugs)))


@lru_cache(maxsize=32)
def _goods_of_stage(stage: str, site: Publication) -> frozenset[str]:
    """The materials that a stage makes, by the last word of their names: "NdFeB magnets"."""
    form, role = shipped_forms(site).get(stage), site.catalogue.vocabulary.role
    materials = (e for e in site.catalogue.entities.values() if role(e.type) == "material")
    return frozenset(e.slug for e in materials if form in {name.split()[-1] for name in e.names})


def _good_choices(rows: Iterable[FacilityToday], site: Publication) -> list[Entity]:
    """The materials to choose from in the list: groups first, then by name."""
    groups = {slug for entity in site.catalogue.entities.values() for slug in entity.part_of}
    slugs = {
        slug for row in rows for slug in row.goods | row.possible_goods
    } & site.catalogue.entities.keys()
    goods = (site.catalogue.entities[slug] for slug in slugs)
    return sorted(goods, key=lambda good: (good.slug not in groups, good.name.casefold()))


def facilities_of(entity: Entity, site: Publication) -> tuple[FacilityToday, ...]:
    """The mines and plants of a place, of an owner, or in a country."""
    return tuple(
        row
        for row in facilities(site)
        if entity.slug in (row.place.slug, row.place.country, *row.facility.owners)
    )


# --- The map and the list ------------------------------------------------------------------------


def view(site: Publication) -> Mapping[str, str]:
    """Render the page with the map and the list, the map itself, and the list as data."""
    rows, title = facilities(site), site.catalogue.vocabulary.title_of("sites")
    pins = tuple(_place_pins(rows))
    head = Head(
        upper_initial(title.plural),
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
        edges=_HALF_EDGES,
        height=_HEIGHT,
        pins=pins,
        changed=changes_of_section(site, "sites"),
        labels=labels(pins),
        sites=title,
        origin=shipping_question(site).origin,
        kinds=[(kind, tuple(group)) for kind, group in groupby(rows, key=lambda row: row.kinds)],
        rows=rows,
        goods=_good_choices(rows, site),
        looks={
            look: dict.fromkeys(row.status.partition(",")[0] for row in rows if row.look == look)
            for look in _LOOKS
        },
        marks=Marks(site),
    )
    world = files("briefing_room.data").joinpath("world.svg").read_text("utf-8")
    return {PAGE: page, _WORLD: world, "data/sites.csv": as_csv(_COLUMNS, _csv_rows(rows))}


_COLUMNS = "name kind stage place owners status as_of capacity latitude longitude passages"


def _csv_rows(rows: Iterable[FacilityToday]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        position, owners = row.facility.coordinates, "; ".join(name for name, _ in row.owners)
        amounts = " | ".join(f"{line.kind} {line.wording}" for line in row.lines)
        yield (
            *(row.name, row.kind, row.stage, row.place.name, owners, row.status, row.as_of),
            *(amounts, position and position.lat, position and position.lon, " ".join(row.cites)),
        )


def _place_pins(rows: Iterable[FacilityToday]) -> Iterator[tuple[FacilityToday, complex, complex]]:
    """Yield each row with coordinates, its position on the map, and the position of its pin.

    A pin that would cover another moves to the nearest free position.
    """
    pins = list[complex]()
    offsets = [
        cmath.rect(_MIN_PIN_DISTANCE * ring / 2, turn * cmath.pi / 6)
        for ring in range(20)
        for turn in range(12)
    ]
    for row in rows:
        if coordinates := row.facility.coordinates:
            east, south = coordinates.lon - _WEST, _NORTH - coordinates.lat
            position = _UNITS_PER_DEGREE * complex(east, south)
            free = (
                position + offset
                for offset in offsets
                if all(abs(position + offset - pin) >= _MIN_PIN_DISTANCE for pin in pins)
            )
            pins.append(next(free, position))
            yield row, position, pins[-1]


Pin = tuple[FacilityToday, complex, complex]


def labels(pins: Iterable[Pin]) -> Mapping[str, tuple[str, float, float, bool]]:
    """The names that have room on the map, by anchor: words, x, y, and whether they end at x.

    What runs is named first; each name is shown once, and covers no pin and no other name.
    """
    placed: dict[str, tuple[str, float, float, bool]] = {}
    all_pins, middle = list(pins), _HALF_EDGES[1]
    boxes = [(spot.real - 6, spot.imag - 5, spot.real + 6, spot.imag + 5) for *_, spot in all_pins]
    for row, _, spot in sorted(all_pins, key=lambda pin: _LOOKS.index(pin[0].look)):
        place = () if row.place.name == row.country else (row.place.name,)
        name = min((row.name, *place), key=len)
        if len(name) > _MAX_LABEL_LETTERS or any(name == label for label, *_ in placed.values()):
            continue
        width = _LETTER_WIDTH * len(name)
        for x, left, before in (
            (spot.real + 9, spot.real + 9, False),
            (spot.real - 9, spot.real - 9 - width, True),
        ):
            box = (left, spot.imag - 6, left + width, spot.imag + 6)
            inside = left > 0 and box[2] < _HALF_EDGES[2] and (box[2] < middle or left > middle)
            if inside and not any(_overlap(box, other) for other in boxes):
                boxes.append(box)
                placed[row.anchor] = (name, x, spot.imag, before)
                break
    return placed


_Box = tuple[float, float, float, float]


def _overlap(box: _Box, other: _Box) -> bool:
    overlap_across = box[0] < other[2] and other[0] < box[2]
    return overlap_across and box[1] < other[3] and other[1] < box[3]
