"""Dates: each form, as precise as the text; on labelled articles; and never an exception."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
import yaml
from briefing_room.extract.dates import Reference, dated_sentences, find_dates
from briefing_room.extract.quantities import find_quantities
from briefing_room.model import Article, DateSpan, Passage, Sentence
from fact_labels import date_score
from hypothesis import given
from hypothesis import strategies as st

MONDAY = dt.date(2025, 7, 21)
CASES = Path(__file__).parent / "cases" / "dates.yml"
# Precision and recall on the labelled articles; they only go up.
FLOOR = (0.979, 0.967)


def _cases() -> list[tuple[str, str | None, str | None, str]]:
    groups = yaml.load(CASES.read_text("utf-8"), yaml.BaseLoader)
    return [
        (case, group.get("written"), group.get("told"), name)
        for name, group in groups.items()
        for case in group["cases"]
    ]


def _reference(day: str | None) -> Reference:
    if day is None:
        return Reference()
    date = dt.date.fromisoformat(f"{day}-15"[:10])
    return Reference(date, exact=len(day) == len("2025-06-30"), year=date.year)


@pytest.mark.parametrize(("case", "written", "reference_day", "name"), _cases())
def test_dates_are_read_as_the_text_means_them(
    case: str, written: str | None, reference_day: str | None, name: str
) -> None:
    text, _, expected = case.partition("=>")
    day = dt.date.fromisoformat(written) if written else None
    result = [
        span.date or "open" for span in find_dates(text.strip(), day, _reference(reference_day))
    ]
    assert result == [date.strip() for date in expected.split(",") if date.strip()], name


def test_a_date_keeps_its_words_and_its_place() -> None:
    (span,) = find_dates("It fell on Thursday.", MONDAY)
    assert span == DateSpan("Thursday", "2025-07-17", 11, 19)


def _passages(*texts: str) -> tuple[Passage, ...]:
    return tuple(
        Passage("a", number, 1, 0, len(text), text) for number, text in enumerate(texts, 1)
    )


def _read(kind: str, *texts: str) -> list[str | None]:
    passages = _passages(*texts)
    sentences = tuple(Sentence(passage.text, (passage,)) for passage in passages)
    article = Article("a", "a", kind, "", sentences, passages, date=MONDAY)
    return [span.date for _, spans in dated_sentences(article) for span in spans]


def test_the_year_carries_over_to_the_next_paragraph_in_a_note_but_not_in_an_article() -> None:
    texts = ("It began on 14 May 2023.", "It ended on 12 October.")
    assert _read("article", *texts) == ["2023-05-14", "2024-10-12"]
    assert _read("note", *texts) == ["2023-05-14", "2023-10-12"]
    flashback = ("It began on 14 May 2013.", "It had ended in August 2012.", "It fell on 2 May.")
    assert _read("note", *flashback) == ["2013-05-14", "2012-08", None]


def test_the_dates_of_the_labelled_articles_are_found_and_resolved() -> None:
    score = date_score()
    assert score.precision >= FLOOR[0], score.notes
    assert score.recall >= FLOOR[1], score.notes


_WORDS = st.sampled_from(
    """on until by last next this the of in since before will said due to Friday May January 4 31 29
    February week month quarter year decade ago later day 1999 2025 0000 10000-01-15 Q4 , . three
    Christmas yesterday tomorrow 15/6/2025 previous following autumn first half ended""".split()  # noqa: SIM905
)
_TEXT = st.text(max_size=200) | st.lists(_WORDS, max_size=20).map(" ".join)


@given(_TEXT, st.none() | st.dates(), st.builds(Reference, st.none() | st.dates()))
def test_dates_of_any_text_have_their_words_at_their_place(
    text: str, written: dt.date | None, reference: Reference
) -> None:
    for span in find_dates(text, written, reference):
        assert text[span.start : span.end] == span.wording
        assert span.date is None or span.date[:4] >= "0001"


_WORST = (
    "the next |5% 5% |1|1 |1,1|A|Ministry Of |MINISTRY OF |Friday |may |Section 1-1, |111 |hundred "
    "|$5 (|a third |until |1-1-1|May 5 | |Q1 |5 tonnes of |one in |2009-2010 |a. |(|from 5 to |9."
    "|a tonne of |half a |one hundred and |20m or |a quarter of a |3 1/2 |1 in 2 in "
    "|two out of every |FY2025 |30-odd |seven or eight |1250.75 "
)


@pytest.mark.parametrize("unit", _WORST.split("|"))
def test_repetitive_texts_are_read_quickly(unit: str) -> None:
    start = time.process_time()
    text = unit * (5_000 // len(unit))
    find_dates(text, MONDAY)
    find_quantities(text)
    assert time.process_time() - start < 5
