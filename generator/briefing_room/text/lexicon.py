"""Load the word lists in ``data/``, and build patterns and word forms from them.

The function words and verbs of ``words.yml`` are constants of this module.  Other functions inflect
verbs, write a number with its noun, and find the content words of a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # eight times as fast as the Python one


@cache
def table(name: str) -> dict[str, Any]:
    """Load a file of ``data/``; all callers get the same object and must not change it."""
    text = files("briefing_room.data").joinpath(f"{name}.yml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506  one of the safe loaders
    return content


@cache
def word_list(name: str, file: str = "words") -> frozenset[str]:
    """Read one list of words from a file of ``data/``."""
    rows = table(file)[name]
    return frozenset(rows if isinstance(rows, list) else rows.split())


def spellings(row: str) -> list[str]:
    """List the spellings in a row: "kilo(s), kg" gives "kilos", "kilo" and "kg"."""
    forms: list[str] = []
    for form in filter(None, (part.strip() for part in row.split(", "))):
        longer, shorter = re.sub(r"[()]", "", form), re.sub(r"\(.*?\)", "", form)
        forms += dict.fromkeys((longer, shorter))
    return forms


def alternatives(forms: Iterable[str]) -> str:
    """Write a regular expression that matches any of the forms; it tries the longest first."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s") for form in ordered)


def phrase_pattern(rows: Sequence[str]) -> re.Pattern[str]:
    """Compile a pattern of phrases for lower-case text; "argue*" matches a word with any ending."""
    escaped = (
        re.escape(row.lower().rstrip("*")).replace(r"\ ", r"\W+").replace("'", "['’]")
        for row in rows
    )
    endings = (r"[\w'’.-]*" if row.endswith("*") else "" for row in rows)
    forms = "|".join(map("".join, zip(escaped, endings, strict=True)))
    return re.compile(rf"\b(?<![^\W_]['’.-])(?:{forms})(?![^\W_]|['’.-]+[^\W_])")


# --- Grammar words and verbs ---------------------------------------------------------------------


def _add_s(word: str) -> str:
    """The plural of a noun, or a verb's form after "it": stories, says, goes, carries."""
    if word.endswith(("s", "sh", "ch", "x", "z", "o")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _doubles_last_letter(verb: str) -> bool:
    """Whether a verb doubles its last letter before an ending: ban, banned."""
    ends_short = len(verb) <= 4 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou"
    is_two_syllables = len(verb) == 4 and verb[0] in "aeiou"  # open, edit
    doubles = ends_short and verb[-3] not in "aeiou" and not is_two_syllables
    return doubles or verb in _DOUBLING_VERBS


def _add_ending(verb: str, ending: str) -> str:
    """Add "ed" or "ing" as English spells it: carried, banned, panicked, making, lying."""
    if ending == "ing" and verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("ic"):
        return verb + "k" + ending
    if verb.endswith("e") and not (ending == "ing" and verb.endswith(("ee", "oe"))):
        return verb[:-1] + ending
    if ending == "ed" and verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if _doubles_last_letter(verb) else "") + ending


@lru_cache(maxsize=100_000)
def is_adverb(word: str) -> bool:
    """Whether a lower-case word may come between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and word not in _NOT_ADVERBS)


AUXILIARIES = word_list("auxiliaries")
MODALS = word_list("modals")
SUBORDINATORS = word_list("subordinators")
DETERMINERS = word_list("determiners")
PREPOSITIONS = word_list("prepositions")
PRONOUNS = word_list("pronouns")
CONJUNCTIONS = word_list("conjunctions")
ADVERBS = word_list("adverbs")
FUNCTION_WORDS = (
    DETERMINERS | PREPOSITIONS | PRONOUNS | CONJUNCTIONS | SUBORDINATORS | AUXILIARIES | ADVERBS
)
_NOT_ADVERBS = word_list("not_adverbs")

_DOUBLING_VERBS = word_list("doubling_verbs")
_REGULAR_VERBS = frozenset(verb.rstrip("+") for verb in word_list("regular_verbs"))
_REGULAR_NOUN_VERBS = frozenset(
    verb[:-1] for verb in word_list("regular_verbs") if verb.endswith("+")
)
NOUN_VERBS = _REGULAR_NOUN_VERBS | word_list("nouns_too")
_IRREGULAR_VERBS = [row.split() for row in table("words")["irregular_verbs"].split(";")]
_IRREGULAR_PASTS = {base: (past, participle) for base, past, participle in _IRREGULAR_VERBS}
BASE_FORMS = _REGULAR_VERBS | _IRREGULAR_PASTS.keys()
THIRD_PERSONS = frozenset(map(_add_s, BASE_FORMS)) - {"bes", "haves", "dos"}
NOUN_THIRD_PERSONS = frozenset(map(_add_s, NOUN_VERBS))
PARTICIPLES = frozenset(_add_ending(verb, "ed") for verb in _REGULAR_VERBS) | {
    participle for _, _, participle in _IRREGULAR_VERBS
}
GERUNDS = frozenset(_add_ending(verb, "ing") for verb in BASE_FORMS)
# A past form that is not a participle is certainly a finite verb; "said" nearly always is.
FINITE_PASTS = (
    (frozenset(past for _, past, _ in _IRREGULAR_VERBS) - PARTICIPLES)
    | word_list("rare_pasts")
    | {"said"}
)


def verb_forms(verbs: str) -> frozenset[str]:
    """List all forms of verbs, given with spaces between them: say, says, said, saying."""
    forms: set[str] = set()
    for verb in verbs.split():
        pasts = _IRREGULAR_PASTS.get(verb, (_add_ending(verb, "ed"),))
        forms.update((verb, _add_s(verb), *pasts, _add_ending(verb, "ing")))
    return frozenset(forms)


@cache
def conjugations() -> dict[str, tuple[str, frozenset[str]]]:
    """Map each form of a verb to its base and its kinds: base, third, gerund, past, participle."""
    by_form: dict[str, tuple[str, set[str]]] = {}
    for base in sorted(BASE_FORMS, key=lambda verb: (verb not in _IRREGULAR_PASTS, verb)):
        past, participle = _IRREGULAR_PASTS.get(base, (_add_ending(base, "ed"),) * 2)
        forms = {"base": base, "third": _add_s(base), "gerund": _add_ending(base, "ing")}
        for kind, form in (forms | {"past": past, "participle": participle}).items():
            first_base, kinds = by_form.setdefault(form, (base, set()))
            if first_base == base:
                kinds.add(kind)
    return {form: (base, frozenset(kinds)) for form, (base, kinds) in by_form.items()}


# --- Content words --------------------------------------------------------------------------------

STOP_WORDS = word_list("function_words")
_CONTENT_WORD = re.compile(r"[a-z0-9][a-z0-9'’.\-]*")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Reduce plurals and possessives: "cables" and "cable's" become "cable".

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


@lru_cache(maxsize=8192)
def content_words(text: str) -> tuple[str, ...]:
    """The stems of the words of a string, in order, without function words."""
    words = _CONTENT_WORD.findall(text.lower())
    stems = (stem(word) for word in words if word not in STOP_WORDS)
    return tuple(word for word in stems if len(word) > 1)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun: "1 story", "3 stories", "1,200 stories"."""
    return f"{number:,} {noun if number == 1 else plural or _add_s(noun)}"


def count_words(text: str) -> int:
    """Count words as a reader would: by the spaces between them."""
    return len(text.split())
