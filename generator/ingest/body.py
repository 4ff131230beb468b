"""Part the body of an article from what stands above, between and below its paragraphs.

A day is the article's only if it stands with its headline or byline, or in its dateline; what
stands above is the page's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from generator.ingest import byline, outlets
from generator.ingest.blocks import Block
from generator.ingest.boilerplate import (
    CAPTION,
    FOOT,
    LABEL,
    NAVIGATION,
    NOTE_OF_EDITORS,
    ON_THE_AUTHOR,
    OTHER,
    POINTER,
    SUBHEADING,
    credit_ends,
    line_reason,
    run_in,
)
from generator.ingest.byline import (
    BYLINE,
    DATELINE,
    HEAD,
    TIME,
    Credits,
    dateline,
    head_line,
    late_dateline,
)
from generator.ingest.days import completed, day_in, without_last_day
from generator.ingest.headline import Found, without_desk
from generator.ingest.lines import (
    FULL,
    SMALL,
    Line,
    is_title_case,
    kept,
    roots,
    shares,
    squeezed,
    told_by,
    weight,
)
from generator.ingest.opinion import calls_opinion, is_opinion_label
from generator.text.grammar import count
from generator.text.months import WEEKDAYS
from generator.text.sentences import sentence_spans
from generator.text.typography import same_length

_SHORT = 14  # words of a question that heads a part
_NEAR = 40  # lines around one that are looked at
_LED_BY = 3  # paragraphs that may carry the dateline: two may stand above it
_AFTER = 12  # paragraphs of captions that may stand above one that names its agency
_CAPTIONS = 800  # letters in which they stand
_SOURCE = re.compile(
    r"\(?(?:(?:sources?|via)\s?: ?|from (?:the )?)(?P<name>(?-i:[A-Z])[\w.&' ]{1,30}?)"
    r"(?: website)?\)?",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\(([A-Z][\w .]{1,30})\)$")
_CLOCK = re.compile(  # before an entry of a live blog
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?"
    r"(?:\s(?:GMT|UTC|[A-Z]{1,4}T)\s*(?:--+|[–—―|:-])?\s*|\s*(?:--+|[–—―|:]|-(?=\s))\s*)(?=[A-Z\"'])"
)
_ENDING = frozenset({"byline", "copyright or legal notice", "invitation to comment", "end mark"})
_APART = 2  # lines
_LONG = 14  # paragraphs of a text whose last ones surely share words with it
_FOOT = 20  # lines that a page has below an article at least


def remove_around(lines: Sequence[Line], reasons: dict[int, str], found: Found) -> range:
    """Remove what is not prose; return the lines that stand with headline and byline."""
    title = _title(lines, found)
    top = _top(lines, title if title >= 0 else found.body)
    end = _end(lines, reasons, found.body)
    for n in range(max(title - 1, 0), min(title + 4, end)):
        said = byline.dated(lines[n].text) if title >= 0 and n not in reasons else None
        if said:
            reasons[n] = said.reason
    for n in range(max(end, found.body)):
        line = lines[n]
        if n < top and title >= 0:
            reasons.setdefault(n, NAVIGATION)
        elif reasons.get(n, NAVIGATION) not in {NAVIGATION, CAPTION}:
            continue
        elif reasons.get(n) == CAPTION:
            reasons[n] = BYLINE if top <= n < end and outlets.is_outlet(line.text) else CAPTION
        elif top <= n < end and (said := head_line(line.text)):
            reasons[n] = said.reason
        elif top <= n < end and is_opinion_label(line.text):
            reasons[n] = LABEL
        elif n < found.body and not _is_standfirst(n, lines, title):
            led = dateline(line.text) is not None
            reasons.setdefault(n, DATELINE if led else SUBHEADING if title >= 0 else NAVIGATION)
    _remove_between(lines, reasons, found.body)
    _remove_below(lines, reasons, found.body)
    return range(top, end)


def _title(lines: Sequence[Line], found: Found) -> int:
    """Return where the headline stands with its byline or day, below a menu that has it too."""
    for n in reversed([n for n in found.at if n < found.body and n + 1 < len(lines)]):
        below = (head_line(line.text) for line in lines[n + 1 : n + 4])
        if any(said and said.sure for said in below):
            return n - 1 if n - 1 in found.at else n
    return next(iter(found.at), -1)


def _top(lines: Sequence[Line], title: int) -> int:
    """Return where the head begins: day, byline or desk may stand right above the headline."""
    top = title
    while top > 0:
        text = lines[top - 1].text
        said = head_line(text)
        label = is_opinion_label(text)
        if not (said and said.sure) and not label and not byline.is_city(text):
            break
        top -= 1
    return max(top, 0)


def _end(lines: Sequence[Line], reasons: Mapping[int, str], body: int) -> int:
    """Return where the head ends: the byline may stand below a standfirst."""
    end, words = body, 0
    for n in range(body, min(body + 7, len(lines))):
        if reasons.get(n) in HEAD:
            end = n + 1
        words += lines[n].words
        if words > 60:
            break
    return end


def _is_standfirst(n: int, lines: Sequence[Line], title: int) -> bool:
    """Return whether a line above the body is a whole sentence that shares words with the text."""
    line, above = lines[n], range(n - 1, max(n - _NEAR, -1), -1)
    led = next((lines[k].text for k in above if not lines[k].item), "")
    point = _is_item(n, lines) and line_reason(led) != SUBHEADING  # "Key points:" says it twice
    large_letter = lines[n + 1].text[:1].islower()
    near = told_by((*lines[max(n - _NEAR, 0) : n], *lines[n + 1 : n + _NEAR]))
    whole = line.text.endswith((".", "!", '"')) or (line.stopped and line.words > FULL)
    short = title < 0 and line.words <= 3 * FULL
    return large_letter or point or (whole and (short or shares(line, near, 1 / 12)))


def _remove_between(lines: Sequence[Line], reasons: dict[int, str], start: int) -> None:
    """Remove the lines among the paragraphs that have no end: headings, teasers, rows."""
    listing = False  # the titles below a bare "Related articles"
    for n in range(start, len(lines)):
        listing = reasons[n] == POINTER if n in reasons else listing and not lines[n].tells
        if listing and lines[n].words <= 2 * FULL:
            reasons.setdefault(n, OTHER)
    left = [n for n in kept(lines, reasons) if n >= start]
    full = [n for n in left[:-1] if lines[n].words > FULL]
    stopped = sum(lines[n].stopped for n in full)
    rule = len(full) > 1 and stopped >= 0.75 * len(full)  # so that one without is no paragraph
    told = told_by(lines[n] for n in full)
    asking = [n for n in left if lines[n].text.endswith("?") and lines[n].words <= _SHORT]
    following = "A"
    for at in range(len(left) - 1, -1, -1):
        n, line = left[at], lines[left[at]]
        above = lines[left[at - 1]] if at else line
        asks = n in asking and rule and len(asking) < 3
        asks = asks and above.words > FULL
        titled = is_title_case(line.text) and not line.text.endswith((".", "…", ":"))
        open_end = titled or (rule and not line.stopped)
        heading = line.text.startswith("#") or (open_end and line.words <= 2 * FULL)
        unfinished = line.text.endswith(",") or following[:1].islower()
        goes_on = unfinished or (at + 1 == len(left) and _breaks_off(n, lines))
        if (asks or (heading and not _is_item(n, lines))) and not goes_on:
            own = roots(line.text)
            reasons[n] = SUBHEADING if 2 * len(own & told) >= len(own) or line.words < 4 else OTHER
        else:
            following = line.text


def _is_item(n: int, lines: Sequence[Line]) -> bool:
    """Return whether a line is one of a list, and no number before the heading of a part."""
    near = (*lines[max(n - 1, 0) : n], *lines[n + 1 : n + 2])
    above = range(n - 1, max(n - _NEAR, -1), -1)
    led = next((lines[k].text for k in above if lines[k].stopped), "").endswith(":")
    beside = lines[n].item and any(line.item for line in near)
    return beside or (led and count(lines[n].text).certain > 0)


def _breaks_off(n: int, lines: Sequence[Line]) -> bool:
    """Return whether a last line without a stop is the beginning of a sentence."""
    line, titled = lines[n], is_title_case(lines[n].text)
    if line.words < 3 or line.text.rpartition(" ")[2].lower() in SMALL:
        return line.words > 2
    tells = not titled and count(line.text).certain > 0
    begins = "," in line.text or line.text.count('"') % 2 or (line.words > 8 and not titled)
    return tells or (n + 1 == len(lines) and bool(begins))


def _remove_below(lines: Sequence[Line], reasons: dict[int, str], start: int) -> None:
    """Remove what a page puts below its article: what is not worth the way through it.

    Each word of a paragraph counts for the text, each line that is none of it counts against it;
    the article ends where the sum is highest, or with the last paragraphs in a row that share
    words with it.
    """
    value = best = 0
    end = start
    for n, line in enumerate(lines[start:], start=start):
        value += weight(line, reasons.get(n))
        if value > best:
            best, end = value, n + 1
    told = told_by(lines[n] for n in range(start, end) if n not in reasons)
    own = [n for n in range(start, len(lines)) if n not in reasons and lines[n].paragraph]
    for n, below in pairwise(own):
        both = below == n + 1 and below >= end
        if both and shares(lines[n], told, 1 / 3) and shares(lines[below], told, 1 / 3):
            end = below + 1
    while end < len(lines) and end not in reasons and lines[end].item:
        end += 1
    whole, end = end, _without_strays(lines, reasons, range(start, end))
    signed = _signed(lines, reasons, start)
    rest = range(min(end, signed), len(lines))
    left = [n for n in rest if n not in reasons and (lines[n].paragraph or lines[n].stopped)]
    told_all = end == whole or len(own) <= _LONG
    few = told_all and end <= signed and left and len(rest) - len(left) < _FOOT
    if few or not best or (len(rest) == 1 and _breaks_off(end, lines)):
        return
    for n in rest:
        reasons.setdefault(n, FOOT)


def _without_strays(lines: Sequence[Line], reasons: Mapping[int, str], body: range) -> int:
    """Return where the body ends without last paragraphs that share no words with it.

    They stand far below, or are several of one sentence each: of other stories.
    """
    left = [n for n in body if n not in reasons and (lines[n].paragraph or lines[n].stopped)]
    count_of = Counter(root for n in left for root in roots(lines[n].text))
    strays = far = 0
    for above, n in reversed([*pairwise(left)][1:]):
        own = roots(lines[n].text)
        if sum(count_of[root] > 1 for root in own) > max(1, len(own) / 6):
            break
        count_of.subtract(own)
        far += far == strays and n - above > _APART
        strays += 1
    short = all(len(sentence_spans(lines[n].text)) == 1 for n in left[len(left) - strays :])
    several = short and strays > 1 and len(left) - strays > _LONG
    cut = strays if several else far
    return left[-cut - 1] + 1 if cut else body.stop


def _signed(lines: Sequence[Line], reasons: Mapping[int, str], start: int) -> int:
    """Return where a line ends the text: who wrote it, or the next article with its day.

    Nothing below who wrote it shares words with the text.
    """
    left = [n for n in kept(lines, reasons) if n >= start]
    half, words = sum(lines[n].words for n in left) / 2, 0
    for n in range(start, len(lines)):
        words += 0 if n in reasons else lines[n].words
        dated = reasons.get(n + 1) == TIME and day_in(lines[n + 1].text)
        if dated and reasons.get(n) in {OTHER, SUBHEADING} and 3 * words > 2 * half:
            return n
        if reasons.get(n) == "invitation to comment" and words > half:
            return n
        if reasons.get(n) in _ENDING and words > half:
            told = told_by(lines[k] for k in left if k < n)
            return len(lines) if any(shares(lines[k], told, 1 / 4) for k in left if k > n) else n
    return len(lines)


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before the text in its own paragraph: a dateline, a clock, a desk's word."""

    length: int
    reason: str = DATELINE


@dataclass(slots=True)
class Openings:
    """The opening of each paragraph that has one, and what they say of the text."""

    at: dict[int, Opening] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)  # their words, with the reasons
    publisher: str | None = None
    opinion: bool = False


def find_openings(text: str, blocks: Sequence[Block], reasons: Mapping[int, str]) -> Openings:
    """Find what opens the paragraphs: a dateline, a desk, a clock, words that lead in."""
    made = Openings()
    left = [n for n in range(len(blocks)) if n not in reasons]
    raw = {n: same_length(text[blocks[n].start + blocks[n].lead : blocks[n].end]) for n in left}
    for n in left:
        clock = _CLOCK.match(raw[n])
        length = clock.end() if clock and not blocks[n].lead else run_in(raw[n])
        if length:
            made.at[n] = Opening(blocks[n].lead + length, DATELINE if clock else SUBHEADING)
    prose = [n for n in left if not blocks[n].list_item]  # a wire's points in brief
    for at, n in enumerate(prose[:_AFTER]):
        first = n == left[0]
        rest, opinion = without_desk(raw[n])  # "COMMENT | It would be"
        label = len(raw[n]) - len(rest) if first and opinion and "|" in raw[n][:30] else 0
        found = dateline(raw[n][label:], first=first)
        if first and not found:
            found = late_dateline(raw[n]) or _below_caption(raw[n])
        if found and at >= _LED_BY and not found.publisher:
            found = None
        length = label + (found.length if found else 0)
        length += run_in(raw[n][length:]) if length else 0
        if length:
            made.at[n] = Opening(blocks[n].lead + length, LABEL if label else DATELINE)
            made.told.append((raw[n][found.start if found else 0 : length], DATELINE))
            made.publisher = found.publisher if found else None
            made.opinion = label > 0 or calls_opinion(made.publisher or "")
            break
    return made


def _below_caption(paragraph: str) -> byline.Dateline | None:
    """Return the dateline behind captions that lost their line break: all above it is no text."""
    for start in credit_ends(paragraph[:_CAPTIONS]):
        for word in [*re.finditer(r"\S+", paragraph[start : start + _CAPTIONS])][:_LED_BY]:
            at = start + word.start()
            if found := dateline(paragraph[at:], first=False):
                return replace(found, length=at + found.length, start=at)
    return None


def credits(  # noqa: A001  the field's term
    lines: Sequence[Line],
    reasons: dict[int, str],
    found: Found,
    head: range,
    openings: Openings,
) -> Credits:
    """Return author, publisher and day, from the head and the openings; remove notes on authors."""
    told = [(lines[n].text, reasons[n]) for n in head if reasons.get(n) in HEAD]
    titles = [lines[n].text for n in found.at]
    behind = [(title.removeprefix(without_last_day(title)), TIME) for title in titles]
    changed = any(byline.ends_changed(lines[n - 1].text) for n in openings.at if n)
    led = [] if changed else openings.told
    said = byline.credits_of([*told, *led, *behind])
    own = day_in(" ".join(text for text, _ in led))[:1]
    day = (own and own[0]) or said.date or _other_day(lines, reasons, head, openings)
    said = replace(said, date=day)
    last = head_line(lines[-1].text) if lines else None
    if last and last.signed and not said.author:
        said = replace(said, author=", ".join(last.people) or None)
    left = kept(lines, reasons)
    issuer = next(filter(None, (outlets.issuer(lines[n].text) for n in left[:_LED_BY])), None)
    named = (issuer, openings.publisher, said.publisher, found.site, *_named(lines, reasons, head))
    for n in {*left[:1], *left[-2:]}:
        if byline.is_on_the_author(lines[n].text, said.author):
            reasons[n] = ON_THE_AUTHOR
    return replace(said, publisher=next(filter(None, named), None))


def _other_day(
    lines: Sequence[Line], reasons: Mapping[int, str], head: range, openings: Openings
) -> dt.date | None:
    """Return the day of a dateline that leaves the year to the page, or of a change of the page.

    The latter only if the text tells news of that weekday.
    """
    top = range(max(head.start - _APART, 0), head.stop)
    led = " ".join(text for text, _ in openings.told)
    if day := completed(led, " \n".join(lines[n].text for n in top)):
        return day
    days = {day for n in top if reasons.get(n) in HEAD for day in day_in(lines[n].text)}
    news = " ".join(lines[n].text for n in kept(lines, reasons)[:_LED_BY]).lower()
    return days.pop() if len(days) == 1 and WEEKDAYS[min(days).weekday()] in news else None


def _named(lines: Sequence[Line], reasons: dict[int, str], head: range) -> Iterator[str]:
    """Yield the outlets that stand alone above the head, are said to be the source, or sign."""
    top = head.start
    texts = [line.text.strip(" |-") for line in lines]
    yield from (text for text in texts[: top + 1] if text in outlets.known_outlets())
    places = range(len(lines))
    for n in sorted({*places[max(top - 2, 0) : max(top + 1, head.stop)], *places[-3:]}):
        named = _SOURCE.fullmatch(texts[n])
        sure = named and (n <= top or texts[n].endswith(" Website"))
        if named and (sure or outlets.is_outlet(named["name"])):
            yield named["name"]
    yield from outlets.first_published(texts)
    last = len(lines) - 1
    above = lines[last - 1] if last > 0 else Line("")
    noted = reasons.get(last - 1) == NOTE_OF_EDITORS or "@" in above.text or above.stopped
    if noted and reasons.get(last - 1) != CAPTION:
        for name in outlets.by_letters().get(squeezed(texts[last]), ()):
            reasons[last] = BYLINE
            yield name
    left = kept(lines, reasons)
    tail = _SIGNED.search(lines[left[-1]].text) if left else None
    if tail and outlets.is_known(tail[1]):
        yield tail[1]
    own = " ".join(lines[n].text for n in left)
    yield from outlets.copyright_holders([line.text for line in lines], own)
    notes = [lines[n].text for n, why in reasons.items() if why in {ON_THE_AUTHOR, BYLINE}]
    yield from filter(None, map(outlets.of_newsroom, notes))
    yield from filter(None, [outlets.speaks_of_itself(lines[n].text for n in left)])
