"""Match each denial or reply with the charge that it answers: a page shows both, or neither.

A denial answers the charge that shares words with it, names the speaker of the denial, or comes
from the person it contradicts.  Without such a charge it answers the previous sentence of its
paragraph; if there is none, the denial is not shown.  A party known from the text that speaks after
a charge answers it, whatever its words: "The owner said that no sand was ever sold."
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefing_room.compose.speech import ACCUSATION, PLAIN_CHARGE, Speech, Stems, speech, stems
from briefing_room.model import SentenceFacts
from briefing_room.text.lexicon import count_words

_MAX_BRIEF_WORDS = 12  # a denial in a note with more words is understood without its charge
_MAX_DISTANCE = 8  # sentences between a charge and its reply
_DISTANCE_COST = 0.08  # for each sentence between them
_MIN_SCORE = 0.6  # for a charge to belong to a reply
_DENIED_CHARGE_COST = 1.5  # for a charge that is itself a denial
_MAX_WORD_SHARE = 0.5  # of the sentences; a word in more of them distinguishes none

Charges = Mapping[int, int | None]


class Replies(NamedTuple):
    """The charge that each reply answers, both as indexes of sentences.

    ``certain`` has denials and plain replies, with None for a denial whose charge is unsure;
    ``likely`` has responses of somebody whom an earlier sentence mentions.
    """

    certain: Charges
    likely: Mapping[int, int]


def replies(sentences: Sequence[SentenceFacts], title: str = "", *, note: bool = False) -> Replies:
    """Find the charges that denials and replies answer.

    The sentences of a note are independent: only a short denial directly after its charge has one.
    """
    speeches = [speech(facts.sentence.text) for facts in sentences]
    if note:
        return Replies(_note_denials(sentences, speeches), {})
    counts = Counter(word for spoken in speeches for word in spoken.words)
    common_words = frozenset(
        word for word, count in counts.items() if count > max(4, _MAX_WORD_SHARE * len(speeches))
    )
    known_words = stems(title)
    certain_charges, likely_charges = dict[int, int | None](), dict[int, int]()
    for index, reply in enumerate(speeches):
        if reply.denies or reply.answers:
            charge_index = _find_charge(
                speeches[: index + 1], known_words, common_words, certain_charges
            )
            if (
                charge_index is None
                and reply.omits_claim
                and index - 1 not in certain_charges
                and _continues_paragraph(sentences, index)
            ):
                charge_index = index - 1
            if charge_index is not None and not (
                reply.denies or speeches[charge_index].charge_weight >= PLAIN_CHARGE
            ):
                likely_charges[index] = charge_index
            elif charge_index is not None or reply.omits_claim:
                certain_charges[index] = charge_index
        known_words |= reply.words
    firm = {
        index: charge_index
        for index, charge_index in certain_charges.items()
        if _is_firmest(index, speeches, certain_charges)
    }
    return Replies(firm, likely_charges)


def is_denial(text: str) -> bool:
    """Whether a sentence denies something outright, rather than only answers."""
    return speech(text).denies


def _note_denials(sentences: Sequence[SentenceFacts], speeches: Sequence[Speech]) -> Charges:
    is_brief = [count_words(facts.sentence.text) <= _MAX_BRIEF_WORDS for facts in sentences]
    denials = (index for index in range(1, len(speeches)) if speeches[index].denies)
    return {
        index: index - 1
        for index in denials
        if speeches[index].omits_claim or (is_brief[index] and speeches[index - 1].charge_weight)
    }


def _continues_paragraph(sentences: Sequence[SentenceFacts], index: int) -> bool:
    """Whether a sentence is in the paragraph of the previous one."""
    return (
        index > 0 and sentences[index - 1].sentence.paragraph == sentences[index].sentence.paragraph
    )


def _is_firmest(index: int, speeches: Sequence[Speech], charges: Charges) -> bool:
    """Whether no side answers the same charge more firmly: a denial, then "not" or "all"."""

    def firmness(reply_index: int) -> tuple[bool, bool]:
        reply = speeches[reply_index]
        return reply.denies, reply.is_firm and (reply.is_party or reply.is_reply)

    if charges[index] is None:
        return True
    rivals = (other for other, charge_index in charges.items() if charge_index == charges[index])
    return all(firmness(index) >= firmness(other) for other in rivals)


def _find_charge(
    speeches: Sequence[Speech], known_words: Stems, common_words: Stems, charges: Charges
) -> int | None:
    """The index of the sentence that the last one answers, None if no score is high enough."""
    *earlier, reply = speeches
    scores: dict[int, float] = {}
    for index in range(max(0, len(earlier) - _MAX_DISTANCE), len(earlier)):
        charge, distance = earlier[index], len(earlier) - index - 1
        if not (distance or charge.speaker or reply.is_firm or reply.denies):
            continue  # it only gives the details of what was announced
        score = _denial_score(charge, reply, common_words)
        if not reply.denies:
            score = _answer_score(charge, reply, known_words, common_words)
        scores[index] = (
            score
            - _DISTANCE_COST * distance
            - _DENIED_CHARGE_COST * (index in charges and charge.denies)
        )
    best = max(scores, key=lambda index: (scores[index], -index), default=-1)
    if scores.get(best, 0.0) < _MIN_SCORE:
        return None
    # A first sentence may only announce a charge: "X has complained".
    details = (index for index in (best + 1, best + 2) if scores.get(index, 0.0) >= _MIN_SCORE)
    return max(
        (index for index in details if earlier[index].charge_weight >= PLAIN_CHARGE), default=best
    )


def _denial_score(charge: Speech, denial: Speech, common_words: Stems) -> float:
    """Score how likely a denial is about a charge."""
    if not charge.charge_weight or (charge.speaker == denial.speaker and charge.charge_weight <= 1):
        return 0.0  # nobody says it, or the denier does
    shared = Stems() if denial.omits_claim else (charge.words & denial.words) - common_words
    names_denier = denial.speaker & (charge.words - charge.speaker)
    names_accuser = charge.speaker & (denial.words - denial.speaker)
    share_figure = denial.omits_claim and denial.has_figure and charge.has_figure
    tied = bool(names_denier) + bool(names_accuser) + share_figure
    return charge.charge_weight + min(len(shared - names_denier - names_accuser), 2) + tied


def _answer_score(charge: Speech, answer: Speech, known_words: Stems, common_words: Stems) -> float:
    """Score how likely somebody answers a charge without denying it outright."""
    is_plain = charge.charge_weight >= PLAIN_CHARGE
    shared_words = len(charge.speaker & answer.speaker)
    # "Mali's president" and "Chad's president" share one word of two.
    same_speaker = shared_words and shared_words == min(len(charge.speaker), len(answer.speaker))
    if charge.charge_weight < 1 or charge.denies or same_speaker:
        return 0.0
    names_speaker = answer.speaker & (charge.words - charge.speaker)
    names_accuser = charge.speaker & answer.words
    shared = (charge.words & answer.words) - common_words - answer.speaker
    is_side = (
        answer.is_party
        or answer.is_reply
        or names_accuser
        or answer.speaker & (known_words - charge.speaker)
    )
    sign_count = bool(names_speaker or names_accuser) + answer.is_firm + min(len(shared), 2)
    needed_signs = 0 if charge.charge_weight >= ACCUSATION else 1
    is_charge = answer.charge_weight >= PLAIN_CHARGE and not (answer.is_firm or names_speaker)
    if answer.is_bystander or is_charge or not is_side or sign_count < needed_signs:
        return 0.0
    return is_plain + sign_count + 0.5 * answer.is_party
