"""Take off what printed matter has around its text: end matter, running heads, rows of tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

RELEASE = "notes of a press release"
REFERENCES = "references"
RUNNING = "running head of a page"
ROW = "row of a table"
SPEAKER = "name of a speaker"
_RELEASE = re.compile(
    r"""[#*\s]*(?:About\ (?!the\b|this\b)(?-i:[A-Z])[\w.&' -]{1,40}
    |(?:Cautionary\ (?:Note|Statement)|Forward[- ]Looking|Safe\ Harbou?r)\b[^.]{0,80}
    |(?:Media|Press|Investor)s?(?:\ and\ \w+)?\ (?:Contacts?|Enquir\w+|Inquir\w+|Relations)
    |Contacts?|Notes?\ to\ Editors?|For\ (?:further|more)\ information\b[^.]{0,60})[:*\s]*""",
    re.VERBOSE | re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"[#*\s]*(?:references|foot ?notes|end ?notes|notes|bibliography|works cited|citations"
    r"|external links|literature)[:*\s]*",
    re.IGNORECASE,
)
_CELLS = re.compile(r"[^\S\n]*\t\s*| {3,}| \| ")
_LONGEST_CELL = 6  # words
_FEWEST_ROWS = 2
_FEWEST_TURNS = 3
_NAME = re.compile(r"[A-Z](?:[^.!?:]|(?<=\bD[Rr])\.|(?<=\bM[RrSs])\.|(?<=\b[A-Z])\.){1,60}")
_PAGE = re.compile(r"\bpage \d{1,3} of \d{1,3}$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<![\d.,$€£])\b\d{1,3}$|^\d{1,3}(?= {2,}| [|A-Z])")
_SHORT = 12  # words; a longer line is no running head


def is_end_heading(line: str) -> bool:
    """Return whether a line heads what stands below the news."""
    return any(heading.fullmatch(line) for heading in (_RELEASE, _REFERENCES))


def remove_end_matter(lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Remove what stands below the news, if that is the lesser part: references, notes."""
    words = [len(line.split()) for line in lines]
    for heading, reason in ((_RELEASE, RELEASE), (_REFERENCES, REFERENCES)):
        found = (at for at, line in enumerate(lines) if at and heading.fullmatch(line))
        start = next(found, len(lines))
        if sum(words[start:]) <= 0.5 * sum(words):
            reasons.update({at: reason for at in range(start, len(lines)) if at not in reasons})


def remove_running_heads(lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Remove short lines that come again with the number of another page, or say "page 3 of 9"."""
    keys = [_key(line) for line in lines]
    counts = Counter(key for key, line in {*zip(keys, lines, strict=True)} if key)
    for index, (key, line) in enumerate(zip(keys, lines, strict=True)):
        if key and index not in reasons and (counts[key] > 1 or _PAGE.search(line)):
            reasons[index] = RUNNING


def _key(line: str) -> str:
    short = 2 <= len(line.split()) <= _SHORT
    return re.sub(r"\d+", "#", line) if short and _NUMBERED.search(line) else ""


def remove_speakers(lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Remove names alone on their lines that come again before each turn of a conversation."""
    counts = Counter(line for at, line in enumerate(lines) if at not in reasons)
    again = {line for line, count in counts.items() if count > 1 and _NAME.fullmatch(line)}
    if sum(counts[line] for line in again) >= _FEWEST_TURNS:
        reasons.update({at: SPEAKER for at, line in enumerate(lines) if line in again})


def remove_tables(raw: Sequence[str], reasons: dict[int, str]) -> None:
    """Remove neighbouring lines (as they stand) that have as many short cells as each other."""
    cells = [_count(line) for line in raw]
    rows: set[int] = set()
    for before, after in pairwise(range(len(raw))):
        if cells[before] and cells[before] == cells[after]:
            rows.update((before, after))
    if len(rows) >= _FEWEST_ROWS:
        reasons.update({at: ROW for at in rows if at not in reasons})


def _count(line: str) -> int:
    """Return how many cells a line has, 0 if it is no row."""
    parts = [part.strip() for part in _CELLS.split(line.strip())]
    short = all(part and len(part.split()) <= _LONGEST_CELL for part in parts)
    return len(parts) if short and len(parts) > 1 else 0
