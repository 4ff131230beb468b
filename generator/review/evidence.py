"""What a passage gives: numbers, dates, names, words and speakers, found once and remembered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.catalogue.entries import Catalogue
from generator.compose.editions import ANOTHER, EARLIER, LATER
from generator.extract.dates import dated_sentences, dates
from generator.extract.quantities import quantities
from generator.model import Article, DateSpan, Passage, Quantity, Sentence
from generator.pipeline import Project
from generator.review.reading import tokens
from generator.text.typography import plain


@dataclass(frozen=True)
class Evidence:
    """One text to hold a statement against; ``anchor`` is the date its "on Thursday" counts from.

    ``spans`` are the dates as the whole article resolves them, where they are known.
    """

    text: str
    anchor: dt.date | None
    catalogue: Catalogue
    spans: tuple[DateSpan, ...] = ()

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words in order."""
        return tokens(self.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers with their units."""
        return quantities(self.text)

    @cached_property
    def dates(self) -> tuple[DateSpan, ...]:
        """The dates, read alone and read beside those told before."""
        return (*dates(self.text, self.anchor), *self.spans)

    @cached_property
    def names(self) -> frozenset[str]:
        """The entities named; a compound ("neodymium-praseodymium") names each of its parts."""
        parted = re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", " ", self.text)
        texts = dict.fromkeys((self.text, parted))
        return frozenset(found.entity for text in texts for found in self.catalogue.find(text))


@dataclass
class Library:
    """All passages of all seeds, looked up by label; what one gives is found when asked for."""

    project: Project
    _evidence: dict[tuple[str, ...], Evidence] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the passages, and the sentences they are pieces of."""
        self._sentences: dict[str, Sentence] = {
            p.label: s for a in self.articles.values() for s in a.sentences for p in s.passages
        }
        self._spans: dict[str, dict[str, tuple[DateSpan, ...]]] = {}

    @property
    def articles(self) -> Mapping[str, Article]:
        """The seeds by their ids."""
        return self.project.by_id

    @property
    def catalogue(self) -> Catalogue:
        """The names that are known."""
        return self.project.catalogue

    @property
    def passages(self) -> Mapping[str, Passage]:
        """The passages by their labels."""
        return self.project.passages

    def of_labels(self, labels: Iterable[str], *, whole: bool = False) -> Evidence:
        """Return the passages as one text; ``whole`` adds the pieces of torn sentences."""
        known = [label for label in dict.fromkeys(labels) if label in self.passages]
        if whole:
            known = list(dict.fromkeys(piece for label in known for piece in self._pieces(label)))
        key = tuple(known)
        if key not in self._evidence:
            self._evidence[key] = self._gather(key)
        return self._evidence[key]

    def articles_of(self, labels: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the seeds that the labels lead to, in order."""
        return tuple(dict.fromkeys(passage.article for passage in self._known(labels)))

    def of_paragraphs(self, labels: Iterable[str]) -> Evidence:
        """Return the whole paragraphs that the passages stand in, as one text."""
        places = {(p.article, p.paragraph) for p in self._known(labels)}
        return self.of_labels(
            p.label
            for article, paragraph in sorted(places)
            for p in self.articles[article].passages
            if p.paragraph == paragraph
        )

    def of_article(self, article: str) -> Evidence:
        """Return a whole seed as one text."""
        kept = {p.label for s in self.articles[article].sentences for p in s.passages}
        return self.of_labels(p.label for p in self.articles[article].passages if p.label in kept)

    def _known(self, labels: Iterable[str]) -> list[Passage]:
        return [self.passages[label] for label in labels if label in self.passages]

    def _pieces(self, label: str) -> tuple[str, ...]:
        sentence = self._sentences.get(label)
        return tuple(p.label for p in sentence.passages) if sentence else (label,)

    def _gather(self, labels: tuple[str, ...]) -> Evidence:
        passages = [self.passages[label] for label in labels]
        articles = dict.fromkeys(p.article for p in passages)
        spans = (span for label in labels for span in self._told(label))
        text = " ".join(self._text(p) for p in passages)
        anchor = self.articles[next(iter(articles))].date if articles else None
        return Evidence(text, anchor, self.catalogue, tuple(spans))

    def _text(self, passage: Passage) -> str:
        sentence = self._sentences.get(passage.label)
        if sentence and len(sentence.passages) == 1:
            return sentence.text  # without a list's dash or a heading's marks
        return plain(passage.text)

    def _told(self, label: str) -> tuple[DateSpan, ...]:
        article = self.passages[label].article
        if article not in self._spans:
            self._spans[article] = _spans_by_label(self.articles[article])
        return self._spans[article].get(label, ())

    def labels_heard(self, labels: Iterable[str]) -> frozenset[str]:
        """Return what may stand in italics behind a line: in which quality somebody is heard."""
        found: set[str] = set()
        for article in self.articles_of(labels):
            if edition := self.articles[article].edition:
                found.add(edition)
            for each in self.project.facts(article).found:
                if each.speaker and any(p.label in labels for p in each.sentence.passages):
                    found |= {each.speaker.told, each.speaker.label}
        return frozenset((*found, EARLIER, ANOTHER, LATER)) - {""}


def _spans_by_label(article: Article) -> dict[str, tuple[DateSpan, ...]]:
    """Return the dates of each passage, read beside those told before in its paragraph."""
    return {
        passage.label: spans
        for sentence, spans in dated_sentences(article)
        for passage in sentence.passages
    }
