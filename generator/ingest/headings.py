"""Find the headlines that stand in a text, by their form and their place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from generator.ingest.blocks import Block
from generator.ingest.credits import MAY_DATE
from generator.ingest.headlines import (
    OTHER,
    SUBHEADING,
    TITLE,
    content_words,
    is_title_case,
    looks_like_headline,
)

FULL = 12  # words; a longer paragraph surely is one
_STOPPED = re.compile(r"""[.!?…:;]["')\]]*$""")


def first_full(lines: Sequence[str], reasons: Mapping[int, str]) -> int:
    """Return the index of the first full paragraph that stays, their number if none does."""
    full = (at for at, line in enumerate(lines) if at not in reasons and len(line.split()) > FULL)
    return next(full, len(lines))


def remove_headlines(lines: list[str], blocks: Sequence[Block], reasons: dict[int, str]) -> None:
    """Remove each line that has the form of a headline and only interrupts the text."""
    rule = _stops_are_rule(lines, reasons)
    words = vocabulary(lines, reasons)
    following = _next_kept(lines, reasons)
    before, listing = ".", False
    for index, line in enumerate(lines):
        if index in reasons:
            continue
        listing = before.endswith(":") or (listing and not _STOPPED.search(before))
        if listing and not _STOPPED.search(line) and not is_title_case(line):
            before = line  # "the following volumes:", one to a line
            continue
        item = blocks[index].list_item and not _heads_its_item(blocks, index)
        form = not item and looks_like_headline(line, stops_are_rule=rule)
        if form and _interrupts(before, following[index]):
            share = share_of(line, words)
            short = len(line.split()) <= 3 and not line.startswith('"')
            reasons[index] = SUBHEADING if share >= 0.5 or short else OTHER
        else:
            before = line


def _heads_its_item(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a list item only heads the paragraph below it: "1. Lynas delays"."""
    near = (*blocks[max(index - 1, 0) : index], *blocks[index + 1 : index + 2])
    return index + 1 < len(blocks) and not any(block.list_item for block in near)


def vocabulary(lines: Sequence[str], reasons: Mapping[int, str]) -> Counter[str]:
    """Return in how many full paragraphs each content word stands."""
    words: Counter[str] = Counter()
    for index, line in enumerate(lines):
        if index not in reasons and len(line.split()) > FULL:
            words.update(content_words(line))
    return words


def share_of(line: str, words: Counter[str], *, title: bool = False) -> float:
    """Return the share of a line's content words that other paragraphs use, from 0 to 1.

    For a ``title`` it is 0 below two shared words or a fifth: then it is no title of this text.
    """
    own = content_words(line)
    itself = len(line.split()) > FULL
    shared = sum(words[word] > itself for word in own)
    share = shared / len(own) if own else 0.0
    return 0.0 if title and share < 0.4 and (shared < 2 or share < 0.2) else share


def _stops_are_rule(lines: list[str], reasons: Mapping[int, str]) -> bool:
    head = _end_of_head(lines, reasons)
    full = [
        line
        for at, line in enumerate(lines)
        if at >= head and at not in reasons and len(line.split()) > FULL
    ]
    return len(full) >= 2 and sum(bool(_STOPPED.search(line)) for line in full) >= 0.8 * len(full)


def _end_of_head(lines: list[str], reasons: Mapping[int, str]) -> int:
    """Return where the head ends: above its last byline, day or title may stand a standfirst."""
    end = 0
    for at, line in enumerate(lines):
        if at not in reasons and len(line.split()) > FULL and _STOPPED.search(line):
            break
        if reasons.get(at) in MAY_DATE | {TITLE}:
            end = at
    return end


def _next_kept(lines: list[str], reasons: Mapping[int, str]) -> list[str]:
    """Return for each line the next one that stays, a sentence's beginning after the last."""
    following, found = "A", []
    for index in range(len(lines) - 1, -1, -1):
        found.append(following)
        if index not in reasons:
            following = lines[index]
    return found[::-1]


def _interrupts(before: str, after: str) -> bool:
    """Return whether neither neighbour goes on in the line between them."""
    open_end = not _STOPPED.search(before) and len(before.split()) > FULL
    if open_end or before.endswith(":"):
        return open_end and after[:1].islower()
    return not after[:1].islower()
