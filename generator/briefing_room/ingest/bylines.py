"""Read the lines at the head of an article: author, outlet and day.

A line is split at its punctuation.  It belongs to the head only if every part is a name, an outlet,
a post, a place, a day or one of the few words used with them.  A day must have a year.  A day after
"Updated" or a similar word is not the day of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing_room.ingest.days import find_days, names_a_day, strip_days
from briefing_room.ingest.lines import Label
from briefing_room.ingest.names import (
    UPPER,
    byline_words,
    is_city,
    is_listed_outlet,
    is_name,
    is_outlet,
)

_MAX_LINE_CHARS = 400
_MAX_SENTENCE_WORDS = 12  # of a head line with end punctuation
_MAX_POST_WORDS = 7  # "chief foreign affairs correspondent"
_PART_MARKS = re.compile(r"\s*(?:[|,;•·●()/\[\]@]|--+|\s[–—‐-]|:\s|[–—]|\sby\s)\s*")
_NAME_SEPARATOR = re.compile(r",\s*(?:and|&)\s+|[,;]\s*|\s+(?:and|&)\s+")
CLOCK = re.compile(
    r"T?(?<!\d)\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?(?i:[ap]\.?m)\b\.?)?"
    r"(?:\s?[A-Z]{1,4}\b(?:[+-]\d{1,2}(?!\d))?|\s?[+-]\d{4}\b)?"
    r"|\b(?:Eastern|Central|Mountain|Pacific) (?:Daylight|Standard) Time\b"
    r"|\b\d{1,2}\s?(?i:[ap]\.?m)\b\.?|\b\d{1,2}\s?[hmd]\b(?:\sago)?|\bpage ?\d{1,2}\b"
)
_EDITOR_CODE = re.compile(r"\beditor: [a-z]+(?= \d{4}-)", re.IGNORECASE)  # of Xinhua
_GLUED_UPDATE = re.compile(r"(?<=[A-Z\d])(?=Updated\b)")  # "8:40 AM EDTUpdated", without its break
_SPECIAL_TO = re.compile(r"^Special (?:to|for) (?:[Tt]he )?(?=[A-Z])")
_DECORATION = "📅🗓🕒⏰\ufe0f "
_HANDLE = re.compile(r"@\w+")  # of a social network
_SIGNATURE = re.compile(
    r"(?:(?:story|written|reported|words|text|posted|published|reporting|analysis)[ ])?"
    r"by(?::\s*|\s+|$|(?-i:(?=[A-Z])))|(?:author|reporter|journalist|writer|byline)s?\s*:\s*",
    re.IGNORECASE,
)
_LOCATION_SUFFIX = re.compile(rf"\s+in\s+(?:[{UPPER}][\w.'-]*)(?:\s+[{UPPER}][\w.'-]*){{0,2}}$")

_BYLINE_WORDS = frozenset().union(
    *map(byline_words, ("times", "beside", "opinion", "desks", "roles", "role_words"))
)


@dataclass(frozen=True, slots=True)
class Byline:
    """The credits on one line of the head; ``is_certain`` if the line can be nothing else."""

    people: tuple[str, ...] = ()
    outlet: str | None = None
    days: tuple[dt.date, ...] = ()
    is_certain: bool = False
    is_signed: bool = False

    @property
    def label(self) -> Label:
        return Label.BYLINE if self.people or self.outlet or self.is_signed else Label.TIME


@lru_cache(maxsize=4096)
def parse_byline(line: str) -> Byline | None:
    """Read a line of an article's head, in plain typography; ``None`` for any other line."""
    if len(line) > _MAX_LINE_CHARS:
        return None
    line = _SPECIAL_TO.sub("", line)
    line = _GLUED_UPDATE.sub(" ", _EDITOR_CODE.sub("", line)).lstrip(_DECORATION).strip(" |*_#–—-")
    is_sentence = line.endswith((".", "!", "?", '"')) and len(line.split()) > _MAX_SENTENCE_WORDS
    if is_sentence:
        return None
    text = CLOCK.sub(" ", strip_days(_HANDLE.sub(" | ", line)))
    signature = _SIGNATURE.match(text)
    is_signed = signature is not None
    byline = _read_people_and_outlet(
        text[signature.end() :] if signature else text, signed=is_signed
    )
    if byline is None:
        return None
    has_name = bool(byline.people or byline.outlet)
    if not (text != line or signature or has_name or _has_only_time_words(text)):
        return None
    is_certain = byline.is_certain or "@" in line or names_a_day(line) or not has_name
    days = find_days(strip_update_notes(line))
    days = days[:1] if byline.people else days
    return replace(byline, days=days, is_certain=is_certain or is_signed, is_signed=is_signed)


def strip_update_notes(line: str) -> str:
    """Strip "Updated 4 May" and the like from a line, up to the word "published"."""
    retained, retain = [""], True
    for piece in re.split(r"([A-Za-z-]+)", line):
        word = piece.lower()
        retain = word in byline_words("published") or (
            retain and word not in byline_words("changed")
        )
        retained.append(piece if retain else "")
    return "".join(retained)


def _read_people_and_outlet(text: str, *, signed: bool) -> Byline | None:
    """Read people and outlet from the parts of a line, ``None`` if a part is neither."""
    people: list[str] = []
    outlets: list[str] = []
    has_post = False
    for part in _PART_MARKS.split(text):
        cleaned = part.rstrip(" ®™")
        for piece in [cleaned] if is_outlet(cleaned) else _NAME_SEPARATOR.split(part):
            stripped = _strip_times(_LOCATION_SUFFIX.sub("", re.sub("^(?:and|by) ", "", piece)))
            for name in _split_name_and_outlet(piece if is_outlet(piece) else stripped):
                kind = part_kind(name)
                has_post = has_post or name.rpartition(" ")[2].lower() in byline_words("roles")
                if kind == "outlet":
                    outlets.append(name)
                elif kind == "name" and not piece.startswith("The "):
                    people.append(name)
                elif kind in {None, "name"} and not (signed and people):
                    return None
    return Byline(tuple(people), next(iter(outlets), None), (), has_post)


def _strip_times(piece: str) -> str:
    """Strip words such as "Share" and "min" from the ends of a piece."""
    words = piece.strip(" .*_#:").split()
    removable = byline_words("times") | byline_words("buttons")
    for end in (0, -1):
        while words and (words[end].lower().strip(".:!") in removable or words[end].isdigit()):
            words.pop(end)
    return " ".join(words)


def _split_name_and_outlet(piece: str) -> tuple[str, ...]:
    """Split "Jane Doe Reuters", "Jane Doe Nordic correspondent" or "Nikkei staff writer" in two."""
    tokens = piece.split()
    has_post = tokens[-1:] and tokens[-1].lower() in byline_words("roles")
    for index in range(max(1, len(tokens) - _MAX_POST_WORDS), len(tokens)):
        name, suffix = " ".join(tokens[:index]), " ".join(tokens[index:])
        is_split = is_name(name) and (is_listed_outlet(suffix) or has_post)
        if is_split or (has_post and is_outlet(name)):
            return name, suffix
    return (piece,)


def part_kind(piece: str) -> str | None:
    """The kind of a piece of a line: "name", "outlet", "post" or "other"; ``None`` if unknown."""
    tokens = [word.strip(".,:'").lower() for word in piece.split()]
    if set(tokens) <= _BYLINE_WORDS:
        return "other"
    if is_outlet(piece):
        return "outlet"
    if not byline_words("roles").isdisjoint(tokens) and len(tokens) <= _MAX_POST_WORDS:
        return "post"
    if is_city(piece):
        return "other"
    return "name" if is_name(piece) and byline_words("beside").isdisjoint(tokens) else None


def _has_only_time_words(text: str) -> bool:
    """Whether a line has only words of time: "Published:", "3 min read"."""
    tokens = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    return bool(tokens) and set(tokens) <= byline_words("times")
