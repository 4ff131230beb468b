"""Which two to four sentences read like a summary, if nothing but the ranker may choose them.

The six best sentences are tried in every combination, and a second weighted sum says which one
reads like a summary.  It shows what the ranker's features are worth; the program itself chooses by
what a page needs and does not use it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.compose.ranking import Reading, Weights, scores
from generator.text.words import Vector, cosine

CANDIDATES = 6  # the best sentences, from which combinations are made
SIZES = (2, 3, 4)  # of a combination


COMBINATION_FEATURES = (
    "sum of probabilities",
    "mean probability",
    "mean score",
    "lowest score",
    "highest score",
    "likest pair",
    "mean likeness of pairs",
    "words",
    "words squared",
    "logarithm of words",
    "two sentences",
    "four sentences",
    "likeness to the text",
    "likeness to the first four sentences",
    "probability per word",
    "sum of one over rank",
    "first place",
    "share of the text before the last",
    "holds the first sentence",
    "holds the second sentence",
    "in one piece",
    "logarithm of sentences",
    "different words",
    "different words per word",
    "words over 70",
    "words over 100",
    "words under 45",
)


def combinations(
    reading: Reading, score: Sequence[float]
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[float, ...], ...]]:
    """Return the sets of places worth comparing, and :data:`COMBINATION_FEATURES` of each."""
    best = sorted(range(reading.size), key=lambda i: (-score[i], i))[:CANDIDATES]
    sets = tuple(
        chosen for size in SIZES for chosen in itertools.combinations(sorted(best), size)
    ) or (tuple(range(reading.size)),)
    near = _Nearness(
        whole=_likeness_to(reading, _middle(reading.vectors), best),
        lead=_likeness_to(reading, _middle(reading.vectors[:4]), best),
    )
    return sets, tuple(_combination(reading, score, chosen, near) for chosen in sets)


@dataclass(frozen=True, slots=True)
class _Nearness:
    """How like the best sentences are to the whole text and to its first four sentences."""

    whole: Mapping[int, float]
    lead: Mapping[int, float]


def _middle(vectors: Iterable[Vector]) -> Vector:
    """Return the sum of vectors, scaled to length 1."""
    total: dict[str, float] = {}
    for each in vectors:
        for word, value in each.items():
            total[word] = total.get(word, 0.0) + value
    length = math.sqrt(sum(value * value for value in total.values())) or 1.0
    return {word: value / length for word, value in total.items()}


def _likeness_to(reading: Reading, target: Vector, places: Sequence[int]) -> Mapping[int, float]:
    return {i: cosine(reading.vectors[i], target) for i in places}


def _combination(
    reading: Reading, score: Sequence[float], chosen: tuple[int, ...], near: _Nearness
) -> tuple[float, ...]:
    size, words = len(chosen), max(1, sum(reading.lengths[i] for i in chosen))
    chances = [1 / (1 + math.exp(-score[i])) for i in chosen]
    picked = [score[i] for i in chosen]
    pairs = [reading.likeness(i, j) for i, j in itertools.combinations(chosen, 2)] or [0.0]
    # The length of the sum of vectors of length 1 follows from their cosines.
    length = math.sqrt(sum(bool(reading.words[i]) for i in chosen) + 2 * sum(pairs)) or 1.0
    different = len(set().union(*(reading.vectors[i] for i in chosen)))
    return (
        sum(chances),
        sum(chances) / size,
        sum(picked) / size,
        min(picked),
        max(picked),
        max(pairs),
        sum(pairs) / len(pairs),
        words,
        words * words / 100,
        math.log(words),
        float(size == 2),
        float(size == 4),
        sum(near.whole[i] for i in chosen) / length,
        sum(near.lead[i] for i in chosen) / length,
        sum(chances) / words * 50,
        sum(1 / (1 + i) for i in chosen),
        chosen[0],
        chosen[-1] / reading.size,
        float(0 in chosen),
        float(1 in chosen),
        float(chosen[-1] - chosen[0] == size - 1),
        math.log(reading.size),
        different,
        different / words,
        max(0, words - 70),
        max(0, words - 100),
        max(0, 45 - words),
    )


def chosen_together(
    reading: Reading, weights: Weights, combination: Sequence[float]
) -> tuple[int, ...]:
    """Return the places of the two to four sentences that sum the text up, in text order."""
    if reading.size < 2:
        return tuple(range(reading.size))
    sets, rows = combinations(reading, scores(reading, weights))
    values = [_dot(row, combination) for row in rows]
    return sets[max(range(len(sets)), key=lambda k: (values[k], -k))]


def _dot(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum([value * weight for value, weight in zip(values, weights, strict=True)])
