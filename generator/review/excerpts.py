"""Passages in their surroundings, with the words marked that a statement and they do not share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.extract.quantities import quantities
from generator.model import Article, Passage, Quantity
from generator.pages.escape import web_address
from generator.pages.sources import publisher
from generator.review.library import Library
from generator.review.number_evidence import same_number
from generator.review.reading import tokens
from generator.text.months import day
from generator.text.words import content_words


class Words(NamedTuple):
    """Words in a row; ``apart`` where the other side does not have them, ``value`` a row's own."""

    text: str
    apart: bool = False
    value: bool = False


class Piece(NamedTuple):
    """A passage as the sheet shows it: ``cited``, or around one that is; ``note`` says more."""

    words: tuple[Words, ...]
    cited: bool
    place: str = ""
    note: str = ""


class Excerpt(NamedTuple):
    """Passages of one text in their order."""

    source: str
    path: str
    address: str | None
    pieces: tuple[Piece, ...]


def beside(
    labels: Iterable[str], library: Library, mark: Callable[[str], tuple[Words, ...]]
) -> tuple[Excerpt, ...]:
    """Return what the labels lead to, each with the passage before it and behind it.

    ``mark`` gives the words of each cited passage, those set apart that are to be seen.
    """
    by_article: defaultdict[str, set[int]] = defaultdict(set)
    known = library.passages
    for passage in (known[label] for label in labels if label in known):
        article = library.by_id[passage.article]
        by_article[passage.article].add(article.passages.index(passage))
    return tuple(
        excerpt(article, tuple(_around(article.passages, places, mark)))
        for seed, places in by_article.items()
        for article in [library.by_id[seed]]
    )


def _around(
    passages: Sequence[Passage], cited: Collection[int], mark: Callable[[str], tuple[Words, ...]]
) -> Iterator[Piece]:
    wanted = {at + step for at in cited for step in (-1, 0, 1)}.intersection(range(len(passages)))
    for at in sorted(wanted):
        if at - 1 not in wanted and at > min(wanted):
            yield Piece((Words("…"),), False)
        words = mark(passages[at].text) if at in cited else (Words(passages[at].text),)
        yield Piece(words, at in cited, passages[at].place)


def excerpt(article: Article, pieces: tuple[Piece, ...]) -> Excerpt:
    """Return pieces of a text with where it comes from."""
    who = "Note" if article.kind == "note" else publisher(article) or "Publisher not given"
    source = f"{who}, {day(article.date)}" + (f": {article.title}" if article.title else "")
    own = article.sources[:1] if article.kind != "note" else ()  # of a note they are what it used
    return Excerpt(source, article.path, web_address(own[0].url if own else None), pieces)


def marked(text: str, other: str, *, anywhere: bool = False) -> tuple[Words, ...]:
    """Return a text in runs of words that stand in ``other`` and runs of words that do not.

    They count in their order, or ``anywhere`` as words of meaning and figures alone.
    """
    words = text.split()
    keys = [" ".join(tokens(word)) for word in words]
    apart = [bool(key) for key in keys]
    if anywhere:
        there = _meanings(other)
        apart = [bool(_meanings(key) - there) for key in keys]
    else:
        theirs = [" ".join(tokens(word)) for word in other.split()]
        for block in SequenceMatcher(None, keys, theirs, autojunk=False).get_matching_blocks():
            apart[block.a : block.a + block.size] = [False] * block.size
    return _runs(map(Words, words, apart))


def _runs(words: Iterable[Words]) -> tuple[Words, ...]:
    runs: list[Words] = []
    for word in words:
        if runs and runs[-1][1:] == word[1:]:
            runs[-1] = runs[-1]._replace(text=f"{runs[-1].text} {word.text}")
        else:
            runs.append(word)
    return tuple(runs)


def unmarked(text: str) -> tuple[Words, ...]:
    """Return a passage with nothing set apart."""
    return (Words(text),)


def valued(text: str, value: Quantity | None) -> tuple[Words, ...]:
    """Return a passage with a value set apart, each time it stands."""
    here = [q for q in quantities(text) if value and same_number(q, value)]
    return _runs(
        Words(word[0], value=any(q.start < word.end() and word.start() < q.end for q in here))
        for word in re.finditer(r"\S+", text)
    )


def _meanings(text: str) -> set[str]:
    """Return the words of meaning, and the figures without their signs."""
    figures = {token.strip("%$€£¥") for token in tokens(text) if re.search(r"\d", token)}
    return {*content_words(text), *figures}
