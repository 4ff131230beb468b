"""Which stories a reader is led to at the foot of a story, on the project's own pages."""

from __future__ import annotations

import datetime as dt

import pytest
from shared import ROOT

from generator.pipeline import read
from generator.publish.publication import Publication, publication
from generator.publish.views import story as stories
from generator.publish.views.story import around


@pytest.fixture(scope="module")
def site() -> Publication:
    return publication(read(ROOT / "seeds", ROOT / "briefings"), dt.date(2026, 11, 24))


def near(start: str, site: Publication) -> list[str]:
    [story] = [story for story in site.stories if story.id.startswith(start)]
    found = around(story, site)
    return [other.id for other in (*found.earlier, *found.later)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2014-08-07-wto", "2015-05-01-china-ends"),
        ("2023-07-03-gallium", "2024-12-03-us-ban"),
        ("2024-10-19-kachin", "2025-07-28-us-hears"),
        ("2025-05-16-lynas", "2026-03-02-lynas"),
        ("2025-07-15-apple", "2025-11-19-maaden"),
        ("2025-10-28-kvanefjeld", "2026-03-10-tanbreez"),
        ("2025-10-09-extraterritorial", "2025-11-07-october"),
        ("2026-01-06-japan", "2026-06-29-japan"),
        ("2026-02-04-critical", "2026-04-24-us-eu"),
    ],
)
def test_stories_of_one_matter_are_linked(one: str, other: str, site: Publication) -> None:
    there = any(found.startswith(other) for found in near(one, site))
    assert there or any(found.startswith(one) for found in near(other, site))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2014-08-07-wto", "2024-12-03-us-ban"),
        ("2014-08-07-wto", "2025-06-17-g7"),
        ("2014-08-07-wto", "2025-07-18-mss"),
        ("2024-06-03-northern", "2025-05-06-dysprosium"),
        ("2025-04-24-us-order", "2024-12-03-us-ban"),
        ("2025-10-02-pakistan", "2024-12-03-us-ban"),
    ],
)
def test_a_shared_mineral_or_country_alone_leads_nowhere(
    one: str, other: str, site: Publication
) -> None:
    assert not any(found.startswith(other) for found in near(one, site))


def test_a_story_with_nothing_related_has_no_section_for_it(site: Publication) -> None:
    [alone] = [story for story in site.stories if story.id.startswith("2025-04-02-kazakhstan")]
    page = stories.page(alone, site)
    assert 'id="earlier"' not in page
    assert 'id="later"' not in page
