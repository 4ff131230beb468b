"""Say where a new article belongs: which seeds it reprints, which tell of the same event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.compose.copies import ALIKE, CONTAINED, containment, resemblance, sketch
from generator.compose.stories import suggestions
from generator.model import Article


@dataclass(frozen=True, slots=True)
class Place:
    """Seeds whose text the article has too, and the advice to put it with others on one page."""

    reprints: tuple[str, ...]
    advice: tuple[str, ...]


def place(article: Article, others: Iterable[Article]) -> Place:
    """Compare an article with those that are there."""
    others = tuple(others)
    reprints = tuple(other.path for other in others if is_reprint(article, other))
    found = suggestions((*others, article))
    return Place(reprints, tuple(f.message for f in found if article.path in str(f)))


def is_reprint(one: Article, other: Article) -> bool:
    """Return whether two articles share so much of their wording that one copies the other."""
    first, second = (sketch(" ".join(s.text for s in each.sentences)) for each in (one, other))
    if not first or not second:
        return False
    return resemblance(first, second) >= ALIKE or containment(first, second) >= CONTAINED
