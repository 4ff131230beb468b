"""Adapt our pages to another theme: a small style sheet, a script, the footer and the feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

_PACKAGE = Path(__file__).parent
_FOLDER = "assets/briefing"
# Scripts that serve our look alone; the others serve a page in any theme.
_SCRIPTS_OF_OUR_LOOK = frozenset({"page.js", "scheme.js", "search.js", "since.js"})
_IGNORED = 'data-pagefind-ignore="all"'
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:\"[^\"]*\"|[^>\"])*)>")
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_FEED = '<link rel="alternate" type="application/atom+xml" title="All stories" href="{}">'


def load(config: MkDocsConfig) -> None:
    """Make every page load our style sheet and script, before those of the project."""
    script = ExtraScriptValue(f"{_FOLDER}/stock.js")
    script.type = "module"
    config.extra_css.insert(0, f"{_FOLDER}/stock.css")
    config.extra_javascript.insert(0, script)


def assets(config: MkDocsConfig) -> list[File]:
    """Collect the files that :func:`load` asks for, and the scripts of pages."""
    paths = (*(_PACKAGE / "stock").iterdir(), *(_PACKAGE / "theme" / "assets").glob("*.js"))
    return [
        File.generated(config, f"{_FOLDER}/{path.name}", abs_src_path=str(path))
        for path in sorted(paths)
        if path.name not in _SCRIPTS_OF_OUR_LOOK
    ]


def adapt(html: str, scripts: Iterable[str]) -> str:
    """Wrap one of our pages for Material, with the names of the scripts that ``stock.js`` loads.

    Material's search skips elements with ``data-search-exclude``.  Its instant navigation writes
    to every ``href``, which links in drawings do not allow, so they get ``xlink:href``.
    """
    html = _exclude_from_search(
        html.replace('<button class="mark"', f'<button class="mark" {_IGNORED}')
    )
    html = _DRAWING.sub(lambda drawing: drawing[0].replace(" href=", " xlink:href="), html)
    needed = " ".join(name for name in scripts if name not in _SCRIPTS_OF_OUR_LOOK)
    return f'<div class="briefing" data-scripts="{needed}">{html}</div>'


@dataclass(slots=True)
class _Element:
    tag: str
    end: int  # of its start tag
    ignored: bool = False
    children: list[_Element] = field(default_factory=list)

    def descendants(self) -> Iterator[_Element]:
        for child in self.children:
            yield child
            yield from child.descendants()


def _exclude_from_search(html: str) -> str:
    """Exclude from Material's search what Pagefind ignores.

    Material ends an exclusion at the first end tag of that name, so an element that contains
    another of its kind is not marked itself; its children are.
    """
    positions = sorted(
        position
        for element in _top_elements(html)
        for position in _exclusion_positions(element, element.ignored)
    )
    parts = [html[start:end] for start, end in pairwise((0, *positions, len(html)))]
    return ' data-search-exclude="all"'.join(parts).replace(f" {_IGNORED}", "")


def _exclusion_positions(element: _Element, ignored: bool) -> Iterator[int]:
    """Yield where the mark goes: into an element, or into its children."""
    if ignored and all(child.tag != element.tag for child in element.descendants()):
        yield element.end
    else:
        for child in element.children:
            yield from _exclusion_positions(child, ignored or child.ignored)


def _top_elements(html: str) -> list[_Element]:
    """The elements at the top level, with their children."""
    root = _Element("", 0)
    open_elements = [root]
    for tag in _TAG.finditer(html):
        if tag["close"]:
            while len(open_elements) > 1 and open_elements.pop().tag != tag["name"]:
                pass
        else:
            element = _Element(tag["name"], tag.end("rest"), _IGNORED in tag["rest"])
            open_elements[-1].children.append(element)
            if tag["name"] not in _VOID and not tag["rest"].endswith("/"):
                open_elements.append(element)
    return root.children


def link_feed(output: str, page: Page) -> str:
    """Link the feed of all stories in the head of a page."""
    feed = _FEED.format(get_relative_url("feed.xml", page.url))
    return output.replace("</head>", f"{feed}</head>", 1)


def extend_footer(config: MkDocsConfig) -> None:
    """Add our colophon to the footer of every page: the day, who drafted it, who edited it."""
    extra = config.extra
    words = f"As of {extra['as_of_words']}"
    words += f", from sources up to {extra['covered_until']}." if extra["covered_until"] else "."
    if name := extra.get("drafted_by"):
        words += f" Drafted by {escape(str(name))}; unreviewed unless a page says otherwise."
    if name := extra.get("editor"):
        words += f" Edited by {escape(str(name))}."
    config.copyright = f"{words} {config.copyright or ''}".strip()
