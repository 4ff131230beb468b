"""Read the words out of a line of Markdown: for search, feeds, data files and comparisons."""

from __future__ import annotations

import html
import re

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
