"""From articles to briefings: the table of contents of the program."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.catalogue.entries import Catalogue
from generator.compose import conflicts
from generator.compose.editions import is_correction, revisions
from generator.compose.overtaken import overtaken, withdrawn_elsewhere
from generator.compose.stories import group, representatives, reprints
from generator.compose.summary import choose
from generator.compose.titles import title
from generator.extract.facts import facts
from generator.ingest.headlines import without_desk
from generator.model import (
    Article,
    Briefing,
    Claim,
    Disagreement,
    Facts,
    Figure,
    Statement,
    Story,
)

TOPICS = 4  # at most, on a page
Reader = Callable[[Article, Catalogue], Facts]


def build(
    articles: Iterable[Article], catalogue: Catalogue, page_ids: Mapping[str, str] | None = None
) -> tuple[Briefing, ...]:
    """Return one briefing for each story, sorted by id.

    ``page_ids`` says which page a seed stands on already (seed id → page id).
    """
    stories = group(articles, page_ids, catalogue)
    return tuple(briefing(story, catalogue) for story in stories)


def briefing(story: Story, catalogue: Catalogue, read: Reader = facts) -> Briefing:
    """Return what the page of one story says.

    ``read`` gives the facts of an article, so that they need not be found twice.
    """
    articles = newest_first(representatives(story.articles))
    known = tuple(read(article, catalogue) for article in articles)
    statements = choose(articles, known, catalogue)
    return Briefing(
        id=story.id,
        title=_headed(articles, title(articles, statements, catalogue)),
        story=story,
        date=min((a.date for a in story.articles if a.date), default=None),
        topics=_topics(known),
        statements=statements,
        disagreements=(
            *_revised(story, lambda article: read(article, catalogue)),
            *_untold(conflicts.disagreements(articles, known, catalogue), statements),
        ),
        claims=_standing(articles, known),
        figures=_in_force(articles, known),
        events=tuple(event for each in known for event in each.events),
    )


def _headed(articles: Sequence[Article], words: str) -> str:
    """Return a page's title without the label of an edition: "CORRECTED-India to fund plants"."""
    return without_desk(words)[0] if any(article.edition for article in articles) else words


def newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return articles by date, the newest first, undated ones last; those of one day by id.

    A correction comes before what it may correct: first of its day, or of all without a date.
    """
    by_id = sorted(articles, key=lambda article: article.id)
    return tuple(sorted(by_id, key=_recency, reverse=True))


def _recency(article: Article) -> tuple[dt.date, bool]:
    corrects = is_correction(article)
    return article.date or (dt.date.max if corrects else dt.date.min), corrects


def _revised(story: Story, read: Callable[[Article], Facts]) -> Iterable[Disagreement]:
    """Return what the editions of one text give otherwise than the one that the page tells."""
    return (each for some in reprints(story.articles) for each in revisions(some, read))


def _in_force(articles: Sequence[Article], known: Sequence[Facts]) -> tuple[Figure, ...]:
    """Return the figures of all articles but those that a correction among them withdraws."""
    past = withdrawn_elsewhere(articles)
    figures = (figure for each in known for figure in each.figures)
    return tuple(figure for figure in figures if figure.passage.label not in past)


def _standing(articles: Sequence[Article], known: Sequence[Facts]) -> tuple[Claim, ...]:
    """Return the claims of all articles but those that a later article has overtaken."""
    past = overtaken(articles)
    claims = (claim for each in known for claim in each.claims)
    return tuple(c for c in claims if past.isdisjoint(p.label for p in c.passages))


def _topics(known: Sequence[Facts]) -> tuple[str, ...]:
    """Return the topics of all articles: those that more of them have first."""
    counts = Counter(topic for each in known for topic in each.topics)
    firsts = list(dict.fromkeys(topic for each in known for topic in each.topics))
    return tuple(sorted(firsts, key=lambda topic: (-counts[topic], firsts.index(topic)))[:TOPICS])


def _untold(
    found: Iterable[Disagreement], statements: Iterable[Statement]
) -> tuple[Disagreement, ...]:
    """Return the disagreements that no sentence of the prose tells: each passage has one home."""
    told = {passage.label for said in statements for passage in said.passages}
    return tuple(
        each
        for each in found
        if not any(p.label in told for account in each.accounts for p in account.passages)
    )
