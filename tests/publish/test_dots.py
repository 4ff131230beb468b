from __future__ import annotations

from generator.publish.dots import Dot, chart
from generator.publish.units import OTHER, heading


def test_names_and_values_are_told_whole_however_long() -> None:
    who = "The Ministry of Something with a Very Long Name, for 2024, story of July 2025"
    drawn = chart("Share", [Dot(who, 85, 90, "between 85 and nearly 90 percent")], "%")
    assert who in drawn
    assert "between 85 and nearly 90 percent" in drawn


def test_the_axis_tells_its_ends_and_where_it_does_not_begin_at_zero() -> None:
    near = chart("Share", [Dot("A", 85, 85, "85%"), Dot("B", 92, 92, "92%")], "%")
    far = chart("Output", [Dot("A", 10, 10, "10 t"), Dot("B", 1200, 1200, "1,200 t")], "t")
    assert "(not from zero)" in near
    assert "<span>92%</span>" in near
    assert "<span>0 t</span>" in far
    assert "<span>1,200 t</span>" in far


def test_a_unit_is_told_by_what_it_measures() -> None:
    assert heading("%") == "Shares and changes (per cent)"
    assert heading("USD") == "Money: US dollars"
    assert heading("CHF/kg") == "Prices and rates: CHF per kg"
    assert heading("mines") == heading("companies")
    assert heading(None) == OTHER


def test_a_value_has_one_row_a_limit_is_an_arrow_and_a_rough_value_a_ring() -> None:
    dots = [
        Dot("A", 85, 85, "85%"),
        Dot("B", 90, 90, "more than 90%", "more than", 1),
        Dot("C", 90, 90, "90%"),
        Dot("D", 90, 90, "90 percent"),
        Dot("E", 90, 90, "nearly 90%", "nearly"),
    ]
    drawn = chart("Share", dots, "%")
    rows = drawn.split("<li>")[1:]
    assert [row.partition("<svg")[0] for row in rows] == [
        "<b>85%</b> A",
        "<b>more than 90%</b> B",
        "<b>90%</b> C; D",
        "<b>nearly 90%</b> E",
    ]
    assert ['class="limit"' in row for row in rows] == [False, True, False, False]
    assert ['class="rough"' in row for row in rows] == [False, False, False, True]


def test_many_figures_are_all_drawn() -> None:
    drawn = chart("Share", [Dot(f"Source {n}", n, n, f"{n}%") for n in range(60)], "%")
    assert drawn.count("<li>") == 60
