"""Make every file of the site: pages as Markdown, data, feeds and redirects.

The result depends on the publication alone.  The MkDocs plugin and the ``assemble`` command only
write it, so another engine can replace MkDocs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path

from briefing_room.publish import feeds
from briefing_room.publish.markup import href, url_path
from briefing_room.publish.publication import BadRows, Publication, read_rows
from briefing_room.publish.rendering import render
from briefing_room.publish.views import (
    about_pages,
    key_numbers,
    kind_pages,
    name_pages,
    search_page,
    shipping,
    sites,
    story_lists,
    today,
    tracker,
)
from briefing_room.publish.views.story import page as story_page
from briefing_room.text.typography import without_hidden

VIEWS = (
    *(today, story_lists, tracker, key_numbers, name_pages, sites, kind_pages),
    *(about_pages, search_page, shipping, feeds),
)


def assemble(publication: Publication) -> Mapping[str, str]:
    """All files of the site, their texts by path in sorted order."""
    return dict(sorted(site_files(publication)))


def site_files(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of the site; no text has hidden characters."""
    for path, text in _unchecked_files(publication):
        yield path, without_hidden(text)


def _unchecked_files(publication: Publication) -> Iterator[tuple[str, str]]:
    paths = set()
    story_pages = ((story.path, story_page(story, publication)) for story in publication.stories)
    others = chain.from_iterable(view.view(publication).items() for view in VIEWS)
    for path, text in chain(story_pages, others):
        paths.add(path)
        yield path, text
    yield from redirect_pages(publication, paths).items()


def redirect_pages(publication: Publication, paths: Collection[str]) -> Mapping[str, str]:
    """Make a redirect page for each old address, unless one of the ``paths`` has that address.

    If several rows give one old address, the first counts, front matter before ``moved.yml``.
    """
    taken = {url_path(path) for path in paths}
    pages: dict[str, str] = {}
    listed = _listed_redirects(publication.project.briefings / "moved.yml")
    for old, path in (*_front_matter_redirects(publication), *listed):
        address = f"{old.strip('/')}/"
        file = path.partition("#")[0]
        if address not in taken and file in paths and ".." not in address.split("/"):
            to = href(f"{address}index.md", path)
            canonical = publication.address(file) if publication.settings.address else to
            page = render("moved.html", publication, to=to, canonical=canonical)
            pages.setdefault(f"{address}index.html", page)
    return pages


def is_redirect(page: Path) -> bool:
    """Whether a built page only redirects."""
    return 'http-equiv="refresh"' in page.read_text(encoding="utf-8")


def _front_matter_redirects(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield the old addresses in front matter, and those of names without a page of their own."""
    for page in publication.catalogue.pages:
        yield from ((old, page.path) for old in page.redirect_from)
    for entity in publication.catalogue.entities.values():
        if entity.path not in publication.link_targets:
            yield url_path(entity.path), publication.link_target(entity)
    for document in (*(story.page for story in publication.stories), *publication.about_pages):
        listed = document.front.get("redirect_from")
        for old in [listed] if isinstance(listed, str) else listed or ():
            yield str(old), document.path


def _listed_redirects(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the old addresses in ``moved.yml``, each with the file that replaces it.

    Raises :class:`BadRows` if a row does not name a file.
    """
    for old, to in sorted(read_rows(path).items()):
        if not isinstance(to, str):
            raise BadRows(path, 0, f"write '{old}' as a row  old/address/: file.md")
        yield old, to
