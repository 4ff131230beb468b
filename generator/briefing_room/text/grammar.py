"""Count the finite verbs of a sentence, on which every rule about torn sentences rests.

There is no parser, only words, their forms and their neighbours.  A verb is *certain* (an
auxiliary, a past that is not a participle, a third person after a noun) or *possible* (a form that
may be something else).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefing_room.text import lexicon as w

_WORD_OR_MARK = re.compile(r"[A-Za-z][\w'-]*(?:\.[A-Za-z]\.?)*|\d[\d,.]*|[,;:()\"–—]")
_NOT_AFTER = w.DETERMINERS - w.PRONOUNS
_NO_CLAUSE_AFTER_AS = w.word_list("no_clause_after_as")
_NO_THIRD_AFTER = _NOT_AFTER | w.PREPOSITIONS
_NO_VERB_AFTER = _NOT_AFTER | w.AUXILIARIES | {"to", "be", "been", "being"}
_PHRASE_ENDS = frozenset(["", ",", ";", ":", ")", "and", "or", "of", "in"])


@dataclass(frozen=True, slots=True)
class Verbs:
    """How many finite verbs a clause has, and how many words open a subordinate clause."""

    certain: int
    possible: int
    subordinators: int

    @property
    def surely_none(self) -> bool:
        """Whether no verb is left for a main clause, however the words are read."""
        return self.certain + self.possible <= self.subordinators


@lru_cache(maxsize=512)  # several stages read the same sentence
def words_and_marks(text: str) -> tuple[str, ...]:
    """Split a text into words and the marks that separate clauses."""
    return tuple(_WORD_OR_MARK.findall(text))


class _Clause:
    """The words of a text, also in small letters, each with the last non-adverb before it."""

    __slots__ = ("before", "found", "lower", "nearest")

    def __init__(self, text: str) -> None:
        self.found = words_and_marks(text)
        self.lower = [token.lower() for token in self.found]
        self.nearest: list[int] = []  # places; -1 if only adverbs come before
        at = -1
        for place, word in enumerate(self.lower):
            self.nearest.append(at)
            if not w.is_adverb(word):
                at = place
        self.before = [self.lower[at] if at >= 0 else "" for at in self.nearest]

    def after(self, at: int) -> str:
        """The next word, in lower case."""
        return self.lower[at + 1] if at + 1 < len(self.lower) else ""


@lru_cache(maxsize=512)
def count(text: str) -> Verbs:
    """Count the verbs of ``text`` (plain typography), words in quotation marks included."""
    clause = _Clause(text)
    certain = possible = subordinators = 0
    for at, lower in enumerate(clause.lower):
        no_clause = lower == "as" and clause.after(at) in _NO_CLAUSE_AFTER_AS
        subordinators += lower in w.SUBORDINATORS and lower != "than" and not no_clause
        if _is_certain(clause, at):
            certain += 1
        elif lower != "that" and _is_possible(clause, at):
            possible += 1
    return Verbs(certain, possible, subordinators)


def _is_certain(clause: _Clause, at: int) -> bool:
    word, before = clause.lower[at], clause.before[at]
    if word in w.AUXILIARIES:
        return before not in w.MODALS
    if word in w.PASTS:
        return True
    return word in w.THIRDS and word not in w.NOUN_THIRDS and before not in _NO_THIRD_AFTER


def _is_possible(clause: _Clause, at: int) -> bool:
    word, before = clause.lower[at], clause.before[at]
    if at == 0 or before in _NO_VERB_AFTER:
        return False
    if word.endswith("ed") or word in w.PARTICIPLES:
        return before not in w.PREPOSITIONS and not clause.found[at][0].isupper()
    if word in w.THIRDS:
        return before not in w.PREPOSITIONS and clause.after(at) not in _PHRASE_ENDS
    if word in w.BASES:
        return before in w.PRONOUNS or before.endswith("s")
    return _may_be_unknown_verb(clause, at)


def _may_be_unknown_verb(clause: _Clause, at: int) -> bool:
    """Whether an unlisted word in -s may be a verb: "Acme balks at", "a value disables the"."""
    word = clause.found[at]
    if not word.endswith("s") or word.endswith(("ss", "'s")) or not word.islower():
        return False
    after = clause.after(at)
    if after in w.DETERMINERS:
        return True
    subject = clause.found[max(0, clause.nearest[at])]  # "Copper now fetches"
    adjective = subject.endswith(("an", "ese", "ish", "ern", "al"))  # European firms
    named = (subject[0].isupper() and not adjective) or subject.lower() in w.PRONOUNS
    return named and after[:1].isalnum()


def main_clause_after_comma(text: str) -> bool:
    """Whether the part after a comma can be the main clause."""
    parts = re.split(r"[,–—]\s", text)[1:]
    return any(not count(part).surely_none for part in parts)
