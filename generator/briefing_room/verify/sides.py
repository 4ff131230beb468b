"""Check who does what to whom: each verb has the same actors on the same side.

Actors are names and offices.  A passive verb has its doers after "by".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import CONTRARIES, SYNONYM, likeness, word_set
from briefing_room.verify.reasons import Reason
from briefing_room.verify.speech import (
    HONORIFICS,
    PERSONAL_PRONOUNS,
    REPORT_VERBS,
    ROLES,
    SPEECH_VERBS,
    STANCE_VERBS,
    find_subject,
)
from briefing_room.verify.words import NO_WORD, Word, Words, word_before, words_before

SIDES = "sides"
_VERBS_WITHOUT_SIDES = frozenset({"be", "have", "do", "make", "include", "base"})
_VERBS_WITHOUT_SIDES |= SPEECH_VERBS - STANCE_VERBS
_JUDGING_VERBS = word_set("judging_verbs")
_CONVERSE_VERBS = word_set("converse_verbs")
_CHARGE_VERBS = word_set("charge_verbs")
_CHARGE_PREPOSITIONS = frozenset({"of", "for", "with"})
_PRONOUNS = word_set("pronouns") | PERSONAL_PRONOUNS | {"which"}
_OBJECT_ENDS = (
    (PREPOSITIONS - {"by", "of", "to", "with", "against", "from"})
    | word_set("subject_ends")
    | word_set("modals")
    | word_set("be_forms")
    | word_set("have_forms")
)
_MAX_TO_GOVERNOR = 20  # words from a verb back to the one that governs its "to"
_MAX_OBJECT_DISTANCE = 16  # words after a verb that may name its object


class Actors(NamedTuple):
    """The actors of a verb: who does it, and to whom it is done."""

    doers: list[Word]
    objects: list[Word]
    has_pronoun: bool  # "she" may be any of them


def check_sides(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first verb whose actors the passages have on other sides."""
    for verb in comparison.statement_words:
        if not verb.verb or verb.verb in _VERBS_WITHOUT_SIDES or _is_participle(comparison, verb):
            continue
        if verb.passive and verb.verb in REPORT_VERBS:
            continue  # "is expected to" says who does something, not to whom it is done
        stated = _find_actors(comparison, comparison.statement_words, verb)
        passage_actors = [
            _find_actors(comparison, comparison.passage_sentences[match.sentence], match.word)
            for match in comparison.matches(verb)
            if match.word.verb and match.weight >= SYNONYM and match.word.denied == verb.denied
        ]
        if passage_actors and all(
            _are_exchanged(comparison, stated, actors)
            or (verb.verb in _JUDGING_VERBS and _is_of_another(comparison, stated, actors))
            for actors in passage_actors
        ):
            accused = stated.doers or stated.objects
            doers = " ".join(word.text for word in passage_actors[0].doers) or "somebody else"
            actors = " ".join(word.text for word in accused)
            why = f"“{verb.text}” goes with “{doers}” in the passage, not with “{actors}”"
            yield flag(SIDES, f"{why}; name the right actor", *accused)
            return


def find_converse(comparison: Comparison, verb: Word, others: Iterable[Word]) -> Word:
    """The one of the ``others``, passage verbs, that says as surely the same from the other side.

    "Kest bought it from Roe" says the same as "Roe sold it to Kest"; gives ``NO_WORD`` for none.
    """
    if verb.verb not in _CONVERSE_VERBS:
        return NO_WORD
    stated = _find_actors(comparison, comparison.statement_words, verb)
    for other in others:
        is_other_side = any(other.verb in sides for _, sides in CONTRARIES[verb.verb])
        is_as_sure = other.certainty >= verb.certainty and other.denied == verb.denied
        if is_other_side and is_as_sure:
            sentence = next(s for s in comparison.passage_sentences if other in s)
            partners = _find_partners(comparison, sentence, other)
            doers = _find_actors(comparison, sentence, other).doers
            is_partner = _share_actor(comparison, stated.doers, partners)
            if is_partner and not _share_actor(comparison, stated.doers, doers):
                return other
    return NO_WORD


def _find_partners(comparison: Comparison, words: Words, verb: Word) -> list[Word]:
    """The actors after "to" or "from", with whom the doer of a verb has a deal."""
    after = words[verb.index + 1 : verb.index + _MAX_OBJECT_DISTANCE]
    clause = list(takewhile(lambda w: not w.verb and w.text not in ",;", after))
    start = next((n for n, w in enumerate(clause) if w.lower in {"to", "from"}), len(clause))
    phrase = takewhile(lambda w: w.lower not in PREPOSITIONS - {"of"}, clause[start + 1 :])
    return [word for word in phrase if _is_actor(comparison, word)]


def _is_participle(comparison: Comparison, verb: Word) -> bool:
    """Whether a verb only describes a noun: "the fund, tied to the state, …"."""
    before = word_before(comparison.statement_words, verb).text
    return verb.gerund or verb.reduced or (before == "," and verb.lower.endswith("ed"))


def _find_actors(comparison: Comparison, words: Words, verb: Word) -> Actors:
    doers, objects = _find_sides(words, verb)
    return Actors(
        [word for word in doers if _is_actor(comparison, word)],
        [word for word in objects if _is_actor(comparison, word)],
        any(word.lower in _PRONOUNS for word in (*doers, *objects)),
    )


def _find_sides(words: Words, verb: Word) -> tuple[list[Word], list[Word]]:
    """The words that name who does a verb, and those that name to whom it is done."""
    charge = _find_charge(words, verb)
    before = _find_sides(words, charge)[1] if charge else _subject_before(words, verb)
    after = _words_after(words, verb)
    by = next((place for place, w in enumerate(after) if w.lower == "by"), len(after))
    first = after[0].lower if after else ""
    is_stance = verb.passive and first == "to" and verb.verb in STANCE_VERBS  # "was opposed to"
    is_participle = first == "by" or (first == "of" and verb.lower.endswith("ed"))  # "accused of"
    is_passive = (verb.passive and not is_stance) or is_participle
    return (after[by:], before) if is_passive else (before, after)


def _find_charge(words: Words, verb: Word) -> Word | None:
    """The verb whose object does a participle: the "accused" of "accused Kest of spilling acid"."""
    if not _is_charged(verb):
        return None
    lead = words_before(words, verb, _MAX_TO_GOVERNOR)
    charge = next((w for w in reversed(lead) if w.verb and not _is_charged(w)), NO_WORD)
    if charge.verb not in _CHARGE_VERBS:
        return None
    link = next((w for w in reversed(lead) if w.lower in _CHARGE_PREPOSITIONS), charge)
    has_comma = any(word.text == "," for word in words[link.index : verb.index])
    return charge if link.index > charge.index and not has_comma else None


def _is_charged(verb: Word) -> bool:
    """Whether a verb may be what somebody is accused of: "of spilling", "of having spilt"."""
    return verb.gerund or "having" in verb.auxiliaries


def _subject_before(words: Words, verb: Word) -> list[Word]:
    """The subject of a verb; of "wants the board to act" both the board and who wants it."""
    lead = words_before(words, verb, _MAX_TO_GOVERNOR)
    governor = next((w for w in reversed(lead) if w.verb and not w.gerund), None)
    if "to" in verb.auxiliaries and governor:
        between = [w for w in words[governor.index + 1 : verb.index] if w.content]
        return [*between, *reversed(find_subject(words, governor.index))]
    subject = list(reversed(find_subject(words, verb.index)))
    start = max((place + 1 for place, word in enumerate(subject) if word.verb), default=0)
    return subject[start:]


def _words_after(words: Words, verb: Word) -> list[Word]:
    """The words after a verb up to the end of its object."""
    after: list[Word] = []
    for word in words[verb.index + 1 : verb.index + _MAX_OBJECT_DISTANCE]:
        is_end = word.kind == "mark" and word.text != '"'
        is_end |= word.lower in _OBJECT_ENDS or (bool(word.verb) and not word.reduced)
        if is_end:
            break
        after.append(word)
    return after


def _is_actor(comparison: Comparison, word: Word) -> bool:
    articles, letters = comparison.articles, word.lower.replace("&", "")
    is_known = word.lower in articles.names or (
        word.text.isupper() and letters in articles.initials
    )
    is_name = word.capital and is_known and word.lower not in HONORIFICS
    return word.content and (is_name or word.lemma in ROLES)


def _are_exchanged(comparison: Comparison, stated: Actors, actors: Actors) -> bool:
    """Whether an actor has changed sides, or another actor of the statement has its side."""
    if actors.has_pronoun or stated.has_pronoun:
        return False
    if _share_actor(comparison, stated.objects, actors.doers):
        return not _share_actor(comparison, stated.objects, actors.objects) and (
            _share_actor(comparison, stated.doers, actors.objects)
            or not _share_actor(comparison, stated.doers, actors.doers)
        )
    if _share_actor(comparison, stated.doers, actors.doers):
        return False
    if _share_actor(comparison, stated.doers, actors.objects):
        return True
    named = (*stated.doers, *stated.objects)
    unnamed = [w for w in comparison.statement_words if _is_actor(comparison, w) and w not in named]
    return bool(stated.doers) and _share_actor(comparison, unnamed, actors.doers)


def _is_of_another(comparison: Comparison, stated: Actors, actors: Actors) -> bool:
    """Whether a view is that of another name: "Roe called it safe" of "Pell called it safe"."""
    if actors.has_pronoun or stated.has_pronoun or not (stated.doers and actors.doers):
        return False
    has_names = all(w.capital for w in stated.doers) and any(w.capital for w in actors.doers)
    return has_names and not _share_actor(comparison, stated.doers, actors.doers)


def _share_actor(comparison: Comparison, actors: Sequence[Word], others: Sequence[Word]) -> bool:
    return any(_may_be_same(comparison, actor, other) for actor in actors for other in others)


def _may_be_same(comparison: Comparison, actor: Word, other: Word) -> bool:
    if actor.capital and other.capital:
        return comparison.articles.may_be_same(actor.lower, other.lower)
    linked = comparison.articles.linked_names.get(actor.lower, ())
    return likeness(actor.lemma, other.lemma) >= SYNONYM or other.lemma in linked
