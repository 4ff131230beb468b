"""What the words around a partial date say of it: whether it lies ahead, and in which year.

A date that they do not settle stays open: none is given rather than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

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
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|'ll\b|;", re.IGNORECASE)
_STOP = re.compile(r"(?P<word>[\w.]*)[.!?]['\"”’)]*\s+(?=[A-Z“\"'])|;\s")
_SHORT = 4  # letters of an abbreviation such as "Corp."
_BETWEEN, _OPENERS, _HOUR = (
    _words("between"),
    _words("openers"),
    _words("hour"),
)
_MODALS = _words("modals")
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
    start = 0
    for stop in _STOP.finditer(before):
        word = stop["word"]
        if word is None or not _is_short(word):
            start = stop.end()
    return _split(before[start:])


def _trail(behind: str) -> tuple[str, ...]:
    """Return the words of the clause that begin right behind a date."""
    for stop in _STOP.finditer(behind):
        if stop["word"] is None or not _is_short(stop["word"]):
            return _split(behind[: stop.start()])
    return _split(behind)


def _is_short(word: str) -> bool:
    return "." in word or (word[:1].isupper() and len(word) <= _SHORT)


def _opens(lead: Sequence[str]) -> bool:
    """Return whether nothing but prepositions stands before a date in its clause."""
    return all(word in _OPENERS or word in _LIMITS or word in _BETWEEN for word in lead)


def _split(text: str) -> tuple[str, ...]:
    text = text.replace("May", "")  # the month is no verb
    found = (word.lower().replace("’", "'") for word in _WORD.findall(text))
    return tuple(part for word in found for part in _parted(word))


def _parted(word: str) -> tuple[str, ...]:
    if word.endswith("n't"):
        return (word[:-3], "not")
    return (word[:-3], "will") if word.endswith("'ll") else (word,)


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
    return any(one == "to" and other in BASES for one, other in pairwise(lead))


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
            return found if meant is not Outlook.UNSURE else meant
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


# --- What was told before, and the year of a date without one ------------------------------------

_HALF_YEAR, _CLOSE, _SOON = 183, 46, 300  # days
_LONG_AGO = 2  # years
_Match = re.Match[str]


class Told(NamedTuple):
    """What the text has told last: a day (the middle of its month if not ``exact``) and a year.

    ``past`` says that the whole text tells of years long before its own date.
    """

    day: dt.date | None = None
    exact: bool = True
    year: int | None = None
    past: bool = False


class Frame(NamedTuple):
    """What a partial date is read against: the seed's date, and what was told before."""

    anchor: dt.date | None
    told: Told | None
    year: int | None = None  # told last, alone or in a date
    same: bool = False  # ``told`` stands in the same sentence
    beside: dt.date | None = None  # the day told last in the same sentence, to come or not

    @property
    def told_day(self) -> dt.date | None:
        """Return the day told last, or the middle of its month."""
        return self.told.day if self.told else None

    @property
    def told_exactly(self) -> dt.date | None:
        """Return the day told last, ``None`` if only its month is known."""
        return self.told.day if self.told and self.told.exact else None


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Return a day, ``None`` for one that does not exist."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def shifted(day: dt.date, days: int) -> dt.date | None:
    """Return the day that many days later, ``None`` beyond the calendar."""
    try:
        return day + dt.timedelta(days)
    except OverflowError:
        return None


def iso(day: dt.date | None) -> str | None:
    """Return a day in ISO form, if there is one."""
    return day.isoformat() if day else None


def iso_year(year: int | None, rest: str = "") -> str | None:
    """Return a year, and what is behind it, in ISO form, if it is in the calendar."""
    return f"{year:04d}{rest}" if year and dt.MINYEAR <= year <= dt.MAXYEAR else None


def iso_month(start: dt.date, steps: int) -> str | None:
    """Return the month that many months later, ``None`` beyond the calendar."""
    index = start.year * 12 + start.month - 1 + steps
    return iso_year(index // 12, f"-{index % 12 + 1:02d}")


def _distance(day: dt.date, near: dt.date) -> int:
    """Return how far a day is; texts look back more than ahead, so a coming day counts double."""
    days = (day - near).days
    return 2 * days if days > 0 else -days


def _around(month: int, day: int, near: dt.date) -> list[dt.date]:
    """Return that day in the year of ``near``, the one before and the one after."""
    days = (day_of(near.year + step, month, min(day, 28)) for step in (-1, 0, 1))
    return [each for each in days if each]


def _nearest(month: int, day: int, near: dt.date, seen: Outlook) -> dt.date:
    """Return such a day nearest to ``near``, on the side that the words tell."""
    days = _around(month, day, near)
    if seen is Outlook.AHEAD:
        days = [each for each in days if 0 <= (each - near).days <= _SOON] or days
    elif seen is Outlook.BEHIND:  # an article tells what comes after its date too
        days = [each for each in days if (each - near).days <= _CLOSE] or days
    return min(days, key=lambda each: _distance(each, near))


def last_year(month: int, told: dt.date) -> int:
    """Return the year of the last such month that had ended by the date told."""
    return told.year if month < told.month else told.year - 1


def _year_beside(month: int, day: int, frame: Frame, *, ahead: bool) -> int | None:
    """Return the year of a day told after another one; ``None`` if the two do not go together.

    A story goes on from the date it has told, by up to half a year, or looks back a little.  A
    day close to that of the article is about the present again.
    """
    told, anchor = frame.told_day, None if frame.same else frame.anchor
    if told is None:
        return None
    if anchor is not None and told.year != anchor.year:
        present = min(_around(month, day, anchor), key=lambda each: _distance(each, anchor))
        if _distance(present, anchor) <= _CLOSE:
            return None
    same = day_of(told.year, month, min(day, 28))
    if same and -_CLOSE * 2 <= (same - told).days <= _HALF_YEAR:
        return told.year
    after = day_of(told.year + 1, month, min(day, 28))
    known = frame.anchor is None or ahead or (after and after <= frame.anchor)
    on = after and known and (after - told).days <= _HALF_YEAR and frame.same
    return told.year + 1 if on else None


def _year_of_story(month: int, day: int, frame: Frame) -> int | None:
    """Return the year in which a text of history tells a day; it goes on from the one before."""
    told = frame.told_day
    if told is None or told.year != frame.year:
        return frame.year  # "In 1942 … in August"
    near = (each for each in _around(month, day, told) if (each - told).days >= -_CLOSE * 2)
    return min(near, key=lambda each: _distance(each, told)).year


_YEAR_BEFORE = re.compile(r"\b((?:last|this|next) year),?\s(?:on\s)?(?:the\s)?$")  # "on 8 May"
STEPS = {"last": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}
# The base of a change, which lies before what is told.
_SINCE = re.compile(
    r"\bsince\s(?:early\s|late\s|mid-?\s?)?$"
    r"|\b(?:from|with|against)\s[^,;.]{1,30}\sin\s(?:early\s|late\s|mid-?\s?)?$"
    r"|\b(?:than|above|below)\s(?:in\s|the\s)?$"
)


def year_of(match: _Match, month: int, day: int, frame: Frame) -> tuple[int | None, str | None]:
    """Return the year of a month or day, and the rule if the text leaves the year out."""
    given = match.groupdict().get("y")
    if given and given.isdigit():
        return int(given) + (2000 if len(given) == 2 else 0), None  # "4Q25"
    if given == "that year":
        return frame.year, f"that year, {frame.year}" if frame.year else None
    lead = match.string[max(0, match.start() - 140) : match.start()]
    before = _YEAR_BEFORE.search(lead[-24:])
    given = given or (before[1] if before else None)
    if given and frame.anchor:
        step = STEPS.get(given.split()[0], 0)
        return frame.anchor.year + step, f"{given}, from {frame.anchor}"
    seen = outlook(match.string, *match.span())
    return _year_left_out(lead, month, day, frame, seen)


def _year_left_out(
    lead: str, month: int, day: int, frame: Frame, seen: Outlook
) -> tuple[int | None, str | None]:
    """Return the year of a day that names none: beside the date told, else near the article's."""
    told = frame.told_day
    if frame.told and frame.told.past:
        year = _year_of_story(month, day, frame)
        return year, f"year of the date told before, {year}"
    if told and frame.same and _SINCE.search(lead):  # "in November 2025, up since January"
        return last_year(month, told), f"last such month before {told}"
    if told and (beside := _year_beside(month, day, frame, ahead=seen is Outlook.AHEAD)):
        return beside, f"year of the date told before, {beside}"
    near = frame.anchor or told
    if near is None:
        return None, None
    if lead.endswith("pre-") or _SINCE.search(lead):  # "the pre-April 4 rules"
        seen = Outlook.BEHIND
    nearest = _nearest(month, day, near, seen)
    if told and near.year - told.year >= _LONG_AGO and _distance(nearest, near) > _CLOSE:
        return None, None  # of the time of the story or of the present, nobody knows
    return nearest.year, f"year nearest to {near}"
