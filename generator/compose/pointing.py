"""Find words inside a sentence that point at what only an earlier sentence tells.

"A plant of that size", "prices have risen since then", "no sign that they knew": each needs a
size, a date, somebody.  What it needs may stand earlier in the sentence itself, or in the title and
the news, which every reader of the page has seen, if the paragraph has told nothing of the kind
since.  Otherwise the sentence is taken to lean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.compose.antecedent import kind_of
from generator.text import lexicon as w
from generator.text.grammar import tokens
from generator.text.words import content_words, met

_GOES_ON = (
    r"(?=[.,;:)]|$| (?:at|in|on|of|to|for|and|but|or|as|that|which|was|were|is|are|had|has|would"
    r"|will|could|can|may|might|should|must)\b)"
)
_TIME = re.compile(
    rf"\b(?:that|the same) (?:day|week|month|year|date){_GOES_ON}"
    r"|\b(?:since then|by then|until then|afterwards|at that time)\b"
    r"|^(?:\w+ ){1,3}?(?:days?|weeks?|months?|years?) (?:later|earlier)\b"
    r"|\bthe (?:following|previous|preceding) (?:\w+ )?(?:day|week|month|year)s?\b"
)
_DATE = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b(?:when|after|once|before|until|since)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun)day\b|\b(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b"
)
_AMOUNT = re.compile(rf"\bthat (?:size|sum|amount|level|price|number|figure|share|total){_GOES_ON}")
_DIGIT = re.compile(r"\d")
_PLACE = re.compile(r"\b(?:\w+ed|made|built|work|works|working|live|lives|stay|filled) there\b")
_NAME = re.compile(r"(?<=\w )[A-Z]|\b(?:in|at|to|from) (?:the|a|an|its) \w|^[A-Z]\w+'s ")
_PARTY = re.compile(r"\b(?:they|them)\b")
_SAME = re.compile(r"\b(?:those|these|such|the same) (?!as\b)(?=[a-z$])")
# "Accounts of that levy", not "the claim that levies rose".
_OF_THAT = re.compile(
    r"\b(?:of|on|about|for|under|from|with|against|by) (?:that|this) "
    r"(?!(?:day|week|month|year|date|time|period|quarter|size|kind|sort|type|way|point|stage|end"
    r"|is|was|would|will|the|a|an|sum|amount|level|price|number|figure|share|total|basis)\b)"
    r"(?=[a-z])"
)
_NOT_BACK = re.compile(r"\b(?:first|only|no|any|another|other) $")
_COUNTS = frozenset(["number", "figure", "sum", "amount", "rate", "share", "price"])
_COLLECTIVE_WORDS = """
    people police staff media men women children data company firm group team government ministry
    committee commission parliament party union agency council bank
"""
_COLLECTIVE = frozenset(_COLLECTIVE_WORDS.split())
_NO_PLURAL = frozenset(["customs", "news", "series", "means", "its", "his", "this", "us", "as"])
_NO_NOUN = w.PARTICIPLES | w.GERUNDS | w.BASES  # "those listed", "those face"
_ELLIPTIC = re.compile(
    r"\b(?:sources?|accounts?|outlets?|reports?|others|sites?)"
    r" (?:cites?|gives?|gave|puts?|says?|said) (?:about |around |only |at |it at )*[$€£]?\d[\d.,]*"
    r"(?: \w+){0,2}(?: (?:to|or) [$€£]?\d[\d.,]*(?: \w+){0,2})?\.$"
)
_SOME = re.compile(r"(?:Some|Many|Most|Several|Others|Both)(?:,| (?:let|put|cut|set|hit) )")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the reader knows, title and news, and what the paragraph said before the sentence."""

    news: str = ""
    between: str = ""


def points_at_untold(text: str, told: Heard) -> bool:
    """Return whether words inside ``text`` point at what neither it nor the news tells."""
    if _SOME.match(text) or _ELLIPTIC.search(text):
        return True
    return (
        any(not _known(_DATE, text[: m.start()], told) for m in _TIME.finditer(text))
        or any(not _known(_DIGIT, text[: m.start()], told) for m in _AMOUNT.finditer(text))
        or any(not _NAME.search(text[: m.start()]) for m in _PLACE.finditer(text))
        or _nobody(text)
        or any(_thing_untold(text, m, told) for m in _SAME.finditer(text))
        or any(_thing_untold(text, m, told) for m in _OF_THAT.finditer(text))
    )


def _known(kind: re.Pattern[str], before: str, told: Heard) -> bool:
    """Return whether a thing of the ``kind`` is named before, or by the news alone."""
    return bool(kind.search(before)) or (
        bool(kind.search(told.news)) and not kind.search(told.between)
    )


def _nobody(text: str) -> bool:
    """Return whether "they" is said before anybody is named whom it can mean."""
    match = _PARTY.search(text)
    return match is not None and not any(map(_is_many, tokens(text[: match.start()])))


def _is_many(word: str) -> bool:
    lower = word.lower()
    if lower in _COLLECTIVE or lower == "and":
        return True
    is_verb = lower in w.THIRDS and lower not in w.NOUN_THIRDS
    plural = lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s"))
    return plural and not is_verb and lower not in _NO_PLURAL | w.AUXILIARIES | w.PREPOSITIONS


def _thing_untold(text: str, match: re.Match[str], told: Heard) -> bool:
    """Return whether "such licences" is said where no licence was named before."""
    before = text[: match.start()]
    if _NOT_BACK.search(before):
        return False
    words = _phrase(text[match.end() :])
    if not words:
        return False
    known = set(content_words(f"{told.news} {before}"))
    if any(met(noun, known) for word in words for noun in kind_of(word)):
        return False
    return not (_COUNTS.intersection(words) and _DIGIT.search(before))


def _phrase(text: str) -> tuple[str, ...]:
    """Return the words of meaning with which ``text`` begins, up to the end of their phrase."""
    found: list[str] = []
    for word in tokens(text)[:3]:
        lower = word.lower()
        ends = lower in w.PREPOSITIONS | w.AUXILIARIES | w.CONJUNCTIONS | w.PASTS | w.PRONOUNS
        if ends or not word[0].isalnum() or (not found and lower in _NO_NOUN):
            break
        found.append(word)
    return content_words(" ".join(found))
