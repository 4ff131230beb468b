"""What is due: starts and ends of measures and dates of stories, next first; a page and a calendar.

An entry whose day has passed does not vanish: it says that no source here tells what followed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.catalogue.measures import Clause, Measure
from generator.catalogue.status import State, Status
from generator.pages.escape import inline
from generator.pages.wording import MONTHS
from generator.publish import words
from generator.publish.front import front
from generator.publish.links import relative, web
from generator.publish.publication import Publication
from generator.publish.standings import Standing, standings
from generator.publish.told import Row, Told
from generator.publish.words import clipped, day, days_between

PAGE, CALENDAR = "deadlines.md", "deadlines.ics"
_CLOSED = frozenset({State.ENDED, State.SUPERSEDED, State.NOT_ANNOUNCED})
_KEPT = 365  # days for which a passed deadline is still shown
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})(?P<expected>, expected)?")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due on ``date``: ``what`` in words, and the page of the site that tells it.

    ``open`` means that the day has passed and no source says what followed.
    """

    date: dt.date
    what: str
    title: str
    path: str
    open: bool = False


def deadlines(site: Publication) -> tuple[Deadline, ...]:
    """Return what is due from the day of the build on, next first; then what has passed.

    What has passed stands latest first.  Nothing is listed twice.
    """
    found = {*_of_measures(site), *_of_suspensions(site), *_of_stories(site)}
    due = sorted((d for d in found if not d.open), key=lambda d: (d.date, d.what, d.path))
    passed = sorted((d for d in found if d.open), key=lambda d: (d.what, d.path))
    return (*due, *sorted(passed, key=lambda d: d.date, reverse=True))


def _of_measures(site: Publication) -> Iterator[Deadline]:
    for item in standings(site):
        for date, what, unknown in _dates(item):
            if date >= site.as_of or (unknown and (site.as_of - date).days <= _KEPT):
                passed = date < site.as_of
                yield Deadline(date, what, item.name, item.entity.path, open=passed)


def _dates(item: Standing) -> Iterator[tuple[dt.date, str, bool]]:
    """Yield each start and end: the day, what is due, whether nothing is known once past."""
    measure, status = item.measure, item.status
    if status.state in _CLOSED:
        return
    if not measure.clauses:
        yield from _of_dates(item.name, measure, status)
    for clause, part in status.parts:
        if part.state not in _CLOSED:
            yield from _of_dates(f"{item.name}, {clipped(clause.what, 90)}", clause, part)
    for phase in measure.phases:
        seen = status.reaches is not None and phase.effective <= status.reaches
        yield phase.effective, f"{item.name}: {phase.what} begins", not seen


def _of_dates(
    name: str, dates: Measure | Clause, status: Status
) -> Iterator[tuple[dt.date, str, bool]]:
    unknown = status.state is State.UNKNOWN
    if dates.effective and dates.took_effect is not False:
        yield dates.effective, f"{name}: to apply from this day", unknown
    if dates.ended:
        yield dates.ended, f"{name}: to end", unknown


def _of_suspensions(site: Publication) -> Iterator[Deadline]:
    """Yield the last day of each suspension once for all measures that one notice suspends."""
    groups: dict[tuple[dt.date, str], list[Standing]] = {}
    for item in standings(site):
        for until, by in dict.fromkeys(_pauses(item)):
            groups.setdefault((until, by), []).append(item)
    for (until, by), items in groups.items():
        if (site.as_of - until).days > _KEPT:
            continue
        notice = site.catalogue.entities.get(by)
        entity = notice if notice and notice.type == "policy" else items[0].entity
        names = [f"{i.name} (in part)" if i.parts else i.name for i in items]
        what = f"last day of the suspension of {words.listing(names)}"
        yield Deadline(until, what, entity.name, entity.path, open=until < site.as_of)


def _pauses(item: Standing) -> Iterator[tuple[dt.date, str]]:
    """Yield the end of each suspension that nothing known has closed, and who ordered it."""
    parts: Iterable[tuple[Measure | Clause, Status]] = [(item.measure, item.status)]
    for dates, status in item.status.parts or parts:
        pause = dates.suspended
        if pause and pause.until and status.state not in _CLOSED:
            yield pause.until, pause.by or ""


def _of_stories(site: Publication) -> Iterator[Deadline]:
    """Yield the dates that stories give as still to come, seen from the story."""
    for story in site.stories:
        for row in story.dates:
            date = _due(row, story)
            if date is None or (site.as_of - date).days > _KEPT:
                continue
            what = clipped(row.cell(1), 200)
            yield Deadline(date, what, story.title, story.path, open=date < site.as_of)


def _due(row: Row, story: Told) -> dt.date | None:
    """Return the day of a row that was to come when the story was told, else ``None``."""
    match = _DAY.match(row.cell(0))
    if match is None:
        return None
    try:
        date = dt.date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None
    told = story.reach or story.date
    later = told is not None and date > told
    return date if match["expected"] or later else None


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of deadlines and the calendar."""
    found = deadlines(site)
    return {PAGE: page(found, site), CALENDAR: calendar(found, site)}


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
            f" [Calendar file]({CALENDAR}) for your own calendar.\n"
        ),
        "## Due\n",
        listing(tuple(d for d in found if not d.open), site, PAGE) or "Nothing in our sources.\n",
    ]
    passed = tuple(d for d in found if d.open)
    if passed:
        parts += [
            "## Passed, and no source here says what followed\n",
            listing(passed, site, PAGE),
        ]
    return "\n".join(parts)


def listing(found: Iterable[Deadline], site: Publication, origin: str) -> str:
    """Return deadlines as a list for the page ``origin``; empty if there are none."""
    lines = []
    for item in found:
        when = f"**{day(item.date)}** ({_distance(item, site.as_of)})"
        source = f"[{inline(item.title)}]({relative(origin, item.path)})"
        lines.append(f"- {when}: {inline(item.what)}. {source}".replace(".. ", ". "))
    return "\n".join(lines) + "\n" if lines else ""


def _distance(item: Deadline, as_of: dt.date) -> str:
    if item.date == as_of:
        return "today"
    if item.date > as_of:
        return f"in {days_between(as_of, item.date)}"
    return f"passed {days_between(item.date, as_of)} ago; unknown since"


def next_ones(site: Publication, origin: str = "index.md", most: int = 5) -> str:
    """Return the next deadlines as a list for the home page; the latest lapsed one stays on it."""
    found = deadlines(site)
    due = [d for d in found if not d.open][:most]
    passed = [d for d in found if d.open][:1]
    return listing((*due, *passed), site, origin)


def calendar(found: Iterable[Deadline], site: Publication) -> str:
    """Return the deadlines as an iCalendar file (RFC 5545), each an event of a whole day.

    A deadline keeps its UID while its day and words stay, so that calendars update it in place.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_escaped(site.settings.name)}//EN"]
    for item in sorted(found, key=lambda d: (d.date, d.what, d.path)):
        lines += _event(item, site)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(item: Deadline, site: Publication) -> Iterator[str]:
    key = hashlib.sha256(f"{item.date} {item.what} {item.path}".encode()).hexdigest()[:20]
    after = "The day has passed; no source here says what followed. " if item.open else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{key}@briefing"
    yield f"DTSTAMP:{site.as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{item.date:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{item.date + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(item.what)}"
    yield f"DESCRIPTION:{_escaped(after + item.title)}"
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
