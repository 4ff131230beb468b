from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable

import pytest

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.measures import Clause, Measure, Phase, Suspension
from generator.model import Article, Passage
from generator.pages.parse import parse
from generator.publish.newer import findings
from generator.publish.publication import Publication, publication
from generator.publish.standings import naming, standing, standings
from generator.publish.views import deadlines, matrix, measure_page, measures, profile
from generator.text.months import MONTHS

SiteOn = Callable[..., Publication]

# What readers must be told on six days around the ends of the suspensions.
GOLDEN = {
    "announcement-57-2025": {
        "2026-11-09": "suspended until 10 November 2026, as announced",
        "2026-11-10": "suspended until 10 November 2026, as announced",
        "2026-11-11": "suspension lapsed on 10 November 2026; nothing known after",
        "2026-11-24": "suspension lapsed on 10 November 2026; nothing known after",
        "2026-11-27": "suspension lapsed on 10 November 2026; nothing known after",
        "2026-11-28": "suspension lapsed on 10 November 2026; nothing known after",
    },
    "us-affiliates-rule": {
        "2026-11-09": "suspended until 9 November 2026, as announced",
        "2026-11-10": "suspension lapsed on 9 November 2026; nothing known after",
        "2026-11-11": "suspension lapsed on 9 November 2026; nothing known after",
        "2026-11-24": "suspension lapsed on 9 November 2026; nothing known after",
        "2026-11-27": "suspension lapsed on 9 November 2026; nothing known after",
        "2026-11-28": "suspension lapsed on 9 November 2026; nothing known after",
    },
    "announcement-18-2025": dict.fromkeys(
        ("2026-11-09", "2026-11-10", "2026-11-11", "2026-11-24", "2026-11-27", "2026-11-28"),
        "in force since 4 April 2025, last reported on 18 May 2026",
    ),
}
METALS = {
    "2026-11-09": "suspended until 27 November 2026, as announced",
    "2026-11-10": "suspended until 27 November 2026, as announced",
    "2026-11-11": "suspended until 27 November 2026, as announced",
    "2026-11-24": "suspended until 27 November 2026, as announced",
    "2026-11-27": "suspended until 27 November 2026, as announced",
    "2026-11-28": "suspension lapsed on 27 November 2026; nothing known after",
}


@pytest.mark.parametrize(
    ("slug", "day", "words"),
    [(slug, day, words) for slug, days in GOLDEN.items() for day, words in days.items()],
)
def test_measures_read_rightly_on_six_days(
    site_on: SiteOn, slug: str, day: str, words: str
) -> None:
    site = site_on(day)
    found = standing(site.catalogue.entities[slug], site)
    assert found is not None
    assert found.words() == words


@pytest.mark.parametrize(("day", "words"), METALS.items())
def test_the_ban_on_military_users_stays_while_the_other_part_is_paused(
    site_on: SiteOn, day: str, words: str
) -> None:
    site = site_on(day)
    found = standing(site.catalogue.entities["announcement-46-2024"], site)
    assert found is not None
    military, country = found.words().split("; ", 1)
    assert military.endswith("in force since 3 December 2024, last reported on 10 November 2025")
    assert country.endswith(words)


def test_no_measure_is_called_in_force_without_the_day_it_was_last_reported(
    site_on: SiteOn,
) -> None:
    site = site_on("2026-11-24")
    page = measures.view(site)[measures.PAGE]
    for item in standings(site):
        assert item.name in page or item.entity.name in page
    for line in page.splitlines():
        if "In force since" in line:
            assert "as last reported on" in line or "sources without a date" in line


def test_the_page_of_a_measure_tells_dates_parts_dispute_and_sources(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    text = measure_page.section(site.catalogue.entities["announcement-61-2025"], site)
    assert "Listed goods of Chinese origin that foreign parties send on" in text
    assert "applied from the day of publication until the suspension" in text
    assert "Accounts differ: Particle News dated" in text
    first = next(line for line in text.splitlines() if line.startswith("- "))
    assert first == "- **Not known:** whether it has applied since 10 November 2026."
    assert text.count("10 November 2026") == 2  # there, and in the sentence on the suspension
    assert "the value: suspended before it took effect." in text


def test_a_notice_that_suspends_is_told_by_what_it_suspends(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    text = measure_page.section(site.catalogue.entities["announcement-70-2025"], site)
    for number in (55, 56, 57, 58, 61, 62):
        assert f"Announcement {number} of 2025" in text
    assert "no source here says what followed" in text


def test_a_story_has_a_box_with_every_measure_it_names_ranges_too(site_on: SiteOn) -> None:
    page = (
        "---\nid: a\ndate: 2025-11-07\nseeds: [2025-11-07-october-controls-suspended]\n---\n\n"
        "# A pause\n\n## Bottom line\n\nAnnouncement No. 70 of 2025 pauses Nos. 55 to 58.\n"
    )
    site = site_on("2026-11-24", {"stories/a.md": page})
    box = measures.box(site.stories[0], site)
    assert [n for n in (55, 56, 57, 58, 61) if f"Announcement {n} of 2025" in box] == [
        *(55, 56, 57, 58)
    ]
    assert measures.box(site_on("2026-11-24").stories[0], site) == "" or box


def test_the_page_of_an_element_names_its_measures(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    gallium = measures.of_mineral(site.catalogue.entities["gallium"], site)
    assert "Announcement 23 of 2023" in gallium
    assert "Announcement 46 of 2024" in gallium
    assert measures.of_mineral(site.catalogue.entities["neodymium"], site) == ""


def test_the_steps_of_a_measure_are_told_as_begun_awaited_or_not_known() -> None:
    steps = (("large firms", 2026, 1), ("small firms", 2026, 9), ("dealers", 2027, 3))
    measure = Measure(
        "law",
        announced=dt.date(2025, 1, 1),
        phases=tuple(Phase(what, dt.date(year, month, 1)) for what, year, month in steps),
        read_until=dt.date(2026, 6, 1),
    )
    entity = Entity("a", "policy", "entities/policy/a.md", "A", measure=measure)
    site = publication([], Catalogue({"a": entity}), [], dt.date(2026, 11, 24))
    text = measure_page.section(entity, site)
    assert "- Since 1 January 2026: large firms." in text
    assert "- Was to follow from 1 September 2026: small firms; no source here says" in text
    assert "- To follow from 1 March 2027: dealers." in text


def test_a_newer_story_that_names_a_measure_is_told_until_an_editor_takes_it_in(
    site_on: SiteOn,
) -> None:
    page = (
        "---\nid: a\ndate: {}\nseeds: [{}]\n---\n\n# The pause goes on\n\n## Bottom line\n\n"
        "Announcement No. 57 of 2025 stays suspended until November 2027, the ministry said.\n"
    )
    slug = "announcement-57-2025"
    made = site_on("2026-11-24", {"stories/a.md": page.format("2026-11-20", "x")})
    entity = made.catalogue.entities[slug]
    assert "Newer stories name it" in measure_page.section(entity, made)
    assert "[The pause goes on](../../stories/a.md)" in measure_page.section(entity, made)
    assert "What this story tells is not yet in this status." in measures.box(made.stories[0], made)
    found = [f for f in findings(made) if f.path == entity.path]
    assert len(found) == 1
    assert "its sources reach to 10 November 2025" in found[0].message
    assert "then add x to 'sources'" in found[0].message
    mark = "([newer story](stories/a.md))"
    assert mark in matrix.view(made)[matrix.PAGE]
    assert mark in deadlines.view(made)[deadlines.PAGE]
    assert mark in measures.view(made)[measures.PAGE]
    assert mark in measures.on_home(made)
    older = site_on("2026-11-24", {"stories/a.md": page.format("2025-10-20", "x")})
    assert "newer story" not in matrix.view(older)[matrix.PAGE]
    assert "Newer stories" not in measure_page.section(entity, older)
    taken_in = page.format("2026-11-20", "2025-11-07-october-controls-suspended")
    known = site_on("2026-11-24", {"stories/a.md": taken_in})
    assert "not yet in this status" not in measures.box(known.stories[0], known)


def test_a_story_whose_seed_alone_names_a_measure_is_newer_too() -> None:
    text = "The pause of Announcement No. 5 of 2026 was prolonged, the ministry said."
    sentence = Passage("news", 1, 1, 0, len(text), text)
    seed = Article("news", "seeds/news.md", "article", text, (), (sentence,), "A pause", OCTOBER)
    measure = Measure("export-ban", announced=dt.date(2026, 3, 1), effective=dt.date(2026, 4, 1))
    name = "Announcement No. 5 of 2026"
    entity = Entity("five", "policy", "entities/policy/five.md", name, measure=measure)
    page = parse(
        "---\nid: news\ndate: 2026-10-09\nseeds: [news]\n---\n\n# A pause\n", "stories/news.md"
    )
    site = publication([page], Catalogue({"five": entity}), [seed], dt.date(2026, 11, 24))
    assert [finding.path for finding in findings(site)] == ["entities/policy/five.md"]


OCTOBER = dt.date(2026, 10, 9)


def test_a_mineral_has_the_status_of_the_parts_that_cover_it() -> None:
    day = dt.date(2026, 6, 1)
    pause = Suspension(dt.date(2026, 3, 20), dt.date(2026, 12, 31))
    permit = Measure(
        "export-licence",
        announced=dt.date(2026, 3, 3),
        effective=dt.date(2026, 4, 1),
        minerals=("neodymium", "dysprosium"),
        read_until=day,
        clauses=(
            Clause("scrap", minerals=("neodymium",)),
            Clause("dust", took_effect=False, suspensions=(pause,), minerals=("dysprosium",)),
        ),
    )
    made = [Entity("permit", "policy", "entities/policy/permit.md", "Permit", measure=permit)]
    made += [
        Entity(name.lower(), "mineral", f"entities/mineral/{name}.md", name, symbol=symbol)
        for name, symbol in (("Neodymium", "Nd"), ("Dysprosium", "Dy"))
    ]
    site = publication([], Catalogue({entity.slug: entity for entity in made}), [], day)
    shown = {e.slug: "; ".join(i.words() for i in naming(e.slug, site)) for e in made[1:]}
    assert shown == {
        "neodymium": "scrap: in force since 1 April 2026",
        "dysprosium": "dust: suspended until 31 December 2026",
    }
    told = measures.of_mineral(made[2], site)
    assert "Dust: suspended on 20 March 2026 before it took effect" in told
    assert "crap" not in told
    rows = list(csv.DictReader(io.StringIO(str(matrix.view(site)[matrix.CSV]))))
    by_mineral = {row["symbol"]: (row["status"], row["suspended_until"]) for row in rows}
    assert by_mineral == {"Nd": ("in force", ""), "Dy": ("suspended", "2026-12-31")}


def test_a_notice_that_only_suspends_tells_its_own_dispute_and_sources(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    page = measure_page.section(site.catalogue.entities["announcement-70-2025"], site)
    assert page.count("Suspended on 7 November 2025 before it took effect") == 1
    assert "Accounts differ: Most reports say the suspension runs until 10 November 2026" in page
    rests = profile.sources(site.catalogue.entities["announcement-70-2025"], site)
    assert "[China suspends October rare earth controls until 10 November 2026]" in rests
    assert "(outside page, not kept here)" in rests


def test_of_parts_with_their_own_fates_it_is_said_which_is_not_known(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    text = measure_page.section(site.catalogue.entities["us-entity-listing-april-2025"], site)
    assert text.count("**Not known:**") == 1
    assert "whether the part “Announcement No. 21 of 4 April 2025: ban on dual-use" in text
    assert "has applied since 10 November 2025." in text


def test_the_measures_of_a_group_stand_by_the_day_that_their_rows_give(site_on: SiteOn) -> None:
    page = measures.view(site_on("2026-11-24"))[measures.PAGE]
    group = page.partition("## In force when last reported")[2].partition("\n## ")[0]
    begun = re.findall(r"In force since (\d+ \w+ \d{4})", group)
    parts = [day.split() for day in begun]
    days = [dt.date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in parts]
    assert len(days) > 5
    assert days == sorted(days)
