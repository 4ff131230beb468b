"""Read the head of a text: the lines above its first paragraph, and what opens that paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.ingest.blocks import Block
from generator.ingest.credits import (
    BYLINE,
    DATELINE,
    GLUED,
    MAY_DATE,
    TIME,
    is_company,
    is_on_the_author,
    is_outlet,
    is_placed,
    is_signed,
    is_stamp,
)
from generator.ingest.datelines import Dateline, clock, dateline, dateline_alone
from generator.ingest.glued import glued_head
from generator.ingest.headings import FULL
from generator.ingest.headlines import SUBHEADING, TITLE
from generator.text.typography import same_length

NAVIGATION = "page navigation"
_MAY_BE_HEAD = {NAVIGATION, "photo credit or caption"}  # a byline looks like either
ON_THE_AUTHOR = "note on the author"
_NAMES = re.compile(r"[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]*){1,2}")
_STRONG = re.compile(r"([*_]{1,3})([^*_]+)\1(.*)", re.DOTALL)
_SPEAKER = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'-]{1,40}:\s")
_LED_BY = 3  # paragraphs that may carry the dateline: two may stand above it


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before the text in its own paragraph: a dateline, a clock, a whole head."""

    length: int
    reason: str = DATELINE


@dataclass(frozen=True, slots=True)
class Openings:
    """The opening of each block that has one, and what they say of the text."""

    at: Mapping[int, Opening] = field(default_factory=dict)
    title: str | None = None
    lines: tuple[tuple[str, str], ...] = ()  # with their reasons, as credits are read from them
    publisher: str | None = None


def remove_head_lines(lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Remove lines above the text that are only a dateline, a day, an outlet or a person's name."""
    counts = Counter(lines)
    for index, line in enumerate(lines):
        if len(line.split()) > FULL and line.endswith((".", "!", "?", '"')):
            return
        if reasons.get(index, NAVIGATION) not in _MAY_BE_HEAD:
            continue
        if counts[line] > 1:  # a speaker's name stands before each answer
            continue
        if dateline_alone(line):
            reasons[index] = DATELINE
        elif is_stamp(line) or (is_placed(line) and _near(index, reasons)):
            reasons[index] = BYLINE if is_signed(line) or is_placed(line) else TIME
        elif is_outlet(line):
            reasons[index] = BYLINE
        elif index not in reasons and _NAMES.fullmatch(line):
            reasons[index] = BYLINE if _signs(index, lines, reasons) else SUBHEADING


def _signs(index: int, lines: Sequence[str], reasons: Mapping[int, str]) -> bool:
    """Return whether a name alone on its line is the author's: by its place, and not in the text.

    Else it heads what follows ("Rare Earths", "United States") or names a company.
    """
    name = lines[index]
    in_place = reasons.get(index - 1) in {TITLE, SUBHEADING, BYLINE} or _near(index, reasons)
    below = [line for line in lines[index + 1 :] if not line.startswith(name)]  # a note on them
    told = any(name in line or name.lower() in line for line in below)
    return in_place and not told and not is_company(name)


def _near(index: int, reasons: Mapping[int, str]) -> bool:
    """Return whether a line beside this one says who wrote the text or when."""
    return any(reasons.get(at) in MAY_DATE for at in (index - 1, index + 1))


def remove_notes_on(author: str | None, lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Remove what is said of the author above the text or at its end."""
    kept = [index for index in range(len(lines)) if index not in reasons]
    for index in {*kept[:1], *kept[-2:]}:
        if is_on_the_author(lines[index], author):
            reasons[index] = ON_THE_AUTHOR


def find_openings(text: str, blocks: Sequence[Block], reasons: Mapping[int, str]) -> Openings:
    """Find what opens the paragraphs: one dateline or glued head, the clocks of a live blog."""
    kept = [index for index in range(len(blocks)) if index not in reasons]
    raw = {
        at: same_length(text[blocks[at].start + blocks[at].lead : blocks[at].end]) for at in kept
    }
    clocks = {at: Opening(length) for at in kept if (length := _clock(raw[at], blocks[at]))}
    head = glued_head(raw[kept[0]]) if kept else None
    if head:
        opening = Opening(blocks[kept[0]].lead + head.length, GLUED)
        lines = ((head.byline, GLUED), (head.dateline, DATELINE))
        return Openings({**clocks, kept[0]: opening}, head.title, lines, head.publisher)
    prose = [index for index in kept if not blocks[index].list_item]  # a wire's points in brief
    for index in prose[:_LED_BY]:
        found = _dateline(raw[index], first=index == kept[0])
        if found and not _speaks(raw, index, found.length):
            line = raw[index][: found.length]
            openings = {**clocks, index: Opening(blocks[index].lead + found.length)}
            return Openings(openings, None, ((line, DATELINE),), found.publisher)
    return Openings(clocks)


def _clock(raw: str, block: Block) -> int:
    return clock(raw) if not block.lead else 0


def _dateline(raw: str, *, first: bool) -> Dateline | None:
    """Return the dateline of a paragraph; in Markdown its place may be strong: **Lusaka** –."""
    strong = _STRONG.match(raw)
    if not strong:
        return dateline(raw, first=first)
    found = dateline(strong[2] + strong[3], first=first)
    return Dateline(found.length + 2 * len(strong[1]), found.publisher) if found else None


def _speaks(raw: Mapping[int, str], index: int, length: int) -> bool:
    """Return whether a name before a colon is a speaker's in an interview, as others are below."""
    if not raw[index][:length].rstrip().endswith(":"):
        return False
    return any(_SPEAKER.match(other) for at, other in raw.items() if at != index)
