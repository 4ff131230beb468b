"""Write generated story pages into the folder ``briefings/`` without losing an edit.

Only one run at a time works on the folder.  A page is read again right before it is replaced:
whoever saves it meanwhile loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.cache import Store
from generator.errors import OutsideFolder
from generator.model import Passage
from generator.pages.conflicts import comment
from generator.pages.document import STORIES, Page, parse
from generator.pages.merge import Merged, Outcome, merge, said
from generator.pages.present import is_half, is_whole, owners, read_file, read_pages, remember
from generator.pages.record import (
    RECORDS,
    Record,
    digest,
    fingerprint,
    parsed,
    read_record,
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
Define = Callable[[str], str | None]
_Pair = tuple[Page, Page | None]  # a generated page, and the one that is there


def save(
    briefings: Path,
    pages: Iterable[Page],
    *,
    held: frozenset[str] = frozenset(),
    define: Define = lambda _: None,
    passages: Mapping[str, Passage] | None = None,
    known: tuple[Page, ...] | None = None,
    store: Store | None = None,
) -> tuple[tuple[str, Outcome], ...]:
    """Write generated pages into the folder and return what happened to each, in path order.

    ``pages`` are all pages of this run: a page of an earlier one that is missing here has lost
    its seeds.  ``held`` names seeds that could not be read: their pages are left as they are.
    ``define`` gives the footnote of a label that a reviewer cites, ``passages`` what it stands for.
    ``known`` are the pages that are there, where they were read already; each is read again before
    it is replaced.  ``store`` knows the pages of which nothing becomes.
    """
    store = store or Store(None)
    with files.locked(briefings):
        for folder in (briefings / STORIES, briefings / RECORDS):
            files.sweep(folder)
        known = read_pages(briefings, store)[0] if known is None else known
        records = record_texts(briefings)
        taken = refused(records, owners(known), store)
        there = Known({} if passages is None else passages)
        run = Run(briefings, taken, there, define, records, store)
        return run.save(tuple(pages), known, held)


def accept(briefings: Path, page: Page, by: str, on: str, lines: Iterable[str] = ()) -> None:
    """Write down who accepted a page as it stands, and when; ``lines`` are digests of its parts."""
    with files.locked(briefings):
        accepted = " ".join([f"{digest_of(page)} by {by} on {on} with", *lines])
        record = read_record(briefings, page.id).beside(page.text)
        write_record(briefings, page.id, replace(record, accepted=accepted))


def digest_of(page: Page) -> str:
    """Return a digest of what a reviewer reads of a page."""
    return digest("\n".join(said(page)))


def replaced(briefings: Path, page: Page, text: str) -> bool:
    """Put a text in the place of a page; return whether the page was still as given."""
    data = read_file(briefings, page.path)
    same = files.decoded(data) == page.text
    path = files.inside(briefings, page.path)
    return same and files.swap(path, text.encode(), data, is_whole) is None


def reject(briefings: Path, page: Page, number: int, why: str, also: Collection[int] = ()) -> bool:
    """Delete a line for good and keep the reason; return whether the page was still as given.

    ``also`` are lines that go along, such as a heading that has nothing below it any more.
    """
    rest = [line.text for line in page.lines if line.number not in {number, *also}]
    new = re.sub(r"\n{3,}", "\n\n", "\n".join(rest))
    with files.locked(briefings):
        if not replaced(briefings, page, new):
            return False
        record = read_record(briefings, page.id).beside(page.text)
        before = deleted(record, page)
        told = (
            each if each in before else each._replace(note=f"because {why}")
            for each in deleted(record, parse(new, page.path))
        )
        write_record(briefings, page.id, replace(record, refused=tuple(told)))
        return True


@dataclass(frozen=True)
class Run:
    """What one run knows while it brings generated pages and people's edits together."""

    briefings: Path
    refusals: Refusals
    known: Known
    define: Define
    records: dict[str, str]  # their files as they stand, by the ids of their pages
    store: Store

    def merged(self, page: Page, present: Page, record: Record | None = None) -> Merged:
        """Return what becomes of a present page; nothing is written."""
        return merge(
            record or self._record(page, present),
            present,
            page,
            refusals=self.refusals,
            known=self.known,
            define=self.define,
        )

    def wants(self, page: Page) -> bool:
        """Return whether a page that is not there is to be made: nobody deleted it or its text."""
        if self._kept(page.id).base is not None:
            return False
        if not (self.refusals.entries or self.refusals.unwanted):
            return True
        marks = [mark for line in page.lines for mark in self.known.entry(line).marks]
        unwanted = [mark for mark in marks if mark.words in self.refusals.unwanted]
        rest = left_out(page, self.refusals, self.known)
        return not marks or (len(unwanted) * 2 <= len(marks) and bool(rest.cited))

    def _kept(self, page_id: str) -> Record:
        return parsed(self.records.get(page_id, ""))

    def _keep(self, page_id: str, record: Record) -> None:
        if record != self._kept(page_id):
            self.records[page_id] = write_record(self.briefings, page_id, record)

    def save(
        self, pages: tuple[Page, ...], known: tuple[Page, ...], held: frozenset[str]
    ) -> tuple[tuple[str, Outcome], ...]:
        """Write what was generated; ``known`` are the pages that are there."""
        pairs = tuple(self._match(pages, known))
        written: list[Page] = []
        outcomes: dict[str, Outcome] = {}
        for page, present in pairs:
            path = present.path if present else page.path
            if self.is_settled(page, present) and held.isdisjoint((*page.seeds, page.id)):
                outcomes[path] = Outcome.UNCHANGED
                continue
            try:
                if present and held & {*present.seeds, present.id}:
                    outcomes[path] = Outcome.HELD
                else:
                    outcomes[path] = self._update(page, present) if present else self._create(page)
            except (OutsideFolder, UnicodeError, FileNotFoundError, files.UnreadableFile):
                outcomes[path] = Outcome.HELD
            except OSError:
                outcomes[path] = Outcome.UNWRITTEN
            if outcomes[path] is Outcome.CREATED:
                written.append(page)
        remember(written, self.store)
        made = {page.id for page in pages}
        for page in known:  # a copy under the same id is a finding
            if page.path not in outcomes and page.id not in made:
                try:
                    outcomes |= self._retire(page, held)
                except OSError:
                    outcomes[page.path] = Outcome.UNWRITTEN
        return tuple(sorted(outcomes.items()))

    def is_settled(self, page: Page, present: Page | None) -> bool:
        """Return whether a page is there as it is made now, and nobody refused anything of it."""
        same = present and (present.text, present.path) == (page.text, page.path)
        if not same or not tells_only(self.records.get(page.id, ""), page.text):
            return False
        entries = self._kept(page.id).base if self.refusals.entries else None
        return not self.refusals.touches(entries or ())

    def _match(self, pages: tuple[Page, ...], known: tuple[Page, ...]) -> Iterator[_Pair]:
        """Pair each generated page with the present one: by id, by a seed, else by what it says."""
        by_id = owners(known)
        ids = {page.id for page in pages}
        free = {old.path: old for old in known if old.id not in ids}
        taken = {old.path for old in known}
        for page in pages:
            by_seed = (old for old in free.values() if set(old.seeds) & set(page.seeds))
            alike = (old for old in free.values() if self._is_renamed(old, page))
            present = by_id.get(page.id) or next(by_seed, None) or next(alike, None)
            free.pop(present.path if present else "", None)
            yield page if present else _at_free_path(page, taken), present

    def _is_renamed(self, old: Page, new: Page) -> bool:
        """Return whether a page that people edited is that of a seed which was renamed."""
        record = self._kept(old.id)
        said = {mark.words for line in new.lines for mark in self.known.entry(line).marks}
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
        refused = self.known.follow(record.refused)
        if not self.wants(page):  # so it stays, even if its text is known by this name alone
            base = record.base or tuple(map(self.known.entry, page.lines))
            self._keep(page.id, replace(record, base=base, refused=refused))
            return Outcome.DELETED
        held = self.refusals.with_(refused)
        new = left_out(page, held, self.known)
        base = tuple(map(self.known.entry, new.lines))
        doubtful = held.doubtful(base)
        texts = (
            comment(line.text, deleted=True) if entry.line in doubtful else line.text
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

    def _retire(self, page: Page, held: frozenset[str]) -> dict[str, Outcome]:
        """Remove a page that lost its seeds, unless a person has a hand in it."""
        record = self._kept(page.id).beside(page.text)
        path = files.inside(self.briefings, page.path)
        if held & {*page.seeds, page.id}:
            return {page.path: Outcome.HELD}
        if record.base is None and not page.seeds:
            return {}  # a person's own page
        if not _is_untouched(record, page) or files.decoded(path.read_bytes()) != page.text:
            return {page.path: Outcome.KEPT}
        path.unlink()
        self._keep(page.id, Record(refused=deleted(record, page)))
        return {page.path: Outcome.REMOVED}


def _is_untouched(record: Record, page: Page) -> bool:
    """Return whether nobody wrote into a page: at most some lines were taken out."""
    base = iter(record.beside(page.text).digests)
    return all(line in base for line in fingerprint(line.text for line in page.lines))


def _at_free_path(page: Page, taken: set[str]) -> Page:
    """Return the page under a name that no page of another id has."""
    stem = page.path.removesuffix(".md")
    names = (page.path, *(f"{stem}-{number}.md" for number in range(2, len(taken) + 3)))
    return replace(page, path=next(name for name in names if name not in taken))
