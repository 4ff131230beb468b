"""Look at a whole project and say what somebody should mend: the table of contents of a check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from generator.catalogue.absent import counted, without_absent
from generator.catalogue.entries import Catalogue, Entity
from generator.compose.stories import suggestions
from generator.model import Finding
from generator.review.evidence import Evidence, missing
from generator.review.gate import check_page
from generator.review.library import Library, Tally, of_all, of_pages
from generator.review.own_words import line_faults
from generator.review.upkeep import page_upkeep, upkeep
from generator.review.values import check_values

NOTICES = frozenset({"held", "same-event", "other-language", "unknown-source"})
"""Kinds that an editor should know of and that are no faults."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; ``counts`` says in plain lines what was looked at."""

    faults: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    counts: tuple[str, ...]


def check(library: Library, *, strict: bool = False) -> Checked:
    """Check seeds, catalogue, pages and records.

    Pages of the catalogue that rest on absent seeds alone are counted, or faults if ``strict``.
    """
    catalogue, absent = without_absent(library.catalogue, library.by_id)
    looked = of_pages(
        library,
        lambda page: (check_page(page, library), tuple(page_upkeep(page, library))),
        lasts=lambda found: not found[0].findings,
    )
    gate = sum((tally for tally, _ in looked), Tally())
    profiles = of_all(library, "profiles", lambda: check_profiles(library, catalogue))
    values = of_all(library, "values", lambda: check_values(library, strict=strict), str(strict))
    found = chain(
        *(library.findings, *(found for _, found in looked), upkeep(library)),
        *(gate.findings, profiles.findings, values.findings),
        unknown_sources(library, strict=strict),
        line_faults(library.briefings, library.catalogue),
        of_all(library, "same-event", lambda: suggestions(library.by_id.values())),
        (replace(f, path=(library.briefings / f.path).as_posix()) for f in absent if strict),
    )
    ordered = sorted(found, key=lambda f: (f.path, f.line, f.kind, f.message))
    seeds = f"{len(library.by_id)} seeds, {len(library.pages)} story pages"
    own, outside = f"{gate.aside} in an editor's own words", f"{profiles.aside} outside-source"
    left = f", {values.aside} rest on seeds that are not here" if values.aside else ""
    counts = (
        f"{seeds}: {gate.told('statements')}, 0 skipped; {own}",
        f"{len(catalogue.entities)} entity pages: {profiles.told('numbers and dates')}, {outside}",
        values.told("values, sites, deadlines and dates") + left,
        "" if strict else counted(absent),
    )
    return Checked(
        tuple(f for f in ordered if f.kind not in NOTICES),
        tuple(f for f in ordered if f.kind in NOTICES),
        tuple(filter(None, counts)),
    )


# --- Profiles ------------------------------------------------------------------------------------


def check_profiles(library: Library, catalogue: Catalogue) -> Tally:
    """Check the numbers in digits and the full dates of the profiles of ``catalogue``.

    Profiles are our own words, so the unit may be worded otherwise ("126 dollars", "$126"), and
    terms of office need no source.  What rests on an address alone is counted aside: readers are
    told so, and it is no fault.
    """
    result = Tally()
    for entity in catalogue.entities.values():
        by_address = not entity.sources or any("://" in source for source in entity.sources)
        for given, held in _stated(entity, library):
            message = f"“{given}” is in none of the seeds that the page names as its sources"
            wrong = () if held or by_address else (message,)
            found = tuple(_finding("not-in-any-seed", entity, library, why) for why in wrong)
            result += Tally(1, len(found), by_address and not held, found)
    return result


def unknown_sources(library: Library, *, strict: bool) -> Iterator[Finding]:
    """Yield what a page names as its source and is neither a seed nor an address.

    What is like no seed that is here may be one that is not here: it is told if ``strict``.
    """
    seeds = library.by_id
    for entity in library.catalogue.entities.values():
        for source in entity.sources:
            if "://" not in source and source not in seeds:
                meant = library.near(source)
                cure = meant or "name a file of seeds/, or a whole address"
                message = f"the source '{source}' is no seed and no address; {cure}"
                if meant or strict:
                    yield _finding("unknown-source", entity, library, message)


def _finding(kind: str, entity: Entity, library: Library, message: str) -> Finding:
    return Finding(kind, (library.briefings / entity.path).as_posix(), 0, message)


def _stated(entity: Entity, library: Library) -> Iterator[tuple[str, bool]]:
    """Yield each number and date of a profile, and whether one of its seeds has it."""
    if not re.search(r"\d", entity.body):
        return
    known = [seed for seed in entity.sources if seed in library.by_id]
    seeds = [library.of_article(seed) for seed in known]
    found = [each for seed in known for each in library.facts(seed).found]
    values = {value for each in found for q in each.quantities for value in (q.low, q.high)}
    days = {span.date for each in found for span in each.dates if span.date}
    said = Evidence(entity.body, None, library.catalogue)
    for quantity in said.quantities:
        if re.search(r"\d", quantity.given):
            there = {quantity.low, quantity.high} <= values
            yield quantity.given, there or _held(quantity.given, seeds)
    for span in said.spans if entity.type != "person" else ():
        if span.date and re.search(r"\d", span.given):
            there = any(day.startswith(span.date) for day in days)
            yield span.given, there or _held(span.given, seeds)


def _held(given: str, seeds: Sequence[Evidence]) -> bool:
    return any(not missing(given, seed) for seed in seeds)
