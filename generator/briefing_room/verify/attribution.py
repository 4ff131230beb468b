"""Check that a statement attributes what its passages report as somebody's words."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import words_of
from briefing_room.verify.modality import Modality
from briefing_room.verify.reasons import Reason
from briefing_room.verify.speech import (
    PERSONAL,
    ROLES,
    SAYING,
    speakers,
    subject,
)
from briefing_room.verify.tagging import tag_words
from briefing_room.verify.words import Word, Words

ATTRIBUTION = "attribution"
_STATEMENT_VERBS = words_of("statement_verbs")
_REPORT_VERBS = words_of("report_verbs")
_ACCORDING_WORDS = words_of("according_words")
_MIN_REPORTED_SHARE = 0.6  # of the matched passage words: so many must be reported speech
_WISH_VERBS = words_of("wish_verbs")
_MIN_QUOTED_WORDS = 5  # words
_CONTRAST_WORDS = words_of("contrast_words")
_CLAUSE_SEPARATORS = frozenset({"but", "though", "although", "while", "whereas"})


def check_attribution(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first part of a statement that gives reported speech as fact."""
    if comparison.best_sentence is None or _is_attributed_before(comparison):
        return
    sentence = comparison.passage_sentences[comparison.best_sentence]
    reported = _reported_positions(sentence)
    attributed = _reported_positions(comparison.statement_words)
    for part in _split_at_contrasts(comparison.statement_words) if reported else ():
        covered = sum(word.index in attributed for word in part) >= _MIN_REPORTED_SHARE * len(part)
        if (
            covered
            or is_attributed(comparison.statement_words, part)
            or _is_about_speaker(comparison, part, sentence)
        ):
            continue
        matched = {
            (word.index, match.word.index)
            for word in part
            for match in comparison.matches(comparison.statement_words[word.index])[:3]
            if match.sentence == comparison.best_sentence
        }
        inside = sum(position in reported for _, position in matched)
        if matched and inside >= _MIN_REPORTED_SHARE * len(matched):
            speaker = next(
                iter(sorted(n for s in speakers(sentence) for n in s.names | s.roles)), "somebody"
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
        _attributes(words, word) or (word.lower in _ACCORDING_WORDS and not word.in_quotation)
        for word in part or words
    )


def _is_about_speaker(comparison: Comparison, part: Words, sentence: Words) -> bool:
    """Whether the subject of a part is a speaker of the passage."""
    verb = next((w for w in part if w.verb and not w.reduced), None)
    if verb is None:
        return False
    speaker_words = {w for who in speakers(sentence) for w in who.names | who.roles}
    if (
        verb.verb in _WISH_VERBS
        and _expresses_wish(comparison.statement_words, verb)
        and not speaker_words
    ):
        return True
    subjects = {
        w.lower if w.capital else w.lemma
        for w in subject(comparison.statement_words, verb.index)
        if w.content
    }
    pronoun = (
        any(w.lower in PERSONAL for w in comparison.statement_words[: verb.index])
        and verb.verb in _WISH_VERBS
    )
    if verb.modality is Modality.FACT and verb.verb not in _WISH_VERBS | SAYING:
        return False  # "the miner says it has closed" is not "the miner has closed"
    return pronoun or any(
        comparison.articles.may_be_same(name, speaker)
        for name in subjects
        for speaker in speaker_words
    )


def _expresses_wish(words: Words, word: Word) -> bool:
    after = words[word.index + 1].lower if word.index + 1 < len(words) else ""
    return after == "to" or word.verb not in {"aim", "mean", "plan"}


def _attributes(words: Words, word: Word) -> bool:
    if word.verb not in SAYING or word.in_quotation:
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
            and not (word.in_quotation or word.denied)
        ):
            positions |= {w.index for w in sentence if w.index >= _clause_start(sentence, word)}
        elif word.verb == "accuse" and not word.denied:
            positions |= {w.index for w in sentence if w.index > word.index}
        elif word.verb in _STATEMENT_VERBS and _reports_speech(word):
            positions |= _scope_of_speech(sentence, word)
    quoted = {w.index for w in sentence if w.in_quotation and w.kind == "word"}
    return positions | quoted if len(quoted) >= _MIN_QUOTED_WORDS else positions


def _clause_start(sentence: Words, word: Word) -> int:
    """The position at which the clause of a word begins."""
    starts = (
        w.index for w in sentence[: word.index] if w.text == ";" or w.lower in {"but", "although"}
    )
    return max(starts, default=0)


def _reports_speech(word: Word) -> bool:
    plain = (
        word.modality is Modality.FACT
        and not word.in_quotation
        and not word.reduced
        and not word.passive
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
    other_verb = any(
        w.verb and not w.gerund and not w.in_quotation for w in sentence[word.index + 1 :]
    )
    comma = any(w.text in ',"' for w in sentence[max(0, word.index - 6) : word.index])
    if word.index > 3 and not other_verb and (len(tail) <= 3 or comma):
        return {w.index for w in sentence[: word.index]}
    end = next(
        (w.index for w in sentence[word.index + 2 :] if w.lower in _CONTRAST_WORDS), len(sentence)
    )
    return {w.index for w in sentence[word.index + 1 : end]}


def _is_attributed_before(comparison: Comparison) -> bool:
    """Whether the preceding sentence of the bullet attributes a neighbouring passage."""
    if not comparison.bullet:
        return False
    text, line_indexes = comparison.bullet[-1]
    close = any(
        abs(line_index - cited.line_index) <= 1
        for line_index in line_indexes
        for cited in comparison.passages
    )
    return close and is_attributed(tag_words(text, comparison.articles.date))
