"""The page of mines and plants: a map and a list, also as data."""

from __future__ import annotations

import cmath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity
from briefing_room.publish.changes import changes_of_section
from briefing_room.publish.facilities import FacilityToday, facilities
from briefing_room.publish.marks import Marks
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, as_csv, render
from briefing_room.publish.views.shipping import shipping_question
from briefing_room.publish.words import upper_initial

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
_HALF_EDGES = (0, 417, 1000)  # the map has two halves, one above the other on a phone
_HEIGHT = 394


def view(publication: Publication) -> Mapping[str, str]:
    """Render the page with the map and the list, the map itself, and the list as data."""
    rows, title = facilities(publication), publication.catalogue.vocabulary.title_of("sites")
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
        publication,
        PAGE,
        head=head,
        edges=_HALF_EDGES,
        height=_HEIGHT,
        pins=pins,
        changed=changes_of_section(publication, "sites"),
        labels=pin_labels(pins),
        sites=title,
        origin=shipping_question(publication).origin,
        kinds=[(kind, tuple(group)) for kind, group in groupby(rows, key=lambda row: row.kinds)],
        rows=rows,
        goods=_good_options(rows, publication),
        looks={
            look: dict.fromkeys(row.status.partition(",")[0] for row in rows if row.look == look)
            for look in _LOOKS
        },
        marks=Marks(publication),
    )
    world = files("briefing_room.data").joinpath("world.svg").read_text("utf-8")
    return {PAGE: page, _WORLD: world, "data/sites.csv": as_csv(_COLUMNS, _csv_rows(rows))}


def _good_options(rows: Iterable[FacilityToday], publication: Publication) -> list[Entity]:
    """The materials that the filter offers: groups first, then by name."""
    entities = publication.catalogue.entities
    groups = {slug for entity in entities.values() for slug in entity.part_of}
    slugs = {slug for row in rows for slug in row.goods | row.possible_goods}
    goods = (entities[slug] for slug in slugs & entities.keys())
    return sorted(goods, key=lambda good: (good.slug not in groups, good.name.casefold()))


_COLUMNS = "name kind stage place owners status as_of capacity latitude longitude passages"


def _csv_rows(rows: Iterable[FacilityToday]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        position, owners = row.facility.coordinates, "; ".join(name for name, _ in row.owners)
        amounts = " | ".join(f"{line.kind} {line.wording}" for line in row.lines)
        yield (
            *(row.name, row.kind, row.stage, row.place.name, owners, row.status, row.as_of),
            *(amounts, position and position.lat, position and position.lon, " ".join(row.cites)),
        )


class Pin(NamedTuple):
    """A site on the map.  Its pin stands beside its ``place`` if another pin covers that."""

    facility: FacilityToday
    place: complex  # x and y in units of the map
    spot: complex  # of the pin


def _place_pins(rows: Iterable[FacilityToday]) -> Iterator[Pin]:
    """Yield a pin for each site with coordinates, at the nearest position that is free."""
    taken = list[complex]()
    offsets = [
        cmath.rect(_MIN_PIN_DISTANCE * ring / 2, turn * cmath.pi / 6)
        for ring in range(20)
        for turn in range(12)
    ]
    for row in rows:
        if coordinates := row.facility.coordinates:
            east, south = coordinates.lon - _WEST, _NORTH - coordinates.lat
            place = _UNITS_PER_DEGREE * complex(east, south)
            free = (
                place + offset
                for offset in offsets
                if all(abs(place + offset - spot) >= _MIN_PIN_DISTANCE for spot in taken)
            )
            taken.append(next(free, place))
            yield Pin(row, place, taken[-1])


_Box = tuple[float, float, float, float]  # left, top, right, bottom


class PinLabel(NamedTuple):
    """The name beside a pin; its text begins at ``x``, or ends there."""

    text: str
    x: float
    y: float
    ends_at_x: bool

    @property
    def box(self) -> _Box:
        """The room that it takes on the map."""
        width = _LETTER_WIDTH * len(self.text)
        left = self.x - width if self.ends_at_x else self.x
        return left, self.y - 6, left + width, self.y + 6


def pin_labels(pins: Sequence[Pin]) -> Mapping[str, PinLabel]:
    """The names that have room on the map, by the anchors of their sites.

    What runs is named first; each name is shown once, and covers no pin and no other name.
    """
    labels: dict[str, PinLabel] = {}
    boxes = [(p.spot.real - 6, p.spot.imag - 5, p.spot.real + 6, p.spot.imag + 5) for p in pins]
    for row, _, spot in sorted(pins, key=lambda pin: _LOOKS.index(pin.facility.look)):
        place_name = () if row.place.name == row.country else (row.place.name,)
        name = min((row.name, *place_name), key=len)
        if len(name) > _MAX_LABEL_LETTERS or any(name == label.text for label in labels.values()):
            continue
        right_of_pin = PinLabel(name, spot.real + 9, spot.imag, ends_at_x=False)
        left_of_pin = PinLabel(name, spot.real - 9, spot.imag, ends_at_x=True)
        for label in (right_of_pin, left_of_pin):
            box = label.box
            if _is_in_one_half(box) and not any(_overlap(box, other) for other in boxes):
                boxes.append(box)
                labels[row.anchor] = label
                break
    return labels


def _is_in_one_half(box: _Box) -> bool:
    west, middle, east = _HALF_EDGES
    return west < box[0] and box[2] < east and (box[2] < middle or box[0] > middle)


def _overlap(box: _Box, other: _Box) -> bool:
    overlap_across = box[0] < other[2] and other[0] < box[2]
    return overlap_across and box[1] < other[3] and other[1] < box[3]
