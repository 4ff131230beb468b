"""How sure a text is of each of its words, by what stands before it: "plans to", "fears of", "if".

A marker covers what follows it, up to the end of the clause or the next verb that says what is so.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from briefing_room.verify.likeness import words_of

if TYPE_CHECKING:
    from briefing_room.verify.tagging import Word


class Level(IntEnum):
    """How sure it is that what a word says is so."""

    MAY = 0
    MEANT = 1  # planned, expected, asked for, would
    WILL = 2
    IS = 3


_MEANT_VERBS = words_of("meant") - words_of("free")
_WISHED = words_of("wished")
_ADJECTIVES = words_of("to_come")
_UNSURE, _PROJECTING = words_of("unsure"), words_of("projecting")
_ANNOUNCING = words_of("announced") | {"report", "suggest"}
_ENDS_SCOPE = words_of("ends_scope")
_BE = words_of("be")
_STOPS = frozenset(".;:–—(")


def sureness(words: Sequence[Word]) -> list[tuple[Level, str]]:
    """Give for each word its level, by itself and by the markers that cover it, and the marker."""
    levels: list[tuple[Level, str]] = []
    scope, clausal = (Level.IS, ""), False
    for word in words:
        after = words[word.at + 1].low if word.at + 1 < len(words) else ""
        means = word.low == "by" and after.endswith("ing")
        comma = word.kind == "mark" and (word.text in _STOPS or word.text == ",")
        if comma or means or word.low in _ENDS_SCOPE:
            scope, clausal = (Level.IS, ""), False
        finite = word.verb and not (word.gerund or word.reduced or "to" in word.auxiliaries)
        if finite and not clausal:
            scope = (Level.IS, "")
        levels.append(min((word.level, word.lemma), scope) if word.verb else scope)
        opened = opens(word)
        if opened < Level.IS:
            scope = min(scope, (opened, word.lemma))
            clausal = clausal or word.low in _UNSURE or _that(words, word)
    for word in words:
        if word.at and _is_predicate(words, word):
            _cover_subject(words, word, levels)
    return levels


def _that(words: Sequence[Word], word: Word) -> bool:
    return word.at + 1 < len(words) and words[word.at + 1].low == "that"


def opens(word: Word) -> Level:
    """Give the level of what follows a word."""
    if word.low in _UNSURE:
        return Level.MAY
    if word.low in _ADJECTIVES or (word.lemma in _WISHED and not word.verb):
        return Level.MEANT
    if word.verb and word.level < Level.IS:
        return word.level
    talks = word.verb in {"speak", "talk"}
    return Level.MEANT if talks or (word.verb in _MEANT_VERBS and not word.denied) else Level.IS


def _is_predicate(words: Sequence[Word], word: Word) -> bool:
    """Tell "is planned", "was proposed", "is possible"."""
    behind_be = words[word.at - 1].low in _BE or (bool(word.auxiliaries) and word.passive)
    meant = word.verb in _PROJECTING if word.verb else word.low in _ADJECTIVES
    return behind_be and meant and not _that(words, word)


def _cover_subject(words: Sequence[Word], word: Word, levels: list[tuple[Level, str]]) -> None:
    for other in reversed(words[: word.at]):
        finite = other.verb and not other.gerund
        if other.kind == "mark" or other.low in _ENDS_SCOPE or finite:
            break
        levels[other.at] = min(levels[other.at], (Level.MEANT, word.lemma))
