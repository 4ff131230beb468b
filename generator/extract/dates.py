"""Find dates in a text: absolute, partial and relative, each as precise as the text is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.extract.date_context import lies_ahead
from generator.extract.date_resolving import read
from generator.extract.date_words import forms, month_number
from generator.extract.date_years import Frame, Told
from generator.model import Article, DateSpan, Sentence

__all__ = [
    "DateSpan",
    "Dated",
    "Told",
    "as_day",
    "dated_sentences",
    "dates",
    "lies_ahead",
    "told_after",
]

_Match = re.Match[str]
_LINK = 30  # letters between the ends of a range
_LEAD = 160  # letters before a date that tell whether it has come about



def dates(text: str, anchor: dt.date | None, told: Told | None = None) -> tuple[DateSpan, ...]:
    """Return the dates of ``text`` in order.

    ``anchor`` is the date of the article ("on Thursday" counts from it), ``told`` a date that the
    text before has told (a day without a year lies next to it).  Without either, a partial or
    relative date keeps its wording and has no ``date``.  Parts of names are no dates.
    """
    return tuple(_resolve(forms(text), anchor, told))


def _resolve(
    found: Sequence[tuple[str, _Match]], anchor: dt.date | None, told: Told | None
) -> Iterator[DateSpan]:
    year = told.year if told else None
    beside: dt.date | None = None
    dated = False
    for index, (kind, match) in enumerate(found):
        ahead = _year_ahead(found[index : index + 2])
        frame = Frame(
            anchor, ahead or told, ahead.year if ahead else year, bool(ahead or dated), beside
        )
        new = read(kind, match, frame)
        yield from new
        told = told_after(match.string, tuple(new), told)
        days = [dt.date.fromisoformat(s.date) for s in new if s.date and s.precision == "day"]
        beside = days[-1] if days else beside
        year = _year(new, year)
        dated = dated or any(span.date for span in new)


def _year(spans: Sequence[DateSpan], before: int | None) -> int | None:
    return next((int(span.date[:4]) for span in spans if span.date), before)


# What a date is compared with lies elsewhere in time; the story does not go on from there.
_BASE = re.compile(
    r"\b(?:than|since|from|above|below|against|with|versus|over)\s(?:at least\s|in\s|the\s)*$"
)


def told_after(text: str, spans: tuple[DateSpan, ...], told: Told | None = None) -> Told | None:
    """Return the date that the text after ``text`` goes on from: the last that has come about."""
    past = [span for span in spans if span.date and _has_come(text, span)]
    if not past:
        return told
    year = int((past[-1].date or "")[:4])
    for span in reversed(past):
        if (day := as_day(span)) is not None:
            return Told(day, span.precision == "day", year)
    return (told or Told())._replace(year=year)


def _has_come(text: str, span: DateSpan) -> bool:
    lead = text[max(0, span.start - _LEAD) : span.start]
    return not _BASE.search(lead) and not lies_ahead(lead)


def as_day(span: DateSpan) -> dt.date | None:
    """Return the day, or the middle of the month, that a date tells; ``None`` for wider ones."""
    if span.date is None or span.precision not in {"day", "month"}:
        return None
    return dt.date.fromisoformat(span.date if span.precision == "day" else f"{span.date}-15")


_TO = re.compile(r"\s?(?:[-–—]|to|and|until|or|through|and from)\s?(?:in\s|on\s)?|,\s\w{1,20} on\s")
_WITH_MONTH = frozenset({"day", "days", "month"})


def _year_ahead(pair: Sequence[tuple[str, _Match]]) -> Told | None:
    """Return the day that "15 August" takes its year from in "15 August to 15 November 2013"."""
    if len(pair) < 2 or not {kind for kind, _ in pair} <= _WITH_MONTH:
        return None
    first, second = pair[0][1], pair[1][1]
    if first["y"] or not (second["y"] or "").isdigit() or second["m"].isdigit():
        return None
    if second.start() - first.end() > _LINK or not _TO.fullmatch(
        second.string, first.end(), second.start()
    ):
        return None
    year = int(second["y"])
    return Told(dt.date(year, month_number(second["m"]), 15), exact=False, year=year)


class Dated(NamedTuple):
    """A sentence with the dates in it."""

    sentence: Sentence
    spans: tuple[DateSpan, ...]


def dated_sentences(article: Article) -> Iterator[Dated]:
    """Yield every sentence of an article, fragments too, with its dates.

    A note tells one story through its paragraphs; in an article each paragraph forgets what was
    told, so that its first day without a year lies next to the date of the article.
    """
    told: Told | None = None
    paragraph = 0
    for sentence in article.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            told = told if article.kind == "note" else None
        spans = dates(sentence.text, article.date, told)
        told = told_after(sentence.text, spans, told)
        yield Dated(sentence, spans)

