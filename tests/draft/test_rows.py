"""Rows that a writer proposes for pages of the catalogue: verified, shown, accepted or rejected."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from drafting import answer
from shared import Briefing, Git, contents, edit

Submit = Callable[..., "CompletedProcess[str]"]
NUMBER = "briefings/numbers/magnet-imports.md"
POLICY = "briefings/entities/policy/water-rule.md"

IMPORTS = """---
name: Magnet imports of Portugal
unit: tonnes
counts: magnets that Portugal imports in a year
about: [portugal]
values:
  # the first year
  - {value: "1,091 tonnes",   period: 2024, says: customs, note: "typed by hand", cites: [old/1-1]}

why: {text: "Portugal imported magnets.", cites: [old/1-1]}
---
What Portugal imports.
"""
RULE = """---
name: The water rule
country: portugal
policy: law
role: says who tests water
announced: 2024-01-05
cites:
  announced: [old/1-2]
sources:
  - old
---
A rule.
"""
OLD = """---
kind: note
title: Old
date: 2025-01-10
sources: [{publisher: Customs, date: 2025-01-10, tells: [1-1, 1-2]}]
---

Portugal imported 1,091 tonnes of magnets in 2024, customs said. The water rule was announced on 5
January 2024.
"""


def value(**changes: Any) -> dict[str, Any]:
    row = {"value": "1,200 tonnes", "period": 2025, "says": "customs", "cites": ["s4"], **changes}
    return {"kind": "number", "page": "magnet-imports", "row": row}


@pytest.fixture
def rows(desk: Path, briefing: Briefing) -> Path:
    """The project with a page of a number and one of a policy."""
    (desk / "seeds/old.md").write_text(OLD)
    for name, text in ((NUMBER, IMPORTS), (POLICY, RULE)):
        (desk / name).parent.mkdir(parents=True)
        (desk / name).write_text(text)
    country = desk / "briefings/entities/country/portugal.md"
    country.parent.mkdir(parents=True)
    country.write_text("---\nname: Portugal\nrole: a country\n---\nA country.\n")
    briefing(desk, "generate")
    return desk


def proposed_names(done: CompletedProcess[str]) -> list[str]:
    return re.findall(r"proposed as (\w+)", done.stdout)


def test_the_request_asks_for_rows_of_pages_on_its_subject(rows: Path, briefing: Briefing) -> None:
    plain = briefing(rows, "draft", "leiria", "--request").stdout
    with_rows = briefing(rows, "draft", "leiria", "--request", "--rows").stdout
    assert "## Rows" not in plain
    assert "- `magnet-imports`: Magnet imports of Portugal, in tonnes" in with_rows


def test_a_verified_row_is_shown_and_once_accepted_added_and_nothing_else_changes(
    rows: Path, submit: Submit, briefing: Briefing, git: Git
) -> None:
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Begin")):
        git(rows, *command)
    done = submit(answer(rows=[value()]), "--rows")
    assert done.returncode == 0, done.stderr
    (name,) = proposed_names(done)
    assert (rows / NUMBER).read_text() == IMPORTS  # until somebody accepts it
    assert f"--accept-row {name}" in briefing(rows, "review", "--base", "HEAD").stdout
    accepting = briefing(rows, "review", "--accept-row", name)
    assert accepting.returncode == 0, accepting.stderr
    row_text = '\n  - {value: "1,200 tonnes", period: 2025, says: customs, cites: [leiria/6-1]}'
    before, after = IMPORTS.split("\n\nwhy:")
    assert (rows / NUMBER).read_text() == f"{before}{row_text}\n\nwhy:{after}"
    assert "wrong-" not in briefing(rows, "check").stdout
    assert briefing(rows, "review", "--accept-row", name).returncode == 2
    assert proposed_names(submit(answer(rows=[value()]), "--rows")) == []  # it was accepted


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"value": "1,300 tonnes"}, "1,300"),
        ({"value": "1,200 kg"}, "kg"),
        ({"period": 2023}, "2023"),
        ({"cites": []}, "cite"),
        ({"cites": ["s99"]}, "cite"),
        ({"colour": "blue"}, "colour"),
        ({"value": None}, "value"),
    ],
)
def test_a_row_that_its_passage_does_not_support_is_refused_with_the_reason(
    rows: Path, submit: Submit, changes: dict[str, Any], why: str
) -> None:
    done = submit(answer(rows=[value(**changes)]), "--rows", "--dry-run", "--format", "json")
    (row,) = json.loads(done.stdout)["rows"]
    assert row["verdict"] == "refused"
    assert why in " ".join(row["reasons"])


def test_a_row_that_a_corrected_seed_no_longer_supports_is_not_offered_for_acceptance(
    rows: Path, submit: Submit, briefing: Briefing, git: Git
) -> None:
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Begin")):
        git(rows, *command)
    (name,) = proposed_names(submit(answer(rows=[value()]), "--rows"))
    edit(rows / "seeds/leiria.txt", "1,200 tonnes", "1,300 tonnes")
    report = briefing(rows, "review", "--base", "HEAD").stdout
    assert "refused: {value" in report
    assert f"--reject-row {name}" in report
    assert f"--accept-row {name}" not in report


def test_a_rejected_row_is_not_proposed_again(
    rows: Path, submit: Submit, briefing: Briefing
) -> None:
    (name,) = proposed_names(submit(answer(rows=[value()]), "--rows"))
    assert "rejected" in briefing(rows, "review", "--reject-row", name).stdout
    assert proposed_names(submit(answer(rows=[value()]), "--rows")) == []
    assert (rows / NUMBER).read_text() == IMPORTS


@pytest.mark.parametrize("cites_first", [False, True])
def test_a_date_of_a_policy_is_put_below_the_others_with_its_passage(
    rows: Path, submit: Submit, briefing: Briefing, cites_first: bool
) -> None:
    announced, cites = "announced: 2024-01-05\n", "cites:\n  announced: [old/1-2]\n"
    if cites_first:
        (rows / POLICY).write_text(RULE.replace(announced + cites, cites + announced))
    day = {"effective": "2026-03-04", "cites": ["s1"]}
    done = submit(answer(rows=[{"kind": "date", "page": "water-rule", "row": day}]), "--rows")
    (name,) = proposed_names(done)
    assert briefing(rows, "review", "--accept-row", name).returncode == 0
    text = (rows / POLICY).read_text()
    assert f"{announced}effective: 2026-03-04\n" in text
    assert "cites:\n  effective: [leiria/4-1]\n  announced: [old/1-2]\n" in text


def test_a_row_cannot_be_added_to_a_key_that_is_not_a_list(rows: Path, submit: Submit) -> None:
    (rows / NUMBER).write_text(re.sub(r"values:\n.*\n.*\n", "values: 5 tonnes\n", IMPORTS))
    done = submit(answer(rows=[value()]), "--rows", "--dry-run", "--format", "json")
    (row,) = json.loads(done.stdout)["rows"]
    assert row["reasons"] == [
        "'values' is not a list of rows; write each row on a line of its own that begins with '- '"
    ]


ODD: list[object] = [
    {"kind": "number", "page": "../../seeds/old", "row": {"value": "1"}},
    {"kind": "number", "page": "portugal", "row": {"value": "1", "cites": ["s4"]}},
    {"kind": "spell", "page": "magnet-imports", "row": {"value": "1"}},
    {"kind": "number", "page": "magnet-imports", "row": {"value\n---\nx": ["\n- {a: b}"]}},
    {"kind": "number", "page": "magnet-imports", "row": [[[[[[1]]]]]]},
    {"kind": "deadline", "page": "portugal", "row": {"date": "soon", "what": {"a": {"b": 1}}}},
    7,
]


@pytest.mark.parametrize("row", ODD)
def test_malformed_rows_change_nothing(
    rows: Path, submit: Submit, briefing: Briefing, row: object
) -> None:
    before = contents(rows / "briefings/numbers")
    done = submit(answer(rows=[row]), "--rows")
    assert done.returncode == 0, done.stderr
    assert proposed_names(done) == []
    assert contents(rows / "briefings/numbers") == before
    assert briefing(rows, "generate").returncode == 0


def test_a_row_of_unknown_kind_is_named(rows: Path, submit: Submit) -> None:
    odd = {**value(), "kind": "spell"}
    done = submit(answer(rows=[odd, value()]), "--rows")
    (notice,) = [line for line in done.stdout.split("\n") if "left out of rows" in line]
    assert '"kind": "spell"' in notice
    assert "a row has a kind (number, site, deadline, date)" in notice
    assert len(proposed_names(done)) == 1


def test_a_row_is_not_added_to_rows_in_brackets(rows: Path, submit: Submit) -> None:
    first = '{value: "900 tonnes", period: 2024, says: customs, cites: [old/1-2]}'
    (rows / NUMBER).write_text(re.sub(r"values:\n.*\n.*\n", f"values: [{first}]\n", IMPORTS))
    done = submit(answer(rows=[value()]), "--rows", "--dry-run", "--format", "json")
    (row,) = json.loads(done.stdout)["rows"]
    (reason,) = row["reasons"]
    assert reason.startswith("the rows of 'values' are in brackets; write each row on a line")


def test_two_decisions_of_one_command_are_both_kept(
    rows: Path, submit: Submit, briefing: Briefing
) -> None:
    day = {"effective": "2026-03-04", "cites": ["s1"]}
    date = {"kind": "date", "page": "water-rule", "row": day}
    proposed = answer(rows=[value(), date])
    accepted, rejected = proposed_names(submit(proposed, "--rows"))
    done = briefing(rows, "review", "--accept-row", accepted, "--reject-row", rejected)
    assert done.returncode == 0, done.stderr
    assert proposed_names(submit(proposed, "--rows")) == []


def test_an_answer_of_rows_alone_adds_them_and_leaves_the_page(rows: Path, submit: Submit) -> None:
    submit(answer())
    page = (rows / "briefings/stories/leiria.md").read_bytes()
    done = submit({"rows": [value()]}, "--rows")
    assert done.returncode == 0, done.stderr
    assert proposed_names(done)
    assert (rows / "briefings/stories/leiria.md").read_bytes() == page
    assert "magnet-imports" in (rows / "briefings/.drafts/leiria.json").read_text()


def test_a_row_can_be_decided_on_after_its_seed_was_renamed(
    rows: Path, submit: Submit, briefing: Briefing
) -> None:
    (name,) = proposed_names(submit(answer(rows=[value()]), "--rows"))
    page = rows / "briefings/stories/leiria.md"
    page.unlink()
    (rows / "briefings/.generated/leiria.txt").unlink()
    (rows / "seeds/leiria.txt").rename(rows / "seeds/portugal-leak.txt")
    done = briefing(rows, "review", "--reject-row", name)
    assert done.returncode == 0, done.stderr
    briefing(rows, "generate")
    assert name in (rows / "briefings/.drafts/portugal-leak.json").read_text()


def test_a_row_is_added_to_a_page_with_the_line_ends_of_windows(
    rows: Path, submit: Submit, briefing: Briefing
) -> None:
    (rows / NUMBER).write_bytes(IMPORTS.replace("\n", "\r\n").encode())
    (name,) = proposed_names(submit(answer(rows=[value()]), "--rows"))
    done = briefing(rows, "review", "--accept-row", name)
    assert done.returncode == 0, done.stderr
    assert '- {value: "1,200 tonnes", period: 2025' in (rows / NUMBER).read_text()


def test_a_decision_on_a_row_and_one_on_a_page_are_not_mixed(
    rows: Path, submit: Submit, briefing: Briefing
) -> None:
    (name,) = proposed_names(submit(answer(rows=[value()]), "--rows"))
    page = (rows / "briefings/stories/leiria.md").read_bytes()
    options = ("--accept-row", name, "--accept", "leiria", "--by", "Ada")
    done = briefing(rows, "review", *options)
    assert done.returncode == 2
    assert "accept pages, reject a line, or decide on rows" in done.stderr
    assert (rows / NUMBER).read_text() == IMPORTS
    assert (rows / "briefings/stories/leiria.md").read_bytes() == page


def test_a_decision_on_a_row_leaves_the_acceptance_of_its_story(
    rows: Path, submit: Submit, briefing: Briefing
) -> None:
    (name,) = proposed_names(submit(answer(rows=[value()]), "--rows"))
    accepting = briefing(rows, "review", "--accept", "leiria", "--by", "Ada")
    assert accepting.returncode == 0, accepting.stderr
    assert briefing(rows, "review", "--accept-row", name).returncode == 0
    done = briefing(rows, "generate")
    assert "accepted without this draft" not in done.stderr
    assert "bad-draft" not in briefing(rows, "check").stdout
