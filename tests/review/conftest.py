from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from shared import Briefing

NOTE = """\
---
title: "{title}"
date: {date}
kind: note
sources:
  - publisher: Reuters
    title: "{title}"
    url: https://example.org/{name}
    date: {date}
---
{body}
"""
CHINA = "---\nname: China\naliases: [Beijing]\ndemonyms: [Chinese]\n---\nA country.\n"
JAPAN = "---\nname: Japan\n---\nA country.\n"
TOPIC = "---\ntitle: Mining\nterms:\n  3: [mine, mines]\n---\nMines.\n"
FIRST = """\
China opened a mine at Bayan on 4 April 2025, Reuters reported. The mine is to give 60% of the \
ore of the region, or 3,834 tonnes a year.

A ministry official said "the mine is ready" and that Japan would buy 20% of the ore. Japan has \
not named a price. The second plant is due to open in June 2026."""
SECOND = """\
Japan ordered 500 tonnes of magnets from a plant in Narva on 9 May 2025, Reuters reported. The \
order is worth $12 million. Japan did not say who will use the magnets."""


def write_note(folder: Path, name: str, title: str, date: str, body: str) -> Path:
    path = folder / "seeds" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(NOTE.format(name=name, title=title, date=date, body=body))
    return path


@pytest.fixture
def add_note() -> Callable[..., Path]:
    return write_note


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Make a project of two seeds, two entities and one topic, not generated yet."""
    entities = tmp_path / "briefings" / "entities" / "country"
    entities.mkdir(parents=True)
    (entities / "china.md").write_text(CHINA)
    (entities / "japan.md").write_text(JAPAN)
    topics = tmp_path / "briefings" / "topics"
    topics.mkdir()
    (topics / "mining.md").write_text(TOPIC)
    write_note(tmp_path, "2025-04-04-mine", "China opens a mine", "2025-04-04", FIRST)
    write_note(tmp_path, "2025-05-09-order", "Japan orders magnets", "2025-05-09", SECOND)
    return tmp_path


@pytest.fixture
def pages(small: Path, briefing: Briefing) -> Path:
    assert briefing(small, "generate").returncode == 0
    return small


@pytest.fixture
def repository(pages: Path, git: Callable[..., str]) -> Path:
    git(pages, "init", "--quiet", "--initial-branch=main")
    git(pages, "add", "--all")
    git(pages, "commit", "--quiet", "--message", "Start")
    return pages
