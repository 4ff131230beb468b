"""What the head of a text says of it is read, and nothing that it does not say in full."""

from __future__ import annotations

import datetime as dt

import pytest
from generator.ingest.credits import BYLINE, DATELINE, TIME, credits_of
from generator.ingest.datelines import dateline_alone
from generator.ingest.days import day_in, names_a_day
from generator.ingest.glued import glued_head
from generator.ingest.headlines import without_desk

TEXT = "The cabinet cleared a scheme for magnets on Thursday."


@pytest.mark.parametrize(
    ("line", "author", "publisher", "date"),
    [
        ("By Jane Doe, Reuters — 12 March 2026", "Jane Doe", "Reuters", dt.date(2026, 3, 12)),
        ("By Jane Doe and John Roe", "Jane Doe, John Roe", None, None),
        ("BY JUNE HOLT", "JUNE HOLT", None, None),
        ("Written by: Ana de Souza | Folha News", "Ana de Souza", "Folha News", None),
        ("By Global Times Published: Jul 8, 2025", None, "Global Times", dt.date(2025, 7, 8)),
        ("Tim Maughan | 2 April 2026 | 9 min read", "Tim Maughan", None, dt.date(2026, 4, 2)),
        ("Kana Inagaki in London and Joe Leahy in Beijing", "Kana Inagaki, Joe Leahy", None, None),
        ("Miranda Bryant Nordic correspondent", "Miranda Bryant", None, None),
        ("Jane Roe, Mining Editor", "Jane Roe", None, None),
        ("By Our Correspondent", None, None, None),
        ("By Jane Doe | 3/4/2026", "Jane Doe", None, None),
    ],
)  # fmt: skip
def test_a_byline_gives_author_outlet_and_day(
    line: str, author: str | None, publisher: str | None, date: dt.date | None
) -> None:
    said = credits_of([(line, BYLINE)])
    assert (said.author, said.publisher, said.date) == (author, publisher, date)


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["Published 3 March 2026, updated 4 March 2026"], dt.date(2026, 3, 3)),
        (["Published 3 March 2026", "Last modified on 4 March 2026"], dt.date(2026, 3, 3)),
        (["Updated 4 March 2026"], None),
        (["3 March 2026", "4 March 2026"], None),
        (["Published: 12/03/2026"], None),
        (["Published: 25/03/2026"], dt.date(2026, 3, 25)),
    ],
)
def test_the_day_of_publication_is_never_that_of_a_change_nor_one_of_two(
    lines: list[str], date: dt.date | None
) -> None:
    assert credits_of([(line, TIME) for line in lines]).date == date


def test_a_dateline_gives_its_agency_and_its_day() -> None:
    said = credits_of([("MONTREAL, June 4, 2026 (GLOBE NEWSWIRE) --", DATELINE)])
    assert (said.publisher, said.date) == ("GLOBE NEWSWIRE", dt.date(2026, 6, 4))


@pytest.mark.parametrize("text", ["12/03/2026", "3.4.2026", "7-8-2026"])
def test_numbers_that_may_be_two_days_are_none_and_are_noticed(text: str) -> None:
    assert day_in(text) == ()
    assert names_a_day(text)


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("SEOUL, Feb. 5 (Yonhap) --", "Yonhap"),
        ("TALLINN —", None),
        ("Perth, 18 February 2026", None),
        ("New Delhi, Aug 28 (PTI)", "PTI"),
        ("Stockholm, 4 December 2025, 08:00 CET", None),
    ],
)
def test_a_dateline_may_be_all_of_a_line(line: str, publisher: str | None) -> None:
    found = dateline_alone(line)
    assert found is not None
    assert (found.length, found.publisher) == (len(line), publisher)


@pytest.mark.parametrize(
    "line", ["SEOUL", "LYNAS:", "The Mine (Closed)", "Perth, 2025", "Lynas Rare Earths (ASX:LYC)"]
)
def test_a_line_that_only_looks_like_a_dateline_is_none(line: str) -> None:
    assert dateline_alone(line) is None


@pytest.mark.parametrize(
    ("head", "title", "publisher"),
    [
        ("Fund is backed By Dana Ray ASTANA, 5 June 2026 (Times) – ", "Fund is backed", "Times"),
        ("Cabinet clears scheme New Delhi, Aug 28 (PTI) ", "Cabinet clears scheme", "PTI"),
        ("Lynas lifts output By Jane Doe March 3, 2026 10:15 AM EST ", "Lynas lifts output", None),
        ("ESTONIA REOPENS MAGNET TALKS TALLINN, March 2 -- ", "ESTONIA REOPENS MAGNET TALKS", None),
        ("By Sara Lund COPENHAGEN (Reuters) - ", None, "Reuters"),
    ],
)  # fmt: skip
def test_a_head_in_one_line_with_the_text_is_cut_where_the_text_begins(
    head: str, title: str | None, publisher: str | None
) -> None:
    found = glued_head(head + TEXT)
    assert found is not None
    assert (found.length, found.title, found.publisher) == (len(head), title, publisher)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "China said on Friday that MOFCOM – The ministry of commerce – had not decided yet.",
        "Prices rose in Europe. BEIJING, July 18 (Reuters) - China said it would act at once.",
        "The scheme, approved by Jane Doe in March, covers ten years and costs a billion.",
    ],
)
def test_a_text_without_a_head_in_its_line_is_not_cut(text: str) -> None:
    assert glued_head(text) is None


@pytest.mark.parametrize(
    ("line", "title", "opinion"),
    [
        ("Opinion | The West should wait", "The West should wait", True),
        ("UPDATE 2-Lynas raises money", "Lynas raises money", False),
        ("(LEAD) S. Korea eases a shortage", "S. Korea eases a shortage", False),
        ("*BREAKING* 🚨🚨 Rebels shut the gate", "Rebels shut the gate", False),
        ("Live-fire drills close a mine", "Live-fire drills close a mine", False),
        ("Feature films do well in China", "Feature films do well in China", False),
    ],
)
def test_the_label_of_the_desk_is_no_part_of_a_title(line: str, title: str, opinion: bool) -> None:
    assert without_desk(line) == (title, opinion)
