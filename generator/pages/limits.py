"""Measure what a page shows of other people's articles against the limits.

A single sentence is always allowed, or a correction with what it corrects: a page must say
something, and never the withdrawn figure alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.compose.limits import HEADROOM, WORDS_IN_A_ROW, is_limited, share
from generator.extract.tasks.corrections import corrections
from generator.model import Article, Passage


class Reproduction(NamedTuple):
    """What a page shows of one article: words shown, words in all, longest run."""

    words: int
    whole: int
    run: int
    passages: int

    @property
    def share(self) -> float:
        """Return the part of the article that is shown, 0 to 1."""
        return self.words / self.whole if self.whole else 0.0

    @property
    def limit(self) -> float:
        """Return the largest share that is allowed."""
        return share(self.whole)

    @property
    def too_much(self) -> bool:
        """Return whether more is shown than a quotation may."""
        return self.passes(self.limit)

    def passes(self, limit: float) -> bool:
        """Return whether more than one passage shows more than ``limit`` or runs on too long."""
        over = self.share > limit or self.run > WORDS_IN_A_ROW
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
    pairs = sum(
        {p.label for sentence in pair for p in sentence.passages} <= labels
        for pair in corrections(article)
    )
    return Reproduction(words, len(article.text.split()), longest, len(labels) - pairs)


def fits(articles: Mapping[str, Article], shown: Iterable[Passage]) -> bool:
    """Return whether the passages may all stand on a page as it is generated."""
    shown = tuple(shown)
    limited = (reproduction(a, shown) for a in articles.values() if is_limited(a))
    return not any(each.passes(each.limit - HEADROOM) for each in limited)
