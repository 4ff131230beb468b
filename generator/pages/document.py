"""A page as it stands in its file: front matter and lines, edited by people or not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

EDITOR = "editor"
"""The reserved footnote label under which an editor says something in their own words."""


class Kind(StrEnum):
    """What a line is; compares equal to its plain word."""

    FRONT = "front"
    TITLE = "title"
    HEADING = "heading"
    SENTENCE = "sentence"
    BULLET = "bullet"
    TABLE_HEAD = "table-head"
    TABLE_RULE = "table-rule"
    ROW = "row"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    BLANK = "blank"
    OTHER = "other"  # HTML, code, quotation blocks, rules


STATEMENTS = frozenset({Kind.SENTENCE, Kind.BULLET, Kind.ROW, Kind.OTHER})
"""The kinds of line that say something, and so need a source."""

DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_ID = re.compile(r"(?!index$)\w[\w.-]{0,150}")  # what can be the name of a file, and is not taken


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its number from 1, its text as it stands, and what it is.

    ``section`` is the text of the last ``## `` heading, empty before the first one.
    ``labels`` are the footnotes the line cites, in order.
    """

    number: int
    text: str
    kind: Kind
    section: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart without loss: the lines joined by line ends are the file."""

    path: str
    front: Mapping[str, Any]
    lines: tuple[Line, ...]

    @property
    def id(self) -> str:
        """Return the name the page is known by, whatever its file is called.

        An id that could not be a file's name counts for nothing.
        """
        given = _text(self.front.get("id"))
        return given if is_id(given) else PurePosixPath(self.path).stem

    @property
    def title(self) -> str:
        """Return the first ``# `` heading, empty if there is none."""
        titles = (line.text for line in self.lines if line.kind is Kind.TITLE)
        return next(titles, "").removeprefix("#").strip()

    @property
    def date(self) -> dt.date | None:
        """Return the date of the story, ``None`` where it is not given or not a date."""
        return _date(self.front.get("date"))

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the slugs of the page's topics, as people and program left them."""
        return _texts(self.front.get("topics"))

    @property
    def seeds(self) -> tuple[str, ...]:
        """Return the ids of the seeds the page rests on."""
        return _texts(self.front.get("seeds"))

    @property
    def origins(self) -> int:
        """Return how many texts that are no copies of each other the page rests on."""
        value = self.front.get("origins")
        return value if isinstance(value, int) else len(self.seeds)

    @property
    def status(self) -> str:
        """Return ``draft`` until a reviewer wrote something else."""
        return _text(self.front.get("status")) or "draft"

    @property
    def changed_since_review(self) -> bool:
        """Return whether generated text changed after a person reviewed the page."""
        return self.front.get("changed_since_review") is True

    @property
    def definitions(self) -> dict[str, str]:
        """Return each footnote's text by its label; the first of two equal labels counts."""
        texts: dict[str, str] = {}
        label, open_ = "", False
        for line in self.lines:
            if line.kind is not Kind.FOOTNOTE:
                continue
            if match := DEFINITION.match(line.text):
                label, open_ = match[1], match[1] not in texts
                if open_:
                    texts[label] = line.text[match.end() :].strip()
            elif open_:
                texts[label] += "\n" + line.text.strip()
        return texts

    @property
    def cited(self) -> tuple[str, ...]:
        """Return every label that a line cites, once, in the order of first use."""
        return tuple(dict.fromkeys(label for line in self.lines for label in line.labels))

    def section(self, heading: str) -> tuple[Line, ...]:
        """Return the lines below ``## heading``, without the heading and blank lines."""
        return tuple(
            line
            for line in self.lines
            if line.section == heading
            and line.kind is not Kind.BLANK
            and not line.text.startswith("## ")
        )


class Unread(Page):
    """A page as its text; its lines are taken apart when somebody asks for them."""

    __slots__ = ("_take_apart", "text")

    text: str
    _take_apart: Callable[[str], tuple[Line, ...]]

    @classmethod
    def of(
        cls,
        path: str,
        front: Mapping[str, Any],
        text: str,
        take_apart: Callable[[str], tuple[Line, ...]],
    ) -> Unread:
        """Return the page; ``take_apart`` gives the lines of a text."""
        page = cls.__new__(cls)
        given = {"path": path, "front": front, "text": text, "_take_apart": take_apart}
        for name, value in given.items():
            object.__setattr__(page, name, value)
        return page

    def __getattr__(self, name: str) -> Any:
        """Take the lines apart, once."""
        if name != "lines":
            raise AttributeError(name)
        object.__setattr__(self, "lines", self._take_apart(self.text))
        return self.lines

    def __eq__(self, other: object) -> bool:
        """Return whether another page, read or not, says the same."""
        if not isinstance(other, Page):
            return NotImplemented
        return (self.path, self.front, self.lines) == (other.path, other.front, other.lines)

    __hash__ = Page.__hash__


def is_id(text: str) -> bool:
    """Return whether a page may have this id."""
    return bool(_ID.fullmatch(text))


def render(page: Page) -> str:
    """Return the file of the page, byte for byte the one it was parsed from."""
    if isinstance(page, Unread) and hasattr(page, "text"):
        return page.text
    return "\n".join(line.text for line in page.lines)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (str(value),)
    return tuple(str(item) for item in value)


def _date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None
