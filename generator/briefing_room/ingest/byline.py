"""Read the lines at the head of an article: who wrote it, for which outlet, when.

A line is taken apart at its marks; it belongs to the head only if every part is a name, an outlet,
a post, a place, a day or one of the few words that stand beside them.  A day needs its year, and
one after a word of change ("Updated") is by itself none of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from briefing_room.ingest.days import day_in, names_a_day, without_days
from briefing_room.ingest.lines import squeezed
from briefing_room.text import lexicon as w
from briefing_room.text.lexicon import listed, table

# --- Papers, agencies and stations by their names -------------------------------------------------

_ADDRESS = re.compile(r"(?:www\.)?[\w-]{2,30}(?:\.[a-z]{2,3})?\.[a-zA-Z]{2,4}")


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of one list of ``bylines.yml``; "-" stands for a space."""
    return frozenset(str(table("bylines")[name]).split())


def is_outlet(name: str) -> bool:
    """Return whether a name is that of a paper, an agency, a station or a news site."""
    name = re.sub("^the ", "The ", name.strip())
    if name in words("agencies") or is_known(name) or _ADDRESS.fullmatch(name):
        return True
    found = name.removeprefix("The ").split()
    if (
        not 0 < len(found) <= 5
        or not name[:1].isupper()
        or ">" in name
        or not (end := _ending().search(name))
    ):
        return False
    before = name[: end.start()].removeprefix("The ")
    return before[-1:].isalpha() or not set(before.lower().split()) <= words("beside")


@cache
def _ending() -> re.Pattern[str]:
    """Return the words that may end the name of an outlet: apart with a capital, or joined."""
    ends = str(table("outlets")["endings"]).split()
    parted, joined = "|".join([*ends, *map(str.upper, ends)]), "|".join(ends)
    return re.compile(rf"(?:\b(?:{parted})|(?<=\w)(?i:{joined}))$")


def is_known(name: str) -> bool:
    """Return whether an outlet is one of those that are known, with "The" before it or not."""
    bare = name.removeprefix("The ")
    return name in known_outlets() or (" " in bare and bare in known_outlets())


@cache
def known_outlets() -> frozenset[str]:
    """Return the names of papers, agencies and stations that are known.

    "The" may be missing, but where a common word would be left: "Nation" is the name of a desk.
    """
    names = [str(name) for key in ("outlets", "state_media") for name in table("outlets")[key]]
    bare = (name.removeprefix("The ") for name in names)
    return frozenset((*names, *(name for name in bare if " " in name)))


def of_outlet(piece: str) -> str | None:
    """Return the known outlet whose desk a piece names: "BBC Verify"."""
    first, *desk = piece.split()
    known = first in known_outlets() and desk[:1] and desk[0].istitle()
    blog = _ADDRESS.fullmatch(first) and desk[:1] and desk[0].islower()  # "example.org blog posts"
    return first if (known or blog) and all(map(str.islower, desk[1:])) else None


@cache
def by_letters() -> Mapping[str, Sequence[str]]:
    """Return the known outlets by the letters of their names."""
    found: dict[str, list[str]] = {}
    for name in sorted(known_outlets()):
        found.setdefault(squeezed(name), []).append(name)
    return found


# --- The lines of a head --------------------------------------------------------------------------

DATELINE = "dateline"
BYLINE = "byline"
TIME = "time of publication"
HEAD = frozenset({DATELINE, BYLINE, TIME})
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
UPPER = "A-ZÀ-ÖØ-Þ"
_OF_AGENCY = re.compile(r"A[Pp] .{0,30}(?:[Ww]riter|[Rr]eporter|[Ee]ditor|[Cc]orrespondent)")
_PLAIN = re.compile(rf"[{UPPER}][\w&.'-]*(?: [{UPPER}&][\w&.'-]*){{0,3}}")
_NAME = re.compile(rf"[{UPPER}][A-Za-zÀ-ž.'-]*")
SIGNED = re.compile(
    r"(?:(?:story|written|reported|words|text|posted|published|reporting)[ ])?"
    r"by(?::\s*|\s+|$|(?-i:(?=[A-Z])))|(?:author|reporter|journalist|writer|byline)s?\s*:\s*",
    re.IGNORECASE,
)
_PLACED = re.compile(rf"\s+in\s+(?:[{UPPER}][\w.'-]*)(?:\s+[{UPPER}][\w.'-]*){{0,2}}$")

# Emphasis and pictures around a line, a desk's word: "🚨 *Up* 🚨", "(LEAD) Up", "FED:Up".
_BEFORE = re.compile(
    r"""^(?:[^\w\s"'(\[$€£]\s*|\([A-Z\d ]{3,12}\)\s+|[A-Z]{2,8}:(?=[A-Z][a-z]))+"""
)
_DESK = re.compile(
    r"([A-Za-z][A-Za-z -]{2,22}?)(?: ?\d)?\s*(?:[^\w\s\"'(,.-]\s*|\s-\s+|-(?=[A-Z]))+"
)

_NEVER = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"the", "u.s."}
_NEVER -= words("particles")
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


def is_city(place: str) -> bool:
    """Return whether a name is that of a city that stands in datelines."""
    first = place.lower().split()[:1]
    named = not listed("cities").isdisjoint((place, place.title()))
    return named or not words("city_first").isdisjoint(first)


def is_name(text: str) -> bool:
    """Return whether words have the form of a person's name: 2 to 4 of them, with capitals."""
    found = text.split()
    large = [word for word in found if word.lower() not in words("particles")]
    tells = any(word.lower() in w.THIRDS for word in found[:-1])  # "Acme Starts Mill"
    if not 2 <= len(large) <= 4 or tells:
        return False
    return all(_NAME.fullmatch(word) and word.lower() not in _NEVER for word in large)


def is_opinion_label(line: str) -> bool:
    """Return whether a line names the pages for opinions, alone or at an end of a way to it.

    "OPINION", "Guest essay", "Home / Opinion / Editorials", "Leaders | A rare chance".
    """
    parts = [part.strip(" :;,.") for part in re.split(r"[>›»/|]", line)]
    return any(map(calls_opinion, (next(filter(None, ends), "") for ends in (parts, parts[::-1]))))


def calls_opinion(label: str) -> bool:
    """Return whether a label names the pages for opinions, as "Guest opinion" does."""
    named = label.lower().split()
    return (
        len(named) < 6
        and named[:1] != ["by"]
        and not {"-".join(named), *named[-1:]}.isdisjoint(words("opinion"))
    )


def without_desk(title: str) -> tuple[str, bool]:
    """Return a title without the desk's label before it, and whether that calls it an opinion.

    "Opinion | The West should wait" and "UPDATE 2-Acme raises money" are so labelled.
    """
    title = _BEFORE.sub("", title)
    label = _DESK.match(title)
    if not label:
        return title, False
    opinion = calls_opinion(label[1])
    if not opinion and label[1].strip().lower().replace(" ", "-") not in words("desks"):
        return title, False
    return title[label.end() :], opinion
