"""From the articles of a story and their facts to its briefing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from generator.catalogue.entries import Catalogue
from generator.compose.lines import Lines
from generator.compose.selection import choose
from generator.compose.stories import is_correction, representatives
from generator.compose.titles import title
from generator.ingest.headline import without_desk
from generator.model import Article, Briefing, Facts, Passage, Story

TOPICS = 4  # at most, on a page


def briefing(
    story: Story,
    catalogue: Catalogue,
    facts: Callable[[str], Facts],
    dropped: Callable[[Passage], bool] = lambda _: False,
) -> Briefing:
    """Return what the page of one story says.

    ``facts`` gives those of an article by its id; ``dropped`` tells the passages that people
    refused, which the page does not show.
    """
    articles = newest_first(representatives(story.articles))
    known = {article.id: facts(article.id) for article in articles}
    own = next((article.title for article in articles if article.title), None)
    statements = choose(Lines(articles, known, own or "", catalogue, dropped))
    return Briefing(
        id=story.id,
        title=_headed(articles, title(articles, statements)),
        story=story,
        date=min((a.date for a in story.articles if a.date), default=None),
        topics=_topics(tuple(known.values())),
        statements=statements,
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


def _topics(known: Sequence[Facts]) -> tuple[str, ...]:
    """Return the topics of all articles: those that more of them have first."""
    counts = Counter(topic for each in known for topic in each.topics)
    firsts = list(dict.fromkeys(topic for each in known for topic in each.topics))
    return tuple(sorted(firsts, key=lambda topic: (-counts[topic], firsts.index(topic)))[:TOPICS])
