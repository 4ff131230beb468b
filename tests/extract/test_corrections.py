"""What a text withdraws is told with what is correct: pairs of ``cases/corrections.yml``."""

from __future__ import annotations

import pytest
from shared import cases

from generator.extract.corrections import corrections, corrects
from generator.ingest.load import read_text

CASES = cases(__file__, "corrections")


@pytest.mark.parametrize(("wrong", "right"), CASES["corrects"])
def test_a_sentence_puts_right_what_was_published(wrong: str, right: str) -> None:
    assert corrects(wrong, right)


@pytest.mark.parametrize(("wrong", "right"), CASES["corrects nothing"])
def test_a_plain_next_sentence_corrects_nothing(wrong: str, right: str) -> None:
    assert not corrects(wrong, right)


def test_a_correction_is_found_with_what_it_corrects() -> None:
    text = "Sales rose.\n\nAn article said Lynas made 3,000 tonnes. The correct figure is 2 tonnes."
    article = read_text("a", "seeds/a.md", text, {"kind": "article", "title": "A title"})
    ((wrong, right),) = corrections(article)
    assert (wrong.number, right.number) == (1, 2)
