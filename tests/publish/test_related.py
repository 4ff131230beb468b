"""Which stories a reader is led to at the foot of a story, on the project's own pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from briefing_room.pipeline import read_project
from briefing_room.publish.citation import citations
from briefing_room.publish.publication import Publication, make_publication
from briefing_room.publish.related_stories import related_stories
from briefing_room.publish.views import story as stories
from briefing_room.publish.views import today
from shared import ROOT, cases

CASES = cases(__file__, "related")


@pytest.fixture(scope="module")
def site() -> Publication:
    return make_publication(read_project(ROOT / "seeds", ROOT / "briefings"), dt.date(2026, 11, 24))


def related_ids(start: str, site: Publication) -> list[str]:
    [story] = [story for story in site.stories if story.id.startswith(start)]
    groups = related_stories(story, site)
    return [related.id for group in groups for related in group]


@pytest.mark.parametrize(("first", "second"), CASES["linked"])
def test_stories_on_one_subject_are_linked(first: str, second: str, site: Publication) -> None:
    is_linked = any(story_id.startswith(second) for story_id in related_ids(first, site))
    assert is_linked or any(story_id.startswith(first) for story_id in related_ids(second, site))


@pytest.mark.parametrize(("first", "second"), CASES["strangers"])
def test_a_mineral_or_country_in_common_is_not_enough_for_a_link(
    first: str, second: str, site: Publication
) -> None:
    assert not any(story_id.startswith(second) for story_id in related_ids(first, site))


def test_a_story_with_nothing_related_has_no_section_for_it(site: Publication) -> None:
    alone = next(story for story in site.stories if not any(related_stories(story, site)))
    page = stories.page(alone, site)
    assert 'id="earlier"' not in page
    assert 'id="later"' not in page


def test_a_story_says_at_the_top_if_the_status_of_its_policy_has_changed(
    site: Publication,
) -> None:
    story = next(s for s in site.stories if s.id.startswith("2025-09-29-us-affiliates"))
    head = stories.page(story, site).split("## Key points")[0]
    assert "other sources say until 10 January 2027" in head


def test_a_story_links_a_few_others_in_order_of_time(site: Publication) -> None:
    for story in site.stories:
        groups = related_stories(story, site)
        assert max(map(len, groups)) <= 2
        day = story.date
        assert all(day and related.date and related.date <= day for related in groups.earlier)
        assert all(day and related.date and related.date >= day for related in groups.later)


@pytest.mark.parametrize(
    ("story", "front", "leads"),
    [
        ("2026-07-20", {"status": "reviewed"}, True),
        ("2025-10-23", {"status": "reviewed"}, False),
        ("2026-07-20", {"origins": 99}, False),
    ],
)
def test_a_reviewed_story_leads_the_front_page_unless_it_is_old(
    story: str, front: dict[str, object], leads: bool, site: Publication
) -> None:
    """A reviewed story goes first, but is no longer news after months."""
    site_stories = [
        replace(s, page=replace(s.page, front={**s.page.front, **front}))
        if s.id.startswith(story)
        else s
        for s in site.stories
    ]
    first = today.top_story(replace(site, stories=tuple(site_stories)))
    assert first is not None
    assert first.id.startswith(story) is leads


def test_a_story_of_a_future_day_never_leads_the_front_page(site: Publication) -> None:
    leading = today.top_story(site)
    assert leading
    story = replace(leading, date=site.as_of + dt.timedelta(days=1))
    assert today.top_story(replace(site, stories=(story,))) is None
    undated = replace(story, date=None)
    assert today.top_story(replace(site, stories=(story, undated))) is undated


def test_the_story_of_most_origins_leads_and_says_if_a_machine_wrote_what_was_read(
    site: Publication,
) -> None:
    """A lead read in a machine-made text is told so; alone, such a text makes no lead."""
    leading = today.top_story(site)
    assert leading
    assert leading.id == "2026-09-28-truce-extended-to-january-2027"
    page = today.view(site)["index.md"]
    assert page.index('class="headline"') < page.index("second-hand, in a machine-made text")
    single = replace(leading, page=replace(leading.page, front={"origins": 1}))
    assert today.top_story(replace(site, stories=(single,))) is None


def test_an_opinion_that_nobody_reviewed_never_leads_the_front_page(site: Publication) -> None:
    leading = today.top_story(site)
    assert leading
    opinions = {seed.id: replace(seed, opinion=True) for seed in leading.articles}
    story = replace(leading, articles_by_id=opinions)
    assert today.top_story(replace(site, stories=(story,))) is None
    page = replace(story.page, front={**story.page.front, "status": "reviewed"})
    read = replace(story, page=page)
    assert today.top_story(replace(site, stories=(read,))) is read


@pytest.mark.parametrize(
    ("title", "tex"),
    [
        ("R&D at 5% of $1", r"R\&D at 5\% of \$1"),
        (r"a\b~c^d", r"a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d"),
    ],
)
def test_a_citation_escapes_what_tex_would_interpret(
    site: Publication, title: str, tex: str
) -> None:
    (_, bibtex) = citations(site, "numbers/a.md", title)
    assert f"title = {{{{{tex}}}}}" in bibtex.text


def test_a_title_whose_last_day_has_passed_gets_a_line_that_says_so(site: Publication) -> None:
    def line(start: str, on: dt.date) -> str:
        [story] = [story for story in site.stories if story.id.startswith(start)]
        page = stories.page(story, replace(site, as_of=on))
        return page.partition("has passed")[2].partition("</p>")[0]

    pause = line("2025-11-07-october", dt.date(2026, 12, 2))
    assert "other sources say until 10 January 2027" in pause
    assert "Our newest source is of 9 October 2026." in pause
    assert not line("2025-11-07-october", dt.date(2026, 11, 10))
    roadmap = line("2025-11-04-putin", dt.date(2026, 12, 2))
    assert 'href="#' in roadmap
    assert "Our newest source" not in roadmap
    assert not line("2023-07", dt.date(2026, 12, 2))  # it names the day of a start
