"""Check that the passages give a cause, and the same cause as the statement.

"The mine closed after the strike" gives an order of events, and no cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from briefing_room.verify.comparison import Comparison, flag, share_word
from briefing_room.verify.likeness import likeness, word_set
from briefing_room.verify.polarity import may_deny
from briefing_room.verify.reasons import Reason
from briefing_room.verify.speech import find_subject
from briefing_room.verify.verbs import BE_FORMS
from briefing_room.verify.words import NO_WORD, Word, word_after, word_before

CAUSE = "cause"
_CAUSE_WORDS = word_set("cause_words")
_PASSAGE_CAUSE_WORDS = word_set("passage_cause_words")
_WEAK_CAUSE_WORDS = word_set("weak_cause_words")
_SEQUENCE_WORDS = word_set("sequence_words")
_NO_CLAUSE_AFTER_SO = word_set("no_clause_after_so")
_CAUSES_BEFORE_TO = frozenset({"due", "owing", "thanks", "led"})
_MAX_CAUSE_WORDS = 12  # after a causal word in the statement
_MAX_WORDS_BEFORE, _MAX_WORDS_AFTER = 10, 14  # of a causal word in a passage, that may be its cause
_ORIGIN_VERBS = frozenset({"come", "arise", "originate", "derive", "stem", "result"})
_MIN_LIKENESS = 0.6
_MIN_ADDED_WORDS = 2  # of a second cause


def check_cause(comparison: Comparison) -> Iterator[Reason]:
    """Yield the causes that the passages do not give."""
    markers = [w for w in comparison.passage_words if w.lower in _PASSAGE_CAUSE_WORDS]
    strong_markers = [w for w in markers if w.lower not in _WEAK_CAUSE_WORDS]
    sequence = [w for w in comparison.passage_words if w.lower in _SEQUENCE_WORDS]
    for word in comparison.statement_words:
        if not _is_cause_word(comparison, word):
            continue
        cause = _find_cause(comparison, word)
        if word.lemma == "blame" and _is_origin(comparison, cause):
            continue
        if not markers and sequence:
            why = f"the passage says “{sequence[0].text}”, not “{word.text}”; keep the order"
            yield flag(CAUSE, why, word)
        elif not markers:
            yield flag(CAUSE, f"the passages give no cause; remove “{word.text}”", word)
        elif added := _added_cause(comparison, cause):
            why = f"the passages do not give “{' '.join(w.text for w in added[:3])}” as a cause too"
            yield flag(CAUSE, f"{why}; remove it", word)
        elif cause and not _passages_have_cause(comparison, cause, strong_markers or markers):
            why = f"the passages do not give “{' '.join(w.text for w in cause[:3])}” as the cause"
            yield flag(CAUSE, f"{why}; give theirs or none", word)


def _is_cause_word(comparison: Comparison, word: Word) -> bool:
    after = word_after(comparison.statement_words, word)
    if word.lower in _CAUSES_BEFORE_TO:
        return after.lower == "to"
    if word.lower in _CAUSE_WORDS:
        is_noun = word.lemma == "cause" and not word.verb
        has_agent = word.lower != "driven" or after.lower == "by"
        return after is not NO_WORD and has_agent and not is_noun
    opens_clause = word_before(comparison.statement_words, word).lower in {",", ";", "and"}
    return word.lower == "so" and opens_clause and after.lower not in _NO_CLAUSE_AFTER_SO


def _find_cause(comparison: Comparison, word: Word) -> list[Word]:
    """The words of the cause: the subject of "caused", or what follows "because"."""
    if word.verb and not word.passive and word.lower not in {"blamed", "driven"}:
        return [w for w in find_subject(comparison.statement_words, word.index) if w.content]
    cause: list[Word] = []
    following = comparison.statement_words[word.index + 1 : word.index + 1 + _MAX_CAUSE_WORDS]
    for other in following:
        is_end = other.lower in {"and", "but", "while"} and bool(cause)
        is_end |= word.lemma == "blame" and other.lower == "for"
        if (other.kind == "mark" and other.text != '"') or is_end:
            break
        if other.content or (other.verb and other.lower not in BE_FORMS):
            cause.append(other)
    return cause


def _added_cause(comparison: Comparison, cause: list[Word]) -> list[Word]:
    """The words of a second cause, after "and", if the passages have none of them."""
    words = comparison.statement_words
    last = cause[-1].index + 1 if cause else len(words)
    if last >= len(words) or words[last].lower != "and":
        return []
    following = takewhile(lambda w: w.kind != "mark" or w.text == '"', words[last + 1 :])
    added = [w for w in following if w.content or w.is_value]
    is_known = any(comparison.find_support(w) or w.lower in comparison.passage_forms for w in added)
    return [] if is_known or len(added) < _MIN_ADDED_WORDS else added


def _is_origin(comparison: Comparison, cause: list[Word]) -> bool:
    """Whether a passage says that something comes from what is blamed: "it comes from granite"."""
    origins: list[Word] = []
    for sentence in comparison.passage_sentences:
        for word in sentence:
            if word.lower == "from" and word_before(sentence, word).lemma in _ORIGIN_VERBS:
                following = sentence[word.index + 1 : word.index + 1 + _MAX_CAUSE_WORDS]
                origins += takewhile(lambda w: w.kind != "mark" and not may_deny(w), following)
    return bool(cause) and all(share_word([word], origins) for word in cause)


def _passages_have_cause(comparison: Comparison, cause: list[Word], markers: list[Word]) -> bool:
    """Whether at least half of the words of a cause are near a causal word of the passages."""
    nearby = [
        other
        for sentence in comparison.passage_sentences
        for marker in markers
        if marker in sentence
        for other in sentence[
            max(0, marker.index - _MAX_WORDS_BEFORE) : marker.index + _MAX_WORDS_AFTER
        ]
    ]
    supported = sum(
        any(likeness(word.lemma, other.lemma) >= _MIN_LIKENESS for other in nearby)
        for word in cause
    )
    return 2 * supported >= len(cause)
