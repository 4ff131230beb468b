"""A cause is one of the passages, and it is the cause that they give."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import like, words_of
from briefing_room.verify.reasons import Reason
from briefing_room.verify.tagging import BE, Word
from briefing_room.verify.voices import subject

CAUSE = "cause"
_OURS, _THEIRS, _BEFORE = words_of("cause"), words_of("causes"), words_of("before_after")
_WEAK = words_of("weak_causes")
_WITH_TO = frozenset({"due", "owing", "thanks", "led"})
_FAR = 14  # words around a mark of cause in which the cause stands


def cause(pair: Comparison) -> Iterator[Reason]:
    """Yield the causes that the passages do not give."""
    for word in pair.statement_words:
        if not _is_cause(pair, word):
            continue
        given = _given(pair, word)
        marks = [w for w in pair.passage_words if w.lower in _THEIRS]
        strong = [w for w in marks if w.lower not in _WEAK]
        first = [w for w in pair.passage_words if w.lower in _BEFORE]
        if not (marks or first):
            yield flag(CAUSE, f"“{word.text}”: the passages give no cause", word)
        elif given and not _is_theirs(pair, given, strong or marks or first):
            shown = " ".join(w.text for w in given[:3])
            yield flag(
                CAUSE, f"“{word.text} {shown}” is not the cause that the passages give", word
            )
        elif not marks and word.lower == "because":
            yield flag(CAUSE, f"the passage has “{first[0].text}”, not “{word.text}”", word)


def _is_cause(pair: Comparison, word: Word) -> bool:
    after = (
        pair.statement_words[word.index + 1] if word.index + 1 < len(pair.statement_words) else None
    )
    if after is None:
        return False
    if word.lower in _OURS:
        led = word.lower not in _WITH_TO or after.lower == "to"
        by = word.lower != "driven" or after.lower == "by"
        return led and by and not (word.lower in {"cause", "causes"} and not word.verb)
    before = pair.statement_words[word.index - 1] if word.index else None
    if word.lower == "so":
        return before is not None and before.text in {",", ";", "and"} and after.lower != "that"
    behind = pair.statement_words[word.index + 1 : word.index + 7]
    clause = any(w.verb and not w.gerund and w.clause == word.clause for w in behind)
    return word.lower == "since" and clause and not after.is_value and _no_perfect(pair, word)


def _no_perfect(pair: Comparison, word: Word) -> bool:
    """Return whether "since" cannot tell a time: "has closed since" can."""
    lead = pair.statement_words[max(0, word.index - 12) : word.index]
    return not any(w.auxiliaries[-1:] in {("has",), ("have",)} for w in lead)


def _given(pair: Comparison, word: Word) -> list[Word]:
    found: list[Word] = []
    if word.verb and not word.passive and word.lower not in {"blamed", "driven"}:
        return [w for w in subject(pair.statement_words, word.index) if w.content]
    for other in pair.statement_words[word.index + 1 : word.index + 13]:
        stops = other.lower in {"and", "but", "while"} and found
        if (other.kind == "mark" and other.text != '"') or stops:
            break
        if other.content or (other.verb and other.lower not in BE):
            found.append(other)
    return found


def _is_theirs(pair: Comparison, given: list[Word], marks: list[Word]) -> bool:
    """Return whether most of a cause stands near what the passages mark as one."""
    nearby = [
        other
        for unit in pair.passage_sentences
        for mark in marks
        if mark.index < len(unit) and unit[mark.index] is mark
        for other in unit[max(0, mark.index - 10) : mark.index + _FAR]
    ]
    shared = sum(any(like(word.lemma, other.lemma) >= 0.6 for other in nearby) for word in given)
    return 2 * shared >= len(given)
