from __future__ import annotations

import pytest

from generator.ingest.openings import points_back


@pytest.mark.parametrize(
    "sentence",
    [
        "It rose to $45.",
        "They met in Astana.",
        "This move surprised traders.",
        "These activities are not isolated.",
        "The ministry did not comment.",
        "The security ministry's post described parcels.",
        "The Ministry said so on Monday.",
        "The company plans a second line.",
        "The deal holds.",
        "Both are closed.",
        "The former was paid.",
        "The first also mentioned 25 tonnes.",
        "Such contracts run for five years.",
        "But he left early.",
        "However, it is shut.",
        "Of these, three are in China.",
        "According to Reuters, it has stopped.",
        "In 2025, they closed the mine.",
        "Its output fell.",
        "Another seller disagreed.",
        "Some were doubtful.",
        '"We will fix that."',
        '"It is a start," he said.',
        '"It is a start," the minister said.',
        "Under this deal, Lynas gets a loan.",
    ],
)
def test_a_sentence_whose_subject_is_named_elsewhere_points_back(sentence: str) -> None:
    assert points_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "China did not comment.",
        "It is unclear who will pay.",
        "It remains to be seen whether prices rise.",
        "The price of neodymium rose.",
        "The European Commission did not comment.",
        "The U.S. did not comment.",
        "The world uses 300 tonnes a year.",
        "In its annual report, Kazatomprom put the cost at $30 million.",
        "When China banned exports, it gave no reason.",
        "Both Jogmec and Sumitomo have offices there.",
        "Neither Lynas nor the government gave the size.",
        "IT companies buy magnets.",
        "Most analysts were not.",
        "There is no deal.",
        '"It is a start," said Aida Bekova of Nazarbayev University.',
        "Analysts at CRU expect more.",
        "That the plant would open late was known.",
    ],
)
def test_a_sentence_that_names_its_subject_stands_alone(sentence: str) -> None:
    assert not points_back(sentence)
