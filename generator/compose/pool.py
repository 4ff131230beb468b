"""The sentences of a story that its page may show, each with what choosing needs to know of it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.compose.limits import is_quoted
from generator.compose.ranking import fitted, read, scores
from generator.compose.signs import score
from generator.compose.signs import weights as fitted_signs
from generator.ingest.openings import untied
from generator.model import Article, Facts, Found, Mention, Passage, Sentence
from generator.text.words import Vector, content_words, cosine, count_words, vector

AGREE = 0.45  # likeness from which two articles say the same, if numbers and names agree as well
_INFLECTED = re.compile(r"(?<=\w{4})(?:er)?(?:ed|ing|er|e)?$")
_ROOT = 7  # letters

Roots = frozenset[str]
Dropped = Callable[[Passage], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on offer: of which article, where in it, and what it is made of.

    ``roots`` are the names (``@slug``) and the roots of the other words; ``score`` are log odds
    that a reader would mark it as a key fact; ``also`` are passages of other articles that say the
    same.
    """

    article: int
    place: int
    found: Found
    words: int
    roots: Roots
    vector: Vector
    score: float
    quoted: bool
    also: tuple[Passage, ...] = ()

    @property
    def text(self) -> str:
        """Return the words."""
        return self.found.sentence.text

    @property
    def sentence(self) -> Sentence:
        """Return the sentence."""
        return self.found.sentence

    @property
    def chance(self) -> float:
        """Return the score as a probability."""
        return 1 / (1 + math.exp(-self.score))

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return all that the line rests on, its own passages first."""
        return (*self.found.sentence.passages, *self.also)


def pool(
    articles: Sequence[Article],
    facts: Mapping[str, Facts],
    dropped: Dropped = lambda _: False,
    weight: Mapping[str, float] | None = None,
) -> tuple[Line, ...]:
    """Return the lines of all articles, in the order of the articles and of their text.

    What another article says again is left out and its passage given to the first one; what is
    ``dropped`` is left out.
    """
    found: list[Line] = []
    for number, article in enumerate(articles):
        own = _of_article(number, article, facts[article.id], weight or fitted_signs())
        kept = [line for line in own if not any(map(dropped, line.sentence.passages))]
        found = _united(found, kept) if number else kept
    return tuple(found)


def _of_article(
    number: int, article: Article, facts: Facts, weight: Mapping[str, float]
) -> list[Line]:
    shown = [f for f in facts.found if f.sentence.opens != "fragment"]
    values = scores(read([untied(f.sentence.text) for f in shown]), fitted()) if shown else ()
    quoted = is_quoted(article)
    lines: list[Line] = []
    for place, (each, ranked) in enumerate(zip(shown, values, strict=True)):
        text = each.sentence.text
        lines.append(
            Line(
                number,
                place,
                each,
                count_words(text),
                roots(text, each.mentions),
                vector(content_words(text)),
                score(each, article.date, ranked, weight),
                quoted,
            )
        )
    return lines


def roots(text: str, mentions: Sequence[Mention]) -> Roots:
    """Return the names of a text, as ``@slug``, and the roots of its other words of meaning.

    So "US" meets "Washington", and "extended" meets "extending".
    """
    rest = list(text)
    for mention in mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    names = {f"@{mention.entity}" for mention in mentions}
    return frozenset(names | {root(word) for word in content_words("".join(rest))})


def root(word: str) -> str:
    """Fold the forms of a word; figures stay as they are."""
    return word if word[0].isdigit() else _INFLECTED.sub("", word)[:_ROOT]


def weights(lines: Sequence[Line]) -> Mapping[str, float]:
    """Return how telling each root is among ``lines``: less if many of them have it."""
    counts = Counter(each for line in lines for each in line.roots)
    top = len(lines) or 1
    return {
        each: (1.3 if each[0] == "@" or each[0].isdigit() else 1.0) * (1 - 0.6 * count / top)
        for each, count in counts.items()
    }


def _united(found: Sequence[Line], own: Sequence[Line]) -> list[Line]:
    result, rest = list(found), []
    for new in own:
        place = next((i for i, old in enumerate(result) if _agrees(old, new)), None)
        if place is None:
            rest.append(new)
        else:
            old = result[place]
            both = max(old.score, new.score) + 0.5  # two accounts of it: it matters
            result[place] = replace(old, score=both, also=(*old.also, *new.sentence.passages))
    return [*result, *rest]


def _agrees(old: Line, new: Line) -> bool:
    """Return whether ``new`` backs every number and name of ``old`` in like words."""
    if old.sentence.opens or new.sentence.opens:
        return False
    numbers = (
        {each for each in line.roots if each[0].isdigit() or each[0] == "@"} for line in (old, new)
    )
    ours, theirs = numbers
    return ours <= theirs and cosine(old.vector, new.vector) >= AGREE
