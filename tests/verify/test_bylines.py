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
