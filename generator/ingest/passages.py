"""Look up a passage by the label that a footnote carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.model import Article, Passage


def passages(articles: Iterable[Article]) -> Mapping[str, Passage]:
    """Return every passage of every article by its label, removed ones included."""
    return MappingProxyType(
        {passage.label: passage for article in articles for passage in article.passages},
    )
