"""Find a text's own title and the headlines that stand in it, by their place in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.ingest.blocks import Block
from generator.ingest.credits import BYLINE, MAY_DATE
from generator.ingest.datelines import names_outlet
from generator.ingest.headlines import (
    OTHER,
    POINTER,
    SUBHEADING,
    TITLE,
    content_words,
    looks_like_headline,
    without_desk,
    without_signs,
)
from generator.ingest.typography import plain
from generator.ingest.words import listed

FULL = 12  # words; a longer paragraph surely is one
_STOPPED = re.compile(r"""[.!?…:;]["')\]]*$""")
_COMPANY = listed("companies")
_SITE = re.compile(r"\s+(?P<bar>[|–—-])\s+(?P<name>[A-Z][\w.&' ]{1,38})$")


@dataclass(frozen=True, slots=True)
class OwnTitle:
    """An article's own headline, the site that it names and whether it is called an opinion."""

    title: str | None = None
    site: str | None = None
    opinion: bool = False


def own_title(
    lines: list[str],
    blocks: Sequence[Block],
    reasons: dict[int, str],
    known: str | None,
) -> OwnTitle:
    """Find the article's own headline before its first full paragraph.

    Its line is removed, also where the title is ``known`` from elsewhere.
    """
    vocabulary = _vocabulary(lines, reasons)
    candidates: list[tuple[float, int]] = []
    for index, line in enumerate(lines):
        text, opinion = without_desk(line.lstrip("# ").strip())
        heading = blocks[index].markup == "heading"
        labelled = reasons.get(index) == POINTER and text != line
        if index in reasons and not (heading or labelled):
            continue
        if known and _same(text, without_desk(known)[0]):
            reasons[index] = TITLE
            return OwnTitle(opinion=opinion)
        if not (heading or labelled) and not looks_like_headline(text, stops_are_rule=True):
            break
        if not blocks[index].list_item and len(text.split()) >= 3 and not _is_company(text):
            share = _share(text, vocabulary, title=True)
            sure = labelled or reasons.get(index + 1) == BYLINE
            first = not candidates and _names_one_of(text, lines[index + 1 :])
            candidates.append((share or (sure and 0.1) or (first and 0.05), -index))
    share, index = _first_good(candidates)
    if not share or known:
        return OwnTitle()
    reasons[-index] = TITLE
    text, opinion = without_desk(without_signs(lines[-index].lstrip("# ").strip()))
    site = _SITE.search(text)
    if site and (site["bar"] == "|" or names_outlet(site["name"])):
        return OwnTitle(text[: site.start()], site["name"], opinion)
    return OwnTitle(text, None, opinion)


def _first_good(candidates: Sequence[tuple[float, int]]) -> tuple[float, int]:
    """Return the first candidate that is half as good as the best: a standfirst comes second."""
    best = max(candidates, default=(0.0, 0))
    return next((each for each in candidates if each[0] >= max(0.3, best[0] / 2)), best)


def _names_one_of(line: str, below: Sequence[str]) -> bool:
    """Return whether a line of 4 to 15 words shares a word of content with the text."""
    own = content_words(line) if 4 <= len(line.split()) <= 15 else frozenset()
    return any(not own.isdisjoint(content_words(other)) for other in below if own)


def _is_company(line: str) -> bool:
    """Return whether a line is a company's name and nothing else, as in the head of a report."""
    last = line.rsplit(maxsplit=1)[-1].rstrip(".").lower()
    return last in _COMPANY and len(line.split()) <= 6


def first_full(lines: Sequence[str], reasons: Mapping[int, str]) -> int:
    """Return the index of the first full paragraph that stays, their number if none does."""
    full = (at for at, line in enumerate(lines) if at not in reasons and len(line.split()) > FULL)
    return next(full, len(lines))


def remove_headlines(lines: list[str], blocks: Sequence[Block], reasons: dict[int, str]) -> None:
    """Remove each line that has the form of a headline and only interrupts the text."""
    rule = _stops_are_rule(lines, reasons)
    vocabulary = _vocabulary(lines, reasons)
    following = _next_kept(lines, reasons)
    before = "."
    for index, line in enumerate(lines):
        if index in reasons:
            continue
        item = blocks[index].list_item and not _heads_its_item(blocks, index)
        form = not item and looks_like_headline(line, stops_are_rule=rule)
        if form and _interrupts(before, following[index]):
            share = _share(line, vocabulary)
            short = len(line.split()) <= 3 and not line.startswith('"')
            reasons[index] = SUBHEADING if share >= 0.5 or short else OTHER
        else:
            before = line


def _heads_its_item(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a list item only heads the paragraph below it: "1. Lynas delays"."""
    near = (*blocks[max(index - 1, 0) : index], *blocks[index + 1 : index + 2])
    return index + 1 < len(blocks) and not any(block.list_item for block in near)


def _vocabulary(lines: list[str], reasons: Mapping[int, str]) -> Counter[str]:
    """Return in how many full paragraphs each content word stands."""
    words: Counter[str] = Counter()
    for index, line in enumerate(lines):
        if index not in reasons and len(line.split()) > FULL:
            words.update(content_words(line))
    return words


def _share(line: str, vocabulary: Counter[str], *, title: bool = False) -> float:
    """Return the share of a line's content words that other paragraphs use, from 0 to 1.

    For a ``title`` it is 0 below two shared words or a fifth: then it is no title of this text.
    """
    own = content_words(line)
    itself = len(line.split()) > FULL
    shared = sum(vocabulary[word] > itself for word in own)
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


def _same(line: str, title: str) -> bool:
    def bare(words: str) -> str:
        return re.sub(r"\W+", " ", plain(words).lower()).strip()

    return bool(bare(line)) and bare(line) == bare(title)
