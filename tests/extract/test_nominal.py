"""Statements told by a noun: what a claim, a finding or a plan says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from claim_labels import catalogue

from generator.extract.speech.claims import claims
from generator.ingest.read import read_text
from generator.model import SpeaksAs


def said(text: str) -> list[tuple[str, SpeaksAs, str]]:
    article = read_text("some-text", "seeds/some-text.txt", text, {})
    found = claims(article, catalogue())
    return [(c.speaker.name, c.speaker.kind, c.text) for c in found]


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        (
            "The row comes amid new findings from the Orrefors Institute that spending has slowed.",
            "Orrefors Institute",
            SpeaksAs.EXPERT,
        ),
        (
            "Shares of Halm Metals fell on a Bloomberg report that talks had ended.",
            "Bloomberg",
            SpeaksAs.OUTLET,
        ),
        (
            "Halm Metals fell on exclusive New York Times reporting that talks had ended.",
            "New York Times",
            SpeaksAs.OUTLET,
        ),
        (
            "Prices fell after the ministry's claim that stocks were full.",
            "ministry",
            SpeaksAs.OFFICIAL_STATEMENT,
        ),
        (
            "Under the plan, small smelters would be exempt for two years.",
            "the plan",
            SpeaksAs.OFFICIAL_DOCUMENT,
        ),
        (
            "Ministers agreed on a fund, according to a draft statement seen by Kyodo.",
            "draft statement",
            SpeaksAs.OFFICIAL_DOCUMENT,
        ),
    ],
)
def test_a_noun_of_saying_makes_a_statement(text: str, speaker: str, kind: SpeaksAs) -> None:
    assert [k for name, k, _ in said(text) if speaker in name] == [kind]


def test_what_a_noun_says_ends_where_its_sentence_goes_on() -> None:
    text = (
        "Responding to the announcement by the ministry that the licence was extended, Norr Metals"
        " chief executive Ola Lund called on buyers to be patient."
    )
    words = {name: words for name, _, words in said(text)}
    assert words["the ministry"] == "the licence was extended"
    assert any("Ola Lund" in name for name in words)


def test_a_noun_that_is_the_subject_keeps_its_whole_sentence() -> None:
    text = "The ministry's announcement that it would review permits sent shares lower."
    assert [words for _, _, words in said(text)] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The firm made a claim that was soon forgotten.",
        "Under the bridge, workers would meet at noon.",
        "Under the plan, the mine opened in May.",
    ],
)
def test_a_noun_without_a_clause_makes_no_statement(text: str) -> None:
    assert not said(text)


def test_who_speaks_under_a_plan_is_heard_instead_of_it() -> None:
    text = "Under the plan, Halm Metals said it would double its output by 2030."
    assert [name for name, _, _ in said(text)] == ["Halm Metals"]
