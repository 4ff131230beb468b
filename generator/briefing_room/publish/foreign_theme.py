"""Adapt our pages to another theme: a small style sheet, a script, the footer and the feed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

_PACKAGE = Path(__file__).parent
_FOLDER = "assets/briefing"
# Scripts that need our theme; the others serve a page in any theme.
_SCRIPTS_OF_OUR_THEME = frozenset({"page.js", "scheme.js", "search.js", "since.js"})
_UNSEARCHED = 'data-pagefind-ignore="all"'
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_FEED = '<link rel="alternate" type="application/atom+xml" title="All stories" href="{}">'


def load_assets(config: MkDocsConfig) -> None:
    """Make every page load our style sheet and script, before those of the project."""
    script = ExtraScriptValue(f"{_FOLDER}/foreign.js")
    script.type = "module"
    config.extra_css.insert(0, f"{_FOLDER}/foreign.css")
    config.extra_javascript.insert(0, script)


def assets(config: MkDocsConfig) -> list[File]:
    """The files that :func:`load_assets` makes pages load, and the scripts of pages."""
    paths = (*(_PACKAGE / "foreign").iterdir(), *(_PACKAGE / "theme" / "assets").glob("*.js"))
    return [
        File.generated(config, f"{_FOLDER}/{path.name}", abs_src_path=str(path))
        for path in sorted(paths)
        if path.name not in _SCRIPTS_OF_OUR_THEME
    ]


def adapt(html: str, scripts: Iterable[str]) -> str:
    """Wrap the HTML of one of our pages, and name the scripts that ``foreign.js`` loads for it.

    Material's search skips elements with ``data-search-exclude``.  Its instant navigation writes
    to every ``href``, which links in drawings do not allow, so they get ``xlink:href``.
    """
    html = html.replace('<button class="mark"', f'<button class="mark" {_UNSEARCHED}')
    html = html.replace(_UNSEARCHED, 'data-search-exclude="all"')
    html = _DRAWING.sub(lambda drawing: drawing[0].replace(" href=", " xlink:href="), html)
    needed = " ".join(name for name in scripts if name not in _SCRIPTS_OF_OUR_THEME)
    return f'<div class="briefing" data-scripts="{needed}">{html}</div>'


def link_feed(output: str, page: Page) -> str:
    """Link the feed of all stories in the head of a page."""
    feed = _FEED.format(get_relative_url("feed.xml", page.url))
    return output.replace("</head>", f"{feed}</head>", 1)


def extend_footer(config: MkDocsConfig) -> None:
    """Add our colophon to the footer of every page: the day, who drafted it, who edited it."""
    extra = config.extra
    colophon = f"As of {extra['as_of_words']}"
    colophon += f", from sources up to {extra['covered_until']}." if extra["covered_until"] else "."
    if name := extra.get("drafted_by"):
        colophon += f" Drafted by {escape(str(name))}; unreviewed unless a page says otherwise."
    if name := extra.get("editor"):
        colophon += f" Edited by {escape(str(name))}."
    config.copyright = f"{colophon} {config.copyright or ''}".strip()
