"""Look at a whole project and say what somebody should mend: the table of contents of a check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from generator.catalogue.absent import counted, without_absent
from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.schema import near
from generator.compose.stories import suggestions
from generator.model import Finding
from generator.review.evidence import Evidence, missing
from generator.review.gate import Gate, check_page
from generator.review.library import Library, State
from generator.review.links import dead_links
from generator.review.upkeep import upkeep
from generator.review.values import check_values

NOTICES = frozenset(
    {
        *("held", "quoted", "uncited-footnote", "same-event", "cleaned", "other-language"),
        "unknown-source",
    }
)
"""Kinds that an editor should know of and that are no faults."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; ``counts`` says in plain lines what was looked at."""

    gate: Gate
    faults: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    counts: tuple[str, ...]


def check(state: State, *, strict: bool = False) -> Checked:
    """Check seeds, catalogue, pages and records.

    Pages of the catalogue that rest on absent seeds alone are counted, or faults if ``strict``.
    """
    catalogue, absent = without_absent(state.catalogue, state.library.articles)
    gate = sum((check_page(page, state.library) for page in state.pages), Gate())
    profiles, values = check_profiles(state, catalogue), check_values(state, strict=strict)
    found = chain(
        *(state.faults, upkeep(state), gate.findings, profiles.findings, values.findings),
        unknown_sources(state, strict=strict),
        dead_links(state.briefings),
        suggestions(state.articles),
        (replace(f, path=(state.briefings / f.path).as_posix()) for f in absent if strict),
    )
    ordered = sorted(found, key=lambda f: (f.path, f.line, f.kind, f.message))
    counts = (
        f"{len(state.articles)} seeds, {len(state.pages)} story pages: {gate}",
        f"{len(state.catalogue.entities)} entity pages: {profiles}",
        str(values),
        "" if strict else counted(absent),
    )
    return Checked(
        gate,
        tuple(f for f in ordered if f.kind not in NOTICES),
        tuple(f for f in ordered if f.kind in NOTICES),
        tuple(filter(None, counts)),
    )


# --- Profiles ------------------------------------------------------------------------------------


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
