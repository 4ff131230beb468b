"""Merge the footnotes of a page: it has those that its lines cite, and those that people wrote.

A footnote names the source of its passage, and may quote the passage after ``: “``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import chain

from briefing_room.pages.authorship import Authorship
from briefing_room.pages.conflicts import conflict_comment
from briefing_room.pages.document import EDITOR, LABEL, Footnote, Kind, Page, parse
from briefing_room.pages.line_merge import interleave
from briefing_room.pages.record import line_digest

Define = Callable[[str], str | None]
"""Writes the footnote of a passage by its label, ``None`` if there is no such passage."""

_QUOTING_NOTE = re.compile(r".*?: “([^”]*)”", re.DOTALL)  # a footnote that quotes its passage
_ANY_QUOTATION = re.compile(r": “.*”", re.DOTALL)
_WORD_ENDS = re.compile(r"(?=\s)|$")
_EDITORS_NOTE = "The editor's own text."
_MAX_SEARCHED = 3000  # characters of a footnote in which the program's words are looked for


def remove_footnotes(page: Page) -> Page:
    """Take out the footnotes of a page and the blank line above each."""
    numbers = {line.number for note in page.footnotes for line in note.lines}
    blank = {line.number for line in page.lines if line.kind is Kind.BLANK}
    numbers |= blank.intersection(note.lines[0].number - 1 for note in page.footnotes)
    texts = (line.text for line in page.lines if line.number not in numbers)
    return Page(page.path, page.front, "\n".join(texts))


def add_cited_footnotes(
    generated: Page, edited: Page, authorship: Authorship, labels: Collection[str], define: Define
) -> Page:
    """Add to a generated page the footnotes of the ``labels`` that people's lines cite.

    If the passage has changed, its footnote still quotes the words that the person read.  An
    unknown label gets no footnote.  `check` reports both.
    """
    new_notes, old_notes = generated.definitions, edited.definitions
    text = generated.text
    for label in edited.cited:
        if label not in labels and label != EDITOR:
            continue
        note = _definition(label, old_notes.get(label, ""), authorship, define)
        if label not in new_notes and note:
            text = f"{text.rstrip()}\n\n[^{label}]: {note}\n"
        elif label in new_notes and _quotation(note) != _quotation(define(label) or ""):
            text = text.replace(f"\n[^{label}]: {new_notes[label]}\n", f"\n[^{label}]: {note}\n")
    return generated if text == generated.text else parse(text, generated.path)


def _definition(label: str, before: str, authorship: Authorship, define: Define) -> str:
    """The footnote of a label that a person's line cites, "" if the label is unknown.

    ``before`` is its present footnote.  One without a quotation gets none.  The editor's own words
    are not the program's to write.
    """
    if label == EDITOR:
        is_generated = (
            not before or line_digest(f"[^{label}]: {before}") in authorship.record.base_digests
        )
        return _EDITORS_NOTE if is_generated or before == _EDITORS_NOTE else ""
    new_note = define(label) or ""
    quoting_note = _QUOTING_NOTE.match(before[:_MAX_SEARCHED])
    if before and not quoting_note and _quotation(new_note):
        return f"{new_note.partition(': “')[0]}."
    if quoting_note and quoting_note[1] != _quotation(new_note):  # the passage has changed
        is_generated = (
            line_digest(f"[^{label}]: {quoting_note[0]}") in authorship.record.base_digests
        )
        return quoting_note[0] if is_generated else new_note
    return new_note


def _quotation(note: str) -> str:
    match = _QUOTING_NOTE.match(note[:_MAX_SEARCHED])
    return match[1] if match else ""


def append_footnotes(body: str, edited: Page, generated: Page, authorship: Authorship) -> str:
    """Append footnotes to a merged page: a person's version, else the generated one.

    If the program changed a footnote that a person had edited, a comment shows the new text.
    """
    digests, labels = authorship.record.base_digests, {*LABEL.findall(body)}
    notes_of_people: defaultdict[str, list[str]] = defaultdict(list)
    for note in edited.footnotes:
        if _is_edited(note, digests):
            notes_of_people[note.label].append(note.text)
    needed = {*labels, *notes_of_people}
    new = {note.label: note.text for note in generated.footnotes if note.label in needed}
    order = dict.fromkeys(
        note.label for note in edited.footnotes if note.label in {*new, *notes_of_people}
    )
    texts = chain.from_iterable(
        _update_footnotes(notes_of_people[label], new.get(label), digests)
        if label in notes_of_people
        else [new[label]]
        for label in interleave([*order], new)
    )
    notes = [*texts]
    return "\n\n".join([body.rstrip(), *notes]) + "\n" if notes else body


def remove_quotations(
    page: Page, notes: Iterable[str], labels: Collection[str], except_labels: Collection[str]
) -> str:
    """Take the quotations of passages out of the footnotes of a page; people's words stay.

    ``notes`` are the footnotes that the program writes for the passages.  A footnote with one of
    ``labels`` that quotes other words, since the passage has changed, loses these.
    """
    text = page.text
    for note in page.footnotes:
        if note.label in except_labels:
            continue
        without = note.text
        for written in notes:
            without = without.replace(f": “{written.partition(': “')[2]}", ".")
        if without == note.text and note.label in labels:
            without = _ANY_QUOTATION.sub(".", without)
        text = text.replace(note.text, without)
    return text


def _update_footnotes(
    notes_of_people: list[str], new: str | None, digests: Collection[str]
) -> list[str]:
    """People's footnotes of one label, with what the program writes in them now."""
    if new is None:
        return notes_of_people
    *before, last = notes_of_people
    line, _, below = last.partition("\n")
    for end in (match.start() for match in reversed([*_WORD_ENDS.finditer(line[:_MAX_SEARCHED])])):
        if line_digest(line[:end]) in digests:  # a person added to the program's words
            return [*before, f"{new}{line[end:]}\n{below}".rstrip("\n")]
    comment = conflict_comment(new)
    is_new = line_digest(new) not in digests and new not in notes_of_people and comment not in last
    return [*before, f"{last}\n{comment}" if is_new else last]


def _is_edited(note: Footnote, digests: Collection[str]) -> bool:
    lines = (line for line in note.lines if line.kind is not Kind.BLANK)
    return any(line_digest(line.text) not in digests for line in lines)
