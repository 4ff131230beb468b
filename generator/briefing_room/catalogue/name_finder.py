"""Find names of the catalogue: longest match, whole words, case-sensitive.

A name is not counted where the words around it show that something else is meant:

- a country as part of a longer name that the catalogue lacks, such as "Bank of China";
- a surname after the first name of another person;
- a law after the name of another country.

Capital letters show such longer names, except in a headline and at the start of a sentence.  Names
that this does not catch are listed as stop names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import ahocorasick

from briefing_room.model import Mention
from briefing_room.text import lexicon
from briefing_room.text.addresses import ADDRESS_IN_TEXT
from briefing_room.text.lexicon import alternatives, word_list
from briefing_room.text.periods import DATE_WORDS
from briefing_room.text.typography import fold


class Spelling(NamedTuple):
    """One spelling of a name and the slug of its entity, which is empty for a stop name.

    ``role`` is the role of the entity's type, such as ``country``; ``country`` is the slug of the
    country that the entity belongs to; ``details`` is :attr:`Entity.details`.
    """

    text: str
    entity: str = ""
    role: str = ""
    details: str = ""
    country: str = ""


class Hit(NamedTuple):
    """A spelling at ``[start:end]`` of a folded text."""

    start: int
    end: int
    spelling: Spelling


# What turns a name into its opposite or into another name: "non-Chinese", "Latin-American".
_OTHER_NAME_BEFORE = re.compile(
    rf"(?:^|[^\w])(?:{alternatives(word_list('prefixes', 'longer_names'))})[-–]\Z", re.IGNORECASE
)
_OTHER_NAME_AFTER = re.compile(
    r"[-–](?:free|less|independent)\b|\$|€|£|\.(?:com|org|net|[a-z]{2})\b"
)
_CONTEXT_BEFORE = 90  # characters before a name that the patterns may need


class NameFinder:
    """Finds all names in one pass (Aho and Corasick 1975); a longer stop name hides a name."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self.spellings = tuple(spellings)
        self._automaton = ahocorasick.Automaton()
        for spelling in self.spellings:
            for text in _folded_spellings(spelling.text):
                if text not in self._automaton:
                    self._automaton.add_word(text, (len(text), spelling))
        self._automaton.add_word("\0", (1, Spelling("")))  # an empty automaton cannot be searched
        self._automaton.make_automaton()
        self.find = lru_cache(maxsize=4096)(self._find)  # several stages search the same text

    def _find(self, text: str) -> tuple[Mention, ...]:
        """The mentions in ``text``, in order; of overlapping names the first, then the longest."""
        folded = fold(text)
        hits = sorted(self._whole_word_hits(folded), key=lambda hit: (hit.start, -hit.end))
        return tuple(_choose_mentions(folded, hits))

    def spellings_in(self, folded: str) -> frozenset[Spelling]:
        """All spellings that occur in a folded text, even inside words.

        The result of :meth:`find` for the text, or for a part of it, depends on these alone.
        """
        return frozenset(spelling for _, (_, spelling) in self._automaton.iter(folded))

    def _whole_word_hits(self, text: str) -> Iterator[Hit]:
        """Yield every spelling that is not part of a longer word."""
        for last, (length, spelling) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                yield Hit(start, end, spelling)


def _folded_spellings(name: str) -> Iterator[str]:
    """Yield the folded name, and its form at the start of a sentence."""
    folded_name = " ".join(fold(name).split())
    yield folded_name
    if folded_name[0].islower():
        yield folded_name[0].upper() + folded_name[1:]


def _choose_mentions(text: str, hits: Sequence[Hit]) -> Iterator[Mention]:
    """Yield the longest name at each position, from left to right, without stop names."""
    covered_until, previous = 0, Hit(0, 0, Spelling(""))
    addresses = [match.span() for match in ADDRESS_IN_TEXT.finditer(text)]
    hit_edges = {edge for hit in hits for edge in (hit.start, hit.end)}
    for hit in hits:
        if hit.start < covered_until:
            continue
        covered_until = hit.end
        before = text[max(0, hit.start - _CONTEXT_BEFORE) : hit.start]
        is_affixed = _OTHER_NAME_BEFORE.search(before) or _OTHER_NAME_AFTER.match(text, hit.end)
        index = bisect_right(addresses, hit.start, key=itemgetter(0)) - 1
        is_in_address = index >= 0 and hit.start < addresses[index][1]
        means_another = (
            is_affixed
            or is_in_address
            or _is_in_longer_name(text, hit, before, hit_edges)
            or _is_namesake(text, hit, before, hit_edges)
            or _is_of_another_country(text, hit, previous)
        )
        if hit.spelling.entity and not means_another:
            yield Mention(hit.spelling.entity, hit.start, hit.end)
        previous = hit


# --- Parts of longer names -----------------------------------------------------------------------

_BODIES = word_list("bodies", "longer_names")
_BODIES_OF = word_list("bodies_of", "longer_names")
_NOT_IN_NAMES = (
    word_list("organs", "longer_names")
    | word_list("titles", "naming")
    | frozenset(word.capitalize() for word in word_list("with_of", "naming"))
)
_CAPITALISED_AFTER = re.compile(r"(?: (?:(?:&|of|for) )?[A-Z][\w&'.-]*)+")
_NEXT_CAPITALISED = re.compile(r" ([A-Z][\w&'-]*)")
_CAPITALISED_BEFORE = re.compile(
    r"(?P<first>(?:^|[.!?:;\"*_+-]\s?|\n))?\b(?P<word>[A-Z][\w&-]*) \Z"
)
_BODY_OF = re.compile(r"((?:\b[A-Z][\w'-]+ (?:(?:and|of|for|&) )?){1,6})(?:of|for|in) (?:the )?\Z")
_ACRONYM = re.compile(r"[A-Z]{2,}s?\b")
_LOWER_CASE_WORDS = re.compile(r"\b[a-z]{4,}.*\b[a-z]{4,}")
_HEADLINE_CONTEXT = 60  # characters on each side; without two lower-case words: a headline


def _is_in_longer_name(text: str, hit: Hit, before: str, hit_edges: Collection[int]) -> bool:
    """Whether a country's name is part of a longer, unknown one."""
    if hit.spelling.role != "country" or not text[hit.start].isupper():
        return False
    capitals_after, body_of = _CAPITALISED_AFTER.match(text, hit.end), _BODY_OF.search(before)
    words = {word.rstrip(".,") for word in capitals_after[0].split()} if capitals_after else set()
    if words & _BODIES or (body_of and not _BODIES_OF.isdisjoint(body_of[1].split())):
        return True
    if not _LOWER_CASE_WORDS.search(
        text[max(0, hit.start - _HEADLINE_CONTEXT) : hit.end + _HEADLINE_CONTEXT]
    ):
        return False
    after = _NEXT_CAPITALISED.match(text, hit.end)
    if (
        after
        and text[hit.end - 1] != "."
        and hit.end + 1 not in hit_edges
        and _extends_name(after[1])
    ):
        return True
    return (
        hit.start - 1 not in hit_edges
        and not text.startswith("'s", hit.end)
        and continues_name(before)
    )


def _is_namesake(text: str, hit: Hit, before: str, hit_edges: Collection[int]) -> bool:
    """Whether a surname is another person's: "Lara Hale" is not Ann Hale."""
    if hit.spelling.role != "person" or " " in hit.spelling.text or hit.start - 1 in hit_edges:
        return False
    first_name = _CAPITALISED_BEFORE.search(before)
    has_lower_case = _LOWER_CASE_WORDS.search(
        text[max(0, hit.start - _HEADLINE_CONTEXT) : hit.end + _HEADLINE_CONTEXT]
    )
    return bool(
        has_lower_case
        and first_name
        and len(first_name["word"]) > 1
        and _extends_name(first_name["word"])
    )


def _is_of_another_country(text: str, hit: Hit, previous: Hit) -> bool:
    """Whether a law of this name is another country's: "Canada's Act on Ores"."""
    country, owner = hit.spelling.country, previous.spelling
    is_pair = hit.spelling.role == "policy" and owner.role == "country"
    is_adjacent = text[previous.end : hit.start] in {" ", "'s ", "' "}
    return bool(country) and is_pair and is_adjacent and owner.entity != country


def continues_name(before: str) -> bool:
    """Whether the word right before a name is part of a longer name: "Save Malaysia Stop"."""
    previous = _CAPITALISED_BEFORE.search(before)
    return previous is not None and previous["first"] is None and _extends_name(previous["word"])


def _extends_name(word: str) -> bool:
    """Whether a capitalised word next to a name makes the two a different name."""
    lower = word.lower().removesuffix("'s")
    is_no_name = (
        word in _NOT_IN_NAMES
        or lower in lexicon.FUNCTION_WORDS
        or lower in DATE_WORDS
        or lower.endswith("ern")
    )
    return not (is_no_name or _ACRONYM.match(word))
