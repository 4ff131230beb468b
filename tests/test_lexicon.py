"""The forms of words that are derived from one, and numbers with their nouns."""

from __future__ import annotations

import pytest
from briefing_room.text.lexicon import count, verb_forms


@pytest.mark.parametrize(
    ("verb", "past", "gerund"),
    [
        ("ban", "banned", "banning"),
        ("plan", "planned", "planning"),
        ("carry", "carried", "carrying"),
        ("agree", "agreed", "agreeing"),
        ("admit", "admitted", "admitting"),
        ("lie", "lay", "lying"),
        ("tie", "tied", "tying"),
        ("edit", "edited", "editing"),
        ("exit", "exited", "exiting"),
        ("open", "opened", "opening"),
        ("panic", "panicked", "panicking"),
    ],
)
def test_endings_are_spelt_as_english_spells_them(verb: str, past: str, gerund: str) -> None:
    assert {past, gerund} <= verb_forms(verb)


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (1, "story", "1 story"),
        (2, "story", "2 stories"),
        (0, "day", "0 days"),
        (1200, "seed", "1,200 seeds"),
        (3, "loss", "3 losses"),
    ],
)
def test_a_number_comes_with_its_noun(number: int, noun: str, words: str) -> None:
    assert count(number, noun) == words
