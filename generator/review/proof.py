"""Lay out a page of which every table row passes the gate.

A row is read off a sentence by rules, and rules err on sentences nobody foresaw.  A row that the
gate would refuse is not shown; a sentence of the prose is the seed's own and needs no proof.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.model import Briefing, Passage, Statement
from generator.pages.document import Kind, Page
from generator.pages.escape import inline
from generator.pages.layout import lay_out
from generator.pages.prose import marks
from generator.pages.tables import claim_row
from generator.review.evidence import Library
from generator.review.gate import check_page

ROUNDS = 3  # a row that goes may make room for one that was left out


def proved(briefing: Briefing, library: Library) -> Page:
    """Return the page of a briefing without the rows and speakers that its passages do not bear."""
    page = lay_out(briefing, library.catalogue)
    for _ in range(ROUNDS):
        wrong = _wrong_lines(page, library)
        if not wrong:
            break
        briefing = _without(briefing, wrong)
        page = lay_out(briefing, library.catalogue)
    return page


def _wrong_lines(page: Page, library: Library) -> frozenset[str]:
    """Return the rows and sentences of a page that the gate refuses."""
    numbers = {finding.line for finding in check_page(page, library).findings}
    body = (Kind.ROW, Kind.BULLET, Kind.SENTENCE)
    return frozenset(x.text for x in page.lines if x.number in numbers and x.kind in body)


def _without(briefing: Briefing, wrong: frozenset[str]) -> Briefing:
    return replace(
        briefing,
        statements=tuple(_unattributed(briefing.statements, wrong)),
        claims=tuple(c for c in briefing.claims if claim_row(c) not in wrong),
        figures=tuple(f for f in briefing.figures if not _stands_in(wrong, f.passage, f.given)),
        events=tuple(e for e in briefing.events if not _stands_in(wrong, e.passage, e.text)),
    )


def _stands_in(wrong: frozenset[str], passage: Passage, words: str) -> bool:
    """Return whether a refused row holds a fact, alone or with others that share the row."""
    return any(
        line.startswith("|") and marks([passage]) in line and inline(words.strip()) in line
        for line in wrong
    )


def _unattributed(statements: Iterable[Statement], wrong: frozenset[str]) -> Iterable[Statement]:
    """Take the speaker off a sentence whose speaker the passage does not bear."""
    for said in statements:
        marks = "".join(f"[^{passage.label}]" for passage in said.passages)
        refused = any(marks in line and not line.startswith("|") for line in wrong)
        yield replace(said, speaker=None) if refused else said
