"""One house style for the project's own words, and links that give a value of a number.

Quoted words stay as they were said, and so do code and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.catalogue.entries import Catalogue
from generator.extract.quantities import quantities
from generator.model import Finding
from generator.review.number_evidence import measured, same_number
from generator.text.files import UnreadableFile, read_text
from generator.text.months import MONTHS

OWN = ("entities", "topics", "numbers", "about")
"""Folders of the pages that people write."""

_LEFT_OUT = re.compile(r"“[^”]*”|\"[^\"]*\"|`[^`]*`|<!--.*?-->|\]\([^)]*\)|https?://\S+")
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_RULES = tuple(
    (re.compile(pattern), cure)
    for pattern, cure in (
        (r"\d[\d.,]*[ -]?(?:per ?cent|pct)\b", "write % right behind the number"),
        (r"\d[\d.,]* %", "write % right behind the number"),
        (rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b", "write the day first: 4 April 2025"),
        (rf"\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?{_MONTH}\b", "write the day first: 4 April 2025"),
        (r"\d[\d.,]* (?:[mb]illion )?(?:metric )?tons\b|\d[\d.,]* ?(?:mt|MT)\b", "write tonnes"),
        (r"\b(?:USD|US\$) ?\d[\d.,]*|\d[\d.,]* ?USD\b", "write $5 or 5 US dollars"),
        (
            r"\d[\d.,]* (?:[mb]illion )?dollars\b",
            "write $5 or 5 US dollars: say whose",
        ),
    )
)
_SPELLINGS = re.compile(r"(?:name|aliases|number|listed|watched):")  # as others write them
_LINK = re.compile(r"\[([^\]\[]+)\]\(([^()\s#]*numbers/([a-z0-9-]+)\.md)(?:#([\w.-]+))?\)")


def house_style(briefings: Path) -> Iterator[Finding]:
    """Yield what the pages that people write say in another style than the house's."""
    for path, number, line in _lines(briefings):
        if _SPELLINGS.match(line):
            continue
        plain = _LEFT_OUT.sub(" ", line)
        for pattern, cure in _RULES:
            for match in pattern.finditer(plain):
                message = f"“{match[0]}” is not the house style; {cure}"
                yield Finding("house-style", path.as_posix(), number, message)


def value_links(briefings: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield the links whose text is a value that the page of the number does not give there."""
    for path, number, line in _lines(briefings, (*OWN, "stories")):
        for text, _, slug, anchor in _LINK.findall(line):
            wrong = _wrong(text, slug, anchor, catalogue)
            if wrong:
                yield Finding("wrong-value-link", path.as_posix(), number, wrong)


def _wrong(text: str, slug: str, anchor: str, catalogue: Catalogue) -> str:
    page = catalogue.numbers.get(slug)
    if page is None or not (anchor or quantities(text)):
        return ""  # a dead link is told elsewhere; words without a number claim none
    value = page.value(anchor)
    if value is None:
        anchors = ", ".join(f"#{each.anchor}" for each in page.values)
        return f"the link has no value at '#{anchor}'; {slug} has {anchors}"
    said, given = measured(text, page.unit), measured(value.text, page.unit)
    if said and given and same_number(said, given) and said.qualifier == given.qualifier:
        return ""
    return f"the link says “{text}”, the value is “{value.text}”; correct one of the two"


def _lines(briefings: Path, folders: tuple[str, ...] = OWN) -> Iterator[tuple[Path, int, str]]:
    """Yield each line outside of code blocks, with its file and number."""
    for folder in folders:
        for path in sorted((briefings / folder).rglob("*.md")):
            if any(part.startswith(".") for part in path.relative_to(briefings).parts):
                continue
            fenced = False
            try:
                text = read_text(path, briefings)
            except UnreadableFile:  # which is a finding of its own
                continue
            for number, line in enumerate(text.split("\n"), start=1):
                fenced ^= line.lstrip().startswith(("```", "~~~"))
                if not fenced:
                    yield path, number, line
