"""Rows on different pages that say different things of one and the same.

Values that differ on one page are shown side by side there; between pages nobody would see them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from briefing_room.catalogue.entries import Catalogue, Site
from briefing_room.catalogue.numbers import WITHDRAWN, Number, Value, contradict
from briefing_room.model import Finding
from briefing_room.verify.evidence import measured

KIND = "differs-elsewhere"


def contradictions(catalogue: Catalogue) -> Iterator[Finding]:
    """Find values and sites of two pages that cannot both be right.

    A row with a ``note`` may differ: the note says why.
    """
    yield from _values(catalogue)
    yield from _sites(catalogue)


def _values(catalogue: Catalogue) -> Iterator[Finding]:
    """Compare what one speaker says of one thing, place and time on different pages."""
    same: defaultdict[tuple[object, ...], list[tuple[Number, Value]]] = defaultdict(list)
    for number in catalogue.numbers.values():
        for value in number.values:
            if value.of and value.period and not value.note and value.kind != WITHDRAWN:
                same[value.says, number.unit, *value.counted].append((number, value))
    for rows in same.values():
        for (number, value), (other_number, other) in combinations(rows, 2):
            one, two = measured(value.text, number.unit), measured(other.text, other_number.unit)
            if number is not other_number and one and two and contradict(one, two):
                where = f"{other_number.path}:{other.line}"
                yield _finding(number.path, value.line, value.text, other.text, where)


def _sites(catalogue: Catalogue) -> Iterator[Finding]:
    """Compare sites of one name that stand on different pages."""
    same: defaultdict[str, list[tuple[str, Site]]] = defaultdict(list)
    for entity in catalogue.entities.values():
        for site in entity.sites:
            same[" ".join(site.name.casefold().split())].append((entity.path, site))
    for rows in same.values():
        for (path, site), (other_path, other) in combinations(rows, 2):
            where = f"{other_path}:{other.line}"
            if site.status and other.status and site.status.value != other.status.value:
                values = (site.status.value, other.status.value)
                yield _finding(path, site.status.line or site.line, *values, where)
            if site.owners and other.owners and set(site.owners).isdisjoint(other.owners):
                owners = (", ".join(site.owners), ", ".join(other.owners))
                yield _finding(path, site.line, *owners, where)


def _finding(path: str, line: int, here: str, there: str, where: str) -> Finding:
    message = f"'{here}' here, '{there}' at {where}; correct one, or say in a note why they differ"
    return Finding(KIND, path, line, message)
