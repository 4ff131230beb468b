"""Find the end of a head that was pasted into one line with its text.

"Senate backs fund By Dana Omarova ASTANA, 5 June 2026 (Times) – The Senate …": headline, byline and
dateline have lost their line breaks.  Only a dateline, or a byline with a day, shows where the text
begins; without one nothing is cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.ingest.datelines import DATE, Dateline, dateline_inside

_LONGEST = 400  # characters in which a head ends
_STOP = re.compile(r"(?<=[a-z\d)])[.!?][\"']?\s+(?=[A-Z])")
_BY = re.compile(r"\s+(?:By|BY)[: ]\s*(?=[A-Z])")
_DATED = re.compile(
    rf"(?:By|BY)[: ]\s*[A-Z][^.!?]{{3,80}}?(?:{DATE})(?:,?\s+\d{{4}})?"
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?i:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{1,4}T\b)?)?\s+(?=[A-Z\"'])"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A head before a text: its length, and its parts as they stand in it."""

    length: int
    title: str | None
    byline: str
    dateline: str
    publisher: str | None = None


def glued_head(paragraph: str) -> Head | None:
    """Return the head at the start of a paragraph (straight quotes) that goes on with the text."""
    stop = _STOP.search(paragraph)
    most = min(stop.start() if stop else len(paragraph), _LONGEST)
    inside = dateline_inside(paragraph, most)
    if inside:
        return _head(paragraph, *inside)
    by = _BY.search(paragraph, 0, most)
    dated = _DATED.match(paragraph, by.start() + 1) if by else None
    if dated and len(paragraph[dated.end() :].split()) >= 5:
        return _head(paragraph, dated.end(), Dateline(0, None))
    return None


def _head(paragraph: str, start: int, line: Dateline) -> Head | None:
    """Take the head apart; ``start`` is where its dateline begins."""
    by = _BY.search(f" {paragraph}", 0, start + 1)
    end = max(by.start() - 1, 0) if by else start
    title = paragraph[:end].strip(" |–—-")
    if title and not 3 <= len(title.split()) <= 30:
        return None
    length = start + line.length
    byline, words = paragraph[end:start].strip(), paragraph[start:length].strip()
    return Head(length, title or None, byline, words, line.publisher)
