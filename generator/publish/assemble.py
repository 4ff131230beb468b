"""Everything the site shows, from pages, catalogue and seeds: the publishing stage's contents.

Pure: what comes out depends on the arguments alone.  The MkDocs plugin and the ``assemble``
command only carry it to where it is wanted, so no engine owns anything of value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from generator.catalogue.entries import Catalogue
from generator.model import Article
from generator.pages.document import Page
from generator.publish import feeds
from generator.publish.links import without_dead
from generator.publish.moved import stubs
from generator.publish.publication import Publication, Settings, publication
from generator.publish.views import (
    about,
    archive,
    corrections,
    data,
    deadlines,
    entity,
    glossary,
    home,
    listed_firms,
    matrix,
    measures,
    search,
    sources,
    story,
    timeline,
    topic,
)

VIEWS = (
    *(home, story, archive, entity, topic),
    *(matrix, measures, deadlines, listed_firms),
    *(timeline, sources, corrections),
    *(glossary, about, search, data, feeds),
)


def assemble(
    pages: Iterable[Page],
    catalogue: Catalogue,
    articles: Iterable[Article],
    as_of: dt.date,
    settings: Settings | None = None,
) -> dict[str, str | bytes]:
    """Return each file of the site by its path, Markdown pages and data files alike.

    ``pages`` are all pages that people review or write.  Links to files that do not exist are
    turned into their words; ``check`` is who tells the editor about them.
    """
    return finish(publication(pages, catalogue, articles, as_of, settings))


def finish(site: Publication) -> dict[str, str | bytes]:
    """Run every view, then mark glossary terms and take out links that lead nowhere."""
    files: dict[str, str | bytes] = {}
    for view in VIEWS:
        files.update(view.view(site))
    files.update(stubs(site, files.keys()))
    mark = glossary.marker(site.catalogue.glossary)
    return {path: _finished(path, content, mark, files) for path, content in sorted(files.items())}


def _finished(
    path: str,
    content: str | bytes,
    mark: glossary.Mark,
    files: Mapping[str, str | bytes],
) -> str | bytes:
    if isinstance(content, bytes) or not path.endswith(".md"):
        return content
    if path != glossary.PAGE:
        content = mark(content, path)
    return without_dead(content, path, files.keys())
