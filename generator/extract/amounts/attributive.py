"""The noun that a figure describes: "90-day tariff truce", "$10 billion loan"."""

from __future__ import annotations

import re

from generator.extract.amounts import bases
from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.nouns import WIDE, noun_phrase, trimmed

MONEY_WORDS = re.compile(
    r"(?:(?:the|an?)\s)?[A-Z]{0,3}[$€£¥₹]\S+(?:\s|$)(?:(?:m|b|tr)illion(?:\s|$))?"
)  # "half of the €1.2bn cost"


def attributive(right: str) -> str:
    """Return the noun that a figure describes: "90-day tariff truce", "$10 billion loan"."""
    match = re.match(r"(?:-|\s|['’]s?\s)(?=[a-zA-Z])", right)
    if match is None:
        return ""
    first = re.match(r"[\w'’-]+", right[match.end() :])
    if (
        first is None
        or first.group() in _NOT_NOUNS
        or (
            first.group()[0].isupper()
            and first.group() not in _TAXES
            and not bases.group(first.group())
        )
        or first.group().endswith("ed")
    ):
        return ""
    phrase = noun_phrase(MONEY_WORDS.sub("", right[match.end() :]), WIDE)
    verbs = finite_verbs(phrase)  # "plant in Saskatoon employs"
    return trimmed(phrase[: verbs[0].start()]) if verbs and verbs[0].start() else phrase


_TAXES = frozenset(("VAT", "GST"))
_NOT_NOUN_WORDS = """
last next the a an its their of on this that these those more less higher lower above below each
finished owned from to in on at by for and or with depending worth after before later earlier ago
coming processed covered came while when since annually during through as that than compared until
within per according year-on-year month-on-month week-on-week quarter-on-quarter once ex-works cif
fob if so yesterday today each respectively alone plus one two three four five six seven eight
nine ten
fewer off now alone apiece ahead short cheaper dearer larger smaller delivered duty
"""


_NOT_NOUNS = frozenset(_NOT_NOUN_WORDS.split())
