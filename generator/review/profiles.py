"""Hold the numbers and dates of entity pages against the seeds they name as their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.schema import near
from generator.model import Finding
from generator.review.evidence import Evidence, missing
from generator.review.library import Library
from generator.review.state import State


class Profiles(NamedTuple):
    """What came of checking the entity pages.

    ``outside`` counts what rests on an address alone: readers are told so, and it is no fault.
    """

    checked: int
    outside: int
    findings: tuple[Finding, ...]

    def __str__(self) -> str:
        """Return the counts in one line."""
        failed = len(self.findings)
        counts = f"{self.checked} numbers and dates checked, {failed} failed"
        return f"{counts}, {self.outside} outside-source"


def check_profiles(state: State, catalogue: Catalogue) -> Profiles:
    """Check the numbers in digits and the full dates of the profiles of ``catalogue``.

    Profiles are our own words, so the unit may be worded otherwise ("126 dollars", "$126"), and
    terms of office need no source.
    """
    checked = outside = 0
    findings = []
    for entity in catalogue.entities.values():
        by_address = not entity.sources or any("://" in source for source in entity.sources)
        for given, held in _stated(entity, state.library):
            checked += 1
            outside += by_address and not held
            if not (held or by_address):
                message = f"“{given}” is in none of the seeds that the page names as its sources"
                findings.append(_finding("not-in-any-seed", entity, state, message))
    return Profiles(checked, outside, tuple(findings))


def unknown_sources(state: State, *, strict: bool) -> Iterator[Finding]:
    """Yield what a page names as its source and is neither a seed nor an address.

    What is like no seed that is here may be one that is not here: it is told if ``strict``.
    """
    seeds = state.library.articles
    for entity in state.catalogue.entities.values():
        for source in entity.sources:
            if "://" not in source and source not in seeds:
                meant = near(source, seeds)
                cure = meant or "name a file of seeds/, or a whole address"
                message = f"the source '{source}' is no seed and no address; {cure}"
                if meant or strict:
                    yield _finding("unknown-source", entity, state, message)


def _finding(kind: str, entity: Entity, state: State, message: str) -> Finding:
    return Finding(kind, (state.briefings / entity.path).as_posix(), 0, message)


def _stated(entity: Entity, library: Library) -> Iterator[tuple[str, bool]]:
    """Yield each number and date of a profile, and whether one of its seeds has it."""
    seeds = [library.of_article(seed) for seed in entity.sources if seed in library.articles]
    values = {value for each in seeds for q in each.quantities for value in (q.low, q.high)}
    days = {span.date for each in seeds for span in each.dates if span.date}
    said = Evidence(entity.body, None, library.catalogue)
    for quantity in said.quantities:
        if re.search(r"\d", quantity.given):
            known = {quantity.low, quantity.high} <= values
            yield quantity.given, known or _held(quantity.given, seeds)
    for span in said.spans if entity.type != "person" else ():
        if span.date and re.search(r"\d", span.given):
            known = any(day.startswith(span.date) for day in days)
            yield span.given, known or _held(span.given, seeds)


def _held(given: str, seeds: Sequence[Evidence]) -> bool:
    return any(not missing(given, seed) for seed in seeds)
