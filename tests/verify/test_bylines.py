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


REPLIES = read_text(
    "c",
    "seeds/c.txt",
    """"Crew told us, and nothing was done," said Elin Dahl, the union's national secretary.

Kest Lines denied the accusation. "No repair of the doors was postponed," said Peter Roe, its \
technical director. He said two hinges had been oiled in August as part of routine work.

"The ramp is new," said Ida Pell, Narva's harbour director.

Roe met Dahl on the quay. She said the ship was late.
""",
    {"title": "Ferry sailed with faulty doors", "publisher": "Ore Post", "date": "2026-03-04"},
)


@pytest.mark.parametrize(
    ("text", "cites", "codes"),
    [
        ("Two hinges were oiled in August, Elin Dahl said.", ["2-3", "1-1"], {"speaker"}),
        ("Two hinges were oiled in August, the union said.", ["2-3"], {"speaker"}),
        ("Two hinges were oiled in August, Peter Roe said.", ["2-3"], set()),
        ("Two hinges were oiled in August, Kest Lines said.", ["2-3", "2-1"], set()),
        ("The ship was late, Dahl said.", ["4-2"], set()),
        ("The company denied it, and said no repair was postponed.", ["2-1", "2-2"], set()),
        ("Kest Lines said that no repair was postponed.", ["2-1", "2-2"], set()),
        ("The union said that no repair was postponed.", ["2-1", "2-2"], {"speaker"}),
        ("The ramp is new, Narva said.", ["3-1"], set()),
        ("The ramp is new, Kest Lines said.", ["3-1"], {"name", "speaker"}),
    ],
)
def test_he_is_the_speaker_before_and_a_firm_stands_for_its_officer(
    text: str, cites: list[str], codes: set[str]
) -> None:
    verifier = Verifier({"c": REPLIES}, lambda _: extract_facts(REPLIES, Catalogue()), Catalogue())
    reasons = verifier.check(text, [f"c/{cite}" for cite in cites])
    assert {reason.code for reason in reasons} & {"name", "speaker"} == codes
