"""Numbers whose values are of plants: what each makes now, what it could make, and its targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing_room.catalogue.numbers import ACTUAL
from briefing_room.publish.key_numbers import NumberToday
from briefing_room.publish.publication import Publication
from briefing_room.publish.values import ValueToday
from briefing_room.publish.views.sites import CapacityLine, SiteToday, sites

_MIN_SHARE = 0.5  # of the values of a number that must be of sites


class Plant(NamedTuple):
    """A plant with the values of a number that are of it; ``site`` is its row, if there is one.

    ``name`` is that of the site, or the place as the values give it.
    """

    name: str
    site: SiteToday | None
    capacity: tuple[ValueToday, ...]
    targets: tuple[ValueToday, ...]

    @property
    def made(self) -> tuple[CapacityLine, ...]:
        """The amounts that its row says it has made."""
        return tuple(line for line in self.site.lines if line.kind == "made") if self.site else ()


def plants(item: NumberToday, site: Publication) -> tuple[Plant, ...]:
    """The plants of a number: totals first, then from running to planned, as sites are ordered.

    Empty if most values are not of sites, or none of them is a plan.
    """
    if not item.number.listed_by or all(row.value.kind == ACTUAL for row in item.values):
        return ()
    site_of = {row.value.anchor: _site_of(row, site) for row in item.values}
    if sum(map(bool, site_of.values())) < _MIN_SHARE * len(item.values):
        return ()
    at_place = {row.value.place: site_of[row.value.anchor] for row in reversed(item.values)}
    groups: dict[str, list[ValueToday]] = {}
    for row in item.values:
        place = row.value.place or row.distinction
        facility = site_of[row.value.anchor] or at_place[row.value.place]
        groups.setdefault(facility.site.name if facility else place, []).append(row)
    facilities = {facility.site.name: facility for facility in site_of.values() if facility}
    rows = [_plant(name, group, facilities.get(name)) for name, group in groups.items()]
    statuses = list(site.catalogue.vocabulary.site_statuses)
    return tuple(sorted(rows, key=lambda plant: _rank(plant, statuses)))


def _site_of(row: ValueToday, site: Publication) -> SiteToday | None:
    """The site whose row gives the amount of a value, from one of the same passages."""
    amount, cites = row.value.text, {*row.value.cites}
    for facility in sites(site):
        for line in facility.site.capacity:
            if line.text == amount and not cites.isdisjoint(line.cites):
                return facility
    return None


def _plant(name: str, rows: Sequence[ValueToday], facility: SiteToday | None) -> Plant:
    capacity = tuple(row for row in rows if row.value.kind == ACTUAL)
    return Plant(name, facility, capacity, tuple(row for row in rows if row not in capacity))


def _rank(plant: Plant, statuses: Sequence[str]) -> int:
    """A sort key: the status of its site; without one, first if it has a capacity, else last."""
    status = plant.site.site.status if plant.site else None
    if status:
        return statuses.index(status.value)
    return -1 if plant.capacity else len(statuses)
