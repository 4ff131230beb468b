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


class _Compressed:
    """An attribute of a page that compresses its text.

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
    in_project_markdown = False
    markdown = _Compressed()
    content = _Compressed()

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Use the HTML of :func:`convert_pages` if it fits; otherwise convert the Markdown."""
        page, self.converted = self.converted, None
        if (
            page
            and page.source_digest == digest(self.markdown or "")
            and all(
                map(files.get_file_from_path, page.targets)  # else MkDocs warns of a link
            )
        ):
            self.content, self.toc = page.html, get_toc(page.headings)
            self.present_anchor_ids = page.ids
            return
        their_settings = config.markdown_extensions, config.mdx_configs
        their_extensions = [name for name in their_settings[0] if name not in EXTENSIONS]
        extra = their_extensions if self.in_project_markdown else []
        config.markdown_extensions = [*EXTENSIONS, *extra]
        config.mdx_configs = {**(their_settings[1] if self.in_project_markdown else {}), "toc": TOC}
        try:
            super().render(config, files)
        finally:
            config.markdown_extensions, config.mdx_configs = their_settings


def in_project_markdown(path: str, site: Publication) -> bool:
    """Whether people write a page, so that it may use the Markdown extensions of the project."""
    return path in site.source_files and path.startswith("about/")


class AddedFiles(NamedTuple):
    """The paths of our pages, and of the project's own files that replace one of them."""

    pages: frozenset[str]
    overridden: tuple[str, ...]


def add_files(
    files: Files, texts: Mapping[str, str | None], site: Publication, config: MkDocsConfig
) -> AddedFiles:
    """Add our files, except where the project has a file at the same address.

    ``texts`` has the text of each file, or ``None`` for a page: the plugin gives its text when
    MkDocs reads the page.  A page with a file on disk keeps its ``File``, so that MkDocs finds its
    date in git and its edit link.
    """
    for file in [f for f in files if is_source_file(f.src_uri) and f.src_uri not in texts]:
        files.remove(file)  # a page that is not published, or one of our lists
    sources, sections = site.source_files, (*site.section_pages.values(),)
    paths_by_address = {
        file.dest_uri: file.src_uri for file in files if file.src_uri not in sources
    }
    titles = dict(_nav_titles(config.nav or [*sections, _HOME]))
    pages, overridden = set[str](), list[str]()
    for path, text in texts.items():
        existing_file = files.get_file_from_path(path) if path in sources else None
        file = existing_file or File.generated(config, path, content=text or "")
        if not existing_file:
            if file.dest_uri in paths_by_address:
                overridden.append(paths_by_address[file.dest_uri])
                continue
            files.append(file)
        set_exclusions([file], config)
        if file.is_documentation_page():
            pages.add(path)
            file.abs_src_path = file.abs_src_path or config.config_file_path  # plugins ask for one
            if file.inclusion is InclusionLevel.INCLUDED and path not in titles:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            page = OurPage(titles.get(path), file, config)
            page.in_project_markdown = in_project_markdown(path, site)
    if config.nav is None:
        paths_in_nav = [file.src_uri for file in files.documentation_pages(inclusion=_in_nav)]
        tree = nest_paths(p for p in paths_in_nav if p not in titles)  # type: ignore[no-untyped-call]
        config.nav = [*(path for path in sections if path in pages), *tree]
    return AddedFiles(frozenset(pages), tuple(overridden))


def _nav_titles(nav: Any, title: str | None = None) -> Iterator[tuple[str, str | None]]:
    """Yield every path in the ``nav`` of mkdocs.yml with its title."""
    if isinstance(nav, str):
        yield nav, title
    elif isinstance(nav, dict):
        for name, item in nav.items():
            yield from _nav_titles(item, name)
    elif isinstance(nav, list):
        for item in nav:
            yield from _nav_titles(item)


def _in_nav(level: InclusionLevel) -> bool:
    return level in (InclusionLevel.INCLUDED, InclusionLevel.UNDEFINED)


def drop_unused(files: Files, config: MkDocsConfig, *, uses_own_theme: bool) -> None:
    """Leave out the files of themes that no page of this site loads."""
    material = get_theme_dir("material")
    theme_folders = {*config.theme.dirs} - {config.theme.custom_dir}
    for file in [f for f in files if f.src_dir in theme_folders]:
        is_of_material = file.src_dir == material
        if (is_of_material and uses_own_theme) or _is_unused(file.src_uri, config):
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
