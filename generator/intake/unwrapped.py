"""Put the paragraphs of a printed page together from its lines.

A page's lines break where the column ends, and columns of one page differ in width.  So each line
is measured against its neighbours, and only a line whose sentence is not over goes on in the next:
a mistake then joins a heading to a text, and never tears a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.ingest.headlines import is_title_case

_STOPPED = re.compile(  # the number of a note may follow, but "5.1" is no end
    r"""(?:(?<!\d)[.!?…:;]["'”’)\]\d]*|[.!?…:;]["'”’)\]]*)$"""
)
_ITEM = re.compile(r"\s*(?:[•‣▪●◦·∙*+–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_AROUND = 4  # lines on each side that tell how wide the column is
_FULL = 0.7  # of the column; a shorter line ends before the column does
_MOST_NUMBERS = 0.3  # of a line's words; more are a row of a table


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs that ``lines`` make, a line end inside where the page has one.

    An empty line always ends a paragraph.
    """
    found: list[list[str]] = []
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        if at and lines[at - 1].strip() and _goes_on(lines, at - 1):
            found[-1].append(line)
        else:
            found.append([line])
    return ["\n".join(part) for part in found]


def _goes_on(lines: Sequence[str], at: int) -> bool:
    """Return whether the line at ``at`` goes on in the one below it."""
    line, below = lines[at].strip(), lines[at + 1].strip()
    if _STOPPED.search(line) or _ITEM.match(below) or _is_row(line) or _is_row(below):
        return False
    if below[0].islower() or line.endswith("-"):
        return True
    width = max(len(other) for other in lines[max(0, at - _AROUND) : at + _AROUND + 1])
    heading = len(below) < _FULL * width and not _STOPPED.search(below)
    return len(line) >= _FULL * width and not heading and not _is_title(line)


def _is_title(line: str) -> bool:
    return line[0].isupper() and is_title_case(line) and not re.search(r"[.!?] ", line)


def _is_row(line: str) -> bool:
    words = line.split()
    numbers = sum(word[:1].isdigit() for word in words)
    many = numbers > _MOST_NUMBERS * len(words)
    return len(words) > 1 and many and not _STOPPED.search(line)
