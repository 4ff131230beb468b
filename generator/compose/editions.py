"""Put the editions of one text in order, and find what a later one gives otherwise.

Copies are one origin; but a corrected text is never outvoted by the older ones, and where two
editions give another number for one thing, the page says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from generator.compose.basis import Told
from generator.compose.conflicts import account_of
from generator.compose.differences import REVISION, UNRESOLVED
from generator.extract.quantities import quantities
from generator.ingest.editions import CORRECTED, CORRECTION
from generator.model import Account, Article, Disagreement, Facts, Figure, Sentence

ALIKE = 0.75  # likeness of two sentences without their numbers from which they are one
MOST = 3  # differences between editions that a page tells
EARLIER, ANOTHER = "earlier text", "another text"
_WORD = re.compile(r"[^\W\d_]+")

Read = Callable[[Article], Facts]


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
    last = newest(editions)[0]
    longest = max(editions, key=lambda article: len(article.text))
    if is_correction(last) or any(_pairs(last, longest)):
        return last
    return longest


def revisions(editions: Sequence[Article], read: Read) -> tuple[Disagreement, ...]:
    """Return what the editions of one text give otherwise than the one that is told."""
    if len(editions) == 1:
        return ()
    first = told(editions)
    found: dict[Figure, list[Account]] = {}
    for other in newest(editions):
        for mine, theirs in _changed(first, other, read) if other is not first else ():
            own = _account(mine, first, _edition(first, first))
            accounts = found.setdefault(mine, [own])
            if all(theirs.given not in each.text for each in accounts):
                accounts.append(_account(theirs, other, _edition(other, first)))
    late = any(is_later(first, other) for other in editions)
    kind = REVISION if late else UNRESOLVED
    return tuple(
        Disagreement(kind, figure.what or figure.unit, tuple(accounts))
        for figure, accounts in list(found.items())[:MOST]
    )


def _account(figure: Figure, article: Article, name: str) -> Account:
    return replace(account_of(Told(figure, article)), edition=name)


def _edition(article: Article, first: Article) -> str:
    if article.edition:
        return article.edition
    return EARLIER if is_later(first, article) else ANOTHER


# --- Sentences that differ in their numbers only -------------------------------------------------


def _changed(new: Article, old: Article, read: Read) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures of sentences that both editions have, where the value is another one."""
    pairs = tuple(_pairs(new, old))
    if not pairs:
        return
    ours, theirs = read(new).figures, read(old).figures
    said: set[tuple[str, str]] = set()
    for mine, other in pairs:
        for one, two in _others(_of(mine, ours), _of(other, theirs)):
            if (one.given, two.given) not in said:
                said.add((one.given, two.given))
                yield one, two


def _pairs(new: Article, old: Article) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield the sentences that both editions have, but for their numbers."""
    mine = [(s, _words(s)) for s in new.sentences if _counts(s)]
    for sentence in old.sentences:
        if not _counts(sentence):
            continue
        words = _words(sentence)
        best = max(mine, key=lambda each: _likeness(each[1], words), default=None)
        if best and _likeness(best[1], words) >= ALIKE:
            one, two = _values(best[0]), _values(sentence)
            if any(one[unit].isdisjoint(two[unit]) for unit in one.keys() & two.keys()):
                yield best[0], sentence


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


def _of(sentence: Sentence, figures: Sequence[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.passage in sentence.passages]


def _others(ours: list[Figure], theirs: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield the first figures of each unit, if the editions have no value of it in common."""
    for unit in dict.fromkeys(figure.unit for figure in ours):
        mine = [figure for figure in ours if figure.unit == unit]
        other = [figure for figure in theirs if figure.unit == unit]
        values = {(figure.low, figure.high) for figure in mine}
        if other and values.isdisjoint((figure.low, figure.high) for figure in other):
            yield mine[0], other[0]
