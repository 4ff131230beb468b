"""How many words of a body of text a page may show.

Of a body of n words at most min(0.6 n, 150 + n/10, 260), each word counted once: a briefing is
short, whatever the licence.  Of another's text, unless its licence is open, at most 90 words in a
row besides.  A generated page stays a fiftieth below, so that a reviewer's small change does not
pass the limit.  Menus and captions, which cleaning removes, are no body.
"""

from __future__ import annotations

import re

from generator.model import Article
from generator.text.words import count_words

SHARE, BASE, SLOPE, MOST = 0.6, 150, 0.1, 260
HEADROOM = 0.98
LEAST = 60  # words; a page must say something
SPARE = 10  # words of bullets and signs that a short text may show besides
WORDS_IN_A_ROW = 90
_OPEN = re.compile(r"cc0|ccby|creativecommons|publicdomain|ogl|opengovernment|permission")


def limit(article: Article) -> float:
    """Return how many words of an article its page may show."""
    return max(LEAST + SPARE, _of_body(article))


def room(article: Article) -> float:
    """Return how many words of an article the generated page shows at most."""
    return max(LEAST, HEADROOM * _of_body(article))


def _of_body(article: Article) -> float:
    words = body_words(article)
    return min(SHARE * words, BASE + SLOPE * words, MOST)


def body_words(article: Article) -> int:
    """Return how many words the body of an article has."""
    return sum(count_words(sentence.text) for sentence in article.sentences)


def is_quoted(article: Article) -> bool:
    """Return whether an article is another's, of which only so many words may stand in a row."""
    licence = re.sub(r"[^a-z0-9]", "", (article.licence or "").lower())
    return article.kind != "note" and not _OPEN.match(licence)
