"""The words of a text that carry its meaning, and how alike two bags of them are."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

Vector = Mapping[str, float]

_WORD = re.compile(r"[a-z0-9][a-z0-9'’.\-]*")
_FUNCTION_WORDS = """
    a about above after again against all also am an and any are as at be because been before
    being below between both but by can could did do does doing down during each few for from
    further had has have having he her here hers herself him himself his how i if in into is it
    its itself just me more most my myself no nor not now of off on once only or other our ours
    ourselves out over own same she should so some such than that the their theirs them themselves
    then there these they this those through to too under until up very was we were what when
    where which while who whom why will with would you your yours yourself yourselves said says
    one two new year years may might must like via per us didn't doesn't don't won't wasn't isn't
    aren't weren't hasn't haven't hadn't couldn't wouldn't it's he's she's they're we're i'm
"""
_ROOT = 5  # letters that words of one family share
STOP = frozenset(_FUNCTION_WORDS.split())


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


def met(noun: str, known: AbstractSet[str]) -> bool:
    """Return whether a noun was said, or one of its family: "partnership" tells of partners."""
    root = noun[:_ROOT]
    return noun in known or (len(root) == _ROOT and any(word.startswith(root) for word in known))


def count_words(text: str) -> int:
    """Return how many words ``text`` has, as a reader counts them (between blanks)."""
    return len(text.split())


def vector(words: Iterable[str], weights: Mapping[str, float] | None = None) -> Vector:
    """Return the words as a vector of length 1, each counted logarithmically.

    ``weights`` says how telling a word is; without it every word counts the same.
    """
    counts = Counter(words)
    raw = {
        word: (1 + math.log(count)) * (weights.get(word, 1.0) if weights else 1.0)
        for word, count in counts.items()
    }
    return unit(raw)


def unit(raw: Vector) -> Vector:
    """Return ``raw`` scaled to length 1; an empty vector stays empty."""
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {word: value / length for word, value in raw.items()}


def add(vectors: Iterable[Vector]) -> Vector:
    """Return the sum of ``vectors``, not scaled."""
    total: dict[str, float] = {}
    for each in vectors:
        for word, value in each.items():
            total[word] = total.get(word, 0.0) + value
    return total


def cosine(one: Vector, other: Vector) -> float:
    """Return how alike two vectors of length 1 are, from 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum([value * other[word] for word, value in one.items() if word in other])
