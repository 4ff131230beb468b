"""Check the links of all pages: each leads to a page, and says the value that it leads to.

"[about 5 tonnes](../numbers/output.md#china-2024)" needs that row of the number, with 5 tonnes.
Links to other sites are not followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.numbers import Number
from briefing_room.extract.quantities import find_quantities
from briefing_room.model import Finding
from briefing_room.pages.page_index import site_pages
from briefing_room.review.reading import links
from briefing_room.text.files import UnreadableFile, read_text
from briefing_room.verify.evidence import is_same_quantity, read_value

_FOLDERS_WITH_VALUE_LINKS = frozenset({"entities", "topics", "numbers", "about", "stories"})
"""Folders whose pages may link to a value."""
_CODE = re.compile(r"(`+)[^`]*\1")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})([^`]*)$")
_OUTSIDE_LINK = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def check_links(briefings: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield the links of all pages that lead nowhere, or give a value that its number lacks."""
    exists = cache(partial(_is_page, briefings, site_pages(catalogue)))
    for path in sorted(briefings.rglob("*.md")):
        parts = path.relative_to(briefings).parts
        if any(part.startswith(".") for part in parts):
            continue
        for number, line in _lines_outside_code(path, briefings):
            if "](" not in line:
                continue
            faults = [*_dead_links(line, partial(exists, path.parent))]
            if parts[0] in _FOLDERS_WITH_VALUE_LINKS:
                own_number = catalogue.numbers.get(path.stem) if parts[0] == "numbers" else None
                wrong_links = _wrong_value_links(line, catalogue, own_number)
                faults += (("wrong-value-link", text) for text in wrong_links)
            yield from (Finding(kind, path.as_posix(), number, text) for kind, text in faults)


def _lines_outside_code(path: Path, briefings: Path) -> Iterator[tuple[int, str]]:
    """Yield each line outside code blocks with its number."""
    fence = ""
    try:
        lines = read_text(path, briefings).split("\n")
    except UnreadableFile:  # which is a finding of its own
        return
    for number, line in enumerate(lines, start=1):
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence) and not match[2].strip():
            fence = ""
        elif not fence:
            yield number, line


def _dead_links(line: str, exists: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    for _, target in links(_CODE.sub("", line)):
        if target and not _OUTSIDE_LINK.match(target) and not exists(target):
            kind = "unknown-entity" if "entities/" in target else "dead-link"
            yield kind, f"the link leads to '{target}', which is not there; correct or remove it"


def _is_page(briefings: Path, built_pages: Collection[str], folder: Path, target: str) -> bool:
    """Whether a link from a page in ``folder`` leads to a file or to one of ``built_pages``."""
    name = unquote(target.partition("#")[0].partition("?")[0])
    path = Path(os.path.normpath(folder / name))
    return not name or path.exists() or os.path.relpath(path, briefings) in built_pages


def _wrong_value_links(line: str, catalogue: Catalogue, own_number: Number | None) -> Iterator[str]:
    """Yield what is wrong with each link to a value whose number has no such value.

    ``own_number`` is the number whose page has the line.  A value there may lack its unit, so
    only its anchor is checked.
    """
    for text, target in links(line):
        path, _, anchor = target.partition("#")
        slug = path.rpartition("numbers/")[2].removesuffix(".md")
        number = catalogue.numbers.get(slug) if "numbers/" in path else None
        if not path and find_quantities(text):  # without a quantity it may lead to a heading
            number = own_number
        if number is None or not (anchor or find_quantities(text)):
            continue  # a dead link is another finding; words without a quantity claim no value
        value = number.value(anchor)
        if value is None:
            anchors = ", ".join(f"#{row.anchor}" for row in number.values)
            yield f"the link leads to '#{anchor}', but {number.slug} has only {anchors}"
        elif path and not _is_same_value(text, value.text, number.unit):
            yield f"the link says “{text}”, the value is “{value.text}”; correct one of the two"


def _is_same_value(text: str, other: str, unit: str) -> bool:
    """Whether two texts give the same quantity, with the same qualifier such as "over"."""
    first, second = read_value(text, unit), read_value(other, unit)
    return (
        first is not None
        and second is not None
        and is_same_quantity(first, second)
        and first.qualifier == second.qualifier
    )
