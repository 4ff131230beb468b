"""Sentences that say accounts differ, or set two of them against each other."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.extract.grammar.quotations import masked
from generator.extract.grammar.verbs import Manner
from generator.extract.speech.frame import Frame
from generator.extract.speech.frames import frames
from generator.extract.tasks.denials import GIVEN, contradicts

# --- Accounts are said to differ -----------------------------------------------------------------

_WHAT_DIFFERS = (
    r"(?:[Aa]ccounts?|[Rr]eports?|[Ee]stimates?|[Ff]igures?|[Dd]escriptions?|[Cc]ounts|[Vv]ersions"
    r"|[Ss]ummaries|[Ss]ources|[Ll]aw firms|[Mm]easurements|[Dd]ata|[Oo]utlets|[Aa]nalysts"
    r"|[Nn]umbers|sides|deadline|[Dd]ates?|[Oo]pinions?|[Vv]iews|[Ee]xperts|[Ee]conomists"
    r"|[Ff]orecasts|[Ee]xplanations|[Rr]eadouts?|[Ss]tatements|[Aa]ssessments)"
)
_OTHER = (
    r"(?:different|differing|conflicting|contradictory|competing|rival|another|opposite"
    r"|contrasting)"
)
DIFFER = re.compile(
    rf"\b{_WHAT_DIFFERS}\b[^.;:]*\b(?:differ(?:s|ed)?|disagree[ds]?|conflict(?:s|ed)?"
    r"|var(?:y|ies|ied)|diverged?s?|(?:do|does|did) not (?:agree|match|tally|add up|square)"
    r"|far apart"
    r"|not uniform|contradict\w*|(?:is|are|were|remain) (?:\w+ly )?(?:divided|split|at odds))\b"
    r"|\b(?:reported|described|given|quoted|said|put|date|dated) (?:[\w ]+ )?"
    r"(?:in (?:two|several|conflicting|different|various) ways|differently|in different terms)\b"
    r"|\b(?:is|are|was|were|remains?) (?:a )?(?:matter|subject) of (?:argument|debate|dispute)\b"
    r"|\b(?:figures|data|statistics|records|numbers) (?:do|does|did)(?: not|n['’]t) (?:support"
    r"|match|confirm|bear out)\b|, however, (?:says?|said|writes?|wrote|puts?|gives?|gave)\b"
    r"|\b(?:is|was|are|were|be|been|remains?) (?:also )?(?:disputed|contested|in dispute)\b"
    rf"|\b(?:rival|competing|conflicting|contradictory) {GIVEN}s?\b"
    rf"|\b(?:give|gave|giving|gives|offer\w*|tell|tells|told|paint\w*|present\w*) (?:an? |two |very"
    rf" |starkly |sharply |quite )*{_OTHER} (?:{GIVEN}|stor(?:y|ies)|picture|numbers)s?\b"
    r"|\b(?:sees?|saw|views?|remembers?|tells?|puts?) (?:it|things|this|that|matters|the matter)"
    r" (?:\w+ )?differently\b|\bbeg(?:s|ged)? to differ\b|\bpart(?:s|ed)? (?:ways|company) on\b"
    r"|\b[Nn]ot (?:everyone|everybody|all) (?:[\w' ]{0,30}?)?(?:agrees?|agreed|believes?|believed"
    r"|accepts?|accepted|shares?)\b"
    r"|\b(?:[Bb]oth|two|versions|figures|numbers|statements)(?: \w+){0,2} cannot (?:both |all )?be"
    r" (?:right|true|correct)\b"
    r"|\b(?:different|differing|divergent|diverging|clashing|contrasting) (?:accounts|versions"
    r"|stories"
    r"|narratives|readings|interpretations|explanations|figures|estimates|readouts)\b"
    r"|\bdifferen(?:t|ces) (?:in|over|on|about) (?:how|what|who) (?:each|the two|both)\b"
    r"|\b[Ee]ach (?:side |country |party )?(?:accus|blam)\w+ the other\b|\btrad(?:ed?|ing)"
    r" (?:accusations|blame)\b|\b(?:says?|said|tells?|told|suggests?|suggested|shows?"
    r"|thinks?) (?:\w+ ){0,3}?otherwise\b"
    r"|\b(?:cannot|could not|can't|hard to) (?:be )?reconciled?\b"
    r"|\b(?:disagreement|dispute|argument) (?:over|about|on|as to) (?:who|what|how|whether|which"
    r"|when)\b"
    r"|\b[Bb]oth (?:sides|companies|parties|governments|firms|groups|armies) (?:claim"
    r"|say (?:that )?they (?:own|hold|control))\b"
    r"|\b[Ss]ome (?:reports|accounts|outlets|estimates|sources|media|analysts|experts"
    r"|witnesses)\b[^.]{0,160}[,;] (?:but |while |and )?others?\b"
    r"|\b(?:[Ii]nitial reports|initially (?:said|reported|put|gave|spoke))\b[^.]{0,160}\b(?:later"
    r"|then"
    r"|before)\b"
    r"|\b(?:[Ee]stimates|[Rr]eports|[Aa]ccounts|[Tt]olls?) (?:\w+ ){0,6}?range\w* (?:from|between"
    r"|widely)\b"
    r"|\b[Tt]here is no agreement (?:on"
    r"|about)\b"
    # "Other sources count the shares differently", "the order depends on the compiler".
    rf"|\b{_WHAT_DIFFERS} (?:\w+ )?(?:count|rank|measure|calculate|estimate|date|explain|read"
    r"|interpret|tell|describe|report)(?:s|d|ed)? (?:[\w'’-]+ ){1,7}?(?:differently|in different"
    r" (?:ways|terms))"
    r"|\b(?:depends?|varies|differs) (?:\w+ )?(?:on|with|by) (?:the|who) (?:compilers?|sources?"
    r"|outlets?|counts?|is counting)[.,;]"
    r"|\b(?:rates?|figures?|numbers?|counts?|totals?|estimates?|shares?|accounts?|versions?)\b"
    r"(?:[^.;:]|\.(?=\d)){0,30} (?:sits? (?:awkwardly|uneasily|oddly|badly)|(?:is|are)"
    r" (?:hard to square|at odds)) with\b"
    # The outlet, or another one, said otherwise before.
    r"|\b(?:[Aa]n|[Tt]he|[Ii]ts|[Tt]heir|[Aa]) (?:earlier|previous|initial|first) (?:version|draft"
    r"|report|account|estimate|dispatch|statement) (?:\w+ ){0,2}?(?:said|gave|put|spoke|named)\b"
    r"|\bhad (?:earlier|previously|initially|first) (?:put|given|reported|estimated) (?:the|it|that"
    r"|this|its)\b"
)

# --- Two accounts in one sentence ----------------------------------------------------------------

PRONOUNS = frozenset(("it", "he", "she", "they", "we", "i"))

# "The Chinese readout did not mention rare earths."
LEAVES_OUT = re.compile(
    r"\b(?:readout|statement|text|version|communiqu[eé]|summary|account|fact sheet|announcement"
    r"|release|report|notice)s?\b[^.;]{0,40}\b(?:(?:does|did|do)(?: not|n['’]t) (?:mention|refer to"
    r"|include|speak of)|ma(?:kes?|de) no (?:mention|reference)|(?:says?|said) nothing (?:about|of"
    r"|on)"
    r"|omit(?:s|ted)?|leaves? out|left out)\b|^It ma(?:kes|de) no (?:mention|reference)\b"
)
# "China's statement about the call did not mention them": the other side spoke of nothing else.
_ACCOUNT_OF = re.compile(
    r"\b(?:readout|statement|account|version|summary|communiqu[eé]) (?:about|on|of|after) (?:the"
    r"|their|its)"
    r" (?:\w+ )?(?:call|talks|meeting|summit|conversation|deal|agreement|visit)\b"
)
# "Fastmarkets quoted terbium at $3,400, Argus at $3,650."
_GAPPED = re.compile(
    r"\b(?:put|puts|quoted|assessed|priced|gave|saw|counted) [^.;]{2,60}?\d[^;]{0,30}?, (?:and "
    r"|but |while )?"
    r"[A-Z][\w&'’. ]{1,40}? (?:at|about|only|saw|counted) [^,;]{0,12}\d"
)
_UNLIKE = re.compile(r"Unlike [^,]{1,120}, ")
_OPENING_CONTRAST = re.compile(r"(?:While|Whereas|Where)\b[^,;]*, ")
_OPENING_DOUBT = re.compile(
    r"Despite (?:[\w'’]+ ){1,4}?(?:assurances?|claims?|denials?|insistence|statements?|pledges?"
    r"|promises?)\b[^,]{0,120}, "
)
# Evidence against what somebody says: "…, even as tests show arsenic".
_EVIDENCE = re.compile(
    r",? (?:even (?:as|though)|though|although|but|yet|while|whereas) (?:[\w'’-]+ ){0,3}?(?:data"
    r"|figures|records"
    r"|tests?|images|imagery|pictures|photos|photographs|videos?|samples|documents|filings"
    r"|statistics"
    r"|studies) (?:[\w'’-]+ ){0,4}?(?:shows?|showed|suggests?|suggested|indicated?s?|point"
    r"|reveal\w*|put|finds?|found)\b"
)

_ONE_SIDE = re.compile(
    r"\b(?:[Bb]y|[Ii]n) contrast\b|\b[Oo]n the other hand\b|, for (?:its|his|her|their) part,"
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
    if DIFFER.search(plain) or contradicts(text):
        return True
    if _tells_one_side(text, plain):
        return True
    opening = _OPENING_CONTRAST.match(plain)
    if _GAPPED.search(plain) or (opening and _are_opposed(text, opening, weak=False)):
        return True
    return any(_are_opposed(text, mark, weak=False) for mark in _CONTRAST.finditer(plain)) or any(
        _are_opposed(text, mark, weak=True) for mark in _WEAK_CONTRAST.finditer(plain)
    )


def _tells_one_side(text: str, plain: str) -> bool:
    """Tell whether an account, or evidence, is set against one that is only pointed at."""
    if _ACCOUNT_OF.search(plain) and LEAVES_OUT.search(plain):
        return True
    heard = frames(text)
    unlike, evidence = _UNLIKE.match(plain), _EVIDENCE.search(plain)
    if unlike and any(not f.after and f.at <= unlike.end() + _OPENS for f in heard):
        return True
    if evidence and any(f.at < evidence.start() and f.speaker for f in heard):
        return True
    return bool(heard) and any(
        form.search(plain) for form in (_ONE_SIDE, LEAVES_OUT, _OPENING_DOUBT)
    )


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
