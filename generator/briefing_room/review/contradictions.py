"""Find two pages of the catalogue that contradict each other on an amount, a status or an owner.

One page may call a mine "operating" and another one "closed".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.numbers import WITHDRAWN, Number, Value, quantities_contradict
from briefing_room.catalogue.rows import Site
from briefing_room.model import Finding
from briefing_room.verify.evidence import read_value


def contradictions(catalogue: Catalogue) -> Iterator[Finding]:
    """Find values and sites of two pages that cannot both be right.

    A value with a ``note``, which says why it differs, is not compared.
    """
    yield from _compare_values(catalogue)
    yield from _compare_sites(catalogue)


def _compare_values(catalogue: Catalogue) -> Iterator[Finding]:
    """Compare the values that one speaker gives for one thing, place and time on several pages."""
    comparable: defaultdict[tuple[object, ...], list[tuple[Number, Value]]] = defaultdict(list)
    for number in catalogue.numbers.values():
        for value in number.values:
            if value.thing and value.period and not value.note and value.kind != WITHDRAWN:
                comparable[value.speaker, number.unit, *value.counted_thing].append((number, value))
    for rows in comparable.values():
        for (number, value), (other_number, other) in combinations(rows, 2):
            amount = read_value(value.text, number.unit)
            other_amount = read_value(other.text, other_number.unit)
            if number is other_number or amount is None or other_amount is None:
                continue
            if quantities_contradict(amount, other_amount):
                place = f"{other_number.path}:{other.line}"
                yield _contradiction(number.path, value.line, value.text, other.text, place)


def _compare_sites(catalogue: Catalogue) -> Iterator[Finding]:
    """Compare sites that share a name, unless their pages are of different countries."""
    comparable: defaultdict[str, list[tuple[Entity, Site]]] = defaultdict(list)
    for entity in catalogue.entities.values():
        for site in entity.sites:
            comparable[" ".join(site.name.casefold().split())].append((entity, site))
    for rows in comparable.values():
        for (entity, site), (other_entity, other) in combinations(rows, 2):
            path, place = entity.path, f"{other_entity.path}:{other.line}"
            if len({_country_of(page, catalogue) for page in (entity, other_entity)} - {""}) > 1:
                continue
            if site.status and other.status and site.status.value != other.status.value:
                values = (site.status.value, other.status.value)
                yield _contradiction(path, site.status.line or site.line, *values, place)
            if site.owners and other.owners and set(site.owners).isdisjoint(other.owners):
                owners = (", ".join(site.owners), ", ".join(other.owners))
                yield _contradiction(path, site.line, *owners, place)


def _country_of(entity: Entity, catalogue: Catalogue) -> str:
    """The slug of the country of an entity, which may be a country itself; "" if not given."""
    is_country = catalogue.vocabulary.role(entity.type) == "country"
    return entity.slug if is_country else entity.country or ""


def _contradiction(path: str, line: int, here: str, there: str, place: str) -> Finding:
    message = f"'{here}' here, '{there}' at {place}; correct one, or say in a note why they differ"
    return Finding("differs-elsewhere", path, line, message)
