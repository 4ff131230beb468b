"""A page as it stands in its file, edited by people or not, its text and its open conflicts.

Whatever a text holds, nothing of it is lost and nothing refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from briefing_room.text.files import UNMERGED
from briefing_room.text.frontmatter import FrontMatterError, split
from briefing_room.text.months import day_of

EDITOR = "editor"
"""The reserved footnote label under which an editor says something in their own words."""


class Kind(StrEnum):
    """What a line is; compares equal to its plain word."""

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
KNOWN_BY = ("id:", "seeds:")
"""The lines of a head by which its page is known: where a person took them out, they come back."""
DRAFTED_BY = "drafted_by"
"""The key at the head of a page that says who wrote its draft."""
STATEMENTS = frozenset({Kind.SENTENCE, Kind.BULLET, Kind.OTHER})
"""The kinds of line that say something, and so need a source."""

DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_KEY = re.compile(r"[A-Za-z_]+:")
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


class Footnote(NamedTuple):
    """A footnote with its lines."""

    label: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines as they stand."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Page:
    """A page as its text; its front matter is read, its lines when somebody asks for them."""

    path: str
    front: Mapping[str, Any]
    text: str

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines, from which nothing is lost: joined by line ends they are the text."""
        raw = self.text.split("\n")
        opened = raw[0].rstrip(" \t") == "---"
        ends = (at for at, line in enumerate(raw[1:], start=2) if line.rstrip(" \t") == "---")
        fence = next(ends, 0) if opened else 0
        front = (Line(number, line, Kind.FRONT) for number, line in enumerate(raw[:fence], start=1))
        return (*front, *_body(raw[fence:], fence + 1))

    @cached_property
    def id(self) -> str:
        """The name the page is known by, whatever its file is called.

        An id that could not be a file's name counts for nothing.
        """
        given = _text(self.front.get("id"))
        return given if is_id(given) else PurePosixPath(self.path).stem

    @property
    def title(self) -> str:
        """The first ``# `` heading, empty if there is none."""
        titles = (line.text for line in self.lines if line.kind is Kind.TITLE)
        return next(titles, "").removeprefix("#").strip()

    @property
    def date(self) -> dt.date | None:
        """The date of the story, ``None`` where it is not given or not a date."""
        return day_of(self.front.get("date"))

    @property
    def topics(self) -> tuple[str, ...]:
        """The slugs of the page's topics, as people and program left them."""
        return _texts(self.front.get("topics"))

    @property
    def seeds(self) -> tuple[str, ...]:
        """The ids of the seeds the page rests on."""
        return _texts(self.front.get("seeds"))

    @property
    def origins(self) -> int:
        """How many texts that are no copies of each other the page rests on."""
        value = self.front.get("origins")
        return value if isinstance(value, int) else len(self.seeds)

    @property
    def status(self) -> str:
        """Return ``unreviewed`` until a reviewer wrote something else."""
        return _text(self.front.get("status")) or "unreviewed"

    @cached_property
    def notes(self) -> tuple[Footnote, ...]:
        """The footnotes; to each belong the lines that go on it, and comments right below it."""
        found: list[Footnote] = []
        for line in self.lines:
            if line.kind is Kind.FOOTNOTE and (match := DEFINITION.match(line.text)):
                found.append(Footnote(match[1], (line,)))
            elif found and (
                line.kind is Kind.FOOTNOTE
                or (line.kind is Kind.COMMENT and line.number == found[-1].lines[-1].number + 1)
            ):
                label, (*before, last) = found[-1]
                between = self.lines[last.number : line.number]  # blank ones, too
                found[-1] = Footnote(label, (*before, last, *between))
        return tuple(found)

    @property
    def definitions(self) -> dict[str, str]:
        """Each footnote's text by its label; the first of two equal labels counts."""
        texts: dict[str, str] = {}
        for note in self.notes:
            lines = (x.text.strip() for x in note.lines if x.kind is Kind.FOOTNOTE)
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
        """Return the lines below ``## heading``, without the heading and blank lines."""
        return tuple(
            line
            for line in self.lines
            if line.section == heading
            and line.kind is not Kind.BLANK
            and not line.text.startswith("## ")
        )


def key_of(line: Line) -> str:
    """Return what a line of the front matter or the title is the value of, or ""."""
    found = _KEY.match(line.text) if line.kind is Kind.FRONT else None
    return found[0] if found else "#" * (line.kind is Kind.TITLE)


def is_id(text: str) -> bool:
    """Return whether a page may have this id."""
    return bool(_ID.fullmatch(text))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (str(value),)
    return tuple(str(item) for item in value)


# --- Taking a text apart ---------------------------------------------------------------------

LABEL = re.compile(r"(?<!\\)\[\^([^\[\]\s]+)\]")
_MERGE = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?$|={7}$")  # what git writes where two texts meet
_PATTERNS = (
    (Kind.TITLE, re.compile(r"# ")),
    (Kind.HEADING, re.compile(r"#{2,6} ")),
    (Kind.FOOTNOTE, DEFINITION),
    (Kind.OTHER, re.compile(r"(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|[<>]|```|~~~")),
    (Kind.BULLET, re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")),
)
CONFLICT = "<!-- conflict: "  # opens the program's own comments
DONE = "keep one text, then delete this comment"
_CLOSING = {CONFLICT: f"{DONE} -->", "<!--": "-->", "```": "```", "~~~": "~~~"}


def parse(text: str, path: str = "") -> Page:
    """Return the page of a text.

    Of front matter that is broken only the lines that can be read alone count;
    :func:`parse_with_error` says what is wrong.
    """
    return parse_with_error(text, path)[0]


def parse_with_error(text: str, path: str = "") -> tuple[Page, FrontMatterError | None]:
    """Return the page and why its front matter cannot be read, ``None`` if it can."""
    try:
        return Page(path, split(text).front, text), None
    except FrontMatterError as error:
        return Page(path, _readable(text.split("\n")[1:]), text), error


def unclosed(page: Page) -> Line | None:
    """Return the first line that opens a comment or a block of code which nothing closes."""
    inside = ""
    for line in page.lines:
        if inside:
            inside = "" if _ends(line.text, inside) else inside
        elif line.kind in (Kind.COMMENT, Kind.OTHER):
            inside = _closing(line.text)
            if inside and not any(_ends(below.text, inside) for below in page.lines[line.number :]):
                return line
    return None


def _readable(lines: Sequence[str]) -> dict[str, Any]:
    """Return the keys of broken front matter that can be read alone, as after a bad merge.

    A page is known by its id, so the id must not get lost for a fault in another line.
    """
    front: dict[str, Any] = {}
    for line in takewhile(lambda line: line.strip() and line.rstrip() != "---", lines):
        if re.match(r"[a-z_]+:", line):
            with suppress(FrontMatterError):
                front = {**split(f"---\n{line}\n---\n").front, **front}
    return front


def _body(raw: Sequence[str], first: int) -> Iterator[Line]:
    section, before, closing = "", Kind.BLANK, ""
    last = {
        mark: at for mark in _CLOSING.values() for at, text in enumerate(raw) if _ends(text, mark)
    }
    for at, text in enumerate(raw):
        if closing:
            kind = Kind.COMMENT if closing.endswith("-->") else Kind.OTHER
            closing = "" if _ends(text, closing) else closing
        else:
            kind = _kind(text, before)
            opened = _closing(text) if kind in (Kind.COMMENT, Kind.OTHER) else ""
            # What nothing closes opens nothing: the lines below it must not get lost.
            closing = opened if last.get(opened, -1) > at else ""
        if kind is Kind.HEADING and text.startswith("## "):
            section = text[3:].strip()
        cites = kind not in (Kind.COMMENT, Kind.FOOTNOTE, Kind.BLANK)
        yield Line(first + at, text, kind, section, tuple(LABEL.findall(text)) if cites else ())
        before = before if kind is Kind.BLANK and before is Kind.FOOTNOTE else kind


def _ends(text: str, mark: str) -> bool:
    """Return whether a line ends a block; the program's comments end none that a person opened."""
    return mark in text and not (mark == "-->" and text == _CLOSING[CONFLICT])


def _kind(text: str, before: Kind) -> Kind:
    if not text.strip():
        return Kind.BLANK
    if text.startswith("<!--") or _MERGE.match(text):
        return Kind.COMMENT
    if before is Kind.FOOTNOTE and text.startswith(("    ", "\t")):
        return Kind.FOOTNOTE
    return next((kind for kind, form in _PATTERNS if form.match(text)), Kind.SENTENCE)


def _closing(text: str) -> str:
    """Return what must come before the block that ``text`` opens is over, empty if it opens none.

    A comment that ends in its own line opens none.
    """
    closing = next((end for start, end in _CLOSING.items() if text.startswith(start)), "")
    return "" if closing == "-->" and closing in text else closing


# --- Conflict comments ---------------------------------------------------------------------------

# In a conflict the person's text stays, and the new text stands in a comment below.  In the front
# matter that is a comment of YAML, elsewhere one of HTML: the page stays valid and the site shows
# the person's text.  The program only ever adds such comments; only people remove them.
SAYS = "conflict: the generator now says"
DELETED = "conflict: you deleted this line; the generator now says"
_FIRST = (f"<!-- {SAYS}", f"<!-- {DELETED}", f"# {SAYS}", f"# {DELETED}")
_LAST = (f"{DONE} -->", f"# {DONE}")


class OpenConflict(NamedTuple):
    """A conflict comment found in a page: the line it starts in and what it proposes."""

    line: int
    proposed: tuple[str, ...]
    deleted: bool = False


def conflict_comment(said: str, *, deleted: bool = False, in_front_matter: bool = False) -> str:
    """Return the lines of the comment that shows what is generated; ``deleted`` by a person."""
    head = DELETED if deleted else SAYS
    if in_front_matter:
        return f"# {head}\n# {said}\n# {DONE}"
    return f"<!-- {head}\n{said.replace('--', '-&#45;')}\n{DONE} -->"  # "-->" would end it


def folded(lines: Sequence[str]) -> list[str]:
    """Make one item of each conflict comment, so that its text takes no part in a merge."""
    items: list[str] = []
    open_: list[str] = []
    for line in lines:
        if not open_ and line not in _FIRST:
            items.append(line)
            continue
        open_.append(line)
        if line in _LAST:
            items.append("\n".join(open_))
            open_ = []
    return items + open_  # one that a person left open is ordinary text


def conflicts(lines: Sequence[str]) -> tuple[OpenConflict, ...]:
    """Return the conflicts that nobody has settled yet."""
    found, at = [], 1
    for item in folded(lines):
        head, *said = item.split("\n")
        if is_conflict(item):
            said = [unescaped(line, item) for line in said[:-1]]
            found.append(OpenConflict(at, tuple(said), DELETED in head))
        at += item.count("\n") + 1
    return tuple(found)


def unescaped(line: str, comment: str) -> str:
    """Return what a line of a conflict comment proposes."""
    in_front = "# " * comment.startswith("#")
    return line.removeprefix(in_front).replace("-&#45;", "--")


def is_open(page: Page) -> bool:
    """Return whether two texts of one line stand in a page: a conflict of ours, or one of git's."""
    return any(is_conflict(line) or line.startswith(UNMERGED) for line in page.text.split("\n"))


def is_conflict(item: str) -> bool:
    """Return whether a line, or a folded comment, is a conflict comment."""
    return item.startswith(_FIRST)
