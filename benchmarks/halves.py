"""Say how much recall comes from setting the chooser's numbers on the articles it is tried on.

    python benchmarks/halves.py

Twenty times the articles are parted at random.  The numbers that weigh likeness, the title and the
other sections are set to what is best on one half, by the first reader's marks, and the recall on
the other half is counted, by the marks of both.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import product
from statistics import mean

from generator.compose.summary import choose
from key_facts import ROOT, addresses, key_facts, marked_articles, readings, recall

from generator.catalogue.read import read_catalogue
from generator.compose import headline, points
from generator.extract.facts import facts
from generator.model import Role

PARTINGS = 20
TEDIUM, TITLE, LATER = (1.0, 1.5, 2.0, 2.5), (1.3, 1.7), (0.0, 0.3, 0.8)

Recalls = Mapping[str, tuple[float, float]]
"""By article: recall of the first reader's facts and of the second's."""


def main() -> None:
    settings = {each: recalls(*each) for each in product(TEDIUM, TITLE, LATER)}
    ids = [article.id for article in marked_articles()]
    chance, seen, unseen = random.Random(3), [], []
    for _ in range(PARTINGS):
        half = chance.sample(ids, len(ids) // 2)
        rest = [each for each in ids if each not in half]
        best = max(settings.values(), key=lambda found: average(found, half, 0))
        seen.append(average(best, half, 0))
        unseen.append([average(best, rest, reader) for reader in (0, 1)])
    first, second = (mean(values) for values in zip(*unseen, strict=True))
    print(f"on the half it was set on {mean(seen):.3f}")
    print(f"on the other half {first:.3f}, by the second reader's marks {second:.3f}")


def recalls(tedium: float, title: float, later: float) -> Recalls:
    """Return the recall of the chooser with these numbers."""
    points.TEDIUM, headline.PART = tedium, title
    points._LATER = {Role.WHY: later, Role.WATCH: later}  # noqa: SLF001
    catalogue, _ = read_catalogue(ROOT / "briefings")
    first, second = key_facts(), readings("other_reader")
    found = {}
    for article in marked_articles():
        told = addresses(choose([article], [facts(article, catalogue)], catalogue))
        found[article.id] = (recall(told, first[article.id]), recall(told, second[article.id]))
    return found


def average(found: Recalls, ids: Sequence[str], reader: int) -> float:
    return mean(found[name][reader] for name in ids)


if __name__ == "__main__":
    main()
