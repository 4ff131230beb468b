"""What people write in words of their own: links, values in links, one house style, and profiles.

Quoted words stay as they were said, and so do code and addresses.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote

from generator.catalogue.entries import Catalogue, Entity
from generator.extract.quantities import quantities
from generator.model import Finding
from generator.review.evidence import Evidence, measured, missing, same_quantity
from generator.review.library import Library, Tally
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
        same = said and given and same_quantity(said, given) and said.qualifier == given.qualifier
        if not same:
            yield f"the link says “{text}”, the value is “{value.text}”; correct one of the two"


# --- House style ---------------------------------------------------------------------------------


def _other_style(line: str) -> Iterator[str]:
    """Yield what is written in another style than the house's."""
    plain = _LEFT_OUT.sub(" ", line) if re.search(r"\d", line) else ""
    for pattern, cure in _RULES if plain else ():
        for match in pattern.finditer(plain):
            yield f"“{match[0]}” is not the house style; {cure}"


# --- Profiles ------------------------------------------------------------------------------------


def check_profiles(library: Library, catalogue: Catalogue) -> Tally:
    """Check the numbers in digits and the full dates of the profiles of ``catalogue``.

    Profiles are our own words, so the unit may be worded otherwise ("126 dollars", "$126"), and
    terms of office need no source.  What rests on an address alone is counted aside: readers are
    told so, and it is no fault.
    """
    result = Tally()
    for entity in catalogue.entities.values():
        by_address = not entity.sources or any("://" in source for source in entity.sources)
        for given, is_there in _stated(entity, library):
            found: tuple[Finding, ...] = ()
            if not is_there and not by_address:
                why = f"“{given}” is in none of the seeds that the page names as its sources"
                found = (_finding("not-in-any-seed", entity, library, why),)
            result += Tally(1, len(found), by_address and not is_there, found)
    return result


def _stated(entity: Entity, library: Library) -> Iterator[tuple[str, bool]]:
    """Yield each number and date of a profile, and whether one of its seeds has it."""
    if not re.search(r"\d", entity.body):
        return
    seeds = [seed for seed in entity.sources if seed in library.by_id]
    texts = [library.of_article(seed) for seed in seeds]
    found = [each for seed in seeds for each in library.facts(seed).found]
    values = {value for each in found for q in each.quantities for value in (q.low, q.high)}
    days = {span.date for each in found for span in each.dates if span.date}
    said = Evidence(entity.body, None, library.catalogue)
    spans = [(s.given, s.date) for s in said.spans if s.date and entity.type != "person"]
    stated = [(q.given, {q.low, q.high} <= values) for q in said.quantities]
    stated += [(given, any(day.startswith(date) for day in days)) for given, date in spans]
    for given, is_there in stated:
        if re.search(r"\d", given):
            yield given, is_there or any(not missing(given, text) for text in texts)


def unknown_sources(library: Library, *, strict: bool) -> Iterator[Finding]:
    """Yield what a page names as its source and is neither a seed nor an address.

    What is like no seed that is here may be one that is not here: it is told if ``strict``.
    """
    for entity in library.catalogue.entities.values():
        for source in entity.sources:
            if "://" not in source and source not in library.by_id:
                meant = library.near(source)
                cure = meant or "name a file of seeds/, or a whole address"
                message = f"the source '{source}' is no seed and no address; {cure}"
                if meant or strict:
                    yield _finding("unknown-source", entity, library, message)


def _finding(kind: str, entity: Entity, library: Library, message: str) -> Finding:
    return Finding(kind, (library.briefings / entity.path).as_posix(), 0, message)
