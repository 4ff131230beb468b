"""However many stories there are, no list outgrows a page, and every story is in one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from briefing_room.pages.document import parse
from briefing_room.publish.publication import Publication
from briefing_room.publish.views import story_lists

FIRST = dt.date(2024, 1, 1)
PAGE = """---
id: {day}-{number}
title: Story {number} of {day}
date: {day}
status: unreviewed
topics: [magnets]
seeds: []
---
# Story {number} of {day}

## Bottom line

Something happened.
"""


def publication(count: int, small: Callable[..., Publication], *, a_day: int = 5) -> Publication:
    """A site with ``count`` stories, ``a_day`` of them on each day."""
    days = [(FIRST + dt.timedelta(days=number // a_day), number) for number in range(count)]
    texts = (PAGE.format(day=day, number=number) for day, number in days)
    pages = [
        parse(text, f"stories/{day}-{number}.md")
        for text, (day, number) in zip(texts, days, strict=True)
    ]
    return small(pages)


def test_lists_of_many_stories_are_paged_by_year_and_month(small: Callable[..., Any]) -> None:
    count = 2_500
    pages = story_lists.view(publication(count, small))
    assert all(len(text) < 120_000 for text in pages.values())
    for number in (0, 1_200, count - 1):
        assert sum(f">Story {number} of " in text for text in pages.values()) == 1
    index = pages["stories/index.md"]
    assert "January 2024" in index  # a year of more than 500 is listed by month
    assert all(f"in-2024-{month:02}" in index for month in range(1, 13))


def test_a_month_of_many_stories_is_listed_in_parts(small: Callable[..., Any]) -> None:
    pages = story_lists.view(publication(1_400, small, a_day=50))
    assert sorted(pages)[:3] == [
        "stories/in-2024-01-2.md",
        "stories/in-2024-01-3.md",
        "stories/index.md",
    ]
    assert "January 2024, part 3" in pages["stories/index.md"]
    for number in (0, 700, 1_399):
        assert sum(f">Story {number} of " in text for text in pages.values()) == 1


def test_a_site_without_stories_has_its_list(small: Callable[..., Any]) -> None:
    assert "stories/index.md" in story_lists.view(small())
