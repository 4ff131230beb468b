"""Finite verbs without a parser: the words that make a stretch of text a clause.

A form in -ed or -s counts only where its neighbours leave it no other reading, so "licensed
exporters" and "exports" are things.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SURE_WORDS = """
is are was were has have had will would can could may might must shall should does did cannot
said told wrote rose fell came took went got grew made became began broke brought bought sold kept
left lost met paid ran saw sent stood won held found gave knew thought meant drew spoke swung sank
shrank flew threw hid fled dug led fed sat chose froze wore tore swore shook woke drove overtook
withdrew slid sought struck stuck sprang taught caught fought bore beat bit wound rang
withdrew undertook foresaw overcame underwent showed
says puts gives takes makes holds goes gets comes runs needs wants means remains stands shows keeps
owns sells buys brings allows requires contains includes covers lets says applies expires begins
ends becomes belongs lies sits consists depends dates falls follows produces provides pays plans
expects aims hopes intends seeks accounts amounts totals equals exceeds bans bars names gives adds
calls says warns argues believes thinks estimates notes describes reports suggests indicates
supplies imports exports ships hosts operates employs leaves helps turns works reads differs
disagrees agrees counts attributes stays serves joins fetches
opens closes grants meets rises drops grows leads builds moves faces relies rests enters marks
controls dominates wishes refuses declines rejects denies threatens promises launches announces
signs spends earns lends invests mines refines processes recycles powers feeds reaches hits traces
places puts ranks values
"""
# Third persons that are plurals of nouns as well: verbs only where a noun phrase follows.
_TWOFOLD_WORDS = """
needs wants means shows ends falls plans aims hopes accounts totals bans bars names calls
estimates notes reports supplies imports exports ships hosts leaves turns works counts traces
places ranks values dates pays runs stands lies covers records
rises drops leads moves faces rests marks controls grants opens promises signs mines processes
powers feeds hits
forms plays carries drives raises cuts lifts boosts targets bears binds backs funds finances issues
results supports refers rules sets uses views votes costs handles processes produces orders offers
"""
_TWOFOLD = frozenset(_TWOFOLD_WORDS.split())
# Bare forms: verbs after a plural or a second name, before what they govern.
_BARE_WORDS = """
say speak agree warn give name cover disagree differ date put show need want make take expect plan
hold import export produce account remain go come use record require allow include contain apply
begin end run stand fall rise keep pay buy sell own supply mean aim hope intend
work live die fear meet vote resume
"""
_BARE = frozenset(_BARE_WORDS.split())
_SURE = frozenset(_SURE_WORDS.split()) - _TWOFOLD
# Pasts that are bare forms, nouns or participles as well: verbs after a noun, not after "to".
_EITHER_WORDS = """
put set cut hit let shut cost spread read rebound forecast
"""
_EITHER = frozenset(_EITHER_WORDS.split())
_WORD = re.compile(r"[A-Za-zÀ-ž][\w’'-]*")
_OBJECT = re.compile(
    r"\s(?:the|an?|its|their|his|her|our|any|all|no|some|more|most|only|that|to|it|them|him|up|down"
    r"|off|out|from|for|by|at|in|on|about|around|nearly|over|as|with|until|between|both|each|[$€£]?\d\S*"
    r"|[A-Z]\S*|no|one|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_NO_NOUN_BEFORE = re.compile(
    r"(?:^|\b(?:to|the|an?|of|in|on|at|by|for|from|with|its|their|his|her|this|that|these|those|as"
    r"|and|or|than|per|into|under|new|newly|recently|previously|be|been|being)|[,;:(])\s*$",
    re.IGNORECASE,
)
_SUBJECT_BEFORE = re.compile(
    r"\b(?:who|which|that|and|but|also|then|it|they|he|she|we|later|earlier)\s$"
)
_MANY_BEFORE = re.compile(r"(?:[a-z]{2,}s|people|,|\band (?:[A-Z][\w.’'-]*\s?)+)\s?$")
_APPOSED = re.compile(r",[^,;]+,\s$")  # "Noveon, which makes magnets, raised"
_SHORT = re.compile(
    r"(?:[Ii]t|[Hh]e|[Ss]he|[Ww]e|[Tt]hey|I|[Tt]here|[Tt]hat)['’](?:ll|ve|re|s|d|m)"
)
_NEGATED = re.compile(
    r"(?:did|does|do|was|were|is|are|has|have|had|would|could|should|must)n['’]t|(?:wo|ca)n['’]t"
)
_NOT_PAST_WORDS = """
need speed seed feed indeed exceed proceed succeed bed red hundred shed breed weed deed united
unprecedented so-called
"""
_NOT_PAST = frozenset(_NOT_PAST_WORDS.split())


@lru_cache(maxsize=512)  # a clause is asked for its verb, its subject and its sense
def finite_verbs(text: str) -> tuple[re.Match[str], ...]:
    """Return the finite verbs of ``text`` in order."""
    return tuple(match for match in _WORD.finditer(text) if _is_finite(text, match))


def _is_finite(text: str, match: re.Match[str]) -> bool:
    word = match.group()
    before, after = text[: match.start()], text[match.end() :]
    if word in _SURE:
        return not (word in {"may", "will", "can", "must"} and after.startswith("'"))
    if _SHORT.fullmatch(word) or _NEGATED.fullmatch(word):
        return True
    if word in _TWOFOLD or word in _EITHER:
        stands = _APPOSED.search(before) or not _NO_NOUN_BEFORE.search(before)
        return bool(stands) and bool(_OBJECT.match(after))
    if word in _BARE:
        return bool(_MANY_BEFORE.search(before)) and bool(_OBJECT.match(after))
    if word.endswith("ed") and word.lower() not in _NOT_PAST and word.islower() and "-" not in word:
        return _is_past(before, after)
    return False


def _is_past(before: str, after: str) -> bool:
    """Return whether a form in -ed is a past tense and no participle."""
    if re.search(r"\b(?:be|been|being|is|are|was|were|has|have|had|get|got)\s(?:\w+\s)?$", before):
        return False  # the auxiliary is the finite verb
    if re.search(
        r"\b(?:who|which|that|and|but|also|then|it|they|he|she|we|later|earlier)\s$", before
    ):
        return True
    if _APPOSED.search(before):
        return bool(_OBJECT.match(after))
    if _NO_NOUN_BEFORE.search(before):
        return False
    governs = _OBJECT.match(after) or re.match(r"[\s,]*\w+ly\b|,\s|\s[a-z]", after)
    return bool(governs) or not after.strip(" .")


_PRONOUN_BEFORE = re.compile(
    r"\b(?:it|they|he|she|we|i|this|that|these|those|both|neither)\s(?:(?:also|then|later|now|still|first|already)\s)?$",
    re.IGNORECASE,
)
_PRONOUN_BEHIND = re.compile(
    r"\s(?:(?:it|them|him|her|these|those)\b(?!\s(?:was|is|would|will|had|has)\b)"
    r"|both(?=\s(?:for|in|on|at|to|by|as)\b|[,.]|$))"
)

# A date of what?  "puts the deadline at 13 July", not "the deadline for bids is 13 July".
_OF_WHAT = re.compile(
    r"(?:^|\b(?:puts?|gives?|gave|dates?|dated|sets?|moved?|moves|shifts?|shifted|extends?|extended)\s)"
    r"the\s(?:deadline|cut-off|due date|date|start|opening|launch|vote|meeting|hearing)"
    r"(?=\s(?:at|as|on|to|is|was|will|had|has|by|until)\s)(?!\sto\s[a-z])",
    re.IGNORECASE,
)


def needs_more(words: str) -> bool:
    """Return whether a clause leaves open who or what is meant.

    It says so only by a pronoun, as "it had begun", "its mine" and "dated it to", or dates "the
    deadline".
    """
    if _OF_WHAT.search(words):
        return True
    first = next(iter(finite_verbs(words)), None)
    if first is None or re.match(r"(?:those|these|both|its|their|his|her)\b", words, re.IGNORECASE):
        return True
    if _SHORT.fullmatch(first.group()) or _PRONOUN_BEFORE.search(words[: first.start()]):
        return True
    return _PRONOUN_BEHIND.match(words, first.end()) is not None


_TORN_START = re.compile(
    r"according to\b|[a-z]+ed\s(?:that|those|the|it|them|an?|its|their|to|up|by)\b"
)
_OPENING_TIME = re.compile(
    r"(?:(?:on|in|at|by|since|until|after|before|during|for|from|as of|late in|early in|under|with"
    r"|despite|amid|following)\s[^,]*,\s)+",
    re.IGNORECASE,
)
_CLOSED_WORDS = """
on in at by since until after before during for from of the a an and or but that this late early mid
then also later earlier only still already again now just not to as with under into over
january february march april may june july august september october november december monday tuesday
wednesday thursday friday saturday sunday day week month year quarter same next previous following
"""
_CLOSED = frozenset(_CLOSED_WORDS.split())


def holds_verb(phrase: str) -> bool:
    """Return whether a phrase has a finite verb; "refined output" has none."""
    return any(
        verb.group() in _SURE
        or (verb.group().endswith("ed") and _OBJECT.match(phrase, verb.end()))
        or re.match(r"\s(?:the|an?|its|their)\s", phrase[verb.end() :])
        for verb in finite_verbs(phrase)
    )


def is_clause(words: str) -> bool:
    """Return whether ``words`` have a subject and a finite verb behind it."""
    verbs = () if _TORN_START.match(words) else finite_verbs(words)
    return bool(verbs) and (
        _SHORT.fullmatch(verbs[0].group()) is not None or has_subject(words[: verbs[0].start()])
    )


def has_subject(before: str) -> bool:
    """Return whether ``before``, the words before a verb, name who or what does it."""
    before = _OPENING_TIME.sub("", before)
    if re.match(r"(?:which|who|whose|that|and|or|to|of|than)\s", before):
        return False
    return any(word.group().lower() not in _CLOSED for word in _WORD.finditer(before))
