"""Control codes, links and pipes do no harm: none is obeyed, replaced or waited for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from shared import Briefing, number

SIGNS = "\x1b[31m", "\x9b31m", "\u202e", "\u2066"
TEXT = f"Alpha Minerals opened a mine {''.join(SIGNS)}for 1,200 tonnes of oxides in Norway in 2025."
SEED = (
    f"Alpha opens a mine\n\nBy Jane Roe, Reuters\n\n4 March 2025\n\n{TEXT}\n\nIt cost $4 million.\n"
)
PAGE = "briefings/stories/2025-03-04-alpha.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for name in ("seeds", "briefings"):
        (folder / name).mkdir(parents=True)
    (folder / "seeds" / "2025-03-04-alpha.txt").write_text(SEED)
    return folder


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a process, which has a minute."""
    call = [sys.executable, "-m", "briefing_room", *command]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_no_command_prints_control_codes(folder: Path, briefing: Briefing) -> None:
    assert briefing(folder, "generate").returncode == 0
    line = number(folder / PAGE, "Alpha Minerals opened")
    explanation = briefing(folder, "explain", f"{PAGE}:{line}").stdout
    assert "Alpha Minerals opened a mine" in explanation
    done = [briefing(folder, name) for name in ("names", "check", "review")]
    done.append(briefing(folder, "withdraw", "2025-03-04-alpha"))
    output = explanation + "".join(result.stdout + result.stderr for result in done)
    assert not any(sign[0] in output for sign in SIGNS)


def test_the_report_shows_a_replacement_for_each_control_code(
    folder: Path, briefing: Briefing, git: object
) -> None:
    for command in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "one"]):
        name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *name, *command], cwd=folder, check=True)
    assert briefing(folder, "generate").returncode == 0
    briefing(folder, "review", "--html", "report.html")
    report = (folder / "report.html").read_text()
    assert not any(sign[0] in report for sign in SIGNS)
    assert "\N{REPLACEMENT CHARACTER}" in report


@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_an_output_replaces_only_a_plain_file(folder: Path, briefing: Briefing, kind: str) -> None:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    commit = ["git", *name, "commit", "-q", "--allow-empty", "-m", "one"]
    subprocess.run(commit, cwd=folder, check=True)
    target, target_of_link = folder / "report.html", folder.parent / "kept"
    target_of_link.write_text("as it was")
    {"pipe": os.mkfifo, "link": lambda path: path.symlink_to(target_of_link), "folder": Path.mkdir}[
        kind
    ](target)
    before = target.lstat().st_mode
    done = briefing(folder, "review", "--html", "report.html")
    assert (done.returncode, "report.html: is not a plain file" in done.stderr) == (2, True)
    assert (target.lstat().st_mode, target_of_link.read_text()) == (before, "as it was")


def test_an_output_outside_of_the_project_is_refused(folder: Path, briefing: Briefing) -> None:
    for target in ("../report.html", str(folder.parent / "report.html"), "out/report.html"):
        (folder / "out").unlink(missing_ok=True)
        (folder / "out").symlink_to(folder.parent)
        done = briefing(folder, "review", "--html", target)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "is outside" in done.stderr
        assert not (folder.parent / "report.html").exists()


@pytest.mark.parametrize("name", ["briefing.sqlite-journal"])
def test_a_cache_that_is_a_pipe_is_reported_and_not_waited_for(folder: Path, name: str) -> None:
    (folder / ".cache").mkdir()
    os.mkfifo(folder / ".cache" / name)
    done = run(folder, "generate")
    assert done.returncode == 0
    assert "briefing.sqlite is not a plain file" in done.stderr
    assert (folder / PAGE).exists()


@pytest.mark.parametrize("link", [".cache", ".cache/.gitignore", ".cache/briefing.sqlite"])
def test_the_cache_follows_no_link(folder: Path, link: str) -> None:
    elsewhere = folder.parent / "other"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("as it was")
    (folder / link).parent.mkdir(exist_ok=True)
    (folder / link).symlink_to(elsewhere if link == ".cache" else elsewhere / "file")
    done = run(folder, "generate")
    assert (done.returncode, "is not a plain file" in done.stderr) == (0, True)
    assert [path.name for path in elsewhere.iterdir()] == ["file"]
    assert (elsewhere / "file").read_text() == "as it was"


@pytest.mark.parametrize("name", ["stories", ".generated"])
def test_a_folder_that_leads_out_is_reported_and_stays_untouched(
    folder: Path, briefing: Briefing, name: str
) -> None:
    elsewhere = folder.parent / "other"
    elsewhere.mkdir()
    (elsewhere / ".writing-1-1").write_text("not ours")
    (folder / "briefings" / name).symlink_to(elsewhere)
    done = briefing(folder, "generate")
    assert done.returncode == 1
    assert re.search(rf"briefings/{re.escape(name)}: unreadable-page: is a link", done.stderr)
    assert [path.name for path in elsewhere.iterdir()] == [".writing-1-1"]
