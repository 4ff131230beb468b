"""Bring a page as it stands together with what is generated now, and say what came of it.

What a person wrote stays, what they took out stays away; how is told in
:mod:`briefing_room.pages.line_merge`, and what counts as taken out in
:mod:`briefing_room.pages.refusals`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from briefing_room.pages.document import (
    DRAFTED_BY,
    EDITOR,
    LABEL,
    Footnote,
    Kind,
    Line,
    Page,
    conflict_comment,
    conflicts,
    parse,
    parse_with_error,
)
from briefing_room.pages.line_merge import LineMerge
from briefing_room.pages.record import Record, RecordEntry, digest, fingerprint
from briefing_room.pages.refusals import (
    Known,
    Refusals,
    deleted,
    left_out,
    with_lines,
    without_told,
)


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
    SKIPPED = "skipped"  # one of its seeds, or the page itself, cannot be read
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
    lines = before.split("\n")
    untouched = not record.mixed and record.digests == fingerprint(lines)
    present = present if untouched else with_head(present, generated)
    refused = known.follow(record.refused if untouched else deleted(record, present))
    refusals = refusals.plus(refused)
    there = {line.text for line in present.lines if line.kind is not Kind.FOOTNOTE}
    theirs = left_out(generated, refusals, known, there)
    if not untouched and DRAFTED_BY in theirs.front:
        by_people = lines_of_people(present, record.digests)
        told = {label for line in by_people for label in line.labels}
        known_lines = there | {x.text for x in theirs.lines if digest(x.text) in record.digests}
        theirs = without_told(theirs, told, known_lines)
    if not untouched:
        theirs = with_notes(theirs, present, record, known, define)
    base = tuple(map(known.entry, theirs.lines))
    new = Record(base, refused, record.accepted, digest(theirs.text))
    asked = refusals.doubtful(base) if refusals.entries else frozenset()
    if untouched and not asked:
        outcome = Outcome.UNCHANGED if theirs.text == before else Outcome.UPDATED
        return Merged(theirs.text, outcome, new)
    weave = LineMerge(record, (without_notes(present), without_notes(theirs)), asked, known)
    lacking = weave.lacking or present.undefined & theirs.definitions.keys()
    text = present.text
    if base != record.base or record.mixed or lacking:
        text = noted("\n".join(weave.lines()), present, theirs, record, known)
    there = {*fingerprint(lines), *(entry.line for entry in (*base, *refused))}
    settled = (e for e in record.base or () if e.marks and e.line not in there)
    refused = tuple(dict.fromkeys((*refused, *(RecordEntry(entry.line) for entry in settled))))
    return Merged(text, _outcome(before, text), replace(new, refused=refused))


def _outcome(before: str, text: str) -> Outcome:
    if text == before:
        return Outcome.UNCHANGED
    shown, now = ({each.proposed for each in conflicts(x.split("\n"))} for x in (before, text))
    return Outcome.MERGED if now <= shown else Outcome.CONFLICT


# --- What is added to a page ---------------------------------------------------------------------


def with_head(page: Page, generated: Page) -> Page:
    """Return a page with the head that is generated, where a person took out all or half of it."""
    if page.lines[0].kind is Kind.FRONT:
        return page
    opened, fault = parse_with_error(f"---\n{page.text}", page.path)
    if not fault and opened.front.keys() & generated.front.keys():
        return opened
    head = [line.text for line in generated.lines if line.kind is Kind.FRONT]
    return parse("\n".join([*head, "", page.text.lstrip("\n")]), page.path)


# --- Its footnotes -------------------------------------------------------------------------------
# Each is known by its label, and follows from what the page cites.  What a person wrote into one
# stays; where its passage moves, it goes along under the new label.


def without_notes(page: Page) -> Page:
    """Return a page without its footnotes and the blank line above each."""
    gone = {line.number for note in page.notes for line in note.lines}
    blank = {line.number for line in page.lines if line.kind is Kind.BLANK}
    gone |= blank.intersection(note.lines[0].number - 1 for note in page.notes)
    kept = (line.text for line in page.lines if line.number not in gone)
    return Page(page.path, page.front, "\n".join(kept))


def with_notes(
    generated: Page,
    ours: Page,
    record: Record,
    known: Known,
    define: Callable[[str], str | None],
) -> Page:
    """Return a generated page with the footnotes that only lines of people cite.

    Where something else stands at a label now, the words are quoted that stood there: `check` says
    where they stand.  A label that ``define`` does not know stays without, as `check` says, too.
    """
    base, now = frozenset(record.digests), _moved(record, known)
    by_people = (line for line in ours.lines if digest(line.text) not in base)
    cited = dict.fromkeys(label for line in by_people for label in line.labels)
    theirs = {note.label for note in ours.notes if _is_own(note, base)}
    written, present = generated.definitions, ours.definitions
    text = before = generated.text
    for label in (label for label in cited if label not in theirs):
        note = _note_below(label, present.get(label, ""), now.get(label), define)
        if label not in written and note:
            text = f"{text.rstrip()}\n\n[^{label}]: {note}\n"
        elif label in written and _quoted(note) != _quoted(define(label) or ""):
            text = text.replace(f"\n[^{label}]: {written[label]}\n", f"\n[^{label}]: {note}\n")
    return generated if text == before else parse(text, generated.path)


def _note_below(
    label: str, present: str, moved_to: str | None, define: Callable[[str], str | None]
) -> str:
    """Return what a footnote that a person's line cites says, "" where its label is unknown."""
    if label == EDITOR:
        return "The editor's own text."
    fresh = define(moved_to or label) or ""
    seen = _quoted(present)
    # Other words stand at the label now: what the person read stays quoted.
    is_other = moved_to is None and seen not in ("", _quoted(fresh))
    return present if is_other else fresh


def noted(body: str, ours: Page, theirs: Page, record: Record, known: Known) -> str:
    """Return the text of a page with its footnotes: people's own, else those of ``theirs``.

    Where the program says something else than it did, a comment below a person's own says so.
    """
    base, now = frozenset(record.digests), _moved(record, known)
    own: defaultdict[str, list[str]] = defaultdict(list)
    for note in (note for note in ours.notes if _is_own(note, base)):
        label = now.get(note.label, note.label)
        own[label].append(note.text.replace(f"[^{note.label}]", f"[^{label}]", 1))
    cited, found = {*LABEL.findall(body)}, list[str]()
    for label, text in ((note.label, note.text) for note in theirs.notes):
        if label in own:
            mine = own.pop(label)
            said = conflict_comment(text)
            is_new = digest(text) not in base and text not in mine and said not in ours.text
            found += [*mine[:-1], f"{mine[-1]}\n{said}" if is_new else mine[-1]]
        elif label in cited:
            found.append(text)
    found += chain.from_iterable(own.values())
    return "\n\n".join([body.rstrip(), *found]) + "\n" if found else body


def _moved(record: Record, known: Known) -> dict[str, str]:
    """Return the labels whose words stand under another one now, with that."""
    marks = {mark for entry in record.base or () for mark in entry.marks}
    return {mark.label: at for mark in marks if (at := known.now(mark).label) != mark.label}


def _is_own(note: Footnote, base: Collection[str]) -> bool:
    """Return whether a person wrote a footnote, or something into it."""
    return any(digest(line.text) not in base for line in note.lines if line.kind is not Kind.BLANK)


def _quoted(note: str) -> str:
    return note.partition(": “")[2]


# --- What is left of a page whose seed is withdrawn ----------------------------------------------

_KEPT_TITLE = "# Kept after a seed was withdrawn"
_OF_SEEDS = re.compile(r"(seeds|origins|status|reviewer|reviewed_on):")
_STRUCTURE = (Kind.BLANK, Kind.FOOTNOTE, Kind.HEADING)


def lines_of_people(page: Page, base: Collection[str]) -> tuple[Line, ...]:
    """Return the lines that people wrote, by the digests in ``base``: none of our comments."""
    found = conflicts(page.text.split("\n"))
    ours = {at for c in found for at in range(c.line, c.line + len(c.proposed) + 2)}
    by_people = (line for line in page.lines if digest(line.text) not in base)
    return tuple(x for x in by_people if x.kind is not Kind.BLANK and x.number not in ours)


def without_generated(page: Page, base: Collection[str]) -> str | None:
    """Return the page with people's lines alone, ``None`` if there are none below the head.

    Headings stay where a line below them stays, footnotes where one cites them.  The page names no
    seed any more, so it is a person's own page from now on.
    """
    written = [line for line in lines_of_people(page, base) if line.kind is not Kind.FRONT]
    by_people = {line.number for line in written}
    new: dict[int, str | None] = {}
    for line in page.lines:
        if line.kind is Kind.FRONT:
            new[line.number] = None if _OF_SEEDS.match(line.text) else line.text
        elif line.number not in by_people and line.kind not in _STRUCTURE:
            new[line.number] = _KEPT_TITLE if line.kind is Kind.TITLE else None
    return with_lines(page, new, {line.text for line in written}).text if written else None
