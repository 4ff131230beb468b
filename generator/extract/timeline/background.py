"""Whether a date is that of what a clause tells, or only of something that the clause mentions.

"The ban announced in January cut sales": January dates the ban, not the cut.  So does a date in a
relative clause, behind "after" or "of", and one that an account merely gives.  A row that such a
date heads would say that the clause happened then.
"""

from __future__ import annotations

import re

from generator.extract.date_words import MONTH
from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.verbs import FORMS, Manner
from generator.extract.speech.clauses import reports
from generator.extract.speech.frame import Frame
from generator.text.lexicon import THIRDS

_IRREGULAR = (
    r"seen|made|held|bought|sold|given|taken|drawn|won|led|built|written|found|sent|brought|struck"
    r"|sought|laid|paid|set|put|begun"
)
_FORM = re.compile(rf"\b(?:[a-z]{{2,}}ed|{_IRREGULAR})\b")
_GOES_ON = re.compile(
    r"\s(?:(?:up|out|off|down)\s)?(?:(?:by|in|on|at|from|with|for|during|since|under|to|as|late"
    r"|early|earlier|last|only|of|the\s\w+\s(?:before|after)|the(?=\s$))\b|$)"
)
_BY_WHOM = re.compile(r"\s(?:(?:up|out)\s)?by\s(?!\d|[a-z]+ing\b|(?:about|around|nearly|almost|more"
                      r"|up|at|half|some|over|an?)\b)")  # fmt: skip
_AUXILIARY = re.compile(
    r"\b(?:be|been|being|is|are|was|were|has|have|had|got)\s"
    r"(?:(?:not|also|then|first|already|only|once|since|now|later|\w+ly)\s){0,3}$"
)
_JOINED = re.compile(r"(?:\b(?:and|or|but|then|also|who|which|that|it|they|later)|^)\s?$")
_NEW_CLAUSE = re.compile(
    r"[,;:]\s|\s[–—]\s|\s(?:and|but|or|while|whereas|although|because|that|which|who|whether|if"
    r"|when)\s"
)
# Who does these does them to something: "rules issued on 9 October", "issued rules on 9 October".
_DONE_TO = re.compile(
    r"(?:issued|introduced|announced|imposed|published|adopted|enacted|ordered|approved|granted"
    r"|launched|released|unveiled|proposed|seized|banned|raised|summarised|cited|filed|founded"
    rf"|passed|commissioned|listed|carried|caused|given|{_IRREGULAR})$"
)
_OBJECT_BEHIND = re.compile(r"\s(?:that\s(?!\w+ed\b|has|had|will|would)|(?:an?|the|its|new)\s)")
# A text happens when it is published: "a report published in May warned".
_TEXT = re.compile(
    r"\b(?:reports?|study|studies|statements?|sheet|results|survey|figures|paper|article|articles"
    r"|factbox|commentary|summary|update|note|letter|filing|notice|review|interview|data|analysis"
    r"|alert|post|communiqué),?\s(?:[\w'’]+\s){0,3}$",
    re.IGNORECASE,
)
_TOLD_IN = re.compile(r"(?:published|released|issued|posted|carried|filed|dated|given|made)$")


def is_background(words: str, start: int, end: int, *, ahead: bool = False) -> bool:
    """Return whether the date at ``words[start:end]`` does not date what the clause tells.

    ``ahead`` of a date that was still to come: "rules that will apply from May" tells when.
    """
    behind = words[end:]
    words = _ASIDE.sub(lambda aside: "," + " " * (len(aside[0]) - 1), words)
    if beside := _AND_DATE.search(words[:start]):
        start = beside.start()  # "in April and October": both hang on one word
    lead = words[:start]
    if any(_tells_when(words, frame, start) for frame in reports(words)):
        return False
    if ahead and _SINCE.search(lead):
        return True
    if _is_of_a_noun(lead) or _MENTIONED.search(lead) or _ACCOUNT.search(lead):
        return True
    if not (ahead and _LIMIT.search(lead)) and _lies_behind(words, lead, behind):
        return True
    return _is_governed(words, start, behind, ahead=ahead)


# "Ford idled its plant, which builds cars, for a week in May": what is said besides is left out.
_ASIDE = re.compile(r",\s(?:which|who|whose|where)\s[^,;]*,(?=\s(?!and\b|or\b))")
_AND_DATE = re.compile(
    rf"(?:\d{{1,2}}\s)?{MONTH}(?:\s\d{{1,2}})?(?:,?\s\d{{4}})?\s(?:and|or)\s(?:in\s|on\s)?$"
)


def _tells_when(words: str, frame: Frame, start: int) -> bool:
    """Return whether it was said on a date: "Reuters reported on 4 June that"."""
    if frame.after:
        near = frame.said[1] <= frame.verb_at < start < frame.verb_at + _NEAR
        return near and not _PREPOSITION.match(words, frame.at)
    return frame.at <= start < frame.said[0]


_PREPOSITION = re.compile(r"(?:ahead|after|before|under|in|on|of|with|by|following|despite)\b")
_NEAR = 40  # characters from a verb behind what is said to its date
_OF = re.compile(r"\b(?P<noun>[\w'’)]+)\sof\s$")
_HOURS = re.compile(
    r"(?:as|day|days|morning|evening|afternoon|night|hours|week|weeks|weekend|start|end|middle"
    r"|beginning|close|half|quarter|part|summer|autumn|spring|winter|effective|dated|report"
    r"|commentary|statement|note|letter|study|interview|filing)$"
)
_MENTIONED = re.compile(
    r"\b(?:possible|potential)\s[^,;]*$"
    r"|\b(?:linked|tied|traced|attributed)\s[^;]*\sto\s[^;]*$"
    r"|\b(?:result|outcome|consequence)\sof\s[^,;]*$"
    r"|\byear,?\s(?:which|that)\s(?:ends?|ended|begins?|began|runs?|ran)\s[^,;]*$"
    r"|,\swith\s(?![^,;]*\b(?:\w+ing|and)\b)[^,;]*\b(?:until|till|through)\s$"
)
_SINCE = re.compile(r"\bdates?\s(?:back\s)?(?:from|to)\s$")  # what dates from a day is there
_ACCOUNT = re.compile(
    r"(?<!\bis )(?<!\bwas )(?<!\bare )\bdate[sd]?\s(?:(?:the|an?|its|it|their)\s|[A-Z])[^;]*?"
    r"(?:\b(?:to|at|on|in)\s)?$"
    r"|\b(?:gives?|gave)\s(?:the\sweek\s(?:of|before|after)\s)?$"
    r"|\b(?:gives?|gave)\b[^;]*\sas\sthe\s(?:start|end|last|first|date|day)\b[^;]*$"
    r"|\brecords?\s$|^(?:[Ss]ome|[Oo]thers|[Ss]everal|[Mm]ost)\s(?:let|put|give|gave|date|say)\b"
)
_SINCE_WHAT = (
    r"(?:the(?!(?:\s\w+)?\s(?:week|day|start|end|middle)\b)|an?|its|their|his|it|they|[A-Z])\b"
)
_BEHIND = re.compile(
    r"\b(?:after|before|ahead of|(?<!the )following(?! in\b| on\b)|despite|in spite of|owing to"
    r"|because of|thanks to|(?:in )?(?:response|answer|reaction) to|within [\w ]{1,20} of"
    rf"|since (?={_SINCE_WHAT}))(?:\s|(?<=\s))(?=\S)[^,;]*\s$",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"\bbefore\s[^,;]*$")  # "before the council votes on 14 October"


def _is_of_a_noun(lead: str) -> bool:
    """Return whether a date names a thing: "the truce of November", not "the week of 3 May"."""
    match = _OF.search(lead)
    return match is not None and not _HOURS.match(match["noun"].lower())


def _lies_behind(words: str, lead: str, behind: str) -> bool:
    """Return whether a date is that of what came before or after: "weeks after it fell in May".

    "After the summit the ministry said in May that" goes on with what happened then.
    """
    match = _BEHIND.search(lead)
    if match is None:
        return False
    opens = re.search(r"(?:^|,\s(?:and\s|but\s)?)$", lead[: match.start()])
    verbs = [verb for verb in finite_verbs(words) if match.end() > verb.start() > match.start()]
    if not opens or not verbs:
        return True
    rest, comma, _ = behind.partition(",")
    if not rest.strip():
        return bool(comma)  # "After the mine closed on 3 May, the firm …"
    return not re.match(r"\s?that\b", rest) and bool(finite_verbs(f"X{rest}"))


_DATE = re.compile(rf"\b{MONTH}")


def _is_governed(words: str, start: int, behind: str, *, ahead: bool) -> bool:
    """Return whether the verb that a date hangs on is none of the clause's own."""
    verbs = {verb.start(): verb for verb in _verbs(words) if verb.start() < start}
    forms = {form.start(): form for form in _FORM.finditer(words, 0, start)}
    for at in sorted({**forms, **verbs}, reverse=True):
        word = verbs.get(at) or forms[at]
        between = words[word.end() : start]
        if at in forms and _GOES_ON.match(between) and not _DATE.search(between):
            if auxiliary := _AUXILIARY.search(words[:at]):
                first = auxiliary.group().split()[0]
                return _is_subordinate(words, auxiliary.start(), first, ahead=ahead)
            if _is_participle(words, word, start, behind):
                text = _TOLD_IN.match(word.group()) and _TEXT.search(words[:at])
                return not text
        if at in verbs or _WHO.search(words[:at]):
            return _is_subordinate(words, at, word.group(), ahead=ahead) or (
                not ahead and _is_of_now(words, word, start)
            )
    return False


def _verbs(words: str) -> tuple[re.Match[str], ...]:
    """Return the finite verbs, without plurals: "controls on", "suspended exports to Japan"."""
    return tuple(verb for verb in finite_verbs(words) if not _PLURAL.match(words, verb.start()))


_PLURAL = re.compile(r"(?!(?:is|was|has|does|says)\b)[a-z]+s\s(?:on|of|to|in|for|with|from|at)\b")


def _is_participle(words: str, form: re.Match[str], start: int, behind: str) -> bool:
    """Return whether a form in -ed only describes the noun before it: "rules issued in May"."""
    lead = words[: form.start()]
    if _JOINED.search(lead):
        return False
    directly = words[form.end() : start]
    done_to = _DONE_TO.match(form.group()) or _BY_WHOM.match(directly)
    if lead.endswith(", "):
        main = finite_verbs(lead) if done_to else ()
        return not _OBJECT_BEHIND.match(behind) and bool(main or finite_verbs(f"X{behind}"))
    last = max((m.end() for m in _NEW_CLAUSE.finditer(lead)), default=0)
    others = [verb for verb in _verbs(lead) if verb.start() >= last]
    if any(not _says(verb.group()) for verb in others):
        return True
    verb = next(iter(finite_verbs(f"X{behind}")), None)
    if verb is not None and re.fullmatch(r"X\s(?:\w+ly\s)?", f"X{behind}"[: verb.start()]):
        return True  # "a drive launched in May had produced"
    return bool(done_to) and not _OBJECT_BEHIND.match(behind)


def _says(verb: str) -> bool:
    manner, _ = FORMS.get(verb, (None, False))
    return manner is Manner.CLAUSE


_WHO = re.compile(r"\b(?:which|who|that|what)\s(?:(?:also|then|later|first|once|\w+ly)\s)*$")
_WHOSE = re.compile(
    r"(?:(?P<noun>[a-z]+)\s(?P<that>that)|\b(?:which|whom|whose|where|what|how|whether|if|because"
    r"|although|though))\s(?P<whose>(?:(?!that\b|which\b)[^,;]){1,60})$"
)
_NOT_PAST = re.compile(r"(?:will|would|shall|may|can|could|should|must|is|are|[a-z]+(?<!wa|ha)s)$")


def _is_subordinate(words: str, at: int, verb: str, *, ahead: bool) -> bool:
    """Return whether the verb at a place stands in a relative or another dependent clause."""
    lead = words[:at]
    if ahead and _NOT_PAST.match(verb):
        return False  # "rules that will apply from May" tell what is due
    own = _WHOSE.search(lead)
    if _WHO.search(lead) or own is None or finite_verbs(own["whose"]):
        return _WHO.search(lead) is not None
    return not own["that"] or _is_relative(words, own)


def _is_relative(words: str, own: re.Match[str]) -> bool:
    """Return whether "that" describes a noun: not in "told parliament that the plant had shut"."""
    first, *others = own["whose"].split()
    if others and first in THIRDS:
        return False  # "a plant that turns scrap into magnets was opened"
    if own["noun"] in {"so", "such", "now", "given", "and", "or", "but"} or any(
        found.start() == own.start("noun") for found in finite_verbs(words)
    ):
        return False
    at, end = own.span("that")
    return not any(at - 1 <= frame.said[0] <= end + 1 for frame in reports(words))


_NOW = re.compile(r"(?:is|are|do|does|name|say|list|date|[a-z]{2,}(?<!wa|ha)s)$")


def _is_of_now(words: str, verb: re.Match[str], start: int) -> bool:
    """Return whether a verb tells what holds now, so that a past date is not its own."""
    since = re.search(r"\b(?:since|from|as of)\s(?:\w+\s)?$", words[:start])
    return not since and bool(_NOW.match(verb.group()))
