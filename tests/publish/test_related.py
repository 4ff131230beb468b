"""Which stories a reader is led to at the foot of a story, on the project's own pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from briefing_room.pipeline import read
from briefing_room.publish.publication import Publication, publication
from briefing_room.publish.views import story as stories
from briefing_room.publish.views import today
from briefing_room.publish.views.story import related_stories
from shared import ROOT, cases

CASES = cases(__file__, "related")


@pytest.fixture(scope="module")
def site() -> Publication:
    return publication(read(ROOT / "seeds", ROOT / "briefings"), dt.date(2026, 11, 24))


def near(start: str, site: Publication) -> list[str]:
    [story] = [story for story in site.stories if story.id.startswith(start)]
    found = related_stories(story, site)
    return [other.id for some in found for other in some]


@pytest.mark.parametrize(("one", "other"), CASES["linked"])
def test_stories_of_one_matter_are_linked(one: str, other: str, site: Publication) -> None:
    there = any(found.startswith(other) for found in near(one, site))
    assert there or any(found.startswith(one) for found in near(other, site))


@pytest.mark.parametrize(("one", "other"), CASES["strangers"])
def test_a_shared_mineral_or_country_alone_leads_nowhere(
    one: str, other: str, site: Publication
) -> None:
    assert not any(found.startswith(other) for found in near(one, site))


def test_a_story_with_nothing_related_has_no_section_for_it(site: Publication) -> None:
    alone = next(story for story in site.stories if not any(related_stories(story, site)))
    page = stories.page(alone, site)
    assert 'id="earlier"' not in page
    assert 'id="later"' not in page


def test_a_story_whose_measure_has_another_status_since_says_so_at_its_head(
    site: Publication,
) -> None:
    story = next(s for s in site.stories if s.id.startswith("2025-09-29-us-affiliates"))
    head = stories.page(story, site).split("## Key points")[0]
    assert "said to last until 10 January 2027" in head


def test_a_story_leads_to_a_few_others_in_the_order_of_time(site: Publication) -> None:
    for story in site.stories:
        found = related_stories(story, site)
        assert max(map(len, found)) <= 2
        day = story.date
        assert all(day and other.date and other.date <= day for other in found.earlier)
        assert all(day and other.date and other.date >= day for other in found.later)


@pytest.mark.parametrize(
    ("story", "front", "leads"),
    [
        ("2026-07-20", {"status": "reviewed"}, True),
        ("2025-10-23", {"status": "reviewed"}, False),
        ("2026-07-20", {"origins": 99}, False),
    ],
)
def test_what_is_reviewed_or_rests_on_most_leads_the_front_page_unless_it_is_old(
    story: str, front: dict[str, object], leads: bool, site: Publication
) -> None:
    """A reviewed story is better than a draft, and yet no news months later."""
    told = [
        replace(s, page=replace(s.page, front={**s.page.front, **front}))
        if s.id.startswith(story)
        else s
        for s in site.stories
    ]
    first = today.lead_story(replace(site, stories=tuple(told)))
    assert first is not None
    assert first.id.startswith(story) is leads
