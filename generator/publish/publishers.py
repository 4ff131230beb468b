"""Who published a source: one name for all spellings of a publisher, and who passed its text on.

"Devdiscourse (Reuters)" and "Reuters (via Kitco)" are both Reuters; "MINING.COM" is "Mining.com".
"The Nation (Thailand)" stays whole: what stands in brackets is a publisher only if it is known as
one, by the catalogue or by another source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.compose.origins import origin
from generator.model import Source
from generator.publish.publication import Publication
from generator.publish.story_pages import StoryPage

NOT_GIVEN = "Publisher not given"
_RELAYED = re.compile(r"(?P<outlet>.+?)\s*\((?P<inner>[^()]+)\)")
_PASSED_ON = re.compile(r"(?P<outlet>.+?)\s*\([^()]*?\bvia (?P<by>[^()]+)\)", re.IGNORECASE)
_LEADING = re.compile(r"^(?:[a-z]+ )+(?=[A-Z])")  # "summary of", "citing"


class Publisher(NamedTuple):
    """Who published a source: the name that is shown, and how ("via Kitco", "opinion")."""

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
    known = _known(written, site.catalogue)
    split = {name: _split(name, known, site.catalogue) for name in written}
    spellings: dict[str, Counter[str]] = {}
    for name, (own, _) in split.items():
        spellings.setdefault(_key(own, site.catalogue), Counter())[own] += written[name]
    shown = {key: _shown(key, used, site.catalogue) for key, used in spellings.items()}
    return {
        name: Publisher(shown[_key(own, site.catalogue)], how) for name, (own, how) in split.items()
    }


def _known(written: Iterable[str], catalogue: Catalogue) -> frozenset[str]:
    """Return the keys of what is a publisher beyond doubt: alone, passed on, or by two outlets."""
    outlets: dict[str, set[str]] = {}
    for name in written:
        match = _RELAYED.fullmatch(name)
        inner = _inner(name) if match else None
        if match and inner:
            outlets.setdefault(_key(inner, catalogue), set()).add(_key(match["outlet"], catalogue))
    alone_ = {
        _key(m["outlet"] if (m := _PASSED_ON.fullmatch(n)) else n, catalogue) for n in written
    }
    return frozenset({*alone_, *(key for key, found in outlets.items() if len(found) > 1)})


def _inner(written: str) -> str | None:
    """Return whom the brackets name as the author: "summary of Reuters" names Reuters."""
    own = origin(written)
    return (
        _LEADING.sub("", own)
        if own not in (written, _RELAYED.sub(r"\g<outlet>", written))
        else None
    )


def _split(written: str, known: Collection[str], catalogue: Catalogue) -> tuple[str, str | None]:
    """Return the publisher, and who passed its text on or what kind of text it is."""
    if match := _PASSED_ON.fullmatch(written):
        return match["outlet"], f"via {match['by']}"
    match, inner = _RELAYED.fullmatch(written), _inner(written)
    if match and inner:
        key = _key(inner, catalogue)
        entity = catalogue.entities.get(key)
        if key in known if entity is None else entity.type == "organisation":
            same = key == _key(match["outlet"], catalogue)
            return inner, None if same else f"via {match['outlet']}"
    if match and origin(written) == match["outlet"]:
        return match["outlet"], match["inner"]
    return written, None


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
