"""Check how much of something a statement speaks of: all or some, each or in total.

"All mills" needs an "all" in the passage, "10 tonnes" keeps its "each" or "a year", and a capacity
is no output.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.verify.comparison import Comparison, flag, share_word
from briefing_room.verify.likeness import DISTINCT_WORDS, SYNONYM, word_set
from briefing_room.verify.reasons import Reason
from briefing_room.verify.words import Word, Words, context_words, word_before

QUANTITY = "quantity"
SCOPE = "scope"
_EACH_WORDS = word_set("each_words")
_CAPACITY_WORDS = word_set("capacity_words")
_LOST_MEASURES = (
    (_EACH_WORDS, _EACH_WORDS),
    (_CAPACITY_WORDS, _CAPACITY_WORDS - {"can", "could", "able"}),
)
"""Words of which a statement needs one, if its passage has one of the others with the number."""
_EQUIVALENTS_OF_EACH = frozenset({"per", "every", "whenever"})
_NO_QUANTIFIER_AFTER = frozenset({"above", "after", "at"})  # "above all"
_EQUIVALENTS = tuple(
    (word_set(f"{name}_words"), word_set(f"{name}_words") | word_set(f"equivalents_of_{name}"))
    for name in ("all", "only", "most")
)
_MIN_LIKENESS = 0.6


def check_scope(comparison: Comparison) -> Iterator[Reason]:
    """Yield the words of quantity and scope that the passages do not support."""
    yield from _check_quantifiers(comparison)
    yield from _check_lost_measures(comparison)
    yield from _check_distinct_words(comparison)


def _content(words: Words) -> list[Word]:
    return [word for word in words if word.content or word.is_value]


# --- All, only, most -----------------------------------------------------------------------------


def _check_quantifiers(comparison: Comparison) -> Iterator[Reason]:
    for word in comparison.statement_words:
        if word_before(comparison.statement_words, word).lower in _NO_QUANTIFIER_AFTER:
            continue
        equivalents_of_each = _EQUIVALENTS_OF_EACH if word.lower in _EACH_WORDS else frozenset()
        for words, equivalents in _EQUIVALENTS:
            supporting_words = equivalents | equivalents_of_each
            if word.lower in words and not _is_about_same_words(comparison, word, supporting_words):
                why = f"the passages do not say “{word.text}” about this; remove it"
                yield flag(QUANTITY, why, word)


def _is_about_same_words(comparison: Comparison, word: Word, words: frozenset[str]) -> bool:
    """Whether one of these words is in the passages near the neighbours of a word."""
    neighbours = _content(context_words(comparison.statement_words, word, 4, 5))
    return not neighbours or any(
        share_word(neighbours, context_words(sentence, other, 4, 12), _MIN_LIKENESS)
        for sentence in comparison.passage_sentences
        for other in sentence
        if other.lower in words or other.lemma in words
    )


# --- Each, a year; capacity, output --------------------------------------------------------------


def _check_lost_measures(comparison: Comparison) -> Iterator[Reason]:
    """Yield an "each" or "capacity" that a passage has beside a number and the statement lacks."""
    forms = comparison.statement_lemmas | {word.lower for word in comparison.statement_words}
    lost = {
        word
        for words, required in _LOST_MEASURES
        if words.isdisjoint(forms) and "install" not in forms
        for word in required
    }
    amounts = [w for w in comparison.statement_words if w.amount]
    matched_words = {m.word for amount in amounts for m in comparison.find_support(amount)}
    for sentence in comparison.passage_sentences:
        for word in sentence:
            nearby = context_words(sentence, word, 4, 5)
            if word.lower in lost and any(
                w in matched_words and w.clause == word.clause for w in nearby
            ):
                yield flag(SCOPE, f"the passage says “{word.text}” with this number; keep it", word)
                return


def _check_distinct_words(comparison: Comparison) -> Iterator[Reason]:
    """Yield a word for which the passages have a rival, such as "output" for "capacity"."""
    for word in comparison.statement_words:
        for words, rival_lemmas in (
            DISTINCT_WORDS.get(word.lemma, ()) if word.kind == "word" else ()
        ):
            if not words.isdisjoint(comparison.passage_lemmas) or any(
                m.weight >= SYNONYM for m in comparison.matches(word)
            ):
                continue
            neighbours = _content(context_words(comparison.statement_words, word, 4, 4))
            rivals = (
                w
                for sentence in comparison.passage_sentences
                for w in sentence
                if w.lemma in rival_lemmas - comparison.statement_lemmas
                and share_word(neighbours, _content(context_words(sentence, w, 4, 4)))
            )
            if rival := next(rivals, None):
                why = f"the passage says “{rival.text}”, not “{word.text}”; use its word"
                yield flag(SCOPE, why, word)
                return
