"""Numbers, sites, deadlines and dates with their passages, as people write them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.load import read_catalogue
from briefing_room.catalogue.numbers import Number, Value, find_disputes, latest_revisions
from briefing_room.catalogue.rows import DeadlineOutcome
from briefing_room.extract.quantities import find_quantities
from briefing_room.model import Finding
from briefing_room.text.periods import period_in_words, read_period
from shared import Briefing, cases, edit

CASES = cases(__file__, "numbers")
HEAD = '---\nname: N\nunit: "%"\ncounts: a share\n'


def read(folder: Path, **files: str) -> tuple[Catalogue, tuple[Finding, ...]]:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_catalogue(folder)


@pytest.mark.parametrize(("text", "start", "end", "words"), CASES["periods"])
def test_a_period_has_a_first_and_a_last_day(
    text: str, start: dt.date | None, end: dt.date | None, words: str
) -> None:
    period = read_period(text)
    assert ((period.start, period.end) if period else (None, None)) == (start, end)
    assert period_in_words(text) == words


@pytest.mark.parametrize(("row", "words"), CASES["faults"])
def test_a_fault_in_a_row_is_reported_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    _, findings = read(tmp_path, numbers__n=f"{HEAD}values:\n  - {row}\n---\n")
    assert [f.line for f in findings if words in f.message] == [6], findings


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ("about: [atlantis]\n", 5, "'atlantis', which has no page"),
        ("not_to_confuse_with: [k]\n", 5, "'k', which has no page under numbers/"),
        ("featured: 11\n", 5, "'featured' must be a whole number from 1 to 10, not '11'"),
        ("featured: 3\n", 5, "as on numbers/m.md"),
    ],
)
def test_numbers_are_checked_against_each_other(
    tmp_path: Path, front: str, line: int, words: str
) -> None:
    row = 'values:\n  - {value: "5%", period: 2024, says: X, cites: [a/1-1]}\n---\n'
    other_page = f"{HEAD}featured: 3\n{row}"
    _, findings = read(tmp_path, numbers__n=f"{HEAD}{front}{row}", numbers__m=other_page)
    assert [f.line for f in findings if words in f.message] == [line], findings


def test_only_one_value_may_lead_a_page(tmp_path: Path) -> None:
    row = '  - {value: "5%", period: 2024, says: X, cites: [a/1-1], leads: true}\n'
    catalogue, findings = read(tmp_path, numbers__n=f"{HEAD}values:\n{row}{row}---\n")
    assert [value.leads for value in catalogue.numbers["n"].values] == [True, True]
    assert [f.line for f in findings if "line 6 has 'leads: true'" in f.message] == [7]


def test_values_are_ordered_by_period_and_have_stable_addresses(tmp_path: Path) -> None:
    rows = (
        '{value: "91%", period: null, says: Rare Earth Exchanges, cites: [a/1-1]}',
        '{value: "92%", period: 2023, says: iea, cites: [a/1-1, exchanges-5f0c-2-1]}',
        '{value: "93%", period: 2023, says: iea, cites: [a/2-1]}',
        '{value: "77%", period: by 2030, kind: projection, says: iea, via: X, cites: [a/1-1]}',
        '{value: "90%", period: 2022-01..2022-06, says: iea, of: x, cites: [a/1-1b]}',
    )
    text = f"{HEAD}values:\n" + "".join(f"  - {row}\n" for row in rows) + "---\nHow to read it.\n"
    catalogue, findings = read(tmp_path, numbers__n=text)
    number = catalogue.numbers["n"]
    assert not findings
    assert number.body == "How to read it."
    assert [value.anchor for value in number.values_by_period] == [
        *("2022-01-2022-06-iea", "2023-iea", "2023-iea-2", "by-2030-iea", "rare-earth-exchanges"),
    ]
    assert number.value("2023-iea-2") == number.values[2]
    assert [value.line for value in number.values] == [6, 7, 8, 9, 10]


@pytest.mark.parametrize("case", CASES["side_by_side"], ids=lambda case: case["case"])
def test_values_that_count_the_same_are_compared(case: dict[str, Any]) -> None:
    values, days = [], {}
    for speaker, text, day, time, *extras in case["values"]:
        name = f"{time}-{speaker}" if time else speaker
        anchor = f"{name}-2" if name in days else name
        days[anchor] = day
        extra = extras[0] if extras else {}
        values.append(Value(text, speaker, ("a/1-1",), read_period(time), anchor=anchor, **extra))
    number = Number("n", "numbers/n.md", "N", "%", "a share", tuple(values))

    def reported_on(value: Value) -> dt.date | None:
        return days[value.anchor]

    groups = find_disputes(number, lambda value: find_quantities(value.text)[0], reported_on)
    assert [[v.anchor for v in group] for group in groups] == case.get("differ", [])
    later = {
        anchor: value.anchor for anchor, value in latest_revisions(number, reported_on).items()
    }
    assert later == case.get("revised", {})


PLACE = """---
name: Pit
deadlines:
  - {date: by 2031, what: to stop, cites: [s/2-1]}
  - {date: 2026-11-10, what: to report, cites: [s/1-1], outcome: {what: it did, cites: [s/3-1]}}
redirect_from: [old/pit.md]
sites:
  - name: North mine
    kind: mine
    owner: [miner, Other Ltd]
    status: {value: operating, as_of: 2026-03, cites: [s/1-1]}
    capacity:
      - {value: "3,000 tonnes", of: oxides, period: 2027, kind: target, cites: [s/1-2]}
    coordinates: {lat: 3.98, lon: -103, source: "https://example.org/map"}
---
"""


def test_sites_and_deadlines_are_read_with_their_citations(tmp_path: Path) -> None:
    catalogue, findings = read(tmp_path, entities__place__pit=PLACE)
    pit = catalogue.entities["pit"]
    (site,) = pit.sites
    assert not findings
    assert (site.name, site.kind, site.owners) == ("North mine", "mine", ("miner", "Other Ltd"))
    assert site.status is not None
    assert (site.status.value, site.status.cites) == ("operating", ("s/1-1",))
    assert [(c.text, c.kind, c.line) for c in site.capacity] == [("3,000 tonnes", "target", 13)]
    assert site.coordinates is not None
    assert (site.coordinates.lat, site.coordinates.lon) == (3.98, -103.0)
    assert [d.what for d in pit.deadlines] == ["to report", "to stop"]
    assert pit.deadlines[0].outcome == DeadlineOutcome("it did", ("s/3-1",))
    assert pit.redirect_from == ("old/pit.md",)


def test_a_country_may_have_sites_but_a_person_may_not(tmp_path: Path) -> None:
    assert not read(tmp_path / "a", entities__country__pit=PLACE)[1]
    (finding,) = read(tmp_path / "b", entities__person__pit=PLACE)[1]
    assert "sites" in finding.message


def test_a_date_of_a_policy_may_cite_passages(tmp_path: Path) -> None:
    page = """---
name: Rule
announced: 2025-04-04
effective: 2025-05-01
cites: {effective: [s/1-1]}
suspensions: {from: 2025-06-01, until: 2025-07-01, cites: [s/2-1]}
clauses:
  - {what: magnets, effective: 2025-05-02, cites: [s/3-1]}
---
"""
    catalogue, findings = read(tmp_path, entities__policy__rule=page)
    policy = catalogue.entities["rule"].policy
    assert policy is not None
    assert not findings
    assert [(str(c.day), c.cites, c.line) for c in policy.all_cited_dates] == [
        ("2025-05-01", ("s/1-1",), 4),
        ("2025-06-01", ("s/2-1",), 6),
        ("2025-07-01", ("s/2-1",), 6),
        ("2025-05-02", ("s/3-1",), 8),
    ]


def test_a_new_number_needs_nothing_but_its_values(tmp_path: Path, briefing: Briefing) -> None:
    folder = tmp_path / "briefings"
    folder.mkdir()
    assert briefing(tmp_path, "new", "number", "A share").returncode == 0
    page = folder / "numbers/a-share.md"
    assert [f.message for f in read_catalogue(folder)[1]] == [
        "'values' is missing; list at least one value"
    ]
    edit(page, "  # - {", "  - {")
    catalogue, findings = read_catalogue(folder)
    assert not findings
    assert catalogue.numbers["a-share"].values[0].anchor == "2024-iea"


def test_the_form_of_a_place_can_be_read_once_filled_in(tmp_path: Path, briefing: Briefing) -> None:
    (tmp_path / "briefings").mkdir()
    assert briefing(tmp_path, "new", "entity", "Pit", "--type", "place").returncode == 0
    text = (tmp_path / "briefings/entities/place/pit.md").read_text()
    form = re.sub(r" \|[^,\n]*", "", text.replace("\n# ", "\n"))
    form = re.sub(r"\n(role|country|wikidata): .*", "", form)
    catalogue, findings = read(tmp_path / "read", entities__place__pit=form)
    assert not findings
    pit = catalogue.entities["pit"]
    assert (len(pit.sites), len(pit.sites[0].capacity), len(pit.deadlines)) == (1, 1, 1)
