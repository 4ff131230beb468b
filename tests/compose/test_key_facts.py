"""Floors under the chooser, on 40 articles whose key facts were marked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean
from types import ModuleType
from typing import Any

from generator.catalogue.entries import Catalogue
from generator.model import Article


def test_second_readers_find_their_key_facts_too(
    key_facts: ModuleType, catalogue: Catalogue
) -> None:
    articles, marked = key_facts.marked_articles(), key_facts.readings("other_reader")
    assert mean(key_facts.measure(articles, catalogue, marked).recalls) >= 0.61


def measured(key_facts: ModuleType, catalogue: Catalogue) -> tuple[Sequence[Article], Any]:
    articles = key_facts.marked_articles()
    return articles, key_facts.measure(articles, catalogue)


def test_every_mark_is_on_a_sentence_that_is_there(key_facts: ModuleType) -> None:
    articles = key_facts.marked_articles()
    for marks in map(key_facts.readings, key_facts.READINGS):
        for article in articles:
            there = key_facts.baseline(article, range(len(article.sentences)))
            assert all(fact.told_by & there for fact in marks.get(article.id, ()))


def test_key_facts_are_told_and_each_bullet_stands_alone(
    key_facts: ModuleType, catalogue: Catalogue
) -> None:
    articles, result = measured(key_facts, catalogue)
    marked = key_facts.key_facts()
    lead = mean(key_facts.recall(key_facts.baseline(a, range(3)), marked[a.id]) for a in articles)
    assert len(articles) == 40
    assert mean(result.recalls) >= 0.69
    assert mean(result.recalls) >= lead + 0.15
    assert result.leaning == 0
    assert result.repeated == 0
    assert result.cut_quotations == 0
    assert result.telling >= 0.85 * result.key_points
