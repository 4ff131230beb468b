"""The dates that stories give as still to come; those of measures are told by the measures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue.measures import Clause, Measure
from generator.pages.sources import publisher
from generator.pages.wording import NOT_GIVEN
from generator.publish.happenings import first_day, happenings
from generator.publish.publication import Publication
from generator.publish.standings import Standing, standings
from generator.publish.told import Row, Told
from generator.publish.words import clipped
from generator.text.months import MONTHS

_DAY = re.compile(rf"(?<![“\d])(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})(?P<expected>, expected)?")
_PUT_OFF = r"(?:moved|postponed|extended|shifted|delayed|put off|brought forward|prolonged)"
_DATED = r"(?:dates?|dated|gives?|gave)"
_SPOKE = r"(?:said|told|wrote|reported|announced|published|released)"
_THING = (
    r"agreement|ban|date|deadline|deal|duty|law|loan|mine|order|permit|plant|proclamation|project|rule"
    r"|scheme|site|talks|term sheet|vote"
)
_POINTS = re.compile(
    r"\bsuch an?\b|\b(?:this|these|those)\s[a-z]"
    rf"|\bthe (?P<thing>{_THING})\b(?! (?:at|between|for|in|near|of|with) "
    rf"(?!{'|'.join(MONTHS)}))",
    re.IGNORECASE,
)


class Expected(NamedTuple):
    """What a story expects on a day: in words, who says so, and the story."""

    date: dt.date
    what: str
    says: str
    story: Told


def expected(site: Publication) -> Iterator[Expected]:
    """Yield the dates that were still to come, seen from their story.

    A date that is one of a measure's is told by the measure, which knows what became of it.
    """
    known = by_day(site)
    for one in (*_of_rows(site), *_of_prose(site)):
        if not any(_about(one, item, site) for item in known.get(one.date, ())):
            yield one._replace(what=clipped(one.what, 200))


def _of_rows(site: Publication) -> Iterator[Expected]:
    for story in site.stories:
        for row in story.dates:
            date = _due(row, story)
            if date:
                yield Expected(date, row.cell(1), row.cell(2) or NOT_GIVEN, story)


def _of_prose(site: Publication) -> Iterator[Expected]:
    """Yield what the prose tells of days after the story was told; its table does not repeat it."""
    for item in happenings(site):
        story, date = item.story, first_day(item.date)
        if date is None or not item.ahead:
            continue
        if date not in {_due(row, story) for row in story.dates} and not _otherwise(
            item.text, date
        ):
            notes = all(article.kind == "note" for article in story.articles)
            says = "editor's note" if notes else publisher(story.articles[0]) or NOT_GIVEN
            yield Expected(date, item.text, says, story)


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
        for day in set(steps):
            found.setdefault(day, []).append(item)
    return {day: tuple(items) for day, items in found.items()}


def _about(one: Expected, item: Standing, site: Publication) -> bool:
    """Return whether a story's date is that of a measure: its source, or about its country."""
    whose = {item.entity.slug, item.entity.country, item.measure.issuer}
    named = site.catalogue.named(one.what, one.story.date)
    return any(slug in whose for slug in named) or any(
        seed in item.entity.sources for seed in one.story.page.seeds
    )


def _due(row: Row, story: Told) -> dt.date | None:
    """Return the day of a row that was to come when the story was told, else ``None``."""
    told = story.reach or story.date
    for match in _DAY.finditer(row.cell(0)):
        try:
            date = dt.date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
        except ValueError:
            continue
        ahead = match["expected"] or (told is not None and date > told)
        if ahead and not _otherwise(row.cell(1), date):
            return date
    return None


def _otherwise(text: str, date: dt.date) -> bool:
    """Return whether a text says that the day was put off, or that somebody spoke or dates so."""
    month = MONTHS[date.month - 1]
    given = rf"(?:{date.day} {month}|{month} {date.day})\b"
    return bool(
        re.search(
            rf"\b{_PUT_OFF}\b[^.;]*\bfrom {given}|\b{_SPOKE}\b[^.;,]*\bon {given}"
            rf"|\b{_DATED} {given}",
            text,
        )
    )


def leans(text: str, title: str) -> bool:
    """Return whether a text points at what stands before it: "such a plant", "the deadline".

    A thing that the text or the title of its story has named is not pointed at from afar.
    """
    return any(
        match["thing"] is None
        or match["thing"].casefold() not in f"{title} {text[: match.start()]}".casefold()
        for match in _POINTS.finditer(text)
    )
