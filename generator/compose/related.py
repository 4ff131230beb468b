"""Say which texts are about like things: cosine of their words, weighted by how telling they are.

The weights are frozen in ``word_weights.json`` (made by ``benchmarks/word_weights.py``): a new
text changes what is near to it, but never how near two old texts are.  An index leads from each
word to the latest texts that have it, so that the cost grows with the number of texts and not with
its square; what is near by words that are rarer than that is found however far back it stands.
"""

from __future__ import annotations

import datetime as dt
import functools
import heapq
import json
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from generator.text.words import Vector, content_words, cosine, vector

NEAR = 0.15  # likeness from which a text is worth a link: about four of our stories for each
HOLDERS = 100  # texts with one word that are looked at, the latest
COMPARED = 50  # texts that are compared word by word where the index does not tell all


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with its name and date."""

    id: str
    date: dt.date | None
    text: str


@dataclass(frozen=True, slots=True)
class Related:
    """The ids of like texts, the likest first; ``undated`` where either has no date."""

    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()


def related(pieces: Iterable[Piece], limit: int = 5) -> Mapping[str, Related]:
    """Return for each piece at most ``limit`` like ones before it, after it and of unknown order.

    Pieces of the same day count as earlier for both: neither is news to the other.
    """
    pieces = tuple(pieces)
    dates = {piece.id: piece.date for piece in pieces}
    near: dict[str, list[tuple[float, str]]] = {piece.id: [] for piece in pieces}
    for one, other, value in likeness(pieces, NEAR):
        near[one].append((-value, other))
        near[other].append((-value, one))
    return {
        name: _parted(name, [other for _, other in sorted(found)], dates, limit)
        for name, found in near.items()
    }


def _parted(
    name: str, found: list[str], dates: Mapping[str, dt.date | None], limit: int
) -> Related:
    day = dates[name]
    parts: dict[str, list[str]] = {"earlier": [], "later": [], "undated": []}
    for other in found:
        date = dates[other]
        where = "undated" if day is None or date is None else "later" if date > day else "earlier"
        parts[where].append(other)
    return Related(**{where: tuple(some[:limit]) for where, some in parts.items()})


def likeness(pieces: Iterable[Piece], least: float) -> Iterator[tuple[str, str, float]]:
    """Yield each pair of pieces whose likeness (0 to 1) is at least ``least``, earlier first."""
    index: dict[str, deque[tuple[str, float]]] = defaultdict(lambda: deque(maxlen=HOLDERS))
    vectors: dict[str, Vector] = {}
    for piece in pieces:
        words = vectors[piece.id] = signature(piece.text)
        sums: dict[str, float] = defaultdict(float)
        for word, value in words.items():
            for other, weight in index[word]:
                sums[other] += value * weight
        if any(len(index[word]) == HOLDERS for word in words):
            best = heapq.nsmallest(COMPARED, sums, key=lambda other: (-sums[other], other))
            sums = {other: cosine(words, vectors[other]) for other in best}
        for word, value in words.items():
            index[word].append((piece.id, value))
        yield from ((other, piece.id, total) for other, total in sums.items() if total >= least)


def signature(text: str) -> Vector:
    """Return the words of ``text`` as a vector of length 1, telling ones with more weight."""
    weights = word_weights()
    words = content_words(text)
    return vector(words, {word: weights.get(word, weights[""]) for word in words})


@functools.cache
def word_weights() -> Mapping[str, float]:
    """Return how telling each known word is; the empty word stands for all others."""
    text = resources.files("generator.data").joinpath("word_weights.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights
