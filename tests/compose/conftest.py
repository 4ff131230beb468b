"""Articles and the catalogue, for the tests of this stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.load import read_catalogue
from briefing_room.model import Article
from shared import ROOT, read_seeds, read_text

Make = Callable[..., Article]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return read_catalogue(ROOT / "briefings")[0]


@pytest.fixture(scope="session")
def seeds() -> tuple[Article, ...]:
    return read_seeds(ROOT / "seeds")[0]


@pytest.fixture(scope="session")
def make() -> Make:
    """Make an article from its text and front matter."""

    def article(
        id: str,  # noqa: A002  the name of the field
        text: str,
        *,
        date: str | None = None,
        kind: str = "note",
        **front: object,
    ) -> Article:
        known: dict[str, object] = {"kind": kind, **front}
        if kind == "note":
            known.setdefault("title", f"Note {id}")
            date = date or "2026-01-01"
        if date:
            known["date"] = dt.date.fromisoformat(date)
        return read_text(id, f"seeds/{id}.md", text, known)

    return article
