"""Gather what one article says: the table of contents of this stage."""

from __future__ import annotations

from generator.catalogue.entries import Catalogue
from generator.extract.attribution import speakers
from generator.extract.cues import cues
from generator.extract.dates import dated_sentences
from generator.extract.quantities import quantities
from generator.extract.topics import topics
from generator.model import Article, Facts, Found


def facts(article: Article, catalogue: Catalogue) -> Facts:
    """Return what an article says, sentence by sentence; a function of its arguments alone."""
    stands = (article.sources_reach_to or article.date) if article.kind == "note" else article.date
    speaking = speakers(article, catalogue)
    return Facts(
        article=article.id,
        found=tuple(
            Found(
                sentence=each,
                quantities=quantities(each.text),
                dates=spans,
                mentions=catalogue.find(each.text, article.date),
                speaker=speaker,
                cues=cues(each.text, spans, stands),
            )
            for (each, spans), speaker in zip(dated_sentences(article), speaking, strict=True)
        ),
        topics=topics(article, catalogue),
    )
