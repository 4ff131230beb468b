"""Read the story pages, find out which page is which, and report what is wrong with them.

A page is known by the id in its front matter, else by the record that cites most passages of its
seeds, else by the record that has most of its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefing_room.cache import Cache, digest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.errors import OutsideFolder
from briefing_room.ingest.load import make_slug
from briefing_room.model import Finding
from briefing_room.pages.document import (
    IDENTIFYING_KEYS,
    STORIES,
    Kind,
    Page,
    head_key,
    is_id,
    parse_with_error,
    unclosed_line,
)
from briefing_room.pages.record import (
    RECORDS,
    Record,
    find_unreadable_records,
    line_digest,
    parse_record,
    read_record_texts,
)
from briefing_room.text import files
from briefing_room.text.frontmatter import FrontMatterError

SITE_PAGES = (
    *("index.md", "stories/index.md", "numbers/index.md"),
    *("entities/index.md", "sites.md", "about/index.md", "sources.md", "glossary.md"),
    *("corrections.md", "data.md", "search.md", "changes.md"),
)
"""The pages that every site has, whatever its project holds."""
MAX_PAGE = 300_000  # bytes: merging more would take seconds, and the site shows no page so long


def read_pages(
    briefings: Path, cache: Cache | None = None
) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Read the story pages in path order, and report what is wrong with them.

    If its front matter is broken, a page has the keys that can be read.
    """
    texts, findings = _read_texts(briefings)
    keys = {path: digest(path, text) for path, text in texts.items()}
    results = (cache or Cache(None)).get_or_make_all(
        "page", keys, lambda path: _parse_page(path, texts[path])
    )
    findings += [fault for _, faults in results.values() for fault in faults]
    pages, restored = _restore_front_matter(
        [Page(path, front, texts[path]) for path, (front, _) in results.items()], briefings
    )
    findings += restored
    by_id = pages_by_id(pages)
    for page in pages:
        if page.path != (first := by_id[page.id].path):
            message = f"{first} has the id '{page.id}', too; give one of the two another id"
            findings.append(Finding("duplicate-id", page.path, 1, message))
    return tuple(pages), tuple(findings)


def _restore_front_matter(pages: list[Page], briefings: Path) -> tuple[list[Page], list[Finding]]:
    """Give pages that lost their id or seeds those in their records; report these pages."""
    if all(page.front.keys() >= {"id", "seeds"} for page in pages):
        return pages, []
    texts = read_record_texts(briefings)
    records = {key: record for key in texts if (record := parse_record(texts[key])).base}
    used_ids = {page.id for page in pages if "id" in page.front}
    unused_records = {key: record for key, record in records.items() if key not in used_ids}
    restored, findings = [], []
    for page in pages:
        has_id = "id" in page.front or page.id in unused_records
        page_id = page.id if has_id else _find_record(page, unused_records)
        if page_id not in records or page.front.keys() >= {"id", "seeds"}:
            restored.append(page)  # a person's own page, or a whole one
            continue
        seeds = dict.fromkeys(cite.seed for cite in records[page_id].all_cites)
        front = {"id": page_id, "seeds": [*filter(None, seeds)], **page.front}
        restored.append(replace(page, front=front))
        present = {head_key(line) for line in page.lines if line.kind is Kind.FRONT}
        missing = " and ".join(f"'{key}'" for key in IDENTIFYING_KEYS if key not in present)
        if missing and not is_half_saved(page):
            message = f"the front matter lacks {missing}; 'briefing generate' puts it back"
            findings.append(Finding("missing-id", page.path, 1, message))
    return restored, findings


def _find_record(page: Page, records: Mapping[str, Record]) -> str:
    """The id of the record that knows a page by its seeds or its lines, "" if none does.

    It has more than half of the lines; only the title, the footnotes and the lines that cite
    passages count.
    """
    kinds = (Kind.TITLE, Kind.FOOTNOTE)
    lines = {line_digest(line.text) for line in page.lines if line.labels or line.kind in kinds}
    ratings = (
        (
            sum(cite.seed in page.seeds for cite in record.all_cites),
            len(lines & record.all_digests),
            page_id,
        )
        for page_id, record in records.items()
    )
    cite_count, line_count, best = max(ratings, default=(0, 0, ""))
    return best if cite_count or line_count * 2 > len(lines) else ""


def _read_texts(briefings: Path) -> tuple[dict[str, str], list[Finding]]:
    """Read the text of each story page, by its path; report unreadable pages and records."""
    texts: dict[str, str] = {}
    message = "is a link to another folder; put a real folder in its place"
    findings = [
        Finding("unreadable-page", folder, 0, message) for folder in outside_folders(briefings)
    ]
    if findings:
        return texts, findings
    for file in sorted((briefings / STORIES).rglob("*.md")):
        path = file.relative_to(briefings).as_posix()
        if file.name.startswith("."):
            continue
        if not path.isprintable():
            message = "has a character in its name that cannot be printed; rename it"
            findings.append(Finding("unreadable-page", path, 0, message))
            continue
        try:
            texts[path] = files.decode_utf8(read_file(briefings, path))
        except files.UnreadableFile as error:
            findings.append(Finding("unreadable-page", path, 0, f"{error}, or delete it"))
    return texts, [*findings, *find_unreadable_records(briefings)]


def outside_folders(briefings: Path) -> tuple[str, ...]:
    """The folders of pages and records that are links to a place outside ``briefings``."""
    outside = []
    for folder in (STORIES, RECORDS):
        try:
            files.path_inside(briefings, folder)
        except OutsideFolder:
            outside.append(folder)
    return tuple(outside)


def cache_pages(pages: Iterable[Page], cache: Cache) -> None:
    """Cache the results of reading the pages that were just written."""
    results = {
        digest(page.path, page.text): (page.front, tuple(_page_faults(page, None)))
        for page in pages
    }
    cache.put("page", results)


def _parse_page(path: str, text: str) -> tuple[Mapping[str, Any], tuple[Finding, ...]]:
    """Read the front matter of a page, and report what is wrong with the page."""
    page, fault = parse_with_error(text, path)
    return page.front, tuple(_page_faults(page, fault))


def read_file(briefings: Path, path: str) -> bytes:
    """Read the file of a page, waiting while somebody seems to be writing it."""
    file = briefings / path
    return files.read_steadily(lambda: files.read_bytes(file, briefings, MAX_PAGE), is_whole)


def is_whole(data: bytes) -> bool:
    """Whether the content of a file looks like a page that is written to its end."""
    has_front_matter = data.removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    return data.endswith(b"\n") and (not has_front_matter or b"\n---" in data)


def is_half_saved(page: Page) -> bool:
    """Whether a page is empty or breaks off in its front matter, as while somebody is saving it."""
    return page.lines[0].kind is not Kind.FRONT and "---".startswith(page.text[:3])


def _page_faults(page: Page, error: FrontMatterError | None) -> Iterator[Finding]:
    if error:
        yield Finding("front-matter", page.path, error.line, str(error))
    front_id = page.front.get("id")
    if not is_id(page.id if front_id is None else str(front_id)):
        line = next((line.number for line in page.lines if line.text.startswith("id:")), 1)
        message = "no page can have this id; use letters, digits and hyphens, but not 'index'"
        yield Finding("bad-id", page.path, line, message)
    if opening := unclosed_line(page):
        message = f"nothing closes '{opening.text[:4]}'; close it, or nothing below it is shown"
        yield Finding("unclosed-block", page.path, opening.number, message)


def pages_by_id(pages: Iterable[Page]) -> dict[str, Page]:
    """The page of each id; if several have it, the one with that file name, else the first."""
    by_id: dict[str, Page] = {}
    for page in pages:
        if page.id not in by_id or page.path == f"{STORIES}/{page.id}.md":
            by_id[page.id] = page
    return by_id


def tracker_page(catalogue: Catalogue) -> str:
    """The page that tracks all policies, by what the project calls those that decide."""
    return f"{make_slug(catalogue.vocabulary.title_of('rules').plural)}.md"


def site_pages(catalogue: Catalogue) -> frozenset[str]:
    """The paths of the pages that the site makes itself, so that they have no file."""
    lists = (f"{kind}/index.md" for kind, pages in catalogue.other_pages.items() if pages)
    return frozenset((*SITE_PAGES, tracker_page(catalogue), *lists))


def ids_by_seed(pages: Iterable[Page]) -> dict[str, str]:
    """The id of the page that each seed is on, so that the page keeps its name."""
    return {seed: page.id for page in reversed(pages_by_id(pages).values()) for seed in page.seeds}
