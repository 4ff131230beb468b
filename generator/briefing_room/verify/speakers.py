"""Check that a statement names the speaker whom its passages quote or report.

If Kest said "the mine is safe", "Roe said the mine is safe" names the wrong one.  The speaker of a
passage may only be "he" or "the minister" there, so the sentences before it are read too.
:mod:`briefing_room.verify.speech` says what a speaker is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from briefing_room.verify.attribution import CLAUSE_SEPARATORS, find_reported_sentence, longest_name
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import FAMILY, likeness, word_set
from briefing_room.verify.reasons import SPEAKER, Reason
from briefing_room.verify.speech import (
    ANAPHORS,
    HONORIFICS,
    PERSONAL_PRONOUNS,
    ROLES,
    SINGULAR_PERSONS,
    SPEECH_VERBS,
    Names,
    SpeakerWords,
    find_speakers,
)
from briefing_room.verify.words import Word, Words

_DOCUMENT_NOUNS = word_set("document_nouns")
_FIRM_NOUNS = word_set("firm_nouns")
_DESCRIPTIVE_ROLES = word_set("descriptive_roles")
_MIN_RIVAL_SCORE_SHARE = 0.85  # of the best sentence's score, for the second to count as well
_MIN_ROLE_LIKENESS = 0.6  # "director" and "head"
_MAX_WORDS_TO_SAYING = 24  # from the start of a sentence
_MAX_WORDS_TO_VERB = 8  # the same, of a sentence that has no verb of saying
_BEFORE_PLACES = frozenset({"to", "from"})  # a name after these does not speak
_WORDS_WITHOUT_VERB = 6  # that may name the speaker of a sentence without a verb


class _Candidates(NamedTuple):
    """Who may say a passage sentence; ``certain`` if the sentence itself names its speaker."""

    names: Names
    roles: frozenset[str]
    certain: bool


def check_speaker(comparison: Comparison) -> Iterator[Reason]:
    """Yield the speakers to whom the passages do not attribute what the statement says."""
    articles = comparison.articles
    clauses = list(_speaker_clauses(comparison))
    others = comparison.bullet_words[len(comparison.statement_words) :]
    stated_forms = {word.lower for word in others}.union(*(who.names for who, _ in clauses))
    for speaker, clause in clauses:
        names = {
            name
            for name in speaker.names
            if name in articles.names or name not in articles.lowercase_words
        }
        if names and names.isdisjoint(articles.names | articles.authors):
            continue  # the rule for names reports them
        roles = set(speaker.roles - PERSONAL_PRONOUNS - (HONORIFICS if names else set()))
        if not (names or roles):
            continue
        ranking = _rank_sentences(comparison, clause) or [(0, 0.0)]
        candidates = _find_candidates(comparison, ranking)
        best_sentence = comparison.passage_sentences[ranking[0][0]]
        passage_speakers = {name for other in find_speakers(best_sentence) for name in other.names}
        is_author = roles == {"author"} or not names.isdisjoint(articles.authors)
        is_unsure = bool(names) and not candidates.certain and articles.may_speak(names)
        if is_author:
            is_unsure |= not find_reported_sentence(comparison, clause)
            is_unsure |= not candidates.names.isdisjoint(stated_forms)
        if is_unsure or not passage_speakers.isdisjoint(stated_forms):
            continue  # nobody is sure to speak, or the statement names who does
        is_wrong = (
            not _share_name(comparison, names, candidates)
            if names
            else _has_wrong_role(comparison, roles, candidates)
        )
        if is_wrong:
            stated_name = longest_name(comparison.statement_words, speaker.names | speaker.roles)
            heard_name = _heard_name(comparison, best_sentence, candidates)
            why = (
                f"it is not certain that “{stated_name}” says this; name the speaker of the passage"
            )
            if heard_name:
                why = f"in the passage “{heard_name}” says this, not “{stated_name}”"
                why += "; name the right speaker"
            words = (w for w in comparison.statement_words if {w.lower, w.lemma} & (names or roles))
            yield flag(SPEAKER, why, *words)


def _heard_name(comparison: Comparison, sentence: Words, candidates: _Candidates) -> str:
    """The longest name of the speaker of a passage sentence, "" if that is not certain."""
    forms = (candidates.names or candidates.roles) if candidates.certain else frozenset()
    names = (longest_name(line, forms) for line in comparison.articles.lines)
    return longest_name(sentence, forms) or max(names, key=len, default="")


def _share_name(comparison: Comparison, names: set[str], candidates: _Candidates) -> bool:
    """Whether somebody who may speak in the passage may have a name of the statement."""
    may_be_same = comparison.articles.may_be_same
    others = candidates.names | _find_employers(comparison, candidates)
    return any(may_be_same(name, other) for name in names for other in others)


def _find_employers(comparison: Comparison, candidates: _Candidates) -> Names:
    """The words of the bodies whose officers may speak: a firm may stand for its director."""
    employers = comparison.articles.employers
    return frozenset(word for name in candidates.names for word in employers.get(name, ()))


# --- Roles --------------------------------------------------------------------------------------


def _has_wrong_role(comparison: Comparison, roles: set[str], candidates: _Candidates) -> bool:
    """Whether nobody who may speak in the passage has a role of the statement."""
    is_decided = (
        bool(candidates.names or candidates.roles)
        if candidates.certain
        else bool(candidates.roles) and not candidates.names and candidates.roles <= ROLES
    )
    is_unknown = not any(_is_in_articles(comparison, role) for role in roles)
    return is_unknown or (is_decided and not _may_have_role(comparison, roles, candidates))


def _may_have_role(comparison: Comparison, roles: set[str], candidates: _Candidates) -> bool:
    """Whether somebody who may speak in the passage may have a role of the statement."""
    forms = candidates.names | candidates.roles
    employers = _find_employers(comparison, candidates)
    is_firm = bool(employers) and employers.isdisjoint(ROLES - _FIRM_NOUNS)
    if not roles.isdisjoint(employers) or (is_firm and roles <= _FIRM_NOUNS):
        return True
    known = forms | comparison.passage_lemmas
    if any(likeness(role, other) >= _MIN_ROLE_LIKENESS for role in roles for other in known):
        return True
    linked_names = comparison.articles.linked_names
    linked = {role for form in forms for role in linked_names.get(form, ())}
    is_held = any(not roles.isdisjoint(others) for others in linked_names.values())
    return not linked.isdisjoint(roles) or not (is_held or forms & (ROLES | HONORIFICS))


def _is_in_articles(comparison: Comparison, role: str) -> bool:
    """Whether the articles have a role, or it is one that a writer may give, such as "author"."""
    is_checked = role in ROLES - _DESCRIPTIVE_ROLES
    return not is_checked or any(
        likeness(role, word) >= FAMILY for word in comparison.articles.words
    )


# --- What a speaker says, and where the passages say it -----------------------------------------


def _speaker_clauses(comparison: Comparison) -> Iterator[tuple[SpeakerWords, Words]]:
    """Yield each speaker of the statement with the words of their clause."""
    clauses: list[list[Word]] = [[]]
    for word in comparison.statement_words:
        if word.text == ";" or word.lower in CLAUSE_SEPARATORS:
            clauses.append([])
        clauses[-1].append(word)
    for clause in clauses:
        reindexed = tuple(replace(word, index=index) for index, word in enumerate(clause))
        for speaker in find_speakers(reindexed):
            yield speaker, tuple(clause)


def _rank_sentences(comparison: Comparison, clause: Words) -> list[tuple[int, float]]:
    """The passage sentences with their likeness to a clause, the best first."""
    scores: defaultdict[int, float] = defaultdict(float)
    for word in clause:
        if word.is_value or (word.content and not word.capital and word.verb not in SPEECH_VERBS):
            weights: dict[int, float] = {}
            for match in comparison.find_support(word):
                weights[match.sentence] = max(weights.get(match.sentence, 0.0), match.weight)
            for sentence, weight in weights.items():
                scores[sentence] += weight
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _find_candidates(comparison: Comparison, ranking: list[tuple[int, float]]) -> _Candidates:
    """Who may say the sentence that is most like a clause, or the next one if that is close."""
    best = _candidates_in(comparison, ranking[0][0])
    if len(ranking) == 1:
        return best
    is_close = ranking[1][1] >= _MIN_RIVAL_SCORE_SHARE * ranking[0][1]
    if best.certain and not is_close:
        return best
    second = _candidates_in(comparison, ranking[1][0])
    return _Candidates(
        best.names | second.names, best.roles | second.roles, best.certain or second.certain
    )


def _candidates_in(comparison: Comparison, sentence_index: int) -> _Candidates:
    """Who may say a passage sentence: its speakers, which are not certain after "she said"."""
    articles = comparison.articles
    sentence = comparison.passage_sentences[sentence_index]
    sentence_speakers = find_speakers(sentence) or _speakers_quoted_before(
        comparison, sentence_index
    )
    if articles.is_opinion and articles.authors and not sentence_speakers:
        is_certain = not any(w.in_quotation or w.lower in articles.names for w in sentence)
        return _Candidates(articles.authors, frozenset({"author"}), is_certain)
    names = frozenset(name for speaker in sentence_speakers for name in speaker.names)
    roles = frozenset(role for speaker in sentence_speakers for role in speaker.roles)
    openings = _names_before_saying(sentence).union(
        *(speaker.names for speaker in find_speakers(sentence, stance=True))
    )
    if not names and roles and roles <= SINGULAR_PERSONS:
        line_index = comparison.passages[comparison.passage_of_sentence[sentence_index]].line_index
        resolved = articles.pronoun_speakers(line_index)
        if resolved.names:
            return _Candidates(resolved.names | openings, resolved.roles, certain=True)
    is_document = not roles.isdisjoint(_DOCUMENT_NOUNS)
    is_pronoun = not roles.isdisjoint(PERSONAL_PRONOUNS | ANAPHORS)
    # A role such as "critics" takes no name from other sentences.
    if not is_document and (names or (roles and not is_pronoun)):
        return _Candidates(names | openings, roles, certain=True)
    return _Candidates(names | openings, roles, certain=False)


def _speakers_quoted_before(
    comparison: Comparison, sentence_index: int
) -> tuple[SpeakerWords, ...]:
    """Whoever is quoted in the line before, if a passage sentence opens with a quotation."""
    sentence = comparison.passage_sentences[sentence_index]
    line_index = comparison.passages[comparison.passage_of_sentence[sentence_index]].line_index
    if line_index < 1 or not any(word.in_quotation for word in sentence[:2]):
        return ()
    before = comparison.articles.lines[line_index - 1]
    return tuple(find_speakers(before)) if any(word.in_quotation for word in before) else ()


def _names_before_saying(sentence: Words) -> Names:
    """The names before the verb of saying of a sentence, or before its first verb."""
    verb = next((w.index for w in sentence if w.verb and not w.reduced), _WORDS_WITHOUT_VERB)
    saying = next((w.index for w in sentence if w.verb in SPEECH_VERBS and not w.reduced), verb)
    end = saying if saying < _MAX_WORDS_TO_SAYING else max(1, min(verb, _MAX_WORDS_TO_VERB))
    return frozenset(
        w.lower
        for w in sentence[:end]
        if w.capital and w.content and not w.in_quotation
        if not (w.index and sentence[w.index - 1].lower in _BEFORE_PLACES)
    )
