"""Settle each line of a page that people edit and the program makes anew.

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
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from generator.pages.document import (
    STATEMENTS,
    Kind,
    Page,
    conflict_comment,
    folded,
    is_conflict,
    key_of,
)
from generator.pages.record import Entry, Record, digest
from generator.pages.refusals import Known

_END = "end"
_BLANK = digest("")
_CLOSE = (Kind.COMMENT, Kind.FRONT, Kind.BLANK)  # any other may run into a line of another kind
Keys = frozenset[str]


class Item(NamedTuple):
    """A line with the blank ones above it, or a whole conflict comment, under a name of its own."""

    name: str
    text: str
    kind: Kind
    keys: Keys
    blanks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sides:
    """Ours and theirs by the names of their lines, in order; of base the names alone.

    ``lost`` are the keys of what base has and ours lacks, ``undefined`` the footnotes that ours
    cites in vain, ``asked`` digests of lines of which a person is asked.  There is no base to rely
    on where it is ``unsure``, and none at all where it is ``bare``.
    """

    base: Collection[str]
    ours: Mapping[str, Item]
    theirs: Mapping[str, Item]
    lost: Keys
    undefined: Keys
    asked: Collection[str]
    unsure: bool
    bare: bool

    def item(self, name: str) -> Item:
        """Return a line: ours, if both have it."""
        return self.ours.get(name) or self.theirs[name]

    def own(self, name: str) -> bool:
        """Return whether a line of ours is a person's."""
        return name not in self.base and name not in self.theirs


def woven(
    record: Record,
    said: Sequence[Entry],
    pages: tuple[Page, Page],
    asked: Collection[str],
    known: Known,
) -> str:
    """Return the text of a page made of two: ours and theirs, of which ``said`` is the record.

    ``asked`` are digests of lines of theirs that people may have taken out.
    """
    ours, theirs = pages
    undefined = set(ours.cited) - set(ours.definitions)
    if said == record.base and not record.mixed and undefined.isdisjoint(theirs.definitions):
        return ours.text  # nothing new is said
    base = {f"{each.line} {count}": each for each, count in _counted(record.base or ())}
    now = {mark.label: known.now(mark).label for e in base.values() for mark in e.marks}
    here = {item.name: item for item in _items(ours, now, own=True)}
    gone = (entry for name, entry in base.items() if name not in here)
    lost = {key for e in gone for key in (e.note, *(now[mark.label] for mark in e.marks)) if key}
    sides = _Sides(
        base.keys(),
        here,
        {item.name: item for item in _items(theirs, {}, own=False)},
        Keys(lost),
        Keys(f"[^{label}]:" for label in undefined),
        asked,
        unsure=record.mixed or record.base is None,
        bare=record.base is None,
    )
    return "\n".join(_written(sides, *_settled(sides)))


def _items(page: Page, now: Mapping[str, str], *, own: bool) -> Iterator[Item]:
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
        name = "own " * (own and line.kind in (Kind.COMMENT, Kind.OTHER)) + digest(text)
        count[name] += 1
        cited = line.labels if line.kind in STATEMENTS else ()
        keys = Keys([key_of(line), *(now.get(label, label) for label in cited)]) - {""}
        yield Item(f"{name} {count[name]}", text, line.kind, keys, tuple(blanks))
        blanks = []
    yield Item(_END, "", Kind.BLANK, Keys(), tuple(blanks))


def _counted(entries: Iterable[Entry]) -> Iterator[tuple[Entry, int]]:
    """Yield the lines of a record that are not blank, each with how many are like it so far."""
    count: Counter[str] = Counter([_BLANK])
    for entry in entries:
        count[entry.line] += 1
        if entry.line != _BLANK:
            yield entry, count[entry.line]


# --- What becomes of each line ---------------------------------------------------------------


def _settled(sides: _Sides) -> tuple[Sequence[str], Mapping[str, str], Collection[str]]:
    """Return the lines in page order, what a comment below each says, and which are comments only.

    A new line takes the place of one that is no longer generated, is offered in a comment below a
    person's line, or in one of its own (``asked``); else it is put in.
    """
    stays = _staying(sides)
    fresh = [name for name in sides.theirs if name not in sides.ours and _is_new(sides, name)]
    doubtful = {name for name in fresh if _is_doubtful(sides, name)}
    pairs = _pairs(sides, stays, fresh, doubtful)
    offered = {old: new for old, new in pairs.items() if old in stays}
    put_in = {name for name in fresh if name not in offered.values()}
    asked = put_in & doubtful
    put_in |= {*_needed(sides, put_in - asked)}
    ours = [pairs.get(x, x) if x not in offered else x for x in sides.ours if x in {*stays, *pairs}]
    theirs = [name for name in sides.theirs if name in stays or name in put_in]
    below = {old: sides.theirs[new].text for old, new in offered.items() if new not in sides.base}
    return _order(sides, ours, theirs), below, asked


def _staying(sides: _Sides) -> Collection[str]:
    """Return the lines of ours that stay, in order.

    A heading that is no longer generated stays while a person's line stands below it.
    """
    stays: dict[str, bool] = {}
    heading = ""
    for name, item in sides.ours.items():
        stays[name] = name in sides.theirs or name not in sides.base
        if item.kind is Kind.HEADING:
            heading = name
        elif heading and sides.own(name):
            stays[heading] = True
    return [name for name, stay in stays.items() if stay]


def _needed(sides: _Sides, names: Collection[str]) -> Iterator[str]:
    """Yield the headings and footnotes that new lines need; a person may have taken them out."""
    cited = {f"[^{key}]:" for name in names for key in sides.theirs[name].keys}
    heading = ""
    for name, item in sides.theirs.items():
        heading = name if item.kind is Kind.HEADING else heading
        if heading and name in names and item.kind in STATEMENTS:
            yield heading
        if item.kind is Kind.FOOTNOTE and name not in sides.ours and item.keys & cited:
            yield name


def _is_new(sides: _Sides, name: str) -> bool:
    """Return whether a line that ours lacks was not there before, or is a footnote ours needs."""
    needed = sides.theirs[name].keys & sides.undefined
    return sides.unsure or name not in sides.base or bool(needed)


def _pairs(
    sides: _Sides, stays: Collection[str], new: Iterable[str], doubtful: Collection[str]
) -> dict[str, str]:
    """Return which new line stands for which line of ours: what they share is most of both.

    That is one that goes, or a person's that stands for what base said and ours lacks.
    """
    free = {n: x.keys for n, x in sides.ours.items() if x.keys and (sides.own(n) or n not in stays)}
    found: dict[str, str] = {}
    for name in new:
        keys, kind = sides.theirs[name].keys, sides.theirs[name].kind
        lost = keys if sides.bare or kind is Kind.FOOTNOTE else keys & sides.lost
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


def _is_doubtful(sides: _Sides, name: str) -> bool:
    """Return whether a new line may be one that a person deleted."""
    item = sides.theirs[name]
    if name.split(maxsplit=1)[0] in sides.asked:
        return True
    if item.kind in (Kind.FRONT, Kind.TITLE):
        return bool(item.keys) and item.keys <= sides.lost
    may_be = sides.bare or (sides.unsure and name in sides.base)
    return may_be and bool(item.keys) and item.kind in STATEMENTS


def _order(sides: _Sides, ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Put the lines of both sides into one order, each beside the one that it stood beside.

    What begins with a heading stands before what it stood before, anything else after what it
    stood after.
    """
    there = [name for name in sides.ours if name in sides.base]
    moved = sides.unsure or there != [name for name in sides.base if name in sides.ours]
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
        if sides.item(name).kind is Kind.HEADING:
            place = before[""]
        place.append(name)
    return after[""] + [x for name in main for x in (*before[name], name, *after[name])]


def _written(
    sides: _Sides, order: Iterable[str], below: Mapping[str, str], asked: Collection[str]
) -> Iterator[str]:
    """Yield the lines of the page; a comment that the page shows already is not said again."""
    neighbours = [{*pairwise(side)} for side in (sides.ours, sides.theirs)]
    above = ""
    for name in order:
        item = sides.item(name)
        if name in asked:
            yield from _comment(sides, item, item.text, deleted=True)
            continue
        sides_of = zip(neighbours, (sides.ours, sides.theirs), strict=True)
        same = next((side[name] for pairs, side in sides_of if (above, name) in pairs), None)
        kinds = {item.kind, sides.item(above).kind if above else item.kind}
        apart = len(kinds) > 1 and not same and kinds.isdisjoint(_CLOSE)
        yield from (same or item).blanks or [""] * apart
        if name != _END:
            yield item.text
        if said := below.get(name):
            yield from _comment(sides, item, said, deleted=False)
        above = name


def _comment(sides: _Sides, item: Item, said: str, *, deleted: bool) -> Iterator[str]:
    front = item.kind is Kind.FRONT
    forms = [
        conflict_comment(said, deleted=each, in_front_matter=front)
        for each in (deleted, not deleted)
    ]
    shown = {each.text for each in sides.ours.values() if is_conflict(each.text)}
    if shown.isdisjoint(forms):
        yield forms[0]
