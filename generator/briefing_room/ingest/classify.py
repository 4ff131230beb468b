"""Label each line of a paste: the first of the two passes that make an article of it.

Some lines are known by their words.  The body is the run of lines that has most words of
paragraphs; the headline shares most words with it.  Both show where the head is; each line above,
among and below the paragraphs then gets its label by its neighbours, or stays text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from briefing_room.ingest.boilerplate import labels_by_words
from briefing_room.ingest.bylines import dateline, head_line
from briefing_room.ingest.headline import Body, Headline, find_headline
from briefing_room.ingest.lines import (
    HEAD,
    MIN_PARAGRAPH_WORDS,
    SMALL,
    Label,
    Labels,
    Lines,
    is_title_case,
    roots,
    roots_of,
    shares,
    weight,
)
from briefing_room.ingest.names import is_city, is_opinion_label
from briefing_room.text.grammar import count

_MAX_QUESTION_WORDS = 14  # of one that heads a part
_NEIGHBOURS = 40  # lines around a standfirst that should share its words
_MAX_LIST_LINES = 12  # below the line with a colon that leads to a list
_ENDING = frozenset({Label.BYLINE, Label.COMMENT, Label.LEGAL, Label.END})
_MAX_CREDIT_WORDS = 8  # of a picture; its caption has five times as many at most
_MIN_FOOT_LINES = 20  # that a page has below an article
_MAX_WORDS_ABOVE_BYLINE = 60  # of text, where the byline still is of the head


@dataclass(frozen=True, slots=True)
class Classified:
    """The label of each line, ``None`` for text; the headline; which lines stand with it."""

    labels: tuple[Label | None, ...]
    headline: Headline
    head: range


def classify(lines: Lines, markup: Sequence[str], known: str | None) -> Classified:
    """Label each line; ``markup`` names those of Markdown that are no prose.

    A title that is ``known`` from elsewhere is only looked for.
    """
    by_words = labels_by_words(lines, markup)
    headline = find_headline(lines, by_words, find_body(lines, by_words), known)
    start, titles = headline.body, frozenset(headline.at)
    labels = [Label.TITLE if n in titles else label for n, label in enumerate(by_words)]
    for n in _other_titles(lines, labels):
        labels[n] = Label.OTHER
    title = _signed_title(lines, [n for n in headline.at if n < start])
    top = _top(lines, labels, start if title < 0 else title)
    head = range(top, _end_of_head(lines, labels, start))
    stop = max(head.stop, start)
    for n in range(stop):
        labels[n] = _above(n, lines, labels[n], head, start, titled=title >= 0)
    text = _captioned(lines, _among(lines, labels, start), head)
    return Classified(tuple(_below(lines, text, start)), headline, head)


def unlabelled(labels: Labels, start: int = 0) -> list[int]:
    """The lines from ``start`` on that are text so far."""
    return [n for n in range(start, len(labels)) if labels[n] is None]


def find_body(lines: Lines, labels: Labels) -> Body:
    """Find where the run of lines begins that has most words of paragraphs, and their words.

    Each word of a paragraph counts for a run, each line that is none of it against it: a notice
    among the menus of a page is not worth the way to the article.
    """
    start = best = value = begun = 0
    for n, line in enumerate(lines):
        if value <= 0:
            value, begun = 0, n
        value += weight(line, labels[n])
        if value > best:
            best, start = value, begun
    text = unlabelled(labels)
    prose = [n for n in text if lines[n].paragraph] or [n for n in text if lines[n].tells] or [0]
    body = [n for n in prose if n >= start] or prose
    return Body(body[0], Counter(root for n in body if lines for root in roots(lines[n].text)))


# --- The head -------------------------------------------------------------------------------------


def _signed_title(lines: Lines, titles: Sequence[int]) -> int:
    """Which line with the headline has its byline or day below, where a menu has it too; or -1."""
    for n in reversed(titles):
        below = (head_line(line.text) for line in lines[n + 1 : n + 4])
        if any(byline and byline.sure for byline in below):
            return n
    return next(iter(titles), -1)


def _top(lines: Lines, labels: Labels, title: int) -> int:
    """Find where the head begins: day, byline or desk may stand above headline and caption."""
    top = title
    for n in range(title - 1, -1, -1):
        text, byline = lines[n].text, head_line(lines[n].text)
        if (byline and byline.sure) or is_opinion_label(text) or is_city(text):
            top = n
        elif labels[n] not in {Label.CREDIT, Label.DATELINE}:
            break
    return max(top, 0)


def _end_of_head(lines: Lines, labels: Labels, body: int) -> int:
    """Find where the head ends: the byline may stand below a standfirst."""
    words = accumulate(line.words for line in lines[body : body + 7])
    near = [
        n
        for n, sum_ in enumerate(words, start=body)
        if sum_ - lines[n].words <= _MAX_WORDS_ABOVE_BYLINE
    ]
    end = max((n + 1 for n in near if labels[n] in HEAD), default=body)
    below = head_line(lines[end].text) if body < end < len(lines) else None
    name = below.people[0] if below and below.people else ""  # the author's, repeated below
    return end + any(name and name in line.text for line in lines[end + 1 : end + _NEIGHBOURS])


def _above(
    n: int,
    lines: Lines,
    known: Label | None,
    head: range,
    start: int,
    *,
    titled: bool,
) -> Label | None:
    """Label a line of the head, or above it."""
    if titled and n < head.start:
        return known or Label.NAVIGATION
    text = lines[n].text
    if known not in {None, Label.NAVIGATION}:
        return known
    if n in head and (byline := head_line(text)):
        return byline.label
    if n in head and is_opinion_label(text):
        return Label.DESK
    if known or n >= start or _is_standfirst(n, lines, titled=titled):
        return known
    return Label.DATELINE if dateline(text) else Label.SUBHEADING if titled else Label.NAVIGATION


def _is_standfirst(n: int, lines: Lines, *, titled: bool) -> bool:
    """Whether a line above the body is a whole sentence that shares words with the text."""
    line = lines[n]
    initial = n + 1 < len(lines) and lines[n + 1].text[:1].islower()  # a large first letter
    if initial or _is_item(n, lines):
        return True
    near = (*lines[max(n - _NEIGHBOURS, 0) : n], *lines[n + 1 : n + _NEIGHBOURS])
    whole = line.text.endswith((".", "!", '"'))
    whole = whole or (line.stopped and line.words > MIN_PARAGRAPH_WORDS)
    return whole and (not titled or shares(line, roots_of(near), 1 / 12))


def _captioned(lines: Lines, labels: Labels, head: range) -> Labels:
    """Label the caption above a bare credit, down to the first line of the text."""
    captioned = [*labels]
    for n in unlabelled(labels)[:-1]:
        caption, credit = lines[n], lines[n + 1]
        if labels[n + 1] is Label.CREDIT:
            short = max(caption.words / 5, credit.words) <= _MAX_CREDIT_WORDS
            captioned[n] = Label.CREDIT if short else None
        if n >= head.stop:
            break
    return captioned


# --- Among the paragraphs -------------------------------------------------------------------------


def _among(lines: Lines, labels: Labels, start: int) -> Labels:
    """Label the lines among the paragraphs that have no end: headings, titles of other articles.

    One that shares its words with the text heads a part of it.
    """
    among = [*labels]
    text = unlabelled(labels, start)
    full = [n for n in text[:-1] if lines[n].words > MIN_PARAGRAPH_WORDS]
    stopped = sum(lines[n].stopped for n in full)
    regular = len(full) > 1 and stopped >= 0.75 * len(full)  # one without a stop is no paragraph
    words = roots_of(lines[n] for n in full)
    questions = [
        n for n in text if lines[n].text.endswith("?") and lines[n].words <= _MAX_QUESTION_WORDS
    ]
    following = "A"
    for index in range(len(text) - 1, -1, -1):
        n, line = text[index], lines[text[index]]
        asks = regular and len(questions) < 3 and n in questions
        asks = asks and index > 0 and lines[text[index - 1]].words > MIN_PARAGRAPH_WORDS
        titled = is_title_case(line.text) and not line.text.endswith((".", "…", ":"))
        endless = (titled or (regular and not line.stopped)) and not _is_item(n, lines)
        heading = line.text.startswith("#") or (endless and line.words <= 2 * MIN_PARAGRAPH_WORDS)
        goes_on = line.text.endswith(",") or following[:1].islower()
        goes_on = goes_on or (n == text[-1] and _breaks_off(n, lines))
        if (asks or heading) and not goes_on:
            own = roots(line.text)
            shared = line.words < 4 or 2 * len(own & words) >= len(own)
            among[n] = Label.SUBHEADING if shared else Label.OTHER
        else:
            following = line.text
    return among


def _other_titles(lines: Lines, labels: Labels) -> Iterator[int]:
    """Yield the titles of other articles below a bare "Related articles"."""
    listing = False
    for n, line in enumerate(lines):
        label = labels[n]
        listing = label is Label.POINTER if label else listing and not line.tells
        if listing and not label and line.words <= 2 * MIN_PARAGRAPH_WORDS:
            yield n


def _is_item(n: int, lines: Lines) -> bool:
    """Whether a line is one of a list, and no number before the heading of a part."""
    near = (*lines[max(n - 1, 0) : n], *lines[n + 1 : n + 2])
    if lines[n].item and any(line.item for line in near):
        return True
    above = lines[max(n - _MAX_LIST_LINES + 1, 0) : n]
    lead = next((line.text for line in reversed(above) if line.stopped), "")
    return lead.endswith(":") and count(lines[n].text).certain > 0


def _breaks_off(n: int, lines: Lines) -> bool:
    """Whether a last line without a stop is the beginning of a sentence."""
    line, titled = lines[n], is_title_case(lines[n].text)
    if line.words < 3 or line.text.rpartition(" ")[2].lower() in SMALL:
        return line.words > 2
    begins = n + 1 == len(lines) and ("," in line.text or (line.words > 8 and not titled))
    return begins or (not titled and count(line.text).certain > 0)


# --- Below them -----------------------------------------------------------------------------------


def _below(lines: Lines, labels: Labels, start: int) -> Labels:
    """Label what a page puts below its article.

    Each word of a paragraph counts for the text, each line that is none of it counts against it;
    the article ends where the sum is highest, or where it is signed.
    """
    sums = [*accumulate(weight(lines[n], labels[n]) for n in range(start, len(lines)))]
    best = max([0, *sums])
    end = start + sums.index(best) + 1 if best else start
    while end < len(lines) and not labels[end] and lines[end].item:
        end += 1
    signed = _signed(lines, labels, start)
    foot = min(end, signed)
    below = len(lines) - foot
    prose = [n for n in unlabelled(labels, foot) if lines[n].stopped]
    short = prose and below - len(prose) < _MIN_FOOT_LINES  # a text that ends as it likes
    if not best or (short and end <= signed) or (below == 1 and _breaks_off(end, lines)):
        return labels
    return [*labels[:foot], *(label or Label.FOOT for label in labels[foot:])]


def _signed(lines: Lines, labels: Labels, start: int) -> int:
    """Find the line that ends the text: who wrote it, if nothing below shares words with it."""
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
