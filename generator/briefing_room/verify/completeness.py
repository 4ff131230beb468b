"""Check that a statement keeps conditions and contrasts, and adds nothing to its passages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.comparison import Comparison, are_equal, flag
from briefing_room.verify.likeness import SAME_SIDE, likeness, word_set
from briefing_room.verify.polarity import DENYING_VERBS
from briefing_room.verify.reasons import Reason
from briefing_room.verify.speech import ROLES, SPEECH_VERBS
from briefing_room.verify.words import (
    NO_WORD,
    Modality,
    Word,
    Words,
    context_words,
    word_after,
    word_before,
    words_before,
)

CONDITION = "condition"
CONTRAST = "contrast"
NOT_SUPPORTED = "not-supported"
_OPINION_WORDS = frozenset({"write", "opinion", "article", "analysis"})  # that introduce its author
_CONDITION_WORDS = word_set("condition_words")
_CONTRAST_WORDS = word_set("contrast_words")
_MARKERS = _CONDITION_WORDS | _CONTRAST_WORDS | {"before", "after", "where", "provided"}
_LIGHT_WORDS = word_set("light_words")
_REPLY_VERBS = SPEECH_VERBS | DENYING_VERBS
_REPORTING_VERBS = frozenset({"say", "tell", "add", "report"})
_MIN_NEW_RUN = 4  # consecutive new words; one fewer if a verb is among them
_MAX_CLAUSE_WORDS = 8  # content words of a condition


def check_completeness(comparison: Comparison) -> Iterator[Reason]:
    """Yield omitted conditions and contrasts, and unsupported words."""
    for sentence_index, sentence in enumerate(comparison.passage_sentences):
        used_positions = {
            m.word.index
            for w in comparison.statement_words
            for m in comparison.find_support(w)
            if m.sentence == sentence_index
        }
        if used_positions:
            yield from _check_omitted_clauses(comparison, sentence, used_positions)
    yield from _check_new_words(comparison)


def _check_omitted_clauses(
    comparison: Comparison, sentence: Words, used_positions: set[int]
) -> Iterator[Reason]:
    """Yield the first condition or contrast of a sentence that the statement uses without it."""
    for word in sentence:
        is_condition = _opens_condition(sentence, word)
        is_contrast = word.lower in _CONTRAST_WORDS and word.index > 1
        markers = _MARKERS if is_condition else _CONTRAST_WORDS
        if not (is_condition or is_contrast) or any(
            w.lower in markers for w in comparison.statement_words
        ):
            continue
        clause = _clause_words(sentence, word, is_condition=is_condition)
        if is_contrast and not any(w.verb in _REPLY_VERBS for w in clause):
            continue
        telling = [
            w for w in clause if not (w.capital or w.lemma in ROLES or w.verb in _REPORTING_VERBS)
        ]
        kept = [w for w in telling if _bullet_has(comparison, w)]
        is_used = bool(used_positions - {w.index for w in clause})
        if telling and 3 * len(kept) <= len(telling) and is_used:
            following = context_words(sentence, word, 0, 5)
            quoted = " ".join(w.text for w in (word, *following))
            code, part = (CONDITION, "condition") if is_condition else (CONTRAST, "other side")
            yield flag(code, f"the statement leaves out the {part}: “{quoted} …”; add it", word)
            return


def _opens_condition(sentence: Words, word: Word) -> bool:
    after = word_after(sentence, word)
    if after is NO_WORD or word.lower not in _CONDITION_OPENERS:
        return False
    if (
        word.verb or word_before(sentence, word).lower in PREPOSITIONS
    ):  # "to exempt", "news on when"
        return False
    lead = words_before(sentence, word, 14)
    names_time = after.lower.endswith(("ing", "ed")) or any(w.date for w in lead[-3:])
    names_time |= after.lower == "and"
    tests = {
        "when": not names_time and any(w.verb and w.modality < Modality.FACT for w in lead),
        "only": after.lower in {"after", "when", "because", "if", "once", "in", "be"},
        "those": after.lower == "who" or after.gerund,
        "subject": after.lower == "to",
        "until": not after.is_value,
    }
    return tests.get("when" if word.lower == "once" else word.lower, True)


_CONDITION_OPENERS = _CONDITION_WORDS | {"those"}


def _clause_words(sentence: Words, word: Word, *, is_condition: bool) -> list[Word]:
    """The content words of the clause that a word opens."""
    words: list[Word] = []
    for other in context_words(sentence, word, 0, 17):
        ends_at_comma = is_condition and len(words) > 1
        is_end = other.kind == "mark" and (
            other.text in ".;–—" or (other.text == "," and ends_at_comma)
        )
        if is_end or (other.lower in {"but", "although"} and words):
            break
        if other.content or other.is_value:
            words.append(other)
    return words[:_MAX_CLAUSE_WORDS]


def _bullet_has(comparison: Comparison, word: Word) -> bool:
    """Whether the bullet of the statement has a word or value of a passage."""
    if word.is_value:
        same_kind = (other for other in comparison.bullet_words if other.kind == word.kind)
        return any(are_equal(word, other) for other in same_kind)
    return any(
        likeness(other.lemma, word.lemma) >= SAME_SIDE
        for other in comparison.bullet_words
        if (other.content or other.verb) and other.verb not in _REPORTING_VERBS
    )


def _check_new_words(comparison: Comparison) -> Iterator[Reason]:
    """Yield the longest run of words that no passage has, if it is too long for a rewording."""
    line_indexes = [cited.line_index for cited in comparison.passages]
    preceding = comparison.articles.lemmas_before(line_indexes)

    def is_new(word: Word) -> bool:
        is_known = word.lemma in _LIGHT_WORDS or word.lemma in preceding
        is_known |= comparison.articles.is_opinion and word.lemma in _OPINION_WORDS
        is_known = is_known or bool(comparison.matches(word))
        return not (is_known or comparison.has_word_of_same_side(word))

    words = (w for w in comparison.statement_words if w.content and not w.capital)
    runs = [list(run) for new, run in groupby(words, is_new) if new]
    longest = max(runs, key=len, default=[])
    has_verb = any(w.verb for w in longest)  # "engineers had poisoned the harbour"
    if len(longest) >= _MIN_NEW_RUN - has_verb:
        quoted = ", ".join(f"“{w.text}”" for w in longest)
        why = f"the passages do not support {quoted}; use their words or remove it"
        yield flag(NOT_SUPPORTED, why, *longest)
