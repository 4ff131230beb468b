"""Fit our pages into another theme: a small style, a script, and what our template adds."""

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
_OF_OUR_LOOK = frozenset({"page.js", "scheme.js", "search.js", "since.js"})
_IGNORED = 'data-pagefind-ignore="all"'
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:\"[^\"]*\"|[^>\"])*)>")
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_FEED = '<link rel="alternate" type="application/atom+xml" title="All stories" href="{}">'


def load(config: MkDocsConfig) -> None:
    """Let every page load our style and script ; those of the project come later and win."""
    script = ExtraScriptValue(f"{_FOLDER}/stock.js")
    script.type = "module"
    config.extra_css.insert(0, f"{_FOLDER}/stock.css")
    config.extra_javascript.insert(0, script)


def assets(config: MkDocsConfig) -> list[File]:
    """Collect the files that :func:`load` asks for, and the scripts of pages."""
    found = (*(_PACKAGE / "stock").iterdir(), *(_PACKAGE / "theme" / "assets").glob("*.js"))
    return [
        File.generated(config, f"{_FOLDER}/{path.name}", abs_src_path=str(path))
        for path in sorted(found)
        if path.name not in _OF_OUR_LOOK
    ]


def adapted(html: str, scripts: Iterable[str]) -> str:
    """Return the text of a page of ours, marked as ours and told in Material's terms.

    It names its scripts, which ``stock.js`` loads.

    Its search leaves out what has ``data-search-exclude``; its instant navigation writes to every
    ``href``, which the links in a drawing do not allow.
    """
    html = _unsearched(html.replace('<button class="mark"', f'<button class="mark" {_IGNORED}'))
    html = _DRAWING.sub(lambda drawing: drawing[0].replace(" href=", " xlink:href="), html)
    needed = " ".join(name for name in scripts if name not in _OF_OUR_LOOK)
    return f'<div class="briefing" data-scripts="{needed}">{html}</div>'


@dataclass(slots=True)
class _Element:
    tag: str
    end: int  # of its start tag
    ignored: bool = False
    inside: list[_Element] = field(default_factory=list)

    def below(self) -> Iterator[_Element]:
        for each in self.inside:
            yield each
            yield from each.below()


def _unsearched(html: str) -> str:
    """Tell Material's search what ours is told to leave out.

    It forgets an exclusion at the first end tag of that name, so an element that holds another of
    its kind is not marked itself, but what is in it.
    """
    places = sorted(place for each in _elements(html) for place in _marks(each, each.ignored))
    parts = [html[at:to] for at, to in pairwise((0, *places, len(html)))]
    return ' data-search-exclude="all"'.join(parts).replace(f" {_IGNORED}", "")


def _marks(element: _Element, ignored: bool) -> Iterator[int]:
    """Yield the places for the mark, in an element and in what it holds."""
    if ignored and all(each.tag != element.tag for each in element.below()):
        yield element.end
    else:
        for each in element.inside:
            yield from _marks(each, ignored or each.ignored)


def _elements(html: str) -> list[_Element]:
    """Return the elements that stand in none."""
    whole = _Element("", 0)
    around = [whole]
    for found in _TAG.finditer(html):
        if found["close"]:
            while len(around) > 1 and around.pop().tag != found["name"]:
                pass
        else:
            one = _Element(found["name"], found.end("rest"), _IGNORED in found["rest"])
            around[-1].inside.append(one)
            if found["name"] not in _VOID and not found["rest"].endswith("/"):
                around.append(one)
    return whole.inside


def with_feed(output: str, page: Page) -> str:
    """Name the feed of all stories in the head of a page."""
    feed = _FEED.format(get_relative_url("feed.xml", page.url))
    return output.replace("</head>", f"{feed}</head>", 1)


def tell_below(config: MkDocsConfig) -> None:
    """Put into the footer of every page what our colophon says: the day, and who drafted it."""
    extra = config.extra
    told = f"As of {extra['as_of_words']}"
    told += f", from sources up to {extra['covered_until']}." if extra["covered_until"] else "."
    if by := extra.get("drafted_by"):
        told += f" Drafted by {escape(str(by))}; unreviewed unless a page says otherwise."
    if by := extra.get("editor"):
        told += f" Edited by {escape(str(by))}."
    config.copyright = f"{told} {config.copyright or ''}".strip()
