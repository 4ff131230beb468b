"""Numbers: whatever is written in words, digits, ranges and signs is read as the same value."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml
from briefing_room.extract.numerals import find_numerals, find_shares, read_number
from briefing_room.extract.quantities import find_quantities
from hypothesis import given
from hypothesis import strategies as st

_NUMBER_WORDS = yaml.safe_load(
    files("briefing_room.data").joinpath("numerals.yml").read_text("utf-8")
)
ONES = _NUMBER_WORDS["units"].split()
TENS = ["", "", *_NUMBER_WORDS["tens"].split()]
MAGNITUDES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def _table(name: str) -> dict[str, dict[str, str]]:
    return yaml.safe_load(files("briefing_room.data").joinpath(f"{name}.yml").read_text("utf-8"))


SIGNS = [
    (sign, code) for code, row in _table("currencies").items() for sign in row.split("|")[0].split()
]
UNITS = [
    (form, name)
    for group, rows in _table("units").items()
    if group not in {"share", "large", "decimal", "millions", "each", "rates"}
    for name, forms in rows.items()
    for form in forms.replace("(s)", "s").split(", ")
    if form.lower() not in {"mt", "mtpa"}  # what these mean depends on the number
]


def in_words(number: int, link: str, hyphen: str) -> str:
    """Write a whole number as English words; ``link`` stands after "hundred"."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (hyphen + ONES[number % 10] if number % 10 else "")
    for word, factor in [*reversed(MAGNITUDES.items()), ("hundred", 100)]:
        if number >= factor:
            above, below = divmod(number, factor)
            gap = link if below < 100 and word in {"hundred", "thousand"} else " "
            rest = gap + in_words(below, link, hyphen) if below else ""
            return f"{in_words(above, link, hyphen)} {word}{rest}"
    raise AssertionError(number)


def read(text: str) -> list[tuple[float, float, str]]:
    """Read the quantities of a text as low, high and unit."""
    return [(found.low, found.high, found.unit) for found in find_quantities(text)]


NUMBERS = st.integers(1, 999) | st.integers(1, 10**15 - 1)
AMOUNTS = st.tuples(st.integers(1, 899), st.integers(1, 100)).map(lambda p: (p[0], p[0] + p[1]))


@given(NUMBERS, st.sampled_from((" ", " and ")), st.sampled_from("- "), st.booleans())
def test_a_number_in_words_is_read(number: int, link: str, hyphen: str, capital: bool) -> None:
    words = in_words(number, link, hyphen)
    assert read_number(words.capitalize() if capital else words) == number
    assert read(f"It had {words} tonnes of it.") == [(number, number, "t")]


@given(NUMBERS, st.integers(0, 99), st.sampled_from((",", " ", "\u00a0", "\u2009", "\u202f", "")))
def test_a_number_in_digits_is_read(number: int, decimals: int, separator: str) -> None:
    digits = f"{number:,}".replace(",", separator) + (f".{decimals:02}" if decimals else "")
    wanted = pytest.approx(number + decimals / 100)
    assert read(f"It had {digits} kg of it.") == [(wanted, wanted, "kg")]


@given(st.integers(1, 99), st.integers(1, 7), st.sampled_from((" {}/8", "{}")))
def test_a_number_with_a_fraction_is_read(number: int, eighths: int, form: str) -> None:
    sign = "⅛¼⅜½⅝¾⅞"[eighths - 1]
    text = f"{number}{form.format(eighths if '/' in form else sign)} per cent"
    assert read(text) == [(number + eighths / 8, number + eighths / 8, "%")]


@given(AMOUNTS, st.sampled_from(("{}-{} {}", "{}–{} {}", "{} to {} {}", "between {} and {} {}",
                                 "{} or {} {}", "{} {u}-{} {}", "{}- to {}-{}")),
       st.booleans())  # fmt: skip
def test_a_range_is_read(ends: tuple[int, int], form: str, words: bool) -> None:
    low, high = (in_words(end, " and ", "-") if words else end for end in ends)
    if words and form == "{}-{} {}":  # "fifty-one hundred" are 5,100
        form = "{}–{} {}"
    unit = "kilogram" if form.endswith("-{}") else "kilograms"
    assert read(f"It sold {form.format(low, high, unit, u=unit)}.") == [(*ends, "kg")]


@given(AMOUNTS, st.sampled_from(SIGNS), st.sampled_from(("m", "bn", " million", "k", " mln")),
       st.sampled_from(("{s}{a}-{b}{m}", "{s}{a}{m}-{b}{m}", "{s}{a}{m}-{s}{b}{m}",
                        "{s}{a}{m} to {b}{m}", "{s}{a} to {s}{b}{m}", "between {s}{a} and {b}{m}",
                        "between {s} {a}{m} and {s} {b}{m}")))  # fmt: skip
def test_a_range_of_money_is_read(
    ends: tuple[int, int], sign: tuple[str, str], magnitude: str, form: str
) -> None:
    factor = {"m": 10**6, "bn": 10**9, "k": 10**3}.get(magnitude, 10**6)
    text = form.format(s=sign[0], a=ends[0], b=ends[1], m=magnitude)
    assert read(f"It will cost {text}.") == [(ends[0] * factor, ends[1] * factor, sign[1])]


@given(AMOUNTS, st.sampled_from(UNITS), st.sampled_from([*MAGNITUDES, ""]))
def test_a_range_of_each_unit_is_read(
    ends: tuple[int, int], unit: tuple[str, str], magnitude: str
) -> None:
    form, name = unit
    prefix, _, name = name.rpartition(" ") if name[0].isdigit() else ("", "", name)
    magnitude = "" if prefix else magnitude  # nobody writes "two thousand Mt"
    factor = MAGNITUDES.get(magnitude, 1) * float(prefix or 1)
    low, high = (pytest.approx(end * factor) for end in ends)
    if form in {"pound", "pounds"} and magnitude not in {"", "thousand"}:
        name = "GBP"
    text = f"It had {ends[0]} to {ends[1]} {magnitude} {form}.".replace("  ", " ")
    assert read(text) == [(low, high, name)]


_OTHER_PIECES = """
    hundred dozen lakh crore half a an and quarter third of in out every or to - – , . $ € Rs m bn
    k % 0 1 12 1,000 ½ 1/2 fold more -odd t years ² ٣
"""
PIECES = st.sampled_from(
    [*ONES, *TENS[2:], *MAGNITUDES, *_OTHER_PIECES.split(), "9" * 400, "1 000"]
)


@given(st.lists(PIECES, max_size=30), st.sampled_from(("", " ")))
def test_any_order_of_the_words_of_numbers_is_read_without_a_fault(
    pieces: list[str], gap: str
) -> None:
    text = gap.join(pieces)
    for found in find_quantities(text):
        assert text[found.start : found.end] == found.wording
        assert found.low <= found.high
    ends = [0]
    for number in find_numerals(text, bytearray(len(text))):
        assert ends[-1] <= number.start < number.end
        ends.append(number.end)
    find_shares(text)
    read_number(text)
