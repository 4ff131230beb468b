"""Check that a number belongs to the same thing as in the passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from briefing_room.verify.comparison import Comparison, Match, are_equal, flag
from briefing_room.verify.likeness import likeness
from briefing_room.verify.reasons import Reason
from briefing_room.verify.words import Word, Words

BINDING = "binding"
_ORDER_WORDS = frozenset({"first", "second", "third", "before", "after", "since", "by", "until"})
_MAX_CONTEXT_WORDS = 5  # content words on each side of a value


def check_binding(comparison: Comparison) -> Iterator[Reason]:
    """Yield the values that the passages give to something else, and a reversed "before"."""
    matched_values = [
        (word, matches)
        for word in comparison.statement_words
        if word.amount and (matches := comparison.equal_values(word))
    ]
    for word, matches in matched_values:
        yield from _check_context(comparison, word, matches, matched_values)
    yield from _check_repeated_numbers(comparison)


def _value_kind(word: Word) -> str:
    """The kind of value that it could be mistaken for: a unit, or "#" for a count."""
    unit = word.amount.unit.removesuffix("/year") if word.amount else ""
    return "#" if not unit or (unit.islower() and len(unit) > 2) else unit


def _check_context(
    comparison: Comparison,
    word: Word,
    matches: list[Match],
    matched_values: list[tuple[Word, list[Match]]],
) -> Iterator[Reason]:
    """Yield a value whose context in the passage belongs to another value of its kind."""
    rivals = [
        Match(1.0, sentence_index, other)
        for sentence_index, sentence in enumerate(comparison.passage_sentences)
        for other in sentence
        if other.kind == word.kind
        and not are_equal(word, other)
        and _value_kind(other) == _value_kind(word)
    ]
    follows_name = (
        word.index > 0
        and comparison.statement_words[word.index - 1].capital
        and not _value_kind(word).isupper()
    )
    if not rivals or len(rivals) > 20 or (follows_name and word.amount and not word.amount.unit):
        return
    context = _weighted_context(comparison.statement_words, word)
    own_score = max(
        _overlap(context, _weighted_context(comparison.passage_sentences[m.sentence], m.word))
        for m in matches
    )
    score, rival = max(
        (
            (
                _overlap(
                    context, _weighted_context(comparison.passage_sentences[m.sentence], m.word)
                ),
                m,
            )
            for m in rivals
        ),
        key=lambda scored: scored[0],
    )
    is_stated = any(are_equal(other, rival.word) for other, _ in matched_values)
    if score >= own_score + 1.0 and not is_stated:
        why = (
            f"in this context the passage has “{rival.word.text}”, not “{word.text}”; use its value"
        )
        yield flag(BINDING, why, word)


def _check_repeated_numbers(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first number that the statement has more often than its passages.

    A year may be repeated, unless another year of the passages is gone.
    """
    stated, given = (
        Counter(digits for word in words for digits in _digits(word))
        for words in (comparison.statement_words, comparison.passage_words)
    )
    lost_year = any(_is_year(digits) for digits in given.keys() - stated.keys())
    for word in comparison.statement_words:
        repeated = [d for d in _digits(word) if 0 < given[d] < stated[d]]
        if repeated and (word.amount or lost_year or not all(map(_is_year, repeated))):
            why = f"the passages give “{repeated[0]}” to one thing only; correct the other number"
            yield flag(BINDING, why, word)
            return


def _digits(word: Word) -> list[str]:
    """The numbers in digits that a number or a date consists of."""
    return re.findall(r"\d[\d.,]*\d|\d", word.text) if word.is_value else []


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and digits[:2] in {"19", "20"}


def _weighted_context(words: Words, word: Word) -> dict[str, float]:
    """The content words on both sides of a value by lemma; nearer words weigh more."""
    weights: dict[str, float] = {}
    for step in (-1, 1):
        index, count = word.index + step, 0
        while 0 <= index < len(words) and count < _MAX_CONTEXT_WORDS:
            other = words[index]
            if other.kind == "mark":
                if other.text in ".;:–—" or (other.text == "," and count <= 2):
                    break
            elif other.kind == word.kind and step > 0:
                break
            elif other.content or other.lower in _ORDER_WORDS:
                weight = (2.0 if other.capital else 1.0) - 0.12 * count
                weights[other.lemma] = max(weights.get(other.lemma, 0.0), weight)
            index, count = index + step, count + 1
    return weights


def _overlap(weights: dict[str, float], other_weights: dict[str, float]) -> float:
    return sum(
        max(
            (likeness(lemma, other) * min(weight, other_weights[other]) for other in other_weights),
            default=0.0,
        )
        for lemma, weight in weights.items()
    )
