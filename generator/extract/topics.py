"""The topics of an article, from the weighted terms of the topic pages.

Terms match whole words, singular or plural, in British or American spelling, hyphenated or not.
A term that follows a hyphen does not match, so "anti-smuggling" is a term of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.catalogue.entries import Catalogue, Topic
from generator.model import Article

_TITLE, _LEAD = 3, 2  # what a term in the title and in the first paragraph counts for
_REST_CAP = 6  # points that the rest of the text can give, each term at most twice
_ENOUGH, _ENOUGH_ALONE, _SHARE, _MOST = 8, 4, 0.34, 4
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_SPELLING = (
    (re.compile(r"(?<=\w{3})iz(?=e|ing|ation)"), "is"),
    (re.compile(r"^licens(?=e|ing)"), "licenc"),
    (re.compile(r"^defens(?=e)"), "defenc"),
    (re.compile(r"^offens(?=e)"), "offenc"),
    (re.compile(r"(?<=^lab|^col|^hon)or(?=\b|s|ed)"), "our"),
    (re.compile(r"^aluminum"), "aluminium"),
    (re.compile(r"(?:(?<=cent)|(?<=meag)|(?<=calib)|(?<=^met)|(?<=^lit))er(?=s?$)"), "re"),
    (re.compile(r"^program$"), "programme"),
    (re.compile(r"^sulf"), "sulph"),
)


class Word(NamedTuple):
    """A word of a text: as written, its stem, and whether a hyphen binds it to the one before."""

    written: str
    stem: str
    bound: bool


class _Term(NamedTuple):
    name: str
    words: tuple[Word, ...]
    exact: bool  # of capitals and digits: the case counts
    weight: int


def topics(article: Article, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the slugs of at most four topics, the strongest first.

    A topic is given from 8 points and a third of the best one's, if it has a term in the title or
    the first paragraph; without any such the best is given from 4 points up.
    """
    title, lead, rest = _parts(article)
    scored = []
    for terms, topic in _compiled(tuple(catalogue.topics.values())):
        points, shown = _points(terms, title, lead, rest)
        scored.append((-points, topic.slug, shown))
    scored.sort()
    best = -scored[0][0] if scored else 0
    given = [
        slug for points, slug, shown in scored if shown and -points >= max(_ENOUGH, _SHARE * best)
    ]
    if not given and best >= _ENOUGH_ALONE:
        given = [scored[0][1]]
    return tuple(given[:_MOST])


def _parts(article: Article) -> tuple[tuple[Word, ...], tuple[Word, ...], tuple[Word, ...]]:
    shown = article.sentences
    first = shown[0].paragraph if shown else 0
    title = article.title or (shown[0].text if shown else "")
    lead = " ".join(s.text for s in shown if s.paragraph == first)
    rest = " ".join(s.text for s in shown if s.paragraph != first)
    return words(title), words(lead), words(rest)


def _points(terms: tuple[_Term, ...], *parts: tuple[Word, ...]) -> tuple[int, bool]:
    title, lead, rest = (Counter(_found(terms, part)) for part in parts)
    weight = {term.name: term.weight for term in terms}
    in_title = sum(weight[name] for name in title) * _TITLE
    in_lead = sum(weight[name] for name in lead) * _LEAD
    in_rest = sum(weight[name] * min(count, 2) for name, count in rest.items())
    return in_title + in_lead + min(in_rest, _REST_CAP), bool(title or lead)


def _found(terms: tuple[_Term, ...], text: tuple[Word, ...]) -> Iterator[str]:
    """Yield the terms in ``text``, the longest first; a stretch of text counts once."""
    taken: set[int] = set()
    places: dict[str, list[int]] = {}
    for place, word in enumerate(text):
        places.setdefault(word.stem, []).append(place)
    for term in terms:
        size = len(term.words)
        for start in places.get(term.words[0].stem, ()):
            if start + size > len(text):
                continue
            span = range(start, start + size)
            if (
                not text[start].bound
                and taken.isdisjoint(span)
                and _is(term, text[start : start + size])
            ):
                taken.update(span)
                yield term.name


def _is(term: _Term, text: tuple[Word, ...]) -> bool:
    if not term.exact:
        return all(want.stem == word.stem for want, word in zip(term.words, text, strict=True))
    return all(
        word.written in {want.written, f"{want.written}s"}
        for want, word in zip(term.words, text, strict=True)
    )


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text; a hyphen splits a word in two."""
    return tuple(
        Word(
            match[0], stem(match[0].lower()), text[match.start() - 1 : match.start()] in {"-", "‑"}
        )
        for match in _WORD.finditer(text)
    )


@cache
def stem(word: str) -> str:
    """Return a lower-case word in British spelling, singular, without a possessive."""
    word = re.sub(r"[’']s?$", "", word)
    for pattern, spelling in _SPELLING:
        word = pattern.sub(spelling, word)
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@cache
def _compiled(known: tuple[Topic, ...]) -> tuple[tuple[tuple[_Term, ...], Topic], ...]:
    return tuple((_terms(topic), topic) for topic in known)


def _terms(topic: Topic) -> tuple[_Term, ...]:
    """Return the terms of a topic, longest first; spellings of one term become one."""
    made: dict[tuple[object, ...], _Term] = {}
    for name, weight in topic.terms:
        exact = name == name.upper()
        parts = words(name)
        key = tuple(word.written if exact else word.stem for word in parts)
        if parts and (key not in made or made[key].weight < weight):
            made[key] = _Term(name, parts, exact, weight)
    return tuple(
        sorted(made.values(), key=lambda term: (-len(term.words), -len(term.name), term.name))
    )
