"""Sentences that say something is not known: not disclosed, not named, unclear, or left open.

A wrong line under "Not known" is worse than a missing one, so each pattern names the negated verb
or the open question itself.  That somebody gave no comment at all leaves no question open.
"""

from __future__ import annotations

import re

from generator.extract.quotations import masked

_DISCLOSE = (
    r"(?:say|said|disclosed?|named?|give|given|specif(?:y|ied)|identif(?:y|ied)|reveal(?:ed)?"
    r"|explain(?:ed)?|release[d]?|publish(?:ed)?|provided?|clarif(?:y|ied)|confirm(?:ed)?"
    r"|quantif(?:y|ied)|itemised?|detailed|detail|elaborated?|stated?|made public|make public"
    r"|decided|determined|verified|finali[sz]ed|settled|quoted?|cited?|establish(?:ed)?|estimate[ds]?|report(?:ed)?|announced?"
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
_NOT = r"(?: not|n['’]t)"
_BE = r"(?:is|was|are|were|be|been)"
_REPORTS = r"(?:accounts|reports|sources|articles|statements|documents)"
_QUESTION = r"(?:what|who|whom|how|when|whether|where|which|why|if)"
_NOBODY = r"(?:[Nn]obody|[Nn]o one|[Nn]one of \w+|[Ff]ew|[Nn]either \w+)"
_MADE = (
    r"(?:given|published|disclosed|released|announced|reported|available|made public|provided"
    r"|made|taken|finalised|found|set|named)"
)
_GAP = re.compile(
    # "did not say who", but not "did not give up", "did not say no"
    rf"\b{_DO}{_NOT} {_ADVERB}(?!name [A-Z]){_DISCLOSE}\b(?! (?:up|in|way|no)\b)"
    # "is not known", but not "is not known for"
    rf"|\b{_BE}{_NOT} {_ADVERB}(?:known|clear|certain|disclosed|named|given|specified"
    r"|published|released|announced|identified|revealed|confirmed|made public|determined"
    r"|decided|finalised|finalized|available|stated|explained|quantified|verified"
    r"|spelled out)\b(?! (?:for|as|to be|by)\b)"
    rf"|\b(?:declined|refused) to {_ADVERB}(?:say|give|name|identify|disclose|elaborate"
    rf"|specify|provide|confirm|discuss|comment on {_QUESTION})\b"
    rf"|\bdid{_NOT} {_ADVERB}(?:respond to|reply to|answer) (?:\w+ )?questions? (?:about|on|of) "
    rf"|\b(?:{_BE}|remains?|remained) (?:still |also )?(?:unclear|uncertain|unknown"
    r"|undecided|undisclosed|unresolved|unspecified|doubtful|in doubt|an open question)\b"
    r"|\bremains? to be (?:seen|determined|decided|clarified)\b"
    r"|\b(?:has|have) yet to emerge\b|\banyone['’]s guess\b|\btoo (?:early|soon) to (?:say|tell)\b"
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
    rf"|\b{_NOBODY} (?:\w+ ){{0,6}}?(?:knows?|(?:was|were|is|are) able to say|c(?:an|ould) say)\b"
    r"|\bwould not be drawn\b|\bimpossible to (?:say|tell|establish|verify|know)\b"
    r"|\b(?:has|have|had) no (?:\w+ )?(?:timetable|timeline|idea|answer|estimate)s?\b"
    rf"|\b(?:do|does|did){_NOT} (?:yet |still )?know (?:yet )?{_QUESTION}\b"
    rf"|\b(?:can|could)(?:not| not|['’]t|n['’]t) (?:yet )?(?:tell|say) (?:\w+ )?{_QUESTION}\b"
)
# A person left unnamed is how a source is given, no gap in what is known.
_UNNAMED_SOURCE = re.compile(r",? (?:who|which) (?:was|were|is|are|asked) not (?:to be )?named,?")
_NOT_OPEN = re.compile(r"\bif\b[^,]*\bnot\b|\?$")


def is_not_known(text: str) -> bool:
    """Return whether a sentence says that something is not known."""
    plain = _UNNAMED_SOURCE.sub("", masked(text))
    if _NOT_OPEN.search(plain):
        return False
    return any(not _is_aside(plain, gap) for gap in _GAP.finditer(plain))


def _is_aside(text: str, gap: re.Match[str]) -> bool:
    """Tell a gap that a sentence only adds to what is known: "…, without naming the court"."""
    if not gap[0].startswith("without "):
        return False
    return len(text[: gap.start()].split()) > 5 and len(text[gap.end() :].split()) < 4
