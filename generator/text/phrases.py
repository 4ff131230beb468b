"""Find the words and phrases of named lists in a text: one pass, whatever the number of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.text.tables import table

_WORD = re.compile(r"[^\W_](?:[\w'’.-]*[^\W_])?")
_SHORTEST_STEM = 3


class Hit(NamedTuple):
    """A phrase of the list ``name`` found in a text, from its ``start``-th word on."""

    name: str
    start: int


class Phrases:
    """Lists of words and phrases; a phrase that ends in ``*`` stands for all words it begins."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        """Take the lists by their names."""
        self._exact: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._longest = 1
        for name, phrases in lists.items():
            for phrase in phrases:
                told = phrase.lower()
                kind = self._stems if told.endswith("*") else self._exact
                kind.setdefault(told.rstrip("*"), set()).add(name)
                self._longest = max(self._longest, told.count(" ") + 1)

    def find(self, text: str) -> tuple[Hit, ...]:
        """Return the hits in ``text``, in its order; phrases may overlap."""
        words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
        return tuple(
            Hit(name, at)
            for at, word in enumerate(words)
            for name in sorted({*self._stemmed(word), *self._at(words, at)})
        )

    def _stemmed(self, word: str) -> Iterable[str]:
        for end in range(_SHORTEST_STEM, len(word) + 1):
            yield from self._stems.get(word[:end], ())

    def _at(self, words: list[str], at: int) -> Iterable[str]:
        phrase = ""
        for word in words[at : at + self._longest]:
            phrase = f"{phrase} {word}" if phrase else word
            yield from self._exact.get(phrase, ())


def phrases(file: str) -> Phrases:
    """Return the lists of one file of ``generator/data``."""
    return Phrases(table(file.removesuffix(".yml")))
