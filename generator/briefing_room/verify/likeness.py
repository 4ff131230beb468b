"""Which words may stand for one another: one word, one family, one row of synonyms; and contraries.

Words are compared by keys, so that a text is searched for a word in one step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from briefing_room.text.lexicon import conjugations, stem, table

SAME, FAMILY, SYNONYM, SIDE = 1.0, 0.9, 0.8, 0.7
_ROOT = 6  # letters that words of one family share
_SHORTEST = 4  # letters that are left of a word without its ending

_TABLE = table("strict")
_ENDINGS = (
    *("isations", "izations", "isation", "ization", "ational", "ations", "ation", "ements"),
    *("ement", "ments", "ment", "ities", "ity", "ness", "ively", "ives", "ive", "ally", "ingly"),
    *("edly", "ists", "ist", "ions", "ion", "ences", "ence", "ances", "ance", "able", "ible"),
    *("ors", "or", "ers", "er", "ial", "ees", "ee", "ates", "ate", "al", "ous", "ful", "ing", "ed"),
    *("ly", "ic", "es", "s", "y", "e"),
)

_AUXILIARY = {
    form: base
    for base, forms in (
        ("be", "am is are was were been being"),
        ("have", "has had having"),
        ("do", "does did done doing"),
    )
    for form in forms.split()
}


def words_of(name: str) -> frozenset[str]:
    """Return the words of one list of the rules."""
    return frozenset(_TABLE[name].split())


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """Return the form of a word by which it is known: "rose" is "rise", "mines" is "mine"."""
    low = word.lower()
    if low in _AUXILIARY:
        return _AUXILIARY[low]
    verb = conjugations().get(low)
    return verb[0] if verb else _compared().get(low) or stem(low)


@cache
def _compared() -> dict[str, str]:
    """Return the plain forms of comparatives: "looser" is "loose"."""
    words = {word for row in _TABLE["contrary"] for word in row.split() if word.isalpha()}
    stems = {word: word[:-1] + "i" if word[-1] == "y" else word.rstrip("e") for word in words}
    found = {f"{bare}{end}": word for word, bare in stems.items() for end in ("er", "est")}
    return {form: word for form, word in found.items() if form not in words | _NO_COMPARATIVES}


_NO_COMPARATIVES = frozenset({"order", "offer", "corner", "number", "buyer", "seller", "under"})


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """Return a word without its endings: "refinery" and "refining" meet in "refin"."""
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word[: -len(ending)]
                break
    return word


def _rows(
    rows: Iterable[str], sign: str = "=", key: Callable[[str], str] = root
) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for at, row in enumerate(rows):
        for word in row.split():
            found[key(word)].append(f"{sign}{at}")
    return {word: tuple(keys) for word, keys in found.items()}


_SYNONYMS = _rows(_TABLE["synonyms"].splitlines())
_COUNTRIES = _rows(_TABLE["countries"].splitlines())

_SIDE_KEYS = _rows((side for row in _TABLE["contrary"] for side in row.split(" / ")), "/", lemma)


def is_country(word: str) -> bool:
    """Return whether a lemma names a country, or what is its."""
    return root(word) in _COUNTRIES


@lru_cache(maxsize=100_000)
def keys(word: str) -> tuple[tuple[str, float], ...]:
    """Return what a lemma is found by, each with how near a word is that shares it."""
    bare = root(word)
    found = [(word, SAME), (f"~{bare}", FAMILY)]
    if len(bare) >= _ROOT - 1:
        found.append((f"~~{bare[:_ROOT]}", FAMILY))
    found += ((f"@{key}", FAMILY) for key in _COUNTRIES.get(bare, ()))
    found += ((key, SYNONYM) for key in _SYNONYMS.get(bare, ()))
    return (*found, *((key, SIDE) for key in _SIDE_KEYS.get(word, ())))


@lru_cache(maxsize=200_000)
def like(one: str, other: str) -> float:
    """Return how near two lemmas are, 0 where they share nothing."""
    if one == other:
        return SAME
    there = dict(keys(other))
    return max((weight for key, weight in keys(one) if key in there), default=0.0)


# --- Contraries and neighbours -------------------------------------------------------------------

Sides = tuple[tuple[frozenset[str], frozenset[str]], ...]  # words of a side, all of the others


def _sides(name: str) -> dict[str, Sides]:
    found: defaultdict[str, list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    for row in _TABLE[name]:
        parts = [frozenset(map(lemma, side.split())) for side in row.split(" / ")]
        for part in parts:
            others = frozenset().union(*(each for each in parts if each is not part))
            for word in part:
                found[word].append((part, others))
    return {word: tuple(sides) for word, sides in found.items()}


CONTRARY = _sides("contrary")
ROOTS = {
    word: tuple(
        (frozenset(map(root, part)), frozenset(map(root, others))) for part, others in sides
    )
    for word, sides in CONTRARY.items()
}
"""The same by the roots of the words: "weakness" is on the side of "weak"."""
NEIGHBOURS = _sides("neighbours")
