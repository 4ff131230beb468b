"""Gather what one article says: the table of contents of this stage; and who is heard in it.

A name of the catalogue or of state media beside a verb of saying speaks: "Xinhua reported",
"according to the IEA".  Two speakers are none, and whom "she said" means is not guessed: a wrong
one is worse than none.  Where nobody is quoted, a text of an opinion or of state media speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalogue.entries import Catalogue
from generator.catalogue.linker import begun
from generator.extract.cues import cues
from generator.extract.dates import dated_sentences
from generator.extract.quantities import quantities
from generator.extract.topics import topics
from generator.model import Article, Facts, Found, Speaker
from generator.text.lexicon import BASES, GERUNDS, any_of, listed, table, verb_forms
from generator.text.sentences import masked


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


# --- Who is heard --------------------------------------------------------------------------------

_STATE = "state media"
_NEAR = 90  # letters before a name that tell whether it is heard
_FORMS = verb_forms(table("saying")["verbs"]) - GERUNDS - BASES
_VERBS = any_of(_FORMS | listed("forms", "saying"))
_OUTLETS = re.compile(rf"\b(?:{any_of(listed('state_media', 'outlets'))})\b")
_SAYS = re.compile(rf"\b(?:{_VERBS}|[Aa]ccording to)\b")
_BEFORE = re.compile(r"\b[Aa]ccording to (?:the )?(?:\w+ ){0,2}$")
_AFTER = re.compile(
    r"(?: \([^()]*\))?(?:,[^,]{1,60},)?(?: (?:also|later|then|had|has|have|itself|\w+ly))*"
    rf" (?:{_VERBS})\b"
)


def speakers(article: Article, catalogue: Catalogue) -> tuple[Speaker | None, ...]:
    """Return who is heard in each sentence of an article, ``None`` where nobody plainly is."""
    author = _author(article, catalogue)
    return tuple(_speaker(each.text, article, catalogue, author) for each in article.sentences)


def _author(article: Article, catalogue: Catalogue) -> Speaker | None:
    """Return whose words the article's own are, where a reader has to be told."""
    if article.kind == "note":
        return None
    if article.opinion:
        return Speaker(article.author or "the author", None, "opinion")
    name = article.publisher or ""
    return next((s for s in _named(name, article, catalogue) if s.label), None)


def _speaker(
    text: str, article: Article, catalogue: Catalogue, author: Speaker | None
) -> Speaker | None:
    plain = masked(text)
    if not _SAYS.search(plain):
        return author
    found = set(_named(plain, article, catalogue, beside=True))
    own = author if article.opinion else None  # whoever else is heard in it
    return found.pop() if len(found) == 1 else own


def _named(
    text: str, article: Article, catalogue: Catalogue, *, beside: bool = False
) -> Iterator[Speaker]:
    """Yield the known names in a text, or only those that stand beside a verb of saying."""
    spans = {(m.start, m.end): m.entity for m in catalogue.find(text, article.date)}
    spans = {m.span(): "" for m in _OUTLETS.finditer(text)} | spans
    for (start, end), slug in spans.items():
        before = text[max(0, start - _NEAR) : start]
        said = _BEFORE.search(before) or (_AFTER.match(text[end:]) and not begun(before))
        if beside and not said:
            continue
        entity = catalogue.entities[slug] if slug else None
        state = entity is None or entity.speaks_as == "state-media"
        name = entity.name if entity else text[start:end]
        yield Speaker(name, slug or None, _STATE if state else "")
