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


class Modality(IntEnum):
    """How sure it is that what a word says is so."""

    POSSIBLE = 0
    INTENDED = 1  # planned, expected, asked for, would
    FUTURE = 2
    FACT = 3


_MEANT_VERBS = words_of("meant") - words_of("free")
_WISHED = words_of("wished")
_ADJECTIVES = words_of("to_come")
_UNSURE, _PROJECTING = words_of("unsure"), words_of("projecting")
_ANNOUNCING = words_of("announced") | {"report", "suggest"}
_ENDS_SCOPE = words_of("ends_scope")
_BE = words_of("be")
_STOPS = frozenset(".;:–—(")


def sureness(words: Sequence[Word]) -> list[tuple[Modality, str]]:
    """Give for each word its level, by itself and by the markers that cover it, and the marker."""
    levels: list[tuple[Modality, str]] = []
    scope, clausal = (Modality.FACT, ""), False
    for word in words:
        after = words[word.index + 1].lower if word.index + 1 < len(words) else ""
        means = word.lower == "by" and after.endswith("ing")
        comma = word.kind == "mark" and (word.text in _STOPS or word.text == ",")
        if comma or means or word.lower in _ENDS_SCOPE:
            scope, clausal = (Modality.FACT, ""), False
        finite = word.verb and not (word.gerund or word.reduced or "to" in word.auxiliaries)
        if finite and not clausal:
            scope = (Modality.FACT, "")
        levels.append(min((word.modality, word.lemma), scope) if word.verb else scope)
        opened = opens(word)
        if opened < Modality.FACT:
            scope = min(scope, (opened, word.lemma))
            clausal = clausal or word.lower in _UNSURE or _that(words, word)
    for word in words:
        if word.index and _is_predicate(words, word):
            _cover_subject(words, word, levels)
    return levels


def _that(words: Sequence[Word], word: Word) -> bool:
    return word.index + 1 < len(words) and words[word.index + 1].lower == "that"


def opens(word: Word) -> Modality:
    """Give the level of what follows a word."""
    if word.lower in _UNSURE:
        return Modality.POSSIBLE
    if word.lower in _ADJECTIVES or (word.lemma in _WISHED and not word.verb):
        return Modality.INTENDED
    if word.verb and word.modality < Modality.FACT:
        return word.modality
    talks = word.verb in {"speak", "talk"}
    return (
        Modality.INTENDED
        if talks or (word.verb in _MEANT_VERBS and not word.denied)
        else Modality.FACT
    )


def _is_predicate(words: Sequence[Word], word: Word) -> bool:
    """Tell "is planned", "was proposed", "is possible"."""
    behind_be = words[word.index - 1].lower in _BE or (bool(word.auxiliaries) and word.passive)
    meant = word.verb in _PROJECTING if word.verb else word.lower in _ADJECTIVES
    return behind_be and meant and not _that(words, word)


def _cover_subject(words: Sequence[Word], word: Word, levels: list[tuple[Modality, str]]) -> None:
    for other in reversed(words[: word.index]):
        finite = other.verb and not other.gerund
        if other.kind == "mark" or other.lower in _ENDS_SCOPE or finite:
            break
        levels[other.index] = min(levels[other.index], (Modality.INTENDED, word.lemma))
