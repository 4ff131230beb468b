"""Front matter is read strictly, and every fault is reported with its line."""

from __future__ import annotations

import datetime as dt
import re
import time
from itertools import pairwise

import pytest
from briefing_room.text.frontmatter import FrontMatterError, format_scalar, split_front_matter
from hypothesis import given
from hypothesis import strategies as st
from shared import cases

CASES = cases(__file__, "frontmatter")


def test_values_lines_and_body_are_found() -> None:
    document = split_front_matter("---\ntitle: A\ndate: 2025-01-02\n---\n\nBody.\n")
    assert document.front == {"title": "A", "date": dt.date(2025, 1, 2)}
    assert document.lines["date"] == 3
    assert document.body == "\nBody.\n"
    assert document.body_line == 5


def test_lines_inside_a_key_are_found() -> None:
    document = split_front_matter("---\na:\n  - b: 1\n    c: {d: 2}\n  - e\nf: g\n---\n")
    lines = {key: document.lines[key] for key in ("a", "a.1.b", "a.1.c.d", "a.2", "f")}
    assert lines == {"a": 2, "a.1.b": 3, "a.1.c.d": 4, "a.2": 5, "f": 6}


def test_a_file_without_front_matter_is_all_body() -> None:
    document = split_front_matter("No fence.\n---\nStill body.")
    assert (document.front, document.body, document.body_line) == (
        {},
        "No fence.\n---\nStill body.",
        1,
    )


@pytest.mark.parametrize(("text", "line", "words"), CASES["faults"])
def test_a_fault_is_reported_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(FrontMatterError, match=re.escape(words)) as error:
        split_front_matter(text)
    assert error.value.line == line


def test_a_comment_and_a_folded_text_with_a_hash_are_no_faults() -> None:
    document = split_front_matter(
        "---\ndate: null # not known\ntitle: >\n  see: our #1 mine\n---\n"
    )
    assert document.front == {"date": None, "title": "see: our #1 mine\n"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("__config", "__config"),
        ("Yes", "Yes"),
        ("1:30", "1:30"),
        ("0x1F", "0x1F"),
        ("007", "007"),
        (".inf", ".inf"),
        ("12", 12),
        ("-1.5", -1.5),
        ("9" * 5_000, ...),
        ("0x" + "f" * 5_000, ...),
        ("59:" * 3_000 + "1", ...),
        ("2025-7-8", "2025-7-8"),
        ("2025-07-08T23:00:00.5+02:00", dt.date(2025, 7, 8)),
        ("~", None),
        ("a\u2028b\x85c", "a b c"),
        ("True", True),
        ("'2025-07-08'", "2025-07-08"),
        ("2025-07-18-mss-smuggling-accusation-of-the-second-kind", ...),
    ],
)
def test_only_plain_numbers_days_and_booleans_are_not_text(text: str, value: object) -> None:
    assert split_front_matter(f"---\nkey: {text}\n---\n").front["key"] == (
        text if value is ... else value
    )


BOMB = "a: &a [x, x]\n" + "".join(
    f"{letter}: &{letter} [*{previous}, *{previous}]\n"
    for previous, letter in pairwise("abcdefghijklmnopqrstuvwxyz")
)
ATTACKS = {
    "lists": "title: " + "[" * 5_000,
    "maps": "title: " + "{a: " * 5_000,
    "closed": "title: " + "[" * 1_000 + "]" * 1_000,
    "block lists": "title:\n" + "\n".join("  " * n + "-" for n in range(1, 600)),
    "dashes": "title:\n  " + "- " * 5_000,
    "bomb": BOMB,
    "merge": "base: &b {a: 1}\ntitle: {<<: *b}",
    "year 1": "date: 0001-01-01",
    "year 1 with a time zone": "date: 0001-01-01T00:00:00+14:00",
    "year 9999": "date: 9999-12-31",
    "nul": "title: a\0b",
    "escaped nul": 'title: "a\\0b"',
    "surrogate": "title: a\ud800b",
    "escaped surrogate": 'title: "\\ud800"',
    "escape": "title: a\x1b[2Jb",
    "tag": "title: !!python/object/apply:os.system [ls]",
    "list as key": "[a, b]: c",
    "two documents": "title: a\n...\ntitle: b",
    "directive": "%YAML 9.9\ntitle: a",
    "long": "title: " + "a" * 1_000_000,
    "open quote": 'title: "' + "a: b\n" * 20_000,
    "many": "".join(f"a{n}: b\n" for n in range(20_000)),
    "long key that is open": "k" * 1_900 + ": [",
    "long key twice": ("k" * 1_900 + ": a\n") * 2,
    "long value without a space": "a:" + "b" * 1_900 + "\nc: [",
    "long hash": "a: b #" + "c" * 1_900,
    "no keys": "- a\n" * 20_000,
    "hashes": "a: b #c\n" * 20_000,
    "tabs": "\t" * 50_000,
    "comment": "#" * 100_000 + "\n[",
}


@pytest.mark.parametrize("block", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_ends_at_once_in_one_error_with_a_line(block: str) -> None:
    start = time.process_time()
    with pytest.raises(FrontMatterError) as error:
        split_front_matter(f"---\n{block}\n---\nText.\n")
    assert time.process_time() - start < 0.2
    assert 2 <= error.value.line <= block.count("\n") + 3
    assert len(str(error.value)) < 400


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_scalar_reads_back_as_the_same_text(text: str) -> None:
    value = split_front_matter(f"---\nkey: {format_scalar(text)}\n---\n").front["key"]
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]", "", text)
    assert value == text


@pytest.mark.parametrize(
    "value",
    [
        *("2025", 2025, "true", True, False, None, "12-a", "1", 2.5, -0.25, 10**17),
        *(dt.date(2025, 7, 18), "2025-07-18", "lynas", "null"),
    ],
)
def test_a_scalar_reads_back_as_the_same_value(value: str | float | dt.date | None) -> None:
    result = split_front_matter(f"---\nkey: {format_scalar(value)}\n---\n").front["key"]
    assert (type(result), result) == (type(value), value)


@pytest.mark.parametrize("value", [10**19, 1e-7, 1e300, float("inf")])
def test_a_number_that_front_matter_does_not_have_is_written_as_text(value: float) -> None:
    read = split_front_matter(f"---\nkey: {format_scalar(value)}\n---\n").front["key"]
    assert read == str(value)


@given(st.text(max_size=200))
def test_any_text_is_either_read_or_refused_with_a_line(text: str) -> None:
    try:
        document = split_front_matter(text)
    except FrontMatterError as error:
        assert error.line >= 1
    else:
        assert text.endswith(document.body)
