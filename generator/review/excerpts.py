"""Passages in their surroundings, with the words marked that a statement and they do not share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.model import Article, Passage
from generator.pages.escape import web_address
from generator.pages.sources import publisher
from generator.review.library import Library
from generator.review.reading import tokens
from generator.text.months import day
from generator.text.words import content_words

APART = 2  # passages between two that are shown in one piece of a text


class Words(NamedTuple):
    """Words in a row; ``apart`` where the other side does not have them."""

    text: str
    apart: bool = False


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
    labels: Iterable[str], said: str, library: Library, *, anywhere: bool = False
) -> tuple[Excerpt, ...]:
    """Return what the labels lead to, each with the passage before it and behind it."""
    by_article: defaultdict[str, set[int]] = defaultdict(set)
    known = library.passages
    for passage in (known[label] for label in labels if label in known):
        article = library.articles[passage.article]
        by_article[passage.article].add(article.passages.index(passage))
    return tuple(
        excerpt(article, _around(article.passages, part, said, anywhere=anywhere))
        for seed, places in by_article.items()
        for article in [library.articles[seed]]
        for part in _parted(sorted(places))
    )


def _parted(places: Sequence[int]) -> Iterator[list[int]]:
    part: list[int] = []
    for place in places:
        if part and place - part[-1] > APART + 1:
            yield part
            part = []
        part.append(place)
    yield part


def _around(
    passages: Sequence[Passage], part: Collection[int], said: str, *, anywhere: bool
) -> tuple[Piece, ...]:
    first, last = max(0, min(part) - 1), max(part) + 2
    return tuple(
        Piece(_shared(p.text, said) if anywhere else marked(p.text, said), True, p.place)
        if at in part
        else Piece((Words(p.text),), False, p.place)
        for at, p in enumerate(passages[first:last], start=first)
    )


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
    return _runs(zip(words, apart, strict=True))


def _runs(words: Iterable[tuple[str, bool]]) -> tuple[Words, ...]:
    runs: list[Words] = []
    for word, is_apart in words:
        if runs and runs[-1].apart == is_apart:
            runs[-1] = Words(f"{runs[-1].text} {word}", is_apart)
        else:
            runs.append(Words(word, is_apart))
    return tuple(runs)


def _shared(text: str, other: str) -> tuple[Words, ...]:
    """Return a passage with the words marked that a row has, too."""
    found = marked(text, other, anywhere=True)
    words = ((w, not run.apart and bool(_meanings(w))) for run in found for w in run.text.split())
    return _runs(words)


def _meanings(text: str) -> set[str]:
    """Return the words of meaning, and the figures without their signs."""
    figures = {token.strip("%$€£¥") for token in tokens(text) if re.search(r"\d", token)}
    return {*content_words(text), *figures}
