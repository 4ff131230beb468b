"""The invented examples give the committed pages, without and with a draft.

``WRITE_EXAMPLES=1 pytest tests/test_examples.py`` writes these pages if they are to change.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from shared import ROOT, Briefing

EXAMPLES = ROOT / "examples"


@pytest.fixture
def trial(tmp_path: Path, briefing: Briefing) -> Path:
    """A new project with the examples as its only seeds."""
    folder = tmp_path / "trial"
    assert briefing(tmp_path, "init", "trial").returncode == 0
    shutil.rmtree(folder / "seeds")
    (folder / "seeds").mkdir()
    for path in (EXAMPLES / "seeds").iterdir():
        if path.suffix == ".pdf":
            assert briefing(folder, "add", str(path)).returncode == 0
        else:
            shutil.copy(path, folder / "seeds")
    assert briefing(folder, "generate").returncode == 0
    return folder


def compare(folder: Path, kind: str, names: Iterable[str]) -> None:
    for name in names:
        page, example = folder / "briefings" / "stories" / name, EXAMPLES / kind / name
        if "WRITE_EXAMPLES" in os.environ:
            shutil.copy(page, example)
        assert page.read_text() == example.read_text()


def test_pages_without_a_writer(trial: Path, briefing: Briefing) -> None:
    pages = sorted(path.name for path in (trial / "briefings" / "stories").glob("*.md"))
    assert len(pages) == len([*(EXAMPLES / "seeds").iterdir()]) == 8
    compare(trial, "alone", pages)
    assert sorted(path.name for path in (EXAMPLES / "alone").iterdir()) == pages
    done = briefing(trial, "check")
    assert done.returncode == 0, done.stdout


def test_drafted_pages(trial: Path, briefing: Briefing) -> None:
    answers = sorted((EXAMPLES / "answers").glob("*.json"))
    for path in answers:
        done = briefing(trial, "draft", path.stem, "--from", str(path), "--by", "a language model")
        assert done.returncode == 0, done.stderr
    assert briefing(trial, "generate").returncode == 0
    compare(trial, "drafted", [f"{path.stem}.md" for path in answers])
    assert briefing(trial, "check").returncode == 0


def test_the_examples_show_what_their_list_promises() -> None:
    pages = {path.stem: path.read_text() for path in (EXAMPLES / "alone").iterdir()}
    wire = pages["2026-03-04-wire-story-with-a-denial"]
    assert "\n# Brask Minerals opens second clay pit at Tamsel as villagers blame it for" in wire
    bullet = next(line for line in wire.split("\n") if "The company denied the accusation" in line)
    assert "the pits drain into the stream" in bullet
    assert "in Kessel, which currently controls" in pages["2026-01-20-torn-sentences"]
    assert "\n# Halden to sell its share of the Quell" in pages["2026-02-11-headline-on-two-lines"]
    assert "subject to the supply" in pages["2026-04-14-press-release"]
    assert "proud" not in pages["2026-04-14-press-release"]
    assert ">" not in pages["2026-02-27-forwarded-mail"].partition("## Sources")[0]
