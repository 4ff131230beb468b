"""A publication of the project's own catalogue and seeds on any day, with pages as needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.catalogue.load import read_catalogue
from generator.ingest.load import read_seeds
from generator.pages.parse import parse
from generator.publish.publication import Publication, publication

ROOT = Path(__file__).parents[2]

SiteOn = Callable[..., Publication]


@pytest.fixture(scope="session")
def site_on() -> SiteOn:
    """Return a function from a day and the text of pages by path to a publication.

    Without pages every seed has a bare one, so that each source has a story to lead to.
    """
    catalogue, _ = read_catalogue(ROOT / "briefings")
    articles, _ = read_seeds(ROOT / "seeds")

    def bare(seed: str, title: str) -> str:
        return f"---\nid: {seed}\nseeds: [{seed}]\nstatus: draft\n---\n\n# {title}\n"

    def make(day: str, pages: dict[str, str] | None = None) -> Publication:
        own = pages or {f"stories/{a.id}.md": bare(a.id, a.title or a.id) for a in articles}
        parsed = [parse(text, path) for path, text in own.items()]
        return publication(parsed, catalogue, articles, dt.date.fromisoformat(day))

    return make
