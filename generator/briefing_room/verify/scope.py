"""Check quantity and scope: all, only, most; each or in total; per day or year; capacity."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.verify.comparison import Comparison, context_words, flag, may_match, share_word
from briefing_room.verify.likeness import NEIGHBOURS, SYNONYM, words_of
from briefing_room.verify.polarity import denials
from briefing_room.verify.reasons import Reason
from briefing_room.verify.words import Word

QUANTITY = "quantity"
SCOPE = "scope"
_ALL_WORDS = words_of("all_words")
_ONLY_WORDS = words_of("only_words")
_MOST_WORDS = words_of("most_words")
_NONE_WORDS = words_of("none_words")
_EACH_WORDS = words_of("each")
_MEASURE_WORDS = (_EACH_WORDS, words_of("total"), words_of("average"))
_REQUIRED_MEASURES = tuple(words_of(name) for name in ("each", "capacity"))
_PLURAL_QUANTIFIERS = frozenset({"some", "most", "many", "certain"})
_EQUIVALENTS_OF_ALL = words_of("equivalents_of_all")
_EQUIVALENTS_OF_EACH = frozenset({"per", "every", "whenever"})
_EQUIVALENTS_OF_ONLY = words_of("equivalents_of_only")
_EQUIVALENTS_OF_MOST = words_of("equivalents_of_most")


def check_scope(comparison: Comparison) -> Iterator[Reason]:
    """Yield the words of quantity and scope that the passages do not support."""
    yield from _check_quantifiers(comparison)
    yield from _check_measures(comparison)
    yield from _replaced_words(comparison)


# --- All, only, most, none -----------------------------------------------------------------------


def _check_quantifiers(comparison: Comparison) -> Iterator[Reason]:
    for word in comparison.statement_words:
        after = (
            comparison.statement_words[word.index + 1].lower
            if word.index + 1 < len(comparison.statement_words)
            else ""
        )
        before = comparison.statement_words[word.index - 1].lower if word.index else ""
        if word.lower == "all" and before in {"above", "after", "at"}:
            continue
        if word.lower in _ALL_WORDS:
            equivalents = _EQUIVALENTS_OF_ALL | (
                _EQUIVALENTS_OF_EACH if word.lower in _EACH_WORDS else frozenset()
            )
            if not _is_about_same_words(comparison, word, _ALL_WORDS | equivalents):
                yield flag(
                    QUANTITY, f"the passages do not say “{word.text}” about this; remove it", word
                )
        elif word.lower in _ONLY_WORDS:
            if not (
                comparison.passages_have(_ONLY_WORDS | _EQUIVALENTS_OF_ONLY)
                and _is_about_same_words(comparison, word, _ONLY_WORDS | _EQUIVALENTS_OF_ONLY)
            ):
                yield flag(
                    QUANTITY, f"the passages do not say “{word.text}” about this; remove it", word
                )
        elif word.lower in _MOST_WORDS and (
            word.lower != "most" or after in {"of", "the"} or after[-1:] in {"s", "d"}
        ):
            if not comparison.passages_have(_MOST_WORDS | _EQUIVALENTS_OF_MOST):
                yield flag(
                    QUANTITY, f"the passages do not say “{word.text}” about this; remove it", word
                )
        elif word.lower in _PLURAL_QUANTIFIERS and _passages_say_all(comparison, word):
            yield flag(
                QUANTITY, f"the passage says “all” or “any”, not “{word.text}”; keep its word", word
            )
        elif (
            word.lower in _NONE_WORDS - {"no"}
            and after not in {"more", "less", "fewer", "later"}
            and not any(denials(unit) for unit in comparison.passage_sentences)
        ):
            yield flag(
                QUANTITY, f"the passages do not say “{word.text}” about this; remove it", word
            )


def _passages_say_all(comparison: Comparison, word: Word) -> bool:
    """Whether the passages say "all" or "any" where the statement says "some"."""
    described = [
        w
        for w in comparison.statement_words[word.index + 1 : word.index + 5]
        if w.content or w.is_value
    ][:1]
    matches = [m for w in described for m in comparison.support(w)]
    preceding = [
        comparison.passage_sentences[m.sentence][max(0, m.word.index - 5) : m.word.index]
        for m in matches
    ]
    return bool(preceding) and all(
        any(w.lower in _ALL_WORDS | {"any"} for w in words) for words in preceding
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
    for words in _MEASURE_WORDS:
        for word in comparison.statement_words:
            with_follows = (
                word.index + 1 < len(comparison.statement_words)
                and comparison.statement_words[word.index + 1].lower == "with"
            )
            if (
                word.lower in words
                and not comparison.passages_have(words)
                and not (words is _EACH_WORDS and comparison.passages_have(_EQUIVALENTS_OF_EACH))
                and not with_follows
            ):
                yield flag(
                    SCOPE, f"the passages do not say “{word.text}” about this; remove it", word
                )
                return
    statement_forms = comparison.statement_lemmas | {
        word.lower for word in comparison.statement_words
    }
    for sentence_index, sentence in enumerate(comparison.passage_sentences):
        for word in sentence:
            is_lost = "install" not in comparison.statement_lemmas and any(
                word.lower in words and not statement_forms & words for words in _REQUIRED_MEASURES
            )
            values = [
                w
                for w in context_words(sentence, word.index, 4, 5)
                if w.amount and w.clause == word.clause
            ]
            if not (is_lost and values and word.lower not in {"every", "can", "could", "able"}):
                continue
            if any(
                m.sentence == sentence_index and m.word in values
                for w in comparison.statement_words
                for m in comparison.equal_values(w)
            ):
                yield flag(SCOPE, f"the passage says “{word.text}” with this number; keep it", word)
                return


_PERIOD_BY_WORD = {
    form: period
    for period, forms in (
        ("hour", "hour hourly"),
        ("day", "day daily"),
        ("week", "week weekly"),
        ("month", "month monthly"),
        ("quarter", "quarterly"),
        ("year", "year yearly annual annually"),
    )
    for form in forms.split()
}


def _replaced_words(comparison: Comparison) -> Iterator[Reason]:
    """Yield a word for which the passages have a rival, such as "output" for "capacity"."""
    for word in comparison.statement_words:
        for part, others in NEIGHBOURS.get(word.lemma, ()) if word.kind == "word" else ():
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
            is_duration = (
                word.lemma in _PERIOD_BY_WORD
                and word.index > 0
                and comparison.statement_words[word.index - 1].lower in {"a", "an"}
            )
            close_rivals = (
                w for w in rivals if is_duration or _is_in_same_context(comparison, neighbours, w)
            )
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
