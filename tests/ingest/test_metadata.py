from __future__ import annotations

import datetime as dt

import pytest

from generator.ingest.metadata import KEYS, metadata
from generator.text.frontmatter import split


def messages(front: str) -> list[str]:
    _, findings = metadata(split(f"---\n{front}\n---\nText."), "seeds/x.md")
    return [str(finding) for finding in findings]


@pytest.mark.parametrize(
    ("front", "line", "said"),
    [
        ("titel: X", 2, "unknown key 'titel'"),
        ("title: 5", 2, "title: must be text, not '5'"),
        ("title: X\nkind: memo", 3, "allowed are article, note"),
        ("kind: note", 2, "a note needs a title"),
        ('date: "yesterday"', 2, "must be a date such as 2025-07-18"),
        ('date: "2025-13-45"', 2, "no day of the calendar"),
        ("date: 2025", 2, "must be a date"),
        ("story: Not A Slug", 2, "a slug of a-z"),
        ("language: English", 2, "a language code"),
        ("sources: Reuters", 2, "must be a list"),
        ("sources:\n  - Reuters", 2, "entry 1 must begin '- publisher: …'"),
        ("sources:\n  - title: X", 2, "entry 1 needs a publisher"),
        ("sources:\n  - publisher: X\n    link: y", 2, "unknown key 'link'; allowed are publisher"),
        ("sources:\n  - publisher: X\n    url: ftp://y", 2, "must be an address"),
        ("sources:\n  - publisher: X\n    date: soon", 2, "entry 1, date: must be a date"),
    ],
)
def test_a_wrong_value_is_one_finding_with_its_line(front: str, line: int, said: str) -> None:
    (message,) = messages(front)
    assert message.startswith(f"seeds/x.md:{line}: bad-seed: ")
    assert said in message


def test_an_unknown_key_is_told_all_allowed_ones() -> None:
    (message,) = messages("x: 1")
    assert all(key in message for key in KEYS)


def test_every_mistake_is_named_at_once() -> None:
    assert len(messages("titel: X\nkind: memo\ndate: soon")) == 3


def test_empty_values_are_values_that_are_not_given() -> None:
    front = "title:\ndate: null\nsources:\nstory:"
    found, findings = metadata(split(f"---\n{front}\n---\nText."), "x.md")
    assert not findings
    assert (found.title, found.date, found.sources, found.story) == (None, None, (), None)


def test_a_time_of_day_is_cut_to_its_date() -> None:
    found, _ = metadata(split("---\ndate: 2025-07-18 10:00:00\n---\nText."), "x.md")
    assert found.date == dt.date(2025, 7, 18)
