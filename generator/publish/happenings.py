"""What happened or is due, by date: the stories themselves and the dates their pages give."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.compose.antecedent import one_company
from generator.compose.pointing import Told as Known
from generator.compose.pointing import points_at_untold
from generator.compose.standing import is_told, seen
from generator.extract.dates import dated_passages, dates
from generator.extract.grammar.finite import needs_more
from generator.extract.timeline.background import is_background
from generator.extract.timeline.events import dates_an_event, told_on
from generator.ingest.openings import points_back
from generator.model import Article, DateSpan
from generator.pages.wording import EXPECTED
from generator.publish.plain import plain
from generator.publish.publication import Publication
from generator.publish.told import Row, Told, in_prose
from generator.publish.whenwords import may_tell_when
from generator.publish.words import clipped

LONGEST = 180  # characters of an event that are shown
_PERIOD = {"Q1": "-02", "Q2": "-05", "Q3": "-08", "Q4": "-11", "H1": "-04", "H2": "-10"}
_END = {"Q1": "-03", "Q2": "-06", "Q3": "-09", "Q4": "-12", "H1": "-06", "H2": "-12"}


@dataclass(frozen=True, slots=True)
class Happening:
    """Something with a date: ISO as precise as it is known, what happened, and the story."""

    date: str
    precision: str
    text: str
    story: Told
    main: bool = False  # the story's own event
    ahead: bool = False  # still to come where the story stands
    given: str = ""  # the words of the date, where the text has other dates too

    @property
    def order(self) -> str:
        """Return a key that sorts dates of different precision: a month before its days."""
        match = re.fullmatch(r"(\d{4})-([QH]\d)", self.date)
        return match[1] + _PERIOD[match[2]] if match else self.date

    @property
    def sentence(self) -> str:
        """Return what happened, beginning like a sentence."""
        return self.text[:1].upper() + self.text[1:]

    @property
    def told(self) -> tuple[str, str, str]:
        """Return what happened, beginning like a sentence: up to its date, the date, the rest.

        The date is "" where it is the only one.
        """
        text = clipped(self.sentence, LONGEST)
        return text.partition(self.given) if self.given else (text, "", "")

    @property
    def last(self) -> str:
        """Return the last day of the date; every month has 31."""
        match = re.fullmatch(r"(\d{4})-([QH]\d)", self.date)
        date = match[1] + _END[match[2]] if match else self.date
        return date if self.precision == "day" else f"{date}-31"

    def was_due(self, as_of: dt.date) -> bool:
        """Return whether it lay ahead of its sources, and its date has passed since."""
        return self.ahead and self.last < as_of.isoformat()

    def is_due(self, as_of: dt.date) -> bool:
        """Return whether it is still to come, today or within a period that is not over."""
        return self.order > as_of.isoformat() or (self.ahead and not self.was_due(as_of))


@lru_cache(maxsize=1)
def happenings(site: Publication) -> tuple[Happening, ...]:
    """Return everything dated, newest first; what has no date is left out."""
    found = [item for story in site.stories for item in _of_story(story, site.catalogue)]
    found.sort(key=lambda item: (item.story.id, not item.main))
    found.sort(key=lambda item: item.order, reverse=True)
    return tuple(found)


def _of_story(story: Told, catalogue: Catalogue) -> Iterator[Happening]:
    known: set[str] = set()
    if story.date:
        known.add(story.date.isoformat())
        yield Happening(story.date.isoformat(), "day", story.title, story, main=True)
    for row in story.dates:
        cell = _AS_TOLD.sub("", row.cell(0))
        if may_tell_when(cell):
            ahead = EXPECTED in row.cell(0)
            what = _without_next_day(row)
            if not _LEANS.search(what):
                yield from _on(dates(cell, story.date), what, story, known, ahead=ahead)
    shown = [said for said in story.said if in_prose(said) and may_tell_when(said.text)]
    read = _sentences(story, {label for said in shown for label in said.labels})
    for said in shown:
        for label in said.labels:
            if label in read:
                for item in _of_sentence(said.text, read[label], story, known):
                    if _stands(item, catalogue):
                        known.add(item.date)
                        yield item


_AS_TOLD = re.compile(r"\s\(“([^”]*)” in the text\)")  # behind a date that was worked out
_NEXT_DAY = re.compile(r"(?:the|that) (?:same|next|following|previous) day|a day (?:later|earlier)")


def _without_next_day(row: Row) -> str:
    """Return what a row tells; "the next day" at its end is the date that stands before it."""
    told = _AS_TOLD.search(row.cell(0))
    step = told is not None and _NEXT_DAY.fullmatch(told[1])
    return row.cell(1).removesuffix(f" {told[1]}") if told and step else row.cell(1)


class _Read(NamedTuple):
    article: Article
    text: str
    spans: tuple[DateSpan, ...]


def _sentences(story: Told, labels: Collection[str]) -> dict[str, _Read]:
    """Return the passages of the story's seeds with their dates, up to the last asked for.

    The seed is read and not the page: a day without a year lies beside those told before it.
    """
    found: dict[str, _Read] = {}
    for article in story.articles:
        asked = [at for at, p in enumerate(article.passages, start=1) if p.label in labels]
        read = article.passages[: max(asked, default=0)]
        for passage, spans in dated_passages(replace(article, passages=read)):
            found[passage.label] = _Read(article, passage.text, spans)
    return found


def _of_sentence(shown: str, read: _Read, story: Told, known: set[str]) -> Iterator[Happening]:
    """Yield what happened on the dates of a sentence that the page still shows.

    A date counts on which something happens: not that of a comparison, of a figure or of a name.
    Of a long sentence or one of several dates the clause of each is told.
    """
    new = (span for span in read.spans if _is_new(span, known) and span.given in shown)
    happen = [span for span in new if dates_an_event(read.text, span, read.spans)]
    if not happen or needs_more(read.text):
        return
    whole = plain(read.text)
    whole = whole if whole in shown else shown
    one = len(happen) == 1 and len(whole) <= LONGEST
    for span in happen:
        clause, ahead = told_on(read.article, read.text, span, LONGEST)
        clause = "" if one else plain(clause)
        words = clause if clause and clause in shown and not needs_more(clause) else whole
        given = span.given if len(happen) > 1 else ""
        words = _without_step(words, span.given)
        at = clipped(words, LONGEST).find(span.given)  # what is not shown explains no date
        end = at + len(span.given)
        if span.date and at >= 0 and not is_background(words, at, end, ahead=ahead):
            yield Happening(span.date, span.precision, words, story, ahead=ahead, given=given)


# "Two weeks later, on 1 July, they met": counted from a day that the row does not tell.
_STEP = re.compile(r"^(?:\w+ ){1,2}(?:days?|weeks?|months?|years?) (?:later|earlier), (?=\w+ )")


def _without_step(words: str, given: str) -> str:
    """Return words without the step that leads to a date given beside it."""
    shorter = _STEP.sub("", words)
    return shorter if given in shorter else words


def _stands(item: Happening, catalogue: Catalogue) -> bool:
    """Return whether a row can be read beside the title of its story alone."""
    text, title = item.sentence, item.story.title
    if points_back(text) and not is_told(text, seen(title, "", catalogue)):
        return False
    nobody = _COMPANY.match(text) and not one_company(title, (), catalogue)
    whose = _ITS.match(text)
    if whose and not one_company(whose[1], (), catalogue):
        return False  # "Bloomberg reported that its mine": whose?
    return not (nobody or _LEANS.search(text) or points_at_untold(text, Known(title)))


# "In August the company reported": which one, if the title names two?
_COMPANY = re.compile(
    r"[^,]{0,30}\b[Tt]he (?:same )?(?:company|firm|group|carmaker|miner|producer)\b"
)
_ITS = re.compile(r"(.*?)\breported\b[^,;]{0,30}\bthat (?:it|its|they|their)\b")
_LEANS = re.compile(
    r"^(?i:it(?! (?:is|was) (?:expected|planned|likely|possible|unclear)\b)|its|they|their"
    r"|he|his|she|her|this|these|those|on the same day)\b"
    r"|\b(?:for|of|to) the \d+(?=[,.;]|$)"
    r"|\b(?:accounts|sources|reports|outlets|versions) say (?:that )?(?:it|they|this) "
    r"|\b(?:Minister|Secretary|President)\b[^,;]*\bsaid\b[^,;]{0,30}\bthat it (?:was|is) (?!(?:un)?"
    r"(?:clear|known|likely|possible)\b)"
)


def _on(
    spans: Iterable[DateSpan], what: str, story: Told, known: set[str], *, ahead: bool
) -> Iterator[Happening]:
    """Yield what happened on each date that the story has not told yet."""
    for span in spans:
        if span.date and _is_new(span, known):
            known.add(span.date)
            yield Happening(span.date, span.precision, what, story, ahead=ahead)


def _is_new(span: DateSpan, known: Collection[str]) -> bool:
    """Return whether a date is known more closely than its year, and not told yet."""
    return bool(span.date) and span.precision not in ("vague", "year") and span.date not in known


def first_day(date: str) -> dt.date | None:
    """Return the day of a date that is known to the day."""
    try:
        return dt.date.fromisoformat(date)
    except ValueError:
        return None
