"""Look at a whole project and say what somebody should mend: the table of contents of a check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from generator.catalogue.absent import counted, without_absent
from generator.compose.stories import suggestions
from generator.model import Finding
from generator.review.gate import Gate, check_page
from generator.review.links import dead_links
from generator.review.profiles import check_profiles, unknown_sources
from generator.review.state import State
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
