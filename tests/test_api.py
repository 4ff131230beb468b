"""The examples on the page about the public API run and cover every function."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from briefing_room import api, pipeline
from shared import ROOT

PAGE = (ROOT / "briefings/about/api.md").read_text(encoding="utf-8")
SEED = """---
title: Mine opens
date: 2025-07-18
kind: note
sources:
  - {publisher: Ore Wire, url: "https://ore.example/1", date: 2025-07-18, tells: [1-1]}
---
Lynas opened a mine in July 2025.
"""

TOPIC = "---\ntitle: Mining\nterms: {3: [mine]}\n---\nMines.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefings/topics").mkdir(parents=True)
    (tmp_path / "briefings/topics/mining.md").write_text(TOPIC)
    (tmp_path / "seeds/2025-07-18-mine-opens.md").write_text(SEED)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_examples_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = "\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
    exec(compile(example, "api.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "2025-07-18 Mine opens 1" in printed
    assert "created" in printed
    assert "1 stories in the week of 2025-07-14" in printed
    assert (folder / "briefings/stories/2025-07-18-mine-opens.md").exists()


def test_the_page_names_every_public_function() -> None:
    functions = [name for name in api.__all__ if name[0].islower()]
    assert [name for name in functions if f"api.{name}(" not in PAGE] == []


def test_other_processes_give_the_same_pages(folder: Path) -> None:
    for day in range(1, 29):
        text = SEED.replace("a mine", f"mine {day}").replace("07-18", f"07-{day:02}")
        (folder / f"seeds/2025-07-{day:02}-mine-{day}.md").write_text(text)
    with ProcessPoolExecutor(2) as executor:
        remote = api.read(".", workers=executor).generated
    pipeline.project_cache.cache_clear()
    shutil.rmtree(folder / ".cache")
    assert remote == api.read(".", workers=1).generated
    assert len(remote) > 20
