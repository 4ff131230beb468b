"""Check the number and the period of a row against its passages.

The passages must have the number with its unit, and the period; a row must not give an expected
number as actual.  A row with another number of the same passage is not noticed, unless the passage
has a date after that number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from briefing_room.catalogue.cited_rows import CitedRow
from briefing_room.catalogue.numbers import ACTUAL, AT_LEAST, AT_MOST
from briefing_room.extract.numerals import read_number
from briefing_room.model import Article, Passage, Quantity, Source
from briefing_room.text.periods import Period, read_period
from briefing_room.verify.evidence import (
    Evidence,
    find_equal_quantities,
    is_same_number,
    is_same_quantity,
    is_same_unit,
    read_unit,
    read_value,
    unit_fits,
)
from briefing_room.verify.reasons import Reason, error

WRONG_NUMBER = "wrong-number"
WRONG_UNIT = "wrong-unit"
WRONG_QUALIFIER = "wrong-qualifier"
WRONG_PASSAGE = "wrong-passage"
WRONG_PERIOD = "wrong-period"
AS_ACTUAL = "told-as-actual"
_NOT_ACTUAL = "set 'kind' to projection or target"


@dataclass(frozen=True)
class CitedTexts:
    """The passages that a row cites, as one text, and the articles that have them.

    ``evidence_of`` gives the text of passages by their labels.
    """

    passages: Sequence[Passage]
    articles: Sequence[Article]
    evidence: Evidence
    evidence_of: Callable[[Sequence[str]], Evidence]

    def sources(self, passages: Sequence[Passage] = ()) -> list[Source]:
        """The sources whose 'tells' list these passages, or those of the row."""
        by_id = {article.id: article for article in self.articles}
        return [
            source
            for passage in passages or self.passages
            for source in by_id[passage.article].sources
            if passage.locator in source.tells
        ]


def check_row_number(row: CitedRow, texts: CitedTexts) -> Iterator[Reason]:
    """Yield the faults of a row's number."""
    evidence, value = texts.evidence, read_value(row.text, row.unit)
    if value is None:
        why = f"“{row.text}” is not one number with a unit; write it as the passage does"
        yield error(WRONG_NUMBER, why)
        return
    if row.unit and not unit_fits(value.unit, row.unit):
        yield error(
            WRONG_UNIT, f"“{value.wording}” is in {value.unit}, the page counts in {row.unit}"
        )
    equal = find_equal_quantities(value, evidence, read_unit(row.unit))
    if not equal:
        yield _explain_missing_number(value, texts)
        return
    if all(_direction(q) != _direction(value) for q in equal):
        yield error(WRONG_QUALIFIER, f"the passage says “{equal[0].wording}”; use its words")
    if row.period and row.speaker:
        periods = [when for q in equal if (when := _period_after(q, evidence))]
        start, end = row.period.start, row.period.end
        if len(periods) == len(equal) and all(p.end < start or end < p.start for p in periods):
            why = f"the passage gives “{equal[0].wording}” for {periods[0].text}"
            yield error(WRONG_PERIOD, f"{why}, not {row.period.text}; correct one of the two")
    if row.kind == ACTUAL and all(_is_expected(q, evidence.text) for q in equal):
        yield error(AS_ACTUAL, f"the passage only expects “{equal[0].wording}”; {_NOT_ACTUAL}")


def _explain_missing_number(value: Quantity, texts: CitedTexts) -> Reason:
    """A reason that says what the passages have instead, or which other passage has the number."""
    quantities = texts.evidence.quantities
    if other := next((q for q in quantities if is_same_number(value, q)), None):
        return error(WRONG_UNIT, f"the passage says “{other.wording}”, not “{value.wording}”")
    for passage in (p for a in texts.articles for s in a.sentences for p in s.passages):
        if any(is_same_quantity(value, q) for q in texts.evidence_of([passage.label]).quantities):
            return error(WRONG_PASSAGE, f"“{value.wording}” is in {passage.address}; cite that")
    others = ", ".join(q.wording for q in quantities if is_same_unit(q.unit, value.unit))
    has = f"they have {others}" if others else "they have no such number"
    return error(WRONG_NUMBER, f"“{value.wording}” is not in the passages; {has}")


def check_row_period(row: CitedRow, when: Period, texts: CitedTexts) -> Iterator[Reason]:
    """Yield the faults of a row's period."""
    evidence = texts.evidence
    text_days = (
        day for a in texts.articles for day in (a.date, a.read_until, *(s.date for s in a.sources))
    )
    days = [day for day in text_days if day]
    dates = [source.date for source in texts.sources() if source.date]
    is_status = row.exact and bool(row.names)
    possible_days = dates or (days if is_status else []) if row.exact else []
    if not (
        any(when.start <= day <= when.end for day in possible_days) or has_period(when, evidence)
    ):
        others = ", ".join(dict.fromkeys(s.date for s in evidence.dates if s.date)) or "no date"
        yield error(
            WRONG_PERIOD, f"{when.text} is not in the passages, which give {others}; correct it"
        )
    elif (row.kind == ACTUAL or is_status) and days and when.start > max(days):
        later = f"{when.text} is later than the text that is cited ({max(days)})"
        remedy = "correct the day or the status" if is_status else _NOT_ACTUAL
        yield error(AS_ACTUAL, f"{later}, so it cannot be actual; {remedy}")


# --- What is only expected, and when a number holds ----------------------------------------------

_EXPECTATION = re.compile(
    r"\b(?:expect\w*|forecast\w*|predict\w*|projected|projections?|foresee\w*|envisag\w*|would"
    r"|target(?:s|ed|ing)?|aim(?:s|ed|ing)?|goal)\b",
    re.IGNORECASE,
)
_AFTER_FROM = re.compile(r"\bfrom (?:about |around |some )?\Z")
_CLAUSE_END = re.compile(r"[,;:()]\s|[.!?]\s|\s(?:while|but|compared with|against|than)\s")
_FISCAL_YEAR = re.compile(
    r"\b(?:FY ?|(?:fiscal|financial)(?: year)? )(?:20\d\d[-/–])?(?:20)?(\d\d)\b"
    r"|\b20(?:\d\d[-/–](?:20)?)?(\d\d) (?:fiscal|financial)",
    re.IGNORECASE,
)
_FIRST_MONTHS = re.compile(
    r"\bfirst (two|three|four|five|six|seven|eight|nine|ten|eleven|\d\d?) months"
    r"(?: of (?:the year )?(20\d\d))?",
    re.IGNORECASE,
)
_YEAR_START = re.compile(r"\b(?:January|beginning|start|early)\b")
_BEFORE_PERIOD = re.compile(
    r"\s?\(?(?:of (?:[\w'-]+ ){1,4})?(?:(?:in|by|for|during|of|from)\s)?(?:the year\s)?"
)


def _direction(quantity: Quantity) -> int:
    """1 for "more than", -1 for "less than", 0 for an exact number."""
    return (quantity.qualifier in AT_LEAST) - (quantity.qualifier in AT_MOST)


def _is_expected(quantity: Quantity, text: str) -> bool:
    """Whether the words before a quantity in its clause call it expected."""
    start = max((m.end() for m in _CLAUSE_END.finditer(text, 0, quantity.start)), default=0)
    words = text[start : quantity.start]  # "would raise it from 1,000 to 6,000 tonnes"
    return bool(_EXPECTATION.search(words) and not _AFTER_FROM.search(words))


def has_period(period: Period, evidence: Evidence) -> bool:
    """Whether the passages give a period.

    A day gives its month too; a year gives its January only with "January" or "early".
    """
    if period.text.startswith("FY"):
        return period.text in {f"FY20{a or b}" for a, b in _FISCAL_YEAR.findall(evidence.text)}
    year = re.fullmatch(r"(?:by )?(\d{4})", period.text)
    if year and re.search(rf"(?<!\d){year[1]}(?!\d)", evidence.text):
        return True
    periods = list(_find_periods(evidence))
    if year or ".." in period.text or re.search("[QH]", period.text):
        return any((p.start, p.end) == (period.start, period.end) for p in periods)
    may_be_first = period.start == period.end or _YEAR_START.search(evidence.text)
    return any(
        (period.start <= p.start and p.end <= period.end)
        or (may_be_first and period.start == p.start and period.text.endswith("-01"))
        for p in periods
    )


def _find_periods(evidence: Evidence) -> Iterator[Period]:
    """Yield the periods that the passages give, and those between two of them."""
    dates = (read_period(span.date) for span in evidence.dates if span.date)
    periods = sorted(filter(None, dates), key=lambda p: (p.start, p.end))
    yield from periods
    for first, last in combinations(periods, 2):
        if first.end < last.start:
            yield Period(f"{first.text}..{last.text}", first.start, last.end)
    years = {p.start.year for p in periods}
    if anchor := evidence.anchor:
        years.add(anchor.year)
    for match in _FIRST_MONTHS.finditer(evidence.text):
        for year in {int(match[2])} if match[2] else years:
            if months := read_period(f"{year}-01..{year}-{read_number(match[1]):02.0f}"):
                yield months


def _period_after(quantity: Quantity, evidence: Evidence) -> Period | None:
    """Find the period with a year right after a quantity: "92% in 2023"."""
    lead = _BEFORE_PERIOD.match(evidence.text, quantity.end)
    starts = (lead.end() if lead else quantity.end, quantity.end + 1)
    for span in evidence.own_dates:
        if span.start in starts and span.date and span.date[:4] in span.wording:
            return read_period(span.date)
    return None
