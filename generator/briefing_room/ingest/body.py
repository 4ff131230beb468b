"""Part the body of an article from what stands above, between and below its paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from briefing_room.ingest.boilerplate import (
    CAPTION,
    FOOT,
    LABEL,
    LEGAL,
    NAVIGATION,
    OTHER,
    POINTER,
    SUBHEADING,
)
from briefing_room.ingest.byline import (
    BYLINE,
    DATELINE,
    HEAD,
    TIME,
    head_line,
    is_city,
    is_opinion_label,
)
from briefing_room.ingest.dateline import dateline
from briefing_room.ingest.lines import (
    FULL,
    SMALL,
    TextLine,
    is_title_case,
    kept,
    roots,
    roots_of,
    shares,
    weight,
)
from briefing_room.text.grammar import count

_SHORT = 14  # words of a question that heads a part
_NEAR = 40  # lines around one that are looked at
COMMENT = "invitation to comment"
_ENDING = frozenset({BYLINE, COMMENT, LEGAL, "end mark"})
_CREDIT = 8  # words of a picture's credit; its caption has five times as many at most
_RUN = 8  # lines from one paragraph of the body to the next, at most
_LONG = 14  # paragraphs of a text whose last ones surely share words with it
_FOOT = 20  # lines that a page has below an article at least


@dataclass(frozen=True, slots=True)
class Body:
    """Where the body begins, and how often its words stand there."""

    start: int
    words: Counter[str]


def find_body(lines: Sequence[TextLine], reasons: Mapping[int, str]) -> Body:
    """Find where the run of lines begins that has most words of paragraphs, and their words.

    Each word of a paragraph counts for a run, each line that is none of it against it: a notice
    among the menus of a page is not worth the way to the article.
    """
    open_lines = kept(lines, reasons)
    paragraphs = [n for n in open_lines if lines[n].paragraph]
    whole = [n for n in open_lines if lines[n].tells]
    start = best = value = begun = 0
    for n, line in enumerate(lines):
        if value <= 0:
            value, begun = 0, n
        value += weight(line, reasons.get(n))
        if value > best:
            best, start = value, begun
    text = paragraphs or whole or [0]
    own = [n for n in text if n >= start] or text
    start = own[0]
    words = Counter(root for n in own if n < len(lines) for root in roots(lines[n].text))
    return Body(start, words)


def remove_around(
    lines: Sequence[TextLine], reasons: dict[int, str], titles: Sequence[int], start: int
) -> range:
    """Remove what is not prose; return the head: the lines that stand with headline and byline.

    The text begins at ``start``; ``titles`` are the lines that say its headline.
    """
    title = _title(lines, [n for n in titles if n < start])
    titled = title >= 0
    head = range(_top(lines, reasons, title if titled else start), _end(lines, reasons, start))
    for n in range(max(head.stop, start)):
        known = reasons.get(n, NAVIGATION)
        if n < head.start and titled:
            reasons.setdefault(n, NAVIGATION)
        elif known != NAVIGATION:
            continue
        elif n in head and (byline := head_line(lines[n].text)):
            reasons[n] = byline.reason
        elif n in head and is_opinion_label(lines[n].text):
            reasons[n] = LABEL
        elif n < start and not _is_standfirst(n, lines, titled=titled):
            led = dateline(lines[n].text) is not None
            reasons.setdefault(n, DATELINE if led else SUBHEADING if titled else NAVIGATION)
    _remove_between(lines, reasons, start)
    for n in kept(lines, reasons):
        # the caption above a bare credit, where the text begins
        if reasons.get(n + 1) == CAPTION and max(lines[n].words / 5, lines[n + 1].words) <= _CREDIT:
            reasons[n] = CAPTION
        if n >= head.stop:
            break
    _remove_below(lines, reasons, start)
    return head


def _title(lines: Sequence[TextLine], titles: Sequence[int]) -> int:
    """Return where the headline stands with its byline or day, below a menu that has it too."""
    for n in reversed(titles):
        below = (head_line(line.text) for line in lines[n + 1 : n + 4])
        if any(byline and byline.sure for byline in below):
            return n
    return next(iter(titles), -1)


def _top(lines: Sequence[TextLine], reasons: Mapping[int, str], title: int) -> int:
    """Return where the head begins: day, byline or desk may stand above headline and caption."""
    top = title
    for n in range(title - 1, -1, -1):
        text = lines[n].text
        byline = head_line(text)
        if (byline and byline.sure) or is_opinion_label(text) or is_city(text):
            top = n
        elif reasons.get(n) not in {CAPTION, DATELINE}:
            break
    return max(top, 0)


def _end(lines: Sequence[TextLine], reasons: Mapping[int, str], body: int) -> int:
    """Return where the head ends: the byline may stand below a standfirst."""
    words = accumulate(line.words for line in lines[body : body + 7])
    near = [n for n, above in enumerate(words, start=body) if above - lines[n].words <= 60]
    end = max((n + 1 for n in near if reasons.get(n) in HEAD), default=body)
    below = head_line(lines[end].text) if body < end < len(lines) else None
    name = below.people[0] if below and below.people else ""  # the author's, said again below
    return end + any(name and name in line.text for line in lines[end + 1 :])


def _is_standfirst(n: int, lines: Sequence[TextLine], *, titled: bool) -> bool:
    """Return whether a line above the body is a whole sentence that shares words with the text."""
    line = lines[n]
    near = roots_of((*lines[max(n - _NEAR, 0) : n], *lines[n + 1 : n + _NEAR]))
    whole = line.text.endswith((".", "!", '"')) or (line.stopped and line.words > FULL)
    large_letter = lines[n + 1].text[:1].islower()
    tells = whole and (not titled or shares(line, near, 1 / 12))
    return large_letter or _is_item(n, lines) or tells


def _remove_between(lines: Sequence[TextLine], reasons: dict[int, str], start: int) -> None:
    """Remove the lines among the paragraphs that have no end: headings, teasers, rows."""
    listing = False  # the titles below a bare "Related articles"
    for n in range(start, len(lines)):
        listing = reasons[n] == POINTER if n in reasons else listing and not lines[n].tells
        if listing and lines[n].words <= 2 * FULL:
            reasons.setdefault(n, OTHER)
    text = [n for n in kept(lines, reasons) if n >= start]
    full = [n for n in text[:-1] if lines[n].words > FULL]
    stopped = sum(lines[n].stopped for n in full)
    rule = len(full) > 1 and stopped >= 0.75 * len(full)  # so that one without is no paragraph
    words = roots_of(lines[n] for n in full)
    asking = [n for n in text if lines[n].text.endswith("?") and lines[n].words <= _SHORT]
    following = "A"
    for at in range(len(text) - 1, -1, -1):
        n, line = text[at], lines[text[at]]
        above = lines[text[at - 1]] if at else line
        asks = n in asking and rule and len(asking) < 3 and above.words > FULL
        titled = is_title_case(line.text) and not line.text.endswith((".", "…", ":"))
        open_end = titled or (rule and not line.stopped)
        heading = line.text.startswith("#") or (open_end and line.words <= 2 * FULL)
        unfinished = line.text.endswith(",") or following[:1].islower()
        goes_on = unfinished or (at + 1 == len(text) and _breaks_off(n, lines))
        if (asks or (heading and not _is_item(n, lines))) and not goes_on:
            own = roots(line.text)
            shared = line.words < 4 or 2 * len(own & words) >= len(own)
            reasons[n] = SUBHEADING if shared else OTHER
        else:
            following = line.text


def _is_item(n: int, lines: Sequence[TextLine]) -> bool:
    """Return whether a line is one of a list, and no number before the heading of a part."""
    near = (*lines[max(n - 1, 0) : n], *lines[n + 1 : n + 2])
    above = range(n - 1, max(n - _NEAR, -1), -1)
    led = next((lines[k].text for k in above if lines[k].stopped), "").endswith(":")
    beside = lines[n].item and any(line.item for line in near)
    return beside or (led and count(lines[n].text).certain > 0)


def _breaks_off(n: int, lines: Sequence[TextLine]) -> bool:
    """Return whether a last line without a stop is the beginning of a sentence."""
    line, titled = lines[n], is_title_case(lines[n].text)
    if line.words < 3 or line.text.rpartition(" ")[2].lower() in SMALL:
        return line.words > 2
    tells = not titled and count(line.text).certain > 0
    begins = "," in line.text or (line.words > 8 and not titled)
    return tells or (n + 1 == len(lines) and begins)


def _remove_below(lines: Sequence[TextLine], reasons: dict[int, str], start: int) -> None:
    """Remove what a page puts below its article: what is not worth the way through it.

    Each word of a paragraph counts for the text, each line that is none of it counts against it;
    the article ends where the sum is highest, or where it is signed.
    """
    value = best = 0
    end = start
    for n, line in enumerate(lines[start:], start=start):
        value += weight(line, reasons.get(n))
        if value > best:
            best, end = value, n + 1
    while end < len(lines) and end not in reasons and lines[end].item:
        end += 1
    signed = _signed(lines, reasons, start)
    foot = range(min(end, signed), len(lines))
    open_foot = [n for n in foot if n not in reasons]
    prose = [n for n in open_foot if lines[n].stopped]
    short = prose and len(foot) - len(prose) < _FOOT  # a text that ends as it likes, no page's foot
    if not best or (short and end <= signed) or (len(foot) == 1 and _breaks_off(end, lines)):
        return
    for n in foot:
        reasons.setdefault(n, FOOT)


def _signed(lines: Sequence[TextLine], reasons: Mapping[int, str], start: int) -> int:
    """Return where a line ends the text: who wrote it, if nothing below shares words with it."""
    text = [n for n in kept(lines, reasons) if n >= start]
    half, words = sum(lines[n].words for n in text) / 2, 0
    for n in range(start, len(lines)):
        words += 0 if n in reasons else lines[n].words
        reason = reasons.get(n)
        feed = reason == POINTER and TIME in {reasons.get(n + 1), reasons.get(n + 2)}
        if (feed and words) or (reason in _ENDING and words > half):
            above = roots_of(lines[k] for k in text if k < n)
            goes_on = any(shares(lines[k], above, 1 / 4) for k in text if k > n)
            return len(lines) if goes_on and reason != COMMENT else n
    return len(lines)
