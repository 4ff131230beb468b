"""A project with pages, plugins and styles of its own, built in each look."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from briefing_room.commands import generate
from mkdocs_runs import OWN, TAGGED, Build, run, write_settings
from playwright.sync_api import Browser, Page
from shared import ROOT, edit


@pytest.fixture(scope="session")
def own_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second subject with pages of its own beside ours; its stories are generated."""
    folder = tmp_path_factory.mktemp("citizen")
    for source in (ROOT / "tests" / "second_subject", OWN):
        shutil.copytree(source, folder, dirs_exist_ok=True)
    generate.generate_pages(folder / "seeds", folder / "briefings")
    for path in TAGGED:  # keys that the program does not know stay
        edit(folder / "briefings" / path, "---\n", "---\ntags: [cables]\n")
    generate.generate_pages(folder / "seeds", folder / "briefings")
    return folder


@pytest.fixture(scope="session")
def build_site(own_project: Path) -> Build:
    """Return a function that builds the project strictly, once for each name of settings."""

    @functools.cache
    def build(name: str) -> Path:
        plugins = yaml.safe_load((OWN / "mkdocs.yml").read_text("utf-8"))["plugins"]
        without_tags = [plugin for plugin in plugins if plugin != "tags"]  # a plugin of Material
        our_plugin = [
            plugin for plugin in plugins if isinstance(plugin, dict) and "briefings" in plugin
        ]
        material = {"name": "material", "font": False, "custom_dir": "overrides"}
        scripts = ["https://cdn.example/x.js", "assets/extra.js"]
        changes: dict[str, Any] = {
            "material": {"theme": material},
            "first-plugin": {
                "theme": material,
                "plugins": [
                    *our_plugin,
                    *(plugin for plugin in plugins if plugin not in our_plugin),
                ],
            },
            "mkdocs": {"theme": {"name": "mkdocs", "highlightjs": False}, "plugins": without_tags},
            "without-nav": {"nav": None, "extra_javascript": scripts},
        }.get(name, {})
        file = write_settings(own_project, name, **changes)
        done = run(own_project, "build", "--strict", "-f", file.name, "-d", f"site-{name}")
        assert done.returncode == 0, done.stderr
        (own_project / f"site-{name}.log").write_text(done.stderr, encoding="utf-8")
        return own_project / f"site-{name}"

    return build


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()
