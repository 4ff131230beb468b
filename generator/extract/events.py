"""What happened, or is due, on which date: one row for each date that an event hangs on.

The date of a report and the date of what it reports are kept apart: a date inside the reporting
clause ("Reuters said on 4 June that …") dates the report, and its row says that it was said; a
date inside what is said dates the event, and its row leaves the reporting clause out.
"""

from __future__ import annotations

import re

from generator.extract import settings
from generator.extract.clauses import Clause, clause_at, reports
from generator.extract.cutting import cut
from generator.extract.dated import Dated, dated_sentences
from generator.extract.dates import DateSpan
from generator.extract.datewords import lies_ahead
from generator.extract.finite import finite_verbs, needs_more
from generator.extract.frames import Frame
from generator.extract.measuring import DURATIONS
from generator.extract.quantities import quantities
from generator.extract.verbs import FORMS
from generator.model import Article, Event, Passage, Sentence

__all__ = ["Dated", "dated_sentences", "dates_an_event", "events"]


def events(article: Article) -> tuple[Event, ...]:
    """Return the events of an article in the order of its text, each once."""
    found: dict[tuple[str | None, str], Event] = {}
    for sentence, spans in dated_sentences(article):
        if sentence.opens == "fragment":
            continue
        for span in spans:
            if dates_an_event(sentence.text, span, spans) or _is_deadline(article, sentence, span):
                event = _event(article, sentence, span, spans)
                if event.text:
                    found.setdefault((event.date or event.given, event.text), event)
    return tuple(found.values())


# --- Whether a date dates an event ---------------------------------------------------------------

_WHEN = re.compile(
    r"\b(?:in|on|by|since|until|till|from|at|during|before|after|between|to|through|around|and|or"
    r"|for|dated|date|of|as of|effective|starting|beginning|ending|it to|the|late on|early on)"
    r"(?:\s(?:the|about|around|mid|early|late))?\s$",
    re.IGNORECASE,
)
# Without a day to count from, these words tell nothing that a row could show.
_POINTS_BACK = re.compile(
    r"(?:in )?(?:that|the same|the next|the previous|the following|a day|\w+ \w+ later"
    r"|\w+ \w+ earlier"
    r"|\w+ \w+ \w+ (?:later|earlier))\b",
    re.IGNORECASE,
)
_NAMED_YEAR = re.compile(r"(?:[A-Z][\w.]*|\d)\sof\s$|\bof\s$")
_BASE = re.compile(
    r"\bup to\s$|\b(?:than|compared with|compared to|against|versus|up from|down from)\s"
    r"(?:in\s)?(?:the\s)?(?:whole of\s|all of\s)?$|\bfrom\s(?:about\s)?[^,;]{1,40}\sin\s(?:the\s)?$"
    r"|\b(?:months?|weeks?|year|years|quarter|half)\s(?:to|ended|ending|through)\s(?:in\s|the\s)?$"
    r"|\bsince\s(?:at least\s)?$|(?:%|per\s?cent)\s?from\s$|\babove\s$|\bbelow\s$"
    r"|\b(?:figures?|those|data|statistics|targets?|quotas?|statements?)\s(?:for|of)\s$"
)
# A word right behind a date that the date describes: "the August 2014 ruling".
_NOUN_BEHIND = re.compile(r"(?:['’]s?)?\s(?P<word>[A-Za-z][\w-]*)")
_NO_NOUN = re.compile(
    r"(?:and|or|to|in|at|on|by|for|with|without|that|which|when|while|as|after|before|because|but"
    r"|from|until|under|over|among|against|of|the|a|an|its|their|was|were|is|are|has|have|had"
    r"|will|would|could|may|might|says?|said|it|he|she|they|there|between|through|than|if|then"
    r"|also|only|already|showed|[A-Z].*|\w+ed|\w+ing)$"
)


def dates_an_event(text: str, span: DateSpan, spans: tuple[DateSpan, ...]) -> bool:
    """Return whether something happened or is due on a date, from the words around it.

    A date inside a name or before a noun, the base of a comparison and the period of a figure
    date nothing of their own.
    """
    lead, behind = text[: span.start], text[span.end :]
    if _is_empty(span) or _is_base(span, lead, behind) or _describes(span, lead, behind):
        return False
    return span.precision == "day" or not _is_period_of_figure(text, span, spans)


_BY = re.compile(r"\b(?:by|until|till|no later than|before|through)\s(?:the\s)?$")


def _is_deadline(article: Article, sentence: Sentence, span: DateSpan) -> bool:
    """Return whether a date is one by which something is to come about, a figure or not."""
    lead, behind = sentence.text[: span.start], sentence.text[span.end :]
    if not _BY.search(lead) or _describes(span, lead, behind):
        return False
    return _is_to_come(article, span, clause_at(sentence.text, span.start, span.end))


def _is_empty(span: DateSpan) -> bool:
    """Return whether a row of the date would tell nothing: "the same day" of none, a decade."""
    back = span.date is None and bool(_POINTS_BACK.match(span.given))
    return back or span.given.endswith("0s") or " months " in span.given


def _is_base(span: DateSpan, lead: str, behind: str) -> bool:
    """Return whether a date is only what something is compared with, or a part of a name."""
    named = span.precision == "year" and _NAMED_YEAR.search(lead)
    return bool(_BASE.search(lead) or named or re.match(r"\sthan\b", behind))


def _describes(span: DateSpan, lead: str, behind: str) -> bool:
    """Return whether a date stands before the noun it describes: "the August 2014 ruling"."""
    if behind.startswith(("'s", "’s")) or re.search(r"['’]s\s$", lead):
        return True
    if span.precision == "year" and re.search(r"\b(?:an?|the)\s$", lead) and behind[:1] == " ":
        return True  # "a 1980 US law"
    if re.match(r"\s?[-–]\s?[A-Z][a-z]+\s[a-z]", behind):
        return True  # "the January–October monthly average"
    noun = _NOUN_BEHIND.match(behind)
    if noun is None or _NO_NOUN.match(noun["word"]):
        return False
    return not _WHEN.search(lead) or bool(re.search(r"\b(?:the|of|for|to)\s$", lead))


def _is_period_of_figure(text: str, span: DateSpan, spans: tuple[DateSpan, ...]) -> bool:
    for quantity in quantities(text):
        if quantity.unit in DURATIONS:
            continue
        clause = clause_at(text, quantity.start, quantity.end)
        inside = tuple(s for s in spans if clause.start <= s.start and s.end <= clause.end)
        period = settings.period(text, quantity.start, quantity.end, inside)
        if span in inside and period and span.given in period.words:
            return True
    return False


# --- The event -----------------------------------------------------------------------------------

# From where the text stands a date close to it is still to come only if these words say so.
_TO_COME = re.compile(
    r"(?:\b(?:will|would|shall|is to|are to|was to|were to|to be|due|plan(?:s|ned)?|expect(?:s|ed)?"
    r"|schedul\w+|slated|deadline|aim(?:s|ed)?|targets?|targeted|intend(?:s|ed)?|set to|expires?"
    r"|hope[sd]?|promis\w+|forecast|appl(?:y|ies)|tak(?:e|es) effect|goal|meant|pledg\w+|slipped to"
    r"|moved to|postponed to|begins?|starting|extended|valid|wants?|should|runs?|following)\b"
    r"|'ll\b)[^.;]{0,60}$|\b(?:until|by|from|before)\s(?:the\s|noon on\s)?$"
)
_HAPPENED = re.compile(r"\s(?:had|drew|has)\b|,?\s(?:the|it|he|she)\s[\w ]{1,20}?\w+ed\b")


def _event(
    article: Article, sentence: Sentence, span: DateSpan, spans: tuple[DateSpan, ...]
) -> Event:
    text = sentence.text
    clause = clause_at(text, span.start, span.end)
    words = _words(text, clause, span)
    return Event(
        date=span.date,
        precision=span.precision,
        given=_given(text, span, spans),
        text=words,
        passage=_passage(sentence, span.given),
        rule=span.rule,
        expected=_is_to_come(article, span, clause),
    )


def _given(text: str, span: DateSpan, spans: tuple[DateSpan, ...]) -> str:
    """Return a date's words; of a bare day those of the two: "9 and 10 June"."""
    after = next((each for each in spans if each.start > span.start), None)
    return text[span.start : after.end] if span.given.isdigit() and after else span.given


def _words(text: str, clause: Clause, span: DateSpan) -> str:
    """Return the cell: the clause of the event, the reporting clause too if that is dated.

    "" if no clause of a cell's length can be cut out without tearing it.
    """
    report = _report(text, span)
    if report is not None:
        low = min(clause.start, report.at, report.said[0])
        return cut(text, low, max(report.said[1], span.end), span.start, span.end)
    said = clause.said if clause.said <= span.start and _opens(text, clause.said) else clause.start
    words = cut(text, said, clause.end, span.start, span.end)
    if not words or needs_more(words):  # "it hoped for a permit": who hopes stands before
        return cut(text, clause.start, clause.end, span.start, span.end) or words
    return words


_JOINT_BEFORE = re.compile(r"(?:^|[,;:—–.\"“]|\b(?:that|and|but|while|which|who))\s*$")


def _opens(text: str, at: int) -> bool:
    """Return whether a clause may begin at a place: not in the middle of a name."""
    before = text[:at].rstrip()
    last = re.search(r"[\w’'-]+$", before)
    return bool(_JOINT_BEFORE.search(before)) or bool(last and last.group() in FORMS)


def _report(text: str, span: DateSpan) -> Frame | None:
    """Return the reporting clause that a date stands in: between the speaker and what is said."""
    for frame in reports(text):
        if frame.after:
            if frame.said[1] <= span.start and frame.at <= span.start:
                return frame
        elif frame.at <= span.start < frame.said[0]:
            return frame
    return None


def _is_to_come(article: Article, span: DateSpan, clause: Clause) -> bool:
    """Return whether a date lies ahead, told as something to come.

    It lies after the date of the article, and after all that its sources tell.
    """
    if span.date is not None and article.date is not None:
        now = max(article.date, article.sources_reach_to or article.date).isoformat()
        known, today = span.date[:7], now[: len(span.date[:7])]
        if known < today or (span.precision == "day" and span.date <= now):
            return False
        if known > today and known[5:6] not in {"Q", "H"}:
            lead = clause.text[clause.start : span.start]
            ahead = lies_ahead(lead)
            told = _is_told_as_past(clause.text[span.end : clause.end])
            return bool(_TO_COME.search(lead)) or ahead or (ahead is None and not told)
    if _HAPPENED.match(clause.text, span.end) or _report(clause.text, span) is not None:
        return False
    lead = clause.text[clause.start : span.start]
    behind = clause.text[span.end : span.end + 30]
    return bool(_TO_COME.search(lead)) or bool(re.match(r"\sas the (?:start|planned|last)", behind))


_NOT_PAST = re.compile(
    r"(?:will|would|shall|may|might|can|could|should|must|is|are|has|have|\w+(?<!wa)s|\w+'ll)$"
)


def _is_told_as_past(behind: str) -> bool:
    """Return whether the words behind a date go on in the past: "On June 22 China put …"."""
    first = next(iter(finite_verbs(f"X{behind}")), None)
    return first is not None and not _NOT_PAST.match(first.group())


def _passage(sentence: Sentence, given: str) -> Passage:
    """Return the piece of a sentence that holds the date; the first one if it is torn."""
    return next((each for each in sentence.passages if given in each.text), sentence.passages[0])
