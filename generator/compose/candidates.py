"""What a summary is chosen from: sentences that can be read alone, scored and compared.

A sentence that leans on the one before it ("It said …") is offered together with that one, so
that a bullet never begins with a pronoun; a sentence that says accounts differ is offered with
the accounts that follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.catalogue.entries import Catalogue
from generator.compose.features import read
from generator.compose.ranker import fitted, scores
from generator.compose.signals import bonus, evidence, shown
from generator.compose.standing import is_torn, stands_alone, surname_only
from generator.compose.words import Vector, content_words, cosine, count_words, vector
from generator.extract.roles import DIFFER
from generator.model import Article, Facts, Passage, Role, Sentence, Speaker

SAME = 0.6  # likeness from which two candidates say the same
AGREE = 0.45  # … and from which two articles do, if figures and names agree as well
ECHO = 0.33  # … and from which another article only repeats, if its figures are the same
GROUP_WORDS = 60  # of sentences that are offered together
ACCOUNTS_WORDS = 85  # of a sentence on differing accounts with the accounts
BARE = 22  # words up to which such a sentence holds no accounts itself
COMPANY = 0.5  # what a second sentence adds of its own score
_VARIES = re.compile(r"\b(?:var(?:y|ies|ied)|differs?|have moved|are mixed)\b[^,;:]{0,20}\.$")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence, or a few in a row, with what choosing needs to know."""

    article: int  # place of the article in the story
    place: int  # of the first sentence among those shown
    sentences: tuple[Sentence, ...]
    score: float
    vector: Vector
    numbers: frozenset[str]
    names: frozenset[str]
    roles: frozenset[Role]
    leans: bool = False  # needs the sentence before it, or is none by itself
    speaker: Speaker | None = None
    also: tuple[Passage, ...] = ()  # passages of other articles that say the same

    @property
    def text(self) -> str:
        """Return the sentences in a row."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def words(self) -> int:
        """Return the length."""
        return count_words(self.text)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return all that it rests on, its own passages first."""
        return (*(p for sentence in self.sentences for p in sentence.passages), *self.also)

    def overlaps(self, other: Candidate) -> bool:
        """Return whether both hold one sentence."""
        return self.article == other.article and (
            self.place < other.place + len(other.sentences)
            and other.place < self.place + len(self.sentences)
        )


def candidates(
    articles: Sequence[Article], facts: Mapping[str, Facts], catalogue: Catalogue
) -> tuple[Candidate, ...]:
    """Return the candidates of all articles, in the order of the articles and of their text.

    What a later article says again is left out and its passage given to the first one.
    """
    found: list[Candidate] = []
    for number, article in enumerate(articles):
        known = facts.get(article.id) or Facts(article.id)
        found = _united(found, _singles(number, article, known, catalogue))
    return tuple(sorted([*found, *_groups(found)], key=lambda each: (each.article, each.place)))


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


# --- Single sentences ----------------------------------------------------------------------------


def _singles(
    number: int, article: Article, known: Facts, catalogue: Catalogue
) -> tuple[Candidate, ...]:
    sentences = shown(article)
    values = scores(read([s.text for s in sentences]), fitted()) if sentences else ()
    where, roles, speakers = evidence(known), _roles(known), _speakers(known)
    return tuple(
        Candidate(
            article=number,
            place=place,
            sentences=(sentence,),
            score=value + bonus(sentence, where, catalogue),
            vector=vector(content_words(sentence.text)),
            numbers=frozenset(_NUMBER.findall(sentence.text)),
            names=frozenset(mention.entity for mention in catalogue.find(sentence.text)),
            roles=roles.get(sentence.passages, frozenset()),
            leans=_leans(place, sentences, catalogue),
            speaker=speakers.get(sentence.passages[0].label),
        )
        for place, (sentence, value) in enumerate(zip(sentences, values, strict=True))
    )


def _leans(place: int, sentences: Sequence[Sentence], catalogue: Catalogue) -> bool:
    sentence = sentences[place]
    if not stands_alone(sentence) or _only_announces(sentence.text):
        return True
    before = " ".join(earlier.text for earlier in sentences[:place])
    known = any(mention.start == 0 for mention in catalogue.find(sentence.text))
    return not known and surname_only(sentence.text, before)


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


# --- Several articles ----------------------------------------------------------------------------


def _united(found: Sequence[Candidate], own: Sequence[Candidate]) -> list[Candidate]:
    result, rest = list(found), []
    for new in own:
        place = next((i for i, old in enumerate(result) if _agrees(old, new)), None)
        if place is None:
            rest.append(new)
        else:
            old = result[place]
            result[place] = replace(
                old,
                score=max(old.score, new.score) + 0.5,  # two accounts of it: it matters
                also=(*old.also, *new.passages),
            )
    return [*result, *rest]


def _agrees(old: Candidate, new: Candidate) -> bool:
    """Return whether ``new`` backs every figure and name of ``old`` in like words."""
    if old.leans or new.leans or not (old.numbers <= new.numbers and old.names <= new.names):
        return False
    return cosine(old.vector, new.vector) >= AGREE


# --- Sentences that go together ------------------------------------------------------------------


def _groups(singles: Sequence[Candidate]) -> Iterator[Candidate]:
    for place, first in enumerate(singles):
        if _only_announces(first.text):
            accounts = _accounts(singles[place:])
            if len(accounts) > 1 and first.sentences[0].opens is None:
                yield _group(accounts, frozenset({Role.DIFFER}))
        elif not first.leans:
            run = _run(singles[place:])
            for size in range(2, len(run) + 1):
                yield _group(run[:size], run[size - 1].roles)


def _only_announces(text: str) -> bool:
    """Return whether a sentence says that accounts differ and leaves them to the next ones."""
    differs = DIFFER.search(text) or _VARIES.search(text)
    return bool(differs) and ":" not in text and count_words(text) <= BARE


def _run(following: Sequence[Candidate]) -> list[Candidate]:
    """Return a sentence with those of its paragraph that lean on it, two at most."""
    run = [following[0]]
    for before, each in pairwise(following[:3]):
        words = sum(one.words for one in run) + each.words
        if not each.leans or not _follows(before, each) or words > GROUP_WORDS:
            break
        if is_torn(each.text) or _only_announces(each.text):
            break
        run.append(each)
    return run


def _accounts(following: Sequence[Candidate]) -> list[Candidate]:
    """Return a sentence on differing accounts, and those of its paragraph that give them."""
    kept = [following[0]]
    words = kept[0].words
    for before, each in pairwise(following):
        words += each.words
        if not _follows(before, each) or words > ACCOUNTS_WORDS:
            break
        if Role.NOT_KNOWN in each.roles or DIFFER.search(each.text):
            break
        kept.append(each)
    return kept


def _follows(before: Candidate, each: Candidate) -> bool:
    """Return whether a sentence is the next one of the same paragraph."""
    same = before.sentences[0].paragraph == each.sentences[0].paragraph
    return same and each.article == before.article and each.place == before.place + 1


def _group(parts: Sequence[Candidate], roles: frozenset[Role]) -> Candidate:
    sentences = tuple(sentence for each in parts for sentence in each.sentences)
    speakers = {each.speaker for each in parts if each.speaker}
    ranked = sorted((each.score for each in parts), reverse=True)
    return replace(
        parts[0],
        sentences=sentences,
        score=ranked[0] + COMPANY * sum(ranked[1:]) / len(ranked),
        vector=vector(word for s in sentences for word in content_words(s.text)),
        numbers=frozenset().union(*(each.numbers for each in parts)),
        names=frozenset().union(*(each.names for each in parts)),
        roles=roles,
        leans=False,
        speaker=speakers.pop() if len(speakers) == 1 else None,
        also=tuple(passage for each in parts for passage in each.also),
    )
