"""Put the editions of one text in order: a corrected text is never outvoted by the older ones."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from generator.model import Article

WHOLE = 0.8  # of the longest edition's length from which a newer one is told in its place


def is_correction(article: Article) -> bool:
    """Return whether an article says that it corrects something, or is a corrected text."""
    return (article.edition or "").startswith("correct")


def is_later(new: Article, old: Article) -> bool:
    """Return whether one article is newer than another: by its date, or as its correction."""
    if new.date and old.date and new.date != old.date:
        return new.date > old.date
    return _rank(new) > _rank(old)


def _rank(article: Article) -> tuple[bool, int]:
    """Return how late an edition is by its label: a correction, then the number of an update."""
    number = re.search(r"\d+$", article.edition or "")
    return is_correction(article), int(number[0]) if number else int(article.edition is not None)


def told(editions: Sequence[Article]) -> Article:
    """Return the edition that a page tells: a correction, or the newest that is nearly whole.

    Dates decide which is newest if all have one, else the labels of the desk do.
    """
    dated = all(article.date for article in editions)

    def late(article: Article) -> tuple[object, ...]:
        day = article.date or dt.date.min
        return (day if dated else dt.date.min, *_rank(article), day, len(article.text))

    last = max(sorted(editions, key=lambda article: article.id), key=late)
    longest = max(editions, key=lambda article: len(article.text))
    whole = len(last.text) >= WHOLE * len(longest.text)
    return last if whole or is_correction(last) else longest
