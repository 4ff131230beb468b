"""Fixtures for all tests: the command as users run it, and a copy of the project's content."""

from __future__ import annotations

import functools
import http.server
import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from briefing_room import pipeline
from briefing_room.__main__ import main
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from shared import ROOT, Briefing, Git

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("nightly", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window; Playwright allows only one in each process."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base's name
        """Say nothing."""


@pytest.fixture(scope="session")
def address_of() -> Iterator[Callable[[Path], str]]:
    """Return a function from a folder to the address that serves it."""
    servers = []

    @functools.cache
    def serve(folder: Path) -> str:
        handler = functools.partial(_QuietHandler, directory=str(folder))
        servers.append(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield serve
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def process() -> Briefing:
    """Run ``briefing ARGS`` in a folder as a process, with more environment variables if given."""

    def run(folder: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "briefing_room", *args],
            cwd=folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def briefing() -> Briefing:
    """Run ``briefing ARGS`` in a folder without starting a process.

    ``piped`` is its standard input.
    """

    def run(
        folder: Path, *args: str, piped: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        stdin = io.TextIOWrapper(io.BytesIO(piped.encode()), "utf-8")
        stdout, stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            patch.setattr(sys, "argv", ["briefing", *args])
            for name, stream in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr)):
                patch.setattr(sys, name, stream)
            for name, value in environment.items():
                patch.setenv(name, value)
            pipeline.project_cache.cache_clear()  # as a new process would
            with pytest.raises(SystemExit) as end:
                main()
        for stream in (stdout, stderr):
            stream.seek(0)
        code = int(str(end.value.code))
        return subprocess.CompletedProcess(args, code, stdout.read(), stderr.read())

    return run


@pytest.fixture
def git(monkeypatch: pytest.MonkeyPatch) -> Git:
    """Run git in a folder and return what it prints; a failure fails the test."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Reviewer")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "reviewer@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")

    def run(folder: Path, *arguments: str) -> str:
        command = ["git", "-C", str(folder), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    return run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the committed seeds and pages into an empty folder."""
    for name in ("seeds", "briefings"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def cables(tmp_path: Path, briefing: Briefing) -> Path:
    """A project on another, invented subject, not generated yet."""
    folder = tmp_path / "cables"
    assert briefing(tmp_path, "init", "cables").returncode == 0
    for name in ("seeds", "briefings"):
        shutil.rmtree(folder / name)
        shutil.copytree(ROOT / "tests" / "second_subject" / name, folder / name)
    return folder
