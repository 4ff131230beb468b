"""How alike two words are: the same lemma, one word family, synonyms, one side of a contrary.

Words are compared by keys, so that a text is searched for a word in one step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from briefing_room.text.lexicon import conjugations, stem, table

SAME = 1.0
FAMILY = 0.9
SYNONYM = 0.8
SIDE = 0.7
_ROOT_CHARS = 6  # shared by the words of one family
_MIN_STEM_CHARS = 4  # left of a word without its ending

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
    """The words of one list in strict.yml."""
    return frozenset(_TABLE[name].split())


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The base form of a word: "rise" for "rose", "mine" for "mines"."""
    low = word.lower()
    if low in _AUXILIARY:
        return _AUXILIARY[low]
    verb = conjugations().get(low)
    return verb[0] if verb else _plain_forms_of_comparatives().get(low) or stem(low)


@cache
def _plain_forms_of_comparatives() -> dict[str, str]:
    """The positive form of each comparative: "loose" for "looser"."""
    words = {word for row in _TABLE["contrary"] for word in row.split() if word.isalpha()}
    stems = {word: word[:-1] + "i" if word[-1] == "y" else word.rstrip("e") for word in words}
    forms = {f"{bare}{end}": word for word, bare in stems.items() for end in ("er", "est")}
    return {form: word for form, word in forms.items() if form not in words | _NO_COMPARATIVES}


_NO_COMPARATIVES = frozenset({"order", "offer", "corner", "number", "buyer", "seller", "under"})


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """A word without its endings: "refin" for both "refinery" and "refining"."""
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM_CHARS:
                word = word[: -len(ending)]
                break
    return f"{word[:-1]}c" if word.endswith("k") else word  # "revoke" and "revocation"


def _keys_by_word(
    rows: Iterable[str], sign: str = "=", key: Callable[[str], str] = root
) -> dict[str, tuple[str, ...]]:
    keys_by_word: defaultdict[str, list[str]] = defaultdict(list)
    for index, row in enumerate(rows):
        for word in row.split():
            keys_by_word[key(word)].append(f"{sign}{index}")
    return {word: tuple(keys_by_word) for word, keys_by_word in keys_by_word.items()}


_SYNONYMS = _keys_by_word(_TABLE["synonyms"].splitlines())
_COUNTRIES = _keys_by_word(_TABLE["countries"].splitlines())

_SIDE_KEYS = _keys_by_word(
    (side for row in _TABLE["contrary"] for side in row.split(" / ")), "/", lemma
)


def is_country(word: str) -> bool:
    """Whether a lemma is a country or its adjective."""
    return root(word) in _COUNTRIES


@lru_cache(maxsize=100_000)
def keys(word: str) -> tuple[tuple[str, float], ...]:
    """The keys of a lemma, each with its likeness to other words with that key."""
    bare = root(word)
    result = [(word, SAME), (f"~{bare}", FAMILY)]
    if len(bare) >= _ROOT_CHARS - 1:
        result.append((f"~~{bare[:_ROOT_CHARS]}", FAMILY))
    result += ((f"@{key}", FAMILY) for key in _COUNTRIES.get(bare, ()))
    result += ((key, SYNONYM) for key in _SYNONYMS.get(bare, ()))
    return (*result, *((key, SIDE) for key in _SIDE_KEYS.get(word, ())))


@lru_cache(maxsize=200_000)
def like(one: str, other: str) -> float:
    """The likeness of two lemmas, from 0 to 1."""
    if one == other:
        return SAME
    other_keys = dict(keys(other))
    return max((weight for key, weight in keys(one) if key in other_keys), default=0.0)


# --- Contraries and neighbours -------------------------------------------------------------------

Sides = tuple[tuple[frozenset[str], frozenset[str]], ...]  # words of a side, all of the others


def _contrary_sides(name: str) -> dict[str, Sides]:
    sides_by_word: defaultdict[str, list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    for row in _TABLE[name]:
        parts = [frozenset(map(lemma, side.split())) for side in row.split(" / ")]
        for part in parts:
            others = frozenset().union(*(other for other in parts if other is not part))
            for word in part:
                sides_by_word[word].append((part, others))
    return {word: tuple(sides) for word, sides in sides_by_word.items()}


CONTRARY = _contrary_sides("contrary")
ROOTS = {
    word: tuple(
        (frozenset(map(root, part)), frozenset(map(root, others))) for part, others in sides
    )
    for word, sides in CONTRARY.items()
}
"""The same by the roots of the words: "weakness" is on the side of "weak"."""
NEIGHBOURS = _contrary_sides("neighbours")
