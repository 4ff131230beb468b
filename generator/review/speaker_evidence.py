"""Whether passages name somebody: an entity by any spelling, or a publisher of their seeds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.catalogue.entries import Catalogue, Entity
from generator.model import Passage
from generator.review.evidence import Evidence
from generator.review.library import Library
from generator.review.reading import spaced

_SHORTEST = 5  # letters of a publisher's name that must stand in a passage


def named(name: str, evidence: Evidence, catalogue: Catalogue) -> bool:
    """Return whether the passages name an entity, given by its slug, or a name as it is written."""
    if name in catalogue.entities:
        return name in evidence.names
    found = {mention.entity for mention in catalogue.find(name)}
    return evidence.says(name) or bool(found and found <= evidence.names)


def publishers_of(passages: Sequence[Passage], library: Library) -> list[str]:
    """Return the publishers of the seeds of the passages, and of all that these rest on."""
    articles = [library.articles[seed] for seed in dict.fromkeys(p.article for p in passages)]
    own = [article.publisher for article in articles if article.publisher]
    return [*own, *(s.publisher for article in articles for s in article.sources if s.publisher)]


def named_in_short(name: str, evidence: Evidence) -> bool:
    """Return whether a publisher is named, if only by its first words ("Davis Capital")."""
    whole = _letters(name)
    words = [word for word in evidence.text.split() if word[:1].isupper() or word[:1].isdigit()]
    for count in (1, 2, 3):
        for at in range(len(words) - count + 1):
            said = " ".join(words[at : at + count])
            plain = _letters(said)
            if len(plain) >= _SHORTEST and whole.startswith(plain):
                known = {m.entity for m in evidence.catalogue.find(said)}
                if not known or any(evidence.catalogue.entities[k].speaks_as for k in known):
                    return True
    return False


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"['’]s\b", "", text.lower()))


def is_publisher(name: str, publisher: str, entity: Entity | None) -> bool:
    """Return whether a publisher of a seed ("Reuters (via Goldsea)") is the one named."""
    names = entity.names if entity else (name,)
    return any(spaced(each) in spaced(publisher) for each in names)
