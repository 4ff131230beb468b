"""The footnotes of a page: each is known by its label, and follows from what the page cites.

What a person wrote into one stays; where its passage moves, it goes along under the new label.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from itertools import chain

from generator.pages.document import EDITOR, LABEL, Kind, Note, Page, conflict_comment, parse
from generator.pages.record import Record, digest
from generator.pages.refusals import Known


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


def _is_own(note: Note, base: Collection[str]) -> bool:
    """Return whether a person wrote a footnote, or something into it."""
    return any(digest(line.text) not in base for line in note.lines if line.kind is not Kind.BLANK)


def _quoted(note: str) -> str:
    return note.partition(": “")[2]
