"""Strict builds by MkDocs and by its fork."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shared import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project: one seed, one page, the theme of the package."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefings" / "stories").mkdir(parents=True)
    shutil.copy(ROOT / "briefings" / "vocabulary.yml", tmp_path / "briefings")
    shutil.copy(next((ROOT / "seeds").glob("2025-07-15-*")), tmp_path / "seeds")
    (tmp_path / "briefings" / "stories" / "own.md").write_text(
        "---\nid: own\ndate: null\nseeds: []\nstatus: reviewed\n---\n\n# A page of my own\n\n"
        "## Bottom line\n\nSee [nowhere](../entities/country/nowhere.md) "
        "and [x](own.md#no).[^gone]\n",
        encoding="utf-8",
    )
    return tmp_path


def _build(project: Path, engine: str = "mkdocs") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", engine, "build", "--strict", "-f", "mkdocs.yml", "-d", engine]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_a_page_that_git_could_not_merge_is_left_out_with_a_warning(project: Path) -> None:
    page = project / "briefings" / "stories" / "own.md"
    sides = "<<<<<<< HEAD\nOne.\n=======\nAnother.\n>>>>>>> side\n"
    page.write_text(page.read_text("utf-8") + sides, encoding="utf-8")
    run = _build(project)
    assert run.returncode != 0  # since the build is strict
    assert "stories/own.md is left out: git could not merge it" in run.stderr


def test_a_missing_folder_is_reported_without_a_traceback(project: Path) -> None:
    shutil.rmtree(project / "seeds")
    run = _build(project)
    assert run.returncode != 0
    assert "no such folder" in run.stderr
    assert "Traceback" not in run.stderr


def test_mkdocs_and_its_fork_build_the_same_site_in_spite_of_dead_links(
    project: Path,
) -> None:
    for engine in ("mkdocs", "properdocs"):
        run = _build(project, engine)
        assert run.returncode == 0, run.stderr
    pages = sorted((project / "mkdocs").rglob("*.html"))
    for page in pages:
        fork_page = project / "properdocs" / page.relative_to(project / "mkdocs")
        assert page.read_bytes() == fork_page.read_bytes(), page
    html = (project / "mkdocs" / "stories" / "own" / "index.html").read_text(encoding="utf-8")
    assert "A page of my own" in html
    assert "nowhere.md" not in html
    assert "not in the texts kept here" in html


@pytest.mark.parametrize(
    "settings", ["mkdocs.yml", "generator/briefing_room/data/project/mkdocs.yml"]
)
def test_a_page_of_your_own_has_boxes_folds_tabs_and_tasks_without_new_settings(
    project: Path, settings: str
) -> None:
    text = (ROOT / settings).read_text("utf-8").replace("$name", "News").replace("$mark", "N")
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    (project / "briefings" / "primer.md").write_text(
        '# Primer\n\n!!! warning "Mind this"\n\n    A box.\n\n??? note "More"\n\n    A fold.\n\n'
        '=== "One"\n\n    A tab.\n\n- [x] A task.\n\n```python\nx = 1\n```\n',
        encoding="utf-8",
    )
    _build(project)
    page = (project / "mkdocs" / "primer" / "index.html").read_text("utf-8")
    parts = ("admonition warning", "<details class=", "tabbed-set", "task-list-item", 'highlight"')
    assert [part for part in parts if part not in page] == []
