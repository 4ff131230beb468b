"""Decide which lines of a page a person wrote, and which the program.

A line is known by its words.  If a person only indented, marked, quoted or wrapped it, it is still
the program's, and is removed when it is no longer generated.  If a person changed its words,
footnotes or place, it is theirs, even inside a conflict comment.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from briefing_room.pages.conflicts import fold_conflicts, is_conflict, proposals, proposed_line
from briefing_room.pages.document import EDITOR, STATEMENTS, Kind, Line, Page, head_key
from briefing_room.pages.record import BLANK, Record, RecordEntry, line_digest

END = "end"
_MAX_WRAPPED = 12  # lines that may have been one line before a person wrapped it
_SENTENCE_ENDS = (".", "!", "?", ":", "”", '"', "]")


class Item(NamedTuple):
    """A line with its continuation lines and the blank lines above, or a whole conflict comment.

    ``name`` is a digest of its words and a number, since two lines may have the same words;
    ``heading`` is the name of the heading above it.
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
    def digest(self) -> str:
        """The digest by which a record knows the line."""
        return self.name.rpartition(" ")[0]

    @property
    def keys(self) -> frozenset[str]:
        """What it is about: the labels that it cites, or the key that it gives."""
        return frozenset((self.key, *self.labels)) - {""}


def items(page: Page, record: Record | None = None) -> Iterator[Item]:
    """Yield the items of a page; ``record`` helps to recognise lines that a person wrapped."""
    count: Counter[str] = Counter()
    blanks: list[str] = []
    heading = ""
    for lines in _group_lines(page, record.all_digests if record else frozenset()):
        text, kind = "\n".join(line.text for line in lines), lines[0].kind
        if kind is Kind.BLANK:
            blanks.append(text)
            continue
        # What a person hides in a comment or in code is theirs, even if the program wrote it.
        hidden = "hidden " * (record is not None and kind in (Kind.COMMENT, Kind.OTHER))
        digest = hidden + line_digest(text)
        count[digest] += 1
        name = f"{digest} {count[digest]}"
        heading = name if kind is Kind.HEADING else heading
        cites = (label for line in lines for label in line.labels if kind in STATEMENTS)
        labels = tuple(dict.fromkeys(cites))
        yield Item(name, text, kind, labels, head_key(lines[0]), heading, lines, tuple(blanks))
        blanks = []
    yield Item(END, "", Kind.BLANK, (), "", END, (), tuple(blanks))


def _group_lines(page: Page, digests: frozenset[str]) -> list[tuple[Line, ...]]:
    """Group the lines of a page: a conflict comment, and a line with those that continue it.

    ``digests`` are those of the lines that the program wrote: none of these continues another.
    """
    groups: list[tuple[Line, ...]] = []
    all_lines, start = page.lines, 0
    for text in fold_conflicts(page.text.split("\n")):
        lines = all_lines[start : start + text.count("\n") + 1]
        start += len(lines)
        if digests and groups and _continues(groups[-1], lines[0], digests):
            groups[-1] += lines
        else:
            groups.append(lines)
    return groups


def _continues(lines: Sequence[Line], line: Line, digests: frozenset[str]) -> bool:
    """Whether a line continues the lines before it, because a person wrapped them."""
    if line.kind is not Kind.SENTENCE or lines[0].kind not in (Kind.SENTENCE, Kind.BULLET):
        return False
    pair = {line_digest(lines[-1].text), line_digest(line.text)}
    if len(lines) == _MAX_WRAPPED or digests & pair:
        return False
    return lines[0].kind is Kind.BULLET or not lines[-1].text.rstrip().endswith(_SENTENCE_ENDS)


def entries_by_name(entries: Iterable[RecordEntry]) -> Iterator[tuple[str, RecordEntry]]:
    """Yield the lines of a record that are not blank under the names that items have."""
    count: Counter[str] = Counter()
    for entry in entries:
        count[entry.digest] += 1
        if entry.digest != BLANK:
            yield f"{entry.digest} {count[entry.digest]}", entry


def _most_in_order(names: Iterable[str], places: Mapping[str, int]) -> set[str]:
    """As many of the names as can be kept in the order of their places."""
    ends: list[str] = []  # the last name of the best sequence of each length
    before = dict[str, str]()
    for name in names:
        length = bisect_left(ends, places[name], key=places.__getitem__)
        before[name] = ends[length - 1] if length else ""
        ends[length : length + 1] = [name]
    in_order, name = set[str](), ends[-1] if ends else ""
    while name:
        in_order.add(name)
        name = before[name]
    return in_order


class Authorship:
    """A page as people left it, compared with the record of the last run."""

    def __init__(self, page: Page, record: Record) -> None:
        self.page, self.record = page, record
        self.items = {item.name: item for item in items(page, record)}
        self.base = dict(entries_by_name(record.base or ()))

    @cached_property
    def changed_names(self) -> frozenset[str]:
        """The names of the lines that people wrote, changed or moved."""
        edited = {
            name for name, item in self.items.items() if name != END and self._is_edited(item)
        }
        return frozenset(edited if self.record.is_mixed else edited | self._moved_names(edited))

    def _is_edited(self, item: Item) -> bool:
        if is_conflict(item.text):
            return bool(self._lines_added_to(item))
        entry = self.base.get(item.name)
        return entry is None or {*item.labels} != {cite.label for cite in entry.cites}

    def _lines_added_to(self, comment: Item) -> set[str]:
        """The lines that a person wrote into a conflict comment."""
        lines = filter(str.strip, proposals(comment.text))
        return {line for line in lines if line_digest(line) not in self.record.base_digests}

    def _moved_names(self, edited: Collection[str]) -> set[str]:
        """The unedited statements that a person put elsewhere: in another order or section.

        A statement that moved only with its whole section stays the program's.
        """
        unedited = self.base.keys() & self.items.keys() - {*edited}
        present = [name for name, item in self.items.items() if name in unedited and item.labels]
        present_names = {*present}
        order = [name for name in self.base if name in present_names]
        if self.has_moved_sections:
            places = {name: place for place, name in enumerate(self.items)}
            order.sort(key=lambda name: places.get(self.base_headings[name], places[name]))
        in_order = _most_in_order(present, {name: place for place, name in enumerate(order)})
        above = {name: self.base_headings[name] for name in present}
        elsewhere = {
            name
            for name, heading in above.items()
            if (not heading or heading in self.items) and heading != self.items[name].heading
        }
        return present_names - in_order | elsewhere

    @cached_property
    def has_moved_sections(self) -> bool:
        """Whether a person changed the order of the sections."""
        headings = [name for name, item in self.items.items() if item.heading == name != END]
        present = {*headings} & self.base.keys()
        order, base_order = (filter(present.__contains__, x) for x in (headings, self.base))
        return [*order] != [*base_order]

    @cached_property
    def base_headings(self) -> Mapping[str, str]:
        """The name of the heading above each line of base, "" for none.

        If a person took the heading out, the name may be that of another line without footnotes.
        """
        headings, heading = dict[str, str](), ""
        for name, entry in self.base.items():
            item = self.items.get(name)
            if item and item.kind is Kind.HEADING:
                heading = name
            elif entry.note:  # front matter or the title
                heading = ""
            elif not item and not entry.cites:
                heading = name
            headings[name] = heading
        return headings

    @cached_property
    def unchanged_names(self) -> frozenset[str]:
        """The names of the lines that are unchanged since they were generated."""
        return frozenset(self.items.keys() - self.changed_names)

    @property
    def missing_entries(self) -> tuple[RecordEntry, ...]:
        """The entries of base whose lines a person deleted, changed or moved."""
        return tuple(entry for name, entry in self.base.items() if name not in self.unchanged_names)

    @cached_property
    def lines_worded_by_people(self) -> tuple[Line, ...]:
        """The lines whose words are a person's; of a conflict comment, those that people added.

        A line that a person moved, repeated or made a bullet still has the program's words.
        """
        personal_lines: list[Line] = []
        for item in (self.items[name] for name in self.items if name in self.changed_names):
            if is_conflict(item.text):
                added = self._lines_added_to(item)
                personal_lines += (
                    line for line in item.lines if proposed_line(line.text, item.text) in added
                )
            elif not self.has_words_of_program(item):
                personal_lines += item.lines
        return tuple(personal_lines)

    def has_words_of_program(self, item: Item) -> bool:
        """Whether the program wrote the words of a line, as a sentence or as a bullet."""
        text = item.text.lstrip().removeprefix("- ")
        digests = {item.digest, line_digest(text), line_digest(f"- {text}")}
        return not self.record.all_digests.isdisjoint(digests)

    @cached_property
    def labels_of_people(self) -> frozenset[str]:
        """The labels that lines of people cite."""
        return self._labels(self.changed_names) - {EDITOR}

    @cached_property
    def labels_of_program(self) -> frozenset[str]:
        """The labels that lines cite which are unchanged since they were generated."""
        return self._labels(self.unchanged_names)

    def _labels(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(label for name in names for label in self.items[name].labels)


def lines_of_people(page: Page, record: Record) -> tuple[Line, ...]:
    """The lines that people wrote, including those in conflict comments."""
    return Authorship(page, record).lines_worded_by_people
