"""Measure pages by the key facts that readers marked by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean

import yaml
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.load import read_catalogue
from briefing_room.compose.choice import choose_statements
from briefing_room.compose.story_sentences import StorySentences
from briefing_room.extract.facts import extract_facts
from briefing_room.ingest.load import read_article, read_seed_files
from briefing_room.model import Article, Facts

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent / "summaries"
READERS = {"first": "key_facts_*.yml", "second": "other_reader.yml"}


@dataclass(frozen=True)
class KeyFact:
    """A fact that a page should give, and the passages (paragraph-sentence) that give it."""

    weight: int
    locators: frozenset[str]


@cache
def read_marks(reader: str) -> Mapping[str, tuple[KeyFact, ...]]:
    """Read the facts that a reader marked, by article."""
    marks: dict[str, tuple[KeyFact, ...]] = {}
    for path in sorted(HERE.glob(READERS[reader])):
        for name, rows in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            marks[name] = tuple(KeyFact(row[0], frozenset(map(str, row[1:]))) for row in rows)
    return marks


@cache
def read_articles() -> tuple[Catalogue, tuple[tuple[Article, Facts], ...]]:
    """Read the catalogue and the marked articles: 25 seeds, and 15 written as people paste them."""
    catalogue, _ = read_catalogue(ROOT / "briefings")
    files = (*read_seed_files(ROOT / "seeds")[0], *read_seed_files(HERE / "articles")[0])
    articles = (read_article(file)[0] for file in files)
    marked = (article for article in articles if article and article.id in read_marks("first"))
    return catalogue, tuple((article, extract_facts(article, catalogue)) for article in marked)


def recall(locators: set[str], marks: Sequence[KeyFact]) -> float:
    """The share of the marked facts, by weight, that the passages at ``locators`` give."""
    covered = sum(fact.weight for fact in marks if fact.locators & locators)
    return covered / sum(fact.weight for fact in marks)


def recall_of_opening(article: Article, words: int, marks: Sequence[KeyFact]) -> float:
    """The recall of the first sentences of an article, as many as have ``words`` words.

    Between two whole sentences it is interpolated.
    """
    last_length, last_recall = 0, 0.0
    locators, length = set[str](), 0
    for sentence in article.sentences:
        length += len(sentence.text.split())
        locators |= {passage.locator for passage in sentence.passages}
        current = recall(locators, marks)
        if length >= words:
            share = (words - last_length) / (length - last_length)
            return last_recall + share * (current - last_recall)
        last_length, last_recall = length, current
    return last_recall


Comparison = tuple[float, float, int]  # recall of a page, recall of the opening, words of the page


def compare_pages() -> Mapping[str, list[Comparison]]:
    """Compare the page of each article with an opening of the same length, by reader."""
    catalogue, articles = read_articles()
    comparisons: dict[str, list[Comparison]] = {reader: [] for reader in READERS}
    for article, known in articles:
        lines = StorySentences([article], {article.id: known}, article.title or "", catalogue)
        statements = choose_statements(lines)
        words = sum(len(statement.text.split()) for statement in statements)
        locators = {p.locator for statement in statements for p in statement.passages}
        for reader, rows in comparisons.items():
            marks = read_marks(reader)[article.id]
            opening = recall_of_opening(article, words, marks)
            rows.append((recall(locators, marks), opening, words))
    return comparisons


def mean_lead(rows: Sequence[Comparison]) -> float:
    """By how much pages have a higher recall than openings, on average."""
    return mean(page - opening for page, opening, _ in rows)
