"""Measure how alike two words are: one lemma, one word family, synonyms, or one side of a contrary.

Each word has keys, and two words are alike if they share one.  A text that is indexed by keys is
searched for a word in one step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from briefing_room.text.lexicon import conjugations, stem, table, word_list

# How alike two words are, by what they share.
SAME = 1.0  # the lemma
FAMILY = 0.9  # the root: "refinery", "refining"
SYNONYM = 0.8
SAME_SIDE = 0.7  # of a pair of contraries: "rise", "surge"
_ROOT_CHARS = 6  # that the words of one family begin with
_MIN_STEM_CHARS = 4  # that remain of a word without its ending

_TABLE = table("verification")
_ENDINGS = (
    *("isations", "izations", "isation", "ization", "ational", "ations", "ation", "ements"),
    *("ement", "ments", "ment", "ities", "ity", "ness", "ively", "ives", "ive", "ally", "ingly"),
    *("edly", "ists", "ist", "ions", "ion", "ences", "ence", "ances", "ance", "able", "ible"),
    *("ors", "or", "ers", "er", "ial", "ees", "ee", "ates", "ate", "al", "ous", "ful", "ing", "ed"),
    *("ly", "ic", "es", "s", "y", "e"),
)


def word_set(name: str) -> frozenset[str]:
    """Read one list of words from ``data/verification.yml``."""
    return word_list(name, "verification")


_AUXILIARY_BASES = {
    form: base
    for base in ("be", "have", "do")
    for form in word_set(f"{base}_forms")
    if form.isalpha()
} | {"done": "do", "doing": "do"}


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The base form of a word: "rise" for "rose", "mine" for "mines"."""
    lowercase = word.lower()
    if lowercase in _AUXILIARY_BASES:
        return _AUXILIARY_BASES[lowercase]
    verb = conjugations().get(lowercase)
    return verb[0] if verb else _positives_by_comparative().get(lowercase) or stem(lowercase)


@cache
def _positives_by_comparative() -> dict[str, str]:
    """The positive form of each comparative: "loose" for "looser"."""
    words = {word for row in _TABLE["contrary"] for word in row.split() if word.isalpha()}
    stems = {word: word[:-1] + "i" if word[-1] == "y" else word.rstrip("e") for word in words}
    forms = {f"{stem}{end}": word for word, stem in stems.items() for end in ("er", "est")}
    return {form: word for form, word in forms.items() if form not in words | _NOT_COMPARATIVES}


_NOT_COMPARATIVES = frozenset({"order", "offer", "corner", "number", "buyer", "seller", "under"})


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
    rows: Iterable[str], prefix: str = "=", form: Callable[[str], str] = root
) -> dict[str, tuple[str, ...]]:
    keys_by_word: defaultdict[str, list[str]] = defaultdict(list)
    for index, row in enumerate(rows):
        for word in row.split():
            keys_by_word[form(word)].append(f"{prefix}{index}")
    return {word: tuple(keys_by_word) for word, keys_by_word in keys_by_word.items()}


_SYNONYMS = _keys_by_word(_TABLE["synonyms"].splitlines())
_COUNTRIES = _keys_by_word(_TABLE["countries"].splitlines())

_SIDE_KEYS = _keys_by_word(
    (side for row in _TABLE["contrary"] for side in row.split(" / ")), "/", lemma
)


def is_common(word: str) -> bool:
    """Whether a lemma is in the lists of synonyms or contraries, and so is no name."""
    return root(word) in _SYNONYMS or word in CONTRARIES


def is_country(word: str) -> bool:
    """Whether a lemma is a country or its adjective."""
    return root(word) in _COUNTRIES


@lru_cache(maxsize=100_000)
def match_keys(word: str) -> tuple[tuple[str, float], ...]:
    """The keys of a lemma; two words that share a key are as alike as its number says."""
    word_root = root(word)
    weighted_keys = [(word, SAME), (f"~{word_root}", FAMILY)]
    if len(word_root) >= _ROOT_CHARS - 1:
        weighted_keys.append((f"~~{word_root[:_ROOT_CHARS]}", FAMILY))
    weighted_keys += ((f"@{key}", FAMILY) for key in _COUNTRIES.get(word_root, ()))
    weighted_keys += ((key, SYNONYM) for key in _SYNONYMS.get(word_root, ()))
    return (*weighted_keys, *((key, SAME_SIDE) for key in _SIDE_KEYS.get(word, ())))


@lru_cache(maxsize=200_000)
def likeness(first: str, second: str) -> float:
    """How alike two lemmas are, from 0 to 1."""
    if first == second:
        return SAME
    second_keys = dict(match_keys(second))
    return max((weight for key, weight in match_keys(first) if key in second_keys), default=0.0)


# --- Contraries ----------------------------------------------------------------------------------

ContrarySides = tuple[tuple[frozenset[str], frozenset[str]], ...]
"""For each pair of contraries that a word is in, the words of its side and those of the other."""


def _read_sides(name: str) -> dict[str, ContrarySides]:
    sides_by_word: defaultdict[str, list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    for row in _TABLE[name]:
        parts = [frozenset(map(lemma, side.split())) for side in row.split(" / ")]
        for part in parts:
            others = frozenset().union(*(other for other in parts if other is not part))
            for word in part:
                sides_by_word[word].append((part, others))
    return {word: tuple(sides) for word, sides in sides_by_word.items()}


CONTRARIES = _read_sides("contrary")
CONTRARY_ROOTS = {
    word: tuple(
        (frozenset(map(root, part)), frozenset(map(root, others))) for part, others in sides
    )
    for word, sides in CONTRARIES.items()
}
"""The contraries as roots, so that "weakness" is on the side of "weak"."""
DISTINCT_WORDS = _read_sides("distinct_words")
"""Words of related things that must not be exchanged: "capacity" and "output"."""
