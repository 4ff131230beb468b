"""Rows that a writer proposes for pages of the catalogue: held, shown, taken over or rejected."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from drafting import answer
from shared import Briefing, Git, contents

Writes = Callable[..., "CompletedProcess[str]"]
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


def value(**changed: Any) -> dict[str, Any]:
    row = {"value": "1,200 tonnes", "period": 2025, "says": "customs", "cites": ["s4"], **changed}
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


def proposed(done: CompletedProcess[str]) -> list[str]:
    return re.findall(r"proposed as (\w+)", done.stdout)


def test_the_request_asks_for_rows_of_pages_that_are_concerned(
    rows: Path, briefing: Briefing
) -> None:
    plain = briefing(rows, "draft", "leiria", "--request").stdout
    asked = briefing(rows, "draft", "leiria", "--request", "--rows").stdout
    assert "## Rows" not in plain
    assert "- `magnet-imports`: Magnet imports of Portugal, in tonnes" in asked


def test_a_row_that_holds_is_shown_and_taken_over_and_nothing_else_changes(
    rows: Path, writes: Writes, briefing: Briefing, git: Git
) -> None:
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Begin")):
        git(rows, *command)
    done = writes(answer(rows=[value()]), "--rows")
    assert done.returncode == 0, done.stderr
    (name,) = proposed(done)
    assert (rows / NUMBER).read_text() == IMPORTS  # not before somebody accepts it
    assert f"--accept-row {name}" in briefing(rows, "review", "--base", "HEAD").stdout
    taken = briefing(rows, "review", "--accept-row", name)
    assert taken.returncode == 0, taken.stderr
    new = '\n  - {value: "1,200 tonnes", period: 2025, says: customs, cites: [leiria/6-1]}'
    before, after = IMPORTS.split("\n\nwhy:")
    assert (rows / NUMBER).read_text() == f"{before}{new}\n\nwhy:{after}"
    assert "wrong-" not in briefing(rows, "check").stdout
    assert briefing(rows, "review", "--accept-row", name).returncode == 2
    assert proposed(writes(answer(rows=[value()]), "--rows")) == []  # it was settled


@pytest.mark.parametrize(
    ("changed", "why"),
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
def test_a_row_that_its_passage_does_not_bear_out_is_refused_with_the_reason(
    rows: Path, writes: Writes, changed: dict[str, Any], why: str
) -> None:
    done = writes(answer(rows=[value(**changed)]), "--rows", "--dry-run", "--format", "json")
    (row,) = json.loads(done.stdout)["rows"]
    assert row["verdict"] == "refused"
    assert why in " ".join(row["reasons"])


def test_a_rejected_row_is_not_proposed_again(
    rows: Path, writes: Writes, briefing: Briefing
) -> None:
    (name,) = proposed(writes(answer(rows=[value()]), "--rows"))
    assert "rejected" in briefing(rows, "review", "--reject-row", name).stdout
    assert proposed(writes(answer(rows=[value()]), "--rows")) == []
    assert (rows / NUMBER).read_text() == IMPORTS


@pytest.mark.parametrize("cites_first", [False, True])
def test_a_date_of_a_policy_is_put_below_the_others_with_its_passage(
    rows: Path, writes: Writes, briefing: Briefing, cites_first: bool
) -> None:
    announced, cites = "announced: 2024-01-05\n", "cites:\n  announced: [old/1-2]\n"
    if cites_first:
        (rows / POLICY).write_text(RULE.replace(announced + cites, cites + announced))
    day = {"effective": "2026-03-04", "cites": ["s1"]}
    done = writes(answer(rows=[{"kind": "date", "page": "water-rule", "row": day}]), "--rows")
    (name,) = proposed(done)
    assert briefing(rows, "review", "--accept-row", name).returncode == 0
    text = (rows / POLICY).read_text()
    assert f"{announced}effective: 2026-03-04\n" in text
    assert "cites:\n  effective: [leiria/4-1]\n  announced: [old/1-2]\n" in text


def test_a_row_cannot_go_into_what_a_person_made_no_list(rows: Path, writes: Writes) -> None:
    (rows / NUMBER).write_text(re.sub(r"values:\n.*\n.*\n", "values: 5 tonnes\n", IMPORTS))
    done = writes(answer(rows=[value()]), "--rows", "--dry-run", "--format", "json")
    (row,) = json.loads(done.stdout)["rows"]
    assert row["reasons"] == ["'values' is no list of rows; write it as one"]


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
def test_rows_of_odd_forms_change_nothing(
    rows: Path, writes: Writes, briefing: Briefing, row: object
) -> None:
    before = contents(rows / "briefings/numbers")
    done = writes(answer(rows=[row]), "--rows")
    assert done.returncode == 0, done.stderr
    assert proposed(done) == []
    assert contents(rows / "briefings/numbers") == before
    assert briefing(rows, "generate").returncode == 0
