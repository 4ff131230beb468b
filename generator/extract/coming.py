"""Whether a sentence is about what is still to come, seen from where its text stands."""

from __future__ import annotations

import re

from generator.extract.dates import DateSpan
from generator.extract.differing import DIFFER
from generator.extract.gaps import is_not_known
from generator.extract.quotations import masked

_TO_DO = (
    r"(?:be (?:approved|decided|published|set up|announced|opened|completed|signed|voted"
    r"|carried out|finalised|ratified|laid|presented)"
    r"|begin|start|open|close|meet|end|peak|decide|vote|expire)"
)
_DUE = re.compile(
    r"\b(?:is|are|remains?) (?:\w+ly )?(?:due|expected|scheduled|slated|set|planned|poised)"
    r" (?:to|for|by|in|on)\b"
    rf"|\b(?:is|are) to {_TO_DO}\b"
    r"|\b(?<!not )(?:plans|aims|intends|hopes|expects|(?<=y )(?:plan|aim|intend|hope|expect))"
    r" (?:to|that|output|production)\b"
    r"|\b(?:I|[Ww]e) (?:now |still |do )?(?:plan|aim|intend|hope|expect) to\b"
    r"|\btakes? effect\b|\bto be (?:decided|announced|completed|published|voted)\b"
    r"|(?:\bwill|['’]ll) (?:decide|vote|rule|meet|publish|announce|review|begin|start|open|resume"
    r"|consult|lay|present|submit|unveil|hear|expire|lapse|come into force|enter into force|be"
    r" (?:decided|published|announced|put to))\b"
    r"|\bnext (?:week|month|year|quarter|round|meeting)\b"
    r"|\b(?:is|are|remains?|still) (?:awaiting|pending)\b|\bawaits?\b"
    r"|\b(?:decision|ruling|verdict|vote|award|approval|agreement) (?:is|was) (?:still )?"
    r"(?:expected|due|pending|to follow)\b"
    r"|\b(?:has|have|had) (?:still |yet )to be (?:\w+ly )?(?:concluded|signed|approved|agreed"
    r"|ratified|completed|built|secured|negotiated)\b"
)
# With a date that is still to come, what comes before the date may be any of these.
_DATED = re.compile(
    r"\b(?:will|would|should|shall|due|plan\w*|foreseen|expect\w*|aim\w*|goal|target\w*|meant"
    r"|deadline|until|expires?|no later than|wants?|intends?|hopes?|hoped|run|runs|scheduled|(?:is"
    r"|are) to|forecast|to follow|to begin|to start|suspended|slipped|postponed|moved|delayed"
    r"|rescheduled|put back|brought forward|votes?|meets?)\b|['’]ll\b"
)
_LIMIT = re.compile(
    r"\b(?:by|until|till|end of|late in|late|through|before|within|effect from|effective|starting"
    r"|no later than|at least)(?: (?:noon|midnight|\S+ ?[ap]m))?(?: on)? (?:the (?:end of )?)?$"
)
_MAY_ACT = re.compile(
    r"\b(?:may|could|might) (?:\w+ ){0,6}?(?:restrict|tighten|impose|retaliate|extend|ban|halt|curb"
    r"|suspend|limit|widen|respond|prolong|reimpose|resume)\b"
)
_PAST = re.compile(r"\bhad (?:\w+ )?(?:been to|warned|said|planned|expected|hoped|aimed|feared)\b")
# What a law lets somebody do at any time is no news to come.
_STANDING = re.compile(
    r"\bno (?:\w+ )?plans?\b|\b(?:not|no) (?:more|less) than\b|\bat any time\b"
    r"|\b(?:may|can) (?:extend|suspend|limit) (?:that|this|the) (?:period|term|licence)\b"
)


def is_to_come(text: str, spans: tuple[DateSpan, ...], stands: str | None) -> bool:
    """Return whether a sentence tells of something due after ``stands``, an ISO day if known."""
    plain = masked(text)
    told = text if text[:1] in '"“' else plain
    if _STANDING.search(told) or is_not_known(told) or DIFFER.search(told) or _PAST.search(told):
        return False
    dates = [span for span in spans if span.date]
    ahead = [span.start for span in dates if stands and _is_ahead(told, span, stands)]
    if ahead:
        return any(_is_due(told[:start]) for start in ahead)
    if stands and dates:
        return False  # its dates have passed
    return bool(_DUE.search(told) or _MAY_ACT.search(told))


def _is_due(before: str) -> bool:
    """Tell whether the words just before a date say that something is due on it."""
    near = re.split(r"[;:]", before)[-1][-80:]
    return bool(_DATED.search(near) or _LIMIT.search(near))


def _is_ahead(text: str, span: DateSpan, stands: str) -> bool:
    """Tell a date that is still to come: "2026" if it has not begun, "by 2026" while it lasts."""
    first, last = _days(span.date or "")
    return first > stands or (last > stands and bool(_LIMIT.search(text[: span.start])))


def _days(date: str) -> tuple[str, str]:
    """Return the first and last day of a date as precise as "2026-Q3"; every month has 31 days."""
    year, _, rest = date.partition("-")
    months = {
        "": "01-12",
        "H1": "01-06",
        "H2": "07-12",
        "Q1": "01-03",
        "Q2": "04-06",
        "Q3": "07-09",
        "Q4": "10-12",
    }
    if rest in months:
        first, last = months[rest].split("-")
        return f"{year}-{first}-01", f"{year}-{last}-31"
    return (date, date) if "-" in rest else (f"{date}-01", f"{date}-31")
