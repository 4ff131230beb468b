"""The sentences of an article with their dates, each read beside those told before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.extract.calendar.dates import Told, dates, told_after
from generator.model import Article, DateSpan, Passage, Sentence


class Dated(NamedTuple):
    """A sentence with the dates in it."""

    sentence: Sentence
    spans: tuple[DateSpan, ...]


def dated_sentences(article: Article) -> Iterator[Dated]:
    """Yield every sentence of an article, fragments too, with its dates."""
    pairs = zip(article.sentences, _spans(article, article.sentences), strict=True)
    return (Dated(sentence, spans) for sentence, spans in pairs)


def dated_passages(article: Article) -> Iterator[tuple[Passage, tuple[DateSpan, ...]]]:
    """Yield every passage of an article as it stands in the seed, with its dates."""
    return zip(article.passages, _spans(article, article.passages), strict=True)


def _spans(
    article: Article, pieces: Iterable[Sentence | Passage]
) -> Iterator[tuple[DateSpan, ...]]:
    """Yield the dates of each piece of an article in turn.

    A note tells one story through its paragraphs; in an article each paragraph forgets what was
    told, so that its first day without a year lies next to the date of the article.
    """
    told: Told | None = None
    paragraph = 0
    for piece in pieces:
        if piece.paragraph != paragraph:
            paragraph = piece.paragraph
            told = told if article.kind == "note" else None
        spans = dates(piece.text, article.date, told)
        told = told_after(piece.text, spans, told)
        yield spans
