from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.load import read_catalogue
from generator.catalogue.measures import Measure, Suspension
from generator.catalogue.status import State, Status, status
from generator.catalogue.status_words import brief, sentence
from generator.publish.due import deadlines
from generator.publish.publication import publication

DAY = dt.date
ROOT = Path(__file__).parents[2]
BAN = "---\nname: Ban\nmeasure: export-ban\nannounced: 2025-04-04\neffective: 2025-04-04\n"
PROLONGED = """suspended:
  - {from: 2025-05-14, until: 2025-08-12}
  - {from: 2025-08-12, until: 2025-11-10}
"""
AGAIN = """suspended:
  - {from: 2025-05-14, until: 2025-08-12, resumed: 2025-08-13}
  - {from: 2025-10-01, until: 2025-12-31, announced: 2025-09-20}
"""


def ban(tmp_path: Path, suspended: str) -> Measure:
    page = tmp_path / "entities" / "policy" / "ban.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"{BAN}{suspended}---\n", encoding="utf-8")
    catalogue, findings = read_catalogue(tmp_path)
    assert findings == ()
    measure = catalogue.entities["ban"].measure
    assert measure is not None
    return measure


def known(measure: Measure, as_of: dt.date) -> Status:
    found = status(measure, as_of, DAY(2026, 6, 1))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("as_of", "state", "words"),
    [
        (DAY(2025, 5, 13), State.IN_FORCE, "In force since 4 April 2025."),
        (DAY(2025, 8, 11), State.SUSPENDED, "Suspended from 14 May 2025 until 12 August 2025."),
        (
            DAY(2025, 11, 10),
            State.SUSPENDED,
            "Suspended from 14 May 2025 until 12 August 2025, prolonged until 10 November 2025.",
        ),
        (
            DAY(2025, 11, 11),
            State.LAPSED,
            (
                "Suspended from 14 May 2025 until 12 August 2025, prolonged until 10 November 2025;"
                " that date has passed and no source here says what followed."
            ),
        ),
    ],
)
def test_a_pause_that_was_prolonged_is_one_pause_with_both_ends(
    tmp_path: Path, as_of: dt.date, state: State, words: str
) -> None:
    found = known(ban(tmp_path, PROLONGED), as_of)
    assert (found.state, sentence(found)) == (state, words)


@pytest.mark.parametrize(
    ("as_of", "state", "words"),
    [
        (DAY(2025, 8, 12), State.SUSPENDED, "Suspended from 14 May 2025 until 12 August 2025."),
        (DAY(2025, 8, 13), State.IN_FORCE, "In force since 13 August 2025."),
        (
            DAY(2025, 9, 20),
            State.IN_FORCE,
            (
                "In force since 13 August 2025. To be suspended again from 1 October 2025 until"
                " 31 December 2025, as announced."
            ),
        ),
        (
            DAY(2025, 10, 1),
            State.SUSPENDED,
            "Suspended again from 1 October 2025 until 31 December 2025.",
        ),
        (
            DAY(2026, 1, 1),
            State.LAPSED,
            (
                "Suspended again from 1 October 2025 until 31 December 2025; that date has passed"
                " and no source here says what followed."
            ),
        ),
    ],
)
def test_between_two_pauses_the_measure_applies_where_a_source_says_so(
    tmp_path: Path, as_of: dt.date, state: State, words: str
) -> None:
    found = known(ban(tmp_path, AGAIN), as_of)
    assert (found.state, sentence(found)) == (state, words)


def test_between_two_pauses_nothing_is_known_where_no_source_says_more() -> None:
    gap = (
        Suspension(DAY(2025, 11, 7), DAY(2026, 1, 31)),
        Suspension(DAY(2026, 3, 1), DAY(2026, 5, 31)),
    )
    rule = Measure("law", None, DAY(2025, 10, 9), DAY(2025, 12, 1), suspensions=gap)
    assert sentence(known(rule, DAY(2026, 1, 31))).startswith("Suspended on 7 November 2025 before")
    assert known(rule, DAY(2026, 2, 1)).state is State.LAPSED
    again = known(rule, DAY(2026, 3, 1))
    assert not again.never_in_force  # nobody says what was in February
    assert brief(again) == "suspended until 31 May 2026"


def test_an_order_that_prolongs_counts_from_the_day_it_was_announced() -> None:
    def told(announced: dt.date | None) -> str:
        orders = (
            Suspension(DAY(2025, 11, 7), DAY(2026, 11, 10)),
            Suspension(DAY(2026, 11, 11), DAY(2027, 11, 10), announced=announced),
        )
        rule = Measure("law", None, DAY(2025, 10, 9), DAY(2025, 10, 9), suspensions=orders)
        found = status(rule, DAY(2026, 11, 9), DAY(2026, 11, 9))
        assert found is not None
        return sentence(found)

    before = "Suspended from 7 November 2025 until 10 November 2026"
    assert told(None) == f"{before}."
    assert told(DAY(2026, 11, 8)) == f"{before}, prolonged until 10 November 2027."


def test_deadlines_follow_every_pause(tmp_path: Path) -> None:
    def due(day: dt.date) -> list[tuple[str, str]]:
        catalogue = Catalogue({"ban": Entity("ban", "policy", "ban.md", "Ban", measure=measure)})
        return [(str(d.date), d.what) for d in deadlines(publication([], catalogue, [], day))]

    measure = ban(tmp_path, AGAIN)
    assert due(DAY(2025, 6, 1)) == [
        ("2025-08-12", "last day of the suspension of Ban"),
        ("2025-08-13", "Ban: to apply again from this day"),
    ]
    assert due(DAY(2025, 9, 25)) == [
        ("2025-10-01", "Ban: to be suspended from this day"),
        ("2025-12-31", "last day of the suspension of Ban"),
    ]
    assert due(DAY(2026, 2, 1)) == [("2025-12-31", "last day of the suspension of Ban")]


def test_the_pause_of_the_sixteen_american_firms_was_prolonged_once() -> None:
    catalogue, _ = read_catalogue(ROOT / "briefings")
    measure = catalogue.entities["us-entity-listing-april-2025"].measure
    assert measure is not None
    sixteen, twelve = (part for _, part in known(measure, DAY(2026, 11, 24)).parts)
    assert sentence(sixteen).startswith(
        "Suspended from 14 May 2025 until 12 August 2025, prolonged until 10 November 2025; that"
    )
    assert twelve.state is State.ENDED


@pytest.mark.parametrize(
    ("suspended", "line", "words"),
    [
        ("suspended:\n  - {until: 2025-08-12}\n  - {from: 2025-09-01}\n", 7, "each needs its own"),
        (
            (
                "suspended:\n  - {from: 2025-05-14, until: 2025-12-12}\n"
                "  - from: 2025-08-12\n    until: 2025-11-10\n"
            ),
            9,
            "before the one before it does (2025-12-12)",
        ),
        ("suspended:\n  - {from: 2025-08-12, til: 2025-11-10}\n", 7, "did you mean 'until'?"),
        ("suspended:\n  - from: 2025-08-12\n    until: 12 November\n", 8, "a date YYYY-MM-DD"),
        ("suspended:\n  - 2025-08-12\n", 6, "'suspended' 1 must be 'key: value' pairs"),
        (
            (
                "clauses:\n  - what: a\n  - what: b\n    suspended:\n"
                "      - {from: 2025-08-12, until: 2025-08-01}\n"
            ),
            10,
            "'clauses' 2: 'suspended' 1: ends on 2025-08-01, before it starts on 2025-08-12",
        ),
        ("clauses:\n  - what: a\n    suspended: {by: nobody}\n", 8, "has no page"),
    ],
)
def test_a_fault_in_a_list_of_pauses_is_named_with_its_line(
    tmp_path: Path, suspended: str, line: int, words: str
) -> None:
    page = tmp_path / "entities" / "policy" / "ban.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"{BAN}{suspended}---\n", encoding="utf-8")
    _, (finding,) = read_catalogue(tmp_path)
    assert (finding.line, words in finding.message) == (line, True), finding.message
