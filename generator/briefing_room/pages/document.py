"""Parse the text of a page into lines, each with its kind, its section and its footnotes.

Any text can be parsed, and no character of it is lost: people may write anything.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from briefing_room.pages.conflicts import CLOSING, OPENING
from briefing_room.text.frontmatter import FrontMatterError, split_front_matter
from briefing_room.text.periods import read_day

EDITOR = "editor"
"""The reserved footnote label under which an editor says something in their own words."""


class Kind(StrEnum):
    """What a line is."""

    FRONT = "front"
    TITLE = "title"
    HEADING = "heading"
    SENTENCE = "sentence"
    BULLET = "bullet"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    BLANK = "blank"
    OTHER = "other"  # HTML, code, quotation blocks, rules


STORIES = "stories"
TITLE_KEY = "#"
IDENTIFYING_KEYS = ("id:", "seeds:")
"""The keys that identify a page; if a person deletes them, they are put back."""
DRAFTED_BY = "drafted_by"
"""The key of the front matter that says who wrote the draft of a page."""
STATEMENTS = frozenset({Kind.SENTENCE, Kind.BULLET, Kind.OTHER})
"""The kinds of line that say something, and so need a source."""

DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_KEY = re.compile(r"[A-Za-z_]+:")
_ID = re.compile(r"(?!index$)\w[\w.-]{0,150}")  # fit for the name of a file; 'index' is taken


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its number from 1, its unchanged text, and its kind.

    ``section`` is the text of the last ``## `` heading, empty before the first one.
    ``labels`` are the footnotes the line cites, in order.
    """

    number: int
    text: str
    kind: Kind
    section: str = ""
    labels: tuple[str, ...] = ()


class CitedWords(NamedTuple):
    """Words with the labels of the footnotes after them."""

    text: str
    labels: tuple[str, ...]


class Footnote(NamedTuple):
    """A footnote with its lines."""

    label: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Page:
    """A page: its path, its front matter and its text.  Lines are parsed on demand."""

    path: str
    front: Mapping[str, Any]
    text: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines; joined by line ends, they are the text."""
        return _parse_lines(self.text)

    @cached_property
    def id(self) -> str:
        """The id of the page, whatever its file is called.

        An id that cannot be a file name is ignored.
        """
        page_id = _text_of(self.front.get("id"))
        return page_id if is_id(page_id) else PurePosixPath(self.path).stem

    @property
    def title(self) -> str:
        """The first ``# `` heading, empty if there is none."""
        titles = (line.text for line in self.lines if line.kind is Kind.TITLE)
        return next(titles, "")[1:].strip()

    @property
    def date(self) -> dt.date | None:
        """The date of the story, ``None`` where it is not given or not a date."""
        return read_day(self.front.get("date"))

    @property
    def topics(self) -> tuple[str, ...]:
        """The slugs of the page's topics, as people and program left them."""
        return _texts_of(self.front.get("topics"))

    @property
    def seeds(self) -> tuple[str, ...]:
        """The ids of the seeds that the page is made from."""
        return _texts_of(self.front.get("seeds"))

    @property
    def origins(self) -> int:
        """How many independent texts it has: copies of one text count once."""
        value = self.front.get("origins")
        return value if isinstance(value, int) else len(self.seeds)

    @property
    def status(self) -> str:
        """``unreviewed`` until a reviewer writes something else."""
        return _text_of(self.front.get("status")) or "unreviewed"

    @cached_property
    def footnotes(self) -> tuple[Footnote, ...]:
        """The footnotes, each with its continuation lines and the comments right below it."""
        lines = self.lines
        spans: list[tuple[str, int, int]] = []  # label, first line, last line
        for line in lines:
            if line.kind is Kind.FOOTNOTE and (match := DEFINITION.match(line.text)):
                spans.append((match[1], line.number, line.number))
            elif spans:
                label, first, last = spans[-1]
                is_below = line.kind is Kind.COMMENT and line.number == last + 1
                if line.kind is Kind.FOOTNOTE or is_below:
                    spans[-1] = label, first, line.number
        return tuple(Footnote(label, lines[first - 1 : last]) for label, first, last in spans)

    @property
    def definitions(self) -> dict[str, str]:
        """Each footnote's text by its label; the first of two equal labels counts."""
        texts: dict[str, str] = {}
        for note in self.footnotes:
            lines = (line.text.strip() for line in note.lines if line.kind is Kind.FOOTNOTE)
            texts.setdefault(note.label, DEFINITION.sub("", "\n".join(lines), count=1))
        return texts

    @property
    def cited(self) -> tuple[str, ...]:
        """Every label that a line cites, once, in the order of first use."""
        return tuple(dict.fromkeys(label for line in self.lines for label in line.labels))

    @property
    def undefined(self) -> frozenset[str]:
        """The labels that lines cite and that have no footnote."""
        return frozenset(self.cited) - self.definitions.keys()

    def section(self, heading: str) -> tuple[Line, ...]:
        """The lines below ``## heading``, without the heading and blank lines."""
        lines = (line for line in self.lines if line.section == heading and line.text.strip())
        return tuple(line for line in lines if not line.text.startswith("## "))


def head_key(line: Line) -> str:
    """The key that a line gives: ``date:`` in front matter, ``#`` for the title, else ""."""
    if line.kind is Kind.TITLE:
        return TITLE_KEY
    match = _KEY.match(line.text) if line.kind is Kind.FRONT else None
    return match[0] if match else ""


def split_at_marks(text: str) -> Iterator[CitedWords]:
    """Yield the text before each run of footnote marks, with its labels; last what follows them."""
    start = 0
    for match in MARKS.finditer(text):
        yield CitedWords(text[start : match.start()], tuple(LABEL.findall(match[0])))
        start = match.end()
    yield CitedWords(text[start:], ())


def is_id(text: str) -> bool:
    """Whether a page may have this id."""
    return bool(_ID.fullmatch(text))


def _text_of(value: object) -> str:
    return "" if value is None else str(value)


def _texts_of(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (str(value),)
    return tuple(str(item) for item in value)


# --- Parsing -------------------------------------------------------------------------------------

_MAX_PARSED_PAGES = 1_000  # kept in memory; parsed, a page takes twenty kilobytes more
LABEL = re.compile(r"(?<!\\)\[\^([^\[\]\s]+)\]")
MARKS = re.compile(r"(?:(?<![ \t])[ \t]*(?<!\\)\[\^[^\[\]\s]+\])+")
_GIT_MARK = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?$|={7}$")  # of a merge that failed
_PATTERNS = (
    (Kind.TITLE, re.compile(r"# ")),
    (Kind.HEADING, re.compile(r"#{2,6} ")),
    (Kind.FOOTNOTE, DEFINITION),
    (Kind.OTHER, re.compile(r"(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|[<>]|```|~~~")),
    (Kind.BULLET, re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")),
)
_CLOSING = {OPENING: CLOSING, "<!--": "-->", "```": "```", "~~~": "~~~"}


def parse(text: str, path: str = "") -> Page:
    """Read a page; of broken front matter only the lines that can be read alone count."""
    return parse_with_error(text, path)[0]


def parse_with_error(text: str, path: str = "") -> tuple[Page, FrontMatterError | None]:
    """Read a page, and say why its front matter cannot be read, ``None`` if it can."""
    try:
        return Page(path, split_front_matter(text).front, text), None
    except FrontMatterError as error:
        return Page(path, _readable_keys(text.split("\n")[1:]), text), error


def unclosed_line(page: Page) -> Line | None:
    """The first line that opens a comment or a block of code which nothing closes."""
    open_block = ""
    for line in page.lines:
        if open_block:
            open_block = "" if _closes(line.text, open_block) else open_block
        elif line.kind in (Kind.COMMENT, Kind.OTHER):
            open_block = _closing_mark(line.text)
            if open_block and not any(
                _closes(below.text, open_block) for below in page.lines[line.number :]
            ):
                return line
    return None


def _readable_keys(lines: Sequence[str]) -> dict[str, Any]:
    """Read the keys of broken front matter that can be read alone, as after a bad merge.

    A page is known by its id, so the id must not get lost for a fault in another line.
    """
    front: dict[str, Any] = {}
    for line in takewhile(lambda line: line.strip() and line.rstrip() != "---", lines):
        if re.match(r"[a-z_]+:", line):
            with suppress(FrontMatterError):
                front = {**split_front_matter(f"---\n{line}\n---\n").front, **front}
    return front


@lru_cache(maxsize=_MAX_PARSED_PAGES)
def _parse_lines(text: str) -> tuple[Line, ...]:
    texts = text.split("\n")
    fences = [number for number, line in enumerate(texts, 1) if line.rstrip(" \t") == "---"]
    end = fences[1] if fences[:1] == [1] and len(fences) > 1 else 0  # of the front matter
    front = (Line(number, line, Kind.FRONT) for number, line in enumerate(texts[:end], start=1))
    return (*front, *_parse_body(texts[end:], end + 1))


def _parse_body(texts: Sequence[str], first: int) -> Iterator[Line]:
    """Yield the lines below the front matter, numbered from ``first``."""
    section, before = "", Kind.BLANK
    closing = ""  # the mark that ends the open comment or block of code
    marks = _CLOSING.values()
    last = {
        mark: index for mark in marks for index, text in enumerate(texts) if _closes(text, mark)
    }
    for index, text in enumerate(texts):
        if closing:
            kind = Kind.COMMENT if closing.endswith("-->") else Kind.OTHER
            closing = "" if _closes(text, closing) else closing
        else:
            kind = _kind_of(text, before)
            mark = _closing_mark(text) if kind in (Kind.COMMENT, Kind.OTHER) else ""
            # An opening mark that nothing closes is plain text, so that no line below it is lost.
            closing = mark if last.get(mark, -1) > index else ""
        if kind is Kind.HEADING and text.startswith("## "):
            section = text[3:].strip()
        cites = kind not in (Kind.COMMENT, Kind.FOOTNOTE, Kind.BLANK)
        yield Line(first + index, text, kind, section, tuple(LABEL.findall(text)) if cites else ())
        before = before if kind is Kind.BLANK and before is Kind.FOOTNOTE else kind


def _closes(text: str, mark: str) -> bool:
    """Whether a line ends a block; the program's comments end none that a person opened."""
    return mark in text and not (mark == "-->" and text == CLOSING)


def _kind_of(text: str, before: Kind) -> Kind:
    if not text.strip():
        return Kind.BLANK
    if text.startswith("<!--") or _GIT_MARK.match(text):
        return Kind.COMMENT
    if before is Kind.FOOTNOTE and text.startswith(("    ", "\t")):
        return Kind.FOOTNOTE
    return next((kind for kind, form in _PATTERNS if form.match(text)), Kind.SENTENCE)


def _closing_mark(text: str) -> str:
    """The words that end the block which a line opens; empty if it opens none, or closes it too."""
    blocks = ((start, end) for start, end in _CLOSING.items() if text.startswith(start))
    return next((end for start, end in blocks if end not in text.lstrip(start[0])), "")
