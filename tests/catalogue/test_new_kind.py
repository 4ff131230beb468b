"""A new kind of row is its record, an entry in the registry, a form and a template."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from shared import ROOT, edit

RECORD = '''"""Prices, each with its passage."""

from dataclasses import dataclass

from briefing_room.catalogue.pages import PageRecord
from briefing_room.catalogue.schema import LinkTarget, cites, key
from briefing_room.text.periods import Period


@dataclass(frozen=True, slots=True)
class Quote:
    """What something cost at a time."""

    text: str = key(name="price", hint="write it as the passage does", check="value")
    says: str = key(hint="name who gives it", check="speaker")
    cites: tuple[str, ...] = cites()
    period: Period | None = key(None, check="period")
    line: int = 0


@dataclass(frozen=True, slots=True)
class Price(PageRecord):
    """A page of prices."""

    name: str = key(hint="the page is left out")
    quotes: tuple[Quote, ...] = key(())
    about: tuple[str, ...] = key((), links_to=LinkTarget.ENTITY_OR_TOPIC)
'''
ENTRY = """    CatalogueKind(
        "prices", Price, pattern="prices/*.md", rows="quotes", form="price", title="Prices",
        template="price.md", columns="price period says",
    ),
)
GLOSSARY"""
FORM = "\nprice: |\n  ---\n  name: $name\n  quotes: []\n  ---\n"
TEMPLATE = """{% extends "kind.md" %}
{% block text %}<p class="lead">{{ rows[0].cells.price }}</p>{% endblock %}
"""
NOTE = """---
title: Dearer oxide
date: 2026-05-01
kind: note
sources:
  - {publisher: Ore Wire, url: "https://ore.example/1", date: 2026-05-01, tells: [1-1]}
---
Dysprosium oxide cost $900 a kilogram in Europe in April 2026, Ore Wire reported on 1 May 2026.
"""
QUOTE = (
    "quotes:\n  - {price: $950 a kilogram, period: 2026-04, says: Ore Wire,"
    " cites: [2026-05-01-dearer/1-1]}\nabout: [atlantis]\n"
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The program with four files added or changed."""
    package = tmp_path / "generator/briefing_room"
    shutil.copytree(
        ROOT / "generator/briefing_room", package, ignore=shutil.ignore_patterns("__pycache__")
    )
    (package / "catalogue/prices.py").write_text(RECORD)
    registry = package / "catalogue/kinds.py"
    edit(registry, ")\nGLOSSARY", ENTRY)
    pages = "import PageRecord\n"
    edit(registry, pages, f"{pages}from briefing_room.catalogue.prices import Price\n")
    with (package / "data/forms.yml").open("a") as forms:
        forms.write(FORM)
    (package / "publish/templates/price.md").write_text(TEMPLATE)
    return package.parent


def test_a_kind_of_four_files_is_written_checked_and_shown(tmp_path: Path, package: Path) -> None:
    project = tmp_path / "project"
    (project / "seeds").mkdir(parents=True)
    (project / "briefings").mkdir()
    (project / "seeds/2026-05-01-dearer.md").write_text(NOTE)
    settings = "site_name: X\ndocs_dir: briefings\nplugins: [briefings]\ntheme: {name: material}\n"
    (project / "mkdocs.yml").write_text(settings)
    path = os.pathsep.join((str(package), os.environ.get("PYTHONPATH", "")))

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "briefing_room", *arguments],
            cwd=project,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr

    output = run("new", "price", "Dysprosium oxide")
    assert "briefings/prices/dysprosium-oxide.md: written" in output
    page = project / "briefings/prices/dysprosium-oxide.md"
    edit(page, "quotes: []\n", QUOTE)
    findings = run("check")
    assert "'about' names 'atlantis', which has no page" in findings
    assert f"{page.relative_to(project)}:4: wrong-number: “$950" in findings
    edit(page, "about: [atlantis]\n", "")
    edit(page, "$950", "$900")
    run("build", "--as-of", "2026-05-03")
    built = unescape((project / "site/prices/dysprosium-oxide/index.html").read_text())
    assert '<p class="lead">$900 a kilogram</p>' in built
    assert "April 2026" in built
    assert "https://ore.example/1" in built
    assert "dysprosium-oxide" in (project / "site/prices/index.html").read_text()
    assert "$900 a kilogram" in (project / "site/data/prices.csv").read_text()
