"""Merge the present page, with people's edits, and the newly generated page.

What a person wrote stays, and what they deleted does not return.
:mod:`briefing_room.pages.line_merge` merges the lines; :mod:`briefing_room.pages.refusals` knows
what was deleted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from briefing_room.pages.authorship import Authorship
from briefing_room.pages.conflicts import conflict_comment, conflicts, is_conflict
from briefing_room.pages.document import (
    DRAFTED_BY,
    EDITOR,
    LABEL,
    Footnote,
    Kind,
    Page,
    parse,
    parse_with_error,
)
from briefing_room.pages.known_passages import KnownPassages, PassageFinder
from briefing_room.pages.line_merge import LineMerge, interleave
from briefing_room.pages.record import BLANK, Record, RecordEntry, digest, line_digest
from briefing_room.pages.refusals import Refusals, leave_out_refused, refused_entries, replace_lines

Define = Callable[[str], str | None]
"""Writes the footnote of a passage by its label, ``None`` if there is no such passage."""


class Outcome(StrEnum):
    """What a run did with a page."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    UPDATED = "updated"  # nobody had edited it
    MERGED = "merged"  # it has edits and new text
    CONFLICT = "conflict"  # a person's text stays, the new text is in a comment
    REMOVED = "removed"  # its seeds are gone and nobody had edited it
    KEPT = "kept"  # its seeds are gone, but a person had edited it
    DELETED = "deleted"  # a person deleted it, so it is not written
    SKIPPED = "skipped"  # one of its seeds, or the page itself, cannot be read
    UNWRITTEN = "not written"  # the disk is full, or the folder may only be read


class MergeResult(NamedTuple):
    """The new text of a page, what happened to it, and its new record."""

    text: str
    outcome: Outcome
    record: Record


def merge(
    record: Record,
    present: Page,
    generated: Page,
    *,
    refusals: Refusals,
    known: KnownPassages,
    define: Define,
) -> MergeResult:
    """Work out the new text of a page, what happened to it, and its new record; write nothing."""
    finder = PassageFinder(known, record.cites)
    if record.text == digest(present.text):  # nobody edited it
        settled = finder.locate_entries(record.refused)
        all_refused = refusals.with_page(settled, frozenset())
        made = leave_out_refused(generated, all_refused, known)
        new = Record(known.entries(made), settled, record.accepted, digest(made.text))
        if not all_refused.lines_to_question(new.base or ()):
            return MergeResult(made.text, _outcome(present.text, made.text, Outcome.UPDATED), new)
    authorship = Authorship(_restore_head(present, generated), record)
    moved = finder.moved_labels(record)
    page = _relabel(authorship.page, moved)
    cited = frozenset(moved.get(label, label) for label in authorship.cited_by_people)
    retold = _retold_entries(generated, authorship, cited, known)
    refused = refused_entries(authorship, generated)
    settled = tuple(dict.fromkeys((*finder.locate_entries(refused), *retold)))
    deleted_labels = {
        cite.label for entry in settled if not entry.is_retold for cite in entry.cites
    }
    refusals = refusals.with_page(settled, cited - deleted_labels)
    made = leave_out_refused(generated, refusals, known, {line.text for line in page.lines})
    made = add_cited_footnotes(made, page, authorship, cited, define)
    base = known.entries(made)
    new = Record(
        base,
        settled,
        record.accepted,
        digest(made.text),
        cited=finder.passages_cited(cited, record),
    )
    gone = (entry for name, entry in authorship.base.items() if name not in authorship.generated)
    lost = {finder.locate(cite).label for entry in (*gone, *settled) for cite in entry.cites}
    bodies = (remove_footnotes(page), remove_footnotes(made))
    merging = LineMerge(authorship, bodies, refusals.lines_to_question(base), lost)
    lines = merging.lines()
    undefined = page.undefined & made.definitions.keys()
    is_same = lines is None and base == record.base and not record.mixed
    text = page.text
    if not is_same or merging.missing_head or undefined:
        body = bodies[0].text if lines is None else "\n".join(lines)
        text = append_footnotes(body, page, made, authorship)
    return MergeResult(text, _outcome(present.text, text, Outcome.MERGED), new)


def _retold_entries(
    generated: Page, authorship: Authorship, cited: Collection[str], known: KnownPassages
) -> Iterator[RecordEntry]:
    """Yield the passages that people's lines on a drafted page cite and no other line does.

    Nothing repeats them, even when the draft is gone.
    """
    shown = {label for name in authorship.generated for label in authorship.items[name].labels}
    for label in sorted(frozenset(cited) - shown) if DRAFTED_BY in generated.front else ():
        yield RecordEntry(BLANK, (known.citation(label),))


def _outcome(before: str, text: str, how: Outcome) -> Outcome:
    if text == before:
        return Outcome.UNCHANGED
    shown, now = ({conflict.proposed for conflict in conflicts(page)} for page in (before, text))
    return how if now <= shown else Outcome.CONFLICT


def _restore_head(page: Page, generated: Page) -> Page:
    """Give a page the generated head if a person took out all or half of its own."""
    if page.lines[0].kind is Kind.FRONT:
        return page
    opened, fault = parse_with_error(f"---\n{page.text}", page.path)
    if not fault and opened.front.keys() & generated.front.keys():
        return opened
    head = [line.text for line in generated.lines if line.kind is Kind.FRONT]
    return parse("\n".join([*head, "", page.text.lstrip("\n")]), page.path)


def _relabel(page: Page, moved: Mapping[str, str]) -> Page:
    """Update the labels of a page whose passages have moved."""
    if not moved:
        return page
    text = LABEL.sub(lambda found: f"[^{moved.get(found[1], found[1])}]", page.text)
    return Page(page.path, page.front, text)


# --- Footnotes: a page has those that its lines cite ---------------------------------------------

_QUOTING = re.compile(r".*?: “([^”]*)”", re.DOTALL)  # a footnote that quotes its passage
_WORD_ENDS = re.compile(r"(?=\s)|$")
_MAX_SEARCHED = 3000  # characters of a footnote in which the program's words are looked for


def remove_footnotes(page: Page) -> Page:
    """Take out the footnotes of a page and the blank line above each."""
    gone = {line.number for note in page.notes for line in note.lines}
    blank = {line.number for line in page.lines if line.kind is Kind.BLANK}
    gone |= blank.intersection(note.lines[0].number - 1 for note in page.notes)
    kept = (line.text for line in page.lines if line.number not in gone)
    return Page(page.path, page.front, "\n".join(kept))


def add_cited_footnotes(
    generated: Page, present: Page, authorship: Authorship, cited: Collection[str], define: Define
) -> Page:
    """Add to a generated page the footnotes that only people's lines cite.

    If the passage at a label has changed, the footnote still quotes the former words.  An unknown
    label gets no footnote.  `check` reports both.
    """
    written, before = generated.definitions, present.definitions
    text = generated.text
    for label in present.cited:
        if label not in cited and label != EDITOR:
            continue
        note = _definition(label, before.get(label, ""), authorship, define)
        if label not in written and note:
            text = f"{text.rstrip()}\n\n[^{label}]: {note}\n"
        elif label in written and _quotation(note) != _quotation(define(label) or ""):
            text = text.replace(f"\n[^{label}]: {written[label]}\n", f"\n[^{label}]: {note}\n")
    return generated if text == generated.text else parse(text, generated.path)


def _definition(label: str, before: str, authorship: Authorship, define: Define) -> str:
    """What a footnote that a person's line cites says, "" if its label is unknown."""
    if label == EDITOR:
        return "The editor's own text."
    now = define(label) or ""
    quoting = _QUOTING.match(before[:_MAX_SEARCHED])
    if before and not quoting and _quotation(now):
        return f"{now.partition(': “')[0]}."  # it quoted nothing, and has no need to
    if quoting and quoting[1] != _quotation(now):
        # The passage has changed: the footnote still quotes what the person read.
        by_program = line_digest(f"[^{label}]: {quoting[0]}") in authorship.record.digests
        return quoting[0] if by_program else now
    return now


def _quotation(note: str) -> str:
    match = _QUOTING.match(note[:_MAX_SEARCHED])
    return match[1] if match else ""


def append_footnotes(body: str, present: Page, generated: Page, authorship: Authorship) -> str:
    """Append footnotes to a merged page: a person's version, else the generated one.

    If the program changed a footnote that a person had edited, a comment shows the new text.
    """
    known, cited = authorship.record.digests, {*LABEL.findall(body)}
    personal: defaultdict[str, list[str]] = defaultdict(list)
    for note in present.notes:
        if _is_edited(note, known):
            personal[note.label].append(note.text)
    new = {note.label: note.text for note in generated.notes if note.label in {*cited, *personal}}
    order = dict.fromkeys(note.label for note in present.notes if note.label in {*new, *personal})
    texts = chain.from_iterable(
        _update_footnotes(personal[label], new.get(label), known)
        if label in personal
        else [new[label]]
        for label in interleave([*order], new)
    )
    notes = [*texts]
    return "\n\n".join([body.rstrip(), *notes]) + "\n" if notes else body


def _update_footnotes(personal: list[str], new: str | None, known: Collection[str]) -> list[str]:
    """People's footnotes of one label, with what the program writes in them now."""
    if new is None:
        return personal
    *before, last = personal
    line, _, below = last.partition("\n")
    for end in (match.start() for match in reversed([*_WORD_ENDS.finditer(line[:_MAX_SEARCHED])])):
        if line_digest(line[:end]) in known:  # a person added to the program's words
            return [*before, f"{new}{line[end:]}\n{below}".rstrip("\n")]
    comment = conflict_comment(new)
    is_new = line_digest(new) not in known and new not in personal and comment not in last
    return [*before, f"{last}\n{comment}" if is_new else last]


def _is_edited(note: Footnote, known: Collection[str]) -> bool:
    return any(line_digest(x.text) not in known for x in note.lines if x.kind is not Kind.BLANK)


# --- What is left of a page whose seed is withdrawn ----------------------------------------------

_KEPT_TITLE = "# Kept after a seed was withdrawn"
_OF_SEEDS = re.compile(r"(seeds|origins|status|reviewer|reviewed_on):")
_STRUCTURE = (Kind.BLANK, Kind.FOOTNOTE, Kind.HEADING)


def keep_lines_of_people(page: Page, record: Record) -> str | None:
    """Keep only the lines that people wrote; ``None`` if there are none.

    Headings stay if a line below them stays, footnotes if a line cites them, conflict comments if a
    person wrote into them.  The page names no seed any more, so the program leaves it alone.
    """
    authorship = Authorship(page, record)
    personal = [
        x for x in authorship.lines if x.kind is not Kind.FRONT or not _OF_SEEDS.match(x.text)
    ]
    kept = {line.number for line in personal}
    for item in authorship.items.values():
        if is_conflict(item.text) and kept & {line.number for line in item.lines}:
            kept |= {item.lines[0].number, item.lines[-1].number}
    new: dict[int, str | None] = {}
    for line in page.lines:
        if line.kind is Kind.FRONT:
            new[line.number] = None if _OF_SEEDS.match(line.text) else line.text
        elif line.number not in kept and line.kind not in _STRUCTURE:
            new[line.number] = _KEPT_TITLE if line.kind is Kind.TITLE else None
    return replace_lines(page, new, {line.text for line in personal}).text if personal else None
