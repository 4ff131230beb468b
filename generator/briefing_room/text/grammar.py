"""Count the finite verbs of a sentence; the rules that find fragments use this count.

There is no parser: the form of a word and the words next to it decide.  A verb is *certain* if the
word can be nothing else there (an auxiliary, a past that is not a participle, a third person after
a noun), and *possible* otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefing_room.text import lexicon

_WORD_OR_MARK = re.compile(r"[A-Za-z][\w'-]*(?:\.[A-Za-z]\.?)*|\d[\d,.]*|[,;:()\"–—]")
_PURE_DETERMINERS = lexicon.DETERMINERS - lexicon.PRONOUNS
_NO_CLAUSE_AFTER_AS = lexicon.word_list("no_clause_after_as")
_NO_THIRD_AFTER = _PURE_DETERMINERS | lexicon.PREPOSITIONS
_NO_VERB_AFTER = _PURE_DETERMINERS | lexicon.AUXILIARIES | {"to", "be", "been", "being"}
_PHRASE_ENDS = frozenset(["", ",", ";", ":", ")", "and", "or", "of", "in"])


@dataclass(frozen=True, slots=True)
class Verbs:
    """How many finite verbs a clause has, and how many words open a subordinate clause."""

    certain: int
    possible: int
    subordinators: int

    @property
    def is_verbless(self) -> bool:
        """Whether no verb is left for a main clause, however the words are read."""
        return self.certain + self.possible <= self.subordinators


@lru_cache(maxsize=512)  # several stages read the same sentence
def words_and_marks(text: str) -> tuple[str, ...]:
    """Split text into words and the marks that separate clauses."""
    return tuple(_WORD_OR_MARK.findall(text))


class _Clause:
    """Words in order, their forms in lower case, and the nearest word before each.

    Adverbs do not count as the nearest word.
    """

    __slots__ = ("indexes_before", "lower_words", "words", "words_before")

    def __init__(self, text: str) -> None:
        self.words = words_and_marks(text)
        self.lower_words = [token.lower() for token in self.words]
        self.indexes_before: list[int] = []  # -1 if only adverbs come before
        last = -1
        for index, word in enumerate(self.lower_words):
            self.indexes_before.append(last)
            if not lexicon.is_adverb(word):
                last = index
        self.words_before = [
            self.lower_words[nearest] if nearest >= 0 else "" for nearest in self.indexes_before
        ]

    def word_after(self, index: int) -> str:
        """The next word in lower case; empty after the last word."""
        return self.lower_words[index + 1] if index + 1 < len(self.lower_words) else ""


@lru_cache(maxsize=512)
def count_verbs(text: str) -> Verbs:
    """Count the verbs in text of plain typography, including those in quotations."""
    clause = _Clause(text)
    certain = possible = subordinators = 0
    for index, lower in enumerate(clause.lower_words):
        opens_no_clause = lower == "as" and clause.word_after(index) in _NO_CLAUSE_AFTER_AS
        subordinators += lower in lexicon.SUBORDINATORS and lower != "than" and not opens_no_clause
        if _is_certain(clause, index):
            certain += 1
        elif lower != "that" and _is_possible(clause, index):
            possible += 1
    return Verbs(certain, possible, subordinators)


def _is_certain(clause: _Clause, index: int) -> bool:
    """Whether a word is a finite verb, however the sentence is read."""
    word, before = clause.lower_words[index], clause.words_before[index]
    if word in lexicon.AUXILIARIES:
        return before not in lexicon.MODALS
    if word in lexicon.FINITE_PASTS:
        return True
    return (
        word in lexicon.THIRD_PERSONS
        and word not in lexicon.NOUN_THIRD_PERSONS
        and before not in _NO_THIRD_AFTER
    )


def _is_possible(clause: _Clause, index: int) -> bool:
    """Whether a word may be a finite verb: a participle, a base form, a plural noun."""
    word, before = clause.lower_words[index], clause.words_before[index]
    if index == 0 or before in _NO_VERB_AFTER:
        return False
    if word.endswith("ed") or word in lexicon.PARTICIPLES:
        return before not in lexicon.PREPOSITIONS and not clause.words[index][0].isupper()
    if word in lexicon.THIRD_PERSONS:
        return before not in lexicon.PREPOSITIONS and clause.word_after(index) not in _PHRASE_ENDS
    if word in lexicon.BASE_FORMS:
        return before in lexicon.PRONOUNS or before.endswith("s")
    return _may_be_unknown_verb(clause, index)


def _may_be_unknown_verb(clause: _Clause, index: int) -> bool:
    """Whether an unlisted word in -s may be a verb: "Acme balks at", "a value disables the"."""
    word = clause.words[index]
    if not word.endswith("s") or word.endswith(("ss", "'s")) or not word.islower():
        return False
    after = clause.word_after(index)
    if after in lexicon.DETERMINERS:
        return True
    subject = clause.words[max(0, clause.indexes_before[index])]  # "Copper now fetches"
    is_adjective = subject.endswith(("an", "ese", "ish", "ern", "al"))  # European firms
    is_subject = (subject[0].isupper() and not is_adjective) or subject.lower() in lexicon.PRONOUNS
    return is_subject and after[:1].isalnum()


def has_main_clause_after_comma(text: str) -> bool:
    """Whether the part after a comma can be the main clause."""
    parts = re.split(r"[,–—]\s", text)[1:]
    return any(not count_verbs(part).is_verbless for part in parts)
