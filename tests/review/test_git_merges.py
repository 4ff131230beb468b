"""Pull requests of people and of the generator meet in real git, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from briefing_room.text.files import lock_folder
from shared import Briefing, Git, edit, number

PAGE = "briefings/stories/2025-04-04-mine.md"
RECORD = "briefings/.generated/2025-04-04-mine.txt"
SEED = "seeds/2025-04-04-mine.md"


@pytest.fixture
def repository(small: Path, briefing: Briefing, git: Git) -> Path:
    briefing(small, "generate")
    git(small, "init", "--quiet", "--initial-branch=main")
    commit(small, git, "Start")
    return small


def commit(folder: Path, git: Git, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def merge(folder: Path, branch: str) -> bool:
    """Merge a branch; return whether git could do it alone."""
    command = ["git", "-C", str(folder), "merge", "--quiet", "--no-edit", branch]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def make_branch(folder: Path, branch: str, git: Git, briefing: Briefing, new: str) -> None:
    """Make a branch with another figure in the seed and on the page."""
    git(folder, "switch", "--quiet", "--create", branch, "main")
    edit(folder / SEED, "3,834 tonnes", new)
    briefing(folder, "generate")
    commit(folder, git, branch)


def test_a_pull_request_of_a_person_and_one_of_the_generator_merge_without_loss(
    repository: Path, briefing: Briefing, git: Git
) -> None:
    page = repository / PAGE
    deleted = next(x for x in page.read_text().split("\n") if "20% of the ore" in x)
    git(repository, "switch", "--quiet", "--create", "person")
    edit(page, "status: unreviewed", "status: reviewed\nreviewer: Ada")
    edit(page, f"{deleted}\n", "")
    commit(repository, git, "Review")
    make_branch(repository, "program", git, briefing, "3,900 tonnes")
    git(repository, "switch", "--quiet", "main")
    assert merge(repository, "person")
    assert merge(repository, "program")
    before = page.read_text()
    assert briefing(repository, "generate").returncode == 0
    deleted_lines = {*before.split("\n")} - {*page.read_text().split("\n")}
    assert {line[:2] for line in deleted_lines} == {"[^", "##"}  # unused footnotes and headings
    assert "reviewer: Ada" in before
    assert "3,900 tonnes" in before
    assert deleted not in before


@pytest.mark.parametrize("side", ["ours", "theirs", "markers", "deleted", "union"])
def test_after_two_generated_requests_the_record_may_come_from_either_side(
    repository: Path, briefing: Briefing, git: Git, side: str
) -> None:
    if side == "union":  # as this project has it, and as `briefing init` writes it
        (repository / ".gitattributes").write_text("briefings/.generated/*.txt merge=union\n")
        commit(repository, git, "Merge records alone")
    make_branch(repository, "one", git, briefing, "3,900 tonnes")
    make_branch(repository, "other", git, briefing, "4,000 tonnes")
    git(repository, "switch", "--quiet", "main")
    assert merge(repository, "one")
    assert not merge(repository, "other")
    assert (RECORD in git(repository, "diff", "--name-only", "--diff-filter=U")) is (
        side != "union"
    )
    if side in ("ours", "theirs"):
        git(repository, "checkout", f"--{side}", "--", RECORD)
    elif side == "deleted":
        (repository / RECORD).unlink()
    git(repository, "checkout", "--theirs", "--", SEED, PAGE)
    edit(repository / PAGE, "status: unreviewed", "status: reviewed")
    assert briefing(repository, "generate").returncode == 0
    text = (repository / PAGE).read_text()
    assert "status: reviewed" in text
    assert text.count("4,000 tonnes") >= 1
    done = briefing(repository, "generate")
    assert (repository / PAGE).read_text() == text
    assert "unchanged" in done.stdout


def test_merge_markers_are_reported_and_the_text_between_them_is_not_used(
    repository: Path, briefing: Briefing
) -> None:
    edit(repository / SEED, "China opened", "<<<<<<< ours\nChina opened\n=======\nIt\n>>>>>>> x\n")
    edit(repository / PAGE, "## Sources", "<<<<<<< ours\n=======\n>>>>>>> x\n\n## Sources")
    before = (repository / PAGE).read_text()
    done = briefing(repository, "generate")
    line = number(repository / SEED, "<<<<<<<")
    assert f"{SEED}:{line}: bad-seed: git could not merge here; keep one" in done.stderr
    assert f"{PAGE}: has an open conflict; see: briefing check" in done.stderr
    assert (done.returncode, (repository / PAGE).read_text()) == (1, before)
    edit(
        repository / SEED, "\n=======\nIt\n>>>>>>> x\n", ""
    )  # the first mark alone is reported too
    assert f"{SEED}:{line}: bad-seed: git" in briefing(repository, "generate").stderr


def test_after_a_run_that_is_killed_the_next_one_works(
    small: Path, add_note: Callable[..., Path]
) -> None:
    for count in range(80):
        add_note(
            small,
            f"mine-{count}",
            f"Mine {count}",
            "2025-06-01",
            f"Mine {count} gives {count} tonnes.",
        )
    command = [sys.executable, "-m", "briefing_room", "generate"]
    run = subprocess.Popen(command, cwd=small)
    helpers = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    while run.poll() is None and not helpers.read_text():
        time.sleep(0.02)
    run.kill()
    run.wait()
    assert subprocess.run(command, cwd=small, check=False, timeout=60).returncode == 0


def test_a_second_run_says_that_it_waits_for_the_first(small: Path) -> None:
    command = [sys.executable, "-m", "briefing_room", "generate"]
    with lock_folder(small / "briefings"):
        run = subprocess.Popen(command, cwd=small, stderr=subprocess.PIPE, text=True)
        assert run.stderr
        assert "waiting" in run.stderr.readline()
        time.sleep(0.1)
        assert not list((small / "briefings").rglob("stories/*.md"))
    assert run.wait(60) == 0
    assert list((small / "briefings").rglob("stories/*.md"))


def test_in_a_new_project_a_merge_brings_no_deleted_sentence_back(
    tmp_path: Path, briefing: Briefing, git: Git
) -> None:
    assert briefing(tmp_path, "init", "mines").returncode == 0
    project, page = tmp_path / "mines", tmp_path / "mines/briefings/stories/acme.md"
    parts = [
        (
            "The Acme plant opened on 1 May 2025, Acme said. "
            "The ministry granted a licence for one year in March 2025."
        ),
        "Villagers said that the plant fouls their wells.",
    ]
    seed = project / "seeds/acme.md"
    seed.write_text("\n\n".join(parts) + "\n")
    briefing(project, "generate")
    git(project, "init", "--quiet", "--initial-branch=main")
    commit(project, git, "Start")
    git(project, "switch", "--quiet", "--create", "program")
    seed.write_text(
        "\n\n".join([parts[0], "Boris Petrov, the mayor, called the plant a mistake.", parts[1]])
        + "\n"
    )
    briefing(project, "generate")
    commit(project, git, "Correct the article")
    git(project, "switch", "--quiet", "main")
    deleted = next(x for x in page.read_text().split("\n") if x.startswith("The ministry"))
    edit(page, f"{deleted}\n", "")
    briefing(project, "generate")
    commit(project, git, "Leave the licence out")
    git(project, "merge", "--quiet", "--no-edit", "-X", "theirs", "program")
    briefing(project, "generate")
    assert "The ministry" not in page.read_text()
