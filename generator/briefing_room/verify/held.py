"""A statement beside its passages, word by word: which words of theirs stand behind which of its.

Words are looked up by keys, so that the work grows with the length of both and not their product.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from briefing_room.text.sentences import sentence_spans
from briefing_room.text.typography import spaced
from briefing_room.verify.likeness import SAME, keys, like, root
from briefing_room.verify.reasons import Reason, unsupported
from briefing_room.verify.tagging import Word, Words, tagged
from briefing_room.verify.voices import Voices

_LEAST = 0.6
_MANY = 40  # places of one word in the passages that are looked at


class Match(NamedTuple):
    """A word of a passage that stands behind one of the statement, and how near it is."""

    weight: float
    unit: int  # the sentence of the passages
    word: Word


class Cited(NamedTuple):
    """A sentence that is cited: its place in the article, its words, the day they count from."""

    place: int
    text: str
    date: dt.date | None
    days: tuple[str, ...] = ()  # as the text before it resolves its dates


@dataclass(frozen=True)
class Held:
    """One sentence with the sentences that it cites, its article and the rest of its bullet."""

    text: str
    passages: tuple[Cited, ...]
    voices: Voices
    bullet: tuple[tuple[str, tuple[int, ...]], ...] = ()
    nouns: frozenset[str] = frozenset()  # in small letters, by which the catalogue knows things
    found: dict[int, list[Match]] = field(default_factory=dict, init=False, compare=False)

    @cached_property
    def said(self) -> Words:
        """The words of the statement."""
        return tagged(self.text, self.voices.date)

    @cached_property
    def told(self) -> Words:
        """The words of the whole bullet."""
        others = (tagged(text, self.voices.date) for text, _ in self.bullet)
        return (*self.said, *(word for words in others for word in words))

    @cached_property
    def units(self) -> tuple[Words, ...]:
        """The sentences of the passages."""
        return tuple(
            tagged(cited.text[start:end], cited.date)
            for cited in self.passages
            for start, end in sentence_spans(cited.text)
        )

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Of which passage each sentence is."""
        cited = enumerate(self.passages)
        return tuple(at for at, each in cited for _ in sentence_spans(each.text))

    @cached_property
    def flat(self) -> Words:
        """All words of the passages."""
        return tuple(word for unit in self.units for word in unit)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All lemmas of the passages."""
        return frozenset(word.lemma for word in self.flat if word.kind == "word")

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots of all lemmas of the passages."""
        return frozenset(map(root, self.lemmas))

    @cached_property
    def lows(self) -> frozenset[str]:
        """All words of the passages, in small letters, and the parts of those with hyphens."""
        return frozenset(part for word in self.flat for part in (word.low, *word.low.split("-")))

    @cached_property
    def spaced(self) -> str:
        """The words of the passages in their order, to be searched."""
        return spaced(" ".join(cited.text for cited in self.passages))

    @cached_property
    def own(self) -> frozenset[str]:
        """All lemmas of the statement."""
        return frozenset(word.lemma for word in self.said if word.kind == "word")

    @cached_property
    def _index(self) -> dict[str, list[Match]]:
        found: defaultdict[str, list[Match]] = defaultdict(list)
        for at, unit in enumerate(self.units):
            for word in unit:
                if word.kind == "word" and (word.content or word.verb):
                    for key, weight in keys(word.lemma):
                        found[key].append(Match(weight, at, word))
        return found

    def matches(self, word: Word) -> list[Match]:
        """Return the words of the passages that stand behind a word, the nearest only."""
        if word.at not in self.found:
            self.found[word.at] = self._matches(word) if word.kind == "word" else []
        return self.found[word.at]

    def _matches(self, word: Word) -> list[Match]:
        if not (word.content or word.verb):
            return []
        best: dict[tuple[int, int], Match] = {}
        for key, weight in keys(word.lemma):
            for match in self._index.get(key, ())[:_MANY]:
                place, near = (match.unit, match.word.at), min(weight, match.weight)
                if place not in best or best[place].weight < near:
                    best[place] = match._replace(weight=near)
        top = max((match.weight for match in best.values()), default=0.0)
        return sorted(
            (m for m in best.values() if m.weight >= min(top, 0.9)),
            key=lambda m: (m.unit, m.word.at),
        )

    def in_place(self, word: Word, matches: Sequence[Match]) -> list[Match]:
        """Give those matches that stand among most of the words that a word stands among."""
        ours = [w for w in around(self.said, word.at, 6, 6) if w.content or w.valued]
        scores = [
            sum(
                any(near(one, other) for other in around(self.units[m.unit], m.word.at, 8, 8))
                for one in ours
            )
            for m in matches
        ]
        return [m for m, score in zip(matches, scores, strict=True) if score == max(scores)]

    def same(self, word: Word) -> list[Match]:
        """Return the numbers or dates of the passages that are the one said."""
        return [
            Match(SAME, at, other)
            for at, unit in enumerate(self.units)
            for other in unit
            if other.kind == word.kind and equal(word, other)
        ]

    def behind(self, word: Word) -> list[Match]:
        """Return what stands behind a word, a number or a date."""
        return self.same(word) if word.valued else self.matches(word)

    def has(self, words: Iterable[str]) -> bool:
        """Return whether the passages have one of some lemmas or words."""
        return any(word in self.lemmas or word in self.lows for word in words)

    @cached_property
    def scores(self) -> dict[int, float]:
        """How much of the statement each sentence of the passages has."""
        found: defaultdict[int, float] = defaultdict(float)
        for word in self.said:
            if word.valued or (word.content and word.kind == "word"):
                near: dict[int, float] = {}
                for match in self.behind(word):
                    near[match.unit] = max(near.get(match.unit, 0.0), match.weight)
                for unit, weight in near.items():
                    found[unit] += weight
        return dict(found)

    @cached_property
    def best(self) -> int | None:
        """The sentence of the passages that has most of the statement."""
        scores = self.scores
        return max(scores, key=lambda unit: (scores[unit], -unit)) if scores else None


def equal(one: Word, other: Word) -> bool:
    """Return whether two numbers, or two dates, are the same; of dates one may tell less."""
    if one.amount and other.amount:
        return one.amount.value == other.amount.value
    if one.date and other.date:
        return one.date.startswith(other.date) or other.date.startswith(one.date)
    return one.low == other.low


def near(one: Word, other: Word, least: float = 0.8) -> bool:
    """Return whether two words may stand for one another."""
    if one.valued or other.valued:
        return one.kind == other.kind and equal(one, other)
    return like(one.lemma, other.lemma) >= least


def touch(some: Iterable[Word], others: Sequence[Word], least: float = 0.8) -> bool:
    """Return whether two runs of words share one."""
    return any(near(one, other, least) for one in some for other in others)


def around(words: Words, at: int, before: int, after: int) -> Words:
    """Return the words around a place, without the one there."""
    return (*words[max(0, at - before) : at], *words[at + 1 : at + 1 + after])


Rule = Callable[[Held], Iterable[Reason]]


def anew(code: str, why: str, *words: Word) -> Reason:
    """Return a reason with the words that are to be said anew."""
    return unsupported(code, why, *(word.text for word in words))
