"""Add our files to those of MkDocs, and leave all others alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.utils import get_theme_dir, nest_paths

from briefing_room.publish.publication import Publication, is_source


class Added(NamedTuple):
    """Our Markdown pages, and the files of the project that took the place of one."""

    pages: frozenset[str]
    yielded: tuple[str, ...]


def add(files: Files, made: Mapping[str, str], site: Publication, config: MkDocsConfig) -> Added:
    """Add the files that were ``made``, except where the project has a file at the same address.

    A page with a file on disk keeps its ``File``, and so its date in git and
    its edit link; only the text that MkDocs reads is ours.
    """
    for file in [one for one in files if is_source(one.src_uri) and one.src_uri not in made]:
        files.remove(file)  # a page that is not shown, a list of ours
    sources, sections = site.sources, (*site.section_pages.values(),)
    taken = {file.dest_uri: file.src_uri for file in files if file.src_uri not in sources}
    in_nav = {*_paths(config.nav)} if config.nav else {*sections}
    pages, yielded = set(), []
    for path, text in made.items():
        own = files.get_file_from_path(path) if path in sources else None
        file = own or File.generated(config, path, content=text)
        if own is None and file.dest_uri in taken:
            yielded.append(taken[file.dest_uri])
            continue
        _supply(file, text, config, in_nav)
        if own is None:
            files.append(file)
        if file.is_documentation_page():
            pages.add(path)
    if config.nav is None:
        shown = [one.src_uri for one in files.documentation_pages(inclusion=_in_nav)]
        tree = nest_paths(p for p in shown if p not in in_nav)  # type: ignore[no-untyped-call]
        config.nav = [*_nav_entries(path for path in sections if path in pages), *tree]
    return Added(frozenset(pages), tuple(yielded))


def _supply(file: File, text: str, config: MkDocsConfig, in_nav: Collection[str]) -> None:
    """Give a file our text, and keep it out of ``nav`` unless it is listed there."""
    source = file.abs_src_path
    file.content_string = text  # forgets the source, which git, feeds and editing need
    if file.is_documentation_page():
        file.abs_src_path = source or config.config_file_path
    set_exclusions([file], config)
    if file.inclusion is InclusionLevel.INCLUDED and file.src_uri not in in_nav:
        file.inclusion = InclusionLevel.NOT_IN_NAV


def _paths(nav: Any) -> Iterator[str]:
    """Yield every path in the ``nav`` of mkdocs.yml."""
    if isinstance(nav, str):
        yield nav
    for item in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _paths(item)


def _in_nav(level: InclusionLevel) -> bool:
    return level in (InclusionLevel.INCLUDED, InclusionLevel.UNDEFINED)


def _nav_entries(pages: Iterable[str]) -> Iterator[str | dict[str, str]]:
    for path in pages:  # by its own title, but the front page's is the site's name
        yield {"Today": path} if path == "index.md" else path


def drop_unused(files: Files, config: MkDocsConfig, *, in_our_look: bool) -> None:
    """Leave out the files of a theme that no page of this site loads."""
    material = get_theme_dir("material")
    lent = {*config.theme.dirs} - {config.theme.custom_dir}
    for file in [one for one in files if one.src_dir in lent]:
        theirs = file.src_dir == material
        if (theirs and in_our_look) or _is_idle(file.src_uri, config):
            files.remove(file)


def _is_idle(path: str, config: MkDocsConfig) -> bool:
    """Whether a file of Material, or of our look, is for a feature that this site does not use."""
    search = config.plugins.get("material/search")
    languages = {*(search.config.lang or ())} if search else set()
    return (
        path.endswith(".map")
        or ("/lunr/" in path and languages <= {"en"})
        or ("/workers/" in path and search is None)
        or ("/palette." in path and path.endswith(".css") and not config.theme.get("palette"))
        or (path == "assets/images/favicon.png" and config.theme["favicon"] != path)
    )
