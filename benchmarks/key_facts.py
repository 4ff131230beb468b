"""Key facts marked by hand, and what is counted of a summary against them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import yaml
from generator.compose.candidate import SAME, alike
from generator.compose.candidates import candidates
from generator.compose.summary import choose

from generator.catalogue.entries import Catalogue
from generator.extract.facts import facts
from generator.ingest.read import read_seeds
from generator.model import Article, Passage, Role, Statement

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent / "summaries"
READINGS = ("key_facts_notes", "key_facts_articles", "second_reading", "other_reader")
SHOWN = (Role.BOTTOM_LINE, Role.KEY_POINT)


@dataclass(frozen=True)
class KeyFact:
    """A fact worth telling, and the sentences (paragraph, sentence) any of which tells it."""

    weight: int
    told_by: frozenset[str]


def key_facts() -> Mapping[str, tuple[KeyFact, ...]]:
    """Return the marked key facts by article."""
    return _marked(HERE.glob("key_facts_*.yml"))


def readings(name: str) -> Mapping[str, tuple[KeyFact, ...]]:
    """Return the facts that another reading marked, by article."""
    return _marked([HERE / f"{name}.yml"])


def agreement(reading: str) -> tuple[float, float, int]:
    """Return how far another reading agrees with the first, and on how many articles.

    First the F1 of the facts marked (two are one if a sentence tells both), then the share of the
    common ones that got the same weight.
    """
    first, second = key_facts(), readings(reading)
    pairs = [(first[name], facts) for name, facts in second.items()]
    common = [
        (one.weight, other.weight)
        for ours, theirs in pairs
        for one in ours
        for other in theirs
        if one.told_by & other.told_by
    ]
    marked = sum(len(ours) + len(theirs) for ours, theirs in pairs)
    return 2 * len(common) / marked, sum(a == b for a, b in common) / len(common), len(pairs)


def _marked(paths: Iterable[Path]) -> Mapping[str, tuple[KeyFact, ...]]:
    found: dict[str, tuple[KeyFact, ...]] = {}
    for path in sorted(paths):
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
    counts: list[int]  # of passages
    words: list[int]
    leaning: int = 0
    repeated: int = 0
    cut_quotations: int = 0
    telling: int = 0
    key_points: int = 0


def measure(
    articles: Sequence[Article],
    catalogue: Catalogue,
    marked: Mapping[str, Sequence[KeyFact]] | None = None,
) -> Measures:
    """Run the chooser over ``articles`` and count, by the first reader's marks or ``marked``."""
    marked, result = marked or key_facts(), Measures([], [], [])
    for article in articles:
        known = facts(article, catalogue)
        said = choose([article], [known], catalogue)
        result.recalls.append(recall(addresses(said), marked[article.id]))
        shown = [each for each in said if each.role in SHOWN]
        result.counts.append(sum(len(each.passages) for each in shown))
        result.words.append(sum(len(each.text.split()) for each in shown))
        result.leaning += len(leaning(article, said, catalogue))
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


def leaning(article: Article, said: Sequence[Statement], catalogue: Catalogue) -> list[str]:
    """Return the statements whose first sentence needs one that the reader has not seen.

    The title and the news have been seen; the second line of the bottom line stands beside it.
    """
    pool = candidates([article], {}, catalogue)
    single = {c.passages[0].label: c for c in pool if len(c.sentences) == 1}
    news = [single[s.passages[0].label].place for s in said if s.role is Role.BOTTOM_LINE]
    first = [(each, single[each.passages[0].label]) for each in said]
    return [
        each.text
        for each, opening in first
        if opening.leans
        and not (opening.reads_on and opening.place - 1 in news)
        and each.role not in (Role.BOTTOM_LINE, Role.DIFFER)
    ]


def repeated(article: Article, said: Sequence[Statement], catalogue: Catalogue) -> int:
    """Return how many pairs of statements say the same."""
    pool = {labels(c.passages): c for c in candidates([article], {}, catalogue)}
    kept = [pool[labels(each.passages)] for each in said if labels(each.passages) in pool]
    return sum(alike(one, other) >= SAME for one, other in combinations(kept, 2))


def labels(passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(passage.label for passage in passages)
