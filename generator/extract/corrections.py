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

from generator.extract.amounts.figures import own_words
from generator.extract.numbers.quantities import quantities
from generator.model import Article, Figure, Sentence

_TEXT = (
    r"(?:articles?|stor(?:y|ies)|reports?|dispatch|items?|versions?|headlines?|editions?|briefs?)"
)
_WRONG = re.compile(
    r"\b(?:misstated|mis-stated|misreported|incorrectly|wrongly|erroneously|mistakenly|in error)\b"
    rf"|\b(?:earlier|previous|original|initial|first|prior) (?:\w+ )?{_TEXT}\b"
    rf"|^(?:An?|The|This|Our|One|In an?|In the) (?:[\w-]+ )?{_TEXT}\b.*"
    r"\b(?:said|stated|gave|put|wrote|reported)\b",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"^(?:The|Its|Their) (?:correct|right|actual|true) [a-z]+(?: [a-z]+){0,6} (?:is|are|was|were)\b"
    r"|^(?:It|They|That|This|The (?:figure|number|amount|total|rate|date|name|value|year|price))"
    r" (?:\w+ )?should (?:be|have (?:been|read|said))\b"
    r"|^(?:The )?correct (?:figure|number|amount|total|rate|date|name|value|year|price)\b",
    re.IGNORECASE,
)
_IT_IS = re.compile(
    r"^(?:In fact,? |Actually,? )?(?:It|They|The (?:figure|number|amount|total|rate|date|value|year"
    r"|price))(?:,? in fact,?| actually)? (?:is|are|was|were)\b|^In fact\b",
    re.IGNORECASE,
)


def corrects(before: str, text: str) -> bool:
    """Return whether ``text`` puts right what the sentence ``before`` it says was published."""
    if _RIGHT.search(text):
        return bool(_WRONG.search(before) or quantities(before))
    return bool(_IT_IS.search(text) and _WRONG.search(before))


def corrections(article: Article) -> tuple[tuple[Sentence, Sentence], ...]:
    """Return what was wrong and what is correct, a pair of sentences for each correction."""
    pairs = pairwise(article.sentences)
    return tuple((one, other) for one, other in pairs if corrects(one.text, other.text))


def withdrawn(article: Article) -> frozenset[str]:
    """Return the labels of the passages that tell what was wrong."""
    return frozenset(p.label for wrong, _ in corrections(article) for p in wrong.passages)


def corrected(figures: Sequence[Figure], article: Article) -> tuple[Figure, ...]:
    """Return the figures without the withdrawn ones; the correct one takes over what it is of."""
    found = list(figures)
    for wrong, right in corrections(article):
        old = [each for each in found if each.passage in wrong.passages]
        new = quantities(right.text)
        units = {each.unit for each in new}
        gone = [each for each in old if each.unit in units] or old
        found = [e for e in found if e not in gone and e.passage not in right.passages]
        same = [each for each in gone if each.unit in units]
        if len(same) == len(new) == 1:
            found.append(
                replace(
                    same[0],
                    given=new[0].given,
                    low=new[0].low,
                    high=new[0].high,
                    qualifier=new[0].qualifier,
                    what=f"{same[0].what or 'figure'} (corrects {same[0].given})",
                    speaker=own_words(article),
                    passage=right.passages[0],
                    corrects=same[0].passage,
                )
            )
    return tuple(found)
