"""Count the finite verbs of a sentence: the question every rule about torn sentences asks.

No parser: words, their forms and their neighbours.  A verb is *certain* (an auxiliary, a past that
is no participle, a third person after a noun) or *possible* (a form that may be something else).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.text import lexicon as w

_TOKEN = re.compile(r"[A-Za-z][\w'-]*(?:\.[A-Za-z]\.?)*|\d[\d,.]*|[,;:()\"–—]")
_NOT_AFTER = w.DETERMINERS - w.PRONOUNS
_PERSONAL = w.PRONOUNS - {"that"} | {"that"}
_NO_CLAUSE_AFTER_AS = w.listed("no_clause_after_as")
_TIMES = w.listed("spans_of_time")


@dataclass(frozen=True, slots=True)
class Verbs:
    """How many finite verbs a clause has, and how many words open a subordinate clause."""

    certain: int
    possible: int
    subordinators: int

    @property
    def surely_none(self) -> bool:
        """Return whether no verb is left for a main clause, however one reads the words."""
        return self.certain + self.possible <= self.subordinators

    @property
    def surely_one(self) -> bool:
        """Return whether a verb is left over for a main clause."""
        return self.certain > self.subordinators


def tokens(text: str) -> list[str]:
    """Return the words and the marks that part clauses."""
    return _TOKEN.findall(text)


def count(text: str, *, last_noun_may_be_verb: bool = False) -> Verbs:
    """Count the verbs of ``text`` (plain typography), words in quotation marks included.

    "The issue stands" ends with a verb and "lower prices" with a noun; which of the two a last
    word is taken for says ``last_noun_may_be_verb``.
    """
    found = tokens(text)
    certain = possible = subordinators = 0
    for index, token in enumerate(found):
        lower = token.lower()
        if _is_subordinator(found, index):
            subordinators += 1
        if _is_certain(found, index):
            certain += 1
        elif lower != "that" and _is_possible(found, index):
            possible += 1
        elif last_noun_may_be_verb and lower in w.NOUN_THIRDS and index == len(found) - 1 and index:
            possible += _before(found, index) not in w.DETERMINERS | w.PREPOSITIONS
    return Verbs(certain, possible, subordinators)


def _before(found: list[str], index: int) -> str:
    """Return the word before, adverbs skipped, in lower case."""
    index -= 1
    while index >= 0 and w.is_adverb(found[index].lower()):
        index -= 1
    return found[index].lower() if index >= 0 else ""


def _after(found: list[str], index: int) -> str:
    """Return the word after, in lower case."""
    return found[index + 1].lower() if index + 1 < len(found) else ""


def _is_subordinator(found: list[str], index: int) -> bool:
    word = found[index].lower()
    if word not in w.SUBORDINATORS:
        return False
    following = _after(found, index)
    before = _before(found, index)
    if word == "that" and following in _TIMES:
        return False
    if word == "that":
        return (
            index == 0
            or before not in w.PREPOSITIONS | {"", ",", "and", "so"}
            or (following in w.DETERMINERS | w.PRONOUNS)
        )
    if word == "as" and following in _NO_CLAUSE_AFTER_AS:
        return False
    if word in {"before", "after", "since", "until", "once", "than", "while", "when", "as"}:
        return not (following in w.GERUNDS or following[:1].isdigit()) and word != "than"
    return True


def _is_certain(found: list[str], index: int) -> bool:
    word, before = found[index].lower(), _before(found, index)
    if word in w.AUXILIARIES:
        infinitive = word in {"have", "do"} and (
            before in w.MODALS or before in w.PRONOUNS - _PERSONAL
        )
        noun = word in {"can", "will", "might", "must", "may"} and (
            before in w.DETERMINERS - w.PRONOUNS or found[index][0].isupper()
        )
        return not (infinitive or noun)
    if word in w.PASTS:
        return before not in w.AUXILIARIES
    return (
        word in w.THIRDS and word not in w.NOUN_THIRDS and before not in _NOT_AFTER | w.PREPOSITIONS
    )


def _is_possible(found: list[str], index: int) -> bool:
    word, before = found[index].lower(), _before(found, index)
    if index == 0 or before in _NOT_AFTER | w.AUXILIARIES | {"to", "be", "been", "being"}:
        return False
    if word.endswith("ed") or word in w.PARTICIPLES:
        if _after(found, index) == "by" and not "".join(found[index + 2 : index + 3])[:1].isdigit():
            return False  # "the requests filed by firms", but "output increased by 5%"
        return before not in w.PREPOSITIONS and not found[index][0].isupper()
    if word in w.THIRDS:
        ends = _after(found, index) in {"", ",", ";", ":", ")", "and", "or", "of", "in"}
        return before not in w.PREPOSITIONS and not (ends and word in w.NOUN_THIRDS)
    if word in w.BASES:
        return before in _PERSONAL or (before.endswith("s") and before not in w.PREPOSITIONS)
    return _may_be_unknown_verb(found, index)


def _may_be_unknown_verb(found: list[str], index: int) -> bool:
    """Find "Lynas balks at" and "a value disables the": a word in -s that no list has."""
    before = index - 1
    while before > 0 and w.is_adverb(found[before].lower()):
        before -= 1  # "Dysprosium now fetches"
    word, subject = found[index], found[before]
    if not word.endswith("s") or word.endswith(("ss", "'s")) or not word.islower():
        return False
    if word in w.PREPOSITIONS | w.SUBORDINATORS | w.DETERMINERS | w.ADVERBS:
        return False
    after = _after(found, index)
    if after in w.DETERMINERS:
        return True
    adjective = subject.endswith(("an", "ese", "ish", "ern", "al"))  # European firms
    named = (subject[0].isupper() and not adjective) or subject.lower() in _PERSONAL
    return named and after[:1].isalnum()


def main_clause_after_comma(text: str) -> bool:
    """Return whether a part after a comma can stand as the main clause."""
    parts = re.split(r"[,–—]\s", text)[1:]
    for part in parts:
        first = (tokens(part) or [""])[0].lower()
        if first in w.SUBORDINATORS | w.GERUNDS | w.CONJUNCTIONS | w.PREPOSITIONS:
            continue
        verbs = count(part, last_noun_may_be_verb=True)
        if verbs.certain + verbs.possible > verbs.subordinators:
            return True
    return False
