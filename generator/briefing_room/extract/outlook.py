"""Decide from the words around a date whether it lies before or after the date of the article.

The nearest cue before the date decides.  If the date opens its clause, the first cue after it
decides instead.  If cues contradict each other, the date is undecided.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from briefing_room.text.lexicon import (
    BASE_FORMS,
    DETERMINERS,
    FINITE_PASTS,
    PARTICIPLES,
    is_adverb,
    table,
)

_CUES = {name: frozenset(row.split(", ")) for name, row in table("dates")["cues"].items()}
_CONTEXT_CHARS = 120  # characters around a date within which a verb refers to it


class Outlook(Enum):
    """Where the words around a date place it, relative to the date of the article."""

    FUTURE = "future"
    PAST = "past"
    CONTRADICTORY = "contradictory"
    NO_CUE = "no cue"


_FUTURE_CUES = _CUES["ahead"]
_INTENTION_CUES = _CUES["intended"]
_MEANING_CUES = _CUES["means"]
_LASTING_VERBS = _CUES["lasting"]
_NEGATIONS = _CUES["negated"]
_DOUBT_WORDS = _CUES["doubted"]
_ATTRIBUTE_OPENERS = _CUES["no past after"]
_SKIPPED_WORDS = _CUES["between"]
_CLAUSE_OPENERS = _CUES["openers"]
_MAX_CUE_WORDS = 3  # of the longest cue
_MAX_DENIAL_DISTANCE = 8  # words between a negation and its verb
_MIN_PAST_LETTERS = 4  # a regular past form is longer
_PLAIN_WORD = re.compile(r"[a-z]+")
_CLAUSE_END = re.compile(r"(?<![A-Z.][a-z.])(?<!\b[A-Z][a-z]{3})[.!?]['\"”’)]*\s+(?=[A-Z“\"'])|;\s")
_LIMIT_WORDS = frozenset({"by", "before", "until", "till"})
_PRESENT_FORMS = frozenset({"be", "is", "are", "being"})


def read_outlook(date: re.Match[str]) -> Outlook:
    """Decide from the words around a date whether it is past or future."""
    text, start, end = date.string, date.start(), date.end()
    before = _clause_before(text[max(0, start - _CONTEXT_CHARS) : start])
    text_after = text[end : end + _CONTEXT_CHARS]
    if text_after.startswith(",") and not _opens_clause(before):
        text_after = ""
    return _decide_outlook(before, _split_words(_CLAUSE_END.split(text_after, maxsplit=1)[0]))


def words_place_in_future(before: str) -> bool:
    """Whether the words before a date place it in the future."""
    return _decide_outlook(_clause_before(before[-_CONTEXT_CHARS:]), ()) is Outlook.FUTURE


def _clause_before(before: str) -> tuple[str, ...]:
    """The words of the clause that ends right before a date."""
    return _split_words(_CLAUSE_END.split(before)[-1])


def _split_words(text: str) -> tuple[str, ...]:
    """Split text into lower-case words, without the month of May, which looks like a verb."""
    text = text.replace("May", "").replace("’", "'").lower()
    return tuple(_PLAIN_WORD.findall(text.replace("n't", " not").replace("'ll", " will")))


@lru_cache(maxsize=2048)
def _decide_outlook(before: tuple[str, ...], after: tuple[str, ...]) -> Outlook:
    if after and _opens_clause(before):
        return _read_first_cue(after)
    last_cue = _read_last_cue(before)
    limit_word = next((word for word in reversed(before) if word not in _SKIPPED_WORDS), "")
    is_limit = limit_word in _LIMIT_WORDS or (
        limit_word == "to" and not _LASTING_VERBS.isdisjoint(before[-3:])
    )
    if is_limit and after[:1] != ("s",):
        return _read_limit(before, limit_word, last_cue)
    # "Thursday's ruling" has no tense; the verb in "a court Friday refused" follows the date
    has_own_verb = after and (after[0] == "s" or _is_past_form(after[0], ()))
    contradictory = has_own_verb and (limit_word == "before" or last_cue is Outlook.FUTURE)
    return Outlook.CONTRADICTORY if contradictory else last_cue


def _opens_clause(before: tuple[str, ...]) -> bool:
    """Whether a date has only prepositions before it, so that the verb after it decides."""
    return all(
        word in _CLAUSE_OPENERS or word in _LIMIT_WORDS or word in _SKIPPED_WORDS for word in before
    )


def _read_first_cue(words: tuple[str, ...]) -> Outlook:
    """Read the first cue after a date: "on Friday they decided to" is past."""
    for index, word in enumerate(words):
        cue = _read_cue(words, index)
        if cue is Outlook.FUTURE and word.endswith("ed"):
            return Outlook.PAST if word in _MEANING_CUES else Outlook.CONTRADICTORY
        if cue is not Outlook.NO_CUE:
            return cue
    return Outlook.NO_CUE


def _read_limit(before: tuple[str, ...], limit: str, last_cue: Outlook) -> Outlook:
    """Distinguish "stays until" and "must by" from "had fallen by" and "it was not until"."""
    before_limit = before[: len(before) - 1 - before[::-1].index(limit)]
    if before_limit and before_limit[-1] in _NEGATIONS:
        return Outlook.NO_CUE
    lasts = limit != "by" and not _LASTING_VERBS.isdisjoint(before_limit)
    if last_cue is not Outlook.PAST or lasts:
        return Outlook.FUTURE
    return Outlook.PAST if limit in {"by", "before"} else Outlook.CONTRADICTORY


def _read_last_cue(words: tuple[str, ...]) -> Outlook:
    """Read the last cue; a verb after "to" counts less than the verb that governs it."""
    intended = Outlook.NO_CUE
    for index in range(len(words) - 1, -1, -1):
        cue = _read_cue(words, index)
        if words[index - 1 : index] == ("to",) and cue is Outlook.FUTURE:
            intended = cue
        elif cue is not Outlook.NO_CUE:
            return cue
        elif words[index : index + 2] == ("ahead", "of"):
            return Outlook.CONTRADICTORY  # "ahead of a vote on Sunday": the news came first
    return intended


def _read_cue(words: tuple[str, ...], index: int) -> Outlook:
    """The outlook of one word in the context of its neighbours."""
    word, before, after = (
        words[index],
        words[max(0, index - _MAX_DENIAL_DISTANCE) : index],
        words[index + 1 :],
    )
    if word in _INTENTION_CUES or " ".join(words[index : index + 2]) in _INTENTION_CUES:
        is_cause = word == "due" and after[:1] == ("to",) and BASE_FORMS.isdisjoint(after[1:2])
        if is_cause or _is_attribute(before):
            return Outlook.NO_CUE  # "due to its loss", "the hastily planned trip"
        return Outlook.CONTRADICTORY if _DOUBT_WORDS.intersection(before[-3:]) else Outlook.FUTURE
    if word in _MEANING_CUES and after[:1] == ("to",):
        return Outlook.NO_CUE if after[1:2] and after[1] in DETERMINERS else Outlook.FUTURE
    if any(
        " ".join(words[index : index + size]) in _FUTURE_CUES
        for size in range(1, _MAX_CUE_WORDS + 1)
    ):
        denied = _NEGATIONS.intersection((*before, *after[:1])) or "have" in after[:2]
        return Outlook.PAST if word == "could" and denied else Outlook.FUTURE
    return Outlook.PAST if _is_past_form(word, before) else Outlook.NO_CUE


def _is_attribute(before: tuple[str, ...]) -> bool:
    """Whether the next word describes a noun, as it does after "the" or "a still"."""
    last = next((word for word in reversed(before) if not is_adverb(word)), "")
    return last in _ATTRIBUTE_OPENERS - _PRESENT_FORMS


def _is_past_form(word: str, before: tuple[str, ...]) -> bool:
    if word in FINITE_PASTS:
        return True
    regular = word.endswith("ed") and len(word) > _MIN_PAST_LETTERS and not word.startswith("un")
    if word in BASE_FORMS or not (regular or word in PARTICIPLES):
        return False
    return not (_is_attribute(before) or _PRESENT_FORMS.intersection(before[-1:]))
