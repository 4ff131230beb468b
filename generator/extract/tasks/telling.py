"""The words for telling something and for what is told, as patterns for what is left untold."""

from __future__ import annotations

# Verbs that tell; negated they leave something untold, whatever follows.
TELL = (
    r"(?:say|said|disclosed?|named?|specif(?:y|ied)|identif(?:y|ied)|reveal(?:ed)?|explain(?:ed)?"
    r"|clarif(?:y|ied)|confirm(?:ed)?|quantif(?:y|ied)|itemised?|itemized?|detail(?:ed)?"
    r"|elaborated?|stated?|made? (?:public|clear)|spell(?:ed)? out|decided?|determined?|verif(?:y"
    r"|ied)"
    r"|finali[sz]ed?|settled?|establish(?:ed)?|estimated?|defined?|put an? (?:\w+ )?(?:value"
    r"|price tag|figure|number|date"
    r"|price) on"
    r"|indicated?(?= (?:whether|when|how|what|which|who|if|where)\b)|show(?= (?:whether|that|how"
    r"|what|which|if|an?)\b))"
)
# Verbs that hand over many things; only the handing over of information counts.
HAND = (
    r"(?:g[ia]ven?|provided?|offer(?:ed)?|release[d]?|publish(?:ed)?|quoted?|cited?|report(?:ed)?"
    r"|announced?|shared?|set|mention(?:ed)?)"
)
QUESTION = r"(?:what|who|whom|whose|how|when|whether|where|which|why|if)"
THINGS = (
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
ADVERB = r"(?:\w+ly |yet |still |been |also |ever |at first |so far |publicly )*"
DO = r"(?:did|do|does|has|have|had|could|would|will|wo)"  # "won't"
NOT = r"(?: not|n['’]t)"
BE = r"(?:is|was|are|were|be|been|it['’]s|that['’]s)"
REPORTS = r"(?:accounts|reports|sources|articles|statements|documents)"
NOBODY = r"(?:[Nn]obody|[Nn]o one|[Nn]one of \w+|[Ff]ew|[Nn]either \w+)"
SIDES = r"[Nn]either (?:of )?(?:\w+ ){1,4}?(?:has |have |had |would |will |could )?(?:yet )?"
MADE = (
    r"(?:given|published|disclosed|released|announced|reported|available|made public|provided"
    r"|made|taken|finali[sz]ed|found|set|named|offered|specified|identified|revealed)"
)
FEW_WORDS = r"(?:[\w'’.-]+ ){0,5}?"
