"""Take out of a page what rests on a withdrawn seed, and leave what people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.pages.conflicts import fold, is_comment
from generator.pages.document import Kind, Line, Page
from generator.pages.record import digest

TITLE = "# Kept after a seed was withdrawn"
_OF_SEEDS = re.compile(r"(seeds|origins|changed_since_review):")
_SAYS_NOTHING = (Kind.BLANK, Kind.FOOTNOTE, Kind.FRONT)


def own_lines(page: Page, base: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines below the front matter that people wrote, by the digests in ``base``."""
    own = (line for line in _without_comments(page) if digest(line.text) not in base)
    return tuple(line for line in own if line.kind not in _SAYS_NOTHING)


def without_generated(page: Page, base: Sequence[str]) -> str | None:
    """Return the page with people's lines alone, ``None`` if there are none.

    Headings stay where a line below them stays, footnotes where one cites them.  The page names no
    seed any more, so it is a person's own page from now on.
    """
    own = own_lines(page, base)
    if not own:
        return None
    numbers = {line.number for line in own}
    cited = tuple(f"[^{label}]:" for line in own for label in line.labels)
    sections = {line.section for line in own}
    texts = [""]
    for line in _without_comments(page):
        if line.kind is Kind.FRONT:
            stays = not _OF_SEEDS.match(line.text)
        elif line.kind is Kind.FOOTNOTE:
            stays = digest(line.text) not in base or line.text.startswith(cited or ("\n",))
        elif line.kind is Kind.HEADING:
            stays = line.section in sections
        else:
            stays = line.number in numbers or line.kind in (Kind.TITLE, Kind.BLANK)
        if stays:
            is_title = line.kind is Kind.TITLE and line.number not in numbers
            texts.append(TITLE if is_title else line.text)
    kept = [new for old, new in pairwise(texts) if old.strip() or new.strip()]
    return "\n".join(kept).rstrip() + "\n"


def _without_comments(page: Page) -> Iterator[Line]:
    """Yield the lines outside conflict comments: those hold the generator's text."""
    at = 0
    for item in fold([line.text for line in page.lines]):
        length = item.count("\n") + 1
        if not is_comment(item):
            yield from page.lines[at : at + length]
        at += length
