"""What an outlet is, where a reader should know it before trusting its word.

State media are known from the catalogue and from the words of the program.  Everything else is a
person's row in ``publishers.yml``: copies, releases, blogs, sites of which little is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby

from generator.model import Article
from generator.publish.publication import BadList, Publication, rows_of
from generator.publish.words import listing
from generator.text.tables import listed

_STATE = "state media"
_PARTS = re.compile(r"[(),/]|\bvia\b")


@lru_cache(maxsize=2)
def kinds(site: Publication) -> Mapping[str, str]:
    """Return what each outlet is of which there is something to say, by its name."""
    own = (e for e in site.catalogue.entities.values() if e.speaks_as == "state-media")
    state = (*listed("outlets", "state_media"), *(name for e in own for name in e.names))
    path = site.project.briefings / "publishers.yml"
    rows = rows_of(path)
    for what, names in rows.items():
        if not isinstance(names, list):
            raise BadList(path, 0, f"write '{what}' as a row  what it is: [names of publishers]")
    told = {str(name): what for what, names in rows.items() for name in names}
    return dict.fromkeys(state, _STATE) | told


def kind_of(publisher: str, site: Publication) -> str:
    """Return what a publisher is, by the first of its names that is known: "The Sun (Xinhua)"."""
    known = kinds(site)
    return next((known[part] for part in _parts(publisher) if part in known), "")


def beside(text: str, articles: Iterable[Article], site: Publication) -> str:
    """Return what the outlets are that a text names among the sources of ``articles``.

    "Some Post: blog; Daily Copy and Wire Copy: copies other outlets".  The text may be Markdown.
    """
    known = kinds(site)
    weak = {name for article in articles for name in _weak(article.id, site) if name in text}
    found = [name for name in weak if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    alike = groupby(sorted(found, key=lambda name: (known[name], name)), key=known.__getitem__)
    return "; ".join(f"{listing(list(names))}: {what}" for what, names in alike)


def named_in(text: str, publisher: str) -> bool:
    """Return whether a text names a publisher, by any of its names."""
    return any(
        name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        for name in _parts(publisher)
    )


@lru_cache(maxsize=1 << 14)
def _weak(article: str, site: Publication) -> frozenset[str]:
    """Return the names among the publishers of an article of which there is something to say."""
    own = site.articles[article]
    told = (own.publisher or "", *(source.publisher for source in own.sources))
    return frozenset(part for one in told for part in _parts(one)).intersection(kinds(site))


@lru_cache(maxsize=4096)
def _parts(publisher: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PARTS.split(publisher) if part.strip())
