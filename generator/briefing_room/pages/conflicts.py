"""Conflict comments: a person's text stays, and what is generated now waits in a comment below it.

In the front matter that is a comment of YAML, elsewhere one of HTML, so the page stays valid and
the site shows the person's text.  The program only adds such comments; only people remove them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing_room.text.files import GIT_CONFLICT_MARK

OPENING = "<!-- conflict: "
_CHANGED = "the generator now says"
_DELETED = f"you deleted this line; {_CHANGED}"
_HEADS = tuple(
    f"{mark} conflict: {text}" for mark in ("<!--", "#") for text in (_CHANGED, _DELETED)
)
_INSTRUCTION = "keep one text, then delete this comment"
CLOSING = f"{_INSTRUCTION} -->"


class OpenConflict(NamedTuple):
    """A conflict comment in a page: the line it starts in and what it proposes."""

    line: int
    proposed_lines: tuple[str, ...]
    is_of_deleted: bool = False  # a person deleted the line that it proposes


def conflict_comment(text: str, *, deleted: bool = False, in_front_matter: bool = False) -> str:
    """Write the comment that shows what is generated."""
    head = _DELETED if deleted else _CHANGED
    if in_front_matter:
        return f"# conflict: {head}\n# {text}\n# {_INSTRUCTION}"
    return f"{OPENING}{head}\n{text.replace('--', '-&#45;')}\n{CLOSING}"  # "-->" would end it


def proposed_line(line: str, comment: str) -> str:
    """The text that a line of a conflict comment proposes."""
    return line.removeprefix("# " * comment.startswith("#")).replace("-&#45;", "--")


def is_conflict(item: str) -> bool:
    """Whether a line, or a folded comment, is a conflict comment."""
    return item.startswith(_HEADS)


def has_open_conflict(text: str) -> bool:
    """Whether a page has an open conflict, of this program or of git."""
    return any(is_conflict(line) or line.startswith(GIT_CONFLICT_MARK) for line in text.split("\n"))


def fold_conflicts(lines: Sequence[str]) -> list[str]:
    """Join the lines of each conflict comment, so that they are not merged one by one."""
    items: list[str] = []
    comment: list[str] = []
    for line in lines:
        if not comment and line not in _HEADS:
            items.append(line)
            continue
        comment.append(line)
        if line in (CLOSING, f"# {_INSTRUCTION}"):
            items.append("\n".join(comment))
            comment = []
    return items + comment  # one that a person left open is ordinary text


def conflicts(text: str) -> tuple[OpenConflict, ...]:
    """Find the conflicts that are still open."""
    open_conflicts, number = [], 1
    for item in fold_conflicts(text.split("\n")):
        head, *body = item.split("\n")
        if is_conflict(item):
            lines = tuple(proposed_line(line, item) for line in body[:-1])
            open_conflicts.append(OpenConflict(number, lines, _DELETED in head))
        number += len(body) + 1
    return tuple(open_conflicts)


def proposals(text: str) -> list[str]:
    """The lines that the open conflicts of a page propose."""
    return [line for conflict in conflicts(text) for line in conflict.proposed_lines]
