"""Make the candidates of a story: scored sentences, groups, and once what two articles say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.catalogue.entries import Catalogue
from generator.compose.candidate import ECHO, Candidate
from generator.compose.features import read
from generator.compose.groups import groups
from generator.compose.leaning import News, leans, reads_on
from generator.compose.limits import is_limited
from generator.compose.news import tells_news
from generator.compose.outdated import set_back
from generator.compose.overtaken import overtaken
from generator.compose.ranker import fitted, scores
from generator.compose.signals import bonus, evidence, shown
from generator.extract.amounts.givers import own_words
from generator.extract.tasks.differing import is_differing
from generator.model import Article, Facts, Passage, Role, Speaker
from generator.text.words import content_words, cosine, vector

AGREE = 0.45  # likeness from which two articles say the same, if figures and names agree as well
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def candidates(
    articles: Sequence[Article], facts: Mapping[str, Facts], catalogue: Catalogue
) -> tuple[Candidate, ...]:
    """Return the candidates of all articles, in the order of the articles and of their text.

    What another article says again is left out and its passage given to the first one; what an
    earlier one counted otherwise is set back, and what a later one has overtaken is left out.
    """
    found: list[Candidate] = []
    news = _news(articles, facts, catalogue)
    for number, article in enumerate(articles):
        known = facts.get(article.id) or Facts(article.id)
        told = news if number == 0 else replace(news, place=None)
        found = _united(found, _singles(number, article, known, told, catalogue))
    past = overtaken(articles)
    found = [c for c in set_back(found, articles) if c.passages[0].label not in past]
    both = [*found, *groups(found, catalogue)]
    return tuple(sorted(both, key=lambda each: (each.article, each.place)))


# --- Single sentences ----------------------------------------------------------------------------


def _news(articles: Sequence[Article], facts: Mapping[str, Facts], catalogue: Catalogue) -> News:
    """Return what every reader of the page sees first."""
    if not articles:
        return News()
    first = articles[0]
    known = facts.get(first.id) or Facts(first.id)
    own = _singles(0, first, known, News(), catalogue)
    if not own:
        return News(first.title or "")
    lead = tells_news(own)
    return News(first.title or "", lead.text, lead.place)


def _singles(
    number: int, article: Article, known: Facts, news: News, catalogue: Catalogue
) -> tuple[Candidate, ...]:
    sentences = shown(article)
    values = scores(read([s.text for s in sentences]), fitted()) if sentences else ()
    where, roles, speakers = evidence(known, article.date), _roles(known), _speakers(known)
    author = own_words(article) if article.opinion else None
    return tuple(
        Candidate(
            article=number,
            places=(place,),
            sentences=(sentence,),
            score=value + bonus(sentence, where, catalogue),
            vector=vector(content_words(sentence.text)),
            numbers=frozenset(_NUMBER.findall(sentence.text)),
            names=frozenset(mention.entity for mention in catalogue.find(sentence.text)),
            roles=roles.get(sentence.passages, frozenset()),
            leans=leans(place, sentences, news, catalogue),
            reads_on=reads_on(place, sentences, news, catalogue),
            limited=is_limited(article),
            speaker=speakers.get(sentence.passages[0].label, author),
        )
        for place, (sentence, value) in enumerate(zip(sentences, values, strict=True))
    )


def _roles(known: Facts) -> dict[tuple[Passage, ...], frozenset[Role]]:
    lists = {
        Role.DIFFER: tuple(s for s in known.differ if is_differing(s.text)),  # alone, too
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
    gaps = Role.NOT_KNOWN in old.roles & new.roles  # which are told of in ever new words
    return cosine(old.vector, new.vector) >= (ECHO if gaps else AGREE)
