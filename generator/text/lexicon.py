"""The grammar words and verbs that the rules about sentences know.

The lists are data, in ``words.yml`` beside this module; here the forms of the verbs are made.
"""

from __future__ import annotations

from functools import lru_cache

from generator.text import tables


def listed(name: str) -> frozenset[str]:
    """Return the words of one list of ``words.yml``."""
    return tables.listed("words", name)


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def _doubles(verb: str) -> bool:
    """Return whether the last letter is doubled before an ending: ban, banned."""
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
    """Return whether a word in small letters may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and word not in _NOT_ADVERBS)


AUXILIARIES = listed("auxiliaries")
MODALS = listed("modals")
SUBORDINATORS = listed("subordinators")
DETERMINERS = listed("determiners")
PREPOSITIONS = listed("prepositions")
PRONOUNS = listed("pronouns")
CONJUNCTIONS = listed("conjunctions")
ADVERBS = listed("adverbs")
NOUN_TOO = listed("nouns_too")
_NOT_ADVERBS = listed("not_adverbs")

_DOUBLING = listed("doubling_verbs")
_REGULAR = listed("regular_verbs")
_IRREGULAR = [row.split() for row in tables.table("words")["irregular_verbs"].split(";")]
BASES = _REGULAR | {base for base, _, _ in _IRREGULAR}
THIRDS = frozenset(map(_third, BASES)) - {"bes", "haves", "dos"}
NOUN_THIRDS = frozenset(map(_third, NOUN_TOO))
PARTICIPLES = frozenset(_ending(verb, "ed") for verb in _REGULAR) | {row[2] for row in _IRREGULAR}
GERUNDS = frozenset(_ending(verb, "ing") for verb in BASES) | {"dying", "lying", "tying"}
# Past forms that are no participle prove a finite verb by themselves; "said" is kept for its use.
PASTS = (
    (frozenset(past for _, past, _ in _IRREGULAR) - PARTICIPLES) | listed("rare_pasts") | {"said"}
)
