"""Measure the chooser on articles of our own subject, whose key facts are marked by hand.

    python benchmarks/summaries.py            # the chooser against the lead and sumy
    python benchmarks/summaries.py --misses   # and which facts it misses

Recall counts the weight of the key facts that the bottom line and the key points tell.  The lead
and sumy are given three sentences, as they are commonly used, and as many as the chooser takes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from statistics import mean

from key_facts import (
    ROOT,
    addresses,
    agreement,
    baseline,
    key_facts,
    marked_articles,
    measure,
    recall,
)
from sumy_methods import Method, sumy_methods

from generator.catalogue.entries import Catalogue
from generator.catalogue.read import read_catalogue
from generator.compose.summary import choose
from generator.extract.facts import facts
from generator.model import Article


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list the facts that are not told")
    options = parser.parse_args()
    catalogue, _ = read_catalogue(ROOT / "briefings")
    articles, marked = marked_articles(), key_facts()
    for name, some in (("notes", "note"), ("articles", "article"), ("all", "")):
        chosen = [article for article in articles if some in ("", article.kind)]
        report(name, chosen, catalogue)
    found = agreement("second_reading")
    print("\nsecond reading: facts F1 {:.2f}, same weight {:.2f}, {} articles".format(*found))
    if options.misses:
        for article in articles:
            told = addresses(choose([article], [facts(article, catalogue)], catalogue))
            missed = [fact for fact in marked[article.id] if not fact.told_by & told]
            print(article.id, [(fact.weight, sorted(fact.told_by)) for fact in missed])


def report(name: str, articles: Sequence[Article], catalogue: Catalogue) -> None:
    marked = key_facts()
    result = measure(articles, catalogue)
    print(f"\n{name}: {len(articles)} articles, {mean(result.counts):.1f} passages each")
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
    for method, choose_places in methods.items():
        values = []
        for count in (lambda _: 3, lambda i: result.counts[i]):
            told = (
                baseline(a, choose_places([s.text for s in a.sentences], count(i)))
                for i, a in enumerate(articles)
            )
            values.append(
                mean(recall(t, marked[a.id]) for t, a in zip(told, articles, strict=True))
            )
        print(f"  {method:18} recall {values[0]:.3f} with 3, {values[1]:.3f} with as many")


if __name__ == "__main__":
    main()
