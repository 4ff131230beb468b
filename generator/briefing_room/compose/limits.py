"""How many words of a body of text a page may show.

Of a body of n words at most min(0.6 n, 150 + n/10, 260), each word counted once: a briefing is
short, whatever the licence.  Of another's text, unless its licence is open, at most 90 words in a
row may also be shown.  A note with a structure is shown whole.  A generated page stays a fiftieth
below the limit, so that a reviewer's small change does not exceed it.  Menus and captions, which
cleaning removes, do not count as body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import inf
from typing import NamedTuple

from briefing_room.model import Article, Passage
from briefing_room.text.lexicon import count_words
from briefing_room.text.typography import tokens

SHARE, BASE, SLOPE, MOST = 0.6, 150, 0.1, 260
HEADROOM = 0.98
LEAST = 60  # words; a page must say something
SPARE = 10  # words of bullets and signs that a short text may show besides
WORDS_IN_A_ROW = 90
RUN = 6  # words in a row that a text has too are copied from it
_OPEN = re.compile(r"cc0|ccby|creativecommons|publicdomain|ogl|opengovernment|permission")


def limit(article: Article) -> float:
    """The number of words of an article that its page may show."""
    return max(LEAST + SPARE, _of_body(article))


def room(article: Article) -> float:
    """The number of words of an article that the generated page shows at most."""
    return max(LEAST, HEADROOM * _of_body(article))


def _of_body(article: Article) -> float:
    words = body_words(article)
    if article.outline:  # its writer decides what the page shows
        return inf
    return min(SHARE * words, BASE + SLOPE * words, MOST)


def body_words(article: Article) -> int:
    """The number of words in the body of an article."""
    return sum(count_words(sentence.text) for sentence in article.sentences)


def is_quoted(article: Article) -> bool:
    """Whether an article is another's, so that only so many words of it may be shown in a row."""
    licence = re.sub(r"[^a-z0-9]", "", (article.licence or "").lower())
    return article.kind != "note" and not _OPEN.match(licence)


# --- What a page shows ---------------------------------------------------------------------------


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
        """Whether more is shown than a briefing may; a single passage is always allowed."""
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


def copied(passages: Iterable[Passage], text: str) -> tuple[Passage, ...]:
    """Find the passages that a text repeats more or less word for word."""
    words = tokens(text)
    runs = {words[at : at + RUN] for at in range(len(words) - RUN + 1)}
    return tuple(each for each in passages if _is_copied(tokens(each.text), words, runs))


def _is_copied(
    passage: tuple[str, ...], words: tuple[str, ...], runs: set[tuple[str, ...]]
) -> bool:
    """Whether more than half of the words of a passage are in runs of a text."""
    if len(passage) < RUN:
        return f" {' '.join(passage)} " in f" {' '.join(words)} "
    found = set[int]()
    for at in range(len(passage) - RUN + 1):
        if passage[at : at + RUN] in runs:
            found.update(range(at, at + RUN))
    return 2 * len(found) > len(passage)


def quotable(
    article: Article, shown: Iterable[Passage], wanted: Iterable[Passage]
) -> frozenset[str]:
    """Choose, of the passages ``wanted``, those that may be quoted beside those ``shown``.

    They are taken in order while the limits allow; a note is quoted whole.
    """
    quoted = list(shown)
    labels = {each.label for each in quoted}
    for passage in wanted:
        if passage.label in labels:
            continue
        if not is_quoted(article) or not reproduction(article, [*quoted, passage]).too_much:
            quoted.append(passage)
            labels.add(passage.label)
    return frozenset(labels)
