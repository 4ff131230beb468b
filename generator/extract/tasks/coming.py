"""Whether a sentence is about what is still to come, seen from where its text stands."""

from __future__ import annotations

import re

from generator.extract.grammar.quotations import masked
from generator.extract.tasks.ahead import LIMIT, holds, is_ahead
from generator.extract.tasks.differing import DIFFER, is_differing
from generator.extract.tasks.gaps import is_not_known
from generator.model import DateSpan

# --- Without a date ------------------------------------------------------------------------------

_NOW = r"(?: now| still| currently| also| \w+ly)*"
_DECIDE = (
    r"(?:approved|decided|published|set up|announced|opened|completed|signed|voted|carried out"
    r"|finali[sz]ed|ratified|laid|presented|reviewed|issued|built|launched|put to|submitted"
    r"|heard|extended|lifted|introduced|unveiled|concluded|released|tabled)"
)
_STEP = (
    r"(?:begin|start|open|close|meet|end|peak|decide|vote|expire|rule|publish|announce|review"
    r"|resume"
    r"|consult|lay|present|submit|unveil|hear|lapse|come into force|enter into force|take effect"
    r"|table|propose|introduce|launch|report|return|visit|travel|sign|hold (?:a|an|talks|hearings)"
    r"|host|issue|finali[sz]e|come (?:before|by|in|on|at|next|after|up|into)"
    r"|follow|go (?:ahead|to)"
    r"|build|construct|commission|ship|deliver|produce|raise|spend|seek|appeal|release"
    r"|ask|attend|speak|negotiate|receive|be (?:meeting|holding|travel\w+|visiting|talking)"
    r"|complete|expand|ramp up|consider|discuss|examine|determine)"
)
_PURSUES = (
    r"(?:weighing|considering|mulling|planning|preparing (?:to|an?|its|their)|drafting|negotiating"
    r"|studying|exploring"
    r"|finali[sz]ing|awaiting|(?:now )?waiting for|pending|in talks (?:to|over|about|on))"
)
_DUE = re.compile(
    rf"\b(?:is|are|remains?|['’]s|['’]re|being){_NOW} (?:due|expected|scheduled|slated|set|planned"
    r"|poised|pencilled in|penciled in|on course|on track) (?:to(?! have)|for|by|in|on|before)\b"
    rf"|\b(?:is|are) (?:un)?likely (?:to {_STEP}|before|by|in)\b"
    rf"|\b(?:is|are) to (?:be {_DECIDE}|{_STEP})\b"
    rf"|\b(?:is|are|['’]s|['’]re){_NOW} {_PURSUES}\b"
    r"|\b(?<!not )(?:plans|aims|intends|hopes|expects|(?<=y )(?:plan|aim|intend|hope|expect))"
    r" (?:to|that|output|production|prices|it|its|the)\b"
    r"|(?<=[a-z]s )(?:plan|aim|intend|hope|want) to\b|\bmust (?:now |still |first )?(?:decide"
    r"|choose)\b"
    rf"|\bshould {_STEP} (?:within|soon|shortly|in (?:the )?(?:coming|next))\b"
    r"|\b(?:I|[Ww]e)(?: now| still| do)? (?:plan|aim|intend|hope|expect) to\b"
    rf"|\btakes? effect\b|\bto be {_DECIDE} (?:by|in|on|at|before|next|later)\b"
    rf"|(?:\bwill|['’]ll)(?: then| also| now| eventually| soon)? (?:{_STEP}|be {_DECIDE}|have to)\b"
    r"|\bnext (?:week|month|year|quarter|round|meeting|step|spring|summer|autumn|winter)\b"
    r"(?!['’]s (?:earnings|budget))"
    r"|\b[Ss]till to come\b|\b[Nn]ext steps?\b|\bupcoming\b|\b(?:votes?|meets?|speaks?|hears"
    r"|decides?|due) tonight\b"
    r"|\bawaits?\b|\b(?:decision|ruling|verdict|vote|award|approval|agreement|hearing|review|study"
    r"|report|deal) (?:is|was) (?:still )?(?:expected|due|pending|to follow)\b"
    r"|\b(?:has|have|had) (?:still |yet )to be (?:\w+ly )?(?:concluded|signed|approved|agreed"
    r"|ratified|completed|built|secured|negotiated|passed|tested|funded)\b"
    r"|\b(?:still|also) (?:needs?|requires?|faces?|must) (?:\w+ ){0,4}?(?:approv\w+|permits?"
    r"|permission"
    r"|consent|vote|ratif\w+|funding|financing|review|sign-off|clear\w*)\b"
    r"|\b(?:must|needs? to|has to|have to) (?:still |first )?be (?:\w+ly )?(?:approved|ratified"
    r"|passed|signed|voted|confirmed|cleared)\b"
    r"|\b(?:remains?|is|are) (?:still )?subject to (?:\w+ ){0,4}?(?:approvals?|ratification|consent"
    r"|review|vote)\b"
)
# In reported speech: "said it was in talks to buy the mine".
_SAID_THEY_DO = re.compile(
    r"\b(?:said|says|confirmed|added|announced|told \w+)(?: that)? (?:it|they|he|she"
    r"|the \w+) (?:was|were)"
    rf"{_NOW} {_PURSUES}\b|\b(?:will|would) consider\b"
    rf"|\bwould (?!follow){_STEP}\b[^.,;]* (?:soon|shortly|as soon as possible|in the coming \w+)\b"
    r"|\b(?:he|she|it|they|we) (?:will|would) (?:\w+ ){1,6}?within (?:\w+ )?(?:days|weeks|months)\b"
)
_FURTHER = re.compile(
    r"\b(?:talks|meetings?|rounds?|announcements?|decisions?|details|measures|steps|sanctions"
    r"|retaliation"
    r"|appeals?|hearings?|negotiations) (?:is|are) (?:\w+ly )?(?:expected|planned|possible|likely"
    r"|scheduled"
    r"|due)\b|\b(?:is|are) up for (?:renewal|review|a vote|sale)\b"
    r"|\b(?:has|have) (?:until \w+(?: \w+){0,2}|\w+ (?:days|weeks|months)) to [a-z]+\b"
    r"|\bearliest (?:possible |likely )?date\b|\bwill (?:be )?\w+ [^.,;]{0,90}\bin due course\b"
)
# "cancelled plans to build": the plan is no more, or somebody's word about one.
_DROPPED = re.compile(
    r"\b(?:cancel|drop|scrap|abandon|shelv|deni|deny|oppos|critici[sz]|reject|block|halt|suspend"
    r"|revers"
    r"|withdr|condemn|delay|against|reports? (?:of|about)|protest|overturn|such|earlier"
    r"|previous)\w*"
    r" (?:[\w'’-]+ ){0,3}?(?:plans?|aims?|hopes?) (?=to\b|for\b)"
)
_MAY_ACT = re.compile(
    r"\b(?:may|could|might) (?:\w+ ){0,6}?(?:restrict|tighten|impose|retaliate|extend|ban|halt|curb"
    r"|suspend|limit|widen|respond|prolong|reimpose|resume|appeal|follow suit|vote|veto|approve"
    r"|take (?:\w+ ){1,4}to (?:court|the World|the WTO|arbitration))\b"
)

# --- With a date ---------------------------------------------------------------------------------

_SOON = re.compile(
    r"\b(?:in|over|within) (?:the )?(?:coming|next (?:few|two|three|several)) (?:days|weeks|months"
    r"|years)\b|\b(?:by|before|until) (?:the )?(?:next "
    r"|following )?(?:year[- ]end|end of the year"
    r"|Christmas|spring|summer|autumn)\b|\blater (?:this|in the) (?:week|month|year)\b"
)
# With a date that is still to come, what comes before the date may be any of these.
_DATED = re.compile(
    rf"\b(?:could|would|might|may|should) (?:\w+ ){{0,3}}?(?:{_STEP}|need|require|have to|apply)\b"
    r"|\b(?:will|shall|must|has to|have to|likely|ready|due|plan\w*|foreseen|expect\w*|aim\w*"
    r"|targeted|targeting|targets|meant|pencilled|penciled|slated|set (?:for|to)|deadline|until"
    r"|on (?:course|track)|expires?|lapses?|no later than|wants?|intends?|hopes?|hoped|runs?"
    r"|running"
    r"|scheduled|(?:is|are) to|forecast|to (?:follow|begin|start|open|end|take effect|go up)"
    r"|suspended|slipped|postponed|moved|delayed|rescheduled|pushed|put back|put off"
    r"|brought forward"
    r"|votes?|meets?|next|takes? effect|(?:comes?|enters?) into force|opens?|closes?"
    r"|(?<!which )ends|begins?"
    r"|starts?|resumes?|falls due|kicks off|goes (?:up|down)|(?:rises|drops|falls) (?:to|from)"
    r"|applies|becomes"
    r"|(?:last|due|closing|opening|target|effective) date"
    r"|ahead of (?:\w+ ){0,2}?[\w'’ ]{0,30}(?:summit|meeting|talks|visit|hearing|vote|election"
    r"|round)"
    r"|comes? up for|up for|agreed to|threaten\w*|adjourned|promis\w+|pledg\w+|vow\w+|commit\w+)\b"
    r"|['’]ll\b"
)
# A forecast is no event: "could reach 8,000 tonnes by 2035", "stocks would last until March".
_FORECAST = re.compile(
    r"(?<!suspension )(?<!truce )(?<!exemption )(?<!waiver )(?<!pause )(?<!ban )(?<!freeze )"
    r"\b(?:will|would|could|might|may|should|(?:expected|forecast|projected|likely|set|bound) to)"
    r" (?:\w+ ){0,3}?(?:reach|cover|meet (?:all|the|its|half|demand|\d)|account|exceed|last|average"
    r"|hit|grow|double"
    r"|triple|rise|fall|slip|drop|climb|increase|decline|shrink|outstrip|cost|take until"
    r"|be (?:worth|enough|sufficient)|(?:achieve|reach) net[- ]zero"
    r"|(?:remain|stay|hold|keep) (?:steady|stable|firm|weak|soft|strong|high"
    r"|low"
    r"|tight|flat|quiet|elevated|unchanged|range-?bound|volatile))\b(?! to (?:a )?(?:vote|table))"
    r"|\b(?:against|sets?) (?:an? |the )?(?:\w+ )?target of\b"
)
_PROMISED = re.compile(
    r"\b(?:will|shall|due|promised|plans? to|(?:is|are) (?:to|expected|scheduled|set|planned))\b"
    r"[^,;]*$"
)
# "The ministry has fixed 16 May as the last date".
_FIXED = re.compile(
    r"\b(?:fixed|set|named|given|announced|chosen|confirmed) [^.;]{3,40} as (?:the|its|a) (?:\w+ )?"
    r"(?:date|day|deadline|start)\b|\bearliest (?:possible |likely )?date\b"
)
_LABEL = re.compile(r"^[A-Z][\w' -]{3,60}:\s$")  # "First alloy: Q3 2027"

# --- What is no news to come ---------------------------------------------------------------------

_PAST = re.compile(r"\bhad (?:\w+ )?(?:been to|warned|said|planned|expected|hoped|aimed|feared)\b")
# What a law lets somebody do at any time is no news to come.
_STANDING = re.compile(
    r"\bno (?:\w+ )?plans?\b|\b(?:not|no) (?:more|less) than\b|\bat any time\b"
    r"|\b(?:may|can) (?:extend|suspend|limit) (?:that|this|the) (?:period|term|licence)\b"
)

# "are separate from the rules that China suspended until November": those are not the subject.
_ASIDE = re.compile(r"\b(?:separate|distinct|different|apart) from [^,;]*$|\b[Uu]nlike [^,;]*$")

_TO_COME = (_DUE, _MAY_ACT, _SAID_THEY_DO, _FURTHER)

# "aims to sign it after a meeting in May": the date is that of what went before.
_AFTER = re.compile(r"\b(?:after|since|following) (?:[\w'’-]+ ){0,6}$")


def is_to_come(text: str, spans: tuple[DateSpan, ...], stands: str | None) -> bool:
    """Return whether a sentence tells of something due after ``stands``, an ISO day if known."""
    plain = masked(text)
    told = text if text[:1] in '"“' else plain
    told = _DROPPED.sub(lambda match: "x" * len(match[0]), told)
    if _STANDING.search(told) or _PAST.search(told) or _sets_apart(text, told):
        return False
    dates = [span for span in spans if span.date]
    ahead = [
        span.start
        for span in dates
        if stands
        and is_ahead(told, span, stands)
        and not _is_history(span, dates, stands)
        and not _ASIDE.search(told, 0, span.start)
    ]
    if ahead:
        told_before = any(_is_due(told[:start]) for start in ahead)
        return told_before or _opens_due(told, spans) or _FIXED.search(told) is not None
    if not stands and any(_is_promised(told[: span.start]) for span in spans):
        return not is_not_known(told)
    due = next(filter(None, (form.search(told) for form in _TO_COME)), None) or _soon(told)
    if due is None or is_not_known(told) or _FORECAST.search(told):
        return False
    if due.re is _SAID_THEY_DO and any(
        s.date[:7] != (stands or s.date)[:7] for s in dates if s.date
    ):
        return False  # what they said then that they would do may be done by now
    # A date before the words for what is to come is that of the report; one behind has passed.
    passed = [span for span in dates if stands and not holds(span, stands)]
    passed = [span for span in passed if not _AFTER.search(told, 0, span.start)]
    return not any(
        span.start >= due.start() and "," not in told[due.end() : span.start] for span in passed
    )


def _is_history(span: DateSpan, dates: list[DateSpan], stands: str) -> bool:
    """Tell the month that has begun in a tale of years ago: "in 2023 they let it, until March"."""
    begun = (span.date or "")[:7] == stands[:7]
    return begun and any(int((each.date or "")[:4]) < int(stands[:4]) - 1 for each in dates)


def _sets_apart(text: str, told: str) -> bool:
    """Tell accounts that differ on what is to come: "most say until May, while one says from"."""
    if DIFFER.search(told):
        return True
    return re.search(r"\b(?:while|whereas)\b", told) is not None and is_differing(text)


def _is_promised(before: str) -> bool:
    """Tell whether a date of an undated text lies ahead by the words before it alone."""
    near = re.split(r"[;:]", before)[-1][-80:]
    return _PROMISED.search(near) is not None and _FORECAST.search(near) is None


def _soon(text: str) -> re.Match[str] | None:
    """Find words for a time to come, such as "before Christmas", on which something is due."""
    soon = _SOON.search(text)
    return soon if soon and _is_due(text[: soon.start()]) else None


def _is_due(before: str) -> bool:
    """Tell whether the words just before a date say that something is due on it."""
    near = re.split(r"[;:]", before)[-1][-80:]
    if _FORECAST.search(near):
        return False
    return bool(
        _DATED.search(near)
        or _PLANNED.search(before[-140:])
        or (LIMIT.search(near) and not _OPENS.match(before))
        or _LABEL.match(before)
    )


_PLANNED = re.compile(r"\b(?:plans to|(?:is|are) (?:due|set|scheduled) to)\b[^,;:]*$")
_OPENS = re.compile(r"(?:(?:From|By|In|On|Over|Starting|Until|Before)(?: (?:in|on|from|the))*|) ?$")
_WILL = re.compile(r",? (?:[\w'’-]+ ){1,8}?(?:will|shall|plans to|(?:is|are) (?:to|due|set))\b")


def _opens_due(text: str, spans: tuple[DateSpan, ...]) -> bool:
    """Tell whether a date to come opens the sentence: "By May the council will propose a levy"."""
    first = next(iter(spans), None)
    if first is None or not _OPENS.match(text[: first.start]) or _FORECAST.search(text):
        return False
    return _WILL.match(text, first.end) is not None
