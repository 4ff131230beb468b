from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity
from briefing_room.model import Briefing, Part, Role, Statement, Story
from shared import read_text

CATALOGUE = Catalogue(
    {
        slug: Entity(slug, f"entities/{kind}/{slug}.md", kind, name, aliases, speaks_as=speaks)
        for slug, kind, name, aliases, speaks in (
            ("china", "country", "China", ("Beijing",), None),
            ("japan", "country", "Japan", (), None),
            ("ap", "organisation", "Associated Press", ("AP",), "news-outlet"),
        )
    },
    stop_names=("Japan Times",),
)
ROLES = (Role.BOTTOM_LINE, *[Role.KEY_POINT] * 5)


def brief(
    text: str,
    *,
    seed: str = "2025-07-18-mine-opens",
    suffix: str = "md",
    title: str | None = None,
    **front: Any,
) -> Briefing:
    """Make the simplest briefing of a text: its first sentences, in order."""
    known: Mapping[str, Any] = {"title": title or "A mine opens", "kind": "note"} | front
    article = read_text(seed, f"seeds/{seed}.{suffix}", text, known if suffix == "md" else {})
    pairs = zip(article.sentences, ROLES, strict=False)
    statements = tuple(Statement((Part(s.text, s.passages),), role) for s, role in pairs)
    story = Story(seed, (article,), 1)
    return Briefing(seed, title or article.title or "Untitled", story, article.date, (), statements)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return CATALOGUE


@pytest.fixture(scope="session")
def make_briefing() -> Callable[..., Briefing]:
    return brief
