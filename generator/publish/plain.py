"""Read the words out of a line of Markdown: for search, feeds, data files and comparisons."""

from __future__ import annotations

import html
import re

from generator.pages.escape import web_address

LABEL = re.compile(r"(?<!\\)\[\^[^\[\]\s]+\]")
LINK = re.compile(
    r"(?<!\\)\[((?:\\.|[^\[\]\\])*)\]\(((?:\\.|[^()\\\s]|\([^()\s]*\))*)(?:\s+\"[^\"]*\")?\)"
)
_MARKED = re.compile(r"[\\`*_{}\[\]<&]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTES = re.compile(r"(?<=[\])])\{[:.#][^{}]*\}")
_EMPHASIS = re.compile(r"(?<!\\)[*`]+|(?<![\\\w])_+|(?<!\\)_+(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>=?:%/$^@;,&<])")
_BULLET = re.compile(r"\A\s*(?:[-*+]|\d+[.)])\s+")
_LABEL = re.compile(r"\s*(?<![\\*])\*(?!\*)((?:[^*\\]|\\.)+)\*\s*\Z")


def plain(markdown: str) -> str:
    """Return the words a reader sees: no footnotes, link targets, emphasis or escapes."""
    if not _MARKED.search(markdown):
        return " ".join(markdown.split())
    text = LABEL.sub("", _COMMENT.sub("", markdown))
    text = _ATTRIBUTES.sub("", text)
    text = LINK.sub(r"\1", text)
    text = _EMPHASIS.sub("", text)
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", text)).split())


def without_labels(markdown: str) -> str:
    """Return the line without its footnotes, links and emphasis kept."""
    return LABEL.sub("", markdown).rstrip()


def without_bullet(markdown: str) -> str:
    """Return the words of a list item without the mark before them."""
    return _BULLET.sub("", markdown, count=1)


def split_label(markdown: str) -> tuple[str, str]:
    """Split off the label in italics that ends a line: "via Reuters", "state media"."""
    match = _LABEL.search(markdown)
    if match is None or match.start() == 0:
        return markdown, ""
    return markdown[: match.start()].rstrip(), plain(match[1])


def as_html(markdown: str) -> str:
    """Return a short text of Markdown as HTML: its web links and its italics, all else bare."""
    parts, at = [], 0
    for match in LINK.finditer(markdown):
        parts += [_bare(markdown[at : match.start()]), _anchor(match)]
        at = match.end()
    return "".join((*parts, _bare(markdown[at:])))


def _anchor(match: re.Match[str]) -> str:
    words, address = html.escape(plain(match[1])), web_address(match[2])
    return f'<a href="{html.escape(address)}">{words}</a>' if address else words


_ITALICS = re.compile(r"(?<![\\*])\*(?!\*)((?:[^*\\]|\\.)+)\*(?!\*)")


def _bare(markdown: str) -> str:
    parts, at = [], 0
    for match in _ITALICS.finditer(markdown):
        before = _kept(markdown[at : match.start()])
        parts += [before, f"<em>{html.escape(plain(match[1]))}</em>"]
        at = match.end()
    return "".join((*parts, _kept(markdown[at:])))


def _kept(markdown: str) -> str:
    """Return bare text with the space at its ends, which parts it from what stands beside it."""
    text = html.escape(plain(markdown))
    before = " " if markdown[:1].isspace() else ""
    return f"{before}{text}{' ' if text and markdown[-1:].isspace() else ''}"
