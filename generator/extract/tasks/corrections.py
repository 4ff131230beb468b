"""Find the sentence that says what is correct, and the one before it that tells what was wrong.

"An article said Lynas had produced 3,000 tonnes.  The correct figure is 2,300 tonnes": the first
is true of the article only, so what it withdraws is never told, nor put in a table, without the
second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generator.extract.amounts.givers import own_words
from generator.extract.quantities import quantities
from generator.model import Article, Figure, Quantity, Sentence

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
_NOT = re.compile(r"(?:,|\bis|\bwas) not (?:the )?(?=[$€£]?\d)")


def corrects(before: str, text: str) -> bool:
    """Return whether ``text`` puts right what the sentence ``before`` it says was published."""
    if _RIGHT.search(text):
        return _is_wrong(before) or _counts_again(before, text)
    if _IT_IS.search(text):
        return _is_wrong(before)
    return _owns_up(before) and not _BEHIND.search(before) and _counts_again(before, text)


def _is_wrong(text: str) -> bool:
    """Return whether a sentence tells what an earlier version, or a text in error, said."""
    return bool(_IN_ERROR.search(text) or _VERSION.search(text))


def _owns_up(text: str) -> bool:
    """Return whether a sentence says that a published text was wrong."""
    return bool(_IN_ERROR.search(text) and _OUR_TEXT.search(text))


def _counts_again(before: str, text: str) -> bool:
    """Return whether a sentence gives other values of a unit of the sentence before."""
    told = {each.unit for each in quantities(before)}
    values = {(each.low, each.high) for each in quantities(before)}
    return any(q.unit in told and (q.low, q.high) not in values for q in quantities(text))


def corrections(article: Article) -> tuple[tuple[Sentence, Sentence], ...]:
    """Return what was wrong and what is correct, a pair of sentences for each correction."""
    pairs = pairwise(article.sentences)
    return tuple((one, other) for one, other in pairs if corrects(one.text, other.text))


def withdrawn(article: Article) -> frozenset[str]:
    """Return the labels of the passages that tell what was wrong."""
    return frozenset(p.label for wrong, _ in corrections(article) for p in wrong.passages)


def corrected(figures: Sequence[Figure], article: Article) -> tuple[Figure, ...]:
    """Return the figures without the withdrawn ones; the correct one takes over what it is of."""
    wrong = {p: s.text for s in article.sentences for p in s.passages if _gives_no_facts(s.text)}
    found = [f for f in figures if f.passage not in wrong or _holds(wrong[f.passage], f.given)]
    for before, right in corrections(article):
        old = [each for each in figures if each.passage in before.passages]
        new = quantities(right.text)
        same = [each for each in old if each.unit in {quantity.unit for quantity in new}]
        gone = {*(same or old), *(f for f in figures if f.passage in right.passages)}
        found = [each for each in found if each not in gone]
        if len(same) == len(new) == 1:
            found.append(_put_right(same[0], new[0], right, article))
    return tuple(found)


def _gives_no_facts(text: str) -> bool:
    return _owns_up(text) or _NOT.search(text) is not None


def _holds(text: str, given: str) -> bool:
    """Return whether a sentence that withdraws a figure gives this one as a fact."""
    if _owns_up(text):
        behind = _BEHIND.search(text)
        return behind is not None and given in text[behind.start() :]
    return not any(text.startswith(given, match.end()) for match in _NOT.finditer(text))


def _put_right(old: Figure, new: Quantity, right: Sentence, article: Article) -> Figure:
    return replace(
        old,
        given=new.given,
        low=new.low,
        high=new.high,
        qualifier=new.qualifier,
        what=f"{old.what or 'figure'} (corrects {old.given})",
        speaker=own_words(article),
        passage=right.passages[0],
        corrects=old.passage,
    )
