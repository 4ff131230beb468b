"""The clause around a figure, as its cell shows it where no noun phrase says what it is of."""

from __future__ import annotations

import re

from generator.extract.grammar.cutting import cut
from generator.extract.grammar.finite import finite_verbs, needs_more
from generator.extract.grammar.verbs import FORMS
from generator.extract.speech.clauses import Clause

LONGEST = 28  # words that are kept around a figure
_OTHERS = 2  # other numbers among them
_POINTS_BACK = re.compile(
    r"(?:it|they|he|she|we|i|this|these|those|that|its|their|his|her|both|each|another|others?|some"
    r"|most|many|all|one|the (?:first|second|former|latter|other|same|two|three|company|group|rest"
    r"|figure|number|total|amount|sum))\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w-])[$€£]?\d[\d.,]*(?!\w*\d)")
_YEAR = re.compile(r"(?:19|20)\d\d[.,]?$")
_TIMES = re.compile(
    r"(?:early|late|mid|last|next|this|that|the|a|an|of|in|on|at|by|since|from|for|during|until|to|as"
    r"|about|its|day|week|month|year|quarter|each|[A-Z][a-z]+day|Jan\w*|Feb\w*|Mar\w*|Apr\w*|May"
    r"|June?|July?|Aug\w*|Sept?\w*|Oct\w*|Nov\w*|Dec\w*|\d+|figures?|numbers?|\W)*"
)


def telling(clause: Clause, start: int, end: int) -> str:
    """Return the clause around ``[start:end]``, with "…" where that stood; "" if it tells nothing.

    It must say something by itself: a subject that is no pronoun, a verb that does more than pass
    a number on, and few other numbers.
    """
    text = clause.text
    for low in dict.fromkeys((clause.said, clause.start)):
        if low > start:
            continue
        words = cut(text, low, max(clause.end, end), start, end, short=True)
        at = text.find(words, low)
        if not words or at < 0 or at > start or end > at + len(words):
            continue
        before, behind = text[at:start], text[end : at + len(words)]
        if words.count('"') % 2 or "“" in words:
            continue  # half a quotation
        if _is_telling(before, behind) and len(f"{before}…{behind}".split()) <= LONGEST:
            return f"{before}…{behind}".strip(" ,;:.")
    return ""


def _is_telling(before: str, behind: str) -> bool:
    if _POINTS_BACK.match(before.lstrip() or behind.lstrip()):
        return False
    numbers = [each.group() for each in _NUMBER.finditer(before + behind)]
    if sum(not _YEAR.match(each) for each in numbers) > _OTHERS:
        return False
    verbs = finite_verbs(f"{before}1{behind}")
    first = verbs[0] if verbs else None
    if first and needs_more(f"{before}1{behind}"):
        return False
    if first is None or len(verbs) > 1 or first.group() not in FORMS or first.end() > len(before):
        return True
    return not _TIMES.fullmatch(f"{before[first.end() :]} {behind}")  # it only passes a number on
