"""Take out of a page what rests on a withdrawn seed, and leave what people wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from generator.pages.conflicts import EDITOR_TEXT, fold, is_comment
from generator.pages.document import DEFINITION, EDITOR, Kind, Line, Page
from generator.pages.record import fingerprint

TITLE = "# Kept after a seed was withdrawn"
_OF_SEEDS = re.compile(r"(seeds|origins|changed_since_review):")
_SAYS_NOTHING = (Kind.BLANK, Kind.FOOTNOTE, Kind.FRONT)


def own_lines(
    page: Page, base: Sequence[str], define: Callable[[str], str | None]
) -> tuple[Line, ...]:
    """Return the lines below the front matter that people wrote, by the digests in ``base``."""
    return tuple(
        line
        for line in _without_comments(page)
        if line.kind not in _SAYS_NOTHING and _is_own(line, base, define)
    )


def without_generated(
    page: Page, base: Sequence[str], define: Callable[[str], str | None]
) -> str | None:
    """Return the page with people's lines alone, ``None`` if there are none.

    Headings stay where a line below them stays.  The page names no seed any more, so it is a
    person's own page from now on.
    """
    own = {line.number for line in own_lines(page, base, define)}
    if not own:
        return None
    cited = {x for line in page.lines if line.number in own for x in line.labels}
    lines = [
        line
        for line in _without_comments(page)
        if line.number in own or _stays(line, base, define, cited)
    ]
    texts = [*_with_content(lines, own)]
    kept = [new for old, new in pairwise(["", *texts]) if old.strip() or new.strip()]
    return "\n".join(kept).rstrip() + "\n"


def _without_comments(page: Page) -> Iterator[Line]:
    """Yield the lines outside conflict comments: those hold the generator's text."""
    at = 0
    for item in fold([line.text for line in page.lines]):
        length = item.count("\n") + 1
        if not is_comment(item):
            yield from page.lines[at : at + length]
        at += length


def _is_own(line: Line, base: Sequence[str], define: Callable[[str], str | None]) -> bool:
    if fingerprint([line.text])[0] in base:
        return False
    label = DEFINITION.match(line.text)
    if label is None:
        return True
    note = EDITOR_TEXT if label[1] == EDITOR else define(label[1])
    return line.text[label.end() :].strip() != (note or "").strip()


def _stays(
    line: Line, base: Sequence[str], define: Callable[[str], str | None], cited: set[str]
) -> bool:
    """Return whether a line that says nothing itself still serves one that stays."""
    if line.kind is Kind.FRONT:
        return not _OF_SEEDS.match(line.text)
    if line.kind is Kind.FOOTNOTE:
        label = DEFINITION.match(line.text)
        is_editors = label is not None and label[1] == EDITOR and EDITOR in cited
        return is_editors or _is_own(line, base, define)
    return line.kind in (Kind.TITLE, Kind.HEADING, Kind.BLANK)


def _with_content(lines: Sequence[Line], own: set[int]) -> Iterator[str]:
    """Yield the texts without generated headings that have nothing below them."""
    for at, line in enumerate(lines):
        if line.number in own or line.kind not in (Kind.TITLE, Kind.HEADING):
            yield line.text
        elif line.kind is Kind.TITLE:
            yield TITLE
        elif any(below.number in own for below in _below(lines[at + 1 :], line)):
            yield line.text


def _below(lines: Sequence[Line], head: Line) -> Iterator[Line]:
    """Yield the lines up to the next heading of the same rank."""
    rank = len(head.text) - len(head.text.lstrip("#"))
    for line in lines:
        if line.kind is Kind.HEADING and len(line.text) - len(line.text.lstrip("#")) <= rank:
            return
        yield line
