"""Check that the passages give a cause, and the same cause as the statement."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import likeness, word_set
from briefing_room.verify.reasons import Reason
from briefing_room.verify.speech import find_subject
from briefing_room.verify.verbs import BE_FORMS
from briefing_room.verify.words import Word

CAUSE = "cause"
_CAUSE_WORDS = word_set("cause_words")
_PASSAGE_CAUSE_WORDS = word_set("passage_cause_words")
_SEQUENCE_WORDS = word_set("sequence_words")
_WEAK_CAUSE_WORDS = word_set("weak_cause_words")
_NO_CLAUSE_AFTER_SO = frozenset({"that", "far", "on", "forth", "is", "are", "was", "were", "do"})
_NO_CLAUSE_AFTER_SO |= {"does", "did", "has", "have", "will", "would", "much", "many"}
_WORDS_WITH_TO = frozenset({"due", "owing", "thanks", "led"})
_MAX_CAUSE_DISTANCE = 14  # words after a causal word that may name the cause


def check_cause(comparison: Comparison) -> Iterator[Reason]:
    """Yield the causes that the passages do not give."""
    for word in comparison.statement_words:
        if not _is_cause_word(comparison, word) or _is_copied(comparison, word):
            continue
        cause_words = _find_cause_words(comparison, word)
        marks = [w for w in comparison.passage_words if w.lower in _PASSAGE_CAUSE_WORDS]
        strong = [w for w in marks if w.lower not in _WEAK_CAUSE_WORDS]
        sequence = [w for w in comparison.passage_words if w.lower in _SEQUENCE_WORDS]
        if not (marks or sequence):
            yield flag(CAUSE, f"the passages give no cause; remove “{word.text}”", word)
        elif cause_words and not _passages_have_cause(
            comparison, cause_words, strong or marks or sequence
        ):
            quoted = " ".join(w.text for w in cause_words[:3])
            yield flag(
                CAUSE,
                f"the passages do not give “{quoted}” as the cause; give theirs or none",
                word,
            )
        elif not marks and word.lower == "because":
            yield flag(
                CAUSE,
                f"the passage says “{sequence[0].text}”, not “{word.text}”; keep the order",
                word,
            )


def _is_cause_word(comparison: Comparison, word: Word) -> bool:
    after = (
        comparison.statement_words[word.index + 1]
        if word.index + 1 < len(comparison.statement_words)
        else None
    )
    if after is None:
        return False
    if word.lower in _CAUSE_WORDS:
        has_preposition = word.lower not in _WORDS_WITH_TO or after.lower == "to"
        has_agent = word.lower != "driven" or after.lower == "by"
        return (
            has_preposition
            and has_agent
            and not (word.lower in {"cause", "causes"} and not word.verb)
        )
    before = comparison.statement_words[word.index - 1] if word.index else None
    is_clause = before is not None and before.lower in {",", ";", "and"}
    return word.lower == "so" and is_clause and after.lower not in _NO_CLAUSE_AFTER_SO


def _is_copied(comparison: Comparison, word: Word) -> bool:
    """Whether a passage has a causal word before the same word: "causing delays"."""
    following = [w.lower for w in comparison.statement_words[word.index + 1 :][:1]]
    return any(
        other.lower == word.lower
        and [w.lower for w in sentence[other.index + 1 :][:1]] == following
        and following != ["of"]
        for sentence in comparison.passage_sentences
        for other in sentence
    )


def _find_cause_words(comparison: Comparison, word: Word) -> list[Word]:
    cause_words: list[Word] = []
    if word.verb and not word.passive and word.lower not in {"blamed", "driven"}:
        return [w for w in find_subject(comparison.statement_words, word.index) if w.content]
    for other in comparison.statement_words[word.index + 1 : word.index + 13]:
        stops = other.lower in {"and", "but", "while"} and cause_words
        if (other.kind == "mark" and other.text != '"') or stops:
            break
        if other.content or (other.verb and other.lower not in BE_FORMS):
            cause_words.append(other)
    return cause_words


def _passages_have_cause(
    comparison: Comparison, cause_words: list[Word], marks: list[Word]
) -> bool:
    """Whether at least half of a cause is near a causal word of the passages."""
    nearby = [
        other
        for sentence in comparison.passage_sentences
        for mark in marks
        if mark.index < len(sentence) and sentence[mark.index] is mark
        for other in sentence[max(0, mark.index - 10) : mark.index + _MAX_CAUSE_DISTANCE]
    ]
    shared = sum(
        any(likeness(word.lemma, other.lemma) >= 0.6 for other in nearby) for word in cause_words
    )
    return 2 * shared >= len(cause_words)
