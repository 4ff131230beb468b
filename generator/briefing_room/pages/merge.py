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
    finder = PassageFinder(passages, record.all_cites, edited)
    is_unedited = record.page_digest == digest(edited.text)
    if is_unedited and (result := _merge_unedited(record, edited, generated, rejections, finder)):
        return result

    # The page as people left it, with the present labels of its passages.
    authorship = Authorship(_restore_head(edited, generated), record)
    new_labels = finder.new_labels(record)
    page = _relabel(authorship.page, new_labels)
    labels = frozenset(new_labels.get(label, label) for label in authorship.labels_of_people)

    # The generated page, without what people rejected, with the footnotes that their lines need.
    rejected = _list_rejected(generated, authorship, new_labels, finder)
    deleted = {cite.label for entry in rejected if not entry.is_retold for cite in entry.cites}
    rejections = rejections.with_page(rejected, labels - deleted)
    texts = {line.text for line in page.lines}
    generated = leave_out_rejected(generated, rejections, passages, texts)
    generated = add_cited_footnotes(generated, page, authorship, labels, define)
    base, cites_of_people = passages.entries(generated), finder.cite_for_people(labels, record)
    new_record = Record(
        base, rejected, record.accepted, digest(generated.text), cites_of_people=cites_of_people
    )

    # Both together.
    entries = (*authorship.missing_entries, *rejected)
    lost = {finder.locate(cite).label for entry in entries for cite in entry.cites}
    cites = map(finder.locate, record.all_cites)
    withdrawn = {cite.label for cite in cites if cite.seed not in passages.by_seed}
    bodies = remove_footnotes(page), remove_footnotes(generated)
    questioned = rejections.digests_to_question(base)
    merging = LineMerge(authorship, *bodies, questioned=questioned, lost=lost, withdrawn=withdrawn)
    lines = merging.merge_lines()
    is_same = lines is None and base == record.base and not record.is_mixed
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
    if rejections.digests_to_question(base):
        return None
    new_record = Record(base, rejected, record.accepted, digest(text))
    return MergeResult(text, _outcome(edited.text, text, Outcome.UPDATED), new_record)


def _list_rejected(
    generated: Page, authorship: Authorship, new_labels: Mapping[str, str], finder: PassageFinder
) -> tuple[RecordEntry, ...]:
    """List what people rejected on a page, with the present addresses.

    A passage that only people's lines will cite is rejected, too: those lines replace its sentence.
    """
    rejected = finder.locate_entries(rejected_entries(authorship, generated))
    labels = {cite.label for entry in rejected for cite in entry.cites}
    shown = {new_labels.get(label, label) for label in authorship.labels_of_program}
    labels |= shown & {*generated.cited}
    retold = {new_labels.get(label, label) for label in authorship.labels_of_people} - labels
    cites = map(finder.passages.citation, sorted(retold))
    retold_entries = (RecordEntry(BLANK, (cite,)) for cite in cites if cite.digest != UNKNOWN)
    return tuple(dict.fromkeys((*rejected, *retold_entries)))


def _outcome(before: str, text: str, if_changed: Outcome) -> Outcome:
    if text == before:
        return Outcome.UNCHANGED
    old, new = (
        {conflict.proposed_lines for conflict in conflicts(page)} for page in (before, text)
    )
    return if_changed if new <= old else Outcome.CONFLICT


def _restore_head(page: Page, generated: Page) -> Page:
    """Give a page the generated head if a person took out all or half of its own."""
    if page.lines[0].kind is Kind.FRONT:
        return page
    opened, fault = parse_with_error(f"---\n{page.text}", page.path)
    if not fault and opened.front.keys() & generated.front.keys():
        return opened
    head = [line.text for line in generated.lines if line.kind is Kind.FRONT]
    return parse("\n".join([*head, "", page.text.lstrip("\n")]), page.path)


def _relabel(page: Page, new_labels: Mapping[str, str]) -> Page:
    """Update the labels of a page whose passages have moved."""
    if not new_labels:
        return page
    text = LABEL.sub(lambda mark: f"[^{new_labels.get(mark[1], mark[1])}]", page.text)
    return Page(page.path, page.front, text)


# --- What remains of a page whose seed is withdrawn ----------------------------------------------

_TITLE_OF_KEPT_PAGE = "# Kept after its source was withdrawn: {}"
_SEED_KEYS = re.compile(r"(seeds|origins|status|reviewer|reviewed_on):")
_STRUCTURE = (Kind.BLANK, Kind.FOOTNOTE, Kind.HEADING)


def keep_lines_of_people(page: Page, record: Record) -> str | None:
    """Keep only the lines that people wrote; ``None`` if there are none.

    Headings stay if a line below them stays, footnotes if a line cites them, conflict comments if a
    person wrote into them.  The title names the page, since its own may be words of the seed.  The
    page names no seed any more, so the program leaves it alone.
    """
    authorship = Authorship(page, record)
    personal_lines = [
        line
        for line in authorship.lines_worded_by_people
        if line.kind is not Kind.FRONT or not _SEED_KEYS.match(line.text)
    ]
    kept_numbers = {line.number for line in personal_lines}
    for item in authorship.items.values():
        if is_conflict(item.text) and kept_numbers & {line.number for line in item.lines}:
            kept_numbers |= {item.lines[0].number, item.lines[-1].number}
    new_texts: dict[int, str | None] = {}
    words = [word for word in page.id.split("-") if word.isalpha()]  # a number needs a passage
    title = _TITLE_OF_KEPT_PAGE.format(" ".join(words) or page.id)
    for line in page.lines:
        if line.kind is Kind.FRONT:
            new_texts[line.number] = None if _SEED_KEYS.match(line.text) else line.text
        elif line.number not in kept_numbers and line.kind not in _STRUCTURE:
            new_texts[line.number] = title if line.kind is Kind.TITLE else None
    personal_texts = {line.text for line in personal_lines}
    return replace_lines(page, new_texts, personal_texts).text if personal_lines else None
