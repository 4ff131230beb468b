"""Read a line of a page as a reader would: without marks, links and escapes."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from generator.pages.document import Kind, Line
from generator.text.typography import plain

_MARK = re.compile(r"(?<!\\)\[\^[^\[\]\s]+\]")
_LINK = re.compile(r"(?<!\\)!?\[((?:\\.|[^\[\]\\])*)\]\((?:<[^>]*>|[^()\s]*)(?:\s+\"[^\"]*\")?\)")
_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+|[ \t]*>+[ \t]?|#{1,6} ")
_TAIL = re.compile(r"\s*(?<!\\)\*((?:\\.|[^*\\])+)\*\s*$")
_EMPHASIS = re.compile(r"(?<![\\\w*])(\*{1,3}|_{1,3})(?=\S)((?:\\.|[^*_\\])+?)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_TOKEN = re.compile(r"[$€£¥]?\w+(?:[.,:/'’-]\w+)*%?")
_QUOTED = re.compile(
    r"“([^”]+)”|\"([^\"]+)\"|(?<!\w)['‘](?=\w)([^'’]*(?:['’](?=\w)[^'’]*)*)['’](?!\w)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: its words, its cells if it is a row, and who speaks at its end."""

    text: str
    cells: tuple[str, ...] = ()
    speaker: str = ""


def read(line: Line) -> Said:
    """Return what ``line`` says, with plain typography."""
    if line.kind is Kind.ROW:
        cells = tuple(shown(cell) for cell in _cells(line.text))
        return Said(" | ".join(cells), cells)
    text = _MARK.sub("", _BULLET.sub("", line.text, count=1))
    tail = _TAIL.search(text)
    # Italics are the speaker where they close a sentence that has marks; else they are words.
    if tail and line.labels and line.kind is not Kind.HEADING:
        return Said(shown(text[: tail.start()]), (), shown(tail[1]))
    return Said(shown(text))


def told(line: Line) -> str:
    """Return what a line says for a list of findings: the cells of a row one after the other."""
    said = read(line)
    return "; ".join(cell for cell in said.cells if cell) or said.text


def _cells(text: str) -> list[str]:
    parts = _CELL_EDGE.split(text.strip())
    return parts[1:-1] if parts[-1].strip() == "" else parts[1:]


def shown(text: str) -> str:
    """Return Markdown's inline text as a reader sees it."""
    text = _TAG.sub(" ", _LINK.sub(r"\1", _MARK.sub("", text)))
    text = _EMPHASIS.sub(r"\2", text)
    return plain(html.unescape(_ESCAPE.sub(r"\1", text)))


def tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text in lower case, for comparison letter for letter."""
    return tuple(token.lower() for token in cased_tokens(text))


def cased_tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text as they are, without the possessive's ending."""
    return tuple(token.replace("’", "'").removesuffix("'s") for token in _TOKEN.findall(text))


def quotations(text: str) -> tuple[str, ...]:
    """Return what stands between quotation marks."""
    found = (next(group for group in match.groups() if group) for match in _QUOTED.finditer(text))
    return tuple(quoted.strip() for quoted in found if quoted.strip())


def contains(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Return whether the words ``part`` stand in ``whole`` one after the other."""
    if not part:
        return True
    ends = len(whole) - len(part)
    return any(
        whole[at] == part[0] and whole[at : at + len(part)] == part for at in range(ends + 1)
    )
