"""Find texts that are copies of one another: the same article reprinted, shortened or reordered.

Each text is reduced to a bottom-k sketch: the smallest hashes of its runs of three words (Broder
1997, "On the resemblance and containment of documents").  How many of them two sketches share
estimates how much of the texts is the same, at a cost that does not grow with their length.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import combinations

SKETCH = 256  # hashes kept of a text
ANCHORS = 40  # of them used to look for partners
ALIKE = 0.35  # share of common runs from which two texts are copies
CONTAINED = 0.8  # share of a shorter text's runs that the longer one holds
FEWEST_WORDS = 25  # a text shorter than this proves nothing

# Odd numbers that make one number of those of three words, in their order (of 64 bits).
_FIRST, _SECOND, _BITS = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, (1 << 64) - 1

Sketch = tuple[int, ...]


def sketch(text: str) -> Sketch:
    """Return the smallest hashes of the word runs of ``text``, in ascending order."""
    words = [_hash(word) for word in re.findall(r"\w+", text.lower())]
    if len(words) < FEWEST_WORDS:
        return ()
    runs = {
        (one * _FIRST + two * _SECOND + three) & _BITS
        for one, two, three in zip(words, words[1:], words[2:], strict=False)
    }
    return tuple(sorted(runs)[:SKETCH])


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


def resemblance(one: Sketch, other: Sketch) -> float:
    """Return the estimated share of word runs, of all that either has, that both have."""
    ours, theirs = set(one), set(other)
    union = sorted(ours | theirs)[:SKETCH]
    return sum(each in ours and each in theirs for each in union) / len(union) if union else 0.0


def containment(one: Sketch, other: Sketch) -> float:
    """Return the estimated share of the shorter text's runs that the longer one has too.

    Hashes beyond the largest one that both sketches reach are not comparable and left out.
    """
    if not one or not other:
        return 0.0
    reach = (
        min(one[-1], other[-1]) if max(len(one), len(other)) == SKETCH else max(one[-1], other[-1])
    )
    ours, theirs = ({each for each in some if each <= reach} for some in (one, other))
    return len(ours & theirs) / (min(len(ours), len(theirs)) or 1)


def copies(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of keys whose texts are copies, each pair in the order of ``texts``.

    A digest holds several texts that are no copies of one another: it is a copy of none of them,
    and would chain their stories together.
    """
    pairs = tuple(_pairs({key: sketch(text) for key, text in texts.items()}))
    digests = _digests(pairs, texts)
    yield from (pair for pair in pairs if len(digests.intersection(pair)) != 1)


def _digests(pairs: Collection[tuple[str, str]], texts: Mapping[str, str]) -> set[str]:
    """Return the keys of texts that hold two shorter ones which are no copies of each other."""
    held: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        shorter, longer = sorted(pair, key=lambda key: len(texts[key]))
        held[longer].append(shorter)
    alike = {frozenset(pair) for pair in pairs}
    return {
        key
        for key, parts in held.items()
        if any(frozenset(two) not in alike for two in combinations(parts, 2))
    }


def _pairs(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    holders: dict[int, list[str]] = defaultdict(list)
    for key, hashes in sketches.items():
        shared = Counter(other for each in hashes[:ANCHORS] for other in holders[each])
        for other, count in shared.items():
            if count >= ANCHORS // 10 and _alike(sketches[other], hashes):
                yield other, key
        for each in hashes[:ANCHORS]:
            holders[each].append(key)


def _alike(one: Sketch, other: Sketch) -> bool:
    return resemblance(one, other) >= ALIKE or containment(one, other) >= CONTAINED
