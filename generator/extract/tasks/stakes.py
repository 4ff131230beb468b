"""Sentences on why a story matters: what depends on it, what it costs, how much of it there is."""

from __future__ import annotations

import re

from generator.extract.grammar.quotations import masked

_GOODS = (
    r"(?:jets?|aircraft|missiles?|radars?|weapons?|submarines?|turbines?|motors?|cars?|vehicles?"
    r"|magnets?|semiconductors?|chips?|lasers?|scanners?|drones?|batteries|phones?|smartphones"
    r"|robots?"
    r"|electronics|defen[cs]e|engines?|satellites?|lamps|catalysts?|reactors?|alloys?)"
)
_ABOUT = (
    r"(?:about |around |some |roughly |nearly |almost |over |more than |up to |at least |close to"
    r" |just over )?"
)
_MANY = (
    rf"(?:{_ABOUT}(?:[5-9]\d|100)(?:\.\d+)? ?(?:%|per ?cent)"
    r"|(?:roughly |about |over |more than |nearly |almost )?(?:half|two[ -]thirds|three[ -]quarters"
    r"|four[ -]fifths|nine[ -]tenths)|(?:almost|nearly|virtually|practically) all|all but \w+)"
)
_DEPENDENCE = re.compile(
    r"\b(?:vital|(?<!considers )(?<!consider )essential(?! (?:raw|mineral|good))|indispensable"
    r"|crucial"
    r"|critical (?:for|to) (?!the (?:deal|talks))"
    r"|dependen(?:t|ce|cy) on|dependence|depend(?:s|ed)? (?:\w+ly )?on (?=[A-Z]|imports|foreign"
    r"|a single|one )"
    r"|rel(?:y|ies|ied) (?:\w+ly )?on (?=[A-Z]|imports|foreign|a |one |these|them|it\b|supplies)"
    r"|relian(?:t|ce) on|dominat\w+|dominance|monopoly|near-monopoly|stranglehold"
    r"|lever (?:on|over)"
    r"|choke ?point|bottlenecks?|leverage|coercion|vulnerab\w+|backbone|weapon"
    r"|bargaining|at the mercy of"
    r"|only (?:\w+ ){0,2}?(?:supplier|producer|source|mine))\b"
    r"|\b[Nn]o (?:\w+ )?(?:substitutes?|replacement) (?:for|exists?)\b"
    r"|\b[Nn]o other (?:country|company|supplier|source|plant)\b|\bcannot be (?:built|made"
    r"|replaced)\b"
    rf"|(?:\b(?:is|are)(?: \w+)?|^[\w -]{{3,40}},) (?:used|needed|required|found) (?:\w+ )?(?:in"
    rf"|for) (?:[\w-]+,? (?:and )?){{0,6}}?{_GOODS}\b"
    rf"|\b(?:go|goes) into (?:[\w-]+,? (?:and )?){{0,4}}?{_GOODS}\b"
    rf"|\b(?:needs?|contains?|uses?|requires?) {_ABOUT}[\w.,]+ (?:kg|kilograms?|kilos?|grams|pounds"
    rf"|lb)\b"
    r"(?! (?:a|per) (?:month|year|day))"
)
_OF_WHAT = (
    r"(?:supply|supplies|output|production|imports?|magnets?|demand|consumption|processing"
    r"|refin(?:ed|ing)|separation|mining|mined|reserves|rare[ -]earths?|metals?|market|feedstock"
    r"|needs)"
)
_SCALE = re.compile(
    r"\b(?:[1-9]\d|100)(?:\.\d+)? ?(?:%|per ?cent) of (?:the )?(?:world['’]s|world|global)\b"
    r"(?! (?:turnover|revenue))"
    rf"|\b{_MANY} of (?:the )?(?:world['’]s|world|global)\b(?! (?:turnover|revenue))"
    rf"|\b{_MANY} of (?!its |their |his |production\b|output\b)"
    rf"(?:[\w'’.-]+ ){{0,5}}?{_OF_WHAT}\b"
    rf"|\b(?:buys?|imports?|imported|gets?|bought|sources|draws?|depends?|supplies) (?:[\w'’-]+ "
    rf"){{0,3}}?"
    rf"{_MANY} of (?:its|their) (?:[\w'’.-]+ ){{0,4}}?{_OF_WHAT}\b"
    r"|\bshare of (?:(?!revenue|sales)[\w'’.-]+ ){1,6}?at (?:\w+ ){0,2}?"
    r"(?:[5-9]\d|100)(?:\.\d+)? ?(?:%|per ?cent)"
    r"|\b(?:could|would|will|can|may) (?:eventually )?(?:meet|cover|supply) (?:\w+ ){0,3}?(?:a|one"
    r"|two)"
    r"[ -](?:third|quarter|fifth|half|tenth)s? of\b"
    r"|\b(?:first|only|largest|biggest) (?:[\w-]+ ){0,4}?(?:plants?|mines?|refiner(?:y|ies)"
    r"|deposits?"
    r"|producers?|sources?|suppliers?|facilit(?:y|ies)) (?:[\w-]+ ){0,4}?outside (?:of )?(?:China"
    r"|Asia)\b"
    r"|\b(?:the )?(?:West|United States|US|Europe|America|EU|bloc|country|continent)['’]s (?:only"
    r"|sole)\b"
)
_HARM = (
    r"(?:hit|hurt|squeeze|cost (?!\D{0,12}\d)|cost (?:the )?(?:[A-Z]\w+ )?(?:economy|industry"
    r"|manufacturers|carmakers|exporters|businesses)|disrupt|delay|cripple|idle"
    r"|(?:drive|push|force) up|(?:drive|push|force) (?:prices|costs) up|raise (?:costs|prices)"
    r"|shrink"
    r"|lose|collapse|derail|leak\w*|be leaking|harm"
    r"|damage|weaken|choke|starve|run (?:out|short)|upend|reshape|tighten suppl\w+|contaminat\w+"
    r"|poison"
    r"|ripple|paraly[sz]e|strand|ground|loosen|undermine)"
)
_WORKS = r"(?:plants?|factor(?:y|ies)|lines?|production|assembly|output)"
_CONSEQUENCE = re.compile(
    rf"\b(?:will|could|would|may|might|can|threatens? to|threatened to|risk(?:s|ed)?|likely to)"
    rf" (?:(?!not\b|never\b)\w+ ){{0,3}}?{_HARM}\b(?! \d)"
    r"|\b(?:could|may|might|can) (?:\w+ )?(?:stop|halt|shut)\b"
    r"|\bforc(?:ed|ing) (?:[\w’'-]+ ){0,3}?to (?:\w+ )?(?:stop|halt|close|shut|cut|suspend|idle"
    r"|ration|pause"
    r"|scramble)\b"
    rf"|\b(?:had|have) to (?:stop|halt|close|shut|suspend|idle) (?:\w+ ){{0,3}}?{_WORKS}\b"
    rf"|\b(?:shut|shutting|closed|closing|idled|idling|halted|stopped|suspended)\b (?:down )?"
    rf"(?:(?!our\b)\w+ ){{0,4}}?{_WORKS}\b"
    rf"|\b{_WORKS} (?:had |have |has |could |may |might |would )?(?:been )?(?:shut|closed|idled"
    r"|halt(?:ed)?|stop(?:ped)?)\b"
    r"|\bwarn\w* (?:of|that) [^.;]*\b(?:shutdowns?|stoppages?|closures?|delays?)\b"
    r"|\b(?:stocks|inventories|supplies) (?:will |would |could )?(?:last only|run out"
    r"|be exhausted)\b"
    r"|\b(?:leaves?|left|leaving) (?:[\w’'-]+ ){1,3}?(?:scrambling|exposed|stranded)\b"
    r"|\bthreat(?:ens|en|ened|ening) (?!to\b)(?:[\w’'-]+ ){0,3}?(?:suppl\w+|jobs|production"
    r"|industr\w+"
    r"|programmes?|access|plants?)\b"
    r"|\bto a (?:halt|standstill)\b|\b(?:matters?|important|significant) because\b|\bthe stakes\b"
    r"|\b(?:shortages?|(?<!power )disruptions?|escalation|at risk|at stake|threat would"
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
    r"|\b(?:benchmarks?|targets?) (?:of|for)\b"
    r"|\b(?:profit|earnings|shares?) (?:\w+ ){0,3}?(?:hit|hurt)\b"
)


def matters(text: str) -> bool:
    """Return whether a sentence tells consequence, scale or dependence."""
    plain = masked(text)
    told = text if plain.count("x") > 0.4 * len(text) else plain  # what is mostly quoted counts
    found = any(form.search(told) for form in (_DEPENDENCE, _SCALE, _CONSEQUENCE))
    return found and not _IMMATERIAL.search(plain)
