"""Say how likely a summary would hold a sentence: 31 features and their fitted weights.

A sentence's score is a weighted sum of its features (logistic regression on the sentences that a
greedy oracle takes), fitted once by ``benchmarks/ranker.py``; no text of a user changes it.

* Place: first sentences carry the news (Baxendale 1958; Edmundson 1969, "location").
* Length: very short and very long sentences are seldom in a summary (Kupiec et al. 1995).
* Likeness to the other sentences, to the earlier and to the later ones: centrality (LexRank,
  Erkan and Radev 2004) and its directed form (PacSum, Zheng and Lapata 2019).
* Likeness to the lead, which stands for the headline ("title words", Edmundson 1969).
* Frequent words (Luhn 1958; SumBasic, Nenkova and Vanderwende 2005).
* Words not met before (maximal marginal relevance, Carbonell and Goldstein 1998).
* Numbers, quotation marks, reporting verbs, openings that lean on the sentence before
  ("cue" and "stigma" words, Edmundson 1969; numbers, Fattah and Ren 2009).

All values lie roughly between 0 and 3, so that weights can be read against each other.
Case is not looked at: the texts the weights are fitted on have none.
"""

from __future__ import annotations

import functools
import json
import math
import operator
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources

from generator.text.words import Vector, content_words, cosine, vector

_LEANING_WORDS = """
    he she it they this that these those his her their its but and or however meanwhile so
    then there here i we you such
"""
_LEANING = frozenset(_LEANING_WORDS.split())
_REPORTING = re.compile(
    r"\b(said|says|told|added|reported|according to|announced)\b", re.IGNORECASE
)
LOOK_BACK = 60  # sentences before one among which the likest is looked for
_NUMBER = re.compile(r"\b\d")
_QUOTE = re.compile(r"[\"“”]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the features see it: everything that is worked out once for all sentences."""

    sentences: tuple[str, ...]
    lengths: tuple[int, ...]  # in words
    words: tuple[tuple[str, ...], ...]
    vectors: tuple[Vector, ...]
    before: tuple[float, ...]  # likeness of each to all earlier ones, added
    after: tuple[float, ...]  # and to all later ones
    nearest: tuple[float, ...]  # likeness to the likest one shortly before
    counts: Counter[str]
    top: frozenset[str]  # the ten most frequent words
    news: tuple[float, ...]  # share of a sentence's words that no earlier one has
    most: tuple[float, float, float]  # greatest centrality; likeness to earlier and later ones

    @property
    def size(self) -> int:
        """Return how many sentences there are."""
        return len(self.sentences)

    def likeness(self, one: int, other: int) -> float:
        """Return how alike two sentences are, 0 to 1."""
        return cosine(self.vectors[one], self.vectors[other])


def read(sentences: Sequence[str]) -> Reading:
    """Work out what the features of ``sentences`` need; they are looked at in their order."""
    words = tuple(content_words(text) for text in sentences)
    vectors = tuple(vector(each) for each in words)
    before = _sums(vectors)
    after = _sums(vectors[::-1])[::-1]
    counts = Counter(word for each in words for word in each)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Reading(
        sentences=tuple(sentences),
        lengths=tuple(len(text.split()) for text in sentences),
        words=words,
        vectors=vectors,
        before=before,
        after=after,
        nearest=_nearest(vectors),
        counts=counts,
        top=frozenset(word for word, _ in ranked[:10]),
        news=_news(words),
        most=(
            max(map(operator.add, before, after), default=0.0) or 1.0,
            max(before, default=0.0) or 1.0,
            max(after, default=0.0) or 1.0,
        ),
    )


def _sums(vectors: Sequence[Vector]) -> tuple[float, ...]:
    """Return how like each vector is to all before it: to their sum, which costs no pairs."""
    told: dict[str, float] = {}
    sums = []
    for each in vectors:
        sums.append(sum(value * told.get(word, 0.0) for word, value in each.items()))
        for word, value in each.items():
            told[word] = told.get(word, 0.0) + value
    return tuple(sums)


def _nearest(vectors: Sequence[Vector]) -> tuple[float, ...]:
    return tuple(
        max((cosine(each, other) for other in vectors[max(0, i - LOOK_BACK) : i]), default=0.0)
        for i, each in enumerate(vectors)
    )


def _news(words: Sequence[Sequence[str]]) -> tuple[float, ...]:
    seen: set[str] = set()
    shares = []
    for each in words:
        own = set(each)
        shares.append(len(own - seen) / max(1, len(own)))
        seen |= own
    return tuple(shares)


def _frequency(reading: Reading, i: int) -> float:
    total = reading.counts.total() or 1
    words = reading.words[i]
    return sum(reading.counts[word] for word in words) / max(1, len(words)) / total * 100


def _top_words(reading: Reading, i: int) -> float:
    return len(reading.top.intersection(reading.words[i])) / 10


def _opens_leaning(reading: Reading, i: int) -> float:
    return _flag(re.split(r"[^a-z]", reading.sentences[i].lower(), maxsplit=1)[0] in _LEANING)


def _flag(value: object) -> float:
    return 1.0 if value else 0.0


Feature = Callable[[Reading, int], float]

FEATURES: dict[str, Feature] = {
    "place: one over rank": lambda _, i: 1 / (i + 1),
    "place: first": lambda _, i: _flag(i == 0),
    "place: second": lambda _, i: _flag(i == 1),
    "place: third": lambda _, i: _flag(i == 2),
    "place: fourth": lambda _, i: _flag(i == 3),
    "place: fifth": lambda _, i: _flag(i == 4),
    "place: sixth to eighth": lambda _, i: _flag(5 <= i < 8),
    "place: share of the text before it": lambda r, i: i / r.size,
    "place: logarithm of rank": lambda _, i: math.log1p(i),
    "place: last": lambda r, i: _flag(i == r.size - 1),
    "length: logarithm of words": lambda r, i: math.log1p(r.lengths[i]),
    "length: under 6 words": lambda r, i: _flag(r.lengths[i] < 6),
    "length: 6 to 9 words": lambda r, i: _flag(6 <= r.lengths[i] < 10),
    "length: over 45 words": lambda r, i: _flag(r.lengths[i] > 45),
    "length: share of function words": lambda r, i: 1 - len(r.words[i]) / max(1, r.lengths[i]),
    "like the rest": lambda r, i: (r.before[i] + r.after[i]) / r.most[0],
    "like what comes before": lambda r, i: r.before[i] / r.most[1],
    "like what comes after": lambda r, i: r.after[i] / r.most[2],
    "like the lead": lambda r, i: r.likeness(i, 0) if i else 1.0,
    "most like an earlier one": lambda r, i: r.nearest[i],
    "words: mean frequency": _frequency,
    "words: of the ten most frequent": _top_words,
    "words: not met before": lambda r, i: r.news[i],
    "numbers": lambda r, i: min(3, len(_NUMBER.findall(r.sentences[i]))) / 3,
    "quotation": lambda r, i: _flag(_QUOTE.search(r.sentences[i])),
    "quotation at the start": lambda r, i: _flag(_QUOTE.match(r.sentences[i])),
    "question": lambda r, i: _flag("?" in r.sentences[i]),
    "reporting verb": lambda r, i: _flag(_REPORTING.search(r.sentences[i])),
    "opens leaning on another": _opens_leaning,
    "colon or dash": lambda r, i: _flag(re.search(r":| [-–—]+ ", r.sentences[i])),
    "text: logarithm of sentences": lambda r, _: math.log(r.size),
}


def features(reading: Reading) -> tuple[tuple[float, ...], ...]:
    """Return the values of :data:`FEATURES`, in its order, for each sentence of ``reading``."""
    measures = tuple(FEATURES.values())
    return tuple(tuple(measure(reading, i) for measure in measures) for i in range(reading.size))


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers: one for each feature, and a bias."""

    sentence: tuple[float, ...]
    bias: float


@functools.cache
def fitted() -> Weights:
    """Return the weights that ship with the program."""
    text = resources.files("generator.data").joinpath("ranker_weights.json").read_text("utf-8")
    data = json.loads(text)
    return Weights(tuple(data["sentence"][name] for name in FEATURES), data["bias"])


def scores(reading: Reading, weights: Weights) -> tuple[float, ...]:
    """Return the score of each sentence: log odds that a summary would hold it."""
    return tuple(
        sum(value * weight for value, weight in zip(row, weights.sentence, strict=True))
        + weights.bias
        for row in features(reading)
    )
