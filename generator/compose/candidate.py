"""What a summary is chosen from: a sentence, or a few that go together, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.extract.tasks.corrections import corrects
from generator.model import Passage, Role, Sentence, Speaker
from generator.text.words import Vector, cosine, count_words

SAME = 0.6  # likeness from which two candidates say the same
CORRECTION = 2  # sentences: what was wrong, what is correct
ECHO = 0.33  # … and from which another article only repeats, if its figures are the same


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence, or a few that go together, with what choosing needs to know."""

    article: int  # place of the article in the story
    places: tuple[int, ...]  # of its sentences among those shown
    sentences: tuple[Sentence, ...]
    score: float
    vector: Vector
    numbers: frozenset[str]
    names: frozenset[str]
    roles: frozenset[Role]
    leans: bool = False  # needs the sentence before it, or is none by itself
    reads_on: bool = False  # leans, but opens so that it can stand below the sentence before it
    speaker: Speaker | None = None
    limited: bool = False  # of another's article, of which few words may stand in a row
    also: tuple[Passage, ...] = ()  # passages of other articles that say the same

    @property
    def place(self) -> int:
        """Return the place of the first sentence."""
        return self.places[0]

    @property
    def text(self) -> str:
        """Return the sentences, one after the other."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def words(self) -> int:
        """Return the length."""
        return count_words(self.text)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return all that it rests on, its own passages first."""
        return (*(p for sentence in self.sentences for p in sentence.passages), *self.also)

    @property
    def is_correction(self) -> bool:
        """Return whether it tells what was wrong, and what is correct instead."""
        texts = [sentence.text for sentence in self.sentences]
        return len(texts) == CORRECTION and corrects(*texts)

    def overlaps(self, other: Candidate) -> bool:
        """Return whether both hold one sentence."""
        return self.article == other.article and not set(self.places).isdisjoint(other.places)


def in_a_row(each: Candidate, told: Iterable[Candidate]) -> int:
    """Return how many words of its article ``each`` and ``told`` show without a gap."""
    words = {
        place: count_words(sentence.text)
        for one in (each, *(other for other in told if other.article == each.article))
        for place, sentence in zip(one.places, one.sentences, strict=True)
    }
    return max(_run(place, words) for place in each.places)


def _run(place: int, words: Mapping[int, int]) -> int:
    first = last = place
    while first - 1 in words:
        first -= 1
    while last + 1 in words:
        last += 1
    return sum(words[each] for each in range(first, last + 1))


def alike(one: Candidate, other: Candidate) -> float:
    """Return how much two candidates say the same, from 0 to 1.

    A short one whose words a long one contains counts as said.
    """
    common = len(one.vector.keys() & other.vector.keys())
    contained = common / (min(len(one.vector), len(other.vector)) or 1)
    value = max(cosine(one.vector, other.vector), contained - 0.15)
    if one.article != other.article and value >= ECHO and _no_news(one, other):
        return max(value, SAME)
    return value


def _no_news(one: Candidate, other: Candidate) -> bool:
    """Return whether one of two candidates has figures, and all of them are the other's too."""
    few, many = sorted((one.numbers, other.numbers), key=len)
    return bool(few) and few <= many
