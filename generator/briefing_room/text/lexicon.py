"""Load the word lists in ``data/``, each once, and build patterns from them.

It also has the function words and verbs for the rules about sentences (the lists are in
``words.yml``, verb forms are derived here), and the words of a text that carry meaning.
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
    """Load one file of ``data/``; callers must not change it."""
    text = files("briefing_room.data").joinpath(f"{name}.yml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506  one of the safe loaders
    return content


@cache
def word_list(name: str, file: str = "words") -> frozenset[str]:
    """Read one list of words from a file of ``data/``."""
    rows = table(file)[name]
    return frozenset(rows if isinstance(rows, list) else rows.split())


def spellings(row: str) -> list[str]:
    """List the forms of a row: "kilo(s), kg" is "kilos", "kilo", "kg"."""
    forms: list[str] = []
    for form in filter(None, (part.strip() for part in row.split(", "))):
        longer, shorter = re.sub(r"[()]", "", form), re.sub(r"\(.*?\)", "", form)
        forms += dict.fromkeys((longer, shorter))
    return forms


def any_of(forms: Iterable[str]) -> str:
    """Build a pattern of the forms, the longest first; a space matches any white space."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s") for form in ordered)


def phrases(rows: Sequence[str]) -> re.Pattern[str]:
    """Build a pattern of words and phrases in small letters; "argue*" matches any ending."""
    bare = (
        re.escape(row.lower().rstrip("*")).replace(r"\ ", r"\W+").replace("'", "['’]")
        for row in rows
    )
    ends = (r"[\w'’.-]*" if row.endswith("*") else "" for row in rows)
    whole = "|".join(map("".join, zip(bare, ends, strict=True)))
    return re.compile(rf"\b(?<![^\W_]['’.-])(?:{whole})(?![^\W_]|['’.-]+[^\W_])")


# --- Grammar words and verbs ---------------------------------------------------------------------


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def _doubles(verb: str) -> bool:
    """Whether the last letter is doubled before an ending: ban, banned."""
    short = len(verb) <= 4 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou"
    return (short and verb[-3] not in "aeiou" and verb != "open") or verb in _DOUBLING


def _ending(verb: str, ending: str) -> str:
    if verb.endswith("e") and not (ending == "ing" and verb.endswith(("ee", "oe"))):
        return verb[:-1] + ending
    if ending == "ed" and verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if _doubles(verb) else "") + ending


@lru_cache(maxsize=100_000)
def is_adverb(word: str) -> bool:
    """Whether a word in small letters may come between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and word not in _NOT_ADVERBS)


AUXILIARIES = word_list("auxiliaries")
MODALS = word_list("modals")
SUBORDINATORS = word_list("subordinators")
DETERMINERS = word_list("determiners")
PREPOSITIONS = word_list("prepositions")
PRONOUNS = word_list("pronouns")
CONJUNCTIONS = word_list("conjunctions")
ADVERBS = word_list("adverbs")
_NOT_ADVERBS = word_list("not_adverbs")

_DOUBLING = word_list("doubling_verbs")
_REGULAR = frozenset(verb.rstrip("+") for verb in word_list("regular_verbs"))
_NOUNS = frozenset(verb[:-1] for verb in word_list("regular_verbs") if verb.endswith("+"))
NOUN_TOO = _NOUNS | word_list("nouns_too")
_IRREGULAR = [row.split() for row in table("words")["irregular_verbs"].split(";")]
_PAST_FORMS = {base: (past, participle) for base, past, participle in _IRREGULAR}
BASES = _REGULAR | _PAST_FORMS.keys()
THIRDS = frozenset(map(_third, BASES)) - {"bes", "haves", "dos"}
NOUN_THIRDS = frozenset(map(_third, NOUN_TOO))
PARTICIPLES = frozenset(_ending(verb, "ed") for verb in _REGULAR) | {row[2] for row in _IRREGULAR}
GERUNDS = frozenset(_ending(verb, "ing") for verb in BASES) | {"dying", "lying", "tying"}
# A past form that is not a participle proves a finite verb by itself; "said" is kept for its use.
PASTS = (
    (frozenset(past for _, past, _ in _IRREGULAR) - PARTICIPLES)
    | word_list("rare_pasts")
    | {"said"}
)


def verb_forms(verbs: str) -> frozenset[str]:
    """List all forms of verbs: "say" is say, says, said and saying."""
    verb_parts = ((v, _PAST_FORMS.get(v, (_ending(v, "ed"),))) for v in verbs.split())
    return frozenset(f for v, past in verb_parts for f in (v, _third(v), *past, _ending(v, "ing")))


@cache
def conjugations() -> dict[str, tuple[str, frozenset[str]]]:
    """Map each form of a known verb to its base and to what it is: base, third, past and so on."""
    known: dict[str, tuple[str, set[str]]] = {}
    for base in sorted(BASES, key=lambda verb: (verb not in _PAST_FORMS, verb)):
        past, participle = _PAST_FORMS.get(base, (_ending(base, "ed"),) * 2)
        forms = {"base": base, "third": _third(base), "gerund": _ending(base, "ing")}
        for kind, form in (forms | {"past": past, "participle": participle}).items():
            roles = known.setdefault(form, (base, set()))
            if roles[0] == base:
                roles[1].add(kind)
    return {form: (base, frozenset(kinds)) for form, (base, kinds) in known.items()}


# --- The words of a text that carry its meaning ---------------------------------------------------

STOP = word_list("function_words")
_CONTENT_WORD = re.compile(r"[a-z0-9][a-z0-9'’.\-]*")


@lru_cache(maxsize=100_000)
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


@lru_cache(maxsize=8192)
def content_words(text: str) -> tuple[str, ...]:
    """List the stems of the words of ``text``, in order, without function words."""
    words = _CONTENT_WORD.findall(text.lower())
    stems = (stem(word) for word in words if word not in STOP)
    return tuple(word for word in stems if len(word) > 1)


def count_words(text: str) -> int:
    """Count the words of ``text`` between spaces, as a reader would."""
    return len(text.split())
