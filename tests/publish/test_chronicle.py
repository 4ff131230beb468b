from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from generator.publish.publication import Publication
from generator.publish.views import chronicle

STORIES = Path(__file__).parents[2] / "briefings" / "stories"


def site_of_all(site_on: Callable[..., Publication]) -> Publication:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    return site_on("2026-11-24", pages)


def test_what_happened_to_a_company_stands_by_date_newest_first(
    site_on: Callable[..., Publication],
) -> None:
    site = site_of_all(site_on)
    section = chronicle.section(site.catalogue.entities["lynas"], site)
    items = re.findall(r"<li.*?</li>", section)
    days = [re.sub(r"<[^>]+>", "", re.search(r'class="when">(.*?)</span>', i)[1]) for i in items]
    assert days.index("10 March 2026") < days.index("25 November 2025") < days.index("16 May 2025")
    assert all("Lynas" in item for item in items)
    assert 'href="../../../stories/2026-03-10-lynas-jare-floor-price/"' in section


def test_years_are_folded_but_for_the_newest(site_on: Callable[..., Publication]) -> None:
    site = site_of_all(site_on)
    section = chronicle.section(site.catalogue.entities["lynas"], site)
    years = re.findall(r"<details class=\"year\"( open)?><summary><h3>(\d{4})</h3>", section)
    assert years[0] == (" open", "2026")
    assert years[1:] == [("", year) for year in sorted((y for _, y in years[1:]), reverse=True)]
    assert "timeline" not in section  # nothing of it is left out


def test_what_is_newest_of_a_company_stands_beside_its_profile(
    site_on: Callable[..., Publication],
) -> None:
    site = site_of_all(site_on)
    newest = chronicle.newest(site.catalogue.entities["lynas"], site)
    assert newest.count("<li") == chronicle.NEWEST
    assert newest.index("10 March 2026") < newest.index("2 March 2026")
    assert "was due" not in newest
    assert 'href="#by-date"' in newest
    assert chronicle.newest(site.catalogue.entities["bastnaesite"], site) == ""


def test_a_name_with_hardly_a_date_has_no_such_list(site_on: Callable[..., Publication]) -> None:
    site = site_of_all(site_on)
    assert chronicle.section(site.catalogue.entities["bastnaesite"], site) == ""


def test_who_acts_in_a_bottom_line_has_the_event_on_the_page_of_the_name(
    site_on: Callable[..., Publication],
) -> None:
    site = site_of_all(site_on)
    story = next(story for story in site.stories if "Project Vault" in story.title)
    assert "Trump" not in story.title
    assert "Trump" in story.bottom_line
    assert story.title in chronicle.section(site.catalogue.entities["donald-trump"], site)


def test_what_a_story_says_will_follow_the_next_day_is_not_told_twice(
    site_on: Callable[..., Publication],
) -> None:
    site = site_of_all(site_on)
    section = chronicle.section(site.catalogue.entities["lynas"], site)
    assert "2 March 2026" in section
    assert "3 March 2026 <em>was due" not in section
