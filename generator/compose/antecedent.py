"""Nouns that stand for each other, and whether "the plant" is one that the reader has met.

"The deal needs the approval of both parliaments" can be read below news of "an agreement to build a
pilot plant": only one thing there can be meant.  Where the news speaks of two, or the text has
brought in another one since, it is not plain which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.text import lexicon as w
from generator.text.grammar import tokens
from generator.text.tables import table
from generator.text.words import stem

_SAME_AGAIN = frozenset(["the", "this", "that", "its", "their"])
_AFTER_NOUN = (
    w.AUXILIARIES
    | w.PASTS
    | w.PREPOSITIONS
    | w.CONJUNCTIONS
    | w.ADVERBS
    | w.PARTICIPLES
    | w.GERUNDS
) | {"to", "that", "which", "who", "whose", "where", ",", ";", ":", "(", ")", "–", "—", '"'}


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    return {name: tuple(rows) for name, rows in table("kinds").items()}


@lru_cache(maxsize=8)
def kinds(name: str) -> frozenset[str]:
    """Return the nouns of one list of ``kinds.yml``."""
    return frozenset(word for row in _lists()[name] for word in row.split())


@lru_cache(maxsize=1)
def again() -> dict[str, frozenset[str]]:
    """Return for the stem of each noun the stems of those that stand for it."""
    found: dict[str, frozenset[str]] = {}
    for row in _lists()["again"]:
        kind = frozenset(map(stem, row.split()))
        for noun in kind:
            found[noun] = found.get(noun, frozenset()) | kind
    return found


def kind_of(noun: str) -> frozenset[str]:
    """Return the stems of the nouns that "these ``noun``" may stand for."""
    loose = (frozenset(map(stem, row.split())) for row in _lists()["loose"])
    return frozenset([noun]).union(again().get(noun, ()), *(k for k in loose if noun in k))


def introduced(noun: str, news: str, since: Iterable[str], title: str = "") -> bool:
    """Return whether ``news``, or else its ``title``, has one thing that "the ``noun``" can mean.

    ``since`` are the sentences between the news and the one that says it: where one of them has
    brought in another such thing, it is not plain which.
    """
    kind = again().get(stem(noun), frozenset([stem(noun)]))
    met = [word for word, _ in _heads(news, kind) or _heads(title, kind)]
    if len(met) != 1 or _plural(met[0]) != _plural(noun):
        return False
    return all(before in _SAME_AGAIN for text in since for _, before in _heads(text, kind))


def _heads(text: str, kind: frozenset[str]) -> list[tuple[str, str]]:
    """Return the nouns of ``kind`` that end their phrase, each with the word before the phrase."""
    found = tokens(text)
    return [
        (word.lower(), _before(found, i))
        for i, word in enumerate(found)
        if stem(word.lower()) in kind and _ends(found, i)
    ]


def _ends(found: list[str], i: int) -> bool:
    """Tell "plant" of "the plant will" from that of "the plant manager"."""
    if i + 1 == len(found):
        return True
    following = found[i + 1]
    lower = following.lower()
    return lower in _AFTER_NOUN or lower in w.THIRDS or following[0].isupper() or w.is_adverb(lower)


def _before(found: list[str], i: int) -> str:
    """Return the determiner before the noun at ``i``, up to two words off; else the word before."""
    near = [word.lower() for word in found[max(0, i - 3) : i]]
    return next(
        (word for word in reversed(near) if word in w.DETERMINERS), near[-1] if near else ""
    )


def _plural(noun: str) -> bool:
    return bool(re.search(r"[^su]s$", noun.lower()))


_BARE = re.compile(r"The ([a-z]+) ([a-z]+) ([\w$€£]+)")
_KNOWN_TO_ALL = w.listed("known_to_all")


def bare_noun(text: str) -> str:
    """Return "scheme" of "The scheme runs for", which does not tell which scheme."""
    match = _BARE.match(text)
    if match is None or match[1] in _KNOWN_TO_ALL:
        return ""
    noun, verb, following = match.groups()
    has_object = following in w.DETERMINERS | {"that", "part"} or following[0].isdigit()
    is_verb = (
        verb in w.PASTS - w.NOUN_TOO
        or (verb in w.THIRDS and following in w.PREPOSITIONS - {"of"})
        or (has_object and verb.endswith(("s", "ed")))
    )
    return noun if is_verb else ""
