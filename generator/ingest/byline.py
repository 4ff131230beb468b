"""Read the lines at the head of an article, and the dateline: who wrote it, where it is from, when.

A line is taken apart at its marks; it belongs to the head only if every part is a name, an outlet,
a post, a place, a day or one of the few words that stand beside them.  A dateline is read the same
way, up to a dash, a colon or a bracket behind which a sentence begins.  A day needs its year, and
one after a word of change ("Updated") is by itself none of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.ingest.days import day_in, names_a_day, without_days
from generator.ingest.outlets import is_known, is_outlet, of_outlet, words
from generator.text import lexicon as w
from generator.text.lexicon import listed

DATELINE = "dateline"
BYLINE = "byline"
TIME = "time of publication"
HEAD = frozenset({DATELINE, BYLINE, TIME})
_LONGEST = 180  # characters of a line of the head
_MOST_WORDS = 12  # of one that ends in a stop
_FEW = 5  # words beside a day
_LED = 10  # words of a dateline that stands alone, its day apart
_FARTHEST = 140  # characters of a dateline
_LATEST = 900  # in which one begins that stands behind captions
_MARKS = re.compile(r"\s*(?:[|,;•·●()/\[\]@]|--+|\s[–—‐-]|:\s|[–—])\s*")
_JOINT = re.compile(r",\s*(?:and|&)\s+|[,;]\s*|\s+(?:and|&)\s+")
_CLOCK = re.compile(
    r"T?(?<!\d)\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?(?i:[ap]\.?m)\b\.?)?"
    r"(?:\s?[A-Z]{1,4}\b(?:[+-]\d{1,2}\b)?)?"
    r"|\b\d{1,2}\s?(?i:[ap]\.?m)\b\.?|\b\d{1,2}\s?[hmd]\b(?:\sago)?|\bpage ?\d{1,2}\b"
)
_GLUED = re.compile(r"(?<=[A-Z]{2})(?=[A-Z][a-z]{3})|(?<=\d)(?=[A-Z][a-z])|@\w+")  # "ESTUpdated"
_CREDITED = re.compile(r"\b(?:photo|image|picture|credit|photographer)s?\s?[:©]", re.IGNORECASE)
_OF_COUNTRY = re.compile(r"\s\([A-Z][A-Za-z ]{2,30}\)$")
_UPPER = "A-ZÀ-ÖØ-Þ"
_NAME = re.compile(rf"[{_UPPER}][A-Za-zÀ-ž.'-]*")
_BY = re.compile(
    r"(?:(?:story|written|reported|words|text|posted|published|reporting)[ ])?"
    r"by(?::\s*|\s+|$|(?-i:(?=[A-Z])))|(?:author|reporter|journalist|writer|byline)s?\s*:\s*",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"[{_UPPER}][\w.&'-]+(?: [{_UPPER}][\w.&'-]+){{0,4}}")
_BY_LATER = re.compile(r"[\s.]by[: ]\s*(?=[A-ZÀ-Þ])", re.IGNORECASE)
_PLACED = re.compile(rf"\s+in\s+(?:[{_UPPER}][\w.'-]*)(?:\s+[{_UPPER}][\w.'-]*){{0,2}}$")
_END = re.compile(
    r"\s?(?:--+|[–—―|‐]|-(?=\s)|(?<=[)/]\s)-(?=[\"'A-Z])|:(?=\s)|(?<=[)/\]])(?=\s)|(?<=[a-zA-Z]\))(?=[A-Z]))\s*"
)
_BRACKETS = re.compile(r"(?:(?<![^\s])/|\()\s?([^()/\[\]]{2,60}?)\s?[)/]|\[[^()/\[\]]{2,40}\]")
_PLACE = re.compile(rf"[{_UPPER}][\w.'-]*(?:\s+(?:of\s+)?[{_UPPER}][\w.'-]*){{0,3}}")
_STARTS = re.compile(rf"[\"'(\[]*(?:[{_UPPER}0-9$€£¥]|[ie][A-Z])")
_PLACES = re.compile(rf"(?<!\S)(?:[{_UPPER}]{{3,}}\b|\([{_UPPER}][\w. ]+\) [{_UPPER}])")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|@")
_STAMP = re.compile(r"date:? \d{4}-\d\d-\d\d\s+", re.IGNORECASE)

_NEVER = (w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"the"}) - words("particles")
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
    def reason(self) -> str:
        """Return why it is no text of the article."""
        return BYLINE if self.people or self.outlet or self.signed else TIME


@dataclass(frozen=True, slots=True)
class Dateline:
    """The length of a dateline with what stands before it, and the publisher it names."""

    length: int
    publisher: str | None = None
    start: int = 0


@lru_cache(maxsize=4096)
def head_line(line: str) -> Byline | None:
    """Return what a line (plain typography) says if it is one of an article's head."""
    line = _GLUED.sub(" | ", line.strip(" |*_#–—-"))
    told = line.endswith((".", "!", "?", '"')) and len(line.split()) > _MOST_WORDS
    if told or len(line) > _LONGEST or _CREDITED.search(line):
        return None
    if is_outlet(bare := _OF_COUNTRY.sub("", line)):
        line = bare
    rest = _CLOCK.sub(" ", without_days(line))
    timed, signed = rest != line, False
    by = _BY.match(rest) or _BY_LATER.search(rest)
    if by and len(before_change(rest)) < by.start():
        rest = rest[: by.start()]  # who last changed it
    elif by:
        rest, signed = f"{rest[: by.start()]} | {rest[by.end() :]}", True
    said = _said(rest, signed=signed)
    called = line.lower().split()  # "Senior Contributor"
    post = len(called) > 1 and set(called) <= words("roles") | words("role_words")
    known = said is not None and bool(said.people or said.outlet)
    if line.endswith(":") and known and not signed:
        return None
    if said is None or not (timed or signed or known or post or _only_times(rest)):
        return None
    sure = signed or said.sure or names_a_day(line) or not (said.people or said.outlet)
    days = day_in(before_change(line))
    return replace(said, days=days[:1] if said.people else days, sure=sure, signed=signed)


def dated(line: str) -> Byline | None:
    """Return what a short line beside a headline says if a day stands at one of its ends.

    "Jane Doe December 22, 2023 Comment now", "June 8, 2023 Share link"
    """
    line = line.strip(" |*_#–—-")
    days = day_in(before_change(line))
    bare = without_days(_CLOCK.sub(" ", line))
    rest = {word.lower() for word in bare.split()}
    told = not rest.isdisjoint(_NEVER) or re.search(r"\d|\.$", bare)
    if len(days) != 1 or len(rest) > _FEW or told:
        return None
    name = re.split(r"\s{2,}", bare.strip())[0]
    return Byline((name,) if is_name(name) else (), None, days, sure=True)


def before_change(line: str) -> str:
    """Return a line up to the first word that speaks of a change: "Updated", "modified"."""
    words_of = re.finditer(r"[A-Za-z-]+", line)
    at = (match.start() for match in words_of if match[0].lower() in words("changed"))
    return line[: next(at, len(line))]


def ends_changed(line: str) -> bool:
    """Return whether a line ends with a word of change, so that the day below it is one of it."""
    return line.rstrip(" :").rpartition(" ")[2].lower() in words("changed")


def _said(rest: str, *, signed: bool) -> Byline | None:
    """Return people and outlet of the parts of a line, ``None`` if a part is neither."""
    people: list[str] = []
    outlets: list[str] = []
    called: list[str] = []
    posted = False
    for piece in (piece for part in _MARKS.split(rest) for piece in _JOINT.split(part)):
        whole = is_outlet(piece)  # "The Hindu"
        bare = piece if whole else _untimed(_PLACED.sub("", piece.removeprefix("and ")))
        for name in _parted(bare):
            kind = _kind(name)
            posted = posted or kind == "post" or _without_post(name) != name
            if kind == "outlet":
                bare = _without_post(name)
                outlets.append(bare if is_outlet(bare) else of_outlet(name) or bare)
            elif kind == "name" and not piece.startswith("The "):
                people.append(name)
            elif kind is None and signed and people and _may_be_outlet(name):
                called.append(name)
            elif kind in {None, "name"} and not (signed and people):
                return None
    outlet = next(iter([*outlets, *called]), None)
    return Byline(tuple(people), outlet, (), posted)


def _may_be_outlet(name: str) -> bool:
    """Return whether what stands behind who signed has the form of a name, and of no post."""
    found = set(name.lower().split())
    return bool(_TITLED.fullmatch(name)) and not found & (words("experts") | words("roles"))


def _untimed(piece: str) -> str:
    """Return a piece without what stands beside a day or a name at its ends: "Share", "min"."""
    found = piece.strip(" .*_#:").split()
    beside = words("times") | words("buttons")
    for at in (0, -1):
        while found and (found[at].lower().strip(".:") in beside or found[at].isdigit()):
            found.pop(at)
    return " ".join(found)


def _parted(piece: str) -> tuple[str, ...]:
    """Part "Jane Doe Reuters", "Jane DoeNewsWire", "Jane Doe Nordic correspondent"."""
    for seam in re.finditer(rf"(?<=[a-zß-ÿ])(?=[{_UPPER}])", piece):
        name, outlet = piece[: seam.start()], piece[seam.start() :]
        if is_outlet(outlet) and is_name(name):
            return name, outlet
    found = piece.split()
    if len(found) > 3 and found[-1].lower() in words("roles") and is_name(" ".join(found[:2])):
        return " ".join(found[:2]), " ".join(found[2:])
    for at in range(2, len(found)):
        name, outlet = " ".join(found[:at]), " ".join(found[at:])
        if is_known(outlet) and is_name(name):
            return name, outlet
        if words("roles").isdisjoint(found[at - 1 : at]) or not name.islower():
            continue
        if is_name(outlet):  # "national affairs editor Jane Doe"
            return name, outlet
    return (piece,)


def _kind(piece: str) -> str | None:
    """Return what a piece of a line is: "name", "outlet", "post", "other", else ``None``."""
    found = [word.strip(".,:'").lower() for word in piece.split()]
    if not found or (set(found) <= _BESIDE and not is_known(piece)):
        return "other"
    if is_outlet(_without_post(piece)) or of_outlet(piece):
        return "outlet"
    if not words("roles").isdisjoint(found):
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


def late_dateline(paragraph: str) -> Dateline | None:
    """Return a dateline inside a paragraph in which captions or a deck lost their line break.

    It names its day or its agency: "Ores run short (Jakarta) October 14, 2025 – The ministry".
    """
    late: Dateline | None = None
    for place in _PLACES.finditer(paragraph, 1, _LATEST):
        if late and place.start() > late.length:
            break
        found = dateline(paragraph[place.start() :], first=False)
        end = place.start() + found.length if found else 0
        words = paragraph[place.start() : end]
        if found and (found.publisher or without_days(words) != words):
            late = Dateline(end, found.publisher, place.start())
    return late


def dateline_alone(line: str) -> Dateline | None:
    """Return the dateline that is all of a line, as in "SEOUL, Feb. 5 (Yonhap) --"."""
    bare = line.rstrip(" –—―-")
    found = dateline(f"{bare} – The news goes on.")
    if len(without_days(line).split()) > _LED or not found or found.length != len(bare) + 3:
        return None
    sure = bare != line or found.publisher or re.search(r"\d", bare)
    return Dateline(len(line), found.publisher) if sure else None


def _one(text: str, *, first: bool) -> Dateline | None:
    """Read one dateline: what stands before each mark that may end it is tried, the first five."""
    for number, mark in enumerate(_END.finditer(text, 2, _FARTHEST)):
        head, rest = text[: mark.start()], text[mark.end() :]
        if number > 5:
            break
        starts = _STARTS.match(rest) and len(rest[:60].split()) >= 3
        if starts and head.count("(") == head.count(")"):
            found = _read(head, mark[0].strip(), rest, first=first)
            if found:
                return Dateline(mark.end(), *found)
    return None


def _read(head: str, mark: str, rest: str, *, first: bool) -> tuple[str | None] | None:
    """Return the publisher that a dateline's words name, ``None`` if they are none."""
    head = head.replace("*", "")  # of Markdown
    inside = [part for found in _BRACKETS.findall(head) for part in re.split(r" [-–] |, ", found)]
    agency = next(
        (p for p in inside if p[:1].isalpha() and _kind(without_days(p)) != "other"), None
    )
    known = agency is not None and bool(is_outlet(agency) or of_outlet(agency))
    if known and mark not in {"", ":", "|"} and head.endswith((")", "/")):
        return (agency,)  # whatever stands before "(Reuters) -"
    bare = _WEEKDAY.sub(" ", _CLOCK.sub(" ", _BRACKETS.sub(" ", head)))
    dated = names_a_day(head) or without_days(head) != head
    parts = [part.strip(" .") for part in re.split(r"[,/]|\s[–—‐-](?=\s|$)", without_days(bare))]
    places = [part for part in parts if part]
    if len(places) > 4 or not all(map(_PLACE.fullmatch, places)) or _BY.match(head):
        return None
    city = any(map(is_city, places[:2]))
    capitals = bool(places) and places[0].isupper() and len(places[0]) > 2
    if not mark:
        return (agency,) if known and (dated or city or capitals or not places) else None
    if dated or (agency and (known or capitals or city)):
        return (agency,)
    outlet = places[-1] if places and is_outlet(places[-1]) else None  # "Example Daily:"
    if not places or (inside and not outlet) or places[0].lower() in words("no_places"):
        return None
    closed = re.search(r"[–—―]|\s-\s", re.split(r"[.!?]\s", rest, maxsplit=1)[0])
    open_end = mark not in {":", "|"} and not closed  # "Halifax, Nova Scotia –"
    shouted = capitals and (open_end or city or first)  # below, "SMITH:" speaks
    sure = shouted or (first and (outlet or city or open_end))
    return (outlet,) if sure else None


def is_city(place: str) -> bool:
    """Return whether a name is that of a city that stands in datelines."""
    first = place.lower().split()[:1]
    named = not listed("cities").isdisjoint((place, place.title()))
    return named or (len(place.split()) > 1 and first[0] in words("city_first"))


def is_name(text: str) -> bool:
    """Return whether words have the form of a person's name: 2 to 4 of them, with capitals."""
    found = text.split()
    large = [word for word in found if word == "Al" or word.lower() not in words("particles")]
    if not 2 <= len(large) <= 4 or {found[0], found[-1]} - {*large}:
        return False
    return all(_NAME.fullmatch(word) and word.lower() not in _NEVER for word in large)


def is_company(line: str) -> bool:
    """Return whether a line is a company's name and nothing else, as in the head of a report."""
    found = [word.strip(".,") for word in line.lower().split()]
    return 0 < len(found) <= 6 and not listed("companies").isdisjoint(found[-2:])
