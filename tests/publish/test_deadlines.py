from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.policies import Policy, Suspension
from briefing_room.catalogue.rows import Deadline, DeadlineOutcome
from briefing_room.publish import feeds
from briefing_room.publish.deadlines import deadlines as due
from briefing_room.publish.publication import Publication, make_publication
from briefing_room.publish.views import name_pages, today
from briefing_room.text.periods import Period
from shared import project_of

SiteOn = Callable[..., Publication]


def test_the_next_deadline_comes_first_and_a_notice_is_one_entry(site_on: SiteOn) -> None:
    deadlines = due(site_on("2026-11-09"))
    first = next(d for d in deadlines if d.path == "entities/policy/busan-truce.md")
    second = next(d for d in deadlines if d.path == "entities/policy/announcement-70-2025.md")
    coming = [d.date for d in deadlines if not d.passed]
    assert coming == sorted(coming)
    assert (first.date, first.passed) == (dt.date(2026, 11, 10), False)
    assert second.date == dt.date(2027, 1, 10)
    assert second.description.startswith("last day of the suspension of 6 policies (by both")
    assert second.certainty == "said"
    assert second.source
    assert second.source.path.endswith("truce-extended-to-january-2027.md")
    assert "Steel Radar wrote that the restrictions would take effect on that day" in second.dispute
    metals = next(d for d in deadlines if d.date == dt.date(2026, 11, 27))
    assert metals.wording.startswith("Pause of China's ban on three metals")
    assert ": last day;" in metals.wording
    assert second.short_text.endswith("; they could apply from 11 January 2027")
    later = due(site_on("2026-11-24"))
    open_end = next(d for d in later if d.certainty == "said" and d.date == second.date)
    assert open_end.short_text == (
        "last day of the suspension of 6 policies; the notice names 10 November 2026, so they may"
        " apply already"
    )
    assert open_end.description.endswith(
        "; the notice itself named 10 November 2026), so they may apply already"
    )
    past = next(d for d in later if d.certainty == "notice")
    assert (past.date, past.outcome) == (first.date, "other sources say until 10 January 2027")


def test_a_lapsed_deadline_says_that_nothing_is_known_instead_of_vanishing(
    site_on: SiteOn,
) -> None:
    for day, is_open in (("2027-01-10", False), ("2027-01-11", True), ("2027-06-01", True)):
        deadlines = due(site_on(day))
        pause = next(d for d in deadlines if d.path.endswith("announcement-70-2025.md"))
        assert pause.passed is is_open
        assert pause.outcome == ("we have read nothing since" if is_open else "")
    files = feeds.view(site_on("2026-11-24"))
    calendar = files["deadlines.ics"].replace("\r\n ", "")
    assert "SUMMARY:Passed: " in calendar
    assert "we have read nothing since" in calendar
    assert files == feeds.view(site_on("2026-11-24"))


def test_the_next_dates_have_no_past_day_and_no_day_twice(site_on: SiteOn) -> None:
    for day in ("2026-11-09", "2026-11-24", "2026-12-31"):
        site = site_on(day)
        ahead = [d for d in due(site) if not d.passed]
        assert all(d.date >= site.as_of for d in ahead)
        for deadline in ahead:
            same = [
                d
                for d in ahead
                if d.date == deadline.date and set(d.page_slugs) & set(deadline.page_slugs)
            ]
            assert len({d.description for d in same}) == len(same)
        page = today.view(site)["index.md"].split("Next dates")[1].split("<p ")[0]
        places = [
            page.find(f"<b>{deadline.when},") for deadline in ahead if deadline.distance_text
        ][:4]
        assert places[0] >= 0
        assert places == sorted(places)


def test_a_deadline_that_people_wrote_is_listed_with_its_outcome(
    small: Callable[..., Publication],
) -> None:
    deadlines = (
        Deadline(Period("2026-12", dt.date(2026, 12, 1), dt.date(2026, 12, 31)), "the vote", ()),
        Deadline(Period("2026-06-01", dt.date(2026, 6, 1), dt.date(2026, 6, 1)), "bids close", (),
                 DeadlineOutcome("three firms bid", ())),
    )  # fmt: skip
    place = Entity("mine", "entities/place/mine.md", "place", "Mine", deadlines=deadlines)
    ahead, past = due(small([], Catalogue({"mine": place})))
    assert (ahead.when, ahead.description, ahead.outcome) == ("December 2026", "the vote", "")
    assert (past.passed, past.outcome) == (True, "three firms bid")


def test_the_page_of_a_name_lists_the_deadlines_that_people_wrote_on_it(
    small: Callable[..., Publication],
) -> None:
    by_2028 = Deadline(Period("by 2028", dt.date(2028, 1, 1), dt.date(2028, 12, 31)),
                       "the mine opens", (), kind="plan")  # fmt: skip
    firm = Entity("firm", "entities/organisation/firm.md", "organisation", "Firm",
                  deadlines=(by_2028,))  # fmt: skip
    other = replace(firm, slug="other", path="entities/organisation/other.md", name="Other",
                    deadlines=(replace(by_2028, what="the plant opens"),))  # fmt: skip
    dates = name_pages.page(firm, small([], Catalogue({"firm": firm, "other": other})))
    dates = dates.partition("\n## Dates\n")[2]
    assert "<b>by 2028</b> <i>plan</i> <span>the mine opens" in dates
    assert "the plant opens" not in dates


def test_after_a_suspension_the_deadline_follows_what_the_sources_report() -> None:
    def site(resumed: dt.date | None, day: dt.date) -> Publication:
        pause = Suspension(dt.date(2026, 1, 1), dt.date(2026, 6, 30), None, resumed)
        policy = Policy("tariff", announced=dt.date(2025, 1, 1), effective=dt.date(2025, 2, 1),
                          suspensions=(pause,), read_until=dt.date(2026, 7, 20))  # fmt: skip
        entity = Entity("duty", "entities/policy/duty.md", "policy", "Duty", policy=policy)
        return make_publication(project_of((), Catalogue({"duty": entity})), day)

    entries = due(site(None, dt.date(2026, 7, 10)))
    (end,) = entries
    assert (end.description, end.passed) == ("last day of its suspension, as announced", True)
    resumed = dt.date(2026, 7, 15)
    before = due(site(resumed, dt.date(2026, 7, 10)))
    assert [(d.description, d.passed) for d in before] == [("due to apply again", False)]
    assert due(site(resumed, dt.date(2026, 8, 1))) == ()


def test_a_deadline_written_on_one_policy_hides_no_other_that_ends_with_it(
    small: Callable[..., Publication],
) -> None:
    end = dt.date(2026, 12, 31)
    pause = Suspension(dt.date(2026, 1, 1), end, "pause")
    policy = Policy("tariff", announced=dt.date(2025, 1, 1), effective=dt.date(2025, 2, 1),
                    suspensions=(pause,))  # fmt: skip
    order = Policy("tariff", announced=dt.date(2026, 1, 1))
    noted = Deadline(Period("2026-12-31", end, end), "the pause of the first duty ends", ())
    pages = {
        "pause": Entity("pause", "entities/policy/pause.md", "policy", "Pause", policy=order),
        "one": Entity("one", "entities/policy/one.md", "policy", "One", policy=policy,
                      deadlines=(noted,)),
        "two": Entity("two", "entities/policy/two.md", "policy", "Two", policy=policy),
    }  # fmt: skip
    ends = [item for item in due(small([], Catalogue(pages))) if item.date == end]
    assert {"one", "two"} <= {slug for item in ends for slug in item.page_slugs}
