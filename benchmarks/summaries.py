"""Measure the chooser on articles of our own subject, whose key facts are marked by hand.

    python benchmarks/summaries.py            # the chooser against the lead and sumy
    python benchmarks/summaries.py --misses   # and which facts it misses

Recall counts the weight of the key facts that the bottom line and the key points tell.  The lead
and sumy are given three sentences, as they are commonly used, as many sentences as the chooser
takes, and as many words (between two counts of sentences recall is taken to grow evenly).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from statistics import mean

from generator.compose.summary import choose
from key_facts import (
    ROOT,
    KeyFact,
    addresses,
    agreement,
    baseline,
    key_facts,
    marked_articles,
    measure,
    readings,
    recall,
)
from sumy_methods import Method, sumy_methods

from generator.catalogue.entries import Catalogue
from generator.catalogue.read import read_catalogue
from generator.extract.facts import facts
from generator.model import Article

Marks = Mapping[str, Sequence[KeyFact]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list the facts that are not told")
    options = parser.parse_args()
    catalogue, _ = read_catalogue(ROOT / "briefings")
    articles = marked_articles()
    for reader, marked in (("first", key_facts()), ("second", readings("other_reader"))):
        for name, some in (("notes", "note"), ("articles", "article"), ("all", "")):
            chosen = [article for article in articles if some in ("", article.kind)]
            report(f"{name}, {reader} reader", chosen, marked, catalogue)
    found = agreement("second_reading")
    print("\nsecond reading: facts F1 {:.2f}, same weight {:.2f}, {} articles".format(*found))
    if options.misses:
        for article in articles:
            told = addresses(choose([article], [facts(article, catalogue)], catalogue))
            missed = [fact for fact in key_facts()[article.id] if not fact.told_by & told]
            print(article.id, [(fact.weight, sorted(fact.told_by)) for fact in missed])


def report(name: str, articles: Sequence[Article], marked: Marks, catalogue: Catalogue) -> None:
    result = measure(articles, catalogue, marked)
    print(f"\n{name}: {len(articles)} articles, {mean(result.counts):.1f} passages and", end="")
    print(f" {mean(result.words):.0f} words each")
    print(f"  chooser            recall {mean(result.recalls):.3f}")
    print(
        f"  leaning {result.leaning}, repeated {result.repeated},"
        f" cut quotations {result.cut_quotations},"
        f" key points with figure or name {result.telling}/{result.key_points}"
    )
    methods: dict[str, Method] = {
        "first sentences": lambda texts, count: tuple(range(min(count, len(texts)))),
        **sumy_methods(),
    }
    for method, places in methods.items():
        three, many, words = zip(
            *(
                at_lengths(article, marked[article.id], places, count, size)
                for article, count, size in zip(articles, result.counts, result.words, strict=True)
            ),
            strict=True,
        )
        ahead = [ours - theirs for ours, theirs in zip(result.recalls, words, strict=True)]
        print(
            f"  {method:18} recall {mean(three):.3f} with 3, {mean(many):.3f} with as many,"
            f" {mean(words):.3f} with as many words; chooser ahead by {interval(ahead)}"
        )


def at_lengths(
    article: Article, marked: Sequence[KeyFact], method: Method, count: int, words: int
) -> tuple[float, float, float]:
    """Return the recall of a method with three sentences, with ``count``, and with ``words``."""
    texts = [sentence.text for sentence in article.sentences]

    def told(size: int) -> float:
        return recall(baseline(article, method(texts, size)), marked)

    before = (0, 0.0)
    for size, length in _lengths(texts, method):
        if length >= words:
            share = (words - before[0]) / (length - before[0])
            return told(3), told(count), before[1] + share * (told(size) - before[1])
        before = (length, told(size))
    return told(3), told(count), before[1]


def _lengths(texts: Sequence[str], method: Method) -> Iterator[tuple[int, int]]:
    """Yield each count of sentences with the words that a method then takes."""
    for size in range(1, len(texts) + 1):
        yield size, sum(len(texts[place].split()) for place in method(texts, size))


def interval(values: Sequence[float], samples: int = 2000) -> str:
    """Return the mean of paired differences with its 95 % bootstrap interval."""
    chance = random.Random(1)
    means = sorted(mean(chance.choices(values, k=len(values))) for _ in range(samples))
    low, high = means[int(0.025 * samples)], means[int(0.975 * samples)]
    return f"{mean(values):+.3f} [{low:+.3f}, {high:+.3f}]"


if __name__ == "__main__":
    main()
