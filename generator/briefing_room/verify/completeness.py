"""Check that a statement keeps conditions and contrasts, and adds nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.comparison import Comparison, are_equal, flag
from briefing_room.verify.likeness import SAME_SIDE, likeness, word_set
from briefing_room.verify.modality import Modality
from briefing_room.verify.polarity import DENYING_VERBS
from briefing_room.verify.reasons import Reason
from briefing_room.verify.speech import ROLES, SPEECH_VERBS
from briefing_room.verify.words import Word, Words

CONDITION = "condition"
CONTRAST = "contrast"
NOT_SUPPORTED = "not-supported"
_CONDITION_WORDS = word_set("condition_words")
_CONTRAST_WORDS = word_set("contrast_words")
_MARKERS = _CONDITION_WORDS | _CONTRAST_WORDS | {"before", "after", "where", "provided"}
_LIGHT_WORDS = word_set("light_words")
_REPLY_VERBS = SPEECH_VERBS | DENYING_VERBS
_REPORTING_VERBS = frozenset({"say", "tell", "add", "report"})
_MAX_NEW_SHARE = 0.75  # of the content words that may be new
_MIN_NEW_RUN = 4  # consecutive new words
_MIN_CHECKED_WORDS = 3
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
    for word in sentence:
        condition = _is_condition(sentence, word)
        contrast = word.lower in _CONTRAST_WORDS and word.index > 1
        if not (condition or contrast):
            continue
        clause = _clause_words(sentence, word, condition=condition)
        own_words = [
            w
            for w in clause
            if not w.capital and w.lemma not in ROLES and w.verb not in _REPORTING_VERBS
        ]
        if contrast and not any(w.verb in _REPLY_VERBS for w in clause):
            continue
        if not own_words or 3 * sum(_bullet_has(comparison, w) for w in own_words) > len(own_words):
            continue
        marks = _MARKERS if condition else _CONTRAST_WORDS
        if any(w.lower in marks for w in comparison.statement_words):
            continue
        used_outside = [
            position for position in used_positions if position not in {w.index for w in clause}
        ]
        if used_outside:
            quoted = " ".join(
                (word.text, *(w.text for w in sentence[word.index + 1 : word.index + 6]))
            )
            code, missing = (CONDITION, "condition") if condition else (CONTRAST, "other side")
            yield flag(code, f"the statement leaves out the {missing}: “{quoted} …”; add it", word)
            return


def _is_condition(sentence: Words, word: Word) -> bool:
    after = sentence[word.index + 1] if word.index + 1 < len(sentence) else None
    if after is None or word.lower not in _CONDITION_OPENERS:
        return False
    lead = sentence[max(0, word.index - 14) : word.index]
    if word.verb or (lead and lead[-1].lower in PREPOSITIONS):  # "news on when", "to exempt"
        return False
    gerund = after.lower.endswith(("ing", "ed"))
    names_time = gerund or after.lower in {"and", "or"} or any(w.date for w in lead[-3:])
    tests = {
        "when": not names_time and any(w.verb and w.modality < Modality.FACT for w in lead),
        "only": after.lower in {"after", "when", "because", "if", "once", "in", "be"},
        "those": after.lower == "who" or after.gerund,
        "subject": after.lower == "to",
        "until": not after.is_value,
    }
    is_plain = after.lower not in {"possible", "necessary", "needed"}
    return tests.get("when" if word.lower == "once" else word.lower, is_plain)


_CONDITION_OPENERS = _CONDITION_WORDS | {"those"}


def _clause_words(sentence: Words, word: Word, *, condition: bool) -> list[Word]:
    """The content words of the clause that a word opens."""
    words: list[Word] = []
    for other in sentence[word.index + 1 : word.index + 18]:
        ends = other.text in ".;–—" or (other.text == "," and condition and len(words) > 1)
        if (other.kind == "mark" and ends) or (other.lower in {"but", "although"} and words):
            break
        if other.content or other.is_value:
            words.append(other)
    return words[:_MAX_CLAUSE_WORDS]


def _bullet_has(comparison: Comparison, word: Word) -> bool:
    if word.is_value:
        return any(
            other.kind == word.kind and are_equal(word, other) for other in comparison.bullet_words
        )
    return any(
        likeness(other.lemma, word.lemma) >= SAME_SIDE
        for other in comparison.bullet_words
        if (other.content or other.verb) and other.verb not in _REPORTING_VERBS
    )


def _check_new_words(comparison: Comparison) -> Iterator[Reason]:
    """Yield the words that no passage has, if there are too many for a rewording."""
    words = [w for w in comparison.statement_words if w.content and not w.capital]
    new = [
        w
        for w in words
        if not (
            w.lemma in _LIGHT_WORDS or comparison.matches(w) or comparison.has_word_of_same_side(w)
        )
    ]
    preceding = comparison.articles.lemmas_before(
        [cited.line_index for cited in comparison.passages]
    )
    new_here = [w for w in new if w.lemma not in preceding]
    share = len(new_here) / len(words) if words else 0.0
    if (len(words) >= _MIN_CHECKED_WORDS and share == 1.0) or (
        len(words) > _MIN_NEW_RUN and share > _MAX_NEW_SHARE
    ):
        unsupported = new_here
    else:
        unsupported = max(_runs_of_new_words(words, new_here), key=len)
        has_verb = any(w.verb for w in unsupported)  # "engineers had poisoned the harbour"
        if len(unsupported) < (_MIN_CHECKED_WORDS if has_verb else _MIN_NEW_RUN):
            return
    if unsupported:
        quoted = ", ".join(f"“{w.text}”" for w in unsupported)
        yield flag(
            NOT_SUPPORTED,
            f"the passages do not support {quoted}; use their words or remove it",
            *unsupported,
        )


def _runs_of_new_words(words: Sequence[Word], new: Sequence[Word]) -> list[list[Word]]:
    """Group the new words that follow each other."""
    runs: list[list[Word]] = [[]]
    for word in words:
        if word in new:
            runs[-1].append(word)
        else:
            runs.append([])
    return runs
