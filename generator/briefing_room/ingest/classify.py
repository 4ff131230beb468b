"""Label each line of a paste: the first of the two passes that make an article of it.

Some lines are known by their words.  The body is the run of lines that has most words of
paragraphs; the headline shares most words with it.  Both tell where the head stands; from what
stands round it each line above, among and below the paragraphs then gets its label, or stays text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from briefing_room.ingest.boilerplate import labels_by_words
from briefing_room.ingest.bylines import dateline, head_line
from briefing_room.ingest.headline import Body, Headline, find_headline
from briefing_room.ingest.labels import HEAD, Label
from briefing_room.ingest.lines import (
    FULL,
    SMALL,
    Line,
    is_title_case,
    roots,
    roots_of,
    shares,
    weight,
)
from briefing_room.ingest.names import is_city, is_opinion_label
from briefing_room.text.grammar import count

Labels = Sequence[Label | None]
_SHORT = 14  # words of a question that heads a part
_NEAR = 40  # lines around one that are looked at
_LED = 12  # lines of a list below the line that leads to it
_ENDING = frozenset({Label.BYLINE, Label.COMMENT, Label.LEGAL, Label.END})
_CREDIT = 8  # words of a picture's credit; its caption has five times as many at most
_FOOT = 20  # lines that a page has below an article at least
_SIGNED = 60  # words of text above a byline that still is of the head


@dataclass(frozen=True, slots=True)
class Classified:
    """The label of each line, ``None`` for text; the headline; which lines stand with it."""

    labels: tuple[Label | None, ...]
    headline: Headline
    head: range


def classify(lines: Sequence[Line], markup: Sequence[str], known: str | None) -> Classified:
    """Return what each line is; ``markup`` names those of Markdown that are no prose.

    A title that is ``known`` from elsewhere is looked for only.
    """
    own = labels_by_words(lines, markup)
    headline = find_headline(lines, own, find_body(lines, own), known)
    start, at = headline.body, frozenset(headline.at)
    titled = [Label.TITLE if n in at else label for n, label in enumerate(own)]
    for n in _listed(lines, titled):
        titled[n] = Label.OTHER
    title = _title(lines, [n for n in headline.at if n < start])
    top = _top(lines, titled, start if title < 0 else title)
    head = range(top, _end(lines, titled, start))
    stop = max(head.stop, start)
    above = [_above(n, lines, titled[n], head, start, titled=title >= 0) for n in range(stop)]
    among = _among(lines, [*above, *titled[stop:]], start)
    return Classified(tuple(_below(lines, _captioned(lines, among, head), start)), headline, head)


def unlabelled(labels: Labels, start: int = 0) -> list[int]:
    """Return the lines from ``start`` on that are text so far."""
    return [n for n in range(start, len(labels)) if labels[n] is None]


def find_body(lines: Sequence[Line], labels: Labels) -> Body:
    """Find where the run of lines begins that has most words of paragraphs, and their words.

    Each word of a paragraph counts for a run, each line that is none of it against it: a notice
    among the menus of a page is not worth the way to the article.
    """
    text = unlabelled(labels)
    paragraphs = [n for n in text if lines[n].paragraph]
    whole = [n for n in text if lines[n].tells]
    start = best = value = begun = 0
    for n, line in enumerate(lines):
        if value <= 0:
            value, begun = 0, n
        value += weight(line, labels[n])
        if value > best:
            best, start = value, begun
    prose = paragraphs or whole or [0]
    own = [n for n in prose if n >= start] or prose
    words = Counter(root for n in own if n < len(lines) for root in roots(lines[n].text))
    return Body(own[0], words)


# --- The head -------------------------------------------------------------------------------------


def _title(lines: Sequence[Line], titles: Sequence[int]) -> int:
    """Return where the headline stands with its byline or day, below a menu that has it too."""
    for n in reversed(titles):
        below = (head_line(line.text) for line in lines[n + 1 : n + 4])
        if any(byline and byline.sure for byline in below):
            return n
    return next(iter(titles), -1)


def _top(lines: Sequence[Line], labels: Labels, title: int) -> int:
    """Return where the head begins: day, byline or desk may stand above headline and caption."""
    top = title
    for n in range(title - 1, -1, -1):
        text = lines[n].text
        byline = head_line(text)
        if (byline and byline.sure) or is_opinion_label(text) or is_city(text):
            top = n
        elif labels[n] not in {Label.CREDIT, Label.DATELINE}:
            break
    return max(top, 0)


def _end(lines: Sequence[Line], labels: Labels, body: int) -> int:
    """Return where the head ends: the byline may stand below a standfirst."""
    words = accumulate(line.words for line in lines[body : body + 7])
    near = [n for n, above in enumerate(words, start=body) if above - lines[n].words <= _SIGNED]
    end = max((n + 1 for n in near if labels[n] in HEAD), default=body)
    below = head_line(lines[end].text) if body < end < len(lines) else None
    name = below.people[0] if below and below.people else ""  # the author's, said again below
    return end + any(name and name in line.text for line in lines[end + 1 : end + _NEAR])


def _above(
    n: int, lines: Sequence[Line], known: Label | None, head: range, start: int, *, titled: bool
) -> Label | None:
    """Return the label of a line of the head, or above it."""
    if titled and n < head.start:
        return known or Label.NAVIGATION
    if known not in {None, Label.NAVIGATION}:
        return known
    text = lines[n].text
    if n in head and (byline := head_line(text)):
        return byline.label
    if n in head and is_opinion_label(text):
        return Label.DESK
    if n < start and not _is_standfirst(n, lines, titled=titled):
        led = dateline(text) is not None
        beside = Label.SUBHEADING if titled else Label.NAVIGATION
        return known or (Label.DATELINE if led else beside)
    return known


def _is_standfirst(n: int, lines: Sequence[Line], *, titled: bool) -> bool:
    """Return whether a line above the body is a whole sentence that shares words with the text."""
    line = lines[n]
    whole = line.text.endswith((".", "!", '"')) or (line.stopped and line.words > FULL)
    large_letter = n + 1 < len(lines) and lines[n + 1].text[:1].islower()
    if large_letter or _is_item(n, lines):
        return True
    near = (*lines[max(n - _NEAR, 0) : n], *lines[n + 1 : n + _NEAR])
    return whole and (not titled or shares(line, roots_of(near), 1 / 12))


def _captioned(lines: Sequence[Line], labels: Labels, head: range) -> Labels:
    """Return the labels with that of the caption above a bare credit, where the text begins."""
    found = [*labels]
    for n in unlabelled(labels):
        credited = n + 1 < len(labels) and labels[n + 1] is Label.CREDIT
        if credited and max(lines[n].words / 5, lines[n + 1].words) <= _CREDIT:
            found[n] = Label.CREDIT
        if n >= head.stop:
            break
    return found


# --- Among the paragraphs -------------------------------------------------------------------------


def _among(lines: Sequence[Line], labels: Labels, start: int) -> Labels:
    """Return the labels with those of lines among the paragraphs that have no end: headings, rows.

    One that shares its words with the text heads a part of it; others are of other articles.
    """
    found = [*labels]
    text = unlabelled(found, start)
    full = [n for n in text[:-1] if lines[n].words > FULL]
    stopped = sum(lines[n].stopped for n in full)
    rule = len(full) > 1 and stopped >= 0.75 * len(full)  # so that one without is no paragraph
    words = roots_of(lines[n] for n in full)
    asking = {n for n in text if lines[n].text.endswith("?") and lines[n].words <= _SHORT}
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
            found[n] = Label.SUBHEADING if shared else Label.OTHER
        else:
            following = line.text
    return found


def _listed(lines: Sequence[Line], labels: Labels) -> Iterator[int]:
    """Yield the titles of other articles below a bare "Related articles"."""
    listing = False
    for n in range(len(lines)):
        label = labels[n]
        listing = label is Label.POINTER if label else listing and not lines[n].tells
        if listing and not label and lines[n].words <= 2 * FULL:
            yield n


def _is_item(n: int, lines: Sequence[Line]) -> bool:
    """Return whether a line is one of a list, and no number before the heading of a part."""
    near = (*lines[max(n - 1, 0) : n], *lines[n + 1 : n + 2])
    above = range(n - 1, max(n - _LED, -1), -1)
    led = next((lines[k].text for k in above if lines[k].stopped), "").endswith(":")
    beside = lines[n].item and any(line.item for line in near)
    return beside or (led and count(lines[n].text).certain > 0)


def _breaks_off(n: int, lines: Sequence[Line]) -> bool:
    """Return whether a last line without a stop is the beginning of a sentence."""
    line, titled = lines[n], is_title_case(lines[n].text)
    if line.words < 3 or line.text.rpartition(" ")[2].lower() in SMALL:
        return line.words > 2
    tells = not titled and count(line.text).certain > 0
    begins = "," in line.text or (line.words > 8 and not titled)
    return tells or (n + 1 == len(lines) and begins)


# --- Below them -----------------------------------------------------------------------------------


def _below(lines: Sequence[Line], labels: Labels, start: int) -> Labels:
    """Return the labels with that of what a page puts below its article.

    Each word of a paragraph counts for the text, each line that is none of it counts against it;
    the article ends where the sum is highest, or where it is signed.
    """
    value = best = 0
    end = start
    for n in range(start, len(lines)):
        value += weight(lines[n], labels[n])
        if value > best:
            best, end = value, n + 1
    while end < len(lines) and not labels[end] and lines[end].item:
        end += 1
    signed = _signed(lines, labels, start)
    foot = min(end, signed)
    below = len(lines) - foot
    prose = [n for n in unlabelled(labels, foot) if lines[n].stopped]
    short = prose and below - len(prose) < _FOOT  # a text that ends as it likes, no page's foot
    if not best or (short and end <= signed) or (below == 1 and _breaks_off(end, lines)):
        return labels
    return [*labels[:foot], *(label or Label.FOOT for label in labels[foot:])]


def _signed(lines: Sequence[Line], labels: Labels, start: int) -> int:
    """Return where a line ends the text: who wrote it, if nothing below shares words with it."""
    text = unlabelled(labels, start)
    half, words = sum(lines[n].words for n in text) / 2, 0
    for n in range(start, len(lines)):
        label = labels[n]
        words += 0 if label else lines[n].words
        feed = label is Label.POINTER and Label.TIME in labels[n + 1 : n + 3]
        if (feed and words) or (label in _ENDING and words > half):
            above = roots_of(lines[k] for k in text if k < n)
            goes_on = any(shares(lines[k], above, 1 / 4) for k in text if k > n)
            return len(lines) if goes_on and label is not Label.COMMENT else n
    return len(lines)
