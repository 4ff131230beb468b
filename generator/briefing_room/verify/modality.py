"""How certain a text is of each word, by the markers before it: "plans to", "fears of", "if".

A marker covers the words after it, up to the end of the clause or the next finite verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing_room.verify.likeness import word_set
from briefing_room.verify.words import Modality, Word, Words, word_after

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


def find_certainties(words: Sequence[Word]) -> list[tuple[Modality, str]]:
    """For each word its certainty by the markers that cover it, and the lemma of the marker."""
    certainties: list[tuple[Modality, str]] = []
    scope, covers_clause = (Modality.FACT, ""), False
    for word in words:
        after = word_after(words, word).lower
        by_means = word.lower == "by" and after.endswith("ing")
        is_clause_mark = word.kind == "mark" and word.text in _CLAUSE_MARKS
        if is_clause_mark or by_means or word.lower in _SCOPE_ENDS:
            scope, covers_clause = (Modality.FACT, ""), False
        is_finite = word.verb and not (word.gerund or word.reduced or "to" in word.auxiliaries)
        if is_finite and not covers_clause:
            scope = (Modality.FACT, "")
        certainties.append(min((word.modality, word.lemma), scope) if word.verb else scope)
        modality = modality_after(word)
        if modality < Modality.FACT:
            scope = min(scope, (modality, word.lemma))
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
