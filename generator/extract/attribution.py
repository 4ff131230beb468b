"""Who is heard in a sentence, where the text says it plainly and the program knows the name.

A name of the catalogue or of state media beside a verb of saying speaks: "Xinhua reported",
"according to the IEA".  Two speakers are none, and whom "she said" means is not guessed: a wrong
one is worse than none.  Where nobody is quoted, a text of an opinion or of state media speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalogue.entries import Catalogue
from generator.model import Article, Speaker
from generator.text.sentences import masked
from generator.text.tables import any_of, listed

_STATE = "state media"
_VERBS = any_of(
    verb.replace("_", " ")
    for row in ("plain", "with_that", "of_papers")
    for verb in listed("saying", row)
)
_OUTLETS = re.compile(rf"\b(?:{any_of(listed('outlets', 'state_media'))})\b")
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
    return found.pop() if len(found) == 1 else None


def _named(
    text: str, article: Article, catalogue: Catalogue, *, beside: bool = False
) -> Iterator[Speaker]:
    """Yield the known names in a text, or only those that stand beside a verb of saying."""
    spans = {(m.start, m.end): m.entity for m in catalogue.find(text, article.date)}
    spans = {m.span(): "" for m in _OUTLETS.finditer(text)} | spans
    for (start, end), slug in spans.items():
        if beside and not (_BEFORE.search(text[:start]) or _AFTER.match(text[end:])):
            continue
        entity = catalogue.entities[slug] if slug else None
        state = entity is None or entity.speaks_as == "state-media"
        name = entity.name if entity else text[start:end]
        yield Speaker(name, slug or None, _STATE if state else "")
