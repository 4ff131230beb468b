"""What is due: starts and ends of measures, and ends of suspensions.

An entry whose day has passed does not vanish for a year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.catalogue.entries import Entity
from generator.catalogue.measures import Clause, Measure
from generator.catalogue.status import State, Status, begun, pauses
from generator.publish import words
from generator.publish.backing import Source, dated
from generator.publish.newer import newer
from generator.publish.publication import Publication
from generator.publish.standings import Standing, standings, together
from generator.publish.words import clipped
from generator.text.months import MONTHS

_CLOSED = frozenset({State.ENDED, State.SUPERSEDED, State.NOT_ANNOUNCED})
_KEPT = 365  # days for which a passed deadline is still shown


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due on ``date``: ``what`` in words, who ``says`` so, and the page that tells it.

    ``passed`` means that the day lies before that of the build, and no source says what followed.
    ``backing`` is what a measure's date rests on, ``dispute`` who contests it.
    """

    date: dt.date
    what: str
    title: str
    path: str
    says: str
    backing: Source | None = None
    dispute: str = ""
    newer: str = ""  # the page of a newer story that names the measure
    passed: bool = False


def deadlines(site: Publication) -> tuple[Deadline, ...]:
    """Return what is due from the day of the build on, next first; then what has passed.

    What has passed stands latest first.  Nothing is listed twice.
    """
    found = {*_of_measures(site), *_of_suspensions(site)}
    due = sorted((d for d in found if not d.passed), key=lambda d: (d.date, d.what, d.path))
    passed = sorted((d for d in found if d.passed), key=lambda d: (d.what, d.path))
    return (*due, *sorted(passed, key=lambda d: d.date, reverse=True))


def _of_measures(site: Publication) -> Iterator[Deadline]:
    for item in standings(site):
        for date, what, unknown in _dates(item):
            if date >= site.as_of or (unknown and (site.as_of - date).days <= _KEPT):
                yield _deadline(date, what, [item], item.entity, site)


def _deadline(
    date: dt.date, what: str, items: Sequence[Standing], page: Entity, site: Publication
) -> Deadline:
    """Return the deadline of measures, told on ``page``: that of the one, or of a notice."""
    backing = dated(page, date, site)
    item = items[0]
    return Deadline(
        date,
        what,
        item.name if page is item.entity else page.name,
        page.path,
        _issuer(item, site),
        backing,
        _dispute(date, [m for m in (page.measure, *(i.measure for i in items)) if m]),
        next((story.path for i in items for story in newer(i, site)), ""),
        passed=date < site.as_of,
    )


def _dispute(date: dt.date, measures: Sequence[Measure]) -> str:
    """Return who contests a date: the dispute that names the day, else the first there is."""
    told = [measure.dispute for measure in measures if measure.dispute]
    naming = re.compile(rf"\b{date.day}\b[^.;,]*\b{MONTHS[date.month - 1]} {date.year}")
    return next((words for words in told if naming.search(words)), next(iter(told), ""))


def _issuer(item: Standing, site: Publication) -> str:
    """Return who ordered a measure, or that no source here names one."""
    issuer = site.catalogue.entities.get(item.measure.issuer or "")
    return issuer.name if issuer else "an issuer that our sources do not name"


def _dates(item: Standing) -> Iterator[tuple[dt.date, str, bool]]:
    """Yield each start and end: the day, what is due, whether nothing is known once past."""
    measure, status = item.measure, item.status
    if status.state in _CLOSED:
        return
    for name, dates in _by_part(item):
        yield from ((day, f"{name}: {what}", unknown) for day, what, unknown in dates)
    for phase in measure.phases:
        seen = status.reaches is not None and phase.effective <= status.reaches
        yield phase.effective, f"{item.name}: {phase.what}, to follow from this day", not seen


_Due = tuple[tuple[dt.date, str, bool], ...]


def _by_part(item: Standing) -> list[tuple[str, _Due]]:
    """Return the dates of a measure, or of each open part; parts that share all dates are one."""
    measure, status = item.measure, item.status
    if not measure.clauses:
        return [(item.name, tuple(_of_dates(measure, measure, status)))]
    found = [
        (f"{item.name}, {clipped(clause.what, 90)}", tuple(_of_dates(clause, measure, part)))
        for clause, part in status.parts
        if part.state not in _CLOSED
    ]
    alike = len(found) == len(measure.clauses) and len({dates for _, dates in found}) == 1
    return [(item.name, found[0][1])] if alike else found


def _of_dates(
    dates: Measure | Clause, measure: Measure, status: Status
) -> Iterator[tuple[dt.date, str, bool]]:
    """Yield the dates of a measure or of a part; a part has those of the whole for its own."""
    unknown = status.state is State.UNKNOWN
    start, end = dates.effective or measure.effective, dates.ended or measure.ended
    if start and (dates.took_effect is not False or status.state is State.FUTURE):
        yield start, "to apply from this day", unknown
    known = pauses(dates.suspensions, status.as_of)
    last = begun(known, status.as_of)
    if last and last.resumed:
        yield last.resumed, "to apply again from this day", unknown
    for pause in known:
        if pause.start and pause.start > status.as_of:
            yield pause.start, "to be suspended from this day", unknown
    if end:
        yield end, "to end", unknown


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
        yield _deadline(until, what, items, entity, site)


def _pauses(item: Standing) -> Iterator[tuple[dt.date, str]]:
    """Yield the end of each suspension that nothing known has closed, and who ordered it."""
    parts: Iterable[tuple[Measure | Clause, Status]] = [(item.measure, item.status)]
    for dates, status in item.status.parts or parts:
        if status.state in _CLOSED:
            continue
        known = pauses(dates.suspensions, status.as_of)
        last = begun(known, status.as_of)
        for pause in known:
            over = pause.until and status.as_of > pause.until
            lapsed = pause is last and status.state is State.LAPSED
            if pause.until and (lapsed or not over):
                yield pause.until, pause.by or ""
