"""The lines of every page that people read: dead links, values in links, and one house style.

Quoted words stay as they were said, and so do code and addresses.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote

from generator.catalogue.entries import Catalogue
from generator.extract.quantities import quantities
from generator.model import Finding
from generator.review.number_evidence import measured, same_number
from generator.review.reading import links
from generator.text.files import UnreadableFile, read_text
from generator.text.months import MONTHS

OWN = frozenset({"entities", "topics", "numbers", "about"})
"""Folders of the pages that people write."""

_CODE = re.compile(r"`[^`]*`")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_LEFT_OUT = re.compile(r"“[^”]*”|\"[^\"]*\"|`[^`]*`|<!--.*?-->|\]\([^)]*\)|https?://\S+")
_SPELLINGS = re.compile(r"(?:name|aliases|number|listed|watched):")  # as others write them
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_PERCENT, _DAY = "write % right behind the number", "write the day first: 4 April 2025"
_RULES = tuple(
    (re.compile(pattern), cure)
    for pattern, cure in (
        (r"\d[\d.,]*(?: %|[ -]?(?:per ?cent|pct)\b)", _PERCENT),
        (rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b", _DAY),
        (rf"\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?{_MONTH}\b", _DAY),
        (r"\d[\d.,]* (?:[mb]illion )?(?:metric )?tons\b|\d[\d.,]* ?(?:mt|MT)\b", "write tonnes"),
        (r"\b(?:USD|US\$) ?\d[\d.,]*|\d[\d.,]* ?USD\b", "write $5 or 5 US dollars"),
        (r"\d[\d.,]* (?:[mb]illion )?dollars\b", "write $5 or 5 US dollars: say whose"),
    )
)


def line_faults(briefings: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what is wrong with the lines of all pages; outside addresses are not looked up."""
    exists = cache(partial(_exists, briefings))
    for path in sorted(briefings.rglob("*.md")):
        parts = path.relative_to(briefings).parts
        if any(part.startswith(".") for part in parts):
            continue
        for number, line in _lines(path, briefings):
            found = [*_dead(line, partial(exists, path.parent))]
            if parts[0] in OWN or parts[0] == "stories":
                found += [("wrong-value-link", why) for why in _wrong_values(line, catalogue)]
            if parts[0] in OWN and not _SPELLINGS.match(line):
                found += [("house-style", why) for why in _other_style(line)]
            yield from (Finding(kind, path.as_posix(), number, why) for kind, why in found)


def _lines(path: Path, briefings: Path) -> Iterator[tuple[int, str]]:
    """Yield each line outside of code blocks with its number."""
    fenced = False
    try:
        lines = read_text(path, briefings).split("\n")
    except UnreadableFile:  # which is a finding of its own
        return
    for number, line in enumerate(lines, start=1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if not fenced:
            yield number, line


# --- Links ---------------------------------------------------------------------------------------


def _dead(line: str, exists: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    for _, target in links(_CODE.sub("", line)) if "](" in line else ():
        if target and not _ELSEWHERE.match(target) and not exists(target):
            kind = "unknown-entity" if "entities/" in target else "dead-link"
            yield kind, f"the link leads to '{target}', which is not there; correct or remove it"


def _exists(briefings: Path, folder: Path, target: str) -> bool:
    name = unquote(target.partition("#")[0].partition("?")[0])
    path, root = (Path(os.path.normpath(each)) for each in (folder / name, briefings))
    if not name or path.exists():
        return True
    if path.suffix != ".md" or not path.is_relative_to(root):
        return False
    # Pages that the site makes itself (lists of stories, of entities …) have no file here.
    way = path.relative_to(root).parts
    return way[0] not in ("stories", "entities", "topics") or way[-1] == "index.md"


def _wrong_values(line: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield the links whose text is a value that the page of the number does not give there."""
    for text, target in links(line) if "numbers/" in line else ():
        path, _, anchor = target.partition("#")
        slug = path.rpartition("numbers/")[2].removesuffix(".md")
        page = catalogue.numbers.get(slug) if "numbers/" in path else None
        if page is None or not (anchor or quantities(text)):
            continue  # a dead link is told elsewhere; words without a number claim none
        value = page.value(anchor)
        if value is None:
            anchors = ", ".join(f"#{each.anchor}" for each in page.values)
            yield f"the link has no value at '#{anchor}'; {slug} has {anchors}"
            continue
        said, given = measured(text, page.unit), measured(value.text, page.unit)
        same = said and given and same_number(said, given) and said.qualifier == given.qualifier
        if not same:
            yield f"the link says “{text}”, the value is “{value.text}”; correct one of the two"


# --- House style ---------------------------------------------------------------------------------


def _other_style(line: str) -> Iterator[str]:
    """Yield what is written in another style than the house's."""
    plain = _LEFT_OUT.sub(" ", line) if re.search(r"\d", line) else ""
    for pattern, cure in _RULES if plain else ():
        for match in pattern.finditer(plain):
            yield f"“{match[0]}” is not the house style; {cure}"
