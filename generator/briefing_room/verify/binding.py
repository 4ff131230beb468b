"""Check that numbers and dates belong to the same things as in the passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from briefing_room.verify.comparison import Comparison, Match, are_equal, flag
from briefing_room.verify.likeness import likeness
from briefing_room.verify.reasons import Reason
from briefing_room.verify.words import Word, Words, word_before

BINDING = "binding"
BEFORE_WORDS = frozenset({"before", "until", "till"})
AFTER_WORDS = frozenset({"after", "since"})
_DATE_SIDES = (BEFORE_WORDS | {"by"}, AFTER_WORDS | {"from"})
_ORDER_WORDS = frozenset({"first", "second", "third", "before", "after", "since", "by", "until"})
_MAX_CONTEXT_WORDS = 5  # on each side of a value
_MAX_RIVALS = 20  # in a passage with more numbers no context is telling
_MIN_LEAD = 1.0  # by which the context of another number must be more like


def check_binding(comparison: Comparison) -> Iterator[Reason]:
    """Yield the numbers that the passages give to something else."""
    matches_by_number = {
        word: matches
        for word in comparison.statement_words
        if word.amount and (matches := comparison.equal_values(word))
    }
    for word, matches in matches_by_number.items():
        rivals = _find_rivals(comparison, word)
        is_in_name = word_before(comparison.statement_words, word).capital and not _unit(word)
        if not rivals or len(rivals) > _MAX_RIVALS or is_in_name:
            continue
        context = _weighted_context(comparison.statement_words, word)
        score, _ = _best_context(comparison, context, matches)
        rival_score, rival = _best_context(comparison, context, rivals)
        is_stated = any(are_equal(other, rival) for other in matches_by_number)
        if rival_score >= score + _MIN_LEAD and not is_stated:
            why = f"in this context the passage has “{rival.text}”, not “{word.text}”"
            yield flag(BINDING, f"{why}; use its value", word)
    yield from _check_repeated_numbers(comparison)
    yield from _check_deadlines(comparison)


def _check_repeated_numbers(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first number that the statement has more often than its passages.

    A year may be repeated, unless another year of the passages is gone.
    """
    counts, passage_counts = (
        Counter(digits for word in words for digits in _numbers_in(word))
        for words in (comparison.statement_words, comparison.passage_words)
    )
    has_lost_year = any(map(_is_year, passage_counts.keys() - counts.keys()))
    for word in comparison.statement_words:
        repeated = [d for d in _numbers_in(word) if 0 < passage_counts[d] < counts[d]]
        if repeated and (word.amount or has_lost_year or not all(map(_is_year, repeated))):
            why = f"the passages give “{repeated[0]}” to one thing only; correct the other number"
            yield flag(BINDING, why, word)
            return


def _check_deadlines(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first date that is a start in one of the two texts and an end in the other.

    "From 30 June" is a start, "by 30 June" an end.
    """
    for word in comparison.statement_words:
        matches = comparison.equal_values(word) if word.kind == "date" else []
        lead = word_before(comparison.statement_words, word).lower
        passage_leads = {
            word_before(comparison.passage_sentences[m.sentence], m.word).lower for m in matches
        }
        for side, other_side in (_DATE_SIDES, _DATE_SIDES[::-1]):
            if lead in side and passage_leads and passage_leads <= other_side:
                why = f"the passage says “{min(passage_leads)} {word.text}”, not “{lead}”"
                yield flag(BINDING, f"{why}; use its word", word)
                return


def _numbers_in(word: Word) -> list[str]:
    """The numbers in digits that a number or a date consists of."""
    return re.findall(r"\d[\d.,]*\d|\d", word.text) if word.is_value else []


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and digits[:2] in {"19", "20"}


def _unit(word: Word) -> str:
    return word.amount.unit if word.amount else ""


def _number_kind(word: Word) -> str:
    """The unit of a number, or "#" for a count; only numbers of one kind can be confused."""
    unit = _unit(word).removesuffix("/year")
    return "#" if not unit or (unit.islower() and len(unit) > 2) else unit


def _find_rivals(comparison: Comparison, word: Word) -> list[Match]:
    """Find the other numbers of the passages that are of the same kind."""
    return [
        Match(1.0, index, other)
        for index, sentence in enumerate(comparison.passage_sentences)
        for other in sentence
        if other.kind == word.kind
        and not are_equal(word, other)
        and _number_kind(other) == _number_kind(word)
    ]


def _best_context(
    comparison: Comparison, context: dict[str, float], matches: list[Match]
) -> tuple[float, Word]:
    """The match whose context is most like this one, and how much they share."""
    scored = (
        (_overlap(context, _weighted_context(comparison.passage_sentences[m.sentence], m.word)), m)
        for m in matches
    )
    score, match = max(scored, key=lambda pair: pair[0])
    return score, match.word


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
    """How much two contexts share: the likeness of their words times their smaller weight."""
    return sum(
        max(
            (likeness(lemma, other) * min(weight, other_weights[other]) for other in other_weights),
            default=0.0,
        )
        for lemma, weight in weights.items()
    )
