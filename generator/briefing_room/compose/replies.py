"""Match each denial or reply with the charge that it answers: a page shows both, or neither.

A denial answers the charge that shares words with it, names the one who answers, or comes from the
one whom it contradicts.  Without such a charge it answers the sentence right before it in its
paragraph; if there is none, the denial is not shown.  A side that is known from the text and heard
after a charge answers it, whatever words it chooses: "The owner said that no sand was ever sold."
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefing_room.compose.speech import ACCUSED, PLAIN, Roots, Speech, roots, speech
from briefing_room.model import SentenceFacts
from briefing_room.text.lexicon import count_words

_BRIEF_WORDS = 12  # of a denial in a note that says little without its charge
_FARTHEST = 8  # sentences between a charge and its reply
_FARTHER = 0.08  # what each sentence between them takes from the score
_LEAST = 0.6  # the score from which a charge belongs to a denial or reply
_OF_DENIAL = 1.5  # taken from the score of what is a denial itself
_COMMON_SHARE = 0.5  # of the sentences; a word in more of them tells none apart

Charges = Mapping[int, int | None]


class Replies(NamedTuple):
    """What the sentences of a text answer, by their places.

    ``certain`` has the charge of each denial and plain reply, ``None`` where a denial's is unsure;
    ``likely`` has sentences after which somebody whom they speak of is heard.
    """

    certain: Charges
    likely: Mapping[int, int]


def replies(found: Sequence[SentenceFacts], title: str = "", *, note: bool = False) -> Replies:
    """Find what denials and replies answer.

    In a note, whose sentences stand alone, only a short denial right behind its charge has one.
    """
    speeches = [speech(each.sentence.text) for each in found]
    if note:
        return Replies(_in_a_note(found, speeches), {})
    counts = Counter(word for each in speeches for word in each.words)
    common = frozenset(w for w, n in counts.items() if n > max(4, _COMMON_SHARE * len(speeches)))
    known = roots(title)
    certain, likely = dict[int, int | None](), dict[int, int]()
    for at, reply in enumerate(speeches):
        if reply.denies or reply.answers:
            charge = _charge(speeches[: at + 1], known, common, certain)
            if charge is None and reply.bare and at - 1 not in certain and _beside(found, at):
                charge = at - 1
            if charge is not None and not (reply.denies or speeches[charge].charge >= PLAIN):
                likely[at] = charge
            elif charge is not None or reply.bare:
                certain[at] = charge
        known |= reply.words
    firm = {at: charge for at, charge in certain.items() if _is_firmest(at, speeches, certain)}
    return Replies(firm, likely)


def is_denial(text: str) -> bool:
    """Whether a sentence denies something outright, rather than only answers."""
    return speech(text).denies


def _in_a_note(found: Sequence[SentenceFacts], speeches: Sequence[Speech]) -> Charges:
    short = [count_words(each.sentence.text) <= _BRIEF_WORDS for each in found]
    denials = (at for at in range(1, len(speeches)) if speeches[at].denies)
    return {
        at: at - 1 for at in denials if speeches[at].bare or (short[at] and speeches[at - 1].charge)
    }


def _beside(found: Sequence[SentenceFacts], at: int) -> bool:
    """Whether a sentence stands in one paragraph with the one before it."""
    return at > 0 and found[at - 1].sentence.paragraph == found[at].sentence.paragraph


def _is_firmest(at: int, speeches: Sequence[Speech], charges: Charges) -> bool:
    """Whether no side answers the same charge more firmly: a denial, then "not" or "all"."""

    def firmness(place: int) -> tuple[bool, bool]:
        reply = speeches[place]
        return reply.denies, reply.firm and (reply.party or reply.replies)

    if charges[at] is None:
        return True
    rivals = (other for other, charge in charges.items() if charge == charges[at])
    return all(firmness(at) >= firmness(other) for other in rivals)


def _charge(
    speeches: Sequence[Speech], known: Roots, common: Roots, charges: Charges
) -> int | None:
    """Find the sentence that the last one most surely answers."""
    *earlier, reply = speeches
    scores: dict[int, float] = {}
    for n in range(max(0, len(earlier) - _FARTHEST), len(earlier)):
        charge, between = earlier[n], len(earlier) - n - 1
        if not (between or charge.speaker or reply.firm or reply.denies):
            continue  # it only says more exactly what was announced
        likely = _denied(charge, reply, common)
        if not reply.denies:
            likely = _answered(charge, reply, known, common)
        scores[n] = likely - _FARTHER * between - _OF_DENIAL * (n in charges and charge.denies)
    best = max(scores, key=lambda n: (scores[n], -n), default=-1)
    if scores.get(best, 0.0) < _LEAST:
        return None
    # What a first sentence only announces, "X has complained", stands behind it.
    details = (n for n in (best + 1, best + 2) if scores.get(n, 0.0) >= _LEAST)
    return max((n for n in details if earlier[n].charge >= PLAIN), default=best)


def _denied(charge: Speech, denial: Speech, common: Roots) -> float:
    """Score how surely a denial is one of a sentence."""
    if not charge.charge or (charge.speaker == denial.speaker and charge.charge <= 1):
        return 0.0  # nothing is told by anybody, or by who answers
    shared = Roots() if denial.bare else (charge.words & denial.words) - common
    named = denial.speaker & (charge.words - charge.speaker)
    opposed = charge.speaker & (denial.words - denial.speaker)
    figure = denial.bare and denial.figure and charge.figure
    tied = bool(named) + bool(opposed) + figure
    return charge.charge + min(len(shared - named - opposed), 2) + tied


def _answered(charge: Speech, answer: Speech, known: Roots, common: Roots) -> float:
    """Score how surely somebody answers a sentence without denying it in so many words."""
    plain = charge.charge >= PLAIN
    same = len(charge.speaker & answer.speaker)  # of "Mali's president" and "Chad's" not all
    same_speaker = same and same == min(len(charge.speaker), len(answer.speaker))
    if charge.charge < 1 or charge.denies or same_speaker:
        return 0.0
    named = answer.speaker & (charge.words - charge.speaker)
    opposed = charge.speaker & answer.words
    shared = (charge.words & answer.words) - common - answer.speaker
    a_side = answer.party or answer.replies or opposed or answer.speaker & (known - charge.speaker)
    signs = bool(named or opposed) + answer.firm + min(len(shared), 2)
    needed = 0 if charge.charge >= ACCUSED else 1
    charges_too = answer.charge >= PLAIN and not (answer.firm or named)
    if answer.bystander or charges_too or not a_side or signs < needed:
        return 0.0
    return plain + signs + 0.5 * answer.party
