"""What the program itself adds to a page that people edit, outside the merge of its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from generator.pages.document import DEFINITION, EDITOR, Kind
from generator.pages.parse import parse

CHANGED = "changed_since_review: true"
EDITOR_TEXT = "The editor's own text."


def add_definitions(text: str, define: Callable[[str], str | None]) -> str:
    """Append the footnotes that a reviewer cites and that the page does not define yet.

    A label that ``define`` does not know stays without: `check` names it.
    """
    page = parse(text)
    missing = [label for label in page.cited if label not in page.definitions]
    for label in missing:
        note = EDITOR_TEXT if label == EDITOR else define(label)
        if note:
            text = f"{text.rstrip()}\n\n[^{label}]: {note}\n"
    return text


def without_doubles(text: str, define: Callable[[str], str | None]) -> str:
    """Drop a footnote that was added for a reviewer once the program writes it by itself.

    Only one that still reads as :func:`add_definitions` wrote it goes, never a person's wording.
    """
    lines = text.split("\n")
    found = (
        DEFINITION.match(line.text) for line in parse(text).lines if line.kind is Kind.FOOTNOTE
    )
    counts = Counter(match[1] for match in found if match)
    for label in (label for label, count in counts.items() if count > 1):
        added = f"[^{label}]: {define(label)}"
        if added in lines:
            at = len(lines) - 1 - lines[::-1].index(added)
            del lines[at : at + 2 if lines[at + 1 : at + 2] == [""] else at + 1]
    return "\n".join(lines)


def mark_changed(text: str) -> str:
    """Say in the front matter that generated text changed after a person reviewed the page."""
    front, fence, body = text.partition("\n---\n")
    marked = re.search(rf"^{CHANGED}$", front, re.MULTILINE)
    if marked or not fence or not front.startswith("---\n"):
        return text
    return f"{front}\n{CHANGED}{fence}{body}"
