"""Decide for each block of a seed whether it is the article's, and why not if it is not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.ingest.blocks import Block
from generator.ingest.boilerplate import line_reason
from generator.ingest.credits import NOT_SAID, Credits, credits_of
from generator.ingest.headings import FULL, first_full, remove_headlines
from generator.ingest.headlines import OTHER, POINTER, is_opinion_label, looks_like_headline
from generator.ingest.heads import (
    NAVIGATION,
    Opening,
    find_openings,
    remove_head_lines,
    remove_notes_on,
)
from generator.ingest.mail import remove_mail
from generator.ingest.markdown import without_markup
from generator.ingest.matter import (
    remove_end_matter,
    remove_running_heads,
    remove_speakers,
    remove_tables,
)
from generator.ingest.titles import own_title
from generator.text.typography import plain, without_references

_MOST_ALIKE = 50  # paragraphs with the same four words that are looked at
_LONGEST_QUESTION = 14  # words of a title that asks
_MOST_ABOVE = 0.4  # of a text's words may stand above its content
_SKIP = re.compile(
    r"(?:skip|jump) to (?:(?:the )?(?:main )?content|article|story)\.?", re.IGNORECASE
)
_EDIT = re.compile(r"\s?\[edit(?: source)?\]$")  # beside each heading of Wikipedia
_VIEWS = re.compile(r".{0,20}\b(?:views|opinions)\b.{0,60}\b(?:author|writer|own)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning found, by the index of the block, and what the text says of itself.

    A reason for each block that goes, the opening of each that has one.
    """

    reasons: Mapping[int, str]
    openings: Mapping[int, Opening] = field(default_factory=dict)
    title: str | None = None
    credits: Credits = NOT_SAID
    opinion: bool = False


def clean(text: str, blocks: Sequence[Block], title: str | None, is_markdown: bool) -> Cleaned:
    """Clean a text that somebody else wrote; ``title`` is its title where it is known already."""
    raw = [text[block.start + block.lead : block.end] for block in blocks]
    lines = [_line(without_markup(line) if is_markdown else line) for line in raw]
    reasons = {index: block.markup for index, block in enumerate(blocks) if block.markup}
    subject = remove_mail(lines, reasons)
    remove_running_heads(lines, reasons)
    remove_tables(raw, reasons)
    _boilerplate(lines, reasons)
    _above_content(lines, reasons)
    remove_end_matter(lines, reasons)
    _pointed_at(lines, reasons)
    _repeated(lines, reasons)
    own = own_title(lines, blocks, reasons, title)
    remove_head_lines(lines, reasons)
    remove_speakers(lines, reasons)
    remove_headlines(lines, blocks, reasons)
    end = first_full(lines, reasons)
    head, below = (
        [(lines[at], reasons[at]) for at in places if at in reasons]
        for places in (range(end), range(end, len(lines)))
    )
    remove_notes_on(credits_of(head).author, lines, reasons)
    openings = find_openings(text, blocks, reasons)
    said = credits_of([*head, *openings.lines], below if head else ())
    publisher = openings.publisher or said.publisher or own.site
    return Cleaned(
        reasons,
        openings.at,
        title or own.title or openings.title or subject,
        replace(said, publisher=publisher),
        opinion=own.opinion or _is_opinion(lines, reasons),
    )


def _line(text: str) -> str:
    return _EDIT.sub("", without_references(plain(text)))


def _is_opinion(lines: Sequence[str], reasons: Mapping[int, str]) -> bool:
    """Return whether a removed line says that the text is somebody's opinion."""
    return any(is_opinion_label(lines[at]) or _VIEWS.match(lines[at]) for at in reasons)


def _boilerplate(lines: list[str], reasons: dict[int, str]) -> None:
    """Remove what a page puts around the text, from the end, where most of it stands."""
    at_end = True  # no full paragraph has been met yet
    for index in range(len(lines) - 1, -1, -1):
        reason = None if index in reasons else line_reason(lines[index], at_end=at_end)
        if reason:
            reasons[index] = reason
        at_end = at_end and (index in reasons or len(lines[index].split()) <= FULL)


def _above_content(lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Remove what stands above "Skip to main content": a page copied whole has notices there."""
    skip = next((at for at, line in enumerate(lines) if _SKIP.fullmatch(line.strip())), 0)
    words = [len(line.split()) for line in lines]
    if sum(words[:skip]) <= _MOST_ABOVE * sum(words):
        for at in range(skip):
            reasons.setdefault(at, NAVIGATION)


def _pointed_at(lines: list[str], reasons: dict[int, str]) -> None:
    """Remove the titles listed under a bare "Related articles" line."""
    listing = False
    for index, line in enumerate(lines):
        if reasons.get(index) == POINTER and len(line.split()) <= 6:
            listing = True
        elif index not in reasons and listing:
            asks = line.rstrip().endswith("?") and len(line.split()) <= _LONGEST_QUESTION
            listing = asks or looks_like_headline(line, stops_are_rule=True)
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
        if index in reasons or len(bare) >= 250 or len(bare.split()) < 6:
            continue
        alike = paragraphs.get(next(_runs_of_four(bare)), [])
        if any(bare in other and len(other) > 1.5 * len(bare) for other in alike):
            reasons[index] = "pull quote, repeated in the text"


def _runs_of_four(line: str) -> Iterator[str]:
    words = re.findall(r"\w+", line.lower())
    return (" ".join(words[at : at + 4]) for at in range(max(len(words) - 3, 1)))
