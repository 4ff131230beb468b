"""Where a date lies that leaves its year out: by the verbs around it, and by what was told before.

A date that neither settles stays open: none is given rather than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from generator.text.lexicon import (
    BASES,
    DETERMINERS,
    PARTICIPLES,
    PASTS,
    PREPOSITIONS,
    is_adverb,
)
from generator.text.tables import table

_TABLE = table("dates")
#: Which way a word leads from a day.
STEPS: dict[str, int] = _TABLE["steps"]
_HALF_YEAR, _CLOSE, _SOON = 183, 46, 300  # days
_LONG_AGO, _HISTORY = 2, 10  # years
_Match = re.Match[str]


class Told(NamedTuple):
    """What the text has told last: a day (the middle of its month if not ``exact``) and a year."""

    day: dt.date | None = None
    exact: bool = True
    year: int | None = None


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


def iso_year(year: int | None, rest: str = "") -> str | None:
    """Return a year, and what is behind it, in ISO form, if it is in the calendar."""
    return f"{year:04d}{rest}" if year and dt.MINYEAR <= year <= dt.MAXYEAR else None


def iso_month(year: int | None, month: int) -> str | None:
    """Return a month in ISO form; months under 1 and over 12 are of other years."""
    if year is None:
        return None
    year, month = divmod(year * 12 + month - 1, 12)
    return iso_year(year, f"-{month + 1:02d}")


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


_YEAR_BEFORE = re.compile(r"\b((?:last|this|next) year),?\s(?:on\s)?(?:the\s)?$")  # "on 8 May"
# The base of a change, which lies before what is told.
_SINCE = re.compile(
    r"\bsince\s(?:early\s|late\s|mid-?\s?)?$"
    r"|\b(?:from|with|against)\s[^,;.]{1,30}\sin\s(?:early\s|late\s|mid-?\s?)?$"
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
    far = near.year - told.year if told else 0
    if far >= _HISTORY or (far >= _LONG_AGO and _distance(nearest, near) > _CLOSE):
        return None, None  # of the time of the story or of the present, nobody knows
    return nearest.year, f"year nearest to {near}"


# --- What the verbs around a date say -------------------------------------------------------------

_NEAR = 120  # letters around a date in which a verb is about it


class Outlook(Enum):
    """Where the words around a date put it, as seen from the day of the article."""

    AHEAD = "ahead"
    BEHIND = "behind"
    UNSURE = "unsure"  # there are cues, and they contradict each other
    OPEN = "open"  # nothing is said


def _words(name: str) -> frozenset[str]:
    return frozenset(each.strip() for each in _TABLE["cues"][name].split(","))


_AHEAD, _INTENDED, _MEANS = _words("ahead"), _words("intended"), _words("means")
_LASTING, _NEGATED, _DOUBTED = _words("lasting"), _words("negated"), _words("doubted")
_NO_PAST_BEHIND, _NO_PAST, _PAST = _words("no past behind"), _words("no past"), _words("past")
_BETWEEN, _OPENERS, _MODALS = _words("between"), _words("openers"), _words("modals")
_LONGEST = 3  # words of a cue
_VERB = 4  # words behind a date among which its verb stands
_FAR = 8  # words before a verb in which it is denied
_SHORT = 4  # letters of a past such as "used"
_WORD = re.compile(r"[a-z]+")
_STOP = re.compile(r"(?<![A-Z.][a-z.])(?<!\b[A-Z][a-z]{3})[.!?]['\"”’)]*\s+(?=[A-Z“\"'])|;\s")
_LIMITS = frozenset({"by", "before", "until", "till"})


def outlook(text: str, start: int, end: int) -> Outlook:
    """Return where the date at ``text[start:end]`` lies by the words around it."""
    lead = _lead(text[max(0, start - _NEAR) : start])
    behind = text[end : end + _NEAR]
    if behind.startswith(",") and not _opens(lead):
        behind = ""
    return _outlook(lead, _split(_STOP.split(behind, maxsplit=1)[0]))


def lies_ahead(before: str) -> bool:
    """Return whether the words before a date put it in the future."""
    return _outlook(_lead(before[-_NEAR:]), ()) is Outlook.AHEAD


def _lead(before: str) -> tuple[str, ...]:
    """Return the words of the clause that end right before a date."""
    return _split(_STOP.split(before)[-1])


def _split(text: str) -> tuple[str, ...]:
    """Return the words in small letters, without the month of May, which is no verb."""
    text = text.replace("May", "").replace("’", "'").lower()
    return tuple(_WORD.findall(text.replace("n't", " not").replace("'ll", " will")))


@lru_cache(maxsize=2048)
def _outlook(lead: tuple[str, ...], trail: tuple[str, ...]) -> Outlook:
    if trail and _opens(lead):
        return _first(trail)
    before = _last(lead)
    limit = next((word for word in reversed(lead) if word not in _BETWEEN), "")
    if trail[:1] == ("s",):  # "Thursday's ruling" says nothing of itself
        return Outlook.UNSURE if before is Outlook.AHEAD or limit == "before" else before
    if limit in _LIMITS or (limit == "to" and not _LASTING.isdisjoint(lead[-3:])):
        return _until(lead, limit, before)
    return _beside(lead, before, trail)


def _opens(lead: tuple[str, ...]) -> bool:
    """Return whether nothing but prepositions stands before a date: the verb behind it decides."""
    return all(word in _OPENERS or word in _LIMITS or word in _BETWEEN for word in lead)


def _first(words: tuple[str, ...]) -> Outlook:
    """Return what the first cue behind a date says: "on Friday they decided to" is past."""
    for at, word in enumerate(words):
        found = _cue(words, at)
        if found is Outlook.AHEAD and word.endswith("ed"):
            return Outlook.BEHIND if word in _MEANS else Outlook.UNSURE
        if found is not Outlook.OPEN:
            return found
    return Outlook.OPEN


def _until(lead: tuple[str, ...], limit: str, before: Outlook) -> Outlook:
    """Tell "stays until", "must by" from "had fallen by" and "it was not until"."""
    told = lead[: len(lead) - 1 - lead[::-1].index(limit)]
    if told and told[-1] in _NEGATED:
        return Outlook.OPEN
    lasts = limit != "by" and not _LASTING.isdisjoint(told)
    if before is not Outlook.BEHIND or lasts:
        return Outlook.AHEAD
    return Outlook.BEHIND if limit in {"by", "before"} else Outlook.UNSURE


def _beside(lead: tuple[str, ...], before: Outlook, trail: tuple[str, ...]) -> Outlook:
    """Weigh the verb before a date against one that follows it: "the court Thursday refused"."""
    verb = trail[0] if trail else ""
    behind = Outlook.AHEAD if verb in _MODALS else Outlook.BEHIND
    if behind is before or not (verb in _MODALS or _is_past(verb, ())):
        return before
    if lead[-1:] == ("on",) or lead[-1] not in PREPOSITIONS:
        return behind
    return Outlook.UNSURE if before is Outlook.AHEAD else before


def _last(words: tuple[str, ...]) -> Outlook:
    """Return what the last cue says; a verb behind "to" says less than what governs it."""
    meant = Outlook.OPEN
    for at in range(len(words) - 1, -1, -1):
        found = _cue(words, at)
        if words[at - 1 : at] == ("to",) and found is Outlook.AHEAD:
            meant = found
        elif found is not Outlook.OPEN:
            return found
        elif words[at : at + 2] == ("ahead", "of"):
            return Outlook.UNSURE  # "ahead of a vote on Sunday": whatever is told came first
    return meant


def _cue(words: tuple[str, ...], at: int) -> Outlook:
    """Return what the word at a place, with those around it, says of the time."""
    word, before, behind = words[at], words[max(0, at - _FAR) : at], words[at + 1 :]
    if word in _INTENDED or " ".join(words[at : at + 2]) in _INTENDED:
        if _is_attribute(before) or (
            word == "due" and behind[:1] == ("to",) and BASES.isdisjoint(behind[1:2])
        ):
            return Outlook.OPEN  # "the hastily planned trip", "due to its loss"
        return Outlook.UNSURE if _DOUBTED.intersection(before[-3:]) else Outlook.AHEAD
    if word in _MEANS and behind[:1] == ("to",):
        return Outlook.OPEN if behind[1:2] and behind[1] in DETERMINERS else Outlook.AHEAD
    if any(" ".join(words[at : at + size]) in _AHEAD for size in range(1, _LONGEST + 1)):
        denied = _NEGATED.intersection((*before, *behind[:1])) or "have" in behind[:2]
        return Outlook.BEHIND if word == "could" and denied else Outlook.AHEAD
    return Outlook.BEHIND if _is_past(word, before) else Outlook.OPEN


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
    return not _is_attribute(before) and before[-1:] not in {("be",), ("is",), ("are",), ("being",)}
