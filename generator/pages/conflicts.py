"""Show a conflict inside a page: the person's text stays, the new text stands in a comment below.

In the front matter the comment is one of YAML, elsewhere one of HTML: the page stays valid and
the site shows the person's text.  A comment would end a table, so those about rows stand below the
last one.  The program only ever adds such comments; only people remove them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

SAYS = "conflict: the generator now says"
DONE = "keep one text, then delete this comment"
NOTHING = "(nothing: this text is gone)"
DELETED = "conflict: you deleted this line; the generator now says"
_STARTS = (f"<!-- {SAYS}", f"<!-- {DELETED}", f"# {SAYS}", f"# {DELETED}")
_ENDS = (f"{DONE} -->", f"# {DONE}")


class Conflict(NamedTuple):
    """Both sides changed the same lines: ``kept`` is in the page, ``proposed`` is not."""

    kept: tuple[str, ...]
    proposed: tuple[str, ...]
    deleted: bool = False  # a person took out the line that now reads otherwise


class OpenConflict(NamedTuple):
    """A conflict comment found in a page: the line it starts in and what it proposes."""

    line: int
    proposed: tuple[str, ...]
    deleted: bool = False


def write_out(parts: Sequence[str | Conflict]) -> list[str]:
    """Return the page's lines: a conflict becomes the kept text and a comment."""
    items: list[str] = []
    for part in parts:
        if isinstance(part, Conflict):
            items += part.kept
            in_front = items[:1] == ["---"] and "---" not in items[1:]
            about = next((item for item in reversed(items) if not is_comment(item)), "")
            said = part.proposed or ((f"{NOTHING} {about}",) if _is_row(about) else (NOTHING,))
            comment = _comment(said, deleted=part.deleted, in_front_matter=in_front)
            items.append("\n".join(comment))
        else:
            items.append(part)
    return [line for item in _below_tables(items) for line in item.split("\n")]


def _below_tables(items: Sequence[str]) -> list[str]:
    """Return the lines and folded comments with no comment between two rows of a table."""
    out: list[str] = []
    waiting: list[str] = []
    for item in items:
        if is_comment(item) and "\n" in item and out and _is_row(out[-1]):
            waiting += [item] if item not in waiting else []  # said again after a crash
        else:
            out += waiting if not _is_row(item) else ()
            waiting = waiting if _is_row(item) else []
            out.append(item)
    return out + waiting


def _is_row(item: str) -> bool:
    return item.startswith("|")


def fold(lines: Sequence[str]) -> list[str]:
    """Make one item of each conflict comment, so that its text takes no part in a merge."""
    folded: list[str] = []
    comment: list[str] = []
    for line in lines:
        if comment or line in _STARTS:
            comment.append(line)
            if line in _ENDS:
                folded.append("\n".join(comment))
                comment = []
        else:
            folded.append(line)
    return folded + comment  # one that a person left open is ordinary text


def find(lines: Sequence[str]) -> tuple[OpenConflict, ...]:
    """Return the conflicts that nobody has settled yet."""
    found, at = [], 1
    for item in fold(lines):
        body = item.split("\n")
        if is_comment(item):
            in_front = body[0].startswith("#")
            said = [line.removeprefix("# ") if in_front else line for line in body[1:-1]]
            text = tuple(line.replace("-&#45;", "--") for line in said)
            found.append(OpenConflict(at, text, DELETED in body[0]))
        at += len(body)
    return tuple(found)


def is_comment(item: str) -> bool:
    """Return whether a line, or a folded comment, is a conflict comment."""
    return item.startswith(_STARTS)


def noted(kept: Sequence[str], proposed: Sequence[str]) -> bool:
    """Return whether the page shows this very proposal already."""
    comments = (
        "\n".join(_comment(proposed, deleted=deleted, in_front_matter=front))
        for front in (False, True)
        for deleted in (False, True)
    )
    return any(comment in kept for comment in comments)


def _comment(proposed: Sequence[str], *, deleted: bool = False, in_front_matter: bool) -> list[str]:
    head = DELETED if deleted else SAYS
    said = list(proposed) or [NOTHING]
    if in_front_matter:
        return [f"# {line}" for line in (head, *said, DONE)]
    safe = [line.replace("--", "-&#45;") for line in said]  # "-->" would end the comment
    return [f"<!-- {head}", *safe, _ENDS[0]]
