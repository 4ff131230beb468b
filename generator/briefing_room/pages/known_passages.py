"""Find the passages that earlier runs cited among the present passages of the seeds.

A passage is recognised by a digest of its words, even if it moved or its seed was renamed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from briefing_room.compose.draft import Citation
from briefing_room.model import Article, Passage
from briefing_room.pages.document import EDITOR, STATEMENTS, Line, Page, front_key
from briefing_room.pages.record import Record, RecordEntry, digest, line_digest

UNKNOWN = "?"  # the words of a passage that is in no seed
DOUBTFUL = "~"  # before words: the passage at the address of refused words that are gone


def words_of(text: str) -> str:
    """Digest the words of a text, whatever its case, stops and blanks."""
    return digest(" ".join(re.findall(r"\w+", text.casefold())))


@dataclass(frozen=True)
class KnownPassages:
    """Passages by their labels; ``renamed`` maps former ids of seeds to their present ids."""

    passages: Mapping[str, Passage]
    renamed: Mapping[str, str] = field(default_factory=dict)
    _words: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_articles(cls, articles: Iterable[Article]) -> KnownPassages:
        """Collect the passages of articles."""
        return cls({passage.label: passage for each in articles for passage in each.passages})

    def citation(self, label: str) -> Citation:
        """The citation of the passage with a label."""
        passage = self.passages.get(label)
        if passage is None:
            return Citation(label, UNKNOWN)
        if label not in self._words:
            self._words[label] = words_of(passage.text)
        return Citation(passage.address, self._words[label])

    @cached_property
    def _by_words(self) -> Mapping[tuple[str, str], Citation]:
        """Citations by seed and words, and under no seed by their words alone."""
        cites = [self.citation(label) for label in self.passages]
        return {(seed, cite.words): cite for cite in cites for seed in ("", cite.seed)}

    @cached_property
    def _seeds(self) -> frozenset[str]:
        return frozenset(passage.article for passage in self.passages.values())

    def locate(self, cite: Citation) -> Citation:
        """Find cited words, first in their own seed; return the same citation if they are gone.

        If the seed was renamed, the citation gets its new name.
        """
        if cite.words in (UNKNOWN, self.citation(cite.label).words):
            return cite
        present = self._by_words.get((cite.seed, cite.words)) or self._by_words.get(
            ("", cite.words)
        )
        if present is None and cite.seed in self.renamed:
            return cite._replace(address=cite.address.replace(cite.seed, self.renamed[cite.seed]))
        return present or cite

    def with_renamed_seeds(self, cites: Iterable[Citation]) -> KnownPassages:
        """Detect which cited seeds were renamed: most of their words are in another seed now."""
        gone = [cite for cite in cites if cite.seed not in self._seeds]
        if not gone:
            return self
        counts = Counter((cite.seed, self.locate(cite).seed) for cite in gone)
        renamed = {
            old: new for (old, new), _ in reversed(counts.most_common()) if new in self._seeds
        }
        return replace(self, renamed=renamed)

    def moved_labels(self, record: Record) -> dict[str, str]:
        """Map each label of a record whose words have moved to their present label."""
        # If two citations have one label, the last is the one on the page.
        cites = (cite._replace(words=cite.words.removeprefix(DOUBTFUL)) for cite in record.cites)
        present = {cite.label: self.locate(cite).label for cite in cites}
        return {label: now for label, now in present.items() if label != now}

    def passages_cited(self, labels: Iterable[str], record: Record) -> tuple[Citation, ...]:
        """The citations of people's lines, with the words that they first cited."""
        before = {now.label: now for now in map(self.locate, record.cited)}
        cites = (before.get(label, self.citation(label)) for label in sorted(labels))
        return tuple(cite for cite in cites if cite.words != UNKNOWN)

    def locate_entries(self, entries: Iterable[RecordEntry]) -> tuple[RecordEntry, ...]:
        """Update the addresses of refused entries."""
        return tuple(
            entry._replace(cites=tuple(map(self._locate_refused, entry.cites))) for entry in entries
        )

    def _locate_refused(self, cite: Citation) -> Citation:
        """Find a refused passage; if its words are gone, return the passage at its address."""
        doubt = DOUBTFUL * cite.words.startswith(DOUBTFUL)
        words = cite.words.removeprefix(DOUBTFUL)
        now = self.locate(Citation(cite.address, words))
        present = self.citation(now.label)
        if UNKNOWN in (words, present.words) or ("", words) in self._by_words:
            return now._replace(words=doubt + now.words)
        return present._replace(words=DOUBTFUL + present.words)

    def entry(self, line: Line) -> RecordEntry:
        """The record entry of a generated line."""
        labels = dict.fromkeys(line.labels if line.kind in STATEMENTS else ())
        cites = (self.citation(label) for label in labels if label != EDITOR)
        return RecordEntry(line_digest(line.text), tuple(cites), front_key(line))

    def entries(self, page: Page) -> tuple[RecordEntry, ...]:
        """The record entries of a generated page."""
        return tuple(map(self.entry, page.lines))
