"""Numbers whose values are of plants: what each makes now, what it could make, and its targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing_room.catalogue.numbers import ACTUAL
from briefing_room.publish.key_numbers import NumberToday
from briefing_room.publish.publication import Publication
from briefing_room.publish.values import ValueToday
from briefing_room.publish.views.sites import CapacityLine, FacilityToday, facilities

_MIN_SHARE = 0.5  # of the values of a number that must be of plants


class Plant(NamedTuple):
    """A plant with its values of a number, and its ``row`` in the list of mines and plants, if any.

    ``name`` is that of the row, or the place as the values give it.
    """

    name: str
    row: FacilityToday | None
    capacity: tuple[ValueToday, ...]
    targets: tuple[ValueToday, ...]

    @property
    def made(self) -> tuple[CapacityLine, ...]:
        """The amounts that its row says it has made."""
        return tuple(line for line in self.row.lines if line.kind == "made") if self.row else ()


def plants(item: NumberToday, site: Publication) -> tuple[Plant, ...]:
    """The plants of a number: totals first, then by status, from running to planned.

    Empty if most values are not of plants, or none of them is a plan.
    """
    if not item.number.listed_by or all(row.value.kind == ACTUAL for row in item.values):
        return ()
    facility_by_anchor = {row.value.anchor: _facility_of(row, site) for row in item.values}
    if sum(map(bool, facility_by_anchor.values())) < _MIN_SHARE * len(item.values):
        return ()
    facility_by_place = {
        row.value.place: facility_by_anchor[row.value.anchor] for row in reversed(item.values)
    }
    groups: dict[str, list[ValueToday]] = {}
    for row in item.values:
        place = row.value.place or row.distinction
        facility = facility_by_anchor[row.value.anchor] or facility_by_place[row.value.place]
        groups.setdefault(facility.name if facility else place, []).append(row)
    by_name = {facility.name: facility for facility in facility_by_anchor.values() if facility}
    rows = [_plant(name, group, by_name.get(name)) for name, group in groups.items()]
    statuses = list(site.catalogue.vocabulary.site_statuses)
    return tuple(sorted(rows, key=lambda plant: _rank(plant, statuses)))


def _facility_of(row: ValueToday, site: Publication) -> FacilityToday | None:
    """The facility whose row gives the amount of a value, from one of the same passages."""
    amount, cites = row.value.text, {*row.value.cites}
    for facility in facilities(site):
        for line in facility.facility.capacity:
            if line.text == amount and not cites.isdisjoint(line.cites):
                return facility
    return None


def _plant(name: str, rows: Sequence[ValueToday], facility: FacilityToday | None) -> Plant:
    capacity = tuple(row for row in rows if row.value.kind == ACTUAL)
    return Plant(name, facility, capacity, tuple(row for row in rows if row not in capacity))


def _rank(plant: Plant, statuses: Sequence[str]) -> int:
    """A sort key: the status of its site; without one, first if it has a capacity, else last."""
    status = plant.row.facility.status if plant.row else None
    if status:
        return statuses.index(status.value)
    return -1 if plant.capacity else len(statuses)
