"""Read the dateline of an article: where it is from, when, by which agency.

It is read as a line of the head is, up to a dash, a colon or a bracket behind which a sentence
begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing_room.ingest.bylines import CLOCK, kind_of
from briefing_room.ingest.days import without_days
from briefing_room.ingest.names import UPPER, is_city, is_outlet, of_outlet

_FARTHEST = 140  # characters of a dateline
_LED = 10  # words of a dateline that stands alone, its day apart
_END = re.compile(
    r"\s?(?:--+|[–—―|‐]|-(?=\s)|(?<=[)/]\s)-(?=[\"'A-Z])|:(?=\s)|(?<=[)/\]])(?=\s)|(?<=[a-zA-Z]\))(?=[A-Z]))\s*"
)
_BRACKETS = re.compile(r"(?:(?<![^\s])/|\()\s?([^()/\[\]]{2,60}?)\s?[)/]|\[[^()/\[\]]{2,40}\]")
_PLACE = re.compile(rf"[{UPPER}][\w.'-]*(?:\s+(?:of\s+)?[{UPPER}][\w.'-]*){{0,3}}")
_STARTS = re.compile(rf"[\"'(\[]*(?:[{UPPER}0-9$€£¥]|[ie][A-Z])")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|@")
_STAMP = re.compile(r"date:? \d{4}-\d\d-\d\d\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The length of a dateline with what stands before it, and the publisher it names."""

    length: int
    publisher: str | None = None


def dateline(paragraph: str, *, first: bool = True) -> Dateline | None:
    """Return the dateline at the start of ``paragraph`` (straight quotes), if it has one.

    A place in small letters or a name alone before a dash counts in the ``first`` paragraph only.
    Several may follow each other: "LAS VEGAS, NV – October 6, 2025 –".
    """
    stamp = _STAMP.match(paragraph)
    length, publisher = stamp.end() if stamp else 0, None
    while more := _one(paragraph[length : length + _FARTHEST + 40], first=first):
        length += more.length
        publisher = more.publisher or publisher
    return Dateline(length, publisher) if length else None


def dateline_alone(line: str) -> Dateline | None:
    """Return the dateline that is all of a line, as in "SEOUL, Feb. 5 (Yonhap) --"."""
    bare = line.rstrip(" –—―-")
    found = dateline(f"{bare} – The news goes on.")
    if ". (" in line:
        return None  # a caption: "Ships leave port on Aug. 31, 2019. (AP)"
    if len(without_days(line).split()) > _LED or not found or found.length != len(bare) + 3:
        return None
    return Dateline(len(line), found.publisher)


def _one(text: str, *, first: bool) -> Dateline | None:
    """Read one dateline: what stands before each mark that may end it is tried."""
    for mark in _END.finditer(text, 2, _FARTHEST):
        head, rest = text[: mark.start()], text[mark.end() :]
        if _STARTS.match(rest) and len(rest[:60].split()) >= 3:
            found = _read(head, mark[0].strip(), first=first)
            if found:
                return Dateline(mark.end(), *found)
    return None


def _read(head: str, mark: str, *, first: bool) -> tuple[str | None] | None:
    """Return the publisher that a dateline's words name, ``None`` if they are none."""
    head = head.replace("*", "")  # of Markdown
    inside = [part for found in _BRACKETS.findall(head) for part in re.split(r" [-–] |, ", found)]
    agency = next(
        (
            p
            for p in inside
            if is_outlet(p) or (p[:1].isalpha() and kind_of(without_days(p)) != "other")
        ),
        None,
    )
    known = agency is not None and bool(is_outlet(agency) or of_outlet(agency))
    if known and mark and head.endswith((")", "/")):
        return (agency,)  # whatever stands before "(Reuters) -"
    bare = _WEEKDAY.sub(" ", CLOCK.sub(" ", _BRACKETS.sub(" ", head)))
    dated = without_days(head) != head
    parts = [part.strip(" .") for part in re.split(r"[,/&]|\s[–—‐-](?=\s|$)", without_days(bare))]
    places = [part for part in parts if part]
    if not all(map(_PLACE.fullmatch, places)):
        return None
    city = any(map(is_city, places[:2]))
    capitals = bool(places) and places[0].isupper() and len(places[0]) > 2
    if not mark:
        return (agency,) if known and (dated or city or capitals or not places) else None
    alone = bool(agency and agency.isupper() and not (places or known or dated))  # "(NEXSTAR) —"
    if alone or dated or (agency and (known or capitals or city)):
        return (None if alone else agency,)
    outlet = places[-1] if places and is_outlet(places[-1]) else None  # "Example Daily:"
    if not places:
        return None
    shouted = capitals and mark not in {":", "|"}  # "SMITH:" speaks
    sure = shouted or (first and (outlet or city or capitals))
    return (outlet,) if sure else None
