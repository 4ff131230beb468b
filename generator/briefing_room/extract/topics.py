"""Choose the topics of an article by the weighted terms of the topic pages.

A term matches whole words, singular or plural, in British or American spelling, with or without a
hyphen.  It does not match after a hyphen: "smuggling" does not match "anti-smuggling".  The term
"halt* … exports" matches a word that begins with "halt" if "exports" follows after at most three
words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Topic
from briefing_room.model import Article
from briefing_room.text.lexicon import stem, table

# After a change, tests/extract/test_topics.py measures the choice on tests/labels/topics.yml.
_TITLE_POINTS = 3  # for each term in the title
_LEAD_POINTS = 2
_MAX_BODY_POINTS = 6  # for the rest of the text, where a term counts at most twice
_MIN_POINTS = 7
_MIN_POINTS_OF_ONE_TERM = 6  # for the only topic of an article
_MIN_POINTS_OF_TWO_TERMS = 4
_MIN_SHARE_OF_BEST = 0.34
_MAX_TOPICS = 4
_MIN_LEAD_WORDS = 40
_MAX_GAP_WORDS = 3  # words that "…" in a term may replace
_TERM_WORD = r"[^\W_]+(?:[’'][^\W_]+)?"
_BOUND_WORD = re.compile(rf"([-‑]?)({_TERM_WORD})")
_TERM_PART = re.compile(rf"…|{_TERM_WORD}\*?")
_TOKEN = re.compile(r" ([^ /]+)/")
_BRITISH = [(re.compile(american), british) for american, british in table("spellings").items()]


class _Term(NamedTuple):
    """A term of a topic, with the pattern that finds it in a line of stems."""

    topic: str
    weight: int
    length: int  # letters: where two terms overlap, the longer one counts
    pattern: re.Pattern[str]


class _Score(NamedTuple):
    points: int
    terms: int  # the number of different terms
    prominent: bool  # at least one term is in the title or the lead


def choose_topics(article: Article, catalogue: Catalogue) -> tuple[str, ...]:
    """Choose the slugs of at most four topics, the strongest first.

    A topic needs 7 points, a third of the best topic's points, and a term in the title or the lead.
    If no topic qualifies, the best one is taken if it has 4 points from several terms, or 6 points
    from one.
    """
    index = _index_terms(tuple(catalogue.topics.values()))
    parts = _split_article(article)
    terms_by_part = [_find_terms(index, text) for text in parts]
    relevant = (
        topic for topic in set().union(*terms_by_part) if _is_relevant(catalogue, topic, parts)
    )
    scores = {topic: _score_topic(*(part[topic] for part in terms_by_part)) for topic in relevant}
    ranked = sorted(scores, key=lambda topic: (-scores[topic].points, topic))
    best = scores[ranked[0]] if ranked else _Score(0, 0, prominent=False)
    threshold = max(_MIN_POINTS, _MIN_SHARE_OF_BEST * best.points)
    chosen = [
        topic for topic in ranked if scores[topic].prominent and scores[topic].points >= threshold
    ]
    if not chosen and best.points >= (
        _MIN_POINTS_OF_TWO_TERMS if best.terms > 1 else _MIN_POINTS_OF_ONE_TERM
    ):
        chosen = ranked[:1]
    return tuple(chosen[:_MAX_TOPICS])


def _is_relevant(catalogue: Catalogue, topic: str, parts: tuple[str, str, str]) -> bool:
    """Whether title or lead names a country of the topic, or a body of one, if it has countries."""
    countries = catalogue.topics[topic].about
    entities = (
        {mention.entity for text in parts[:2] for mention in catalogue.find(text)}
        if countries
        else ()
    )
    return not countries or any(
        entity in countries or catalogue.entities[entity].country in countries
        for entity in entities
    )


def _split_article(article: Article) -> tuple[str, str, str]:
    """Split an article into title, lead and body; the lead is the first few whole paragraphs."""
    sentences = article.sentences
    title = article.title or (sentences[0].text if sentences else "")
    count = last_paragraph = 0
    for sentence in sentences:
        if count >= _MIN_LEAD_WORDS and sentence.paragraph > last_paragraph:
            break
        count, last_paragraph = count + len(sentence.text.split()), sentence.paragraph
    lead = " ".join(sentence.text for sentence in sentences if sentence.paragraph <= last_paragraph)
    return (
        title,
        lead,
        " ".join(sentence.text for sentence in sentences if sentence.paragraph > last_paragraph),
    )


def _score_topic(title: list[_Term], lead: list[_Term], body: list[_Term]) -> _Score:
    in_title = sum(term.weight for term in set(title)) * _TITLE_POINTS
    in_lead = sum(term.weight for term in set(lead)) * _LEAD_POINTS
    in_body = sum(term.weight * min(count, 2) for term, count in Counter(body).items())
    points = in_title + in_lead + min(in_body, _MAX_BODY_POINTS)
    return _Score(points, len({*title, *lead, *body}), bool(title or lead))


def _find_terms(index: _TermIndex, text: str) -> defaultdict[str, list[_Term]]:
    """Find the terms of each topic; of overlapping terms only the longest counts."""
    line = _stem_line(text)
    spans = (
        (term, match)
        for token in _TOKEN.finditer(line)
        for term in index(token[1])
        if (match := term.pattern.match(line, token.start()))
    )
    terms: defaultdict[str, list[_Term]] = defaultdict(list)
    occupied: defaultdict[str, set[int]] = defaultdict(set)
    for term, match in sorted(spans, key=lambda span: (-span[0].length, span[1].start())):
        if occupied[term.topic].isdisjoint(range(*match.span())):
            occupied[term.topic].update(range(*match.span()))
            terms[term.topic].append(term)
    return terms


def _stem_line(text: str) -> str:
    """Write each word as its stem and itself: " plant/plants -based/based".

    A term may begin after a space, but not after a hyphen.
    """
    words = (match.groups() for match in _BOUND_WORD.finditer(text))
    return "".join(
        f"{'-' if hyphen else ' '}{_stem(word.lower())}/{word}" for hyphen, word in words
    )


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """Reduce a lower-case word to the stem of its British spelling."""
    for american, british in _BRITISH:
        word = american.sub(british, word)
    return stem(word)


# --- The terms of all topics, by the stems that they begin with ----------------------------------

_TermIndex = Callable[[str], tuple[_Term, ...]]


@cache
def _index_terms(all_topics: tuple[Topic, ...]) -> _TermIndex:
    """Return a function that finds the terms which may begin with a word.

    Terms are indexed by the stem of their first word, or by an open beginning such as "halt*".
    """
    terms_by_start: defaultdict[str, list[_Term]] = defaultdict(list)
    for topic in all_topics:
        heaviest: dict[str, tuple[str, int]] = {}
        for name, weight in topic.terms:  # spellings of a term share a pattern
            pattern = _build_pattern(name)
            if weight > heaviest.get(pattern, ("", 0))[1]:
                heaviest[pattern] = name, weight
        for pattern, (name, weight) in heaviest.items():
            first_word = _TERM_PART.findall(name)[0]
            key = first_word if first_word.endswith("*") else _stem(first_word.lower())
            terms_by_start[key].append(_Term(topic.slug, weight, len(name), re.compile(pattern)))

    @lru_cache(maxsize=100_000)
    def terms_starting_with(word: str) -> tuple[_Term, ...]:
        keys = (word, *(f"{word[:end]}*" for end in range(1, len(word) + 1)))
        return tuple(term for key in keys for term in terms_by_start.get(key, ()))

    return terms_starting_with


def _build_pattern(name: str) -> str:
    """Build the pattern of a term; a term in capitals ("NATO") matches only capitals."""
    exact, gap = name == name.upper(), ""
    parts: list[str] = []
    for part in _TERM_PART.findall(name):
        if part == "…":
            gap = rf"(?:[ -][^ -]+){{0,{_MAX_GAP_WORDS}}}?"
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
