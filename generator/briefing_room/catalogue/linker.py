"""Find the names of the catalogue in a text: the longest match, whole words, in their own case.

A country is left out if its name is only part of a longer, unknown one, as in "Bank of China" and
"Canadian Solar"; so is a surname after another person's first name, and a law after the name of
another country.  Capitals show that, except in a headline and at the start of a sentence; further
longer names are listed as stop names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

from briefing_room.model import Mention
from briefing_room.text import lexicon as w
from briefing_room.text.lexicon import word_list
from briefing_room.text.months import DATE_WORDS
from briefing_room.text.typography import fold


class Name(NamedTuple):
    """A spelling and the entity that it means; a stop name means none.

    ``role`` is that of the entity's type, such as ``country``; ``country`` is where it
    belongs, ``details`` is whatever else a result may depend on.
    """

    spelling: str
    entity: str = ""
    role: str = ""
    details: str = ""
    country: str = ""


class Hit(NamedTuple):
    """A spelling at ``[start:end]`` of a folded text."""

    start: int
    end: int
    name: Name


# What turns a name into its opposite or into another name: "non-Chinese", "Latin-American".
_ALIEN_BEFORE = re.compile(
    r"(?:^|[^\w])(?:non|un|pan|semi|quasi|latin|native|african|afro|anglo|north|south|central|mid)"
    r"[-–]\Z",
    re.IGNORECASE,
)
_ALIEN_AFTER = re.compile(r"[-–](?:free|less|independent)\b|\$|€|£|\.(?:com|org|net|[a-z]{2})\b")
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|@\w+")
_LOOK_BACK = 90  # characters before a name that the patterns may need


class Finder:
    """Searches for all names in one pass (Aho and Corasick 1975); stop names compete with them."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = tuple(names)
        self._automaton = ahocorasick.Automaton()
        for name in self.names:
            for spelling in _spellings(name.spelling):
                if spelling not in self._automaton:
                    self._automaton.add_word(spelling, (len(spelling), name))
        self._automaton.add_word("\0", (1, Name("")))  # an empty automaton cannot be searched
        self._automaton.make_automaton()
        self.find = lru_cache(maxsize=4096)(self._find)  # several stages search the same text

    def _find(self, text: str) -> tuple[Mention, ...]:
        """Find the mentions in ``text``, in order; of overlapping names, the first and longest."""
        folded = fold(text)
        hits = sorted(self._whole_words(folded), key=lambda hit: (hit.start, -hit.end))
        return tuple(_mentions(folded, hits))

    def spelled(self, folded: str) -> frozenset[Name]:
        """Find all names whose letters are in a folded text, even inside words.

        What :meth:`find` gives for the text, or for part of it, depends on these alone.
        """
        return frozenset(name for _, (_, name) in self._automaton.iter(folded))

    def _whole_words(self, text: str) -> Iterator[Hit]:
        for last, (length, name) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                yield Hit(start, end, name)


def _spellings(name: str) -> Iterator[str]:
    """Yield the spelling, and its form at the start of a sentence."""
    plain = " ".join(fold(name).split())
    yield plain
    if plain[0].islower():
        yield plain[0].upper() + plain[1:]


def _mentions(text: str, hits: Sequence[Hit]) -> Iterator[Mention]:
    """Yield the longest name at each place, from the left, without stop names."""
    taken, last = 0, Hit(0, 0, Name(""))
    addresses = [match.span() for match in _WEB_ADDRESS.finditer(text)]
    edges = {edge for hit in hits for edge in (hit.start, hit.end)}
    for hit in hits:
        if hit.start < taken:
            continue
        taken = hit.end
        before = text[max(0, hit.start - _LOOK_BACK) : hit.start]
        alien = _ALIEN_BEFORE.search(before) or _ALIEN_AFTER.match(text, hit.end)
        linked = any(start <= hit.start < end for start, end in addresses)
        longer = _in_longer_name(text, hit, before, edges) or _is_namesake(text, hit, before, edges)
        other = _is_of_another_country(text, hit, last)
        if hit.name.entity and not (alien or linked or longer or other):
            yield Mention(hit.name.entity, hit.start, hit.end)
        last = hit


# --- Parts of longer names -----------------------------------------------------------------------

_BODIES, _BODIES_OF = word_list("bodies", "longer_names"), word_list("bodies_of", "longer_names")
_ORGANS = (
    word_list("organs", "longer_names")
    | word_list("titles", "naming")
    | frozenset(word.capitalize() for word in word_list("with_of", "naming"))
)
_OPENERS = (
    w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | w.SUBORDINATORS | w.ADVERBS | w.AUXILIARIES
)
_CAPITALS_AFTER = re.compile(r"(?: (?:(?:&|of|for) )?[A-Z][\w&'.-]*)+")
_NEXT_CAPITAL = re.compile(r" ([A-Z][\w&'-]*)")
_CAPITAL_BEFORE = re.compile(r"(?P<first>(?:^|[.!?:;\"*_+-]\s?|\n))?\b(?P<word>[A-Z][\w&-]*) \Z")
_OF = re.compile(r"((?:\b[A-Z][\w'-]+ (?:(?:and|of|for|&) )?){1,6})(?:of|for|in) (?:the )?\Z")
_ACRONYM = re.compile(r"[A-Z]{2,}s?\b")
_SMALL = re.compile(r"\b[a-z]{4,}.*\b[a-z]{4,}")
_CONTEXT = 60  # letters among which two words are in small letters, unless it is a headline


def _in_longer_name(text: str, hit: Hit, before: str, edges: Collection[int]) -> bool:
    """Whether a country's name is part of a longer, unknown one."""
    if hit.name.role != "country" or not text[hit.start].isupper():
        return False
    run, of = _CAPITALS_AFTER.match(text, hit.end), _OF.search(before)
    words = {word.rstrip(".,") for word in run[0].split()} if run else set()
    if words & _BODIES or (of and not _BODIES_OF.isdisjoint(of[1].split())):
        return True
    if not _SMALL.search(text[max(0, hit.start - _CONTEXT) : hit.end + _CONTEXT]):
        return False
    after = _NEXT_CAPITAL.match(text, hit.end)
    if after and text[hit.end - 1] != "." and hit.end + 1 not in edges and _is_name(after[1]):
        return True
    return hit.start - 1 not in edges and not text.startswith("'s", hit.end) and begun(before)


def _is_namesake(text: str, hit: Hit, before: str, edges: Collection[int]) -> bool:
    """Whether a surname is somebody else's: "Lara Hale" is not Ann Hale."""
    if hit.name.role != "person" or " " in hit.name.spelling or hit.start - 1 in edges:
        return False
    first = _CAPITAL_BEFORE.search(before)
    small = _SMALL.search(text[max(0, hit.start - _CONTEXT) : hit.end + _CONTEXT])
    return bool(small and first and len(first["word"]) > 1 and _is_name(first["word"]))


def _is_of_another_country(text: str, hit: Hit, last: Hit) -> bool:
    """Whether a law of this name is another country's: "Canada's Act on Ores"."""
    countries = hit.name.role == "policy" and last.name.role == "country" and hit.name.country
    adjacent = text[last.end : hit.start] in {" ", "'s ", "' "}
    return bool(countries) and adjacent and last.name.entity != hit.name.country


def begun(before: str) -> bool:
    """Whether the word right before a name is part of a longer name: "Save Malaysia Stop"."""
    last = _CAPITAL_BEFORE.search(before)
    return last is not None and last["first"] is None and _is_name(last["word"])


def _is_name(word: str) -> bool:
    """Whether a capitalised word beside a country's name makes the two another name."""
    low = word.lower().removesuffix("'s")
    known = word in _ORGANS or low in _OPENERS or low in DATE_WORDS or low.endswith("ern")
    return not (known or _ACRONYM.match(word))
