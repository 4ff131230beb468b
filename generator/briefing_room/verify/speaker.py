"""Check that a statement attributes speech to the speaker in its passages.

:mod:`briefing_room.verify.speech` says what a speaker is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from briefing_room.verify.attribution import reported_sentence
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import FAMILY, is_country, like, words_of
from briefing_room.verify.reasons import SPEAKER, Reason
from briefing_room.verify.speech import (
    ANAPHORS,
    HONORIFICS,
    PERSONAL,
    ROLES,
    SAYING,
    Names,
    SpeakerWords,
    speakers,
)
from briefing_room.verify.words import Word, Words

_DOCUMENT_NOUNS = words_of("document_nouns")
_DESCRIPTIVE_ROLES = words_of("descriptive_roles")
_CLAUSE_SEPARATORS = frozenset({"but", "though", "although", "while", "whereas"})
_MIN_RIVAL_SCORE_SHARE = 0.85  # of the best sentence's score, for the second to count as well
_MIN_ROLE_LIKENESS = 0.6  # "director" and "head"
_MAX_WORDS_TO_SAYING = 24  # from the start of a sentence
_MAX_WORDS_TO_VERB = 8  # the same, of a sentence that has no verb of saying
_WORDS_WITHOUT_VERB = 6  # that may name the speaker of a sentence without a verb


class _Candidates(NamedTuple):
    """Who may say a passage sentence; ``certain`` if the sentence itself names its speaker."""

    names: Names
    roles: frozenset[str]
    certain: bool


def check_speaker(comparison: Comparison) -> Iterator[Reason]:
    """Yield the speakers to whom the passages do not attribute what the statement says."""
    articles = comparison.articles
    for speaker, clause in _speaker_clauses(comparison):
        names = {
            name
            for name in speaker.names
            if name in articles.names or name not in articles.lowercase_words
        }
        if names and names.isdisjoint(articles.names | articles.authors):
            continue  # the rule for names reports them
        roles = set(speaker.roles - PERSONAL - (HONORIFICS if names else set()))
        ranking = _rank_sentences(comparison, clause) or [(comparison.best_sentence or 0, 0.0)]
        candidates = _find_candidates(comparison, ranking)
        best_sentence = comparison.passage_sentences[ranking[0][0]]
        is_author = roles == {"author"} or not names.isdisjoint(articles.authors)
        if is_author and not _speaks_for_another(comparison, clause, candidates):
            continue
        if names:
            is_decided = bool(candidates.names) or candidates.certain
            is_wrong = is_decided and not (
                _is_among_names(comparison, names, candidates, best_sentence)
                or _has_role_of_speaker(comparison, names, candidates, best_sentence)
            )
        elif roles:
            has_only_roles = not candidates.names and bool(candidates.roles)
            is_decided = (
                bool(candidates.names or candidates.roles)
                if candidates.certain
                else has_only_roles and candidates.roles <= ROLES
            )
            is_wrong = is_decided and not _may_have_role(comparison, roles, candidates)
            is_wrong |= not any(_is_in_articles(comparison, role) for role in roles)
        else:
            continue
        if is_wrong:
            actual = candidates.names or candidates.roles or {"another"}
            why = f"in the passage the speaker is “{', '.join(sorted(actual)[:3])}”"
            named = (w for w in comparison.statement_words if {w.lower, w.lemma} & (names or roles))
            yield flag(SPEAKER, f"{why}; name that speaker", *named)


def _speaks_for_another(comparison: Comparison, clause: Words, candidates: _Candidates) -> bool:
    """Whether the words of an author are those of somebody whom the statement does not name."""
    named = {word.lower for word in comparison.statement_words}
    return candidates.names.isdisjoint(named) and bool(reported_sentence(comparison, clause))


# --- Names ---------------------------------------------------------------------------------------


def _is_among_names(
    comparison: Comparison, names: set[str], candidates: _Candidates, sentence: Words
) -> bool:
    """Whether one of the names is a candidate, and not another person of the same surname."""
    may_be_same = comparison.articles.may_be_same
    is_known = any(may_be_same(name, other) for name in names for other in candidates.names)
    return is_known and not _is_another_person(comparison, names, sentence)


def _is_another_person(comparison: Comparison, names: set[str], sentence: Words) -> bool:
    """Whether both texts name a speaker in full, and not the same person."""
    speaker_names = {word for speaker in speakers(sentence) for word in speaker.names}
    full_names = _ends_of_full_names(comparison.statement_words, names)
    passage_full_names = _ends_of_full_names(sentence, speaker_names)
    words = {w.lower for w in sentence}
    return bool(passage_full_names and full_names) and full_names.isdisjoint(words)


def _ends_of_full_names(words: Words, names: Collection[str]) -> set[str]:
    """The last words of two or more capitalised words, if they are among some names."""
    ends: set[str] = set()
    for word in words[1:]:
        before, after = words[word.index - 1], words[min(word.index + 1, len(words) - 1)]
        ends_name = before.capital and before.content and not after.capital
        if word.lower in names and ends_name and not is_country(word.lemma):
            ends.add(word.lower)
    return ends


def _has_role_of_speaker(
    comparison: Comparison, names: set[str], candidates: _Candidates, sentence: Words
) -> bool:
    """Whether the passage gives only the role of its speaker, and the article gives it a name."""
    if any(speaker.names for speaker in speakers(sentence)):
        return False
    roles = candidates.roles - PERSONAL
    linked_names = comparison.articles.linked_names
    return any(not roles.isdisjoint(linked_names.get(name, ())) for name in names)


# --- Roles ---------------------------------------------------------------------------------------


def _may_have_role(comparison: Comparison, roles: set[str], candidates: _Candidates) -> bool:
    """Whether somebody who may speak in the passage may have a role of the statement."""
    known = candidates.names | candidates.roles
    others = known | comparison.passage_lemmas
    if any(like(role, other) >= _MIN_ROLE_LIKENESS for role in roles for other in others):
        return True
    linked_names = comparison.articles.linked_names
    if any(role in linked_names.get(name, ()) for name in known for role in roles):
        return True
    if known & HONORIFICS:
        return False  # a person of another role
    is_held = any(role in linked for linked in linked_names.values() for role in roles)
    is_generic = not roles.isdisjoint(ROLES | ANAPHORS)
    return not is_held and known.isdisjoint(ROLES) and is_generic


def _is_in_articles(comparison: Comparison, role: str) -> bool:
    """Whether the articles have a role, or it is one that a writer may give, such as "author"."""
    words = comparison.articles.words
    if role not in ROLES or role in _DESCRIPTIVE_ROLES or role in words:
        return True
    return any(like(role, other) >= FAMILY for other in words)


# --- What a speaker says, and where the passages say it ------------------------------------------


def _speaker_clauses(comparison: Comparison) -> Iterator[tuple[SpeakerWords, Words]]:
    """Yield each speaker of the statement with the words of their clause."""
    clauses: list[list[Word]] = [[]]
    for word in comparison.statement_words:
        if word.text == ";" or word.lower in _CLAUSE_SEPARATORS:
            clauses.append([])
        clauses[-1].append(word)
    for clause in clauses:
        reindexed = tuple(replace(word, index=index) for index, word in enumerate(clause))
        for speaker in speakers(reindexed):
            yield speaker, tuple(clause)


def _rank_sentences(comparison: Comparison, clause: Words) -> list[tuple[int, float]]:
    """The passage sentences with their likeness to a clause, the best first."""
    scores: defaultdict[int, float] = defaultdict(float)
    for word in clause:
        if word.is_value or (word.content and not word.capital and word.verb not in SAYING):
            weights: dict[int, float] = {}
            for match in comparison.support(word):
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
    """Who may say a passage sentence: its speakers, or for "she said" the names before it."""
    articles = comparison.articles
    sentence = comparison.passage_sentences[sentence_index]
    sentence_speakers = speakers(sentence)
    if articles.is_opinion and articles.authors and not sentence_speakers:
        return _Candidates(articles.authors, frozenset({"author"}), certain=True)
    names = frozenset(name for speaker in sentence_speakers for name in speaker.names)
    roles = frozenset(role for speaker in sentence_speakers for role in speaker.roles)
    openings = _names_before_saying(sentence).union(
        *(speaker.names for speaker in speakers(sentence, stance=True))
    )
    is_document = not roles.isdisjoint(_DOCUMENT_NOUNS)
    is_pronoun = not roles.isdisjoint(PERSONAL | ANAPHORS)
    # A role such as "critics" takes no name from other sentences.
    if not is_document and (names or (roles and not is_pronoun)):
        return _Candidates(names | openings, roles, certain=True)
    line_index = comparison.passages[comparison.passage_of_sentence[sentence_index]].line_index
    inside = {
        w.lower for w in sentence if w.capital and not w.in_quotation and w.lower in articles.names
    }
    next_line = articles.speakers_by_line[line_index + 1 : line_index + 2]
    after = () if names or roles else next_line
    names = names.union(openings, inside, articles.names_before(line_index), *after)
    return _Candidates(names, roles, certain=False)


def _names_before_saying(sentence: Words) -> Names:
    """The names before the verb of saying of a sentence, or before its first verb."""
    verb = next((w.index for w in sentence if w.verb and not w.reduced), _WORDS_WITHOUT_VERB)
    saying = next((w.index for w in sentence if w.verb in SAYING and not w.reduced), verb)
    end = saying if saying < _MAX_WORDS_TO_SAYING else max(1, min(verb, _MAX_WORDS_TO_VERB))
    return frozenset(
        w.lower for w in sentence[:end] if w.capital and w.content and not w.in_quotation
    )
