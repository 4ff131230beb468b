"""Bring a page as it stands together with what is generated now, and say what came of it.

What a person wrote stays, what they took out stays away; how is told in
:mod:`generator.pages.weave`, and what counts as taken out in :mod:`generator.pages.refusals`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from generator.pages import conflicts
from generator.pages.document import Kind, Page, parse
from generator.pages.record import Entry, Record, digest, fingerprint
from generator.pages.refusals import Known, Refusals, deleted, left_out
from generator.pages.weave import woven


class Outcome(StrEnum):
    """What a run did with a page."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    UPDATED = "updated"  # nobody had edited it
    MERGED = "merged"  # edits and new text stand together
    CONFLICT = "conflict"  # a person's text stays, the new text waits in a comment
    REMOVED = "removed"  # its seeds are gone and nobody had edited it
    KEPT = "kept"  # its seeds are gone, but a person had edited it
    DELETED = "deleted"  # a person deleted it, so it stays away
    HELD = "held"  # one of its seeds, or the page itself, cannot be read
    UNWRITTEN = "not written"  # the disk is full, or the folder may only be read


class Merged(NamedTuple):
    """What becomes of a page and of its record."""

    text: str
    outcome: Outcome
    record: Record


def merge(
    record: Record,
    present: Page,
    generated: Page,
    *,
    refusals: Refusals,
    known: Known,
    define: Callable[[str], str | None],
) -> Merged:
    """Return a page's new text, what happened to it, and its new record; nothing is written."""
    before = present.text
    record = record.beside(before)
    present = conflicts.with_head(present, generated)
    refused = known.follow(deleted(record, present))
    held = refusals.with_(refused)
    told = frozenset(record.digests)
    own = [line for line in present.lines if digest(line.text) not in told]
    theirs = left_out(generated, held, known, {*before.split("\n")})
    theirs = conflicts.with_notes(theirs, own, define)
    base = tuple(map(known.entry, theirs.lines))
    judged = held.doubtful(base), held.lines
    text = woven(record, base, (present, theirs), judged, known)
    if present.status == "reviewed" and said(parse(text)) != said(present):
        text = conflicts.mark_changed(text)
    outcome = _outcome(record, before, text)
    there = {*fingerprint(before.split("\n")), *(entry.line for entry in (*base, *refused))}
    settled = (e for e in record.base or () if e.marks and e.line not in there)
    refused = tuple(dict.fromkeys((*refused, *(Entry(entry.line) for entry in settled))))
    return Merged(text, outcome, Record(base, refused, record.accepted))


def said(page: Page) -> list[str]:
    """Return what a reviewer reads: all but front matter, footnotes and blank lines."""
    kinds = (Kind.FRONT, Kind.FOOTNOTE, Kind.BLANK)
    return [line.text for line in page.lines if line.kind not in kinds]


def _outcome(record: Record, before: str, text: str) -> Outcome:
    if text == before:
        return Outcome.UNCHANGED
    ours = before.split("\n")
    shown = {conflict.proposed for conflict in conflicts.find(ours)}
    if any(conflict.proposed not in shown for conflict in conflicts.find(text.split("\n"))):
        return Outcome.CONFLICT
    return Outcome.UPDATED if record.digests == fingerprint(ours) else Outcome.MERGED
