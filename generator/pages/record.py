"""What a page said when it was last generated, and what people do not want in it again.

``.generated/<id>.txt`` is plain text, one entry a line, so that git can merge it::

    briefing record 2 f2a90c1d77e3
    cb3f91d54eee id:
    3939bf141092 2025-04-04-mine/1-1=9f8e7d6c5b4a
    refused 3939bf141092 2025-04-04-mine/1-2=1b2c3d4e5f60 because it is not the news
    accepted 5d41402abc4b by Ada on 2026-11-28

An entry that begins with a digest stands for one generated line, in page order.  Behind it are the
passages that it cites, each with a digest of its words, or the key of the front matter.  The first
line has a digest of all those entries: where it is wrong, git put two records together.  Records
of the first form have digests alone.  While a page is being replaced, the entries that will hold
stand below, behind ``+``, with the digests of the page before and after.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from generator.errors import OutsideFolder
from generator.model import label_key
from generator.text import files

RECORDS = ".generated"
_HEAD = "briefing record 2"
_ENTRY = re.compile(r"(\+ )?([0-9a-f]{12})((?: \S+)*)$")


class Mark(NamedTuple):
    """A passage by its address and a digest of its words, so that it is known when it moves."""

    address: str
    words: str

    @property
    def label(self) -> str:
        """The footnote label that stood for the passage."""
        seed, slash, place = self.address.rpartition("/")
        return f"{label_key(seed)}-{place}" if slash else place


class Entry(NamedTuple):
    """A generated line: its digest, the passages it cites, and its key if it is front matter."""

    digest: str
    marks: tuple[Mark, ...] = ()
    key: str = ""


class Refusal(NamedTuple):
    """What a person took out: a whole line (its digest), passages, or both."""

    line: str
    marks: tuple[Mark, ...]
    why: str = ""


class Accepted(NamedTuple):
    """What a reviewer accepted: a digest of the page's body."""

    digest: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that is kept about a page.  ``mixed`` entries are those of two records that git merged.

    ``form`` is 1 for a record without passages.  ``base`` is ``None`` where only refusals are left.
    """

    base: tuple[Entry, ...] | None = None
    refused: tuple[Refusal, ...] = ()
    accepted: Accepted | None = None
    form: int = 2
    mixed: bool = False
    pending: tuple[str, str, tuple[Entry, ...]] | None = None

    @property
    def digests(self) -> tuple[str, ...]:
        """The digests of the generated lines in page order."""
        return tuple(entry.digest for entry in self.base or ())

    def beside(self, text: str) -> Record:
        """Return the record as it holds for a page's text, if a run was killed while it wrote."""
        if self.pending is None:
            return self
        before, after, entries = self.pending
        now = digest(text)
        base = entries if now == after else self.base
        return replace(self, base=base, mixed=now not in (before, after), pending=None)


def digest(text: str) -> str:
    """Return a short digest of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def fingerprint(lines: Iterable[str]) -> tuple[str, ...]:
    """Return one digest per line; white space at a line's end does not count."""
    return tuple(digest(line.rstrip()) for line in lines)


def record_path(briefings: Path, page_id: str) -> Path:
    """Return where the record of a page lies."""
    return files.inside(briefings / RECORDS, f"{page_id}.txt")


def read_record(briefings: Path, page_id: str) -> Record | None:
    """Return what is kept about a page, ``None`` without a record.

    A record may hold anything, even a merge's markers: what is no entry counts for nothing.
    """
    try:
        text = record_path(briefings, page_id).read_text(encoding="utf-8", errors="replace")
    except (OSError, OutsideFolder):
        return None
    return _parsed(text.splitlines())


def write_record(briefings: Path, page_id: str, record: Record) -> None:
    """Write down what is kept about a page; a record of nothing goes."""
    path = record_path(briefings, page_id)
    if record.base is None and not record.refused:
        path.unlink(missing_ok=True)
    else:
        files.write(path, "".join(f"{line}\n" for line in _lines(record)))


def record_ids(briefings: Path) -> tuple[str, ...]:
    """Return the ids of all pages that have a record."""
    folder = briefings / RECORDS
    found = (path.relative_to(folder).with_suffix("") for path in folder.rglob("*.txt"))
    return tuple(sorted(name.as_posix() for name in found))


def unused_records(briefings: Path, ids: Container[str]) -> tuple[str, ...]:
    """Return the records, by page id, that belong to no page named in ``ids``.

    One that only says what people refused is used wherever those passages turn up.
    """
    others = (page_id for page_id in record_ids(briefings) if page_id not in ids)
    read = ((page_id, read_record(briefings, page_id)) for page_id in others)
    return tuple(page_id for page_id, record in read if record and record.base is not None)


def _parsed(lines: Sequence[str]) -> Record:
    base: list[Entry] = []
    pending: list[Entry] = []
    found: dict[str, list[str]] = {"refused": [], "accepted": [], "next": [], _HEAD: []}
    for line in lines:
        if entry := _ENTRY.match(line):
            (pending if entry[1] else base).append(_entry(entry[2], entry[3].split()))
        for word, rest in found.items():
            if line.startswith(f"{word} "):
                rest.append(line.removeprefix(f"{word} "))
    heads = found[_HEAD]
    change = found["next"][0].split() if len(found["next"]) == 1 else []
    return Record(
        tuple(base) if base else None,
        tuple(_refusal(rest) for rest in found["refused"]),
        next((_accepted(rest) for rest in reversed(found["accepted"])), None),
        2 if heads else 1,
        mixed=len(heads) != 1 or heads[0] != _checksum(base) if heads else len(base) < len(lines),
        pending=(change[0], change[1], tuple(pending)) if len(change) == 2 else None,
    )


def _entry(line: str, words: Sequence[str]) -> Entry:
    keys = [word for word in words if "=" not in word]
    return Entry(line, _marks(words), keys[0] if keys else "")


def _marks(words: Iterable[str]) -> tuple[Mark, ...]:
    return tuple(Mark(*word.rsplit("=", 1)) for word in words if "=" in word)


def _refusal(rest: str) -> Refusal:
    what, _, why = rest.partition(" because ")
    line, *marks = what.split() or [""]
    return Refusal(line, _marks(marks), why)


def _accepted(rest: str) -> Accepted:
    found, _, more = rest.partition(" by ")
    by, _, on = more.rpartition(" on ")
    return Accepted(found, by, on)


def _checksum(base: Iterable[Entry]) -> str:
    return digest("\n".join(_written(entry) for entry in base))


def _written(entry: Entry) -> str:
    return " ".join([entry.digest, *([entry.key] if entry.key else ()), *_words(entry.marks)])


def _words(marks: Iterable[Mark]) -> Iterator[str]:
    return (f"{mark.address}={mark.words}" for mark in marks)


def _lines(record: Record) -> Iterator[str]:
    base = record.base or ()
    yield f"{_HEAD} {_checksum(base)}"
    yield from (_written(entry) for entry in base)
    for line, marks, why in sorted(set(record.refused), key=lambda each: (each.marks, each)):
        reason = ["because", *why.split()] if why else []
        yield " ".join(["refused", line, *_words(marks), *reason])
    if record.accepted:
        accepted = record.accepted
        yield f"accepted {accepted.digest} by {' '.join(accepted.by.split())} on {accepted.on}"
    if record.pending:
        before, after, entries = record.pending
        yield f"next {before} {after}"
        yield from (f"+ {_written(entry)}" for entry in entries)
