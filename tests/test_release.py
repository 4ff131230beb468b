"""``scripts/release`` refuses a version that is not ready, and says why."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from shared import ROOT, Git, edit

LOG = "# Changes\n\n## Unreleased\n\n## 1.2.3 (2026-11-28)\n\n- New: a port.\n"


@pytest.fixture
def ready(tmp_path: Path, git: Git) -> Path:
    """A project that is ready for release, except that it has no environment."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/release", tmp_path / "scripts")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n')
    (tmp_path / "CHANGELOG.md").write_text(LOG)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, git)
    return tmp_path


def commit(folder: Path, git: Git) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Prepare")


def message(folder: Path) -> str:
    command = [folder / "scripts/release"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("pyproject.toml", "version", "versions"), "has no line: version"),
        (("pyproject.toml", "1.2.3", "1.2"), "'1.2' is not a version such as 1.2.3"),
        (("pyproject.toml", "1.2.3", "1.2.4"), "CHANGELOG.md does not have 1.2.4"),
        (("CHANGELOG.md", "(2026-11-28)", ""), "CHANGELOG.md does not have 1.2.3"),
        (("CHANGELOG.md", "Unreleased\n", "Unreleased\n\n- A quay.\n"), "has 1 lines under"),
        (("CHANGELOG.md", "a port", "two ports"), "Set up first"),  # otherwise it is ready
    ],
)
def test_a_version_that_is_not_ready_is_refused(
    ready: Path, git: Git, change: tuple[str, str, str], why: str
) -> None:
    file, old, new = change
    edit(ready / file, old, new)
    assert "Commit or stash" in message(ready) or "no line" in why
    commit(ready, git)
    assert why in message(ready)
    assert not (ready / "dist").exists()


def test_a_version_that_is_already_released_is_refused(ready: Path, git: Git) -> None:
    git(ready, "tag", "v1.2.3")
    assert "v1.2.3 is released already" in message(ready)
