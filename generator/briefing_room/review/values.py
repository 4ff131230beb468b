"""Check the rows of the catalogue against the passages they cite: numbers, sites, deadlines, dates.

The passages must have the number with its unit, the period and the speaker; what a text only
expects must not be given as actual; a text that nobody opened needs the one it was read through.
Another value of the same passage is not detected, unless a date of its own follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from briefing_room.catalogue.cited_rows import CitedRow, cited_rows
from briefing_room.catalogue.fields import near
from briefing_room.catalogue.numbers import ACTUAL, DOWN, UP
from briefing_room.extract.numerals import value
from briefing_room.model import Article, Finding, Passage, Quantity, Source
from briefing_room.pages.layout import tellers
from briefing_room.review.context import ReviewContext, Tally, findings_of
from briefing_room.text.months import Period, period
from briefing_room.text.wording import spaced
from briefing_room.verify.evidence import (
    Evidence,
    equals,
    fits,
    measured,
    missing,
    same_number,
    same_quantity,
    same_unit,
    unit_of,
)

Problem = tuple[str, str]  # the kind and the message

_PUBLISHER_PARTS = re.compile(r"[(),;/]|\bvia\b|\bciting\b")
NO_PASSAGE, WRONG_PASSAGE = "no-such-passage", "wrong-passage"
WRONG_NUMBER, WRONG_UNIT, WRONG_QUALIFIER = "wrong-number", "wrong-unit", "wrong-qualifier"
WRONG_PERIOD, WRONG_SPEAKER = "wrong-period", "wrong-speaker"
AS_ACTUAL = "told-as-actual"
NO_CARRIER, NOT_SUPPORTED = "no-carrier", "not-supported"


def check_values(context: ReviewContext, *, complete: bool = False) -> Tally:
    """Check every row of the catalogue that cites passages.

    Rows that rest only on absent seeds are just counted, unless ``complete``.
    """
    result = Tally()
    for row in cited_rows(context.catalogue):
        if row.cites and out_of_reach(row.cites, context, complete=complete):
            result += Tally(1, aside=1)
            continue
        wrong, where = dict.fromkeys(problems(row, context)), context.where(row)
        errors = tuple(Finding(kind, where, row.line, why) for kind, why in wrong)
        marks = findings_of(context.verifier.check_row(row), where, row.line)
        result += Tally(1, bool(wrong), 0, (*errors, *marks))
    return result


def out_of_reach(cites: Iterable[str], context: ReviewContext, *, complete: bool) -> bool:
    """Whether the citations cannot be checked, because a seed cannot be read.

    Unless ``complete``, the same holds if no cited seed is here, nor one with a similar name.
    """
    seeds = {address.partition("/")[0] for address in cites if "/" in address}
    present = complete or any(seed in context.by_id or context.near(seed) for seed in seeds)
    return bool(seeds) and (not present or not context.unusable.isdisjoint(seeds))


# --- What is wrong with a row --------------------------------------------------------------------


def problems(row: CitedRow, context: ReviewContext) -> Iterator[Problem]:
    """Yield a kind and a message for each claim that the cited passages do not bear out."""
    passages: list[Passage] = []
    for address in row.cites:
        if passage := context.resolve(address):
            passages.append(passage)
        else:
            yield no_passage(address, context)
    if not passages:
        return
    evidence = context.of_labels(p.label for p in passages)
    seeds = [context.by_id[seed] for seed in dict.fromkeys(p.article for p in passages)]
    sources = [source for p in passages for source in tellers(p, context.by_id[p.article])]
    if row.text:
        yield from _number_problems(row, evidence, seeds, context)
    if row.period:
        yield from _period_problems(row, row.period, evidence, sources, seeds)
    for key, name in (("says", row.says), ("via", row.via)):
        if name and not _named(name, evidence):
            yield from _speaker_problems(key, name, evidence, sources, seeds)
    if row.says and not row.via and (carrier := _read_through(row, passages, context)):
        yield NO_CARRIER, f"no text of who says it was opened; add  via: {carrier}"
    if row.names and not any(_named(name, evidence) for name in row.names):
        yield NOT_SUPPORTED, f"the passages name neither {' nor '.join(row.names)}; cite one more"
    for item in missing(row.wording, evidence):
        yield NOT_SUPPORTED, f"the {item.kind} “{item.text}” is not in the passages; correct it"


def no_passage(address: str, context: ReviewContext) -> Problem:
    """Report an address that leads nowhere, and suggest another seed or another place."""
    seed, slash, place = address.partition("/")
    cure = "write seed/paragraph-sentence"
    if article := context.by_id.get(seed):
        paragraph = place.partition("-")[0]
        locators = [p.locator for p in article.passages if str(p.paragraph) == paragraph]
        cure = f"its last paragraph is {article.passages[-1].paragraph}"
        cure = f"paragraph {paragraph} has {', '.join(locators)}" if locators else cure
    elif slash:
        cure = f"there is no seed '{seed}'; {context.near(seed)}".rstrip("; ")
    return NO_PASSAGE, f"no seed has the passage {address}; {cure}"


def _number_problems(
    row: CitedRow, evidence: Evidence, seeds: Sequence[Article], context: ReviewContext
) -> Iterator[Problem]:
    value = measured(row.text, row.unit)
    if value is None:
        why = f"“{row.text}” is not one number with a unit; write it as the passage does"
        yield WRONG_NUMBER, why
        return
    if row.unit and not fits(value.unit, row.unit):
        yield WRONG_UNIT, f"“{value.given}” is in {value.unit}, the page counts in {row.unit}"
    equal = equals(value, evidence, unit_of(row.unit))
    if not equal:
        yield _elsewhere(value, evidence, seeds, context)
        return
    if all(_direction(q) != _direction(value) for q in equal):
        yield WRONG_QUALIFIER, f"the passage says “{equal[0].given}”; write it so"
    if row.period and row.says:
        periods = [when for q in equal if (when := _period_after(q, evidence))]
        start, end = row.period.start, row.period.end
        if len(periods) == len(equal) and all(p.end < start or end < p.start for p in periods):
            of = f"the passage gives “{equal[0].given}” for {periods[0].text}"
            yield WRONG_PERIOD, f"{of}, not {row.period.text}; correct one of the two"
    if row.kind == ACTUAL and all(_is_expected(q, evidence.text) for q in equal):
        yield AS_ACTUAL, f"the passage only expects “{equal[0].given}”; say so with 'kind'"


def _elsewhere(
    value: Quantity, evidence: Evidence, seeds: Sequence[Article], context: ReviewContext
) -> Problem:
    """Report what the passages have instead of a number, or which other passage has it."""
    if other := next((q for q in evidence.quantities if same_number(value, q)), None):
        return WRONG_UNIT, f"the passage says “{other.given}”, not “{value.given}”"
    for passage in (p for seed in seeds for s in seed.sentences for p in s.passages):
        if any(same_quantity(value, q) for q in context.of_labels([passage.label]).quantities):
            return WRONG_PASSAGE, f"“{value.given}” is in {passage.address}; cite that"
    others = ", ".join(q.given for q in evidence.quantities if same_unit(q.unit, value.unit))
    has = f"they have {others}" if others else "they have no such number"
    return WRONG_NUMBER, f"“{value.given}” is not in the passages; {has}"


def _period_problems(
    row: CitedRow,
    when: Period,
    evidence: Evidence,
    sources: Iterable[Source],
    seeds: Sequence[Article],
) -> Iterator[Problem]:
    known = (day for a in seeds for day in (a.date, a.read_until, *(s.date for s in a.sources)))
    days = [day for day in known if day]
    dates = [source.date for source in sources if source.date]
    is_status = row.exact and bool(row.names)
    fit = dates or (days if is_status else []) if row.exact else []
    if not (any(when.start <= day <= when.end for day in fit) or gives(when, evidence)):
        others = ", ".join(dict.fromkeys(s.date for s in evidence.dates if s.date)) or "no date"
        yield WRONG_PERIOD, f"{when.text} is not in the passages, which give {others}; correct it"
    elif (row.kind == ACTUAL or is_status) and days and when.start > max(days):
        yield AS_ACTUAL, f"{when.text} lies after the text ({max(days)}); say so with 'kind'"


def _speaker_problems(
    key: str, name: str, evidence: Evidence, tell: Iterable[Source], seeds: Iterable[Article]
) -> Iterator[Problem]:
    """Yield what is wrong with a speaker whom the passages do not name.

    A seed with one publisher is all by that publisher; of several, one must tell the passage.
    """
    sources = [source for article in seeds for source in article.sources]
    publishers = {p for p in (*(a.publisher for a in seeds), *(s.name for s in sources)) if p}
    known = evidence.catalogue.entities
    entity = known.get(name)
    names = entity.names if entity else (name,)
    free = key == "via" or len(publishers) == 1
    if not _is_one(names, publishers if free else {source.name for source in tell}):
        question = near(name, publishers | known.keys() - {name})
        cure = "cite the one that does, put it into the 'tells' of its source, or correct it"
        why = f"'{key}' is “{name}”, which the passages do not name; {cure}"
        yield WRONG_SPEAKER, f"{why}; {question}".rstrip("; ")


def _read_through(row: CitedRow, passages: Sequence[Passage], context: ReviewContext) -> str | None:
    """Find what a value was read through, if no text of its speaker was opened."""
    value, unit = measured(row.text, row.unit), unit_of(row.unit)
    if not value:
        return None
    holding = [p for p in passages if equals(value, context.of_labels([p.label]), unit)]
    sources = [s for p in holding or passages for s in tellers(p, context.by_id[p.article])]
    entity = context.catalogue.entities.get(row.says)
    names = entity.names if entity else (row.says,)
    is_opened = _is_one(names, [source.name for source in sources if not source.via])
    return None if is_opened or not sources else sources[0].via or sources[0].name


def _is_one(names: Iterable[str], publishers: Iterable[str]) -> bool:
    """Whether a name is that of a publisher: "Goldsea" in "Reuters (via Goldsea)"."""
    parts = {spaced(part) for name in publishers for part in (name, *_PUBLISHER_PARTS.split(name))}
    return not parts.isdisjoint(map(spaced, names))


def _named(name: str, evidence: Evidence) -> bool:
    """Whether the passages name an entity, given by its slug or by its name."""
    if name in evidence.catalogue.entities:
        return name in evidence.names
    entities = {mention.entity for mention in evidence.catalogue.find(name)}
    return evidence.says(name) or bool(entities and entities <= evidence.names)


# --- What is only expected, and when a number holds ----------------------------------------------

_EXPECTED = re.compile(
    r"\b(?:expect\w*|forecast\w*|predict\w*|projected|projections?|foresee\w*|envisag\w*|would"
    r"|target(?:s|ed|ing)?|aim(?:s|ed|ing)?|goal)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom (?:about |around |some )?\Z")
_CLAUSE_END = re.compile(r"[,;:()]\s|[.!?]\s|\s(?:while|but|compared with|against|than)\s")
_FISCAL = re.compile(
    r"\b(?:FY ?|(?:fiscal|financial)(?: year)? )(?:20\d\d[-/–])?(?:20)?(\d\d)\b"
    r"|\b20(?:\d\d[-/–](?:20)?)?(\d\d) (?:fiscal|financial)",
    re.IGNORECASE,
)
_FIRST_MONTHS = re.compile(
    r"\bfirst (two|three|four|five|six|seven|eight|nine|ten|eleven|\d\d?) months"
    r"(?: of (?:the year )?(20\d\d))?",
    re.IGNORECASE,
)
_BEFORE_PERIOD = re.compile(
    r"\s?\(?(?:of (?:[\w'-]+ ){1,4})?(?:(?:in|by|for|during|of|from)\s)?(?:the year\s)?"
)


def _direction(quantity: Quantity) -> int:
    """1 if it may be more, -1 if it may be less, 0 for the number itself."""
    return (quantity.qualifier in UP) - (quantity.qualifier in DOWN)


def _is_expected(quantity: Quantity, text: str) -> bool:
    """Whether the words before a quantity in its clause say that it is only expected."""
    start = max((m.end() for m in _CLAUSE_END.finditer(text, 0, quantity.start)), default=0)
    words = text[start : quantity.start]  # "would raise it from 1,000 to 6,000 tonnes"
    return bool(_EXPECTED.search(words) and not _FROM.search(words))


def gives(wanted: Period, evidence: Evidence) -> bool:
    """Whether the passages give a period; a day gives its month too."""
    if wanted.text.startswith("FY"):
        return wanted.text in {f"FY20{a or b}" for a, b in _FISCAL.findall(evidence.text)}
    year = re.fullmatch(r"(?:by )?(\d{4})", wanted.text)
    if year and re.search(rf"(?<!\d){year[1]}(?!\d)", evidence.text):
        return True
    known = list(_periods(evidence))
    if year or ".." in wanted.text or re.search("[QH]", wanted.text):
        return any((p.start, p.end) == (wanted.start, wanted.end) for p in known)
    return any(
        (wanted.start <= p.start and p.end <= wanted.end)
        or (wanted.start == p.start and wanted.text.endswith("-01"))
        for p in known
    )


def _periods(evidence: Evidence) -> Iterator[Period]:
    """Yield every period that the passages give."""
    dates = (period(span.date) for span in evidence.dates if span.date)
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
            if months := period(f"{year}-01..{year}-{value(match[1]):02.0f}"):
                yield months


def _period_after(quantity: Quantity, evidence: Evidence) -> Period | None:
    """Find the period with a year right after a quantity: "92% in 2023"."""
    lead = _BEFORE_PERIOD.match(evidence.text, quantity.end)
    starts = (lead.end() if lead else quantity.end, quantity.end + 1)
    for span in evidence.spans:
        if span.start in starts and span.date and span.date[:4] in span.given:
            return period(span.date)
    return None
