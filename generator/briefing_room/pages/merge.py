"""Bring a page as it stands together with what is generated now, and say what came of it.

What a person wrote stays, what they took out stays away; how is told in
:mod:`briefing_room.pages.line_merge`, and what counts as taken out in
:mod:`briefing_room.pages.refusals`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from briefing_room.pages.authorship import Authorship
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
    is_conflict,
    parse,
    parse_with_error,
)
from briefing_room.pages.known_passages import KnownPassages
from briefing_room.pages.line_merge import LineMerge, woven
from briefing_room.pages.record import Record, RecordEntry, digest, line_digest
from briefing_room.pages.refusals import Refusals, deleted, left_out, with_lines


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
    known: KnownPassages,
    define: Callable[[str], str | None],
) -> Merged:
    """Return a page's new text, what happened to it, and its new record; nothing is written."""
    if record.text == digest(present.text):
        settled = known.follow(record.refused)
        here = refusals.plus(settled, frozenset())
        theirs = left_out(generated, here, known)
        new = Record(known.entries(theirs), settled, record.accepted, digest(theirs.text))
        if not here.doubtful(new.base or ()):
            return Merged(theirs.text, _outcome(present.text, theirs.text, Outcome.UPDATED), new)
    authorship, known = Authorship(with_head(present, generated), record), known.after(record.cites)
    moved = known.moved(record)
    ours = relabelled(authorship.page, moved)
    told = frozenset(moved.get(label, label) for label in authorship.told)
    settled = known.follow(deleted(authorship))
    refusals = refusals.plus((*settled, *_drafted(generated, authorship, told, known)), told)
    there = {line.text for line in ours.lines if line.kind is not Kind.FOOTNOTE}
    theirs = left_out(generated, refusals, known, there)
    theirs = with_notes(theirs, ours, authorship, told, define)
    base = known.entries(theirs)
    text = _text((ours, theirs), authorship, known, settled, refusals.doubtful(base))
    cited = known.cited(told, record)
    new = Record(base, settled, record.accepted, digest(theirs.text), cited=cited)
    return Merged(text, _outcome(present.text, text, Outcome.MERGED), new)


def _drafted(
    generated: Page, authorship: Authorship, told: Collection[str], known: KnownPassages
) -> tuple[RecordEntry, ...]:
    """Return what people tell where a writer does not tell it, too, as if it were settled."""
    shown = {label for name in authorship.generated for label in authorship.items[name].labels}
    cites = tuple(map(known.citation, sorted(frozenset(told) - shown)))
    return (RecordEntry("", cites),) if DRAFTED_BY in generated.front and cites else ()


def _text(
    pages: tuple[Page, Page],
    authorship: Authorship,
    known: KnownPassages,
    settled: tuple[RecordEntry, ...],
    asked: Collection[str],
) -> str:
    """Return the text that two pages make, ours and theirs."""
    ours, theirs = pages
    gone = (each for name, each in authorship.base.items() if name not in authorship.generated)
    lost = {known.now(cite).label for each in (*gone, *settled) for cite in each.cites}
    bare = (without_notes(ours), without_notes(theirs))
    weave = LineMerge(authorship, bare, asked, lost)
    lines = weave.lines()
    lacking = weave.lacking or ours.undefined & theirs.definitions.keys()
    same = known.entries(theirs) == authorship.record.base and not authorship.record.mixed
    if lines is None and same and not lacking:
        return ours.text
    return noted("\n".join(lines) if lines is not None else bare[0].text, ours, theirs, authorship)


def _outcome(before: str, text: str, how: Outcome) -> Outcome:
    if text == before:
        return Outcome.UNCHANGED
    shown, now = ({each.proposed for each in conflicts(x.split("\n"))} for x in (before, text))
    return how if now <= shown else Outcome.CONFLICT


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


def relabelled(page: Page, moved: Mapping[str, str]) -> Page:
    """Return a page whose footnotes have the labels under which their passages stand now."""
    if not moved:
        return page
    text = LABEL.sub(lambda found: f"[^{moved.get(found[1], found[1])}]", page.text)
    return Page(page.path, page.front, text)


_QUOTING = re.compile(r".*?: “([^”]*)”", re.DOTALL)  # a footnote that quotes its passage
_ENDS = re.compile(r"(?=\s)|$")
_LONGEST = 3000  # characters of a footnote in which the program's words are looked for


# --- Its footnotes -------------------------------------------------------------------------------
# Each is known by its label, and follows from what the page cites.  What a person wrote into one
# stays.


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
    authorship: Authorship,
    told: Collection[str],
    define: Callable[[str], str | None],
) -> Page:
    """Return a generated page with the footnotes that only lines of people cite.

    Where something else stands at a label now, the words are quoted that stood there: `check` says
    where they stand.  A label that ``define`` does not know stays without, as `check` says, too.
    """
    written, present = generated.definitions, ours.definitions
    cited = (label for label in ours.cited if label in {*told, EDITOR})
    text = before = generated.text
    for label in cited:
        note = _note_below(label, present.get(label, ""), authorship, define)
        if label not in written and note:
            text = f"{text.rstrip()}\n\n[^{label}]: {note}\n"
        elif label in written and _quoted(note) != _quoted(define(label) or ""):
            text = text.replace(f"\n[^{label}]: {written[label]}\n", f"\n[^{label}]: {note}\n")
    return generated if text == before else parse(text, generated.path)


def _note_below(
    label: str, present: str, authorship: Authorship, define: Callable[[str], str | None]
) -> str:
    """Return what a footnote that a person's line cites says, "" where its label is unknown."""
    if label == EDITOR:
        return "The editor's own text."
    fresh = define(label) or ""
    if present.rstrip(".") == fresh.partition(": “")[0]:
        return present  # it quotes nothing, and has no need to
    quoting = _QUOTING.match(present[:_LONGEST])
    if quoting and quoting[1] != _quoted(fresh):
        # Other words stand at the label now: what the person read stays quoted.
        is_ours = line_digest(f"[^{label}]: {quoting[0]}") in authorship.record.digests
        return quoting[0] if is_ours else fresh
    return fresh


def noted(body: str, ours: Page, theirs: Page, authorship: Authorship) -> str:
    """Return the text of a page with its footnotes: people's own, else those of ``theirs``.

    Where the program says something else than it did, a comment below a person's own says so.
    """
    known, cited = frozenset(authorship.record.digests), {*LABEL.findall(body)}
    mine: defaultdict[str, list[str]] = defaultdict(list)
    for note in (note for note in ours.notes if _is_own(note, authorship)):
        mine[note.label].append(note.text)
    said = {note.label: note.text for note in theirs.notes if note.label in {*cited, *mine}}
    shown = {**said, **mine}
    texts = (
        _renewed(mine[label], said.get(label), known) if label in mine else [said[label]]
        for label in woven([*dict.fromkeys(x.label for x in ours.notes if x.label in shown)], said)
    )
    found = [*chain.from_iterable(texts)]
    return "\n\n".join([body.rstrip(), *found]) + "\n" if found else body


def _renewed(own: list[str], text: str | None, known: Collection[str]) -> list[str]:
    """Return people's footnotes of one label with what the program says in them now."""
    if text is None:
        return own
    *before, last = own
    line, _, below = last.partition("\n")
    for end in (match.start() for match in reversed([*_ENDS.finditer(line[:_LONGEST])])):
        if line_digest(line[:end]) in known:  # a person added something to what it said
            return [*before, f"{text}{line[end:]}\n{below}".rstrip("\n")]
    said = conflict_comment(text)
    is_new = line_digest(text) not in known and text not in own and said not in last
    return [*before, f"{last}\n{said}" if is_new else last]


def _is_own(note: Footnote, authorship: Authorship) -> bool:
    """Return whether a person wrote a footnote, or something into it."""
    known = frozenset(authorship.record.digests)
    return any(line_digest(x.text) not in known for x in note.lines if x.kind is not Kind.BLANK)


def _quoted(note: str) -> str:
    found = _QUOTING.match(note[:_LONGEST])
    return found[1] if found else ""


# --- What is left of a page whose seed is withdrawn ----------------------------------------------

_KEPT_TITLE = "# Kept after a seed was withdrawn"
_OF_SEEDS = re.compile(r"(seeds|origins|status|reviewer|reviewed_on):")
_STRUCTURE = (Kind.BLANK, Kind.FOOTNOTE, Kind.HEADING)


def lines_of_people(page: Page, record: Record) -> tuple[Line, ...]:
    """Return the lines that people wrote, those in conflict comments, too."""
    return Authorship(page, record).lines


def without_generated(page: Page, record: Record) -> str | None:
    """Return the page with people's lines alone, ``None`` if there are none below the head.

    Headings stay where a line below them stays, footnotes where one cites them, the ends of a
    comment where a person wrote into it.  The page names no seed any more, so it is a person's own
    page from now on.
    """
    authorship = Authorship(page, record)
    written = [
        x for x in authorship.lines if x.kind is not Kind.FRONT or not _OF_SEEDS.match(x.text)
    ]
    stays = {line.number for line in written}
    for item in authorship.items.values():
        if is_conflict(item.text) and stays & {line.number for line in item.lines}:
            stays |= {item.lines[0].number, item.lines[-1].number}
    new: dict[int, str | None] = {}
    for line in page.lines:
        if line.kind is Kind.FRONT:
            new[line.number] = None if _OF_SEEDS.match(line.text) else line.text
        elif line.number not in stays and line.kind not in _STRUCTURE:
            new[line.number] = _KEPT_TITLE if line.kind is Kind.TITLE else None
    return with_lines(page, new, {line.text for line in written}).text if written else None
