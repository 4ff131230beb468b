"""The record of a page: what was generated last, and what people rejected.

``.generated/<id>.txt`` is plain text, one entry a line, so that git can merge it::

    record 3 f2a90c1d77e3 7d865e959b24
    fef138e83d87 id:
    3939bf141092 2025-04-04-mine/1-1=9f8e7d6c5b4a
    refused a2c4be990d11 2025-04-04-mine/1-2=1b2c3d4e5f60 because it is not the news
    cited 2025-04-04-mine/2-1=60c1f2a3b4d5
    accepted by Ada on 2026-11-28 with 5d41402abc4b

A line that begins with a digest is a generated line, in page order.  After it come the passages
that it cites, each with a digest of its words, or the key that it gives.  ``refused`` is a line
that a person deleted, or, with the note "retold", replaced by one of their own.  ``cited`` is a
passage that people's lines cite, so that their footnotes follow its words.  The first line has a
digest of all generated lines, which is wrong if git merged two records, and one of the page.  While
a page is being replaced, ``next`` has digests of it before and after; its new lines follow, each
after a ``+``.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from briefing_room.compose.draft import Citation
from briefing_room.errors import OutsideFolder
from briefing_room.model import Finding
from briefing_room.pages.document import LABEL
from briefing_room.text import files
from briefing_room.text.typography import plain_text

RECORDS = ".generated"
_FORMAT = "3"
MOVED = "/"  # before the digest of a line that a person moved
RETOLD = "retold"  # note of an entry: a person's line replaced this one
_DIGEST = re.compile(r"[0-9a-f]{12}")
_BULLET = re.compile(r"\A\s*[-*+]\s+")


class RecordEntry(NamedTuple):
    """A generated line: its digest, what it cites, and its key or the reason of its rejection."""

    digest: str
    cites: tuple[Citation, ...] = ()
    note: str = ""

    def __str__(self) -> str:
        cites = [f"{cite.address}={cite.digest}" for cite in self.cites]
        return " ".join([self.digest, *cites, *self.note.split()])

    @property
    def is_retold(self) -> bool:
        """Whether a person's line replaced it."""
        return self.note == RETOLD or self.digest == BLANK


Base = tuple[RecordEntry, ...]


@dataclass(frozen=True)
class Record:
    """All that is kept about a page.  ``base`` is ``None`` if the program does not generate it.

    ``page_digest`` is that of the generated page; ``is_mixed`` says that git merged two records.
    """

    base: Base | None = None
    rejected: tuple[RecordEntry, ...] = ()
    accepted: str = ""
    page_digest: str = ""
    is_mixed: bool = False
    cites_of_people: tuple[Citation, ...] = ()

    @cached_property
    def base_digests(self) -> frozenset[str]:
        """The digests of the generated lines."""
        return frozenset(entry.digest for entry in self.base or ())

    @cached_property
    def all_digests(self) -> frozenset[str]:
        """The digests of all lines that the program wrote, shown or rejected."""
        rejected = (entry.digest.removeprefix(MOVED) for entry in self.rejected)
        return frozenset((*self.base_digests, *rejected))

    @property
    def all_cites(self) -> tuple[Citation, ...]:
        """All passages that it names: rejected, cited by people, generated."""
        rejected = (cite for entry in self.rejected for cite in entry.cites)
        base = (cite for entry in self.base or () for cite in entry.cites)
        return (*rejected, *self.cites_of_people, *base)


def digest(text: str) -> str:
    """Digest a string in 12 hexadecimal digits; white space at its end does not count."""
    return hashlib.sha256(text.rstrip().encode("utf-8", "surrogatepass")).hexdigest()[:12]


def line_digest(text: str) -> str:
    """Digest a line's words, however it is indented, marked, quoted or wrapped."""
    return digest(plain_text(_BULLET.sub("- ", LABEL.sub("", text), count=1)))


BLANK = line_digest("")


def read_record(briefings: Path, page_id: str, page: str) -> Record:
    """Read what is kept about a page; ``page`` is its text."""
    return parse_record(read_record_texts(briefings, page_id).get(page_id, ""), page)


def read_record_texts(briefings: Path, page_id: str = "*") -> dict[str, str]:
    """Read the files of all records, or of one, by the ids of their pages."""
    texts: dict[str, str] = {}
    for path in _record_paths(briefings, page_id):
        with suppress(files.UnreadableFile):
            texts[path.stem] = files.read_bytes(path, briefings).decode(errors="replace")
    return texts


def find_unreadable_records(briefings: Path) -> Iterator[Finding]:
    """Yield a finding for each record that cannot be read; its page is left as it is."""
    for path in _record_paths(briefings):
        try:
            files.read_bytes(path, briefings)
        except files.UnreadableFile as error:
            yield Finding(
                "unreadable-record", f"{RECORDS}/{path.name}", 0, f"{error}, or delete it"
            )


def _record_paths(briefings: Path, page_id: str = "*") -> list[Path]:
    try:
        return sorted(files.path_inside(briefings, RECORDS).glob(f"{page_id}.txt"))
    except OutsideFolder:
        return []


def parse_record(text: str, page: str | None = None) -> Record:
    """Parse a record; the text of its ``page`` shows how far a killed run came.

    The file may contain anything, such as git's conflict marks: what is not an entry is ignored.
    """
    if not text:
        return Record()
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for line in text.splitlines():
        word, _, words = line.partition(" ")
        is_base = _DIGEST.fullmatch(word)
        parts["base" if is_base else word].append(line if is_base else words)
    base = _parse_entries(parts["base"])
    head = parts["record"][0].split() if len(parts["record"]) == 1 else []
    page_digest, is_mixed = "".join(head[2:]), head[:2] != [_FORMAT, _checksum(base)]
    change = " ".join(parts["next"]).split()
    if len(change) == 2 and page is not None:  # a run was killed while it replaced the page
        before, after = change
        present = digest(page)
        if present == after:
            base = _parse_entries(parts["+"])
        else:
            page_digest = ""
        is_mixed = present not in (before, after)
    rejected, accepted = _parse_entries(parts["refused"]), "".join(parts["accepted"][-1:])
    cited = (part.partition("=") for part in parts["cited"])
    cites = tuple(Citation(address, key) for address, _, key in cited if key)
    return Record(base or None, rejected, accepted, page_digest, is_mixed, cites)


def write_record(briefings: Path, page_id: str, text: str) -> None:
    """Write the text of a record, or delete it if that is empty."""
    path = files.path_inside(briefings, f"{RECORDS}/{page_id}.txt")
    if text:
        files.write(path, text)
    else:
        path.unlink(missing_ok=True)


def _parse_entries(lines: Iterable[str]) -> tuple[RecordEntry, ...]:
    entries = []
    for line, *words in filter(None, map(str.split, lines)):
        pairs = [word.rsplit("=", 1) for word in takewhile(lambda word: "=" in word, words)]
        cites = tuple(Citation(address, key) for address, key in pairs)
        entries.append(RecordEntry(line, cites, " ".join(words[len(pairs) :])))
    return tuple(entries)


def _checksum(base: Iterable[RecordEntry]) -> str:
    return digest("\n".join(map(str, base)))


def knows_no_edits(record: str, text: str) -> bool:
    """Whether a record's file knows a generated text and nothing that people did."""
    head, _, entries = record.partition("\n")
    return head == f"record {_FORMAT} {digest(entries)} {digest(text)}"


def format_record(record: Record, change: tuple[str, str] = ("", ""), new_base: Base = ()) -> str:
    """Format a record as the text of its file, "" if there is nothing to keep.

    While a page is replaced, ``change`` is its text before and after, and
    ``new_base`` are its new lines.
    """
    if record.base is None and not record.rejected:
        return ""
    base = record.base or ()
    rejected = sorted(set(record.rejected), key=lambda entry: (entry.cites, entry))
    lines = [
        f"record {_FORMAT} {_checksum(base)} {record.page_digest}".rstrip(),
        *map(str, base),
        *(f"refused {entry}" for entry in rejected),
        *(f"cited {cite.address}={cite.digest}" for cite in record.cites_of_people),
        *([f"accepted {' '.join(record.accepted.split())}"] if record.accepted else []),
        *([f"next {digest(change[0])} {digest(change[1])}"] if new_base else []),
        *(f"+ {entry}" for entry in new_base),
    ]
    return "".join(f"{line}\n" for line in lines)
