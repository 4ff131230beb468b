"""Choose the topics of an article by the weighted terms of the topic pages.

Terms match whole words, singular or plural, in British or American spelling, hyphenated or not.
A term does not match after a hyphen, so "anti-smuggling" is a term of its own.  "halt* … exports"
has an open end and a gap: a word that begins with "halt", and "exports" after at most three words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from briefing_room.catalogue.entries import Catalogue, Topic
from briefing_room.model import Article
from briefing_room.text.lexicon import stem

_TITLE_POINTS, _LEAD_POINTS = 3, 2  # what a term there counts for
_MAX_BODY_POINTS = 6  # from the rest of the text, each term at most twice
_MIN_POINTS, _MIN_POINTS_IN_LEAD, _MIN_POINTS_ALONE = 7, 6, 4
_MIN_SHARE = 0.34  # of the best topic's points
_MAX_TOPICS = 4
_LEAD_WORDS = 40  # words that a lead has at least
_GAP = 3  # words that "…" in a term may stand for
_TERM_WORD = r"[^\W_]+(?:[’'][^\W_]+)?"
_BOUND_WORD = re.compile(rf"([-‑]?)({_TERM_WORD})")
_TERM_PART = re.compile(rf"…|{_TERM_WORD}\*?")
_TOKEN = re.compile(r" ([^ /]+)/")
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


class _Term(NamedTuple):
    """A term of a topic as a pattern of the words of a text."""

    topic: str
    weight: int
    length: int  # letters: of two terms at one place the longer counts
    pattern: re.Pattern[str]


class _Score(NamedTuple):
    points: int
    hits: int  # occurrences of terms
    shown: bool  # one of them is in the title or the lead


def topics(article: Article, catalogue: Catalogue) -> tuple[str, ...]:
    """Choose at most four topics, the strongest first, and give their slugs.

    A topic needs 7 points, a third of the best one's points, and a term in the title or the lead.
    If none has that, the best one needs 4 points from two terms, or 6 with a term in the title or
    the lead.
    """
    index = _index(tuple(catalogue.topics.values()))
    parts = _parts(article)
    terms_found = [_found(index, text) for text in parts]
    about = (topic for topic in set().union(*terms_found) if _is_about(catalogue, topic, parts))
    scores = {topic: _score(*(part[topic] for part in terms_found)) for topic in about}
    ranked = sorted(scores, key=lambda topic: (-scores[topic].points, topic))
    best = scores[ranked[0]] if ranked else _Score(0, 0, shown=False)
    enough = max(_MIN_POINTS, _MIN_SHARE * best.points)
    chosen = [topic for topic in ranked if scores[topic].shown and scores[topic].points >= enough]
    if not chosen and best.points >= (_MIN_POINTS_ALONE if best.hits > 1 else _MIN_POINTS_IN_LEAD):
        chosen = ranked[:1]
    return tuple(chosen[:_MAX_TOPICS])


def _is_about(catalogue: Catalogue, topic: str, parts: tuple[str, str, str]) -> bool:
    """Return whether title or lead name a country that a topic is about, or one of its bodies."""
    about = catalogue.topics[topic].about
    named = (
        {mention.entity for text in parts[:2] for mention in catalogue.find(text)} if about else ()
    )
    return not about or any(
        entity in about or catalogue.entities[entity].country in about for entity in named
    )


def _parts(article: Article) -> tuple[str, str, str]:
    """Split an article into title, lead and body; the lead is a few whole paragraphs."""
    sentences = article.sentences
    title = article.title or (sentences[0].text if sentences else "")
    count = last = 0
    for sentence in sentences:
        if count >= _LEAD_WORDS and sentence.paragraph > last:
            break
        count, last = count + len(sentence.text.split()), sentence.paragraph
    lead = " ".join(sentence.text for sentence in sentences if sentence.paragraph <= last)
    return (
        title,
        lead,
        " ".join(sentence.text for sentence in sentences if sentence.paragraph > last),
    )


def _score(title: list[_Term], lead: list[_Term], body: list[_Term]) -> _Score:
    in_title = sum(term.weight for term in set(title)) * _TITLE_POINTS
    in_lead = sum(term.weight for term in set(lead)) * _LEAD_POINTS
    in_body = sum(term.weight * min(count, 2) for term, count in Counter(body).items())
    points = in_title + in_lead + min(in_body, _MAX_BODY_POINTS)
    return _Score(points, len(title) + len(lead) + len(body), bool(title or lead))


def _found(index: _Index, text: str) -> defaultdict[str, list[_Term]]:
    """Find the terms of each topic in ``text``, the longest first; each stretch counts once."""
    line = _line(text)
    spans = (
        (term, match)
        for token in _TOKEN.finditer(line)
        for term in index(token[1])
        if (match := term.pattern.match(line, token.start()))
    )
    found: defaultdict[str, list[_Term]] = defaultdict(list)
    taken: defaultdict[str, set[int]] = defaultdict(set)
    for term, match in sorted(spans, key=lambda span: (-span[0].length, span[1].start())):
        if taken[term.topic].isdisjoint(range(*match.span())):
            taken[term.topic].update(range(*match.span()))
            found[term.topic].append(term)
    return found


def _line(text: str) -> str:
    """Write each word as its stem and itself: " plant/plants -based/based".

    The space or hyphen before it says whether it may begin a term.
    """
    words = (match.groups() for match in _BOUND_WORD.finditer(text))
    return "".join(
        f"{'-' if hyphen else ' '}{_stem(word.lower())}/{word}" for hyphen, word in words
    )


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """Reduce a lower-case word to its British spelling, singular, without a possessive."""
    for pattern, spelling in _SPELLING:
        word = pattern.sub(spelling, word)
    return stem(word)


# --- The terms of all topics, by the stems that they begin with ----------------------------------

_Index = Callable[[str], tuple[_Term, ...]]


@cache
def _index(topics_: tuple[Topic, ...]) -> _Index:
    """Index the terms by the stem of their first word; "halt*" by its beginning."""
    begun: defaultdict[str, list[_Term]] = defaultdict(list)
    for topic in topics_:
        heaviest: dict[str, tuple[str, int]] = {}
        for name, weight in topic.terms:  # spellings of one term become one
            pattern = _pattern(name)
            if weight > heaviest.get(pattern, ("", 0))[1]:
                heaviest[pattern] = name, weight
        for pattern, (name, weight) in heaviest.items():
            first = _TERM_PART.findall(name)[0]
            key = first if first.endswith("*") else _stem(first.lower())
            begun[key].append(_Term(topic.slug, weight, len(name), re.compile(pattern)))

    @lru_cache(maxsize=100_000)
    def begun_by(word: str) -> tuple[_Term, ...]:
        keys = (word, *(f"{word[:end]}*" for end in range(1, len(word) + 1)))
        return tuple(term for key in keys for term in begun.get(key, ()))

    return begun_by


def _pattern(name: str) -> str:
    """Write a term as a pattern of a text's line; one in capitals ("NATO") means those letters."""
    exact, gap = name == name.upper(), ""
    parts: list[str] = []
    for part in _TERM_PART.findall(name):
        if part == "…":
            gap = rf"(?:[ -][^ -]+){{0,{_GAP}}}?"
            continue
        if part.endswith("*"):
            word = rf"{re.escape(part[:-1])}[^ /-]*/[^ -]+"
        elif exact:
            word = rf"[^ /-]+/{re.escape(part)}s?"
        else:
            word = rf"{re.escape(_stem(part.lower()))}/[^ -]+"
        parts.append(f"{gap}[ -]{word}")
        gap = ""
    return f"{''.join(parts)}(?![^ -])"
