"""Find who speaks in a sentence: the subjects of its verbs of saying.

A *speaker* is whoever is quoted or reported: a person, a body, a document, or a role such as
"critics".  An *outlet* is the publisher that prints or relays it; "Kest said, Argus reported" has
the speaker Kest and the outlet Argus (:mod:`briefing_room.verify.row_speakers`).  What the other
sentences of an article say about a speaker is in :mod:`briefing_room.verify.cited_articles`.

A speaker is known by the words that name it: see :class:`SpeakerWords`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefing_room.text.lexicon import is_adverb
from briefing_room.text.periods import DATE_WORDS
from briefing_room.verify.likeness import is_country, word_set
from briefing_room.verify.words import (
    Modality,
    Word,
    Words,
    word_after,
    word_before,
    words_before,
)

SPEECH_VERBS = word_set("speech_verbs")
REPORT_VERBS = word_set("report_verbs")
"""Verbs that report speech in the passive: "is said to"."""
STANCE_VERBS = word_set("stance_verbs")
"""Verbs that report speech only before "that": "they ask that", not "they ask for"."""
ROLES = word_set("roles")
HONORIFICS = word_set("honorifics")
ANAPHORS = word_set("anaphors")
PERSONAL_PRONOUNS = word_set("personal_pronouns")
SINGULAR_PERSONS = frozenset({"he", "she"})
_SAYING_PARTICIPLES = word_set("saying_participles")
_ADJECTIVAL_VERBS = word_set("adjectival_verbs")
_LEADING_WORDS = word_set("leading_words")
_SUBJECT_ENDS = word_set("subject_ends")
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "their"})
_SUBJECT_JOINERS = frozenset({"and", "but", "or", ",", "–", "—"})

# How many words these may have; longer ones are something else.
_MAX_SUBJECT = 16
_MAX_BRACKET = 6
_MAX_APPOSITION = 12
_MAX_RELATIVE_CLAUSE = 16
_MAX_CLAUSE_WITH_SHARED_SUBJECT = 30
_MAX_VERBS_SHARING_SUBJECT = 3
_MAX_SPEAKER_AFTER_VERB = 7
_MAX_SOURCE_AFTER_ACCORDING = 10

Names = frozenset[str]


class SpeakerWords(NamedTuple):
    """The words that name a speaker: ``names``, and ``roles`` with pronouns and other nouns.

    Names are in lowercase, such as "pell"; roles are lemmas, such as "minister" or "she".
    """

    names: frozenset[str]
    roles: frozenset[str]


def _speaker_words(words: Iterable[Word], *, with_nouns: bool = False) -> SpeakerWords:
    """Sort words into names and roles; with ``with_nouns``, other nouns count as roles."""
    names: set[str] = set()
    roles: set[str] = set()
    for word in words:
        may_speak = word.kind == "word" and word.lower not in DATE_WORDS
        if may_speak and word.lower in PERSONAL_PRONOUNS:
            roles.add(word.lower)
        elif may_speak and (word.lemma in ROLES or word.lower in HONORIFICS):
            roles.add(word.lemma)
        elif may_speak and word.capital and word.content:
            names.add(word.lower)
        elif with_nouns and word.content:
            roles.add(word.lemma)
    if roles - PERSONAL_PRONOUNS:  # "the Australian miner" is not Australia
        names = {name for name in names if not is_country(name)}
    return SpeakerWords(frozenset(names), frozenset(roles))


# --- Speakers ------------------------------------------------------------------------------------


def find_speakers(words: Words, *, stance: bool = False) -> list[SpeakerWords]:
    """Find the speakers of a sentence, one for each verb of saying.

    With ``stance`` also those who "oppose it" or "forecast a loss".
    """
    speakers: list[SpeakerWords] = []
    for word in words:
        if word.lower == "according":
            start = word.index + 2  # after "to"
            speakers.append(_speaker_words(_find_source(words[start:]), with_nouns=True))
        elif reports_speech(word, words, stance=stance) and any(
            speaker := find_speaker(words, word)
        ):
            speakers.append(speaker)
    return speakers


def _find_source(words: Words) -> Words:
    """The words after "according to" that name the source, up to the comma before a verb."""
    source = words[:_MAX_SOURCE_AFTER_ACCORDING]
    verb = next((place for place, word in enumerate(source) if word.verb), None)
    commas = [place for place, word in enumerate(source[:verb]) if word.text == ","]
    return source if verb is None else source[: commas[-1] if commas else verb]


def reports_speech(word: Word, words: Words, *, stance: bool = False) -> bool:
    """Whether a word is a verb that reports speech; with ``stance`` also "they oppose it"."""
    if (
        word.verb not in SPEECH_VERBS
        or word.in_quotation
        or word.passive
        or word.denied
        or word.reduced
    ):
        return False
    if word.verb in STANCE_VERBS and not (stance or word_after(words, word).lower == "that"):
        return False
    is_participle = word.gerund and not word.auxiliaries and word.verb not in _SAYING_PARTICIPLES
    if word.modality < Modality.FACT or is_participle:
        return False
    return not _modifies_noun(word, words)


def _modifies_noun(verb: Word, words: Words) -> bool:
    """Whether a participle only describes a noun: "the plant's announced closure"."""
    if verb.verb not in _ADJECTIVAL_VERBS or verb.auxiliaries or not verb.lower.endswith("ed"):
        return False
    before, after = word_before(words, verb), word_after(words, verb)
    return before.content and not before.capital and after.content


def find_speaker(words: Words, verb: Word) -> SpeakerWords:
    """Find who speaks at a verb of saying: the names before it, else those after it, else nouns.

    After a quotation or a comma, a name after the verb comes first: '"…", said Roe'.
    """
    before = find_subject(words, verb.index)
    speaker_before = _speaker_words(before)
    after = words[verb.index + 1 : verb.index + 1 + _MAX_SPEAKER_AFTER_VERB]
    marks = [w.text for w in words_before(words, verb, 2)]
    follows_quotation = '"' in marks and marks[-1] in {'"', ","} and bool(after)
    follows_quotation &= any(w.capital or w.lower in _DETERMINERS for w in after[:1])
    follows_comma = marks[-1:] == [","] and any(w.capital for w in after[:1])
    if follows_quotation or follows_comma or not any(speaker_before):
        ends = (i for i, w in enumerate(after) if w.kind == "mark" and w.text in '.;"')
        speaker_after = _speaker_words(after[: next(ends, len(after))])
        if any(speaker_after):
            return speaker_after
    if any(speaker_before):
        return speaker_before
    return _speaker_words((word for word in before if not word.verb), with_nouns=True)


# --- The subject of a verb -----------------------------------------------------------------------


def find_subject(words: Words, verb_index: int, depth: int = 0) -> list[Word]:
    """Find the words of the subject of a verb, in reverse order.

    In "X did and said" X is the subject of both verbs; ``depth`` counts such verbs on the way.
    """
    position = verb_index - 1
    while position >= 0 and _is_interposed(words[position]):
        position -= 1
    position, subject_words = _skip_apposition(words, position)
    shares_subject = not subject_words and _may_share_subject(words, position, words[verb_index])
    if shares_subject and depth < _MAX_VERBS_SHARING_SUBJECT:
        for other in reversed(words[max(0, position - _MAX_CLAUSE_WITH_SHARED_SUBJECT) : position]):
            if other.text in {".", ";"}:
                break
            is_finite = other.verb and not (
                other.gerund or other.reduced or "to" in other.auxiliaries
            )
            if is_finite and (shared := find_subject(words, other.index, depth + 1)):
                return shared
    while position >= 0 and len(subject_words) <= _MAX_SUBJECT:
        word = words[position]
        if word.text == ")" and (opening := _bracket_start(words, position)):
            position = opening - 1
            continue
        if _ends_subject(words, word, subject_words):
            break
        subject_words.append(word)
        if word.lower in PERSONAL_PRONOUNS and len(subject_words) == 1:
            break
        position -= 1
    return subject_words


def _is_interposed(word: Word) -> bool:
    """Whether a word may come between a subject and its verb: "has also", "reportedly"."""
    is_auxiliary = word.kind == "word" and (
        word.lemma in {"be", "have", "do"} or word.lower == "to"
    )
    return word.lower in _LEADING_WORDS or is_auxiliary or is_adverb(word.lower)


def _skip_apposition(words: Words, position: int) -> tuple[int, list[Word]]:
    """Step over an apposition to the end of its subject: "Roe, head of Ore, said".

    Gives the position there and the words of the apposition, its first word first.
    """
    if position < 2 or words[position].text != ",":
        return position, []
    for word in reversed(words[max(1, position - _MAX_RELATIVE_CLAUSE) : position]):
        if word.lower in {"which", "who", "whose"}:
            lead = words[max(0, word.index - 8) : word.index]
            comma = next((w.index for w in reversed(lead) if w.text == ","), word.index)
            return comma - 1, []
    for start in range(position - 1, max(0, position - _MAX_APPOSITION), -1):
        word = words[start]
        if word.text == "," and words[start + 1].lower not in {"and", "but", "which", "who"}:
            return start - 1, list(words[start + 1 : position])
        if word.kind == "mark" or (word.verb and not word.gerund and not word.reduced):
            break
    return position, []


def _may_share_subject(words: Words, position: int, verb: Word) -> bool:
    """Whether a verb may have the subject of the verb before it."""
    is_participle = verb.gerund and not verb.auxiliaries
    return is_participle or (position >= 0 and words[position].lower in _SUBJECT_JOINERS)


def _bracket_start(words: Words, position: int) -> int:
    """The position of the "(" of a short bracket that closes here, 0 for none."""
    first = max(0, position - _MAX_BRACKET)
    return next((i for i in range(position, first, -1) if words[i].text == "("), 0)


def _ends_subject(words: Words, word: Word, subject_words: Sequence[Word]) -> bool:
    """Whether a word before those of a subject does not belong to it."""
    if word.kind == "mark" and word.text in '.;:"–—()':
        return True
    has_name = any(w.capital for w in subject_words) or any(_speaker_words(subject_words))
    if word.text == "," and has_name:
        return True
    if word.lower in _SUBJECT_ENDS:
        return True
    is_noun = word_before(words, word).lower in _DETERMINERS
    return bool(word.verb) and not word.gerund and not word.reduced and not is_noun
