"""The facts of an article: every kind at once, and the same for the same article."""

from __future__ import annotations

from pathlib import Path

from generator.catalogue.read import read_catalogue
from generator.extract.facts import facts
from generator.ingest.read import read_seeds

ROOT = Path(__file__).parents[2]
CATALOGUE = read_catalogue(ROOT / "briefings")[0]
SEEDS = {article.id: article for article in read_seeds(ROOT / "seeds")[0]}


def test_the_sample_gives_claims_one_figure_and_what_is_not_known() -> None:
    found = facts(SEEDS["arcadiadaily-china-accuses-foreign-agents"], CATALOGUE)
    assert found.claims
    assert [figure.given for figure in found.figures] == ["over 60%"]
    assert found.events == ()
    assert any("not named" in sentence.text for sentence in found.not_known)
    assert found.topics


def test_facts_depend_on_nothing_but_the_article_and_the_catalogue() -> None:
    article = SEEDS["2025-07-18-mss-postal-smuggling-scmp"]
    assert facts(article, CATALOGUE) == facts(article, CATALOGUE)


def test_every_fact_cites_the_article_it_comes_from() -> None:
    article = SEEDS["2025-10-23-iea-china-share-by-stage"]
    found = facts(article, CATALOGUE)
    for item in (*found.figures, *found.events):
        assert item.passage.article == article.id
