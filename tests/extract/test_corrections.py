"""What a text withdraws: the wrong figure is no fact, the correct one takes its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from generator.extract.tasks.corrections import corrects

from generator.catalogue.load import read_catalogue
from generator.extract.facts import facts
from generator.ingest.load import read_text

CATALOGUE = read_catalogue(Path(__file__).parent.parent.parent / "briefings")[0]


def given(text: str) -> list[str]:
    front = {"kind": "article", "title": "A title of a story"}
    return [f.given for f in facts(read_text("a", "seeds/a.md", text, front), CATALOGUE).figures]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("An article said Lynas made 3,000 tonnes.", "The correct figure is 2 tonnes."),
        ("An earlier version of this story said the tax was 15%.", "It is 10%."),
        ("The report misstated the rate.", "The rate is 10%."),
        ("The tax will be 15%, the ministry said.", "The figure should have been 10%."),
        ("In a story on May 6 the agency wrongly reported 15%.", "The ministry will ask for 10%."),
    ],
)
def test_a_sentence_puts_right_what_was_published(before: str, text: str) -> None:
    assert corrects(before, text)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Lynas made 3,000 tonnes.", "It is the largest producer outside China."),
        ("A report by the agency put output at 3,000 tonnes.", "Prices rose by 4%."),
        ("The ministry said the tax was 15%.", "It was 10% before."),
        ("A report by Adamas said the plant made 3,000 tonnes.", "It was built in 2011."),
        ("Officials put output at 3,000 tonnes.", "The true figure is 5,000 tonnes, miners say."),
        ("The mine was sold for $3 million.", "The actual price is not known."),
        ("The earlier report put output at 3,000 tonnes.", "It is due again in May."),
    ],
)
def test_a_plain_next_sentence_corrects_nothing(before: str, text: str) -> None:
    assert not corrects(before, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "An article said Lynas made 3,000 tonnes of oxide. The correct figure is 2,300 tonnes.",
            ["2,300 tonnes"],
        ),
        (
            "In a story Reuters misstated the price floor as $130 per kg; it is $110 per kg.",
            ["$110 per kg"],
        ),
        ("MP made 721 tonnes of oxide, not 1,721 tonnes as it first reported.", ["721 tonnes"]),
        ("Our story wrongly said that the plant makes 900 tonnes a year.", []),
        ("Lynas produced 3,000 tonnes of NdPr oxide, the ministry said.", ["3,000 tonnes"]),
    ],
)
def test_a_withdrawn_figure_is_no_fact(text: str, expected: list[str]) -> None:
    assert given(text) == expected
