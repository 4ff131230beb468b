"""What was last generated, one digest for each line of a page: ``.generated/<id>.txt``."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Sequence
from pathlib import Path

from generator.pages.document import Page
from generator.text import files

RECORDS = ".generated"


def fingerprint(lines: Sequence[str]) -> tuple[str, ...]:
    """Return one digest per line; white space at a line's end does not count."""
    return tuple(hashlib.sha256(line.rstrip().encode()).hexdigest()[:12] for line in lines)


def read_record(briefings: Path, page_id: str) -> tuple[str, ...] | None:
    """Return the digests of a page as last generated, ``None`` without a record.

    A record may hold anything, even a merge's markers: what is no digest matches no line.
    """
    path = record_path(briefings, page_id)
    if not path.is_file():
        return None
    return tuple(path.read_text(encoding="utf-8", errors="replace").split())


def record_path(briefings: Path, page_id: str) -> Path:
    """Return where the record of a page lies."""
    return files.inside(briefings / RECORDS, f"{page_id}.txt")


def write_record(briefings: Path, page: Page) -> None:
    """Write down what the page said when it was generated."""
    digests = fingerprint([line.text for line in page.lines])
    files.write(record_path(briefings, page.id), "\n".join(digests) + "\n")


def unused_records(briefings: Path, ids: Container[str]) -> tuple[str, ...]:
    """Return the records, by page id, that belong to no page named in ``ids``."""
    folder = briefings / RECORDS
    records = (path.relative_to(folder).with_suffix("") for path in folder.rglob("*.txt"))
    return tuple(sorted(name.as_posix() for name in records if name.as_posix() not in ids))
