"""The wheel, installed elsewhere, creates a project that builds, checks and reviews."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from shared import ROOT, Briefing


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command of a virtual environment that has the wheel; nothing is downloaded.

    The packages it needs come from the environment that runs the tests.
    """
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder]
    subprocess.run([*pip, *build, ROOT], check=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    (wheel,) = folder.glob("*.whl")
    into = ["--python", python, "install", "--no-deps", "--no-index", wheel]
    subprocess.run([*pip, *into], check=True)
    (lib,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (lib / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "venv" / "bin" / "briefing"


def test_a_new_project_builds_checks_and_reviews(installed: Path, tmp_path: Path) -> None:
    def run(*args: str | Path, folder: Path = tmp_path) -> str:
        path = f"{installed.parent}:/usr/bin:/bin"
        environment = {"PATH": path, "HOME": str(tmp_path), "SOURCE_DATE_EPOCH": "1790000000"}
        command = [str(arg) for arg in args]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "files in harbours/" in run(installed, "init", "harbours", "--name", "Harbour news")
    project = tmp_path / "harbours"
    place = run(
        installed.with_name("python"), "-c", "import briefing_room; print(briefing_room.__file__)"
    )
    assert place.startswith(str(installed.parents[1]))
    run("git", "init", "--quiet", "--initial-branch=main", folder=project)
    run("git", "add", "--all", folder=project)
    person = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    run("git", *person, "commit", "--quiet", "--message", "Start", folder=project)
    for target in ("site", "check", "review"):
        run("make", target, folder=project)
    home = (project / "site/index.html").read_text()
    assert "<title>Harbour news</title>" in home
    assert "An example harbour opens a second quay" in home
    assert (project / "site/assets/briefing.css").is_file()
    assert "40 ships a day" in (project / "site/numbers/ships-a-day/index.html").read_text()
    assert "opened a second quay" in (project / "build/review.html").read_text()


def test_a_name_keeps_its_capitals_and_the_printed_folder_is_quoted(
    briefing: Briefing, tmp_path: Path
) -> None:
    done = briefing(tmp_path, "init", "EU my site")
    assert "cd 'EU my site' &&" in done.stdout
    assert 'site_name: "EU my site"' in (tmp_path / "EU my site/mkdocs.yml").read_text()


def test_settings_without_the_plugin_are_reported_in_one_line(
    briefing: Briefing, tmp_path: Path
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefings").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    done = briefing(tmp_path, "site")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "mkdocs.yml: the briefings plugin is missing" in done.stderr


def test_a_folder_with_files_is_left_alone(briefing: Briefing, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = briefing(tmp_path, "init", ".")
    assert (done.returncode, "already has mine.txt" in done.stderr) == (2, True)
    assert os.listdir(tmp_path) == ["mine.txt"]  # noqa: PTH208  names are what is compared
