"""The proposal's branch grows and is never forced: tried on a bare repository."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Git = Callable[..., str]
SCRIPT = Path(__file__).parents[2] / "scripts" / "propose.sh"
PAGE = "briefings/stories/2025-04-04-mine.md"


@pytest.fixture
def clone(small: Path, tmp_path_factory: pytest.TempPathFactory, git: Git) -> Callable[[], Path]:
    """Put the small project on main of a bare repository; return what clones it."""
    home = tmp_path_factory.mktemp("origin")
    git(small, "init", "--quiet", "--initial-branch=main")
    git(small, "add", "--all")
    git(small, "commit", "--quiet", "--message", "Start")
    git(home, "clone", "--quiet", "--bare", str(small), "origin.git")
    count = iter(range(100))

    def make() -> Path:
        name = f"clone{next(count)}"
        git(home, "clone", "--quiet", "--branch", "main", "origin.git", name)
        return home / name

    return make


def propose(folder: Path, monkeypatch: pytest.MonkeyPatch) -> subprocess.CompletedProcess[str]:
    monkeypatch.setenv("BRIEFING", f"{sys.executable} -m generator")
    command = [SCRIPT, "report.md"]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


def test_pages_are_proposed_with_a_report(
    clone: Callable[[], Path], git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = clone()
    done = propose(folder, monkeypatch)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Pushed briefings/update.")
    pushed = git(folder, "ls-tree", "-r", "--name-only", "origin/briefings/update")
    assert PAGE in pushed.splitlines()
    assert "Pages created (2)" in (folder / "report.md").read_text()
    assert "report.md" not in pushed


def test_a_second_run_adds_no_commit(
    clone: Callable[[], Path], git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(clone(), monkeypatch)
    folder = clone()
    before = git(folder, "rev-parse", "origin/briefings/update")
    assert propose(folder, monkeypatch).returncode == 0
    git(folder, "fetch", "--quiet")
    assert git(folder, "rev-parse", "origin/briefings/update") == before


def test_a_reviewer_s_commit_and_a_new_seed_both_survive(
    clone: Callable[[], Path],
    git: Git,
    add_note: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    propose(clone(), monkeypatch)
    reviewer = clone()
    git(reviewer, "switch", "--quiet", "briefings/update")
    page = reviewer / PAGE
    page.write_text(page.read_text().replace("status: draft", "status: reviewed"))
    git(reviewer, "commit", "--quiet", "--all", "--message", "Review")
    git(reviewer, "push", "--quiet", "origin", "briefings/update")
    reviewed = git(reviewer, "rev-parse", "HEAD").strip()
    editor = clone()
    add_note(editor, "2025-06-01-new", "A third mine", "2025-06-01", "A mine closed in Japan.")
    git(editor, "add", "--all")
    git(editor, "commit", "--quiet", "--message", "Add a seed")
    git(editor, "push", "--quiet", "origin", "main")

    folder = clone()
    assert propose(folder, monkeypatch).returncode == 0
    assert "status: reviewed" in (folder / PAGE).read_text()
    assert (folder / "briefings/stories/2025-06-01-new.md").is_file()
    assert reviewed in git(folder, "rev-list", "origin/briefings/update").split()


def test_a_conflict_with_main_stops_and_says_so(
    clone: Callable[[], Path], git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(clone(), monkeypatch)
    for branch, status in (("briefings/update", "reviewed"), ("main", "refused")):
        person = clone()
        git(person, "switch", "--quiet", branch)
        page = person / PAGE
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"---\nid: 2025-04-04-mine\nstatus: {status}\n---\n")
        git(person, "add", "--all")
        git(person, "commit", "--quiet", "--message", "Edit")
        git(person, "push", "--quiet", "origin", branch)
    done = propose(clone(), monkeypatch)
    assert done.returncode == 1
    assert "merge main into the pull request by hand" in done.stderr
