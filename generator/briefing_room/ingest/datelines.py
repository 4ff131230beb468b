"""Read datelines: place, day and agency before the first sentence of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing_room.ingest.bylines import CLOCK, part_kind
from briefing_room.ingest.days import strip_days
from briefing_room.ingest.names import UPPER, is_city, is_outlet

_MAX_CHARS = 140  # of a dateline
_MAX_WORDS = 10  # of a dateline on a line of its own, without its day
_DATELINE_END = re.compile(  # before the first sentence
    r"\s?(?:--+|[–—―|‐]|-(?=\s)|(?<=[)/]\s)-(?=[\"'A-Z])|:(?=\s)|(?<=[)/\]])(?=\s)|(?<=\d)(?:\s/|\.)(?=\s)|(?<=/)\.(?=\s)"
    r"|(?<=[a-zA-Z]\))(?=[A-Z]))\s*"
)
_BRACKETS = re.compile(  # "(Reuters)", "(jsk/dpa)", "/PRNewswire/", "[Staff]"
    r"\(\s?([^()\[\]]{2,60}?)\s?\)|(?:(?<!\S)/|\()\s?([^()/\[\]]{2,60}?)\s?[)/]|\[[^()/\[\]]{2,40}\]"
)
_PLACE = re.compile(rf"[{UPPER}][\w.'-]*(?:\s+(?:of\s+)?[{UPPER}][\w.'-]*){{0,3}}")
_STATE = re.compile(r"[A-Z]{2}")  # "IL"
_SENTENCE_START = re.compile(rf"[\"'(\[]*(?:[{UPPER}0-9$€£¥]|[ie][A-Z])")
_WIRE_CODE = re.compile(r"[^a-z]+|[A-Z][a-z]+[A-Z]\w+")  # "NEXSTAR", "NewsNation"
_NO_PLACE = re.compile(r"^date:? |\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|@")
_LIVE_BLOG_CLOCK = re.compile(  # before an entry: "10:02 GMT", "11.40 -"
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{1,4}T)?"
    r"(?:\s*(?:--+|[–—―|:-])\s*|(?<=T)\s+)(?=[A-Z\"'])"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline up to the first word of its sentence, and the publisher it names."""

    text: str
    publisher: str | None = None


def read_dateline(paragraph: str, *, first: bool = True) -> Dateline | None:
    """Read the dateline at the start of ``paragraph`` (straight quotes), if it has one.

    A city or outlet without day and agency counts only in the ``first`` paragraph, unless it is in
    capitals.  A dateline may have several parts: "LAS VEGAS, NV – October 6, 2025 –".
    """
    end, publisher = 0, None
    while part := _read_part(paragraph[end : end + _MAX_CHARS + 40], first=first):
        end += len(part.text)
        publisher = part.publisher or publisher
    return Dateline(paragraph[:end], publisher) if end else None


def clock_length(paragraph: str) -> int:
    """The length of the time at the start of an entry of a live blog, 0 if there is none."""
    clock = _LIVE_BLOG_CLOCK.match(paragraph)
    return clock.end() if clock else 0


def read_dateline_line(line: str) -> Dateline | None:
    """Read a dateline on a line of its own: "SEOUL, Feb. 5 (Yonhap) --"."""
    bare = line.rstrip(" –—―-")
    if ". (" in line or len(strip_days(line).split()) > _MAX_WORDS:
        return None  # a caption: "Ships leave port on Aug. 31, 2019. (AP)"
    whole = read_dateline(f"{bare} – The news goes on.")
    if whole is None or len(whole.text) != len(bare) + 3:
        return None
    return Dateline(line, whole.publisher)


def _read_part(text: str, *, first: bool) -> Dateline | None:
    """Read the text before the first mark that ends a dateline, ``None`` if there is none."""
    for mark in _DATELINE_END.finditer(text, 2, _MAX_CHARS):
        head, sentence = text[: mark.start()].replace("*", ""), text[mark.end() :]
        if _SENTENCE_START.match(sentence) and len(sentence[:60].split()) >= 3:
            separator, (agency, known) = mark[0].strip(), _find_agency(head)
            if known and separator and head.endswith((")", "/")):
                return Dateline(
                    text[: mark.end()], agency
                )  # anything may come before "(Reuters) -"
            places = _read_places(head)
            if places is None:
                continue
            has_day = strip_days(head) != head
            is_wire = agency and _WIRE_CODE.fullmatch(agency)
            if is_wire and not (places or known or has_day):  # "(NEXSTAR) —"
                return Dateline(text[: mark.end()]) if separator else None
            is_dateline = bool(has_day or agency) and (has_day or known or _has_place(places))
            if (
                is_dateline
                if separator
                else known and (not places or has_day or _has_place(places))
            ):
                return Dateline(text[: mark.end()], agency)
            outlet = places[-1] if places and is_outlet(places[-1]) else None  # "Example Daily:"
            speaks = separator in {"", ":", "|"}  # "SMITH:"
            in_capitals = _is_in_capitals(places) and not speaks
            if in_capitals or (separator and first and (outlet or _has_place(places))):
                return Dateline(text[: mark.end()], outlet)
    return None


def _find_agency(head: str) -> tuple[str | None, bool]:
    """Find the agency in brackets; the second value says whether it is a known outlet."""
    texts = (match[1] or match[2] or "" for match in _BRACKETS.finditer(head))
    inside = [part for text in texts for part in re.split(r" [-–] |, |/", text)]
    inside.sort(key=is_outlet, reverse=True)  # an agency before the initials of its reporter
    for part in inside:
        if is_outlet(part) or (part[:1].isalpha() and part_kind(strip_days(part)) != "other"):
            return part, is_outlet(part)
    return None, False


def _read_places(head: str) -> list[str] | None:
    """Read the places of a dateline, ``None`` if it has words that are no place, day or agency."""
    bare = strip_days(_NO_PLACE.sub(" ", CLOCK.sub(" ", _BRACKETS.sub(" ", head))))
    parts = [part.strip(" .") for part in re.split(r"[,/&]|\s[–—‐-](?=\s|$)", bare)]
    places = [part for part in parts if part]
    return places if all(map(_PLACE.fullmatch, places)) else None


def _has_place(places: list[str]) -> bool:
    """Whether the first or second name is a city, the second a state, or the first in capitals."""
    has_state = len(places) == 2 and _STATE.fullmatch(places[1]) is not None
    return any(map(is_city, places[:2])) or has_state or _is_in_capitals(places)


def _is_in_capitals(places: list[str]) -> bool:
    return bool(places) and places[0].isupper() and len(places[0]) > 2
