"""Say which sentences of a text carry its news: a linear score, then the best set of them.

A sentence's score is a weighted sum of its :mod:`features <generator.compose.features>`
(logistic regression on the sentences that a greedy oracle takes).  The six best are then tried in
every combination of two to four, and a second weighted sum says which combination reads like a
summary: this is what keeps it from taking the same news twice.  Both sums were fitted once, by
``benchmarks/ranker.py``; no text of a user changes them.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from generator.compose.features import FEATURES, Reading, features, read
from generator.text.words import Vector, add, cosine, unit

CANDIDATES = 6  # the best sentences, from which combinations are made
SIZES = (2, 3, 4)  # of a combination


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers: one for each feature, a bias, one for each combination feature."""

    sentence: tuple[float, ...]
    bias: float
    combination: tuple[float, ...]


@functools.cache
def fitted() -> Weights:
    """Return the weights that ship with the program."""
    text = resources.files("generator.data").joinpath("ranker_weights.json").read_text("utf-8")
    data = json.loads(text)
    return Weights(
        sentence=tuple(data["sentence"][name] for name in FEATURES),
        bias=data["bias"],
        combination=tuple(data["combination"][name] for name in COMBINATION_FEATURES),
    )


def scores(reading: Reading, weights: Weights) -> tuple[float, ...]:
    """Return the score of each sentence: log odds that a summary would hold it."""
    return tuple(_dot(row, weights.sentence) + weights.bias for row in features(reading))


def summarise(sentences: Sequence[str], weights: Weights | None = None) -> tuple[int, ...]:
    """Return the places of the two to four sentences that sum the text up, in text order."""
    if len(sentences) < 2:
        return tuple(range(len(sentences)))
    weights = weights or fitted()
    reading = read(sentences)
    sets, rows = combinations(reading, scores(reading, weights))
    values = [_dot(row, weights.combination) for row in rows]
    return sets[max(range(len(sets)), key=lambda k: (values[k], -k))]


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
        whole=_likeness_to(reading, unit(add(reading.vectors)), best),
        lead=_likeness_to(reading, unit(add(reading.vectors[:4])), best),
    )
    return sets, tuple(_combination(reading, score, chosen, near) for chosen in sets)


@dataclass(frozen=True, slots=True)
class _Nearness:
    """How like the best sentences are to the whole text and to its first four sentences."""

    whole: Mapping[int, float]
    lead: Mapping[int, float]


def _likeness_to(reading: Reading, target: Vector, places: Sequence[int]) -> Mapping[int, float]:
    return {i: cosine(reading.vectors[i], target) for i in places}


def _combination(
    reading: Reading, score: Sequence[float], chosen: tuple[int, ...], near: _Nearness
) -> tuple[float, ...]:
    size, words = len(chosen), max(1, sum(reading.lengths[i] for i in chosen))
    chances = [1 / (1 + math.exp(-score[i])) for i in chosen]
    picked = [score[i] for i in chosen]
    pairs = [reading.likeness[i][j] for i, j in itertools.combinations(chosen, 2)] or [0.0]
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


def _dot(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum([value * weight for value, weight in zip(values, weights, strict=True)])
