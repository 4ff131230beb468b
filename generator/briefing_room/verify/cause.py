"""A cause is one of the passages, and it is the cause that they give."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.verify.held import Held, anew
from briefing_room.verify.likeness import like, words_of
from briefing_room.verify.reasons import Reason
from briefing_room.verify.tagging import BE, Word
from briefing_room.verify.voices import subject

CAUSE = "cause"
_OURS, _THEIRS, _BEFORE = words_of("cause"), words_of("causes"), words_of("before_after")
_WEAK = words_of("weak_causes")
_WITH_TO = frozenset({"due", "owing", "thanks", "led"})
_FAR = 14  # words around a mark of cause in which the cause stands


def cause(held: Held) -> Iterator[Reason]:
    """Yield the causes that the passages do not give."""
    for word in held.said:
        if not _is_cause(held, word):
            continue
        given = _given(held, word)
        marks = [w for w in held.flat if w.low in _THEIRS]
        strong = [w for w in marks if w.low not in _WEAK]
        first = [w for w in held.flat if w.low in _BEFORE]
        if not (marks or first):
            yield anew(CAUSE, f"“{word.text}”: the passages give no cause", word)
        elif given and not _is_theirs(held, given, strong or marks or first):
            shown = " ".join(w.text for w in given[:3])
            yield anew(
                CAUSE, f"“{word.text} {shown}” is not the cause that the passages give", word
            )
        elif not marks and word.low == "because":
            yield anew(CAUSE, f"the passage has “{first[0].text}”, not “{word.text}”", word)


def _is_cause(held: Held, word: Word) -> bool:
    after = held.said[word.at + 1] if word.at + 1 < len(held.said) else None
    if after is None:
        return False
    if word.low in _OURS:
        led = word.low not in _WITH_TO or after.low == "to"
        by = word.low != "driven" or after.low == "by"
        return led and by and not (word.low in {"cause", "causes"} and not word.verb)
    before = held.said[word.at - 1] if word.at else None
    if word.low == "so":
        return before is not None and before.text in {",", ";", "and"} and after.low != "that"
    behind = held.said[word.at + 1 : word.at + 7]
    clause = any(w.verb and not w.gerund and w.clause == word.clause for w in behind)
    return word.low == "since" and clause and not after.valued and _no_perfect(held, word)


def _no_perfect(held: Held, word: Word) -> bool:
    """Return whether "since" cannot tell a time: "has closed since" can."""
    lead = held.said[max(0, word.at - 12) : word.at]
    return not any(w.auxiliaries[-1:] in {("has",), ("have",)} for w in lead)


def _given(held: Held, word: Word) -> list[Word]:
    found: list[Word] = []
    if word.verb and not word.passive and word.low not in {"blamed", "driven"}:
        return [w for w in subject(held.said, word.at) if w.content]
    for other in held.said[word.at + 1 : word.at + 13]:
        stops = other.low in {"and", "but", "while"} and found
        if (other.kind == "mark" and other.text != '"') or stops:
            break
        if other.content or (other.verb and other.low not in BE):
            found.append(other)
    return found


def _is_theirs(held: Held, given: list[Word], marks: list[Word]) -> bool:
    """Return whether most of a cause stands near what the passages mark as one."""
    near = [
        other
        for unit in held.units
        for mark in marks
        if mark.at < len(unit) and unit[mark.at] is mark
        for other in unit[max(0, mark.at - 10) : mark.at + _FAR]
    ]
    shared = sum(any(like(word.lemma, other.lemma) >= 0.6 for other in near) for word in given)
    return 2 * shared >= len(given)
