"""What the verbs around a date say of it: whether it lies ahead or behind, or that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from generator.extract.date_words import CUES, WEEKDAYS
from generator.text.lexicon import (
    BASES,
    DETERMINERS,
    PARTICIPLES,
    PASTS,
    PREPOSITIONS,
    is_adverb,
)

_NEAR = 120  # letters around a date in which a verb is about it


class Outlook(Enum):
    """Where the words around a date put it, as seen from the day of the article."""

    AHEAD = "ahead"
    BEHIND = "behind"
    UNSURE = "unsure"  # there are cues, and they contradict each other
    OPEN = "open"  # nothing is said


def _words(name: str) -> frozenset[str]:
    return frozenset(each.strip() for each in CUES[name].split(","))


_AHEAD, _INTENDED, _MEANS = _words("ahead"), _words("intended"), _words("means")
_PUT_OFF, _LASTING = _words("put off"), _words("lasting")
_NO_PAST_BEHIND, _NO_PAST, _PAST = _words("no past behind"), _words("no past"), _words("past")
_NEGATED, _DOUBTED = _words("negated"), _words("doubted")
_LONGEST = 3  # words of a cue
_VERB = 4  # words behind a date among which its verb stands
_FAR = 8  # words before a verb in which it is denied
_WORD = re.compile(r"[a-z]+")
_STOP = re.compile(r"(?P<word>[\w.]*)[.!?]['\"”’)]*\s+(?=[A-Z“\"'])|;\s")
_SHORT = 4  # letters of an abbreviation such as "Corp."
_BETWEEN, _OPENERS, _HOUR, _MODALS = map(_words, ("between", "openers", "hour", "modals"))
_LIMITS = frozenset({"until", "till"})
_TOWARDS = _BETWEEN | _LIMITS | {"to", "back", "off", "out", "forward"}
_JOINS = {("and",), ("but",)}
_PASSIVES = {("be",), ("is",), ("are",), ("being",)}


def outlook(text: str, start: int, end: int) -> Outlook:
    """Return where the date at ``text[start:end]`` lies by the words around it."""
    trail = () if text[end : end + 1] == "," else _trail(text[end : end + _NEAR])
    lead = _lead(text[max(0, start - _NEAR) : start])
    if not trail and lead[-2:-1] in _JOINS:  # "… and on Sunday, the brigades called"
        lead = lead[-2:]
    if not trail and _opens(lead):
        trail = _trail(text[end : end + _NEAR])
    return _outlook(lead, trail)


def lies_ahead(before: str) -> bool | None:
    """Return whether the words before a date put it in the future; ``None`` without any cue."""
    found = _outlook(_lead(before[-_NEAR:]), ())
    return {Outlook.AHEAD: True, Outlook.BEHIND: False}.get(found)


def _lead(before: str) -> tuple[str, ...]:
    """Return the words of the clause that end right before a date."""
    return _split(before[max((stop.end() for stop in _stops(before)), default=0) :])


def _trail(behind: str) -> tuple[str, ...]:
    """Return the words of the clause that begin right behind a date."""
    return _split(behind[: next((stop.start() for stop in _stops(behind)), len(behind))])


def _stops(text: str) -> Iterator[re.Match[str]]:
    """Yield the ends of clauses; "U.S." and "Corp." are none."""
    for stop in _STOP.finditer(text):
        word = stop["word"] or ""
        if "." not in word and not (word[:1].isupper() and len(word) <= _SHORT):
            yield stop


def _opens(lead: Sequence[str]) -> bool:
    """Return whether nothing but prepositions stands before a date in its clause."""
    return all(word in _OPENERS or word in _LIMITS or word in _BETWEEN for word in lead)


def _split(text: str) -> tuple[str, ...]:
    """Return the words in small letters, without the month of May, which is no verb."""
    text = text.replace("May", "").replace("’", "'").lower()
    return tuple(_WORD.findall(text.replace("n't", " not").replace("'ll", " will")))


@lru_cache(maxsize=2048)
def _outlook(lead: tuple[str, ...], trail: tuple[str, ...]) -> Outlook:
    limit = _limit(lead)
    if trail and _opens(lead):
        return _first(trail)
    before = _last(lead)
    if limit == "since":
        return Outlook.BEHIND
    if limit == "before" and lead[-1] == limit and before is not Outlook.BEHIND:
        return Outlook.UNSURE if trail[:1] == ("s",) else Outlook.AHEAD
    if limit in _LIMITS:
        return _until(lead, before, trail)
    if limit == "by":
        to_do = before is not Outlook.BEHIND or _has_to_do(lead)
        return Outlook.AHEAD if to_do else Outlook.BEHIND
    return _beside(lead, before, trail)


def _limit(lead: Sequence[str]) -> str:
    """Return the preposition that a date hangs on, past words such as "at least noon on"."""
    return next((word for word in reversed(lead) if word not in _BETWEEN), "")


def _until(lead: Sequence[str], before: Outlook, trail: tuple[str, ...]) -> Outlook:
    at = max(index for index, word in enumerate(lead) if word in _LIMITS)
    if at and lead[at - 1] in _NEGATED:
        return _first(trail) if _first(trail) is not Outlook.OPEN else Outlook.AHEAD
    lasts = any(word in _LASTING or word in _PUT_OFF for word in lead[:at])
    return Outlook.UNSURE if before is Outlook.BEHIND and not lasts else Outlook.AHEAD


def _has_to_do(lead: Sequence[str]) -> bool:
    """Return whether the words before a limit tell of a task or a promise."""
    tasks = any(one == "to" and other in BASES for one, other in pairwise(lead))
    return tasks or not _MEANS.union(_INTENDED).isdisjoint(lead)


def _beside(lead: tuple[str, ...], before: Outlook, trail: tuple[str, ...]) -> Outlook:
    """Weigh the verb before a date against one that follows it: "the court Thursday refused"."""
    if trail[:1] == ("s",):  # "Thursday's ruling" says nothing of itself
        return Outlook.UNSURE if before is Outlook.AHEAD or lead[-1:] == ("for",) else before
    if lead[-1:] == ("for",) and before is Outlook.BEHIND:  # "called a vote for Friday"
        return Outlook.UNSURE
    if trail[1:2] and trail[1] in WEEKDAYS:  # "Friday and Saturday will"
        trail = trail[2:]
    verb = next((word for word in trail[:_VERB] if word not in _HOUR), "")
    behind = Outlook.AHEAD if verb in _MODALS else Outlook.BEHIND
    if behind is before or not (verb in _MODALS or _is_past(verb, ())):
        return before
    if lead and (lead[-1] == "on" or lead[-1] not in PREPOSITIONS):
        return behind
    return Outlook.UNSURE if before is Outlook.AHEAD else before


def _last(words: tuple[str, ...]) -> Outlook:
    """Return what the last cue says; a verb behind "to" says less than what governs it."""
    meant = Outlook.OPEN
    for at in range(len(words) - 1, -1, -1):
        found = _cue(words, at)
        if found is Outlook.AHEAD and words[at - 1 : at] == ("to",):
            meant = found
        elif found is not Outlook.OPEN:
            return meant if meant is Outlook.UNSURE and found is Outlook.BEHIND else found
        elif words[at : at + 2] == ("ahead", "of") or words[at] == "before" != words[-1]:
            meant = Outlook.UNSURE  # "ahead of a vote on Sunday": whatever is told came first
    return meant


def _first(words: tuple[str, ...]) -> Outlook:
    found = (_told(words, at) for at in range(len(words)))
    return next((each for each in found if each is not Outlook.OPEN), Outlook.OPEN)


def _told(words: tuple[str, ...], at: int) -> Outlook:
    """Return what a verb behind a date says: "on Friday they decided to" is past."""
    found = _cue(words, at)
    if found is Outlook.AHEAD and words[at].endswith("ed"):
        return Outlook.BEHIND if words[at] in _MEANS else Outlook.UNSURE
    return found


def _cue(words: tuple[str, ...], at: int) -> Outlook:
    """Return what the word at a place, with those around it, says of the time."""
    word, before, behind = words[at], words[max(0, at - _FAR) : at], words[at + 1 :]
    if word in _INTENDED or " ".join(words[at : at + 2]) in _INTENDED:
        return _intended(word, before, behind)
    if word in _MEANS and behind[:1] == ("to",) and len(behind) > 1:
        return Outlook.OPEN if behind[1] in DETERMINERS else Outlook.AHEAD
    if word in _PUT_OFF and behind and all(each in _TOWARDS for each in behind):
        return Outlook.AHEAD
    if any(" ".join(words[at : at + size]) in _AHEAD for size in range(1, _LONGEST + 1)):
        return _modal(word, before, behind[:2])
    return Outlook.BEHIND if _is_past(word, before) else Outlook.OPEN


def _intended(word: str, before: tuple[str, ...], behind: tuple[str, ...]) -> Outlook:
    """Tell "due Friday" from "due to its loss", "had been due" and "the hastily planned trip"."""
    if word == "due" and behind[:1] == ("to",) and (len(behind) < 2 or behind[1] not in BASES):
        return Outlook.OPEN
    if _is_attribute(before):
        return Outlook.OPEN
    return Outlook.UNSURE if _DOUBTED.intersection(before[-3:]) else Outlook.AHEAD


def _modal(word: str, before: tuple[str, ...], behind: tuple[str, ...]) -> Outlook:
    """Tell "could come Tuesday" from "could not be found", "could have come" and "did meet"."""
    denied = _NEGATED.intersection((*before, *behind[:1])) or "have" in behind
    if (
        (word == "could" and denied)
        or (word == "would" and "have" in behind)
        or (word in BASES and "did" in before[-2:] and behind[:1] != ("to",))
    ):
        return Outlook.BEHIND
    return Outlook.AHEAD


def _is_attribute(before: tuple[str, ...]) -> bool:
    """Return whether what follows stands before a noun: "the", "a still"."""
    last = next((word for word in reversed(before) if not is_adverb(word)), "")
    return last in _NO_PAST_BEHIND and last not in {"be", "is", "are", "being"}


def _is_past(word: str, before: tuple[str, ...]) -> bool:
    if word in _PAST or word in PASTS:
        return True
    regular = word.endswith("ed") and len(word) > _SHORT and not word.startswith("un")
    if word in _NO_PAST or word in BASES or not (regular or word in PARTICIPLES):
        return False
    return not _is_attribute(before) and before[-1:] not in _PASSIVES
