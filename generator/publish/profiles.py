"""Dates that a profile gives as still to come and that have passed since it was written.

A profile is prose that people wrote from its sources.  Nobody rewrites it on the day on which
something it expects was due; so readers are told what has passed, and editors where to look.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.catalogue.measures import Clause, Measure
from generator.extract.dates import dates, lies_ahead
from generator.model import DateSpan, Finding
from generator.publish.publication import Publication
from generator.publish.statuses import reach
from generator.publish.words import day
from generator.text.months import when

_MONTHS = {"": (1, 12), "H1": (1, 6), "H2": (7, 12)} | {
    f"Q{number}": (3 * number - 2, 3 * number) for number in (1, 2, 3, 4)
}


class Passed(NamedTuple):
    """A date that a profile gives, and its line."""

    given: str
    line: int


def passed(entity: Entity, site: Publication) -> tuple[Passed, ...]:
    """Return the dates that lay ahead of the sources of a profile and lie behind us now.

    A measure's own days are not among them on its page, where its status stands above.  Where none
    of its seeds is here, nobody can say what lay ahead of them.
    """
    reaches = reach(entity, site)
    if reaches is None and any("://" not in source for source in entity.sources):
        return ()
    found: dict[str, Passed] = {}
    for span in dates(entity.body, None) if re.search(r"\b\d{4}\b", entity.body) else ():
        days, before = _days(span), entity.body[: span.start]
        if days is None or days[1] >= site.as_of or not lies_ahead(before):
            continue
        own = entity.measure is not None and days[1] in _turns(site)
        if not own and (reaches is None or days[0] > reaches):
            given = when(span.date or "")
            found.setdefault(given, Passed(given, entity.body_line + before.count("\n")))
    return tuple(found.values())


def _days(span: DateSpan) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of a date as precise as it is ("2026-H1")."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d|[HQ]\d))?(?:-(\d\d))?", span.date or "")
    if match is None or span.precision == "vague":
        return None
    year, part, number = int(match[1]), match[2] or "", match[3]
    first, last = _MONTHS.get(part) or (int(part), int(part))
    final = int(number or calendar.monthrange(year, last)[1])
    return dt.date(year, first, int(number or 1)), dt.date(year, last, final)


@lru_cache(maxsize=2)
def _turns(site: Publication) -> set[dt.date]:
    """Return the days on which measures start, end or are to apply again."""
    known = [entity.measure for entity in site.catalogue.entities.values() if entity.measure]
    parts: list[Measure | Clause] = [*known, *(c for measure in known for c in measure.clauses)]
    days = {day for part in parts for day in (part.effective, part.ended) if day}
    return days | {order.until for part in parts for order in part.suspensions if order.until}


def findings(site: Publication) -> Iterator[Finding]:
    """Yield, for the editor, each profile that gives a date as still to come which has passed."""
    for entity in site.catalogue.entities.values():
        for one in passed(entity, site):
            message = (
                f"the profile gives {one.given} as still to come, and it has passed by"
                f" {day(site.as_of)}: say what followed, or word it so that it stays true"
            )
            yield Finding("profile-to-check", entity.path, one.line, message)
