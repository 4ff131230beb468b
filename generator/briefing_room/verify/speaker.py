"""Check that a statement attributes speech to the speaker in its passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import is_country, like, words_of
from briefing_room.verify.reasons import SPEAKER, Reason
from briefing_room.verify.voices import (
    ANAPHORS,
    HONORIFICS,
    PERSONAL,
    ROLES,
    SAYING,
    Names,
    speakers,
)
from briefing_room.verify.words import Word, Words

_DOCUMENT_NOUNS = words_of("document_nouns")
_MIN_RIVAL_SCORE_SHARE = 0.85
_CLAUSE_SEPARATORS = frozenset({"but", "though", "although", "while", "whereas"})


def check_speaker(comparison: Comparison) -> Iterator[Reason]:
    """Yield the speakers to whom the passages do not attribute what the statement says."""
    voices = comparison.voices
    for who, clause in _speaker_clauses(comparison):
        names = {n for n in who if n[0] != "@" and (n in voices.names or n not in voices.small)}
        roles = {n[1:] for n in who if n[0] == "@"} - PERSONAL - (HONORIFICS if names else set())
        ranking = _rank_sentences(comparison, clause) or [(comparison.best_sentence or 0, 0.0)]
        if not (names or roles):
            continue
        speaker_names, certain = _possible_speakers(comparison, ranking[0][0])
        if len(ranking) > 1 and (
            not certain or ranking[1][1] >= _MIN_RIVAL_SCORE_SHARE * ranking[0][1]
        ):
            others, others_certain = _possible_speakers(comparison, ranking[1][0])
            speaker_names, certain = speaker_names | others, certain or others_certain
        proper_names = {n for n in speaker_names if n[0] != "@"}
        if names:
            offices = {n[1:] for n in speaker_names if n[0] == "@"} - PERSONAL
            known = any(voices.same(name, speaker) for name in names for speaker in proper_names)
            known = known and not _is_another_person(
                comparison, names, comparison.passage_sentences[ranking[0][0]]
            )
            known |= not _names_speaker(comparison.passage_sentences[ranking[0][0]]) and any(
                not offices.isdisjoint(voices.linked_names.get(name, ())) for name in names
            )
            if not known and (proper_names or certain):
                actual = ", ".join(sorted(proper_names)[:3]) or "another"
                yield flag(
                    SPEAKER,
                    f"in the passage the speaker is “{actual}”; name that speaker",
                    *_statement_words_named(comparison, names),
                )
        elif not _holds_office(comparison, roles, speaker_names) and (
            proper_names if certain else _only_roles(speaker_names)
        ):
            actual = ", ".join(sorted(proper_names or {n[1:] for n in speaker_names})[:3])
            yield flag(
                SPEAKER,
                f"in the passage the speaker is “{actual}”; name that speaker",
                *_statement_words_named(comparison, roles),
            )


def _is_another_person(comparison: Comparison, names: set[str], sentence: Words) -> bool:
    """Whether both texts name a speaker in full, and not the same person."""
    statement_names = [
        w
        for w in comparison.statement_words
        if w.lower in names and _ends_full_name(comparison.statement_words, w)
    ]
    speaker_names = {name for who in speakers(sentence) for name in who}
    passage_names = [
        w for w in sentence if w.lower in speaker_names and _ends_full_name(sentence, w)
    ]
    sentence_words = {w.lower for w in sentence}
    return bool(statement_names and passage_names) and not any(
        w.lower in sentence_words for w in statement_names
    )


def _ends_full_name(words: Words, word: Word) -> bool:
    before, after = words[max(0, word.index - 1)], words[min(word.index + 1, len(words) - 1)]
    name = word.index > 0 and before.capital and before.content and not after.capital
    return name and not is_country(word.lemma)


def _only_roles(speaker_names: Names) -> bool:
    """Whether all possible speakers are roles, such as "critics"."""
    return bool(speaker_names) and all(
        name[0] == "@" and name[1:] in ROLES for name in speaker_names
    )


def _names_speaker(sentence: Words) -> bool:
    return any(name[0] != "@" for who in speakers(sentence) for name in who)


def _statement_words_named(comparison: Comparison, names: set[str]) -> Iterator[Word]:
    return (
        word for word in comparison.statement_words if word.lower in names or word.lemma in names
    )


def _holds_office(comparison: Comparison, roles: set[str], speaker_names: Names) -> bool:
    known = {n.lstrip("@") for n in speaker_names}
    if any(
        like(role, other) >= 0.6 for role in roles for other in known | comparison.passage_lemmas
    ):
        return True
    if any(
        role in comparison.voices.linked_names.get(name, ()) for name in known for role in roles
    ):
        return True
    if known & HONORIFICS:
        return False  # a person
    holders = any(
        role in linked for linked in comparison.voices.linked_names.values() for role in roles
    )
    generic = any(role in ROLES | ANAPHORS for role in roles)
    return not holders and known.isdisjoint(ROLES) and generic


def _speaker_clauses(comparison: Comparison) -> Iterator[tuple[Names, Words]]:
    """Yield each speaker of the statement with the words of their clause."""
    parts: list[list[Word]] = [[]]
    for word in comparison.statement_words:
        if word.text == ";" or word.lower in _CLAUSE_SEPARATORS:
            parts.append([])
        parts[-1].append(word)
    for part in parts:
        reindexed = tuple(replace(word, index=index) for index, word in enumerate(part))
        for who in speakers(reindexed):
            yield who, tuple(part)


def _rank_sentences(comparison: Comparison, clause: Words) -> list[tuple[int, float]]:
    """The passage sentences with their likeness to a clause, the best first."""
    weights: dict[int, dict[int, float]] = {}
    for word in clause:
        if word.is_value or (word.content and not word.capital and word.verb not in SAYING):
            for match in comparison.support(word):
                sentence_weights = weights.setdefault(match.sentence, {})
                sentence_weights[word.index] = max(
                    sentence_weights.get(word.index, 0.0), match.weight
                )
    scores = {
        sentence: sum(sentence_weights.values()) for sentence, sentence_weights in weights.items()
    }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _possible_speakers(comparison: Comparison, sentence_index: int) -> tuple[Names, bool]:
    """The possible speakers of a passage sentence, and whether it names them itself."""
    sentence = comparison.passage_sentences[sentence_index]
    line_index = comparison.passages[comparison.passage_of_sentence[sentence_index]].line_index
    names = frozenset(name for who in speakers(sentence) for name in who)
    opening_names = _names_before_verb(sentence)
    proper_names = {n for n in names if n[0] != "@"}
    documents = {n[1:] for n in names} & _DOCUMENT_NOUNS
    if proper_names and not documents:
        return names | opening_names, True
    pronoun = any(n[1:] in PERSONAL | ANAPHORS for n in names)
    if names and not pronoun and not documents:
        return names | opening_names, True  # "critics", "two people": no name can be theirs
    capitalised = {
        w.lower
        for w in sentence
        if w.capital and not w.quoted and w.lower in comparison.voices.names
    }
    preceding = comparison.voices.before(line_index)
    next_speakers = comparison.voices.heard[line_index + 1 : line_index + 2] if not names else ()
    return names | opening_names | capitalised | preceding | frozenset(
        n for who in next_speakers for n in who
    ), False


def _names_before_verb(sentence: Words) -> Names:
    """The names before the verb of a sentence, in lowercase."""
    verb = next((w.index for w in sentence if w.verb and not w.reduced), 6)
    says = next((w.index for w in sentence if w.verb in SAYING and not w.reduced), verb)
    end = says if says < 24 else max(1, min(verb, 8))
    return frozenset(w.lower for w in sentence[:end] if w.capital and w.content and not w.quoted)
