"""Which cues a sentence has: invented sentences of ``cases/cues.yml``."""

from __future__ import annotations

import datetime as dt

import pytest
from briefing_room.extract.dates import find_dates
from briefing_room.extract.facts import find_cues
from briefing_room.model import Cue
from shared import cases

CASES = cases(__file__, "cues")
WRITTEN = dt.date(2026, 3, 1)
ROWS = [
    (cue, text, side == "holds")
    for cue, sides in CASES.items()
    for side, texts in sides.items()
    for text in texts
]


@pytest.mark.parametrize(("cue", "text", "holds"), ROWS, ids=[row[1] for row in ROWS])
def test_a_sentence_has_the_cues_that_its_words_mean(cue: str, text: str, *, holds: bool) -> None:
    result = find_cues(text, find_dates(text, WRITTEN), WRITTEN)
    assert (Cue[cue] in result) is holds


def test_nothing_is_upcoming_if_the_day_of_the_text_is_not_known() -> None:
    text = "The rule takes effect on 1 July 2026."
    assert find_cues(text, find_dates(text, None), None) == frozenset()


def test_a_date_that_lay_ahead_has_passed_for_a_later_text() -> None:
    text = "The rule is due to take effect on 1 December 2025."
    spans = find_dates(text, None)
    assert find_cues(text, spans, dt.date(2025, 10, 9)) == {Cue.WATCH}
    assert find_cues(text, spans, dt.date(2026, 7, 1)) == frozenset()
