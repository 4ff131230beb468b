"""Numbers whose values are of plants: what each makes now, what it could make, and its targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing_room.catalogue.numbers import ACTUAL
from briefing_room.publish.facilities import CapacityLine, FacilityToday, facilities
from briefing_room.publish.key_numbers import NumberToday
from briefing_room.publish.publication import Publication
from briefing_room.publish.values import ValueToday

_MIN_SHARE = 0.5  # of the values of a number that must be of plants


class Plant(NamedTuple):
    """A plant with its values of a number.

    Its ``facility`` is the entry in the list of mines and plants, ``None`` if it has none.
    """

    name: str  # of its facility; without one, the place as the values give it
    facility: FacilityToday | None
    capacity: tuple[ValueToday, ...]
    targets: tuple[ValueToday, ...]

    @property
    def made(self) -> tuple[CapacityLine, ...]:
        """The amounts that it has made, as its facility gives them."""
        lines = self.facility.lines if self.facility else ()
        return tuple(line for line in lines if line.kind == "made")


def plants(item: NumberToday, site: Publication) -> tuple[Plant, ...]:
    """The plants of a number by status, from running to planned; capacities without one go first.

    Empty if most values are not of plants, or if all are measured values: then the number has no
    plan to compare with.
    """
    if not item.number.listed_by or all(row.value.kind == ACTUAL for row in item.values):
        return ()
    facility_by_anchor = {row.value.anchor: _facility_of(row, site) for row in item.values}
    if sum(map(bool, facility_by_anchor.values())) < _MIN_SHARE * len(item.values):
        return ()
    facility_by_place = {
        row.value.place: facility_by_anchor[row.value.anchor] for row in reversed(item.values)
    }
    facility_by_name: dict[str, FacilityToday | None] = {}
    values_by_name: dict[str, list[ValueToday]] = {}
    for row in item.values:
        facility = facility_by_anchor[row.value.anchor] or facility_by_place[row.value.place]
        name = facility.name if facility else row.value.place or row.distinction
        values_by_name.setdefault(name, []).append(row)
        facility_by_name[name] = facility_by_name.get(name) or facility
    found = [_plant(name, rows, facility_by_name[name]) for name, rows in values_by_name.items()]
    statuses = list(site.catalogue.vocabulary.site_statuses)
    return tuple(sorted(found, key=lambda plant: _rank(plant, statuses)))


def _facility_of(row: ValueToday, site: Publication) -> FacilityToday | None:
    """The facility that has the amount of a value, from one of the same passages."""
    cites = {*row.value.cites}
    for facility in facilities(site):
        for capacity in facility.facility.capacity:
            if capacity.text == row.value.text and not cites.isdisjoint(capacity.cites):
                return facility
    return None


def _plant(name: str, rows: Sequence[ValueToday], facility: FacilityToday | None) -> Plant:
    capacity = tuple(row for row in rows if row.value.kind == ACTUAL)
    return Plant(name, facility, capacity, tuple(row for row in rows if row not in capacity))


def _rank(plant: Plant, statuses: Sequence[str]) -> int:
    """A sort key: the status of its site; without one, first if it has a capacity, else last."""
    status = plant.facility.facility.status if plant.facility else None
    if status:
        return statuses.index(status.value)
    return -1 if plant.capacity else len(statuses)
