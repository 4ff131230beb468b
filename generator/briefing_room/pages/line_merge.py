"""Settle each line of a page that people edit and the program makes anew, but for the footnotes.

Three versions of a page meet here.  *Base* is what was generated last time, known only by its
record.  *Ours* is the page as it stands.  *Theirs* is what is generated now, without what people
settled.  Each line is settled by what it is, never by where it stands:

- a line of a person stays, in the section where it stands;
- a line of ours that base has and theirs lacks is no longer generated, and goes; a comment that
  proposed it goes, too;
- a line of theirs that base has and ours lacks was deleted or reworded, and stays away;
- a line of theirs that neither has is new: it is put in, unless it stands for one that a person
  changed (both cite the same passage, or are the same key).  Then it is shown in a comment.

In each section the lines come in the order of theirs, those of people after what they stood after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from briefing_room.pages.authorship import END, Authorship, Item, items
from briefing_room.pages.document import (
    KNOWN_BY,
    STATEMENTS,
    Kind,
    Page,
    conflict_comment,
    conflicts,
    is_conflict,
)
from briefing_room.pages.record import line_digest

_CLOSE = (Kind.COMMENT, Kind.FRONT, Kind.BLANK)  # any other may run into a line of another kind
_LISTED = ({Kind.SENTENCE}, {Kind.BULLET})  # these follow each other without a blank line
_ALIKE = 0.6  # of their words two lines share that tell of one passage
Keys = frozenset[str]


def woven(main: Sequence[str], other: Iterable[str]) -> list[str]:
    """Put what only ``other`` has after what it stands after there."""
    beside = defaultdict[str, list[str]](list)
    inside, at = {*main}, ""
    for name in other:
        if name in inside:
            at = name
        else:
            beside[at].append(name)
    return beside[""] + [x for name in main for x in (name, *beside[name])]


class LineMerge:
    """Ours and theirs by the names of their lines, in order; of base the names alone.

    ``lost`` are the keys of what base had and ours lacks, ``lacking`` the lines of theirs without
    which ours is no whole page, ``asked`` digests of lines of theirs that people may have taken
    out.  There is no base to rely on where it is ``unsure``, and none at all where it is ``bare``.
    """

    def __init__(
        self,
        authorship: Authorship,
        pages: tuple[Page, Page],
        asked: Collection[str],
        lost: Collection[str],
    ) -> None:
        """Take the two pages apart: ours and theirs."""
        record, base = authorship.record, authorship.base
        self.base, self.asked = base, asked
        self.ours = {item.name: item for item in items(pages[0], record)}
        self.theirs = {item.name: item for item in items(pages[1])}
        self.people = authorship.people - self.theirs.keys()
        self.lost = Keys({*lost, *(e.note for n, e in base.items() if n not in self.ours)}) - {""}
        known_by = {*KNOWN_BY}.difference(item.key for item in self.ours.values())
        self.lacking = {name for name, item in self.theirs.items() if item.key in known_by}
        self.bare = record.base is None
        self.unsure = self.bare or record.mixed

    def item(self, name: str) -> Item:
        """Return a line: ours, if both have it and say the same of it."""
        ours, theirs = self.ours.get(name), self.theirs.get(name)
        same = not theirs or (ours and (ours.labels == theirs.labels or name in self.people))
        return ours if ours and same else self.theirs[name]

    # --- What becomes of each line ---------------------------------------------------------------

    def lines(self) -> list[str] | None:
        """Return the lines of the page, ``None`` if nothing is to be changed.

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
        order = self.order(ours, theirs, {new: self.ours[old] for old, new in pairs.items()})
        text = [*self.written(order, below, asked)]
        return text if order != [*self.ours] or below or asked or self.relabelled else None

    @property
    def relabelled(self) -> bool:
        """Whether a line that both have cites something else now."""
        return any(
            self.item(name) is not item for name, item in self.ours.items() if name in self.theirs
        )

    def staying(self) -> Collection[str]:
        """Return the lines of ours that stay.

        A heading that is no longer generated stays while a person's line stands below it.
        """
        stays = {
            name
            for name, item in self.ours.items()
            if name in self.theirs
            or (is_conflict(item.text) and not self.is_stale(item))
            or (name in self.people and not is_conflict(item.text))
        }
        return stays | {self.ours[name].heading for name in stays & self.people} - {""}

    def is_stale(self, item: Item) -> bool:
        """Return whether a comment proposes nothing but what is no longer generated."""
        said = [line for each in conflicts(item.text.split("\n")) for line in each.proposed]
        now = {each.words for each in self.theirs.values()}
        return all(line_digest(line) in self.base_lines - now for line in said if line.strip())

    @property
    def base_lines(self) -> Keys:
        """The digests of what was generated last time."""
        return Keys(name.rpartition(" ")[0] for name in self.base)

    def headings(self, names: Collection[str]) -> Iterator[str]:
        """Yield the headings that new lines need; people may have taken them out."""
        for name in names:
            item = self.theirs[name]
            if item.kind in STATEMENTS and item.heading and not self.section_of(item.heading):
                yield item.heading

    def is_doubtful(self, name: str) -> bool:
        """Return whether a new line may be one that a person deleted."""
        item = self.theirs[name]
        if item.words in self.asked:
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
        free = {n: keys for n, keys in free.items() if n in self.people or n not in stays}
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
            if name not in doubtful and rated.keys().isdisjoint(stays):
                rated = self._alike(name, free.keys() & stays) or rated
            if rated:
                best = max(rated, key=lambda name: rated[name])
                found[best] = name
                del free[best]
        return found

    def _alike(self, name: str, people: Collection[str]) -> dict[str, tuple[float, bool]]:
        """Rate people's lines whose passage is gone by the words that they share with a new line.

        That is how a passage is known that was both corrected and moved.
        """
        words = self.theirs[name].text.split()
        cited = {label for item in self.theirs.values() for label in item.labels}
        rated = {
            n: (
                SequenceMatcher(None, self.ours[n].text.split(), words, autojunk=False).ratio(),
                False,
            )
            for n in people
            if self.ours[n].labels and cited.isdisjoint(self.ours[n].labels)
        }
        return {n: rating for n, rating in rated.items() if rating[0] >= _ALIKE}

    # --- Where it stands -------------------------------------------------------------------------

    def section_of(self, heading: str) -> str:
        """Return below which heading of ours stands what theirs has below one, "" if nowhere."""
        if heading in self.ours:
            return heading
        below = (name for name, item in self.theirs.items() if item.heading == heading)
        return next((self.ours[name].heading for name in below if name in self.ours), "")

    def order(
        self, ours: Sequence[str], theirs: Sequence[str], instead: Mapping[str, Item]
    ) -> list[str]:
        """Put the lines of both sides into one order, section by section.

        A new line that stands ``instead`` of one of ours is an anchor where that stood.
        """
        inside = {*ours, *theirs}
        sections = defaultdict[str, tuple[list[str], list[str]]](lambda: ([], []))
        for name in theirs:
            sections[self.place(name, inside, instead)][1].append(name)
        for name in ours:
            here = self.ours[name].heading if name in self.ours else instead[name].heading
            sections[here][0].append(name)
        placed = {name: place for place, (_, names) in sections.items() for name in names}
        sides = [[n for n in names if self.item(n).heading == n] for names in (theirs, ours)]
        main, other = sides[::-1] if self.unsure else sides
        found: list[str] = []
        for section in ["", *woven(main[::-1], other[::-1])[::-1]]:  # before what they stood before
            mine, made = sections[section]
            mine = [name for name in mine if placed.get(name, section) == section]
            found += woven(mine, made) if self.unsure else woven(made, mine)
        return found

    def place(self, name: str, inside: Collection[str], instead: Mapping[str, Item]) -> str:
        """Return the heading below which a line of theirs is put."""
        ours, heading = self.ours.get(name), self.theirs[name].heading
        if ours and (self.unsure or ours.heading in self.people):
            return ours.heading
        if heading in inside or not heading:
            return heading
        return instead[name].heading if name in instead else self.section_of(heading)

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
            blanks = (same or item).blanks or [""] * apart
            yield from blanks if same or kinds not in _LISTED else ()
            if name != END:
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
