"""Write a plain text as Markdown that is read back as the same text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.ingest.blocks import text_blocks
from generator.ingest.markdown import markdown_blocks, without_markup

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~!])")
_LEADING = re.compile(r"^(\s*)([-+>#|~`<\[!])", re.MULTILINE)


def markdown_body(text: str) -> str:
    """Return the paragraphs of a plain text, an empty line between them.

    What Markdown would take for markup is escaped; letters and words stay as they are.
    """
    return markdown_paragraphs(text[block.start : block.end] for block in text_blocks(text))


def markdown_paragraphs(paragraphs: Iterable[str]) -> str:
    """Return paragraphs of plain text that are known already, as :func:`markdown_body` does."""
    written = map(_paragraph, paragraphs)
    return "\n\n".join(paragraph for paragraph in written if paragraph) + "\n"


def _paragraph(text: str) -> str:
    text = "\n".join(line.strip() for line in text.split("\n"))
    if without_markup(text) != text:
        text = _SPECIAL.sub(r"\\\1", text)
    found = markdown_blocks(text)
    if any(block.markup for block in found):
        text = _LEADING.sub(r"\1\\\2", text)
    return text
