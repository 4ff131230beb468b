"""The topics of labelled articles and of single headlines."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.catalogue.entries import Catalogue, Topic
from generator.catalogue.load import read_catalogue
from generator.extract.topics import topics
from generator.ingest.load import read_seeds, read_text

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "tests" / "labels"
PRECISION, RECALL = 0.95, 0.94  # floors go up only


def test_topics_are_those_that_a_reader_gave() -> None:
    catalogue = read_catalogue(ROOT / "briefings")[0]
    articles = {article.id: article for article in read_seeds(ROOT / "seeds")[0]}
    for folder in ("voices", "texts"):
        articles |= {f"{folder}/{a.id}": a for a in read_seeds(LABELS / folder)[0]}
    right = missed = wrong = 0
    for key, line in yaml.safe_load((LABELS / "topics.yml").read_text("utf-8")).items():
        wanted, _, allowed = str(line).partition("~")
        found = set(topics(articles[key], catalogue))
        right += len(found & set(wanted.split()))
        missed += len(set(wanted.split()) - found)
        wrong += len(found - set(wanted.split()) - set(allowed.split()))
    assert right / (right + wrong) >= PRECISION
    assert right / (right + missed) >= RECALL


def given(title: str, *terms: tuple[str, int]) -> tuple[str, ...]:
    known = Catalogue(topics={"one": Topic("one", "topics/one.md", "One", "", terms)})
    return topics(read_text("text", "seeds/text.md", "Nothing.", {"title": title}), known)


@pytest.mark.parametrize(
    ("title", "term"),
    [
        ("Export licenses are late", "export licence"),
        ("Export-control rules", "export control"),
        ("Defense buyers", "defence"),
        ("Recycling organized anew", "organised"),
        ("Magnets for cars", "magnet"),
        ("The WTO rules", "WTO"),
    ],
)
def test_spelling_number_and_hyphens_do_not_matter(title: str, term: str) -> None:
    assert given(title, (term, 3)) == ("one",)


@pytest.mark.parametrize(
    ("title", "term"),
    [
        ("India halts its rare earth exports", "halt* … exports"),
        ("Halting all exports", "halt* … exports"),
        ("Halt exports now", "halt* … exports"),
    ],
)
def test_a_term_may_have_a_gap_and_an_open_end(title: str, term: str) -> None:
    assert given(title, (term, 3)) == ("one",)


@pytest.mark.parametrize(
    "title", ["It halts work on three of its plants; exports go on", "Exports of those who halt"]
)
def test_a_gap_is_short_and_has_an_order(title: str) -> None:
    assert given(title, ("halt* … exports", 3)) == ()


def test_a_word_bound_by_a_hyphen_is_another_word() -> None:
    assert given("Anti-smuggling drive", ("smuggling", 3)) == ()


def test_capitals_matter_where_a_term_is_all_capitals() -> None:
    assert given("Who is it", ("IT", 3)) == ()


def test_one_stray_word_tags_no_story() -> None:
    assert given("A cloudy day", ("nothing", 1)) == ()


def test_a_single_strong_word_in_the_lead_tags_no_story() -> None:
    known = Catalogue(topics={"one": Topic("one", "topics/one.md", "One", "", (("loan", 2),))})
    text = "A loan was mentioned in passing."
    assert topics(read_text("text", "seeds/text.md", text, {"title": "Rain"}), known) == ()


def test_a_stretch_of_text_counts_once() -> None:
    both = (("export ban", 3), ("ban", 3))
    assert given("Export ban", *both) == given("Export ban", ("export ban", 3)) == ("one",)
