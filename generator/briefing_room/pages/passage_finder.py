"""Find the passages that earlier runs cited among the present passages of the seeds.

A passage is recognised by a digest of its words, even if it moved or its seed was renamed.  If its
words are gone, it is looked for by the words of the page that cite it, else beside the passages
that were its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from briefing_room.compose.draft import Citation
from briefing_room.model import Passage
from briefing_room.pages.document import EDITOR, STATEMENTS, Line, Page, head_key, split_at_marks
from briefing_room.pages.record import Record, RecordEntry, digest, line_digest

UNKNOWN = "?"  # in place of a digest: no seed has the passage
_MIN_SHARED = 0.77  # share of words that two versions of one sentence have in common
_MAX_WORDS = 200  # words of a sentence, from its start, that are compared
_MAX_SENTENCES_WITH_WORD = 20  # a word that more sentences have tells none apart
_LINK_TARGET = re.compile(r"\]\([^)\s]*\)")
IN_QUESTION = "~"  # before a digest: it may be a rejected passage, or its correction


def bare_words(text: str) -> str:
    """The words of a string in lower case, without punctuation, separated by single spaces."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def visible_words(text: str) -> str:
    """The bare words of Markdown, without the addresses of links."""
    return bare_words(_LINK_TARGET.sub("", text))


def words_digest(text: str) -> str:
    """Digest the words of a string, whatever its case, punctuation and spacing."""
    return digest(bare_words(text))


class SentenceIndex:
    """Names of sentences by their words, to find the one most similar to another sentence."""

    def __init__(self, sentences: Iterable[tuple[str, str]]) -> None:
        self._sentences = [(name, _count_words(text)) for name, text in sentences]
        self._places = defaultdict[str, list[int]](list)
        for place, (_, words) in enumerate(self._sentences):
            for word in words:
                self._places[word].append(place)

    def find(self, text: str) -> str:
        """The name of the most similar sentence, "" if none has enough words in common."""
        words = _count_words(text)
        places = (self._places.get(word, ()) for word in words)
        shared = Counter(
            chain.from_iterable(x for x in places if len(x) <= _MAX_SENTENCES_WITH_WORD)
        )
        ratings = [
            (2 * (words & other).total() / (words.total() + other.total()), name)
            for name, other in (self._sentences[place] for place, _ in shared.most_common(5))
        ]
        rating, name = max(ratings, default=(0, ""))
        return name if rating >= _MIN_SHARED else ""


def _count_words(text: str) -> Counter[str]:
    return Counter(visible_words(text).split()[:_MAX_WORDS])


class PassageIndex:
    """The present passages, by their labels and by their words."""

    def __init__(self, passages: Mapping[str, Passage]) -> None:
        self.passages = passages
        self._digests: dict[str, str] = {}

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
    def by_seed(self) -> Mapping[str, Sequence[Passage]]:
        """The passages of each seed."""
        seeds = defaultdict[str, list[Passage]](list)
        for passage in self.passages.values():
            seeds[passage.article].append(passage)
        return seeds

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


def _parse_address(address: str) -> _Place | None:
    match = re.fullmatch(r"(.+)/(\d+)-(\d+)(\w?)", address)
    return _Place(match[1], int(match[2]), int(match[3]), match[4]) if match else None


class PassageFinder:
    """Finds the passages that a record or a draft cites among the present ones.

    ``page`` shows the words that cite a passage.
    """

    def __init__(
        self, passages: PassageIndex, earlier: Iterable[Citation], page: Page | None = None
    ) -> None:
        self.passages, self._page = passages, page
        self._earlier_cites = tuple(dict.fromkeys(_without_mark(cite) for cite in earlier))

    @cached_property
    def _earlier_digests(self) -> frozenset[str]:
        return frozenset(cite.digest for cite in self._earlier_cites)

    @cached_property
    def _present_addresses(self) -> Mapping[str, str]:
        """The present addresses of passages that kept their words, by their old ones."""
        pairs = ((cite.address, self._find_words(cite)) for cite in self._earlier_cites)
        return {address: cite.address for address, cite in pairs if cite}

    @cached_property
    def _moves(self) -> Sequence[tuple[_Place, _Place]]:
        """The old and new places of passages that kept their words."""
        pairs = (map(_parse_address, pair) for pair in self._present_addresses.items())
        return [(old, new) for old, new in pairs if old and new]

    @cached_property
    def new_seed_ids(self) -> Mapping[str, str]:
        """The seeds that are gone, each with the seed that has most of its passages."""
        counts = Counter((old.seed, new.seed) for old, new in self._moves)
        new_ids = {old: new for (old, new), _ in reversed(counts.most_common())}
        return {old: new for old, new in new_ids.items() if old not in self.passages.by_seed}

    @cached_property
    def _new_passages(self) -> Mapping[str, SentenceIndex]:
        """The passages that were not cited before, by their seeds."""
        return {
            seed: SentenceIndex(
                (passage.address, passage.text)
                for passage in self.passages.by_seed.get(seed, ())
                if self._has_new_words(self.passages.citation(passage.label))
            )
            for seed in {self._present_seed(cite) for cite in self._earlier_cites}
        }

    @cached_property
    def _citing_words(self) -> Mapping[str, Sequence[str]]:
        """The sentences of the page that cite a passage, by its label."""
        sentences = defaultdict[str, list[str]](list)
        for line in self._page.lines if self._page else ():
            for words, labels in split_at_marks(line.text) if line.labels else ():
                for label in labels:
                    sentences[label].append(words)
        return sentences

    def locate(self, cite: Citation) -> Citation:
        """Give a citation its present address.

        If no seed has its words any more, these are tried in turn: where another passage of its old
        address went; new words of its seed that are similar to those that cite it; and new words
        as far away as its nearest neighbour moved.  Otherwise only the name of the seed is updated.
        """
        if cite.digest == UNKNOWN:
            return cite
        if present := self._find_words(cite):
            return present
        seed, citing = self._present_seed(cite), self._citing_words.get(cite.label, ())
        similar = (self._new_passages[seed].find(words) for words in citing)
        address = self._present_addresses.get(cite.address) or next(filter(None, similar), "")
        if address:
            return cite._replace(address=address)
        expected = self._expected_place(cite)
        if self._has_new_words(expected):
            return expected
        return cite._replace(address=seed + cite.address.removeprefix(cite.seed))

    def _present_seed(self, cite: Citation) -> str:
        return self.new_seed_ids.get(cite.seed, cite.seed)

    def _expected_place(self, cite: Citation) -> Citation:
        """Move a citation as far as the nearest passage of its paragraph or of its seed."""
        place, seed = _parse_address(cite.address), self._present_seed(cite)
        if not place:
            return cite
        moves = {  # by the distance of the old place; the first of two that are as far counts
            (abs(old.paragraph - place.paragraph), abs(old.sentence - place.sentence)): (old, new)
            for old, new in reversed(self._moves)
            if old.seed == place.seed and (old.paragraph == place.paragraph or new.seed == seed)
        }
        if not moves:
            return cite
        old, new = moves[min(moves)]
        is_beside = old.paragraph == place.paragraph
        paragraph = place.paragraph + new.paragraph - old.paragraph
        sentence = place.sentence + (new.sentence - old.sentence) * is_beside
        return cite._replace(address=f"{new.seed}/{paragraph}-{sentence}{place.part}")

    def _find_words(self, cite: Citation) -> Citation | None:
        """Look for cited words at their address, then in their seed, then in all seeds."""
        if cite.digest == self.passages.citation(cite.label).digest:
            return cite
        by_digest = self.passages.by_digest
        return by_digest.get((cite.seed, cite.digest)) or by_digest.get(("", cite.digest))

    def _has_new_words(self, cite: Citation) -> bool:
        """Whether the passage at an address has words that were not cited before.

        If the words that were there are gone, these may be their corrected version.
        """
        digest = self.passages.citation(cite.label).digest
        return digest != UNKNOWN and digest not in self._earlier_digests

    def new_labels(self, record: Record) -> dict[str, str]:
        """Map each label of a record whose passage has moved to its present label."""
        # If two citations have one label, the last is the one on the page.
        present = {cite.label: self.locate(_without_mark(cite)).label for cite in record.all_cites}
        return {label: new for label, new in present.items() if label != new}

    def cite_for_people(self, labels: Iterable[str], record: Record) -> tuple[Citation, ...]:
        """Cite the passages of people's lines, with the digests of the words they first cited."""
        before = {cite.label: cite for cite in map(self.locate, record.cites_of_people)}
        cites = (before.get(label, self.passages.citation(label)) for label in sorted(labels))
        return tuple(cite for cite in cites if cite.digest != UNKNOWN)

    def locate_entries(self, entries: Iterable[RecordEntry]) -> tuple[RecordEntry, ...]:
        """Update the addresses of rejected entries."""
        locate = self._locate_rejected
        return tuple(entry._replace(cites=tuple(map(locate, entry.cites))) for entry in entries)

    def _locate_rejected(self, cite: Citation) -> Citation:
        """Find a rejected passage; if its words are gone, the one that may be their correction."""
        moved = self.locate(_without_mark(cite))
        present = self.passages.citation(moved.label)
        if present.digest == moved.digest:
            return moved._replace(digest=cite.digest)
        if moved.digest == UNKNOWN or not self._has_new_words(moved):
            return moved
        return present._replace(digest=IN_QUESTION + present.digest)


def _without_mark(cite: Citation) -> Citation:
    return cite._replace(digest=cite.digest.removeprefix(IN_QUESTION))
