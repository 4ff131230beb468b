"""The site of the committed corpus, built once for all browser tests, and a browser to look."""

from __future__ import annotations

import datetime as dt
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.commands import generate
from generator.commands.site import build
from shared import ROOT

AS_OF = dt.date(2026, 11, 24)



@pytest.fixture(scope="session")
def briefings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the briefings with the page of every seed."""
    folder = tmp_path_factory.mktemp("corpus") / "briefings"
    shutil.copytree(ROOT / "briefings", folder)
    generate.run(ROOT / "seeds", folder)
    return folder


@pytest.fixture(scope="session")
def home() -> str:
    """The address that the site is built for; it is served elsewhere, as a preview is."""
    return "https://briefing.example/"


@pytest.fixture(scope="session")
def built(briefings: Path, home: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, strict: a warning fails every test here."""
    target = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        build(ROOT / "seeds", briefings, AS_OF, target, address=home)
    return target


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base's name
        """Say nothing."""


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(built))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()
