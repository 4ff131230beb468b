"""Conflict comments: what a person wrote and what is generated, where both changed a line.

In a conflict the person's text stays, and the new text stands in a comment below.  In the front
matter that is a comment of YAML, elsewhere one of HTML: the page stays valid and the site shows the
person's text.  The program only ever adds such comments; only people remove them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.pages.document import DONE

SAYS = "conflict: the generator now says"
DELETED = "conflict: you deleted this line; the generator now says"
NOTHING = "(nothing: this text is gone)"
_STARTS = (f"<!-- {SAYS}", f"<!-- {DELETED}", f"# {SAYS}", f"# {DELETED}")
_ENDS = (f"{DONE} -->", f"# {DONE}")


class OpenConflict(NamedTuple):
    """A conflict comment found in a page: the line it starts in and what it proposes."""

    line: int
    proposed: tuple[str, ...]
    deleted: bool = False


def comment(said: str, *, deleted: bool = False, in_front_matter: bool = False) -> str:
    """Return the lines of the comment that shows what is generated; ``deleted`` by a person."""
    head = DELETED if deleted else SAYS
    if in_front_matter:
        return f"# {head}\n# {said}\n# {DONE}"
    return f"<!-- {head}\n{said.replace('--', '-&#45;')}\n{DONE} -->"  # "-->" would end it


def fold(lines: Sequence[str]) -> list[str]:
    """Make one item of each conflict comment, so that its text takes no part in a merge."""
    folded: list[str] = []
    open_: list[str] = []
    for line in lines:
        if not open_ and line not in _STARTS:
            folded.append(line)
            continue
        open_.append(line)
        if line in _ENDS:
            folded.append("\n".join(open_))
            open_ = []
    return folded + open_  # one that a person left open is ordinary text


def find(lines: Sequence[str]) -> tuple[OpenConflict, ...]:
    """Return the conflicts that nobody has settled yet."""
    found, at = [], 1
    for item in fold(lines):
        head, *said = item.split("\n")
        if is_comment(item):
            in_front = "# " * head.startswith("#")
            said = [line.removeprefix(in_front).replace("-&#45;", "--") for line in said[:-1]]
            found.append(OpenConflict(at, tuple(said), DELETED in head))
        at += item.count("\n") + 1
    return tuple(found)


def is_comment(item: str) -> bool:
    """Return whether a line, or a folded comment, is a conflict comment."""
    return item.startswith(_STARTS)
