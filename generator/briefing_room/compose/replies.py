"""Find the accusation that each denial or reply answers, so that a page shows both or neither.

A reply answers one of the 15 sentences before it: the accusation that shares most words with it,
and names the speaker of the reply or is made by somebody whom the reply names.  A statement about
the accuser is a reply, too.  If a denial matches no accusation, it answers the previous sentence of
its paragraph; if there is none, the page does not show the denial.

A reply also answers the plain accusations that this one details, and those that name its speaker.

The word lists are in ``replies.yml``.  Words are compared by their first six letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefing_room.model import SentenceFacts
from briefing_room.text.lexicon import (
    BASE_FORMS,
    GERUNDS,
    content_words,
    phrase_pattern,
    table,
    verb_forms,
    word_list,
)

_MAX_DISTANCE = 15  # sentences between an accusation and its reply
_MAX_DETAILS = 2  # sentences that detail an accusation
_DISTANCE_COST = 0.08  # for each sentence between them
_MIN_SCORE = 0.6  # of an accusation, for a reply to belong to it
_MIN_CLEAR_WEIGHT = 1.7  # of an accusation: somebody says that somebody did harm
_SAYING_WEIGHT, _HARM_WEIGHT, _ACCUSING_WEIGHT = 1.0, 0.7, 2.0
_STEM_LETTERS = 6
_MAX_TRAILING_WORDS = 6  # after the verb of saying at the end of a sentence
_MAX_ANNOUNCEMENT_WORDS = 8  # of an accusation that does not say what somebody did
_MIN_CLAIM_WORDS = 3  # with fewer, a denial does not say what it denies
_OBJECT_DISTANCE = 60  # characters between a verb and its object

Stems = frozenset[str]
Accusations = Mapping[int, int | None]


def find_accusations(sentences: Sequence[SentenceFacts]) -> Accusations:
    """Map each reply to the accusation it answers, both as indexes of ``sentences``.

    A denial whose accusation is not certain has None.
    """
    speeches = [_read_speech(facts.text) for facts in sentences]
    paragraphs = [facts.paragraph for facts in sentences]
    accusations: dict[int, int | None] = {}
    for index, reply in enumerate(speeches):
        accusation = _find_accusation(speeches, index)
        if accusation is not None:
            accusations[index] = accusation
        elif reply.omits_claim:
            follows = index > 0 and paragraphs[index - 1] == paragraphs[index]
            is_answered = index - 1 in accusations
            accusations[index] = index - 1 if follows and not is_answered else None
    return accusations


def find_replies(sentences: Sequence[SentenceFacts], accusations: Accusations) -> Mapping[int, int]:
    """Map each accusation to its reply: the first denial, else the first answer."""
    speeches = [_read_speech(facts.text) for facts in sentences]
    replies: dict[int, int] = {}
    for reply in sorted(accusations, key=lambda index: not speeches[index].denies):
        accusation = accusations[reply]
        if accusation is None:
            continue
        replies.setdefault(accusation, reply)
        for other in range(max(0, reply - _MAX_DISTANCE), reply):
            is_detailed = other < accusation <= other + _MAX_DETAILS
            names_replier = speeches[reply].speaker & (
                speeches[other].words - speeches[other].speaker
            )
            if speeches[other].accuses and (is_detailed or names_replier):
                replies.setdefault(other, reply)
    return replies


def is_accusation(text: str) -> bool:
    """Whether somebody plainly accuses somebody of doing harm."""
    return _read_speech(text).accuses


def is_bare_denial(text: str) -> bool:
    """Whether a sentence denies something without saying what: "Acme denied the accusation"."""
    speech = _read_speech(text)
    return speech.denies and speech.omits_claim


def is_denial(text: str) -> bool:
    """Whether a sentence denies something outright."""
    return _read_speech(text).denies


def attributes_view(text: str) -> bool:
    """Whether a sentence gives somebody else's view, or grants it: "Perhaps it did"."""
    return bool(_read_speech(text).speaker) or _GRANTS.match(text) is not None


# --- Which accusation -----------------------------------------------------------------------------


def _find_accusation(speeches: Sequence[_Speech], index: int) -> int | None:
    """The index of the accusation that a sentence answers, None if no score is high enough."""
    reply = speeches[index]
    if not (reply.denies or reply.insists or reply.claim_subject):
        return None
    scores: dict[int, float] = {}
    for earlier in range(max(0, index - _MAX_DISTANCE), index):
        scores[earlier] = _score_accusation(speeches[earlier], reply) - _DISTANCE_COST * (
            index - earlier - 1
        )
    best = max(scores, key=lambda earlier: (scores[earlier], -earlier), default=-1)
    if scores.get(best, 0.0) < _MIN_SCORE:
        return None
    # A first sentence may only announce an accusation: "X has complained".
    charge = speeches[best].words - speeches[best].speaker
    if speeches[best].accuses and len(charge) > _MAX_ANNOUNCEMENT_WORDS:
        return best
    later_ones = range(best + 1, best + 1 + _MAX_DETAILS)
    details = (later for later in later_ones if scores.get(later, 0.0) >= _MIN_SCORE)
    clear = (later for later in details if speeches[later].weight >= _MIN_CLEAR_WEIGHT)
    return max(clear, default=best)


def _score_accusation(accusation: _Speech, reply: _Speech) -> float:
    """Score how likely a reply answers an accusation, from 0 (not at all)."""
    same_speaker = accusation.speaker == reply.speaker
    if not accusation.weight or (same_speaker and accusation.weight <= _SAYING_WEIGHT):
        return 0.0  # nobody says it, or the speaker of the reply does
    named_replier = reply.speaker & (accusation.words - accusation.speaker)
    named_accuser = accusation.speaker & (reply.words - reply.speaker)
    shared = (accusation.words & reply.words) - accusation.speaker - reply.speaker
    share_figure = accusation.has_figure and reply.has_figure
    ties = share_figure if reply.omits_claim else min(len(shared), 2)
    is_tied = reply.omits_claim or named_replier or named_accuser or ties > 1
    ties += bool(named_replier) + bool(named_accuser)
    if reply.denies:
        return accusation.weight + ties if is_tied else 0.0
    # "An auditor said …": "The minister said that the auditor had counted …"
    answers_accuser = reply.claim_subject & accusation.speaker
    is_side = reply.insists and (named_replier or ties > 1)
    answers = answers_accuser or (is_side and accusation.accuses)
    return 1.0 + ties if answers and not accusation.speaker & reply.speaker else 0.0


# --- Who speaks in a sentence, and how ------------------------------------------------------------

_SAYING = verb_forms(table("saying")["verbs"]) - GERUNDS - BASE_FORMS - {"states"}
_ROWS = table("replies")
_WORD_LISTS = {**_ROWS, "says": [*_ROWS["says"], *_SAYING, *word_list("forms", "saying")]}
_PATTERNS = {name: phrase_pattern(sorted(rows, reverse=True)) for name, rows in _WORD_LISTS.items()}
_GRANTS = re.compile(r"(?:Perhaps|Maybe|True|Granted|Of course|Admittedly|To be sure|Yes)\b")
_WHICH_CLAUSE = re.compile(r", (?:which|who|whose) [^,]*,")  # "Acme, which owns the pond, said"
_SPEAKING = ("says", "denies", "turns_down", "charges", "calls")
# "Was denied", "a request to dismiss": no act of the subject.
_PASSIVE_OR_INFINITIVE_END = re.compile(
    r"\b(?:to|(?:is|are|was|were|been|being|be) (?:\w+ly )?)\s?$"
)
_ABSOLUTE_WORD = re.compile(
    r"\b(?:no|not|never|nothing|nobody|none|without|every|each|all)\b|n't\b"
)
_FIGURE = re.compile(r"\d|\b(?:figures?|numbers?|estimates?)\b")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_UNNAMED_CLAIM = re.compile(
    rf"(?: (?:the|all|any|such|both|that|these|those|its|his|her|their))?(?: \w+)??"
    rf" (?:{_PATTERNS['claims'].pattern})(?: as| on| and|,|;|\.|$)"
)
_CLAIM = re.compile(  # "said that the auditor had"
    rf"\b(?:{_PATTERNS['says'].pattern})(?: that)?(?: the| an?)? (?P<subject>[^,;]{{3,60}}?)"
    r" (?:had|has|have|was|were|is|are|did)\b"
)
_BELITTLES = re.compile(  # 'called the allegation "a fairy tale"'
    rf"\b(?:{_PATTERNS['calls'].pattern}) (?:the|these|those|such|all|her|his|their|its)"
    r" (?:\w+ )?(?:accusation|allegation|charge|claim|complaint)s?\b"
)
_ANY_COMPANY = frozenset({"compan", "firm", "group"})  # names nobody


class _Speech(NamedTuple):
    """Who speaks in a sentence, and how."""

    words: Stems
    speaker: Stems
    denies: bool
    insists: bool  # makes a firm statement without an accusation: "says it never …"
    omits_claim: bool  # a denial that does not say what it denies
    has_figure: bool
    claim_subject: Stems  # what the speaker's claim is about: "said that the auditor had"
    weight: float  # how clearly it accuses somebody

    @property
    def accuses(self) -> bool:
        return self.weight >= _MIN_CLEAR_WEIGHT and not self.denies


def _stems(text: str) -> Stems:
    return frozenset(word.removesuffix("'s")[:_STEM_LETTERS] for word in content_words(text))


@lru_cache(maxsize=8192)
def _read_speech(text: str) -> _Speech:
    lower = text.lower()
    unquoted = _QUOTED.sub('""', lower)  # verbs inside a quotation do not count
    matches = {name: _PATTERNS[name].search(unquoted) is not None for name in _PATTERNS}
    denial, speaker = _find_denial(unquoted, matches), _find_speaker_words(unquoted)
    claim = _CLAIM.search(unquoted)
    is_absolute = matches["says"] and _ABSOLUTE_WORD.search(lower) is not None
    return _Speech(
        words=_stems(_WHICH_CLAUSE.sub("", text)),
        speaker=_stems(speaker),
        denies=denial is not None and speaker != "",
        insists=is_absolute and not matches["charges"],
        omits_claim=denial is not None and _omits_claim(unquoted[denial.end() :]),
        has_figure=_FIGURE.search(unquoted) is not None,
        claim_subject=_stems(claim["subject"]) - _ANY_COMPANY if claim and speaker else frozenset(),
        weight=_ACCUSING_WEIGHT * matches["charges"]
        + _HARM_WEIGHT * bool(_PATTERNS["harms"].search(lower))
        + _SAYING_WEIGHT * matches["says"],
    )


def _find_speaker_words(unquoted: str) -> str:
    """The words that name the speaker in a lower-case sentence, "" if nobody speaks."""
    verbs = (verb for name in _SPEAKING for verb in _PATTERNS[name].finditer(unquoted))
    verb = min(verbs, key=lambda verb: verb.start(), default=None)
    if verb is None or _PASSIVE_OR_INFINITIVE_END.search(
        unquoted[: verb.start()]
    ):  # "Acme is accused of"
        return ""
    before_verb, after_verb = unquoted[: verb.start()], unquoted[verb.end() :]
    outside_quotation = _WHICH_CLAUSE.sub("", before_verb.split('"')[-1]).strip(" ,")
    if '"' in before_verb and not content_words(outside_quotation):
        return after_verb  # "…," said the mayor
    last_clause = outside_quotation.split(", ")[-1]  # "…, the mayor said on Monday"
    lengths = len(last_clause.split()), len(after_verb.split())
    if not before_verb.endswith(", ") and max(lengths) <= _MAX_TRAILING_WORDS:
        return last_clause
    return outside_quotation if content_words(outside_quotation) else before_verb


def _find_denial(unquoted: str, matches: dict[str, bool]) -> re.Match[str] | None:
    """The match of the word with which somebody denies something outright."""
    denials = (m for m in _PATTERNS["denies"].finditer(unquoted) if _is_act(unquoted, m))
    rejections = (
        m for m in _PATTERNS["turns_down"].finditer(unquoted) if _is_rejection_of_claim(unquoted, m)
    )
    denial = next(denials, None) or next(rejections, None)
    if denial is None and (matches["says"] or matches["calls"]):
        denial = _PATTERNS["false"].search(unquoted)
    return denial or _BELITTLES.search(unquoted)


def _is_act(unquoted: str, verb: re.Match[str]) -> bool:
    """Whether the subject does what a verb says: not "the firm was denied a permit"."""
    return _PASSIVE_OR_INFINITIVE_END.search(unquoted[: verb.start()][-20:]) is None


def _is_rejection_of_claim(unquoted: str, verb: re.Match[str]) -> bool:
    """Whether somebody rejects a claim, not an application."""
    after = unquoted[verb.end() : verb.end() + _OBJECT_DISTANCE]
    return _PATTERNS["claims"].search(after) is not None and _is_act(unquoted, verb)


def _omits_claim(after_verb: str) -> bool:
    """Whether a denial does not say what it denies: "denied it", "disputed the claim"."""
    is_unnamed = _UNNAMED_CLAIM.match(after_verb) is not None
    return is_unnamed or len(content_words(after_verb)) < _MIN_CLAIM_WORDS
