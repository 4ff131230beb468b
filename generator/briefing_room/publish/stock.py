"""Our pages in a theme that is not ours: a small style, a script, and what our frame would say."""

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
# Scripts that serve our frame alone; the others serve a page in any theme.
_OF_OUR_FRAME = frozenset({"page.js", "scheme.js", "search.js", "since.js"})
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_FEED = '<link rel="alternate" type="application/atom+xml" title="All stories" href="{}">'


def load(config: MkDocsConfig) -> None:
    """Let every page load our style and script, before the project's own, which have the say."""
    script = ExtraScriptValue(f"{_FOLDER}/stock.js")
    script.type = "module"
    config.extra_css.insert(0, f"{_FOLDER}/stock.css")
    config.extra_javascript.insert(0, script)


def assets(config: MkDocsConfig) -> list[File]:
    """Return the files that :func:`load` asks for, and the scripts of pages."""
    found = (*(_PACKAGE / "stock").iterdir(), *(_PACKAGE / "theme" / "assets").glob("*.js"))
    return [
        File.generated(config, f"{_FOLDER}/{path.name}", abs_src_path=str(path))
        for path in sorted(found)
        if path.name not in _OF_OUR_FRAME
    ]


def adapted(html: str, scripts: Iterable[str]) -> str:
    """Return the text of a page of ours, marked as ours and told in Material's terms.

    It names its scripts, which ``stock.js`` loads.

    Its search leaves out what has ``data-search-exclude``; its instant navigation writes to every
    ``href``, which the links in a drawing do not allow.
    """
    html = html.replace("data-pagefind-ignore", "data-search-exclude")
    html = html.replace('<button class="mark"', '<button class="mark" data-search-exclude="all"')
    html = _DRAWING.sub(lambda drawing: drawing[0].replace(" href=", " xlink:href="), html)
    needed = " ".join(name for name in scripts if name not in _OF_OUR_FRAME)
    return f'<div class="briefing" data-scripts="{needed}">{html}</div>'


def with_feed(output: str, page: Page) -> str:
    """Return a whole page with the feed of all stories named in its head."""
    feed = _FEED.format(get_relative_url("feed.xml", page.url))
    return output.replace("</head>", f"{feed}</head>", 1)


def tell_below(config: MkDocsConfig) -> None:
    """Say at the foot of every page what our colophon says: the day, and who drafted it."""
    extra = config.extra
    told = f"As of {extra['as_of_words']}"
    told += f", from sources up to {extra['covered_until']}." if extra["covered_until"] else "."
    if by := extra.get("drafted_by"):
        told += f" Drafted by {escape(str(by))}; unreviewed unless a page says otherwise."
    if by := extra.get("editor"):
        told += f" Edited by {escape(str(by))}."
    config.copyright = f"{told} {config.copyright or ''}".strip()
