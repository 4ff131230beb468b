"""The list of changes: by the dates of rows, and by the status of a policy on two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.numbers import Number, Value
from briefing_room.catalogue.rows import Capacity, Site, SiteStatus
from briefing_room.importers.feed_entries import Entry
from briefing_room.importers.watch import SourceState, WatchLog, write_watch_log
from briefing_room.model import Article
from briefing_room.publish.changes import (
    MONTH,
    WEEK,
    newest_changes,
    passed_dates,
    watch_report,
    weekly_edition,
)
from briefing_room.publish.publication import Publication, make_publication
from briefing_room.publish.views import today, tracker
from briefing_room.text.periods import read_period

SiteOn = Callable[..., Publication]
BAN = "entities/policy/announcement-46-2024.md"


def test_a_pause_that_ran_out_changes_its_rule_on_the_next_day(site_on: SiteOn) -> None:
    site = site_on("2026-12-01")
    published = newest_changes(site, WEEK)
    assert BAN not in {change.path for change in published}
    ban_change = next(change for change in passed_dates(site, WEEK) if change.path == BAN)
    assert (ban_change.date, ban_change.section) == (dt.date(2026, 11, 28), "tracker")
    assert "may now apply" in ban_change.wording
    assert ban_change.why
    assert BAN not in {change.path for change in passed_dates(site_on("2026-11-27"), WEEK)}
    month = (*newest_changes(site, MONTH), *passed_dates(site, MONTH))
    assert all(site.as_of - dt.timedelta(MONTH) < c.date <= site.as_of for c in month)


def test_a_change_is_shown_on_the_front_page_in_its_section_and_on_the_page_of_changes(
    site_on: SiteOn,
) -> None:
    site = site_on("2026-12-01")
    assert not weekly_edition(site)
    title = passed_dates(site, WEEK)[0].title
    pages = (today.view(site)["index.md"], tracker.view(site)["controls.md"])
    changes_page = today.view(site)[today.CHANGES]
    assert all(f">{title}</a>" in text for text in (*pages, changes_page))
    assert "US buyers of gallium, germanium and antimony do not know" in changes_page
    assert "0 changes" not in changes_page
    known = changes_page.split("The last changes that we know of")[1].split("<aside")[0]
    assert known.count("<li>") == 10
    assert "2026-09-28-truce-extended" in known
    assert "Nothing new was published" not in pages[0] + changes_page
    assert "We have read nothing newer than 9 October 2026, so" in changes_page


@pytest.mark.parametrize(("day", "is_late"), [("2026-10-23", False), ("2026-10-24", True)])
def test_the_front_page_says_above_its_headline_that_the_news_is_old(
    day: str, is_late: bool, site_on: SiteOn
) -> None:
    head = today.view(site_on(day))["index.md"].partition('class="headline"')[0]
    assert ("No news read since 9 October 2026" in head) is is_late
    assert (">Today, " in head) is not is_late


def test_a_story_of_the_last_month_is_listed_once_with_its_section(site_on: SiteOn) -> None:
    changes = newest_changes(site_on("2026-07-30"), MONTH)
    stories = [change for change in changes if change.section == "stories"]
    assert stories
    assert len({(change.section, change.path) for change in changes}) == len(changes)


def test_the_site_says_when_the_sources_were_last_checked(site_on: SiteOn, tmp_path: Path) -> None:
    site = site_on("2026-12-01")
    assert watch_report(site) == ""
    waits = Entry("A rule", "https://journal.example/1")
    sources = {"https://a.example": SourceState("2026-12-01", waiting=(waits,)),
               "https://b.example": SourceState("2026-11-30")}  # fmt: skip
    write_watch_log(tmp_path, WatchLog(sources))
    with_log = make_publication(replace(site.project, briefings=tmp_path), site.as_of)
    words = "2 sources looked at on 30 November 2026: 1 entry waits to be read."
    assert watch_report(with_log) == words
    write_watch_log(tmp_path, WatchLog(sources, (waits.address,)))
    after_reading = make_publication(replace(site.project, briefings=tmp_path), site.as_of)
    assert watch_report(after_reading).endswith("nothing there waits to be read.")
    assert "2 sources looked at" in today.view(after_reading)["index.md"]


def test_a_change_and_a_passed_date_on_one_page_are_both_listed(
    small: Callable[..., Publication],
) -> None:
    target = Capacity("900 tonnes", "target", (), period=read_period("2026-11-10"))
    closed = SiteStatus("closed", (), read_period("2026-11-20"))
    expired, closing = (
        Site("Plant A", "mine", (), capacity=(target,)),
        Site("Plant B", "mine", (), status=closed),
    )
    for sites in ((expired, closing), (closing, expired)):
        place = Entity("pit", "entities/place/pit.md", "place", "Pit", sites=sites)
        site = small([], Catalogue({"pit": place}))
        assert [change.title for change in newest_changes(site, MONTH)] == ["Plant B"]
        assert [change.title for change in passed_dates(site, MONTH)] == ["Plant A"]
    reported = replace(expired, status=closed)
    place = Entity("pit", "entities/place/pit.md", "place", "Pit", sites=(reported,))
    assert not passed_dates(small([], Catalogue({"pit": place})), MONTH)


def test_of_several_values_of_a_number_the_newest_is_listed(
    small: Callable[..., Publication], note: Callable[..., Article]
) -> None:
    front = "title: T\nkind: note\nsources: [{publisher: Ore Wire, date: %s, tells: [1-1]}]"
    seeds = [note(f"---\n{front % date}\n---\nA count gave 40%.\n", name)
             for name, date in (("old", "2026-11-01"), ("new", "2026-11-20"))]  # fmt: skip
    values = [Value(text, "survey", cites=(f"{name}/1-1",))
              for text, name in (("40%", "old"), ("50%", "new"))]  # fmt: skip
    for ordered in (values, values[::-1]):
        number = Number("n", "numbers/n.md", "A share", "%", "share of it", tuple(ordered))
        site = small([], Catalogue(numbers={"n": number}), seeds)
        (change,) = newest_changes(site, MONTH)
        assert (change.date, change.wording) == (dt.date(2026, 11, 20), "50%, survey")


def test_a_repeated_reading_of_a_status_or_value_is_no_change(
    small: Callable[..., Publication], note: Callable[..., Article]
) -> None:
    front = "title: T\nkind: note\ndate: %s\nsources: [{publisher: W, date: %s, tells: [1-1]}]"
    seeds = [note(f"---\n{front % (day, day)}\n---\nIt runs; a count gave 40%.\n", name)
             for name, day in (("old", "2025-11-01"), ("new", "2026-11-20"))]  # fmt: skip
    for cites, is_change in ((("old/1-1", "new/1-1"), False), (("new/1-1",), True)):
        running = SiteStatus("operating", cites, read_period("2026-11-20"))
        place = Entity(
            *("pit", "entities/place/pit.md", "place", "Pit"),
            sites=(Site("Plant", "mine", (), status=running),),
        )
        value = Value("40%", "survey", cites=cites, period=read_period("2025-10"))
        number = Number("n", "numbers/n.md", "A share", "%", "share of it", (value,))
        site = small([], Catalogue({"pit": place}, numbers={"n": number}), seeds)
        titles = {change.title for change in newest_changes(site, MONTH)}
        assert titles == ({"Plant", "A share"} if is_change else set())
