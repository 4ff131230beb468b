"""Read the head of a text: the lines that stand with its headline, and what opens its paragraphs.

A day is the article's only if it stands with its headline or byline, or in its dateline; a text is
an opinion only if the label stands there.  What stands above is the page's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.ingest import byline, dateline
from generator.ingest.blocks import Block
from generator.ingest.boilerplate import CAPTION, NOTE_OF_EDITORS
from generator.ingest.byline import DATELINE, GLUED, HEAD, Credits, head_line
from generator.ingest.headline import (
    FULL,
    LABEL,
    NAVIGATION,
    OTHER,
    STOPPED,
    SUBHEADING,
    TITLE,
    Found,
    Line,
    roots,
    shares,
    without_desk,
)
from generator.ingest.subheads import looks_like_headline
from generator.text.typography import same_length

_LED_BY = 3  # paragraphs that may carry the dateline: two may stand above it
_STAMP = re.compile(
    r"\s*(?:date|published|posted)(?: on)?[: ] ?(?:\d{4}-\d\d-\d\d|[\w., -]{6,24}?\d{4})"
    r"(?:\s\d\d?:\d\d\s?[ap]m)?\s+(?!at\b)",
    re.IGNORECASE,
)
_BY = re.compile(r"\s(?:By|BY)[: ]\s*(?=[A-Z])")
_DATED = re.compile(
    r"(?:By|BY)[: ]\s*[A-Z][^.!?]{3,80}?\b\d{4}(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}"
    r"(?i:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{1,4}T\b)?)?\s+(?=[A-Z\"'])"
)
_SOURCE = re.compile(r"\(?(?:sources?|via)\s?: ?(?P<name>[A-Z][\w.&' ]{1,30})\)?", re.IGNORECASE)
_FIRST = re.compile(  # where a text that is printed again first appeared, and when
    r"""(?:\bThe\ post\ .{3,300}\ (?:appeared\ first|first\ appeared)\ on
    |(?:^|[.!?]["')]*\s+)[(\[]?This\ (?:article|story|post|piece|report|essay)\ (?:(?:was|has)\ )?
    (?:been\ )?(?:first|originally)\ (?:published|appeared)\ (?:by|(?P<at>in|on|at)))
    \ (?P<name>[A-Z][\w.&'-]*(?:\ (?:of\ |the\ |and\ |for\ )?[A-Z0-9][\w&'-]*){0,5}?)
    (?:\ with\ the\ (?:headline|title)\ .{3,300}?)?(?:\ on\ (?P<day>[A-Z\d][\w., ]{7,20}\d))?
    [.)\]]*$""",
    re.VERBOSE,
)
_STRONG = re.compile(r"([*_]{1,3})([^*_]{1,200})\1")
_SPEAKER = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'-]{1,40}:\s")
_SMALL_WORDS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before the text in its own paragraph: a dateline, a clock, a whole head."""

    length: int
    reason: str = DATELINE


@dataclass(slots=True)
class Openings:
    """The opening of each paragraph that has one, and what they say of the text."""

    at: dict[int, Opening] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)  # their words, with the reasons
    title: str | None = None
    publisher: str | None = None
    opinion: bool = False


def remove_head(lines: Sequence[Line], reasons: dict[int, str], found: Found) -> range:
    """Remove what stands above the body; return the lines that stand with headline and byline."""
    title = _own(lines, found)
    top = _top(lines, reasons, title if title >= 0 else found.body)
    end = _end(lines, reasons, found.body)
    for n, line in enumerate(lines[:end]):
        if n < top and title >= 0:
            reasons.setdefault(n, NAVIGATION)
        elif reasons.get(n, NAVIGATION) not in {NAVIGATION, CAPTION}:
            continue
        elif n >= top and _is_head(n, lines, reasons):
            said = head_line(line.text)
            reasons[n] = said.reason if said else LABEL
        elif n < found.body and not line.item and not _stays(n, end, lines, reasons, title):
            form = looks_like_headline(line.text, stops_are_rule=True)
            reasons.setdefault(n, SUBHEADING if title >= 0 else OTHER if form else NAVIGATION)
    return range(top, end)


def _title(found: Found) -> int:
    """Return the first line of the own headline; -1 if there is none."""
    return next(iter(found.at), -1)


def _own(lines: Sequence[Line], found: Found) -> int:
    """Return where the headline stands with its byline or day, below a menu that has it too."""
    for n in reversed(found.at):
        said = head_line(lines[n + 1].text) if n < found.body else None
        if said and said.sure:
            return n
    return _title(found)


def _top(lines: Sequence[Line], reasons: Mapping[int, str], title: int) -> int:
    """Return where the head begins: day, byline or desk may stand right above the headline."""
    top = title
    while top > 0:
        text = lines[top - 1].text
        said = head_line(text)
        label = byline.is_opinion_label(text) or reasons.get(top - 1) == LABEL
        if not (said and said.sure) and not label and not dateline.is_city(text):
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


def _stays(n: int, end: int, lines: Sequence[Line], reasons: Mapping[int, str], title: int) -> bool:
    """Return whether a line above the body is a whole sentence of the article: a standfirst.

    A notice of the page stands above the byline and shares no word with the text.
    """
    line = lines[n]
    near = (*lines[:n], *lines[n + 1 : n + 40])
    told = frozenset().union(*(roots(each.text) for each in near))
    if line.paragraph and title >= 0:
        led = any(reasons.get(at) in {LABEL, *HEAD} for at in range(n + 1, end))
        return not led or bool(roots(line.text) & told)
    whole = line.text.endswith((".", "!", "?", '"'))
    if line.words > 3 * FULL and not shares(roots(line.text), told, 1 / 12):
        return False
    large_letter = lines[n + 1].text[:1].islower()
    known = title < 0 or line.text.endswith("?") or bool(roots(line.text) & told)
    return (whole and known) or large_letter


def _is_head(n: int, lines: Sequence[Line], reasons: Mapping[int, str]) -> bool:
    """Return whether a line of the head is one by its form, or by its place and not in the text.

    A name alone may also head what follows ("Sea Cables") or name a company.
    """
    text = lines[n].text
    said = head_line(text)
    if byline.is_opinion_label(text):
        return True
    if said is None or byline.is_company(text):
        return False
    names = said.people or (text,)
    below = [other.text for other in lines[n + 1 :] if not other.text.startswith(names[0])]
    small = {word for other in below for word in _SMALL_WORDS.findall(other)}
    ordinary = any(word.lower() in small for name in names for word in name.split())
    beside = {reasons.get(n - 1), reasons.get(n + 1)} & {TITLE, SUBHEADING, *HEAD}
    return bool(beside) and (said.outlet is not None or not ordinary)


def credits(  # noqa: A001  the field's term
    lines: Sequence[Line],
    reasons: dict[int, str],
    found: Found,
    head: range,
    openings: Openings,
) -> Credits:
    """Return author, publisher and day, from the lines of the head and the openings."""
    told = [(lines[n].text, reasons[n]) for n in head if reasons.get(n) in HEAD]
    said = byline.credits_of([*told, *openings.told])
    name, day = _first_published(lines)
    publisher = openings.publisher or said.publisher or found.site
    publisher = publisher or _site(lines, max(_title(found), head.start)) or name
    return replace(said, publisher=publisher or _signed(lines, reasons), date=said.date or day)


def _first_published(lines: Sequence[Line]) -> tuple[str | None, dt.date | None]:
    """Return the outlet that a text says it first appeared in, if it names one, and the day."""
    told = [first for line in lines if (first := _FIRST.search(line.text[-700:]))]
    # "In German" and "in January 2026" name none
    told = [each for each in told if not each["at"] or dateline.is_outlet(each["name"])]
    names = {first["name"].rstrip(".") for first in told}
    days = {day for first in told for day in dateline.day_in(first["day"] or "")}
    if len(names) != 1:
        return None, None
    return names.pop(), days.pop() if len(days) == 1 else None


def _signed(lines: Sequence[Line], reasons: dict[int, str]) -> str | None:
    """Return the known outlet that is all of the last line, below the end of a paragraph.

    Below a caption it is the picture's.
    """
    last = len(lines) - 1
    if last < 1 or lines[last].text.removeprefix("The ") not in dateline.outlets():
        return None
    above = lines[last - 1].text  # a sentence, a rate of exchange, where to write to the author
    noted = reasons.get(last - 1) == NOTE_OF_EDITORS or "@" in above
    if reasons.get(last - 1) == CAPTION or not (noted or STOPPED.search(above)):
        return None
    reasons[last] = byline.BYLINE
    return lines[last].text


def _site(lines: Sequence[Line], title: int) -> str | None:
    """Return the outlet that stands alone above the headline, or that the text says it is from."""
    above = [line.text.strip(" |") for line in lines[: title + 1]]
    stated = [named["name"] for text in above[-3:] if (named := _SOURCE.fullmatch(text))]
    last = (named["name"] for line in lines[-3:] if (named := _SOURCE.fullmatch(line.text)))
    stated += filter(dateline.is_outlet, last)
    return next(
        (text for text in (*stated, *above) if text in {*stated, *dateline.outlets()}), None
    )


def is_opinion(
    lines: Sequence[Line], reasons: Mapping[int, str], found: Found, head: range
) -> bool:
    """Return whether the head, or a note at the end, says that the text is somebody's opinion.

    The name of the pages for opinions counts for nothing among others in a menu.
    """
    for n in head:
        near = lines[n - 2 : n] if n > 1 and n < (found.at or (0,))[-1] else ()
        menu = bool(near) and all(line.words <= 2 for line in near)
        if n in reasons and byline.is_opinion_label(lines[n].text) and not menu:
            return True
    reported = DATELINE in reasons.values()
    told = any(byline.tells_views(lines[n].text) for n in reasons)
    return not reported and (told or any(byline.ends_with_views(line.text) for line in lines[-3:]))


def find_openings(
    text: str, blocks: Sequence[Block], reasons: Mapping[int, str], stamp: int
) -> Openings:
    """Find what opens the paragraphs: a dateline or a glued head, a desk, a live blog's clocks.

    ``stamp`` characters of the first paragraph are a day that was put before it.
    """
    made = Openings()
    kept = [n for n in range(len(blocks)) if n not in reasons]
    starts = {n: blocks[n].start + blocks[n].lead + (0 if n else stamp) for n in range(len(blocks))}
    raw = {n: same_length(text[starts[n] : blocks[n].end]) for n in kept}
    if stamp:
        made.at[0] = Opening(blocks[0].lead + stamp)
        made.told.append((text[blocks[0].start : starts[0]], DATELINE))
    for n in kept:
        if not blocks[n].lead and (length := dateline.clock(raw[n])):
            made.at[n] = Opening(length)
    for n in kept[:1]:
        if name := byline.name_before(raw[n]):
            made.at[n] = Opening(starts[n] - blocks[n].start + len(name), byline.BYLINE)
            made.told.append((f"By {name}", byline.BYLINE))
            return made
        glued = None if _dateline(raw[n], first=True) else _glued_head(raw[n], made)
        if glued:
            made.at[n] = Opening(starts[n] - blocks[n].start + glued, GLUED)
            return made
    prose = [n for n in kept if not blocks[n].list_item]  # a wire's points in brief
    for n in prose[:_LED_BY]:
        first = n == kept[0]
        label = _label(raw[n]) if first else 0
        found = _dateline(raw[n][label:], first=first)
        length = label + (found.length if found else 0)
        if length and not (found and _speaks(raw, n, found.length)):
            before = starts[n] - blocks[n].start
            made.at[n] = Opening(before + length, LABEL if label else DATELINE)
            made.told.append((raw[n][:length], DATELINE))
            made.publisher, made.opinion = found.publisher if found else None, label > 0
            break
    return made


def stamp(paragraph: str) -> int:
    """Return the length of a labelled day before the text: "date 2025-10-06 "."""
    label = _STAMP.match(paragraph)
    return label.end() if label else 0


def _label(paragraph: str) -> int:
    """Return the length of a desk's word before the text that calls it an opinion: "COMMENT | "."""
    text, opinion = without_desk(paragraph)
    return len(paragraph) - len(text) if opinion and "|" in paragraph[:30] else 0


def _dateline(raw: str, *, first: bool) -> dateline.Dateline | None:
    """Return the dateline of a paragraph; in Markdown its place may be strong: **Lusaka** –."""
    strong = _STRONG.match(raw)
    if not strong:
        return dateline.dateline(raw, first=first)
    found = dateline.dateline(strong[2] + raw[strong.end() :], first=first)
    return replace(found, length=found.length + 2 * len(strong[1])) if found else None


def _speaks(raw: Mapping[int, str], n: int, length: int) -> bool:
    """Return whether a name before a colon is a speaker's in an interview, as others are below."""
    if not raw[n][:length].rstrip().endswith(":"):
        return False
    return any(_SPEAKER.match(other) for at, other in raw.items() if at != n)


def _glued_head(paragraph: str, made: Openings) -> int:
    """Return the length of a head that was pasted into one line with its text, and take it apart.

    Only a dateline, or a byline with a day, shows where the text begins.
    """
    by = _BY.search(f" {paragraph[:300]}")
    inside = dateline.dateline_inside(paragraph)
    dated = _DATED.match(paragraph, by.start()) if by and not inside else None
    start = inside[0] if inside else dated.end() if dated else 0
    end = start + (inside[1].length if inside else 0)
    cut = min(by.start() if by else start, start)
    title = paragraph[:cut].strip(" |–—-")
    if not start:
        return 0
    made.title, made.publisher = title or None, inside[1].publisher if inside else None
    made.told.append((paragraph[cut:start].strip(" |"), GLUED))
    made.told.append((paragraph[start:end], DATELINE))
    return end


def notes_on_author(
    lines: Sequence[Line], reasons: Mapping[int, str], author: str | None
) -> Iterator[int]:
    """Yield the lines that say who the author is, above the text or at its end."""
    kept = [n for n in range(len(lines)) if n not in reasons]
    for n in {*kept[:1], *kept[-2:]}:
        if byline.is_on_the_author(lines[n].text, author):
            yield n
