"""Stubs for addresses that the site had before: each leads on to the page that answers now.

They come from ``redirect_from`` in the front matter of a page, and from ``data/moved.yml`` for
pages that the program itself made once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from generator.publish.frames import filled
from generator.publish.links import href, web
from generator.publish.publication import Publication
from generator.text.tables import table


def stubs(site: Publication, made: Collection[str]) -> Mapping[str, str]:
    """Return a small HTML page for each old address; one that a page ``made`` has, has none."""
    taken = {web(path) for path in made}
    found: dict[str, str] = {}
    for old, path in (*_written(site), *_built_in().items()):
        address = f"{old.strip('/')}/"
        file = path.partition("#")[0]
        if address not in taken and file in made and ".." not in address.split("/"):
            found.setdefault(f"{address}index.html", _stub(address, path, site))
    return found


def is_stub(page: Path) -> bool:
    """Return whether a built page only leads on."""
    return 'http-equiv="refresh"' in page.read_text(encoding="utf-8")


def _stub(old: str, path: str, site: Publication) -> str:
    file = path.partition("#")[0]
    to = href(f"{old}index.md", path)
    own = site.address(file) if site.settings.address else to
    return filled("moved.html", to=to, canonical=own)


def _written(site: Publication) -> Iterator[tuple[str, str]]:
    """Yield the old addresses that the pages name in their front matter."""
    known = site.catalogue
    for found in (known.entities, known.topics, known.numbers):
        yield from ((old, entry.path) for entry in found.values() for old in entry.redirect_from)
    for entity in known.entities.values():
        if entity.path not in site.known:
            yield web(entity.path), f"entities/index.md#{entity.slug}"
    for page in (*(story.page for story in site.stories), *site.pages):
        listed = page.front.get("redirect_from")
        for old in [listed] if isinstance(listed, str) else listed or ():
            yield str(old), page.path


@lru_cache(maxsize=1)
def _built_in() -> Mapping[str, str]:
    return dict(sorted(table("moved").items()))
