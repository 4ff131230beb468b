"""Read the lines at the head of an article: author, outlet and day.

A line is split at its marks.  It belongs to the head only if every part is a name, an outlet, a
post, a place, a day or one of the few words used with them.  A day needs its year; a day after a
word of change ("Updated") is not a day of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing_room.ingest.days import days_in, names_a_day, without_days
from briefing_room.ingest.lines import Label
from briefing_room.ingest.names import (
    UPPER,
    byline_words,
    is_city,
    is_known,
    is_name,
    is_outlet,
)

_MAX_LINE_LETTERS = 400
_MAX_SENTENCE_WORDS = 12  # of a head line that ends in a stop
_PART_MARKS = re.compile(r"\s*(?:[|,;•·●()/\[\]@]|--+|\s[–—‐-]|:\s|[–—]|\sby\s)\s*")
_NAME_SEPARATOR = re.compile(r",\s*(?:and|&)\s+|[,;]\s*|\s+(?:and|&)\s+")
CLOCK = re.compile(
    r"T?(?<!\d)\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?(?i:[ap]\.?m)\b\.?)?"
    r"(?:\s?[A-Z]{1,4}\b(?:[+-]\d{1,2}\b)?|\s?[+-]\d{4}\b)?"
    r"|\b\d{1,2}\s?(?i:[ap]\.?m)\b\.?|\b\d{1,2}\s?[hmd]\b(?:\sago)?|\bpage ?\d{1,2}\b"
    r"|\b(?:an?|\d{1,2}) (?:minute|hour|day|week|month|year)s? ago\b"
)
_GLUED_WORDS = re.compile(  # "ESTUpdated"
    r"(?<=[A-Z]{2})(?=[A-Z][a-z]{3})|(?<=\d)(?=[A-Z][a-z])|(?<=[a-z])(?=(?:Sponsored|Writer|Reporter|Editor)$)|@\w+"
    r"|(?<=[a-z])(?=\d{1,2} [A-Z][a-z]{2})|\bSend an email\b|Leave a [Cc]omment\b"
    r"|\b(?:Web )?[Ee]ditors? ?: ?[a-z]+"
)
_PICTURE_CREDIT = re.compile(
    r"\b(?:photo|image|picture|credit|photographer)s?\s?[:©]|\btoggle caption .*(?:AP|Getty)\b",
    re.IGNORECASE,
)
_CAPITALISED_NAME = re.compile(rf"[{UPPER}][\w&.'-]*(?: [{UPPER}&][\w&.'-]*){{0,3}}")
SIGNED = re.compile(
    r"(?:(?:story|written|reported|words|text|posted|published|reporting)[ ])?"
    r"by(?::\s*|\s+|$|(?-i:(?=[A-Z])))|(?:author|reporter|journalist|writer|byline)s?\s*:\s*",
    re.IGNORECASE,
)
_LOCATION_SUFFIX = re.compile(rf"\s+in\s+(?:[{UPPER}][\w.'-]*)(?:\s+[{UPPER}][\w.'-]*){{0,2}}$")

_BYLINE_WORDS = frozenset().union(
    *map(byline_words, ("times", "beside", "opinion", "desks", "roles", "role_words"))
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line of the head says; ``sure`` if it cannot be anything else, wherever it is."""

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
    """Read a line of an article's head, in plain typography; ``None`` for any other line."""
    if len(line) > _MAX_LINE_LETTERS:
        return None
    has_handle = "@" in line
    line = _GLUED_WORDS.sub(" | ", line.strip(" |*_#–—-").removesuffix(", et al."))
    is_sentence = line.endswith((".", "!", "?", '"')) and len(line.split()) > _MAX_SENTENCE_WORDS
    if is_sentence or _PICTURE_CREDIT.search(line):
        return None
    text = CLOCK.sub(" ", without_days(line))
    has_time = text != line
    signature = SIGNED.match(text)
    is_published = line.lower().startswith("published")
    byline = _people_and_outlet(
        text[signature.end() :] if signature else text,
        signed=signature is not None,
        dated=is_published,
    )
    if byline is None:
        return None
    has_name = bool(byline.people or byline.outlet)
    if not (has_time or signature or has_name or _has_only_time_words(text)):
        return None
    sure = signature is not None or byline.sure or has_handle or names_a_day(line) or not has_name
    days = days_in(without_changes(line))
    days = days[:1] if byline.people else days
    return replace(byline, days=days, sure=sure, signed=signature is not None)


def without_changes(line: str) -> str:
    """Strip "Updated 4 May" and the like from a line, up to the word "published"."""
    retained, retain = [""], True
    for piece in re.split(r"([A-Za-z-]+)", line):
        word = piece.lower()
        retain = word in byline_words("published") or (
            retain and word not in byline_words("changed")
        )
        retained.append(piece if retain else "")
    return "".join(retained)


def _people_and_outlet(text: str, *, signed: bool, dated: bool) -> Byline | None:
    """Read people and outlet from the parts of a line, ``None`` if a part is neither.

    In a line that begins with "Published", ``dated``, an unknown name is an outlet.
    """
    people: list[str] = []
    outlets: list[str] = []
    has_post = False
    for part in _PART_MARKS.split(text):
        cleaned = part.rstrip(" ®™")
        for piece in [cleaned] if is_outlet(cleaned) else _NAME_SEPARATOR.split(part):
            stripped = _strip_times(_LOCATION_SUFFIX.sub("", re.sub("^(?:and|by) ", "", piece)))
            for name in _split_name_and_outlet(
                piece if is_outlet(piece) else stripped
            ):  # "The Hindu"
                kind = part_kind(name)
                outlet = _without_post(name)
                has_post = has_post or kind == "post" or outlet != name
                if kind == "outlet":
                    outlets.append(outlet)
                elif kind == "name" and not piece.startswith("The "):
                    people.append(name)
                elif dated and _CAPITALISED_NAME.fullmatch(name):
                    outlets.append(name)
                elif kind in {None, "name"} and not (signed and people):
                    return None
    return Byline(tuple(people), next(iter(outlets), None), (), has_post)


def _strip_times(piece: str) -> str:
    """Strip words such as "Share" and "min" from the ends of a piece."""
    remaining = piece.strip(" .*_#:").split()
    removable = byline_words("times") | byline_words("buttons")
    for end in (0, -1):
        while remaining and (
            remaining[end].lower().strip(".:!") in removable or remaining[end].isdigit()
        ):
            remaining.pop(end)
    return " ".join(remaining)


def _split_name_and_outlet(piece: str) -> tuple[str, ...]:
    """Split "Jane Doe Reuters", "Jane DoeNewsWire" or "Jane Doe Nordic correspondent" in two."""
    for seam in re.finditer(rf"(?<=[a-zß-ÿ])(?=[{UPPER}])", piece):
        name, outlet = piece[: seam.start()], piece[seam.start() :]
        if is_outlet(outlet) and is_name(name):
            return name, outlet
    tokens = piece.split()
    for index in range(2, len(tokens)):
        name, rest = " ".join(tokens[:index]), " ".join(tokens[index:])
        if is_outlet(name) and is_city(rest):
            return name, rest
        if is_name(name) and (is_known(rest) or tokens[-1].lower() in byline_words("roles")):
            return name, rest
    return (piece,)


def part_kind(piece: str) -> str | None:
    """The kind of a piece of a line: "name", "outlet", "post" or "other"; ``None`` if unknown."""
    tokens = [word.strip(".,:'").lower() for word in piece.split()]
    if set(tokens) <= _BYLINE_WORDS:
        return "other"
    if is_outlet(_without_post(piece)):
        return "outlet"
    if not byline_words("roles").isdisjoint(tokens) and len(tokens) < _MAX_SENTENCE_WORDS:
        return "post"
    if is_city(piece):
        return "other"
    return "name" if is_name(piece) and byline_words("beside").isdisjoint(tokens) else None


def _without_post(piece: str) -> str:
    """Strip a post from the end of a piece: "Nikkei staff writer" becomes "Nikkei"."""
    remaining = piece.split()
    while len(remaining) > 1 and remaining[-1].lower().strip(".,") in byline_words("roles"):
        remaining.pop()
    return " ".join(remaining)


def _has_only_time_words(rest: str) -> bool:
    """Whether a line has only words of time: "Published:", "3 min read"."""
    tokens = [word.lower() for word in re.findall(r"[^\W\d_]+", rest)]
    return bool(tokens) and set(tokens) <= byline_words("times")


# --- Datelines: place, day and agency -------------------------------------------------------------

_MAX_DATELINE_LETTERS = 140
_MAX_DATELINE_WORDS = 10  # of a dateline on a line of its own, without its day
_DATELINE_END = re.compile(  # before the first sentence
    r"\s?(?:--+|[–—―|‐]|-(?=\s)|(?<=[)/]\s)-(?=[\"'A-Z])|:(?=\s)|(?<=[)/\]])(?=\s)"
    r"|(?<=[a-zA-Z]\))(?=[A-Z]))\s*"
)
_BRACKETS = re.compile(r"(?:(?<![^\s])/|\()\s?([^()/\[\]]{2,60}?)\s?[)/]|\[[^()/\[\]]{2,40}\]")
_PLACE = re.compile(rf"[{UPPER}][\w.'-]*(?:\s+(?:of\s+)?[{UPPER}][\w.'-]*){{0,3}}")
_SENTENCE_START = re.compile(rf"[\"'(\[]*(?:[{UPPER}0-9$€£¥]|[ie][A-Z])")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|@")
_DATE_STAMP = re.compile(r"date:? \d{4}-\d\d-\d\d\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The length of a dateline from the start of its paragraph, and the publisher it names."""

    length: int
    publisher: str | None = None


def dateline(paragraph: str, *, first: bool = True) -> Dateline | None:
    """Read the dateline at the start of ``paragraph`` (straight quotes), if it has one.

    A place in lower case or a name alone before a dash counts only in the ``first`` paragraph.  A
    dateline may have several parts: "LAS VEGAS, NV – October 6, 2025 –".
    """
    stamp = _DATE_STAMP.match(paragraph)
    length, publisher = stamp.end() if stamp else 0, None
    while more := _one_dateline(
        paragraph[length : length + _MAX_DATELINE_LETTERS + 40], first=first
    ):
        length += more.length
        publisher = more.publisher or publisher
    return Dateline(length, publisher) if length else None


def dateline_alone(line: str) -> Dateline | None:
    """Read a dateline on a line of its own: "SEOUL, Feb. 5 (Yonhap) --"."""
    bare = line.rstrip(" –—―-")
    if ". (" in line or len(without_days(line).split()) > _MAX_DATELINE_WORDS:
        return None  # a caption: "Ships leave port on Aug. 31, 2019. (AP)"
    found_dateline = dateline(f"{bare} – The news goes on.")
    return (
        Dateline(len(line), found_dateline.publisher)
        if found_dateline and found_dateline.length == len(bare) + 3
        else None
    )


def _one_dateline(text: str, *, first: bool) -> Dateline | None:
    """Try the text before each mark that may end a dateline."""
    for mark in _DATELINE_END.finditer(text, 2, _MAX_DATELINE_LETTERS):
        head, rest = text[: mark.start()].replace("*", ""), text[mark.end() :]
        if _SENTENCE_START.match(rest) and len(rest[:60].split()) >= 3:
            separator, (agency, known) = mark[0].strip(), _agency(head)
            if known and separator and head.endswith((")", "/")):
                return Dateline(mark.end(), agency)  # anything may come before "(Reuters) -"
            places = _places(head)
            if places is None:
                continue
            has_day = without_days(head) != head
            if agency and agency.isupper() and not (places or known or has_day):  # "(NEXSTAR) —"
                return Dateline(mark.end()) if separator else None
            is_dateline = bool(has_day or agency) and (has_day or known or _is_place(places))
            if is_dateline if separator else known and (not places or has_day or _is_place(places)):
                return Dateline(mark.end(), agency)
            outlet = places[-1] if places and is_outlet(places[-1]) else None  # "Example Daily:"
            in_capitals = _is_in_capitals(places) and separator not in {
                "",
                ":",
                "|",
            }  # "SMITH:" speaks
            if in_capitals or (separator and first and (outlet or _is_place(places))):
                return Dateline(mark.end(), outlet)
    return None


def _agency(head: str) -> tuple[str | None, bool]:
    """The name in brackets, and whether it is a known outlet."""
    inside = [part for found in _BRACKETS.findall(head) for part in re.split(r" [-–] |, ", found)]
    for part in inside:
        if is_outlet(part) or (part[:1].isalpha() and part_kind(without_days(part)) != "other"):
            return part, is_outlet(part)
    return None, False


def _places(head: str) -> list[str] | None:
    """The places of a dateline without its day, ``None`` if it has other words."""
    bare = without_days(_WEEKDAY.sub(" ", CLOCK.sub(" ", _BRACKETS.sub(" ", head))))
    parts = [part.strip(" .") for part in re.split(r"[,/&]|\s[–—‐-](?=\s|$)", bare)]
    places = [part for part in parts if part]
    return places if all(map(_PLACE.fullmatch, places)) else None


def _is_place(places: list[str]) -> bool:
    """Whether the names include a city, or the first is in capitals."""
    return any(map(is_city, places[:2])) or _is_in_capitals(places)


def _is_in_capitals(places: list[str]) -> bool:
    return bool(places) and places[0].isupper() and len(places[0]) > 2
