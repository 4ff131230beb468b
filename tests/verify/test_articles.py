"""Speakers, names and denials are checked against the whole article."""

from __future__ import annotations

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.extract.facts import extract_facts
from briefing_room.model import Article
from briefing_room.verify.verifier import Verifier
from shared import read_text

NEWS = read_text(
    "a",
    "seeds/a.txt",
    """Acme has a permit for the underground project in Norland.

The port of Brana will close in May, Ida Roe said. The harbour board met in Brana on Monday.

Acme president Tom Reed founded the harbour fund. Exports to Sudland and Westland fell.
""",
    {"title": "Acme has a permit", "date": "2026-03-04"},
)
OPINION = read_text(
    "a",
    "seeds/a.txt",
    "The harbour board should close the old quay.\n\nThe board met on Monday.\n",
    {"title": "Close it", "author": "April Lindqvist", "opinion": True, "date": "2026-03-04"},
)


def codes(article: Article, text: str, *cites: str) -> set[str]:
    verifier = Verifier({"a": article}, lambda _: extract_facts(article, Catalogue()), Catalogue())
    return {reason.code for reason in verifier.check(text, [f"a/{cite}" for cite in cites])}


@pytest.mark.parametrize(
    ("text", "cite", "code"),
    [
        ("Acme has no permit for the underground project in Norland.", "1-1", "polarity"),
        ("Acme has a permit for the underground project in Sudland.", "1-1", "name"),
        ("The port of Brana will close in May.", "2-1", "attribution"),
        ("The port of Brana will close in May, analysts said.", "2-1", "speaker"),
        ("Exports to Norland and Westland fell.", "3-2", "name"),
    ],
)
def test_a_mistake_is_found_even_if_the_article_has_its_words(
    text: str, cite: str, code: str
) -> None:
    assert code in codes(NEWS, text, cite)


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("Brana's port will close in May, Roe said.", ["2-1"]),
        ("Acme president Tom Reed founded the fund.", ["3-1", "2-2"]),
    ],
)
def test_a_passage_that_a_statement_does_not_need_may_be_cited(text: str, cites: list[str]) -> None:
    assert codes(NEWS, text, *cites) == set()


def test_the_view_of_an_opinion_names_its_author() -> None:
    view = "The board should shut the old quay"
    assert codes(OPINION, f"{view}.", "1-1") == {"attribution"}
    assert codes(OPINION, f"{view}, April Lindqvist argues.", "1-1") == set()
    assert codes(OPINION, "On Monday, the board met.", "2-1") == set()
