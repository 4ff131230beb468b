"""Let every table be read on a phone, where the cells of a row stand below each other.

Each table carries its column headings in its style (``--h1``, ``--h2`` …), which the theme shows
before the cells.  A cell that says "not given" is marked, so that those of a row share one line; a
column that says nothing else is told in a line below the table instead.  Explicit roles keep it a
table for screen readers when it is not laid out as one.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from generator.pages.wording import NOT_GIVEN

_ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "td": "cell",
    "th": "columnheader",
}


class LabelledTables(Extension):
    """The Markdown extension that adds headings and roles to tables."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's name
        """Register the processor after inline Markdown is done."""
        md.treeprocessors.register(_Labels(md), "labelled-tables", 5)


class _Labels(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for table in [child for child in parent if child.tag == "table"]:
                if blank := _without_blank_columns(table):
                    below = Element("p", {"class": "meta"})
                    below.text = f"{'; '.join(blank)}: {NOT_GIVEN}."
                    below.tail, table.tail = table.tail, "\n"
                    parent.insert(list(parent).index(table) + 1, below)
                _label(table)


def _label(table: Element) -> None:
    heads = ["".join(head.itertext()) for head in table.iter("th")]
    for element in table.iter():
        if role := _ROLES.get(element.tag):
            element.set("role", role)
        if element.tag == "td" and _is_blank(element):
            element.set("class", "blank")
    told = (f"--h{at}:{_quoted(head)}" for at, head in enumerate(heads, start=1))
    table.set("style", ";".join(told))


def _without_blank_columns(table: Element) -> list[str]:
    """Take out the columns in which every row says "not given"; return their headings."""
    rows = list(table.iter("tr"))
    body = [list(row) for row in rows[1:]]
    blank = [
        at
        for at in range(len(rows[0]))
        if body and all(_is_blank(row[at]) for row in body if at < len(row))
    ]
    heads = ["".join(rows[0][at].itertext()) for at in blank]
    for row in rows:
        for cell in [row[at] for at in blank if at < len(row)]:
            row.remove(cell)
    return heads


def _is_blank(cell: Element) -> bool:
    return "".join(cell.itertext()).strip() == NOT_GIVEN


def _quoted(words: str) -> str:
    """Return a CSS string; headings come from pages, so none may end it or add a rule."""
    return '"' + re.sub(r"[^\w ,.%()/–-]", lambda found: f"\\{ord(found[0]):x} ", words) + '"'


def makeExtension(**_options: object) -> LabelledTables:  # noqa: N802  Markdown's name
    """Return the extension; this is how Markdown finds it by the module's name."""
    return LabelledTables()
