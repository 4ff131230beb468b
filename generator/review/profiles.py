"""Hold the numbers and dates of entity pages against the seeds they name as their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.catalogue.schema import near
from generator.extract.dates import dates
from generator.extract.quantities import quantities
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


def check_profiles(state: State) -> Profiles:
    """Check the numbers in digits and the full dates of the profiles.

    Profiles are our own words, so the unit may be worded otherwise ("126 dollars", "$126"), and
    terms of office need no source.
    """
    checked = outside = 0
    findings = []
    for entity in state.catalogue.entities.values():
        evidence = _evidence(entity, state.library)
        by_address = any("://" in source for source in entity.sources)
        for given, held in _stated(entity, evidence):
            checked += 1
            if held:
                continue
            if by_address or not entity.sources:
                outside += 1
            else:
                where = (state.briefings / entity.path).as_posix()
                message = f"“{given}” is in none of the seeds that the page names as its sources"
                findings.append(Finding("not-in-any-seed", where, 0, message))
    return Profiles(checked, outside, tuple(findings))


def unknown_sources(state: State) -> Iterator[Finding]:
    """Yield what a page names as its source and is neither a seed nor an address."""
    for entity in state.catalogue.entities.values():
        for source in entity.sources:
            if "://" not in source and source not in state.library.articles:
                question = near(source, state.library.articles)
                cure = question or "name a file of seeds/ without its ending, or a whole address"
                where = (state.briefings / entity.path).as_posix()
                message = f"the source '{source}' is no seed and no address; {cure}"
                yield Finding("unknown-source", where, 0, message)


def _evidence(entity: Entity, library: Library) -> Evidence:
    seeds = [seed for seed in entity.sources if seed in library.articles]
    whole = [library.of_article(seed) for seed in seeds]
    text = "\n".join(each.text for each in whole)
    spans = tuple(span for each in whole for span in each.dates)
    return Evidence(text, None, library.catalogue, None, spans)


def _stated(entity: Entity, evidence: Evidence) -> Iterator[tuple[str, bool]]:
    """Yield each number and date of a profile, and whether the evidence has it."""
    values = {value for quantity in evidence.quantities for value in (quantity.low, quantity.high)}
    for quantity in quantities(entity.body):
        if re.search(r"\d", quantity.given):
            known = {quantity.low, quantity.high} <= values
            yield quantity.given, known or not missing(quantity.given, evidence)
    for span in dates(entity.body, None):
        if span.date and re.search(r"\d", span.given) and entity.type != "person":
            known = any((there.date or "").startswith(span.date) for there in evidence.dates)
            yield span.given, known or not missing(span.given, evidence)
