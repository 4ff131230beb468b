"""Find the sentence that says what is correct, and the one before it that tells what was wrong.

"An article said Acme had produced 3,000 tonnes.  The correct figure is 2,300 tonnes": the first
is true of the article only, so what it withdraws is never told without the second.
"""

from __future__ import annotations

import re
from itertools import pairwise

from generator.extract.dates import dates
from generator.extract.quantities import quantities
from generator.model import Article, Sentence

_TEXT = (
    r"(?:articles?|stor(?:y|ies)|reports?|dispatch|items?|versions?|headlines?|editions?|briefs?)"
)
_IN_ERROR = re.compile(
    r"\b(?:misstated|mis-stated|misreported|incorrectly|wrongly|erroneously|mistakenly|in error)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"\b(?:earlier|previous|original|initial|prior) (?:\w+ )?(?:versions?|editions?|headlines?)\b"
    r"|\b(?:earlier|previous|original) (?:story|article) (?:said|stated|gave|put|wrote)\b",
    re.IGNORECASE,
)
_OUR_TEXT = re.compile(
    rf"\b(?:an?|the|our|this|earlier) (?:[\w.]+ ){{0,3}}{_TEXT}\b", re.IGNORECASE
)
# "Reuters misstated the price as $130; it is $110": what is correct follows in the sentence.
_BEHIND = re.compile(
    r"[;,–—] (?:and )?(?:it|they|that|the [a-z]+(?: [a-z]+)?) (?:is|are|was|were|should)\b"
)
_THING = r"(?:figure|number|amount|total|rate|date|name|value|year|price|unit|spelling)"
_RIGHT = re.compile(
    rf"^(?:The|Its|Their) correct {_THING}(?: [a-z]+){{0,6}} (?:is|are|was|were)\b"
    rf"|^(?:It|They|That|This|The {_THING}) (?:\w+ )?should (?:be|read|have (?:been|read|said))\b",
    re.IGNORECASE,
)
_IT_IS = re.compile(
    rf"^(?:In fact,? |Actually,? )?(?:It|They|The (?:right |actual |true )?{_THING})"
    r"(?:,? in fact,?| actually)? (?:is|are|was|were)\b|^In fact\b",
    re.IGNORECASE,
)


def corrects(wrong: str, right: str) -> bool:
    """Return whether ``right`` puts right what the sentence ``wrong`` says was published."""
    if _RIGHT.search(right):
        return _is_wrong(wrong) or _gives_another(wrong, right)
    if _BEHIND.search(wrong):
        return False
    if _IT_IS.search(right):
        return _is_wrong(wrong)
    return _owns_up(wrong) and _gives_another(wrong, right)


def _is_wrong(text: str) -> bool:
    """Return whether a sentence tells what an earlier version, or a text in error, said."""
    return bool(_IN_ERROR.search(text) or _VERSION.search(text))


def _owns_up(text: str) -> bool:
    """Return whether a sentence says that a published text was wrong."""
    return bool(_IN_ERROR.search(text) and _OUR_TEXT.search(text))


def _gives_another(wrong: str, right: str) -> bool:
    """Return whether a sentence gives another value of a unit of ``wrong``, or another day.

    Where ``wrong`` gives a quantity, its dates are those of the text that was wrong.
    """
    units = {each.unit for each in quantities(wrong)}
    values = {(each.low, each.high) for each in quantities(wrong)}
    if any(q.unit in units and (q.low, q.high) not in values for q in quantities(right)):
        return True
    if units:
        return False
    days = {each.given for each in dates(wrong, None)}
    return bool(days) and any(each.given not in days for each in dates(right, None))


def corrections(article: Article) -> tuple[tuple[Sentence, Sentence], ...]:
    """Return what was wrong and what is correct, a pair of sentences for each correction."""
    pairs = pairwise(article.sentences)
    return tuple((one, other) for one, other in pairs if corrects(one.text, other.text))
