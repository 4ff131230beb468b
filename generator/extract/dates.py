"""Find dates in a text: absolute, partial and relative, each as precise as the text is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.extract.date_context import is_date
from generator.extract.date_resolving import Told
from generator.extract.date_words import MAY_HOLD, PATTERNS, lies_ahead
from generator.extract.datereading import READERS
from generator.extract.datespans import Frame, month_number
from generator.extract.numerals import designations
from generator.model import Article, DateSpan, Passage, Sentence

__all__ = [
    "DateSpan",
    "Dated",
    "Told",
    "as_day",
    "dated_passages",
    "dated_sentences",
    "dates",
    "lies_ahead",
    "told_after",
]

_Match = re.Match[str]


def dates(text: str, anchor: dt.date | None, told: Told | None = None) -> tuple[DateSpan, ...]:
    """Return the dates of ``text`` in order.

    ``anchor`` is the date of the article ("on Thursday" counts from it), ``told`` a date that the
    text before has told (a day without a year lies next to it).  Without either, a partial or
    relative date keeps its wording and has no ``date``.  Parts of names are no dates.
    """
    return _resolve_all(_found(text), text, anchor, told)


# "20th March" and "1H26" are no names of models.
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)\b|[1-4][QH](?:\d\d)?\b")


@lru_cache(maxsize=512)  # figures, events and what is due ask again for one sentence
def _found(text: str) -> tuple[tuple[str, _Match], ...]:
    """Return the kinds and matches of all dates of a text in order."""
    if not MAY_HOLD.search(text):
        return ()
    names = [each for each in designations(text) if not _ORDINAL.match(text, each[0])]
    taken = names
    found: list[tuple[str, _Match]] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end in taken) and (
                is_date(kind, match, text)
            ):
                found.append((kind, match))
                taken.append(match.span())
    return tuple(sorted(found, key=lambda each: each[1].start()))


def _resolve_all(
    found: tuple[tuple[str, _Match], ...], text: str, anchor: dt.date | None, told: Told | None
) -> tuple[DateSpan, ...]:
    spans: list[DateSpan] = []
    year = told.year if told else None
    beside: dt.date | None = None
    for index, (kind, match) in enumerate(found):
        ahead = _year_ahead(found[index:], text)
        frame = Frame(
            text, anchor, ahead or told, year, bool(ahead or any(s.date for s in spans)), beside
        )
        new = READERS[kind](match, frame)
        spans += new
        told = told_after(text, tuple(new), told)
        days = [dt.date.fromisoformat(s.date) for s in new if s.date and s.precision == "day"]
        beside = days[-1] if days else beside
        year = next((int(span.date[:4]) for span in new if span.date), year)
    return tuple(spans)


# What a date is compared with lies elsewhere in time; the story does not go on from there.
_BASE = re.compile(
    r"\b(?:than|since|from|above|below|against|with|versus|over)\s(?:at least\s|in\s|the\s)*$"
)


def told_after(text: str, spans: tuple[DateSpan, ...], told: Told | None = None) -> Told | None:
    """Return the date that the text after ``text`` goes on from: the last that has come about."""
    past = [span for span in spans if span.date and _has_come(text[: span.start])]
    if not past:
        return told
    year = int((past[-1].date or "")[:4])
    for span in reversed(past):
        if (day := as_day(span)) is not None:
            return Told(day, span.precision == "day", year)
    return told._replace(year=year) if told else Told(None, year=year)


def _has_come(lead: str) -> bool:
    return not _BASE.search(lead) and not lies_ahead(lead)


def as_day(span: DateSpan) -> dt.date | None:
    """Return the day, or the middle of the month, that a date tells; ``None`` for wider ones."""
    if span.date is None or span.precision not in {"day", "month"}:
        return None
    return dt.date.fromisoformat(span.date if span.precision == "day" else f"{span.date}-15")


def _year_ahead(found: tuple[tuple[str, _Match], ...], text: str) -> Told | None:
    """Return the day that "15 August" takes its year from in "15 August to 15 November 2013"."""
    if len(found) < 2 or found[0][0] not in {"day", "days", "month"} or found[0][1]["y"]:
        return None
    (_, first), (kind, second) = found[:2]
    if kind not in {"day", "days", "month"} or not (second["y"] or "").isdigit():
        return None
    between = text[first.end() : second.start()]
    range_ = r"\s?(?:[-–—]|to|and|until|or|through|and from)\s?(?:in\s|on\s)?|,\s\w+ on\s"
    if not re.fullmatch(range_, between):
        return None
    day = dt.date(int(second["y"]), month_number(second), 15)
    return Told(day, exact=False, year=day.year)


class Dated(NamedTuple):
    """A sentence with the dates in it."""

    sentence: Sentence
    spans: tuple[DateSpan, ...]


def dated_sentences(article: Article) -> Iterator[Dated]:
    """Yield every sentence of an article, fragments too, with its dates."""
    pairs = zip(article.sentences, _spans(article, article.sentences), strict=True)
    return (Dated(sentence, spans) for sentence, spans in pairs)


def dated_passages(article: Article) -> Iterator[tuple[Passage, tuple[DateSpan, ...]]]:
    """Yield every passage of an article as it stands in the seed, with its dates."""
    return zip(article.passages, _spans(article, article.passages), strict=True)


def _spans(
    article: Article, pieces: Iterable[Sentence | Passage]
) -> Iterator[tuple[DateSpan, ...]]:
    """Yield the dates of each piece of an article in turn.

    A note tells one story through its paragraphs; in an article each paragraph forgets what was
    told, so that its first day without a year lies next to the date of the article.
    """
    told: Told | None = None
    paragraph = 0
    for piece in pieces:
        if piece.paragraph != paragraph:
            paragraph = piece.paragraph
            told = told if article.kind == "note" else None
        spans = dates(piece.text, article.date, told)
        told = told_after(piece.text, spans, told)
        yield spans
