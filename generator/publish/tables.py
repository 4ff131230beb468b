"""Let every table be read on a phone: each cell knows its column's heading.

The theme stacks the cells of a row below each other on narrow screens and shows the heading before
each.  Explicit roles keep it a table for screen readers when it is no longer laid out as one.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "td": "cell",
    "th": "columnheader",
}


class LabelledTables(Extension):
    """The Markdown extension that adds ``data-label`` and roles to tables."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's name
        """Register the processor after inline Markdown is done."""
        md.treeprocessors.register(_Labels(md), "labelled-tables", 5)


class _Labels(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            heads = ["".join(head.itertext()) for head in table.iter("th")]
            for element in table.iter():
                if role := _ROLES.get(element.tag):
                    element.set("role", role)
            for row in table.iter("tr"):
                for cell, head in zip(row.findall("td"), heads, strict=False):
                    cell.set("data-label", head)


def makeExtension(**_options: object) -> LabelledTables:  # noqa: N802  Markdown's name
    """Return the extension; this is how Markdown finds it by the module's name."""
    return LabelledTables()
