"""Measure the chooser on articles of our own subject, whose key facts are marked by hand.

    python benchmarks/summaries.py            # the chooser against the lead and sumy
    python benchmarks/summaries.py --misses   # and which facts it misses

Recall counts the weight of the key facts that the bottom line and the key points tell.  The lead
and sumy are given three sentences, as they are commonly used, and as many as the chooser takes.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import yaml
from sumy_methods import Method, sumy_methods

from generator.catalogue.entries import Catalogue
from generator.catalogue.read import read_catalogue
from generator.compose.candidates import alike, candidates
from generator.compose.summary import choose
from generator.extract.facts import facts
from generator.ingest.read import read_seeds
from generator.model import Article, Passage, Role, Statement

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent / "summaries"
SHOWN = (Role.BOTTOM_LINE, Role.KEY_POINT)


@dataclass(frozen=True)
class KeyFact:
    """A fact worth telling, and the sentences (paragraph, sentence) any of which tells it."""

    weight: int
    told_by: frozenset[str]


def key_facts() -> Mapping[str, tuple[KeyFact, ...]]:
    """Return the marked key facts by article."""
    found: dict[str, tuple[KeyFact, ...]] = {}
    for path in sorted(HERE.glob("key_facts_*.yml")):
        for name, rows in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            found[name] = tuple(KeyFact(row[0], frozenset(map(str, row[1:]))) for row in rows)
    return found


def marked_articles() -> tuple[Article, ...]:
    """Return the articles whose key facts are marked: 25 seeds, and 15 written as pasted."""
    wanted = key_facts()
    both = (*read_seeds(ROOT / "seeds")[0], *read_seeds(HERE / "articles")[0])
    return tuple(article for article in both if article.id in wanted)


def address(passage: Passage) -> str:
    return f"{passage.paragraph}-{passage.sentence}"


def recall(told: set[str], marked: Sequence[KeyFact]) -> float:
    """Return the share of the weight of the ``marked`` facts that the addresses ``told`` tell."""
    found = sum(fact.weight for fact in marked if fact.told_by & told)
    return found / sum(fact.weight for fact in marked)


def addresses(statements: Sequence[Statement]) -> set[str]:
    """Return what the bottom line and the key points rest on."""
    shown = [said for said in statements if said.role in SHOWN]
    return {address(passage) for said in shown for passage in said.passages}


def baseline(article: Article, places: Sequence[int]) -> set[str]:
    chosen = (article.sentences[i] for i in places)
    return {address(passage) for sentence in chosen for passage in sentence.passages}


@dataclass
class Measures:
    """What is counted over all articles."""

    recalls: list[float]
    counts: list[int]
    leaning: int = 0
    repeated: int = 0
    cut_quotations: int = 0
    telling: int = 0
    key_points: int = 0


def measure(articles: Sequence[Article], catalogue: Catalogue) -> Measures:
    """Run the chooser over ``articles`` and count."""
    marked, result = key_facts(), Measures([], [])
    for article in articles:
        known = facts(article, catalogue)
        said = choose([article], [known], catalogue)
        result.recalls.append(recall(addresses(said), marked[article.id]))
        shown = [each for each in said if each.role in SHOWN]
        result.counts.append(sum(len(each.passages) for each in shown))
        result.leaning += len(leaning(article, said))
        result.repeated += repeated(article, said, catalogue)
        result.cut_quotations += sum(each.text.count('"') % 2 for each in said)
        points = [each for each in said if each.role is Role.KEY_POINT]
        result.key_points += len(points)
        figures = {figure.passage.label for figure in known.figures}
        result.telling += sum(
            any(p.label in figures for p in each.passages) or bool(catalogue.find(each.text))
            for each in points
        )
    return result


def leaning(article: Article, said: Sequence[Statement]) -> list[str]:
    """Return the statements that begin with a sentence that needs another one before it."""
    opens = {s.passages[0].label: s for s in article.sentences}
    order = {s.passages[0].label: i for i, s in enumerate(article.sentences)}
    found, before = [], None
    for each in said:
        first = opens[each.passages[0].label]
        follows = before is not None and order[first.passages[0].label] == before + 1
        if first.opens and not (each.role is Role.BOTTOM_LINE and follows):
            found.append(each.text)
        before = order[opens_last(each, order)]
    return found


def opens_last(said: Statement, order: Mapping[str, int]) -> str:
    return max((p.label for p in said.passages if p.label in order), key=lambda label: order[label])


def repeated(article: Article, said: Sequence[Statement], catalogue: Catalogue) -> int:
    """Return how many pairs of statements say the same."""
    pool = {tuple(p.label for p in c.passages): c for c in candidates([article], {}, catalogue)}
    labels = [tuple(p.label for p in each.passages) for each in said]
    kept = [pool[each] for each in labels if each in pool]
    return sum(alike(a, b) >= 0.6 for i, a in enumerate(kept) for b in kept[:i])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list the facts that are not told")
    options = parser.parse_args()
    catalogue, _ = read_catalogue(ROOT / "briefings")
    articles, marked = marked_articles(), key_facts()
    for name, some in (("notes", "note"), ("articles", "article"), ("all", "")):
        chosen = [article for article in articles if some in ("", article.kind)]
        report(name, chosen, catalogue)
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
