"""Whose hand each line of a page is: the program's, or a person's.

A line is known by its words, not by how it is indented, marked, quoted or wrapped: so changed, it
is still the program's, and goes when it is no longer generated.  Where its words, its footnotes or
its place are a person's, it is theirs; inside a conflict comment, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from briefing_room.pages.document import (
    EDITOR,
    STATEMENTS,
    Kind,
    Line,
    Page,
    conflicts,
    folded,
    is_conflict,
    key_of,
    unescaped,
)
from briefing_room.pages.record import BLANK, Record, RecordEntry, line_digest

END = "end"
_MOST = 12  # lines into which a person wraps one
_STOPS = (".", "!", "?", ":", "”", '"', "]")


class Item(NamedTuple):
    """A line with those that go on it and the blank ones above, or a whole conflict comment.

    ``name`` is a digest of its words, and which of the lines with these words it is; ``heading`` is
    the name of the one that it stands below.
    """

    name: str
    text: str
    kind: Kind
    labels: tuple[str, ...]
    key: str
    heading: str
    lines: tuple[Line, ...] = ()
    blanks: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The digest by which a record knows the line."""
        return self.name.rpartition(" ")[0]

    @property
    def keys(self) -> frozenset[str]:
        """What it says something of: the passages that it cites, or a key of the front matter."""
        return frozenset((self.key, *self.labels)) - {""}


def items(page: Page, record: Record | None = None) -> Iterator[Item]:
    """Yield what a page consists of; ``record`` tells which lines were wrapped."""
    count: Counter[str] = Counter()
    blanks: list[str] = []
    heading = ""
    for lines, text in _joined(page, record.words if record else frozenset()):
        kind = lines[0].kind
        if kind is Kind.BLANK:
            blanks.append(text)
            continue
        # What a person put into a comment or a block of code is theirs, whoever said it first.
        hidden = "hidden " * (record is not None and kind in (Kind.COMMENT, Kind.OTHER))
        words = hidden + line_digest(text)
        count[words] += 1
        name = f"{words} {count[words]}"
        heading = name if kind is Kind.HEADING else heading
        cited = dict.fromkeys(x for line in lines for x in line.labels if kind in STATEMENTS)
        yield Item(name, text, kind, (*cited,), key_of(lines[0]), heading, lines, tuple(blanks))
        blanks = []
    yield Item(END, "", Kind.BLANK, (), "", END, (), tuple(blanks))


def _joined(page: Page, known: frozenset[str]) -> Iterator[tuple[tuple[Line, ...], str]]:
    """Yield the lines of a page, those together that go on each other, with their text."""
    groups: list[tuple[Line, ...]] = []
    at = 0
    for text in folded([line.text for line in page.lines]):
        lines = page.lines[at : at + text.count("\n") + 1]
        at += len(lines)
        if known and groups and _goes_on(groups[-1], lines[0], known) and len(groups[-1]) < _MOST:
            groups[-1] += lines
        else:
            groups.append(lines)
    return ((lines, "\n".join(line.text for line in lines)) for lines in groups)


def _goes_on(lines: Sequence[Line], after: Line, known: frozenset[str]) -> bool:
    """Return whether a line goes on those before, as where a person wrapped them."""
    if after.kind is not Kind.SENTENCE or lines[0].kind not in (Kind.SENTENCE, Kind.BULLET):
        return False
    if known.intersection(map(line_digest, (lines[-1].text, after.text))):
        return False
    return lines[0].kind is Kind.BULLET or not lines[-1].text.rstrip().endswith(_STOPS)


def _forms(text: str) -> tuple[str, str]:
    """Return the digests of a statement as a sentence and as a bullet."""
    bare = text.lstrip().removeprefix("- ")
    return line_digest(bare), line_digest(f"- {bare}")


def entries_by_name(entries: Iterable[RecordEntry]) -> Iterator[tuple[str, RecordEntry]]:
    """Yield the lines of a record that are not blank under the names that items have."""
    count: Counter[str] = Counter()
    for entry in entries:
        count[entry.line] += 1
        if entry.line != BLANK:
            yield f"{entry.line} {count[entry.line]}", entry


class Authorship:
    """A page as people left it, held against the record of what was generated last."""

    def __init__(self, page: Page, record: Record) -> None:
        """Take the page apart."""
        self.page, self.record = page, record
        self.items = {item.name: item for item in items(page, record)}
        self.base = dict(entries_by_name(record.base or ()))

    @cached_property
    def people(self) -> frozenset[str]:
        """The names of the lines that are a person's."""
        own = {name for name, item in self.items.items() if name != END and self._is_own(item)}
        return frozenset(own if self.record.mixed else own | self._moved(own))

    def _is_own(self, item: Item) -> bool:
        if is_conflict(item.text):
            return any(self._in_comment(item))
        entry = self.base.get(item.name)
        return entry is None or {*item.labels} != {cite.label for cite in entry.cites}

    def _in_comment(self, item: Item) -> Iterator[str]:
        """Yield what a person wrote into a conflict comment."""
        known = frozenset(self.record.digests)
        said = (line for each in conflicts(item.text.split("\n")) for line in each.proposed)
        yield from (line for line in said if line.strip() and line_digest(line) not in known)

    def _moved(self, own: Collection[str]) -> set[str]:
        """Return the statements that a person put elsewhere."""
        ours = [n for n, item in self.items.items() if n not in own and item.labels]
        theirs = [name for name in self.base if name in {*ours}]
        blocks = SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks()
        there = {name for block in blocks for name in ours[block.b : block.b + block.size]}
        was, heading = dict[str, str](), ""
        for name in self.base:
            known = self.items.get(name)
            heading = name if known and known.kind is Kind.HEADING else heading
            was[name] = heading
        return {
            name
            for name in ours
            if name not in there
            or (
                self.items[name].heading in (*self.base, "")
                and was[name] != self.items[name].heading
            )
        }

    @cached_property
    def generated(self) -> frozenset[str]:
        """The names of the lines that are as they were generated, where they were put."""
        return frozenset(self.items.keys() - self.people)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines in which a person's words stand: of a conflict comment those put into it.

        What a person put elsewhere, or twice, or made a bullet, has the program's words.
        """
        known = self.record.words
        found: list[Line] = []
        for item in (self.items[name] for name in self.items if name in self.people):
            if is_conflict(item.text):
                ours = {*self._in_comment(item)}
                found += (x for x in item.lines if unescaped(x.text, item.text) in ours)
            elif known.isdisjoint((item.words, *_forms(item.text))):
                found += item.lines
        return tuple(found)

    @cached_property
    def told(self) -> frozenset[str]:
        """The labels that lines of people cite."""
        own = (self.items[name].labels for name in self.people)
        return frozenset(label for labels in own for label in labels) - {EDITOR}
