"""Attributions by a stance: "is sceptical that …", "voiced concern over …", "is of the view …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.extract.actors.voices import looks_like_somebody
from generator.extract.grammar import phrases
from generator.extract.grammar.verbs import Manner
from generator.extract.speech.frame import Frame
from generator.extract.speech.subjects import subject

_FEELING = (
    r"(?:concerns?|worr(?:y|ies)|alarm|fears?|hopes?|optimism|pessimism|confidence|doubts?"
    r"|scepticism|skepticism|regrets?|disappointment|(?:dis)?satisfaction|opposition|objections?"
    r"|anger|frustration|surprise|reservations?|disagreement|misgivings|unease|dismay|outrage"
    r"|support|willingness|readiness|appreciation|views?|opinions?|criticism|belief|certainty"
    r"|questions|suspicions?)"
)
# "Voiced strong concern over the curbs".
_VOICES = (
    r"(?:(?:voic|express|rais|air|shar|convey|register|reiterat|reaffirm)(?:ed|es)"
    r"|(?:voice|express|raise|air|share|convey))"
    rf" (?:(?!to\b)[\w'’-]+ ){{0,4}}?(?:{_FEELING})"
    r"(?: (?:about|over|that|at|for|on|in|of|to|with|regarding|and)\b|, \w+ing\b|,? ?[\"“:])"
)
_IS = r"(?:is|are|was|were|remains?|remained|sounded|seemed|felt|feels)"
# "Is sceptical that prices will hold".
_MINDED = (
    rf"{_IS} (?:(?:also|more|less|very|still|not|deeply|highly|quite|rather|\w+ly) )*"
    r"(?:scepti\w+|skepti\w+|confident|optimistic|pessimistic|hopeful|adamant|convinced|doubtful"
    r"|certain|sure|unconvinced|wary|dismissive|critical|upbeat|bullish|bearish|blunt|unequivocal"
    r"|worried|concerned|alarmed|cautious|categorical|sanguine)"
    r" (?:that|about|of|over|on)\b"
)
_HOLDS = (
    rf"(?:{_IS} of the (?:same )?(?:view|opinion|belief|conviction)|(?:took|takes|holds?) the view"
    r"|(?:made|makes|make) (?:it |this )?(?:very |abundantly |quite )?(?:clear|plain)"
    r"|(?:made|makes|make) the (?:case|point|argument)|(?:gave|gives) (?:an )?assurances?"
    r"|(?:issued|issues|sounded|sounds) (?:an? |the )?(?:[\w-]+ )?(?:warning|alarm))"
    r" (?:that|over|about|on|to(?! (?!the\b|all\b|both\b|any\b|its\b)[a-z]))\b"
)
_TAKES_AIM = (
    r"(?:(?:lash|hit)(?:es|ed|s)? out at|(?:takes?|took) (?:aim at|issue with|exception to)"
    r"|casts? doubt on|pours? cold water on|poured cold water on|push(?:es|ed)? back (?:on|against)"
    r"|(?:calls?|called) into question|(?:comes?|came) out against)\b"
)
_STANCE = re.compile(rf"\b(?:{_VOICES}|{_MINDED}|{_HOLDS}|{_TAKES_AIM})")
# "A move seen by analysts as an escalation".
_SEEN_BY = re.compile(
    r"\b(?:seen|viewed|regarded|described|considered|interpreted|hailed|criticised|criticized"
    r"|praised|dismissed|denounced|condemned|touted|billed|branded|labelled|labeled|read"
    r"|characteri[sz]ed|portrayed|perceived) by ((?:(?! as\b)[^,;.]|\.(?=\S)){2,80}) as\b"
)


# Nobody in particular: "Some companies voiced concern".
_SOME = re.compile(r"(?:[Ss]ome|[Mm]any|[Mm]ost|[Oo]ther|[Oo]thers)\b")
# '"It is dormant," Roe went on.'
_WENT_ON = re.compile(
    r"[\"”] ((?:[A-Z][\w.'’-]*|he|she|it|they)(?: [A-Z][\w.'’-]*){0,3}) (?:went|goes) on(?=[.,:]|$)"
)
# "Despite one analyst suggesting that prices will fall".
_WITH_SAYING = re.compile(
    r"\b(?:[Dd]espite|[Ww]ith|and) ((?:(?! (?:and|with|despite)\b)[^,;.:]|\.(?=\S)){2,60}?"
    r"(?:, [A-Z][^,;.:]{2,60},)?)"
    r" (?:saying|suggesting|warning|arguing|claiming|predicting|estimating|insisting|complaining"
    r"|noting|cautioning|accusing|calling|urging|demanding|blaming|describing|telling \w+)"
    r"(?: that)? (?=\w+ )"
)


def found(plain: str, start: int, end: int) -> Iterator[Frame]:
    """Yield the frames of stances in ``plain[start:end]``, a text with blotted quotations."""
    for match in _STANCE.finditer(plain, start, end):
        core, between = phrases.strip_before_verb(plain[start : match.start()])
        who, at = subject(core)
        if re.search(r"\b(?:not|never|could|would|may|might|should|to)\b", between):
            continue
        if (
            who
            and not _SOME.match(who)
            and looks_like_somebody(who)
            and not phrases.holds_verb(who)
        ):
            yield Frame(
                who, start + at, match[0].split()[0], match.start(), Manner.JUDGEMENT,
                (match.start(), end), bare=False,
            )  # fmt: skip
    for match in _WENT_ON.finditer(plain, start, end):
        yield Frame(
            match[1], match.start(1), "said", match.end(1), Manner.CLAUSE,
            (start, match.start() + 1), bare=True, after=True,
        )  # fmt: skip
    for match in _WITH_SAYING.finditer(plain, start, end):
        if looks_like_somebody(match[1]) and not phrases.holds_verb(match[1]):
            yield Frame(
                match[1], match.start(1), "said", match.end(1), Manner.CLAUSE, (match.end(), end),
                bare=True,
            )  # fmt: skip
    for match in _SEEN_BY.finditer(plain, start, end):
        if phrases.PASSIVE.search(plain[start : match.start()]) and match[0].startswith("describ"):
            continue  # a verb of saying in the passive is found as such
        yield Frame(
            match[1], match.start(1), "seen", match.start(), Manner.JUDGEMENT, (start, end),
            bare=False, relative=True,
        )  # fmt: skip
