"""Numbers whose values are of plants: what each makes now, what it could make, and its targets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from briefing_room.catalogue.numbers import ACTUAL, TARGET
from briefing_room.publish.facilities import CapacityLine, FacilityToday, facilities
from briefing_room.publish.key_numbers import NumberToday
from briefing_room.publish.publication import Publication
from briefing_room.publish.values import ValueToday
from briefing_room.publish.words import join_with_and

_BUILT_LOOKS = ("full", "half")  # of the pins of plants that stand
_MAX_COUNTRIES = 4  # with an amount
_MIN_SHARE = 0.5  # of the values of a number that must be of plants


class Plant(NamedTuple):
    """A plant with its values of a number.

    Its ``facility`` is the entry in the list of mines and plants, ``None`` if it has none.
    """

    name: str  # of its facility; without one, the place as the values give it
    facility: FacilityToday | None
    capacity: tuple[ValueToday, ...]
    targets: tuple[ValueToday, ...]
    past_targets: tuple[ValueToday, ...] = ()  # those of the targets whose period is over
    also_in: str = ""  # the country that the number leaves out, if its amounts include it

    @property
    def stands(self) -> bool:
        """Whether it is known to have been built."""
        return bool(self.facility and self.facility.look in _BUILT_LOOKS)

    @property
    def made(self) -> tuple[CapacityLine, ...]:
        """The amounts that it has made, as its facility gives them."""
        lines = self.facility.lines if self.facility else ()
        return tuple(line for line in lines if line.kind == "made")


class PlantGroups(NamedTuple):
    """The plants of a number for readers, each group from running to planned."""

    current: tuple[Plant, ...]  # first what can be made, then what is to be, then no amount
    outdated: tuple[Plant, ...]  # nothing is known of them but a target or report that is over


def plant_groups(rows: Sequence[Plant]) -> PlantGroups:
    """Put the plants with an amount of today first, and those with none that still holds last."""
    outdated = [plant for plant in rows if _is_outdated(plant)]
    current = [plant for plant in rows if plant not in outdated]
    return PlantGroups(tuple(sorted(current, key=_amount_rank)), tuple(outdated))


def _is_outdated(plant: Plant) -> bool:
    ahead = set(plant.targets) - set(plant.past_targets)
    return bool(plant.facility and not (plant.facility.look or plant.capacity or ahead))


def _amount_rank(plant: Plant) -> int:
    if plant.also_in:
        return 2
    return 0 if plant.capacity or plant.made else 1 if plant.targets else 2


def amounts_by_country(rows: Sequence[Plant]) -> list[tuple[str, str]]:
    """What the plants that stand can make, by country, the largest amount first.

    The last line names the countries of those that publish no amount.
    """
    by_country: dict[str, list[tuple[float, str]]] = {}
    for plant in rows:
        if not (plant.facility and plant.stands and plant.facility.country) or plant.also_in:
            continue
        amounts = by_country.setdefault(plant.facility.country, [])
        if plant.capacity:
            row = plant.capacity[0]
            amounts.append((row.quantity.high, f"{row.value.text} ({plant.name})"))
    with_amount = sorted(
        (entry for entry in by_country.items() if entry[1]),
        key=lambda entry: (-sum(amount for amount, _ in entry[1]), entry[0]),
    )
    lines = [(country, ", ".join(words for _, words in own)) for country, own in with_amount]
    silent = sorted(by_country.keys() - dict(with_amount).keys())
    if lines and silent:
        return [*lines[:_MAX_COUNTRIES], ("No capacity published", join_with_and(silent))]
    return lines[:_MAX_COUNTRIES]


def plants(item: NumberToday, publication: Publication) -> tuple[Plant, ...]:
    """The plants of a number by status, from running to planned; capacities without one go first.

    Plants of its kind that have begun to work are listed even if no value gives an amount of them.

    Empty if most values are not of plants, or if all are measured values: then the number has no
    plan to compare with.
    """
    if not item.number.listed_by or all(row.value.kind == ACTUAL for row in item.values):
        return ()
    facility_by_anchor = {row.value.anchor: _facility_of(row, publication) for row in item.values}
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
    for facility in _without_value(item, facility_by_name.keys(), publication):
        values_by_name[facility.name], facility_by_name[facility.name] = [], facility
    found = [
        _plant(name, rows, facility_by_name[name], item.number.outside, publication)
        for name, rows in values_by_name.items()
    ]
    statuses = list(publication.catalogue.vocabulary.site_statuses)
    return tuple(sorted(found, key=lambda plant: _rank(plant, statuses)))


def _without_value(
    item: NumberToday, names: Collection[str], publication: Publication
) -> Iterator[FacilityToday]:
    """Yield the facilities of the kind of a number that have begun to work, but have no value."""
    statuses = publication.catalogue.vocabulary.site_statuses
    begun = list(takewhile(lambda status: statuses[status].role != "ring", statuses))
    for facility in facilities(publication):
        status, country = facility.facility.status, facility.place.country or facility.place.slug
        in_scope = facility.facility.kind == item.number.plants and country != item.number.outside
        if in_scope and status and status.value in begun and facility.name not in names:
            yield facility


def _facility_of(row: ValueToday, publication: Publication) -> FacilityToday | None:
    """The facility that has the amount of a value, from one of the same passages."""
    cites = {*row.value.cites}
    for facility in facilities(publication):
        for capacity in facility.facility.capacity:
            if capacity.text == row.value.text and not cites.isdisjoint(capacity.cites):
                return facility
    return None


def _plant(
    name: str,
    rows: Sequence[ValueToday],
    facility: FacilityToday | None,
    outside: str | None,
    publication: Publication,
) -> Plant:
    capacity = tuple(row for row in rows if row.value.kind == ACTUAL)
    targets = tuple(row for row in rows if row not in capacity)
    periods = ((row, row.value.period) for row in targets if row.value.kind == TARGET)
    past = tuple(row for row, period in periods if period and period.end < publication.as_of)
    is_mixed = facility and outside in publication.catalogue.slugs_in(facility.name)
    also_in = publication.catalogue.entities[outside].name if outside and is_mixed else ""
    return Plant(name, facility, capacity, targets, past, also_in)


def _rank(plant: Plant, statuses: Sequence[str]) -> int:
    """A sort key: the status of its site; without one, first if it has a capacity, else last."""
    status = plant.facility.facility.status if plant.facility else None
    if status:
        return statuses.index(status.value)
    return -1 if plant.capacity else len(statuses)
