"""Check who does what to whom: each verb has the same actors on the same side.

Actors are names and offices.  A passive verb has its doers after "by".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import SYNONYM, likeness, word_set
from briefing_room.verify.reasons import Reason
from briefing_room.verify.speech import (
    HONORIFICS,
    PERSONAL_PRONOUNS,
    ROLES,
    SPEECH_VERBS,
    STANCE_VERBS,
    find_subject,
)
from briefing_room.verify.words import Word, Words

SIDES = "sides"
_VERBS_WITHOUT_SIDES = frozenset({"be", "have", "do", "make", "include", "base"})
_VERBS_WITHOUT_SIDES |= SPEECH_VERBS - STANCE_VERBS
_REPORT_VERBS = word_set("report_verbs")
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


class Sides(NamedTuple):
    """The actors of a verb: who does it, and to whom it is done."""

    doers: list[Word]
    objects: list[Word]
    has_pronoun: bool  # "she" may be any of them


def check_sides(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first verb whose actors the passages have on other sides."""
    for verb in comparison.statement_words:
        if not verb.verb or verb.verb in _VERBS_WITHOUT_SIDES or _is_participle(comparison, verb):
            continue
        if verb.passive and verb.verb in _REPORT_VERBS:
            continue  # "is expected to" says who does something, not to whom it is done
        stated = _find_sides(comparison, comparison.statement_words, verb)
        passage_sides = [
            _find_sides(comparison, comparison.passage_sentences[match.sentence], match.word)
            for match in comparison.matches(verb)
            if match.word.verb and match.weight >= SYNONYM and match.word.denied == verb.denied
        ]
        if passage_sides and all(
            _are_exchanged(comparison, stated, given) for given in passage_sides
        ):
            actors = " ".join(word.text for word in (stated.doers or stated.objects))
            doers = " ".join(word.text for word in passage_sides[0].doers) or "somebody else"
            why = f"“{verb.text}” goes with “{doers}” in the passage, not with “{actors}”"
            yield flag(SIDES, f"{why}; name the right actor", *(stated.doers or stated.objects))
            return


def _is_participle(comparison: Comparison, verb: Word) -> bool:
    """Whether a verb only describes a noun: "the fund, tied to the state, …"."""
    before = comparison.statement_words[verb.index - 1].text if verb.index else ""
    return verb.gerund or verb.reduced or (before == "," and verb.lower.endswith("ed"))


def _find_sides(comparison: Comparison, words: Words, verb: Word) -> Sides:
    before, after = _subject_before(words, verb), _words_after(words, verb)
    by = next((place for place, w in enumerate(after) if w.lower == "by"), len(after))
    first = after[0].lower if after else ""
    is_stance = verb.passive and first == "to" and verb.verb in STANCE_VERBS  # "was opposed to"
    is_participle = first == "by" or (first == "of" and verb.lower.endswith("ed"))  # "accused of"
    is_passive = (verb.passive and not is_stance) or is_participle
    doers, objects = (after[by:], before) if is_passive else (before, after)
    pronoun = any(word.lower in _PRONOUNS for word in (*doers, *objects))
    return Sides(_actors_among(comparison, doers), _actors_among(comparison, objects), pronoun)


def _subject_before(words: Words, verb: Word) -> list[Word]:
    """The subject of a verb; of "wants the board to act" both the board and who wants it."""
    run = list(reversed(find_subject(words, verb.index)))
    start = max((place + 1 for place, word in enumerate(run) if word.verb), default=0)
    lead = words[max(0, verb.index - _MAX_TO_GOVERNOR) : verb.index]
    governor = next((w for w in reversed(lead) if w.verb and not w.gerund), None)
    if "to" in verb.auxiliaries and governor:
        between = [w for w in words[governor.index + 1 : verb.index] if w.content]
        return [*between, *reversed(find_subject(words, governor.index))]
    return run[start:]


def _words_after(words: Words, verb: Word) -> list[Word]:
    after: list[Word] = []
    for word in words[verb.index + 1 : verb.index + _MAX_OBJECT_DISTANCE]:
        ends = word.kind == "mark" and word.text != '"'
        ends |= word.lower in _OBJECT_ENDS or (bool(word.verb) and not word.reduced)
        if ends:
            break
        after.append(word)
    return after


def _actors_among(comparison: Comparison, words: Sequence[Word]) -> list[Word]:
    return [word for word in words if _is_actor(comparison, word)]


def _is_actor(comparison: Comparison, word: Word) -> bool:
    articles, letters = comparison.articles, word.lower.replace("&", "")
    is_known = word.lower in articles.names or (
        word.text.isupper() and letters in articles.initials
    )
    is_name = word.capital and is_known and word.lower not in HONORIFICS
    return word.content and word.kind == "word" and (is_name or word.lemma in ROLES)


def _are_exchanged(comparison: Comparison, stated: Sides, given: Sides) -> bool:
    """Whether an actor has changed sides, or another actor of the statement has its side."""
    if given.has_pronoun or stated.has_pronoun:
        return False
    is_object = _share_actor(comparison, stated.doers, given.objects)
    if is_object and _share_actor(comparison, stated.objects, given.doers):
        return not _share_actor(comparison, stated.objects, given.objects)
    if _share_actor(comparison, stated.doers, given.doers):
        return False
    if is_object:
        return True
    if _share_actor(comparison, stated.objects, given.doers):
        return not _share_actor(comparison, stated.objects, given.objects)
    own = (*stated.doers, *stated.objects)
    others = [w for w in comparison.statement_words if _is_actor(comparison, w) and w not in own]
    return bool(stated.doers) and _share_actor(comparison, others, given.doers)


def _share_actor(comparison: Comparison, actors: Sequence[Word], others: Sequence[Word]) -> bool:
    return any(_may_be_same(comparison, actor, other) for actor in actors for other in others)


def _may_be_same(comparison: Comparison, actor: Word, other: Word) -> bool:
    if actor.capital and other.capital:
        return comparison.articles.may_be_same(actor.lower, other.lower)
    linked = comparison.articles.linked_names.get(actor.lower, ())
    return likeness(actor.lemma, other.lemma) >= SYNONYM or other.lemma in linked
