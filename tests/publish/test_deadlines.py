from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from xml.etree import ElementTree as ET

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.measures import Measure, Suspension
from generator.publish.due import deadlines as due
from generator.publish.publication import Publication, publication
from generator.publish.views import deadlines

SiteOn = Callable[..., Publication]

STORY = (
    "---\nid: a\ndate: {date}\nseeds: []\n---\n\n# A tender\n\n## Dates\n\n"
    "| Date | What | According to |\n|---|---|---|\n"
    "| 29 June 2026, expected | Bids are due; the tender, then, closes | the ministry |\n"
    "| 1 March 2025 | The tender opened | the ministry |\n"
    "| first half of 2027 | The plant starts | the firm |\n"
)


def test_next_comes_first_and_one_notice_is_one_entry(site_on: SiteOn) -> None:
    found = due(site_on("2026-11-09"))
    first, second = found[:2]
    assert (first.date, first.passed) == (dt.date(2026, 11, 9), False)
    assert second.date == dt.date(2026, 11, 10)
    assert "Announcements 55, 56, 57, 58, 61 and 62 of 2025" in second.what
    assert second.path == "entities/policy/announcement-70-2025.md"


def test_a_lapsed_deadline_turns_to_unknown_instead_of_vanishing(site_on: SiteOn) -> None:
    for day, is_open in (("2026-11-10", False), ("2026-11-11", True), ("2027-06-01", True)):
        found = due(site_on(day))
        pause = next(d for d in found if d.path.endswith("announcement-70-2025.md"))
        assert pause.passed is is_open
    files = deadlines.view(site_on("2026-11-24"))
    assert "passed 14 days ago; unknown since" in files[deadlines.PAGE]
    calendar = files[deadlines.CALENDAR].replace("\r\n ", "")
    assert "SUMMARY:Not known what followed: last day of the suspension of US" in calendar
    assert "<title>Not known since 10 November 2026: " in files[deadlines.FEED]
    before = deadlines.view(site_on("2026-11-08"))[deadlines.FEED]
    assert "<title>Due 10 November 2026: " in before


def test_the_same_day_gives_the_same_calendar(site_on: SiteOn) -> None:
    first, second = (deadlines.view(site_on("2026-11-24")) for _ in range(2))
    assert first == second


def test_home_shows_what_lapsed_with_an_unknown_outcome_then_the_next_ones(
    site_on: SiteOn,
) -> None:
    text = deadlines.next_ones(site_on("2026-11-24"), most=2)
    lapsed, _, due = text.partition("**Next**")
    assert lapsed.startswith("**Lapsed, outcome unknown**")
    assert lapsed.index("- **10 November 2026**") < lapsed.index("- **9 November 2026**")
    assert due.index("- **27 November 2026**") < due.index("- **1 January 2027**")
    assert due.count("\n- ") == 2


def test_the_feed_tells_what_is_near_and_what_has_passed_once_each(site_on: SiteOn) -> None:
    def entries(day: str) -> dict[str, str]:
        root = ET.fromstring(deadlines.view(site_on(day))[deadlines.FEED])
        space = {"a": "http://www.w3.org/2005/Atom"}
        return {
            e.findtext("a:id", "", space): e.findtext("a:updated", "", space)
            for e in root.iterfind("a:entry", space)
        }

    before, same, after = (entries(day) for day in ("2026-11-08", "2026-11-09", "2026-11-24"))
    assert before == {key: same[key] for key in before}
    changed = {key for key in before if after.get(key, before[key]) != before[key]}
    assert len(changed) == 2


def test_a_suspension_after_which_a_source_tells_what_followed_is_not_unknown() -> None:
    def site(resumed: dt.date | None, day: dt.date) -> Publication:
        pause = Suspension(dt.date(2026, 1, 1), dt.date(2026, 6, 30), None, resumed)
        measure = Measure(
            "tariff",
            announced=dt.date(2025, 1, 1),
            effective=dt.date(2025, 2, 1),
            suspensions=(pause,),
            read_until=dt.date(2026, 7, 20),
        )
        entity = Entity("duty", "policy", "entities/policy/duty.md", "Duty", measure=measure)
        return publication([], Catalogue({"duty": entity}), [], day)

    open_ = due(site(None, dt.date(2026, 7, 10)))
    assert [(d.what, d.passed) for d in open_] == [("last day of the suspension of Duty", True)]
    resumed = dt.date(2026, 7, 15)
    before = due(site(resumed, dt.date(2026, 7, 10)))
    assert [(d.what, d.passed) for d in before] == [("Duty: to apply again from this day", False)]
    assert due(site(resumed, dt.date(2026, 8, 1))) == ()


def test_beside_a_day_stands_the_dispute_about_that_day(site_on: SiteOn) -> None:
    last = next(d for d in due(site_on("2026-11-09")) if d.date == dt.date(2026, 11, 10))
    assert "Steel Radar wrote that the restrictions would take effect on that day" in last.dispute


def test_parts_that_share_their_dates_are_one_deadline(site_on: SiteOn) -> None:
    told = [d.what for d in due(site_on("2026-11-24")) if d.date == dt.date(2026, 1, 1)]
    assert told == ["US Section 301 duty on Chinese magnets: to apply from this day"]
