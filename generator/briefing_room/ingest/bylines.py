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
from briefing_room.ingest.labels import Label
from briefing_room.ingest.names import (
    UPPER,
    is_city,
    is_known,
    is_name,
    is_outlet,
    of_outlet,
    words,
)

_LONGEST = 400  # letters of a line of a head
_LONGEST = 400  # letters of a line of a head
_MOST_WORDS = 12  # of one that ends in a stop
_MARKS = re.compile(r"\s*(?:[|,;•·●()/\[\]@]|--+|\s[–—‐-]|:\s|[–—])\s*")
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
_OF_AGENCY = re.compile(r"A[Pp] .{0,30}(?:[Ww]riter|[Rr]eporter|[Ee]ditor|[Cc]orrespondent)")
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
        """Return why it is no text of the article."""
        return Label.BYLINE if self.people or self.outlet or self.signed else Label.TIME


@lru_cache(maxsize=4096)
def head_line(line: str) -> Byline | None:
    """Return what a line (plain typography) says if it is one of an article's head."""
    if len(line) > _LONGEST:
        return None
    handle = "@" in line
    line = _GLUED.sub(" | ", line.strip(" |*_#–—-").removesuffix(", et al."))
    sentence = line.endswith((".", "!", "?", '"')) and len(line.split()) > _MOST_WORDS
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
    """Return a line without what a word of change dates: "Updated 4 May", up to "published"."""
    kept, keep = [""], True
    for piece in re.split(r"([A-Za-z-]+)", line):
        word = piece.lower()
        keep = word in words("first_said") or (keep and word not in words("changed"))
        kept.append(piece if keep else "")
    return "".join(kept)


def _people_and_outlet(text: str, *, signed: bool, dated: bool) -> Byline | None:
    """Return people and outlet of the parts of a line, ``None`` if a part is neither.

    Behind "Published" and its day, ``dated``, stands an outlet, if nobody.
    """
    people: list[str] = []
    outlets: list[str] = []
    post = False
    for part in _MARKS.split(text):
        whole = part.rstrip(" ®™")
        for piece in [whole] if is_outlet(whole) else _JOINT.split(part):
            bare = _untimed(_PLACED.sub("", re.sub("^(?:and|by) ", "", piece)))
            if _OF_AGENCY.fullmatch(bare):
                post = True
                continue
            for name in _parted(piece if is_outlet(piece) else bare):  # "The Hindu"
                kind = kind_of(name)
                without = _without_post(name)
                post = post or kind == "post" or without != name
                if kind == "outlet":
                    outlets.append(without if is_outlet(without) else of_outlet(name) or without)
                elif kind == "name" and not piece.startswith("The "):
                    people.append(name)
                elif dated and _PLAIN.fullmatch(name):
                    outlets.append(name)
                elif kind in {None, "name"} and not (signed and people):
                    return None
    return Byline(tuple(people), next(iter(outlets), None), (), post)


def _untimed(piece: str) -> str:
    """Return a piece without what stands beside a day or a name at its ends: "Share", "min"."""
    found = piece.strip(" .*_#:").split()
    beside = words("times") | words("buttons")
    for at in (0, -1):
        while found and (found[at].lower().strip(".:!") in beside or found[at].isdigit()):
            found.pop(at)
    return " ".join(found)


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
    """Return what a piece of a line is: "name", "outlet", "post", "other", else ``None``."""
    found = [word.strip(".,:'").lower() for word in piece.split()]
    if set(found) <= _BESIDE:
        return "other"
    if is_outlet(_without_post(piece)) or of_outlet(piece):
        return "outlet"
    if not words("roles").isdisjoint(found) and len(found) < _MOST_WORDS:
        return "post"
    if is_city(piece):
        return "other"
    return "name" if is_name(piece) and words("beside").isdisjoint(found) else None


def _without_post(piece: str) -> str:
    """Return a piece without a post at its end: "Nikkei staff writer" is of Nikkei."""
    found = piece.split()
    while len(found) > 1 and found[-1].lower().strip(".,") in words("roles"):
        found.pop()
    return " ".join(found)


def _only_times(rest: str) -> bool:
    """Return whether a line is nothing but words of time: "Published:", "3 min read"."""
    found = [word.lower() for word in re.findall(r"[^\W\d_]+", rest)]
    return bool(found) and set(found) <= words("times")
