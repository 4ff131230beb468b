"""What was last generated, one digest for each line of a page: ``.generated/<id>.txt``."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from generator.pages.page import Page
from generator.pages.reconcile import fingerprint
from generator.text import files

RECORDS = ".generated"


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
