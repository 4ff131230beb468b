"""Rows that people write are checked against their passages; new ones are proposed."""

from __future__ import annotations

from pathlib import Path

import pytest
from briefing_room.pipeline import read_project
from briefing_room.review.catalogue_check import check_rows
from briefing_room.review.context import ReviewContext
from briefing_room.review.link_check import check_links
from shared import Briefing, cases

CASES = cases(__file__, "values")
SHARES = (
    "The Energy Agency said China made 91% of the magnets."
    " Its outlook gave China 92% of refining in 2023, and expected 77% by 2030."
)
SHIPMENTS = (
    "China shipped more than 1,238 tonnes in May 2025, Reuters reported."
    " It sent 3,188 tonnes in June, 6,146 in August."
    " The Pit mine in Arcadia was operating at a capacity of 300 tonnes."
    " A ban ends on 10 November 2026."
)
NOTE = """---
title: Shares and shipments
date: 2025-10-23
kind: note
sources:
  - {publisher: Exchange News, date: 2025-10-24, tells: [1-1]}
  - {publisher: Reuters, via: Goldsea, tells: [2-1], date: 2025-06-03}
---
"""
AGENCY = "---\nname: Energy Agency\naliases: [EA]\nspeaks_as: data-provider\n---\n"
S = "2025-10-23-shares"


def project(folder: Path, **pages: str) -> ReviewContext:
    seed = folder / "seeds" / f"{S}.md"
    for path, text in {
        seed: f"{NOTE}{SHARES}\n\n{SHIPMENTS}\n",
        folder / "briefings/entities/organisation/ea.md": AGENCY,
        **{folder / "briefings" / f"{name.replace('__', '/')}.md": t for name, t in pages.items()},
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return ReviewContext.from_project(read_project(folder / "seeds", folder / "briefings"))


def number(row: str, unit: str = "%") -> str:
    cited = row.replace("@", f"{S}/")
    return f'---\nname: N\nunit: "{unit}"\ncounts: share\nvalues:\n  - {{{cited}}}\n---\n'


def kinds(context: ReviewContext) -> list[str]:
    return [finding.kind for finding in check_rows(context).findings]


@pytest.mark.parametrize(("row", "unit"), CASES["good"])
def test_a_row_that_its_passages_support_is_accepted(tmp_path: Path, row: str, unit: str) -> None:
    context = project(tmp_path, numbers__n=number(row, unit))
    assert not context.findings
    assert kinds(context) == []


@pytest.mark.parametrize(("row", "unit", "kind"), CASES["faults"])
def test_a_false_value_is_reported_with_its_reason_and_line(
    tmp_path: Path, row: str, unit: str, kind: str
) -> None:
    findings = check_rows(project(tmp_path, numbers__n=number(row, unit))).findings
    assert kind in [f.kind for f in findings], findings
    assert {f.line for f in findings} == {6}


def test_the_message_on_a_wrong_address_lists_the_right_ones(tmp_path: Path) -> None:
    row = 'value: "91%", period: null, says: ea, cites: ["2025-10-23-share/1-1", "@1-9"]'
    findings = check_rows(project(tmp_path, numbers__n=number(row))).findings
    messages = " ".join(f.message for f in findings)
    assert f"did you mean '{S}'?" in messages
    assert "paragraph 1 has 1-1, 1-2" in messages


@pytest.mark.parametrize(("name", "as_of", "place", "kind"), CASES["sites"])
def test_name_and_date_of_a_site_are_in_its_passages(
    tmp_path: Path, name: str, as_of: str, place: str, kind: str
) -> None:
    status = f"{{value: operating, as_of: {as_of}, cites: [{S}/{place}]}}"
    row = f"{{name: {name}, kind: mine, status: {status}}}"
    page = f"---\nname: Arcadia\nsites:\n  - {row}\n---\n"
    assert kinds(project(tmp_path, entities__place__arcadia=page)) == ([kind] if kind else [])


@pytest.mark.parametrize(("row", "count"), CASES["deadlines"])
def test_a_deadline_says_only_what_its_passages_say(tmp_path: Path, row: str, count: int) -> None:
    page = f"---\nname: Ban\ndeadlines:\n  - {row.replace('@', S + '/')}\n---\n"
    assert len(kinds(project(tmp_path, entities__policy__ban=page))) == count


def test_a_sentence_of_a_profile_is_checked_against_the_passages_of_its_marks(
    tmp_path: Path, briefing: Briefing
) -> None:
    row = 'value: "91%", period: null, says: ea, cites: ["@1-1"]'
    lines, messages = zip(*CASES["profile"], strict=True)
    page = "---\nname: Arcadia\n---\n" + "\n".join(lines).replace("@", f"{S}/")
    project(tmp_path, numbers__n=number(row), entities__place__arcadia=page)
    output = briefing(tmp_path, "check", "--complete").stdout.splitlines()
    where = "briefings/entities/place/arcadia.md:"
    assert [line.removeprefix(where) for line in output if line.startswith(where)] == [
        f"{number}: {fault.replace('@', S + '/')}"
        for number, fault in enumerate(messages, 4)
        if fault
    ]


@pytest.mark.parametrize(("line", "kind"), CASES["words"])
def test_a_link_gives_the_value_that_it_leads_to(tmp_path: Path, line: str, kind: str) -> None:
    row = 'value: "91%", period: null, says: ea, cites: ["@1-1"]'
    page = f"---\nname: X\n---\n{line}\n"
    context = project(tmp_path, numbers__n=number(row), entities__concept__x=page)
    findings = check_links(context.briefings, context.catalogue)
    assert [finding.kind for finding in findings] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("It made [91%](#ea) of them.", []),
        ("It made [91](#ea) of 100.", []),
        ("It made [91%](#argus) of them.", ["wrong-value-link"]),
        ("See [what it counts](#what-it-counts).", []),
    ],
)
def test_a_number_page_links_only_to_values_that_it_has(
    tmp_path: Path, line: str, kinds: list[str]
) -> None:
    row = 'value: "91%", period: null, says: ea, cites: ["@1-1"]'
    context = project(tmp_path, numbers__n=f"{number(row)}{line}\n\n## What it counts\n")
    findings = check_links(context.briefings, context.catalogue)
    assert [finding.kind for finding in findings] == kinds


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ("```a```\n[x](../../numbers/none.md)", [5]),
        ("```\n~~~\n[x](no.md)\n```\n[x](no.md)", [8]),
        ("~~~ a\n[x](no.md)\n~~~~\n[x](../../about/no.md)", [7]),
        ("[x](../../sites.md) [x](../../numbers/index.md) [x](../../numbers/n.md)", []),
        ("[x](../../rules.md) [x](../../changes.md#a) [x](..)", []),
        ("[x](../../plants.md)\n[x](../../prices/index.md)\n[x](index.md)", [4, 5, 6]),
    ],
)
def test_a_link_to_no_page_is_found_unless_it_is_in_code(
    tmp_path: Path, lines: str, places: list[int]
) -> None:
    row = 'value: "91%", period: null, says: ea, cites: ["@1-1"]'
    page = f"---\nname: X\n---\n{lines}\n"
    context = project(tmp_path, numbers__n=number(row), entities__concept__x=page)
    found = check_links(context.briefings, context.catalogue)
    assert [(each.kind, each.line) for each in found] == [("dead-link", n) for n in places]


def test_pages_without_their_seeds_are_not_checked(tmp_path: Path) -> None:
    row = 'value: "91%", period: null, says: ea, cites: [another-seed/1-1]'
    assert kinds(project(tmp_path, numbers__n=number(row))) == []


def test_a_row_that_cannot_be_checked_does_not_count_as_checked(tmp_path: Path) -> None:
    row = 'value: "91%", period: null, says: ea, cites: [another-seed/1-1]'
    counts = check_rows(project(tmp_path, numbers__n=number(row))).summary("row")
    assert counts == "0 rows checked, 0 failed, 1 could not be checked"
