"""Write generated story pages into the folder ``briefings/`` without losing an edit.

Only one run at a time works on the folder.  A page is read again right before it is replaced:
whoever saves it meanwhile loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from briefing_room.cache import Cache
from briefing_room.errors import NotAPlainFile, OutsideFolder
from briefing_room.model import Passage
from briefing_room.pages.authorship import Authorship, lines_of_people
from briefing_room.pages.document import STORIES, Page, parse
from briefing_room.pages.merge import MergeResult, Outcome, merge
from briefing_room.pages.page_index import (
    cache_pages,
    is_half_saved,
    is_whole,
    outside_folders,
    pages_by_id,
    read_file,
)
from briefing_room.pages.passage_finder import UNKNOWN, PassageFinder, PassageIndex
from briefing_room.pages.record import (
    RECORDS,
    Record,
    find_unreadable_records,
    format_record,
    knows_no_edits,
    line_digest,
    parse_record,
    read_record_texts,
    write_record,
)
from briefing_room.pages.rejections import (
    Rejections,
    leave_out_rejected,
    read_rejections,
    rejected_entries,
)
from briefing_room.text import files

MAX_ATTEMPTS = 50  # at replacing a page that somebody keeps saving


def replace_page(briefings: Path, path: str, old_text: str, new_text: str) -> bool:
    """Replace the text of a page; false if somebody saved it since it was read, which then stays.

    ``path`` is relative to the folder of briefings.
    """
    data, file = read_file(briefings, path), files.path_inside(briefings, path)
    if files.decode_utf8(data) != old_text:
        return False
    overwritten = files.replace_if_unchanged(file, new_text.encode(), data, is_whole)
    if overwritten is not None:
        saved, present = overwritten
        files.replace_if_unchanged(file, saved, present)
    return overwritten is None


class PageWriter:
    """Brings generated pages and people's edits together in one run."""

    def __init__(
        self,
        briefings: Path,
        pages: Sequence[Page],
        passages: Mapping[str, Passage],
        define: Callable[[str], str | None],
        cache: Cache,
    ) -> None:
        self.briefings, self._pages, self._cache = briefings, pages, cache
        self._passages = PassageIndex(passages)
        self._merge = partial(merge, passages=self._passages, define=define)

    @cached_property
    def records(self) -> dict[str, str]:
        """The texts of the records, by the ids of their pages."""
        return read_record_texts(self.briefings)

    @cached_property
    def _rejections(self) -> Rejections:
        return read_rejections(self.records, pages_by_id(self._pages), self._passages)

    def rejected_addresses(self, passages: Iterable[Passage]) -> frozenset[str]:
        """The addresses of those passages that people rejected."""
        cites = (self._passages.citation(passage.label) for passage in passages)
        return frozenset(cite.address for cite in cites if self._rejections.is_rejected(cite))

    def merge_page(self, page: Page, edited: Page, record: Record) -> MergeResult:
        """Merge a generated page with its version in the file; write nothing."""
        return self._merge(record, edited, page, rejections=self._rejections)

    def may_create(self, page: Page) -> bool:
        """Whether a missing page may be created: nobody deleted it or a page of the same text."""
        if self._record(page.id).base is not None:
            return False
        cites = [cite for line in page.lines for cite in self._passages.entry(line).cites]
        deleted_count = sum(cite.digest in self._rejections.in_deleted_pages for cite in cites)
        remaining = leave_out_rejected(page, self._rejections, self._passages)
        return not cites or (deleted_count * 2 <= len(cites) and bool(remaining.cited))

    def is_up_to_date(self, page: Page, existing: Page | None) -> bool:
        """Whether a page is as generated, and nobody rejected anything in it."""
        is_same = existing and (existing.text, existing.path) == (page.text, page.path)
        if not is_same or not knows_no_edits(self.records.get(page.id, ""), page.text):
            return False
        return not (
            self._rejections.entries and self._rejections.affects(self._record(page.id).base or ())
        )

    def save(
        self, pages: Sequence[Page], unusable: frozenset[str] = frozenset()
    ) -> tuple[tuple[str, Outcome], ...]:
        """Write generated pages; give what happened to each, in path order.

        ``pages`` must be complete: a page of an earlier run that is missing has lost its seeds.
        ``unusable`` names seeds that could not be read: their pages are left as they are.
        """
        outcomes: dict[str, Outcome] = {}
        with files.lock_folder(self.briefings):
            if outside_folders(self.briefings):
                skipped = {page.path: Outcome.SKIPPED for page in (*pages, *self._pages)}
                return tuple(sorted(skipped.items()))
            for folder in (STORIES, RECORDS):
                files.delete_incomplete_files(self.briefings / folder)
            unusable |= {Path(item.path).stem for item in find_unreadable_records(self.briefings)}
            for page, existing in self._match_pages(pages):
                write = partial(self._write, page, existing, unusable)
                outcomes[existing.path if existing else page.path] = _try_to_write(write)
            created = (page for page in pages if outcomes.get(page.path) is Outcome.CREATED)
            cache_pages(created, self._cache)
            generated = {page.id for page in pages}
            for page in self._pages:
                is_by_person = not page.seeds and self._record(page.id).base is None
                is_copy = page.id in generated  # of a page under its id: `check` names it
                if page.path not in outcomes and not (is_copy or is_by_person):
                    outcomes[page.path] = _try_to_write(partial(self._retire, page, unusable))
        return tuple(sorted(outcomes.items()))

    def _write(self, page: Page, existing: Page | None, unusable: frozenset[str]) -> Outcome:
        if unusable.isdisjoint((*page.seeds, page.id)) and self.is_up_to_date(page, existing):
            return Outcome.UNCHANGED
        if existing is None:
            return self._create(page)
        if unusable & {*existing.seeds, existing.id}:
            return Outcome.SKIPPED
        return self._update(page, existing)

    def _record(self, page_id: str, page: Page | None = None) -> Record:
        return parse_record(self.records.get(page_id, ""), page.text if page else None)

    def _write_record(self, page_id: str, text: str) -> None:
        if text != self.records.get(page_id, ""):
            write_record(self.briefings, page_id, text)
            self.records[page_id] = text

    def _match_pages(self, pages: Sequence[Page]) -> Iterator[tuple[Page, Page | None]]:
        """Pair each generated page with the existing one: by id, by a seed, else by its words.

        A page that a person deleted is not matched by its words.
        """
        by_id = pages_by_id(self._pages)
        ids = {page.id for page in pages}
        unmatched = {old.path: old for old in self._pages if old.id not in ids}
        used_paths = {old.path for old in self._pages}
        for page in pages:
            by_seed = (old for old in unmatched.values() if set(old.seeds) & set(page.seeds))
            renamed = (old for old in unmatched.values() if self._is_renamed(old, page))
            existing = by_id.get(page.id) or next(by_seed, None)
            if not existing and unmatched and self.may_create(page):
                existing = next(renamed, None)
            unmatched.pop(existing.path if existing else "", None)
            yield page if existing else _choose_free_path(page, used_paths), existing

    def _is_renamed(self, old: Page, new: Page) -> bool:
        """Whether a page in which people wrote or moved lines is that of a renamed seed."""
        record = self._record(old.id, old)
        digests = {cite.digest for line in new.lines for cite in self._passages.entry(line).cites}
        shared = digests & {cite.digest for cite in record.all_cites}
        has_most = len(shared - {UNKNOWN}) * 2 > len(digests)
        return has_most and bool(Authorship(old, record).changed_names)

    def _best_record(self, page: Page, existing: Page) -> Record:
        """The record under a page's new id or its old one, whichever knows more of its lines."""
        ids = dict.fromkeys((page.id, existing.id))
        records = [self._record(page_id, existing) for page_id in ids]
        lines = {line_digest(line.text) for line in existing.lines}
        best = max(records, key=lambda record: len(lines & record.base_digests))
        rejected = dict.fromkeys(entry for record in records for entry in record.rejected)
        return replace(best, rejected=tuple(rejected))

    def _create(self, page: Page) -> Outcome:
        path = files.path_inside(self.briefings, page.path)
        if path.exists():  # a page that cannot be read
            return Outcome.SKIPPED
        record, empty = self._record(page.id), parse("", page.path)
        if not self.may_create(page):
            # The record keeps it away, even if its text was deleted under another id.
            base = record.base or self._passages.entries(page)
            rejected = PassageFinder(self._passages, record.all_cites).locate_entries(
                record.rejected
            )
            record = replace(record, base=base, rejected=rejected)
            self._write_record(page.id, format_record(record))
            return Outcome.DELETED
        merged = self.merge_page(page, empty, replace(record, base=self._passages.entries(empty)))
        if files.replace_if_unchanged(path, merged.text.encode(), None) is not None:
            return Outcome.SKIPPED
        self._write_record(page.id, format_record(merged.record))
        return Outcome.CREATED

    def _update(self, page: Page, existing: Page) -> Outcome:
        """Replace a page by what it becomes; what somebody saves meanwhile is merged, too."""
        path = files.path_inside(self.briefings, existing.path)
        data = before = read_file(self.briefings, existing.path)
        record = self._best_record(page, existing)
        for _ in range(MAX_ATTEMPTS):
            current = parse(files.decode_utf8(data), existing.path)
            if record.base and is_half_saved(current):
                break
            merged = self.merge_page(page, current, record)
            new = merged.text.encode()
            saved = None
            if new != before:
                # The record goes first, in case the run is killed before the page is written.
                if record.base is not None:
                    unfinished = replace(merged.record, base=record.base)
                    change, new_base = (current.text, merged.text), merged.record.base or ()
                    self._write_record(page.id, format_record(unfinished, change, new_base))
                saved = files.replace_if_unchanged(path, new, before, is_whole)
            if saved is None:
                self._write_record(page.id, format_record(merged.record))
                if existing.id != page.id:
                    self._write_record(existing.id, "")
                return merged.outcome
            data, before = saved
        return Outcome.SKIPPED

    def _retire(self, page: Page, unusable: frozenset[str]) -> Outcome:
        """Remove a page that lost its seeds, unless a person wrote in it."""
        record = self._record(page.id, page)
        path = files.path_inside(self.briefings, page.path)
        if unusable & {*page.seeds, page.id}:
            return Outcome.SKIPPED
        if lines_of_people(page, record) or files.decode_utf8(path.read_bytes()) != page.text:
            return Outcome.KEPT
        path.unlink()
        rejected = rejected_entries(Authorship(page, record))
        self._write_record(page.id, format_record(Record(rejected=rejected)))
        return Outcome.REMOVED


def _try_to_write(work: Callable[[], Outcome]) -> Outcome:
    """Work on a page; return an outcome for what prevents it."""
    try:
        return work()
    except (OutsideFolder, NotAPlainFile, UnicodeError, FileNotFoundError, files.UnreadableFile):
        return Outcome.SKIPPED
    except OSError:
        return Outcome.UNWRITTEN


def _choose_free_path(page: Page, used: set[str]) -> Page:
    """Give a page a file name that no page of another id has."""
    stem = page.path.removesuffix(".md")
    names = (page.path, *(f"{stem}-{number}.md" for number in range(2, len(used) + 3)))
    return replace(page, path=next(name for name in names if name not in used))
