from __future__ import annotations

from collections.abc import Sequence

import pytest
from briefing_room.compose.briefing import shorten_to_headline
from briefing_room.compose.titles import lower_capitals
from briefing_room.model import Article
from briefing_room.text.typography import strip_hype
from shared import cases

CASES = cases(__file__, "titles")


@pytest.mark.parametrize(("lead", "headline"), CASES["cut"])
def test_a_headline_is_cut_where_a_clause_ends(lead: str, headline: str) -> None:
    assert shorten_to_headline(lead) == headline


def test_every_headline_is_short_and_does_not_trail_off(seeds: Sequence[Article]) -> None:
    for article in seeds:
        headline = shorten_to_headline(article.sentences[0].text)
        assert len(headline) <= 90
        assert headline.removesuffix(" …").split()[-1] not in {"of", "the", "to", "a", "and", "in"}
        assert article.sentences[0].text.startswith(headline.removesuffix(" …"))


@pytest.mark.parametrize("sentence", ["of " * 60, "of and the " * 20])
def test_a_sentence_of_function_words_is_still_cut(sentence: str) -> None:
    headline = shorten_to_headline(sentence)
    assert headline.endswith(" …")
    assert len(headline) <= 90


def test_a_headline_is_not_cut_inside_a_curly_quotation() -> None:
    lead = (
        "The ministry called the new tender for magnets “a fair one, which every firm can win” and"
        " gave no date for its result or for the next one."
    )
    assert shorten_to_headline(lead).count("“") == shorten_to_headline(lead).count("”")


@pytest.mark.parametrize(("title", "text", "expected"), CASES["capitals"])
def test_a_title_in_capitals_is_written_in_normal_case(
    title: str, text: list[str], expected: str
) -> None:
    assert lower_capitals(title, text) == expected


@pytest.mark.parametrize(("title", "expected"), CASES["hype"])
def test_a_title_does_not_repeat_a_firms_praise_of_its_goods(title: str, expected: str) -> None:
    assert strip_hype(title) == expected
