from __future__ import annotations

from pathlib import Path

import pytest
from shared import Briefing

NOTE = """---
title: A mine closes
date: 2026-03-02
kind: note
sources:
  - {publisher: Daily Metal, url: https://metal.example/1, date: 2026-03-02, tells: [1-1, 2-1]}
  - {publisher: City Wire, via: Ore, url: https://wire.example/2, date: 2026-03-03, tells: [2-1]}
  - {publisher: Old Post, url: https://post.example/3, date: 2026-01-05}
---
The mine at Orehill closed on 2 March 2026 after its owner ran out of money.

The owner owes 40 suppliers a total of $12 million, and the town expects to lose 300 jobs. \
Nobody has offered to buy the mine so far.
"""


@pytest.fixture
def mine(tmp_path: Path, briefing: Briefing) -> Path:
    assert briefing(tmp_path, "init", "mine").returncode == 0
    (tmp_path / "mine/seeds/2026-03-02-mine.md").write_text(NOTE, encoding="utf-8")
    return tmp_path / "mine"


def test_a_footnote_names_the_sources_of_its_sentence(mine: Path, briefing: Briefing) -> None:
    assert briefing(mine, "generate").returncode == 0
    (page,) = (mine / "briefings/stories").glob("*mine*.md")
    text = page.read_text("utf-8")
    metal, wire = (
        "[Daily Metal](https://metal.example/1)",
        "[City Wire (via Ore)](https://wire.example/2)",
    )
    assert f"-1-1]: Our note, paragraph 1, resting on {metal}." in text
    assert f"-2-1]: Our note, paragraph 2, resting on {metal}, {wire}." in text
    assert (
        "1. [*Old Post*](https://post.example/3), 5 January 2026." in text
    )  # supports none of them
    output = briefing(mine, "explain", f"{page.name}").stdout
    assert "source: City Wire (via Ore): https://wire.example/2" in output


def test_a_source_that_lists_a_missing_sentence_is_reported(mine: Path, briefing: Briefing) -> None:
    seed = mine / "seeds/2026-03-02-mine.md"
    seed.write_text(NOTE.replace("[2-1]", "[9-1]"), encoding="utf-8")
    done = briefing(mine, "check", "--all")
    assert done.returncode == 1
    assert "2026-03-02-mine.md:7: unknown-place: 'tells' names 9-1" in done.stdout
