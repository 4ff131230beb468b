"""A note with the structure of a page: the page made from it, its addresses, marks and faults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shared import Briefing

SEEDS = {
    "2026-05-01-plant.md": """---
title: A plant opens
date: 2026-05-01
kind: note
by: Ada Lund
sources:
  - {publisher: Ore Wire, url: "https://ore.example/1", date: 2026-05-01, tells: [1-1, 2-1, 3-1]}
  - {publisher: Daily Metal, url: "https://daily.example/2", date: 2026-05-02, tells: [3-2, 6-1]}
---
Acme opened a plant for 400 tonnes a year on 1 May 2026.

- The licence covers one year only.
- Villagers said that the plant fouls their wells. Acme denied that it does.

## Why it matters

No other plant in the country makes more.[^2026-05-01-plant/1-1][^2026-04-01-count/1-1]

## Not known

- Reports up to 2 May 2026 do not say who buys the metal.

## More

Acme bought the land in 2019.
""",
    "2026-04-01-count.md": """---
title: Plants are counted
date: 2026-04-01
kind: note
sources:
  - {publisher: Survey, url: "https://survey.example/", date: 2026-04-01, tells: [1-1]}
---
The largest of the country's plants made 300 tonnes in 2025.
""",
}
PAGE = "briefings/stories/2026-05-01-plant.md"
SETTINGS = "site_name: Plants\ndocs_dir: briefings\nplugins: [briefings]\ntheme: {name: material}\n"


@pytest.fixture
def plants(tmp_path: Path, briefing: Briefing) -> Path:
    for folder in ("seeds", "briefings"):
        (tmp_path / folder).mkdir()
    for name, text in SEEDS.items():
        (tmp_path / "seeds" / name).write_text(text)
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    assert briefing(tmp_path, "generate").returncode == 0
    return tmp_path


def sections(page: str) -> dict[str, list[str]]:
    """Return the lines below each heading, without their footnotes."""
    parts = re.split(r"^## (.+)$", re.sub(r"\[\^[^\]]*\]", "", page), flags=re.MULTILINE)
    return {
        name: [line for line in text.splitlines() if line]
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def test_the_page_has_the_sections_of_the_note_and_all_its_words(plants: Path) -> None:
    lines = sections((plants / PAGE).read_text())
    lines.pop("Sources")
    assert lines == {
        "Bottom line": ["Acme opened a plant for 400 tonnes a year on 1 May 2026."],
        "Key points": [
            "- The licence covers one year only.",
            "- Villagers said that the plant fouls their wells. Acme denied that it does.",
        ],
        "Why it matters": ["- No other plant in the country makes more."],
        "Not known": ["- Reports up to 2 May 2026 do not say who buys the metal."],
        "More": ["- Acme bought the land in 2019."],
    }


def test_headings_and_marks_count_as_no_paragraph(plants: Path, briefing: Briefing) -> None:
    line = next(
        number
        for number, text in enumerate((plants / PAGE).read_text().splitlines(), start=1)
        if "bought the land" in text
    )
    output = briefing(plants, "explain", f"{PAGE}:{line}").stdout
    assert ", 6-1:" in output
    assert "Daily Metal" in output


def test_the_mark_of_an_inference_opens_the_texts_that_it_follows_from(
    plants: Path, briefing: Briefing
) -> None:
    done = briefing(plants, "site", "--as-of", "2026-05-03")
    assert done.returncode == 0, done.stderr
    html = (plants / "site/stories/2026-05-01-plant/index.html").read_text()
    why = html.partition("No other plant")[2].partition("Not known")[0]
    (mark,) = re.findall(r'popovertarget="(p-[^"]+)"', why)
    box = html.partition(f'id="{mark}"')[2].partition("</aside>")[0][:1500]
    assert "https://ore.example/1" in box
    assert "https://survey.example/" in box


def test_the_site_names_the_author_folds_the_section_more_and_shows_the_note_once(
    plants: Path, briefing: Briefing
) -> None:
    briefing(plants, "site", "--as-of", "2026-05-03")
    html = (plants / "site/stories/2026-05-01-plant/index.html").read_text()
    head = " ".join(re.sub("<[^>]*>", "", html.partition('class="dateline"')[2])[:400].split())
    assert "written by Ada Lund from 2 published texts; not checked against them" in head
    assert "bought the land" in html.partition("<summary>More</summary>")[2].partition("</d")[0]
    assert html.count("Acme bought the land") == 1
    assert "in full" not in html


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("count/1-1]", "count/9-9]", "-count/9-9; the last paragraph of the seed is"),
        ("-count/1-1]", "-cont/1-1]", "'2026-04-01-cont'; did you mean '2026-04-01-count'?"),
        ("[^2026-05-01-plant/1-1][^2026-04-01-count/1-1]", "", "no-mark"),
        ("date: 2026-05-01, tells", "date: 2026-04-30, tells", "cannot report on 2026-05-01"),
    ],
)
def test_a_mistake_in_a_note_is_reported_with_a_hint(
    plants: Path, briefing: Briefing, old: str, new: str, message: str
) -> None:
    path = plants / "seeds/2026-05-01-plant.md"
    path.write_text(path.read_text().replace(old, new))
    briefing(plants, "generate")
    done = briefing(plants, "check")
    assert done.returncode == 1
    assert message in done.stdout


def test_a_mistake_is_reported_on_its_own_line_if_its_words_are_above_as_well(
    plants: Path, briefing: Briefing
) -> None:
    path = plants / "seeds/2026-05-01-plant.md"
    text = path.read_text().replace("[^2026-05-01-plant/1-1][^2026-04-01-count/1-1]", "")
    words = "No other plant in the country makes more."
    path.write_text(text.replace("title: ", f"# {words}\ntitle: ", 1))
    briefing(plants, "generate")
    line = max(n for n, x in enumerate(path.read_text().splitlines(), 1) if words in x)
    assert f"seeds/2026-05-01-plant.md:{line}: no-mark: " in briefing(plants, "check").stdout


def test_a_line_that_a_person_changed_stays(plants: Path, briefing: Briefing) -> None:
    page = plants / PAGE
    page.write_text(page.read_text().replace("covers one year only", "holds for a single year"))
    seed = plants / "seeds/2026-05-01-plant.md"
    seed.write_text(seed.read_text().replace("bought the land in 2019", "bought land in 2019"))
    briefing(plants, "generate")
    text = page.read_text()
    assert "holds for a single year" in text
    assert "bought land in 2019" in text
