"""Read the story pages, find out which page is which, and report what is wrong with them.

A page is known by the id in its front matter, else by the record that has most of its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefing_room.cache import Cache, digest
from briefing_room.errors import OutsideFolder
from briefing_room.model import Finding
from briefing_room.pages.document import (
    KNOWN_BY,
    STORIES,
    Kind,
    Page,
    head_key,
    is_id,
    parse_with_error,
    unclosed_line,
)
from briefing_room.pages.record import RECORDS, Record, line_digest, parse_record, read_record_texts
from briefing_room.text import files
from briefing_room.text.frontmatter import FrontMatterError

MAX_PAGE = 300_000  # bytes: merging more would take seconds, and the site shows no page so long


def read_pages(
    briefings: Path, cache: Cache | None = None
) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Read the story pages in path order, and report what is wrong with them.

    If its front matter is broken, a page has the keys that can be read.
    """
    texts, findings = _read_texts(briefings)
    keys = {name: digest(name, text) for name, text in texts.items()}
    parsed = (cache or Cache(None)).get_or_make_all(
        "page", keys, lambda name: _parse_page(name, texts[name])
    )
    findings += [fault for _, faults in parsed.values() for fault in faults]
    pages, head_findings = _restore_heads(
        [Page(name, front, texts[name]) for name, (front, _) in parsed.items()], briefings
    )
    findings += head_findings
    first_of = pages_by_id(pages)
    for page in pages:
        if page.path != (first := first_of[page.id].path):
            message = f"{first} has the id '{page.id}', too; give one of the two another id"
            findings.append(Finding("double-id", page.path, 1, message))
    return tuple(pages), tuple(findings)


def _restore_heads(pages: list[Page], briefings: Path) -> tuple[list[Page], list[Finding]]:
    """Give pages that lost their id or seeds those that their records know."""
    if all(page.front.keys() >= {"id", "seeds"} for page in pages):
        return pages, []
    texts = read_record_texts(briefings)
    records = {name: record for name in texts if (record := parse_record(texts[name])).base}
    taken = {page.id for page in pages if "id" in page.front}
    free = {name: record for name, record in records.items() if name not in taken}
    known, findings = [], []
    for page in pages:
        is_named = "id" in page.front or page.id in free
        name = page.id if is_named else _most_similar_record(page, free)
        if name not in records or page.front.keys() >= {"id", "seeds"}:
            known.append(page)  # a person's own page, or a whole one
            continue
        seeds = dict.fromkeys(cite.seed for cite in records[name].cites)
        front = {"id": name, "seeds": [*filter(None, seeds)], **page.front}
        known.append(replace(page, front=front))
        keys = {head_key(line) for line in page.lines if line.kind is Kind.FRONT}
        if (gone := [f"'{key}'" for key in KNOWN_BY if key not in keys]) and not is_half(page):
            message = (
                f"the front matter lacks {' and '.join(gone)}; 'briefing generate' puts it back"
            )
            findings.append(Finding("no-head", page.path, 1, message))
    return known, findings


def _most_similar_record(page: Page, records: Mapping[str, Record]) -> str:
    """The record that knows most lines of a page, "" if none knows more than half.

    Only the title, the footnotes and the lines that cite passages count.
    """
    kinds = (Kind.TITLE, Kind.FOOTNOTE)
    lines = {line_digest(x.text) for x in page.lines if x.labels or x.kind in kinds}
    shared = {name: len(lines & record.all_digests) for name, record in records.items()}
    best = max(shared, key=lambda name: shared[name], default="")
    return best if best and shared[best] * 2 > len(lines) else ""


def _read_texts(briefings: Path) -> tuple[dict[str, str], list[Finding]]:
    """Read the text of each story page, by its path; report the files that cannot be read."""
    texts: dict[str, str] = {}
    findings = [
        Finding(
            "unreadable-page",
            name,
            0,
            "is a link to another folder; put a real folder in its place",
        )
        for name in outside_folders(briefings)
    ]
    if findings:
        return texts, findings
    for path in sorted((briefings / STORIES).rglob("*.md")):
        name = path.relative_to(briefings).as_posix()
        if path.name.startswith("."):
            continue
        if not name.isprintable():
            why = "has a character in its name that cannot be printed; rename it"
            findings.append(Finding("unreadable-page", name, 0, why))
            continue
        try:
            texts[name] = files.decode_utf8(read_file(briefings, name))
        except files.UnreadableFile as error:
            findings.append(Finding("unreadable-page", name, 0, f"{error}, or delete it"))
    return texts, findings


def outside_folders(briefings: Path) -> tuple[str, ...]:
    """The folders of pages and records that are links to a place outside ``briefings``."""
    outside = []
    for name in (STORIES, RECORDS):
        try:
            files.path_inside(briefings, name)
        except OutsideFolder:
            outside.append(name)
    return tuple(outside)


def cache_pages(pages: Iterable[Page], cache: Cache) -> None:
    """Cache the results of reading the pages that were just written."""
    results = {digest(p.path, p.text): (p.front, tuple(_page_faults(p, None))) for p in pages}
    cache.put("page", results)


def _parse_page(name: str, text: str) -> tuple[Mapping[str, Any], tuple[Finding, ...]]:
    """Read the front matter of a page, and report what is wrong with the page."""
    page, fault = parse_with_error(text, name)
    return page.front, tuple(_page_faults(page, fault))


def read_file(briefings: Path, name: str) -> bytes:
    """Read a page's file, waiting while somebody seems to be writing it."""
    path = briefings / name
    return files.read_steadily(lambda: files.read_bytes(path, briefings, MAX_PAGE), is_whole)


def is_whole(data: bytes) -> bool:
    """Whether the content of a file looks like a page that is written to its end."""
    opened = data.removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    return data.endswith(b"\n") and (not opened or b"\n---" in data)


def is_half(page: Page) -> bool:
    """Whether a page is empty or breaks off in its head, as while somebody is saving it."""
    return page.lines[0].kind is not Kind.FRONT and "---".startswith(page.text[:3])


def _page_faults(page: Page, error: FrontMatterError | None) -> Iterator[Finding]:
    if error:
        yield Finding("front-matter", page.path, error.line, str(error))
    given = page.front.get("id")
    if not is_id(page.id if given is None else str(given)):
        line = next((line.number for line in page.lines if line.text.startswith("id:")), 1)
        message = "no page can have this id; use letters, digits and hyphens, but not 'index'"
        yield Finding("bad-id", page.path, line, message)
    if opening := unclosed_line(page):
        message = f"nothing closes '{opening.text[:4]}'; close it, or nothing below it is shown"
        yield Finding("unclosed", page.path, opening.number, message)


def pages_by_id(pages: Iterable[Page]) -> dict[str, Page]:
    """The page of each id: of several the one with that file name, else the first."""
    first: dict[str, Page] = {}
    for page in pages:
        if page.id not in first or page.path == f"{STORIES}/{page.id}.md":
            first[page.id] = page
    return first


def ids_by_seed(pages: Iterable[Page]) -> dict[str, str]:
    """The id of the page that each seed already has, so that it keeps its name."""
    return {seed: page.id for page in reversed(pages_by_id(pages).values()) for seed in page.seeds}
