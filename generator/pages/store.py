"""Write generated story pages into the folder ``briefings/`` without losing an edit.

Only one run at a time works on the folder.  A page is read again right before it is replaced:
whoever saves it meanwhile loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from generator.cache import Store
from generator.errors import OutsideFolder
from generator.model import Passage
from generator.pages.document import STORIES, Page, conflict_comment, parse
from generator.pages.merge import Merged, Outcome, merge
from generator.pages.present import is_half, is_whole, owners, read_file, remember
from generator.pages.record import (
    RECORDS,
    Record,
    digest,
    fingerprint,
    parsed,
    record_texts,
    tells_only,
    write_record,
)
from generator.pages.refusals import (
    UNKNOWN,
    Known,
    Refusals,
    deleted,
    left_out,
    refused,
)
from generator.text import files

ATTEMPTS = 50  # at replacing a page that somebody goes on saving


def replaced(briefings: Path, page: Page, text: str) -> bool:
    """Put a text in the place of a page that is still as it was read; return whether it was."""
    data, path = read_file(briefings, page.path), files.inside(briefings, page.path)
    same = files.decoded(data) == page.text
    return same and files.swap(path, text.encode(), data, is_whole) is None


class Run:
    """Brings generated pages and people's edits together; all that one run knows for it."""

    def __init__(
        self,
        briefings: Path,
        there: Sequence[Page],
        passages: Mapping[str, Passage],
        define: Callable[[str], str | None],
        store: Store,
    ) -> None:
        """Take the pages that are there, and of the passages their labels and footnotes."""
        self.briefings, self._there, self._store = briefings, there, store
        self._known, self._define = Known(passages), define

    @cached_property
    def records(self) -> dict[str, str]:
        """The files of the records as they stand, by the ids of their pages."""
        return record_texts(self.briefings)

    @cached_property
    def _refusals(self) -> Refusals:
        return refused(self.records, owners(self._there), self._known)

    def merged(self, page: Page, present: Page, record: Record | None = None) -> Merged:
        """Return what becomes of a present page; nothing is written."""
        return merge(
            record or self._record(page, present),
            present,
            page,
            refusals=self._refusals,
            known=self._known,
            define=self._define,
        )

    def wants(self, page: Page) -> bool:
        """Return whether a page that is not there is to be made: nobody deleted it or its text."""
        if self._kept(page.id).base is not None:
            return False
        if not (self._refusals.entries or self._refusals.unwanted):
            return True
        marks = [mark for line in page.lines for mark in self._known.entry(line).marks]
        unwanted = [mark for mark in marks if mark.words in self._refusals.unwanted]
        rest = left_out(page, self._refusals, self._known)
        return not marks or (len(unwanted) * 2 <= len(marks) and bool(rest.cited))

    def _kept(self, page_id: str) -> Record:
        return parsed(self.records.get(page_id, ""))

    def _keep(self, page_id: str, record: Record) -> None:
        if record != self._kept(page_id):
            self.records[page_id] = write_record(self.briefings, page_id, record)

    def save(
        self, pages: Sequence[Page], held: frozenset[str] = frozenset()
    ) -> tuple[tuple[str, Outcome], ...]:
        """Write generated pages and return what happened to each, in path order.

        ``pages`` are all of them: a page of an earlier run that is missing here has lost its seeds.
        ``held`` names seeds that could not be read: their pages are left as they are.
        """
        with files.locked(self.briefings):
            for folder in (STORIES, RECORDS):
                files.sweep(self.briefings / folder)
            return self._saved(pages, held)

    def _saved(
        self, pages: Sequence[Page], held: frozenset[str]
    ) -> tuple[tuple[str, Outcome], ...]:
        outcomes: dict[str, Outcome] = {}
        written: list[Page] = []
        for page, present in self._match(pages):
            path = present.path if present else page.path
            if self.is_settled(page, present) and held.isdisjoint((*page.seeds, page.id)):
                outcomes[path] = Outcome.UNCHANGED
                continue
            outcomes[path] = _tried(partial(self._brought, page, present, held))
            if outcomes[path] is Outcome.CREATED:
                written.append(page)
        remember(written, self._store)
        made = {page.id for page in pages}
        for page in self._there:  # a copy under the same id is a finding
            own = not page.seeds and self._kept(page.id).base is None  # a person's
            if page.path not in outcomes and page.id not in made and not own:
                outcomes[page.path] = _tried(partial(self._retire, page, held))
        return tuple(sorted(outcomes.items()))

    def _brought(self, page: Page, present: Page | None, held: frozenset[str]) -> Outcome:
        if present is None:
            return self._create(page)
        return Outcome.HELD if held & {*present.seeds, present.id} else self._update(page, present)

    def is_settled(self, page: Page, present: Page | None) -> bool:
        """Return whether a page is there as it is made now, and nobody refused anything of it."""
        same = present and (present.text, present.path) == (page.text, page.path)
        if not same or not tells_only(self.records.get(page.id, ""), page.text):
            return False
        entries = self._kept(page.id).base if self._refusals.entries else None
        return not self._refusals.touches(entries or ())

    def _match(self, pages: Sequence[Page]) -> Iterator[tuple[Page, Page | None]]:
        """Pair each generated page with the present one: by id, by a seed, else by what it says."""
        by_id = owners(self._there)
        ids = {page.id for page in pages}
        free = {old.path: old for old in self._there if old.id not in ids}
        taken = {old.path for old in self._there}
        for page in pages:
            by_seed = (old for old in free.values() if set(old.seeds) & set(page.seeds))
            alike = (old for old in free.values() if self._is_renamed(old, page))
            present = by_id.get(page.id) or next(by_seed, None) or next(alike, None)
            free.pop(present.path if present else "", None)
            yield page if present else _at_free_path(page, taken), present

    def _is_renamed(self, old: Page, new: Page) -> bool:
        """Return whether a page that people edited is that of a seed which was renamed."""
        record = self._kept(old.id)
        said = {mark.words for line in new.lines for mark in self._known.entry(line).marks}
        same = said & {mark.words for entry in record.base or () for mark in entry.marks}
        return len(same - {UNKNOWN}) * 2 > len(said) and not _is_untouched(record, old)

    def _record(self, page: Page, present: Page) -> Record:
        """Return the record of a page under its new id or its old one: whichever is like it."""
        if page.id == present.id:
            return self._kept(page.id)
        records = [self._kept(page.id), self._kept(present.id)]
        lines = frozenset(fingerprint(line.text for line in present.lines))
        best = max(records, key=lambda record: len(lines.intersection(record.digests)))
        return replace(best, refused=tuple({each: 0 for r in records for each in r.refused}))

    def _create(self, page: Page) -> Outcome:
        path = files.inside(self.briefings, page.path)
        if path.exists():  # a page that cannot be read
            return Outcome.HELD
        record = self._kept(page.id)
        refused = self._known.follow(record.refused)
        if not self.wants(page):  # so it stays, even if its text is known by this name alone
            base = record.base or tuple(map(self._known.entry, page.lines))
            self._keep(page.id, replace(record, base=base, refused=refused))
            return Outcome.DELETED
        held = self._refusals.with_(refused)
        new = left_out(page, held, self._known)
        base = tuple(map(self._known.entry, new.lines))
        doubtful = held.doubtful(base)
        texts = (
            conflict_comment(line.text, deleted=True) if entry.line in doubtful else line.text
            for line, entry in zip(new.lines, base, strict=True)
        )
        if files.swap(path, "\n".join(texts).encode(), None) is not None:
            return Outcome.HELD
        said = digest(new.text)
        self._keep(page.id, replace(record, base=base, refused=refused, text=said))
        return Outcome.CREATED

    def _update(self, page: Page, present: Page) -> Outcome:
        """Replace a page by what it becomes; who saves it meanwhile is merged, too."""
        path = files.inside(self.briefings, present.path)
        data = there = read_file(self.briefings, present.path)
        record = self._record(page, present)
        for _ in range(ATTEMPTS):
            ours = parse(files.decoded(data), present.path)
            if record.base and is_half(ours):
                break
            merged = self.merged(page, ours, record)
            new = merged.text.encode()
            found = None
            if new != there:
                if record.base is not None:  # in case the run is killed at it
                    coming = merged.record.base or ()
                    change = digest(ours.text), digest(merged.text)
                    base = record.beside(ours.text).base
                    announced = replace(merged.record, base=base, change=change, coming=coming)
                    self._keep(page.id, announced)
                found = files.swap(path, new, there, is_whole)
            if found is None:
                self._keep(page.id, merged.record)
                if present.id != page.id:
                    self._keep(present.id, Record())
                return merged.outcome
            data, there = found
        return Outcome.HELD

    def _retire(self, page: Page, held: frozenset[str]) -> Outcome:
        """Remove a page that lost its seeds, unless a person has a hand in it."""
        record = self._kept(page.id).beside(page.text)
        path = files.inside(self.briefings, page.path)
        if held & {*page.seeds, page.id}:
            return Outcome.HELD
        if not _is_untouched(record, page) or files.decoded(path.read_bytes()) != page.text:
            return Outcome.KEPT
        path.unlink()
        self._keep(page.id, Record(refused=deleted(record, page)))
        return Outcome.REMOVED


def _tried(work: Callable[[], Outcome]) -> Outcome:
    """Return what comes of work on a page; what stands in its way is an outcome, too."""
    try:
        return work()
    except (OutsideFolder, UnicodeError, FileNotFoundError, files.UnreadableFile):
        return Outcome.HELD
    except OSError:
        return Outcome.UNWRITTEN


def _is_untouched(record: Record, page: Page) -> bool:
    """Return whether nobody wrote into a page: at most some lines were taken out."""
    base = iter(record.beside(page.text).digests)
    return all(line in base for line in fingerprint(line.text for line in page.lines))


def _at_free_path(page: Page, taken: set[str]) -> Page:
    """Return the page under a name that no page of another id has."""
    stem = page.path.removesuffix(".md")
    names = (page.path, *(f"{stem}-{number}.md" for number in range(2, len(taken) + 3)))
    return replace(page, path=next(name for name in names if name not in taken))
