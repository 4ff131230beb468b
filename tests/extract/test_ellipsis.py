"""Sentences that leave out a verb which only the sentence before has."""

from __future__ import annotations

import pytest

from generator.extract.grammar.ellipsis import leaves_out_thing, leaves_out_verb


@pytest.mark.parametrize(
    "text",
    [
        "Serra Verde denied that any had.",
        "Neither did the ministry.",
        "Nor has the company explained the colour.",
        "So has Japan.",
        "The government in Tokyo said it would.",
        "Beijing did not.",
        "The importer has done so.",
    ],
)
def test_a_verb_left_out_is_noticed(text: str) -> None:
    assert leaves_out_verb(text)


@pytest.mark.parametrize(
    "text",
    [
        "Residents said two ponds had overflowed in May.",
        "Japan paid, but Korea did not.",
        "Prices rose faster than they had.",
        "The company did not say when it would.",
        "So far no mine has opened.",
        "The ministry asked exporters to apply, and Lynas has done so.",
        "Serra Verde denied that any pond had overflowed.",
        "Nobody knows where the ore is.",
    ],
)
def test_a_sentence_with_its_own_verb_stands(text: str) -> None:
    assert not leaves_out_verb(text)


@pytest.mark.parametrize(
    "text", ["AFP, citing the agency, gave more than 60% and 92%.", "Brasil em Folhas gave 1%."]
)
def test_numbers_of_nothing_are_noticed(text: str) -> None:
    assert leaves_out_thing(text)


@pytest.mark.parametrize(
    "text", ["Reuters used 70% for mining.", "AFP gave a share of 60%.", "The plant had 3 lines."]
)
def test_a_number_of_something_stands(text: str) -> None:
    assert not leaves_out_thing(text)


def test_a_weight_of_a_place_leaves_out_its_thing_and_that_of_a_thing_does_not() -> None:
    assert leaves_out_thing("Summaries of the report give China 44 million tonnes.")
    assert leaves_out_thing(
        "World totals are quoted as more than 90 million tonnes on one website."
    )
    assert not leaves_out_thing("The agency put the first lot at 12 tonnes, the paper at 15.")
    assert not leaves_out_thing("The survey gives China 44 million tonnes of reserves.")
