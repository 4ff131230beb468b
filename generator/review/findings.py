"""Look at a whole project and say what somebody should mend: the table of contents of a check."""

from __future__ import annotations

from dataclasses import dataclass

from generator.compose.stories import suggestions
from generator.model import Finding
from generator.review.gate import Gate, check_page
from generator.review.links import dead_links
from generator.review.profiles import check_profiles, unknown_sources
from generator.review.state import State
from generator.review.upkeep import upkeep

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


def check(state: State) -> Checked:
    """Check seeds, catalogue, pages and records."""
    gate = Gate()
    for page in state.pages:
        gate += check_page(page, state.library)
    profiles = check_profiles(state)
    found = [
        *state.faults,
        *upkeep(state),
        *gate.findings,
        *profiles.findings,
        *unknown_sources(state),
        *dead_links(state.briefings),
        *suggestions(state.articles),
    ]
    ordered = sorted(found, key=lambda f: (f.path, f.line, f.kind, f.message))
    return Checked(
        gate,
        tuple(f for f in ordered if f.kind not in NOTICES),
        tuple(f for f in ordered if f.kind in NOTICES),
        (
            f"{len(state.articles)} seeds, {len(state.pages)} story pages: {gate}",
            f"{len(state.catalogue.entities)} entity pages: {profiles}",
        ),
    )
