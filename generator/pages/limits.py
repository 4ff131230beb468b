"""How much of another's article a page may reproduce.

The passages shown of an article come to at most 60 % of its words if it has fewer than 600, 25 %
of a longer one, and at most 90 words in a row, unless its licence allows more.  A generated page
stays 5 points below, so that a reviewer's small change does not pass the limit.  Notes are the
editor's own text and have no limit.  A single sentence is always allowed: a page must say
something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.model import Article, Passage

SHORT = 600
SHARE_SHORT, SHARE_LONG = 0.60, 0.25
HEADROOM = 0.05
WORDS_IN_A_ROW = 90
_OPEN = re.compile(r"cc0|ccby|creativecommons|publicdomain|ogl|opengovernment|permission")


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
        return SHARE_SHORT if self.whole < SHORT else SHARE_LONG

    @property
    def too_much(self) -> bool:
        """Return whether more is shown than a quotation may."""
        return self.passes(self.limit)

    def passes(self, limit: float) -> bool:
        """Return whether more than one passage shows more than ``limit`` or runs on too long."""
        over = self.share > limit or self.run > WORDS_IN_A_ROW
        return over and self.passages > 1


def is_limited(article: Article) -> bool:
    """Return whether the limits hold for an article."""
    licence = re.sub(r"[^a-z0-9]", "", (article.licence or "").lower())
    return article.kind != "note" and not _OPEN.match(licence)


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
    return Reproduction(words, len(article.text.split()), longest, len(labels))


def fits(articles: Mapping[str, Article], shown: Iterable[Passage]) -> bool:
    """Return whether the passages may all stand on a page as it is generated."""
    shown = tuple(shown)
    limited = (reproduction(a, shown) for a in articles.values() if is_limited(a))
    return not any(each.passes(each.limit - HEADROOM) for each in limited)
