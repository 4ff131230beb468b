"""A word of a text with what its position and form say about it."""

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
    """One word, number, date or mark; ``index`` and ``clause`` count from 0."""

    text: str
    lower: str  # in lowercase
    lemma: str
    kind: str  # word, number, date, mark
    content: bool = False  # a content word, not a function word
    capital: bool = False  # written as names are: "Boeing", "7E7"
    index: int = 0
    clause: int = 0
    in_quotation: bool = False
    possessive: bool = False
    amount: Amount | None = None
    date: str | None = None
    verb: str = ""  # its base form, "" for other words
    modality: Modality = Modality.FACT  # of a verb by itself
    certainty: Modality = Modality.FACT  # with the words around it
    hedge: str = ""  # the lemma that lowers its certainty
    auxiliaries: tuple[str, ...] = ()
    denied: bool = False
    passive: bool = False
    gerund: bool = False
    reduced: bool = False  # "the plant closed in May" inside a clause with another verb

    @property
    def is_value(self) -> bool:
        return self.kind in {"number", "date"}


Words = tuple[Word, ...]
