"""The status of a measure on a day, and the words for it, by the cases of ``cases/status.yml``."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import ROOT, cases

from generator.catalogue.fields import Fields
from generator.catalogue.load import read_catalogue
from generator.catalogue.measures import Measure
from generator.catalogue.status import State, Status, brief, sentence, status
from generator.catalogue.vocabulary import Vocabulary

CASES = cases(__file__, "status")
SIX_DAYS = [dt.date(2026, 11, day) for day in (9, 10, 11, 24, 27, 28)]


def measure_of(front: dict[str, Any]) -> Measure:
    fields = Fields("policy.md", front, {}, words=Vocabulary())
    measure = fields.part(Measure)
    assert not fields.findings
    return measure


def known(measure: Measure, day: dt.date, reaches: dt.date | None) -> Status:
    found = status(measure, day, reaches)
    assert found is not None
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_status_says_what_the_sources_bear_and_no_more(case: dict[str, Any]) -> None:
    measure, reaches = measure_of(case["measure"]), case["reaches"]
    for day, (state, *words) in case["days"].items():
        found = known(measure, day, reaches)
        assert (day, found.state) == (day, State[state])
        assert [sentence(found), brief(found)][: len(words)] == words
    for day, states in case.get("parts", {}).items():
        parts = [part.state.name for _, part in known(measure, day, reaches).parts]
        assert (day, parts) == (day, states)


def test_a_notice_that_imposes_nothing_has_no_status() -> None:
    assert status(Measure(announced=dt.date(2025, 10, 9)), dt.date(2026, 1, 1)) is None


@pytest.mark.parametrize("day", SIX_DAYS)
def test_every_status_of_the_projects_own_measures_says_since_when_or_why_not(day: dt.date) -> None:
    catalogue, _ = read_catalogue(ROOT / "briefings")
    for entity in catalogue.entities.values():
        if entity.measure and entity.measure.kind:
            found = known(entity.measure, day, dt.date(2026, 6, 29))
            for each in (found, *(part for _, part in found.parts)):
                words = f"{sentence(each)} {brief(each)}"
                told = any(char.isdigit() for char in words) or "no source" in words
                assert told or each.state is State.MIXED or "different days" in words, entity.slug


days = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))
maybe = st.none() | days
measures = st.builds(Measure, kind=st.just("law"), announced=maybe, effective=maybe, ended=maybe)


@given(measures, days, days)
def test_reading_sources_further_never_makes_a_measure_start_earlier(
    measure: Measure, as_of: dt.date, reaches: dt.date
) -> None:
    if known(measure, as_of, reaches).state is State.IN_FORCE:
        later = known(measure, as_of, reaches + dt.timedelta(days=30))
        assert later.state is State.IN_FORCE
