"""What happened or is due, by date: the stories themselves and the dates their pages give."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.extract.dated import dated_passages
from generator.extract.dates import DateSpan, dates
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
        cell = _AS_TOLD.sub("", row.cell(0))
        yield from _on(dates(cell, story.date), row.cell(1), story, seen)
    read = _sentences(story)
    for said in story.said:
        if in_prose(said):
            for label in said.labels:
                yield from _of_sentence(said.text, read.get(label), story, seen)


_AS_TOLD = re.compile(r"\s\(“[^”]*” in the text\)")  # behind a date that was worked out
_Sentence = tuple[str, tuple[DateSpan, ...]]


def _sentences(story: Told) -> dict[str, _Sentence]:
    """Return each passage of the story's seeds with its dates, by its label.

    The seed is read and not the page: a day without a year lies beside those told before it.
    """
    return {
        passage.label: (passage.text, spans)
        for article in story.articles
        for passage, spans in dated_passages(article)
    }


def _of_sentence(
    shown: str, sentence: _Sentence | None, story: Told, seen: set[str]
) -> Iterator[Happening]:
    """Yield what happened on the dates of a sentence that the page still shows.

    A date counts on which something happens: not that of a comparison, of a figure or of a name.
    """
    if sentence is None or needs_more(sentence[0]):
        return
    text, spans = sentence
    what = plain(text) if plain(text) in shown else shown
    happen = [s for s in spans if s.given in shown and dates_an_event(text, s, spans)]
    yield from _on(happen, what, story, seen)


def _on(spans: Iterable[DateSpan], what: str, story: Told, seen: set[str]) -> Iterator[Happening]:
    """Yield what happened on each date that the story has not told yet."""
    for span in spans:
        known = span.date and span.precision not in ("vague", "year")
        if known and span.date and span.date not in seen:
            seen.add(span.date)
            yield Happening(span.date, span.precision, span.given, what, story)


def first_day(date: str) -> dt.date | None:
    """Return the day of a date that is known to the day."""
    try:
        return dt.date.fromisoformat(date)
    except ValueError:
        return None
