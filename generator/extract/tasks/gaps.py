"""Sentences that say something is not known: not disclosed, not named, unclear, or left open.

A wrong line under "Not known" is worse than a missing one, so each pattern names the negated verb
or the open question itself.  That somebody gave no comment at all leaves no question open.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.extract.grammar.quotations import masked, quoted

# --- What tells something, and what is told ------------------------------------------------------

# Verbs that tell; negated they leave something untold, whatever follows.
_TELL = (
    r"(?:say|said|disclosed?|named?|specif(?:y|ied)|identif(?:y|ied)|reveal(?:ed)?|explain(?:ed)?"
    r"|clarif(?:y|ied)|confirm(?:ed)?|quantif(?:y|ied)|itemised?|itemized?|detail(?:ed)?"
    r"|elaborated?|stated?|made? (?:public|clear)|spell(?:ed)? out|decided?|determined?|verif(?:y"
    r"|ied)"
    r"|finali[sz]ed?|settled?|establish(?:ed)?|estimated?|defined?|put an? (?:figure|number|date"
    r"|price) on"
    r"|indicated?(?= (?:whether|when|how|what|which|who|if|where)\b)|show(?= (?:whether|that|how"
    r"|what|which|if|an?)\b))"
)
# Verbs that hand over many things; only the handing over of information counts.
_HAND = (
    r"(?:g[ia]ven?|provided?|offer(?:ed)?|release[d]?|publish(?:ed)?|quoted?|cited?|report(?:ed)?"
    r"|announced?|shared?|set|mention(?:ed)?)"
)
_QUESTION = r"(?:what|who|whom|whose|how|when|whether|where|which|why|if)"
_THINGS = (
    r"(?:figures?|details?|specifics|dates?|tonnages?|numbers?|information|prices?|timetables?"
    r"|timelines?|timeframes?|breakdowns?|decisions?|explanations?|texts?|volumes?|names?|evidence"
    r"|data|terms|values?|amounts?|quantit(?:y|ies)|budgets?|estimates?|capacity|costs?|schedules?"
    r"|more|indications?|targets?|reasons?|criteria|formula|deadlines?|limits?|quotas?|thresholds?"
    r"|suspects?|recipients?|buyers?|suppliers?|locations?|lists?|reports?|results|findings|copy"
    r"|map|annex|minutes|documents?|method(?:ology)?|sources?|identit(?:y|ies)|causes?|statistics"
    r"|country|countries|compan(?:y|ies)|firms?|projects?|word|confirmation|penalt(?:y|ies)"
    r"|outcomes?|totals?|sizes?|fines?|shares?|scale|fate|whereabouts|toll|sums?|fees?|clarity"
    r"|guidance|rationale|motives?|duration|origins?|contents?|timing|percentages?|rates?|stakes?"
    r"|particulars|mention|time frames?|ownership)"
)
_ADVERB = r"(?:\w+ly |yet |still |been |also |ever |at first |so far |publicly )*"
_DO = r"(?:did|do|does|has|have|had|could|would|will|wo)"  # "won't"
_NOT = r"(?: not|n['’]t)"
_BE = r"(?:is|was|are|were|be|been|it['’]s|that['’]s)"
_REPORTS = r"(?:accounts|reports|sources|articles|statements|documents)"
_NOBODY = r"(?:[Nn]obody|[Nn]o one|[Nn]one of \w+|[Ff]ew|[Nn]either \w+)"
_SIDES = r"[Nn]either (?:of )?(?:\w+ ){1,4}?(?:has |have |had |would |will |could )?(?:yet )?"
_MADE = (
    r"(?:given|published|disclosed|released|announced|reported|available|made public|provided"
    r"|made|taken|finali[sz]ed|found|set|named|offered|specified|identified|revealed)"
)
_FEW_WORDS = r"(?:[\w'’.-]+ ){0,5}?"

# --- Gaps ----------------------------------------------------------------------------------------

_UNTOLD = (
    # "did not say who", but not "did not say no", "was not named after"
    rf"\b{_DO}{_NOT} {_ADVERB}(?!name [A-Z]|name after|sa(?:y|id) that |set (?:up|out)"
    rf"|detail(?:ed)? [A-Z]){_TELL}\b"
    r"(?! (?:up|in|way|no|after|for|to|as)\b)"
    rf"|\b[Nn]or (?:{_DO}) (?!not\b)(?:[\w'’-]+ ){{1,4}}?(?:been )?(?:{_TELL}"
    rf"|{_HAND} {_FEW_WORDS}{_THINGS})\b"
    rf"|\b{_DO}{_NOT} (?:want|wish|like|care) to (?:{_TELL}|{_HAND} {_FEW_WORDS}{_THINGS})\b"
    # "did not give a date", but not "did not give up"
    rf"|\b{_DO}{_NOT} {_ADVERB}{_HAND} {_FEW_WORDS}(?:{_THINGS}|{_QUESTION})\b"
    rf"|\b{_SIDES}(?:{_TELL}|{_HAND} {_FEW_WORDS}{_THINGS})\b"
    r"|\b[Nn]either\b.*\bnor\b.*\b(?:appears?|given|disclosed|published|named|known)\b"
    # "is not known", but not "is not known for"
    rf"|\b(?:{_BE}{_NOT}|(?:has|have|had){_NOT} {_ADVERB}been) {_ADVERB}(?:known|clear|certain"
    r"|disclosed|named|specified|published|announced"
    r"|identified|revealed|confirmed|made (?:public|clear)|determined|decided|finali[sz]ed|stated"
    rf"|explained|quantified|verified|established|spelled out|public|told {_QUESTION})\b"
    r"(?! (?:for|as|to be|by|after)\b)"
    rf"|\b{_THINGS} {_FEW_WORDS}(?:{_BE}{_NOT}|(?:has|have|had){_NOT} {_ADVERB}been) {_ADVERB}"
    r"(?:given|provided|released|available|set"
    r"|agreed|shared)\b"
    rf"|\b(?:declined|refused) to {_ADVERB}(?:say|name|identify|disclose|reveal|elaborate|specify"
    rf"|confirm|quantify|estimate|clarify|put a (?:figure|number|date)|(?:{_HAND}|discuss|detail"
    rf"|describe) {_FEW_WORDS}(?:{_THINGS}|{_QUESTION})|comment on {_QUESTION})\b"
    rf"|\bdid{_NOT} {_ADVERB}(?:respond to|reply to|answer) (?:\w+ )?questions? (?:about|on|of) "
    r"|\b(?:gave|gives?|given|names?|named|identified|identifies|provided?s?|offer(?:s|ed)?"
    r"|published?|disclosed?|quotes?|shared|made public"
    rf"|carried|cites?) (?:no|little|few) {_ADVERB}(?:[\w-]+ ){{0,3}}?{_THINGS}\b"
    rf"|\b[Nn]o (?:\w+ ){{0,4}}?{_THINGS} (?:\w+ ){{0,5}}?(?:was|were|has been|had been"
    rf"|have been|is|are) {_ADVERB}(?:\w+ )?{_MADE}\b"
    rf"|\b[Tt]here (?:is|was|are|were|has been) (?:still |as yet )?no (?:\w+ ){{0,2}}?{_THINGS}"
    r" (?:on|of|for|about|from|that|as to)\b"
    rf"|\b(?:says?|said|makes?|made) (?:nothing (?:about|on|of)|no mention of (?:\w+ ){{0,2}}?"
    rf"{_THINGS})\b"
    r"|\bwithout (?:saying|naming(?! [A-Z])|specifying|disclosing|identifying|elaborating"
    rf"|explaining|(?:giving|publishing|quoting|providing|citing) {_FEW_WORDS}{_THINGS})\b"
    rf"|\b[Nn]one of (?:the|these|those) (?:\w+ )?{_REPORTS}\b"
    r"|\b(?:has|have|had) never (?:been )?(?:said|published|disclosed|released|made (?:public"
    r"|clear)|named"
    r"|explained|revealed|verified|confirmed|quantified|commented on)\b"
    rf"|\b{_NOBODY} (?:\w+ ){{0,3}}?(?:has|have|had) (?:yet |ever )?(?:said|explained|disclosed"
    r"|published)\b"
    rf"|\bneither (?:confirm\w*|den\w+) nor (?:confirm\w*|den\w+|rul\w+)\b"
    rf"|\b[Nn]o (?:immediate )?word (?:yet |so far )?(?:on|about|of|from)\b"
    rf"|\b{_THINGS} (?:still |yet )?not (?:yet )?(?:set|given|disclosed|known|named|fixed)\b"
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
    rf"\b(?:{_BE}|remains?|remained|left|leaves|leaving) (?:it )?(?:still |also |far from "
    rf"|as yet )*"
    r"(?:unclear|uncertain|unknown|undecided|undisclosed|unresolved|unspecified|unanswered"
    r"|unsettled"
    r"|unexplained|unconfirmed|unverified|doubtful|in doubt|an open question|a mystery|guesswork"
    r"|open (?:on )?(?:whether|how|what|which|who|when)|open the question)\b"
    rf"|\b[Uu]nclear (?:{_QUESTION})\b|(?:^|: )[Uu]nclear\b|\b[Ss]till open\b|\bfar from clear\b"
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
    rf"|\b(?:has|have|had|is){_NOT} {_ADVERB}(?:set|fixed|chosen|picked) (?:an? |the )?(?:\w+ )?"
    r"(?:date|deadline|price|site|level|timetable|target|location|buyer|partner)\b"
    rf"|\b{_NOBODY} (?:\w+ ){{0,6}}?(?:knows?|(?:was|were|is|are) able to say|c(?:an|ould) say)\b"
    r"|\b(?:impossible|hard|difficult) to (?:say|tell|establish|verify|know|gauge)\b(?! no\b)"
    r"|\b(?:has|have|had) no (?:\w+ )?(?:timetable|timeline|idea|answer|estimate|date)s?\b"
    rf"|\b(?:do|does|did){_NOT} (?:yet |still )?know (?:yet )?{_QUESTION}\b"
    r"|\b[Ww]hether\b.*\bI (?:honestly |simply |really )?(?:don['’]t|do not) know\b"
    rf"|\b(?:can|could)(?:not| not|n['’]t|['’]t) (?:yet )?(?:tell|say) (?:\w+ )?{_QUESTION}\b"
)
_YET = r"(?:is|are|was|were|has|have|had|['’]s|['’]ve|remains?)(?: still| also)? yet to (?:be )?"
_LACKING = (
    # "an undisclosed sum", "an unnamed buyer"; not "an unnamed official", who is a source
    r"\b(?:undisclosed|unspecified|unstated|unknown) (?:\w+ )?(?:sums?|amounts?|prices?|fees?"
    r"|numbers?|quantit(?:y|ies)|volumes?|values?|figures?|stakes?|tonnages?|terms|dates?|shares?"
    r"|locations?|places?|sites?|recipients?|periods?|length|level|reasons?|destinations?|costs?"
    r"|percentages?|conditions)\b"
    r"|\b(?<!the )(?:undisclosed|unspecified|unnamed|unidentified) (?:[\w-]+ ){0,2}?(?:buyers?"
    r"|customers?"
    r"|clients?|partners?|investors?|suppliers?|compan(?:y|ies)|firms?|carmakers?|automakers?"
    r"|manufacturers?|bidders?|purchasers?|countr(?:y|ies)|third part(?:y|ies)|nations?|lenders?"
    r"|funds?|entit(?:y|ies)|part(?:y|ies))\b(?! (?:officials?|executives?|sources?|managers?))"
    # "sets no deadline", not "contains no price floor"; "stopped publishing its quotas"
    r"|\b(?:sets?|contain(?:s|ed)?|includ(?:es|ed)|carr(?:ies|ied)|mentions?|mentioned|lists?"
    r"|listed"
    r"|released?|offers?|specif(?:ies|ied)) (?:no|little|few|scant"
    r"|only scant) (?:\w+ly )?(?:[\w-]+ )"
    r"{0,2}?(?:details?|information|figures?|timetables?|timelines?|dates?|deadlines?|names|numbers"
    r"|breakdowns?|explanations?|mention|specifics|data|amounts?|sums?|values?|terms|time limit)"
    r"(?=[.,;:)]| (?:of|for|on|about|by|as|to|in|or|and|beyond|when)\b|$)(?! (?:on|for) what\b)"
    r"|\b(?:no longer (?:publish|release|disclose|report)(?:e?s|ed)?|(?:stopped|ceased|halted)"
    r" (?:publishing|releasing|disclosing|reporting))\b"
    rf"|\b[Nn]o (?:\w+ ){{0,2}}?{_THINGS} (?:exists?|emerged?|has emerged|have emerged)\b"
    rf"|\b(?:[Mm]issing|[Aa]bsent|[Ll]acking) (?:[\w'’,-]+ ){{0,6}}?(?:is|was|are|were) (?:any "
    r"|all |the "
    rf"|an? )?(?:\w+ )?(?:mention|detail|{_THINGS})\b"
    r"|\b(?:[Ss]cant|[Ss]carce|[Ll]ittle|[Mm]inimal|[Ss]parse) details?\b"
    # "less clear", "no clarity on when", "uncertainty over how"
    r"|\b[Ll]ess clear (?:is|was|are|were)\b|\b(?:is|are|was|were|remains?) (?:much "
    r"|far )?less clear\b"
    r"|\bfar from (?:certain|settled|decided)\b|\b(?:open to question|debatable|in flux)\b"
    rf"|\b(?:no|little|not much|lack of|without|some|much|great|more|is|was) (?:clarity|certainty"
    rf"|uncertainty|confusion|ambiguity|doubt) (?:yet )?(?:on|over|about|as to|around|regarding)"
    rf" (?:exactly |precisely )?(?:{_QUESTION})\b"
    r"|\b(?:unsure|uncertain|not sure|not certain|undecided) (?:about |of |as to "
    rf"|on )?{_QUESTION}\b"
    # "the price is still under negotiation", "terms have yet to be finalised"
    rf"|\b(?:{_THINGS}|issues?|rules|structure|conditions) (?:[\w'’.-]+ ){{0,6}}?(?:is|are|was|were"
    r"|remains?) "
    r"(?:still |currently )?(?:under (?:negotiation|discussion|investigation)"
    r"|being (?:\w+ly )?(?:discussed"
    r"|negotiated|worked out|hammered out|thrashed out|finali[sz]ed|determined|settled"
    r"|investigated))\b"
    rf"|\b{_YET}(?:(?!finali|settle|decide|establish){_TELL}|notif(?:y|ied)|fix(?:ed)?|known|clear"
    r"|published"
    rf"|announced|{_HAND} {_FEW_WORDS}{_THINGS})\b"
    rf"|\b{_THINGS} {_FEW_WORDS}{_YET}(?:finali[sz]ed|settled|agreed|decided|established"
    r"|worked out)\b"
    r"|\bcan(?:not|['’]t) (?:yet )?be (?:disclosed|revealed|named|made public|published|released)\b"
    r"|\bnot (?:been |yet )?(?:able|possible|in a position) to (?:\w+ly )*(?:say|confirm|verify"
    r"|establish|determine|give|tell|disclose|ascertain)\b"
    r"|\btoo (?:early|soon) to (?:give|judge|assess|estimate|predict|draw|put)\b"
)
_GAP = re.compile(f"{_UNTOLD}|{_UNCLEAR}|{_UNKNOWABLE}|{_LACKING}")
# What somebody admits in a quotation: that nobody knows, not that they themselves keep quiet.
_ADMITTED = re.compile(
    rf"\b(?:[Nn]obody|[Nn]o one) (?:\w+ ){{0,2}}?knows\b|\b[Ww]e (?:just |simply |still )?(?:do not"
    rf"|don['’]t) (?:yet |really )?know (?:yet )?{_QUESTION}\b|\bremains? (?:unclear|to be seen)\b"
    rf"|\b(?:[Ii]t is|[Ii]t['’]s) (?:still )?(?:unclear|not clear) {_QUESTION}\b"
    r"|\btoo (?:early|soon) to (?:say|tell)\b"
    rf"|\b(?:I|[Ww]e) can(?:not|['’]t) (?:tell you|say) (?:{_QUESTION}|the)\b"
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
