"""Accounts in neighbouring sentences that stand against each other.

"Berlin would take up to 24.9 percent, the paper said.  Bloomberg's sources spoke of 20 percent."
Neither sentence says that they differ; two speakers, one thing and a word that takes up what was
said before show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.extract.grammar.quotations import masked
from generator.extract.grammar.verbs import Manner
from generator.extract.quantities import quantities
from generator.extract.speech.frame import Frame
from generator.extract.speech.frames import frames
from generator.extract.tasks.denials import AGAINST, SAID_FALSE, speaks_against
from generator.extract.tasks.differing import DIFFER, LEAVES_OUT, PRONOUNS
from generator.extract.tasks.gaps import is_not_known
from generator.extract.topics import words
from generator.model import Sentence

_OPENS_AGAINST = re.compile(
    r"(?:But|However|Yet|Nonetheless|In contrast|On the contrary|By contrast|Not so|Contrary to)\b"
)
_SET_AGAINST = re.compile(
    r"[^,]{1,60}, (?:however|by contrast|in contrast|though|for (?:its|his|her|their) part),"
)
_IN_CONTRAST = re.compile(r"[^,]{1,60}, (?:by|in) contrast,")
_COUNTS = re.compile(
    r"\b(?:put|puts|gave|gives|counted|counts|estimates?|estimated|reckons?|reckoned|assess(?:es"
    r"|ed)"
    r"|placed|places|spoke of|speaks of|thinks?|thought|believes?|say|says|said|told|calculates?"
    r"|calculated)\b"
)
_WORDS = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|dozens|hundreds)\b"
_NUMBER = re.compile(rf"\b{_WORDS}")
_AMOUNT = re.compile(rf"\d|\b(?:half|third|twice|double|{_WORDS})\b")
# "puts it at", "the number", "closer to 45", "less than half of that"
_TAKES_UP = re.compile(
    r"(?:\b(?:it|them|that|this)\b|\bthe (?:number|figure|total|cost|price|share|toll|sum|drop|rise"
    r"|count|amount|volume|value|stake)\b)[^.;,]{0,25}? (?:at|is|was|were|would be|will be|to be)"
    rf" (?:[\w-]+ ){{0,3}}?(?:[A-Z]{{0,3}}[$€£]?\d|[\"“]|{_WORDS})"
    r"|\b(?:closer|nearer) to\b|\bmore like\b|\bof that\b|\bonly (?:about |around |some )?\d"
    r"|\bspoke of\b|\b(?:half|twice|double|a (?:third|quarter|fifth)) (?:of )?(?:it|that|as (?:much"
    r"|many))\b"
)
# What is rejected stands in the sentence before: "disputes that", "rejects the claim", not "denied
# a report that …".
_REFERS = re.compile(
    r"\b(?:it|this|that|these|them|such (?!critic|call|demand)\w+|(?:the|that|this|both"
    r"|those) (?:\w+ )?\w+)(?=[.,;]|$"
    r"| as | and "
    r"| saying)"
)
# "The traders say they aren't"; "The agency is less sanguine".
_SAYS_NO = re.compile(
    r"\b(?:say|says|said|told|tells?|insists?|insisted|maintains?)\b.*\b(?:it|they|he|she"
    r"|that) (?:is|are|was"
    r"|were|do|does|did|has|have|had|will|would)"
    r"(?:n['’]t| not)[.\"”]*$"
    r"|\bsays? (?:that|this|it) (?:is|was) (?:simply |just )?(?:impossible|not true|untrue|wrong"
    r"|false"
    r"|nonsense|unrealistic|not so|too (?:low|high|optimistic))\b"
    r"|\b(?:not aware|unaware) of (?:any|such)\b|\b(?:knew nothing|no knowledge) (?:of|about)\b"
    r"|\bno such (?:\w+ )?(?:deal|agreement|talks?|call|thing|matter|plans?|order|rule|ban"
    r"|pledge)\b"
    r"|\b(?:says?|said|tells?|told|suggests?|shows?) (?:[\w'’-]+ ){0,4}?otherwise\b"
    r"|\b(?:tells?|told|paints?|painted|gives?|gave|offer\w*) (?:an? )?(?:very "
    r"|quite )?different (?:stor(?:y|ies)"
    r"|account|version|picture)\b|\b(?:disagrees?|begs? to differ)[.]$"
)
_CALLS_IT = re.compile(
    r"\b(?:call(?:s|ed)?|describe[sd]?|label(?:s|led|ed)?|dubb?(?:s|ed)?) (?:it|them|this|that)\b"
    r"|\b(?:spoke|speaks) of\b"
)
_ACCUSES = re.compile(r"\b(?:accus|blam)(?:es|ed) (?:the )?([\w'’ -]{3,30}?) (?:of|for)\b")
_ANSWERS = (
    r"(?:blam(?:e|es|ed)|accus(?:e|es|ed)|den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?)"
)
_DOUBTS = re.compile(
    r"[\w' ]{3,60} (?:is|are|was|were) less (?:sanguine|convinced|sure|certain|optimistic|upbeat)\b"
)
_LOOKS_BACK = re.compile(
    r"\b(?:[Bb]oth cannot|cannot (?:both|all)|[Tt]he two (?:accounts|figures|versions))\b"
)
_SAID_BEFORE = re.compile(
    r"\bhad (?:earlier |previously |\w+ )?(?:written|reported|said|told|put|claimed)\b"
    r"|\b(?:comes?|came|follow(?:s|ed)|respond\w*|react\w*) (?:\w+ ){0,2}?(?:after|to|an?"
    r"|reports?)\b[^.;]{0,160}"
    r"\b(?:reported|reports?|said|saying|wrote|claimed|quoted|citing)\b"
)
_EVIDENCE = re.compile(
    r"\b(?:[Ss]atellite|[Pp]ictures|[Ii]mages|[Pp]hotograph\w*|[Vv]ideos?|[Rr]ecords|[Dd]ocuments?"
    r"|[Dd]ata|[Ff]ilings?|[Tt]ests?|[Ss]amples)\b[^.;]*\b(?:shows?|showed|suggests?|suggested"
    r"|indicates?|contradicts?|found)\b"
)
# "The agreement sets a floor of $110" gives a term, and no account of one.
_LAYS_DOWN = frozenset(("set", "sets", "lays", "laid", "spells", "lists", "list", "listed"))
_SMALL_WORDS = """
a about an and are as at be been but by china chinese for from had has have he in is it its more of
on or our said say says she than that the their they this to was were will with would year percent
per cent rare earth earths tonnes tons dollars million billion
"""
_SMALL = frozenset(_SMALL_WORDS.split())


def opposed(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield each two neighbouring sentences of one paragraph that give accounts that differ."""
    for first, second in pairwise(sentences):
        if first.paragraph == second.paragraph and opposes(first.text, second.text):
            yield first, second


def announced(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the accounts that follow a sentence which only says that they differ."""
    for number, lead in enumerate(sentences):
        if _LOOKS_BACK.search(lead.text):
            before = sentences[max(number - 2, 0) : number]
            yield from (each for each in before if each.paragraph == lead.paragraph)
        elif _only_announces(lead.text):
            accounts = list(_accounts(lead, sentences[number + 1 :]))
            voices = {frame.speaker for each in accounts for frame in _heard(each.text)}
            if len(voices) > 1:
                yield from accounts


def _accounts(lead: Sentence, following: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences of two speakers, and those that count or say otherwise again."""
    heard: set[str] = set()
    last = lead.text
    for each in following:
        if each.paragraph != lead.paragraph or is_not_known(each.text):
            return
        speakers = {frame.speaker for frame in _heard(each.text)}
        if not speakers or (len(heard) > 1 and not opposes(last, each.text)):
            return
        heard |= speakers
        last = each.text
        yield each


def opposes(first: str, second: str) -> bool:
    """Return whether the second of two sentences gives another account of what the first says."""
    before, behind = _heard(first), _heard(second)
    if before and LEAVES_OUT.search(second):
        return True
    if is_not_known(second) or (before and behind and _same_voice(before[-1], behind[0])):
        return False
    if speaks_against(first) and _tells_otherwise(second):
        return True
    return bool(before) and (_says_no(first, second) or _says_else(first, second, before, behind))


def _says_no(first: str, second: str) -> bool:
    """Tell whether a sentence denies or doubts what the one before it says."""
    if SAID_FALSE.search(second) or _answers_charge(first, second):
        return True
    if speaks_against(second):
        return _refers(second) or _shared(first, second) > 1
    return (_SAYS_NO.search(second) or _DOUBTS.match(second)) is not None


def _answers_charge(first: str, second: str) -> bool:
    """Tell whether the accused answer: "accuses the rebels of it.  The rebels blame the junta"."""
    charge = _ACCUSES.search(masked(first))
    if charge is None:
        return False
    accused = re.escape(charge[1].rsplit(maxsplit=1)[-1])
    return bool(re.match(rf"[^,;]{{0,40}}\b{accused}\b[^,;]{{0,30}}\b{_ANSWERS}\b", second))


def _says_else(first: str, second: str, before: list[Frame], behind: list[Frame]) -> bool:
    """Tell whether another speaker judges or counts what the sentence before says."""
    if not behind or speaks_against(second):
        return False
    if before[-1].manner is behind[0].manner is Manner.JUDGEMENT and _CALLS_IT.search(second):
        return True
    return _is_set_against(first, second) or _counts_otherwise(first, second, behind[0])


def _tells_otherwise(text: str) -> bool:
    """Tell evidence, or what was said before, against a denial."""
    return (_SAID_BEFORE.search(text) or _EVIDENCE.search(text)) is not None


def _heard(text: str) -> list[Frame]:
    """Return the accounts that a sentence gives."""
    return [
        frame
        for frame in frames(text)
        if frame.speaker and not frame.negated and frame.verb not in _LAYS_DOWN
    ]


def _same_voice(one: Frame, other: Frame) -> bool:
    """Tell whether the speaker of a sentence goes on: "he", or the same name again."""
    if other.speaker.lower() in PRONOUNS:
        return True
    left, right = one.speaker.lower(), other.speaker.lower()
    return left in right or right in left


def _refers(text: str) -> bool:
    """Tell whether what is rejected is named by a pronoun or a noun for what was said."""
    match = AGAINST.search(masked(text))
    return match is not None and _REFERS.search(text, match.start(), match.end() + 25) is not None


def _is_set_against(first: str, second: str) -> bool:
    if _OPENS_AGAINST.match(second) or _IN_CONTRAST.match(masked(second)):
        return True
    return _SET_AGAINST.match(masked(second)) is not None and _shared(first, second) > 0


def _counts_otherwise(first: str, second: str, frame: Frame) -> bool:
    """Tell whether a speaker gives another figure for what the sentence before counts."""
    said = second[min(frame.at, frame.said[0]) : max(frame.said[1], frame.verb_at)]
    takes_up = _TAKES_UP.search(masked(said)) is not None and _AMOUNT.search(said) is not None
    if not re.search(r"\d", first):  # "five dead": only "the toll is twelve" is about it
        return takes_up and _NUMBER.search(first) is not None
    if not (frame.bare or _COUNTS.search(said)):
        return False
    if takes_up:
        return True
    units = {figure.unit.partition("/")[0] for figure in quantities(first)}
    same = units & {figure.unit.partition("/")[0] for figure in quantities(said)} - {"%"}
    return bool(same) and frame.manner is Manner.RELAY and _shared(first, second) > 0


def _shared(one: str, other: str) -> int:
    """Return how many words of content two sentences share."""
    left, right = ({word.stem for word in words(text)} - _SMALL for text in (one, other))
    return len({word for word in left & right if not word.isdigit()})


def _only_announces(text: str) -> bool:
    return len(text.split()) <= 22 and DIFFER.search(masked(text)) is not None and ":" not in text
