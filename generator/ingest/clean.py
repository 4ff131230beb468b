"""Decide for each block of a seed whether it is the article's, and why not if it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.ingest.blocks import Block
from generator.ingest.boilerplate import line_reason
from generator.ingest.datelines import dateline
from generator.ingest.headlines import (
    OTHER,
    SUBHEADING,
    TITLE,
    belongs,
    is_about,
    looks_like_headline,
)
from generator.ingest.typography import plain, same_length

_STOPPED = re.compile(r"""[.!?…:;]["')\]]*$""")
_FULL = 12  # words; a longer paragraph surely is one
_NAMES = re.compile(r"[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]*){1,2}")
_NOTE = "notes of a press release"
_NOTES = re.compile(
    r"""[#*\s]*(?:About\ (?!the\b|this\b)(?-i:[A-Z])[\w.&' -]{1,40}
    |(?:Cautionary\ (?:Note|Statement)|Forward[- ]Looking|Safe\ Harbou?r)\b[^.]{0,80}
    |(?:Media|Press|Investor)s?(?:\ and\ \w+)?\ (?:Contacts?|Enquir\w+|Inquir\w+|Relations)
    |Contacts?|Notes?\ to\ Editors?|For\ (?:further|more)\ information\b[^.]{0,60})[:*\s]*""",
    re.VERBOSE | re.IGNORECASE,
)
_STRONG = re.compile(r"([*_]{1,3})([^*_]+)\1(.*)", re.DOTALL)
_SITE = re.compile(r"\s+[|–—-]\s+(?P<name>[A-Z][\w.&' ]{1,38})$")


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
    found, publisher = _title(lines, blocks, reasons, title)
    _bare_names(lines, reasons)
    _headlines(lines, blocks, reasons)
    datelines, named = _datelines(text, blocks, reasons)
    return Cleaned(reasons, datelines, title or found, named or publisher)


def _boilerplate(lines: list[str], reasons: dict[int, str]) -> None:
    """Remove what a page puts around the text, from the end, where most of it stands."""
    at_end = True  # no full paragraph has been met yet
    for index in range(len(lines) - 1, -1, -1):
        reason = None if index in reasons else line_reason(lines[index], at_end=at_end)
        if reason:
            reasons[index] = reason
        at_end = at_end and (index in reasons or len(lines[index].split()) <= _FULL)


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
    for index, line in enumerate(lines):
        bare = line.strip("\"' .,")
        longer = (other for at, other in enumerate(lines) if at != index and at not in reasons)
        short = index not in reasons and len(bare.split()) >= 4 and len(bare) < 250
        if short and any(bare in other and len(other) > 1.5 * len(bare) for other in longer):
            reasons[index] = "pull quote, repeated in the text"


def _body(lines: list[str], reasons: dict[int, str], but: int) -> str:
    kept = (line for at, line in enumerate(lines) if at != but and at not in reasons)
    return " ".join(line for line in kept if len(line.split()) > _FULL)


def _stops_are_rule(lines: list[str], reasons: dict[int, str]) -> bool:
    kept = [line for index, line in enumerate(lines) if index not in reasons]
    full = [line for line in kept if len(line.split()) > _FULL]
    return len(full) >= 2 and sum(bool(_STOPPED.search(line)) for line in full) >= 0.8 * len(full)


def _title(
    lines: list[str],
    blocks: Sequence[Block],
    reasons: dict[int, str],
    known: str | None,
) -> tuple[str | None, str | None]:
    """Find the article's own headline before its first full paragraph."""
    candidates: list[tuple[bool, float, int]] = []
    for index, line in enumerate(lines):
        heading = blocks[index].markup == "heading"
        if index in reasons and not heading:
            continue
        text = line.lstrip("# ").strip()
        if known and _same(text, known):
            reasons[index] = TITLE
            return None, None
        if not heading and not looks_like_headline(text, stops_are_rule=True):
            break
        if not blocks[index].list_item and len(text.split()) >= 3:
            body = _body(lines, reasons, index)
            candidates.append((is_about(text, body), belongs(text, body), -index))
    about, _, index = max(candidates, default=(False, 0.0, 0))
    if not about or known:
        return None, None
    reasons[-index] = TITLE
    text = lines[-index].lstrip("# ").strip()
    site = _SITE.search(text)
    return (text[: site.start()], site["name"]) if site and "|" in site[0] else (text, None)


def _bare_names(lines: list[str], reasons: dict[int, str]) -> None:
    """Remove a name alone on its line above the text: the byline of a page that prints no "By"."""
    for index, line in enumerate(lines):
        if len(line.split()) > _FULL:
            return
        if index not in reasons and _NAMES.fullmatch(line):
            reasons[index] = "byline"


def _same(line: str, title: str) -> bool:
    def bare(words: str) -> str:
        return re.sub(r"\W+", " ", plain(words).lower()).strip()

    return bool(bare(line)) and bare(line) == bare(title)


def _headlines(lines: list[str], blocks: Sequence[Block], reasons: dict[int, str]) -> None:
    rule = _stops_are_rule(lines, reasons)
    for index, line in enumerate(lines):
        if index in reasons or blocks[index].list_item:
            continue
        if looks_like_headline(line, stops_are_rule=rule) and _stands_apart(index, lines, reasons):
            share = belongs(line, _body(lines, reasons, index))
            short = len(line.split()) <= 3 and not line.startswith('"')
            reasons[index] = SUBHEADING if share >= 0.5 or short else OTHER


def _stands_apart(index: int, lines: list[str], reasons: dict[int, str]) -> bool:
    """Return whether neither neighbour goes on in the line: it only interrupts them."""
    before = next((lines[at] for at in range(index - 1, -1, -1) if at not in reasons), ".")
    after = next((lines[at] for at in range(index + 1, len(lines)) if at not in reasons), "A")
    interrupted = not _STOPPED.search(before) and len(before.split()) > _FULL
    if interrupted or before.endswith(":"):
        return interrupted and after[:1].islower()
    return not after[:1].islower()


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
