"""Take the text of a page apart, line by line, losing nothing and refusing nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from generator.pages.document import DEFINITION, Kind, Line, Page
from generator.text.frontmatter import FrontMatterError, split

_LABEL = re.compile(r"(?<!\\)\[\^([^\[\]\s]+)\]")
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


def parse(text: str, path: str = "") -> Page:
    """Return the page; :func:`generator.pages.document.render` gives ``text`` back.

    Of front matter that is broken only the lines that can be read alone count;
    :func:`parse_with_error` says what is wrong.
    """
    return parse_with_error(text, path)[0]


def parse_with_error(text: str, path: str = "") -> tuple[Page, FrontMatterError | None]:
    """Return the page and why its front matter cannot be read, ``None`` if it can."""
    raw = text.split("\n")
    fence = _closing_fence(raw)
    lines = [Line(number, line, Kind.FRONT) for number, line in enumerate(raw[:fence], start=1)]
    body = _body(raw[fence:], fence + 1)
    try:
        return Page(path, split(text).front, (*lines, *body)), None
    except FrontMatterError as error:
        return Page(path, _readable(raw[1 : max(0, fence - 1)]), (*lines, *body)), error


def _readable(lines: Sequence[str]) -> dict[str, Any]:
    """Return the keys of broken front matter that can be read alone, as after a bad merge.

    A page is known by its id, so the id must not get lost for a fault in another line.
    """
    front: dict[str, Any] = {}
    for line in lines:
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
    section, before = "", Kind.BLANK
    closing: str | None = None  # what ends the block we are in: a comment or fenced code
    for at, text in enumerate(raw):
        if closing is None:
            kind = _kind(text, before, raw[at + 1] if at + 1 < len(raw) else "")
            closing = _closing(text, kind)
        else:
            kind = Kind.COMMENT if closing == "-->" else Kind.OTHER
            closing = None if closing in text else closing
        if kind is Kind.HEADING and text.startswith("## "):
            section = text[3:].strip()
        yield Line(first + at, text, kind, section, _labels(text, kind))
        before = before if kind is Kind.BLANK and before is Kind.FOOTNOTE else kind


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


def _closing(text: str, kind: Kind) -> str | None:
    """Return what must come before the block that ``text`` opens is over."""
    if kind is Kind.COMMENT:
        return None if "-->" in text or not text.startswith("<!--") else "-->"
    if kind is Kind.OTHER and text.startswith(("```", "~~~")):
        return text[:3]
    return None


def _labels(text: str, kind: Kind) -> tuple[str, ...]:
    if kind in (Kind.COMMENT, Kind.FOOTNOTE, Kind.BLANK):
        return ()
    return tuple(_LABEL.findall(text))
