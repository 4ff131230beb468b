"""Everything the site shows, from a project as it stands: the publishing stage's contents.

Pure: what comes out depends on the arguments alone.  The MkDocs plugin and the ``assemble``
command only carry it to where it is wanted, so no engine owns anything of value.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.publish import feeds
from generator.publish.moved import stubs
from generator.publish.publication import Publication
from generator.publish.views import (
    about_pages,
    data_files,
    key_numbers,
    name_pages,
    search_page,
    site_map,
    story,
    story_lists,
    today,
    tracker,
)

VIEWS = (
    *(today, story, story_lists, tracker, key_numbers, name_pages, site_map),
    *(about_pages, search_page, data_files, feeds),
)


def assemble(site: Publication) -> Mapping[str, str]:
    """Return each file of the site by its path, Markdown pages and data files alike."""
    made: dict[str, str] = {}
    for view in VIEWS:
        made.update(view.view(site))
    made.update(stubs(site, made.keys()))
    return dict(sorted(made.items()))
