"""The topics of an article, from the weighted terms of the topic pages.

Terms match whole words, singular or plural, in British or American spelling, hyphenated or not.
A term that follows a hyphen does not match, so "anti-smuggling" is a term of its own.
"halt* … exports" is a term with an open end and a gap: "halt" as a word begins, and after at most
three words "exports".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import starmap
from typing import NamedTuple

from generator.catalogue.entries import Catalogue, Topic
from generator.model import Article
from generator.text import words as text_words

_TITLE, _LEAD = 3, 2  # what a term in the title and in the first paragraph counts for
_REST_CAP = 6  # points that the rest of the text can give, each term at most twice
_ENOUGH, _ENOUGH_SHOWN, _ENOUGH_ALONE, _SHARE, _MOST = 7, 6, 4, 0.34, 4
_LEAD_WORDS = 40  # a lead has so many words at least
_GAP = 3  # words that "…" in a term stands for, at most
_WORD = r"[^\W_]+(?:[’'][^\W_]+)?"
_BOUND_WORD = re.compile(rf"([-‑]?)({_WORD})")
_PART = re.compile(rf"…|{_WORD}\*?")
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


class _Part(NamedTuple):
    """A word of a term: what is looked for, in what form, and after how many other words."""

    sought: str
    open: bool  # the word may go on: "halt*"
    gap: int


class _Term(NamedTuple):
    name: str
    parts: tuple[_Part, ...]
    exact: bool  # of capitals and digits: the case counts
    weight: int


class _Score(NamedTuple):
    topic: str
    points: int
    hits: int  # occurrences of terms
    shown: bool  # one of them stands in title or lead


def topics(article: Article, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the slugs of at most four topics, the strongest first.

    A topic is given from 7 points and a third of the best one's, if it has a term in the title or
    the lead; without any such the best is given from 4 points up, if two terms name it, or from 6,
    if it stands in the title or the lead.
    """
    index = _index(tuple(catalogue.topics.values()))
    found = [_found(index, part) for part in _parts(article)]
    scored = sorted(
        (_score(topic, *(part.get(topic, ()) for part in found)) for topic in set().union(*found)),
        key=lambda score: (-score.points, score.topic),
    )
    best = scored[0] if scored else _Score("", 0, 0, shown=False)
    enough = max(_ENOUGH, _SHARE * best.points)
    given = [each.topic for each in scored if each.shown and each.points >= enough]
    alone = best.points >= (_ENOUGH_ALONE if best.hits > 1 else _ENOUGH_SHOWN)
    if not given and alone:
        given = [best.topic]
    return tuple(given[:_MOST])


def _parts(article: Article) -> tuple[tuple[Word, ...], tuple[Word, ...], tuple[Word, ...]]:
    shown = article.sentences
    title = article.title or (shown[0].text if shown else "")
    last = _end_of_lead(article)
    lead = " ".join(s.text for s in shown if s.paragraph <= last)
    rest = " ".join(s.text for s in shown if s.paragraph > last)
    return words(title), words(lead), words(rest)


def _end_of_lead(article: Article) -> int:
    """Return the paragraph in which the lead ends; one of a single short line is not all of it."""
    count = last = 0
    for sentence in article.sentences:
        if count >= _LEAD_WORDS and sentence.paragraph > last:
            return last
        count, last = count + len(sentence.text.split()), sentence.paragraph
    return article.sentences[-1].paragraph if article.sentences else 0


def _score(topic: str, *parts: Sequence[_Term]) -> _Score:
    title, lead, rest = (Counter(part) for part in parts)
    in_title = sum(term.weight for term in title) * _TITLE
    in_lead = sum(term.weight for term in lead) * _LEAD
    in_rest = sum(term.weight * min(count, 2) for term, count in rest.items())
    hits = (title + lead + rest).total()
    return _Score(topic, in_title + in_lead + min(in_rest, _REST_CAP), hits, bool(title or lead))


def _found(index: _Index, text: tuple[Word, ...]) -> Mapping[str, Sequence[_Term]]:
    """Return the terms of each topic in ``text``, the longest first; a stretch counts once."""
    begun: dict[str, list[tuple[int, int, _Term, range]]] = defaultdict(list)
    for start, word in enumerate(text):
        for topic, rank, term in () if word.bound else index(word.stem):
            if span := _span(term, text, start):
                begun[topic].append((rank, start, term, span))
    return {topic: tuple(_apart(spans)) for topic, spans in begun.items()}


def _apart(begun: list[tuple[int, int, _Term, range]]) -> Iterator[_Term]:
    taken: set[int] = set()
    for _, _, term, span in sorted(begun, key=lambda each: each[:2]):
        if taken.isdisjoint(span):
            taken.update(span)
            yield term


def _span(term: _Term, text: tuple[Word, ...], start: int) -> range:
    """Return the words that are the term at ``start``; an empty range if they are not."""
    place = start
    for sought, is_open, gap in term.parts:
        for word in text[place : place + gap + 1]:
            place += 1
            if term.exact:
                found = word.written in (sought, f"{sought}s")
            else:
                found = word.stem == sought or (is_open and word.stem.startswith(sought))
            if found:
                break
        else:
            return range(0)
    return range(start, place)


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text; a hyphen splits a word in two."""
    return tuple(starmap(_word, _BOUND_WORD.findall(text)))


@lru_cache(maxsize=100_000)
def _word(hyphen: str, written: str) -> Word:
    return Word(written, stem(written.lower()), bool(hyphen))


@cache
def stem(word: str) -> str:
    """Return a lower-case word in British spelling, singular, without a possessive."""
    for pattern, spelling in _SPELLING:
        word = pattern.sub(spelling, word)
    return text_words.stem(word)


# --- The terms of all topics, by the stems that they begin with ----------------------------------

_Entry = tuple[str, int, _Term]  # of which topic, which of its terms from the longest on
_Index = Callable[[str], tuple[_Entry, ...]]


@cache
def _index(known: tuple[Topic, ...]) -> _Index:
    """Return what gives the terms whose first word has a stem, or goes on from where they end."""
    begun: dict[str, list[_Entry]] = defaultdict(list)
    for topic in known:
        for rank, term in enumerate(_terms(topic)):
            first = term.parts[0]
            key = stem(first.sought.lower()) if term.exact else first.sought
            begun[f"{key}*" if first.open else key].append((topic.slug, rank, term))

    @lru_cache(maxsize=100_000)
    def begun_by(stem: str) -> tuple[_Entry, ...]:
        keys = (stem, *(f"{stem[:end]}*" for end in range(1, len(stem) + 1)))
        return tuple(entry for key in keys for entry in begun.get(key, ()))

    return begun_by


def _terms(topic: Topic) -> tuple[_Term, ...]:
    """Return the terms of a topic, longest first; spellings of one term become one."""
    made: dict[tuple[_Part, ...], _Term] = {}
    for name, weight in topic.terms:
        exact = name == name.upper()
        parts = tuple(_parts_of(name, exact=exact))
        if parts and (parts not in made or made[parts].weight < weight):
            made[parts] = _Term(name, parts, exact, weight)
    return tuple(
        sorted(made.values(), key=lambda term: (-len(term.parts), -len(term.name), term.name))
    )


def _parts_of(name: str, *, exact: bool) -> Iterator[_Part]:
    gap = 0
    for part in _PART.findall(name):
        if part == "…":
            gap = _GAP
            continue
        word, is_open = part.removesuffix("*"), part.endswith("*")
        yield _Part(word if exact or is_open else stem(word.lower()), is_open, gap)
        gap = 0
