"""Read the lines at the head of an article: who wrote it, who published it, when, and as what.

A line is taken apart at its marks; it belongs to the head only if every part is a name, an outlet,
a post, a place, a day or one of the few words that stand beside them.  A day needs its year, and
one after a word of change ("Updated") is none of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.ingest.dateline import (
    dateline_alone,
    day_in,
    is_city,
    is_outlet,
    names_a_day,
    outlets,
    without_days,
    words,
)
from generator.text import lexicon as w
from generator.text.lexicon import listed

GLUED = "head in one line with the text"
DATELINE = "dateline"
BYLINE = "byline"
TIME = "time of publication"
HEAD = frozenset({DATELINE, BYLINE, TIME, GLUED})
CORRECTED, CORRECTION, UPDATE = "corrected text", "correction", "update"
_LONGEST = 180  # characters of a line of the head
_MOST_WORDS = 12  # of one that ends in a stop
_MARKS = re.compile(r"\s*(?:[|,;•·●()/\[\]]|--+|\s[–—-]|:\s|[–—])\s*")
_JOINT = re.compile(r",\s*(?:and|&)\s+|[,;]\s*|\s+(?:and|&)\s+")
_CLOCK = re.compile(
    r"T?(?<!\d)\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?(?i:[ap]\.?m)\b\.?)?(?:\s?[A-Z]{1,4}\b)?"
    r"|\b\d{1,2}\s?(?i:[ap]\.?m)\b\.?|\b\d{1,2}\s?[hmd]\b(?:\sago)?"
)
_UPPER = "A-ZÀ-ÖØ-Þ"
_WORD = re.compile(rf"[{_UPPER}][A-Za-zÀ-ž.'-]*")
_BY = re.compile(
    r"(?:(?:story|written|reported|words|text|posted|published|reporting)[ ])?"
    r"by(?::\s*|\s+|$|(?=[A-ZÀ-Þ][a-z]))|(?:author|reporter|journalist|writer)s?\s*:\s*",
    re.IGNORECASE,
)
_SEAM = re.compile(rf"((?:[{_UPPER}][\w.'-]*\s+){{1,3}}[{_UPPER}][a-z'-]+)(?=[{_UPPER}])(\w+) ")
_GLUED_DAY = re.compile(r"(?<=[A-Za-z])(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)")
_BEHIND = re.compile(  # "Comment Now!", "4:29 AM ESTUpdated an hour ago"
    r"\s+(?i:Comment Now|(?:Leave|Add) a Comment)!?$|(?<=[A-Z]T)Updated\b.*$"
)
_EDITORS = re.compile(r"(?:editors?\s*:|(?:copy )?edit(?:ed|ing) by\b)", re.IGNORECASE)
_BY_LATER = re.compile(r"[\s.]by[: ]\s*(?=[A-ZÀ-Þ])", re.IGNORECASE)
_PLACED = re.compile(rf"\s+in\s+(?:[{_UPPER}][\w.'-]*)(?:\s+[{_UPPER}][\w.'-]*){{0,2}}$")
_NEVER = (w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"the"}) - words("particles")
_VIEWS = re.compile(
    r".{0,40}\b(?:views|opinions)\b.{0,60}\b(?:author|authors|writer|own)\b", re.IGNORECASE
)
_VIEWS_AT_END = re.compile(
    r"[.!?][\"')]*\s+[(\[]?(the (?:views|opinions) expressed\b[^.!?]{0,200}[.!]?[)\]]?)$",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"""\W*(?:(?:refile|rpt|repeat)\W{1,3})?
    (?:(?P<corrected>corrected)(?:\s\d+)?\s*[-–—:|)\]]
    |\((?P<corrects>corrects|correcting|to[ ]correct)\b
    |(?P<correction>corrections?|erratum|corrigendum)\s*[-–—:|)\]]
    |(?:update|wrapup)\s?(?P<update>\d+)?\s*[-–—:|)\]])""",
    re.VERBOSE | re.IGNORECASE,
)


_OTHER = frozenset().union(
    *map(words, ("times", "beside", "opinion", "desks", "roles", "role_words"))
)


@dataclass(frozen=True, slots=True)
class Credits:
    """Author, publisher and day of publication, each as the text says it."""

    author: str | None = None
    publisher: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class HeadLine:
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


def head_line(line: str, *, glued: bool = False) -> HeadLine | None:
    """Return what a line (plain typography) says if it is one of an article's head.

    In a ``glued`` line nothing stands between an author and the outlet.
    """
    line = line.strip(" |*_#–—-")
    told = line.endswith((".", "!", "?", '"')) and len(line.split()) > _MOST_WORDS
    if told or len(line) > _LONGEST:
        return None
    if _EDITORS.match(line):
        return HeadLine(sure=True, signed=True)
    line = _BEHIND.sub("", _GLUED_DAY.sub(" ", line))
    rest = _CLOCK.sub(" ", without_days(line))
    timed, signed = rest != line, False
    by = _BY.match(rest) or _BY_LATER.search(rest)
    if by and _changed_at(rest) < by.start():
        rest = rest[: by.start()]  # who last changed it
    elif by:
        rest, signed = f"{rest[: by.start()]} | {rest[by.end() :]}", True
    parted = "|" in line or rest.rstrip().endswith("/")  # what stands beside the day
    said = _said(rest, signed=signed, glued=glued, dated=names_a_day(line) and parted)
    if said is None or not (timed or signed or said.people or said.outlet or _only_times(rest)):
        return None
    sure = signed or said.sure or names_a_day(line) or not (said.people or said.outlet)
    days = day_in(line[: _changed_at(line)])
    return replace(said, days=days[:1] if said.people else days, sure=sure, signed=signed)


def _changed_at(line: str) -> int:
    """Return where the first word stands that speaks of a change, else the length."""
    found = re.finditer(r"[A-Za-z-]+", line)
    return next((m.start() for m in found if m[0].lower() in words("changed")), len(line))


def _said(rest: str, *, signed: bool, glued: bool, dated: bool) -> HeadLine | None:
    """Return people and outlet of the parts of a line, ``None`` if a part is neither."""
    people: list[str] = []
    outlets: list[str] = []
    posted = last = False  # a post was named; the last of several people was
    for part in _MARKS.split(rest):
        for piece in _JOINT.split(part):
            joined = piece.startswith("and ")
            bare = _untimed(_PLACED.sub("", piece.removeprefix("and ")))
            for name in _unglued(bare, glued=glued):
                kind = _kind(name)
                posted = posted or kind == "post" or _without_post(name) != name
                if kind == "outlet" or (kind == "name" and last):
                    outlets.append(_without_post(name))
                elif kind == "name":
                    people.append(name)
                elif kind is None and not ((signed and people) or dated):
                    return None
            last = last or joined
    return HeadLine(tuple(people), outlets[0] if outlets else None, (), posted)


def _untimed(piece: str) -> str:
    """Return a piece without the words that stand beside a day at its ends."""
    found = re.sub(r"(?<=T)[+-]\d+", " ", piece).strip(" .*_#:").split()
    while found and (found[0].lower().strip(".:") in words("times") or found[0].isdigit()):
        found.pop(0)
    while found and (found[-1].lower().strip(".:") in words("times") or found[-1].isdigit()):
        found.pop()
    return " ".join(found)


def _unglued(piece: str, *, glued: bool) -> tuple[str, ...]:
    """Part "Jane DoeNewsWire", "Jane Doe Reuters", and in a glued line "Tran Minh Hanoi Times"."""
    for seam in re.finditer(rf"(?<=[a-zß-ÿ])(?=[{_UPPER}])", piece):
        name, outlet = piece[: seam.start()], piece[seam.start() :]
        if is_outlet(outlet) and is_name(name):
            return name, outlet
    found = piece.split()
    posted = len(found) > 3 and found[-1].lower() in words("roles")
    if posted and is_name(" ".join(found[:2])):
        return " ".join(found[:2]), " ".join(found[2:])
    if glued and is_outlet(" ".join(found[2:])):
        return " ".join(found[:2]), " ".join(found[2:])
    if len(found) > 2 and found[-1] in outlets() and is_name(" ".join(found[:-1])):
        return " ".join(found[:-1]), found[-1]
    return (piece,)


def _kind(piece: str) -> str | None:
    """Return what a piece of a line is: "name", "outlet", "post", "other", else ``None``."""
    found = [word.strip(".,:'").lower() for word in piece.split()]
    if not found or set(found) <= _OTHER:
        return "other"
    if is_outlet(_without_post(piece)):
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


def is_name(text: str) -> bool:
    """Return whether words have the form of a person's name: 2 to 5 of them, with capitals."""
    found = text.split()
    large = [word for word in found if word.lower() not in words("particles")]
    if not 2 <= len(large) <= 4 or {found[0], found[-1]} - {*large}:
        return False
    return all(_WORD.fullmatch(word) and word.lower() not in _NEVER for word in large)


def name_before(paragraph: str) -> str:
    """Return the name to which a paragraph is glued, as in "Jane DoeThe price fell", else ""."""
    seam = _SEAM.match(paragraph)
    if seam is None or not is_name(seam[1]) or is_outlet(seam[1]):
        return ""
    return seam[1] if seam[2].lower() in listed("starters") | _NEVER else ""


def is_person(name: str) -> bool:
    """Return whether an author may be a person: no outlet, no company, no desk and no staff."""
    found = {word.lower().strip(".,") for word in name.split()}
    return (
        bool(found)
        and words("roles").isdisjoint(found)
        and not (is_outlet(name) or is_company(name))
    )


def is_company(line: str) -> bool:
    """Return whether a line is a company's name and nothing else, as in the head of a report."""
    found = [word.strip(".,") for word in line.lower().split()]
    return 0 < len(found) <= 6 and not listed("companies").isdisjoint(found[-2:])


def credits_of(head: Iterable[tuple[str, str]]) -> Credits:
    """Return what the lines of a head say; each comes with the reason it is no text for.

    Lines that name two days of publication name none.
    """
    people: list[str] = []
    outlets: list[str] = []
    days: set[dt.date] = set()
    for line, reason in head:
        said = head_line(line, glued=reason == GLUED) if reason != DATELINE else None
        alone = dateline_alone(line) if reason == DATELINE else None
        outlets.extend([alone.publisher] if alone and alone.publisher else ())
        if said is None:
            days.update(day_in(line[: _changed_at(line)]))
            continue
        people = people or [name for name in said.people if is_person(name)]
        outlets.extend([said.outlet] if said.outlet else ())
        days.update(said.days)
    day = days.pop() if len(days) == 1 else None
    return Credits(", ".join(people) or None, outlets[0] if outlets else None, day)


def is_on_the_author(line: str, author: str | None) -> bool:
    """Return whether a short line says who the author is: "Jane Doe is a fellow at …"."""
    names = [re.escape(name) for name in _JOINT.split(author or "") if name]
    begins = rf"(?:{'|'.join(names)}),? (?:is|was|covers|writes|reports|heads|leads|teaches)\b"
    return bool(names) and len(line.split()) <= 60 and re.match(begins, line) is not None


def is_opinion_label(line: str) -> bool:
    """Return whether a line names the pages for opinions, alone or at the end of a way to it.

    "OPINION", "Guest essay", "Home / Opinion / Editorials".
    """
    parts = [part.strip(" :;,.") for part in re.split(r"[>›»/|]", line)]
    return calls_opinion(next(filter(None, reversed(parts)), ""))


def calls_opinion(label: str) -> bool:
    """Return whether a label names the pages for opinions, as "Guest opinion" does."""
    named = label.lower().split()
    return len(named) < 6 and not {"-".join(named), *named[-1:]}.isdisjoint(words("opinion"))


def tells_views(line: str) -> bool:
    """Return whether a line says that the views are the author's own."""
    return _VIEWS.match(line) is not None


def ends_with_views(paragraph: str) -> bool:
    """Return whether the last sentence of a paragraph says that the views are the author's own."""
    last = _VIEWS_AT_END.search(paragraph)
    return last is not None and tells_views(last[1])


def edition(lines: Iterable[str]) -> str | None:
    """Return the edition that titles and editors' notes call a text; a correction goes first.

    "CORRECTED-Malaysia to tax exports" and "(Corrects rate in paragraph 1)" are corrected texts,
    "Correction: Acme output" is a correction of another one, "UPDATE 3-…" is a third update.
    """
    found = [name for line in lines if (name := _edition(line))]
    return min(found, key=lambda name: name.startswith(UPDATE), default=None)


def _edition(line: str) -> str | None:
    label = _EDITION.match(line)
    if label is None:
        return None
    if label["corrected"] or label["corrects"]:
        return CORRECTED
    if label["correction"]:
        return CORRECTION
    return f"{UPDATE} {label['update']}" if label["update"] else UPDATE
