"""What happened or is due, by date: the stories themselves and the dates their pages give."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.extract.dates import dates
from generator.extract.events import dates_an_event
from generator.extract.finite import needs_more
from generator.publish.plain import plain
from generator.publish.publication import Publication
from generator.publish.told import Told, in_prose

_PERIOD = {"Q1": "-02", "Q2": "-05", "Q3": "-08", "Q4": "-11", "H1": "-04", "H2": "-10"}


@dataclass(frozen=True, slots=True)
class Happening:
    """Something with a date: ISO as precise as it is known, in words, what, and the story."""

    date: str
    precision: str
    given: str
    text: str
    story: Told
    main: bool = False  # the story's own event

    @property
    def order(self) -> str:
        """Return a key that sorts dates of different precision: a month before its days."""
        match = re.fullmatch(r"(\d{4})-([QH]\d)", self.date)
        return match[1] + _PERIOD[match[2]] if match else self.date


@lru_cache(maxsize=1)
def happenings(site: Publication) -> tuple[Happening, ...]:
    """Return everything dated, newest first; what has no date is left out."""
    found = [item for story in site.stories for item in _of_story(story)]
    found.sort(key=lambda item: (item.story.id, not item.main))
    found.sort(key=lambda item: item.order, reverse=True)
    return tuple(found)


def _of_story(story: Told) -> Iterator[Happening]:
    seen: set[str] = set()
    if story.date:
        seen.add(story.date.isoformat())
        yield Happening(story.date.isoformat(), "day", "", story.title, story, main=True)
    for row in story.dates:
        yield from _dated(_AS_TOLD.sub("", row.cell(0)), row.cell(1), story, seen)
    for said in story.said:
        if in_prose(said):
            yield from _dated(said.text, said.text, story, seen)


_AS_TOLD = re.compile(r"\s\(“[^”]*” in the text\)")  # behind a date that was worked out


def _dated(text: str, what: str, story: Told, seen: set[str]) -> Iterator[Happening]:
    """Yield what happened on each date of ``text`` that the story has not told yet.

    In a sentence only a date on which something happens counts: not that of a comparison, of a
    figure or inside a name.
    """
    text, whole = plain(text), text == what
    spans = dates(text, story.date)
    known = [span for span in spans if span.date and span.precision not in ("vague", "year")]
    if not known or (whole and needs_more(what)):
        return
    for span in known:
        if span.date and span.date not in seen and (not whole or dates_an_event(text, span, spans)):
            seen.add(span.date)
            yield Happening(span.date, span.precision, span.given, what, story)


def first_day(date: str) -> dt.date | None:
    """Return the day of a date that is known to the day."""
    try:
        return dt.date.fromisoformat(date)
    except ValueError:
        return None
