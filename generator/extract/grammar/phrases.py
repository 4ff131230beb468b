"""Small pieces of grammar that the search for speakers needs: times, adverbs, noun phrases.

There is no parser here.  A speaker stands between a boundary (start of the clause, comma,
conjunction) and a verb of saying, so it is enough to know the boundaries, to strip what is no part
of a name, and to refuse stretches that hold a verb of their own.
"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PERIOD = r"(?:day|week|month|year|quarter|decade|time|morning|evening|afternoon|night|weekend)s?"
TIME = (
    r"(?:"
    rf"(?:on |in |by |since |until |during |of )?(?:late |early |mid-?|the end of )*(?:in |on )?"
    rf"(?:last |this |next )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}"
    rf"(?: \d{{1,2}}(?:st|nd|rd|th)?)?(?:,? (?:19|20)\d\d)?,?"
    rf"|(?:on |late on |early on |since |by )?(?:last |this |next )?{_DAY}(?: (?:morning"
    rf"|evening|night))?"
    rf"|(?:on|in|at|by|since|during|until|around)? ?(?:the |that |this |last |next |the same "
    rf"|the next "
    rf"|the following |the previous |an earlier |a later )+{_PERIOD}"
    r"|(?:in|by|since|during|until|as of) (?:late |early |mid-?)?(?:the )?(?:19|20)\d\ds?"
    r"|(?:in )?(?:late|early|mid)-? ?(?:19|20)\d\d"
    r"|(?:two|three|four|five|six|ten|\d+|a|an|several|some|a few) "
    r"(?:days?|weeks?|months?|years?|hours?) (?:later|earlier|ago|before)"
    r"|at (?:the|that) time|at the time of writing|at first|later that (?:day|week|month|year)"
    r"|yesterday|today|earlier|later|again|recently|too|also|then|afterwards|meanwhile"
    r")"
)
# Where and by what something is said: "in a statement", "at the ministry's weekly briefing".
MEDIUM = (
    r"(?:in|at|on|during|through|via|from|to) (?:an?|the|its|his|her|their|that|this|another) "
    r"(?:[\w'’-]+ ){0,4}?(?:statements?|commentary|interview|briefing|conference|call|report"
    r"|note|post|tweet|forum|event|webinar|podcast|debate|session|testimony|ceremony|launch"
    r"|speech|letter|email|e-mail|press|filing|article|announcement|release|study|paper|hearing"
    r"|social media|website|meeting|summit|update|media|newspaper|reporters|document|notice|blog)"
)
# "Said nearly all magnets", "said earlier quotas had covered": words of what is said.
_OF_WHAT_IS_SAID = (
    r"(?:only|nearly|roughly|mostly|mainly|largely|chiefly|partly|virtually|practically|effectively"
    r"|approximately|hardly|barely|scarcely|fully|wholly|entirely|exactly|precisely|merely|solely"
    r"|purely|exclusively|possibly|probably|likely|early|newly|highly|fairly|relatively|slightly"
    r"|hourly|daily|weekly|monthly|quarterly|yearly|supply|family|assembly)\b"
)
_EARLIER_THINGS = (
    r"(?:earlier|later) (?!that\b|this\b|the\b|an?\b|it\b|its\b|they\b|their\b|he\b|she\b"
    r"|his\b|her\b|we\b|there\b|in\b|on\b|at\b|to\b|by\b|than\b|last\b)[a-z]"
)
# What may stand between a verb of saying and what is said.
CIRCUMSTANCE = re.compile(
    rf"\s*(?:(?!{_EARLIER_THINGS})(?:{TIME}"
    rf"|{MEDIUM}"
    rf"(?: (?:of|on|dated|with|to|in|for|by) (?:{TIME}|(?:the )?[\w'-]+(?: [A-Z][\w.'-]*)*))?"
    r"|(?:at|in) (?:parliament|court|Congress)|in (?:part|turn|return|public|response|addition"
    r"|writing|parliament)"
    rf"|by (?:phone|telephone|email|e-mail|text message)|(?!{_OF_WHAT_IS_SAID})[a-z]{{3,}}ly"
    r"|to reporters|here|on (?:X|Twitter|Weibo|WeChat|Truth Social|social media)"
    r")(?=[\s,.;:]|$),?\s*)*",
)
_ADVERB = (
    r"(?:(?<!days )(?<!weeks )(?<!months )(?<!years )(?<!hours )(?<!day )(?<!week )"
    r"(?<!month )(?<!year )(?<!hour )(?:later|earlier)|also|jointly|initially|then"
    r"|still|already|once|again|repeatedly|recently|previously"
    r"|publicly|reportedly|only|nevertheless|nonetheless|further|explicitly|simply|separately"
    r"|therefore|thus|now|since|even|itself|himself|herself|themselves|additionally|privately"
    r"|formally|officially|openly|first|twice|meanwhile|however|consistently|long|merely|strongly"
    r"|sharply|firmly|flatly|swiftly|promptly|immediately|alone|too|subsequently"
    r"|(?<!, )(?:both|all|each))"  # ", both said": then it is who speaks
)
_AUXILIARY = r"(?:has|have|had|would|will|did|does|do|could|may|might|can|should|must)"
_NEGATION = r"(?:not|never|neither|cannot|\w+n't)"
BEFORE_VERB = re.compile(
    rf"(?:\s*\b(?:{_ADVERB}|{_AUXILIARY}|{_NEGATION}|declined to|refused to|went on to"
    rf"|continues? to|continued to|sought to|wishe[sd] to|would like to|is|was|were|are)\b)+\s*$"
)
_TIME_BEFORE_VERB = re.compile(rf"(?:,\s+{TIME},|\s{TIME})\s*$")
_ASIDE = re.compile(
    r"(?<=[\w)]),\s+(?:in|at|on|after|during|for|with|by|however|meanwhile|too|though|asked|speaking"
    r"|writing|responding|reacting|when|as|like|unlike|along|together|among|according)\b[^,;:]*,\s*$"
)
NEGATED = re.compile(rf"(?:\b{_NEGATION}\b|\b(?:declined|refused) to)\s*(?:{_ADVERB}\s*)?$")
PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being|get|gets|got)\s+(?:{_ADVERB}\s+|{_NEGATION}\s+"
    rf"|\w+ly\s+)*$"
)

_LEADING = re.compile(
    rf"^(?:(?:and|but|while|whereas|although|though|yet|so|or|nor|when|as|meanwhile|however|"
    rf"nevertheless|separately|instead|moreover|furthermore|still|indeed|perhaps|then|also|because"
    rf"|after|before|since|if|where|in turn|in response|in addition|for (?:its|his|her|their) part"
    rf"|(?:in|at|on) (?:an?|the|its|his|her|their) (?-i:[a-z][\w ]{{0,40}}?)"
    rf"(?= (?:the )?(?-i:[A-Z]))"
    r"|in (?-i:(?:[A-Z][\w.]*(?: [A-Z][\w.]*)*['’]s) [\w ]{0,20}?(?:report|account|story|version"
    r"|interview|article|filing|statement))(?= (?-i:[A-Z]))"
    rf"|{TIME})\b,?\s+)+",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"(?<=:)\s+|\b(?:said|says|noted|reported|told|that(?! (?:day|week|month|year|time)\b)"
    r"|which|who|whose|whom|where|while|whereas|when|because|although|though|since|before"
    r"|after|as|if|unless|until|and|but|or|so|than|what)\s+"
)
_FINITE = re.compile(
    r"(?<![-\w])(?:said|says?|told|tells|wrote|describes?|called|calls|is|are|was|were|am|be|been|being|has"
    r"|have|had|will|would|can"
    r"|could|may|might|must"
    r"|should|shall|does|do|did|rose|fell|came|took|went|got|grew|cut|shut|hit|led|made|became"
    r"|began"
    r"|broke|brought|bought|sold|kept|left|lost|met|paid|ran|saw|sent|set|stood|won|held|found"
    r"|makes?|takes?|comes?|goes|gets?|gives?|holds?|needs?|remains?|runs?|stands?|wants?|means?"
    r"|(?<!\b[Aa] )(?<!\b[Aa]n )(?<!\b[Tt]he )[a-z]{3,}ed(?! (?:by|in|on|at|from|to|as|with"
    r"|with|for|officials?|exporters?|sources?|people"
    r"|firms?|companies|reports?|analysts?|experts?|outlets?|company|firm|official|economists?)))\b"
)


def without_aside(text: str) -> str:
    """Return ``text`` without what stands between a speaker and the verb: ", asked about it,"."""
    match = _ASIDE.search(text)
    return text[: match.start()] if match and " by " not in match[0] else text


def strip_before_verb(text: str) -> tuple[str, str]:
    """Return ``text`` without the auxiliaries, adverbs and times that precede a verb, and those."""
    end = len(text)
    while True:
        match = BEFORE_VERB.search(text[:end]) or _TIME_BEFORE_VERB.search(text[:end])
        if match is None or match.start() == end:
            return text[:end], text[end:]
        end = match.start()


def before_verb(text: str) -> tuple[str, str]:
    """Return what stands before a verb without auxiliaries, times and asides, and the first two.

    "The bank, in a note on Wednesday, had" is the bank, and "had".
    """
    auxiliaries = BEFORE_VERB.search(text)
    end = auxiliaries.start() if auxiliaries else len(text)
    core = without_aside(text[:end])
    if len(core) == end:
        return strip_before_verb(text)
    return strip_before_verb(core)[0], text[end:]


def strip_leading(text: str) -> str:
    """Return ``text`` without conjunctions and times at its start."""
    match = _LEADING.match(text)
    return text[match.end() :] if match else text


def holds_verb(text: str) -> bool:
    """Return whether a stretch of text has a finite verb, so that it is no mere name."""
    return _FINITE.search(text) is not None


def last_phrase(text: str) -> str:
    """Return the noun phrase at the end of ``text``; empty if there is none.

    The shortest stretch after a boundary word is taken, then widened over "and" as long as no
    finite verb comes in, so that "the ministry and the customs administration" stays whole.
    """
    cuts = [0, *(match.end() for match in _BOUNDARY.finditer(text))]
    best = ""
    for cut in reversed(cuts):
        phrase = strip_leading(text[cut:]).strip()
        if not phrase:
            continue
        if holds_verb(phrase):
            break
        best = phrase
        joined = re.search(r"\b(and|or)\s+$", text[:cut])
        if joined is None:
            break
    return best
