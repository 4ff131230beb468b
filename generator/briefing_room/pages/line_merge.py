"""Settle each line of a page that people edit and the program makes anew, but for the footnotes.

Three versions of a page meet here.  *Base* is what was generated last time, known only by its
record.  *Ours* is the page as it stands.  *Theirs* is what is generated now.  Each line is settled
by what it is, never by where it stands:

- a line of ours that base lacks is a person's, and stays;
- a line of ours that base has and theirs lacks is no longer generated, and goes;
- a line of theirs that base has and ours lacks was deleted or reworded, and stays away;
- a line of theirs that neither has is new: it is put in, unless it stands for one that a person
  changed (both cite the same passage, or are the same key).  Then it is shown in a comment.

The lines come in the order of theirs as long as people moved none, else in that of ours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing_room.pages.document import (
    KNOWN_BY,
    STATEMENTS,
    Kind,
    Page,
    conflict_comment,
    folded,
    is_conflict,
    key_of,
)
from briefing_room.pages.record import Record, RecordEntry, digest
from briefing_room.pages.refusals import Known

_END = "end"
_BLANK = digest("")
_CLOSE = (Kind.COMMENT, Kind.FRONT, Kind.BLANK)  # any other may run into a line of another kind
Keys = frozenset[str]


class MergeItem(NamedTuple):
    """A line with the blank ones above it, or a whole conflict comment, under a name of its own."""

    name: str
    text: str
    kind: Kind
    keys: Keys
    blanks: tuple[str, ...]


def _items(page: Page, now: Mapping[str, str], *, ours: bool) -> Iterator[MergeItem]:
    """Yield what a page consists of; ``now`` gives the labels under which passages stand now."""
    count: Counter[str] = Counter()
    blanks: list[str] = []
    at = 0
    for text in folded([line.text for line in page.lines]):
        line = page.lines[at]
        at += text.count("\n") + 1
        if not text.strip():
            blanks.append(text)
            continue
        # What a person put into a comment or a block of code is theirs, whoever said it first.
        name = "hidden " * (ours and line.kind in (Kind.COMMENT, Kind.OTHER)) + digest(text)
        count[name] += 1
        cited = line.labels if line.kind in STATEMENTS else ()
        keys = Keys([key_of(line), *(now.get(label, label) for label in cited)]) - {""}
        yield MergeItem(f"{name} {count[name]}", text, line.kind, keys, tuple(blanks))
        blanks = []
    yield MergeItem(_END, "", Kind.BLANK, Keys(), tuple(blanks))


def _counted(entries: Iterable[RecordEntry]) -> Iterator[tuple[str, RecordEntry]]:
    """Yield the lines of a record that are not blank under their names, as :func:`_items` does."""
    count: Counter[str] = Counter()
    for entry in entries:
        count[entry.line] += 1
        if entry.line != _BLANK:
            yield f"{entry.line} {count[entry.line]}", entry


class LineMerge:
    """Ours and theirs by the names of their lines, in order; of base the names alone.

    ``lost`` are the keys of what base has and ours lacks, ``lacking`` the lines of theirs without
    which ours is no whole page, ``asked`` digests of lines of theirs that people may have taken
    out.  There is no base to rely on where it is ``unsure``, and none at all where it is ``bare``.
    """

    def __init__(
        self, record: Record, pages: tuple[Page, Page], asked: Collection[str], known: Known
    ) -> None:
        """Take the two pages apart: ours and theirs."""
        base = dict(_counted(record.base or ()))
        now = {mark.label: known.now(mark).label for e in base.values() for mark in e.marks}
        self.base: Collection[str] = base.keys()
        self.ours = {item.name: item for item in _items(pages[0], now, ours=True)}
        self.theirs = {item.name: item for item in _items(pages[1], {}, ours=False)}
        gone = [entry for name, entry in base.items() if name not in self.ours]
        lost = {key for e in gone for key in (e.note, *(now[mark.label] for mark in e.marks))}
        self.lost, self.asked = Keys(lost) - {""}, asked
        known_by = {*KNOWN_BY}.difference(*(item.keys for item in self.ours.values()))
        self.lacking = {name for name, item in self.theirs.items() if item.keys & known_by}
        self.bare = record.base is None
        self.unsure = self.bare or record.mixed

    def item(self, name: str) -> MergeItem:
        """Return a line: ours, if both have it."""
        return self.ours.get(name) or self.theirs[name]

    def by_person(self, name: str) -> bool:
        """Return whether a line of ours is a person's."""
        return name not in self.base and name not in self.theirs

    # --- What becomes of each line ---------------------------------------------------------------

    def lines(self) -> Iterator[str]:
        """Yield the lines of the page.

        A new line takes the place of one that is no longer generated, is offered in a comment below
        a person's line, or in one of its own (``asked``); else it is put in.
        """
        stays = self.staying()
        new = self.lacking | {name for name in self.theirs if self.unsure or name not in self.base}
        fresh = [name for name in self.theirs if name in new and name not in self.ours]
        doubtful = {name for name in fresh if self.is_doubtful(name)}
        pairs = self.pairs(stays, fresh, doubtful)
        offered = {old: pairs.pop(old) for old in [*pairs] if old in stays}
        put_in = {name for name in fresh if name not in offered.values()}
        asked = put_in & doubtful
        put_in |= {*self.headings(put_in - asked - {*pairs.values()})}
        ours = [pairs.get(name, name) for name in self.ours if name in stays or name in pairs]
        theirs = [name for name in self.theirs if name in stays or name in put_in]
        below = {old: self.theirs[new].text for old, new in offered.items() if new not in self.base}
        return self.written(self.order(ours, theirs), below, asked)

    def staying(self) -> Collection[str]:
        """Return the lines of ours that stay.

        A heading that is no longer generated stays while a person's line stands below it.
        """
        stays = {name for name in self.ours if name in self.theirs or name not in self.base}
        heading = ""
        for name, item in self.ours.items():
            if item.kind is Kind.HEADING:
                heading = name
            elif heading and self.by_person(name):
                stays.add(heading)
        return stays

    def headings(self, names: Collection[str]) -> Iterator[str]:
        """Yield the headings that new lines need; people may have taken them out."""
        heading = ""
        for name, item in self.theirs.items():
            heading = name if item.kind is Kind.HEADING else heading
            if heading and name in names and item.kind in STATEMENTS:
                yield heading

    def is_doubtful(self, name: str) -> bool:
        """Return whether a new line may be one that a person deleted."""
        item = self.theirs[name]
        if name.split(maxsplit=1)[0] in self.asked:
            return True
        if item.kind in (Kind.FRONT, Kind.TITLE):
            return bool(item.keys) and item.keys <= self.lost and name not in self.lacking
        may_be = self.bare or (self.unsure and name in self.base)
        return may_be and bool(item.keys) and item.kind in STATEMENTS

    def pairs(
        self, stays: Collection[str], new: Iterable[str], doubtful: Collection[str]
    ) -> dict[str, str]:
        """Return which new line stands for which line of ours: what they share is most of both.

        That is one that goes, or a person's that stands for what base said and ours lacks.
        """
        free = {n: x.keys for n, x in self.ours.items() if x.keys}
        free = {n: keys for n, keys in free.items() if self.by_person(n) or n not in stays}
        found: dict[str, str] = {}
        for name in new:
            keys = self.theirs[name].keys
            lost = keys if self.bare else keys & self.lost
            gone = keys if name not in doubtful else Keys()
            rated = {
                n: (len(k & keys) / len(k | keys), n not in stays)
                for n, k in free.items()
                if k & (lost if n in stays else gone)
            }
            if rated:
                best = max(rated, key=lambda name: rated[name])
                found[best] = name
                del free[best]
        return found

    # --- Where it stands -------------------------------------------------------------------------

    def order(self, ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
        """Put the lines of both sides into one order, each beside the one that it stood beside.

        What begins with a heading stands before what it stood before, anything else after what it
        stood after.
        """
        there = [name for name in self.ours if name in self.base]
        moved = self.unsure or there != [name for name in self.base if name in self.ours]
        main, other = (ours, theirs) if moved else (theirs, ours)
        after: defaultdict[str, list[str]] = defaultdict(list)
        before: defaultdict[str, list[str]] = defaultdict(list)
        inside = frozenset(main)
        place = after[""]
        for name in other:
            if name in inside:
                before[name] = before.pop("", [])
                place = after[name]
                continue
            if self.item(name).kind is Kind.HEADING:
                place = before[""]
            place.append(name)
        return after[""] + [x for name in main for x in (*before[name], name, *after[name])]

    def written(
        self, order: Iterable[str], below: Mapping[str, str], asked: Collection[str]
    ) -> Iterator[str]:
        """Yield the lines of the page, and between them blank ones as they stand on either side."""
        sides = [({*pairwise(side)}, side) for side in (self.ours, self.theirs)]
        above = ""
        for name in order:
            item = self.item(name)
            if name in asked:
                yield from self.comment(item.text, item.kind, deleted=True)
                continue
            same = next((side[name] for pairs, side in sides if (above, name) in pairs), None)
            kinds = {item.kind, self.item(above).kind if above else item.kind}
            apart = len(kinds) > 1 and not same and kinds.isdisjoint(_CLOSE)
            yield from (same or item).blanks or [""] * apart
            if name != _END:
                yield item.text
            if name in below:
                yield from self.comment(below[name], item.kind, deleted=False)
            above = name

    def comment(self, said: str, kind: Kind, *, deleted: bool) -> Iterator[str]:
        """Yield a conflict comment, unless the page shows it already."""
        forms = [
            conflict_comment(said, deleted=each, in_front_matter=kind is Kind.FRONT)
            for each in (deleted, not deleted)
        ]
        shown = {each.text for each in self.ours.values() if is_conflict(each.text)}
        if shown.isdisjoint(forms):
            yield forms[0]
