from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from generator.publish.publication import Publication
from generator.publish.views import figures

STORIES = Path(__file__).parents[2] / "briefings" / "stories"


def test_figures_that_differ_say_how_many_give_no_period(
    site_on: Callable[..., Publication],
) -> None:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    page = figures.view(site_on("2026-11-24", pages))[figures.FIGURES]
    compared = page.split("## All other figures")[0].split("\n## ")[1:]
    assert compared
    for part in compared:
        rows = [line for line in part.splitlines() if line.startswith("| **")]
        without = sum(row.split(" | ")[4] == "not given" for row in rows)
        told = re.search(r"(\d+) of the (\d+) give no period", part)
        assert (told and (int(told[1]), int(told[2]))) == (
            (without, len(rows)) if without else None
        )
