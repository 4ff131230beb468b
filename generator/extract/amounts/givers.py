"""Who gives a figure: whoever's words hold it, else the article itself."""

from __future__ import annotations

from collections.abc import Sequence

from generator.extract.numbers.quantities import Quantity
from generator.extract.speech.claims import Attribution
from generator.model import Article, Sentence, Speaker, SpeaksAs


def speaker_of(
    sentence: Sentence, quantity: Quantity, said: Sequence[Attribution], article: Article
) -> Speaker:
    """Return who gives the figure: the innermost attribution around it, else the article itself."""
    around = [
        each
        for each in said
        if each.sentence.passages == sentence.passages
        and each.said[0] <= quantity.end
        and quantity.start < each.said[1]
    ]
    inner = min(around, key=lambda each: each.said[1] - each.said[0], default=None)
    return inner.speaker if inner else own_words(article)


def own_words(article: Article) -> Speaker:
    """Return the article as its own speaker: outlet, author of an opinion, or the editor."""
    if article.kind == "note":
        return Speaker(name="", kind=SpeaksAs.NOTE, own=True)
    if article.opinion:
        name = article.author or "the author"
        name += f" in {article.publisher}" if article.publisher and not article.author else ""
        return Speaker(name=name, kind=SpeaksAs.OPINION, own=True)
    return Speaker(name=article.publisher or "the article", kind=SpeaksAs.OUTLET, own=True)
