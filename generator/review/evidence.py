"""What a passage gives: numbers, dates, names, words and speakers, found once and remembered."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.catalogue.entries import Catalogue
from generator.extract.amounts.givers import own_words
from generator.extract.dates import dated_sentences, dates
from generator.extract.facts import facts
from generator.extract.quantities import quantities
from generator.model import (
    Article,
    Claim,
    DateSpan,
    Facts,
    Figure,
    Passage,
    Quantity,
    Sentence,
    Speaker,
)
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

    articles: Mapping[str, Article]
    catalogue: Catalogue
    passages: dict[str, Passage] = field(init=False)
    _facts: dict[str, Facts] = field(init=False, default_factory=dict)
    _evidence: dict[tuple[str, ...], Evidence] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the passages, and the sentences they are pieces of."""
        self.passages = {p.label: p for a in self.articles.values() for p in a.passages}
        self._sentences: dict[str, Sentence] = {
            p.label: s for a in self.articles.values() for s in a.sentences for p in s.passages
        }
        self._spans: dict[str, dict[str, tuple[DateSpan, ...]]] = {}

    def facts(self, article: str) -> Facts:
        """Return what an article says, found once."""
        if article not in self._facts:
            self._facts[article] = facts(self.articles[article], self.catalogue)
        return self._facts[article]

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

    def speakers(self, labels: Iterable[str]) -> frozenset[Speaker]:
        """Return everybody who speaks in the passages, as the text names them."""
        found: set[Speaker] = set()
        for label in labels:
            if label in self.passages:
                found |= self._speakers_of(self.passages[label].article)[label]
        return frozenset(found)

    def _speakers_of(self, article: str) -> Mapping[str, set[Speaker]]:
        known = self.facts(article)
        by_label: defaultdict[str, set[Speaker]] = defaultdict(set)
        accounts = (a for d in known.disagreements for a in d.accounts)
        said = [(claim.speaker, claim.passages) for claim in known.claims]
        heard = [(account.speaker, account.passages) for account in accounts]
        for speaker, passages in (*said, *heard):
            for passage in passages:
                by_label[passage.label] |= {speaker} if speaker else set()
        if self.articles[article].opinion:
            for passage in self.articles[article].passages:
                by_label[passage.label] |= {own_words(self.articles[article])}
        for figure in known.figures:
            by_label[figure.passage.label] |= {figure.speaker} if figure.speaker else set()
        return by_label

    def claims(self, labels: Iterable[str]) -> tuple[Claim, ...]:
        """Return the claims that rest on one of the passages."""
        wanted = set(labels) & self.passages.keys()
        articles = sorted({self.passages[label].article for label in wanted})
        claims = (claim for article in articles for claim in self.facts(article).claims)
        return tuple(c for c in claims if wanted & {p.label for p in c.passages})

    def figures(self, labels: Iterable[str]) -> tuple[Figure, ...]:
        """Return the figures that stand in one of the passages."""
        wanted = set(labels) & self.passages.keys()
        articles = sorted({self.passages[label].article for label in wanted})
        figures = (figure for article in articles for figure in self.facts(article).figures)
        return tuple(f for f in figures if f.passage.label in wanted)


def _spans_by_label(article: Article) -> dict[str, tuple[DateSpan, ...]]:
    """Return the dates of each passage, read beside those told before in its paragraph."""
    return {
        passage.label: spans
        for sentence, spans in dated_sentences(article)
        for passage in sentence.passages
    }
