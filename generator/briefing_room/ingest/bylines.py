"""Read the lines at the head of an article: who wrote it, for which outlet, when.

A line is taken apart at its marks; it belongs to the head only if every part is a name, an outlet,
a post, a place, a day or one of the few words that stand beside them.  A day needs its year, and
one after a word of change ("Updated") is by itself none of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing_room.ingest.days import day_in, names_a_day, without_days
from briefing_room.ingest.lines import Label
from briefing_room.ingest.names import (
    UPPER,
    is_city,
    is_known,
    is_name,
    is_outlet,
    words,
)

_MAX_LETTERS = 400  # of a line of a head
_MAX_WORDS_OF_SENTENCE = 12  # of a line of a head that ends in a stop
_PART_MARKS = re.compile(r"\s*(?:[|,;•·●()/\[\]@]|--+|\s[–—‐-]|:\s|[–—]|\sby\s)\s*")
_JOINT = re.compile(r",\s*(?:and|&)\s+|[,;]\s*|\s+(?:and|&)\s+")
CLOCK = re.compile(
    r"T?(?<!\d)\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?(?i:[ap]\.?m)\b\.?)?"
    r"(?:\s?[A-Z]{1,4}\b(?:[+-]\d{1,2}\b)?|\s?[+-]\d{4}\b)?"
    r"|\b\d{1,2}\s?(?i:[ap]\.?m)\b\.?|\b\d{1,2}\s?[hmd]\b(?:\sago)?|\bpage ?\d{1,2}\b"
    r"|\b(?:an?|\d{1,2}) (?:minute|hour|day|week|month|year)s? ago\b"
)
_GLUED = re.compile(  # "ESTUpdated"
    r"(?<=[A-Z]{2})(?=[A-Z][a-z]{3})|(?<=\d)(?=[A-Z][a-z])|(?<=[a-z])(?=(?:Sponsored|Writer|Reporter|Editor)$)|@\w+"
    r"|(?<=[a-z])(?=\d{1,2} [A-Z][a-z]{2})|\bSend an email\b|Leave a [Cc]omment\b"
    r"|\b(?:Web )?[Ee]ditors? ?: ?[a-z]+"
)
_CREDITED = re.compile(
    r"\b(?:photo|image|picture|credit|photographer)s?\s?[:©]|\btoggle caption .*(?:AP|Getty)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"[{UPPER}][\w&.'-]*(?: [{UPPER}&][\w&.'-]*){{0,3}}")
SIGNED = re.compile(
    r"(?:(?:story|written|reported|words|text|posted|published|reporting)[ ])?"
    r"by(?::\s*|\s+|$|(?-i:(?=[A-Z])))|(?:author|reporter|journalist|writer|byline)s?\s*:\s*",
    re.IGNORECASE,
)
_PLACED = re.compile(rf"\s+in\s+(?:[{UPPER}][\w.'-]*)(?:\s+[{UPPER}][\w.'-]*){{0,2}}$")

_BESIDE = frozenset().union(
    *map(words, ("times", "beside", "opinion", "desks", "roles", "role_words"))
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line of the head says; ``sure`` if it can be nothing else, whatever its place."""

    people: tuple[str, ...] = ()
    outlet: str | None = None
    days: tuple[dt.date, ...] = ()
    sure: bool = False
    signed: bool = False

    @property
    def label(self) -> Label:
        return Label.BYLINE if self.people or self.outlet or self.signed else Label.TIME


@lru_cache(maxsize=4096)
def head_line(line: str) -> Byline | None:
    """Read a line (plain typography) if it is one of an article's head."""
    if len(line) > _MAX_LETTERS:
        return None
    handle = "@" in line
    line = _GLUED.sub(" | ", line.strip(" |*_#–—-").removesuffix(", et al."))
    sentence = line.endswith((".", "!", "?", '"')) and len(line.split()) > _MAX_WORDS_OF_SENTENCE
    if sentence or _CREDITED.search(line):
        return None
    text = CLOCK.sub(" ", without_days(line))
    timed = text != line
    by = SIGNED.match(text)
    dated = line.lower().startswith("published")
    found = _people_and_outlet(text[by.end() :] if by else text, signed=by is not None, dated=dated)
    if found is None:
        return None
    named = bool(found.people or found.outlet)
    if not (timed or by or named or _only_times(text)):
        return None
    sure = by is not None or found.sure or handle or names_a_day(line) or not named
    days = day_in(before_change(line))
    days = days[:1] if found.people else days
    return replace(found, days=days, sure=sure, signed=by is not None)


def before_change(line: str) -> str:
    """Strip from a line what a word of change dates: "Updated 4 May", up to "published"."""
    retained, retain = [""], True
    for piece in re.split(r"([A-Za-z-]+)", line):
        word = piece.lower()
        retain = word in words("published") or (retain and word not in words("changed"))
        retained.append(piece if retain else "")
    return "".join(retained)


def _people_and_outlet(text: str, *, signed: bool, dated: bool) -> Byline | None:
    """Read people and outlet of the parts of a line, ``None`` if a part is neither.

    Behind "Published" and its day, ``dated``, stands an outlet, if nobody.
    """
    people: list[str] = []
    outlets: list[str] = []
    post = False
    for part in _PART_MARKS.split(text):
        whole = part.rstrip(" ®™")
        for piece in [whole] if is_outlet(whole) else _JOINT.split(part):
            bare = _untimed(_PLACED.sub("", re.sub("^(?:and|by) ", "", piece)))
            for name in _parted(piece if is_outlet(piece) else bare):  # "The Hindu"
                kind = kind_of(name)
                without = _without_post(name)
                post = post or kind == "post" or without != name
                if kind == "outlet":
                    outlets.append(without)
                elif kind == "name" and not piece.startswith("The "):
                    people.append(name)
                elif dated and _PLAIN.fullmatch(name):
                    outlets.append(name)
                elif kind in {None, "name"} and not (signed and people):
                    return None
    return Byline(tuple(people), next(iter(outlets), None), (), post)


def _untimed(piece: str) -> str:
    """Strip from a piece what stands beside a day or a name at its ends: "Share", "min"."""
    remaining = piece.strip(" .*_#:").split()
    beside = words("times") | words("buttons")
    for end in (0, -1):
        while remaining and (
            remaining[end].lower().strip(".:!") in beside or remaining[end].isdigit()
        ):
            remaining.pop(end)
    return " ".join(remaining)


def _parted(piece: str) -> tuple[str, ...]:
    """Part "Jane Doe Reuters", "Jane DoeNewsWire", "Jane Doe Nordic correspondent"."""
    for seam in re.finditer(rf"(?<=[a-zß-ÿ])(?=[{UPPER}])", piece):
        name, outlet = piece[: seam.start()], piece[seam.start() :]
        if is_outlet(outlet) and is_name(name):
            return name, outlet
    found = piece.split()
    for at in range(2, len(found)):
        name, rest = " ".join(found[:at]), " ".join(found[at:])
        if is_outlet(name) and is_city(rest):
            return name, rest
        if is_name(name) and (is_known(rest) or found[-1].lower() in words("roles")):
            return name, rest
    return (piece,)


def kind_of(piece: str) -> str | None:
    """Tell what a piece of a line is: "name", "outlet", "post", "other", else ``None``."""
    found = [word.strip(".,:'").lower() for word in piece.split()]
    if set(found) <= _BESIDE:
        return "other"
    if is_outlet(_without_post(piece)):
        return "outlet"
    if not words("roles").isdisjoint(found) and len(found) < _MAX_WORDS_OF_SENTENCE:
        return "post"
    if is_city(piece):
        return "other"
    return "name" if is_name(piece) and words("beside").isdisjoint(found) else None


def _without_post(piece: str) -> str:
    """Strip a post at the end of a piece: "Nikkei staff writer" is of Nikkei."""
    remaining = piece.split()
    while len(remaining) > 1 and remaining[-1].lower().strip(".,") in words("roles"):
        remaining.pop()
    return " ".join(remaining)


def _only_times(rest: str) -> bool:
    """Whether a line is nothing but words of time: "Published:", "3 min read"."""
    found = [word.lower() for word in re.findall(r"[^\W\d_]+", rest)]
    return bool(found) and set(found) <= words("times")


# --- Datelines: where an article is from, when, by which agency -----------------------------------

_MAX_DATELINE_LETTERS = 140
_MAX_WORDS_ALONE = 10  # of a dateline that is a line of its own, its day apart
_DATELINE_END = re.compile(  # behind which a sentence begins
    r"\s?(?:--+|[–—―|‐]|-(?=\s)|(?<=[)/]\s)-(?=[\"'A-Z])|:(?=\s)|(?<=[)/\]])(?=\s)"
    r"|(?<=[a-zA-Z]\))(?=[A-Z]))\s*"
)
_BRACKETS = re.compile(r"(?:(?<![^\s])/|\()\s?([^()/\[\]]{2,60}?)\s?[)/]|\[[^()/\[\]]{2,40}\]")
_PLACE = re.compile(rf"[{UPPER}][\w.'-]*(?:\s+(?:of\s+)?[{UPPER}][\w.'-]*){{0,3}}")
_SENTENCE_START = re.compile(rf"[\"'(\[]*(?:[{UPPER}0-9$€£¥]|[ie][A-Z])")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|@")
_STAMP = re.compile(r"date:? \d{4}-\d\d-\d\d\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The length of a dateline with what stands before it, and the publisher it names."""

    length: int
    publisher: str | None = None


def dateline(paragraph: str, *, first: bool = True) -> Dateline | None:
    """Read the dateline at the start of ``paragraph`` (straight quotes), if it has one.

    A place in small letters or a name alone before a dash counts in the ``first`` paragraph only.
    Several may follow each other: "LAS VEGAS, NV – October 6, 2025 –".
    """
    stamp = _STAMP.match(paragraph)
    length, publisher = stamp.end() if stamp else 0, None
    while more := _one_dateline(
        paragraph[length : length + _MAX_DATELINE_LETTERS + 40], first=first
    ):
        length += more.length
        publisher = more.publisher or publisher
    return Dateline(length, publisher) if length else None


def dateline_alone(line: str) -> Dateline | None:
    """Read a dateline that is all of a line, as in "SEOUL, Feb. 5 (Yonhap) --"."""
    bare = line.rstrip(" –—―-")
    if ". (" in line or len(without_days(line).split()) > _MAX_WORDS_ALONE:
        return None  # a caption: "Ships leave port on Aug. 31, 2019. (AP)"
    led = dateline(f"{bare} – The news goes on.")
    return Dateline(len(line), led.publisher) if led and led.length == len(bare) + 3 else None


def _one_dateline(text: str, *, first: bool) -> Dateline | None:
    """Try what stands before each mark that may end a dateline."""
    for mark in _DATELINE_END.finditer(text, 2, _MAX_DATELINE_LETTERS):
        head, rest = text[: mark.start()].replace("*", ""), text[mark.end() :]
        if _SENTENCE_START.match(rest) and len(rest[:60].split()) >= 3:
            sign, (agency, known) = mark[0].strip(), _agency(head)
            if known and sign and head.endswith((")", "/")):
                return Dateline(mark.end(), agency)  # whatever stands before "(Reuters) -"
            places = _places(head)
            if places is None:
                continue
            dated = without_days(head) != head
            if agency and agency.isupper() and not (places or known or dated):  # "(NEXSTAR) —"
                return Dateline(mark.end()) if sign else None
            lead = bool(dated or agency) and (dated or known or _is_place(places))
            if lead if sign else known and (not places or dated or _is_place(places)):
                return Dateline(mark.end(), agency)
            outlet = places[-1] if places and is_outlet(places[-1]) else None  # "Example Daily:"
            shouted = _is_shouted(places) and sign not in {"", ":", "|"}  # "SMITH:" speaks
            if shouted or (sign and first and (outlet or _is_place(places))):
                return Dateline(mark.end(), outlet)
    return None


def _agency(head: str) -> tuple[str | None, bool]:
    """Find who stands in brackets, and whether it is an outlet that is known."""
    inside = [part for found in _BRACKETS.findall(head) for part in re.split(r" [-–] |, ", found)]
    for part in inside:
        if is_outlet(part) or (part[:1].isalpha() and kind_of(without_days(part)) != "other"):
            return part, is_outlet(part)
    return None, False


def _places(head: str) -> list[str] | None:
    """List the places of a dateline without its day, ``None`` if other words stand there."""
    bare = without_days(_WEEKDAY.sub(" ", CLOCK.sub(" ", _BRACKETS.sub(" ", head))))
    parts = [part.strip(" .") for part in re.split(r"[,/&]|\s[–—‐-](?=\s|$)", bare)]
    places = [part for part in parts if part]
    return places if all(map(_PLACE.fullmatch, places)) else None


def _is_place(places: list[str]) -> bool:
    """Whether names are those of a city, or the first is in capitals."""
    return any(map(is_city, places[:2])) or _is_shouted(places)


def _is_shouted(places: list[str]) -> bool:
    return bool(places) and places[0].isupper() and len(places[0]) > 2
