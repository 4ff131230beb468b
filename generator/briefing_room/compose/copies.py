"""Find articles that are copies of each other: the same article reprinted, shortened or reordered.

Each text is reduced to a bottom-k sketch: the smallest hashes of its runs of three words (Broder
1997, "On the resemblance and containment of documents").  The share of hashes that two sketches
have in common estimates the share of text, at a cost that does not grow with the length.  An index
of hashes finds the texts to compare; only the latest of those that share a hash are compared, so
the cost grows with the number of texts and not with its square.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations
from typing import NamedTuple

SKETCH_HASHES = 256  # kept of an article
ANCHOR_HASHES = 40  # of a sketch, used to find candidates
MIN_SHARED_ANCHORS = ANCHOR_HASHES // 10
MAX_TEXTS_PER_ANCHOR = 32  # the latest texts with an anchor, with which a new one is compared
MAX_PARTS_OF_A_DIGEST = 16  # that are compared with each other
MIN_RESEMBLANCE = 0.35  # share of common runs in two copies
MIN_CONTAINMENT = 0.8  # share of the shorter text's runs in the longer one
MIN_WORDS = 25  # a shorter text may equal another one by chance
MIN_NEW_FIGURES = 2  # that only one of two texts has: a correction may change one figure
# Odd 64-bit factors that combine the hashes of three words in their order.
_FIRST_FACTOR = 0x9E3779B97F4A7C15
_SECOND_FACTOR = 0xC2B2AE3D27D4EB4F
_MASK_64_BITS = (1 << 64) - 1

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITALISED = re.compile(r"\b[A-Z]\w+")

Hashes = Sequence[int]


class Sketch(NamedTuple):
    """The features by which an article is compared with others.

    ``hashes`` are the smallest hashes of its runs of words, in ascending order; ``length`` is in
    characters; ``names`` are its capitalised words in lower case, the most frequent first.
    """

    hashes: Hashes
    length: int
    figures: frozenset[str]
    names: tuple[str, ...]


def make_sketch(text: str) -> Sketch:
    """Reduce ``text`` to the smallest hashes of its runs of three words."""
    words = [_hash_word(word) for word in re.findall(r"\w+", text.lower())]
    runs = {
        (first * _FIRST_FACTOR + second * _SECOND_FACTOR + third) & _MASK_64_BITS
        for first, second, third in zip(words, words[1:], words[2:], strict=False)
    }
    smallest = sorted(runs)[:SKETCH_HASHES] if len(words) >= MIN_WORDS else ()
    names = Counter(word.lower() for word in _CAPITALISED.findall(text)).most_common()
    return Sketch(
        tuple(smallest),
        len(text),
        frozenset(_FIGURE.findall(text)),
        tuple(name for name, count in names),
    )


@lru_cache(maxsize=100_000)
def _hash_word(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


def find_copies(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of keys whose texts are copies, each pair in the order of ``sketches``.

    A digest, which contains several unrelated texts, is a copy of none of them.  Otherwise it would
    join their stories.
    """
    pairs = tuple(_find_copied_pairs(sketches))
    digests = _find_digests(pairs, sketches)
    yield from (pair for pair in pairs if len(digests.intersection(pair)) != 1)


def have_other_figures(first: Sketch, second: Sketch) -> bool:
    """Whether each text has figures that the other lacks, as two issues of a regular report do."""
    shared = first.figures & second.figures
    return min(len(first.figures - shared), len(second.figures - shared)) >= MIN_NEW_FIGURES


def have_other_subjects(first: Sketch, second: Sketch) -> bool:
    """Whether the most frequent name of each text is missing in the other."""
    return not (
        {*first.names[:1]} & {*second.names} or {*second.names[:1]} & {*first.names}
    ) and bool(first.names and second.names)


def _find_digests(
    pairs: Collection[tuple[str, str]], sketches: Mapping[str, Sketch]
) -> frozenset[str]:
    """Find the texts that contain two shorter texts that are not copies of each other."""
    parts_of: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        shorter, longer = sorted(pair, key=lambda key: sketches[key].length)
        parts_of[longer].append(shorter)
    alike = {frozenset(pair) for pair in pairs}
    return frozenset(
        key
        for key, parts in parts_of.items()
        if any(
            frozenset(pair) not in alike
            and not _are_copies(*(sketches[part].hashes for part in pair))
            for pair in combinations(parts[:MAX_PARTS_OF_A_DIGEST], 2)
        )
    )


def _find_copied_pairs(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    holders: dict[int, deque[str]] = defaultdict(lambda: deque(maxlen=MAX_TEXTS_PER_ANCHOR))
    for key, later_sketch in sketches.items():
        anchors = later_sketch.hashes[:ANCHOR_HASHES]
        shared = Counter(
            chain.from_iterable(holders[anchor] for anchor in anchors if anchor in holders)
        )
        for other, count in shared.items():
            if count < MIN_SHARED_ANCHORS:
                continue
            other_hashes = sketches[other].hashes
            if 4 * count >= _count_sharable(other_hashes, later_sketch.hashes) and _are_copies(
                other_hashes, later_sketch.hashes
            ):
                yield other, key
        for anchor in anchors:
            holders[anchor].append(key)


def _count_sharable(first: Hashes, second: Hashes) -> int:
    """Count the anchors that two texts could share, as far as both sketches reach."""
    reach = min(first[:ANCHOR_HASHES][-1], second[:ANCHOR_HASHES][-1])
    return min(bisect_right(first, reach), bisect_right(second, reach))


def _are_copies(first: Hashes, second: Hashes) -> bool:
    """Whether two texts share enough of their runs, or the longer one contains the shorter.

    Both shares are estimated: how many of all runs both have, and how many runs of the shorter text
    the longer one has, as far as both sketches reach.
    """
    first_runs, second_runs = set(first), set(second)
    common = first_runs & second_runs
    union = sorted(first_runs | second_runs)[:SKETCH_HASHES]
    if sum(run in common for run in union) >= MIN_RESEMBLANCE * len(union):
        return True
    is_full = max(len(first), len(second)) == SKETCH_HASHES
    reach = min(first[-1], second[-1]) if is_full else max(first[-1], second[-1])
    shorter = min(bisect_right(first, reach), bisect_right(second, reach))
    return sum(run <= reach for run in common) >= MIN_CONTAINMENT * max(1, shorter)
