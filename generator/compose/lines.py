"""The sentences of a story that its page may show, each with what choosing needs to know of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from generator.catalogue.entries import Catalogue
from generator.compose.leaning import is_torn
from generator.compose.limits import is_quoted
from generator.model import Article, Facts, Found, Mention, Sentence
from generator.text.lexicon import content_words, count_words

REPEATED = 0.58  # of the shorter line
COMMON_ROOTS = 10  # that tell the matter of a text, and stand for a headline that it lacks
_INFLECTED = re.compile(r"(?<=\w{4})(?:er)?(?:ed|ing|er|e)?$")
_ABOUT = re.compile(r"About (?:the )?[A-Z]")
_ROOT = 7  # letters

Roots = frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on offer: of which article, where in it, and what it is made of.

    ``roots`` are the names (``@slug``) and the roots of the other words.
    """

    article: int
    place: int
    found: Found
    words: int
    roots: Roots
    quoted: bool

    @property
    def text(self) -> str:
        """Return the words."""
        return self.found.sentence.text

    @property
    def torn(self) -> bool:
        """Return whether a line cannot be shown; a standfirst above the body needs no stop."""
        return is_torn(self.text if self.place else f"{self.text}.")

    @property
    def sentence(self) -> Sentence:
        """Return the sentence."""
        return self.found.sentence


class Lines:
    """The lines of a story, in the order of the articles and of their text."""

    def __init__(
        self,
        articles: Sequence[Article],
        facts: Mapping[str, Facts],
        title: str,
        catalogue: Catalogue,
    ) -> None:
        """Read the articles of a story and its own headline, "" if it has none."""
        self.articles, self.title = tuple(articles), title
        self.found = tuple(_of_the_matter(facts[article.id].found) for article in articles)
        self._lines = tuple(
            Line(
                number,
                place,
                each,
                count_words(each.sentence.text),
                roots(each.sentence.text, each.mentions),
                is_quoted(article),
            )
            for number, article in enumerate(articles)
            for place, each in enumerate(self.found[number])
        )
        counts = Counter(each for line in self._lines for each in line.roots)
        top = len(self._lines) or 1
        self._weight = {
            each: (1.3 if each[0] == "@" or each[0].isdigit() else 1.0) * (1 - 0.6 * count / top)
            for each, count in counts.items()
        }
        by_count = sorted(counts, key=lambda each: (-counts[each], each))
        common = frozenset(by_count[:COMMON_ROOTS])
        self.target = roots(title, catalogue.find(title)) if title else common
        self._at = {(line.article, line.place): at for at, line in enumerate(self._lines)}

    def __getitem__(self, at: int) -> Line:
        """Return the line at a place of the whole story."""
        return self._lines[at]

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def at(self, article: int, place: int) -> int | None:
        """Return where a sentence of an article stands among the lines, if it is on offer."""
        return self._at.get((article, place))

    def words(self, places: Iterable[int]) -> int:
        """Return how many words lines have together."""
        return sum(self._lines[at].words for at in places)

    def roots(self, places: Iterable[int]) -> Roots:
        """Return the roots that lines have together."""
        return frozenset().union(*(self._lines[at].roots for at in places))

    def share(self, part: Roots) -> float:
        """Return how much of the weight of the headline ``part`` has, 0 to 1."""
        whole = self._weigh(self.target)
        return self._weigh(part & self.target) / whole if whole else 0.0

    def _weigh(self, some: Roots) -> float:
        return fsum([self._weight.get(each, 1.0) for each in some])

    def follows(self, at: int) -> bool:
        """Return whether the line after ``at`` is the next sentence of the same article."""
        line = self._lines[at]
        return self.at(line.article, line.place + 1) == at + 1


def _of_the_matter(found: Sequence[Found]) -> tuple[Found, ...]:
    """Return the whole sentences before "About Acme Corp.", where a release tells of its maker."""
    about = (n for n, each in enumerate(found) if n > 3 and _ABOUT.match(each.sentence.text))
    ours = found[: next(about, None)]
    return tuple(each for each in ours if each.sentence.opens != "fragment")


def roots(text: str, mentions: Sequence[Mention]) -> Roots:
    """Return the names of a text, as ``@slug``, and the roots of its other words of meaning.

    So "US" meets "Washington", and "extended" meets "extending".
    """
    rest = list(text)
    for mention in mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    names = {f"@{mention.entity}" for mention in mentions}
    words = content_words("".join(rest))  # figures stay as they are
    return frozenset(
        names | {w if w[0].isdigit() else _INFLECTED.sub("", w)[:_ROOT] for w in words}
    )


def repeats(one: Roots, other: Roots) -> bool:
    """Return whether one of two lines tells nearly all that the other one does."""
    shorter = min(len(one), len(other))
    return shorter > 5 and len(one & other) >= REPEATED * shorter
