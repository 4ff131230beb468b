"""Articles whose dates and topics are labelled by hand in tests/labels, and scores against them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from briefing_room.catalogue.load import read_catalogue
from briefing_room.extract.dates import dated_sentences
from briefing_room.extract.topics import choose_topics
from briefing_room.model import Article, DateSpan
from shared import read_seeds, read_text

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "tests" / "labels"
# These texts have no date; it is given to them as front matter.
_ANCHORS = {
    "wire-copy": "2025-07-20",
    "fragments": "2025-06-20",
    "bullet-list": "2025-08-28",
    "company-release": "2025-10-06",
    "opinion": "2025-11-20",
    "official-notice": "2025-04-04",
    "broadcast": "2025-07-24",
    "price-report": "2025-08-19",
}


def labels(name: str) -> dict[str, Any]:
    """Return the rows of a file of labels, by article."""
    return yaml.safe_load((LABELS / name).read_text(encoding="utf-8"))


def labelled_articles(slugs: set[str]) -> dict[str, Article]:
    """Return seeds and texts of tests/labels/texts by their slugs."""
    articles = {article.id: article for article in read_seeds(ROOT / "seeds")[0]}
    texts = read_seeds(LABELS / "texts")[0]
    articles |= {item.id: item for item in texts if item.id not in _ANCHORS}
    for slug in slugs - set(articles):
        text = (LABELS / "texts" / f"{slug}.txt").read_text(encoding="utf-8")
        articles[slug] = article(text, _ANCHORS[slug], slug)
    return {slug: articles[slug] for slug in sorted(slugs)}


def article(text: str, date: str | None, slug: str = "seed") -> Article:
    """Return a pasted text as an article of a date."""
    front = {"date": dt.date.fromisoformat(date)} if date else {}
    return read_text(slug, f"{slug}.txt", text, front)


class Score(NamedTuple):
    """Precision and recall against the labels, and a note on each miss and each extra."""

    precision: float
    recall: float
    notes: tuple[str, ...]


def date_score() -> Score:
    """Return how the dates found in the labelled articles agree with the labels."""
    right = total = marked = 0
    notes: list[str] = []
    gold = labels("dates.yml")
    for slug, article in labelled_articles(set(gold)).items():
        rows = [row.split(" | ")[:2] for row in gold[slug]]
        unmatched = [span for _, spans in dated_sentences(article) for span in spans]
        total += len(unmatched)
        for row_words, date in sorted(rows, key=lambda row: row[0].startswith("~ ")):
            words, free = row_words.removeprefix("~ "), row_words.startswith("~ ")
            span = next((item for item in unmatched if _is(item, words, date)), None)
            if span:
                unmatched.remove(span)
            elif not free:
                notes.append(f"{slug}: missed {words} {date}")
            right, total = right + bool(span and not free), total - bool(span and free)
            marked += not free
        notes += [f"{slug}: extra {item.wording} {item.date}" for item in unmatched]
    return Score(right / total, right / marked, tuple(notes))


def _is(span: DateSpan, words: str, date: str) -> bool:
    return date in {"?", span.date or "-"} and (words in span.wording or span.wording in words)


def topic_score() -> Score:
    """Return how the topics of the labelled articles agree with the labels."""
    catalogue = read_catalogue(ROOT / "briefings")[0]
    articles = {article.id: article for article in read_seeds(ROOT / "seeds")[0]}
    for folder in ("voices", "texts"):
        articles |= {f"{folder}/{a.id}": a for a in read_seeds(LABELS / folder)[0]}
    right = 0
    missed: list[str] = []
    wrong: list[str] = []
    for key, line in labels("topics.yml").items():
        expected, _, allowed = str(line).partition("~")
        result = set(choose_topics(articles[key], catalogue))
        right += len(result & set(expected.split()))
        missed += [f"{key}: missed {topic}" for topic in set(expected.split()) - result]
        extra = result - set(expected.split()) - set(allowed.split())
        wrong += [f"{key}: extra {topic}" for topic in extra]
    notes = tuple(sorted([*missed, *wrong]))
    return Score(right / (right + len(wrong)), right / (right + len(missed)), notes)
