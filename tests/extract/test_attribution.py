"""Who is quoted, sentence by sentence, in invented texts of ``cases/attribution.yml``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.load import read_catalogue
from briefing_room.extract.facts import find_speakers
from briefing_room.model import Article, Passage, Sentence
from shared import cases, read_text

CASES = cases(__file__, "attribution")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(Path(__file__).parents[2] / "briefings")[0]


def article(case: dict[str, Any]) -> Article:
    """Make an article of the sentences, in one paragraph."""
    kind = case.get("kind", "article")
    empty = read_text("a", "seeds/a.md", "Nothing.", {"kind": kind, "title": "A title"})
    sentences = tuple(
        Sentence(text, (Passage("a", 1, number, 0, len(text), text),))
        for number, (text, *_) in enumerate(case["text"], start=1)
    )
    return replace(
        empty,
        sentences=sentences,
        publisher=case.get("publisher"),
        author=case.get("author"),
        opinion=case.get("opinion", False),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_who_is_quoted(case: dict[str, Any], catalogue: Catalogue) -> None:
    results = find_speakers(article(case), catalogue)
    assert len(results) == len(case["text"])
    for (text, *expected), speaker in zip(case["text"], results, strict=True):
        result = (speaker.name, speaker.label) if speaker else None
        name, label = (*expected, *("", "")[len(expected) :])
        assert result == ((name, label) if expected else None), text
