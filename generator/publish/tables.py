"""Let every table be read on a phone, where the cells of a row stand below each other.

Each table carries its column headings in its style (``--h1``, ``--h2`` …), which the theme shows
before the cells.  A cell that says "not given" is marked, so that those of a row share one line.
Explicit roles keep it a table for screen readers when it is not laid out as one.
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
        for table in root.iter("table"):
            heads = ["".join(head.itertext()) for head in table.iter("th")]
            for element in table.iter():
                if role := _ROLES.get(element.tag):
                    element.set("role", role)
                if element.tag == "td" and "".join(element.itertext()).strip() == NOT_GIVEN:
                    element.set("class", "blank")
            told = (f"--h{at}:{_quoted(head)}" for at, head in enumerate(heads, start=1))
            table.set("style", ";".join(told))


def _quoted(words: str) -> str:
    """Return a CSS string; headings come from pages, so none may end it or add a rule."""
    return '"' + re.sub(r"[^\w ,.%()/–-]", lambda found: f"\\{ord(found[0]):x} ", words) + '"'


def makeExtension(**_options: object) -> LabelledTables:  # noqa: N802  Markdown's name
    """Return the extension; this is how Markdown finds it by the module's name."""
    return LabelledTables()
