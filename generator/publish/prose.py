"""What people wrote in Markdown, fit for the site: dead links gone, terms and footnotes marked."""

from __future__ import annotations

from collections.abc import Iterable

from markdown.extensions.toc import slugify
from markupsafe import Markup

from generator.publish.frames import ready
from generator.publish.glossary import marked
from generator.publish.links import without_dead
from generator.publish.passages import Marks
from generator.publish.publication import Publication


def written(markdown: str, path: str, site: Publication, marks: Marks | None = None) -> Markup:
    """Return Markdown of the file ``path`` as the site prints it there.

    Links to files that the site does not have become their words; ``check`` is who tells the
    editor about them.
    """
    text = without_dead(markdown, path, site.known)
    text = marked(text, path, site)
    return ready(marks.marked(text) if marks else text)


def contents(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the headings of a page of Markdown with their anchors, for "On this page"."""
    names = [line[3:].strip() for line in lines if line.startswith("## ")]
    return tuple((name, heading_id(name, "-")) for name in names)


def heading_id(value: str, separator: str) -> str:
    """Return the address of a heading; none begins as the theme's own do (``__config``)."""
    return slugify(value, separator).lstrip("_") or "section"
