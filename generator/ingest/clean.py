"""Decide for each block of a seed whether it is the article's, and why not if it is not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.ingest.blocks import Block
from generator.ingest.boilerplate import line_reason
from generator.ingest.datelines import clock, dateline
from generator.ingest.headings import FULL, own_title, remove_headlines
from generator.ingest.headlines import OTHER, looks_like_headline
from generator.ingest.typography import plain, same_length

_NAMES = re.compile(r"[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]*){1,2}")
_MOST_ALIKE = 50  # paragraphs with the same four words that are looked at
_NOTE = "notes of a press release"
_NOTES = re.compile(
    r"""[#*\s]*(?:About\ (?!the\b|this\b)(?-i:[A-Z])[\w.&' -]{1,40}
    |(?:Cautionary\ (?:Note|Statement)|Forward[- ]Looking|Safe\ Harbou?r)\b[^.]{0,80}
    |(?:Media|Press|Investor)s?(?:\ and\ \w+)?\ (?:Contacts?|Enquir\w+|Inquir\w+|Relations)
    |Contacts?|Notes?\ to\ Editors?|For\ (?:further|more)\ information\b[^.]{0,60})[:*\s]*""",
    re.VERBOSE | re.IGNORECASE,
)
_STRONG = re.compile(r"([*_]{1,3})([^*_]+)\1(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning found, by the index of the block.

    A reason for each block that goes, the length of the dateline of each that has one; the title
    and the publisher if the text says them.
    """

    reasons: dict[int, str]
    datelines: dict[int, int]
    title: str | None = None
    publisher: str | None = None


def clean(text: str, blocks: Sequence[Block], title: str | None = None) -> Cleaned:
    """Clean a text that somebody else wrote; ``title`` is its title where it is known already."""
    lines = [plain(text[block.start + block.lead : block.end]) for block in blocks]
    reasons = {index: block.markup for index, block in enumerate(blocks) if block.markup}
    _boilerplate(lines, reasons)
    _release_notes(lines, reasons)
    _pointed_at(lines, reasons)
    _repeated(lines, reasons)
    found, publisher = own_title(lines, blocks, reasons, title)
    _bare_names(lines, reasons)
    remove_headlines(lines, blocks, reasons)
    datelines, named = _datelines(text, blocks, reasons)
    datelines = _clocks(text, blocks, reasons) | datelines
    return Cleaned(reasons, datelines, title or found, named or publisher)


def _boilerplate(lines: list[str], reasons: dict[int, str]) -> None:
    """Remove what a page puts around the text, from the end, where most of it stands."""
    at_end = True  # no full paragraph has been met yet
    for index in range(len(lines) - 1, -1, -1):
        reason = None if index in reasons else line_reason(lines[index], at_end=at_end)
        if reason:
            reasons[index] = reason
        at_end = at_end and (index in reasons or len(lines[index].split()) <= FULL)


def _release_notes(lines: list[str], reasons: dict[int, str]) -> None:
    """Remove what a press release says of its sender below the news, if that is the lesser part."""
    start = next((i for i, line in enumerate(lines) if i and _NOTES.fullmatch(line)), len(lines))
    words = [len(line.split()) for line in lines]
    if sum(words[start:]) <= 0.5 * sum(words):
        reasons.update({at: _NOTE for at in range(start, len(lines)) if at not in reasons})


def _pointed_at(lines: list[str], reasons: dict[int, str]) -> None:
    """Remove the titles listed under a bare "Related articles" line."""
    listing = False
    for index, line in enumerate(lines):
        if reasons.get(index) == "pointer to another article" and len(line.split()) <= 4:
            listing = True
        elif index not in reasons and listing:
            listing = looks_like_headline(line, stops_are_rule=True)
            if listing:
                reasons[index] = OTHER


def _repeated(lines: list[str], reasons: dict[int, str]) -> None:
    """Remove a pull quote: a short line that another paragraph has word for word."""
    paragraphs: dict[str, list[str]] = defaultdict(list)  # by each run of four words in them
    for line in {line for at, line in enumerate(lines) if at not in reasons and len(line) > 40}:
        for run in _runs_of_four(line):
            if len(paragraphs[run]) < _MOST_ALIKE:
                paragraphs[run].append(line)
    for index, line in enumerate(lines):
        bare = line.strip("\"' .,")
        if index in reasons or len(bare) >= 250 or len(bare.split()) < 4:
            continue
        alike = paragraphs.get(next(_runs_of_four(bare)), [])
        if any(bare in other and len(other) > 1.5 * len(bare) for other in alike):
            reasons[index] = "pull quote, repeated in the text"


def _runs_of_four(line: str) -> Iterator[str]:
    words = re.findall(r"\w+", line.lower())
    return (" ".join(words[at : at + 4]) for at in range(max(len(words) - 3, 1)))


def _bare_names(lines: list[str], reasons: dict[int, str]) -> None:
    """Remove a name alone on its line above the text: the byline of a page that prints no "By"."""
    for index, line in enumerate(lines):
        if len(line.split()) > FULL:
            return
        if index not in reasons and _NAMES.fullmatch(line):
            reasons[index] = "byline"


def _clocks(text: str, blocks: Sequence[Block], reasons: dict[int, str]) -> dict[int, int]:
    """Find the times that the entries of a live blog begin with."""
    lengths = {
        at: clock(same_length(text[block.start : block.end]))
        for at, block in enumerate(blocks)
        if at not in reasons and not block.lead
    }
    return {at: length for at, length in lengths.items() if length}


def _datelines(
    text: str,
    blocks: Sequence[Block],
    reasons: dict[int, str],
) -> tuple[dict[int, int], str | None]:
    """Find the dateline: it opens the first paragraph, or the one below a standfirst."""
    kept = [index for index in range(len(blocks)) if index not in reasons][:3]
    for index in kept:
        block = blocks[index]
        start = block.start + block.lead
        raw = same_length(text[start : block.end])
        strong = _STRONG.match(raw)  # **Lusaka** – in Markdown
        found = dateline(strong[2] + strong[3] if strong else raw, first=index == kept[0])
        if found:
            marks = 2 * len(strong[1]) if strong else 0
            return {index: block.lead + marks + found.length}, found.publisher
    return {}, None
