"""What the title of an article says, and how much of it a sentence tells that nobody told yet.

The title is the editor's own judgement of what matters, so its names, figures and other words are
to be found again in the prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.catalogue.entries import Catalogue
from generator.compose.candidate import Candidate
from generator.model import Article
from generator.text.words import content_words

PART = 1.7  # what telling one more part of the title is worth, in log odds
MOST_PARTS = 3  # counted of one sentence
_INFLECTED = re.compile(r"(?<=\w{4})(?:ed|ing|e)$")

Parts = frozenset[str]


def headline(articles: Iterable[Article], catalogue: Catalogue) -> Parts:
    """Return the parts of the titles: entities, and the roots of the words beside their names."""
    return frozenset(part for a in articles if a.title for part in _parts(a.title, catalogue))


def untold(title: Parts, told: Sequence[Candidate]) -> Parts:
    """Return the parts of the title that no candidate among ``told`` tells."""
    return title.difference(*(parts_told(each) for each in told))


def gain(each: Candidate, missing: Parts) -> float:
    """Return what it is worth, in log odds, that a candidate tells ``missing`` parts."""
    return PART * min(MOST_PARTS, len(missing & parts_told(each))) if missing else 0.0


def parts_told(each: Candidate) -> Parts:
    """Return the entities and roots of a candidate."""
    return each.names | frozenset(map(_root, each.vector))


def _parts(title: str, catalogue: Catalogue) -> Iterable[str]:
    rest = title
    for mention in catalogue.find(title):
        yield mention.entity
        length = mention.end - mention.start
        rest = rest[: mention.start] + " " * length + rest[mention.end :]
    yield from map(_root, content_words(rest))


def _root(word: str) -> str:
    """Fold "extended" and "extending" into "extend"; figures stay as they are."""
    return _INFLECTED.sub("", word)
