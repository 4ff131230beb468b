"""Merge a page that people edit with what is generated now, line by line, footnotes left aside.

A three-way merge: *base* is what was generated last time, known only by its record; *present* is
the page as it stands; *generated* is what is generated now, without what people settled.  What
becomes of a line depends on what it is, never on where it stands:

- a line of a person stays, in its section;
- a line in base and present, but not in generated, is removed, and so is a comment proposing it;
- a line in base and generated, but not in present, was deleted or reworded by a person: it stays
  away;
- a line in generated alone is inserted, unless a person changed a line about the same thing (both
  cite the same passage, or are the same key).  Then it is shown in a comment.

In each section the lines come in the generated order, those of people after what they stood after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from briefing_room.pages.authorship import END, Authorship, Item, items
from briefing_room.pages.conflicts import conflict_comment, is_conflict, proposals
from briefing_room.pages.document import KNOWN_BY, STATEMENTS, Kind, Page
from briefing_room.pages.record import line_digest

_RUN_ON = (Kind.COMMENT, Kind.FRONT, Kind.BLANK)  # need no blank line before another kind
_LISTED = ({Kind.SENTENCE}, {Kind.BULLET})  # follow each other without a blank line
_ALIKE = 0.6  # share of words that two versions of one line have in common
Keys = frozenset[str]


def interleave(main: Sequence[str], other: Iterable[str]) -> list[str]:
    """Insert what only ``other`` has, each after its predecessor in ``other``."""
    following = defaultdict[str, list[str]](list)
    known, last = {*main}, ""
    for name in other:
        if name in known:
            last = name
        else:
            following[last].append(name)
    return following[""] + [x for name in main for x in (name, *following[name])]


class LineMerge:
    """Merges present and generated lines, known by their names; of base it has only the names.

    ``lost`` are the keys of what base had and the present page lacks, ``missing_head`` the lines by
    which a page is known and that a person took out, ``questioned`` digests of generated lines that
    people may have deleted.  Base is ``unsure`` if git mixed two records, or if there is none.
    """

    def __init__(
        self,
        authorship: Authorship,
        pages: tuple[Page, Page],
        questioned: Collection[str],
        lost: Collection[str],
    ) -> None:
        record, base = authorship.record, authorship.base
        self.base, self.lines_to_question = base, questioned
        self.present = {item.name: item for item in items(pages[0], record)}
        self.generated = {item.name: item for item in items(pages[1])}
        self.by_people = authorship.by_people - self.generated.keys()
        gone = (entry.note for name, entry in base.items() if name not in self.present)
        self.lost = Keys({*lost, *gone}) - {""}
        known_by = {*KNOWN_BY}.difference(item.key for item in self.present.values())
        self.missing_head = {n for n, item in self.generated.items() if item.key in known_by}
        self.without_base = record.base is None
        self.unsure = self.without_base or record.mixed

    def item(self, name: str) -> Item:
        """The present line, unless the generated one of the same words cites something else."""
        present, generated = self.present.get(name), self.generated.get(name)
        if present and (
            not generated or present.labels == generated.labels or name in self.by_people
        ):
            return present
        return self.generated[name]

    # --- What becomes of each line ---------------------------------------------------------------

    def lines(self) -> list[str] | None:
        """The lines of the merged page, ``None`` if nothing changes.

        A new line replaces one that is no longer generated, is offered in a comment below a
        person's line or, if questioned, in one of its own; else it is put in.
        """
        stays = self._names_to_keep()
        new = [
            name
            for name in self.generated
            if name not in self.present
            and (self.unsure or name not in self.base or name in self.missing_head)
        ]
        doubtful = {name for name in new if self._is_doubtful(name)}
        pairs = self._match_lines(stays, new, doubtful)
        offered = {old: pairs.pop(old) for old in [*pairs] if old in stays}
        put_in = {name for name in new if name not in offered.values()}
        questioned = put_in & doubtful
        put_in |= {*self._missing_headings(put_in - questioned - {*pairs.values()})}
        present = [pairs.get(name, name) for name in self.present if name in stays or name in pairs]
        generated = [name for name in self.generated if name in stays or name in put_in]
        below = {
            old: self.generated[name].text for old, name in offered.items() if name not in self.base
        }
        replaced = {name: self.present[old] for old, name in pairs.items()}
        order = self._arrange(present, generated, replaced)
        text = [*self._write_lines(order, below, questioned)]
        is_same = order == [*self.present] and not (below or questioned or self._has_new_labels)
        return None if is_same else text

    @property
    def _has_new_labels(self) -> bool:
        return any(self.item(name) is not item for name, item in self.present.items())

    def _names_to_keep(self) -> Collection[str]:
        """The present lines that stay, with the headings above people's lines."""
        stays = {
            name
            for name, item in self.present.items()
            if name in self.generated
            or (not self._is_settled(item) if is_conflict(item.text) else name in self.by_people)
        }
        return stays | {self.present[name].heading for name in stays & self.by_people} - {""}

    def _is_settled(self, comment: Item) -> bool:
        """Whether a conflict comment proposes nothing but what is no longer generated."""
        base = {name.rpartition(" ")[0] for name in self.base}
        past = base - {item.words for item in self.generated.values()}
        return all(line_digest(x) in past for x in proposals(comment.text) if x.strip())

    def _missing_headings(self, names: Collection[str]) -> Iterator[str]:
        """Yield the headings of new lines that the page lacks."""
        for name in names:
            item = self.generated[name]
            if item.kind in STATEMENTS and item.heading and not self._section_of(item.heading):
                yield item.heading

    def _is_doubtful(self, name: str) -> bool:
        """Whether a new line may be one that a person deleted."""
        item = self.generated[name]
        if item.words in self.lines_to_question:
            return True
        if item.kind in (Kind.FRONT, Kind.TITLE):
            return bool(item.keys) and item.keys <= self.lost and name not in self.missing_head
        may_be = self.without_base or (self.unsure and name in self.base)
        return may_be and bool(item.keys) and item.kind in STATEMENTS

    def _match_lines(
        self, stays: Collection[str], new: Iterable[str], doubtful: Collection[str]
    ) -> dict[str, str]:
        """Match present lines with the new lines that replace them, by their passages or keys.

        A present line is removed, or is a person's version of a line that base had.
        """
        candidates = {name: item for name, item in self.present.items() if item.keys}
        candidates = {
            n: item for n, item in candidates.items() if n in self.by_people or n not in stays
        }
        pairs: dict[str, str] = {}
        for name in new:
            keys = self.generated[name].keys
            lost = keys if self.without_base else keys & self.lost
            removed = keys if name not in doubtful else Keys()
            ratings = {
                n: (len(item.keys & keys) / len(item.keys | keys), n not in stays)
                for n, item in candidates.items()
                if item.keys & (lost if n in stays else removed)
            }
            if name not in doubtful and ratings.keys().isdisjoint(stays):
                ratings = self._similar_lines(name, candidates.keys() & stays) or ratings
            if ratings:
                best = max(ratings, key=lambda name: ratings[name])
                pairs[best] = name
                del candidates[best]
        return pairs

    def _similar_lines(self, name: str, candidates: Iterable[str]) -> dict[str, tuple[float, bool]]:
        """Rate people's lines whose passage is gone by the words that they share with a new line.

        So a passage is recognised that was both corrected and moved.  A new line that cites none,
        such as a title, has no such lines.
        """
        words = self.generated[name].text.split() if self.generated[name].labels else []
        cited = {label for item in self.generated.values() for label in item.labels}
        ratings: dict[str, tuple[float, bool]] = {}
        for item in map(self.present.__getitem__, candidates):
            if item.labels and cited.isdisjoint(item.labels):
                matcher = SequenceMatcher(None, item.text.split(), words, autojunk=False)
                if (ratio := matcher.ratio()) >= _ALIKE:
                    ratings[item.name] = ratio, False
        return ratings

    # --- The order of the lines ------------------------------------------------------------------

    def _section_of(self, heading: str) -> str:
        """The present heading of the lines below a generated heading, "" if there is none."""
        if heading in self.present:
            return heading
        below = (name for name, item in self.generated.items() if item.heading == heading)
        return next((self.present[name].heading for name in below if name in self.present), "")

    def _arrange(
        self, present: Sequence[str], generated: Sequence[str], replaced: Mapping[str, Item]
    ) -> list[str]:
        """Bring the lines of both sides into one order, section by section.

        A new line takes the place of the present line that it ``replaced``.
        """
        known = {*present, *generated}
        sections = defaultdict[str, tuple[list[str], list[str]]](lambda: ([], []))
        for name in generated:
            sections[self._heading_for(name, known, replaced)][1].append(name)
        for name in present:
            item = self.present.get(name) or replaced[name]
            sections[item.heading][0].append(name)
        placed = {name: heading for heading, (_, names) in sections.items() for name in names}
        sides = [
            [name for name in names if self.item(name).heading == name]
            for names in (generated, present)
        ]
        main, other = sides[::-1] if self.unsure else sides
        order: list[str] = []
        # A section keeps its place before the section that followed it.
        for heading in ["", *interleave(main[::-1], other[::-1])[::-1]]:
            ours, new = sections[heading]
            ours = [name for name in ours if placed.get(name, heading) == heading]
            order += interleave(ours, new) if self.unsure else interleave(new, ours)
        return order

    def _heading_for(self, name: str, known: Collection[str], replaced: Mapping[str, Item]) -> str:
        """The heading below which a generated line is put."""
        present, heading = self.present.get(name), self.generated[name].heading
        if present and (self.unsure or present.heading in self.by_people):
            return present.heading
        if heading in known or not heading:
            return heading
        return replaced[name].heading if name in replaced else self._section_of(heading)

    def _write_lines(
        self, order: Iterable[str], below: Mapping[str, str], questioned: Collection[str]
    ) -> Iterator[str]:
        """Yield the lines of the page, with the blank lines that either side has between them."""
        sides = [({*pairwise(side)}, side) for side in (self.present, self.generated)]
        above = ""
        for name in order:
            item = self.item(name)
            if name in questioned:
                yield from self._comment(item.text, item.kind, deleted=True)
                continue
            same = next((side[name] for pairs, side in sides if (above, name) in pairs), None)
            kinds = {item.kind, self.item(above).kind if above else item.kind}
            apart = len(kinds) > 1 and not same and kinds.isdisjoint(_RUN_ON)
            blanks = (same or item).blanks or [""] * apart
            yield from blanks if same or kinds not in _LISTED else ()
            if name != END:
                yield item.text
            if name in below:
                yield from self._comment(below[name], item.kind, deleted=False)
            above = name

    def _comment(self, text: str, kind: Kind, *, deleted: bool) -> Iterator[str]:
        """Yield a conflict comment, unless the page shows it already."""
        comment, other = (
            conflict_comment(text, deleted=flag, in_front_matter=kind is Kind.FRONT)
            for flag in (deleted, not deleted)
        )
        if {comment, other}.isdisjoint(item.text for item in self.present.values()):
            yield comment
