"""A word of a text, with what its form and its position say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from briefing_room.text.lexicon import ADVERBS, STOP_WORDS
from briefing_room.verify.modality import Modality

FUNCTION_WORDS = (
    STOP_WORDS | ADVERBS | {"said", "says", "say", "told", "now", "also", "however", "meanwhile"}
)


class Amount(NamedTuple):
    """A number with its unit and its qualifier, such as "about" or "more than"."""

    value: float
    unit: str
    qualifier: str


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word, number, date or mark of a text."""

    text: str
    lower: str  # the text in lowercase
    lemma: str
    kind: str  # word, number, date, mark
    content: bool = False  # a content word, not a function word
    capital: bool = False  # written as names are: "Boeing", "7E7"
    index: int = 0  # among the words of the text, from 0
    clause: int = 0  # the number of its clause, from 0
    in_quotation: bool = False
    possessive: bool = False  # followed by "'s"
    amount: Amount | None = None
    date: str | None = None
    verb: str = ""  # the base form of a verb, "" for other words
    modality: Modality = Modality.FACT  # of a verb, by its own form and auxiliaries
    certainty: Modality = Modality.FACT  # by the words around it too
    hedge: str = ""  # the lemma of the word that lowers its certainty
    auxiliaries: tuple[str, ...] = ()  # of a verb, the nearest first
    denied: bool = False  # of a verb: "did not close"
    passive: bool = False
    gerund: bool = False
    reduced: bool = False  # a participle that only describes: "the plant closed in May is sold"

    @property
    def is_value(self) -> bool:
        return self.kind in {"number", "date"}


Words = tuple[Word, ...]
