"""The sentences a summary is chosen from: scored, compared, and said once if two articles agree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.catalogue.entries import Catalogue
from generator.compose.features import read
from generator.compose.ranker import fitted, scores
from generator.compose.signals import bonus, evidence, shown, tells_event
from generator.compose.words import Vector, content_words, cosine, count_words, vector
from generator.model import Article, Facts, Passage, Role, Sentence, Speaker

SAME = 0.6  # likeness from which two sentences say the same
AGREE = 0.45  # … and from which two articles do, if figures and names agree as well
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with what choosing needs to know of it."""

    article: int  # place of the article in the story
    place: int  # of the sentence among those shown
    sentence: Sentence
    score: float
    vector: Vector
    words: int
    numbers: frozenset[str]
    names: frozenset[str]
    roles: frozenset[Role]
    event: bool = False  # names an actor and something that is done
    speaker: Speaker | None = None
    also: tuple[Passage, ...] = ()  # passages of other articles that say the same

    @property
    def leans(self) -> bool:
        """Return whether it needs the sentence before it."""
        return self.sentence.opens == "pronoun"

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return all that it rests on, its own passages first."""
        return (*self.sentence.passages, *self.also)


def candidates(
    articles: Sequence[Article], facts: Mapping[str, Facts], catalogue: Catalogue
) -> tuple[Candidate, ...]:
    """Return the candidates of all articles, in the order of the articles and of their text.

    What a later article says again is left out and its passage given to the first one.
    """
    found: list[Candidate] = []
    for number, article in enumerate(articles):
        known = facts.get(article.id) or Facts(article.id)
        own = _of_article(number, article, known, catalogue)
        found = _united(found, own)
    return tuple(found)


def alike(one: Candidate, other: Candidate) -> float:
    """Return how much two candidates say the same, from 0 to 1.

    A short sentence that a long one contains counts as said.
    """
    common = len(one.vector.keys() & other.vector.keys())
    contained = common / (min(len(one.vector), len(other.vector)) or 1)
    return max(cosine(one.vector, other.vector), contained - 0.15)


def _of_article(
    number: int, article: Article, known: Facts, catalogue: Catalogue
) -> tuple[Candidate, ...]:
    sentences = shown(article)
    texts = [sentence.text for sentence in sentences]
    values = scores(read(texts), fitted()) if texts else ()
    where, roles, speakers = evidence(known), _roles(known), _speakers(known)
    return tuple(
        Candidate(
            article=number,
            place=place,
            sentence=sentence,
            score=value + bonus(sentence, where, catalogue),
            vector=vector(content_words(sentence.text)),
            words=count_words(sentence.text),
            numbers=frozenset(_NUMBER.findall(sentence.text)),
            names=frozenset(mention.entity for mention in catalogue.find(sentence.text)),
            roles=roles.get(sentence.passages, frozenset()),
            event=tells_event(sentence, catalogue),
            speaker=speakers.get(sentence.passages[0].label),
        )
        for place, (sentence, value) in enumerate(zip(sentences, values, strict=True))
    )


def _roles(known: Facts) -> dict[tuple[Passage, ...], frozenset[Role]]:
    lists = {
        Role.DIFFER: known.differ,
        Role.NOT_KNOWN: known.not_known,
        Role.WATCH: known.to_watch,
        Role.WHY: known.why_it_matters,
    }
    found: dict[tuple[Passage, ...], frozenset[Role]] = {}
    for role, sentences in lists.items():
        for sentence in sentences:
            found[sentence.passages] = found.get(sentence.passages, frozenset()) | {role}
    return found


def _speakers(known: Facts) -> dict[str, Speaker]:
    """Return who speaks in a passage: the first one to whom a claim in it is given."""
    found: dict[str, Speaker] = {}
    for claim in known.claims:
        for passage in claim.passages:
            found.setdefault(passage.label, claim.speaker)
    return found


def _united(found: list[Candidate], own: Sequence[Candidate]) -> list[Candidate]:
    result, rest = list(found), []
    for new in own:
        place = next((i for i, old in enumerate(result) if _agrees(old, new)), None)
        if place is None:
            rest.append(new)
        else:
            result[place] = _with(result[place], new)
    return result + rest


def _agrees(old: Candidate, new: Candidate) -> bool:
    """Return whether ``new`` backs every figure and name of ``old`` in like words."""
    if old.leans or new.leans or not (old.numbers <= new.numbers and old.names <= new.names):
        return False
    return cosine(old.vector, new.vector) >= AGREE


def _with(old: Candidate, new: Candidate) -> Candidate:
    return Candidate(
        **{
            **{name: getattr(old, name) for name in Candidate.__slots__},
            "score": max(old.score, new.score) + 0.5,  # two accounts of it: it matters
            "also": (*old.also, *new.sentence.passages),
        }
    )
