"""Sentences with a task on the page: what is not known, to watch, why it matters, what differs.

A sentence is given a role by its wording alone.  A wrong line under "Not known" is worse than a
missing one, so each pattern names the negated verb or the open question itself.
"""

from __future__ import annotations

import re

from generator.extract.frames import frames
from generator.extract.quotations import masked
from generator.model import Article, Sentence

_DISCLOSE = (
    r"(?:say|said|disclosed?|named?|give|given|specif(?:y|ied)|identif(?:y|ied)|reveal(?:ed)?"
    r"|explain(?:ed)?|release[d]?|publish(?:ed)?|provided?|clarif(?:y|ied)|confirm(?:ed)?"
    r"|quantif(?:y|ied)|itemised?|detailed|detail|elaborated?|stated?|made public|make public"
    r"|quoted?"
    r"|cited?|establish(?:ed)?|estimate[ds]?|show|shown|report(?:ed)?|announced?)"
)
_THINGS = (
    r"(?:figures?|details?|dates?|tonnage|numbers?|information|prices?|timetable|timeline|breakdown"
    r"|decision|explanation|text|volumes?|names?|evidence|data|comment|terms|value|amounts?|budget"
    r"|projects?|production date|estimates?|capacity|cost|schedule|further|more|official text"
    r"|indication)"
)
_ADVERB = r"(?:\w+ly |yet |still |been |also |at first |so far )*"
NOT_KNOWN = re.compile(
    rf"\b(?:did|do|does|has|have|had|could|would) (?:not|n't) {_ADVERB}{_DISCLOSE}\b(?! up\b| "
    rf"in\b| way\b| no\b)"
    rf"|\b(?:is|was|are|were|be|been) not {_ADVERB}(?:known|clear|certain|disclosed|named|given"
    rf"|specified"
    r"|published|released|announced|identified|revealed|confirmed|made public|determined|decided"
    r"|finalised|finalized|available|stated|explained|quantified|verified)\b(?! for\b| as\b| to "
    r"be\b)"
    rf"|\b(?:declined|refused) to {_ADVERB}(?:say|comment|give|name|identify|disclose|elaborate"
    rf"|specify|provide|confirm)\b"
    r"|\b(?:is|was|are|were|remains?|remained) (?:still |also )?(?:unclear|uncertain|unknown"
    r"|undecided"
    r"|undisclosed|unresolved|unspecified|doubtful|in doubt|an open question)\b"
    r"|\bremains? to be (?:seen|determined|decided|clarified)\b"
    rf"|\b(?:gave|give|gives|given|name|names|named|provided?s?|offered|published?|disclosed"
    rf"|quote|quotes) no {_ADVERB}(?:\w+ ){{0,3}}?{_THINGS}\b"
    rf"|\b[Nn]o (?:\w+ ){{0,4}}?{_THINGS} (?:\w+ ){{0,5}}?(?:was|were|has been|had been|have "
    rf"been|is|are) {_ADVERB}(?:\w+ )?"
    r"(?:given|published|disclosed|released|announced|reported|available|made public|provided"
    r"|made|taken|finalised|found)\b"
    rf"|\bwithout (?:saying|naming|giving|specifying|disclosing|publishing|identifying|quoting"
    rf"|elaborating|providing)\b"
    r"|\b[Nn]one of (?:the|these|those) (?:\w+ )?(?:accounts|reports|sources|articles"
    r"|statements|documents)\b"
    r"|\b[Nn]either\b.*\bnor\b.*\b(?:appears?|given|disclosed|published|named|known)\b"
    r"|\bcould not be (?:\w+ly )?(?:verified|confirmed|established|reached|determined)\b"
    r"|\b(?:has|have|had) yet to (?:be )?(?:say|disclose|name|determined?|chosen|announced?"
    r"|decided?|confirm(?:ed)?|specif(?:y|ied)|publish(?:ed)?)\b"
)
_NOT_OPEN = re.compile(r"\b(?:who|which) (?:was|were|is|are) not named\b|\bif\b[^,]*\bnot\b|\?$")
DIFFER = re.compile(
    r"\b(?:[Aa]ccounts?|[Rr]eports?|[Ee]stimates?|[Ff]igures?|[Dd]escriptions?|[Cc]ounts"
    r"|[Vv]ersions|[Ss]ummaries"
    r"|[Ss]ources|[Ll]aw firms|[Mm]easurements|[Dd]ata|[Oo]utlets|[Aa]nalysts|[Nn]umbers|sides"
    r"|deadline|dates?)\b[^.;:]*"
    r"\b(?:differ(?:s|ed)?|disagree[ds]?|conflict(?:s|ed)?|var(?:y|ies|ied)|diverged?s?|(?:do"
    r"|does|did) not agree|far apart|not uniform|contradict\w*)\b"
    r"|\b(?:reported|described|given|quoted|said|put) (?:\w+ ){0,3}?(?:in (?:two|several"
    r"|conflicting|different|various) ways|differently)\b"
    r"|\bby contrast\b|\bon the other hand\b|\b(?:is|was|are|were|remains?) (?:also "
    r")?(?:disputed|contested|in dispute)\b"
    r"|\bdescribed\b[^.;]*\b(?:in different terms|differently)\b"
)
_CONTRAST = re.compile(r",? (?:while|whereas)\b|\bby contrast\b|;|, but\b|, though\b")
_DUE = re.compile(
    r"\b(?:is|are|remains?) (?:\w+ly )?(?:due|expected|scheduled|slated|set|planned|poised"
    r"|likely) (?:to|for|by|in|on)\b"
    r"|\bwill (?:\w+ ){1,6}?(?:by|in|on|from|until|next|within)\b"
    r"|\b(?:plans?|aims?|intends?|hopes?|expects?|pledge[sd]?|promise[sd]?|vow(?:s|ed)) to\b"
    r"|\bdeadline\b|\bexpires?\b|\btakes? effect\b|\bto be (?:decided|announced|completed"
    r"|published|voted)\b"
    r"|\bnext (?:week|month|year|quarter|round|meeting)\b|\bby the end of\b|\bno later than\b"
    r"|\b(?:runs|suspended|paused|valid) (?:\w+ )?until\b|\bwill (?:decide|vote|rule|meet"
    r"|publish|announce|review|begin|start|open|resume|consult|develop)\b"
)
_MAY_ACT = re.compile(
    r"\b(?:may|could|might) (?:\w+ ){0,6}?(?:restrict|tighten|impose|retaliate|extend|ban|halt|curb"
    r"|suspend|limit|widen|respond|prolong|reimpose|resume)\b"
)
_MATTERS = re.compile(
    r"\b(?:vital|essential|indispensable|crucial|critical (?:for|to)|used in|needed for"
    r"|dependen(?:t|ce|cy)"
    r"|depends? on|rel(?:y|ies|ied) on|relian(?:t|ce)|dominat\w+|dominance|monopoly"
    r"|near-monopoly|choke ?point|bottleneck"
    r"|leverage|coerc\w+|vulnerab\w+|shortages?|disrupt\w*|drive up|escalation|at risk|backbone"
    r"|only (?:commercial|major|large|\w+ )?(?:supplier|producer|source|mine)|weapon|bargaining)\b"
)


def not_known(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences that say what is not disclosed, not named or unclear."""
    return tuple(s for s in _shown(article) if is_not_known(s.text))


def is_not_known(text: str) -> bool:
    """Return whether a sentence says that something is not known."""
    plain = masked(text)
    return bool(NOT_KNOWN.search(plain)) and not _NOT_OPEN.search(plain)


def to_watch(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences about what is still to come, seen from where the text stands."""
    return tuple(s for s in _shown(article) if _is_to_come(s.text, article))


def _is_to_come(text: str, article: Article) -> bool:
    plain = masked(text)
    if is_not_known(text):
        return False
    years = [int(year) for year in re.findall(r"\b(20\d\d)\b", plain)]
    stands = article.sources_reach_to or article.date
    if stands and years and max(years) < stands.year:
        return False
    return bool(_DUE.search(plain) or _MAY_ACT.search(plain))


def why_it_matters(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences about consequence, scale and dependence."""
    return tuple(
        s
        for s in _shown(article)
        if _MATTERS.search(masked(s.text)) and not is_not_known(s.text) and not is_differing(s.text)
    )


def differ(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences that set accounts against each other."""
    return tuple(s for s in _shown(article) if is_differing(s.text))


def is_differing(text: str) -> bool:
    """Return whether a sentence says that accounts differ, or gives two that do."""
    plain = masked(text)
    if DIFFER.search(plain):
        return True
    if not _CONTRAST.search(plain):
        return False
    speakers = {frame.speaker for frame in frames(text) if frame.speaker and frame.via is None}
    return len(speakers) > 1


def _shown(article: Article) -> tuple[Sentence, ...]:
    return tuple(s for s in article.sentences if s.opens != "fragment")
