"""Find the passages that earlier runs cited among the present passages of the seeds.

A passage is recognised by a digest of its words, even if it moved or its seed was renamed.  If its
words are gone, it is looked for beside the passages that were its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from briefing_room.compose.draft import Citation
from briefing_room.model import Article, Passage
from briefing_room.pages.document import EDITOR, STATEMENTS, Line, Page, head_key
from briefing_room.pages.record import Record, RecordEntry, digest, line_digest

UNKNOWN = "?"  # in place of a digest: no seed has the passage
_MAX_APART = 20  # paragraphs between a passage and the neighbour that shows where it went
POSSIBLE_CORRECTION = "~"  # before a digest: it may be a corrected version of a rejected passage


def bare_words(text: str) -> str:
    """The words of a text in lower case, without punctuation, separated by single spaces."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def words_digest(text: str) -> str:
    """Digest the words of a text, whatever its case, punctuation and spacing."""
    return digest(bare_words(text))


class KnownPassages:
    """The present passages, by their labels and by their words."""

    def __init__(self, passages: Mapping[str, Passage]) -> None:
        self.passages = passages
        self._digests: dict[str, str] = {}

    @classmethod
    def from_articles(cls, articles: Iterable[Article]) -> KnownPassages:
        """Collect the passages of articles."""
        passages = chain.from_iterable(article.passages for article in articles)
        return cls({passage.label: passage for passage in passages})

    def citation(self, label: str) -> Citation:
        """The citation of the passage with a label."""
        passage = self.passages.get(label)
        if passage is None:
            return Citation(label, UNKNOWN)
        if label not in self._digests:
            self._digests[label] = words_digest(passage.text)
        return Citation(passage.address, self._digests[label])

    @cached_property
    def by_digest(self) -> Mapping[tuple[str, str], Citation]:
        """Citations by seed and digest, and under the seed "" by their digest alone."""
        cites = [self.citation(label) for label in self.passages]
        return {(seed, cite.digest): cite for cite in cites for seed in ("", cite.seed)}

    @cached_property
    def seeds(self) -> frozenset[str]:
        """The ids of the seeds that have passages."""
        return frozenset(passage.article for passage in self.passages.values())

    def entry(self, line: Line) -> RecordEntry:
        """The record entry of a generated line."""
        labels = dict.fromkeys(line.labels if line.kind in STATEMENTS else ())
        cites = (self.citation(label) for label in labels if label != EDITOR)
        return RecordEntry(line_digest(line.text), tuple(cites), head_key(line))

    def entries(self, page: Page) -> tuple[RecordEntry, ...]:
        """The record entries of a generated page."""
        return tuple(map(self.entry, page.lines))


class _Place(NamedTuple):
    """The parts of the address of a passage."""

    seed: str
    paragraph: int
    sentence: int
    part: str


_Move = tuple[_Place, _Place]


def _parse_address(cite: Citation) -> _Place | None:
    match = re.fullmatch(r"(.+)/(\d+)-(\d+)(\w?)", cite.address)
    return _Place(match[1], int(match[2]), int(match[3]), match[4]) if match else None


class PassageFinder:
    """Finds the passages that a record or a draft cites among the present ones."""

    def __init__(self, known: KnownPassages, earlier: Iterable[Citation]) -> None:
        self.known = known
        self._earlier = tuple(dict.fromkeys(_without_mark(cite) for cite in earlier))

    @cached_property
    def _earlier_digests(self) -> frozenset[str]:
        return frozenset(cite.digest for cite in self._earlier)

    @cached_property
    def _moves(self) -> Mapping[tuple[str, int], Sequence[_Move]]:
        """The old and new places of passages that kept their words, by old seed and paragraph."""
        moves = defaultdict[tuple[str, int], list[_Move]](list)
        for cite in self._earlier:
            now = self._find_words(cite)
            old_place, new_place = _parse_address(cite), _parse_address(now) if now else None
            if old_place and new_place:
                moves[old_place.seed, old_place.paragraph].append((old_place, new_place))
        return moves

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """The seeds that are gone, each with the seed that has most of its passages."""
        moves = chain.from_iterable(self._moves.values())
        counts = Counter((old.seed, new.seed) for old, new in moves)
        new_ids = {old: new for (old, new), _ in reversed(counts.most_common())}
        return {old: new for old, new in new_ids.items() if old not in self.known.seeds}

    def locate(self, cite: Citation) -> Citation:
        """Give a citation its present address.

        If no seed has its words any more, it moves as far as its nearest neighbour, provided that
        new words are there.  Otherwise it keeps its address, with the new name of its seed.
        """
        if cite.digest == UNKNOWN:
            return cite
        if present := self._find_words(cite):
            return present
        expected = self._expected_place(cite)
        if self._has_new_words(expected):
            return expected
        seed = self.renamed.get(cite.seed, cite.seed)
        return cite._replace(address=seed + cite.address.removeprefix(cite.seed))

    def _expected_place(self, cite: Citation) -> Citation:
        """Move a citation as far as its nearest neighbour has moved."""
        place = _parse_address(cite)
        move = self._nearest_move(place) if place else None
        if not place or not move:
            return cite
        old, new = move
        is_beside = old.paragraph == place.paragraph
        paragraph = place.paragraph + new.paragraph - old.paragraph
        sentence = place.sentence + (new.sentence - old.sentence) * is_beside
        return cite._replace(address=f"{new.seed}/{paragraph}-{sentence}{place.part}")

    def _nearest_move(self, place: _Place) -> _Move | None:
        """The move of the nearest passage, in this paragraph or in one that stays in its seed."""
        seed = self.renamed.get(place.seed, place.seed)
        for apart in range(_MAX_APART):
            moves = [
                (old, new)
                for paragraph in (place.paragraph - apart, place.paragraph + apart)
                for old, new in self._moves.get((place.seed, paragraph), ())
                if apart == 0 or new.seed == seed
            ]
            if moves:
                return min(moves, key=lambda move: abs(move[0].sentence - place.sentence))
        return None

    def _find_words(self, cite: Citation) -> Citation | None:
        """Look for cited words at their address, then in their seed, then in all seeds."""
        if cite.digest == self.known.citation(cite.label).digest:
            return cite
        by_digest = self.known.by_digest
        return by_digest.get((cite.seed, cite.digest)) or by_digest.get(("", cite.digest))

    def _has_new_words(self, cite: Citation) -> bool:
        """Whether the passage at an address has words that were not cited before.

        If the words that were there are gone, these may be their corrected version.
        """
        digest = self.known.citation(cite.label).digest
        return digest != UNKNOWN and digest not in self._earlier_digests

    def moved_labels(self, record: Record) -> dict[str, str]:
        """Map each label of a record whose passage has moved to its present label."""
        # If two citations have one label, the last is the one on the page.
        present = {cite.label: self.locate(_without_mark(cite)).label for cite in record.cites}
        return {label: now for label, now in present.items() if label != now}

    def passages_cited(self, labels: Iterable[str], record: Record) -> tuple[Citation, ...]:
        """The citations of people's lines, with the words that they first cited."""
        before = {now.label: now for now in map(self.locate, record.cited)}
        cites = (before.get(label, self.known.citation(label)) for label in sorted(labels))
        return tuple(cite for cite in cites if cite.digest != UNKNOWN)

    def locate_entries(self, entries: Iterable[RecordEntry]) -> tuple[RecordEntry, ...]:
        """Update the addresses of rejected entries."""
        locate = self._locate_rejected
        return tuple(entry._replace(cites=tuple(map(locate, entry.cites))) for entry in entries)

    def _locate_rejected(self, cite: Citation) -> Citation:
        """Find a rejected passage; if its words are gone, the one that may be their correction."""
        now = self.locate(_without_mark(cite))
        present = self.known.citation(now.label)
        if present.digest == now.digest:
            return now._replace(digest=cite.digest)
        if now.digest == UNKNOWN or not self._has_new_words(now):
            return now
        return present._replace(digest=POSSIBLE_CORRECTION + present.digest)


def _without_mark(cite: Citation) -> Citation:
    return cite._replace(digest=cite.digest.removeprefix(POSSIBLE_CORRECTION))
