"""Dates that a profile gives as still to come and that have passed since it was written.

A profile is prose that people wrote from its sources.  Nobody rewrites it on the day on which
something it expects was due; so readers are told what has passed, with what is known now of the
measures whose dates these are, and editors are told where to look.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.catalogue.measures import Clause, Measure
from generator.extract.dates import dates, lies_ahead
from generator.model import DateSpan, Finding
from generator.publish.publication import Publication
from generator.publish.standings import Standing, reach, standings
from generator.publish.words import day
from generator.text.months import when

_MONTHS = {"": (1, 12), "H1": (1, 6), "H2": (7, 12)} | {
    f"Q{number}": (3 * number - 2, 3 * number) for number in (1, 2, 3, 4)
}


class Passed(NamedTuple):
    """A date that a profile gives, its line, and the measures that it is a date of."""

    given: str
    line: int
    measures: tuple[Standing, ...]


def passed(entity: Entity, site: Publication) -> tuple[Passed, ...]:
    """Return the dates that lay ahead of the sources of a profile and lie behind us now.

    Those of a measure are not among them on its own page, where its status stands above.
    """
    reaches = reach(entity, site)
    found: dict[str, Passed] = {}
    for span in dates(entity.body, None):
        days, before = _days(span), entity.body[: span.start]
        if days is None or days[1] >= site.as_of or not lies_ahead(before):
            continue
        if reaches is None or days[0] > reaches:
            line = entity.body_line + before.count("\n")
            about = _concerned(by_day(site).get(days[1], ()), entity, site)
            if not any(_told_above(item, entity) for item in about):
                given = when(span.date or "")
                found.setdefault(given, Passed(given, line, about))
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


def _concerned(
    items: tuple[Standing, ...], entity: Entity, site: Publication
) -> tuple[Standing, ...]:
    """Return the measures nearest to an entity: named with it, its own, else of its sources."""
    named = {entity.slug, *site.catalogue.named(entity.body)}
    covered = set(entity.measure.minerals) if entity.measure else {entity.slug}
    ties: tuple[Callable[[Standing], bool], ...] = (
        lambda item: bool(covered & {*item.measure.minerals}) or item.entity.slug in named,
        lambda item: entity.slug in (item.measure.issuer, item.entity.country),
        lambda item: any(source in item.entity.sources for source in entity.sources),
    )
    groups = (tuple(filter(tie, items)) for tie in ties)
    return next(filter(None, groups), ())


def _told_above(item: Standing, entity: Entity) -> bool:
    """Return whether the page of an entity begins with the status of a measure."""
    parts: tuple[Measure | Clause, ...] = (item.measure, *item.measure.clauses)
    ordered = {order.by for part in parts for order in part.suspensions}
    return entity.type == "policy" and entity.slug in {item.entity.slug, *ordered}


def findings(site: Publication) -> Iterator[Finding]:
    """Yield, for the editor, each profile that gives a date as still to come which has passed."""
    for entity in site.catalogue.entities.values():
        for one in passed(entity, site):
            message = (
                f"the profile gives {one.given} as still to come, and it has passed by"
                f" {day(site.as_of)}: say what followed, or word it so that it stays true"
            )
            yield Finding("profile-to-check", entity.path, one.line, message)


@lru_cache(maxsize=4)
def by_day(site: Publication) -> Mapping[dt.date, tuple[Standing, ...]]:
    """Return the measures by each day on which one starts, ends or is to apply again."""
    found: dict[dt.date, list[Standing]] = {}
    for item in standings(site):
        steps = [phase.effective for phase in item.measure.phases]
        parts: tuple[Measure | Clause, ...] = (item.measure, *item.measure.clauses)
        for part in parts:
            steps += [day for day in (part.effective, part.ended) if day]
            steps += [order.until for order in part.suspensions if order.until]
        for day_ in set(steps):
            found.setdefault(day_, []).append(item)
    return {day_: tuple(items) for day_, items in found.items()}
