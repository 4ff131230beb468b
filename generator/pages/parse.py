"""Take the text of a page apart, line by line, losing nothing and refusing nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Any

from generator.pages.document import DEFINITION, Kind, Line, Page, Unread
from generator.text.frontmatter import FrontMatterError, split

LABEL = re.compile(r"(?<!\\)\[\^([^\[\]\s]+)\]")
_TABLE_RULE = re.compile(r"\|[ \t:|-]*-[ \t:|-]*$")
_MERGE = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?$|={7}$")  # what git writes where two texts meet
_PATTERNS = (
    (Kind.TITLE, re.compile(r"# ")),
    (Kind.HEADING, re.compile(r"#{2,6} ")),
    (Kind.FOOTNOTE, DEFINITION),
    (Kind.ROW, re.compile(r"\|")),
    (Kind.OTHER, re.compile(r"(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|[<>]|```|~~~")),
    (Kind.BULLET, re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")),
)
CONFLICT = "<!-- conflict: "  # opens the program's own comments
DONE = "keep one text, then delete this comment"
_CLOSING = {CONFLICT: f"{DONE} -->", "<!--": "-->", "```": "```", "~~~": "~~~"}


def parse(text: str, path: str = "") -> Page:
    """Return the page; :func:`generator.pages.document.render` gives ``text`` back.

    Of front matter that is broken only the lines that can be read alone count;
    :func:`parse_with_error` says what is wrong.
    """
    return parse_with_error(text, path)[0]


def parse_with_error(text: str, path: str = "") -> tuple[Page, FrontMatterError | None]:
    """Return the page and why its front matter cannot be read, ``None`` if it can."""
    try:
        return later(path, split(text).front, text), None
    except FrontMatterError as error:
        return later(path, _readable(text.split("\n")[1:]), text), error


def later(path: str, front: Mapping[str, Any], text: str) -> Page:
    """Return a page whose front matter is known; its lines are taken apart when they are needed."""
    return Unread.of(path, front, text, _lines)


def _lines(text: str) -> tuple[Line, ...]:
    raw = text.split("\n")
    fence = _closing_fence(raw)
    lines = (Line(number, line, Kind.FRONT) for number, line in enumerate(raw[:fence], start=1))
    return (*lines, *_body(raw[fence:], fence + 1))


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


def _closing_fence(raw: Sequence[str]) -> int:
    """Return how many lines the front matter takes, 0 where there is none."""
    if raw[0].rstrip(" \t") != "---":
        return 0
    ends = (at for at, line in enumerate(raw[1:], start=2) if line.rstrip(" \t") == "---")
    return next(ends, 0)


def _body(raw: Sequence[str], first: int) -> Iterator[Line]:
    section, before, closing = "", Kind.BLANK, ""
    last = {mark: _last(raw, mark) for mark in _CLOSING.values()}
    for at, text in enumerate(raw):
        if closing:
            kind = Kind.COMMENT if closing.endswith("-->") else Kind.OTHER
            closing = "" if _ends(text, closing) else closing
        else:
            kind = _kind(text, before, raw[at + 1] if at + 1 < len(raw) else "")
            opened = _closing(text) if kind in (Kind.COMMENT, Kind.OTHER) else ""
            # What nothing closes opens nothing: the lines below it must not get lost.
            closing = opened if last.get(opened, -1) > at else ""
        if kind is Kind.HEADING and text.startswith("## "):
            section = text[3:].strip()
        yield Line(first + at, text, kind, section, _labels(text, kind))
        before = before if kind is Kind.BLANK and before is Kind.FOOTNOTE else kind


def _last(raw: Sequence[str], mark: str) -> int:
    return max((at for at, text in enumerate(raw) if _ends(text, mark)), default=-1)


def _ends(text: str, mark: str) -> bool:
    """Return whether a line ends a block; the program's comments end none that a person opened."""
    return mark in text and not (mark == "-->" and text == _CLOSING[CONFLICT])


def _kind(text: str, before: Kind, after: str) -> Kind:
    if not text.strip():
        return Kind.BLANK
    if text.startswith("<!--") or _MERGE.match(text):
        return Kind.COMMENT
    if before is Kind.FOOTNOTE and text.startswith(("    ", "\t")):
        return Kind.FOOTNOTE
    kind = next((kind for kind, form in _PATTERNS if form.match(text)), Kind.SENTENCE)
    if kind is not Kind.ROW:
        return kind
    if _TABLE_RULE.match(text.rstrip()):
        return Kind.TABLE_RULE
    return Kind.TABLE_HEAD if _TABLE_RULE.match(after.rstrip()) else Kind.ROW


def _closing(text: str) -> str:
    """Return what must come before the block that ``text`` opens is over, empty if it opens none.

    A comment that ends in its own line opens none.
    """
    closing = next((end for start, end in _CLOSING.items() if text.startswith(start)), "")
    return "" if closing == "-->" and closing in text else closing


def _labels(text: str, kind: Kind) -> tuple[str, ...]:
    if kind in (Kind.COMMENT, Kind.FOOTNOTE, Kind.BLANK):
        return ()
    return tuple(LABEL.findall(text))
