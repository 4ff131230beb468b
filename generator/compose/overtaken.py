"""Find what a later article of the story has overtaken: an expectation, or what was not known.

"Production is expected to resume within two weeks", said on Monday, is wrong on a page that knows
since Friday that it will not resume before August; and "the cause is not known" once a later
article tells it.  Such a sentence gives no date of its own on the page, so it is left out there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.compose.editions import is_later
from generator.extract.corrections import corrections
from generator.extract.quantities import quantities
from generator.model import Article, Sentence
from generator.text import lexicon as w
from generator.text.words import content_words

ROOT = 5  # letters
_INFLECTED = re.compile(r"(?<=\w{3})(?:ed|ing|es|e)$")
_VERB = r"(?:not )?(?:be )?(?P<verb>[a-z]{3,})"
_EXPECTS = re.compile(
    r"\b(?:(?:expect|hope|plan|aim|intend|due|want|promise)\w*\b[^.;]{0,40}? to|will|would) "
    + _VERB
)
_UNKNOWN = re.compile(
    r"\bnot (?:yet )?(?:known|clear|said|say|named|name|given|give|decided|published|disclosed)\b"
    r"|\bunknown\b|\bunclear\b|\bno (?:date|reason|cause|details?|figures?|names?)\b"
)
_NOT_SO = re.compile(r"\b(?:not|no longer|never)\b")
_ASIDE_WORDS = """
    known unknown clear unclear name named given give say said told decided published disclosed
    company ministry agency government report reported official officials spokesman spokeswoman
    chief executive expect expects expected plan plans hope hopes week weeks month months
"""
_ASIDE = frozenset(content_words(_ASIDE_WORDS))


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of an article: its words of meaning without names and figures, cut to roots."""

    article: Article
    sentence: Sentence
    matter: frozenset[str]

    @property
    def text(self) -> str:
        return self.sentence.text


def overtaken(articles: Sequence[Article]) -> frozenset[str]:
    """Return the labels of the passages that a later article of ``articles`` has overtaken."""
    if len(articles) < 2:
        return frozenset()
    said = [_Said(a, s, _matter(s.text)) for a in articles if a.date for s in a.sentences]
    return withdrawn_elsewhere(articles) | frozenset(
        passage.label
        for old in said
        if _EXPECTS.search(old.text) or _UNKNOWN.search(old.text)
        if any(_later(new, old) and _overtakes(new, old) for new in said)
        for passage in old.sentence.passages
    )


def withdrawn_elsewhere(articles: Sequence[Article]) -> frozenset[str]:
    """Return the labels of what one article tells and the correction in another one withdraws."""
    return frozenset(
        passage.label
        for source in articles
        for wrong, right in corrections(source)
        for article in articles
        if article is not source and not is_later(article, source)
        for sentence in article.sentences
        if _states(sentence.text, wrong.text, right.text)
        for passage in sentence.passages
    )


def _states(text: str, wrong: str, right: str) -> bool:
    """Return whether a sentence gives a value that is withdrawn, of the same thing."""
    gone = _values(wrong) - _values(right)
    return bool(gone & _values(text)) and len(_matter(wrong) & _matter(text)) > 1


def _values(text: str) -> frozenset[tuple[float, float, str]]:
    return frozenset((each.low, each.high, each.unit) for each in quantities(text))


def _later(new: _Said, old: _Said) -> bool:
    return bool(new.article.date and old.article.date and new.article.date > old.article.date)


def _overtakes(new: _Said, old: _Said) -> bool:
    common = new.matter & old.matter
    if _UNKNOWN.search(old.text):
        return not _UNKNOWN.search(new.text) and len(common) >= min(2, len(old.matter)) > 0
    return any(
        _root(match["verb"]) in common and len(common) > 1 and _speaks_anew(new.text, match["verb"])
        for match in _EXPECTS.finditer(old.text)
    )


def _speaks_anew(text: str, verb: str) -> bool:
    """Return whether ``text`` expects the ``verb`` too, denies it, or says that it happened."""
    expected = {_root(match["verb"]) for match in _EXPECTS.finditer(text)}
    happened = (word for word in text.split() if word in w.PASTS | w.PARTICIPLES)
    return (
        _root(verb) in expected
        or bool(_NOT_SO.search(text))
        or any(_root(word) == _root(verb) for word in happened)
    )


def _matter(text: str) -> frozenset[str]:
    small = " ".join(word for word in text.split() if word[:1].islower())
    return frozenset(map(_root, content_words(small))) - frozenset(map(_root, _ASIDE))


def _root(word: str) -> str:
    """Return what the forms of a word share: "caus" of "cause" and "caused"."""
    return _INFLECTED.sub("", word)[:ROOT]
