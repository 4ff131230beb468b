"""What a story rests on, in the line below its title."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.catalogue.entries import Catalogue
from generator.ingest.read import read_text
from generator.pages.parse import parse
from generator.publish.cards import basis
from generator.publish.publication import publication


@pytest.mark.parametrize(
    ("opinions", "expected"),
    [
        ((False,), "one article"),
        ((True,), "one opinion piece"),
        ((True, False), "one article and one opinion piece, 1 independent origin"),
        ((True, True), "2 opinion pieces, 1 independent origin"),
    ],
)
def test_an_opinion_piece_is_counted_as_one(opinions: tuple[bool, ...], expected: str) -> None:
    seeds = [
        read_text(f"s{n}", f"seeds/s{n}.md", "A mine opens.", {"kind": "article", "opinion": each})
        for n, each in enumerate(opinions)
    ]
    names = ", ".join(seed.id for seed in seeds)
    text = f"---\nid: s0\nseeds: [{names}]\norigins: 1\nstatus: draft\n---\n\n# A mine opens\n"
    site = publication([parse(text, "stories/s0.md")], Catalogue({}), seeds, dt.date(2026, 1, 1))
    assert basis(site.stories[0]) == expected
