"""Merge the footnotes of a page: each is known by its label, and follows from what the page cites.

What a person wrote into one stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from itertools import chain

from briefing_room.pages.authorship import Authorship
from briefing_room.pages.conflicts import conflict_comment
from briefing_room.pages.document import EDITOR, LABEL, Footnote, Kind, Page, parse
from briefing_room.pages.line_merge import interleaved
from briefing_room.pages.record import line_digest

Define = Callable[[str], str | None]
"""Writes the footnote of a passage by its label, ``None`` if there is no such passage."""

_QUOTING = re.compile(r".*?: “([^”]*)”", re.DOTALL)  # a footnote that quotes its passage
_WORD_ENDS = re.compile(r"(?=\s)|$")
_MAX_SEARCHED = 3000  # characters of a footnote in which the program's words are looked for


def without_footnotes(page: Page) -> Page:
    """Take out the footnotes of a page and the blank line above each."""
    gone = {line.number for note in page.notes for line in note.lines}
    blank = {line.number for line in page.lines if line.kind is Kind.BLANK}
    gone |= blank.intersection(note.lines[0].number - 1 for note in page.notes)
    kept = (line.text for line in page.lines if line.number not in gone)
    return Page(page.path, page.front, "\n".join(kept))


def with_cited_footnotes(
    generated: Page, present: Page, authorship: Authorship, cited: Collection[str], define: Define
) -> Page:
    """Add the footnotes to a generated page that only lines of people cite.

    Where something else stands at a label now, the words stay quoted that stood there: `check` says
    where they are now.  A label that ``define`` does not know gets no footnote, as `check` says.
    """
    written, before = generated.definitions, present.definitions
    text = generated.text
    for label in present.cited:
        if label not in cited and label != EDITOR:
            continue
        note = _definition(label, before.get(label, ""), authorship, define)
        if label not in written and note:
            text = f"{text.rstrip()}\n\n[^{label}]: {note}\n"
        elif label in written and _quoted(note) != _quoted(define(label) or ""):
            text = text.replace(f"\n[^{label}]: {written[label]}\n", f"\n[^{label}]: {note}\n")
    return generated if text == generated.text else parse(text, generated.path)


def _definition(label: str, before: str, authorship: Authorship, define: Define) -> str:
    """What a footnote that a person's line cites says, "" if its label is unknown."""
    if label == EDITOR:
        return "The editor's own text."
    now = define(label) or ""
    if before.rstrip(".") == now.partition(": “")[0]:
        return before  # it quotes nothing, and has no need to
    quoting = _QUOTING.match(before[:_MAX_SEARCHED])
    if quoting and quoting[1] != _quoted(now):
        # Other words stand at the label now: what the person read stays quoted.
        by_program = line_digest(f"[^{label}]: {quoting[0]}") in authorship.record.digests
        return quoting[0] if by_program else now
    return now


def _quoted(note: str) -> str:
    found = _QUOTING.match(note[:_MAX_SEARCHED])
    return found[1] if found else ""


def with_footnotes(body: str, present: Page, generated: Page, authorship: Authorship) -> str:
    """Add the footnotes to a merged page: people's own, else the generated ones.

    Where the program changed one that a person had edited, a comment below shows the new text.
    """
    known, cited = authorship.record.digests, {*LABEL.findall(body)}
    own: defaultdict[str, list[str]] = defaultdict(list)
    for note in present.notes:
        if _is_edited(note, known):
            own[note.label].append(note.text)
    new = {note.label: note.text for note in generated.notes if note.label in {*cited, *own}}
    order = dict.fromkeys(note.label for note in present.notes if note.label in {*new, *own})
    found = chain.from_iterable(
        _updated(own[label], new.get(label), known) if label in own else [new[label]]
        for label in interleaved([*order], new)
    )
    notes = [*found]
    return "\n\n".join([body.rstrip(), *notes]) + "\n" if notes else body


def _updated(own: list[str], new: str | None, known: Collection[str]) -> list[str]:
    """People's footnotes of one label, with what the program writes in them now."""
    if new is None:
        return own
    *before, last = own
    line, _, below = last.partition("\n")
    for end in (match.start() for match in reversed([*_WORD_ENDS.finditer(line[:_MAX_SEARCHED])])):
        if line_digest(line[:end]) in known:  # a person added something to the program's words
            return [*before, f"{new}{line[end:]}\n{below}".rstrip("\n")]
    comment = conflict_comment(new)
    is_new = line_digest(new) not in known and new not in own and comment not in last
    return [*before, f"{last}\n{comment}" if is_new else last]


def _is_edited(note: Footnote, known: Collection[str]) -> bool:
    return any(line_digest(x.text) not in known for x in note.lines if x.kind is not Kind.BLANK)
