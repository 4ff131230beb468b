"""How much of another's article a page may reproduce.

At most 60 % of its words if it has fewer than 600, 25 % of a longer one, and 90 words in a row,
unless its licence allows more.  A generated page stays 5 points below, so that a reviewer's small
change does not pass the limit.  Notes are the editor's own text and have no limit; their pages are
kept shorter than they are.
"""

from __future__ import annotations

import re

from generator.model import Article
from generator.text.words import count_words

SHORT = 600  # words
SHARE_SHORT, SHARE_LONG = 0.60, 0.25
HEADROOM = 0.05
WORDS_IN_A_ROW = 90
FREE_SHARE = 0.7  # of a text without limit: a briefing is shorter than what it rests on
_OPEN = re.compile(r"cc0|ccby|creativecommons|publicdomain|ogl|opengovernment|permission")


def is_limited(article: Article) -> bool:
    """Return whether the limits hold for an article."""
    licence = re.sub(r"[^a-z0-9]", "", (article.licence or "").lower())
    return article.kind != "note" and not _OPEN.match(licence)


def share(words: int) -> float:
    """Return the largest share that may be shown of an article of so many words."""
    return SHARE_SHORT if words < SHORT else SHARE_LONG


def room(article: Article) -> int:
    """Return how many words of an article the prose of a generated page may show."""
    if not is_limited(article):
        return int(FREE_SHARE * sum(count_words(s.text) for s in article.sentences))
    words = count_words(article.text)
    return int(round((share(words) - HEADROOM) * words, 6))
