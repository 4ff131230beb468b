"""Two pages that contradict each other are reported, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from shared import Briefing, edit

SEED = "2026-05-01-outputs"
NOTE = """---
title: Outputs
date: 2026-05-01
kind: note
sources:
  - {publisher: Ore Wire, url: "https://ore.example/1", date: 2026-05-01, tells: [1-1, 1-2]}
---
Ore Wire said that Acme made 400 tonnes of oxides in 2025.
It made 500 tonnes of oxides in 2025.
Acme's plant at Weld operates.
"""
NUMBER = """---
name: {name}
unit: tonnes
counts: what is made
values:
  - {{value: "{value}", period: 2025, of: oxides, says: Ore Wire, cites: [{cite}]{more}}}
---
"""
PLACE = """---
name: {name}
sites:
  - name: Weld plant
    kind: plant
    status: {{value: {status}, cites: [2026-05-01-outputs/1-3]}}
---
"""


def message(project: Path, briefing: Briefing) -> list[str]:
    lines = briefing(project, "check", "--as-of", "2026-06-01").stdout.splitlines()
    return [line for line in lines if "differs-elsewhere" in line]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "2026-05-01-outputs.md").write_text(NOTE)
    for folder in ("numbers", "entities/place"):
        (tmp_path / "briefings" / folder).mkdir(parents=True)
    return tmp_path


def write(pages: Path, name: str, value: str, cite: str, more: str = "") -> None:
    text = NUMBER.format(name=name, value=value, cite=cite, more=more)
    (pages / "briefings" / "numbers" / f"{name}.md").write_text(text)


def test_two_pages_with_different_amounts_are_reported(pages: Path, briefing: Briefing) -> None:
    write(pages, "first", "400 tonnes", f"{SEED}/1-1")
    write(pages, "second", "500 tonnes", f"{SEED}/1-2")
    (text,) = message(pages, briefing)
    assert "'400 tonnes' here, '500 tonnes' at numbers/second.md:6" in text
    write(pages, "second", "500 tonnes", f"{SEED}/1-2", ", note: by another count")
    assert message(pages, briefing) == []
    write(pages, "second", "400 tonnes", f"{SEED}/1-1")
    assert message(pages, briefing) == []


def test_two_pages_with_different_statuses_of_a_site_are_reported(
    pages: Path, briefing: Briefing
) -> None:
    for name, status in (("weld", "operating"), ("elsewhere", "planned")):
        page = pages / "briefings" / "entities" / "place" / f"{name}.md"
        page.write_text(PLACE.format(name=name.title(), status=status))
    (text,) = message(pages, briefing)
    assert "'planned' here, 'operating' at entities/place/weld.md" in text


def test_sites_of_one_name_in_two_countries_are_two_sites(pages: Path, briefing: Briefing) -> None:
    for country in ("arcadia", "borduria"):
        page = pages / "briefings" / "entities" / "country" / f"{country}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"---\nname: {country.title()}\n---\n")
    for name, status in (("weld", "operating"), ("elsewhere", "planned")):
        text = PLACE.format(name=name.title(), status=status)
        country = "arcadia" if name == "weld" else "borduria"
        page = pages / "briefings" / "entities" / "place" / f"{name}.md"
        page.write_text(text.replace("sites:", f"country: {country}\nsites:"))
    assert message(pages, briefing) == []
    edit(page, "borduria", "arcadia")
    assert len(message(pages, briefing)) == 1
