"""Find texts that are copies of each other: the same article reprinted, shortened or reordered.

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

SKETCH = 256  # hashes kept of a text
ANCHORS = 40  # of them used to look for partners
FEWEST_SHARED = ANCHORS // 10  # and a fourth of what the shorter text could share
HOLDERS = 32  # texts with one anchor that are looked at, the latest
PARTS = 16  # of a longer text that are compared with each other
ALIKE = 0.35  # share of common runs from which two texts are copies
CONTAINED = 0.8  # share of a shorter text's runs that the longer one holds
FEWEST_WORDS = 25  # a text shorter than this proves nothing
# Odd numbers that make one number of those of three words, in their order (of 64 bits).
_FIRST, _SECOND, _BITS = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, (1 << 64) - 1

Hashes = Sequence[int]


class Sketch(NamedTuple):
    """The smallest hashes of a text's word runs, in ascending order, and its length."""

    hashes: Hashes
    length: int


def sketch(text: str) -> Sketch:
    """Reduce ``text`` to what the search for copies needs."""
    words = [_hash(word) for word in re.findall(r"\w+", text.lower())]
    runs = {
        (one * _FIRST + two * _SECOND + three) & _BITS
        for one, two, three in zip(words, words[1:], words[2:], strict=False)
    }
    smallest = sorted(runs)[:SKETCH] if len(words) >= FEWEST_WORDS else ()
    return Sketch(tuple(smallest), len(text))


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


def copies(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of keys whose texts are copies, each pair in the order of ``sketches``.

    A digest contains several unrelated texts; it counts as a copy of none of them, as it would
    chain their stories together.
    """
    pairs = tuple(_pairs(sketches))
    digests = _digests(pairs, sketches)
    yield from (pair for pair in pairs if len(digests.intersection(pair)) != 1)


def _digests(pairs: Collection[tuple[str, str]], sketches: Mapping[str, Sketch]) -> frozenset[str]:
    """Find the texts that contain two shorter ones which are not copies of each other."""
    parts_of: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        shorter, longer = sorted(pair, key=lambda key: sketches[key].length)
        parts_of[longer].append(shorter)
    alike = {frozenset(pair) for pair in pairs}
    return frozenset(
        key
        for key, parts in parts_of.items()
        if any(
            frozenset(two) not in alike and not _alike(*(sketches[part].hashes for part in two))
            for two in combinations(parts[:PARTS], 2)
        )
    )


def _pairs(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    holders: dict[int, deque[str]] = defaultdict(lambda: deque(maxlen=HOLDERS))
    for key, found in sketches.items():
        anchors = found.hashes[:ANCHORS]
        shared = Counter(chain.from_iterable(holders[each] for each in anchors if each in holders))
        for other, count in shared.items():
            if count < FEWEST_SHARED:
                continue
            theirs = sketches[other].hashes
            if 4 * count >= _sharable(theirs, found.hashes) and _alike(theirs, found.hashes):
                yield other, key
        for each in anchors:
            holders[each].append(key)


def _sharable(one: Hashes, other: Hashes) -> int:
    """Count the anchors that two texts could share, as far as both sketches reach."""
    reach = min(one[:ANCHORS][-1], other[:ANCHORS][-1])
    return min(bisect_right(one, reach), bisect_right(other, reach))


def _alike(one: Hashes, other: Hashes) -> bool:
    """Whether two texts share enough of their runs, or the longer one contains the shorter.

    Both shares are estimated: how many of all runs both have, and how many runs of the shorter text
    the longer one has, as far as both sketches reach.
    """
    ours, theirs = set(one), set(other)
    common = ours & theirs
    union = sorted(ours | theirs)[:SKETCH]
    if sum(run in common for run in union) >= ALIKE * len(union):
        return True
    full = max(len(one), len(other)) == SKETCH
    reach = min(one[-1], other[-1]) if full else max(one[-1], other[-1])
    shorter = min(bisect_right(one, reach), bisect_right(other, reach))
    return sum(run <= reach for run in common) >= CONTAINED * max(1, shorter)
