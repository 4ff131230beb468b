"""A hundred lies that are told by leaving out, ten of each kind, made from the seeds' sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

import pytest

from generator.catalogue.entries import Catalogue
from generator.compose.faithful import doubts
from generator.model import Article

# What is left out, and what is put for it.
LIES = {
    "a negation": (r" (?:not|never|no)\b", ""),
    "only": (r"\bonly ", ""),
    "a bound of a figure": (r"\b(?:up to|at least|more than|less than|under|over) (?=[$€]?\d)", ""),
    "that it is about so much": (r"\b(?:about|around|nearly|almost|roughly|some) (?=[$€]?\d)", ""),
    "who says it, at the end": (
        r", (?:according to [^,]+|(?:[A-Z][\w.]+ )+(?:said|reported|noted))\.$",
        ".",
    ),
    "who says it, at the start": (r"^[^,.]{3,60} said (?:on \d+ \w+ \d+ )?that (?=\w)", ""),
    "that it may be": (r"\b(?:may|might|could|would) (?=\w+)", ""),
    "that it is a plan": (
        r"\b(?:plan(?:s|ned)?|aim(?:s|ed)?|agreed|expect(?:s|ed)?|is|are|was|were) to (?=\w+)",
        "",
    ),
    "what it depends on": (
        r",? (?:if|unless|until|subject to|depending on|provided|pending|before|after)\b[^,;]*\.$",
        ".",
    ),
    "the other side": (r"[,;] (?:but|while|whereas|although|though|though it)\b[^;]*\.$", "."),
}
EACH = 10


def lies(seeds: Sequence[Article], kind: str) -> list[tuple[str, str]]:
    """Return sentences with their lies: a part is left out once."""
    pattern, put = LIES[kind]
    sentences = [s.text for article in seeds for s in article.sentences]
    random.Random(7).shuffle(sentences)
    return list(_changed(sentences, pattern, put))[:EACH]


def _changed(sentences: Sequence[str], pattern: str, put: str) -> Iterator[tuple[str, str]]:
    for source in sentences:
        lie = re.sub(pattern, put, source, count=1)
        if lie != source:
            yield source, lie[:1].upper() + lie[1:]


def test_of_a_hundred_deletions_that_mislead_at_least_ninety_five_are_kept_out(
    seeds: Sequence[Article], catalogue: Catalogue
) -> None:
    told = [(kind, *each) for kind in LIES for each in lies(seeds, kind)]
    through = [(kind, lie) for kind, source, lie in told if not doubts(lie, source, catalogue)]
    assert len(told) == 100
    assert len(through) <= 5, through


@pytest.mark.parametrize(
    ("source", "lie"),
    [
        (
            "Lynas, which may close its kiln, sold 40 tonnes of oxide.",
            "Lynas sold 40 tonnes of oxide.",
        ),
        (
            "Lynas signed an agreement, which has yet to be approved.",
            "Lynas signed an agreement.",
        ),
        (
            "Lynas holds a licence for the kiln, which expired in May.",
            "Lynas holds a licence for the kiln.",
        ),
        (
            "Lynas mines ore at Weld (but not at Mount Weld East).",
            "Lynas mines ore at Weld.",
        ),
        (
            "Lynas – if the board agrees – will build a kiln.",
            "Lynas will build a kiln.",
        ),
        (
            "Lynas sold oxide to every buyer, including none in Japan.",
            "Lynas sold oxide to every buyer.",
        ),
        (
            "Lynas studied other power, including diesel, which the board called the worst.",
            "Lynas studied other power which the board called the worst.",
        ),
        (
            "However, the accused denied it.",
            "The accused.",
        ),
    ],
)
def test_what_limits_or_takes_back_is_no_spare_part(
    source: str, lie: str, catalogue: Catalogue
) -> None:
    assert doubts(lie, source, catalogue) != ()


@pytest.mark.parametrize(
    ("source", "turned"),
    [
        # reordered, and merged
        ("Lynas sold oxide to Japan.", "To Japan Lynas sold oxide."),
        ("Lynas sold oxide. Iluka bought ore.", "Lynas sold ore."),
    ],
)
def test_nothing_is_merged_or_reordered(source: str, turned: str, catalogue: Catalogue) -> None:
    assert "words" in doubts(turned, source, catalogue)
