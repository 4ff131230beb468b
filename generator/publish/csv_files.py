"""Write tables as CSV that spreadsheets can open without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

# A spreadsheet takes a cell that begins so for a formula and may run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """Return a header line and a line for each row; text that looks like a formula is quoted."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _harmless(value) for key, value in row.items()} for row in rows)
    return file.getvalue()


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
