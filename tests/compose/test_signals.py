"""Signs that a sentence matters: what limits the news, and what only tells of share prices."""

from __future__ import annotations

import pytest

from generator.compose.signals import is_share_price, limits


@pytest.mark.parametrize(
    "text",
    [
        "The first application does not feature rare earths.",
        "A definitive agreement had still to be concluded.",
        "The terms are provisional: a later release spoke of conditional commitments.",
        "Unlike the first one, the deal contains no government price floor, Reuters reported.",
        "The company called the report inaccurate and said its contract remained in force.",
        "The ministry denied that exports had been halted.",
    ],
)
def test_what_limits_the_news_is_seen(text: str) -> None:
    assert limits(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mine includes a plant that did not close in 2024.",
        "The deal features a price floor of $110.",
        "The company called the report accurate.",
    ],
)
def test_what_only_sounds_like_a_limit_is_none(text: str) -> None:
    assert not limits(text)


def test_trading_in_shares_is_told_from_owning_and_making() -> None:
    assert is_share_price("Lynas shares rose 11.8% to A$19.80 in early trading.")
    assert is_share_price("The stock closed 7.9% higher at $26.72.")
    assert not is_share_price("The government would receive 16.1 million shares.")
    assert not is_share_price("China's share of output rose to 70%.")
    assert not is_share_price("Output was up 12% on the year.")
