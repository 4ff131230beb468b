from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.measures import Measure, Suspension
from generator.publish.due import deadlines as due
from generator.publish.expected import leans
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


def test_a_date_that_a_story_expected_is_due_and_stays_open_once_passed(site_on: SiteOn) -> None:
    pages = {"stories/a.md": STORY.format(date="2025-11-26")}
    before = [d for d in due(site_on("2026-06-01", pages)) if d.title == "A tender"]
    assert [(d.date, d.passed) for d in before] == [(dt.date(2026, 6, 29), False)]
    page = deadlines.view(site_on("2026-07-01", pages))[deadlines.PAGE]
    assert "passed 2 days ago)" in page[page.index("Passed: dates that a story gave") :]
    after = [d for d in due(site_on("2026-07-01", pages)) if d.title == "A tender"]
    assert [(d.date, d.passed) for d in after] == [(dt.date(2026, 6, 29), True)]


def test_what_is_due_without_a_day_is_listed_until_its_period_is_over(site_on: SiteOn) -> None:
    pages = {"stories/a.md": STORY.format(date="2025-11-26").replace("2027 |", "2027, expected |")}
    heading = "## Due, but no day is given"
    row = "- **first half of 2027**: The plant starts. [A tender](stories/a.md)"
    for day, listed in (("2026-07-01", True), ("2027-06-30", True), ("2027-07-01", False)):
        page = deadlines.view(site_on(day, pages))[deadlines.PAGE]
        assert (row in page) is listed
        assert (heading in page) is listed


def test_the_calendar_follows_its_standard(site_on: SiteOn) -> None:
    pages = {"stories/a.md": STORY.format(date="2025-11-26")}
    text = deadlines.view(site_on("2026-06-01", pages))[deadlines.CALENDAR]
    lines = text.split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == text.count("UID:")
    assert "DTSTART;VALUE=DATE:20260629\r\nDTEND;VALUE=DATE:20260630" in text
    assert r"Bids are due\; the tender\, then\, closes" in text.replace("\r\n ", "")


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


@pytest.mark.parametrize(
    ("text", "title", "pointing"),
    [
        ("A term sheet runs to explore such a plant", "MP plans a refinery", True),
        ("Particle News puts the deadline at July 13", "Trump orders talks", True),
        ("These licences end", "Licences", True),
        ("The plant starts", "A plant for Lacq", False),
        ("The plant at Lacq starts", "A tender", False),
        ("The ministry named a deadline and the deadline holds", "A tender", False),
        ("Bids are due; the tender, then, closes", "A tender", False),
    ],
)
def test_words_that_point_at_what_is_not_there_are_known(
    text: str, title: str, pointing: bool
) -> None:
    assert leans(text, title) is pointing


def test_a_deadline_whose_words_lean_stands_behind_the_title_of_its_story(site_on: SiteOn) -> None:
    story = STORY.format(date="2025-11-26").replace("Bids are due", "Bids for such a mine are due")
    made = deadlines.view(site_on("2026-06-01", {"stories/a.md": story}))
    [row] = [line for line in made[deadlines.PAGE].splitlines() if "29 June 2026" in line]
    assert ": [A tender](stories/a.md): Bids for such a mine are due" in row
    assert "SUMMARY:A tender: Bids for such a mine are due" in made[deadlines.CALENDAR]


def test_a_day_that_one_account_only_gives_is_not_due(site_on: SiteOn) -> None:
    dated = STORY.format(date="2026-06-20").replace(
        "Bids are due;", "Most accounts date it to 14 June; one gives 29 June."
    )
    made = deadlines.view(site_on("2026-06-24", {"stories/a.md": dated}))
    assert "29 June 2026" not in made[deadlines.PAGE]


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


def test_each_row_names_who_says_so_and_what_it_rests_on(site_on: SiteOn) -> None:
    pages = {"stories/a.md": STORY.format(date="2025-11-26")}
    page = deadlines.view(site_on("2026-06-01", pages))[deadlines.PAGE]
    rows = [line for line in page.splitlines() if line.startswith("- **")]
    assert rows
    for row in rows:
        assert re.search(r"\. \*[^*]+\*, \[", row), row
    assert any("*the ministry*, [A tender]" in row for row in rows)
    real = deadlines.view(site_on("2026-11-24"))[deadlines.PAGE]
    assert "*Ministry of Commerce of China*, [Suspension of the October 2025 controls]" in real
    assert "source: [China suspends October rare earth…](stories/2025-11-07-october-" in real
    assert "Law firms give 29 or 30 September 2025" in real  # the dispute stands beside the date


def test_a_date_of_a_measure_is_told_by_the_measure_alone(site_on: SiteOn) -> None:
    page = (
        "---\nid: a\ndate: 2025-11-26\nseeds: []\n---\n\n# A pause\n\n## Dates\n\n"
        "| Date | What | According to |\n|---|---|---|\n"
        "| 10 November 2026, expected | China's pause of the October rules ends | Reuters |\n"
        "| 10 November 2026, expected | The plant in Estonia opens | the firm |\n"
    )
    told = [d.what for d in due(site_on("2026-06-01", {"stories/a.md": page})) if not d.measure]
    assert told == ["The plant in Estonia opens"]


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


def test_a_day_that_was_put_off_or_on_which_somebody_spoke_is_not_due(site_on: SiteOn) -> None:
    page = (
        "---\nid: a\ndate: 2026-01-01\nseeds: []\n---\n\n# A tender\n\n## Dates\n\n"
        "| Date | What | According to |\n|---|---|---|\n"
        "| 28 May 2026 | The deadline was moved from May 28 to June 29 | the ministry |\n"
        "| 29 June 2026 | The deadline was moved from May 28 to June 29 | the ministry |\n"
        "| 2 February 2026 | An official said on 2 February 2026 that projects were likely | AP |\n"
    )
    told = [d.date.isoformat() for d in due(site_on("2026-01-02", {"stories/a.md": page}))]
    assert "2026-06-29" in told
    assert not {"2026-05-28", "2026-02-02"} & set(told)


def test_beside_a_day_stands_the_dispute_about_that_day(site_on: SiteOn) -> None:
    last = next(d for d in due(site_on("2026-11-09")) if d.date == dt.date(2026, 11, 10))
    assert "Steel Radar wrote that the restrictions would take effect on that day" in last.dispute


def test_parts_that_share_their_dates_are_one_deadline(site_on: SiteOn) -> None:
    told = [d.what for d in due(site_on("2026-11-24")) if d.date == dt.date(2026, 1, 1)]
    assert told == ["US Section 301 duty on Chinese magnets: to apply from this day"]
