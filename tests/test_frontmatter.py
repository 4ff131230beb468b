"""Front matter is read strictly, and every fault is given its line."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.frontmatter import FrontMatterError, scalar, split


def test_values_lines_and_body_are_found() -> None:
    document = split("---\ntitle: A\ndate: 2025-01-02\n---\n\nBody.\n")
    assert document.front == {"title": "A", "date": dt.date(2025, 1, 2)}
    assert document.line("date") == 3
    assert document.body == "\nBody.\n"
    assert document.body_line == 5


def test_a_file_without_front_matter_is_all_body() -> None:
    document = split("No fence.\n---\nStill body.")
    assert (document.front, document.body, document.body_line) == (
        {},
        "No fence.\n---\nStill body.",
        1,
    )


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("---\ntitle: A\n", 1, "no closing line"),
        ("---\ntitle: [\n---\n", 3, "YAML is broken"),
        ("---\na: 1\ndate: 2025-13-45\n---\n", 3, "month must be in 1..12"),
        ("---\na: 1\nb: 2\na: 3\n---\n", 4, "'a' is given twice"),
        ("---\n- one\n- two\n---\n", 2, "must be a list of 'key: value' lines"),
        ("---\na: !!python/object/apply:os.system [ls]\n---\n", 2, "YAML is broken"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(FrontMatterError, match=re.escape(says)) as caught:
        split(text)
    assert caught.value.line == line


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_scalar_reads_back_as_the_same_text(text: str) -> None:
    value = split(f"---\nkey: {scalar(text)}\n---\n").front["key"]
    assert str(value) == text  # plain dates and numbers come back as such


@given(st.text(max_size=200))
def test_any_text_is_either_read_or_refused_with_a_line(text: str) -> None:
    try:
        document = split(text)
    except FrontMatterError as error:
        assert error.line >= 1
    else:
        assert text.endswith(document.body)
