"""Measure what a page shows of its articles against the limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.compose.limits import WORDS_IN_A_ROW, body_words, is_quoted, limit
from generator.model import Article, Passage


class Reproduction(NamedTuple):
    """What a page shows of one article: words shown, words of its body, the limit, longest run."""

    words: int
    whole: int
    limit: float
    run: int
    passages: int
    quoted: bool

    @property
    def too_much(self) -> bool:
        """Return whether more is shown than a briefing may; a single passage is always allowed."""
        over = self.words > self.limit or (self.quoted and self.run > WORDS_IN_A_ROW)
        return over and self.passages > 1


def reproduction(article: Article, shown: Iterable[Passage]) -> Reproduction:
    """Measure what of ``article`` stands in the passages ``shown``; each word counts once."""
    labels = {passage.label for passage in shown if passage.article == article.id}
    words = run = longest = 0
    for passage in article.passages:
        count = len(passage.text.split())
        if passage.label in labels:
            words, run = words + count, run + count
            longest = max(longest, run)
        else:
            run = 0
    return Reproduction(
        words, body_words(article), limit(article), longest, len(labels), is_quoted(article)
    )
