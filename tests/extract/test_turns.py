from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from claim_labels import catalogue

from generator.extract.speech.claims import claims
from generator.ingest.read import read_text
from generator.model import SpeaksAs as As


def heard(text: str) -> list[tuple[str, As, str]]:
    article = read_text("a-text", "seeds/a-text.txt", text, {})
    return [(c.speaker.name, c.speaker.kind, c.text) for c in claims(article, catalogue())]


INTERVIEW = """Mining Talk met Sam Keller, chief executive of Ridge Metals, on Friday.

KELLER: We have about three months of inventory left.

TALK: And then what will you do?

KELLER: Then we stop the line.
"""
QUESTIONS = """Mining Talk met Sam Keller, chief executive of Ridge Metals, on Friday.

Q: How much inventory is left?

A: We have about three months of it.

Q: And then?

A: Then we stop the line.
"""
HANSARD = """The House sat on Monday to hear about magnets.

Ann Wood (Bolton North) (Lab): What share of our magnets comes from China?

The Minister for Trade (Lucy Dale): It is about 85%. That is less than a year ago.
"""


@pytest.mark.parametrize(
    ("text", "speaker", "kind", "count"),
    [
        (INTERVIEW, "Sam Keller", As.COMPANY, 2),
        (QUESTIONS, "Sam Keller", As.COMPANY, 2),
        (HANSARD, "The Minister for Trade", As.OFFICIAL_STATEMENT, 2),
    ],
)
def test_a_dialogue_gives_each_answer_its_speaker(
    text: str, speaker: str, kind: As, count: int
) -> None:
    found = heard(text)
    assert len(found) == count
    assert all(speaker in name and made is kind for name, made, _ in found)


def test_a_label_is_no_part_of_what_is_said() -> None:
    assert heard(INTERVIEW)[1][2] == "Then we stop the line."


def test_questions_without_anybody_introduced_are_answered_by_nobody() -> None:
    assert not heard("Q: What are rare earths?\n\nA: There are seventeen of them.\n")


def test_headings_make_no_dialogue() -> None:
    text = "Background: Prices rose in May.\n\nOutlook: Stocks remain low.\n"
    assert not heard(text)


def test_a_ministry_answers_for_itself() -> None:
    text = (
        "Statement by the Spokesperson of the Ministry of Commerce on export controls\n\n"
        "Q: Recently some companies voiced concern. What is your comment?\n\n"
        "A: The measures are in line with international practice.\n"
    )
    [(name, kind, _)] = heard(text)
    assert "Ministry of Commerce" in name
    assert kind is As.OFFICIAL_STATEMENT


def test_a_correspondent_reports_and_others_in_the_report_speak_for_themselves() -> None:
    text = (
        "ANCHOR: Malaysia will lift its ban. Our correspondent Helen Price reports.\n\n"
        "PRICE: The refinery runs all day. Its manager, Azlan Musa, says the ban was wrong.\n\n"
        "MUSA: We were told to refine everything here.\n\n"
        "ANCHOR: Helen, what happens next?\n\n"
        "PRICE: The cabinet meets on Tuesday.\n"
    )
    assert all("Musa" in name for name, _, _ in heard(text))
    assert len(heard(text)) == 2
