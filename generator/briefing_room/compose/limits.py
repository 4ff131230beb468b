"""Limit how many words of an article a page may show, and how long a draft may be.

Of an article with n words a page repeats at most min(0.6 n, 150 + n/10, 260), whatever the licence;
each word counts once.  Of another author's text without an open licence it repeats at most 90 words
in a row.  A structured note is shown in full.  A generated page stays 2% below the limit, so that a
reviewer's small change does not exceed it.  Menus and captions, which cleaning removes, do not
count as words of the article.

A draft is in its writer's own words and may be min(0.8 n, 330) words long, where n is the length of
the longest article.  Passages that it repeats word for word count towards the limits above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import inf
from typing import NamedTuple

from briefing_room.model import Article, Passage, Sentence
from briefing_room.text.lexicon import count_words
from briefing_room.text.typography import tokens

MAX_SHARE = 0.6  # of the body
BASE_WORDS = 150
WORDS_PER_BODY_WORD = 0.1
MAX_WORDS = 260
GENERATED_SHARE = 0.98  # of the limit
MAX_DRAFT_SHARE = 0.8  # of the body
MAX_DRAFT_WORDS = 330
MIN_WORDS = 60  # that a page may always have
SPARE_WORDS = 10  # of a reviewed page of a short text, for its bullets and marks
MAX_WORDS_IN_A_ROW = 90
COPIED_RUN = 6  # words in a row that two texts share are a copy
_OPEN_LICENCE = re.compile(r"cc0|ccby|creativecommons|publicdomain|ogl|opengovernment|permission")
_RESERVATION = re.compile(  # "CC BY-NC-ND", "Permission required"
    r"\bn[cd]\b|non-?commercial|no-?deriv|\brequire|\bneeded\b|\bnot?\b(?! rights)|\bwithout\b"
)


def word_limit(article: Article) -> float:
    """The number of words of an article that a page may show."""
    return max(MIN_WORDS + SPARE_WORDS, _limit_before_minimum(article))


def generated_word_limit(article: Article) -> float:
    """The number of words of an article that a generated page may show."""
    return max(MIN_WORDS, GENERATED_SHARE * _limit_before_minimum(article))


def draft_word_limit(articles: Iterable[Article]) -> int:
    """The number of words that a draft on these articles may have."""
    words = max(map(count_body_words, articles), default=0)
    return max(MIN_WORDS, int(min(MAX_DRAFT_SHARE * words, MAX_DRAFT_WORDS)))


def _limit_before_minimum(article: Article) -> float:
    if article.outline:  # its author decides what the page shows
        return inf
    word_count = count_body_words(article)
    return min(MAX_SHARE * word_count, BASE_WORDS + WORDS_PER_BODY_WORD * word_count, MAX_WORDS)


def count_body_words(article: Article) -> int:
    """The number of words in the sentences of an article."""
    return sum(map(count_sentence_words, article.sentences))


def count_sentence_words(sentence: Sentence) -> int:
    """Count the words of a sentence, or of its passages if they have more words than the repair."""
    raw = sum(count_words(passage.text) for passage in sentence.passages)
    return max(count_words(sentence.text), raw)


def is_protected(article: Article) -> bool:
    """Whether an article is another author's without an open licence."""
    licence = (article.licence or "").lower()
    is_open = _OPEN_LICENCE.match(re.sub(r"[^a-z0-9]", "", licence))
    return article.kind != "note" and (not is_open or _RESERVATION.search(licence) is not None)


# --- What a page shows ---------------------------------------------------------------------------


class Reproduction(NamedTuple):
    """How much a page shows of one article, in words and passages."""

    word_count: int
    body_words: int
    limit: float
    longest_run: int
    passage_count: int
    is_protected: bool

    @property
    def exceeds_limits(self) -> bool:
        """Whether the page shows more than is allowed; a single passage is always allowed."""
        exceeds_limit = self.word_count > self.limit or (
            self.is_protected and self.longest_run > MAX_WORDS_IN_A_ROW
        )
        return exceeds_limit and self.passage_count > 1


def measure_reproduction(article: Article, shown: Iterable[Passage]) -> Reproduction:
    """Measure how much of ``article`` a page shows with the passages ``shown``."""
    labels = {passage.label for passage in shown if passage.article == article.id}
    word_count = run = longest = 0
    for passage in article.passages:
        count = len(passage.text.split())
        if passage.label in labels:
            word_count, run = word_count + count, run + count
            longest = max(longest, run)
        else:
            run = 0
    return Reproduction(
        word_count,
        count_body_words(article),
        word_limit(article),
        longest,
        len(labels),
        is_protected(article),
    )


def find_copied_passages(passages: Iterable[Passage], text: str) -> tuple[Passage, ...]:
    """Find the passages that are copied: over half of their words, in runs of at least six."""
    words = tokens(text)
    runs = {words[start : start + COPIED_RUN] for start in range(len(words) - COPIED_RUN + 1)}
    return tuple(passage for passage in passages if _is_copied(tokens(passage.text), words, runs))


def _is_copied(
    passage: tuple[str, ...], words: tuple[str, ...], runs: set[tuple[str, ...]]
) -> bool:
    """Whether more than half of a passage's words are in runs of six that the text repeats.

    Figures do not count as copied, since nobody can put them in other words.
    """
    if len(passage) < COPIED_RUN:
        return f" {' '.join(passage)} " in f" {' '.join(words)} "
    copied_words = set[int]()
    for start in range(len(passage) - COPIED_RUN + 1):
        if passage[start : start + COPIED_RUN] in runs:
            copied_words.update(range(start, start + COPIED_RUN))
    figures = sum(any(map(str.isdigit, passage[index])) for index in copied_words)
    return 2 * (len(copied_words) - figures) > len(passage)


def quotable_labels(
    article: Article, shown: Iterable[Passage], wanted: Iterable[Passage]
) -> frozenset[str]:
    """The labels of the passages that a page may quote: all those ``shown``, and some ``wanted``.

    The wanted passages are added in order while the limits allow it; a note is quoted in full.
    """
    quoted = list(shown)
    labels = {passage.label for passage in quoted}
    for passage in wanted:
        if passage.label in labels:
            continue
        if (
            not is_protected(article)
            or not measure_reproduction(article, [*quoted, passage]).exceeds_limits
        ):
            quoted.append(passage)
            labels.add(passage.label)
    return frozenset(labels)
