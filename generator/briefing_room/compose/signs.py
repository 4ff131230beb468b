"""Classify a sentence by the words of ``choice.yml``: a caveat, junk, or nothing new."""

from __future__ import annotations

import functools
import re
from collections import Counter

from briefing_room.model import Cue, SentenceFacts
from briefing_room.text.lexicon import count_words, phrases, table

STUB = 7  # words of a sentence without a number that seldom says enough
SILENT = 20  # words up to which one without an answer tells nothing else
_CAVEAT = {
    "reply": 1.0,
    "condition": 1.0,
    "doubt": 0.5,
    "opens contrast": 0.5,
    "contrast": 0.3,
    "proviso": 0.3,
    "background": -1.0,
}
_SCENE = re.compile(
    r"(?:When(?! asked| contacted| reached)|Imagine|Picture|Every|Like|Few"
    r"|For (?:years|decades|most|many)|Most (?:people|days)"
    r"|It (?:is|was) (?:a|an|not (?!known|clear|yet)|early|late|just)|Not long"
    r"|On (?:a|most|any|the face of it|paper)|(?:So|Say),? if"
    r"|In (?:the (?:early|late)|today's)|Here(?:'s| is| are)(?!.*: ))\b"
)
# "You", an aside, an address: for readers of the outlet.
_CALLS = re.compile(r"\b[Yy]ou(?:r|'ve|'re|'ll|'d)?\b|https?:|\bwww\.|#[A-Za-z]|, (?:\.\.\.|…)")
_WE = re.compile(
    r"(?:^|[,;:] |(?<![\w'])[a-z]+ )I\b(?!-)|\b(?:[Ww]e|[Oo]ur|[Mm]y|us)\b"
)  # no "Blue Lagoon I"
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)'[^'\n]*?[,.?!]'(?!\w)")

_LISTS = {name: phrases(rows) for name, rows in table("choice").items()}
_OPENS_CONTRAST = re.compile(rf"\W*{_LISTS['contrast'].pattern}|[^,]*, however,")


@functools.lru_cache(maxsize=8192)
def signs(text: str) -> Counter[str]:
    """Count the words of each list of ``choice.yml`` in a sentence; "opens contrast" with one."""
    low = text.lower()
    found = Counter({name: len(rows.findall(low)) for name, rows in _LISTS.items()})
    found["opens contrast"] = int(_OPENS_CONTRAST.match(low) is not None)
    return found


def caveat(found: SentenceFacts) -> float:
    """Score how plainly a sentence limits, doubts or answers something."""
    told = signs(found.sentence.text)
    value = sum(worth for name, worth in _CAVEAT.items() if told[name])
    another = told["says"] and (told["party"] or told["opens contrast"])  # has the word
    value += 2.0 * (Cue.NOT_KNOWN in found.cues) + 0.4 * bool(another)
    return value - 0.3 * found.sentence.text.startswith('"')


@functools.lru_cache(maxsize=8192)
def is_junk(text: str) -> bool:
    """Whether a sentence is not news: a notice, a scene, a question, an appeal.

    So is one with "we" or "I" outside quotation marks, since it does not say who they are.
    """
    own = _QUOTED.sub("", text)
    scene = _SCENE.match(text) or text.endswith("?")
    return bool(scene or signs(text)["trivia"] or _CALLS.search(own) or _WE.search(own))


def is_hollow(found: SentenceFacts) -> bool:
    """Whether a sentence says nothing: junk, praise, a refusal to comment, a few words."""
    text = found.sentence.text
    if is_junk(text) or found.quantities:
        return is_junk(text)
    told = signs(text)
    stub = count_words(text) <= STUB and not (found.cues or told["reply"])
    praise = told["praise"] + (text[:1] in '"“') > 1
    silent = told["silence"] and count_words(text) <= SILENT
    return bool(stub or praise or silent)


def is_share_price(text: str) -> bool:
    """Whether a sentence reports how shares were traded."""
    told = signs(text)
    return bool(told["shares"] and told["traded"])
