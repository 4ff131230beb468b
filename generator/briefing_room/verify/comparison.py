"""Compare a statement with the passages it cites, word by word.

Passage words are indexed by their keys, so the work grows with the sum of both lengths, not with
their product.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from briefing_room.text.sentences import sentence_spans
from briefing_room.text.typography import space_words
from briefing_room.verify.cited_articles import CitedArticles
from briefing_room.verify.likeness import (
    CONTRARIES,
    FAMILY,
    SAME,
    SYNONYM,
    likeness,
    match_keys,
    root,
)
from briefing_room.verify.reasons import Reason, unsupported_reason
from briefing_room.verify.tagging import tag_words
from briefing_room.verify.words import Word, Words

_MAX_OCCURRENCES = 40  # of one key in the passages; further ones are ignored


class Match(NamedTuple):
    """A passage word that may support a statement word; ``weight`` is their likeness, 0 to 1."""

    weight: float
    sentence: int  # the index of its sentence among the passage sentences
    word: Word


class CitedSentence(NamedTuple):
    """A cited sentence, its line in the article and the date from which "on Thursday" counts."""

    line_index: int
    text: str
    date: dt.date | None
    days: tuple[str, ...] = ()  # the days that its dates mean, resolved with the text before it


@dataclass(frozen=True)
class Comparison:
    """A statement with the sentences it cites, their articles and the rest of its bullet.

    ``bullet`` has the other sentences of the bullet; ``known_nouns`` are the lowercase words in the
    names of the catalogue.
    """

    text: str
    passages: tuple[CitedSentence, ...]
    articles: CitedArticles
    bullet: tuple[str, ...] = ()
    known_nouns: frozenset[str] = frozenset()
    _matches_by_position: dict[int, list[Match]] = field(
        default_factory=dict, init=False, compare=False
    )

    @cached_property
    def statement_words(self) -> Words:
        return tag_words(self.text, self.articles.date)

    @cached_property
    def bullet_words(self) -> Words:
        """The words of the statement and of the rest of its bullet."""
        others = (tag_words(text, self.articles.date) for text in self.bullet)
        return (*self.statement_words, *(word for words in others for word in words))

    @cached_property
    def passage_sentences(self) -> tuple[Words, ...]:
        return tuple(
            tag_words(cited.text[start:end], cited.date)
            for cited in self.passages
            for start, end in sentence_spans(cited.text)
        )

    @cached_property
    def passage_of_sentence(self) -> tuple[int, ...]:
        """For each passage sentence the index of its passage."""
        passages = enumerate(self.passages)
        return tuple(index for index, cited in passages for _ in sentence_spans(cited.text))

    @cached_property
    def passage_words(self) -> Words:
        return tuple(word for sentence in self.passage_sentences for word in sentence)

    @cached_property
    def passage_lemmas(self) -> frozenset[str]:
        return frozenset(word.lemma for word in self.passage_words if word.kind == "word")

    @cached_property
    def passage_roots(self) -> frozenset[str]:
        return frozenset(map(root, self.passage_lemmas))

    @cached_property
    def passage_forms(self) -> frozenset[str]:
        """The passage words in lowercase, and the parts of hyphenated words."""
        return frozenset(
            part for word in self.passage_words for part in (word.lower, *word.lower.split("-"))
        )

    @cached_property
    def passage_text(self) -> str:
        """The passages as one string of words, for searching."""
        return space_words(" ".join(cited.text for cited in self.passages))

    @cached_property
    def statement_lemmas(self) -> frozenset[str]:
        return frozenset(word.lemma for word in self.statement_words if word.kind == "word")

    @cached_property
    def _matches_by_key(self) -> dict[str, list[Match]]:
        matches: defaultdict[str, list[Match]] = defaultdict(list)
        for index, sentence in enumerate(self.passage_sentences):
            for word in sentence:
                if word.kind == "word" and (word.content or word.verb):
                    for key, weight in match_keys(word.lemma):
                        matches[key].append(Match(weight, index, word))
        return matches

    def matches(self, word: Word) -> list[Match]:
        """Find the passage words that are most like a word of the statement."""
        if word.index not in self._matches_by_position:
            self._matches_by_position[word.index] = (
                self._find_matches(word) if word.kind == "word" else []
            )
        return self._matches_by_position[word.index]

    def _find_matches(self, word: Word) -> list[Match]:
        if not (word.content or word.verb):
            return []
        best_by_position: dict[tuple[int, int], Match] = {}
        for key, weight in match_keys(word.lemma):
            for match in self._matches_by_key.get(key, ())[:_MAX_OCCURRENCES]:
                position, shared = (match.sentence, match.word.index), min(weight, match.weight)
                if position not in best_by_position or best_by_position[position].weight < shared:
                    best_by_position[position] = match._replace(weight=shared)
        highest = max((match.weight for match in best_by_position.values()), default=0.0)
        return sorted(
            (m for m in best_by_position.values() if m.weight >= min(highest, FAMILY)),
            key=lambda m: (m.sentence, m.word.index),
        )

    def equal_values(self, word: Word) -> list[Match]:
        """Find the numbers or dates of the passages that equal one of the statement."""
        return [
            Match(SAME, index, passage_word)
            for index, sentence in enumerate(self.passage_sentences)
            for passage_word in sentence
            if passage_word.kind == word.kind and are_equal(word, passage_word)
        ]

    def equal_amounts(self, word: Word) -> list[tuple[Words, Word]]:
        """Find the amounts equal to one of the statement, each with its passage sentence."""
        matches = self.equal_values(word) if word.amount else []
        return [(self.passage_sentences[match.sentence], match.word) for match in matches]

    def find_support(self, word: Word) -> list[Match]:
        """Find the passage words that support a word, a number or a date of the statement."""
        return self.equal_values(word) if word.is_value else self.matches(word)

    def passages_have(self, words: Iterable[str]) -> bool:
        """Whether the passages have any of these words, given as lemmas or in lowercase."""
        return any(word in self.passage_lemmas or word in self.passage_forms for word in words)

    def has_word_of_same_side(self, word: Word) -> bool:
        """Whether the passages have a word of the same sense in a pair like "rise" and "fall"."""
        sides = (side for side, _ in CONTRARIES.get(word.lemma, ()))
        return any(not side.isdisjoint(self.passage_lemmas) for side in sides)


def are_equal(value: Word, other: Word) -> bool:
    """Whether two numbers or dates are equal; "2024" equals any day of that year."""
    if value.amount and other.amount:
        return value.amount.value == other.amount.value
    if value.date and other.date:
        return value.date.startswith(other.date) or other.date.startswith(value.date)
    return value.lower == other.lower


def may_match(word: Word, other: Word, min_likeness: float = SYNONYM) -> bool:
    """Whether two words are equal values, or at least this much alike."""
    if word.is_value or other.is_value:
        return word.kind == other.kind and are_equal(word, other)
    return likeness(word.lemma, other.lemma) >= min_likeness


def share_word(
    words: Iterable[Word], others: Sequence[Word], min_likeness: float = SYNONYM
) -> bool:
    """Whether any of some words may match one of the others."""
    return any(may_match(word, other, min_likeness) for word in words for other in others)


Rule = Callable[[Comparison], Iterable[Reason]]
"""A check of a statement against its passages; it yields what they do not support."""


def flag(code: str, why: str, *words: Word) -> Reason:
    """Give a reason to rewrite the statement, with the words at fault."""
    return unsupported_reason(code, why, *(word.text for word in words))
