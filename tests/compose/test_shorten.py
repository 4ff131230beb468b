from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue.read import read_catalogue
from generator.compose.faithful import doubts, turns
from generator.compose.shorten import shortened
from generator.extract.quantities import quantities
from generator.model import Article

CATALOGUE, _ = read_catalogue(Path(__file__).parent.parent.parent / "briefings")


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        (
            "However, customers in Japan will be served from stock.",
            "Customers in Japan will be served from stock.",
        ),
        (
            "But processing tests recovered 81% of the metal.",
            "Processing tests recovered 81% of the metal.",
        ),
        (
            "In addition, MP Materials will pay 12 million dollars.",
            "MP Materials will pay 12 million dollars.",
        ),
        (
            "Lynas, which owns the kiln, said on Tuesday that the storm had cut power.",
            "Lynas said on Tuesday that the storm had cut power.",
        ),
    ],
)
def test_what_a_sentence_can_spare_is_left_out(text: str, shorter: str) -> None:
    assert shortened(text, CATALOGUE, first=True) == shorter


@pytest.mark.parametrize(
    "text",
    [
        "Yet to be approved, the plan costs 40 million dollars.",  # no tie: "yet to be"
        "And Lynas?",
        "Lynas, which is not affected, declined to comment on prices.",
        "Lynas, which lost its licence in 2023, sold 40 tonnes of oxide.",
        "Lynas, which may close its kiln, sold oxide to Japan.",
        "Lynas, which China supplies, sold oxide to Japan.",
        'Lynas, which is "out of danger", sold oxide to Japan.',
        "Corvane, which owns the kiln, sold oxide to Japan.",  # no page tells who that is
        "Miners, who live near the kiln, sold oxide to Japan.",
        "Lynas, which owns the kiln, MP Materials and Iluka sold oxide to Japan.",
        "Lynas said on Tuesday that a storm had cut power, Reuters reported.",
    ],
)
def test_what_limits_explains_or_attributes_stays(text: str) -> None:
    assert shortened(text, CATALOGUE, first=True) == text


def test_a_tie_stays_where_the_sentence_before_is_shown() -> None:
    text = "However, customers in Japan will be served from stock."
    assert shortened(text, CATALOGUE, first=False) == text


TIES = ["", "However, ", "But ", "Meanwhile, ", "In addition, ", "Still, ", "Also, "]
ACTORS = ["Lynas", "MP Materials", "Corvane", "The ministry", "President Donald Trump", "Miners"]
ASIDES = [
    "which runs a plant",
    "who signed it",
    "which is not listed",
    "which sold 30 tonnes",
    "which may close",
    "where ore is mined",
    "including Iluka",
    "which has yet to be paid",
]
ENDS = [
    "said it would not sell 40 tonnes of oxide to Japan",
    "may buy up to 12% of a mine in Brazil, which opened in May",
    "denied the report",
    'called it "a mistake", which surprised buyers',
    "and Iluka, which is Australian, agreed only in part",
]


@given(
    st.sampled_from(TIES), st.sampled_from(ACTORS), st.sampled_from(ASIDES), st.sampled_from(ENDS)
)
def test_a_shortened_sentence_is_proved(tie: str, actor: str, aside: str, end: str) -> None:
    text = f"{tie}{actor}, {aside}, {end}."
    for first in (True, False):
        shorter = shortened(text, CATALOGUE, first=first)
        assert is_part(shorter, text)
        assert doubts(shorter, text, CATALOGUE) == ()
        assert turns(text.removeprefix(tie)) <= turns(shorter)
        assert {q.given for q in quantities(shorter)} == {q.given for q in quantities(text)}
        assert re.findall(r'"[^"]+"', shorter) == re.findall(r'"[^"]+"', text)


def test_seeds_say_the_same_when_shortened(seeds: Sequence[Article]) -> None:
    for article in seeds:
        for sentence in article.sentences:
            shorter = shortened(sentence.text, CATALOGUE, first=True)
            assert is_part(shorter, sentence.text)
            assert re.findall(r"\d+", shorter) == re.findall(r"\d+", sentence.text)


def is_part(shorter: str, text: str) -> bool:
    """Return whether the words of ``shorter`` stand in ``text`` in that order."""
    rest = iter(re.findall(r"\w+", text.lower()))
    return all(word in rest for word in re.findall(r"\w+", shorter.lower()))
