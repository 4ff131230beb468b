"""Sentences on why a story matters: what depends on it, what it costs, how much of it there is."""

from __future__ import annotations

import re

from generator.extract.quotations import masked

_DEPENDENCE = re.compile(
    r"\b(?:vital|essential|indispensable|crucial"
    r"|critical (?:for|to) (?!the (?:deal|talks))"
    r"|dependen(?:t|ce|cy) on|dependence|depend(?:s|ed)? (?:\w+ly )?on (?=[A-Z]|imports|foreign"
    r"|a single|one )"
    r"|rel(?:y|ies|ied) (?:\w+ly )?on (?=[A-Z]|imports|foreign|a |one |these|them|it\b|supplies)"
    r"|relian(?:t|ce) on|dominat\w+|dominance|monopoly|near-monopoly"
    r"|choke ?point|bottlenecks?|leverage|coercion|vulnerab\w+|backbone|weapon|bargaining"
    r"|only (?:\w+ ){0,2}?(?:supplier|producer|source|mine))\b"
)
_OF_WHAT = (
    r"(?:supply|supplies|output|production|imports?|magnets?|demand|consumption|processing"
    r"|refin(?:ed|ing)|separation|mining|mined|reserves|rare[ -]earths?|metals?|market)"
)
_SCALE = re.compile(
    r"\b\d[\d.]* ?(?:%|per ?cent) of (?:the )?(?:world['’]s|world|global)\b"
    r"(?! (?:turnover|revenue))"
    rf"|\b(?:[5-9]\d|100)(?:\.\d+)? ?(?:%|per ?cent) of (?!its |their |his )"
    rf"(?:[\w'’.-]+ ){{0,5}}?{_OF_WHAT}\b"
    r"|\bshare of (?:(?!revenue|sales)[\w'’.-]+ ){1,6}?at (?:\w+ ){0,2}?"
    r"(?:[5-9]\d|100)(?:\.\d+)? ?(?:%|per ?cent)"
)
_HARM = (
    r"(?:hit|hurt|squeeze|cost (?!\D{0,12}\d)|disrupt|delay|cripple|idle"
    r"|(?:drive|push) up|raise (?:costs|prices)|shrink|lose|collapse|derail|leak\w*|be leaking|harm"
    r"|damage|weaken|choke|starve|run out|upend|reshape|tighten suppl\w+|contaminat\w+|poison)"
)
_WORKS = r"(?:plants?|factor(?:y|ies)|lines?|production|assembly|output)"
_CONSEQUENCE = re.compile(
    rf"\b(?:could|would|may|might|can|threatens? to|threatened to|risk(?:s|ed)?)"
    rf" (?:(?!not\b|never\b)\w+ ){{0,3}}?{_HARM}\b"
    r"|\b(?:could|may|might|can) (?:\w+ )?(?:stop|halt|shut)\b"
    r"|\bforced to (?:\w+ )?(?:stop|halt|close|shut|cut|suspend|idle|ration)\b"
    rf"|\b(?:had|have) to (?:stop|halt|close|shut|suspend|idle) (?:\w+ ){{0,3}}?{_WORKS}\b"
    rf"|\b(?:shut|shutting|closed|closing|idled|idling|halted|stopped|suspended)\b (?:down )?"
    rf"(?:(?!our\b)\w+ ){{0,4}}?{_WORKS}\b"
    rf"|\b{_WORKS} (?:had |have |has |could |may |might |would )?(?:been )?(?:shut|closed|idled"
    r"|halt(?:ed)?|stop(?:ped)?)\b"
    r"|\bwarn\w* (?:of|that) [^.;]*\b(?:shutdowns?|stoppages?|closures?|delays?)\b"
    r"|\b(?:shortages?|disruptions?|escalation|at risk|at stake|threat would"
    r"|losses could|drive up)\b"
)
# A company on itself, the course of a draft through its public comments, an old denial.
_IMMATERIAL = re.compile(
    r"\b(?:describe[sd]?|call(?:s|ed)?|present(?:s|ed)?|tout(?:s|ed)?|bill(?:s|ed)?|style[sd]?"
    r"|portray(?:s|ed)?|position(?:s|ed)?|sees?|saw)"
    r" (?:itself|themselves|himself|herself|its own)\b"
    r"|\b(?:[Ww]e are|[Ii]t is|it was|it would be|it had become) (?:now )?the (?:world's )?"
    r"(?:only|first|largest|leading|sole)\b[^.;]*\b(?:producer|supplier|maker|refiner|company)"
    r"|\b(?:comment|consultation|feedback) period\b|\bopen (?:for|to) (?:public )?comments?\b"
    r"|\b(?:public )?comments? (?:was|were|is|are) (?:invited|sought|accepted|due)\b"
    r"|\bwill (?:create|support) [\d,]+ jobs\b|\bclaims? of (?:\w+ )?(?:coercion|monopoly)\b"
)


def matters(text: str) -> bool:
    """Return whether a sentence tells consequence, scale or dependence."""
    plain = masked(text)
    told = text if plain.count("x") > 0.4 * len(text) else plain  # what is mostly quoted counts
    found = any(form.search(told) for form in (_DEPENDENCE, _SCALE, _CONSEQUENCE))
    return found and not _IMMATERIAL.search(plain)
