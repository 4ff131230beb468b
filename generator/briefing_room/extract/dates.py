"""Find dates in a text: absolute, partial and relative, each as precise as the text is.

Words and forms are in ``dates.yml``; this module sorts out words that only look like dates.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing_room.extract.date_resolving import Frame, Reference, read
from briefing_room.extract.numerals import designations
from briefing_room.extract.outlook import lies_ahead
from briefing_room.model import Article, DateSpan, Sentence
from briefing_room.text.lexicon import any_of, table
from briefing_room.text.months import MONTHS, NUMBERS, WEEKDAYS, month_number

_Match = re.Match[str]
_MAX_LINK_LETTERS = 30  # letters between the ends of a range
_NO_REFERENCE = Reference()
_LEAD_LETTERS = 160  # letters before a date that show whether it has passed


def dates(
    text: str, anchor: dt.date | None, reference: Reference = _NO_REFERENCE
) -> tuple[DateSpan, ...]:
    """Find the dates of ``text``, in order.

    ``anchor`` is the date of the article, from which "on Thursday" counts; ``reference`` is the
    last date before the text, next to which a day without a year is placed.  Without them a partial
    or relative date keeps its wording and has no ``date``.  A part of a name is not a date.
    """
    return tuple(_read_on(text, anchor, reference)[0])


def _read_on(
    text: str, anchor: dt.date | None, reference: Reference
) -> tuple[list[DateSpan], Reference]:
    """Find the dates of a text, and the last one that has passed, from which the text goes on."""
    matches, spans = forms(text), list[DateSpan]()
    year, beside = reference.year, None
    for index, (kind, match) in enumerate(matches):
        ahead = _year_ahead(matches[index : index + 2])
        same = bool(ahead) or any(span.date for span in spans)
        frame = Frame(anchor, ahead or reference, ahead.year if ahead else year, same, beside)
        for span in read(kind, match, frame):
            spans.append(span)
            if span.date:
                year = int(span.date[:4])
                day = span.day or _middle(span.date)
                beside = span.day or beside
                if _has_come(text, span):
                    if day:
                        reference = Reference(day, day == span.day)
                    reference = reference._replace(year=year)
    return spans, reference


# A date that is only compared with lies elsewhere in time; the text does not go on from there.
_BASE = re.compile(
    r"\b(?:than|since|from|above|below|against|with|versus|over)\s(?:at least\s|in\s|the\s)*$"
)


def _has_come(text: str, span: DateSpan) -> bool:
    lead = text[max(0, span.start - _LEAD_LETTERS) : span.start]
    return not _BASE.search(lead) and not lies_ahead(lead)


def _middle(date: str) -> dt.date | None:
    """The middle of a month; ``None`` for a longer time."""
    return dt.date.fromisoformat(f"{date}-15") if re.fullmatch(r"\d{4}-\d\d", date) else None


_RANGE = re.compile(
    r"\s?(?:[-–—]|to|and|until|or|through|and from)\s?(?:in\s|on\s)?|,\s\w{1,20} on\s"
)
_WITH_MONTH = frozenset({"day", "days", "month"})


def _year_ahead(pair: Sequence[tuple[str, _Match]]) -> Reference | None:
    """Find the day that "15 August" takes its year from in "15 August to 15 November 2013"."""
    if len(pair) < 2 or not {kind for kind, _ in pair} <= _WITH_MONTH:
        return None
    first, second = pair[0][1], pair[1][1]
    if not (second["y"] or "").isdigit() or second["m"].isdigit():
        return None
    if second.start() - first.end() > _MAX_LINK_LETTERS or not _RANGE.fullmatch(
        second.string, first.end(), second.start()
    ):
        return None
    year = int(second["y"])
    return Reference(dt.date(year, month_number(second["m"]), 15), exact=False, year=year)


def dated_sentences(article: Article) -> Iterator[tuple[Sentence, tuple[DateSpan, ...]]]:
    """Yield every sentence of an article, fragments included, with its dates.

    The paragraphs of a note follow one another.  Each paragraph of an article starts afresh: its
    first day without a year is placed next to the date of the article.  "The next day" follows the
    date of the sentence before.
    """
    reference, paragraph = _NO_REFERENCE, 0
    for sentence in article.sentences:
        anchor = article.date
        if article.kind != "note" and sentence.paragraph != paragraph:
            reference, paragraph = _NO_REFERENCE, sentence.paragraph
        before = reference
        spans, reference = _read_on(sentence.text, anchor, before)
        if reference is before and before.day:  # another year is given to compare with the present
            reference = before._replace(exact=False, year=before.day.year)
        yield sentence, tuple(spans)


# --- The forms of dates ---------------------------------------------------------------------------

_DATE_TABLE = table("dates")
_NEAR_WORDS = [*_DATE_TABLE["near"], *(name[0].upper() + name[1:] for name in _DATE_TABLE["near"])]
_SHORT_MONTHS = [name.title() for name in NUMBERS if name.title() not in MONTHS]
_MONTH = (
    rf"(?:{'|'.join(MONTHS)}|{'|'.join(MONTHS).upper()}|(?:{any_of(_SHORT_MONTHS)})\b\.?)(?![a-z])"
)
_FORM_PARTS = {
    **_DATE_TABLE["parts"],
    "month": _MONTH,
    "weekday": f"(?:{'|'.join(WEEKDAYS).title()})",
    "near": any_of(_NEAR_WORDS),
}


def _form(form: str) -> str:
    """Put the named parts of a form in their places."""
    while (filled := re.sub(r"\{([a-z_]+)\}", lambda name: _FORM_PARTS[name[1]], form)) != form:
        form = filled
    return form


# For each form: words of which a text must have one, its kind and its pattern.  Text taken by an
# earlier form is not read again.
_NEEDS = {name: tuple(row.split()) for name, row in _DATE_TABLE["needs"].items()}
_DATE_FORMS = tuple(
    (need, kind, re.compile(_form(form))) for kind, need, form in _DATE_TABLE["forms"]
)


# "20th March" and "1H26" are not names of models.
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)\b|[1-4][QH](?:\d\d)?\b")


@lru_cache(maxsize=512)  # several stages read the same sentence
def forms(text: str) -> tuple[tuple[str, re.Match[str]], ...]:
    """Find the dates of a text, in order, each as its kind and match."""
    return tuple(sorted(_forms(text), key=lambda form: form[1].start()))


def _forms(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    low = text.lower()
    present = {need for need, words in _NEEDS.items() if any(map(low.__contains__, words))}
    if not present:
        return
    taken = bytearray(len(text))
    for start, end in designations(text):
        if not _ORDINAL.match(text, start):
            taken[start:end] = b"\1" * (end - start)
    for need, kind, form in _DATE_FORMS:
        for match in form.finditer(text) if need in present else ():
            start, end = match.span()
            if taken.find(1, start, end) < 0 and is_date(kind, match):
                taken[start:end] = b"\1" * (end - start)
                yield kind, match


# What may stand right before "May" and "March" for them to be months when no year follows.
_MONTH_CUE = re.compile(
    r"\b(?:in|since|until|from|by|of|and|to|or|late|early|mid|last|next|this|during|before|after|"
    r"between|than|through|for|on|January|February|March|April|previous|its|until|late in)[ -]$",
    re.IGNORECASE,
)
_AMBIGUOUS = frozenset({"May", "March", "Mar", "Mar.", "Jan"})  # verbs and names too
_TELLS = r"(?:said|announced|issued|signed|published|reported)\b"
_TOLD_BEFORE = re.compile(rf"\b{_TELLS}|\btold\s[a-z]+\b")
_TOLD_BEHIND = re.compile(rf"\s{_TELLS}")
_EACH = re.compile(r"\b(?:each|every|any)\s(?:\w+\s)?$", re.IGNORECASE)


def is_date(kind: str, match: re.Match[str]) -> bool:
    """Whether the words of a match mean a date in their context."""
    lead = match.string[max(0, match.start() - 40) : match.start()]
    if kind == "month" and not match["y"]:
        named = match[0] in _AMBIGUOUS and not _MONTH_CUE.search(lead)
        return not (named or match[0].isupper() or _EACH.search(lead))
    if kind == "near" and match[0].lower() == "today":  # often nowadays
        behind = match.string[match.end() : match.end() + 14]
        outlet = match[0] == "Today" and lead[-2:-1].isalpha()  # "Asia Today"
        return not outlet and bool(_TOLD_BEFORE.search(lead) or _TOLD_BEHIND.match(behind))
    return kind != "weekday" or not _EACH.search(lead)
