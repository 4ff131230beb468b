"""Merge the lines of a page that people edit with those generated now, footnotes left aside.

A three-way merge: *base* is what was generated last time, known only by its record; *edited* is
the page in its file; *generated* is what is generated now, without what people rejected.  What
happens to a line depends on what it is, never on where it is:

- a person's line stays, in its section;
- a line in base and edited, but not in generated, is removed, and so is a comment proposing it;
- a line in base and generated, but not in edited, was deleted or reworded by a person: it is not
  inserted again;
- a line in generated alone is inserted, unless a person changed a line about the same thing (both
  cite the same passage, or give the same key).  Then it is offered in a comment.

In each section the lines come in the generated order, those of people after what they followed.
The sections do, too, unless a person changed their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, pairwise

from briefing_room.pages.authorship import END, Authorship, Item, items
from briefing_room.pages.conflicts import conflict_comment, is_conflict, proposals
from briefing_room.pages.document import IDENTIFYING_KEYS, STATEMENTS, Kind, Page, split_at_marks
from briefing_room.pages.passage_finder import SentenceIndex
from briefing_room.pages.record import line_digest

# These need no blank line beside another kind, and these none between two of their own.
_KINDS_WITHOUT_GAP = (Kind.COMMENT, Kind.FRONT, Kind.BLANK)
_LIST_KINDS = ({Kind.SENTENCE}, {Kind.BULLET})
Keys = frozenset[str]


def interleave(main: Sequence[str], other: Iterable[str]) -> list[str]:
    """Insert what only ``other`` has, each after its predecessor in ``other``."""
    following = defaultdict[str, list[str]](list)
    known, predecessor = {*main}, ""
    for name in other:
        if name in known:
            predecessor = name
        else:
            following[predecessor].append(name)
    return following[""] + [x for name in main for x in (name, *following[name])]


class LineMerge:
    """Merges edited and generated lines by their names; of base it has only the names.

    ``lost`` are the keys of lines that base had and the edited page lacks.  ``questioned`` are the
    digests of generated lines that people may have deleted.  ``withdrawn`` are the labels of seeds
    that are gone: a line that cites no others goes, too, even if a person moved it, unless its
    words are a person's.  ``missing_head`` are the lines that identify a page and that a person
    took out.  Base ``is_unsure`` if git mixed two records, or if there is none.
    """

    def __init__(
        self,
        authorship: Authorship,
        edited: Page,
        generated: Page,
        *,
        questioned: Collection[str],
        lost: Collection[str],
        withdrawn: Collection[str],
    ) -> None:
        record, base = authorship.record, authorship.base
        self.base, self.digests_to_question = base, questioned
        self.edited = {item.name: item for item in items(edited, record)}
        self.generated = {item.name: item for item in items(generated)}
        outdated = {
            name
            for name, item in self.edited.items()
            if item.labels
            and {*item.labels}.issubset(withdrawn)
            and authorship.has_words_of_program(item)
        }
        self.changed_names = authorship.changed_names - self.generated.keys() - outdated
        lost_keys = (entry.note for name, entry in base.items() if name not in self.edited)
        self.lost = Keys({*lost, *lost_keys}) - {""}
        self._base_headings = authorship.base_headings
        self._has_moved_sections = authorship.has_moved_sections
        missing_keys = {*IDENTIFYING_KEYS}.difference(item.key for item in self.edited.values())
        self.missing_head = {
            name for name, item in self.generated.items() if item.key in missing_keys
        }
        self.has_no_base = record.base is None
        self.is_unsure = self.has_no_base or record.is_mixed

    def item(self, name: str) -> Item:
        """The edited line, unless the generated one of the same words cites something else."""
        edited, generated = self.edited.get(name), self.generated.get(name)
        if edited and (
            not generated or edited.labels == generated.labels or name in self.changed_names
        ):
            return edited
        return self.generated[name]

    # --- What happens to each line ---------------------------------------------------------------

    def merge_lines(self) -> list[str] | None:
        """The lines of the merged page, ``None`` if nothing changes.

        A new line replaces one that is no longer generated, is offered in a comment below a
        person's version of it, is asked about in a comment of its own, or is simply inserted.
        """
        kept = self._names_to_keep()
        new = [name for name in self.generated if self._is_new(name)]
        doubtful = {name for name in new if self._is_doubtful(name)}
        matches = self._match_lines(kept, new, doubtful)
        offered = {old: name for old, name in matches.items() if old in kept}
        successors = {old: name for old, name in matches.items() if old not in kept}
        inserted = {*new}.difference(offered.values())
        questions = inserted & doubtful
        unmatched = inserted - questions - {*successors.values()}
        inserted |= {*self._missing_headings(unmatched, kept)}
        remaining = [name for name in self.edited if name in kept or name in successors]
        edited = [successors.get(name, name) for name in remaining]
        generated = [name for name in self.generated if name in kept or name in inserted]
        replaced = {name: self.edited[old] for old, name in successors.items()}
        order = self._arrange(edited, generated, replaced)
        comments = {old: name for old, name in offered.items() if name not in self.base}
        text = [*self._write_lines(order, comments, questions)]
        is_same = order == [*self.edited] and not (comments or questions or self._has_new_labels)
        return None if is_same else text

    def _is_new(self, name: str) -> bool:
        """Whether a generated line is not on the page, and no person took it out."""
        is_known = name in self.base and not self.is_unsure and name not in self.missing_head
        return name not in self.edited and not is_known

    @property
    def _has_new_labels(self) -> bool:
        return any(self.item(name) is not item for name, item in self.edited.items())

    def _names_to_keep(self) -> Collection[str]:
        """The edited lines that stay, with the headings above people's lines."""
        kept = {
            name
            for name, item in self.edited.items()
            if name in self.generated
            or (
                not self._is_outdated(item)
                if is_conflict(item.text)
                else name in self.changed_names
            )
        }
        return kept | {self.edited[name].heading for name in kept & self.changed_names} - {""}

    def _is_outdated(self, comment: Item) -> bool:
        """Whether a conflict comment proposes only lines that are no longer generated."""
        lines = filter(str.strip, proposals(comment.text))
        return all(line_digest(line) in self._outdated_digests for line in lines)

    @cached_property
    def _outdated_digests(self) -> frozenset[str]:
        """The digests of the lines of base that are no longer generated."""
        generated = (item.digest for item in self.generated.values())
        return frozenset(entry.digest for entry in self.base.values()).difference(generated)

    def _missing_headings(self, names: Iterable[str], kept: Collection[str]) -> Iterator[str]:
        """Yield the headings of new lines that the page lacks."""
        for name in names:
            kind, heading = self.generated[name].kind, self.generated[name].heading
            if kind in STATEMENTS and heading and self._section_of(heading) not in kept:
                yield heading

    def _is_doubtful(self, name: str) -> bool:
        """Whether a new line may be one that a person deleted."""
        item = self.generated[name]
        if item.digest in self.digests_to_question:
            return True
        if item.kind in (Kind.FRONT, Kind.TITLE):
            return bool(item.keys) and item.keys <= self.lost and name not in self.missing_head
        may_be_deleted = self.has_no_base or (self.is_unsure and name in self.base)
        return may_be_deleted and bool(item.keys) and item.kind in STATEMENTS

    def _match_lines(
        self, kept: Collection[str], new: Iterable[str], doubtful: Collection[str]
    ) -> dict[str, str]:
        """Map edited lines to the new lines that are versions of them.

        Both share a passage or a key.  The edited line is a person's, and base had another line
        about the same; or it is no longer generated, and the new line is not doubtful.
        """
        candidates = {
            name: item
            for name, item in self.edited.items()
            if item.keys and (name in self.changed_names or name not in kept)
        }
        similar = self._similar_lines(
            (name for name in new if name not in doubtful),
            (name for name in candidates if name in kept),
        )
        places = {name: place for place, name in enumerate(candidates)}
        names_by_key = defaultdict[str, list[str]](list)
        for name, item in candidates.items():
            for key in item.keys:
                names_by_key[key].append(name)
        matches: dict[str, str] = {}
        for name in new:
            keys = self.generated[name].keys
            lost = keys if self.has_no_base else keys & self.lost
            removed = keys if name not in doubtful else Keys()
            ratings = {
                old: (
                    len(candidates[old].keys & keys) / len(candidates[old].keys | keys),
                    old not in kept,
                    -places[old],  # the first of two that are rated alike
                )
                for key in keys
                for old in names_by_key[key]
                if key in (lost if old in kept else removed) and old in candidates
            }
            match = max(ratings, key=lambda old: ratings[old], default="")
            if ratings.keys().isdisjoint(kept) and similar.get(name) in candidates:
                match = similar[name]
            if match:
                matches[match] = name
                del candidates[match]
        return matches

    def _similar_lines(self, new: Iterable[str], candidates: Iterable[str]) -> dict[str, str]:
        """Map new lines to those of people with a sentence that is similar to one of theirs.

        Only sentences whose passages are no longer cited count, since another passage may say the
        same.  A new line that cites none, such as a title, is no version of any other.
        """
        index = SentenceIndex(
            (name, words)
            for name in new
            for words, labels in split_at_marks(self.generated[name].text)
            if labels
        )
        cited = {label for item in self.generated.values() for label in item.labels}
        sentences = (
            (old, words)
            for old in candidates
            for words, labels in split_at_marks(self.edited[old].text)
            if labels and cited.isdisjoint(labels)
        )
        return {index.find(words): old for old, words in sentences}

    # --- The order of the lines ------------------------------------------------------------------

    def _section_of(self, heading: str) -> str:
        """The edited heading of the lines below a generated heading, "" if there is none."""
        return heading if heading in self.edited else self._sections.get(heading, "")

    @cached_property
    def _sections(self) -> Mapping[str, str]:
        """The edited heading of the first line below each heading, generated now or in base."""
        sections = dict[str, str]()
        above = chain(
            ((name, item.heading) for name, item in self.generated.items()),
            self._base_headings.items(),
        )
        for name, heading in above:
            if name in self.edited:
                sections.setdefault(heading, self.edited[name].heading)
        return sections

    def _arrange(
        self, edited: Sequence[str], generated: Sequence[str], replaced: Mapping[str, Item]
    ) -> list[str]:
        """Bring the lines of both sides into one order, section by section.

        A new line takes the place of the edited line that it ``replaced``.
        """
        known = {*edited, *generated}
        headings = {name: self._heading_for(name, known, replaced) for name in generated}
        generated_below, edited_below = (defaultdict[str, list[str]](list) for _ in range(2))
        for name, heading in headings.items():
            if name != heading:
                generated_below[heading].append(name)
        for name in edited:
            heading = (self.edited.get(name) or replaced[name]).heading
            if headings.get(name, heading) == heading != name:
                edited_below[heading].append(name)

        def interleave_sides(generated: Sequence[str], edited: Sequence[str]) -> list[str]:
            return (
                interleave(edited, generated) if self.is_unsure else interleave(generated, edited)
            )

        generated_headings, edited_headings = (
            [name for name in reversed(names) if self.item(name).heading == name]
            for names in (generated, edited)
        )
        # In reverse, since a section keeps its place before the section that followed it.
        headings_in_order = ["", *reversed(interleave_sides(generated_headings, edited_headings))]
        if self._has_moved_sections:
            generated_headings.reverse()
            headings_in_order = ["", *interleave(edited_headings[::-1], generated_headings)]
        return [
            name
            for heading in headings_in_order
            for name in (
                *[heading] * bool(heading),
                *interleave_sides(generated_below[heading], edited_below[heading]),
            )
        ]

    def _heading_for(self, name: str, known: Collection[str], replaced: Mapping[str, Item]) -> str:
        """The heading below which a generated line is put."""
        edited, heading = self.edited.get(name), self.generated[name].heading
        if edited and (self.is_unsure or edited.heading in self.changed_names):
            return edited.heading
        if heading in known or not heading:
            return heading
        sections = [self._section_of(heading)]
        if name in replaced:
            sections.append(replaced[name].heading)
        return next((section for section in sections if section in known), "")

    def _write_lines(
        self, order: Iterable[str], comments: Mapping[str, str], questions: Collection[str]
    ) -> Iterator[str]:
        """Yield the lines of the page, with the blank lines that either side has between two.

        ``comments`` maps people's lines to the new lines that are offered below them.
        """
        sides = [({*pairwise(side)}, side) for side in (self.edited, self.generated)]
        above = ""
        for name in order:
            item = self.item(name)
            if name in questions:
                yield from self._comment(item.text, item.kind, deleted=True)
                continue
            # The line as it is on the side where it follows the same line as here.
            side_item = next((side[name] for pairs, side in sides if (above, name) in pairs), None)
            kinds = {item.kind, self.item(above).kind if above else item.kind}
            if side_item:
                yield from side_item.blanks
            elif kinds not in _LIST_KINDS:
                needs_blank = len(kinds) > 1 and kinds.isdisjoint(_KINDS_WITHOUT_GAP)
                yield from item.blanks or [""] * needs_blank
            if name != END:
                yield item.text
            if name in comments:
                text = self.generated[comments[name]].text
                yield from self._comment(text, item.kind, deleted=False)
            above = name

    def _comment(self, text: str, kind: Kind, *, deleted: bool) -> Iterator[str]:
        """Yield a conflict comment, unless the page shows it already."""
        comment, other = (
            conflict_comment(text, deleted=flag, in_front_matter=kind is Kind.FRONT)
            for flag in (deleted, not deleted)
        )
        if {comment, other}.isdisjoint(self._edited_texts):
            yield comment

    @cached_property
    def _edited_texts(self) -> frozenset[str]:
        return frozenset(item.text for item in self.edited.values())
