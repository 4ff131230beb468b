"""Fit the ranker's weights and measure it against the lead and sumy, five-fold.

    python benchmarks/ranker.py news-summaries-3000.jsonl.gz           # measure
    python benchmarks/ranker.py news-summaries-3000.jsonl.gz --write   # fit on all, write weights

The data are article-summary pairs, one JSON object a line with ``article`` and ``summary``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from combinations_of_sentences import chosen_together, combinations
from news_summaries import Pair, Target, interval, load, rouge
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler
from sumy_methods import sumy_methods

from generator.compose.ranking import FEATURES, Reading, Weights, features, fitted, read, scores

WEIGHTS = Path(__file__).parent.parent / "generator" / "data" / "ranker_weights.json"
FOLDS = 5


class Material:
    """What fitting needs of each pair, worked out once."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.readings = [read(pair.sentences) for pair in pairs]
        self.rows = [np.array(features(reading)) for reading in self.readings]
        self.targets = [Target(pair) for pair in pairs]
        self.oracles = [target.oracle() for target in self.targets]


def fit(material: Material, places: Sequence[int]) -> Weights:
    """Fit the weights on the pairs at ``places``: what a greedy oracle takes against the rest."""
    x = np.concatenate([material.rows[i] for i in places])
    y = np.concatenate(
        [np.isin(np.arange(len(material.rows[i])), material.oracles[i]) for i in places]
    )
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=1, max_iter=1000).fit(scaler.transform(x), y)
    weights = model.coef_[0] / scaler.scale_
    return Weights(tuple(weights), float(model.intercept_[0] - weights @ scaler.mean_))


def write(weights: Weights, digest: str, pairs: int) -> None:
    """Write the weights with what they were fitted on."""
    data = {
        "about": "Fitted by benchmarks/ranker.py; do not edit by hand.",
        "pairs": pairs,
        "data_sha256": digest,
        "bias": round(weights.bias, 5),
        "sentence": {
            k: round(float(v), 5) for k, v in zip(FEATURES, weights.sentence, strict=True)
        },
    }
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def cross_fitted(
    pairs: Sequence[Pair], material: Material
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """Choose for each pair with weights fitted without its fold: the three best, and a set."""
    three: list[tuple[int, ...]] = []
    together: list[tuple[int, ...]] = []
    blocks = np.array_split(np.arange(len(pairs)), FOLDS)
    for block in blocks:
        rest = [i for other in blocks if other is not block for i in other]
        weights = fit(material, rest)
        second = _fit_combinations(material, rest, weights)
        three += [best(material.readings[i], weights) for i in block]
        together += [chosen_together(material.readings[i], weights, second) for i in block]
    return three, together


def _fit_combinations(
    material: Material, places: Sequence[int], weights: Weights
) -> tuple[float, ...]:
    """Fit what makes a set of sentences like a summary, on the pairs at ``places``."""
    x, y = [], []
    for i in places:
        reading = material.readings[i]
        if reading.size < 2:
            continue
        sets, rows = combinations(reading, scores(reading, weights))
        values = np.array([material.targets[i].f1(chosen) for chosen in sets])
        table = np.array(rows)
        x.append(table - table.mean(0))  # only differences within one text matter
        y.append(values - values.mean())
    scaler = StandardScaler().fit(np.concatenate(x))
    ridge = Ridge(10).fit(scaler.transform(np.concatenate(x)), np.concatenate(y))
    return tuple(ridge.coef_ / scaler.scale_)


def best(reading: Reading, weights: Weights) -> tuple[int, ...]:
    """Return the places of the three sentences with the highest scores."""
    value = scores(reading, weights)
    return tuple(sorted(sorted(range(reading.size), key=lambda i: -value[i])[:3]))


def over_the_lead(path: Path) -> float:
    """Return how far the shipped weights are above the first three sentences, in ROUGE-1."""
    pairs, _ = load(path)
    rows = [
        rouge(pair, best(read(pair.sentences), fitted()))[0] - rouge(pair, _lead(pair))[0]
        for pair in pairs
    ]
    return float(np.mean(rows))


def _lead(pair: Pair) -> range:
    return range(min(3, len(pair.sentences)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="fit on all pairs, write the weights")
    parser.add_argument("--without-sumy", action="store_true")
    options = parser.parse_args()
    pairs, digest = load(options.data)
    material = Material(pairs)
    if options.write:
        write(fit(material, range(len(pairs))), digest, len(pairs))
        print(f"wrote {WEIGHTS}")
        return
    lead = np.array([rouge(pair, _lead(pair)) for pair in pairs])
    report("Lead-3", lead, lead)
    three, together = cross_fitted(pairs, material)
    for name, found in (("ranker, three best", three), ("ranker, a set", together)):
        report(name, np.array([rouge(p, c) for p, c in zip(pairs, found, strict=True)]), lead)
    report(
        "greedy oracle",
        np.array([rouge(p, c) for p, c in zip(pairs, material.oracles, strict=True)]),
        lead,
    )
    if not options.without_sumy:
        for name, method in sumy_methods().items():
            start = time.perf_counter()
            chosen = [method(pair.sentences, 3) for pair in pairs]
            took = (time.perf_counter() - start) / len(pairs) * 1000
            report(
                f"{name} ({took:.1f} ms)",
                np.array([rouge(p, c) for p, c in zip(pairs, chosen, strict=True)]),
                lead,
            )


def report(name: str, values: np.ndarray, lead: np.ndarray) -> None:
    cells = ["{:.2f} [{:.2f}, {:.2f}]".format(*interval(values[:, k])) for k in range(3)]
    gain = "{:+.2f} [{:+.2f}, {:+.2f}]".format(*interval(values[:, 0] - lead[:, 0]))
    print(f"{name:24} {'  '.join(cells)}   ROUGE-1 over the lead {gain}", flush=True)


if __name__ == "__main__":
    main()
