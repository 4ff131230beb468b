"""Names known by a list: the publishers of an article's sources, mines that stand for owners."""

from __future__ import annotations

import re

from generator.catalogue.entries import Catalogue
from generator.extract.actors import voices
from generator.model import Article, SpeaksAs

ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def is_publisher(phrase: str, article: Article) -> bool:
    """Return whether the sources of the article name ``phrase`` as a publisher."""
    match = re.search(r"[A-Z].*$", ARTICLE.sub("", phrase))
    name = match[0].lower() if match else ""
    return bool(name) and any(
        name in source.publisher.lower()
        and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", source.publisher.lower())
        for source in article.sources
    )


def is_paper(phrase: str, article: Article) -> bool:
    """Return whether a phrase is the name of an outlet, known or among the article's sources."""
    whole = re.fullmatch(r"(?:[Tt]he )?[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*)*", phrase)
    if whole is None:
        return False
    listed = (source.publisher.lower() for source in article.sources)
    return voices.curated(phrase) is SpeaksAs.OUTLET or phrase.lower() in listed


def is_producer(phrase: str, catalogue: Catalogue) -> bool:
    """Return whether a phrase names a mine or a works by which its owner goes: "Serra Verde"."""
    bare = ARTICLE.sub("", phrase)
    whole = (m for m in catalogue.find(bare) if (m.start, m.end) == (0, len(bare)))
    entities = (catalogue.entities[mention.entity] for mention in whole)
    return any(e.type == "place" and _WORKS.search(e.role or "") for e in entities)


_WORKS = re.compile(r"\b(?:mines?|mining|plants?|refiner\w+|works|smelter|project|deposit)\b")
