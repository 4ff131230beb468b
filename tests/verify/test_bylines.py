"""Statements about the author of an article."""

from __future__ import annotations

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.extract.facts import extract_facts
from briefing_room.verify.verifier import Verifier
from shared import read_text

OPINION = read_text(
    "a",
    "seeds/a.txt",
    """The harbour board is likely to close the old quay before the winter storms.

That would be a mistake that the town will regret for a generation.

The board said that the quay costs too much to repair.
""",
    {
        "title": "Keep the old quay",
        "author": "April Lindqvist",
        "opinion": True,
        "date": "2026-03-04",
    },
)


@pytest.mark.parametrize(
    ("text", "cites", "codes"),
    [
        ("The board is likely to close the old quay, April Lindqvist writes.", ["1-1"], set()),
        ("Lindqvist argues that the town will regret it for a generation.", ["2-1"], set()),
        ("Lindqvist says the quay costs too much to repair.", ["3-1"], {"speaker"}),
        ("The board is likely to close the old quay, Tora Berg writes.", ["1-1"], {"name"}),
    ],
)
def test_the_author_may_be_named_as_speaker_if_nobody_else_is(
    text: str, cites: list[str], codes: set[str]
) -> None:
    articles = {"a": OPINION}
    verifier = Verifier(articles, lambda _: extract_facts(OPINION, Catalogue()), Catalogue())
    reasons = verifier.check(text, [f"a/{cite}" for cite in cites])
    assert {reason.code for reason in reasons} & {"name", "speaker", "date"} == codes


NEWS = read_text(
    "b",
    "seeds/b.txt",
    """A former foreman, Ove Dahl, accused the Kest plant of spilling acid into the river.

Magnets from Narva go to Rask under contracts that run until 2030.

"We reject this entirely," said the spokeswoman of Kest Metals, Ida Roe. "All waste water was \
treated and measured, and the meters are public."

Residents of Lower Narva, the district next to the plant, said that they would wait.
""",
    {"title": "Kest plant accused", "publisher": "Ore Post", "date": "2026-03-04"},
)


@pytest.mark.parametrize(
    ("text", "cites", "codes"),
    [
        ("All waste water was treated and measured, Ida Roe said.", ["3-2", "3-1"], set()),
        ("All waste water was treated and measured, Kest says.", ["3-2", "3-1"], set()),
        ("Residents of Narva said that they would wait.", ["4-1"], set()),
        (
            "Residents of Lower Narva said that all waste water was treated.",
            ["4-1", "3-2"],
            {"speaker"},
        ),
        (
            "Ove Dahl said that all waste water was treated and measured.",
            ["1-1", "3-2"],
            {"speaker"},
        ),
        ("Rask said that magnets from Narva go to Rask until 2030.", ["2-1"], {"speaker"}),
    ],
)
def test_the_speaker_is_that_of_the_passage_with_the_content(
    text: str, cites: list[str], codes: set[str]
) -> None:
    articles = {"b": NEWS}
    verifier = Verifier(articles, lambda _: extract_facts(NEWS, Catalogue()), Catalogue())
    reasons = verifier.check(text, [f"b/{cite}" for cite in cites])
    assert {reason.code for reason in reasons} & {"name", "speaker"} == codes
