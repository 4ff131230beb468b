"""When a figure holds: the period that its clause gives beside it."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.extract.amounts.scopes import COUNTED_FOR
from generator.extract.grammar.finite import finite_verbs
from generator.model import DateSpan

_HOLDS = re.compile(
    r"\b(?:in|between|for|during|since|by|of|over|on|at|as of|until|through)\s"
    r"(?:the\s|all of\s|early\s|full\s)?$"
)


class Period(NamedTuple):
    """For when a figure holds: the text's words, and in ISO form if they leave the year out."""

    words: str
    when: str | None = None


def period(
    text: str, start: int, end: int, spans: tuple[DateSpan, ...], *, opening: bool = True
) -> Period | None:
    """Return the period of the figure at ``text[start:end]`` from the dates of its clause.

    ``spans`` are the dates that may count, in order: those of the clause without the time of the
    report.  A date right behind the figure comes first, then one before it; with ``opening`` also
    the one that opens the sentence and holds for all of it.
    """
    behind = [span for span in spans if span.start >= end and _is_period(text, end, span)]
    if behind:
        return _given(text, behind[0], spans)
    before = [
        span
        for span in spans
        if span.end <= start and _holds_before(text, span, text[span.end : start], opening=opening)
    ]
    return _given(text, before[-1], spans) if before else None


# "4.8% more than in the same period of 2025": the base is not the period.
_COMPARED_WITH = re.compile(
    r"\bon\s(?:the\s)?(?:same|previous|prior|corresponding|preceding|year-ago|year-earlier)\s(?:\w+\s){0,3}$|"
    r"\b(?:than|against|above|below|with|versus)\s(?:\w+\s){0,5}$"
    r"|\bfrom\s(?:(?:the|a|that|in|same|of|period|year|month|quarter|level|average|total)\s){0,5}$"
)


def _is_period(text: str, end: int, span: DateSpan) -> bool:
    lead = text[max(end, span.start - 40) : span.start]
    between = text[end : span.start]
    base = _ANOTHERS.match(text, span.end) and _MULTIPLE.search(text[: span.start])
    if base or _belongs_elsewhere(text[:end], between):
        return False  # "twice the previous year's amount"
    if (text.startswith(",", span.end) and _NEXT_OPENS.search(lead)) or _NOT_SINCE.search(lead):
        return False
    if re.search(r"\bsince\s(?:\w+\s)?$", lead) or re.match(r"(?:that|this|last) ", span.given):
        return True
    on_year = re.search(r"\bon\s$", lead) and _A_YEAR.match(span.given)
    if _COMPARED_WITH.search(lead) or on_year:
        return bool(_YEARLY_FROM.search(lead))
    if span.precision == "year" and _OWNED_YEAR.fullmatch(between):
        return bool(re.match(r"\s[a-z]", text[span.end :]))  # "a cut in China's 2010 quotas"
    return _stands_beside(span, lead)


def _stands_beside(span: DateSpan, lead: str) -> bool:
    bare = span.precision in {"quarter", "half", "vague"}
    return bool(_HOLDS.search(lead)) or bare or not lead.strip()


_OWNED_YEAR = re.compile(
    r"\s(?:(?:[\w-]+\s)?(?:cut|rise|drop|fall|increase|decline|jump|reduction|gain|surge)\sin|of)\s"
    r"(?:(?:the|its|their|[\w.]+['’]s)\s)?(?:[a-z]+\s)?"
)
_ANOTHERS = re.compile(r"['’]s?\s[a-z]")
_MULTIPLE = re.compile(
    r"\b(?:twice|double|triple|thrice|half|times|as (?:much|many|high))(?:\sas)?\s?(?:that of\s)?$"
)
# "The highest since 2011" is of no year; "down 43% on the previous year" is of the one after it.
_NOT_SINCE = re.compile(
    r"\b(?:least|most|lowest|highest|record|first|biggest|largest|smallest|worst|best|fastest"
    r"|slowest|only)\b.*\bsince\s"
)
_A_YEAR = re.compile(r"(?:the|a|last)\s(?:\w+\s)?(?:year|quarter|month)")
# "…, and by 2011, China made 97%": of the next clause.
_NEXT_OPENS = re.compile(r"\b(?:and|but|while)\s(?:in|by|during|for|since)\s(?:the\s)?$")
# "17,500 tonnes a year from 2027"
_YEARLY_FROM = re.compile(r"\b(?:a year|annually|per year)\sfrom\s(?:about\s)?$")


def _belongs_elsewhere(left: str, between: str) -> bool:
    """Return whether a date is that of a figure further on, or of a clause of its own.

    "China, which mines 80%, cut its quota for this year"; "was making 100 tonnes and should reach
    6,400 by the end of 2027".
    """
    if re.search(r"\d", between) and re.search(
        r",\s|;|\s[–-]\s|\b(?:from|compared|against|versus|vs|than)\b", between
    ):
        return True
    if _OF_NEXT.search(between) or _AFTER_THAT_OF.search(between):
        return True
    if re.match(r",\s(?:is|are|was|were|would|will|has|had|have)\b", between):
        return True  # "its quota, 96,600 tonnes, is half of what it shipped in 2024"
    if re.search(r"\b(?:after|before|by|while|despite)\s\w+ing\b", between):
        return True  # "fell 90% after hitting a record in April"
    relative = "," in between and _OPEN_RELATIVE.search(left)
    return bool(relative or _verb_of_its_own(between))


# "60% by one paper and 70% in 2024 by another"; "a rise to 390 would imply 380 for 2024".
_OF_NEXT = re.compile(
    r"\bby\s(?:the\s)?[A-Z][^,;]*\sand\s[^,;]*\d"
    r"|\s(?:impl(?:y|ies|ied)|means?|meant|suggests?|suggested|requires?|required)\s[^,;]*\d"
)
_AFTER_THAT_OF = re.compile(
    r"\b(?:after|before|following|since)\s(?:that|those|the (?:first|last|other)(?:\s\w+)?)\s"
    r"(?:of|in|on)\s$"
)  # "a second round after that of 24 February"
_SOMEBODY = re.compile(r"(?:we|they|he|she|it|I)\s[a-z]+")
_OPEN_RELATIVE = re.compile(r",\s(?:which|who|whose)\s[^,]*$")


def _verb_of_its_own(between: str) -> bool:
    """Return whether a second verb stands between a figure and a date, which then is its date."""
    for joint in re.finditer(
        r"\b(?:and|but|which|who|whether|when|because|that|yet|while|though|although)\s", between
    ):
        rest = between[joint.end() :]
        due = re.match(r"(?:due|expected|planned|scheduled)\b", rest)
        if due or _SOMEBODY.match(rest) or finite_verbs(f"it {rest} on"):
            return True
    return False


def _holds_before(text: str, span: DateSpan, between: str, *, opening: bool) -> bool:
    """Return whether a date before a figure is its period: "2022 share of X at", "May, down"."""
    lead = text[max(0, span.start - 16) : span.start]
    before = text[: span.start]
    elsewhere = _TO_COME.search(between) or _BASE.search(before) or _DONE_THEN.search(before)
    if elsewhere or between.startswith(" to ") or _AGAINST.fullmatch(between):
        return False
    dated = span.precision != "day" or lead.endswith(("As of ", "At "))
    if opening and dated and _OPENS.search(before) and between.startswith((",", " ")):
        done = span.precision == "month" and _DEED.search(between)
        return bool(_HELD.match(between)) and not done
    if lead == "For " or span.precision == "day":
        return lead == "For "
    attributive = not _HOLDS.search(lead) and re.match(r"(?:['’]s)?\s[a-z]", between)
    if attributive:
        return len(between.split()) <= 9 and "," not in between
    first = re.fullmatch(r"(?:In|For|During|By|Between)\s", lead)
    first = first or (COUNTED_FOR.fullmatch(before) if ";" not in between else None)
    return bool(_HOLDS.search(lead)) and (
        len(between.split()) <= 4 or bool(first) or between.startswith(", of which")
    )


# "In 2024, China mined", "For the first quarter, exports", "Last year Australia mined".
_OPENS = re.compile(
    r"(?:^|[.;]\s|,\s(?:and|but|while)\s"
    r"|^(?:However|Meanwhile|Separately|Moreover|Still|But|And|Yet),?\s)"
    r"(?:(?:In|For|During|By|Between|Over|Since|Until|Through|As of|At|in|for|during|by)\s"
    r"(?:(?:the|all|all of|full|full-year|fiscal|calendar)\s)*)?$"
)
# "In October it announced a plant of 5,000 tonnes": when something was done.
_DEED = re.compile(
    r"\b(?:announced?|unveiled|signed|agreed|approved|pledged|committed|launched|named|published"
    r"|released|proposed|imposed|banned|introduced|ordered|granted|awarded|acquired|secured|opened|closed|filed"
    r"|promised|won|hired|shut|started|began|put|added|restricted|blocked"
    r"|suspended|halted)\b"
)
# What opens a sentence holds for it as long as no second clause of another time follows.
_HELD = re.compile(
    r"(?:\s(?:overall|alone|as a whole))?(?:,\s|\s)(?!(?:when|after|as|because|while)\s)"
)
# "A term sheet signed in late 2024 gave it 70%" dates the paper.
_DONE_THEN = re.compile(
    r"\b(?:signed|dated|cleared|approved|issued|adopted|passed|agreed|launched|opened|published|founded"
    r"|built|shut|closed|announced|reported|filed|introduced|imposed|awarded)\s(?:in|on)\s(?:the\s)?$"
)
# "Mined in 2014, against 900 tonnes": of another year.
_AGAINST = re.compile(
    r",?\s(?:against|compared (?:with|to)|versus|(?:up|down) from)\s(?:(?:about|some|nearly)\s)?"
)
# "Won it in January 2026 and is to invest $179 million"
_TO_COME = re.compile(r"\band\s(?:(?:is|are|was|were)\sto|will|would|plans?|expects?|aims?)\b")
_BASE = re.compile(
    r"\b(?:than|against|above|below|with|versus|up from|down from|after|before|from)\s(?:in\s)?$"
    r"|\bfrom\s(?:about\s)?[\d$€£][^,;]{1,40}\sin\s(?:the\s)?$"
)


def _given(text: str, span: DateSpan, spans: tuple[DateSpan, ...]) -> Period:
    """Return a period as the text gives it: "since 2011", "December 2024 and April 2025"."""
    when = span.date if span.rule else None
    if link := re.search(
        r"\b([Ss]ince|[Bb]y|[Uu]ntil|(?<=year )from|(?<=annually )from)\s(?:the\s)?$",
        text[: span.start],
    ):
        words = text[link.start() : span.end]
        return Period(words[0].lower() + words[1:], when)
    for other in spans:
        if other.start > span.end and re.fullmatch(
            r"\s(?:and|to|through|until)\s|\s?[-–]\s?", text[span.end : other.start]
        ):
            between = re.search(r"\b(?:between|from)\s(?:the\s)?$", text[: span.start])
            return Period(text[between.start() if between else span.start : other.end])
    return Period(span.given, when)
