"""Find the lines between paragraphs that are none: sub-headings, teasers, titles pointed at.

A line that shares most of its words with the text heads the part below it; another article's
headline does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from generator.ingest.headline import (
    FULL,
    OTHER,
    POINTER,
    SMALL,
    STOPPED,
    SUBHEADING,
    Line,
    is_title_case,
    roots,
    shares,
)
from generator.text.grammar import count

FOOT = "line below the article"
_ENDING = frozenset({"byline", "copyright or legal notice", "invitation to comment", "end mark"})
_CONNECTING = re.compile(
    r"(?:It|They|He|She|This|These|But|And|However|Meanwhile|Also|In addition|According to)\b"
)


def looks_like_headline(line: str, *, stops_are_rule: bool) -> bool:
    """Return whether a line of its own (plain typography) has the form of a headline.

    ``stops_are_rule`` says that the paragraphs of this text end with a stop, so that a line
    without one is no paragraph.
    """
    bare = line.strip(" #\"'")
    if len(bare.split()) > 24 or not re.match(r"[A-Z0-9$€£\[(]", bare):
        return False
    if line.startswith("#"):
        return True
    if STOPPED.search(bare):
        return is_title_case(bare) and bare.endswith(("?", "!"))
    return is_title_case(bare) or (stops_are_rule and not _CONNECTING.match(bare))


def remove_pointed_at(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Remove the titles listed under a bare "Related articles" line."""
    listing = False
    for n, line in enumerate(lines):
        if reasons.get(n) == POINTER:
            listing = True
        elif n not in reasons and listing:
            asks = line.text.endswith("?")
            listing = asks or looks_like_headline(line.text, stops_are_rule=True)
            if listing:
                reasons[n] = OTHER


def remove_headlines(lines: Sequence[Line], reasons: dict[int, str], start: int) -> None:
    """Remove each line that has the form of a headline and only interrupts the text."""
    end = max((n for n in range(len(lines)) if n not in reasons), default=-1)
    last = max((n for n in range(end) if n not in reasons and lines[n].words > FULL), default=end)
    full = [n for n in range(start, end) if n not in reasons and lines[n].words > FULL]
    stopped = sum(bool(STOPPED.search(lines[n].text)) for n in full)
    rule = len(full) > 1 and stopped >= 0.8 * len(full)
    asking = [n for n in range(start, len(lines)) if lines[n].text.endswith("?")]
    asked = rule and sum(lines[n].words <= 14 for n in asking) < 3  # more of them: a conversation
    told = Counter(root for n in full for root in roots(lines[n].text))
    _remove_teasers(lines, reasons, told)
    following = _following(lines, reasons)
    for n, line in enumerate(lines):
        if n in reasons:
            continue
        item = line.item and not _heads_its_item(lines, n)
        form = not item and looks_like_headline(line.text, stops_are_rule=rule)
        asks = asked and line.words <= 14 and line.text.endswith("?")
        form = form or (asks and lines[n - 1].words > FULL)
        own = roots(line.text)
        shared = sum(told[root] > (line.words > FULL) for root in own)
        if (
            (n == end or (n == last and n - 1 not in reasons))
            and not STOPPED.search(line.text)
            and _is_prose(line, n + 1 == len(lines), shared)
        ):
            continue  # the text breaks off here
        if form and not following[n][:1].islower():
            heads = line.words <= 3 or 2 * shared >= len(own)
            reasons[n] = SUBHEADING if heads else OTHER


def _remove_teasers(lines: Sequence[Line], reasons: dict[int, str], told: Counter[str]) -> None:
    """Remove the beginnings of other articles at the end, cut short with dots."""
    for n in range(len(lines) - 1, 0, -1):
        if n in reasons:
            continue
        own = roots(lines[n].text)
        teaser = lines[n].text.endswith(("...", "…"))
        if not told or not teaser or 3 * sum(map(bool, map(told.get, own))) > len(own):
            return
        reasons[n] = OTHER


def _is_prose(line: Line, last: bool, shared: int) -> bool:
    """Return whether a last line without a stop is the beginning of a sentence."""
    open_end = line.text.rpartition(" ")[2].lower() in SMALL
    if line.words > 8 and shared > 1:
        return True
    if not open_end and (line.words < 3 or is_title_case(line.text)):
        return False
    verb = open_end or count(line.text).certain > 0
    return verb or shared > 0 if last else verb and shared > 0


def _heads_its_item(lines: Sequence[Line], n: int) -> bool:
    """Return whether a list item only heads the paragraph below it: "1. Acme delays"."""
    near = (*lines[max(n - 1, 0) : n], *lines[n + 1 : n + 2])
    return n + 1 < len(lines) and not any(line.item for line in near)


def _following(lines: Sequence[Line], reasons: Mapping[int, str]) -> list[str]:
    """Return for each line the next one that stays, a sentence's beginning after the last."""
    following, found = "A", []
    for n in range(len(lines) - 1, -1, -1):
        found.append(following)
        if n not in reasons:
            following = lines[n].text
    return found[::-1]


def remove_below(lines: Sequence[Line], reasons: dict[int, str], start: int) -> None:
    """Remove what a page puts below its article.

    It comes after a line that ends a text, is the lesser part and shares few words with the rest.
    """
    kept = [n for n in range(start, len(lines)) if n not in reasons]
    ends = (n for n in range(start, len(lines)) if reasons.get(n) in _ENDING)
    end = next((n for n in ends if 2 * _words(lines, kept, n) > _words(lines, kept, -1)), None)
    if end is None:
        return
    told = frozenset().union(*(roots(lines[n].text) for n in kept if n < end))
    for n in reversed([n for n in kept if n > end]):
        if shares(roots(lines[n].text), told, 1 / 4):
            return
        reasons[n] = FOOT


def _words(lines: Sequence[Line], kept: Sequence[int], end: int) -> int:
    return sum(lines[n].words for n in kept if end < 0 or n < end)
