"""The passages of the seeds as they are now, and where words of earlier runs stand among them.

A passage is known by a digest of its words, so it is found when sentences move in a seed or the
seed gets another name.
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
DOUBTFUL = "~"  # before words: they stand where words stood that a person took out


def words_of(text: str) -> str:
    """Digest the words of a text, whatever its case, stops and blanks."""
    return digest(" ".join(re.findall(r"\w+", text.casefold())))


@dataclass(frozen=True)
class KnownPassages:
    """Passages by their labels; ``renamed`` leads from former ids of seeds to those of now."""

    passages: Mapping[str, Passage]
    renamed: Mapping[str, str] = field(default_factory=dict)
    _words: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_articles(cls, articles: Iterable[Article]) -> KnownPassages:
        """Know the passages of some articles."""
        return cls({passage.label: passage for each in articles for passage in each.passages})

    def citation(self, label: str) -> Citation:
        """How the passage at a label is cited now."""
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
        """Where cited words stand now, first in their own seed; the same if they are gone.

        A passage of a renamed seed whose words are gone is the one at its place there.
        """
        if cite.words in (UNKNOWN, self.citation(cite.label).words):
            return cite
        found = self._by_words.get((cite.seed, cite.words)) or self._by_words.get(("", cite.words))
        if found is None and cite.seed in self.renamed:
            return cite._replace(address=cite.address.replace(cite.seed, self.renamed[cite.seed]))
        return found or cite

    def with_renamed_seeds(self, cites: Iterable[Citation]) -> KnownPassages:
        """Know which seeds of some citations were renamed: most of their words stand there now."""
        gone = [cite for cite in cites if cite.seed not in self._seeds]
        if not gone:
            return self
        counts = Counter((cite.seed, self.locate(cite).seed) for cite in gone)
        renamed = {
            old: new for (old, new), _ in reversed(counts.most_common()) if new in self._seeds
        }
        return replace(self, renamed=renamed)

    def moved_labels(self, record: Record) -> dict[str, str]:
        """The labels of a record whose words stand under another one now, with that."""
        # Of two under one label the last is on the page.
        plain = (cite._replace(words=cite.words.removeprefix(DOUBTFUL)) for cite in record.cites)
        found = {cite.label: self.locate(cite).label for cite in plain}
        return {label: now for label, now in found.items() if label != now}

    def passages_cited(self, labels: Iterable[str], record: Record) -> tuple[Citation, ...]:
        """What lines of people cite, with the words that they cited first."""
        before = {now.label: now for now in map(self.locate, record.cited)}
        cites = (before.get(label, self.citation(label)) for label in sorted(labels))
        return tuple(cite for cite in cites if cite.words != UNKNOWN)

    def locate_entries(self, entries: Iterable[RecordEntry]) -> tuple[RecordEntry, ...]:
        """Refused entries with the addresses at which their passages stand now."""
        return tuple(
            entry._replace(cites=tuple(map(self._locate_refused, entry.cites))) for entry in entries
        )

    def _locate_refused(self, cite: Citation) -> Citation:
        """A refused passage where it stands now; what is at its place where its words are gone."""
        doubt = DOUBTFUL * cite.words.startswith(DOUBTFUL)
        words = cite.words.removeprefix(DOUBTFUL)
        now = self.locate(Citation(cite.address, words))
        present = self.citation(now.label)
        if UNKNOWN in (words, present.words) or ("", words) in self._by_words:
            return now._replace(words=doubt + now.words)
        return present._replace(words=DOUBTFUL + present.words)

    def entry(self, line: Line) -> RecordEntry:
        """A generated line as it is written down."""
        labels = dict.fromkeys(line.labels if line.kind in STATEMENTS else ())
        cites = (self.citation(label) for label in labels if label != EDITOR)
        return RecordEntry(line_digest(line.text), tuple(cites), front_key(line))

    def entries(self, page: Page) -> tuple[RecordEntry, ...]:
        """The lines of a generated page as they are written down."""
        return tuple(map(self.entry, page.lines))
