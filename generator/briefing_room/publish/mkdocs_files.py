"""Add our files to those of MkDocs, and drop files of themes that no page loads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_theme_dir, nest_paths

from briefing_room.cache import digest
from briefing_room.publish.conversion import EXTENSIONS, TOC, HtmlPage, pack, unpack
from briefing_room.publish.publication import Publication, is_source_file

_CSS_COMMENT_OR_SPACE = re.compile(
    r"""("[^"]*"|'[^']*'|url\([^)"']*\))|/\*.*?\*/|(\s+)""", re.DOTALL
)
_CSS_PUNCTUATION = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};,>])\s*|(:)\s+""")
_HOME = {"Today": "index.md"}  # its own title is the name of the site


class _CompressedText:
    """An attribute that keeps its string compressed.

    MkDocs holds the Markdown and the HTML of all pages in memory before it writes the first one.
    """

    def __set_name__(self, _: type, name: str) -> None:
        self._name = f"_compressed_{name}"

    def __get__(self, page: Page, _: type | None = None) -> str | None:
        packed: bytes | None = getattr(page, self._name, None)
        return unpack(packed) if packed is not None else None

    def __set__(self, page: Page, text: str | None) -> None:
        setattr(page, self._name, pack(text) if text is not None else None)


class OurPage(Page):
    """One of our pages; MkDocs converts it only if a plugin changed its Markdown."""

    converted: HtmlPage | None = None
    takes_project_extensions = False
    markdown = _CompressedText()
    content = _CompressedText()

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Use the HTML of :func:`convert_pages` if it fits; otherwise convert the Markdown."""
        page, self.converted = self.converted, None
        if page and self._fits(page, files):
            self.content, self.toc = page.html, get_toc(page.headings)
            self.present_anchor_ids = page.ids
            return
        project_settings = config.markdown_extensions, config.mdx_configs
        extensions, options = project_settings if self.takes_project_extensions else ([], {})
        further = [name for name in extensions if name not in EXTENSIONS]
        config.markdown_extensions = [*EXTENSIONS, *further]
        config.mdx_configs = {**options, "toc": TOC}
        try:
            super().render(config, files)
        finally:
            config.markdown_extensions, config.mdx_configs = project_settings

    def _fits(self, page: HtmlPage, files: Files) -> bool:
        """Whether a converted page has this Markdown, and no link that MkDocs must warn of."""
        is_same = page.source_digest == digest(self.markdown or "")
        return is_same and all(map(files.get_file_from_path, page.targets))


def takes_project_extensions(path: str, publication: Publication) -> bool:
    """Whether a page may use the Markdown extensions of the project: people write all of it."""
    return path in publication.source_files and path.startswith("about/")


class AddedFiles(NamedTuple):
    """The paths of our pages, and of the project's own files that replace one of them."""

    pages: frozenset[str]
    overriding: tuple[str, ...]


def add_files(
    files: Files, texts: Mapping[str, str | None], publication: Publication, config: MkDocsConfig
) -> AddedFiles:
    """Add our files, except where the project has a file at the same address.

    ``texts`` has the text of each file, or ``None`` for a page: the plugin gives its text when
    MkDocs reads the page.  A page with a file on disk keeps its ``File``, so that MkDocs finds its
    date in git and its edit link.
    """
    for source in [f for f in files if is_source_file(f.src_uri) and f.src_uri not in texts]:
        files.remove(source)  # a page that is not published, or one of our data files
    sections = tuple(publication.section_pages.values())
    own_files = (file for file in files if file.src_uri not in publication.source_files)
    own_paths = {file.dest_uri: file.src_uri for file in own_files}
    titles = dict(_nav_titles(config.nav or [*sections, _HOME]))
    pages, overriding = set[str](), list[str]()
    for path, text in texts.items():
        file = files.get_file_from_path(path) if path in publication.source_files else None
        if not file:
            file = File.generated(config, path, content=text or "")
            if file.dest_uri in own_paths:
                overriding.append(own_paths[file.dest_uri])
                continue
            files.append(file)
        set_exclusions([file], config)
        if file.is_documentation_page():
            pages.add(path)
            file.abs_src_path = file.abs_src_path or config.config_file_path  # plugins ask for one
            if file.inclusion is InclusionLevel.INCLUDED and path not in titles:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            page = OurPage(titles.get(path), file, config)
            page.takes_project_extensions = takes_project_extensions(path, publication)
    if config.nav is None:
        in_nav = (file.src_uri for file in files.documentation_pages(inclusion=_is_in_nav))
        own_nav = nest_paths(p for p in in_nav if p not in titles)  # type: ignore[no-untyped-call]
        config.nav = [*(path for path in sections if path in pages), *own_nav]
    return AddedFiles(frozenset(pages), tuple(overriding))


def _nav_titles(nav: Any, title: str | None = None) -> Iterator[tuple[str, str | None]]:
    """Yield every path in the ``nav`` of mkdocs.yml with its title, ``None`` if it has none."""
    if isinstance(nav, str):
        yield nav, title
    elif isinstance(nav, dict):
        for name, item in nav.items():
            yield from _nav_titles(item, name)
    elif isinstance(nav, list):
        for item in nav:
            yield from _nav_titles(item)


def _is_in_nav(level: InclusionLevel) -> bool:
    return level in (InclusionLevel.INCLUDED, InclusionLevel.UNDEFINED)


def drop_unused(files: Files, config: MkDocsConfig, *, uses_own_theme: bool) -> None:
    """Remove the files of themes that no page of this site loads."""
    material = get_theme_dir("material")
    theme_folders = {*config.theme.dirs} - {config.theme.custom_dir}
    for file in [f for f in files if f.src_dir in theme_folders]:
        is_replaced = uses_own_theme and file.src_dir == material
        if is_replaced or _is_unused(file.src_uri, config):
            files.remove(file)


def _is_unused(path: str, config: MkDocsConfig) -> bool:
    """Whether a file of a theme is for a feature that this site does not use."""
    search = config.plugins.get("material/search")
    languages = {*(search.config.lang or ())} if search else set()
    return (
        path.endswith(".map")
        or ("/lunr/" in path and languages <= {"en"})
        or ("/workers/" in path and search is None)
        or ("/palette." in path and path.endswith(".css") and not config.theme.get("palette"))
        or (path == "assets/images/favicon.png" and config.theme["favicon"] != path)
    )


def minify(css: str) -> str:
    """Strip comments and needless spaces from a style sheet."""
    without_comments = _CSS_COMMENT_OR_SPACE.sub(
        lambda piece: piece[1] or (" " if piece[2] else ""), css
    )
    compact = _CSS_PUNCTUATION.sub(lambda piece: piece[1] or piece[2] or piece[3], without_comments)
    return compact.replace(";}", "}").strip() + "\n"
