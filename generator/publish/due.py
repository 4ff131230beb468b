"""What is due: starts and ends of measures, ends of suspensions, dates that stories expect.

An entry whose day has passed does not vanish for a year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.catalogue.measures import Clause, Measure
from generator.catalogue.status import State, Status
from generator.pages.wording import MONTHS
from generator.publish import words
from generator.publish.publication import Publication
from generator.publish.standings import Standing, standings, together
from generator.publish.told import Row, Told
from generator.publish.words import clipped

_CLOSED = frozenset({State.ENDED, State.SUPERSEDED, State.NOT_ANNOUNCED})
_KEPT = 365  # days for which a passed deadline is still shown
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})(?P<expected>, expected)?")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due on ``date``: ``what`` in words, and the page of the site that tells it.

    ``passed`` means that the day lies before that of the build.  Of a ``measure`` that passed no
    source says what followed, as its dates are kept; of a story's date that is not looked into.
    """

    date: dt.date
    what: str
    title: str
    path: str
    passed: bool = False
    measure: bool = True


def deadlines(site: Publication) -> tuple[Deadline, ...]:
    """Return what is due from the day of the build on, next first; then what has passed.

    What has passed stands latest first.  Nothing is listed twice.
    """
    found = {*_of_measures(site), *_of_suspensions(site), *_of_stories(site)}
    due = sorted((d for d in found if not d.passed), key=lambda d: (d.date, d.what, d.path))
    passed = sorted((d for d in found if d.passed), key=lambda d: (d.what, d.path))
    return (*due, *sorted(passed, key=lambda d: d.date, reverse=True))


def _of_measures(site: Publication) -> Iterator[Deadline]:
    for item in standings(site):
        for date, what, unknown in _dates(item):
            if date >= site.as_of or (unknown and (site.as_of - date).days <= _KEPT):
                passed = date < site.as_of
                yield Deadline(date, what, item.name, item.entity.path, passed=passed)


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
        whole = together(item.name for item in items if not item.parts)
        parts = [f"{item.name} (in part)" for item in items if item.parts]
        what = f"last day of the suspension of {words.listing([*whole, *parts])}"
        yield Deadline(until, what, entity.name, entity.path, passed=until < site.as_of)


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
            passed = date < site.as_of
            yield Deadline(date, what, story.title, story.path, passed=passed, measure=False)


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
