"""Check that a statement attributes what it reports, and to the right speaker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import is_country, like, words_of
from briefing_room.verify.modality import Modality
from briefing_room.verify.reasons import SPEAKER, Reason
from briefing_room.verify.tagging import Word, Words, tag_words
from briefing_room.verify.voices import (
    ANAPHORS,
    HONORIFICS,
    PERSONAL,
    ROLES,
    SAYING,
    Names,
    speakers,
    subject,
)

ATTRIBUTION = "attribution"
_STATEMENT_VERBS = words_of("told")
_REPORT_VERBS = words_of("reported")
_ACCORDING_WORDS = words_of("according")
_DOCUMENT_NOUNS = words_of("papers")
_MIN_REPORTED_SHARE = 0.6  # of the matched passage words: so many must be reported speech
_WISH_VERBS = words_of("wishes")
_MIN_QUOTED_WORDS = 5  # words
_MIN_RIVAL_SCORE_SHARE = 0.85
_CONTRAST_WORDS = words_of("contrasts")
_CLAUSE_SEPARATORS = frozenset({"but", "though", "although", "while", "whereas"})


def check_attribution(pair: Comparison) -> Iterator[Reason]:
    """Yield reported speech that is given as fact or attributed to another speaker."""
    yield from _dropped_attribution(pair)
    yield from _wrong_speaker(pair)


# --- Reported speech given as fact ---------------------------------------------------------------


def _dropped_attribution(pair: Comparison) -> Iterator[Reason]:
    """Yield the first part of a statement that gives reported speech as fact."""
    if pair.best_sentence is None or _is_attributed_before(pair):
        return
    sentence = pair.passage_sentences[pair.best_sentence]
    reported = _reported_positions(sentence)
    attributed = _reported_positions(pair.statement_words)
    for part in _split_at_contrasts(pair.statement_words) if reported else ():
        covered = sum(word.index in attributed for word in part) >= _MIN_REPORTED_SHARE * len(part)
        if (
            covered
            or is_attributed(pair.statement_words, part)
            or _is_about_speaker(pair, part, sentence)
        ):
            continue
        matched = {
            (word.index, match.word.index)
            for word in part
            for match in pair.matches(pair.statement_words[word.index])[:3]
            if match.sentence == pair.best_sentence
        }
        inside = sum(position in reported for _, position in matched)
        if matched and inside >= _MIN_REPORTED_SHARE * len(matched):
            speaker = next(
                iter(sorted(n.lstrip("@") for s in speakers(sentence) for n in s)), "somebody"
            )
            yield flag(ATTRIBUTION, f"the passage attributes this to “{speaker}”; name who says it")
            return


def _split_at_contrasts(words: Words) -> Iterator[Words]:
    """Split a statement before ";", "but" and the like: each part needs its own speaker."""
    start = 0
    for word in words:
        if word.index > start and (word.text == ";" or word.lower in _CLAUSE_SEPARATORS):
            yield words[start : word.index]
            start = word.index
    yield words[start:]


def is_attributed(words: Words, part: Words = ()) -> bool:
    """Whether a text, or a part of it, names the source of a statement or a wish."""
    return any(
        _attributes(words, word) or (word.lower in _ACCORDING_WORDS and not word.quoted)
        for word in part or words
    )


def _is_about_speaker(pair: Comparison, part: Words, sentence: Words) -> bool:
    """Whether the subject of a part is a speaker of the passage."""
    verb = next((w for w in part if w.verb and not w.reduced), None)
    if verb is None:
        return False
    speaker_names = {name.lstrip("@") for who in speakers(sentence) for name in who}
    if (
        verb.verb in _WISH_VERBS
        and _expresses_wish(pair.statement_words, verb)
        and not speaker_names
    ):
        return True
    subjects = {
        w.lower if w.capital else w.lemma
        for w in subject(pair.statement_words, verb.index)
        if w.content
    }
    pronoun = (
        any(w.lower in PERSONAL for w in pair.statement_words[: verb.index])
        and verb.verb in _WISH_VERBS
    )
    if verb.modality is Modality.FACT and verb.verb not in _WISH_VERBS | SAYING:
        return False  # "the miner says it has closed" is not "the miner has closed"
    return pronoun or any(
        pair.voices.same(name, speaker) for name in subjects for speaker in speaker_names
    )


def _expresses_wish(words: Words, word: Word) -> bool:
    after = words[word.index + 1].lower if word.index + 1 < len(words) else ""
    return after == "to" or word.verb not in {"aim", "mean", "plan"}


def _attributes(words: Words, word: Word) -> bool:
    if word.verb not in SAYING or word.quoted:
        return False
    if word.verb in _WISH_VERBS:
        return False  # somebody's wish, whoever reports it
    if word.passive and word.verb in {"see", "regard", "view", "consider", "deem"}:
        return True
    if word.passive or word.lower in {"feared", "expected", "forecast", "projected", "said"}:
        return (
            word.verb in _REPORT_VERBS | {"accuse", "project", "forecast", "predict"}
            or word.lower == "said"
        )
    if "to" in word.auxiliaries or (word.modality < Modality.FACT and not word.auxiliaries):
        return False
    spoken = not word.gerund or bool(word.auxiliaries) or word.verb in _STATEMENT_VERBS
    return spoken and bool(subject(words, word.index))


def _reported_positions(sentence: Words) -> set[int]:
    """The positions of the words that a sentence reports as somebody's."""
    positions: set[int] = set()
    for word in sentence:
        if word.lower in {"according", "reportedly", "allegedly"}:
            positions |= {w.index for w in sentence}
        elif (
            word.verb in _REPORT_VERBS - {"expect", "estimate"}
            and word.passive
            and not (word.quoted or word.denied)
        ):
            positions |= {w.index for w in sentence if w.index >= _clause_start(sentence, word)}
        elif word.verb == "accuse" and not word.denied:
            positions |= {w.index for w in sentence if w.index > word.index}
        elif word.verb in _STATEMENT_VERBS and _reports_speech(word):
            positions |= _scope_of_speech(sentence, word)
    quoted = {w.index for w in sentence if w.quoted and w.kind == "word"}
    return positions | quoted if len(quoted) >= _MIN_QUOTED_WORDS else positions


def _clause_start(sentence: Words, word: Word) -> int:
    """The position at which the clause of a word begins."""
    starts = (
        w.index for w in sentence[: word.index] if w.text == ";" or w.lower in {"but", "although"}
    )
    return max(starts, default=0)


def _reports_speech(word: Word) -> bool:
    plain = (
        word.modality is Modality.FACT and not word.quoted and not word.reduced and not word.passive
    )
    plain = plain and word.verb != "write"
    return plain and (not word.gerund or word.verb in {"say", "add", "tell", "warn"})


def _scope_of_speech(sentence: Words, word: Word) -> set[int]:
    """The positions that a verb of saying covers: after it, or before it at the end."""
    tail = [
        w
        for w in sentence[word.index + 1 :]
        if w.content and not w.capital and w.lemma not in ROLES
    ]
    other_verb = any(w.verb and not w.gerund and not w.quoted for w in sentence[word.index + 1 :])
    comma = any(w.text in ',"' for w in sentence[max(0, word.index - 6) : word.index])
    if word.index > 3 and not other_verb and (len(tail) <= 3 or comma):
        return {w.index for w in sentence[: word.index]}
    end = next(
        (w.index for w in sentence[word.index + 2 :] if w.lower in _CONTRAST_WORDS), len(sentence)
    )
    return {w.index for w in sentence[word.index + 1 : end]}


def _is_attributed_before(pair: Comparison) -> bool:
    """Whether the preceding sentence of the bullet attributes a neighbouring passage."""
    if not pair.bullet:
        return False
    text, line_indexes = pair.bullet[-1]
    close = any(
        abs(line_index - cited.line_index) <= 1
        for line_index in line_indexes
        for cited in pair.passages
    )
    return close and is_attributed(tag_words(text, pair.voices.date))


# --- Wrong speaker -------------------------------------------------------------------------------


def _wrong_speaker(pair: Comparison) -> Iterator[Reason]:
    voices = pair.voices
    for who, clause in _speaker_clauses(pair):
        names = {n for n in who if n[0] != "@" and (n in voices.names or n not in voices.small)}
        roles = {n[1:] for n in who if n[0] == "@"} - PERSONAL - (HONORIFICS if names else set())
        ranking = _rank_sentences(pair, clause) or [(pair.best_sentence or 0, 0.0)]
        if not (names or roles):
            continue
        speaker_names, certain = _possible_speakers(pair, ranking[0][0])
        if len(ranking) > 1 and (
            not certain or ranking[1][1] >= _MIN_RIVAL_SCORE_SHARE * ranking[0][1]
        ):
            others, others_certain = _possible_speakers(pair, ranking[1][0])
            speaker_names, certain = speaker_names | others, certain or others_certain
        proper_names = {n for n in speaker_names if n[0] != "@"}
        if names:
            offices = {n[1:] for n in speaker_names if n[0] == "@"} - PERSONAL
            known = any(voices.same(name, speaker) for name in names for speaker in proper_names)
            known = known and not _is_another_person(
                pair, names, pair.passage_sentences[ranking[0][0]]
            )
            known |= not _names_speaker(pair.passage_sentences[ranking[0][0]]) and any(
                not offices.isdisjoint(voices.linked_names.get(name, ())) for name in names
            )
            if not known and (proper_names or certain):
                actual = ", ".join(sorted(proper_names)[:3]) or "another"
                yield flag(
                    SPEAKER,
                    f"in the passage the speaker is “{actual}”; name that speaker",
                    *_statement_words_named(pair, names),
                )
        elif not _holds_office(pair, roles, speaker_names) and (
            proper_names if certain else _only_roles(speaker_names)
        ):
            actual = ", ".join(sorted(proper_names or {n[1:] for n in speaker_names})[:3])
            yield flag(
                SPEAKER,
                f"in the passage the speaker is “{actual}”; name that speaker",
                *_statement_words_named(pair, roles),
            )


def _is_another_person(pair: Comparison, names: set[str], sentence: Words) -> bool:
    """Whether both texts name a speaker in full, and not the same person."""
    statement_names = [
        w
        for w in pair.statement_words
        if w.lower in names and _ends_full_name(pair.statement_words, w)
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


def _statement_words_named(pair: Comparison, names: set[str]) -> Iterator[Word]:
    return (word for word in pair.statement_words if word.lower in names or word.lemma in names)


def _holds_office(pair: Comparison, roles: set[str], speaker_names: Names) -> bool:
    known = {n.lstrip("@") for n in speaker_names}
    if any(like(role, other) >= 0.6 for role in roles for other in known | pair.passage_lemmas):
        return True
    if any(role in pair.voices.linked_names.get(name, ()) for name in known for role in roles):
        return True
    if known & HONORIFICS:
        return False  # a person
    holders = any(role in linked for linked in pair.voices.linked_names.values() for role in roles)
    generic = any(role in ROLES | ANAPHORS for role in roles)
    return not holders and known.isdisjoint(ROLES) and generic


def _speaker_clauses(pair: Comparison) -> Iterator[tuple[Names, Words]]:
    """Yield each speaker of the statement with the words of their clause."""
    parts: list[list[Word]] = [[]]
    for word in pair.statement_words:
        if word.text == ";" or word.lower in _CLAUSE_SEPARATORS:
            parts.append([])
        parts[-1].append(word)
    for part in parts:
        reindexed = tuple(replace(word, index=index) for index, word in enumerate(part))
        for who in speakers(reindexed):
            yield who, tuple(part)


def _rank_sentences(pair: Comparison, clause: Words) -> list[tuple[int, float]]:
    """The passage sentences with their likeness to a clause, the best first."""
    weights: dict[int, dict[int, float]] = {}
    for word in clause:
        if word.is_value or (word.content and not word.capital and word.verb not in SAYING):
            for match in pair.support(word):
                sentence_weights = weights.setdefault(match.sentence, {})
                sentence_weights[word.index] = max(
                    sentence_weights.get(word.index, 0.0), match.weight
                )
    scores = {
        sentence: sum(sentence_weights.values()) for sentence, sentence_weights in weights.items()
    }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _possible_speakers(pair: Comparison, sentence_index: int) -> tuple[Names, bool]:
    """The possible speakers of a passage sentence, and whether it names them itself."""
    sentence = pair.passage_sentences[sentence_index]
    line_index = pair.passages[pair.passage_of_sentence[sentence_index]].line_index
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
        w.lower for w in sentence if w.capital and not w.quoted and w.lower in pair.voices.names
    }
    preceding = pair.voices.before(line_index)
    next_speakers = pair.voices.heard[line_index + 1 : line_index + 2] if not names else ()
    return names | opening_names | capitalised | preceding | frozenset(
        n for who in next_speakers for n in who
    ), False


def _names_before_verb(sentence: Words) -> Names:
    """The names before the verb of a sentence, in lowercase."""
    verb = next((w.index for w in sentence if w.verb and not w.reduced), 6)
    says = next((w.index for w in sentence if w.verb in SAYING and not w.reduced), verb)
    end = says if says < 24 else max(1, min(verb, 8))
    return frozenset(w.lower for w in sentence[:end] if w.capital and w.content and not w.quoted)
