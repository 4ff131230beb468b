"""Whether a date in a sentence is that of something that happened or is due.

A date inside a name, the base of a comparison and the period of a figure date nothing of their own.
"""

from __future__ import annotations

import re

from generator.extract.amounts import settings
from generator.extract.quantities import quantities
from generator.extract.speech.clauses import clause_at, reports
from generator.extract.speech.frame import Frame
from generator.extract.units import DURATIONS
from generator.model import DateSpan

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
_NAMED = re.compile(r"\b[A-Z]\w+(?: \([A-Z]+\))?\s$")  # "the Minerals Forum (MF) 2026"
_BASE = re.compile(
    r"\bup to\s$|\b(?:than|compared with|compared to|against|versus|up from|down from)\s"
    r"(?:in\s)?(?:the\s)?(?:whole of\s|all of\s)?$"
    r"|\bfrom\s(?:about\s|just\s)?[^,;]{0,12}\d[^,;]{0,30}\sin\s(?:the\s)?$"
    r"|\bsince\s(?:records|data|it|the (?:series|survey|data))\s[\w ]{1,40}\sin\s$"
    r"|\b(?:months?|weeks?|year|years|quarter|half)\s(?:to|ended|ending|through)\s(?:in\s|the\s)?$"
    r"|\b(?:adjourned|deferred|delayed|rescheduled|extended|postponed|moved|shifted|back|off"
    r"|forward)"
    r"\sfrom\s$"
    r"|\b(?:lowest|highest|weakest|strongest|worst|best)\s(?:\w+\s){0,2}(?:since\s|in\s|of\s)?$"
    r"|(?:%|per\s?cent)\s?from\s$|\babove\s$|\bbelow\s$"
    r"|\b(?:figures?|those|data|statistics|targets?|quotas?|limits?|statements?)\s(?:for|of)\s$"
)
# "had been frozen since January" tells a start; "up 40% since January" and a count since do not.
_SINCE = re.compile(r"\bsince\s(?:at least\s|the\s)*(?:[\w ]{1,16}\sof\s)?$")
_SAID = re.compile(r",\s|\b(?:saying|said|says|that)\s")
_HAS_BEEN = re.compile(
    r"(?<!how much )(?<!how many )\b(?:has|have|had)\s(?!not|never|more|risen|fallen|doubled"
    r"|tripled"
    r"|climbed|dropped|jumped|gained|increased|declined)(?:\w+\s){0,3}?(?:been|\w+ed|\w+en)\b"
)
# What was done on a date, whatever figure stands beside it: "a duty imposed in April on 12 goods".
_ACTS = (
    r"(?:announced|agreed|signed|imposed|cleared|approved|adopted|passed|launched|founded|opened"
    r"|closed|shut|acquired|granted|issued|banned|suspended|expires?|expired|ends?|ended|lapses?"
    r"|ordered|published|released|introduced|enacted|awarded|discovered|arrested|seized|formed"
    r"|created"
    r"|starts?|started|begins?|began|begun|beginning|starting|halted|stopped|resumes?|resumed"
    r"|renewed"
    r"|extended|filed|lodged|won|visited|met|voted|ruled|appointed|resigned|commissioned|frozen"
    r"|citing|set up|unveiled|detained|convicted|sentenced|declared|repealed|lifted|tightened"
    r"|takes? effect|took effect|into force|cut|blocked|barred|restricted|joined|withdrew|invested"
    r"|pledged|allocated|merged|captured|received|secured|completed|revoked|cancell?ed|postponed"
    r"|fined|sued|raided|added|placed|invoked|designated|listed|drew up"
    r"|signing|launch|closure|seizure|imposition|introduction|opening|adoption|arrest)"
)
_ACT = re.compile(
    rf"\b{_ACTS}"
    r"\s(?:[^\W\d]+\s){0,5}?(?:(?:in|on|since|by|at|during|from|late in|early in)\s(?:the\s)?)?$"
)
# The same before what was done: "In April the ministry imposed a duty on 12 goods".
_ACTED = re.compile(
    r",?\s(?:[\w.&'’-]+\s){1,5}?"
    rf"(?:(?:has|had|have|also|then|\w+ly)\s)?{_ACTS}\b"
)
_OPENS_CLAUSE = re.compile(
    r"(?:^|[,;]\s(?:(?:and|but)\s)?|\b(?:and|but)\s(?=\w+\s))(?:in|on|at|since|by|late in"
    r"|early in)\s"
    r"(?:the\s)?$|^$",
    re.IGNORECASE,
)
# What a whole month or year came to: "In 2024 the country imported 7,000 tonnes".
_CAME_TO = re.compile(
    r",?\s(?:[\w.&'’-]+\s){1,8}?(?:imported|exported|produced|mined|consumed|supplied|shipped"
    r"|refined|accounted|totall?ed|averaged|reached|stood at|made up|represented|amounted|grew"
    r"|rose|fell|dropped|climbed|jumped|slumped|declined|increased|used)\b"
)
# "On Monday night", "earlier this year allocates": no noun that the date would describe.
_HOUR = re.compile(r"\s(?:morning|afternoon|evening|night|local time)\b")
_OF_NOW = re.compile(r"(?:earlier|later|this|last|next)\b", re.IGNORECASE)
# A word right behind a date that the date describes: "the August 2014 ruling".
_NOUN_BEHIND = re.compile(r"(?:['’]s?)?\s(?P<word>[A-Za-z][\w-]*)")
_NO_NOUN = re.compile(
    r"(?:and|or|to|in|at|on|by|for|with|without|that|which|when|while|as|after|before|because|but"
    r"|from|until|under|over|among|against|of|the|a|an|its|their|was|were|is|are|has|have|had"
    r"|will|would|could|may|might|says?|said|it|he|she|they|there|between|through|than|if|then"
    r"|also|only|already|showed|[A-Z].*|\w+ed|(?!ruling|meeting|filing|hearing|briefing)\w+ing)$"
)
_IN_ITS = re.compile(r"\b(?:[Ii]n|[Ww]ith)\s(?:its|his|her|their|an?)\s$")
_REPORT = re.compile(r"(?:report|statement|speech|letter|filing|note|interview|briefing|study)s?$")


def dates_an_event(text: str, span: DateSpan, spans: tuple[DateSpan, ...]) -> bool:
    """Return whether something happened or is due on a date, from the words around it.

    A date inside a name or before a noun, the base of a comparison and the period of a figure
    date nothing of their own.
    """
    lead, behind = text[: span.start], text[span.end :]
    if _is_empty(span) or _is_base(span, lead, behind) or describes(span, lead, behind):
        return False
    return span.precision == "day" or not _is_period_of_figure(text, span, spans)


def _is_empty(span: DateSpan) -> bool:
    """Return whether a row of the date would tell nothing: "the same day" of none, a decade."""
    back = span.date is None and bool(_POINTS_BACK.match(span.given))
    return back or span.given.endswith("0s") or " months " in span.given


def _is_base(span: DateSpan, lead: str, behind: str) -> bool:
    """Return whether a date is only what something is compared with, or a part of a name."""
    named = span.precision == "year" and (
        _NAMED_YEAR.search(lead)
        or (span.given.isdigit() and _NAMED.search(lead) and not _WHEN.search(lead))
    )
    told = _SAID.split(lead)[-1]  # "two officials said licences had been frozen since May"
    counted = _SINCE.search(lead) and (not _HAS_BEEN.search(told) or quantities(told))
    return bool(_BASE.search(lead) or named or counted or re.match(r"\sthan\b", behind))


def describes(span: DateSpan, lead: str, behind: str) -> bool:
    """Return whether a date stands before the noun it describes: "the August 2014 ruling"."""
    noun = _NOUN_BEHIND.match(behind)
    word = noun["word"] if noun else ""
    if behind.startswith(("'s", "’s")) or re.search(r"['’]s\s$", lead):
        return True
    article = re.search(r"\b(?:[Aa]n?|[Tt]he)\s$", lead)
    if span.precision == "year" and article and behind[:1] == " ":
        return True  # "a 1980 US law"
    if re.match(r"\s?[-–]\s?[A-Z][a-z]+\s[a-z]", behind):
        return True  # "the January–October monthly average"
    if _REPORT.match(word) and _IN_ITS.search(lead):
        return False  # "said in its October report" tells when it was said
    if _HOUR.match(behind) or _OF_NOW.match(span.given):
        return False
    return bool(re.search(r"\ban?\s$", lead)) or _stands_before(word, lead)


def _stands_before(word: str, lead: str) -> bool:
    """Return whether the word right behind a date is a noun that the date describes."""
    if lead.endswith(("the ", "The ")) and word.endswith("ing"):
        return True  # "the October 2025 understanding"
    if not word or _NO_NOUN.match(word):
        return False
    return not _WHEN.search(lead) or bool(re.search(r"\b(?:[Tt]he|of|for|to)\s$", lead))


def is_done(lead: str) -> bool:
    """Return whether the words before a date say what was done on it: "rules introduced in"."""
    return _ACT.search(lead) is not None


def _is_period_of_figure(text: str, span: DateSpan, spans: tuple[DateSpan, ...]) -> bool:
    if is_done(text[: span.start]) or reported_on(text, span) is not None:
        return False
    if _OPENS_CLAUSE.search(text[: span.start]) and _ACTED.match(text, span.end):
        return False  # "In April the ministry put 16 firms on a list"
    if _OPENS_CLAUSE.search(text[: span.start]) and (came := _CAME_TO.match(text, span.end)):
        return any(came.end() <= q.start < came.end() + 60 for q in quantities(text))
    for quantity in quantities(text):
        if quantity.unit in DURATIONS:
            continue
        clause = clause_at(text, quantity.start, quantity.end)
        inside = tuple(s for s in spans if clause.start <= s.start and s.end <= clause.end)
        period = settings.period(text, quantity.start, quantity.end, inside, opening=False)
        if span in inside and period and span.given in period.words:
            return True
    return False


# "…, the survey said, though the agency last week lowered it": what follows is told anew.
_NEW_CLAUSE = re.compile(r"[,;]\s(?:though|although|but|while|whereas|and)\s")


def reported_on(text: str, span: DateSpan) -> Frame | None:
    """Return the reporting clause that a date stands in: between the speaker and what is said."""
    for frame in reports(text):
        if frame.after:
            if (
                frame.said[1] <= span.start
                and frame.at <= span.start
                and not _NEW_CLAUSE.search(text, frame.verb_at, span.start)
            ):
                return frame
        elif frame.at <= span.start < frame.said[0]:
            return frame
    return None
