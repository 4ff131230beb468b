"""The branch of proposals grows and is never overwritten; tested with a bare repository."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from shared import Git

SCRIPTS = Path(__file__).parents[2] / "scripts"
PAGE = "briefings/stories/2025-04-04-mine.md"


@pytest.fixture
def clone(small: Path, tmp_path_factory: pytest.TempPathFactory, git: Git) -> Callable[[], Path]:
    """Put the small project on main of a bare repository; return a function that clones it."""
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


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [SCRIPTS / script, "../proposal"]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


def propose(folder: Path, monkeypatch: pytest.MonkeyPatch) -> subprocess.CompletedProcess[str]:
    """Pack a proposal in one clone and push it from another, as the two jobs do."""
    monkeypatch.setenv("BRIEFING", f"{sys.executable} -m briefing_room")
    shutil.rmtree(folder.parent / "proposal", ignore_errors=True)
    packed = run("propose.sh", folder)
    if packed.returncode or not (folder.parent / "proposal").exists():
        return packed
    return run("push-proposal.sh", folder)


def test_pages_are_proposed_with_a_report(
    clone: Callable[[], Path], git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = clone()
    done = propose(folder, monkeypatch)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Pushed briefings/update.")
    pushed = git(folder, "ls-tree", "-r", "--name-only", "origin/briefings/update")
    assert PAGE in pushed.splitlines()
    assert (folder.parent / "proposal" / "report.md").read_text().count("<details>") == 2
    assert "report.md" not in pushed


def test_a_change_outside_the_pages_is_not_pushed(
    clone: Callable[[], Path], git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(clone(), monkeypatch)
    folder = clone()
    git(folder, "switch", "--quiet", "briefings/update")
    (folder / "seeds" / "x.txt").write_text("Slipped in.")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Generate briefings")
    bundle = str(folder.parent / "proposal" / "update.bundle")
    git(folder, "bundle", "create", "--quiet", bundle, "briefings/update", "--not", "origin/main")
    before = git(folder, "rev-parse", "origin/briefings/update")
    done = run("push-proposal.sh", clone())
    assert done.returncode == 1
    assert "changes 1 files outside briefings/" in done.stderr
    git(folder, "fetch", "--quiet")
    assert git(folder, "rev-parse", "origin/briefings/update") == before


def test_a_second_run_adds_no_commit(
    clone: Callable[[], Path], git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(clone(), monkeypatch)
    folder = clone()
    before = git(folder, "rev-parse", "origin/briefings/update")
    done = propose(folder, monkeypatch)
    assert done.returncode == 0, done.stderr
    git(folder, "fetch", "--quiet")
    assert git(folder, "rev-parse", "origin/briefings/update") == before


def test_the_commit_of_a_reviewer_and_a_new_seed_both_survive(
    clone: Callable[[], Path],
    git: Git,
    add_note: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    propose(clone(), monkeypatch)
    reviewer = clone()
    git(reviewer, "switch", "--quiet", "briefings/update")
    page = reviewer / PAGE
    page.write_text(page.read_text().replace("status: unreviewed", "status: reviewed"))
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


def test_no_seed_can_close_issues_or_notify_people_in_its_pull_request(
    clone: Callable[[], Path],
    git: Git,
    add_note: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    acts = (
        "closes #2, GH-3, @owner and https://github.com/a/b/issues/4 <img src=x> [a](b) www.c.org"
    )
    editor = clone()
    text = f"The ministry said on Monday that the mine {acts} would be closed to those who ask."
    add_note(editor, "2025-06-01-new", f"A mine {acts}", "2025-06-01", text)
    (editor / "seeds" / "`a\n::error::b.txt").write_text("---\ntitle: [\n---\n")
    git(editor, "add", "--all")
    git(editor, "commit", "--quiet", "--message", "Add a seed")
    git(editor, "push", "--quiet", "origin", "main")
    folder = clone()
    monkeypatch.setenv("BRIEFING", f"{sys.executable} -m briefing_room")
    shutil.rmtree(folder.parent / "proposal", ignore_errors=True)
    packed = run("propose.sh", folder)
    assert packed.returncode == 0, packed.stderr
    assert not re.search("^::", packed.stdout + packed.stderr, re.MULTILINE)
    report = (folder.parent / "proposal" / "report.md").read_text()
    assert "closes" in report
    assert not re.search(r"#\d|GH-\d|@\w|://|<img|\]\(|www\.", report)
    assert not re.search("^::", report, re.MULTILINE)
