"""The words of a text that carry its meaning, and how alike two bags of them are."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from generator.text.lexicon import listed

Vector = Mapping[str, float]

_WORD = re.compile(r"[a-z0-9][a-z0-9'’.\-]*")
STOP = listed("function_words")


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Fold plurals and possessives, so that "cables" and "cable's" meet "cable".

    The S-stemmer of Harman (1991), "How effective is suffixing?": three rules, no dictionary.
    """
    word = re.sub(r"['’](s|ll|d|re|ve|m)?$", "", word.rstrip(".-"))
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


@functools.lru_cache(maxsize=8192)
def content_words(text: str) -> tuple[str, ...]:
    """Return the stems of the words of ``text`` that are no function words, in its order."""
    words = _WORD.findall(text.lower())
    stems = (stem(word) for word in words if word not in STOP)
    return tuple(word for word in stems if len(word) > 1)


def count_words(text: str) -> int:
    """Return how many words ``text`` has, as a reader counts them (between blanks)."""
    return len(text.split())


def vector(words: Iterable[str], weights: Mapping[str, float]) -> Vector:
    """Return the words as a vector of length 1, each counted logarithmically.

    ``weights`` says how telling each word is.
    """
    counts = Counter(words)
    raw = {word: (1 + math.log(count)) * weights[word] for word, count in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {word: value / length for word, value in raw.items()}


def cosine(one: Vector, other: Vector) -> float:
    """Return how alike two vectors of length 1 are, from 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum([value * other[word] for word, value in one.items() if word in other])
