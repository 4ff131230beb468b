"""Sentences that say something is not known: not disclosed, not named, unclear, or left open.

A wrong line under "Not known" is worse than a missing one, so each pattern names the negated verb
or the open question itself.  That somebody gave no comment at all leaves no question open.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.extract.grammar.quotations import masked, quoted
from generator.extract.tasks.lacking import LACKING
from generator.extract.tasks.telling import (
    ADVERB,
    BE,
    DO,
    FEW_WORDS,
    HAND,
    MADE,
    NOBODY,
    NOT,
    QUESTION,
    REPORTS,
    SIDES,
    TELL,
    THINGS,
)

# --- Gaps ----------------------------------------------------------------------------------------

_UNTOLD = (
    # "did not say who", but not "did not say no", "was not named after"
    rf"\b{DO}{NOT} {ADVERB}(?!name [A-Z]|name after|sa(?:y|id) that |set (?:up|out)"
    rf"|detail(?:ed)? [A-Z]){TELL}\b"
    r"(?! (?:up|in|way|no|after|for|to|as)\b)"
    rf"|\b[Nn]or (?:{DO}) (?!not\b)(?:[\w'’-]+ ){{1,4}}?(?:been )?(?:{TELL}"
    rf"|{HAND} {FEW_WORDS}{THINGS})\b"
    rf"|\b{DO}{NOT} (?:want|wish|like|care) to (?:{TELL}|{HAND} {FEW_WORDS}{THINGS})\b"
    # "did not give a date", but not "did not give up"
    rf"|\b{DO}{NOT} {ADVERB}{HAND} {FEW_WORDS}(?:{THINGS}|{QUESTION})\b"
    rf"|\b{SIDES}(?:{TELL}|{HAND} {FEW_WORDS}{THINGS})\b"
    r"|\b[Nn]either\b.*\bnor\b.*\b(?:appears?|given|disclosed|published|named|known)\b"
    # "is not known", but not "is not known for"
    rf"|\b(?:{BE}{NOT}|(?:has|have|had){NOT} {ADVERB}been) {ADVERB}(?:known|clear|certain"
    r"|disclosed|named|specified|published|announced"
    r"|identified|revealed|confirmed|made (?:public|clear)|determined|decided|finali[sz]ed|stated"
    rf"|explained|quantified|verified|established|spelled out|public|told {QUESTION})\b"
    r"(?! (?:for|as|to be|by|after)\b)"
    rf"|\b{THINGS} {FEW_WORDS}(?:{BE}{NOT}|(?:has|have|had){NOT} {ADVERB}been) {ADVERB}"
    r"(?:given|provided|released|available|set"
    r"|agreed|shared)\b"
    rf"|\b(?:declined|refused) to {ADVERB}(?:say|name|identify|disclose|reveal|elaborate|specify"
    rf"|confirm|quantify|estimate|clarify|put a (?:figure|number|date)|(?:{HAND}|discuss|detail"
    rf"|describe) {FEW_WORDS}(?:{THINGS}|{QUESTION})|comment on {QUESTION})\b"
    rf"|\bdid{NOT} {ADVERB}(?:respond to|reply to|answer) (?:\w+ )?questions? (?:about|on|of) "
    r"|\b(?:gave|gives?|given|names?|named|identified|identifies|provided?s?|offer(?:s|ed)?"
    r"|published?|disclosed?|quotes?|shared|made public"
    rf"|carried|cites?) (?:no|little|few) {ADVERB}(?:[\w-]+ ){{0,3}}?{THINGS}\b"
    rf"|\b[Nn]o (?:\w+ ){{0,4}}?{THINGS} (?:\w+ ){{0,5}}?(?:was|were|has been|had been"
    rf"|have been|is|are) {ADVERB}(?:\w+ )?{MADE}\b"
    rf"|\b[Tt]here (?:is|was|are|were|has been) (?:still |as yet )?no (?:\w+ ){{0,2}}?{THINGS}"
    r" (?:on|of|for|about|from|that|as to)\b"
    rf"|\b(?:says?|said|makes?|made) (?:nothing (?:about|on|of)|no mention of (?:\w+ ){{0,2}}?"
    rf"{THINGS})\b"
    r"|\bwithout (?:saying|naming(?! [A-Z])|specifying|disclosing|identifying|elaborating"
    rf"|explaining|(?:giving|publishing|quoting|providing|citing) {FEW_WORDS}{THINGS})\b"
    rf"|\b[Nn]one of (?:the|these|those) (?:\w+ )?{REPORTS}\b"
    r"|\b[Nn]one of (?:the|these|those) (?:[\w'’-]+ ){1,3}?(?:explains?|explained|says?|said"
    rf"|gives?|gave|names?|named|estimate[sd]?) (?:{QUESTION}|{FEW_WORDS}{THINGS})\b"
    r"|\b(?:has|have|had) never (?:been )?(?:said|published|disclosed|released|made (?:public"
    r"|clear)|named"
    r"|explained|revealed|verified|confirmed|quantified|commented on)\b"
    rf"|\b{NOBODY} (?:\w+ ){{0,3}}?(?:has|have|had) (?:yet |ever )?(?:said|explained|disclosed"
    r"|published)\b"
    rf"|\bneither (?:confirm\w*|den\w+) nor (?:confirm\w*|den\w+|rul\w+)\b"
    rf"|\b[Nn]o (?:immediate )?word (?:yet |so far )?(?:on|about|of|from)\b"
    rf"|\b{THINGS} (?:still |yet )?not (?:yet )?(?:set|given|disclosed|known|named|fixed)\b"
    r"|\b(?:silent|vague|tight-lipped|coy|mum|cagey) (?:on|about|over|as to)\b"
    r"|\b(?:would not|refused to|declined to) be drawn\b"
    r"|\b[Nn]othing (?:more )?(?:was|is|has been|had been) (?:said|disclosed|known|published"
    r"|revealed)\b"
    r"|\bke(?:ep|pt|eping|eps) (?:[\w'’-]+ ){1,6}?to (?:itself|themselves|himself|herself)\b"
    r"|\b(?:being |been |was |were |is |are )withheld\b|\b(?:murky|opaque|shrouded in (?:secrecy"
    r"|mystery)"
    r"|under seal|blacked out|redacted)\b"
)
_UNCLEAR = (
    rf"\b(?:{BE}|remains?|remained|left|leaves|leaving) (?:it )?(?:still |also |far from "
    rf"|as yet )*"
    r"(?:unclear|uncertain|unknown|undecided|undisclosed|unresolved|unspecified|unanswered"
    r"|unsettled"
    r"|unexplained|unconfirmed|unverified|doubtful|in doubt|an open question|a mystery|guesswork"
    r"|open (?:on )?(?:whether|how|what|which|who|when)|open (?:the |\w+ )?questions?)\b"
    rf"|\b[Uu]nclear (?:{QUESTION})\b|(?:^|: )[Uu]nclear\b|\b[Ss]till open\b|\bfar from clear\b"
    r"|\bany(?:one|body)['’]s guess\b|\b(?:the|an) open question\b"
    r"|\b(?:a|the) (?:(?:big|main|open|key|only|unanswered) )?question (?:now |that remains )?is"
    r" (?:whether|how|who|when|what|if)\b|\bquestions remain (?:about|over|on|as to|regarding"
    r"|concerning|around)\b"
    r"|\b(?:a|is|remains?|kept|held) (?:(?:state|closely guarded|trade|commercial|well-kept) )?"
    r"(?:secret|mystery|confidential|classified|under wraps)\b(?! (?:police|agent|service|deal"
    r"|meeting"
    r"|talks|document|memo|report|paper|information|tender|stockpile))"
    r"|\b[Dd]etails (?:of [\w ]{1,40}?)?(?:remain|are|were|remained) (?:still )?(?:scarce|sparse"
    r"|scant"
    r"|thin|sketchy|few|vague|murky|secret|unclear|being|to be|lacking|limited)\b"
    r"|\b[Ff]ew (?:\w+ )?details\b|\b[Ll]ittle (?:detail|is known|was known|has been (?:said"
    r"|disclosed"
    r"|made public|published))\b"
    r"|\bremains? to be (?:seen|determined|decided|clarified|settled|worked out|agreed)\b"
    r"|\b(?:has|have) yet to emerge\b|\btoo (?:early|soon) to (?:say|tell|know)\b"
    r"|\b[Ii]ndependent (?:confirmation|verification)\b[^.;]*\b(?:lacking|missing|impossible"
    r"|absent)\b"
)
_UNKNOWABLE = (
    r"\b(?:could not|couldn['’]t) be (?:\w+ly )*(?:verified|confirmed|established|determined"
    r"|learn(?:ed|t)|ascertained|checked)\b"
    r"|\b(?:was|were|is|are|been) unable to (?:\w+ly )*(?:verify|confirm|establish|determine|say"
    r"|learn"
    r"|ascertain|find out|identify)\b"
    r"|\bcould(?: not|n['’]t) (?:yet )?(?:\w+ly )*(?:verify|confirm|establish|determine"
    r"|ascertain)\b"
    r"|\b(?:has|have|had) (?:still )?yet to (?:be )?(?:say|said|disclosed?|named?|determined?"
    r"|chosen"
    r"|choose|announced?|decided?|confirm(?:ed)?|specif(?:y|ied)|publish(?:ed)?|release|reveal"
    r"|explain|set|agree(?:d)? (?:on|to)|identif(?:y|ied)|provide|respond to questions)\b"
    rf"|\b(?:has|have|had|is){NOT} {ADVERB}(?:set|fixed|chosen|picked) (?:an? |the )?(?:\w+ )?"
    r"(?:date|deadline|price|site|level|timetable|target|location|buyer|partner)\b"
    rf"|\b{NOBODY} (?:\w+ ){{0,6}}?(?:knows?|(?:was|were|is|are) able to say|c(?:an|ould) say)\b"
    r"|\b(?:impossible|hard|difficult) to (?:say|tell|establish|verify|know|gauge)\b(?! no\b)"
    r"|\b(?:has|have|had) no (?:\w+ )?(?:timetable|timeline|idea|answer|estimate|date)s?\b"
    rf"|\b(?:do|does|did){NOT} (?:yet |still )?know (?:yet )?{QUESTION}\b"
    r"|\b[Ww]hether\b.*\bI (?:honestly |simply |really )?(?:don['’]t|do not) know\b"
    rf"|\b(?:can|could)(?:not| not|n['’]t|['’]t) (?:yet )?(?:tell|say) (?:\w+ )?{QUESTION}\b"
)
_GAP = re.compile(f"{_UNTOLD}|{_UNCLEAR}|{_UNKNOWABLE}|{LACKING}")
# What somebody admits in a quotation: that nobody knows, not that they themselves keep quiet.
_ADMITTED = re.compile(
    rf"\b(?:[Nn]obody|[Nn]o one) (?:\w+ ){{0,2}}?knows\b|\b[Ww]e (?:just |simply |still )?(?:do not"
    rf"|don['’]t) (?:yet |really )?know (?:yet )?{QUESTION}\b|\bremains? (?:unclear|to be seen)\b"
    rf"|\b(?:[Ii]t is|[Ii]t['’]s) (?:still )?(?:unclear|not clear) {QUESTION}\b"
    r"|\btoo (?:early|soon) to (?:say|tell)\b"
    rf"|\b(?:I|[Ww]e) can(?:not|['’]t) (?:tell you|say) (?:{QUESTION}|the)\b"
    r"|\b[Nn]o (?:final )?decision has (?:yet )?been (?:made|taken)\b"
)
# A person left unnamed is how a source is given, no gap in what is known.
_UNNAMED_SOURCE = re.compile(
    r",? (?:who|which) (?:was|were|is|are|asked) not (?:to be )?named,?"
    r"|\b(?:condition of anonymity|(?:be )?(?:named|identified|quoted)) (?:because|as"
    r"|since)\b[^,;]*"
)
_NOT_OPEN = re.compile(r"\b[Ii]f\b[^,]*\bnot\b[^,]*, |\?$")


@lru_cache(maxsize=512)  # each section asks for a sentence
def is_not_known(text: str) -> bool:
    """Return whether a sentence says that something is not known."""
    plain = _UNNAMED_SOURCE.sub("", masked(text))
    plain = plain[:1].lower() + plain[1:]
    if _NOT_OPEN.search(plain):
        return False
    if any(_ADMITTED.search(words) for words in quoted(text)):
        return True
    return _GAP.search(plain) is not None
