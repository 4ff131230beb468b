"""Who published a source: one name for all spellings of a publisher, and who passed its text on.

"Devdiscourse (Reuters)" and "Reuters (via Kitco)" are both Reuters; "MINING.COM" is "Mining.com".
"The Nation (Thailand)" stays whole: what stands in brackets is a publisher only if the catalogue
has it as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.model import Source
from generator.publish.publication import Publication
from generator.publish.story_pages import StoryPage

NOT_GIVEN = "Publisher not given"
_BRACKETS = re.compile(r"(?P<outlet>[^()]+?)\s*\((?P<inner>[^()]+)\)")


class Publisher(NamedTuple):
    """Who published a source: the name that is shown, and who passed it on ("via Kitco")."""

    name: str
    how: str | None = None


def sources(story: StoryPage) -> Iterable[Source]:
    """Yield the sources of a story; an article that lists none is its own."""
    for article in story.articles:
        yield from article.sources or (Source(article.publisher or NOT_GIVEN),)


def publisher(source: Source, site: Publication) -> Publisher:
    """Return who published a source of the site."""
    return _publishers(site)[source.publisher]


def alone(story: StoryPage, site: Publication) -> bool:
    """Return whether all a story rests on comes from one publisher, by whatever way it came."""
    return len({publisher(source, site).name for source in sources(story)}) <= 1


@lru_cache(maxsize=1)
def _publishers(site: Publication) -> Mapping[str, Publisher]:
    """Return each publisher as the seeds write it with whom it means."""
    written = Counter(source.publisher for story in site.stories for source in sources(story))
    split = {name: _split(name, site.catalogue) for name in written}
    spellings: dict[str, Counter[str]] = {}
    for name, found in split.items():
        key = _key(found.name, site.catalogue)
        spellings.setdefault(key, Counter())[found.name] += written[name]
    shown = {key: _shown(key, used, site.catalogue) for key, used in spellings.items()}
    return {
        name: Publisher(shown[_key(found.name, site.catalogue)], found.how)
        for name, found in split.items()
    }


def _split(written: str, catalogue: Catalogue) -> Publisher:
    """Return the publisher and who passed its text on."""
    match = _BRACKETS.fullmatch(written)
    if match is None:
        return Publisher(written)
    if via := re.search(r"\bvia (.+)", match["inner"]):
        return Publisher(match["outlet"], f"via {via[1]}")
    named = [catalogue.entities[m.entity] for m in catalogue.find(match["inner"])]
    role = catalogue.vocabulary.role
    own = next((entity for entity in named if role(entity.type) == "organisation"), None)
    if own is None:
        return Publisher(written)
    same = _key(match["outlet"], catalogue) == own.slug
    return Publisher(own.name, None if same else f"via {match['outlet']}")


def _key(name: str, catalogue: Catalogue) -> str:
    """Return one key for all spellings: the slug of the catalogue, else bare letters and digits."""
    bare = re.sub(r"^the ", "", name, flags=re.IGNORECASE)
    whole = [m.entity for m in catalogue.find(bare) if m.end - m.start == len(bare)]
    return whole[0] if whole else re.sub(r"\W", "", bare.casefold())


def _shown(key: str, spellings: Counter[str], catalogue: Catalogue) -> str:
    """Return the catalogue's name, else the spelling used most, the first of equals."""
    if key in catalogue.entities:
        return catalogue.entities[key].name
    return min(spellings, key=lambda name: (-spellings[name], name.isupper(), name))
