"""Measure the choice of sentences on marked articles, and fit its weights to them.

    python benchmarks/choice.py          # recall of key facts, beside the first sentences
    python benchmarks/choice.py --fit    # fit the weights on both readers' marks, write them

A page is set against as many words of the first sentences of its article, by the marks of two
readers.  Fitting goes through the weights one by one and keeps a step that raises the mean of both
readers' gains; five folds say what is left of it on articles that the fit has not seen.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from key_facts import Weights, ahead, gain, material

from generator.compose.signs import weights

FILE = Path(__file__).parent.parent / "generator" / "data" / "choice_weights.json"
STEPS = (0.6, 1.6)
ROUNDS = 2
FOLDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="fit the weights and write them")
    options = parser.parse_args()
    report("as shipped", weights())
    if options.fit:
        count = len(material()[1])
        held = []
        for fold in range(FOLDS):
            seen = [i for i in range(count) if i % FOLDS != fold]
            unseen = [i for i in range(count) if i % FOLDS == fold]
            fitted = fit(dict(weights()), seen)
            held.append(value(fitted, unseen) - value(weights(), unseen))
        print(f"on articles not seen the fit adds {mean(held):+.3f} ({FOLDS} folds: {held})")
        best = fit(dict(weights()), list(range(count)))
        report("fitted", best)
        FILE.write_text(json.dumps(best, indent=2) + "\n", encoding="utf-8")


def value(known: Weights, places: Sequence[int]) -> float:
    """Return the mean gain by both readers' marks."""
    return mean(map(gain, ahead(known, places).values()))


def fit(known: dict[str, float], places: Sequence[int]) -> dict[str, float]:
    """Return weights of which no single step is better on the articles at ``places``."""
    best = value(known, places)
    order = sorted(known)
    random.Random(1).shuffle(order)
    for _ in range(ROUNDS):
        for name in order:
            for step in STEPS:
                tried = {**known, name: round(known[name] * step, 4)}
                if (now := value(tried, places)) > best + 0.0005:
                    known, best = tried, now
    return known


def report(name: str, known: Weights) -> None:
    for reader, rows in ahead(known).items():
        page, first, words = (mean(row[i] for row in rows) for i in range(3))
        print(
            f"{name}, {reader} reader: page {page:.3f}, as many words of the first sentences"
            f" {first:.3f}, ahead by {gain(rows):+.3f} {interval([p - f for p, f, _ in rows])},"
            f" {words:.0f} words"
        )


def interval(values: Sequence[float], samples: int = 2000) -> str:
    """Return the 95 % bootstrap interval of a mean."""
    chance = random.Random(1)
    means = sorted(mean(chance.choices(values, k=len(values))) for _ in range(samples))
    return f"[{means[int(0.025 * samples)]:+.3f}, {means[int(0.975 * samples)]:+.3f}]"


if __name__ == "__main__":
    main()
