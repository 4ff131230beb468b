"""Sentences with a task on the page: what is not known, to watch, why it matters, what differs.

A sentence is given a role by its wording alone.  A wrong line under "Not known" is worse than a
missing one, so each pattern names the negated verb or the open question itself.
"""

from __future__ import annotations

import re

from generator.extract.events import Dated, dated_sentences
from generator.extract.frames import Frame, frames
from generator.extract.immaterial import IMMATERIAL
from generator.extract.quotations import masked
from generator.extract.verbs import Manner
from generator.model import Article, Sentence

_DISCLOSE = (
    r"(?:say|said|disclosed?|named?|give|given|specif(?:y|ied)|identif(?:y|ied)|reveal(?:ed)?"
    r"|explain(?:ed)?|release[d]?|publish(?:ed)?|provided?|clarif(?:y|ied)|confirm(?:ed)?"
    r"|quantif(?:y|ied)|itemised?|detailed|detail|elaborated?|stated?|made public|make public"
    r"|quoted?|cited?|establish(?:ed)?|estimate[ds]?|report(?:ed)?|announced?"
    r"|show(?= (?:whether|that|how|what|which|if|an?)\b))"
)
_THINGS = (
    r"(?:figures?|details?|dates?|tonnage|numbers?|information|prices?|timetable|timeline"
    r"|breakdown|decision|explanation|text|volumes?|names?|evidence|data|terms|value|amounts?"
    r"|budget|projects?|estimates?|capacity|cost|schedule|more|indication|targets?|reasons?"
    r"|country|countries|compan(?:y|ies)|suspects?|recipients?|buyers?|suppliers?|locations?)"
)
_ADVERB = r"(?:\w+ly |yet |still |been |also |at first |so far )*"
_DO = r"(?:did|do|does|has|have|had|could|would)"
_BE = r"(?:is|was|are|were|be|been)"
_REPORTS = r"(?:accounts|reports|sources|articles|statements|documents)"
_MADE = (
    r"(?:given|published|disclosed|released|announced|reported|available|made public|provided"
    r"|made|taken|finalised|found)"
)
NOT_KNOWN = re.compile(
    # "did not say who", but not "did not give up", "did not say no"
    rf"\b{_DO}(?: not|n't) {_ADVERB}{_DISCLOSE}\b(?! (?:up|in|way|no)\b)"
    # "is not known", but not "is not known for"
    rf"|\b{_BE}(?: not|n't) {_ADVERB}(?:known|clear|certain|disclosed|named|given|specified"
    r"|published|released|announced|identified|revealed|confirmed|made public|determined"
    r"|decided|finalised|finalized|available|stated|explained|quantified|verified"
    r"|spelled out)\b(?! (?:for|as|to be|by)\b)"
    rf"|\b(?:declined|refused) to {_ADVERB}(?:say|give|name|identify|disclose|elaborate"
    r"|specify|provide|confirm)\b"
    rf"|\b(?:{_BE}|remains?|remained) (?:still |also )?(?:unclear|uncertain|unknown"
    r"|undecided|undisclosed|unresolved|unspecified|doubtful|in doubt|an open question)\b"
    r"|\bremains? to be (?:seen|determined|decided|clarified)\b"
    rf"|\b(?:gave|gives?|given|names?|named|identified|identifies|provided?s?|offered"
    rf"|published?|disclosed|quotes?"
    rf"|carried) no {_ADVERB}(?:\w+ ){{0,3}}?{_THINGS}\b"
    rf"|\b[Nn]o (?:\w+ ){{0,4}}?{_THINGS} (?:\w+ ){{0,5}}?(?:was|were|has been|had been"
    rf"|have been|is|are) {_ADVERB}(?:\w+ )?{_MADE}\b"
    r"|\bwithout (?:saying|naming(?! [A-Z])|giving|specifying|disclosing|publishing"
    r"|identifying|quoting|elaborating|providing)\b"
    rf"|\b[Nn]one of (?:the|these|those) (?:\w+ )?{_REPORTS}\b"
    r"|\b[Nn]either\b.*\bnor\b.*\b(?:appears?|given|disclosed|published|named|known)\b"
    r"|\bcould not be (?:\w+ly )?(?:verified|confirmed|established|determined)\b"
    r"|\b(?:has|have|had) yet to (?:be )?(?:say|disclose|name|determined?|chosen|announced?"
    r"|decided?|confirm(?:ed)?|specif(?:y|ied)|publish(?:ed)?)\b"
    r"|\b[Nn]obody (?:outside \w+ )?knows\b"
)
# A person left unnamed is how a source is given, no gap in what is known.
_UNNAMED_SOURCE = re.compile(r",? (?:who|which) (?:was|were|is|are|asked) not (?:to be )?named,?")
_NOT_OPEN = re.compile(r"\bif\b[^,]*\bnot\b|\?$")
_WHAT_DIFFERS = (
    r"(?:[Aa]ccounts?|[Rr]eports?|[Ee]stimates?|[Ff]igures?|[Dd]escriptions?|[Cc]ounts|[Vv]ersions"
    r"|[Ss]ummaries|[Ss]ources|[Ll]aw firms|[Mm]easurements|[Dd]ata|[Oo]utlets|[Aa]nalysts"
    r"|[Nn]umbers|sides|deadline|[Dd]ates?)"
)
DIFFER = re.compile(
    rf"\b{_WHAT_DIFFERS}\b[^.;:]*\b(?:differ(?:s|ed)?|disagree[ds]?|conflict(?:s|ed)?"
    r"|var(?:y|ies|ied)|diverged?s?|(?:do|does|did) not agree|far apart|not uniform"
    r"|contradict\w*)\b"
    r"|\b(?:reported|described|given|quoted|said|put|date|dated) (?:[\w ]+ )?"
    r"(?:in (?:two|several|conflicting|different|various) ways|differently|in different terms)\b"
    r"|\bby contrast\b|\bon the other hand\b"
    rf"|\b(?:{_BE}|remains?) (?:also )?(?:disputed|contested|in dispute)\b"
)
_CONTRAST = re.compile(r",? (?:while|whereas)\b|\bby contrast\b")
_WEAK_CONTRAST = re.compile(r";|, but\b|, though\b")
_DUE = re.compile(
    r"\b(?:is|are|remains?) (?:\w+ly )?(?:due|expected|scheduled|slated|set|planned|poised)"
    r" (?:to|for|by|in|on)\b"
    r"|\b(?:is|are) to (?:be (?:approved|decided|published|set up|announced|opened|completed|signed"
    r"|voted|carried out)|begin|start|open|close|meet|end|peak|decide|vote|expire)\b"
    r"|\b(?<!not )(?:plans|aims|intends|hopes|expects|(?<=y )(?:plan|aim|intend|hope|expect))"
    r" (?:to|that|output|production)\b"
    r"|\btakes? effect\b|\bto be (?:decided|announced|completed|published|voted)\b"
    r"|\bwill (?:decide|vote|rule|meet|publish|announce|review|begin|start|open|resume|consult)\b"
    r"|\bnext (?:week|month|year|quarter|round|meeting)\b"
)
# With a date that is still to come, what comes before the date may be any of these.
_DATED = re.compile(
    r"\b(?:will|would|should|due|plan\w*|foreseen|expect\w*|aim\w*|goal|targets?|meant|deadline"
    r"|until|expires?|no later than|wants?|intends?|hopes?|hoped|run|runs|scheduled|(?:is"
    r"|are) to"
    r"|forecast|to follow|to begin|to start|suspended)\b"
)
_LIMIT = re.compile(
    r"\b(?:by|until|end of|late in|late|through|before|within) (?:the (?:end of )?)?$"
)
_MAY_ACT = re.compile(
    r"\b(?:may|could|might) (?:\w+ ){0,6}?(?:restrict|tighten|impose|retaliate|extend|ban|halt|curb"
    r"|suspend|limit|widen|respond|prolong|reimpose|resume)\b"
)
_PAST = re.compile(r"\bhad (?:\w+ )?(?:been to|warned|said|planned|expected|hoped|aimed|feared)\b")
_MATTERS = re.compile(
    r"\b(?:vital|essential|indispensable|crucial|critical (?:for|to) (?!the (?:deal|talks))"
    r"|dependen(?:t|ce|cy) on|dependence|depend(?:s|ed)? (?:\w+ly )?on (?=[A-Z]|imports|foreign"
    r"|a single|one )"
    r"|rel(?:y|ies|ied) (?:\w+ly )?on|relian(?:t|ce) on|dominat\w+|dominance|monopoly|near-monopoly"
    r"|choke ?point|bottlenecks?|leverage|coerc\w+|vulnerab\w+|shortages?|disrupt\w*|drive up"
    r"|escalation|at risk|backbone|weapon|bargaining"
    r"|only (?:\w+ ){0,2}?(?:supplier|producer|source|mine))\b"
    r"|\b\d[\d.]* ?(?:%|per ?cent) of (?:the )?(?:world|global)"
)


def not_known(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences that say what is not disclosed, not named or unclear."""
    return tuple(s for s in _shown(article) if is_not_known(s.text))


def is_not_known(text: str) -> bool:
    """Return whether a sentence says that something is not known."""
    plain = _UNNAMED_SOURCE.sub("", masked(text))
    if _NOT_OPEN.search(plain):
        return False
    return any(not _is_aside(plain, gap) for gap in NOT_KNOWN.finditer(plain))


def _is_aside(text: str, gap: re.Match[str]) -> bool:
    """Tell a gap that a sentence only adds to what is known: "…, without naming the court"."""
    if not gap[0].startswith("without "):
        return False
    return len(text[: gap.start()].split()) > 5 and len(text[gap.end() :].split()) < 4


def to_watch(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences about what is still to come, seen from where the text stands.

    An article stands at its date, a note at the end of its sources.  What lies before is left out.
    """
    stands = article.date if article.kind == "article" else article.sources_reach_to
    stands = stands or article.date
    return tuple(
        dated.sentence
        for dated in dated_sentences(article)
        if dated.sentence.opens != "fragment"
        and _is_to_come(dated, stands.isoformat() if stands else None)
    )


def _is_to_come(dated: Dated, stands: str | None) -> bool:
    text = masked(dated.sentence.text)
    if re.search(r"\bno (?:\w+ )?plans?\b", text):
        return False
    if is_not_known(text) or DIFFER.search(text) or _PAST.search(text):
        return False
    if stands and (ahead := _ahead(text, dated, stands)):
        return any(_is_due(text[:start]) for start in ahead)
    told = [span.date for span in dated.spans if span.date]
    if stands and told:
        return False  # its dates have passed
    return bool(_DUE.search(text) or _MAY_ACT.search(text))


def _is_due(before: str) -> bool:
    """Tell whether the words just before a date say that something is due on it."""
    near = re.split(r"[;:]", before)[-1][-80:]
    return bool(_DATED.search(near) or _LIMIT.search(near))


def _ahead(text: str, dated: Dated, stands: str) -> list[int]:
    """Return where the dates stand that are still to come.

    "2026" is to come if it has not begun, "by 2026" also while it lasts.
    """
    return [
        span.start
        for span in dated.spans
        if span.date
        and (
            _days(span.date)[0] > stands
            or (_days(span.date)[1] > stands and _LIMIT.search(text[: span.start]))
        )
    ]


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


def why_it_matters(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences about consequence, scale and dependence."""
    return tuple(
        s
        for s in _shown(article)
        if _MATTERS.search(masked(s.text))
        and not IMMATERIAL.search(masked(s.text))
        and not is_not_known(s.text)
        and not DIFFER.search(s.text)
    )


def differ(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences that set accounts against each other."""
    return tuple(s for s in _shown(article) if is_differing(s.text))


def is_differing(text: str) -> bool:
    """Return whether a sentence says that accounts differ, or gives two that do."""
    plain = masked(text)
    if DIFFER.search(plain):
        return True
    strong, weak = _CONTRAST.search(plain), _WEAK_CONTRAST.search(plain)
    if not (strong or weak):
        return False
    spoken = [f for f in frames(text) if f.speaker and not f.inner and not f.negated]
    if len({frame.speaker for frame in spoken}) < 2:
        return False
    return bool(strong) or _figures_differ(text, spoken)


def _figures_differ(text: str, spoken: list[Frame]) -> bool:
    """Tell two figures or dates for one thing from two statements about different things."""
    relayed = spoken[-1].manner is not Manner.CLAUSE
    return relayed and all(re.search(r"\d", text[f.said[0] : f.said[1]]) for f in spoken[:2])


def _shown(article: Article) -> tuple[Sentence, ...]:
    return tuple(s for s in article.sentences if s.opens != "fragment")
