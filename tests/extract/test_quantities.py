"""Quantities: value, unit, range, qualifier, and numbers that are none."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from briefing_room.extract.quantities import find_quantities
from briefing_room.model import Quantity
from hypothesis import given
from hypothesis import strategies as st

CASES = Path(__file__).parent / "cases" / "quantities.yml"


def _cases() -> list[tuple[str, str]]:
    groups = yaml.safe_load(CASES.read_text("utf-8"))
    return [(case, name) for name, cases in groups.items() for case in cases]


def _describe(quantity: Quantity) -> str:
    low, high = (f"{number:.12g}" for number in (quantity.low, quantity.high))
    value = low if low == high else f"{low}..{high}"
    return f"{value} {quantity.unit}" + (f" ({quantity.qualifier})" if quantity.qualifier else "")


@pytest.mark.parametrize(("case", "name"), _cases())
def test_quantities_are_read_as_the_text_means_them(case: str, name: str) -> None:
    text, _, expected = case.partition("=>")
    descriptions = [_describe(quantity) for quantity in find_quantities(text.strip())]
    assert descriptions == [
        quantity.strip() for quantity in expected.split(";") if quantity.strip()
    ], name


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("it holds over 60% of the output", "over 60%"),
        ("between 85 and 90 percent of supply", "between 85 and 90 percent"),
        ("it fetched $225-230/kg cif", "$225-230/kg"),
        ("0.1 percent or more of it", "0.1 percent or more"),
        ("10,000 tonnes of magnets a year", "10,000 tonnes"),
        ("20 more Japanese entities", "20 more Japanese entities"),
    ],
)
def test_a_quantity_is_given_in_the_words_of_the_text(text: str, wording: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.wording, text[quantity.start : quantity.end]) == (wording, wording)


def test_every_unit_and_currency_of_the_tables_is_read() -> None:
    units = yaml.safe_load(files("briefing_room.data").joinpath("units.yml").read_text("utf-8"))
    for sort in set(units) - {"large", "decimal", "millions", "each", "rates"}:
        for row, forms in units[sort].items():
            factor, _, unit = row.rpartition(" ") if row[0].isdigit() else ("1", "", row)
            for form in forms.replace("(s)", "s").split(", "):
                (quantity,) = find_quantities(f"It was 7 {form}.")
                assert (quantity.low, quantity.unit) == (7 * float(factor), unit), form
    money = yaml.safe_load(
        files("briefing_room.data").joinpath("currencies.yml").read_text("utf-8")
    )
    for code, row in money.items():
        signs, _, _ = row.partition("|")
        for sign in signs.split():
            assert [each.unit for each in find_quantities(f"It cost {sign} 7 million.")] == [
                code
            ], sign


@given(st.text(max_size=200))
def test_quantities_of_any_text_have_their_words_at_their_place(text: str) -> None:
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.wording
        assert quantity.low <= quantity.high
