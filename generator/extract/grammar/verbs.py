"""The verbs by which a text says that somebody says something, sorted by what may follow them.

The list is closed on purpose: a verb that is not here makes no claim, so an action ("MOFCOM
banned exports") is never taken for a statement.
"""

from __future__ import annotations

import re
from enum import Enum


class Manner(Enum):
    """How a verb carries what is said."""

    CLAUSE = "clause"  # "said that prices rose": what is said can stand without the verb
    JUDGEMENT = "judgement"  # "called it a grab": what is said needs its verb
    RELAY = "relay"  # "gave 62%": only somebody who publishes says things by this verb
    DENIAL = "denial"  # "denied any ban": without the verb the sense turns round


# Past tense, third person and bare form of each verb.  A form that is also a noun or an adjective
# is marked with "~" and is a verb only where the words around it leave no doubt.
_CLAUSE = """
said says say; told tells tell; reported reports~ report~; noted notes~ note~; wrote writes write;
added adds add; announced announces announce; warned warns warn; argued argues argue;
claimed claims~ claim~; suggested suggests suggest; stated states~ state~; stressed stresses~ -;
explained explains explain; acknowledged acknowledges acknowledge; admitted admits admit;
confirmed confirms confirm; insisted insists insist; maintained maintains maintain;
concluded concludes conclude; estimated estimates~ estimate~; calculated calculates calculate;
believed believes believe; expected expects expect; predicted predicts predict;
forecast forecasts~ forecast~; projected projects~ -; reiterated reiterates reiterate;
emphasised emphasises emphasise; emphasized emphasizes emphasize; declared declares declare;
disclosed discloses disclose; revealed reveals reveal; alleged alleges allege;
asserted asserts assert; contended contends contend; cautioned cautions caution;
observed observes observe; recalled recalls recall; replied replies~ -; responded responds respond;
remarked remarks~ -; commented comments~ -; indicated indicates indicate; hinted hints~ -;
complained complains complain; conceded concedes concede; testified testifies testify;
underlined underlines underline; highlighted highlights highlight; feared fears~ fear~;
reckoned reckons reckon; vowed vows~ -; pledged pledges~ -; promised promises~ -;
thought thinks think; repeated repeats repeat; clarified clarifies clarify;
tweeted tweets~ -; signalled signals~ -; signaled - -; proclaimed proclaims proclaim;
found finds -; ruled rules~ -; showed shows show; written - -; asked asks -;
held holds hold; submitted submits submit; averred avers -; quipped - -;
boasted boasts~ boast; joked jokes~ -; laughed laughs~ -;
sighed sighs~ -; shrugged shrugs~ -; grumbled grumbles -; mused muses -; reads~ - -; feels - -;
disagreed disagrees -; retorted retorts -;
snapped - -;
protested protests~ -; countered counters~ counter~; informed informs -;
alerted alerts~ -; affirmed affirms affirm; assured assures assure; continued continues -;
elaborated elaborates -; opined opines opine; speculated speculates speculate;
surmised surmises surmise; ventured - -; reasoned reasons~ -; implied implies imply;
anticipated anticipates anticipate; envisaged envisages envisage; envisioned envisions envision;
foresaw foresees foresee; stipulated stipulates stipulate; advised advises advise;
recommended recommends recommend; proposed proposes propose; concurred concurs -;
agrees agree -; echoed echoes~ -; enthused enthuses -; suspected suspects~ suspect~;
hoped hopes~ hope~; underscored underscores underscore; attested attests attest; posited posits -;
shared shares~ -; remembered remembers -; reflected reflects -; offered offers~ -; chuckled - -;
exclaimed exclaims -; shouted shouts~ -; pleaded pleads -; summed sums~ -; marvelled marvels~ -;
theorised - -; theorized - -; recounted recounts recount; summarised - -; summarized - -;
reaffirmed reaffirms reaffirm; mentioned mentions~ mention~; specified specifies specify;
guaranteed guarantees~ -; learned - -; learnt - -; understands understood understand;
doubted doubts~ doubt~; assumed assumes assume; confided confides confide; swore swears -;
confessed confesses -; judged judges~ -; presumed presumes presume; intimated intimates -;
postulated postulates -; hypothesised hypothesises -; insinuated insinuates -;
interjected interjects -; worried - -;
reporting - -; saying - -; telling - -; warning - -; claiming - -; arguing - -; predicting - -;
"""
_JUDGEMENT = """
called calls~ call~; described describes describe; labelled labels~ -; labeled - -;
termed terms~ -; dubbed dubs dub; branded brands~ -; characterised characterises characterise;
characterized characterizes characterize; condemned condemns condemn; criticised criticises -;
criticized criticizes -; praised praises praise; blamed blames blame; accused accuses accuse;
urged urges urge; demanded demands~ demand~; threatened threatens threaten; read - -;
attributed attributes~ -; likened likens liken; hailed hails hail; welcomed welcomes welcome~;
regretted regrets~ -; spoke speaks speak; spoken - -; talked talks~ talk~; pointed points~ point~;
questioned questions~ -; opposed opposes oppose; deemed deems deem; decried decries decry;
denounced denounces denounce; touted touts tout; lambasted lambasts lambast;
rebuked rebukes~ rebuke~; berated berates berate;
castigated castigates -; lauded lauds laud; commended commends commend; extolled extols -;
chided chides chide; reproached reproaches~ -; disparaged disparages -;
lamented laments~ -; ascribed ascribes ascribe;
defended defends defend; presented presents~ -; framed frames~ -; portrayed portrays portray;
viewed views~ view~; referred refers refer; linked links~ link~; compared compares compare;
tied - -; considered considers consider; regarded regards~ -; faulted - -; slammed slams -;
applauded applauds applaud; worries~ worry~ -; mocked mocks mock; ridiculed ridicules ridicule;
derided derides deride; scorned scorns~ -; deplored deplores deplore; bemoaned bemoans -;
appealed appeals~ -; advocated advocates~ -; challenged challenges~ -; disavowed - -;
"""
_RELAY = """
gave gives give; given - -; put puts put; counted counts~ count~; valued values~ -;
pegged pegs~ peg~; dated dates~ date~; traced traces~ -; credited credits~ credit~;
listed lists~ list~; assessed assesses assess; quoted quotes~ quote~; cited cites cite;
identified identifies -; used uses~ use~; named names~ name~; placed - -; ranked ranks~ -;
recorded records~ -; saw sees~ see~; cut cuts~ -; raised raises~ -; lowered lowers~ -;
trimmed trims~ -; sets~ - -; lays~ - -; spells~ - -; lifted lifts~ -; revised revises~ -;
"""
_DENIAL = """
denied denies deny; rejected rejects reject; dismissed dismisses dismiss; disputed disputes~ -;
refuted refutes refute; rebutted rebuts rebut; contradicted contradicts contradict;
"""


def _forms(table: str, manner: Manner) -> dict[str, tuple[Manner, bool]]:
    words = table.replace(";", " ").split()
    found: dict[str, tuple[Manner, bool]] = {}
    for word in words:  # "forecast" is past and bare: the first, unmarked one counts
        if word != "-":
            found.setdefault(word.rstrip("~"), (manner, word.endswith("~")))
    return found


FORMS: dict[str, tuple[Manner, bool]] = {
    **_forms(_RELAY, Manner.RELAY),
    **_forms(_JUDGEMENT, Manner.JUDGEMENT),
    **_forms(_DENIAL, Manner.DENIAL),
    **_forms(_CLAUSE, Manner.CLAUSE),
}
VERB = re.compile(r"\b(?:" + "|".join(sorted(FORMS, key=len, reverse=True)) + r")\b")

# Said by itself these need no "that" to open a clause: "said prices rose".
PLAIN = frozenset(("said", "says", "say", "told", "tells", "tell", "thinks", "think", "thought"))
TELLING = frozenset(("told", "tells", "tell", "telling", "informed", "informs"))
SHOWING = frozenset(("show", "shows", "showed", "suggest", "suggests", "indicate", "indicates"))
# Verbs only after "is" or "are": "AFP is reporting".
PROGRESSIVE = frozenset(
    ("telling", "reporting", "saying", "warning", "claiming", "arguing", "predicting")
)
PARTICIPLES = frozenset(("given", "written", "spoken"))  # verbs only after "has" or "had"

# What must follow some verbs, or they tell of an act: "added 16 firms to the list", "used a law".
_A_CLAUSE = r"\s*(?:that\b|:|,?\s*[\"“])"
# "suggested the money would be better spent": a clause that needs no "that".
_A_FINITE = (
    r"|\s+(?!(?:to|on|in|at|for|by|with|from|of)\b)[^,;:]{2,60}? "
    r"(?:would|could|should|will|might|may|was|were|is|are|had|has|have)\b"
)
# "announced the licence had been extended", not "announced a ban that would bite".
_AN_EVENT = (
    r"|\s+(?!(?:to|on|in|at|for|by|with|from|of)\b)"
    r"(?:(?! (?:that|which|who|it|they|he|she|and|to|what|how|as) )[^,;:]){2,70}?"
    r" (?:would|will|had|has|have|was|were|is|are)\b"
    r"|\s*(?:it|they|he|she) (?:will|would|has|had|have|is|was|were|are|plans?|expects?|intends?)\b"
)
_A_NUMBER = (
    r"[^;]*?(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|half|third|quarter|most"
    r"|figures?|sum|numbers?|estimates?)\b)|\s*[\"“]"
)
_NEEDS = {
    _A_CLAUSE + _A_FINITE: "suggested suggests concluded concludes conclude asserted asserts feels"
    " maintains maintained stated states boasted boasts",
    r"\s*that\b": "showed shows show",
    r"\s*(?::|,?\s*[\"“])": "disagreed disagrees retorted retorts snapped",
    r"\s+(?:that|about)\b" + _A_FINITE: "worries worry",
    r"\s*[\"“]": "joked laughed laughs jokes sighed sighs shrugged shrugs grumbled grumbles mused",
    _A_CLAUSE + _AN_EVENT: "announced announces announce declared declares declare disclosed "
    "discloses disclose revealed reveals reveal ruled rules",
    _A_CLAUSE
    + r"|\s+(?:the|an?) (?:\w+ )?(?:need|importance|urgency|significance|role|value)\b": ""
    "underscored underscores underscore",
    r"(?:\s+(?!that\b)[\w'’-]+){1,4}?\s+that\b|\s*(?::|,?\s*[\"“])|$": "echoed",
    r"\s*(?::|,?\s*[\"“])|$": "continued continues elaborated elaborates enthused enthuses"
    " shared shares remembered remembers reflected reflects offered offers chuckled exclaimed"
    " exclaims shouted shouts pleaded pleads summed sums marvelled marvels",
    _A_CLAUSE
    + r"|\s+to [^,;]{2,50}? (?:that|they|it|he|she|is|are|was|were|will|would)\b"
    + _A_FINITE: "indicated",
    r"(?:\s+(?!that\b)[\w'’-]+){0,4}?\s+that\b|\s*[\"“]": "assured assures assure alerted alerts "
    "advised advises advise reasoned reasons echoes",
    r"\s*(?:that\b|[\"“])|\s+(?:to|for|it|its|the|they|their|he|she|his|her|[A-Z])\b": "hoped"
    " hopes hope",
    r"\s+(?:to|for)\b": "appealed appeals",
    r"\s+(?:the|that|those|this|any|its|[A-Z][\w'’]+) (?:[\w-]+ ){0,3}?(?:claims?|findings?|view"
    r"|figures?|estimates?|account|ruling|assertions?|allegations?|notion|idea|suggestion"
    r"|report)\b": "challenged challenges",
    _A_CLAUSE: "affirmed affirms affirm reaffirmed reaffirms reaffirm mentioned mentions mention "
    "specified specifies specify guaranteed guarantees learned learnt understands understood "
    "understand doubted doubts doubt assumed assumes assume confided confides confide swore swears "
    "confessed confesses judged judges presumed presumes presume intimated intimates postulated "
    "postulates hypothesised hypothesises insinuated insinuates interjected interjects worried "
    "implied implies imply proposed proposes propose "
    "agrees agree ventured "
    "concurred concurs suspected suspects suspect counters countered counter attested attests "
    "attest added adds add observed observes observe indicates indicate repeated "
    "repeats repeat responded responds respond state clarified clarifies clarify "
    "tweeted proclaimed proclaims recalled recalls "
    "held holds hold submitted submits submit protested reporting",
    r"\s*(?:,\s*)?[\"“]|$": "asked asks",
    r"\s*that\b|\s*:|[^,;]*?(?:\d|\b(?:half|thirds?|quarters?|most)\b)"
    r"|\s+(?!(?:an?|the|its?|them|him|her|out|in|at|on)\b)(?:(?! (?:that|which|who) )[^,;:]){2,60}?"
    r" (?:remains?|is|are|was|were|has|have|had|would|could|will)\b": "found finds",
    r"[^;]*? (?:to be|as|that)\b|\s*[\"“]": "considered considers consider regarded regards",
    r"[^;]*?\b(?:as|little|limited|no|\d|upside|downside|risks?|room|potential|deficit|surplus"
    r"|prices)": "saw sees see",
    r"\s+(?:its|their|his|her|the) (?:[\w-]+ ){0,6}?(?:forecasts?|estimates?|outlooks?|guidance"
    r"|projections?|price targets?)\b": "cut cuts raised raises lowered lowers trimmed trims "
    "lifted lifts revised revises",
    _A_NUMBER: "gave gives give given counted counts count used uses use valued pegged ranked "
    "recorded records assessed assesses",
    r"(?!\s*(?:the |a |an |its )?(?:[\w-]+ )?(?:representatives|delegat\w+|guests?|visitors?"
    r"|participants|diplomats|officials|ministers?|president|leaders"
    r"|Mr)\b)": "welcomed welcomes welcome",
    r"[^;,]*? (?:at|nearer|near|around|between|closer to|above|below) (?:\w+ ){0,3}?"
    r"(?:[\d$€£\"“]|A\$|C\$|US\$|half|third|a (?:third|quarter)|(?:one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)\b)"
    r"|\s+[\w' ]+ in the (?:19|20)\d\ds": "put puts placed",
    r"\s+(?:only )?(?:of|about)\b": "spoke speaks speak spoken talked talks talk",
    r"\s+out\b": "lays spells",
    r"\s+(?:to|out)\b": "pointed points point referred refers refer",
    r"[^;,]*? as\b": "read",
    r"[^;]*? as\b": "presented presents framed frames portrayed portrays viewed views",
    r"[^;]*? of\b": "accused accuses accuse",
    r"(?!\s+(?:off|on|in|up|upon)\b|\s*(?:an?|its|early|fresh|new|snap) (?:[\w-]+ ){0,3}?"
    r"(?:conference|meeting|vote|elections?|strike|referendum|halt|poll|session|summit"
    r"|witness(?:es)?)\b)": "called calls call",
    r"(?!\s+to\b)[^;]*? to\b": "tied linked links link compared compares compare",
    r"\s+(?:\S+ )*?(?:to|that)\b|\s+\w+ing\b|\s+(?:[\"“]|\d)": "vowed pledged promised vows pledges"
    " promises",
    # Courts reject appeals; only words can be denied.
    r"(?!.*\brequests? for (?:an? )?(?:interview|comment))"
    r"\s+(?:\S+ ){0,6}?(?:claims?|reports?|suggestions?|accusations?|allegations?|criticisms?"
    r"|ideas?"
    r"|notions?|requests?|calls?|demands?|charges?|talk|fears|concerns|assertions?|rumou?rs?|that"
    r"|as|complaints?|speculation)\b|\s+(?:it|them|this)\b": ""
    "rejected rejects reject dismissed dismisses dismiss",
    r"(?!\s+(?:\w+ )?(?:access|entry|permission|boarding))": "denied denies deny",
}
NEEDS = {form: re.compile(rule) for rule, forms in _NEEDS.items() for form in forms.split()}
