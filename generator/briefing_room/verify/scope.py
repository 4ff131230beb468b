"""Check quantity and scope: all, only, most; each or in total; per day or year; capacity."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.verify.comparison import Comparison, context_words, flag, may_match, share_word
from briefing_room.verify.likeness import DISTINCT_WORDS, SYNONYM, word_set
from briefing_room.verify.reasons import Reason
from briefing_room.verify.words import Word

QUANTITY = "quantity"
SCOPE = "scope"
_EACH_WORDS = word_set("each")
_MEASURE_WORDS = (_EACH_WORDS, word_set("total"), word_set("average"))
_REQUIRED_MEASURES = (_EACH_WORDS, word_set("capacity"))
_NO_LOSS = frozenset({"every", "can", "could", "able"})  # of the required measures
_ALL_WORDS = word_set("all_words") | {"any"}
_PLURAL_QUANTIFIERS = frozenset({"some", "most", "many", "certain"})
_EQUIVALENTS_OF_EACH = frozenset({"per", "every", "whenever"})
_NO_QUANTIFIER_AFTER = frozenset({"above", "after", "at"})  # "above all"
_EQUIVALENTS = tuple(
    (word_set(f"{name}_words"), word_set(f"{name}_words") | word_set(f"equivalents_of_{name}"))
    for name in ("all", "only", "most")
)


def check_scope(comparison: Comparison) -> Iterator[Reason]:
    """Yield the words of quantity and scope that the passages do not support."""
    yield from _check_quantifiers(comparison)
    yield from _check_measures(comparison)
    yield from _check_distinct_words(comparison)


# --- All, only, most -----------------------------------------------------------------------------


def _check_quantifiers(comparison: Comparison) -> Iterator[Reason]:
    for word in comparison.statement_words:
        before = comparison.statement_words[word.index - 1].lower if word.index else ""
        if before in _NO_QUANTIFIER_AFTER:  # "above all", "not only"
            continue
        for words, others in _EQUIVALENTS:
            equivalents = others | (_EQUIVALENTS_OF_EACH if word.lower in _EACH_WORDS else set())
            if word.lower in words and not _is_about_same_words(comparison, word, equivalents):
                why = f"the passages do not say “{word.text}” about this; remove it"
                yield flag(QUANTITY, why, word)
        if word.lower in _PLURAL_QUANTIFIERS and _passages_say_all(comparison, word):
            why = f"the passage says “all” or “any”, not “{word.text}”; keep its word"
            yield flag(QUANTITY, why, word)


def _passages_say_all(comparison: Comparison, word: Word) -> bool:
    """Whether the passages say "all" or "any" of what the statement says "some"."""
    following = comparison.statement_words[word.index + 1 : word.index + 5]
    described = [w for w in following if w.content or w.is_value][:1]
    matches = [m for w in described for m in comparison.find_support(w)]
    return bool(matches) and all(
        any(w.lower in _ALL_WORDS for w in context_words(sentence, m.word.index, 5, 0))
        for m in matches
        for sentence in [comparison.passage_sentences[m.sentence]]
    )


def _is_about_same_words(comparison: Comparison, word: Word, words: frozenset[str]) -> bool:
    """Whether one of these words is in the passages near the neighbours of a word."""
    neighbours = [
        w
        for w in context_words(comparison.statement_words, word.index, 4, 5)
        if w.content or w.is_value
    ]
    return not neighbours or any(
        share_word(neighbours, context_words(sentence, other.index, 4, 12), 0.6)
        for sentence in comparison.passage_sentences
        for other in sentence
        if other.lower in words or other.lemma in words
    )


# --- Each, in total, a year; capacity, output ----------------------------------------------------


def _check_measures(comparison: Comparison) -> Iterator[Reason]:
    yield from _check_added_measures(comparison)
    forms = comparison.statement_lemmas | {word.lower for word in comparison.statement_words}
    lost = {
        word
        for words in _REQUIRED_MEASURES
        if words.isdisjoint(forms) and "install" not in forms
        for word in words - _NO_LOSS
    }
    matches = [
        m for w in comparison.statement_words if w.amount for m in comparison.find_support(w)
    ]
    for index, sentence in enumerate(comparison.passage_sentences):
        for word in sentence if lost else ():
            if word.lower in lost and any(
                m.sentence == index
                and m.word.clause == word.clause
                and -4 <= m.word.index - word.index <= 5
                for m in matches
            ):
                yield flag(SCOPE, f"the passage says “{word.text}” with this number; keep it", word)
                return


def _check_added_measures(comparison: Comparison) -> Iterator[Reason]:
    """Yield an "each", "in total" or "on average" that no passage has."""
    for words in _MEASURE_WORDS:
        equivalents = words | (_EQUIVALENTS_OF_EACH if words is _EACH_WORDS else set())
        for word in comparison.statement_words:
            after = comparison.statement_words[word.index + 1 :][:1]
            opens_with = bool(after) and after[0].lower == "with"  # "each with"
            if word.lower in words and not (opens_with or comparison.passages_have(equivalents)):
                yield flag(
                    SCOPE, f"the passages do not say “{word.text}” about this; remove it", word
                )
                return


def _check_distinct_words(comparison: Comparison) -> Iterator[Reason]:
    """Yield a word for which the passages have a rival, such as "output" for "capacity"."""
    for word in comparison.statement_words:
        for part, others in DISTINCT_WORDS.get(word.lemma, ()) if word.kind == "word" else ():
            if not part.isdisjoint(comparison.passage_lemmas) or any(
                m.weight >= SYNONYM for m in comparison.matches(word)
            ):
                continue
            rivals = [
                w
                for w in comparison.passage_words
                if w.lemma in others and w.lemma not in comparison.statement_lemmas
            ]
            neighbours = context_words(comparison.statement_words, word.index, 4, 4)
            close_rivals = (w for w in rivals if _is_in_same_context(comparison, neighbours, w))
            if rival := next(close_rivals, None):
                why = f"the passage says “{rival.text}”, not “{word.text}”; use its word"
                yield flag(SCOPE, why, word)
                return


def _is_in_same_context(comparison: Comparison, neighbours: tuple[Word, ...], rival: Word) -> bool:
    """Whether a rival is next to the same words in its passage."""
    return any(
        may_match(neighbour, other)
        for sentence in comparison.passage_sentences
        if rival.index < len(sentence) and sentence[rival.index] is rival
        for other in context_words(sentence, rival.index, 4, 4)
        if other.content or other.is_value
        for neighbour in neighbours
        if neighbour.content or neighbour.is_value
    )
