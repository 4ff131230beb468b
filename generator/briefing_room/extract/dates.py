"""Find dates: absolute, partial and relative ones, each as precise as it is written.

Words and patterns are in ``dates.yml``; this module excludes words that only look like dates.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing_room.extract.date_resolving import DateContext, Reference, resolve_date
from briefing_room.extract.designations import find_designations
from briefing_room.extract.outlook import words_place_in_future
from briefing_room.model import Article, DateSpan, Sentence
from briefing_room.text.lexicon import alternatives, table
from briefing_room.text.periods import MONTH_NUMBERS, MONTHS, WEEKDAYS, month_number

_Match = re.Match[str]
_DATE_TABLE = table("dates")


def _any_word_of(name: str) -> str:
    return alternatives(_DATE_TABLE[name].split())


_MAX_LINK_CHARS = 30  # characters between the ends of a range
_NO_REFERENCE = Reference()
_CONTEXT_CHARS = 160  # characters before a date that show whether it has passed


def find_dates(
    text: str, anchor: dt.date | None, reference: Reference = _NO_REFERENCE
) -> tuple[DateSpan, ...]:
    """Find the dates of ``text``, in order.

    ``anchor`` is the date of the article, which decides what "on Thursday" means.  ``reference`` is
    the last date before the text, which decides the year of a day without one.  Without them a
    partial or relative date has a wording but no ``date``.  Part of a name is not a date.
    """
    return tuple(_find_and_resolve(text, anchor, reference)[0])


def _find_and_resolve(
    text: str, anchor: dt.date | None, reference: Reference
) -> tuple[list[DateSpan], Reference]:
    """Find the dates of a sentence, and the past one that the days of the next sentence follow."""
    matches, spans = date_matches(text), list[DateSpan]()
    year, last_day = reference.year, None
    for index, (kind, match) in enumerate(matches):
        following = _reference_after(matches[index : index + 2])
        same_sentence = bool(following) or any(span.date for span in spans)
        frame = DateContext(
            anchor,
            following or reference,
            following.year if following else year,
            same_sentence,
            last_day,
        )
        for span in resolve_date(kind, match, frame):
            spans.append(span)
            if span.date:
                year = int(span.date[:4])
                day = span.day or _middle_of_month(span.date)
                last_day = span.day or last_day
                if _may_be_reference(text, span):
                    if day:
                        reference = Reference(day, day == span.day)
                    reference = reference._replace(year=year)
    return spans, reference


# A date that only serves as a comparison is no reference for the text after it.
_COMPARISON = re.compile(rf"\b(?:{_any_word_of('compared')})\s(?:at least\s|in\s|the\s)*$")


def _may_be_reference(text: str, span: DateSpan) -> bool:
    before = text[max(0, span.start - _CONTEXT_CHARS) : span.start]
    return not _COMPARISON.search(before) and not words_place_in_future(before)


def _middle_of_month(date: str) -> dt.date | None:
    """The middle of a month; ``None`` for a quarter or a year."""
    return dt.date.fromisoformat(f"{date}-15") if re.fullmatch(r"\d{4}-\d\d", date) else None


_BETWEEN_DATES = re.compile(
    r"\s?(?:[-–—]|to|and|until|or|through|and from)\s?(?:in\s|on\s)?|,\s\w{1,20} on\s"
)
_WITH_MONTH = frozenset({"day", "days", "month"})


def _reference_after(pair: Sequence[tuple[str, _Match]]) -> Reference | None:
    """Find the year of the first date of a range: in "15 August to 15 November 2013", 2013."""
    if len(pair) < 2 or not {kind for kind, _ in pair} <= _WITH_MONTH:
        return None
    first, second = pair[0][1], pair[1][1]
    if not (second["year"] or "").isdigit() or second["month"].isdigit():
        return None
    if second.start() - first.end() > _MAX_LINK_CHARS or not _BETWEEN_DATES.fullmatch(
        second.string, first.end(), second.start()
    ):
        return None
    year = int(second["year"])
    return Reference(dt.date(year, month_number(second["month"]), 15), exact=False, year=year)


def dated_sentences(article: Article) -> Iterator[tuple[Sentence, tuple[DateSpan, ...]]]:
    """Yield every sentence of an article, fragments included, with its dates.

    A day without a year is placed near the last date before it.  In an article only dates of the
    same paragraph count, or else the date of the article; in a note those of earlier paragraphs do,
    too.  "The next day" follows the date of the previous sentence.
    """
    reference, paragraph = _NO_REFERENCE, 0
    for sentence in article.sentences:
        anchor = article.date
        if article.kind != "note" and sentence.paragraph != paragraph:
            reference, paragraph = _NO_REFERENCE, sentence.paragraph
        before = reference
        spans, reference = _find_and_resolve(sentence.text, anchor, before)
        if reference is before and before.day:  # a year in this sentence is only for comparison
            reference = before._replace(exact=False, year=before.day.year)
        yield sentence, tuple(spans)


# --- The patterns of dates ------------------------------------------------------------------------

_NEAR_WORDS = [*_DATE_TABLE["near"], *(name[0].upper() + name[1:] for name in _DATE_TABLE["near"])]
_SHORT_MONTHS = [name.title() for name in MONTH_NUMBERS if name.title() not in MONTHS]
_MONTH = (
    rf"(?:{'|'.join(MONTHS)}|{'|'.join(MONTHS).upper()}"
    rf"|(?:{alternatives(_SHORT_MONTHS)})\b\.?)(?![a-z])"
)
_PATTERN_PARTS = {
    **_DATE_TABLE["parts"],
    "month": _MONTH,
    "weekday": f"(?:{'|'.join(WEEKDAYS).title()})",
    "near": alternatives(_NEAR_WORDS),
}


def _expand_parts(pattern: str) -> str:
    """Replace the named parts of a pattern, such as ``{month}``, by their patterns."""
    part = re.compile(r"\{([a-z_]+)\}")
    while part.search(pattern):
        pattern = part.sub(lambda name: _PATTERN_PARTS[name[1]], pattern)
    return pattern


# Each pattern has a kind and a list of words; it is tried only if the text has one of the words.
# Text matched by an earlier pattern is not matched again.
_NEEDS = {name: tuple(row.split()) for name, row in _DATE_TABLE["needs"].items()}
_DATE_PATTERNS = tuple(
    (need, kind, re.compile(_expand_parts(pattern)))
    for kind, need, pattern in _DATE_TABLE["patterns"]
)


# "20th March" and "1H26" are not names of models.
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)\b|[1-4][QH](?:\d\d)?\b")


@lru_cache(maxsize=512)  # several stages read the same sentence
def date_matches(text: str) -> tuple[tuple[str, re.Match[str]], ...]:
    """Find each date of a sentence, in order: its kind in ``dates.yml`` and its match."""
    return tuple(sorted(_find_date_matches(text), key=lambda pair: pair[1].start()))


def _find_date_matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    lower_text = text.lower()
    present = {need for need, words in _NEEDS.items() if any(map(lower_text.__contains__, words))}
    if not present:
        return
    occupied = bytearray(len(text))
    for start, end in find_designations(text):
        if not _ORDINAL.match(text, start):
            occupied[start:end] = b"\1" * (end - start)
    for need, kind, pattern in _DATE_PATTERNS:
        for match in pattern.finditer(text) if need in present else ():
            start, end = match.span()
            if occupied.find(1, start, end) < 0 and _is_date(kind, match):
                occupied[start:end] = b"\1" * (end - start)
                yield kind, match


# What may come right before "May" and "March" for them to be months when no year follows.
_MONTH_CUE = re.compile(rf"\b(?:{_any_word_of('before a month')})[ -]$", re.IGNORECASE)
_AMBIGUOUS_MONTHS = frozenset(_DATE_TABLE["ambiguous months"].split())
_REPORT_BEFORE = re.compile(rf"\b(?:{_any_word_of('reported')})\b|\btold\s[a-z]+\b")
_REPORT_AFTER = re.compile(rf"\s(?:{_any_word_of('reported')})\b")
_RECURRING_BEFORE = re.compile(r"\b(?:each|every|any)\s(?:\w+\s)?$", re.IGNORECASE)


def _is_date(kind: str, match: re.Match[str]) -> bool:
    """Whether the words of a match mean a date in their context."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    if kind == "month" and not match["year"]:
        is_other_word = match[0] in _AMBIGUOUS_MONTHS and not _MONTH_CUE.search(before)
        return not (is_other_word or match[0].isupper() or _RECURRING_BEFORE.search(before))
    if kind == "near" and match[0].lower() == "today":  # often it means "nowadays"
        is_outlet = match[0] == "Today" and before[-2:-1].isalpha()  # "Asia Today"
        is_reported = _REPORT_BEFORE.search(before) or _REPORT_AFTER.match(
            match.string, match.end()
        )
        return not is_outlet and bool(is_reported)
    return kind != "weekday" or not _RECURRING_BEFORE.search(before)
