"""Who is heard, and as what, in sentences of many kinds; each was missed or misread once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from claim_labels import catalogue

from generator.extract.speech.claims import claims
from generator.ingest.read import read_text
from generator.model import SpeaksAs

OFFICIAL, COMPANY, EXPERT = (
    SpeaksAs.OFFICIAL_STATEMENT,
    SpeaksAs.COMPANY,
    SpeaksAs.EXPERT,
)
OUTLET, DOCUMENT = SpeaksAs.OUTLET, SpeaksAs.OFFICIAL_DOCUMENT


def said(text: str) -> list[tuple[str, SpeaksAs, str]]:
    article = read_text("some-text", "seeds/some-text.txt", text, {})
    found = claims(article, catalogue())
    return [(c.speaker.name, c.speaker.kind, c.text) for c in found]


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        (
            "Buyers will wait until June, said RK Varma, Minister of Mines, on Tuesday.",
            "RK Varma",
            OFFICIAL,
        ),
        (
            "The plant needs a permit, said Deputy Minister in the Premier's Department Lena Moss.",
            "Lena Moss",
            OFFICIAL,
        ),
        ('"We do not know yet," said Arvid Kline, Secretary, MHI.', "Arvid Kline", OFFICIAL),
        ("Senator Ada Crewe (R-Utah) raised concerns about supply.", "Ada Crewe", OFFICIAL),
        ('"It stays," said Grand Chief Noel Birch of Pine Lake Nation.', "Noel Birch", OFFICIAL),
        ('"It stays," said Nationals leader Dan Cobb.', "Dan Cobb", OFFICIAL),
        ('"It is a good day," Mayor Joan Merchant said.', "Joan Merchant", OFFICIAL),
        ("The province has said that the road will be built.", "The province", OFFICIAL),
        ("The energy licensing board announced the licence was extended.", "board", OFFICIAL),
        (
            "Norr Metals vice-president of strategy and corporate affairs Ola Lund said it pays.",
            "Ola Lund",
            COMPANY,
        ),
        ("The firm's chairman, Professor Ed Marsh, said it will not be built.", "Marsh", COMPANY),
        ("Retired farmer Wang Tao said the river is red. Wang has two sons.", "Wang Tao", EXPERT),
        ("Local opposition groups said the deal was corrupt.", "groups", EXPERT),
        ("DGTR said that the duty will stay.", "DGTR", OFFICIAL),
        ("Ola Rask, president of Fortune Bay Minerals, said it pays.", "Ola Rask", COMPANY),
        (
            "It goes on, unlike what was done in Chile, Mines Minister Lena Moss told AP.",
            "Lena Moss",
            OFFICIAL,
        ),
        (
            "The visit starts in Oslo and Bergen, said an official who was not allowed to speak.",
            "an official",
            SpeaksAs.UNNAMED,
        ),
        (
            "The ministry reaffirmed that the quota stays.",
            "ministry",
            OFFICIAL,
        ),
        (
            "Dozens of villagers closed a road to a mine that they say will foul the river.",
            "Dozens of villagers",
            SpeaksAs.UNNAMED,
        ),
        ("Two officials echoed concerns that ore could run out.", "officials", SpeaksAs.UNNAMED),
        (
            "Halm Metals' disclosures and later filings indicate the army paid.",
            "Halm Metals",
            COMPANY,
        ),
        ('The minister opened the line. Moss: "Yes, it runs."', "Moss", COMPANY),
        ("The premier lashed out at the buyers.", "premier", OFFICIAL),
        ("Article 6 of the charter states that all are equal.", "Article 6", DOCUMENT),
        ("The European Chamber of Commerce in China is concerned about halts.", "Cham", COMPANY),
        (
            "Supply is short, warned a business lobby on Wednesday, despite the deal.",
            "a bu",
            COMPANY,
        ),
        (
            "As the agency Reuters reports, based on customs figures, output rose.",
            "Reuters",
            OUTLET,
        ),
    ],
)
def test_a_post_or_a_name_says_who_speaks(text: str, speaker: str, kind: SpeaksAs) -> None:
    name, found, _ = said(text)[0]
    assert speaker in name
    assert found is kind


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        (
            "The Regional Audit Office met. The RAO said that supply is at risk.",
            "Regional Audit Office",
            OFFICIAL,
        ),
        (
            "Ann Wu wrote to the court. Du Fang Li, a judge, read it. Wu said that it was late.",
            "Ann Wu",
            EXPERT,
        ),
        (
            '"We file patents," Rourke said. Ines Rourke is the chief executive of Norr Metals.',
            "Rourke",
            COMPANY,
        ),
        ("Cole told the committee it was late. She said nobody had asked.", "Cole", EXPERT),
        (
            (
                "Premier Hal Ford spoke. Chief Noel Birch asked for a meeting. Birch waited. "
                "Ford did not reply to Birch's letter, he said."
            ),
            "Noel Birch",
            OFFICIAL,
        ),
        (
            "The Regional Audit Office said costs rose. The report found prices were too low.",
            "Regional Audit Office",
            OFFICIAL,
        ),
        (
            'Rowe Mining closed. And chief executive Ola Lund added:\n\n"We are sorry for it."',
            "Ola Lund",
            COMPANY,
        ),
        (
            'Lena Moss is minister.\n\n"The ore leaves in May.\n\n"They must wait," Moss said.',
            "Moss",
            OFFICIAL,
        ),
        ("42-year-old Gus Okello makes rafts. He says the fish are gone.", "Gus Okello", EXPERT),
    ],
)
def test_whom_a_text_has_named_is_known_again(text: str, speaker: str, kind: SpeaksAs) -> None:
    name, found, _ = said(text)[-1]
    assert speaker in name
    assert found is kind


def test_the_first_two_of_three_names_are_short_for_all() -> None:
    text = 'Minister Tengku Halim Aziz said that it pays. "It is a start," Tengku Halim said.'
    assert [(name, kind) for name, kind, _ in said(text)] == [
        ("Minister Tengku Halim Aziz", OFFICIAL),
        ("Minister Tengku Halim Aziz", OFFICIAL),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Commission voiced concern over the curbs.", "The Commission"),
        ("Trade union secretary Tom Hale is doubtful that the jobs will come.", "Tom Hale"),
        ("The ministry was of the opinion that the press was wrong.", "The ministry"),
        ("Prices fell, a move seen by analysts as a pause.", "analysts"),
        ("The deal has been described by both governments as a milestone.", "both governments"),
        ("Despite one analyst suggesting that prices could double, shares fell.", "one analyst"),
        (
            "When the Department announced last November that it would buy, prices rose.",
            "Department",
        ),
        ("Acme shut two lines, warned on Monday the European Magnet Association.", "Association"),
        ("Ola Rask was calm, noting that the ore was sold.", "Ola Rask"),
    ],
)
def test_a_stance_is_a_statement(text: str, speaker: str) -> None:
    assert any(speaker in name for name, _, _ in said(text))


@pytest.mark.parametrize(
    "text",
    [
        "The rules bind makers, with military uses expected to be refused.",
        "The firm called a press conference in Oslo.",
        "Valeo continues to work with a partner on the motor.",
        "Some companies voiced concern.",
        "The plan rested on early tests that found thorium could be taken out.",
        "Everything indicates that ore lies below the town.",
        "The judge rejected a request to stop the digging.",
        "The premier welcomed the representatives of twelve countries.",
        "Ms King still cannot say what the reserve will hold.",
        "The firm owns a lode in Chile, believed to be the largest of its kind.",
        "Denmark has rejected the offer to buy it.",
        "Leaders issued a warning to deter the army from landing.",
        "The annex holds a list of risks tied to the lode.",
    ],
)
def test_acts_and_nobody_in_particular_make_no_claim(text: str) -> None:
    assert not said(text)
