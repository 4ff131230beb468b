"""The words of a sentence: what each is, and how certain the sentence is of it.

In "Kest plans to open the mine" the word "mine" is a noun whose certainty is "intended".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from briefing_room.text.lexicon import ADVERBS, STOP_WORDS
from briefing_room.verify.likeness import word_set

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
    is_negative: bool = False  # has a minus sign; the value has none


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word, number, date or mark."""

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
"""What :func:`word_before` and :func:`word_after` give at the ends of a sentence."""


def word_before(words: Sequence[Word], word: Word) -> Word:
    """The word before a word, ``NO_WORD`` for the first."""
    return words[word.index - 1] if word.index else NO_WORD


def word_after(words: Sequence[Word], word: Word) -> Word:
    """The word after a word, ``NO_WORD`` for the last."""
    return words[word.index + 1] if word.index + 1 < len(words) else NO_WORD


def words_before(words: Words, word: Word, count: int) -> Words:
    """Up to ``count`` words right before a word."""
    return words[max(0, word.index - count) : word.index]


def context_words(words: Words, word: Word, before: int, after: int) -> Words:
    """The words around a word, without the word itself."""
    end = word.index + 1
    return (*words_before(words, word, before), *words[end : end + after])


# --- How certain a sentence is of a word, by the markers before it -------------------------------

_INTENTION_VERBS = (word_set("intention_words") - word_set("generic_verbs")) | {"speak", "talk"}
_INTENTION_NOUNS = word_set("intention_nouns")
_PROSPECTIVE_ADJECTIVES = word_set("prospective_adjectives")
_IF_WORDS = word_set("if_words")
_SCOPE_ENDS = word_set("scope_ends")
_CLAUSE_MARKS = frozenset(".;:–—(,")
FORECAST_WORDS = (
    word_set("forecast_words") | word_set("possibility_words") | word_set("future_auxiliaries")
) - {"set", "due"}
_NOT_PLANS = frozenset({"project", "target"})  # as nouns: "the project makes 5 tonnes"
_PLAN_ENDS = word_set("plan_ends") | frozenset(".;:(")


def find_certainties(words: Sequence[Word]) -> list[Modality]:
    """For each word its certainty by the markers that cover it."""
    certainties: list[Modality] = []
    scope, covers_clause = Modality.FACT, False
    for word in words:
        after = word_after(words, word).lower
        by_means = word.lower == "by" and after.endswith("ing")
        is_clause_mark = word.kind == "mark" and word.text in _CLAUSE_MARKS
        if is_clause_mark or by_means or word.lower in _SCOPE_ENDS:
            scope, covers_clause = Modality.FACT, False
        is_finite = word.verb and not (word.gerund or word.reduced or "to" in word.auxiliaries)
        if is_finite and not covers_clause:
            scope = Modality.FACT
        certainties.append(min(word.modality, scope) if word.verb else scope)
        modality = modality_after(word)
        if modality < Modality.FACT:
            scope = min(scope, modality)
            covers_clause = covers_clause or word.lower in _IF_WORDS or after == "that"
    return certainties


def modality_after(word: Word) -> Modality:
    """The modality of the words that follow a word."""
    if word.lower in _IF_WORDS:
        return Modality.POSSIBLE
    if word.lower in _PROSPECTIVE_ADJECTIVES or (word.lemma in _INTENTION_NOUNS and not word.verb):
        return Modality.INTENDED
    if word.verb and word.modality < Modality.FACT:
        return word.modality
    is_intention = word.verb in _INTENTION_VERBS and not word.denied
    return Modality.INTENDED if is_intention else Modality.FACT


def has_plan_before(sentence: Words, amount: Word) -> bool:
    """Whether the verb of an amount, its subject or a word between makes it a plan.

    "Planned output is 600 tonnes of copper and 800 of zinc" plans both amounts.
    """
    is_listed = False  # whether the words since the last comma have an amount of their own
    has_comma = False
    for word in reversed(sentence[: amount.index]):
        if word.lower in _PLAN_ENDS:
            return False
        has_comma |= word.text == ","
        is_listed |= word.amount is not None
        if is_plan_word(word):
            return True
        if word.verb and not word.gerund and not word.reduced and (is_listed or not has_comma):
            lead = [w for w in sentence[: word.index] if w.clause == word.clause]
            return word.certainty < Modality.FACT or any(map(is_plan_word, lead))
    return False


def is_plan_word(word: Word) -> bool:
    """Whether a word makes what it governs a plan or a forecast."""
    is_noun = word.lemma in _NOT_PLANS and not word.verb
    return not is_noun and (word.lemma in FORECAST_WORDS or word.lower in FORECAST_WORDS)
