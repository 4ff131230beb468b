"""The MkDocs plugin: it adds the files of :mod:`briefing_room.publish.assemble` to a site.

The plugin makes no page itself, so a project can use another site generator instead: the command
``briefing assemble`` writes the same files.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from briefing_room.cache import FOLDER
from briefing_room.errors import BriefingError
from briefing_room.pages.escape import web_address
from briefing_room.pipeline import read_project
from briefing_room.publish import foreign_theme
from briefing_room.publish.assemble import site_files
from briefing_room.publish.conversion import convert_pages, pack, unpack, unpack_page
from briefing_room.publish.mkdocs_files import (
    OurPage,
    add_files,
    drop_unused,
    minify,
    takes_project_extensions,
)
from briefing_room.publish.publication import (
    Publication,
    Settings,
    has_merge_conflict,
    make_publication,
    read_about_pages,
)
from briefing_room.publish.rendering import cache_compiled_templates
from briefing_room.publish.views.search_page import DATA, PAGE
from briefing_room.publish.words import short_day
from briefing_room.text.periods import build_day

THEME = Path(__file__).parent / "theme"
log = logging.getLogger("mkdocs.plugins.briefings")
# The parts of a page that the search leaves out, such as marks, drawings and citations.
_NOT_SEARCHED = (
    ".headerlink, .mark, .dateline, .unread, .meta, .sr, svg, .cite, .due b, .due i, .due small,"
    " .due .when, .tiles, figure"
)
_NEEDS_DIRECTORY_URLS = (
    "the briefings plugin needs directory URLs; remove 'use_directory_urls: false'"
)
_NO_SEARCH = (
    "'search: true' works only with the theme 'briefing'; for the theme '{}', add the plugin"
    " 'search' instead"
)
_NO_BLOG = (
    "the theme 'briefing' does not support the plugin 'blog'; write 'name: material' under 'theme'"
)
_NO_MKDOCS_INDEX = "Pagefind searches this theme; the index of the plugin 'search' is not written"


class BriefingsConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs
    """The options of the plugin in mkdocs.yml."""

    seeds = config_options.Type(str, default="seeds")
    as_of = config_options.Type((str, dt.date), default="")  # a day is a date in YAML
    publish_unreviewed = config_options.Type(bool, default=True)
    source = config_options.Type(str, default="")
    # with Pagefind; by default only in our theme
    search = config_options.Optional(config_options.Type(bool))


class BriefingsPlugin(BasePlugin[BriefingsConfig]):  # type: ignore[no-untyped-call]
    """Publishes ``docs_dir``, the folder of briefings, with all pages that are made from it."""

    notices: tuple[str, ...] = ()  # printed after the build
    _preview = False
    _uses_own_theme = True
    _packed_texts: dict[str, bytes]
    _packed_pages: dict[str, bytes]  # converted to HTML
    _section_pages: Mapping[str, str] = MappingProxyType({})
    _active_section: Page | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002  MkDocs names them
        """Remember whether this is a preview, whose pages reload themselves."""
        self._preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the settings, and give the theme the day of the build and the contact."""
        self._uses_own_theme = str(THEME) in config.theme.dirs
        if not config.use_directory_urls:
            raise PluginError(_NEEDS_DIRECTORY_URLS)
        if self._uses_own_theme and "briefing/blog" in config.plugins:
            raise PluginError(_NO_BLOG)
        if self.config.search and not self._uses_own_theme:
            raise PluginError(_NO_SEARCH.format(config.theme.name))
        config.extra["as_of"] = self._build_day().isoformat()
        config.extra["as_of_words"] = short_day(self._build_day())
        config.extra["preview"] = self._preview
        config.extra["searches"] = self._has_search
        contact = str(config.extra.get("contact") or "")
        is_mail = "@" in contact and "/" not in contact  # else the address of a page
        config.extra["contact"] = f"mailto:{contact}" if is_mail else web_address(contact) or ""
        if not self._uses_own_theme:
            foreign_theme.load_assets(config)
        elif search := config.plugins.get("briefing/search"):
            search.config.enabled = False
            log.info(_NO_MKDOCS_INDEX)
        if self._uses_own_theme and config.theme.get("features"):
            log.info("the theme 'briefing' ignores 'features', which are Material's; remove them")
        return config

    @event_priority(90)
    def _add_pages(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add our pages before other plugins run, so that these can process them."""
        publication = self._read_publication(config)
        config.extra["covered_until"] = (
            short_day(publication.covered_until) if publication.covered_until else ""
        )
        config.extra["sites"] = publication.catalogue.vocabulary.title_of(
            "sites"
        ).plural.capitalize()
        texts = self._assemble(publication)
        if not self._uses_own_theme:
            foreign_theme.extend_footer(config)
            for file in foreign_theme.assets(config):
                files.append(file)
        self._section_pages = publication.section_pages
        added = add_files(files, texts, publication, config)
        config.extra["ours"] = added.pages
        self.notices = tuple(
            f"{path} is your own page; it replaces the page of briefings at that address"
            for path in added.overriding
        )
        for notice in self.notices:
            log.info(notice)
        return files

    @event_priority(-100)
    def _drop_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Drop the files that no page loads, and minify style sheets, after all other plugins."""
        drop_unused(files, config, uses_own_theme=self._uses_own_theme)
        for file in files if self._uses_own_theme else ():
            if file.src_dir == str(THEME) and file.src_uri.endswith(".css"):
                file.content_string = minify(file.content_string)
        return files

    on_files = CombinedEvent(_add_pages, _drop_files)

    def _assemble(self, publication: Publication) -> Mapping[str, str | None]:
        """Make all files, and convert the pages; returns the texts by path, ``None`` for a page."""
        texts: dict[str, str | None] = {}
        self._packed_texts = {}

        def pages() -> Iterator[tuple[str, str]]:
            for path, text in site_files(publication):
                if path in (PAGE, DATA) and not self._has_search:
                    continue
                is_page = path.endswith(".md")
                texts[path] = None if is_page else text
                if is_page:
                    self._packed_texts[path] = pack(text)
                if is_page and not takes_project_extensions(path, publication):
                    yield path, text

        self._packed_pages = dict(convert_pages(pages(), len(publication.stories)))
        return dict(sorted(texts.items()))

    def on_page_read_source(self, *, page: Page, **_: Any) -> str | None:
        """Give MkDocs the text of one of our pages; it reads other pages from their files."""
        if not isinstance(page, OurPage):
            return None
        path = page.file.src_uri
        packed = self._packed_pages.pop(path, None)
        page.converted = unpack_page(packed) if packed else None
        return unpack(self._packed_texts.pop(path))

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Keep other plugins from running code in our pages, which may come from a seed."""
        if isinstance(page, OurPage):
            page.meta["render_macros"] = False
            if self._uses_own_theme:  # its script and style are inline, which the policy forbids
                page.meta["glightbox"] = False
        return markdown

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Wrap one of our pages for another theme."""
        if self._uses_own_theme or not isinstance(page, OurPage):
            return html
        return foreign_theme.adapt(html, page.meta.get("scripts", ()))

    def on_page_context(
        self, context: TemplateContext, *, page: Page, nav: Navigation, **_: Any
    ) -> TemplateContext:
        """Mark the section of our page as active in ``nav``, if the page itself is not there."""
        is_ours = isinstance(page, OurPage)
        path = self._section_pages.get(page.meta.get("section", "")) if is_ours else None
        inactive = (entry for entry in nav.pages if not entry.active)
        self._active_section = next((e for e in inactive if e.file.src_uri == path), None)
        if self._active_section:
            self._active_section.active = True
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Unmark the section, and link the feed in a theme that does not do so."""
        if self._active_section:
            self._active_section.active = False
        return output if self._uses_own_theme else foreign_theme.link_feed(output, page)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the built pages for the search."""
        if self._has_search:
            build_search_index(Path(config.site_dir))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any
    ) -> LiveReloadServer:
        """Watch the seeds, too, so that a change of one rebuilds the site."""
        server.watch(str(Path(config.config_file_path).parent / self.config.seeds))
        return server

    @property
    def _has_search(self) -> bool:
        """Whether the site is searched with Pagefind."""
        return self._uses_own_theme if self.config.search is None else self.config.search

    def _read_publication(self, config: MkDocsConfig) -> Publication:
        """Read the project and log its findings."""
        root, briefings = Path(config.config_file_path).parent, Path(config.docs_dir)
        settings = Settings(
            config.site_name,
            config.site_url or "",
            self.config.source,
            self.config.publish_unreviewed,
            config.site_description or "",
            *(str(config.extra.get(key) or "") for key in ("editor", "contact", "drafted_by")),
        )
        try:
            project = read_project(root / self.config.seeds, briefings)
            publication = make_publication(
                project, self._build_day(), settings, read_about_pages(briefings)
            )
        except BriefingError as error:
            raise PluginError(str(error)) from error
        cache_compiled_templates(root / FOLDER)
        for finding in project.findings:
            log.info("%s", finding)
        for page in filter(has_merge_conflict, project.pages):
            log.warning("%s is left out: git could not merge it; keep one of its texts", page.path)
        return publication

    def _build_day(self) -> dt.date:
        """The day of the build: ``as_of``, then SOURCE_DATE_EPOCH, then today.

        The environment is read here because MkDocs may run without our command.
        """
        try:
            if self.config.as_of:
                return dt.date.fromisoformat(str(self.config.as_of))
            date = build_day(os.environ.get("SOURCE_DATE_EPOCH"))
        except ValueError as error:
            message = f"as_of: '{self.config.as_of}' is not a date; write one such as 2026-11-24"
            raise PluginError(message) from error
        except BriefingError as error:
            raise PluginError(str(error)) from error
        return date or dt.datetime.now(dt.UTC).date()


def build_search_index(publication: Path) -> None:
    """Write the search index into ``site/pagefind``; a failure is a warning."""
    command = [sys.executable, "-m", "pagefind", "--site", str(publication)]
    command += ["--exclude-selectors", _NOT_SEARCHED]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        log.warning("the search index could not be made: %s", (run.stderr or run.stdout).strip())
