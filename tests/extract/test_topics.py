"""The topics of labelled articles and of single headlines."""

from __future__ import annotations

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity, Topic
from briefing_room.catalogue.load import read_catalogue
from briefing_room.extract.topics import choose_topics
from fact_labels import topic_score
from shared import ROOT, cases, read_text

CASES = cases(__file__, "topics")
PRECISION, RECALL = 0.95, 0.94  # floors go up only


def test_topics_agree_with_the_labels_of_a_reader() -> None:
    score = topic_score()
    assert score.precision >= PRECISION, score.notes
    assert score.recall >= RECALL, score.notes


def topics_of(title: str, *terms: tuple[str, int]) -> tuple[str, ...]:
    known = Catalogue(topics={"one": Topic("one", "topics/one.md", "One", terms)})
    return choose_topics(read_text("text", "seeds/text.md", "Nothing.", {"title": title}), known)


@pytest.mark.parametrize(("title", "term"), CASES["spelling"])
def test_spelling_number_and_hyphens_do_not_matter(title: str, term: str) -> None:
    assert topics_of(title, (term, 3)) == ("one",)


@pytest.mark.parametrize(("title", "term"), CASES["gaps"])
def test_a_term_may_have_a_gap_and_an_open_end(title: str, term: str) -> None:
    assert topics_of(title, (term, 3)) == ("one",)


@pytest.mark.parametrize(
    "title", ["It halts work on three of its plants; exports go on", "Exports of those who halt"]
)
def test_a_gap_is_short_and_keeps_the_order_of_words(title: str) -> None:
    assert topics_of(title, ("halt* … exports", 3)) == ()


def test_part_of_a_hyphenated_word_is_another_word() -> None:
    assert topics_of("Anti-smuggling drive", ("smuggling", 3)) == ()


def test_capitals_matter_where_a_term_is_all_capitals() -> None:
    assert topics_of("Who is it", ("IT", 3)) == ()


def test_one_weak_word_tags_no_story() -> None:
    assert topics_of("A cloudy day", ("nothing", 1)) == ()


def test_a_single_strong_word_in_the_lead_tags_no_story() -> None:
    known = Catalogue(topics={"one": Topic("one", "topics/one.md", "One", (("loan", 2),))})
    text = "A loan was mentioned in passing."
    assert choose_topics(read_text("text", "seeds/text.md", text, {"title": "Rain"}), known) == ()


def test_one_term_said_twice_is_no_second_term() -> None:
    text = "A loan was mentioned in passing, and then the loan again."
    article = read_text("text", "seeds/text.md", text, {"title": "Rain"})
    known = {
        name: Catalogue(topics={"one": Topic("one", "topics/one.md", "One", terms)})
        for name, terms in {"one": (("loan", 2),), "two": (("loan", 1), ("passing", 1))}.items()
    }
    assert choose_topics(article, known["one"]) == ()
    assert choose_topics(article, known["two"]) == ("one",)


def test_a_stretch_of_text_counts_once() -> None:
    terms = (("export ban", 3), ("ban", 3))
    assert topics_of("Export ban", *terms) == topics_of("Export ban", ("export ban", 3)) == ("one",)


@pytest.mark.parametrize(
    ("title", "expected"),
    [("China sets quotas", ("one",)), ("MIIT sets quotas", ("one",)), ("Congo sets quotas", ())],
)
def test_a_topic_about_a_country_needs_its_name_or_one_of_its_bodies(
    title: str, expected: tuple[str, ...]
) -> None:
    entities = {
        "china": Entity("china", "", "country", "China"),
        "miit": Entity("miit", "", "organisation", "MIIT", country="china"),
    }
    topic = Topic("one", "topics/one.md", "One", (("quotas", 3),), about=("china",))
    text = read_text("text", "seeds/text.md", "Nothing.", {"title": title})
    assert choose_topics(text, Catalogue(entities, {"one": topic})) == expected


def test_permits_of_a_mine_are_no_export_control() -> None:
    catalogue, _ = read_catalogue(ROOT / "briefings")
    lead = (
        "Lisbon has suspended two permits of the Serra rare earth mine, three officials said on"
        " Monday. The suspension began in May and covers a pond with tailings and a mill that"
        " crushes the ore of the mine. Drilling in the hills around it goes on."
    )
    text = f"{lead}\n\nThe halt could delay shipments to Estonia by nine months."
    title = "Lisbon halts permits of rare earth mine"
    seed = read_text("text", "seeds/text.md", text, {"title": title})
    assert "mining" in choose_topics(seed, catalogue)
    assert "export-controls" not in choose_topics(seed, catalogue)
