"""The deadlines: a page, a list for the home page, and a calendar file; next ones first."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from generator.pages.escape import inline
from generator.publish.due import Deadline, deadlines
from generator.publish.front import front
from generator.publish.links import relative, web
from generator.publish.publication import Publication
from generator.publish.words import day, days_between

PAGE, CALENDAR, FEED = "deadlines.md", "deadlines.ics", "deadlines.xml"
_LAPSED = 2  # of those on the home page
_NEAR = dt.timedelta(days=30)  # from then on a deadline is news for the feed


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of deadlines, the calendar and the feed."""
    found = deadlines(site)
    return {
        PAGE: page(found, site),
        CALENDAR: calendar(found, site),
        FEED: feed(found, site),
    }


def page(found: Iterable[Deadline], site: Publication) -> str:
    """Return the page: what is due, and what has passed without a word on what followed."""
    found = tuple(found)
    title = "Deadlines"
    parts = [
        front(
            title=title,
            description="When measures start, when suspensions end, and what else is due",
            kind="deadlines",
        ),
        f"# {title}\n",
        (
            f"Seen from {day(site.as_of)}. Dates as the sources announced them; plans change."
            f" [Calendar file]({CALENDAR}) for your own calendar, [feed]({FEED}) for your reader.\n"
        ),
        "## Due\n",
        listing(tuple(d for d in found if not d.passed), site, PAGE) or "Nothing in our sources.\n",
    ]
    passed = tuple(d for d in found if d.passed)
    if passed:
        heading = "Passed, and no source here says what followed"
        parts += [f"## {heading}\n", listing(passed, site, PAGE)]
    return "\n".join(parts)


def listing(found: Iterable[Deadline], site: Publication, origin: str) -> str:
    """Return deadlines as a list for the page ``origin``; empty if there are none."""
    lines = []
    for item in found:
        when = f"**{day(item.date)}** ({_distance(item, site.as_of)})"
        page = f"[{inline(item.title)}]({relative(origin, item.path)})"
        backing = f", source: {item.backing.markdown(origin)}" if item.backing else ""
        says = f"*{inline(item.says)}*"
        what = inline(_closed(item.what))
        told = f"{what} {says}, {page}"
        lines.append(f"- {when}: {told}{backing}{_marks(item, origin)}")
    return "\n".join(lines) + "\n" if lines else ""


def _closed(words: str) -> str:
    """Return words with a full stop; what was cut short has its own mark."""
    return words if words.endswith("…") else f"{words.rstrip('.')}."


def _marks(item: Deadline, origin: str) -> str:
    """Return who contests the date, and the newer story that may know what followed."""
    marks = f" ([newer story]({relative(origin, item.newer)}))" if item.newer else ""
    if item.dispute:
        title = inline(item.dispute).replace('"', "&quot;")
        marks += f' ([accounts differ]({relative(origin, item.path)} "{title}"))'
    return marks


def _distance(item: Deadline, as_of: dt.date) -> str:
    if item.date == as_of:
        return "today"
    if item.date > as_of:
        return f"in {days_between(as_of, item.date)}"
    return f"passed {days_between(item.date, as_of)} ago; unknown since"


def next_ones(site: Publication, origin: str = "index.md", most: int = 5) -> str:
    """Return for the home page the latest lapsed deadlines of measures, then the next ones."""
    found = deadlines(site)
    lapsed = listing([d for d in found if d.passed][:_LAPSED], site, origin)
    due = listing([d for d in found if not d.passed][:most], site, origin)
    parts = (("Lapsed, outcome unknown", lapsed), ("Next", due)) if lapsed else (("", due),)
    return "\n".join(f"**{name}**\n\n{text}" if name else text for name, text in parts if text)


def calendar(found: Iterable[Deadline], site: Publication) -> str:
    """Return the deadlines as an iCalendar file (RFC 5545), each an event of a whole day.

    A deadline keeps its UID while its day and words stay, so that calendars update it in place.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_escaped(site.settings.name)}//EN"]
    for item in sorted(found, key=lambda d: (d.date, d.what, d.path)):
        lines += _event(item, site)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(item: Deadline, site: Publication) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_key(item)}@briefing"
    yield f"DTSTAMP:{site.as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{item.date:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{item.date + dt.timedelta(days=1):%Y%m%d}"
    unknown = "Not known what followed: " if item.passed else ""
    yield f"SUMMARY:{_escaped(unknown + item.what)}"
    yield f"DESCRIPTION:{_escaped(_note(item))}"
    if site.settings.address:
        yield f"URL:{site.settings.address}{web(item.path)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", " ".join(text.split()))


def _folded(line: str) -> str:
    """Fold a line so that none is longer than 75 bytes, never inside a character."""
    pieces, size = [""], 0
    for letter in line:
        length = len(letter.encode())
        if size + length > 74:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += length
    return "\r\n".join(pieces) + "\r\n"


def feed(found: Iterable[Deadline], site: Publication) -> str:
    """Return an Atom feed (RFC 4287) of what is due within 30 days and of what has passed.

    An entry comes once when the deadline is near and changes once, on the day after it.
    """
    near = [item for item in found if item.date - _NEAR <= site.as_of]
    moments = [_moment(item) for item in near]
    updated = max(moments, default=site.as_of)
    address = site.settings.address
    entries = "".join(_entry(item, site) for item in near)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(site.settings.name)}: deadlines</title>\n"
        f"<id>{escape(address or 'urn:briefing:')}{FEED}</id>\n"
        f"<updated>{updated}T00:00:00Z</updated>\n"
        f"<author><name>{escape(site.settings.name)}</name></author>\n"
        f'<link rel="self" href={quoteattr(address + FEED)}/>\n{entries}</feed>\n'
    )


def _moment(item: Deadline) -> dt.date:
    return item.date + dt.timedelta(days=1) if item.passed else item.date - _NEAR


def _entry(item: Deadline, site: Publication) -> str:
    state = "Not known since" if item.passed else "Due"
    title = f"{state} {day(item.date)}: {item.what}"
    return (
        f"<entry><title>{escape(title)}</title><id>urn:briefing:deadline:{_key(item)}</id>"
        f"<updated>{_moment(item)}T00:00:00Z</updated>"
        f'<link rel="alternate" href={quoteattr(site.settings.address + web(item.path))}/>'
        f"<summary>{escape(_note(item))}</summary></entry>\n"
    )


def _key(item: Deadline) -> str:
    """Return an identifier that stays while the day, the words and the page stay."""
    return hashlib.sha256(f"{item.date} {item.what} {item.path}".encode()).hexdigest()[:20]


def _note(item: Deadline) -> str:
    after = "The day has passed; no source here says what followed. " if item.passed else ""
    differ = f" Accounts differ: {item.dispute}" if item.dispute else ""
    return f"{after}According to {item.says}: {item.title}.{differ}"
