"""Stubs for addresses that the site had before: each leads on to the page that answers now.

They come from ``redirect_from`` in the front matter of a page, and from ``data/moved.yml`` for
pages that the program itself made once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

import yaml

from generator.publish.frames import filled
from generator.publish.links import href, web
from generator.publish.publication import Publication


def stubs(site: Publication, made: Collection[str]) -> Mapping[str, str]:
    """Return a small HTML page for each old address; one that a page ``made`` has, has none."""
    taken = {web(path) for path in made}
    found: dict[str, str] = {}
    for old, path in (*_written(site), *_built_in().items()):
        address = f"{old.strip('/')}/"
        if address not in taken and path in made and ".." not in address.split("/"):
            found.setdefault(f"{address}index.html", _stub(address, path, site))
    return found


def _stub(old: str, path: str, site: Publication) -> str:
    to = href(f"{old}index.md", path)
    return filled("moved.html", to=to, canonical=f"{site.settings.address}{web(path)}")


def _written(site: Publication) -> Iterator[tuple[str, str]]:
    """Yield the old addresses that the pages name in their front matter."""
    pages = (*(story.page for story in site.stories), *site.pages)
    for page in pages:
        listed = page.front.get("redirect_from")
        for old in [listed] if isinstance(listed, str) else listed or ():
            yield str(old), page.path


@lru_cache(maxsize=1)
def _built_in() -> Mapping[str, str]:
    rows = yaml.safe_load(files("generator.data").joinpath("moved.yml").read_text("utf-8"))
    return dict(sorted(rows.items()))
