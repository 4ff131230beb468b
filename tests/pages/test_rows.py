"""Rows that several facts share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.model import Claim, Event, Figure, Passage, Speaker, SpeaksAs
from generator.pages.rows import event_rows, figure_rows
from generator.pages.tables import claim_row
from generator.pages.wording import event_dates, period, value

ONE = Passage("one", 1, 1, 0, 1, "x")
OTHER = Passage("other", 1, 1, 0, 1, "x")
FIGURE = Figure("60%", 60, 60, "%", ONE, what="global rare earth output", place="China")


def test_a_figure_that_two_articles_give_is_one_row() -> None:
    same = replace(FIGURE, given="60 percent", passage=OTHER, what="rare earth output", place=None)
    assert figure_rows((FIGURE, same)) == [(FIGURE, same)]


def test_figures_of_one_article_or_of_another_basis_keep_their_rows() -> None:
    again = replace(FIGURE, place="Myanmar")
    refined = replace(FIGURE, passage=OTHER, what="refined output")
    earlier = replace(FIGURE, passage=OTHER, place="Myanmar")
    for other in (again, refined, earlier):
        assert figure_rows((FIGURE, other)) == [(FIGURE,), (other,)]


def test_the_dates_of_one_clause_share_a_row() -> None:
    first = Event(
        "2025-06-09", "day", "9 and 10 June", "Talks were held on 9 and 10 June", ONE, "r"
    )
    second = replace(first, date="2025-06-10", given="10 June")
    (row,) = event_rows((first, second))
    assert event_dates(row) == (
        "9 June 2025 (“9 and 10 June” in the text); 10 June 2025 (“10 June” in the text)"
    )


def test_a_period_has_the_year_that_the_text_leaves_out() -> None:
    since = replace(FIGURE, period="since January", when="2025-01")
    assert period(since) == "since January 2025 (“since January” in the text)"
    assert period(replace(FIGURE, period="2024", when=None)) == "2024"
    assert period(FIGURE) == "not given"
    by = replace(FIGURE, period="by January", when="2027-01")
    assert period(by) == "by January 2027 (“by January” in the text)"


def test_a_yearly_amount_says_so_in_its_cell() -> None:
    yearly = replace(FIGURE, given="5,000 tonnes", low=5000, high=5000, unit="t/year")
    assert value(yearly) == "5,000 tonnes a year"
    assert value(replace(yearly, given="5,000")) == "5,000 tonnes a year"
    assert value(replace(yearly, given="5,000 tonnes annually")) == "5,000 tonnes annually"


def test_a_scale_is_told_once_whatever_a_division_leaves_over() -> None:
    for told, size in (("2.2 million", 2_200_000), ("91.9 million", 91_900_000)):
        mass = replace(FIGURE, given=told, low=size, high=size, unit="t")
        assert value(mass) == f"{told} tonnes"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("output fell by 60%.", "output fell by 60%"),
        ("exports stopped in 2024.", "exports stopped in 2024"),
        ("the rule hits users in the U.S.", "the rule hits users in the U.S."),
        ("the firm is Lynas Corp.", "the firm is Lynas Corp."),
        ("it will mine ore. It will not refine it.", "it will mine ore. It will not refine it."),
        ("will it mine?", "will it mine?"),
    ],
)
def test_cells_end_without_a_full_stop_but_keep_an_abbreviation(said: str, shown: str) -> None:
    row = claim_row(Claim(Speaker("Lynas", SpeaksAs.COMPANY), said, (ONE,)))
    assert row.split(" | ")[2].split("[^")[0] == shown
