"""Say how far two readers agree on the key facts, and what their difference does to the result.

    python benchmarks/second_reader.py

Cohen's kappa (1960, "A coefficient of agreement for nominal scales") asks of each sentence whether
it tells a key fact, and takes off what two readers agree on by chance.  A summary that is made of
the sentences which one reader marked, by weight for each word, and counted by the other's marks
says how far a person would come with as many words as the chooser takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from generator.compose.summary import choose
from key_facts import (
    ROOT,
    KeyFact,
    address,
    addresses,
    agreement,
    baseline,
    key_facts,
    marked_articles,
    measure,
    readings,
    recall,
)
from summaries import at_lengths
from sumy_methods import Method

from generator.catalogue.read import read_catalogue
from generator.extract.facts import facts
from generator.model import Article

READER = "other_reader"


def main() -> None:
    first, second = key_facts(), readings(READER)
    articles = [article for article in marked_articles() if article.id in second]
    print("facts F1 {:.2f}, same weight {:.2f}, {} articles".format(*agreement(READER)))
    marks = [each for a in articles for each in sentences(a, first[a.id], second[a.id])]
    print(f"kappa {kappa(marks):.2f} over {len(marks)} sentences")
    catalogue, _ = read_catalogue(ROOT / "briefings")
    for name, marked in (("first", first), ("second", second)):
        told = [addresses(choose([a], [facts(a, catalogue)], catalogue)) for a in articles]
        lead = [baseline(a, (0, 1, 2)) for a in articles]
        for method, said in (("chooser", told), ("first three", lead)):
            found = (recall(s, marked[a.id]) for s, a in zip(said, articles, strict=True))
            print(f"{name} reader's facts, {method}: recall {mean(found):.2f}")
    for name, marked, other in (("first", first, second), ("second", second, first)):
        words = measure(articles, catalogue).words
        found = [
            at_lengths(a, marked[a.id], guided(a, other[a.id]), 3, size)[2]
            for a, size in zip(articles, words, strict=True)
        ]
        print(f"{name} reader's facts, told by the other reader: recall {mean(found):.2f}")


def guided(article: Article, marked: Sequence[KeyFact]) -> Method:
    """Return the method that takes what tells most of the ``marked`` facts for each word."""
    left = list(range(len(article.sentences)))
    order: list[int] = []

    def gain(place: int) -> float:
        told = recall(baseline(article, [*order, place]), marked)
        return (told - recall(baseline(article, order), marked)) / len(
            article.sentences[place].text.split()
        )

    while left:
        order.append(max(left, key=lambda place: (gain(place), -place)))
        left.remove(order[-1])
    return lambda _, count: tuple(sorted(order[:count]))


def sentences(
    article: Article, first: Sequence[KeyFact], second: Sequence[KeyFact]
) -> list[tuple[bool, bool]]:
    """Return for each sentence whether the first and the second reader marked it."""
    ours = {each for fact in first for each in fact.told_by}
    theirs = {each for fact in second for each in fact.told_by}
    labels = [{address(p) for p in sentence.passages} for sentence in article.sentences]
    return [(bool(each & ours), bool(each & theirs)) for each in labels]


def kappa(marks: Sequence[tuple[bool, bool]]) -> float:
    """Return the agreement over chance; 1 is full, 0 is chance."""
    same = mean(one == other for one, other in marks)
    one, other = (mean(pair[side] for pair in marks) for side in (0, 1))
    chance = one * other + (1 - one) * (1 - other)
    return (same - chance) / (1 - chance)


if __name__ == "__main__":
    main()
