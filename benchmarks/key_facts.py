"""Key facts marked by hand, and what is counted of a summary against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean

import yaml
from briefing_room.catalogue.entries import Catalogue
from briefing_room.catalogue.load import read_catalogue
from briefing_room.compose.choice import choose
from briefing_room.compose.story_sentences import StorySentences
from briefing_room.extract.facts import facts
from briefing_room.ingest.load import raw_files, read_raw
from briefing_room.model import Article, Facts, Statement

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent / "summaries"
READERS = {"first": "key_facts_*.yml", "second": "other_reader.yml"}


@dataclass(frozen=True)
class KeyFact:
    """A fact worth telling, and the sentences (paragraph-sentence) any of which tells it."""

    weight: int
    told_by: frozenset[str]


@cache
def marked(reader: str) -> Mapping[str, tuple[KeyFact, ...]]:
    """Return the facts that a reader marked, by article."""
    found: dict[str, tuple[KeyFact, ...]] = {}
    for path in sorted(HERE.glob(READERS[reader])):
        for name, rows in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            found[name] = tuple(KeyFact(row[0], frozenset(map(str, row[1:]))) for row in rows)
    return found


@cache
def material() -> tuple[Catalogue, tuple[tuple[Article, Facts], ...]]:
    """Return the catalogue and the marked articles: 25 seeds, and 15 written as pasted."""
    catalogue, _ = read_catalogue(ROOT / "briefings")
    files = (*raw_files(ROOT / "seeds")[0], *raw_files(HERE / "articles")[0])
    both = (read_raw(file)[0] for file in files)
    wanted = (article for article in both if article and article.id in marked("first"))
    return catalogue, tuple((article, facts(article, catalogue)) for article in wanted)


def told(statements: Sequence[Statement]) -> set[str]:
    """Return the places of the passages that statements rest on."""
    return {passage.locator for said in statements for passage in said.passages}


def recall(places: set[str], facts_marked: Sequence[KeyFact]) -> float:
    """Return the share of the weight of the marked facts that the passages at ``places`` tell."""
    found = sum(fact.weight for fact in facts_marked if fact.told_by & places)
    return found / sum(fact.weight for fact in facts_marked)


def summary(article: Article, known: Facts, catalogue: Catalogue) -> tuple[Statement, ...]:
    """Return what the page of an article says."""
    return choose(StorySentences([article], {article.id: known}, article.title or "", catalogue))


def first_sentences(article: Article, words: int, facts_marked: Sequence[KeyFact]) -> float:
    """Return the recall of as many first sentences as ``words`` hold.

    Between two counts of sentences it is taken to grow evenly.
    """
    before, places = (0, 0.0), set[str]()
    length = 0
    for sentence in article.sentences:
        length += len(sentence.text.split())
        places |= {passage.locator for passage in sentence.passages}
        now = recall(places, facts_marked)
        if length >= words:
            share = (words - before[0]) / (length - before[0])
            return before[1] + share * (now - before[1])
        before = (length, now)
    return before[1]


def ahead() -> Mapping[str, list[tuple[float, float, int]]]:
    """Return by reader for each article the recall of its page, of the first sentences, and words.

    The first sentences are given as many words as the page has.
    """
    catalogue, articles = material()
    found: dict[str, list[tuple[float, float, int]]] = {reader: [] for reader in READERS}
    for article, known in articles:
        said = summary(article, known, catalogue)
        words = sum(len(each.text.split()) for each in said)
        for reader, rows in found.items():
            marks = marked(reader)[article.id]
            rows.append((recall(told(said), marks), first_sentences(article, words, marks), words))
    return found


def gain(rows: Sequence[tuple[float, float, int]]) -> float:
    """Return how far pages are ahead of the first sentences, on average."""
    return mean(page - first for page, first, _ in rows)
