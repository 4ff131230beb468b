"""Merge a page that people edit with the newly generated page.

What a person wrote stays, and what they deleted does not return.  :mod:`line_merge` merges the
lines, :mod:`footnotes` the footnotes; :mod:`rejections` knows what was deleted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from briefing_room.pages.authorship import Authorship
from briefing_room.pages.conflicts import conflicts, is_conflict
from briefing_room.pages.document import LABEL, Kind, Page, parse, parse_with_error
from briefing_room.pages.footnotes import (
    Define,
    add_cited_footnotes,
    append_footnotes,
    remove_footnotes,
)
from briefing_room.pages.line_merge import LineMerge
from briefing_room.pages.passage_finder import UNKNOWN, PassageFinder, PassageIndex
from briefing_room.pages.record import BLANK, Record, RecordEntry, digest
from briefing_room.pages.rejections import (
    Rejections,
    leave_out_rejected,
    rejected_entries,
    replace_lines,
)


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
    edited: Page,
    generated: Page,
    *,
    rejections: Rejections,
    passages: PassageIndex,
    define: Define,
) -> MergeResult:
    """Work out the new text of a page, what happened to it, and its new record; write nothing."""
    finder = PassageFinder(passages, record.cites, edited)
    is_unedited = record.page_digest == digest(edited.text)
    if is_unedited and (result := _merge_unedited(record, edited, generated, rejections, finder)):
        return result

    # The page as people left it, with the present labels of its passages.
    authorship = Authorship(_restore_head(edited, generated), record)
    moved = finder.moved_labels(record)
    page = _relabel(authorship.page, moved)
    cited = frozenset(moved.get(label, label) for label in authorship.cited_by_people)

    # The generated page, without what people rejected, with the footnotes that their lines need.
    rejected = _list_rejected(generated, authorship, moved, finder)
    deleted = {cite.label for entry in rejected if not entry.is_retold for cite in entry.cites}
    rejections = rejections.with_page(rejected, cited - deleted)
    generated = leave_out_rejected(generated, rejections, passages, {x.text for x in page.lines})
    generated = add_cited_footnotes(generated, page, authorship, cited, define)
    base, people_cite = passages.entries(generated), finder.passages_cited(cited, record)
    new_record = Record(base, rejected, record.accepted, digest(generated.text), cited=people_cite)

    # Both together.
    entries = (*authorship.missing, *rejected)
    lost = {finder.locate(cite).label for entry in entries for cite in entry.cites}
    cites = map(finder.locate, record.cites)
    withdrawn = {cite.label for cite in cites if cite.seed not in passages.by_seed}
    bodies = remove_footnotes(page), remove_footnotes(generated)
    questioned = rejections.lines_to_question(base)
    merging = LineMerge(authorship, *bodies, questioned=questioned, lost=lost, withdrawn=withdrawn)
    lines = merging.lines()
    is_same = lines is None and base == record.base and not record.mixed
    text = page.text
    if not is_same or merging.missing_head or page.undefined & generated.definitions.keys():
        body = bodies[0].text if lines is None else "\n".join(lines)
        text = append_footnotes(body, page, generated, authorship)
    return MergeResult(text, _outcome(edited.text, text, Outcome.MERGED), new_record)


def _merge_unedited(
    record: Record, edited: Page, generated: Page, rejections: Rejections, finder: PassageFinder
) -> MergeResult | None:
    """Replace a page that nobody edited; ``None`` if a person has to be asked about a line."""
    rejected = finder.locate_entries(record.rejected)
    rejections = rejections.with_page(rejected, frozenset())
    generated = leave_out_rejected(generated, rejections, finder.passages)
    base, text = finder.passages.entries(generated), generated.text
    if rejections.lines_to_question(base):
        return None
    new_record = Record(base, rejected, record.accepted, digest(text))
    return MergeResult(text, _outcome(edited.text, text, Outcome.UPDATED), new_record)


def _list_rejected(
    generated: Page, authorship: Authorship, moved: Mapping[str, str], finder: PassageFinder
) -> tuple[RecordEntry, ...]:
    """List what people rejected on a page, with the present addresses.

    A passage that only people's lines will cite is rejected, too: they say what there is to say.
    """
    rejected = finder.locate_entries(rejected_entries(authorship, generated))
    labels = {cite.label for entry in rejected for cite in entry.cites}
    shown = {moved.get(label, label) for label in authorship.cited_by_program}
    labels |= shown & {*generated.cited}
    cited = {moved.get(label, label) for label in authorship.cited_by_people}
    passages = (finder.passages.citation(label) for label in sorted(cited - labels))
    retold = (RecordEntry(BLANK, (cite,)) for cite in passages if cite.digest != UNKNOWN)
    return tuple(dict.fromkeys((*rejected, *retold)))


def _outcome(before: str, text: str, how: Outcome) -> Outcome:
    if text == before:
        return Outcome.UNCHANGED
    old, new = ({conflict.proposed for conflict in conflicts(page)} for page in (before, text))
    return how if new <= old else Outcome.CONFLICT


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
    text = LABEL.sub(lambda mark: f"[^{moved.get(mark[1], mark[1])}]", page.text)
    return Page(page.path, page.front, text)


# --- What remains of a page whose seed is withdrawn ----------------------------------------------

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
        x
        for x in authorship.lines_worded_by_people
        if x.kind is not Kind.FRONT or not _OF_SEEDS.match(x.text)
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
