"""The folder ``briefings/``: read its story pages, write generated ones without losing an edit.

A page is known by its ``id``, else by its record or a seed it names.  Only one run at a time works
on the folder.  A page is read again right before it is replaced: whoever saves it meanwhile loses
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator import cache
from generator.cache import Store
from generator.errors import OutsideFolder
from generator.model import Finding, Passage
from generator.pages.conflicts import KNOWN_BY, comment
from generator.pages.document import (
    EDITOR,
    Kind,
    Page,
    is_id,
    key_of,
    parse,
    parse_with_error,
    unclosed,
)
from generator.pages.merge import Merged, Outcome, merge, said
from generator.pages.record import (
    RECORDS,
    Entry,
    Record,
    digest,
    fingerprint,
    parsed,
    read_record,
    record_text,
    record_texts,
    write_record,
)
from generator.pages.refusals import (
    UNKNOWN,
    Known,
    Refusals,
    deleted,
    left_out,
    refused,
    words_in,
)
from generator.text import files
from generator.text.frontmatter import FrontMatterError

STORIES = "stories"
ATTEMPTS = 50  # at replacing a page that somebody goes on saving
Define = Callable[[str], str | None]
_Pair = tuple[Page, Page | None]  # a generated page, and the one that is there


def read_pages(
    briefings: Path, store: Store | None = None
) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Return the story pages in path order, and what is wrong with those that cannot be read.

    A page whose front matter is broken is returned as well as it can be read.
    """
    texts, findings = _texts(briefings)
    keys = {name: cache.digest(name, text) for name, text in texts.items()}
    found = (store or Store(None)).made("page", keys, lambda name: _page(name, texts[name]))
    pages = [Page(name, front, texts[name]) for name, (front, _) in found.items()]
    findings += [fault for _, faults in found.values() for fault in faults]
    findings += _recognised(pages, briefings)
    owners = _owners(pages)
    for page in pages:
        first = owners[page.id].path
        if first != page.path:
            message = f"the id '{page.id}' is that of {first} too; give one of them another id"
            findings.append(Finding("double-id", page.path, 1, message))
    return tuple(pages), tuple(findings)


def _recognised(pages: list[Page], briefings: Path) -> Iterator[Finding]:
    """Put pages that lost what they are known by into ``pages`` as their records know them."""
    lost = [at for at, page in enumerate(pages) if not page.front.keys() >= {"id", "seeds"}]
    texts = record_texts(briefings) if lost else {}
    records = {name: record.base for name in texts if (record := parsed(texts[name])).base}
    taken = {page.id for page in pages if "id" in page.front}
    for at in lost:
        page = pages[at]
        free = {name: records[name] for name in records if name not in taken}
        own = "id" in page.front or page.id in free
        name = page.id if own else _alike(page, free)
        if name not in records:
            continue  # a person's own page
        cited = [mark.address for entry in records[name] for mark in entry.marks]
        seeds = dict.fromkeys(address.rpartition("/")[0] for address in cited)
        known = {"id": name, "seeds": [*filter(None, seeds)]}
        pages[at] = replace(page, front={**known, **page.front})
        keys = {key_of(line) for line in page.lines if line.kind is Kind.FRONT}
        if gone := [key for key in KNOWN_BY if key not in keys]:
            what = " and ".join(f"'{key}'" for key in gone)
            why = f"the head lacks {what}; 'briefing generate' puts back what is gone"
            yield Finding("no-head", page.path, 1, f"{why}, as the record of '{name}' knows it")


def _alike(page: Page, records: Mapping[str, tuple[Entry, ...]]) -> str:
    """Return the record of which a page has most of the lines that cite something, else ""."""
    lines = {*fingerprint(page.text.split("\n"))}
    cited = {name: {each.line for each in base if each.marks} for name, base in records.items()}
    best = max(cited, key=lambda name: len(cited[name] & lines), default="")
    return best if best and len(cited[best] & lines) * 2 > len(cited[best]) else ""


def _texts(briefings: Path) -> tuple[dict[str, str], list[Finding]]:
    """Return the text of each story page by its path, and what is wrong with the others."""
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for path in _page_files(briefings):
        name = path.relative_to(briefings).as_posix()
        if not name.isprintable():
            why = "has a line break or the like in its name; rename it"
            findings.append(Finding("unreadable-page", name, 0, why))
            continue
        try:
            texts[name] = files.decoded(_read(briefings, name))
        except files.UnreadableFile as error:
            findings.append(Finding("unreadable-page", name, 0, f"{error}, or delete it"))
    return texts, findings


def _page(name: str, text: str) -> tuple[Mapping[str, Any], tuple[Finding, ...]]:
    """Return the front matter of a page, and what is wrong with the page."""
    page, fault = parse_with_error(text, name)
    return page.front, tuple(_faults(page, fault))


def _page_files(briefings: Path) -> list[Path]:
    return sorted(path for path in (briefings / STORIES).rglob("*.md") if path.name[0] != ".")


def _read(briefings: Path, name: str) -> bytes:
    """Return what a page's file holds, as soon as nobody seems to be writing it."""
    return files.steady(lambda: files.read(briefings / name, briefings), _is_whole)


def _is_whole(data: bytes) -> bool:
    opened = data.removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    return data.endswith(b"\n") and (not opened or b"\n---" in data)


def _is_half(page: Page) -> bool:
    """Return whether a page is empty or its head has no end, as while somebody writes it."""
    return page.lines[0].kind is not Kind.FRONT and "---".startswith(page.text[:3])


def _faults(page: Page, error: FrontMatterError | None) -> Iterator[Finding]:
    if error:
        yield Finding("front-matter", page.path, error.line, f"{error}; mend the lines above '---'")
    given = page.front.get("id")
    if not is_id(page.id if given is None else str(given)):
        line = next((line.number for line in page.lines if line.text.startswith("id:")), 1)
        message = "no page can have this id; write letters, digits and hyphens, and not 'index'"
        yield Finding("bad-id", page.path, line, message)
    if not page.text.strip():
        message = "the page is empty; delete the file if it has to go, or take its text back"
        yield Finding("empty-page", page.path, 1, message)
    if found := unclosed(page):
        message = f"nothing closes '{found.text[:4]}'; close it, or what is below is not shown"
        yield Finding("unclosed", page.path, found.number, message)


def _owners(pages: Iterable[Page]) -> dict[str, Page]:
    """Return the page of each id: of several the one that is called so, else the first."""
    owners: dict[str, Page] = {}
    for page in pages:
        if page.id not in owners or page.path == f"{STORIES}/{page.id}.md":
            owners[page.id] = page
    return owners


def page_ids(pages: Iterable[Page]) -> dict[str, str]:
    """Return the id of the page that each seed already has, so that it keeps its name."""
    ids: dict[str, str] = {}
    for page in _owners(pages).values():
        for seed in page.seeds:
            ids.setdefault(seed, page.id)
    return ids


def refusals(
    records: Mapping[str, str], pages: Iterable[Page], store: Store | None = None
) -> Refusals:
    """Return what people refused in any page: ``holds(passage)`` says whether it stays away.

    ``records`` are the files of all records by the ids of their pages.
    """
    return refused(records, _owners(pages).values(), store or Store(None))


def save(
    briefings: Path,
    pages: Iterable[Page],
    *,
    held: frozenset[str] = frozenset(),
    define: Define = lambda _: None,
    passages: Mapping[str, Passage] | None = None,
    known: tuple[Page, ...] | None = None,
    store: Store | None = None,
    made_of: Mapping[str, bytes] | None = None,
) -> tuple[tuple[str, Outcome], ...]:
    """Write generated pages into the folder and return what happened to each, in path order.

    ``pages`` are all pages of this run: a page of an earlier one that is missing here has lost
    its seeds.  ``held`` names seeds that could not be read: their pages are left as they are.
    ``define`` gives the footnote of a label that a reviewer cites, ``passages`` what it stands for.
    ``known`` are the pages that are there, where they were read already; each is read again before
    it is replaced.  A page that ``store`` knows to stay as it is, by digests of all that each is
    ``made_of``, is not looked at again.
    """
    store = store or Store(None)
    with files.locked(briefings):
        for folder in (briefings / STORIES, briefings / RECORDS):
            files.sweep(folder)
        known = read_pages(briefings, store)[0] if known is None else known
        records = record_texts(briefings)
        held_back = refusals(records, known, store)
        there = Known({} if passages is None else passages)
        run = Run(briefings, held_back, there, define, store, records, made_of or {})
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
    data = _read(briefings, page.path)
    same = files.decoded(data) == page.text
    path = files.inside(briefings, page.path)
    return same and files.swap(path, text.encode(), data, _is_whole) is None


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
    store: Store
    records: Mapping[str, str]  # their files, by the ids of their pages, as the run found them
    made_of: Mapping[str, bytes] = field(default_factory=dict)

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
        marks = [mark for line in page.lines for mark in self.known.entry(line).marks]
        unwanted = [mark for mark in marks if mark.words in self.refusals.unwanted]
        rest = left_out(page, self.refusals, self.known)
        said = not marks or (len(unwanted) * 2 <= len(marks) and bool(rest.cited))
        return said and read_record(self.briefings, page.id).base is None

    def save(
        self, pages: tuple[Page, ...], known: tuple[Page, ...], held: frozenset[str]
    ) -> tuple[tuple[str, Outcome], ...]:
        """Write what was generated; ``known`` are the pages that are there."""
        pairs = tuple(self._match(pages, known))
        settled = self.settled(pairs, held)
        outcomes = dict.fromkeys(settled, Outcome.UNCHANGED)
        fresh: dict[bytes, bytes] = {}
        for page, present in pairs:
            if present and present.path in settled:
                continue
            path = present.path if present else page.path
            try:
                if present and held & {*present.seeds, present.id}:
                    outcomes[path] = Outcome.HELD
                else:
                    outcomes[path] = self._update(page, present) if present else self._create(page)
            except (OutsideFolder, UnicodeError, FileNotFoundError, files.UnreadableFile):
                outcomes[path] = Outcome.HELD
            except OSError:
                outcomes[path] = Outcome.UNWRITTEN
            else:
                fresh |= self.settles(page, path, outcomes[path])
        self.store.put("settled", fresh)
        self.store.keep("settled", {*settled.values(), *fresh})
        made = {page.id for page in pages}
        for page in known:  # a copy under the same id is a finding
            if page.path not in outcomes and page.id not in made:
                try:
                    outcomes |= self._retire(page, held)
                except OSError:
                    outcomes[page.path] = Outcome.UNWRITTEN
        return tuple(sorted(outcomes.items()))

    # --- Pages that are as a run leaves them ----------------------------------------------------

    def settled(self, pairs: Iterable[_Pair], held: frozenset[str]) -> dict[str, bytes]:
        """Return the paths of the pages that are known to stay as they are, with their digests."""
        keys = {
            present.path: self._key(page, present, self.records.get(page.id, ""))
            for page, present in pairs
            if present
            and page.id == present.id
            and page.id in self.made_of
            and held.isdisjoint({*present.seeds, present.id})
        }
        known = self.store.records("settled", keys.values())
        return {
            path: key
            for path, key in keys.items()
            if key in known and not self.refusals.touches(known[key])
        }

    def _key(self, page: Page, present: Page, record: str) -> bytes:
        """Return a digest of all that decides what becomes of a page, but for refusals."""
        return cache.digest(present.path, present.text, record, self.made_of[page.id])

    def settles(self, page: Page, path: str, outcome: Outcome) -> dict[bytes, bytes]:
        """Return the digest of a page that another run would leave as it is now, if that is sure.

        It is where nothing was refused in it, and people cite nothing that it is not made of.  Kept
        with it is what a refusal must not have, to be none of this page's.
        """
        if page.id not in self.made_of or outcome in (Outcome.HELD, Outcome.DELETED):
            return {}
        try:
            text = files.decoded(_read(self.briefings, path))
        except files.UnreadableFile:  # a person is at it
            return {}
        present = page if text == page.text else parse(text, path)
        written = record_text(self.briefings, page.id)
        record = parsed(written)
        same = present is page and record.digests == fingerprint(text.split("\n"))
        own = {EDITOR, *page.cited, *page.definitions}
        sure = same or (
            outcome is Outcome.UNCHANGED
            and present.id == page.id
            and own.issuperset([*present.cited, *present.definitions])
            and not deleted(record, present)
        )
        if not sure or record.base is None or record.refused or record.change or record.mixed:
            return {}
        entries = (*map(self.known.entry, page.lines), *record.base)
        words = {*words_in(entries), *fingerprint(text.split("\n"))} - {UNKNOWN}
        if self.refusals.touches(words):
            return {}
        return {self._key(page, present, written): cache.dumped(tuple(sorted(words)))}

    def _match(self, pages: tuple[Page, ...], known: tuple[Page, ...]) -> Iterator[_Pair]:
        """Pair each generated page with the present one: by id, by a seed, else by what it says."""
        by_id = _owners(known)
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
        record = read_record(self.briefings, old.id)
        said = {mark.words for line in new.lines for mark in self.known.entry(line).marks}
        same = said & {mark.words for entry in record.base or () for mark in entry.marks}
        return len(same - {UNKNOWN}) * 2 > len(said) and not _is_untouched(record, old)

    def _record(self, page: Page, present: Page) -> Record:
        """Return the record of a page under its new id or its old one: whichever is like it."""
        records = [read_record(self.briefings, name) for name in {page.id: 0, present.id: 0}]
        lines = frozenset(fingerprint(line.text for line in present.lines))
        best = max(records, key=lambda record: len(lines.intersection(record.digests)))
        return replace(best, refused=tuple({each: 0 for r in records for each in r.refused}))

    def _create(self, page: Page) -> Outcome:
        path = files.inside(self.briefings, page.path)
        if path.exists():  # a page that cannot be read
            return Outcome.HELD
        record = read_record(self.briefings, page.id)
        refused = self.known.follow(record.refused)
        if not self.wants(page):  # so it stays, even if its text is known by this name alone
            base = record.base or tuple(map(self.known.entry, page.lines))
            write_record(self.briefings, page.id, replace(record, base=base, refused=refused))
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
        write_record(self.briefings, page.id, replace(record, base=base, refused=refused))
        return Outcome.CREATED

    def _update(self, page: Page, present: Page) -> Outcome:
        """Replace a page by what it becomes; who saves it meanwhile is merged, too."""
        path = files.inside(self.briefings, present.path)
        data = there = _read(self.briefings, present.path)
        record = self._record(page, present)
        for _ in range(ATTEMPTS):
            ours = parse(files.decoded(data), present.path)
            if record.base and _is_half(ours):
                break
            merged = self.merged(page, ours, record)
            new = merged.text.encode()
            found = None
            if new != there:
                self._announce(page, record, merged, ours.text)
                found = files.swap(path, new, there, _is_whole)
            if found is None:
                write_record(self.briefings, page.id, merged.record)
                if present.id != page.id:
                    write_record(self.briefings, present.id, Record())
                return merged.outcome
            data, there = found
        return Outcome.HELD

    def _announce(self, page: Page, record: Record, merged: Merged, before: str) -> None:
        """Write down what is about to happen to a page, in case the run is killed at it."""
        if record.base is not None:
            coming = replace(
                merged.record,
                base=record.beside(before).base,
                change=(digest(before), digest(merged.text)),
                coming=merged.record.base or (),
            )
            write_record(self.briefings, page.id, coming)

    def _retire(self, page: Page, held: frozenset[str]) -> dict[str, Outcome]:
        """Remove a page that lost its seeds, unless a person has a hand in it."""
        record = read_record(self.briefings, page.id).beside(page.text)
        path = files.inside(self.briefings, page.path)
        if held & {*page.seeds, page.id}:
            return {page.path: Outcome.HELD}
        if record.base is None and not page.seeds:
            return {}  # a person's own page
        if not _is_untouched(record, page) or files.decoded(path.read_bytes()) != page.text:
            return {page.path: Outcome.KEPT}
        path.unlink()
        write_record(self.briefings, page.id, Record(refused=deleted(record, page)))
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
