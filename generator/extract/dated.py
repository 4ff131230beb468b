"""The sentences of an article with their dates, each read beside those told before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.extract.dates import DateSpan, Told, dates, told_after
from generator.model import Article, Sentence


class Dated(NamedTuple):
    """A sentence with the dates in it."""

    sentence: Sentence
    spans: tuple[DateSpan, ...]


def dated_sentences(article: Article) -> Iterator[Dated]:
    """Yield every sentence of an article, fragments too, with its dates.

    A note tells one story through its paragraphs; in an article each paragraph forgets what was
    told, so that its first day without a year lies next to the date of the article.
    """
    told: Told | None = None
    paragraph = 0
    for sentence in article.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            told = told if article.kind == "note" else None
        spans = dates(sentence.text, article.date, told)
        told = told_after(sentence.text, spans, told)
        yield Dated(sentence, spans)
