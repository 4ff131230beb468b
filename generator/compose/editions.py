"""Put the editions of one text in order, and find what a later one gives otherwise.

Copies are one origin; but a corrected text is never outvoted by the older ones, and where two
editions give another number for one thing, the page says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from math import ceil

from generator.extract.quantities import quantities
from generator.ingest.byline import CORRECTED, CORRECTION
from generator.model import Article, Part, Role, Sentence, Statement

ALIKE = 0.75  # likeness of two sentences without their numbers from which they are one
MOST = 3  # differences between editions that a page tells
EARLIER, ANOTHER, LATER = "earlier text", "another text", "this text"
_WORD = re.compile(r"[^\W\d_]+")


def is_correction(article: Article) -> bool:
    """Return whether an article says that it corrects something."""
    return article.edition in {CORRECTED, CORRECTION}


def is_later(new: Article, old: Article) -> bool:
    """Return whether one article is newer than another: by its date, or as its correction."""
    if new.date and old.date and new.date != old.date:
        return new.date > old.date
    return _rank(new) > _rank(old)


def _rank(article: Article) -> tuple[bool, int]:
    """Return how late an edition is by its label: a correction, then the number of an update."""
    number = re.search(r"\d+$", article.edition or "")
    return is_correction(article), int(number[0]) if number else int(article.edition is not None)


def newest(editions: Sequence[Article]) -> tuple[Article, ...]:
    """Return the editions of one text, the newest first; those of one rank by length.

    Dates decide if all have one, else the labels of the desk do.
    """
    dated = all(article.date for article in editions)

    def key(article: Article) -> tuple[object, ...]:
        first = article.date if dated else None
        late = (first or dt.date.min, *_rank(article), article.date or dt.date.min)
        return (*late, len(article.text))

    return tuple(sorted(editions, key=key, reverse=True))


def told(editions: Sequence[Article]) -> Article:
    """Return the edition that the page tells: the longest, or the newest that has other numbers."""
    if len(editions) == 1:
        return editions[0]
    last = newest(editions)[0]
    longest = max(editions, key=lambda article: len(article.text))
    if is_correction(last) or any(_pairs(last, longest)):
        return last
    return longest


def revisions(editions: Sequence[Article]) -> tuple[Statement, ...]:
    """Return what the editions of one text give otherwise: each account with its edition's name.

    Sentences that both have are compared by their numbers and units; first the edition that the
    page tells, then each other one.
    """
    if len(editions) == 1:
        return ()
    first = told(editions)
    found: dict[str, list[Statement]] = {}
    for other in newest(editions):
        for mine, theirs in _pairs(first, other) if other is not first else ():
            own = _account(mine, _edition(first, first))
            accounts = found.setdefault(mine.text, [own])
            if all(theirs.text != each.text for each in accounts):
                accounts.append(_account(theirs, _edition(other, first)))
    return tuple(each for accounts in list(found.values())[:MOST] for each in accounts)


def _account(sentence: Sentence, name: str) -> Statement:
    return Statement((Part(sentence.text, sentence.passages),), Role.DIFFER, name)


def _edition(article: Article, first: Article) -> str:
    if article.edition or article is first:
        return article.edition or LATER
    return EARLIER if is_later(first, article) else ANOTHER


# --- Sentences that differ in their numbers only -------------------------------------------------


def _pairs(new: Article, old: Article) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield the sentences that both editions have, but for their numbers."""
    mine = [(s, _words(s)) for s in new.sentences if _counts(s)]
    index = _Index([words for _, words in mine])
    for sentence in old.sentences:
        if not _counts(sentence):
            continue
        words = _words(sentence)
        alike = [(_likeness(mine[at][1], words), -at) for at in index.alike(words)]
        likest, at = max(alike, default=(0.0, 0))
        if likest >= ALIKE:
            one, two = _values(mine[-at][0]), _values(sentence)
            if any(one[unit].isdisjoint(two[unit]) for unit in one.keys() & two.keys()):
                yield mine[-at][0], sentence


class _Index:
    """Finds the rows of words that a row may be like, by the rarest words of both."""

    def __init__(self, rows: Sequence[list[str]]) -> None:
        self._counts = Counter(word for row in rows for word in set(row))
        self._at: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(rows):
            for word in self._telling(row):
                self._at[word].append(at)

    def alike(self, row: list[str]) -> list[int]:
        """Return the places of all rows whose likeness to ``row`` can be :data:`ALIKE`."""
        return sorted({at for word in self._telling(row) for at in self._at.get(word, ())})

    def _telling(self, row: list[str]) -> list[str]:
        """Return the rarest words of a row: of two rows that are alike, some are the same.

        Of the n words of a row more than ``ALIKE / (2 - ALIKE)`` stand in one that is like it.
        """
        ordered = sorted(row, key=lambda word: (self._counts[word], word))
        return ordered[: len(row) - ceil(len(row) * ALIKE / (2 - ALIKE)) + 1]


def _counts(sentence: Sentence) -> bool:
    return sentence.opens != "fragment" and bool(quantities(sentence.text))


def _values(sentence: Sentence) -> dict[str, set[tuple[float, float]]]:
    found: dict[str, set[tuple[float, float]]] = {}
    for each in quantities(sentence.text):
        found.setdefault(each.unit, set()).add((each.low, each.high))
    return found


def _words(sentence: Sentence) -> list[str]:
    return _WORD.findall(sentence.text.lower())


def _likeness(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
