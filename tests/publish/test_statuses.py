"""The status of a policy, as every page prints it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.policies import Clause, Policy, Suspension
from briefing_room.pages.document import parse
from briefing_room.publish.policy_sources import newer_stories, newer_story_findings, official_text
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import policies, policies_covering, policy_of
from briefing_room.publish.views import about_pages, name_pages, shipping, story, tracker

SiteOn = Callable[..., Publication]
CASES = yaml.safe_load((Path(__file__).parent / "status_days.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("slug", "day", "words"),
    [(slug, str(day), words) for slug, days in CASES.items() for day, words in days.items()],
)
def test_each_policy_has_the_right_status_on_each_day(
    site_on: SiteOn, slug: str, day: str, words: str
) -> None:
    site = site_on(day)
    item = policy_of(site.catalogue.entities[slug], site)
    assert item is not None
    assert item.wording == words
    rows = csv.DictReader(io.StringIO(tracker.view(site)["matrix.csv"]))
    assert [r["status_in_words"] for r in rows if r["policy"] == item.name] == [words]


@pytest.mark.parametrize(
    ("day", "part"),
    [
        ("2026-11-27", ": suspended from 9 November 2025 until"),
        ("2026-11-28", ": may now apply, since a notice suspended it until"),
    ],
)
def test_a_suspended_clause_does_not_hide_a_clause_in_force(
    site_on: SiteOn, day: str, part: str
) -> None:
    site = site_on(day)
    item = policy_of(site.catalogue.entities["announcement-46-2024"], site)
    assert item is not None
    assert "in force since 3 December 2024, last reported on" in item.wording
    assert f"{part} 27 November 2026" in item.wording
    gallium = next(
        covering
        for covering in policies_covering("gallium", site)
        if covering.entity is item.entity
    )
    assert part in gallium.wording


def test_pages_of_names_the_tracker_and_stories_say_the_same(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    item = next(m for m in policies(site) if m.entity.slug == "announcement-57-2025")
    holmium = name_pages.page(site.catalogue.entities["holmium"], site)
    suspension_story = next(
        s for s in site.stories if s.id == "2025-11-07-october-controls-suspended"
    )
    for text in (
        holmium,
        story.page(suspension_story, site),
        tracker.view(site)[site.tracker_page],
    ):
        assert item.name in text
        assert "until 10 January 2027" in text
    assert "".join(tracker.view(site).values()).count("NdFeB magnets only with terbium") == 3


def test_the_page_of_a_policy_says_first_that_there_is_no_report(site_on: SiteOn) -> None:
    site = site_on("2027-01-24")
    facts = name_pages.page(site.catalogue.entities["announcement-57-2025"], site)
    assert (
        "May now apply, since a notice suspended it until 10 November 2026; "
        "other sources say until 10 January 2027 (by both governments&#39; word on the truce); "
        "we have read nothing since. "
        "It had not taken effect before. "
        "Last report: 5 October 2026"
    ) in facts
    for term, name in (("Issuer", "Ministry of Commerce of China"), ("Goods", "Holmium")):
        assert re.search(rf"<dt>{term}</dt><dd>.*>{name}</a>", facts)


def test_a_status_in_a_list_has_at_most_25_words(site_on: SiteOn) -> None:
    for day in ("2026-11-09", "2026-12-02", "2027-01-24"):
        site = site_on(day)
        for path, page in {**tracker.view(site), **shipping.view(site)}.items():
            lines = re.findall(r"<p>(<b>[^\n]*</b>(?:(?!</p>)[^<])*)", page)
            assert len(lines) > 20 or path.endswith(".csv")
            assert [line for line in lines if len(re.sub("<.*?>", "", line).split()) > 25] == []


def test_the_official_text_of_a_policy_is_linked_wherever_its_status_is(site_on: SiteOn) -> None:
    site = site_on("2026-12-02")
    entity = site.catalogue.entities["announcement-18-2025"]
    pages = (tracker.view(site)["controls.md"], shipping.view(site)["ship.md"])
    for page in (*pages, name_pages.page(entity, site)):
        assert re.search(r'href="https://www\.mofcom\.gov\.cn/\S+">official text', page)


@pytest.mark.parametrize(
    ("slug", "term"),
    [("announcement-61-2025", "Suspended"), ("announcement-46-2024", "Suspended in part")],
)
def test_a_policy_is_suspended_in_part_only_if_a_clause_never_was(
    slug: str, term: str, site_on: SiteOn
) -> None:
    site = site_on("2026-11-24")
    page = name_pages.page(site.catalogue.entities[slug], site)
    assert f"<dt>{term}</dt>" in page
    assert f"<dt>{term} by</dt>" in page


def test_a_notice_that_only_suspends_lists_what_it_suspends(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    page = name_pages.page(site.catalogue.entities["announcement-70-2025"], site)
    section = page.partition("## What it suspends")[2].partition("</ul>")[0]
    assert "announcement-57-2025/" in section


def test_a_newer_story_on_a_policy_is_listed_until_an_editor_has_read_it(
    small: Callable[..., Publication],
) -> None:
    rule = Policy("export-licence", announced=dt.date(2025, 1, 1), effective=dt.date(2025, 2, 1),
                   read_until=dt.date(2025, 3, 1))  # fmt: skip
    entity = Entity("rule", "entities/policy/rule.md", "policy", "Ore Rule", policy=rule)
    page = parse(
        "---\nid: a\ndate: 2026-01-02\nseeds: []\n---\n\n# Ore Rule ends\n", "stories/a.md"
    )
    site = small([page], Catalogue({"rule": entity}))
    (item,) = policies(site)
    assert [s.id for s in newer_stories(item, site)] == ["a"]
    assert [f.kind for f in newer_story_findings(site)] == ["status-to-check"]
    assert "Ore Rule ends" in name_pages.page(entity, site)
    assert "newer story" in tracker.view(site)[site.tracker_page]


def test_a_material_has_the_status_of_the_clauses_that_cover_it(
    small: Callable[..., Publication],
) -> None:
    pause = Suspension(dt.date(2026, 1, 1), dt.date(2026, 6, 1))
    ban = Policy(
        "export-ban", announced=dt.date(2025, 1, 1), goods=("x", "y"),
        read_until=dt.date(2026, 2, 1),
        clauses=(Clause("x", dt.date(2025, 2, 1), goods=("x",)),
                 Clause("y", dt.date(2025, 2, 1), suspensions=(pause,), goods=("y",))),
    )  # fmt: skip
    entities = {slug: Entity(slug, f"{slug}.md", "material", slug.upper()) for slug in ("x", "y")}
    entities["ban"] = Entity("ban", "ban.md", "policy", "Ban", policy=ban)
    site = small([], Catalogue(entities))
    assert "in force" in policies_covering("x", site)[0].wording
    assert "may now apply" in policies_covering("y", site)[0].wording
    assert "in force" not in policies_covering("y", site)[0].wording


@pytest.mark.parametrize(
    ("address", "is_official"),
    [
        ("https://abcnews.go.com/business/rule", False),
        ("https://www.meti.go.jp/english/rule", True),
        ("https://www.federalregister.gov/documents/1", True),
        ("https://eur-lex.europa.eu/eli/reg/1", True),
    ],
)
def test_a_news_site_is_not_taken_for_a_government(address: str, is_official: bool) -> None:
    entity = Entity("a", "entities/policy/a.md", "policy", "A", sources=(address,))
    assert official_text(entity) == (address if is_official else "")


def test_every_dispute_of_stories_policies_and_numbers_is_on_one_list(site_on: SiteOn) -> None:
    page = about_pages.view(site_on("2026-12-02"))["corrections.md"].split("Where accounts differ")[
        1
    ]
    assert "Danwatch corrected its figure for the Kvanefjeld claim" in page
    assert "Malaysian ban on raw rare-earth exports" in page
