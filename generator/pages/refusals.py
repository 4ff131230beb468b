"""What people do not want in a page again: it stays away under whatever name a seed has then.

A generated line that is gone from its page was deleted, unless a line of a person cites what it
cites (then it was reworded), or a comment shows it (then nobody has decided yet).  What was deleted
is known by the words of its passages.  Where those words stand nowhere any more, as in a text that
was corrected, what stands at the address now is doubtful: it is shown in a comment, not in a line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from generator.model import Passage
from generator.pages.conflicts import find
from generator.pages.document import DEFINITION, EDITOR, STATEMENTS, Kind, Line, Page
from generator.pages.parse import LABEL, parse
from generator.pages.record import (
    Entry,
    Mark,
    Record,
    Refusal,
    digest,
    fingerprint,
    read_record,
    record_ids,
)

UNKNOWN = "?"  # the words of a passage that is in no seed
REWORDED = "~"  # before a line's digest: only some of its passages were taken out
Place = tuple[str, str]  # the label of a passage, and its words
_MARKS = re.compile(r"((?:\[\^[^\[\]\s]+\])+)")
_KEY = re.compile(r"[A-Za-z_]+:")


def words_of(text: str) -> str:
    """Return a digest of a text's words, whatever its case, stops and blanks."""
    return digest(" ".join(re.findall(r"\w+", text.casefold())))


@dataclass(frozen=True)
class Known:
    """The passages of the seeds as they are now, by their labels."""

    passages: Mapping[str, Passage]
    _words: dict[str, str] = field(default_factory=dict)

    def mark(self, label: str) -> Mark:
        """Return how a passage is written down."""
        passage = self.passages.get(label)
        if passage is None:
            return Mark(label, UNKNOWN)
        if label not in self._words:
            self._words[label] = words_of(passage.text)
        return Mark(passage.address, self._words[label])

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The label under which words stand now."""
        return {self.mark(label).words: label for label in self.passages}

    def now(self, mark: Mark) -> str:
        """Return the label of a passage that was written down, wherever it stands now."""
        if mark.words in (UNKNOWN, self.mark(mark.label).words):
            return mark.label
        return self.places.get(mark.words, mark.label)

    def follow(self, refusal: Refusal) -> Refusal:
        """Return a refusal with the addresses at which its passages stand now."""
        found = ((mark, self.mark(self.now(mark))) for mark in refusal.marks)
        marks = (new if new.words == mark.words else mark for mark, new in found)
        return refusal._replace(marks=tuple(marks))

    def entries(self, page: Page) -> tuple[Entry, ...]:
        """Return the lines of a generated page as they are written down."""
        return tuple(self.entry(line) for line in page.lines)

    def entry(self, line: Line) -> Entry:
        """Return a generated line as it is written down."""
        marks = (self.mark(label) for label in dict.fromkeys(line.labels) if label != EDITOR)
        (found,) = fingerprint([line.text])
        key = "" if line.kind is Kind.FOOTNOTE else key_of(line)
        return Entry(found, tuple(marks) if line.kind in STATEMENTS else (), key)


def key_of(line: Line) -> str:
    """Return what a line of the front matter, the title or a footnote is the value of, or ""."""
    if line.kind is Kind.FRONT:
        found = _KEY.match(line.text)
        return found[0] if found else ""
    if line.kind is Kind.FOOTNOTE:
        note = DEFINITION.match(line.text)
        return f"[^{note[1]}]:" if note else ""
    return "#" if line.kind is Kind.TITLE else ""


@dataclass(frozen=True)
class Refusals:
    """What people refused, in all pages.  ``shown`` are the passages that pages cite."""

    entries: frozenset[Refusal] = frozenset()
    shown: frozenset[Place] = frozenset()
    unwanted: frozenset[str] = frozenset()  # words that stood in pages that people deleted

    @cached_property
    def _lines(self) -> frozenset[str]:
        return frozenset(each.line for each in self.entries)

    @cached_property
    def _marks(self) -> frozenset[Place]:
        return frozenset((m.label, m.words) for each in self.entries for m in each.marks)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(words for _, words in self._marks) - {UNKNOWN}

    def holds(self, passage: Passage) -> bool:
        """Return whether a person refused this passage, under this name or an earlier one."""
        return bool(self._marks) and self.holds_mark(Mark(passage.address, words_of(passage.text)))

    def holds_mark(self, mark: Mark) -> bool:
        """Return whether a person refused a passage that is written down."""
        place = mark.label, mark.words
        return (mark.words in self._words and place not in self.shown) or place in self._marks

    def stops(self, entry: Entry) -> bool:
        """Return whether a generated line must stay away."""
        held = entry.marks and all(map(self.holds_mark, entry.marks))
        return entry.digest in self._lines or bool(held)

    def doubts(self, entry: Entry, known: Known) -> bool:
        """Return whether a line stands where a person took out words that are gone now."""
        gone = {label for label, words in self._marks if words not in known.places}
        return bool(entry.marks) and all(mark.label in gone for mark in entry.marks)

    def with_(self, more: Iterable[Refusal]) -> Refusals:
        """Return these and others."""
        return replace(self, entries=self.entries | frozenset(more))


def refused(briefings: Path, pages: Iterable[Page]) -> Refusals:
    """Return what people refused in the story pages, by their records and by how they stand."""
    by_id = {page.id: page for page in reversed([*pages])}
    entries: set[Refusal] = set()
    shown: set[Place] = set()
    unwanted: set[str] = set()
    for page_id in record_ids(briefings):
        record = read_record(briefings, page_id) or Record()
        marks = [mark for entry in record.base or () for mark in entry.marks]
        if page := by_id.get(page_id):
            entries.update(deleted(record, page))
            cited = {*page.cited, *_waiting(page)}
            shown.update((mark.label, mark.words) for mark in marks if mark.label in cited)
        else:
            entries.update(record.refused)
            unwanted.update(mark.words for mark in marks)
    return Refusals(frozenset(entries), frozenset(shown), frozenset(unwanted - {UNKNOWN}))


def deleted(record: Record, page: Page) -> tuple[Refusal, ...]:
    """Return what was refused in a page so far, and what a person took out since the last run."""
    base = frozenset(record.digests)
    there: set[str] = set()
    by_people, by_lines = set(_waiting(page)), set[str]()  # what they cite
    for line in page.lines:
        if line.kind not in (Kind.COMMENT, Kind.BLANK):
            (found,) = fingerprint([line.text])
            there.add(found)
            (by_lines if found in base else by_people).update(line.labels)
    kept = [each for each in record.refused if each.line.lstrip(REWORDED) not in there]
    gone = [entry for entry in record.base or () if entry.marks and entry.digest not in there]
    taken = [] if record.mixed else [_taken(entry, by_people, by_lines) for entry in gone]
    known = {each[:2] for each in kept}
    return (*kept, *(new for new in taken if new and new[:2] not in known))


def _taken(entry: Entry, by_people: set[str], by_lines: set[str]) -> Refusal | None:
    """Return what the loss of a line means: it was deleted, or at least some of its passages."""
    marks = tuple(m for m in entry.marks if m.label not in by_people | by_lines)
    if by_people.isdisjoint(mark.label for mark in entry.marks):
        return Refusal(entry.digest, marks)
    return Refusal(f"{REWORDED}{entry.digest}", marks) if marks else None


def _waiting(page: Page) -> Iterator[str]:
    """Yield the labels of the lines that wait in conflict comments."""
    for conflict in find([line.text for line in page.lines]):
        yield from LABEL.findall("\n".join(conflict.proposed))


def left_out(page: Page, refusals: Refusals, known: Known, there: Collection[str] = ()) -> Page:
    """Return a generated page without what people refused, nor what only that needed.

    Headings and footnotes that are ``there``, in the page as it stands, are left to people.
    """
    rest = {line.number: _rest(line, refusals, known) for line in page.lines}
    gone = {number for number, text in rest.items() if text is None}
    if all(rest[line.number] == line.text for line in page.lines):
        return page
    stays = [line for line in page.lines if line.number not in gone]
    cited = {f"[^{label}]:" for line in stays for label in LABEL.findall(rest[line.number] or "")}
    lost = {f"[^{label}]:" for line in page.lines for label in line.labels} - cited
    full = {line.section for line in stays if line.kind not in (Kind.BLANK, Kind.HEADING)}
    texts: list[str] = []
    for line in stays:
        empty = line.kind is Kind.HEADING and line.section not in full
        useless = empty or (line.kind is Kind.FOOTNOTE and key_of(line) in lost)
        blank = not line.text.strip() and not "".join(texts[-1:]).strip()
        if not blank and (not useless or line.text in there):
            texts.append(rest[line.number] or "")
    return parse("\n".join(texts).rstrip("\n") + "\n", page.path)


def _rest(line: Line, refusals: Refusals, known: Known) -> str | None:
    """Return a line without the sentences that people refused, ``None`` if it has no other."""
    entry = known.entry(line)
    if not entry.marks or refusals.stops(entry):
        return line.text if not entry.marks else None
    bullet = line.text[:2] if line.text.startswith("- ") else ""
    *parts, end = _MARKS.split(line.text.removeprefix(bullet))
    kept = [
        said.strip() + marks
        for said, marks in zip(parts[::2], parts[1::2], strict=True)
        if not all(refusals.holds_mark(known.mark(label)) for label in LABEL.findall(marks))
    ]
    return bullet + " ".join(kept) + end if len(kept) * 2 < len(parts) else line.text
