"""Sentences that say accounts differ, speak against one, or set two of them against each other."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.extract.grammar.quotations import masked
from generator.extract.grammar.verbs import Manner
from generator.extract.speech.frame import Frame
from generator.extract.speech.frames import frames

# --- Accounts are said to differ -----------------------------------------------------------------

_WHAT_DIFFERS = (
    r"(?:[Aa]ccounts?|[Rr]eports?|[Ee]stimates?|[Ff]igures?|[Dd]escriptions?|[Cc]ounts|[Vv]ersions"
    r"|[Ss]ummaries|[Ss]ources|[Ll]aw firms|[Mm]easurements|[Dd]ata|[Oo]utlets|[Aa]nalysts"
    r"|[Nn]umbers|sides|deadline|[Dd]ates?|[Oo]pinions?|[Vv]iews|[Ee]xperts|[Ee]conomists"
    r"|[Ff]orecasts|[Ee]xplanations|[Rr]eadouts?|[Ss]tatements|[Aa]ssessments)"
)
_GIVEN = (
    r"(?:number|figure|estimate|account|version|claim|calculation|finding|total|tally|share|count"
    r"|report|story|charge|accusation|allegation|assertion|suggestion|assessment|conclusion|reading"
    r"|criticism|explanation|characteri[sz]ation|description|statement|forecast|notion|idea|rumou?r"
    r"|interpretation|narrative|premise|toll)"
)
_OTHER = (
    r"(?:different|differing|conflicting|contradictory|competing|rival|another|opposite"
    r"|contrasting)"
)
DIFFER = re.compile(
    rf"\b{_WHAT_DIFFERS}\b[^.;:]*\b(?:differ(?:s|ed)?|disagree[ds]?|conflict(?:s|ed)?"
    r"|var(?:y|ies|ied)|diverged?s?|(?:do|does|did) not (?:agree|match|tally|add up)|far apart"
    r"|not uniform|contradict\w*|(?:is|are|were|remain) (?:\w+ly )?(?:divided|split|at odds))\b"
    r"|\b(?:reported|described|given|quoted|said|put|date|dated) (?:[\w ]+ )?"
    r"(?:in (?:two|several|conflicting|different|various) ways|differently|in different terms)\b"
    r"|\b(?:is|are|was|were|remains?) (?:a )?(?:matter|subject) of (?:argument|debate|dispute)\b"
    r"|\b(?:figures|data|statistics|records|numbers) (?:do|does|did)(?: not|n['’]t) (?:support"
    r"|match|confirm|bear out)\b|, however, (?:says?|said|writes?|wrote|puts?|gives?|gave)\b"
    r"|\b(?:is|was|are|were|be|been|remains?) (?:also )?(?:disputed|contested|in dispute)\b"
    rf"|\b(?:rival|competing|conflicting|contradictory) {_GIVEN}s?\b"
    rf"|\b(?:give|gave|giving|gives|offer\w*|tell|tells|told|paint\w*|present\w*) (?:an? |two |very"
    rf" |starkly |sharply |quite )*{_OTHER} (?:{_GIVEN}|stor(?:y|ies)|picture|numbers)s?\b"
    r"|\b(?:sees?|saw|views?|remembers?|tells?|puts?) (?:it|things|this|that|matters|the matter)"
    r" (?:\w+ )?differently\b|\bbeg(?:s|ged)? to differ\b|\bpart(?:s|ed)? (?:ways|company) on\b"
    r"|\b[Nn]ot (?:everyone|everybody|all) (?:[\w' ]{0,30}?)?(?:agrees?|agreed|believes?|believed"
    r"|accepts?|accepted|shares?)\b"
    r"|\b(?:[Bb]oth|two|versions|figures|numbers|statements)(?: \w+){0,2} cannot (?:both |all )?be"
    r" (?:right|true|correct)\b"
    r"|\b[Ee]stimates (?:\w+ ){0,6}?range\w* (?:from|between)\b|\b[Tt]here is no agreement (?:on"
    r"|about)\b"
    # The outlet, or another one, said otherwise before.
    r"|\b(?:[Aa]n|[Tt]he|[Ii]ts|[Tt]heir|[Aa]) (?:earlier|previous|initial|first) (?:version|draft"
    r"|report|account|estimate|dispatch|statement) (?:\w+ ){0,2}?(?:said|gave|put|spoke|named)\b"
    r"|\bhad (?:earlier|previously|initially|first) (?:put|given|reported|estimated) (?:the|it|that"
    r"|this|its)\b"
)

# --- Somebody speaks against an account ----------------------------------------------------------

PRONOUNS = frozenset(("it", "he", "she", "they", "we", "i"))

_THIS = (
    r"(?:the|that|this|those|these|his|her|its|their|any|such|[A-Z][\w-]+['’]s?|a|all|media|press)"
)
_TOLD = (
    rf"(?:{_THIS} (?:[\w'’-]+ ){{0,3}}?{_GIVEN}s?\b"
    r"|(?:it|this|that|them|these)\b(?=[.,;]|$| as | and | saying))"
)
# Whoever does this tells of two accounts by it.
_CONTRADICTS = re.compile(
    rf"\b(?:disput|contest|challeng|question|contradict)(?:e[sd]?|s|ed|ing) {_TOLD}"
    rf"|\b(?:reject|deni|dismiss)(?:e[sd]?|s|ed) (?:\w+ )?(?:reports?|suggestions) that\b"
    r"|\b(?:at odds|inconsistent|incompatible|hard to square|in conflict|does not square"
    r"|did not square"
    r"|(?:could|can)(?:not| not) be squared) with\b|\b[Cc]ontrary to (?:what|the|reports|earlier"
    r"|official)\b"
    rf"|, (?:an? |the )?{_GIVEN} (?:that )?(?:[\w'’-]+ ){{1,5}}?(?:disputes?|disputed|contests?"
    rf"|contested)\b"
    rf"|\b{_GIVEN}s? (?:\w+ ){{0,4}}?(?:was|were|is|are|has been|have been) (?:\w+ly "
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
# "The Chinese readout did not mention rare earths."
LEAVES_OUT = re.compile(
    r"\b(?:readout|statement|text|version|communiqu[eé]|summary|account|fact sheet|announcement"
    r"|release|report|notice)s?\b[^.;]{0,40}\b(?:(?:does|did|do)(?: not|n['’]t) (?:mention|refer to"
    r"|include|speak of)|ma(?:kes?|de) no (?:mention|reference)|(?:says?|said) nothing (?:about|of"
    r"|on)"
    r"|omit(?:s|ted)?|leaves? out|left out)\b"
)
# "Fastmarkets quoted terbium at $3,400, Argus at $3,650."
_GAPPED = re.compile(
    r"\b(?:put|puts|quoted|assessed|priced|gave|saw|counted) [^.;]{2,60}?\d[^;]{0,30}?, (?:and "
    r"|but |while )?"
    r"[A-Z][\w&'’. ]{1,40}? (?:at|about|only|saw|counted) [^,;]{0,12}\d"
)
_OPENING_CONTRAST = re.compile(r"(?:While|Whereas|Where)\b[^,;]*, ")
# Denials: they tell of two accounts only beside what is denied.
AGAINST = re.compile(
    rf"\b(?:reject|deni|deny|dismiss|disput|contest|challeng|question|contradict|refut|rebut)"
    rf"(?:e[sd]?|s|ed|ted|ting|ing|y)? (?:\w+ly |both )?{_TOLD}"
    r"|\b(?:reject|den[iy]|dismiss|disput|refut)(?:e[sd]?|s|ed|es|y|ies)? (?:that"
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
    rf"|, (?:an? |the )?{_GIVEN} (?:that )?(?:[\w'’-]+ ){{1,5}}?(?:disput|reject|den[iy]"
    rf"|contest)\w*\b"
    rf"|\b{_GIVEN}s? (?:\w+ ){{0,4}}?(?:was|were|is|are|has been|have been) (?:\w+ly "
    rf")?(?:challenged"
    r"|contradicted|denied|rejected|disputed|refuted|questioned) by\b"
    r"|\b(?:these|those|they|this|that|reports?|claims?) (?:are|is|were|was) (?:simply )?(?:not "
    r"true|untrue"
    r"|false|incorrect)\b"
)
# Such judgements are quoted as often as not.
_CALLED_WRONG = re.compile(
    rf"\b{_GIVEN}s? [^.;]{{0,30}}\b(?:an? (?:under|over)estimate|(?:under|over)stated"
    r"|exaggerated|inflated|too (?:high|low)|fabricated)\b"
    r"|[\"“][^\"“”]*\b(?:is (?:simply |just )?(?:not true|untrue|false|a lie|nonsense)"
    r"|pure (?:fiction|fantasy|invention))\b"
)
# Asking is refused and access denied without a word about what is true.
_NOT_SAID = re.compile(
    r"\b(?:reject|dismiss|refus)\w* (?:[\w'’-]+ ){0,4}?(?:calls?|appeals?|bids?|offers?|requests?"
    r"|applications?|proposals?|idea of|petition|motion|demands?|permits?)\b"
    r"|\bden(?:y|ies|ied) (?:\w+ ){0,3}?(?:access|entry|permission|boarding|permits?"
    r"|licen[cs]es?)\b"
)

# --- Two accounts in one sentence ----------------------------------------------------------------

_ONE_SIDE = re.compile(
    r"\b[Bb]y contrast\b|\b[Oo]n the other hand\b|, for (?:its|his|her|their) part,"
)
_CONTRAST = re.compile(r",? (?:while|whereas) |, (?:but|yet) (?:that )?|, by contrast,? ")
_WEAK_CONTRAST = re.compile(r"; |, (?:though|although|and) ")
# The second account judges what the first one said, or says that it is not so.
_NOT = re.compile(r"\b(?:no|not|never|none|nothing|without)\b|n['’]t\b")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozens?|hundreds|thousands|half"
    r"|third"
    r"|thirds|quarter|quarters|fifth|tenth)\b"
)
_NEARER = re.compile(
    r"\b(?:closer|nearer) to\b|\bmore like\b|\b(?:less|more|fewer) than (?:half|twice)\b"
)
_ABUNDANCE, _WANT = re.compile(r"\b(?:glut|surplus)\b"), re.compile(r"\b(?:shortage|deficit)\b")
_IT = re.compile(r"\w+ (?:it|them|this|that|these|those)\b")


@lru_cache(maxsize=512)  # each section asks for a sentence
def is_differing(text: str) -> bool:
    """Return whether a sentence says that accounts differ, or gives two that do."""
    plain = masked(text)
    if DIFFER.search(plain) or _CALLED_WRONG.search(text) or _CONTRADICTS.search(plain):
        return True
    if (_ONE_SIDE.search(plain) or LEAVES_OUT.search(plain)) and frames(text):
        return True
    opening = _OPENING_CONTRAST.match(plain)
    if _GAPPED.search(plain) or (opening and _are_opposed(text, opening, weak=False)):
        return True
    return any(_are_opposed(text, mark, weak=False) for mark in _CONTRAST.finditer(plain)) or any(
        _are_opposed(text, mark, weak=True) for mark in _WEAK_CONTRAST.finditer(plain)
    )


def speaks_against(text: str) -> bool:
    """Return whether a sentence tells that somebody denies, disputes or contradicts an account."""
    plain = masked(text)
    return AGAINST.search(_NOT_SAID.sub("", plain)) is not None


_OPENS = 30  # letters behind a contrast within which the other speaker is named


def _are_opposed(text: str, mark: re.Match[str], *, weak: bool) -> bool:
    """Tell whether two speakers are heard before and behind a contrast on one thing."""
    heard = [f for f in frames(text) if f.speaker and not f.negated]
    middle = mark.start() or mark.end()  # an opening "While" is a contrast up to its comma
    before = [f for f in heard if f.at < middle]
    behind = [f for f in heard if mark.end() <= f.at <= mark.end() + _OPENS and not f.after]
    if not before or not behind or behind[0].speaker in {f.speaker for f in before}:
        return False
    if behind[0].speaker.lower() in PRONOUNS:
        return False
    return not weak or _answers(text, before[-1], behind[0])


def _answers(text: str, first: Frame, second: Frame) -> bool:
    """Tell whether a second account answers the first one: with its figure, a no, a judgement."""
    said = text[second.said[0] : second.said[1]]
    figures = [_NUMBER.search(text[f.said[0] : f.said[1]]) for f in (first, second)]
    short = len(said.split()) < 5
    if all(figures) and (second.manner is not Manner.CLAUSE or short or _NEARER.search(said)):
        return True
    if _ABUNDANCE.search(text) and _WANT.search(text):
        return True
    if second.manner is Manner.JUDGEMENT and _IT.match(said):
        return True
    return _NOT.search(said) is not None and first.manner is second.manner is Manner.CLAUSE
