"""Gather the sentences that the page of a story may show, and measure what each one covers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.limits import count_sentence_words, is_protected
from briefing_room.compose.signs import (
    closes_single_quotation,
    is_incomplete,
    opens_single_quotation,
)
from briefing_room.ingest.lines import HEAD_LABELS, Label
from briefing_room.model import Article, Facts, Mention, Passage, Sentence, SentenceFacts
from briefing_room.text.lexicon import content_words

_SHORT_SENTENCE_ROOTS = 8  # a sentence with fewer must share more of them to be a repetition
_REPEATED_SHARE = 0.58  # of the roots of the shorter sentence
_REPEATED_SHARE_OF_SHORT = 0.75
_MAX_HEAD_LINES = 40
_MAX_STANDFIRST_WORDS = 60
_MAX_WORDS_ABOVE_DATELINE = 160  # of a summary and captions
_MIN_TEXT_PER_HEAD = 4  # at least as many times the words above it
_COMMON_ROOTS = 10  # the most frequent ones, used in place of a missing headline
_INFLECTED = re.compile(r"(?<=\w{4})(?:er)?(?:ed|ing|er|e)?$")
_ROOT_LETTERS = 7
_BULLET = re.compile(r"[•·▪◦‣*–-]\s")

Roots = frozenset[str]


@dataclass(frozen=True, slots=True)
class StorySentence:
    """A sentence that the page may show.

    ``article`` is the index of its article in the story, ``sentence_index`` its place in the
    article.  ``roots`` are its names (as ``@slug``) and the roots of its other words.
    """

    article: int
    sentence_index: int
    facts: SentenceFacts
    word_count: int
    roots: Roots
    is_protected: bool  # from an article that may be shown only in part
    is_quoted: bool  # inside a quotation that opens in an earlier sentence
    is_item: bool  # of a list that no sentence introduces: the highlights of a release

    @property
    def text(self) -> str:
        return self.facts.text

    @property
    def is_incomplete(self) -> bool:
        """Whether the sentence is incomplete; a standfirst and a figure in a list need no stop."""
        if self.is_item and self.facts.quantities and self.text.count('"') % 2 == 0:
            return False
        is_standfirst = not self.sentence_index and self.passages[0].text[0].isalnum()
        return self.is_quoted or is_incomplete(f"{self.text}." if is_standfirst else self.text)

    @property
    def paragraph(self) -> int:
        return self.facts.paragraph

    @property
    def passages(self) -> tuple[Passage, ...]:
        return self.facts.passages


class StorySentences:
    """The sentences of a story, in the order of the articles and of their text."""

    def __init__(
        self,
        articles: Sequence[Article],
        facts: Mapping[str, Facts],
        title: str,
        catalogue: Catalogue,
    ) -> None:
        self.articles, self.title = tuple(articles), title
        self.by_article = tuple(
            tuple(
                sentence_facts
                for sentence_facts in facts[article.id].sentences
                if sentence_facts.paragraph >= start and not sentence_facts.sentence.is_fragment
            )
            for article, start in zip(articles, map(first_paragraph, articles), strict=True)
        )
        self._sentences = tuple(
            StorySentence(
                article_index,
                sentence_index,
                sentence_facts,
                count_sentence_words(sentence_facts.sentence),
                names_and_roots(sentence_facts.text, sentence_facts.mentions),
                is_protected(article),
                sentence_index in quoted,
                sentence_facts.sentence in items,
            )
            for article_index, article in enumerate(articles)
            for items in [set(_find_items(article.sentences))]
            for quoted in [set(_find_quoted_sentences(self.by_article[article_index]))]
            for sentence_index, sentence_facts in enumerate(self.by_article[article_index])
        )
        if title:
            self.headline = names_and_roots(title, catalogue.find(title))
        else:
            counts = Counter(root for sentence in self._sentences for root in sentence.roots)
            by_count = sorted(counts, key=lambda root: (-counts[root], root))
            self.headline = frozenset(by_count[:_COMMON_ROOTS])
        self._index_by_place = {
            (sentence.article, sentence.sentence_index): index
            for index, sentence in enumerate(self._sentences)
        }

    def __getitem__(self, index: int) -> StorySentence:
        return self._sentences[index]

    def __len__(self) -> int:
        return len(self._sentences)

    def index_of(self, article: int, sentence_index: int | None) -> int | None:
        """The index of an article's sentence among all sentences; None if it is not one of them."""
        return (
            None if sentence_index is None else self._index_by_place.get((article, sentence_index))
        )

    def word_count(self, indexes: Iterable[int]) -> int:
        """The number of words that sentences have together."""
        return sum(self._sentences[index].word_count for index in indexes)

    def roots(self, indexes: Iterable[int]) -> Roots:
        """The roots that occur in any of the sentences."""
        return frozenset().union(*(self._sentences[index].roots for index in indexes))

    def headline_share(self, roots: Roots) -> float:
        """The share of the headline's roots that ``roots`` contains, from 0 to 1."""
        return len(roots & self.headline) / max(1, len(self.headline))

    def is_followed_in_article(self, index: int) -> bool:
        """Whether the next sentence is from the same article and directly follows in it."""
        sentence = self._sentences[index]
        return self.index_of(sentence.article, sentence.sentence_index + 1) == index + 1


def first_paragraph(article: Article) -> int:
    """The number of the paragraph with which the text of an article begins.

    This is the paragraph with the dateline, or else the first one below the byline, as long as
    there are few words above it: a standfirst or a caption.
    """
    is_title = [item.reason == Label.TITLE for item in article.removed]
    title = is_title.index(True) if True in is_title else len(is_title)
    head = article.removed[title : title + _MAX_HEAD_LINES]
    starts = [passage.paragraph for passage in article.passages if not passage.sentence][:1]
    max_words = _MAX_WORDS_ABOVE_DATELINE if starts else _MAX_STANDFIRST_WORDS
    starts = starts or [i.passage.paragraph + 1 for i in head if i.reason in HEAD_LABELS]
    if not starts:
        return 1
    counts = [
        (sentence.paragraph, count_sentence_words(sentence)) for sentence in article.sentences
    ]
    max_words = min(max_words, sum(count for _, count in counts) // _MIN_TEXT_PER_HEAD)
    above = {start: sum(count for place, count in counts if place < start) for start in starts}
    return max((start for start in starts if above[start] <= max_words), default=1)


def _find_quoted_sentences(sentences: Sequence[SentenceFacts]) -> Iterator[int]:
    """Yield the indexes of the sentences inside a quotation that opens earlier in the paragraph."""
    paragraph, is_open, is_single_open = 0, False, False
    for index, facts in enumerate(sentences):
        text, continues = facts.text, facts.paragraph == paragraph
        is_open, is_single_open = is_open and continues, is_single_open and continues
        paragraph = facts.paragraph
        if is_open or is_single_open:
            yield index
        is_open ^= bool(text.count('"') % 2)
        closes = closes_single_quotation(text)
        is_single_open = opens_single_quotation(text) or (is_single_open and not closes)


def _find_items(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield the items of the lists that no line with a colon introduces."""
    is_introduced = False
    for sentence in sentences:
        is_item = _BULLET.match(sentence.passages[0].text) is not None
        if is_item and not is_introduced:
            yield sentence
        is_introduced = is_introduced if is_item else sentence.text.endswith(":")


def names_and_roots(text: str, mentions: Sequence[Mention]) -> Roots:
    """The names of a sentence, as ``@slug``, and the roots of its other content words.

    So "US" matches "Washington", and "extended" matches "extending".
    """
    other_chars = list(text)
    for mention in mentions:
        other_chars[mention.start : mention.end] = " " * (mention.end - mention.start)
    names = {f"@{mention.entity}" for mention in mentions}
    words = content_words("".join(other_chars))  # figures stay as they are
    return frozenset(
        names
        | {
            word if word[0].isdigit() else _INFLECTED.sub("", word)[:_ROOT_LETTERS]
            for word in words
        }
    )


def is_repetition(first: Roots, second: Roots) -> bool:
    """Whether one of two sentences says nearly all that the other says."""
    shorter = min(len(first), len(second))
    min_share = _REPEATED_SHARE if shorter >= _SHORT_SENTENCE_ROOTS else _REPEATED_SHARE_OF_SHORT
    return shorter > 5 and len(first & second) >= min_share * shorter
