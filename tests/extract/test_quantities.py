"""Quantities: value, unit, range, qualifier, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.extract.quantities import quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 60% of the global output", ("over 60%", 60, 60, "%", "over")),
        ("rose 7.0 per cent", ("7.0 per cent", 7, 7, "%", None)),
        ("between 85 and 90 percent of supply", ("between 85 and 90 percent", 85, 90, "%", None)),
        ("it holds 2-3% of it", ("2-3%", 2, 3, "%", None)),
        ("A$1.25bn was lent", ("A$1.25bn", 1.25e9, 1.25e9, "AUD", None)),
        ("1.6 billion dollars", ("1.6 billion dollars", 1.6e9, 1.6e9, "USD", None)),
        ("up to $400 million", ("up to $400 million", 4e8, 4e8, "USD", "up to")),
        ("$110/kg", ("$110/kg", 110, 110, "USD/kg", None)),
        ("110 dollars per kilogram", ("110 dollars per kilogram", 110, 110, "USD/kg", None)),
        ("425,000 yuan per tonne", ("425,000 yuan per tonne", 425e3, 425e3, "CNY/t", None)),
        ("Rs 7,280 crore", ("Rs 7,280 crore", 7.28e10, 7.28e10, "INR", None)),
        ("about 3.4 kt of NdFeB", ("about 3.4 kt", 3400, 3400, "t", "about")),
        ("10,000 tonnes a year", ("10,000 tonnes a year", 1e4, 1e4, "t/year", None)),
        ("some 1,200 kg of terbium", ("some 1,200 kg", 1200, 1200, "kg", "some")),
        ("two-thirds of the magnets", ("two-thirds", 66.67, 66.67, "%", None)),
        ("about a quarter of them", ("about a quarter", 25, 25, "%", "about")),
        ("20 more Japanese entities", ("20 more Japanese entities", 20, 20, "entities", None)),
        ("at least two faults", ("at least two faults", 2, 2, "faults", "at least")),
        ("a 90-day truce", ("90-day", 90, 90, "days", None)),
        ("for ten years", ("ten years", 10, 10, "years", None)),
        ("six times the level", ("six times", 6, 6, "times", None)),
        ("0.1 percent or more", ("0.1 percent or more", 0.1, 0.1, "%", "at least")),
        (
            "fell 0.3 percentage points",
            ("0.3 percentage points", 0.3, 0.3, "percentage points", None),
        ),
        ("no more than 65% of any", ("no more than 65%", 65, 65, "%", "up to")),
        ("fell by two-thirds to a low", ("two-thirds", 66.67, 66.67, "%", None)),
        ("roughly one in five workers", ("roughly one in five", 20, 20, "%", "roughly")),
        ("rose tenfold", ("tenfold", 10, 10, "times", None)),
        ("Between 40 and 45 per cent", ("Between 40 and 45 per cent", 40, 45, "%", None)),
        ("costs 0.41 yuan per kWh", ("0.41 yuan per kWh", 0.41, 0.41, "CNY/kWh", None)),
        ("up to 800 tonnes per annum", ("up to 800 tonnes per annum", 800, 800, "t/year", "up to")),
        ("a little over half of it", ("a little over half", 50, 50, "%", "over")),
        ("0.4 mtpa of ore", ("0.4 mtpa", 4e5, 4e5, "t/year", None)),
        ("12 ktpa of carbonate", ("12 ktpa", 12e3, 12e3, "t/year", None)),
        ("$225-230/kg cif", ("$225-230/kg", 225, 230, "USD/kg", None)),
        ("132,000 mt of ore", ("132,000 mt", 132e3, 132e3, "t", None)),
        ("6,000 MTPA of magnets", ("6,000 MTPA", 6e3, 6e3, "t/year", None)),
        ("2.9 MT of sand", ("2.9 MT", 2.9e6, 2.9e6, "t", None)),
        ("12,000tpa of oxide", ("12,000tpa", 12e3, 12e3, "t/year", None)),
        ("30,000 yuan/mt", ("30,000 yuan/mt", 3e4, 3e4, "CNY/t", None)),
        ("a 60-percent rise", ("60-percent", 60, 60, "%", None)),
        ("C$64M of debt", ("C$64M", 64e6, 64e6, "CAD", None)),
        ("$US1.2bn of debt", ("$US1.2bn", 1.2e9, 1.2e9, "USD", None)),
        ("US$147mil of debt", ("US$147mil", 147e6, 147e6, "USD", None)),
        ("Rs 500 cr of aid", ("Rs 500 cr", 5e9, 5e9, "INR", None)),
        ("3 bln rubles", ("3 bln rubles", 3e9, 3e9, "RUB", None)),
        ("45 US cents a pound", ("45 US cents a pound", 45, 45, "cents/lb", None)),
        ("a 1,000-tonne-a-year line", ("1,000-tonne-a-year", 1e3, 1e3, "t/year", None)),
        ("a $110-per-kilogram floor", ("$110-per-kilogram", 110, 110, "USD/kg", None)),
        ("a tonne of carbonate fetched $1,450", ("$1,450", 1450, 1450, "USD/t", None)),
        ("30 million EVs", ("30 million EVs", 3e7, 3e7, "EVs", None)),
    ],
)
def test_a_quantity_has_value_unit_and_qualifier(
    text: str, expected: tuple[str, float, float, str, str | None]
) -> None:
    (found,) = quantities(text)
    assert found[:5] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Announcement No. 61 and Order 839 and Section 301 and Article 4",
        "numbered 55 to 58, 61 and 62, and Nos. 21 and 22",
        "F-35 jets, plant 10X, the G7, 5G masts and a Boeing 737",
        "Call +44 20 7946 0018 or write to 14 Harbour Street, Suite 300, London EC2A 4NE",
        "version 2.1 of the Form 10-K on Windows 11, at 10.30am in Room 215, note [3]",
        "headings 8505.11 and 8505.19, HS 2846.90",
        "On 4 April 2025, in 2026, by Q3 2025 and in late 2023",
        "the second half and the third quarter of the game",
        "one of them doubled",
        "at 10:30 or 8 am",
        "the 28th and 1st of them",
    ],
)
def test_a_number_in_a_name_a_date_or_an_ordinal_is_no_quantity(text: str) -> None:
    assert quantities(text) == ()


def test_a_change_is_two_quantities_and_a_range_is_one() -> None:
    change = quantities("It lowered the estimate from 22 million to 3.5 million tonnes.")
    assert [(q.low, q.unit) for q in change] == [(22e6, "t"), (3.5e6, "t")]
    level = quantities("It rose to $700 to $1,000 a kilogram, up from $250 to $310.")
    assert [(q.low, q.high, q.unit) for q in level] == [
        (700, 1000, "USD/kg"),
        (250, 310, "USD/kg"),
    ]


def test_a_bare_number_takes_the_unit_its_sentence_told_last() -> None:
    found = quantities("China has 44 million tonnes, Brazil 21 million, India 6.9 million.")
    assert [(q.low, q.unit) for q in found] == [(44e6, "t"), (21e6, "t"), (6.9e6, "t")]
    assert [q.low for q in quantities("It sold 44 million tonnes. Pulse 2.0 said so.")] == [44e6]


def test_a_time_over_which_something_happens_is_not_over_it() -> None:
    money, time = quantities("It will spend $500 billion over four years.")
    assert (money.qualifier, time.given, time.qualifier) == (None, "four years", None)


@pytest.mark.parametrize(
    ("text", "low", "unit", "qualifier"),
    [
        ("Holmium was offered at EUR62/kg duty unpaid.", 62, "EUR/kg", None),
        ("A fine of CHF3m was set.", 3e6, "CHF", None),
        ("The town gave 1.4 million kronor towards it.", 1.4e6, "SEK", None),
        ("A penalty not exceeding $374,474 applies.", 374474, "USD", "up to"),
        ("Stocks sank below 15 days of use.", 15, "days", "below"),
        ("Mining fell to three-fifths today.", 60, "%", None),
        ("It had gained a fifth over the month.", 20, "%", None),
        ("It edges up to RM20 a share.", 20, "MYR/share", None),
    ],
)
def test_codes_words_and_limits_are_read_as_texts_write_them(
    text: str, low: float, unit: str, qualifier: str | None
) -> None:
    assert [(q.low, q.unit, q.qualifier) for q in quantities(text)] == [(low, unit, qualifier)]


def test_a_second_sum_takes_the_currency_or_price_of_the_first() -> None:
    sums = quantities("It cut guidance to 320 billion yen from 335 billion.")
    assert [(q.low, q.unit) for q in sums] == [(320e9, "JPY"), (335e9, "JPY")]
    prices = quantities("Prices slid from $90 a kilogram towards 65.")
    assert [(q.low, q.unit) for q in prices] == [(90, "USD/kg"), (65, "USD/kg")]


def test_one_of_many_people_is_not_one_person() -> None:
    assert [q.low for q in quantities("She is one of about 1,350 people there.")] == [1350]


@given(st.text(max_size=200))
def test_any_text_gives_spans_that_are_its_own(text: str) -> None:
    for found in quantities(text):
        assert text[found.start : found.end] == found.given
        assert found.low <= found.high


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Six out of ten buyers left.", 60, 60, "%"),
        ("It ran at half its nameplate capacity.", 50, 50, "%"),
        ("Metal stood at 7.15 million-7.20 million yuan a tonne.", 7.15e6, 7.2e6, "CNY/t"),
        ("The tanks hold 30,000 litres.", 30000, 30000, "litres"),
    ],
)
def test_amounts_in_less_usual_words(text: str, low: float, high: float, unit: str) -> None:
    (found,) = quantities(text)
    assert (found.low, found.high, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It will spend $25-$50 million on it.", 25e6, 50e6),
        ("It will spend $25-50 million on it.", 25e6, 50e6),
        ("It will spend between $25 and $50 million on it.", 25e6, 50e6),
        ("It will spend $25 million-$50 million on it.", 25e6, 50e6),
        ("It is worth $1.6-$2.2 billion.", 1.6e9, 2.2e9),
    ],
)
def test_both_ends_of_a_sum_share_its_scale(text: str, low: float, high: float) -> None:
    (found,) = quantities(text)
    assert (found.low, found.high, found.unit) == (low, high, "USD")
