"""The site of the committed corpus, built once for all browser tests, and a browser."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from briefing_room.commands import generate
from briefing_room.commands.site import build
from briefing_room.text.files import lock_folder
from playwright.sync_api import Browser, Page
from shared import ROOT

AS_OF = dt.date(2026, 12, 1)


@pytest.fixture(scope="session")
def home() -> str:
    """The address that the site is built for; it is served elsewhere, as a preview is."""
    return "https://briefing.example/"


@pytest.fixture(scope="session")
def built_site(home: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, once for all workers; strict: a warning fails every test here."""
    base = tmp_path_factory.getbasetemp()
    shared_folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    target, pages = shared_folder / "site", shared_folder / "corpus"
    with lock_folder(shared_folder), pytest.MonkeyPatch.context() as patch:
        if not target.exists():
            shutil.copytree(ROOT / "briefings", pages)
            generate.generate_pages(ROOT / "seeds", pages)
            patch.chdir(ROOT)
            build(ROOT / "seeds", pages, AS_OF, shared_folder / "half", address=home)
            (shared_folder / "half").rename(target)
    return target


@pytest.fixture(scope="session")
def address(built_site: Path, address_of: Callable[[Path], str]) -> str:
    return address_of(built_site)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()
