"""A word of a text, with what its form and its position say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from briefing_room.text.lexicon import ADVERBS, STOP_WORDS

FUNCTION_WORDS = (
    STOP_WORDS | ADVERBS | {"said", "says", "say", "told", "now", "also", "however", "meanwhile"}
)
ARTICLES = frozenset({"a", "an", "the"})


class Modality(IntEnum):
    """How certain it is that what a word says is true."""

    POSSIBLE = 0
    INTENDED = 1  # planned, expected, asked for, would
    FUTURE = 2
    FACT = 3


class Amount(NamedTuple):
    """A number with its unit and its qualifier, such as "about" or "more than"."""

    value: float
    unit: str
    qualifier: str


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word, number, date or mark of a text."""

    text: str
    lower: str  # the text in lowercase
    lemma: str
    kind: str  # word, number, date, mark
    content: bool = False  # a content word, not a function word
    capital: bool = False  # written as names are: "Boeing", "7E7"
    index: int = 0  # among the words of the text, from 0
    clause: int = 0  # the number of its clause, from 0
    in_quotation: bool = False
    possessive: bool = False  # followed by "'s"
    amount: Amount | None = None
    date: str | None = None
    verb: str = ""  # the base form of a verb, "" for other words
    modality: Modality = Modality.FACT  # of a verb, by its own form and auxiliaries
    certainty: Modality = Modality.FACT  # by the words around it too
    hedge: str = ""  # the lemma of the word that lowers its certainty
    auxiliaries: tuple[str, ...] = ()  # of a verb, the nearest first
    denied: bool = False  # of a verb: "did not close"
    passive: bool = False
    gerund: bool = False
    reduced: bool = False  # a participle that only describes: "the plant closed in May is sold"

    @property
    def is_value(self) -> bool:
        return self.kind in {"number", "date"}


Words = tuple[Word, ...]
NO_WORD = Word("", "", "", "none")
"""What :func:`word_before` and :func:`word_after` give at the ends of a text."""


def word_before(words: Sequence[Word], word: Word) -> Word:
    """The word before a word of a text, ``NO_WORD`` for the first."""
    return words[word.index - 1] if word.index else NO_WORD


def word_after(words: Sequence[Word], word: Word) -> Word:
    """The word after a word of a text, ``NO_WORD`` for the last."""
    return words[word.index + 1] if word.index + 1 < len(words) else NO_WORD


def words_before(words: Words, word: Word, count: int) -> Words:
    """Up to ``count`` words right before a word."""
    return words[max(0, word.index - count) : word.index]


def context_words(words: Words, word: Word, before: int, after: int) -> Words:
    """The words around a word, without the word itself."""
    end = word.index + 1
    return (*words_before(words, word, before), *words[end : end + after])
