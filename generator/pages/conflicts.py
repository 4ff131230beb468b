"""What the program adds to a page that people edit: conflict comments, footnotes, marks, a head.

In a conflict the person's text stays, and the new text stands in a comment below.  In the front
matter that is a comment of YAML, elsewhere one of HTML: the page stays valid and the site shows the
person's text.  The program only ever adds such comments; only people remove them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from generator.pages.document import (
    DEFINITION,
    DONE,
    EDITOR,
    Kind,
    Line,
    Page,
    key_of,
    parse,
    parse_with_error,
)

SAYS = "conflict: the generator now says"
DELETED = "conflict: you deleted this line; the generator now says"
NOTHING = "(nothing: this text is gone)"
KNOWN_BY = ("id:", "seeds:")
"""The lines of a head by which its page is known: where a person took them out, they come back."""
CHANGED = "changed_since_review: true"
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


def with_notes(generated: Page, own: Sequence[Line], define: Callable[[str], str | None]) -> Page:
    """Return a generated page with the footnotes that only people's ``own`` lines cite.

    A label that ``define`` does not know stays without: `check` names it.
    """
    notes = (DEFINITION.match(line.text) for line in own if line.kind is Kind.FOOTNOTE)
    there = {*generated.definitions, *(note[1] for note in notes if note)}
    text = before = generated.text
    for label in dict.fromkeys(label for line in own for label in line.labels):
        note = "The editor's own text." if label == EDITOR else define(label)
        if note and label not in there:
            text = f"{text.rstrip()}\n\n[^{label}]: {note}\n"
    return generated if text == before else parse(text, generated.path)


def with_head(page: Page, generated: Page) -> Page:
    """Return a page with what it is known by, where a person took that out or the whole head."""
    head = [line for line in page.lines if line.kind is Kind.FRONT]
    whole = [line for line in generated.lines if line.kind is Kind.FRONT]
    keys = {*map(key_of, head)}
    lost = [line.text for line in whole if key_of(line) in KNOWN_BY and key_of(line) not in keys]
    if not lost:
        return page
    if head:
        return parse("\n".join([head[0].text, *lost, page.text.split("\n", 1)[1]]), page.path)
    opened, fault = parse_with_error(f"---\n{page.text}", page.path)  # the rest of a head is left
    if not fault and opened.front.keys() & generated.front.keys():
        return with_head(opened, generated)
    text = page.text.lstrip("\n")
    return parse("\n".join([*(line.text for line in whole), "", text]), page.path)


def mark_changed(text: str) -> str:
    """Say in the front matter that generated text changed after a person reviewed the page."""
    front, fence, body = text.partition("\n---\n")
    marked = re.search(rf"^{CHANGED}$", front, re.MULTILINE)
    if marked or not fence or not front.startswith("---\n"):
        return text
    return f"{front}\n{CHANGED}{fence}{body}"
