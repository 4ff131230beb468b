"""Who speaks in a sentence, and whether they charge, answer or deny something."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from briefing_room.text.lexicon import (
    BASES,
    GERUNDS,
    PRONOUNS,
    content_words,
    phrases,
    table,
    verb_forms,
    word_list,
)

PLAIN_CHARGE = 1.7  # the least weight of a plain charge against somebody
ACCUSATION = 2.0  # the weight of "accuse", "allege" and the like
_SAYING_WEIGHT = 1.0
_HARM_WEIGHT = 0.7
_STEM_LETTERS = 6  # so that "promised" matches "promise"
_MAX_SPEAKER_WORDS = 5
_MAX_TRAILING_WORDS = 6  # after the verb of saying at the end of a sentence
_MIN_CLAIM_WORDS = 3  # with fewer, a denial does not say what it denies
_OBJECT_DISTANCE = 60  # characters between a verb and its object
_SAYING = verb_forms(table("saying")["verbs"]) - GERUNDS - BASES - {"states"}
_ROWS = table("replies")
_WORD_LISTS = {**_ROWS, "says": [*_ROWS["says"], *_SAYING, *word_list("forms", "saying")]}
_PATTERNS = {name: phrases(sorted(rows, reverse=True)) for name, rows in _WORD_LISTS.items()}
_SPEAKING = ("says", "denies", "turns_down", "answers", "charges", "calls")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be) (?:\w+ly )?$")
_POSSESSIVE = re.compile(r"(?:its|his|her|their) ")
_ABSOLUTE = re.compile(r"\b(?:no|not|never|nothing|nobody|none|without|every|each|all)\b|n't\b")
_FIGURE = re.compile(r"\d|\b(?:figures?|numbers?|estimates?)\b")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_ACCORDING = re.compile(r"\baccording to ([^,]+)")
_UNNAMED_CLAIM = re.compile(
    rf"(?: (?:the|all|any|such|both|that|these|those|its|his|her|their))?(?: \w+)??"
    rf" (?:{_PATTERNS['claims'].pattern})(?: as| on|,|;|\.|$)"
)

Stems = frozenset[str]


class Speech(NamedTuple):
    """Who speaks in a sentence, and how."""

    words: Stems
    speaker: Stems
    is_bystander: bool  # a source, an analyst
    is_party: bool  # somebody whom others charge: "the owner", "a spokeswoman"
    denies: bool
    answers: bool  # somebody speaks or insists
    is_reply: bool  # in so many words
    is_firm: bool  # insists, or says that something is not so
    omits_claim: bool  # a denial that does not say what it denies
    has_figure: bool
    charge_weight: float  # how plainly it accuses somebody of something


def stems(text: str) -> Stems:
    """The first letters of the content words, so that forms of one word match."""
    return frozenset(word[:_STEM_LETTERS] for word in content_words(text))


@lru_cache(maxsize=8192)
def speech(text: str) -> Speech:
    """Find out who speaks in a sentence, and how; results are cached."""
    lower = text.lower()
    unquoted = _QUOTED.sub('""', lower)  # verbs inside a quotation do not count
    matches = {name: _PATTERNS[name].search(unquoted) is not None for name in _PATTERNS}
    denial = _denial(unquoted, matches)
    speaker, is_reply = _speaker(unquoted), matches["answers"] or matches["turns_down"]
    return Speech(
        words=stems(text),
        speaker=stems(" ".join(content_words(speaker)[:_MAX_SPEAKER_WORDS])),
        is_bystander=_PATTERNS["bystanders"].search(speaker) is not None,
        is_party=_POSSESSIVE.match(speaker) is not None
        or _PATTERNS["parties"].search(speaker) is not None,
        denies=denial is not None and speaker != "",
        answers=matches["says"] or is_reply,
        is_reply=is_reply,
        is_firm=is_reply or (matches["says"] and _ABSOLUTE.search(lower) is not None),
        omits_claim=denial is not None and _omits_claim(unquoted[denial.end() :]),
        has_figure=_FIGURE.search(unquoted) is not None,
        charge_weight=ACCUSATION * matches["charges"]
        + _HARM_WEIGHT * bool(_PATTERNS["harms"].search(lower))
        + _SAYING_WEIGHT * matches["says"],
    )


def _speaker(unquoted: str) -> str:
    """The words for the speaker in a lower-case sentence, "" if nobody speaks."""
    if according := _ACCORDING.search(unquoted):
        return according[1]
    verbs = (verb for name in _SPEAKING for verb in _PATTERNS[name].finditer(unquoted))
    with_subject = (verb for verb in verbs if _names_somebody(unquoted[: verb.start()]))
    verb = min(with_subject, key=lambda verb: verb.start(), default=None)
    if verb is None or _PASSIVE.search(unquoted[: verb.start()]):  # "Acme is accused of"
        return ""
    before_verb, after_verb = unquoted[: verb.start()], unquoted[verb.end() :]
    if before_verb.rstrip(" ,").endswith('"'):  # "…", said the mayor
        return re.split(r"[,.;\"“]", after_verb, maxsplit=1)[0]
    outside_quotation = before_verb.split('"')[-1].strip(" ,")
    last_clause = outside_quotation.split(", ")[-1]  # "…, the mayor said on Monday"
    ends_with_comma = before_verb.endswith(", ")  # "The maker, Acme, says"
    if (
        not ends_with_comma
        and max(len(last_clause.split()), len(after_verb.split())) <= _MAX_TRAILING_WORDS
    ):
        return last_clause
    return outside_quotation if content_words(outside_quotation) else before_verb


def _names_somebody(before_verb: str) -> bool:
    return before_verb.strip() in PRONOUNS or bool(content_words(before_verb))


# --- Denials -------------------------------------------------------------------------------------


def _denial(unquoted: str, matches: dict[str, bool]) -> re.Match[str] | None:
    """The match of the word with which somebody denies something outright."""
    outright = (
        match for match in _PATTERNS["denies"].finditer(unquoted) if _is_denial(unquoted, match)
    )
    denial = next(outright, None) or _rejection(unquoted)
    if denial is None and (matches["says"] or matches["calls"]):
        denial = next(
            (
                match
                for match in _PATTERNS["false"].finditer(unquoted)
                if _is_about_claim(unquoted, match)
            ),
            None,
        )
    return denial


def _is_about_claim(unquoted: str, match: re.Match[str]) -> bool:
    """Distinguish "the story was false" and "called it false" from "false alarms"."""
    before = unquoted[max(match.start() - _OBJECT_DISTANCE, 0) : match.start()]
    return any(_PATTERNS[name].search(before) for name in ("calls", "claims"))


def _is_denial(unquoted: str, match: re.Match[str]) -> bool:
    """Distinguish "the firm denied it" from "the firm was denied a permit"."""
    granted = _PATTERNS["granted"].search(
        unquoted[match.end() : match.end() + _OBJECT_DISTANCE // 2]
    )
    return not (_PASSIVE.search(unquoted[: match.start()][-20:]) or granted)


def _omits_claim(after_verb: str) -> bool:
    """Whether a denial does not say what it denies: "denied it", "disputed the claim"."""
    return (
        _UNNAMED_CLAIM.match(after_verb) is not None
        or len(content_words(after_verb)) < _MIN_CLAIM_WORDS
    )


def _rejection(unquoted: str) -> re.Match[str] | None:
    """The match of the word with which somebody other than a court rejects a claim."""
    for match in _PATTERNS["turns_down"].finditer(unquoted):
        after = unquoted[match.end() : match.end() + _OBJECT_DISTANCE]
        before = unquoted[max(match.start() - _OBJECT_DISTANCE, 0) : match.start()]
        claim, ruled = _PATTERNS["claims"].search(after), _PATTERNS["rules"].search(before)
        granted = _PATTERNS["granted"].search(after[: claim.start() if claim else 0])
        if claim and not (ruled or granted or _PASSIVE.search(before[-20:])):
            return match
    return None
