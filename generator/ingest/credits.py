"""Read what the lines at the head of a text say of it: who wrote it, who published it, when.

Only lines that are a byline, a dateline or a time of publication are read, and only what they say
in full: a day needs its year, and a number that may be a month or a day says nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.ingest.datelines import dateline_alone, names_outlet
from generator.ingest.days import day_in, names_a_day, without_days
from generator.text.lexicon import listed

GLUED = "head in one line with the text"
DATELINE = "dateline"
BYLINE = "byline"
TIME = "time of publication"
MAY_DATE = frozenset({DATELINE, BYLINE, TIME, GLUED})
_UPPER = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_UPPER}][\w.'-]*"
_NAME = rf"{_WORD}(?:\s+(?:de|da|van|von|der|al|bin|{_WORD})){{1,3}}"
_BY = re.compile(
    rf"""(?i:(?:(?:story|written|reported|words)\s+)?by:?\s+
    |(?:author|reporter|journalist|writer)s?\s*:\s*)
    (?P<people>{_NAME}(?:(?:,\s*and|,|;|\s+and|\s*&)\s+{_NAME})*)?(?P<rest>.*)""",
    re.VERBOSE,
)
_BARE = re.compile(rf"(?P<people>{_NAME}(?:(?:,\s*and|\s+and|\s*&)\s+{_NAME})*)(?P<rest>.*)")
_IN_PLACE = re.compile(rf"\s+in\s+{_WORD}(?:\s+{_WORD}){{0,2}}(?=\s*(?:and\b|,|;|&|$))")
_TIMES = re.compile(
    r"""\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|\b\d+[ -]min(?:ute)?s?\b(?:[ ](?:to[ ])?read)?
    |\b(?:first|last|published|posted|updated|modified|on|at|date|dated|[ap]\.?m
    |(?-i:[ECMP][SD]T|BST|CES?T|[IJK]ST|AE[SD]T|SGT|HKT|WAT|EAT)
    |gmt|utc|mon|tues?|wed|thu(?:rs)?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b\.?""",
    re.VERBOSE | re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[|,;•·()]|\s/\s|\s[–—-]\s)\s*|(?<=\w)\s+(?=for\b)")
_PEOPLE = re.compile(r",\s*and\s+|[,;]\s*|\s+and\s+|\s*&\s*")
_OFFICE = re.compile(
    r"\b(?:staff|senior|special|chief|writers?|correspondents?|reporters?|editors?|desk|bureau"
    r"|team|columnists?|contributors?|photographs?|agenc(?:y|ies)|updated?|published)\b",
    re.IGNORECASE,
)
_OUTLET = re.compile(rf"(?:The\s+)?{_WORD}(?:\s+(?:of\s+|the\s+|&\s+)*{_WORD}){{0,3}}")
_MARK = re.compile(
    r"\b(?:all|release|statement|conference|breaking|latest|top|local|more)\b", re.IGNORECASE
)
_COMPANY = listed("companies")
_AGENCIES = frozenset({"AP", "AFP", "EFE", "dpa", "PTI", "ANI", "IANS", "UPI", "TASS", "SANA"})
_CHANGED = re.compile(r"\b(?:updat|modif|revis|correct|edit)\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credits:
    """Author, publisher and day of publication, each as the text says it."""

    author: str | None = None
    publisher: str | None = None
    date: dt.date | None = None


NOT_SAID = Credits()


def credits_of(head: Iterable[tuple[str, str]], below: Iterable[tuple[str, str]] = ()) -> Credits:
    """Return what the lines of a head say; each comes with the reason it is no text for.

    Lines that name two days of publication name none; nor does a day on its own line where others
    stand on theirs ``below``, as in a chronicle.
    """
    said = NOT_SAID
    days: set[dt.date] = set()
    for line, reason in head:
        if reason in {BYLINE, GLUED}:
            author, publisher = _byline(line, glued=reason == GLUED)
            said = replace(
                said, author=said.author or author, publisher=said.publisher or publisher
            )
        alone = dateline_alone(line) if reason == DATELINE else None
        if alone:
            said = replace(said, publisher=alone.publisher or said.publisher)
        if reason in MAY_DATE:
            days.update(_published(line))
    if days:
        days.update(day for line, reason in below if reason == TIME for day in _published(line))
    return replace(said, date=days.pop()) if len(days) == 1 else said


def is_on_the_author(line: str, author: str | None) -> bool:
    """Return whether a short line says who the author is: "Jane Doe is a fellow at …"."""
    names = [re.escape(name) for name in _PEOPLE.split(author or "") if name]
    begins = rf"(?:{'|'.join(names)}),? (?:is|was|covers|writes|reports|heads|leads|teaches)\b"
    return bool(names) and len(line.split()) <= 60 and re.match(begins, line) is not None


def is_stamp(line: str) -> bool:
    """Return whether a line is a day and hardly more: "All News 15:02 February 05, 2026"."""
    words = re.findall(r"[^\W\d_]{2,}", _unstamped(line))
    return names_a_day(line) and not line.endswith(".") and len(words) <= 4


def is_signed(line: str) -> bool:
    """Return whether a line begins as a byline does, or with a name before a bar."""
    by = _BY.match(line) or re.match(rf"{_NAME}\s+[|·•]", line)
    return by is not None or is_outlet(_unstamped(line))


def is_placed(line: str) -> bool:
    """Return whether a line is names with the places they write from: "Jane Doe in Paris"."""
    names = rf"{_NAME}(?:\s+in\s+{_WORD}(?:\s+{_WORD}){{0,2}})"
    return re.fullmatch(rf"{names}(?:(?:,|,?\s+and|\s*&)\s+{names})*", line) is not None


def _unstamped(line: str) -> str:
    return _TIMES.sub(" ", without_days(line)).strip(" |,;·•–—-/:()0123456789")


def _byline(line: str, *, glued: bool) -> tuple[str | None, str | None]:
    """Return author and outlet; in a ``glued`` line nothing stands between them."""
    words = _IN_PLACE.sub("", _unstamped(line))
    if is_outlet(words) and not _BY.match(words):
        return None, words
    found = _BY.match(words) or _BARE.match(words)
    if not found:
        return None, None
    people = [name for name in _PEOPLE.split(found["people"] or "") if name]
    rest = found["rest"].strip()
    if people and re.match(r"[a-z]", rest) and _OFFICE.match(rest):  # "Jane Doe Nordic editor"
        people[-1] = " ".join(people[-1].split()[:2])
    if glued and people and is_outlet(" ".join(people[-1].split()[2:])):
        first, second, *outlet = people.pop().split()
        people += [f"{first} {second}", " ".join(outlet)]
    outlets = [name for name in people if is_outlet(name)]
    outlets += [part for part in _BETWEEN.split(rest) if is_outlet(part)]
    authors = [name for name in people if is_person(name)]
    return ", ".join(authors) or None, next(iter(outlets), None)


def is_company(line: str) -> bool:
    """Return whether a line is a company's name and nothing else, as in the head of a report."""
    last = [*line.lower().split(), ""][-2:-1]
    return len(line.split()) <= 6 and not _COMPANY.isdisjoint(word.strip(".,") for word in last)


def is_person(name: str) -> bool:
    """Return whether an author may be a person: no outlet, no company, no desk and no staff."""
    other = is_outlet(name) or is_company(name) or _OFFICE.search(name)
    return bool(name) and not other


def is_outlet(name: str) -> bool:
    """Return whether a name is that of a paper, an agency or a station."""
    name = name.strip()
    if name in _AGENCIES:
        return True
    named = _OUTLET.fullmatch(name) is not None and names_outlet(name)
    return named and not _OFFICE.search(name) and not _MARK.search(name)


def _published(line: str) -> Iterable[dt.date]:
    """Return the day that a line gives before any word that speaks of a change."""
    return day_in(_CHANGED.split(line, maxsplit=1)[0])
