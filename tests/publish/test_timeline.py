from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.publish.publication import Publication
from generator.publish.views import timeline

STORIES = Path(__file__).parents[2] / "briefings" / "stories"


@pytest.fixture
def page(site_on: Callable[..., Publication]) -> str:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    return timeline.view(site_on("2026-11-24", pages))[timeline.PAGE]


def on(day: str, page: str) -> list[str]:
    items = re.findall(r'<li class="event.*?</li>', page)
    return [item for item in items if f'class="when">{day}' in item]


def test_a_day_that_lay_ahead_of_its_sources_is_told_as_due(page: str) -> None:
    items = re.findall(r'<li class="event.*?</li>', page)
    due = [item for item in items if "was due" in item]
    assert any("second quarter of 2026" in item for item in due)
    assert not any("event--main" in item for item in due)
    coming = page.split("<details")[1]
    assert "was due" not in coming
    assert "second half of 2026" in coming  # it is not over


def test_what_is_due_today_has_not_passed(site_on: Callable[..., Publication]) -> None:
    row = "28 November 2026, expected | Envoys of both sides meet in Busan for the first time"
    same, later = (dated(site_on, day, row) for day in ("2026-11-28", "2026-11-29"))
    assert "was due" not in same
    assert "Still to come" in same
    assert 'class="when">28 November 2026 <em>was due' in later


def test_the_day_of_a_measure_is_told_once_by_the_measure(page: str) -> None:
    (row,) = on("27 November 2026", page)
    assert "Last day of the suspension of Announcement 46 of 2024" in row
    (row,) = on("10 November 2026", page)
    assert "unknown since" in row
    assert "entities/policy/" in row


def test_what_is_due_stands_soonest_first_and_the_years_newest_first(page: str) -> None:
    coming, year = page.split("<details")[1:3]
    assert coming.index("27 November 2026") < coming.index("1 January 2027")
    assert year.index("10 November 2026") < year.index("9 November 2026")


def test_a_sentence_of_several_past_days_stands_once_and_its_day_is_marked(page: str) -> None:
    (row,) = [item for item in on("12 January 2026", page) if "Chikyu" in item]
    assert "<b>January 12</b>" in row
    assert row.index("reached the site on January 17") > 0
    assert not [item for item in on("17 January 2026", page) if "Chikyu" in item]


def test_a_day_that_a_sentence_only_mentions_has_no_row(page: str) -> None:
    for day, words in (
        ("9 October 2025", "suspended six export control announcements"),
        ("9 May 2025", "repeated the list"),
        ("24 February 2026", "started on 6 January"),
    ):
        assert not [item for item in on(day, page) if words in item]


def test_an_event_whose_day_is_known_is_not_told_of_its_month_again(page: str) -> None:
    assert not [item for item in on("February 2026", page) if "Court of Auditors" in item]
    assert [item for item in on("2 February 2026", page) if "auditors" in item.lower()]


def test_who_said_that_something_would_happen_stands_with_it(page: str) -> None:
    (row,) = [item for item in on("1 July 2025", page) if "law" in item]
    assert "Xinhua reported in 2024 that the law, passed on 8 November of that year" in row


def test_no_row_opens_with_what_only_the_sentence_before_explains(page: str) -> None:
    texts = re.findall(r"</span> <span>(?!<a)(.*?)</span>", page)
    assert texts
    assert not [t for t in texts if re.match(r"(?:It|Its|They|On the same day|Six days)\b", t)]


SEEDS = (
    "2024-12-03-us-ban-gallium-germanium-antimony",
    "2025-11-07-october-controls-suspended",
)


def page_of(seed: str, *rows: str) -> str:
    head = f"---\nid: {seed}\nseeds: [{seed}]\nstatus: draft\n---\n\n# A story of {seed}\n\n"
    table = "## Dates\n\n| Date | What | According to |\n|---|---|---|\n"
    lines = "".join(f"| {row} | editor's note |\n" for row in rows)
    return f"{head}The ministry spoke.\n\n{table}{lines}"


def dated(site_on: Callable[..., Publication], day: str, row: str) -> str:
    return timeline.view(site_on(day, {"stories/a.md": page_of(SEEDS[0], row)}))[timeline.PAGE]


def shown(site_on: Callable[..., Publication], *rows: str) -> str:
    pages = {
        f"stories/{seed}.md": page_of(seed, row) for seed, row in zip(SEEDS, rows, strict=True)
    }
    return timeline.view(site_on("2026-11-20", pages))[timeline.PAGE]


def test_the_next_day_is_no_step_beside_the_day_itself(
    site_on: Callable[..., Publication],
) -> None:
    text = dated(
        site_on,
        "2026-11-28",
        "4 December 2024 (“the next day” in the text) | China objected to the order the next day",
    )
    assert "<span>China objected to the order</span>" in text


def test_what_two_stories_tell_of_one_day_in_like_words_stands_once(
    site_on: Callable[..., Publication],
) -> None:
    text = shown(
        site_on,
        "28 November 2026, expected | The ban on gallium and antimony is suspended until then",
        "28 November 2026, expected | It suspended until then a ban on gallium and antimony sales",
    )
    assert text.count("28 November 2026") == 1


def test_what_happened_besides_on_that_day_stands(site_on: Callable[..., Publication]) -> None:
    text = shown(
        site_on,
        "28 November 2026, expected | The ban on gallium and antimony is suspended until then",
        "28 November 2026, expected | Envoys of both sides meet in Busan for the first time",
    )
    assert text.count("28 November 2026") == 2
