"""Sentences by which somebody speaks against an account: denies, disputes or contradicts it."""

from __future__ import annotations

import re

from generator.extract.grammar.quotations import masked

#: Nouns for what somebody has told.
GIVEN = (
    r"(?:number|figure|estimate|account|version|claim|calculation|finding|total|tally|share|count"
    r"|report|story|charge|accusation|allegation|assertion|suggestion|assessment|conclusion|reading"
    r"|explanation|characteri[sz]ation|description|statement|forecast|notion|idea|rumou?r"
    r"|interpretation|narrative|premise|toll)"
)
_THIS = (
    r"(?:the|that|this|those|these|his|her|its|their|any|such|[A-Z][\w-]+['’]s?|a|all|media|press)"
)
_TOLD = (
    rf"(?:{_THIS} (?:[\w'’-]+ ){{0,3}}?{GIVEN}s?\b"
    r"|(?:it|this|that|them|these)\b(?=[.,;]|$| as | and | saying))"
)
_ON_A_DAY = r"(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)"
# Whoever does this tells of two accounts by it.
_CONTRADICTS = re.compile(
    rf"\b(?:disput|contest|challeng|question|contradict)(?:e[sd]?|s|ed|ing)? {_TOLD}"
    r"|\bcasts?(?:ing)? doubt (?:on|over|upon)\b|\b(?:greeted|met) with s[ck]epticism\b"
    # "twice what the ministry reported"
    r"|\b(?:twice|double|triple|half|times|(?:a|one|two) (?:third|quarter|fifth)s? of) (?:what"
    r"|the (?:\w+ )?"
    r"(?:figure|number|amount|estimate|total|toll)s?) (?:that )?(?:[\w'’-]+ ){1,4}?(?:reported"
    r"|claim(?:s|ed)?"
    r"|published|announced|gave|gives|estimate[sd]?|stated?|says|said)\b"
    rf"|\b(?:reject|deni|dismiss)(?:e[sd]?|s|ed) (?:{_ON_A_DAY} )?(?:\w+ )?(?:reports?|suggestions)"
    r" (?:that|alleging|claiming|saying|suggesting)\b|\bcontradict(?:s|ed|ing)\b(?! (?:him|her|it"
    r"|them)sel)"
    r"|\bstr(?:ikes?|uck|iking) an? (?:(?:less|more|much|very|far|rather) )*(?:[\w-]+ )?(?:note"
    r"|tone) in"
    r" (?:its|their|his|her)\b"
    rf"|\b[Dd]enials? (?:\w+ )?(?:comes?|came|follow(?:s|ed)) "
    # "more than the 12 given by the company"
    r"|\b(?:than|above|below|against|not|double|twice|half|from|to) (?:the "
    rf"|an? )?[^.,;]{{0,25}}?\d[^.;,]{{0,30}}?"
    r" (?:given|reported|claimed|announced|stated|cited|estimated|counted|recorded|acknowledged"
    r"|put forward) by (?!\d)|\b(?:against|than) (?:the )?\d[\w.,%]* (?:\w+ )?according to\b"
    r"|\b(?:than|above|below|double|twice|half) (?:the|any) (?:official|government"
    r"|company['’]s) (?:figures?"
    r"|counts?|estimates?|numbers?|tall(?:y|ies)|tolls?|data)\b"
    # "talks were under way, which Beijing denied"
    r"|, (?:which|something|an? (?!charge|accus|critic"
    rf"|alleg)\w+)(?: that)? (?:[\w'’-]+ ){{1,5}}?(?:den(?:y|ies|ied)|disputes?d?"
    r"|reject(?:s|ed)?|dismiss(?:es|ed)?|contest(?:s|ed)?|doubts?)(?: (?:on )?\w+day)?(?=[.,;]|$)"
    r"|\b(?:at odds|inconsistent|incompatible|hard to square|in conflict|does not square"
    r"|did not square"
    r"|(?:could|can)(?:not| not) be squared) with\b|\b[Cc]ontrary to (?:what|the|reports|earlier"
    r"|official)\b"
    rf"|, (?:an? |the )?{GIVEN} (?:that )?(?:[\w'’-]+ ){{1,5}}?(?:disputes?|disputed|contests?"
    rf"|contested)\b"
    rf"|\b{GIVEN}s? (?:\w+ ){{0,4}}?(?:was|were|is|are|has been|have been) (?:\w+ly "
    rf")?(?:challenged"
    r"|contradicted|disputed|refuted|questioned) by\b|\bdisagree[ds]?\b(?! to)"
    r"|\b(?:its|their|his|her) own (?:tests?|figures?|data|count|estimates?|analysis|measurements"
    r"|survey"
    r"|records|investigation)\b[^.;]{0,40}? (?:found|finds|shows?|showed|puts?|gave|gives"
    r"|suggest\w*)\b"
    r"|, (?:though|but|although) (?:an? |the )?[\w ’'-]{3,60}? (?:found|finds|counted|shows?|showed"
    r"|gave"
    r"|puts?) (?:barely|only|just|less|fewer|nearly|closer|no more)\b"
)
# Denials: they tell of two accounts only beside what is denied.
AGAINST = re.compile(
    rf"\b(?:reject|deni|deny|dismiss|disput|contest|challeng|question|contradict|refut|rebut)"
    rf"(?:e[sd]?|s|ed|ted|ting|ing|y)? (?:\w+ly |both |{_ON_A_DAY} )?{_TOLD}"
    rf"|\b(?:reject|den[iy]|dismiss|disput|refut)(?:e[sd]?|s|ed|es|y|ies)? (?:{_ON_A_DAY} )?(?:that"
    r"|(?:\w+ )?(?:reports?"
    r"|suggestions|allegations|accusations|claims) (?:that|of)|having|being|any (?:\w+ )?(?:\w+ing|"
    r"involvement|role|link|knowledge|such|plans?|intention)|\w+ing)\b(?! of)"
    r"|\b(?:denies|denied|denying) (?:s?he|it|they|its|any|all|there|such|the (?:ship|mine|firm"
    r"|plant))\b"
    r"|\bdisagree[ds]?\b(?! to)|\b(?:is|are|was|were) (?:less|not|un)(?: so"
    r"| entirely)? ?(?:convinced"
    r"|persuaded|sanguine|impressed)\b"
    rf"|\b(?:call|describ|label|brand|term|dubb|dismiss)(?:s|es|ed|e)? {_TOLD}[^.;]{{0,12}}?"
    r"(?:as )?(?:\w+ly )?(?:groundless|baseless|false|untrue|fabricat\w+|unfounded|misleading"
    r"|absurd"
    r"|nonsense|a lie|wrong|inaccurate|exaggerated|fiction|pure \w+|[\"“])"
    r"|\b(?:at odds|inconsistent|incompatible|hard to square|in conflict|does not square"
    r"|did not square"
    r"|(?:could|can)(?:not| not) be squared) with\b|\b[Cc]ontrary to (?:what|the|reports|earlier"
    r"|official)\b"
    rf"|, (?:an? |the )?{GIVEN} (?:that )?(?:[\w'’-]+ ){{1,5}}?(?:disput|reject|den[iy]"
    rf"|contest)\w*\b"
    rf"|\b{GIVEN}s? (?:\w+ ){{0,4}}?(?:was|were|is|are|has been|have been) (?:\w+ly "
    rf")?(?:challenged"
    r"|contradicted|denied|rejected|disputed|refuted|questioned) by\b"
    r"|\b(?:these|those|they|this|that|reports?|claims?) (?:are|is|were|was) (?:simply )?(?:not "
    r"true|untrue"
    r"|false|incorrect)\b"
)
_FALSE = (
    r"(?:not (?:true|correct|accurate|the case)|untrue|false|incorrect|inaccurate|groundless"
    r"|baseless"
    r"|unfounded|fabricated|wrong|misleading|nonsense|a lie|fake|(?:not consistent"
    r"|inconsistent) with|contrary to"
    r"|made up)\b"
)
# Such judgements are quoted as often as not.
_CALLED_WRONG = re.compile(
    rf"\b{GIVEN}s? [^.;]{{0,30}}\b(?:an? (?:under|over)estimate|(?:under|over)stated"
    r"|exaggerated|inflated|too (?:high|low)|fabricated)\b"
    r"|[\"“][^\"“”]*\b(?:is (?:simply |just )?(?:not true|untrue|false|a lie|nonsense)"
    r"|pure (?:fiction|fantasy|invention))\b"
)
# "says reports that it cut output are "inconsistent with facts""
_REPORTS_ARE_FALSE = re.compile(
    rf"\b(?:reports?|claims?|rumou?rs|allegations|accusations|suggestions) (?:that|of|about|on)\b"
    rf"[^.;]{{0,160}}?\b(?:is|are|was|were) (?:\w+ly )*[\"“]?{_FALSE}"
)
#: A judgement on what was said before, quoted or not: "The report is completely false."
SAID_FALSE = re.compile(
    r"\b(?:this|that|it|they|these|those|(?:the|that|such|these|those|media"
    rf"|press) (?:[\w'’-]+ )?{GIVEN}s?"
    rf"|{GIVEN}s)(?: \w+)? (?:is|are|was|were) (?:\w+ly )*[\"“]?{_FALSE}",
    re.IGNORECASE,
)
# Asking is refused and access denied without a word about what is true.
_NOT_SAID = re.compile(
    r"\b(?:reject|dismiss|refus)\w* (?:[\w'’-]+ ){0,4}?(?:calls?|appeals?|bids?|offers?|requests?"
    r"|applications?|proposals?|idea of|petition|motion|demands?|permits?)\b"
    r"|\bden(?:y|ies|ied) (?:\w+ ){0,3}?(?:access|entry|permission|boarding|permits?"
    r"|licen[cs]es?)\b"
)


def contradicts(text: str) -> bool:
    """Return whether a sentence tells of two accounts by a word that speaks against one."""
    if _CONTRADICTS.search(masked(text)):
        return True
    return bool(_CALLED_WRONG.search(text) or _REPORTS_ARE_FALSE.search(text))


def speaks_against(text: str) -> bool:
    """Return whether a sentence tells that somebody denies, disputes or contradicts an account."""
    plain = masked(text)
    return AGAINST.search(_NOT_SAID.sub("", plain)) is not None
