"""Find a text's own title: the line above its first full paragraph that speaks of the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.ingest.blocks import Block
from generator.ingest.credits import BYLINE, is_company
from generator.ingest.datelines import names_outlet
from generator.ingest.headings import share_of, vocabulary
from generator.ingest.headlines import (
    POINTER,
    TITLE,
    content_words,
    looks_like_headline,
    without_desk,
    without_signs,
)
from generator.text.typography import plain

_SITE = re.compile(r"\s+(?P<bar>[|–—-])\s+(?P<name>[A-Z][\w.&' ]{1,38})$")
_SURE = 0.1  # the worth of a line that is marked as a title and shares no word with the text
_FIRST = 0.05  # the worth of a first line that shares one
_ENOUGH = 0.3  # the share of its words from which a line may be chosen before a better one below


@dataclass(frozen=True, slots=True)
class OwnTitle:
    """An article's own headline, the site that it names and whether it is called an opinion."""

    title: str | None = None
    site: str | None = None
    opinion: bool = False


def own_title(
    lines: Sequence[str], blocks: Sequence[Block], reasons: dict[int, str], known: str | None
) -> OwnTitle:
    """Find the article's own headline before its first full paragraph.

    Its line is removed, also where the title is ``known`` from elsewhere.
    """
    above = list(_above(lines, blocks, reasons))
    if known:
        at = next((at for at in above if _same(_bare(lines[at]), known)), None)
    else:
        at = _chosen(above, lines, blocks, reasons)
    if at is None:
        return OwnTitle()
    reasons[at] = TITLE
    text, opinion = without_desk(without_signs(_unmarked(lines[at])))
    site = _SITE.search(text)
    if known:
        return OwnTitle(opinion=opinion)
    if site and (site["bar"] == "|" or names_outlet(site["name"])):
        return OwnTitle(text[: site.start()], site["name"], opinion)
    return OwnTitle(text, None, opinion)


def _above(lines: Sequence[str], blocks: Sequence[Block], reasons: dict[int, str]) -> Iterator[int]:
    """Yield the lines above the first paragraph that have the form of a headline."""
    for at, line in enumerate(lines):
        sure = blocks[at].markup == "heading" or _is_labelled(at, line, reasons)
        if at in reasons and not sure:
            continue
        if not sure and not looks_like_headline(_bare(line), stops_are_rule=True):
            return
        yield at


def _is_labelled(at: int, line: str, reasons: dict[int, str]) -> bool:
    """Return whether a line that looks like a pointer may be the title: "Opinion | …"."""
    return reasons.get(at) == POINTER and _bare(line) != _unmarked(line)


def _chosen(
    above: Sequence[int], lines: Sequence[str], blocks: Sequence[Block], reasons: dict[int, str]
) -> int | None:
    """Return the first line that is half as good as the best: a standfirst comes second."""
    words = vocabulary(lines, reasons)
    worth: dict[int, float] = {}
    for at in above:
        text = _bare(lines[at])
        if blocks[at].list_item or len(text.split()) < 3 or is_company(text):
            continue
        share = share_of(text, words, title=True)
        sure = _is_labelled(at, lines[at], reasons) or reasons.get(at + 1) == BYLINE
        first = not worth and _names_one_of(text, lines[at + 1 :])
        worth[at] = share or (_SURE if sure else _FIRST if first else 0.0)
    best = max(worth, key=lambda at: (worth[at], -at), default=None)
    if best is None or not worth[best]:
        return None
    enough = max(_ENOUGH, worth[best] / 2)
    return next((at for at in worth if worth[at] >= enough), best)


def _unmarked(line: str) -> str:
    return line.lstrip("# ").strip()


def _bare(line: str) -> str:
    return without_desk(_unmarked(line))[0]


def _names_one_of(line: str, below: Sequence[str]) -> bool:
    """Return whether a line of 3 to 15 words shares a word of content with the text."""
    own = content_words(line) if 3 <= len(line.split()) <= 15 else frozenset()
    return any(not own.isdisjoint(content_words(other)) for other in below if own)


def _same(line: str, title: str) -> bool:
    def letters(words: str) -> str:
        return re.sub(r"\W+", " ", words.lower()).strip()

    return bool(letters(line)) and letters(line) == letters(_bare(plain(title)))
