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
    listed,
    phrases,
    table,
    verb_forms,
)

PLAIN = 1.7  # the weight from which a sentence plainly charges somebody with something
ACCUSED = 2.0  # the weight of "accuse", "allege" and the like
_SAID, _HARM = 1.0, 0.7  # of a verb of saying, and of a wrong that is spoken of
_ROOT_LETTERS = 6  # by which "promised" meets "promise"
_SPEAKER_WORDS = 5
_TRAILING_WORDS = 6  # behind the verb of a sentence that ends with who says it
_NAMED_WORDS = 3  # from which a denial tells what it denies, and stands by itself
_NEAR = 60  # letters behind a word in which its object stands
_SAYING = verb_forms(table("saying")["verbs"]) - GERUNDS - BASES - {"states"}
_ROWS = table("replies")
_LISTS = {**_ROWS, "says": [*_ROWS["says"], *_SAYING, *listed("forms", "saying")]}
_WORDS = {name: phrases(sorted(rows, reverse=True)) for name, rows in _LISTS.items()}
_SPEAKING = ("says", "denies", "turns_down", "answers", "charges", "calls")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be) (?:\w+ly )?$")
_OWN = re.compile(r"(?:its|his|her|their) ")
_FLAT = re.compile(r"\b(?:no|not|never|nothing|nobody|none|without|every|each|all)\b|n't\b")
_FIGURE = re.compile(r"\d|\b(?:figures?|numbers?|estimates?)\b")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_ACCORDING = re.compile(r"\baccording to ([^,]+)")
_BARE = re.compile(
    rf"(?: (?:the|all|any|such|both|that|these|those|its|his|her|their))?(?: \w+)??"
    rf" (?:{_WORDS['claims'].pattern})(?: as| on|,|;|\.|$)"
)

Roots = frozenset[str]


class Speech(NamedTuple):
    """A sentence with who speaks in it, and how."""

    words: Roots
    speaker: Roots
    bystander: bool  # the speaker is a source, an analyst
    party: bool  # the speaker is one whom others charge: "the owner", "a spokeswoman"
    denies: bool
    answers: bool  # somebody is heard, or insists
    replies: bool  # it says that it is a reply
    firm: bool  # it insists, or says that something is not so
    bare: bool  # a denial that does not say what is denied
    figure: bool
    charge: float  # how plainly it charges somebody with something


def roots(text: str) -> Roots:
    """The first letters of the words of meaning, by which forms of a word meet."""
    return frozenset(word[:_ROOT_LETTERS] for word in content_words(text))


@lru_cache(maxsize=8192)
def speech(text: str) -> Speech:
    """Read who speaks in a sentence, and how."""
    whole = text.lower()
    low = _QUOTED.sub('""', whole)  # verbs in a quotation are not those of its sentence
    found = {name: _WORDS[name].search(low) is not None for name in _WORDS}
    denial = _denial(low, found)
    speaker, replies = _speaker(low), found["answers"] or found["turns_down"]
    return Speech(
        words=roots(text),
        speaker=roots(" ".join(content_words(speaker)[:_SPEAKER_WORDS])),
        bystander=_WORDS["bystanders"].search(speaker) is not None,
        party=_OWN.match(speaker) is not None or _WORDS["parties"].search(speaker) is not None,
        denies=denial is not None and speaker != "",
        answers=found["says"] or replies,
        replies=replies,
        firm=replies or (found["says"] and _FLAT.search(whole) is not None),
        bare=denial is not None and _is_bare(low[denial.end() :]),
        figure=_FIGURE.search(low) is not None,
        charge=ACCUSED * found["charges"]
        + _HARM * bool(_WORDS["harms"].search(whole))
        + _SAID * found["says"],
    )


def _speaker(low: str) -> str:
    """The words for whoever speaks in a sentence of small letters, "" if nobody does."""
    if according := _ACCORDING.search(low):
        return according[1]
    verbs = (verb for name in _SPEAKING for verb in _WORDS[name].finditer(low))
    of_somebody = (verb for verb in verbs if _names_somebody(low[: verb.start()]))
    verb = min(of_somebody, key=lambda verb: verb.start(), default=None)
    if verb is None or _PASSIVE.search(low[: verb.start()]):  # "Acme is accused of"
        return ""
    before, behind = low[: verb.start()], low[verb.end() :]
    if before.rstrip(" ,").endswith('"'):  # "…", said the mayor
        return re.split(r"[,.;\"“]", behind, maxsplit=1)[0]
    unquoted = before.split('"')[-1].strip(" ,")
    last = unquoted.split(", ")[-1]  # "…, the mayor said on Monday"
    closed = before.endswith(", ")  # "The maker, Acme, says"
    if not closed and max(len(last.split()), len(behind.split())) <= _TRAILING_WORDS:
        return last
    return unquoted if content_words(unquoted) else before


def _names_somebody(low: str) -> bool:
    return low.strip() in PRONOUNS or bool(content_words(low))


# --- Denials -------------------------------------------------------------------------------------


def _denial(low: str, found: dict[str, bool]) -> re.Match[str] | None:
    """The word with which somebody denies something outright."""
    outright = (match for match in _WORDS["denies"].finditer(low) if _is_denial(low, match))
    denial = next(outright, None) or _turned_down(low)
    if denial is None and (found["says"] or found["calls"]):
        denial = next((m for m in _WORDS["false"].finditer(low) if _is_of_a_claim(low, m)), None)
    return denial


def _is_of_a_claim(low: str, match: re.Match[str]) -> bool:
    """Distinguish "the story was false" and "called it false" from "false alarms"."""
    before = low[max(match.start() - _NEAR, 0) : match.start()]
    return any(_WORDS[name].search(before) for name in ("calls", "claims"))


def _is_denial(low: str, match: re.Match[str]) -> bool:
    """Distinguish "the firm denied it" from "the firm was denied a permit"."""
    granted = _WORDS["granted"].search(low[match.end() : match.end() + _NEAR // 2])
    return not (_PASSIVE.search(low[: match.start()][-20:]) or granted)


def _is_bare(behind: str) -> bool:
    """Whether a denial does not say what it denies: "denied it", "disputed the claim"."""
    return _BARE.match(behind) is not None or len(content_words(behind)) < _NAMED_WORDS


def _turned_down(low: str) -> re.Match[str] | None:
    """Find where somebody other than a court rejects or disputes a claim."""
    for match in _WORDS["turns_down"].finditer(low):
        behind = low[match.end() : match.end() + _NEAR]
        before = low[max(match.start() - _NEAR, 0) : match.start()]
        claim, ruled = _WORDS["claims"].search(behind), _WORDS["rules"].search(before)
        granted = _WORDS["granted"].search(behind[: claim.start() if claim else 0])
        if claim and not (ruled or granted or _PASSIVE.search(before[-20:])):
            return match
    return None
