"""Dates: each form, as precise as the text, with the rule by which it was completed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.extract.dates import Told, dates

MONDAY = dt.date(2025, 7, 21)


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("on 9 October 2025", "2025-10-09", "day"),
        ("on July 10, 2025", "2025-07-10", "day"),
        ("on Apr. 4, 2025", "2025-04-04", "day"),
        ("on 2025-07-10", "2025-07-10", "day"),
        ("on Tuesday, July 15", "2025-07-15", "day"),
        ("on Friday", "2025-07-18", "day"),
        ("It resumes next Tuesday", "2025-07-22", "day"),
        ("she said yesterday", "2025-07-20", "day"),
        ("in June 2025", "2025-06", "month"),
        ("since April", "2025-04", "month"),
        ("late in October 2025", "2025-10", "month"),
        ("last month", "2025-06", "month"),
        ("in Q2 2025", "2025-Q2", "quarter"),
        ("in the third quarter of 2024", "2024-Q3", "quarter"),
        ("the December 2025 quarter", "2025-Q4", "quarter"),
        ("in the first half of 2026", "2026-H1", "half"),
        ("in late 2023", "2023", "year"),
        ("by the end of 2027", "2027", "year"),
        ("this year", "2025", "year"),
        ("in the 1990s", None, "vague"),
        ("last week", None, "vague"),
        ("at the end of next year", "2026", "year"),
        ("by the end of the year", "2025", "year"),
        ("It stays until at least March 31", "2026-03-31", "day"),
        ("the most since January", "2025-01", "month"),
        ("Sales fell in November", "2024-11", "month"),
        ("in the three months to the end of June", "2025-Q2", "quarter"),
        ("in the first eight months of the year", None, "vague"),
        ("the lowest since last August", "2024-08", "month"),
        ("by next March", "2026-03", "month"),
        ("due in the final quarter of the year", "2025-Q4", "quarter"),
        ("within the first half of the year", "2025-H1", "half"),
        ("in the six months to June", "2025-H1", "half"),
        ("she told me last spring", "2025", "year"),
        ("a vote is unlikely before the autumn", "2025", "year"),
        ("It could begin by next spring", "2026", "year"),
        ("by the end of the decade", None, "vague"),
        ("two decades ago", "2005", "year"),
        ("It is to be commissioned in the December quarter", "2025-Q4", "quarter"),
        ("Talks resume on Tuesday", "2025-07-22", "day"),
        ("Prices had fallen by Friday", "2025-07-18", "day"),
        ("Debt rose from $290 million in June", "2025-06", "month"),
    ],
)
def test_a_date_is_as_precise_as_the_text(text: str, expected: str | None, precision: str) -> None:
    (found,) = dates(text, MONDAY)
    assert (found.date, found.precision) == (expected, precision)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The firm will not be allowed to crack ore at the plant in Gebeng after December 31.",
            2025,
        ),
        ("The rules come into force on January 1.", 2026),
        ("Beijing has threatened to halt exports from October 9.", 2025),
        ("The hearing was adjourned to September 3.", 2025),
    ],
)
def test_a_day_without_a_year_lies_where_its_verb_puts_it(text: str, expected: int) -> None:
    (found,) = dates(text, MONDAY)
    assert (found.date or "")[:4] == str(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 20th March 2026", "2026-03-20"),
        ("on March 22nd, 2026", "2026-03-22"),
        ("15 MAY 2026", "2026-05-15"),
        ("It fell on Oct.1", "2024-10-01"),
        ("on 06/30/2025", "2025-06-30"),
        ("on 30-06-2025", "2025-06-30"),
        ("on 2025/06/30", "2025-06-30"),
        ("in 4Q25", "2025-Q4"),
        ("in 1H 2026", "2026-H1"),
        ("last quarter", "2025-Q2"),
        ("the last quarter of 2024", "2024-Q4"),
        ("by year-end", "2025"),
        ("on Friday last week", "2025-07-18"),
        ("on Monday next week", "2025-07-28"),
        ("on 11 July (Friday)", "2025-07-11"),
        ("early this morning", "2025-07-21"),
        ("the day before yesterday", "2025-07-19"),
        ("by Christmas", "2025-12-25"),
        ("since Christmas", "2024-12-25"),
        ("by Thanksgiving", "2025-11-27"),
        ("The pre-April 4 rules would return", "2025-04-04"),
        ("The date has been extended from early May to 29 August", "2025-08-29"),
    ],
)
def test_a_date_is_read_in_the_form_a_text_gives_it(text: str, expected: str) -> None:
    assert dates(text, MONDAY)[-1].date == expected


def test_a_bare_day_is_the_last_one_or_the_next_one_that_lies_ahead() -> None:
    (found,) = dates("A daily said on the 18th that mines had shut.", MONDAY)
    assert (found.given, found.date) == ("the 18th", "2025-07-18")
    (found,) = dates("A daily said on the 28th that mines had shut.", MONDAY)
    assert found.date == "2025-06-28"
    (found,) = dates("Talks will resume on the 3rd.", MONDAY)
    assert found.date == "2025-08-03"
    assert dates("He lives on the 8th floor.", MONDAY) == ()


def test_a_day_that_is_said_again_is_one_date() -> None:
    (found,) = dates("She said so on Wednesday (July 16).", MONDAY)
    assert found.date == "2025-07-16"
    (found,) = dates("The feast is kept this year on November 27.", MONDAY)
    assert found.date == "2025-11-27"


def test_what_was_told_here_today_is_of_the_day() -> None:
    (found,) = dates("The kiln is ready, he told reporters after a tour of it here today.", MONDAY)
    assert found.date == "2025-07-21"
    (found,) = dates("They struck a deal last night.", MONDAY)
    assert found.date == "2025-07-20"


@pytest.mark.parametrize("text", ["on Thursday", "last month", "on 4 April", "in May", "tomorrow"])
def test_without_an_anchor_a_partial_date_stays_undated(text: str) -> None:
    (found,) = dates(text, None)
    assert found.date is None
    assert found.rule is None


def test_the_rule_of_a_relative_date_is_kept() -> None:
    (found,) = dates("on Thursday", MONDAY)
    assert found.rule == "Thursday on or before 2025-07-21"
    (found,) = dates("on 4 April", MONDAY)
    assert found.rule == "year nearest to 2025-07-21"


def test_a_day_without_a_year_lies_beside_the_date_told_before() -> None:
    found = dates("It began on 14 May 2012 and ended on 12 August.", MONDAY)
    assert [each.date for each in found] == ["2012-05-14", "2012-08-12"]


def test_a_day_close_to_the_article_s_is_of_its_year_whatever_was_told() -> None:
    told = Told(dt.date(2024, 6, 15), exact=False, year=2024)
    (found,) = dates("The truce was agreed in June.", MONDAY, told)
    assert found.date == "2025-06"
    (found,) = dates("They had been passed on 8 November of that year.", MONDAY, told)
    assert found.date == "2024-11-08"


def test_the_same_day_needs_a_day_to_point_to() -> None:
    (found,) = dates("On the same day they met.", MONDAY, Told(dt.date(2025, 6, 15), exact=False))
    assert found.date is None
    found = dates("The deadline moved to 29 June, with bids opened a day later.", MONDAY)
    assert found[-1].date == "2025-06-30"


def test_the_month_before_is_that_before_the_date_told() -> None:
    told = Told(dt.date(2024, 6, 2), year=2024)
    (found,) = dates("He sold shares bought the September before.", dt.date(2024, 6, 3), told)
    assert found.date == "2023-09"


def test_the_first_day_of_a_range_takes_the_year_of_the_last() -> None:
    found = dates("from 15 August to 15 November 2013", MONDAY)
    assert [each.date for each in found] == ["2013-08-15", "2013-11-15"]
    found = dates("on 25 and 26 April 2012", MONDAY)
    assert [(each.date, each.given) for each in found] == [
        ("2012-04-25", "25"),
        ("2012-04-26", "26 April 2012"),
    ]


def test_the_base_of_a_comparison_does_not_carry_the_story_back() -> None:
    text = "Sales fell in May 2025, the least since February 2020. June was better in June."
    assert dates(text, MONDAY)[-1].date == "2025-06"


@pytest.mark.parametrize(
    "text",
    [
        "It may rise and may fall.",
        "They march on.",
        "Asia Today said so in print.",
        "Vision 2035 and Resolution 2025 and 2000 tonnes",
        "$2025 and 2,025 items",
        "Regulation (EU) 2024/1252",
        "Is it tomorrow's crisis or yesterday's?",
        "The chief executive, Jan Olsen, left.",
        "It has barred shipments for the last month.",
    ],
)
def test_words_and_numbers_that_only_look_like_dates_are_none(text: str) -> None:
    assert dates(text, MONDAY) == ()


@given(st.text(max_size=200), st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)))
def test_any_text_gives_spans_that_are_its_own(text: str, anchor: dt.date | None) -> None:
    for found in dates(text, anchor):
        assert text[found.start : found.end] == found.given
