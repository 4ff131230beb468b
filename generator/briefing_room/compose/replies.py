"""Match each denial with the charge that it answers: a page shows both, or neither.

A denial answers the charge that shares words with it, names the one who answers, or comes from the
one whom it contradicts.  Without such a charge it answers the sentence right before it in its
paragraph; if there is none, the denial is not shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefing_room.model import SentenceFacts
from briefing_room.text.lexicon import content_words, count_words, phrases, table

BRIEF = 12  # words of a denial that says little without its charge
FARTHEST = 8  # sentences between a charge and its denial
PLAIN, FAINT = 0.6, 1.5  # how surely a charge belongs to a denial, and to a mere answer
CHARGED = 1.7  # what a sentence charges somebody with that a mere answer belongs to
FARTHER = 0.08  # what each sentence between them takes from that
COMMON = 0.5  # of the sentences; a word in more of them tells none apart
SUBJECT = 3  # words at most of who speaks
NAMED = 3  # words that a denial tells of what it denies, from which it stands by itself
_WORDS = {name: phrases(rows) for name, rows in table("replies").items()}
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be) (?:\w+ly )?$")
_NONE = re.compile(r"\b(?:no|not|never|nothing|nobody|none|without)\b|n't\b")
_FIGURE = re.compile(r"\d|\b(?:figures?|numbers?|estimates?)\b")
_BARE = re.compile(
    rf"(?: (?:the|all|any|such|both|that|these|those|its|his|her|their))?(?: \w+)??"
    rf" (?:{_WORDS['claims'].pattern})(?: as| on|,|;|\.|$)"
)
_SPEAKING = ("says", "denies", "turns_down", "answers", "charges")
_NEAR = 60  # letters behind a word in which its object stands


class _Read(NamedTuple):
    """A sentence with what matters for matching replies."""

    words: frozenset[str]
    subject: frozenset[str]  # its first words of meaning: who speaks
    denies: bool
    answers: bool
    firm: bool  # it insists, or says that something is not so
    bare: bool  # a denial that does not say what is denied
    figure: bool  # it speaks of one
    charge: float


def replies(found: Sequence[SentenceFacts], *, note: bool = False) -> Mapping[int, int | None]:
    """Find the charge that each denial of a text answers, ``None`` if that is not certain.

    In a note, whose sentences stand alone, only a short denial ``beside`` its charge has one.
    """
    read = [_reading(each.sentence.text) for each in found]
    counts = Counter(word for each in read for word in each.words)
    common = frozenset(w for w, n in counts.items() if n > max(4, COMMON * len(read)))
    told: dict[int, int | None] = {}
    if note:
        short = [count_words(each.sentence.text) <= BRIEF for each in found]
        denials = (at for at in range(1, len(read)) if read[at].denies)
        return {n: n - 1 for n in denials if read[n].bare or (short[n] and read[n - 1].charge)}
    for at, each in enumerate(read):
        if each.denies or each.answers:
            charge = _charge(read, at, common, told)
            before = found[max(at - 1, 0)].sentence.paragraph
            beside = at > 0 and before == found[at].sentence.paragraph and at - 1 not in told
            if charge is None and each.bare and beside:
                charge = at - 1
            if charge is not None or each.bare:
                told[at] = charge
    return told


def is_denial(text: str) -> bool:
    """Whether a sentence denies something outright, rather than only answers."""
    return _reading(text).denies


def _charge(
    read: Sequence[_Read], at: int, common: frozenset[str], told: Mapping[int, int | None]
) -> int | None:
    """Find the earlier sentence that a denial or an answer most surely refers to."""
    worth = {
        n: _worth(read[n], read[at], common) - FARTHER * (at - n - 1) - 1.5 * (n in told)
        for n in range(max(0, at - FARTHEST), at)
    }
    best = max(worth, key=lambda n: worth[n], default=None)
    least = PLAIN if read[at].denies else FAINT
    return best if best is not None and worth[best] >= least else None


def _worth(charge: _Read, reply: _Read, common: frozenset[str]) -> float:
    """Score how surely one sentence answers another."""
    if not charge.charge or (charge.subject == reply.subject and charge.charge <= 1):
        return 0.0  # nothing is told by anybody, or by who answers
    shared = frozenset[str]() if reply.bare else (charge.words & reply.words) - common
    own = reply.subject & (charge.words - charge.subject)  # who answers is spoken of
    other = charge.subject & (reply.words - reply.subject)  # and who charged
    tied = own or (other and shared) or (reply.firm and len(shared) > 1)
    if not reply.denies and (not tied or (charge.charge < CHARGED and not reply.firm)):
        return 0.0
    figure = reply.bare and reply.figure and charge.figure
    return charge.charge + min(len(shared - own - other), 2) + bool(own) + bool(other) + figure


@lru_cache(maxsize=8192)
def _reading(text: str) -> _Read:
    low = text.lower()
    denial = next((m for m in _WORDS["denies"].finditer(low) if _is_denial(low, m)), None)
    denial = denial or _turned_down(low)
    false = _WORDS["false"].search(low)
    if not denial and false and _WORDS["calls"].search(low[max(false.start() - _NEAR, 0) :]):
        denial = false if _WORDS["says"].search(low) or _WORDS["calls"].search(low) else None
    words = frozenset(content_words(text))
    charged = 2.0 * bool(_WORDS["charges"].search(low)) + 0.7 * bool(_WORDS["harms"].search(low))
    says = bool(_WORDS["says"].search(low))
    firm = _WORDS["answers"].search(low) is not None
    return _Read(
        words=words,
        subject=_subject(low),
        denies=denial is not None,
        answers=says or firm,
        firm=firm or (says and _NONE.search(low) is not None),
        bare=denial is not None and _is_bare(low[denial.end() :]),
        figure=_FIGURE.search(low) is not None,
        charge=charged + says,
    )


def _subject(low: str) -> frozenset[str]:
    """The words for whoever speaks, charges or denies in a sentence."""
    verbs = (_WORDS[name].search(low) for name in _SPEAKING)
    end = min((verb.start() for verb in verbs if verb), default=0)
    return frozenset((content_words(low[:end]) or content_words(low))[:SUBJECT])


def _is_denial(low: str, match: re.Match[str]) -> bool:
    """Distinguish "the firm denied it" from "the firm was denied a permit"."""
    behind = low[match.end() : match.end() + _NEAR]
    granted = _WORDS["granted"].search(behind[:30])
    return not (_PASSIVE.search(low[: match.start()][-20:]) or granted)


def _is_bare(behind: str) -> bool:
    """Whether a denial does not say what it denies: "denied it", "disputed the claim"."""
    return _BARE.match(behind) is not None or len(content_words(behind)) < NAMED


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
