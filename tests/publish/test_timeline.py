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
    assert any("Arafura" in item or "Nolans" in item for item in due)
    assert not any("event--main" in item for item in due)
    coming = page.split("<details")[1]
    assert "was due" not in coming


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


def test_of_a_sentence_with_several_dates_the_one_of_the_row_is_marked(page: str) -> None:
    rows = [*on("17 January 2026", page), *on("30 January 2026", page)]
    assert any("<b>January 17</b>" in row for row in rows)
    assert any("<b>January 30</b>" in row for row in rows)


SEEDS = (
    "2024-12-03-us-ban-gallium-germanium-antimony",
    "2025-11-07-october-controls-suspended",
)


def page_of(seed: str, *rows: str) -> str:
    head = f"---\nid: {seed}\nseeds: [{seed}]\nstatus: draft\n---\n\n# A story of {seed}\n\n"
    table = "## Dates\n\n| Date | What | According to |\n|---|---|---|\n"
    lines = "".join(f"| {row} | editor's note |\n" for row in rows)
    return f"{head}The ministry spoke.\n\n{table}{lines}"


def shown(site_on: Callable[..., Publication], *rows: str) -> str:
    pages = {
        f"stories/{seed}.md": page_of(seed, row) for seed, row in zip(SEEDS, rows, strict=True)
    }
    return timeline.view(site_on("2026-11-20", pages))[timeline.PAGE]


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
