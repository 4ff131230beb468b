"""How certain a text is of each word, by the markers before it: "plans to", "fears of", "if".

A marker covers the words after it, up to the end of the clause or the next finite verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from briefing_room.verify.likeness import word_set

if TYPE_CHECKING:
    from briefing_room.verify.words import Word, Words


class Modality(IntEnum):
    """How certain it is that what a word says is true."""

    POSSIBLE = 0
    INTENDED = 1  # planned, expected, asked for, would
    FUTURE = 2
    FACT = 3


_INTENTION_VERBS = word_set("intention_words") - word_set("generic_verbs")
_INTENTION_NOUNS = word_set("intention_nouns")
_PROSPECTIVE_ADJECTIVES = word_set("prospective_adjectives")
_IF_WORDS = word_set("if_words")
_SCOPE_ENDS = word_set("scope_ends")
_CLAUSE_MARKS = frozenset(".;:–—(")
FORECAST_WORDS = (
    word_set("forecast_words") | word_set("possibility_words") | word_set("future_auxiliaries")
)
FORECAST_WORDS = (FORECAST_WORDS | {"design", "warrant"}) - {"set", "due"}
_NOT_PLANS = frozenset({"project", "target", "set"})  # as nouns: "the project makes 5 tonnes"
_PLAN_ENDS = frozenset(
    {
        ".",
        ";",
        ":",
        "(",
        "with",
        "against",
        "while",
        "but",
        "from",
        "compared",
        "because",
        "estimates",
    }
)


def find_certainties(words: Sequence[Word]) -> list[tuple[Modality, str]]:
    """For each word its certainty, with the markers that cover it, and the deciding marker."""
    certainties: list[tuple[Modality, str]] = []
    scope, clausal = (Modality.FACT, ""), False
    for word in words:
        after = words[word.index + 1].lower if word.index + 1 < len(words) else ""
        by_means = word.lower == "by" and after.endswith("ing")
        is_clause_mark = word.kind == "mark" and (word.text in _CLAUSE_MARKS or word.text == ",")
        if is_clause_mark or by_means or word.lower in _SCOPE_ENDS:
            scope, clausal = (Modality.FACT, ""), False
        finite = word.verb and not (word.gerund or word.reduced or "to" in word.auxiliaries)
        if finite and not clausal:
            scope = (Modality.FACT, "")
        certainties.append(min((word.modality, word.lemma), scope) if word.verb else scope)
        opened = modality_after(word)
        if opened < Modality.FACT:
            scope = min(scope, (opened, word.lemma))
            clausal = clausal or word.lower in _IF_WORDS or _that_follows(words, word)
    return certainties


def _that_follows(words: Sequence[Word], word: Word) -> bool:
    return word.index + 1 < len(words) and words[word.index + 1].lower == "that"


def modality_after(word: Word) -> Modality:
    """The modality of the words that follow a word."""
    if word.lower in _IF_WORDS:
        return Modality.POSSIBLE
    if word.lower in _PROSPECTIVE_ADJECTIVES or (word.lemma in _INTENTION_NOUNS and not word.verb):
        return Modality.INTENDED
    if word.verb and word.modality < Modality.FACT:
        return word.modality
    talks = word.verb in {"speak", "talk"}
    return (
        Modality.INTENDED
        if talks or (word.verb in _INTENTION_VERBS and not word.denied)
        else Modality.FACT
    )


def has_plan_before(sentence: Words, amount: Word) -> bool:
    """Whether the verb of an amount, its subject or a word between makes it a plan.

    "Planned output is 600 tonnes of copper and 800 of zinc" plans both amounts.
    """
    listed = False  # whether the words since the last comma have an amount of their own
    commas = False
    for word in reversed(sentence[: amount.index]):
        if word.lower in _PLAN_ENDS:
            return False
        commas |= word.text == ","
        listed |= word.amount is not None
        if is_plan_word(word):
            return True
        if word.verb and not word.gerund and not word.reduced and (listed or not commas):
            lead = [w for w in sentence[: word.index] if w.clause == word.clause]
            return word.certainty < Modality.FACT or any(map(is_plan_word, lead))
    return False


def is_plan_word(word: Word) -> bool:
    """Whether a word makes what it governs a plan or a forecast."""
    is_noun = word.lemma in _NOT_PLANS and not word.verb
    return not is_noun and (word.lemma in FORECAST_WORDS or word.lower in FORECAST_WORDS)
