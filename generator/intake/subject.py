"""Tell whether a text is about the subject of the catalogue, so that a feed brings nothing else."""

from __future__ import annotations

from generator.catalogue.entries import Catalogue
from generator.extract.topics import topics
from generator.model import Article

_SUBJECT = frozenset({"mineral", "policy", "concept"})  # what no text on another subject names
_HEARD = frozenset({"news-outlet", "state-media", "official-statement", "think-tank"})


def is_on_subject(article: Article, catalogue: Catalogue) -> bool:
    """Return whether an article names a mineral, policy or concept and has a topic of ours."""
    text = f"{article.title or ''}\n{article.text}"
    return _names_subject(text, catalogue) and bool(topics(article, catalogue))


def may_be_on_subject(text: str, catalogue: Catalogue) -> bool:
    """Return whether the few words of a feed's entry name anything of the subject.

    A country, a person or an outlet alone does not count; a company does.
    """
    return _names_subject(text, catalogue) or any(
        entity.type == "organisation" and entity.speaks_as not in _HEARD
        for entity in (catalogue.entities[slug] for slug in catalogue.named(text))
    )


def _names_subject(text: str, catalogue: Catalogue) -> bool:
    return any(catalogue.entities[slug].type in _SUBJECT for slug in catalogue.named(text))
