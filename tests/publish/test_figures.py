from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from generator.publish.publication import Publication
from generator.publish.views import figures, plants

STORIES = Path(__file__).parents[2] / "briefings" / "stories"


def test_figures_that_differ_say_how_many_give_no_period(
    site_on: Callable[..., Publication],
) -> None:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    page = figures.view(site_on("2026-11-24", pages))[figures.FIGURES]
    compared = page.split("## Every figure")[0].split("\n## ")[1:]
    assert compared
    for part in compared:
        rows = [line for line in part.splitlines() if line.startswith("| **")]
        without = sum(row.split(" | ")[4] == "not given" for row in rows)
        told = re.search(r"(\d+) of the (\d+) give no period", part)
        assert (told and (int(told[1]), int(told[2]))) == (
            (without, len(rows)) if without else None
        )


def test_no_quantity_is_both_disputed_and_commonly_confused(
    site_on: Callable[..., Publication],
) -> None:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    shown = figures.view(site_on("2026-11-24", pages))
    both = (shown[figures.FIGURES], shown[figures.CONFUSED])
    titles = [re.findall(r"^## (.+)$", page, re.MULTILINE) for page in both]
    assert all(titles)
    assert not set(titles[0]) & set(titles[1])
    assert all(len(found) == len(set(found)) for found in titles)


PLANT_PAGE = """---
id: 2025-09-19-neo-narva-magnet-plant
seeds: [2025-09-19-neo-narva-magnet-plant]
status: draft
---

# Neo opens a plant

## Figures

| Figure | Of what | Stage, group | Place | Period | According to |
|---|---|---|---|---|---|
| 2,000 tonnes a year | magnets | magnets | Narva, Estonia | 2026 | editor's note[^neo-9a55-2-1] |
| 5,000 tonnes a year | magnets | magnets | Fort Worth | by 2029 | editor's note[^neo-9a55-2-1] |
| 20,000 tonnes | magnets | magnets | Estonia | 2024 | editor's note[^neo-9a55-2-1] |
| 164 tonnes | exports | exports | Narva, Estonia | May | editor's note[^neo-9a55-2-1] |
"""


def test_plants_are_listed_by_their_place_and_countries_are_not(
    site_on: Callable[..., Publication],
) -> None:
    site = site_on("2026-11-24", {"stories/neo.md": PLANT_PAGE})
    rows = [r for r in plants.view(site)[plants.PAGE].splitlines() if "tonnes" in r]
    assert [row.split(" | ")[0] for row in rows] == [
        "| Fort Worth",
        "| [Narva, Estonia](entities/place/narva.md)",
    ]


def test_every_figure_is_on_the_page_of_its_unit_and_that_is_linked(
    site_on: Callable[..., Publication],
) -> None:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    site = site_on("2026-11-24", pages)
    made = figures.view(site)
    units = {path: text for path, text in made.items() if path.startswith("figures/")}
    rows = [line for text in units.values() for line in text.splitlines() if line[:4] == "| **"]
    assert len(rows) == sum(len(story.figures) for story in site.stories)
    for path, text in units.items():
        number = sum(line.startswith("| **") for line in text.splitlines())
        linked = re.search(
            rf'\]\({re.escape(path)}\) <span class="meta">([\d,]+)<', made["figures.md"]
        )
        assert linked, path
        assert int(linked[1].replace(",", "")) == number


def test_figures_of_one_unit_stand_along_the_chain(site_on: Callable[..., Publication]) -> None:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    shares = figures.view(site_on("2026-11-24", pages))["figures/shares-and-changes-per-cent.md"]
    heads = re.findall(r"^## (.+)$", shares, re.MULTILINE)
    assert heads.index("Mining") < heads.index("Separation and refining") < heads.index("Magnets")


def test_every_quantity_on_which_sources_differ_has_a_chart(
    site_on: Callable[..., Publication],
) -> None:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    page = figures.view(site_on("2026-11-24", pages))[figures.FIGURES]
    parts = page.split("## Every figure")[0].split("\n## ")[1:]
    assert any(part.count("\n| **") > 14 for part in parts)
    assert all('<figure class="dots"' in part for part in parts)


def test_what_is_commonly_confused_is_drawn_by_what_it_counts_along_the_chain(
    site_on: Callable[..., Publication],
) -> None:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    page = figures.view(site_on("2026-11-24", pages))[figures.CONFUSED]
    share = page.split("## China's share of rare earths\n")[1].split("\n## ")[0]
    rows = re.findall(r"<li><b>([^<]+)</b> ([^<]+)<svg", share)
    counted = [label.rpartition(" (")[0] for _, label in rows]
    assert counted.index("mining") < counted.index("separation and refining")
    assert counted.index("separation and refining") < counted.index("magnets")
    drawn = sum(int(re.search(r"\((\d+) figure", label)[1]) for _, label in rows)
    assert drawn == share.count("| **") - share.count("by 2030")


def test_the_figures_open_with_how_far_apart_the_sources_are_today(
    site_on: Callable[..., Publication],
) -> None:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    page = figures.view(site_on("2026-11-24", pages))[figures.FIGURES]
    (row,) = [
        line
        for line in page.splitlines()
        if line.startswith("| [China's share of rare earths, mining]")
    ]
    least, most = row.split(" | ")[1:3]
    assert least.startswith(("**60%", "**about 60%", "**more than 60%"))
    assert most.startswith(("**70%", "**around 70"))


def test_a_stage_on_which_sources_agree_stands_with_the_others_of_its_quantity(
    site_on: Callable[..., Publication],
) -> None:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    page = figures.view(site_on("2026-11-24", pages))[figures.FIGURES]
    names = re.findall(r"^\| \[([^\]]+)\]\(", page, re.MULTILINE)
    shares = [
        at for at, name in enumerate(names) if name.startswith("China's share of rare earths,")
    ]
    assert shares == list(range(shares[0], shares[0] + len(shares)))
    (magnets,) = [line for line in page.splitlines() if "rare earths, magnets]" in line]
    assert "(confused.md#chinas-share-of-rare-earths)" in magnets
    assert magnets.split(" | ")[1].startswith(("**more than 80%**", "**over 80%**"))
    assert magnets.split(" | ")[2].startswith("**94%**")
    assert "can all be true" in magnets


def test_who_says_it_does_not_lean_on_a_story_that_is_not_there(
    site_on: Callable[..., Publication],
) -> None:
    pages = {f"stories/{path.name}": path.read_text("utf-8") for path in STORIES.glob("*.md")}
    page = figures.view(site_on("2026-11-24", pages))[figures.FIGURES]
    shown = re.findall(r"<li><b>[^<]+</b> ([^<]+)<svg", page)
    assert shown
    assert not [who for who in shown if "two weeks later" in who]
    assert not [who for who in shown if re.search(r"(?i)the government,", who)]
