"""Decide from the words around a date whether it lies before or after the day of the article.

The nearest cue before the date decides, or the first one after it if the date opens its clause.
If cues contradict each other, the date stays open.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from briefing_room.text.lexicon import BASES, DETERMINERS, PARTICIPLES, PASTS, is_adverb, table

_CUES = {name: frozenset(row.split(", ")) for name, row in table("dates")["cues"].items()}
_CONTEXT_LETTERS = 120  # letters around a date within which a verb refers to it


class Outlook(Enum):
    """Whether the words around a date place it before or after the day of the article."""

    AHEAD = "ahead"
    BEHIND = "behind"
    UNSURE = "unsure"  # there are cues, and they contradict each other
    OPEN = "open"  # there is no cue


_AHEAD, _INTENDED, _MEANS = _CUES["ahead"], _CUES["intended"], _CUES["means"]
_LASTING, _NEGATED, _DOUBTED = _CUES["lasting"], _CUES["negated"], _CUES["doubted"]
_NO_PAST_BEHIND = _CUES["no past behind"]
_BETWEEN, _OPENERS = _CUES["between"], _CUES["openers"]
_MAX_CUE_WORDS = 3  # words of a cue
_DENIAL_WORDS = 8  # words before a verb within which it is denied
_MIN_PAST_LETTERS = 4  # letters of a past such as "used"
_PLAIN_WORD = re.compile(r"[a-z]+")
_STOP = re.compile(r"(?<![A-Z.][a-z.])(?<!\b[A-Z][a-z]{3})[.!?]['\"”’)]*\s+(?=[A-Z“\"'])|;\s")
_LIMITS = frozenset({"by", "before", "until", "till"})
_PRESENT = frozenset({"be", "is", "are", "being"})


def outlook(date: re.Match[str]) -> Outlook:
    """Decide where a date lies by the words around it."""
    text, start, end = date.string, date.start(), date.end()
    lead = _lead(text[max(0, start - _CONTEXT_LETTERS) : start])
    behind = text[end : end + _CONTEXT_LETTERS]
    if behind.startswith(",") and not _opens(lead):
        behind = ""
    return _outlook(lead, _split(_STOP.split(behind, maxsplit=1)[0]))


def lies_ahead(before: str) -> bool:
    """Whether the words before a date place it in the future."""
    return _outlook(_lead(before[-_CONTEXT_LETTERS:]), ()) is Outlook.AHEAD


def _lead(before: str) -> tuple[str, ...]:
    """Take the words of the clause that ends right before a date."""
    return _split(_STOP.split(before)[-1])


def _split(text: str) -> tuple[str, ...]:
    """Split into words in small letters, without the month of May, which looks like a verb."""
    text = text.replace("May", "").replace("’", "'").lower()
    return tuple(_PLAIN_WORD.findall(text.replace("n't", " not").replace("'ll", " will")))


@lru_cache(maxsize=2048)
def _outlook(lead: tuple[str, ...], trail: tuple[str, ...]) -> Outlook:
    if trail and _opens(lead):
        return _first(trail)
    before = _last(lead)
    limit = next((word for word in reversed(lead) if word not in _BETWEEN), "")
    limits = limit in _LIMITS or (limit == "to" and not _LASTING.isdisjoint(lead[-3:]))
    if limits and trail[:1] != ("s",):
        return _until(lead, limit, before)
    # "Thursday's ruling" says nothing of itself, "a court Friday refused" has a verb of its own
    apart = trail and (trail[0] == "s" or _is_past(trail[0], ()))
    unsure = apart and (limit == "before" or before is Outlook.AHEAD)
    return Outlook.UNSURE if unsure else before


def _opens(lead: tuple[str, ...]) -> bool:
    """Whether only prepositions come before a date, so that the verb after it decides."""
    return all(word in _OPENERS or word in _LIMITS or word in _BETWEEN for word in lead)


def _first(words: tuple[str, ...]) -> Outlook:
    """Read the first cue after a date: "on Friday they decided to" is past."""
    for at, word in enumerate(words):
        cue = _cue(words, at)
        if cue is Outlook.AHEAD and word.endswith("ed"):
            return Outlook.BEHIND if word in _MEANS else Outlook.UNSURE
        if cue is not Outlook.OPEN:
            return cue
    return Outlook.OPEN


def _until(lead: tuple[str, ...], limit: str, before: Outlook) -> Outlook:
    """Distinguish "stays until" and "must by" from "had fallen by" and "it was not until"."""
    before_limit = lead[: len(lead) - 1 - lead[::-1].index(limit)]
    if before_limit and before_limit[-1] in _NEGATED:
        return Outlook.OPEN
    lasts = limit != "by" and not _LASTING.isdisjoint(before_limit)
    if before is not Outlook.BEHIND or lasts:
        return Outlook.AHEAD
    return Outlook.BEHIND if limit in {"by", "before"} else Outlook.UNSURE


def _last(words: tuple[str, ...]) -> Outlook:
    """Read the last cue; a verb after "to" counts less than the verb that governs it."""
    meant = Outlook.OPEN
    for at in range(len(words) - 1, -1, -1):
        cue = _cue(words, at)
        if words[at - 1 : at] == ("to",) and cue is Outlook.AHEAD:
            meant = cue
        elif cue is not Outlook.OPEN:
            return cue
        elif words[at : at + 2] == ("ahead", "of"):
            return Outlook.UNSURE  # "ahead of a vote on Sunday": the news came first
    return meant


def _cue(words: tuple[str, ...], at: int) -> Outlook:
    """Read the time that a word and its neighbours point to."""
    word, before, behind = words[at], words[max(0, at - _DENIAL_WORDS) : at], words[at + 1 :]
    if word in _INTENDED or " ".join(words[at : at + 2]) in _INTENDED:
        because = word == "due" and behind[:1] == ("to",) and BASES.isdisjoint(behind[1:2])
        if because or _is_attribute(before):
            return Outlook.OPEN  # "due to its loss", "the hastily planned trip"
        return Outlook.UNSURE if _DOUBTED.intersection(before[-3:]) else Outlook.AHEAD
    if word in _MEANS and behind[:1] == ("to",):
        return Outlook.OPEN if behind[1:2] and behind[1] in DETERMINERS else Outlook.AHEAD
    if any(" ".join(words[at : at + size]) in _AHEAD for size in range(1, _MAX_CUE_WORDS + 1)):
        denied = _NEGATED.intersection((*before, *behind[:1])) or "have" in behind[:2]
        return Outlook.BEHIND if word == "could" and denied else Outlook.AHEAD
    return Outlook.BEHIND if _is_past(word, before) else Outlook.OPEN


def _is_attribute(before: tuple[str, ...]) -> bool:
    """Whether the next word belongs to a noun: after "the", "a still"."""
    last = next((word for word in reversed(before) if not is_adverb(word)), "")
    return last in _NO_PAST_BEHIND - _PRESENT


def _is_past(word: str, before: tuple[str, ...]) -> bool:
    if word in PASTS:
        return True
    regular = word.endswith("ed") and len(word) > _MIN_PAST_LETTERS and not word.startswith("un")
    if word in BASES or not (regular or word in PARTICIPLES):
        return False
    return not (_is_attribute(before) or _PRESENT.intersection(before[-1:]))
