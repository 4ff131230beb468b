"""What happened, or is due, on which date: one row for each date that an event hangs on.

The date of a report and the date of what it reports are kept apart: a date inside the reporting
clause ("Reuters said on 4 June that …") dates the report, and its row says that it was said; a
date inside what is said dates the event, and its row leaves the reporting clause out.
"""

from __future__ import annotations

import re

from generator.extract.dates import Dated, dated_sentences, lies_ahead
from generator.extract.grammar.cutting import cut
from generator.extract.grammar.finite import finite_verbs, needs_more
from generator.extract.grammar.verbs import FORMS
from generator.extract.speech.clauses import Clause, clause_at
from generator.extract.timeline.dating import dates_an_event, describes, is_done, reported_on
from generator.model import Article, DateSpan, Event, Passage, Sentence

__all__ = ["Dated", "dated_sentences", "dates_an_event", "events", "told_on"]


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


_BY = re.compile(r"\b(?:by|until|till|no later than|before|through)\s(?:the\s)?$")


def _is_deadline(article: Article, sentence: Sentence, span: DateSpan) -> bool:
    """Return whether a date is one by which something is to come about, a figure or not."""
    lead, behind = sentence.text[: span.start], sentence.text[span.end :]
    if not _BY.search(lead) or describes(span, lead, behind):
        return False
    return _is_to_come(article, span, clause_at(sentence.text, span.start, span.end))


# --- The event -----------------------------------------------------------------------------------

# From where the text stands a date close to it is still to come only if these words say so.
_TO_COME = re.compile(
    r"(?:\b(?:will|would|shall|is to|are to|was to|were to|to be|due|plan(?:s|ned)?|expect(?:s|ed)?"
    r"|schedul\w+|slated|deadline|aim(?:s|ed)?|target(?:s|ed|ing)?|intend(?:s|ed)?|(?:last|due"
    r"|closing) date|set to|expires?"
    r"|hope[sd]?|promis\w+|forecast|appl(?:y|ies)|tak(?:e|es) effect|goal|meant|pledg\w+|slipped to"
    r"|(?:moved|postponed|pushed back|adjourned|deferred|delayed) (?:to|until)|begins?|starting"
    r"|extended|ahead of|valid|wants?|should|runs?|following)\b"
    r"|as (?:early|soon) as|'ll\b)(?:[^.;]|\.(?!\s[A-Z])){0,60}$"
    r"|\b(?:will|set to|due to|to be)\b(?:[^.;]|\.(?!\s[A-Z])){0,90}$"
    r"|\b(?:until|by|from|before)\s(?:the\s|noon on\s)?$"
)
_AS_DUE = re.compile(
    r"\sas the (?:start|planned|last|final|closing|opening|target|effective|deadline|date)\b"
)
_YET_TO_COME = re.compile(r"later this|next|tomorrow|tonight", re.IGNORECASE)  # seen from today
_HAPPENED = re.compile(r"\s(?:had|drew|has)\b|,?\s(?:the|it|he|she)\s[\w ]{1,20}?\w+ed\b")


def _event(
    article: Article, sentence: Sentence, span: DateSpan, spans: tuple[DateSpan, ...]
) -> Event:
    text = sentence.text
    clause = clause_at(text, span.start, span.end, when=True)
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


# Of "16 firms on 4 April, and 12 more, including Halm, on 9 April" the rest is cut off.
_GAPPED = re.compile(r",?\sand\s(?:\d[\d,.]*|[a-z]+)\s(?:more|others)$")
_SPEAKERS = re.compile(r"\b(?:it|its|they|their|he|his|she|her)\b")


def told_on(article: Article, text: str, span: DateSpan, longest: int) -> tuple[str, bool]:
    """Return the clause of a sentence that a date dates, and whether that is still to come.

    Who says so stays with it if all has at most ``longest`` characters, or if "its" needs it.
    The clause is "" if none can be cut out whole.
    """
    clause = clause_at(text, span.start, span.end)
    bare, full = (_words(text, c, span) for c in (clause, clause._replace(said=clause.start)))
    words = full if full and (len(full) <= longest or _SPEAKERS.search(bare)) else bare
    if not text.rstrip(" .").endswith(words):
        words = _GAPPED.sub("", words)
    return words, _is_to_come(article, span, clause)


def _given(text: str, span: DateSpan, spans: tuple[DateSpan, ...]) -> str:
    """Return a date's words; of a bare day those of the two: "9 and 10 June"."""
    after = next((each for each in spans if each.start > span.start), None)
    bare = span.given.isdigit() and span.precision == "day"
    return text[span.start : after.end] if bare and after else span.given


def _words(text: str, clause: Clause, span: DateSpan) -> str:
    """Return the cell: the clause of the event, the reporting clause too if that is dated.

    "" if no clause of a cell's length can be cut out without tearing it.
    """
    report = reported_on(text, span)
    if report is not None:
        low = min(clause.start, report.at, report.said[0])
        end = span.end + (text[span.end : span.end + 1] == ")")  # "on Wednesday (June 7)"
        return cut(text, low, max(report.said[1], end), span.start, end)
    lead = text[: span.start]
    said = clause.said if clause.said <= span.start and _opens(text, clause.said) else clause.start
    torn = _AND_THAT.search(text, span.end, clause.end) if said > clause.start else None
    words = cut(text, said, torn.start() if torn else clause.end, span.start, span.end)
    if not words or needs_more(words):  # "it hoped for a permit": who hopes stands before
        words = cut(text, clause.start, clause.end, span.start, span.end) or words
    # "…, but left the rules that were introduced in April": whose clause it is stands before.
    return words or (cut(text, 0, len(text), span.start, span.end) if is_done(lead) else "")


# "(it said) documents were due that month and that …": the second "that" needs who says so.
_AND_THAT = re.compile(r",?\s(?:and|but|or)\sthat\s")
_JOINT_BEFORE = re.compile(r"(?:^|[,;:—–.\"“]|\b(?:that|and|but|while|which|who))\s*$")


def _opens(text: str, at: int) -> bool:
    """Return whether a clause may begin at a place: not in the middle of a name."""
    before = text[:at].rstrip()
    last = re.search(r"[\w’'-]+$", before)
    return bool(_JOINT_BEFORE.search(before)) or bool(last and last.group() in FORMS)


_MIGHT = re.compile(r"\b(?:could|might|would)\b(?! be\b)")


def _is_to_come(article: Article, span: DateSpan, clause: Clause) -> bool:
    """Return whether a date lies ahead, told as something to come.

    It lies after the date of the article, and after all that its sources tell.
    """
    if span.date is not None and article.date is not None:
        now = max(article.date, article.sources_reach_to or article.date).isoformat()
        known, today = span.date[:7], now[: len(span.date[:7])]
        if known < today or (span.precision == "day" and span.date <= now):
            return False
        later = known > today or (span.precision == "day" and span.date > now)
        if later and known[5:6] not in {"Q", "H"}:
            text = clause.text
            lead = text[clause.start : span.start]
            ahead = lies_ahead(_MIGHT.sub("", lead))  # "could bring higher prices" is no event
            told = _is_told_as_past(clause.text[span.end : clause.end])
            due = _TO_COME.search(lead) or _AS_DUE.match(text, span.end)
            return bool(due) or ahead or (ahead is None and not told)
    if _HAPPENED.match(clause.text, span.end) or reported_on(clause.text, span) is not None:
        return False
    lead = clause.text[clause.start : span.start]
    due = _TO_COME.search(lead) or _AS_DUE.match(clause.text, span.end)
    return bool(due) or (span.date is None and bool(_YET_TO_COME.match(span.given)))


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
