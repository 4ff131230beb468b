"""The MkDocs plugin: provenance MkDocs the files that :mod:`briefing_room.publish.assemble` makes.

It adds nothing of its own, so that another engine can take over with the ``assemble`` command.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import subprocess
import sys
from pathlib import Path

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from briefing_room.cache import FOLDER
from briefing_room.errors import BriefingError
from briefing_room.pages.escape import web_address
from briefing_room.pipeline import read
from briefing_room.publish.assemble import assemble
from briefing_room.publish.prose import heading_id
from briefing_room.publish.publication import Settings, others_in, publication, unmerged
from briefing_room.publish.rendering import keep_compiled
from briefing_room.publish.words import short_day
from briefing_room.text.months import day_of_build

THEME = Path(__file__).parent / "theme"
log = logging.getLogger("mkdocs.plugins.briefings")
# What a reader does not search for: marks, lists of sources, drawings, the way to cite.
_LEFT_OUT = (
    ".headerlink, .mark, .dateline, .unread, .meta, .sr, svg, .cite, .due b, .due i, .due small,"
    " .due .when, .tiles, figure"
)


class BriefingsConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs
    """What mkdocs.yml may say about the briefings."""

    seeds = config_options.Type(str, default="seeds")
    as_of = config_options.Type(str, default="")
    publish_unreviewed = config_options.Type(bool, default=True)
    source = config_options.Type(str, default="")
    search = config_options.Type(bool, default=True)


class BriefingsPlugin(BasePlugin[BriefingsConfig]):  # type: ignore[no-untyped-call]
    """Publishes ``docs_dir`` (the briefings) together with all that can be computed from it."""

    _preview = False

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002  MkDocs names them
        """Note whether the site is served while it is written: then a script reloads it."""
        self._preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Lay our templates over the theme, tell it the day, and let any heading be linked to."""
        config.mdx_configs.setdefault("toc", {})["slugify"] = heading_id
        config.extra["as_of"] = self._as_of().isoformat()
        config.extra["as_of_words"] = short_day(self._as_of())
        config.extra["preview"] = self._preview
        contact = str(config.extra.get("contact") or "")  # an address of mail, or of a page
        mail = "@" in contact and "/" not in contact
        config.extra["contact"] = f"mailto:{contact}" if mail else web_address(contact) or ""
        # Over the theme's own templates, and below those of the project's own custom_dir.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the files of the folder by the assembled ones."""
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
            project = read(root / self.config.seeds, briefings)
            site = publication(project, self._as_of(), settings, others_in(briefings))
        except BriefingError as error:
            raise PluginError(str(error)) from error
        keep_compiled(root / FOLDER)
        for finding in project.findings:
            log.info("%s", finding)
        for page in filter(unmerged, project.pages):
            log.warning("%s is left out: git could not merge it; keep one of its texts", page.path)
        made = assemble(site)
        config.extra["covered_until"] = short_day(site.covered_until) if site.covered_until else ""
        config.extra["sites"] = site.catalogue.vocabulary.called("sites").many.capitalize()
        # What MkDocs copies as it lies there: pictures, and the theme's own files.
        kept = [
            file
            for file in files
            if not file.is_documentation_page()
            and not file.src_uri.startswith((".", "stories/"))
            and not file.src_uri.endswith((".yml", ".yaml"))
            and file.src_uri not in made
        ]
        return Files([*kept, *(File.generated(config, path, content=made[path]) for path in made)])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the built pages for the search."""
        if self.config.search:
            index(Path(config.site_dir))

    def _as_of(self) -> dt.date:
        """Return the day of the build: as told, else SOURCE_DATE_EPOCH, else today.

        The plugin is an edge of the program, like a command: MkDocs may be run without ours.
        """
        try:
            if self.config.as_of:
                return dt.date.fromisoformat(self.config.as_of)
            told = day_of_build(os.environ.get("SOURCE_DATE_EPOCH"))
        except ValueError as error:
            why = f"as_of is '{self.config.as_of}', no day; write one such as 2026-11-24"
            raise PluginError(why) from error
        except BriefingError as error:
            raise PluginError(str(error)) from error
        return told or dt.datetime.now(dt.UTC).date()


def index(site: Path) -> None:
    """Write ``site/pagefind``; a failure is a warning, so that a strict build stops."""
    run = subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(site), "--exclude-selectors", _LEFT_OUT],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        log.warning("the search index could not be made: %s", (run.stderr or run.stdout).strip())
