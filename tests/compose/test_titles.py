from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from generator.catalogue.entries import Catalogue
from generator.compose.titles import cut, title
from generator.model import Article

Make = Callable[..., Article]


def test_a_seed_keeps_its_own_title(make: Make, catalogue: Catalogue) -> None:
    assert title([make("a", "It rained.", title="Rain  falls")], (), catalogue) == "Rain falls"


@pytest.mark.parametrize(
    ("lead", "headline"),
    [
        (
            (
                "China accuses foreign agents of orchestrating the illegal smuggling of rare earth"
                " metals critical components in the manufacturing of electric vehicles,"
                " semiconductors, and high-tech defense equipment."
            ),
            (
                "China accuses foreign agents of orchestrating the illegal smuggling of rare earth"
                " metals"
            ),
        ),
        ("Norway opens a mine.", "Norway opens a mine"),
        ("However, Norway opens a mine.", "Norway opens a mine"),
        (
            (
                "Finland has refused a mining licence to Corvane for the Sorsa deposit, the safety"
                " agency said on Tuesday, ending an application that had taken six years."
            ),
            "Finland has refused a mining licence to Corvane for the Sorsa deposit",
        ),
        (
            (
                "Georgia's largest magnet plant will start production in October, its owner said on"
                " Thursday, five months ahead of schedule and under budget."
            ),
            "Georgia's largest magnet plant will start production in October",
        ),
    ],
)
def test_a_headline_is_cut_where_a_clause_or_name_ends(
    lead: str, headline: str, catalogue: Catalogue
) -> None:
    assert cut(lead, catalogue) == headline


def test_every_headline_is_short_and_does_not_trail_off(
    seeds: Sequence[Article], catalogue: Catalogue
) -> None:
    for article in seeds:
        headline = cut(article.sentences[0].text, catalogue)
        assert len(headline) <= 90
        assert headline.removesuffix(" …").split()[-1] not in {"of", "the", "to", "a", "and", "in"}
        assert article.sentences[0].text.startswith(headline.removesuffix(" …"))
