"""Classify a sentence by the word lists of ``choice.yml``: a caveat, junk, hollow."""

from __future__ import annotations

import functools
import re
from collections import Counter

from briefing_room.model import Cue, SentenceFacts
from briefing_room.text.lexicon import count_words, phrases, table

MAX_STUB_WORDS = 7  # such a short sentence without a number seldom says enough
_MAX_SILENT_WORDS = 20  # a longer sentence says more than that nobody commented
_CAVEAT_SCORES = {
    "reply": 1.0,
    "condition": 1.0,
    "doubt": 0.5,
    "opens contrast": 0.5,
    "contrast": 0.3,
    "proviso": 0.3,
    "background": -1.0,
}
_SCENE_OPENING = re.compile(
    r"(?:When(?! asked| contacted| reached)|Imagine|Picture|Every|Like|Few"
    r"|For (?:years|decades|most|many)|Most (?:people|days)"
    r"|It (?:is|was) (?:a|an|not (?!known|clear|yet)|early|late|just)|Not long"
    r"|On (?:a|most|any|the face of it|paper)|(?:So|Say),? if"
    r"|In (?:the (?:early|late)|today's)|Here(?:'s| is| are)(?!.*: ))\b"
)
# "You", a link, a trailing aside: addressed to readers of the outlet.
_ADDRESSES_READER = re.compile(
    r"\b[Yy]ou(?:r|'ve|'re|'ll|'d)?\b|https?:|\bwww\.|#[A-Za-z]|, (?:\.\.\.|…)"
)
_FIRST_PERSON = re.compile(
    r"(?:^|[,;:] |(?<![\w'])[a-z]+ )I\b(?!-)|\b(?:[Ww]e|[Oo]ur|[Mm]y|us)\b"
)  # but not "Blue Lagoon I"
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)'[^'\n]*?[,.?!]'(?!\w)")

_WORD_PATTERNS = {name: phrases(rows) for name, rows in table("choice").items()}
_OPENS_CONTRAST = re.compile(rf"\W*{_WORD_PATTERNS['contrast'].pattern}|[^,]*, however,")


@functools.lru_cache(maxsize=8192)
def signs(text: str) -> Counter[str]:
    """Count the words of each list in ``choice.yml``; "opens contrast" is 1 after a first "but"."""
    lower = text.lower()
    counts = Counter(
        {name: len(pattern.findall(lower)) for name, pattern in _WORD_PATTERNS.items()}
    )
    counts["opens contrast"] = int(_OPENS_CONTRAST.match(lower) is not None)
    return counts


def caveat(sentence: SentenceFacts) -> float:
    """Score how plainly a sentence limits, doubts or answers something; 0 is not at all."""
    counts = signs(sentence.sentence.text)
    score = sum(score_of_list for name, score_of_list in _CAVEAT_SCORES.items() if counts[name])
    has_speaker = counts["says"] and (counts["party"] or counts["opens contrast"])
    score += 2.0 * (Cue.NOT_KNOWN in sentence.cues) + 0.4 * bool(has_speaker)
    return score - 0.3 * sentence.sentence.text.startswith('"')


@functools.lru_cache(maxsize=8192)
def is_junk(text: str) -> bool:
    """Whether a sentence is not news: a notice, a scene, a question, an appeal.

    A "we" or "I" outside quotation marks makes it junk, since nobody knows who that is.
    """
    unquoted = _QUOTED.sub("", text)
    scene = _SCENE_OPENING.match(text) or text.endswith("?")
    return bool(
        scene
        or signs(text)["trivia"]
        or _ADDRESSES_READER.search(unquoted)
        or _FIRST_PERSON.search(unquoted)
    )


def is_hollow(sentence: SentenceFacts) -> bool:
    """Whether a sentence says nothing: it is junk, praise, a refusal to comment, or very short."""
    text = sentence.sentence.text
    if is_junk(text) or sentence.quantities:
        return is_junk(text)
    counts = signs(text)
    is_stub = count_words(text) <= MAX_STUB_WORDS and not (sentence.cues or counts["reply"])
    is_praise = counts["praise"] + (text[:1] in '"“') > 1
    is_silent = counts["silence"] and count_words(text) <= _MAX_SILENT_WORDS
    return bool(is_stub or is_praise or is_silent)


def is_share_price(text: str) -> bool:
    """Whether a sentence reports how shares were traded."""
    counts = signs(text)
    return bool(counts["shares"] and counts["traded"])
