from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue.load import read_catalogue
from generator.catalogue.measures import Clause, Measure, Phase, Suspension
from generator.catalogue.status import State, Status, status
from generator.catalogue.status_words import brief, sentence

DAY = dt.date
OCTOBER = DAY(2025, 10, 9)
PAUSE = Suspension(DAY(2025, 11, 7), DAY(2026, 11, 10), "announcement-70-2025")
METALS_PAUSE = Suspension(DAY(2025, 11, 9), DAY(2026, 11, 27), "announcement-72-2025")
FIVE_ELEMENTS = Measure("export-licence", "mofcom", OCTOBER, DAY(2025, 11, 8), False, (PAUSE,))
KNOW_HOW = Measure("export-licence", "mofcom", OCTOBER, OCTOBER, True, (PAUSE,))
METALS_BAN = Measure(
    "export-ban",
    announced=DAY(2024, 12, 3),
    effective=DAY(2024, 12, 3),
    suspensions=(METALS_PAUSE,),
    clauses=(
        Clause("ban for military users", DAY(2024, 12, 3)),
        Clause("ban for the country", DAY(2024, 12, 3), suspensions=(METALS_PAUSE,)),
    ),
)
READ_TO = DAY(2026, 6, 29)


def known(measure: Measure, as_of: dt.date, reaches: dt.date | None = READ_TO) -> Status:
    found = status(measure, as_of, reaches)
    assert found is not None
    return found


NOVEMBER = [DAY(2026, 11, day) for day in (9, 10, 11, 24, 27, 28)]


@pytest.mark.parametrize("as_of", NOVEMBER)
def test_until_a_day_includes_it_and_after_it_nothing_is_known(as_of: dt.date) -> None:
    found = known(FIVE_ELEMENTS, as_of)
    lapsed = as_of > DAY(2026, 11, 10)
    assert found.state is (State.LAPSED if lapsed else State.SUSPENDED)
    assert sentence(found) == (
        "Suspended on 7 November 2025 before it took effect, until 10 November 2026"
        + ("; that date has passed and no source here says what followed." if lapsed else ".")
        + " Sources reach to 29 June 2026."
    )


@pytest.mark.parametrize("as_of", NOVEMBER)
def test_parts_of_a_measure_keep_their_own_fates(as_of: dt.date) -> None:
    found = known(METALS_BAN, as_of)
    assert found.state is State.MIXED
    military, country = (part for _, part in found.parts)
    assert military.state is State.IN_FORCE
    assert country.state is (State.LAPSED if as_of.day == 28 else State.SUSPENDED)
    assert sentence(military) == (
        "In force since 3 December 2024, as last reported on 29 June 2026."
    )


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (DAY(2025, 10, 8), State.NOT_ANNOUNCED),
        (DAY(2025, 10, 9), State.FUTURE),
        (DAY(2025, 11, 6), State.FUTURE),
        (DAY(2025, 11, 7), State.SUSPENDED),
        (DAY(2025, 11, 8), State.SUSPENDED),
    ],
)
def test_a_measure_suspended_before_its_start_never_was_in_force(
    as_of: dt.date, state: State
) -> None:
    assert known(FIVE_ELEMENTS, as_of).state is state


def test_a_measure_that_took_effect_was_in_force_until_its_suspension() -> None:
    assert known(KNOW_HOW, DAY(2025, 11, 6)).state is State.IN_FORCE
    assert not known(KNOW_HOW, DAY(2025, 11, 7)).never_in_force


def test_a_start_after_the_last_covered_day_was_only_announced() -> None:
    rule = Measure("procurement-rule", announced=DAY(2024, 5, 30), effective=DAY(2027, 1, 1))
    assert brief(known(rule, DAY(2026, 11, 24))) == "to apply from 1 January 2027, as announced"
    later = known(rule, DAY(2027, 2, 1))
    assert later.state is State.UNKNOWN
    assert "no source here says whether it does" in sentence(later)


def test_a_part_may_be_older_than_the_notice_that_widened_it() -> None:
    rule = Measure(
        "procurement-rule",
        announced=DAY(2024, 5, 30),
        effective=DAY(2027, 1, 1),
        clauses=(Clause("magnets", DAY(2019, 4, 30)), Clause("ore too", DAY(2027, 1, 1))),
    )
    assert known(rule, DAY(2018, 1, 1)).state is State.NOT_ANNOUNCED
    early = known(rule, DAY(2020, 1, 1))
    assert [part.state for _, part in early.parts] == [State.IN_FORCE, State.NOT_ANNOUNCED]


def test_sources_without_a_date_are_called_so() -> None:
    law = Measure("law", announced=DAY(2020, 10, 17), effective=DAY(2020, 12, 1), took_effect=True)
    found = known(law, DAY(2026, 1, 1), None)
    assert sentence(found) == ("In force since 1 December 2020, by sources without a date.")


def test_an_end_and_a_successor_close_a_measure() -> None:
    ended = Measure("programme", announced=DAY(2022, 6, 14), ended=DAY(2026, 2, 4))
    assert known(ended, DAY(2026, 2, 3)).state is State.ANNOUNCED
    assert brief(known(ended, DAY(2026, 2, 4))) == "ended on 4 February 2026"
    replaced = Measure("law", announced=DAY(2022, 6, 14), superseded="new", ended=DAY(2026, 2, 4))
    assert known(replaced, DAY(2026, 2, 5)).state is State.SUPERSEDED
    planned = Measure("quota", announced=DAY(2026, 1, 1), ended=DAY(2026, 12, 31))
    assert known(planned, DAY(2027, 1, 1)).state is State.UNKNOWN


def test_phases_to_come_are_told() -> None:
    steps = (Phase("first", DAY(2026, 1, 1)), Phase("second", DAY(2027, 1, 1)))
    rule = Measure("tariff", announced=DAY(2025, 1, 1), phases=steps)
    found = known(rule, DAY(2026, 6, 1))
    assert found.state is State.IN_FORCE
    assert found.due == (steps[1],)


def test_a_step_whose_day_no_source_reaches_is_not_taken_for_done() -> None:
    steps = (Phase("large firms", DAY(2026, 1, 1)), Phase("small firms", DAY(2026, 9, 1)))
    rule = Measure("law", announced=DAY(2025, 1, 1), phases=steps)
    found = known(rule, DAY(2026, 11, 24))
    assert (found.state, found.due, found.unseen) == (State.IN_FORCE, (), (steps[1],))
    assert known(rule, DAY(2026, 11, 24), DAY(2026, 10, 1)).unseen == ()
    start = Measure("law", announced=DAY(2025, 1, 1), phases=steps[1:])
    assert known(start, DAY(2026, 11, 24)).unseen == ()  # the status itself tells the first step


def test_a_tariff_dropped_before_its_day_never_took_effect() -> None:
    tariff = Measure(
        "tariff", announced=DAY(2025, 1, 20), effective=DAY(2025, 2, 4), took_effect=False
    )
    assert known(tariff, DAY(2025, 2, 3)).state is State.FUTURE
    assert sentence(known(tariff, DAY(2025, 3, 1), DAY(2025, 3, 1))) == (
        "Was to apply from 4 February 2025 but did not take effect then; no source here says"
        " what followed."
    )
    dropped = Measure(
        "tariff",
        announced=DAY(2025, 1, 20),
        effective=DAY(2025, 2, 4),
        took_effect=False,
        ended=DAY(2025, 2, 3),
    )
    words = "ended on 3 February 2025 without having taken effect"
    assert brief(known(dropped, DAY(2025, 6, 1))) == words
    assert brief(known(dropped, DAY(2025, 6, 1), None)) == words  # by pages elsewhere alone


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (DAY(2026, 11, 10), State.SUSPENDED),
        (DAY(2026, 11, 11), State.FUTURE),
        (DAY(2026, 11, 30), State.FUTURE),
        (DAY(2026, 12, 1), State.IN_FORCE),
    ],
)
def test_a_measure_whose_return_a_source_gives_applies_again_from_that_day(
    as_of: dt.date, state: State
) -> None:
    pause = Suspension(DAY(2025, 11, 7), DAY(2026, 11, 10), None, DAY(2026, 12, 1))
    rule = Measure("export-licence", "mofcom", OCTOBER, DAY(2025, 11, 8), False, (pause,))
    assert known(rule, as_of, DAY(2026, 12, 2)).state is state
    only_planned = known(rule, DAY(2026, 12, 2), DAY(2026, 11, 20))
    assert only_planned.state is State.UNKNOWN


def test_a_pause_without_an_end_is_bound_to_its_last_report() -> None:
    pause = Suspension(DAY(2025, 3, 3))
    rule = Measure(
        "tariff", announced=DAY(2025, 2, 1), effective=DAY(2025, 3, 4), suspensions=(pause,)
    )
    assert brief(known(rule, DAY(2026, 11, 24), DAY(2026, 1, 5))) == (
        "suspended, no end given, last reported on 5 January 2026"
    )
    assert brief(known(rule, DAY(2026, 1, 5), DAY(2026, 1, 5))) == "suspended, no end given"


def test_the_end_of_the_whole_ends_its_parts_but_a_part_may_end_before() -> None:
    rule = Measure(
        "quota",
        announced=DAY(2024, 1, 1),
        effective=DAY(2024, 2, 1),
        ended=DAY(2026, 1, 1),
        clauses=(Clause("ore", ended=DAY(2025, 1, 1)), Clause("oxides")),
    )
    between = known(rule, DAY(2025, 6, 1))
    assert [part.state for _, part in between.parts] == [State.ENDED, State.IN_FORCE]
    after = known(rule, DAY(2026, 2, 1))
    assert (after.state, after.since) == (State.ENDED, None)


def test_a_part_without_a_day_of_its_own_applies_from_the_day_of_the_whole() -> None:
    rule = Measure(
        "law", announced=DAY(2025, 1, 1), effective=DAY(2025, 7, 1), clauses=(Clause("reports"),)
    )
    assert known(rule, DAY(2025, 6, 30)).state is State.FUTURE
    assert known(rule, DAY(2025, 7, 1)).state is State.IN_FORCE


def test_a_planned_successor_is_no_successor_before_a_source_says_so() -> None:
    rule = Measure("law", announced=DAY(2025, 1, 1), superseded="new", ended=DAY(2026, 9, 1))
    assert known(rule, DAY(2026, 11, 24)).state is State.UNKNOWN
    assert known(rule, DAY(2026, 11, 24), DAY(2026, 9, 2)).state is State.SUPERSEDED


def test_an_editor_who_read_pages_elsewhere_can_say_how_far() -> None:
    rule = Measure("tariff", announced=DAY(2026, 1, 1), effective=DAY(2026, 3, 1))
    assert known(rule, DAY(2026, 11, 24), None).state is State.UNKNOWN
    read = Measure(
        "tariff",
        announced=DAY(2026, 1, 1),
        effective=DAY(2026, 3, 1),
        read_until=DAY(2026, 10, 5),
    )
    assert brief(known(read, DAY(2026, 11, 24), None)) == (
        "in force since 1 March 2026, last reported on 5 October 2026"
    )


def test_a_notice_that_imposes_nothing_has_no_status() -> None:
    assert status(Measure(announced=OCTOBER, effective=OCTOBER), DAY(2026, 1, 1)) is None


def test_every_state_of_the_projects_own_measures_can_be_told() -> None:
    catalogue, _ = read_catalogue(Path(__file__).parents[2] / "briefings")
    for entity in catalogue.entities.values():
        if entity.measure and entity.measure.kind:
            found = known(entity.measure, DAY(2026, 11, 24), None)
            assert sentence(found)
            assert brief(found)


days = st.dates(DAY(2024, 1, 1), DAY(2027, 12, 31))
maybe = st.none() | days
measures = st.builds(Measure, kind=st.just("law"), announced=maybe, effective=maybe, ended=maybe)


@given(measures, days, days)
def test_reading_sources_further_never_makes_a_measure_start_earlier(
    measure: Measure, as_of: dt.date, reaches: dt.date
) -> None:
    if known(measure, as_of, reaches).state is State.IN_FORCE:
        later = known(measure, as_of, reaches + dt.timedelta(days=30))
        assert later.state is State.IN_FORCE
