"""Keep people's edits when a page is generated again.

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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from generator.pages import conflicts
from generator.pages.conflicts import Conflict
from generator.pages.document import STATEMENTS, Kind, Page, render
from generator.pages.parse import parse
from generator.pages.record import Entry, Record, Refusal, digest, fingerprint
from generator.pages.refusals import Known, Refusals, deleted, key_of, left_out

GONE = ("Who says what", "Figures", "Dates")  # sections of the first form of pages
_END = "end"
_BLANK = digest("")


class Outcome(StrEnum):
    """What a run did with a page."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    UPDATED = "updated"  # nobody had edited it
    MERGED = "merged"  # edits and new text stand together
    CONFLICT = "conflict"  # a person's text stays, the new text waits in a comment
    SET_ASIDE = "set aside"  # a section is gone, and a person's lines in it are in a comment
    REMOVED = "removed"  # its seeds are gone and nobody had edited it
    KEPT = "kept"  # its seeds are gone, but a person had edited it
    DELETED = "deleted"  # a person deleted it, so it stays away
    HELD = "held"  # one of its seeds, or the page itself, cannot be read


class Merged(NamedTuple):
    """What becomes of a page and of its record."""

    text: str
    outcome: Outcome
    record: Record


class Item(NamedTuple):
    """A line with the blank ones above it, or a whole conflict comment, under a name of its own."""

    name: str
    text: str
    kind: Kind
    keys: frozenset[str]
    blanks: tuple[str, ...]


def merge(
    record: Record | None,
    present: Page,
    generated: Page,
    *,
    refusals: Refusals,
    known: Known,
    define: Callable[[str], str | None],
) -> Merged:
    """Return a page's new text, what happened to it, and its new record; nothing is written."""
    before = render(present)
    record = (record or Record()).beside(before)
    refused = tuple(map(known.follow, deleted(record, present)))
    own = [line for line in present.lines if fingerprint([line.text])[0] not in record.digests]
    theirs = left_out(generated, refusals.with_(refused), known, before.split("\n"))
    theirs = conflicts.with_notes(theirs, own, define)
    ours, aside = _set_aside(record, present)
    text = _woven(record, ours, theirs, refusals.with_(refused), known)
    text = f"{text.rstrip()}\n\n{aside}\n" if aside else text
    if present.status == "reviewed" and _said(parse(text)) != _said(present):
        text = conflicts.mark_changed(text)
    outcome = Outcome.SET_ASIDE if aside else _outcome(record, before, text)
    base = known.entries(theirs)
    refused = (*refused, *_given_up(record, base, present, refused))
    return Merged(text, outcome, Record(base, refused, record.accepted))


def _given_up(
    record: Record, new: Sequence[Entry], page: Page, refused: Sequence[Refusal]
) -> Iterator[Refusal]:
    """Yield the lines that a person reworded and that are no longer generated: they are settled."""
    there = {*fingerprint(line.text for line in page.lines), *(each.line for each in refused)}
    said = {mark.words for entry in new for mark in entry.marks}
    for entry in record.base or ():
        if (
            entry.marks
            and entry.digest not in there
            and said.isdisjoint(m.words for m in entry.marks)
        ):
            yield Refusal(entry.digest, ())


def _said(page: Page) -> list[str]:
    """Return what a reviewer reads: all but front matter, footnotes and blank lines."""
    kinds = (Kind.FRONT, Kind.FOOTNOTE, Kind.BLANK)
    return [line.text for line in page.lines if line.kind not in kinds]


def _outcome(record: Record, before: str, text: str) -> Outcome:
    if text == before:
        return Outcome.UNCHANGED
    ours = before.split("\n")
    shown = {conflict.proposed for conflict in conflicts.find(ours)}
    if any(conflict.proposed not in shown for conflict in conflicts.find(text.split("\n"))):
        return Outcome.CONFLICT
    return Outcome.UPDATED if record.digests == fingerprint(ours) else Outcome.MERGED


def _set_aside(record: Record, page: Page) -> tuple[Page, str]:
    """Take people's lines out of sections that pages no longer have; return them as a comment."""
    base = frozenset(record.digests)
    if record.form > 1 or not base:
        return page, ""
    own = [
        line
        for line in page.lines
        if line.section in GONE and line.text.strip() and fingerprint([line.text])[0] not in base
    ]
    numbers = {line.number for line in own}
    rest = "\n".join(line.text for line in page.lines if line.number not in numbers)
    said = "\n".join(line.text.replace("--", "-&#45;") for line in own)
    head = "<!-- kept: a person's lines from sections that pages no longer have"
    return (parse(rest, page.path), f"{head}\n{said}\n-->") if own else (page, "")


# --- The lines of a page ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sides:
    """Ours and theirs by the names of their lines, in order; of base what a record keeps.

    ``base`` counts the blank lines above each line, ``keys`` are what it stands for, ``lost`` are
    the keys of those that ours lacks.  ``undefined`` are the footnotes that ours cites in vain.
    There is no base to rely on where it is ``unsure``, and none at all where it is ``bare``.
    """

    base: Mapping[str, int]
    keys: Mapping[str, frozenset[str]]
    ours: Mapping[str, Item]
    theirs: Mapping[str, Item]
    lost: frozenset[str]
    undefined: frozenset[str]
    unsure: bool
    bare: bool

    def own(self, name: str) -> bool:
        """Return whether a line of ours is a person's."""
        return name not in self.base and name not in self.theirs

    def items(self, names: Iterable[str], side: Mapping[str, Item]) -> list[Item]:
        """Return those of the lines that stand for something."""
        return [side[name] for name in names if side[name].keys]


class _Settled(NamedTuple):
    """The names of the lines in page order, and the conflicts below a line or in its place."""

    order: Sequence[str]
    below: Mapping[str, Sequence[Conflict]]
    instead: Collection[str]


def _woven(record: Record, ours: Page, theirs: Page, refusals: Refusals, known: Known) -> str:
    said = known.entries(theirs)
    undefined = set(ours.cited) - set(ours.definitions)
    old = not record.mixed and record.digests == tuple(entry.digest for entry in said)
    if old and not undefined.intersection(theirs.definitions):
        return render(ours)  # nothing new is said
    base = record.base or ()
    now = {mark.label: known.now(mark) for entry in base for mark in entry.marks}
    named = list(_named(base))
    keys = {name: _keys(entry, now) for name, entry, _ in named}
    here = {item.name: item for item in _items(ours, now, own=True)}
    new = {item.name: item for item in _items(theirs, {}, own=False)}
    sides = _Sides(
        {name: blanks for name, _, blanks in named},
        keys,
        here,
        new,
        frozenset[str]().union(*(keys[name] for name in keys if name not in here)),
        frozenset(f"[^{label}]:" for label in undefined),
        unsure=record.mixed or not base,
        bare=not base,
    )
    doubtful = {name for name, entry, _ in _named(said) if refusals.doubts(entry, known)}
    return "\n".join(_written(sides, _settled(sides, doubtful)))


def _items(page: Page, now: Mapping[str, str], *, own: bool) -> Iterator[Item]:
    """Yield what a page consists of; ``now`` gives the labels under which passages stand now."""
    count: Counter[str] = Counter()
    blanks: list[str] = []
    at = 0
    for text in conflicts.fold([line.text for line in page.lines]):
        line = page.lines[at]
        at += text.count("\n") + 1
        if not text.strip():
            blanks.append(text)
            continue
        (name,) = fingerprint([text])
        # What a person put into a comment or a block of code is theirs, whoever said it first.
        name = f"own {name}" if own and line.kind in (Kind.COMMENT, Kind.OTHER) else name
        count[name] += 1
        cited = line.labels if line.kind in STATEMENTS else ()
        keys = {key for key in (key_of(line), *(now.get(label, label) for label in cited)) if key}
        yield Item(f"{name} {count[name]}", text, line.kind, frozenset(keys), tuple(blanks))
        blanks = []
    yield Item(_END, "", Kind.BLANK, frozenset(), tuple(blanks))


def _named(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry, int]]:
    """Yield generated lines by name, as :func:`_items` does, and the number of blanks above."""
    count: Counter[str] = Counter()
    blanks = 0
    for entry in entries:
        if entry.digest == _BLANK:
            blanks += 1
            continue
        count[entry.digest] += 1
        yield f"{entry.digest} {count[entry.digest]}", entry, blanks
        blanks = 0
    yield _END, Entry(""), blanks


def _keys(entry: Entry, now: Mapping[str, str]) -> frozenset[str]:
    return frozenset(now[mark.label] for mark in entry.marks) | {entry.key} - {""}


# --- What becomes of each line ---------------------------------------------------------------


def _settled(sides: _Sides, doubtful: Collection[str]) -> _Settled:
    """Decide on each line, and on their order."""
    stays = _staying(sides)
    gone = [name for name in sides.ours if name not in stays]
    own = [name for name in stays if sides.own(name)]
    fresh = [
        n for n in sides.theirs if n not in sides.ours and (sides.unsure or n not in sides.base)
    ]
    heirs = _pairs(sides.items(gone, sides.ours), sides.items(fresh, sides.theirs), None)
    fresh = [name for name in fresh if name not in heirs.values()]
    lost = None if sides.bare else sides.lost
    answers = _pairs(sides.items(own, sides.ours), sides.items(fresh, sides.theirs), lost)
    fresh = [name for name in fresh if name not in answers.values()]
    instead = {name for name in fresh if name in doubtful or _is_doubtful(sides, name)}
    below: defaultdict[str, list[Conflict]] = defaultdict(list)
    for name, new in answers.items():
        if new not in sides.base:
            below[name].append(Conflict(sides.theirs[new].text))
    for name in _unanswered(sides, [name for name in own if name not in answers]):
        below[name].append(Conflict())
    put_in = {*fresh, *heirs.values()}
    put_in |= _headings(sides, put_in - instead)
    mine = [heirs.get(name, name) for name in sides.ours if name in stays or name in heirs]
    said = [name for name in sides.theirs if name in stays or name in put_in]
    return _Settled(_order(sides, mine, said), below, instead)


def _headings(sides: _Sides, names: Collection[str]) -> set[str]:
    """Return the headings that a person took out and that new lines need."""
    found: set[str] = set()
    heading = ""
    for name, item in sides.theirs.items():
        heading = name if item.kind is Kind.HEADING else heading
        if heading and name in names and item.kind in STATEMENTS:
            found.add(heading)
    return found


def _is_new(sides: _Sides, name: str) -> bool:
    """Return whether a line that ours lacks was not there before, or is a footnote ours needs."""
    needed = sides.theirs[name].keys & sides.undefined
    return sides.unsure or name not in sides.base or bool(needed)


def _staying(sides: _Sides) -> Mapping[str, None]:
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
    return {name: None for name, stay in stays.items() if stay}


def _pairs(old: Sequence[Item], new: Sequence[Item], lost: frozenset[str] | None) -> dict[str, str]:
    """Return which new line stands for which old one: what they share is most of both.

    With ``lost`` an old line of a person counts only for what the base said and ours lacks.
    """
    found: dict[str, str] = {}
    for item in new:
        rated = [
            (len(item.keys & each.keys) / len(item.keys | each.keys), -at, each.name)
            for at, each in enumerate(old)
            if each.name not in found and _stands_for(each, item, lost)
        ]
        if rated:
            found[max(rated)[2]] = item.name
    return found


def _stands_for(old: Item, new: Item, lost: frozenset[str] | None) -> bool:
    shared = old.keys & new.keys
    return bool(shared if lost is None or new.kind is Kind.FOOTNOTE else shared & lost)


def _is_doubtful(sides: _Sides, name: str) -> bool:
    """Return whether a new line may be one that a person deleted."""
    item = sides.theirs[name]
    if item.kind in (Kind.FRONT, Kind.TITLE):
        return bool(item.keys) and item.keys <= sides.lost
    may_be = sides.bare or (sides.unsure and name in sides.base)
    return may_be and bool(item.keys) and item.kind in STATEMENTS


def _unanswered(sides: _Sides, own: Iterable[str]) -> Iterator[str]:
    """Yield the lines of people that stand for one which is no longer generated."""
    still = frozenset[str]().union(*(item.keys for item in sides.theirs.values()))
    gone = [keys for n, keys in sides.keys.items() if n not in sides.ours and n not in sides.theirs]
    gone = [keys for keys in gone if not keys & still]
    below = dict(pairwise(sides.ours))
    for name in own:
        found = next((keys for keys in gone if keys & sides.ours[name].keys), None)
        if found:
            gone.remove(found)
            after = sides.ours[below[name]].text
            if conflicts.NOTHING not in after or not conflicts.is_comment(after):
                yield name


def _order(sides: _Sides, mine: Sequence[str], new: Sequence[str]) -> list[str]:
    """Put the lines of both sides into one order, each beside the one that it stood beside.

    What begins with a heading stands before what it stood before, anything else after what it
    stood after.
    """
    there = [name for name in sides.ours if name in sides.base]
    moved = sides.unsure or there != [name for name in sides.base if name in sides.ours]
    main, other = (mine, new) if moved else (new, mine)
    after: defaultdict[str, list[str]] = defaultdict(list)
    before: defaultdict[str, list[str]] = defaultdict(list)
    inside, anchor = frozenset(main), ""
    place = after[anchor]
    for name in other:
        if name in inside:
            before[name] = before.pop("", [])
            anchor, place = name, after[name]
            continue
        item = sides.ours.get(name) or sides.theirs[name]
        if item.kind is Kind.HEADING:
            place = before[""]
        place.append(name)
    out = after[""]
    for name in main:
        out += [*before[name], name, *after[name]]
    return out


def _written(sides: _Sides, settled: _Settled) -> Iterator[str]:
    """Yield the lines of the page."""
    shown = {item.text for item in sides.ours.values() if conflicts.is_comment(item.text)}
    neighbours = {*pairwise(sides.ours), *pairwise(sides.theirs)}
    above = ""
    for name in settled.order:
        item = sides.ours.get(name) or sides.theirs[name]
        if name in settled.instead:
            yield from _told([Conflict(item.text, deleted=True)], item, shown)
            continue
        apart = above != "" and (above, name) not in neighbours and _apart(sides, above, item)
        yield from _blank_lines(sides, name) or ([""] if apart else [])
        if name != _END:
            yield item.text
        yield from _told(settled.below.get(name, ()), item, shown)
        above = name


def _told(found: Iterable[Conflict], item: Item, shown: set[str]) -> Iterator[str]:
    """Yield the comments on conflicts that the page does not show yet."""
    front = item.kind is Kind.FRONT
    for each in found:
        forms = [
            conflicts.comment(each._replace(deleted=deleted), in_front_matter=front)
            for deleted in (each.deleted, not each.deleted)
        ]
        if not each.proposed or not shown.intersection(forms):
            yield forms[0]


def _blank_lines(sides: _Sides, name: str) -> Sequence[str]:
    """Return the blank lines above a line: a person's, unless only the program changed them."""
    ours, theirs = sides.ours.get(name), sides.theirs.get(name)
    if ours and theirs and len(ours.blanks) == sides.base.get(name):
        return theirs.blanks
    return (ours or sides.theirs[name]).blanks


def _apart(sides: _Sides, above: str, item: Item) -> bool:
    """Return whether a line would run into one of another kind that it never stood below."""
    over = sides.ours.get(above) or sides.theirs[above]
    kinds = {over.kind, item.kind}
    return len(kinds) > 1 and not kinds & {Kind.COMMENT, Kind.FRONT, Kind.BLANK}
