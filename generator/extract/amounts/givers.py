"""Who gives a figure: whoever's words hold it, else the article itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.extract.amounts import bases
from generator.extract.speech.claims import Attribution
from generator.extract.units import kind
from generator.model import Article, Quantity, Sentence, Speaker, SpeaksAs


def speaker_of(
    sentence: Sentence, quantity: Quantity, said: Sequence[Attribution], article: Article
) -> Speaker:
    """Return who gives the figure: the innermost attribution around it, else the article itself."""
    if _NOT_THEIRS.search(sentence.text[: quantity.start]):
        return own_words(article)
    around = [
        each
        for each in said
        if each.sentence.passages == sentence.passages
        and each.said[0] <= quantity.end
        and quantity.start < each.said[1]
    ]
    inner = min(around, key=lambda each: each.said[1] - each.said[0], default=None)
    priced = kind(quantity.unit) == "price" or (
        kind(quantity.unit) == "money" and bases.group(sentence.text) in bases.ELEMENTS
    )
    if inner is None and priced:
        return _on_either_side(sentence, said) or own_words(article)
    return inner.speaker if inner else own_words(article)


def _on_either_side(sentence: Sentence, said: Sequence[Attribution]) -> Speaker | None:
    """Return the one price agency that a paragraph hears before and after a bare price."""
    place = (sentence.paragraph, sentence.number)
    near = [each for each in said if each.sentence.paragraph == sentence.paragraph]
    at = [(each.sentence.paragraph, each.sentence.number) for each in near]
    before = [each.speaker for each, here in zip(near, at, strict=True) if here < place]
    after = [each.speaker for each, here in zip(near, at, strict=True) if here > place]
    if place in at or not before or not after or before[-1].kind is not SpeaksAs.DATA_PROVIDER:
        return None
    return before[-1] if _core(before[-1]) == _core(after[0]) else None


def _core(speaker: Speaker) -> str:
    """Return the name alone: "Argus" of "the price agency Argus"."""
    return speaker.entity or re.sub(r"^(?:[Tt]he\s)?(?:[a-z]+\s)*", "", speaker.name)


# "Some described it as 5% of the ingredients instead of 1% of the value".
_NOT_THEIRS = re.compile(
    r"\b(?:described?s?|puts?|gave|gives?|called|listed)\b[^;]*\d[^;]*?"
    r"\b(?:instead of|rather than)\s(?:\w+\s)?$"
)


def own_words(article: Article) -> Speaker:
    """Return the article as its own speaker: outlet, author of an opinion, or the editor."""
    if article.kind == "note":
        return Speaker(name="", kind=SpeaksAs.NOTE, own=True)
    if article.opinion:
        name = article.author or "the author"
        name += f" in {article.publisher}" if article.publisher and not article.author else ""
        return Speaker(name=name, kind=SpeaksAs.OPINION, own=True)
    return Speaker(name=article.publisher or "the article", kind=SpeaksAs.OUTLET, own=True)
