"""The preview, as an editor uses it: a real server, real files, a seed that breaks."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from briefing_room.commands import serve
from shared import ROOT

PAGES = ROOT / "tests" / "ingest" / "pages"
APPLE = "2025-07-15-apple-mp-materials-magnets"
PATIENCE = 90  # seconds until a page must be there, on a slow machine


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with two seeds and no catalogue, which builds quickly."""
    folder = tmp_path_factory.mktemp("preview")
    (folder / "briefings").mkdir()
    (folder / "seeds").mkdir()
    for name in (APPLE, "2025-07-10-mp-materials-pentagon-deal-terms"):
        shutil.copy(ROOT / "seeds" / f"{name}.md", folder / "seeds")
    settings = (ROOT / "mkdocs.yml").read_text()
    (folder / "mkdocs.yml").write_text(settings)
    return folder


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


class Preview:
    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        with socket.create_server((host.strip("[]"), 0), family=_family(host)) as free:
            self.port = free.getsockname()[1]
        self.folder = folder
        self.host = host
        self.log = folder / f"log-{self.port}"
        command = [sys.executable, "-m", "briefing_room", "serve", "--address"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, f"{host}:{self.port}"], cwd=folder, stdout=log, stderr=log
            )

    def page(self, story: str) -> str:
        """Return the page of a story, or nothing."""
        try:
            url = f"http://{self.host}:{self.port}/stories/{story}/"
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, OSError):
            return ""

    def wait(self, story: str, words: str = "") -> str:
        """Return the page of a story once it has ``words``."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            page = self.page(story)
            if page and words in page:
                return page
            time.sleep(0.3)
        raise AssertionError(self.log.read_text())

    def wait_for(self, words: str, then: str = "") -> None:
        """Wait until the terminal says ``words``, and ``then`` behind them."""
        until = time.monotonic() + PATIENCE
        while then not in (log := self.log.read_text()).partition(words)[2] or words not in log:
            assert time.monotonic() < until, log
            time.sleep(0.3)


@pytest.fixture(scope="module")
def preview(folder: Path) -> Iterator[Preview]:
    server = Preview(folder)
    yield server
    server.process.terminate()
    server.process.wait(timeout=20)


def test_the_site_is_served(preview: Preview) -> None:
    assert "Apple" in preview.wait(APPLE)


def test_a_file_that_is_dropped_in_gets_its_page(preview: Preview) -> None:
    preview.wait(APPLE)
    shutil.copy(PAGES / "wordpress.html", preview.folder / "seeds" / "lynas.html")
    assert "Daily Metal" in preview.wait("lynas")


def test_an_edit_of_a_page_is_shown_and_kept(preview: Preview) -> None:
    preview.wait(APPLE)
    path = preview.folder / "briefings" / "stories" / f"{APPLE}.md"
    line = "The editor's own line about magnets.[^editor]"
    path.write_text(path.read_text().replace("## Key points", f"{line}\n\n## Key points", 1))
    preview.wait(APPLE, "own line about")
    assert line in path.read_text()


def test_a_broken_seed_is_reported_and_its_page_stays(preview: Preview) -> None:
    preview.wait(APPLE)
    path = preview.folder / "briefings" / "stories" / f"{APPLE}.md"
    before = path.read_bytes()
    seed = preview.folder / "seeds" / f"{APPLE}.md"
    good = seed.read_text()
    seed.write_text("---\ntitle: [\n---\nText.\n")
    preview.wait_for(
        f"seeds/{APPLE}.md:2: bad-seed: the value of 'title' cannot be read",
        then="Up to date",
    )
    assert "magnets" in preview.wait(APPLE)
    assert path.read_bytes() == before
    assert preview.process.poll() is None
    seed.write_text(good)


def test_broken_settings_are_reported_and_the_site_stays(preview: Preview) -> None:
    preview.wait(APPLE)
    path = preview.folder / "mkdocs.yml"
    good = path.read_text()
    path.write_text("site_name: [\n")
    preview.wait_for("The site was left as it was.")
    assert "Apple" in preview.wait(APPLE)
    path.write_text(good)


def test_a_slow_save_is_waited_for(preview: Preview) -> None:
    preview.wait(APPLE)
    path = preview.folder / "briefings" / "stories" / f"{APPLE}.md"
    text = path.read_text().replace(
        "## Key points", "Another own line.[^editor]\n\n## Key points", 1
    )
    with path.open("w") as file:  # an editor that empties the file first, on a slow disk
        for at in range(0, len(text), len(text) // 5):
            file.write(text[at : at + len(text) // 5])
            file.flush()
            time.sleep(0.15)
    preview.wait(APPLE, "Another own")
    assert {"own line about magnets.", "Another own line."} <= {
        line.removeprefix("The editor's ").removesuffix("[^editor]")
        for line in path.read_text().splitlines()
    }


def test_after_a_build_that_fails_the_next_save_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server = serve.Preview(tmp_path, tmp_path, dt.date(2026, 11, 24), tmp_path, "")
    builds = iter((RecursionError("too\x1b deep"), None))

    def build(preview: serve.Preview) -> None:
        if error := next(builds):
            raise error

    monkeypatch.setattr(serve.Preview, "build", build)
    (tmp_path / "a.md").write_text("a")
    server.rebuild()
    server.rebuild()  # nothing was changed: nothing is built
    (tmp_path / "a.md").write_text("ab")
    server.rebuild()
    output = capsys.readouterr()
    assert output.err == "Error: too\N{REPLACEMENT CHARACTER} deep\nThe site was left as it was.\n"
    assert output.out == "Up to date: \n"


def test_a_fix_that_is_saved_while_a_build_fails_is_built_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    preview = serve.Preview(tmp_path, tmp_path, dt.date(2026, 11, 24), tmp_path, "")
    seed = tmp_path / "a.md"
    seed.write_text("bad")

    def build(preview: serve.Preview) -> None:
        if seed.read_text() == "bad":
            seed.write_text("right")
            raise RuntimeError("bad seed")

    monkeypatch.setattr(serve.Preview, "build", build)
    preview.rebuild()
    preview.rebuild()
    assert capsys.readouterr().out == "Up to date: \n"


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_an_ipv6_address_is_served_and_printed_in_brackets(folder: Path) -> None:
    preview = Preview(folder, "[::1]")
    try:
        assert "Apple" in preview.wait(APPLE)
        assert f"Serving http://[::1]:{preview.port}/ -" in preview.log.read_text()
    finally:
        preview.process.terminate()
        preview.process.wait(timeout=20)


def test_an_address_that_is_in_use_or_malformed_is_refused(preview: Preview) -> None:
    preview.wait(APPLE)
    command = [sys.executable, "-m", "briefing_room", "serve", "--address"]
    for address in (f"127.0.0.1:{preview.port}", "nonsense", "127.0.0.1:²", "::1:8000"):
        result = subprocess.run(
            [*command, address],
            cwd=preview.folder,
            env=dict(os.environ),
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 2
        assert f"cannot serve on {address}" in result.stderr
        assert "Traceback" not in result.stderr
