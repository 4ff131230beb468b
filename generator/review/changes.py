"""What a pull request changes: statements of story pages, and rows of the pages that people write.

A row is one record of a name, a topic or a number with its plain fields: a value of a number, a
part of a measure, the status of a site, a deadline.  Rows of records inside others come right
behind them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from generator.catalogue.entries import Catalogue
from generator.catalogue.measures import Cited, Measure
from generator.catalogue.numbers import Value
from generator.pages.document import Line, Page
from generator.review.reading import read, statements
from generator.text.months import Period
from generator.text.months import day as written

ALIKE = 0.5  # two sentences that share so much are one sentence, changed
_NOT_SHOWN = frozenset(
    {"slug", "path", "line", "anchor", "cites", "cited", "body", "body_line", "redirect_from"}
)
_CALLED = {"text": "value", "start": "from", "suspensions": "suspended"}


class Base(NamedTuple):
    """The state that the pull request starts from."""

    pages: tuple[Page, ...]
    catalogue: Catalogue = Catalogue()


class Change(NamedTuple):
    """A statement that changed: ``old`` is ``None`` for a new one, ``new`` for one removed."""

    old: Line | None
    new: Line | None


def changes(before: Page, after: Page) -> Iterator[Change]:
    """Yield what changed in a page's statements, in the order of the page as it is now.

    A sentence that only moved, or whose links and footnotes alone changed, has not changed.
    """
    old, new = statements(before), statements(after)
    said_before, said_after = {_statement(line) for line in old}, {_statement(line) for line in new}
    gone = [line for line in old if _statement(line) not in said_after]
    for line in (line for line in new if _statement(line) not in said_before):
        match = _closest(line, gone)
        if match is not None:
            gone.remove(match)
        yield Change(match, line)
    yield from (Change(line, None) for line in gone)


def _statement(line: Line) -> tuple[str, str]:
    """Return what a line says and who says it."""
    said = read(line)
    return said.text, said.speaker


def _closest(line: Line, others: Iterable[Line]) -> Line | None:
    """Return the most similar line of the same section, if it is similar enough."""
    near = [other for other in others if other.section == line.section and other.kind is line.kind]
    scored = [(_likeness(other, line), other) for other in near]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _likeness(one: Line, other: Line) -> float:
    before, after = (read(line).text.split() for line in (one, other))
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


# --- Rows of the catalogue ------------------------------------------------------------------------


class Row(NamedTuple):
    """One row: ``at`` is its way in the page, which is the same in two versions of it."""

    path: str
    at: str
    heading: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    cites: tuple[str, ...] = ()
    lines: frozenset[int] = frozenset()


class RowChange(NamedTuple):
    """A row that changed: without ``old`` it is new, without ``new`` it was removed."""

    old: Row | None
    new: Row | None

    @property
    def row(self) -> Row:
        """Return the row as it is now, or as it was."""
        found = self.new or self.old
        assert found is not None  # noqa: S101  one of the two is there
        return found


def row_changes(before: Catalogue, after: Catalogue) -> tuple[RowChange, ...]:
    """Return the rows that differ; one that only moved to another line does not."""
    old, new = tuple(rows(before)), tuple(rows(after))
    same = {_said(row) for row in old} & {_said(row) for row in new}
    gone: Mapping[tuple[str, str], Row] = {row[:2]: row for row in old if _said(row) not in same}
    changed = [RowChange(gone.get(row[:2]), row) for row in new if _said(row) not in same]
    kept = {row[:2] for row in new}
    return (*changed, *(RowChange(row, None) for key, row in gone.items() if key not in kept))


def _said(row: Row) -> tuple[object, ...]:
    return row.path, row.heading, row.cells, row.cites


def rows(catalogue: Catalogue) -> Iterator[Row]:
    """Yield all rows, those of numbers first."""
    for number in catalogue.numbers.values():
        yield from _rows(number, _At(number.path, "", (number.name,)))
    for entity in catalogue.entities.values():
        yield from _rows(entity, _At(entity.path, "", (entity.full_name,)))
    for topic in catalogue.topics.values():
        yield from _rows(topic, _At(topic.path, "", (topic.title,)))


@dataclass(frozen=True, slots=True)
class _At:
    """Where a record stands, and the passages that the dates around it cite."""

    path: str
    way: str
    heading: tuple[str, ...]
    cited: tuple[Cited, ...] = ()
    counts: str = ""  # what the number counts that a value is of


def _rows(record: Any, at: _At) -> Iterator[Row]:
    cells: list[tuple[str, str]] = []
    inner: list[tuple[str, Any]] = []
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name in _NOT_SHOWN or value is None or value in ((), ""):
            continue
        name = _CALLED.get(each.name, each.name)
        if is_dataclass(value) and not isinstance(value, Period):
            inner.append((name, value))
        elif isinstance(value, tuple) and is_dataclass(value[0]):
            inner += [(f"{name} {_key(item, n)}", item) for n, item in enumerate(value, start=1)]
        else:
            cells.append((name.replace("_", " "), _shown(value)))
    if isinstance(record, Value):
        cells.insert(1, ("counts", at.counts))
    if cells:
        yield _row(record, at, cells)
    for name, item in inner:
        cited = item.cited if isinstance(item, Measure) else at.cited
        heading = (*at.heading, _heading(name, item))
        counts = getattr(record, "counts", "")
        yield from _rows(item, _At(at.path, f"{at.way}/{name}", heading, cited, counts))
    if body := getattr(record, "body", ""):
        line = frozenset({record.body_line})
        yield Row(at.path, "/text", (*at.heading, "text"), (("text", body),), (), line)


def _row(record: Any, at: _At, cells: list[tuple[str, str]]) -> Row:
    days = {value for _, value in cells}
    part = at.way.removeprefix("/measure").strip("/").replace(" ", ".").replace("/", ".")
    here = [c for c in at.cited if written(c.day) in days and _belongs(c.at, part)]
    cites = (*getattr(record, "cites", ()), *(address for c in here for address in c.cites))
    lines = {getattr(record, "line", 0), *(c.line for c in here)} - {0}
    return Row(
        at.path, at.way, at.heading, tuple(cells), tuple(dict.fromkeys(cites)), frozenset(lines)
    )


def _belongs(at: str, part: str) -> bool:
    """Return whether a date at ``clauses.2.suspended.until`` is of ``clauses.2.suspended.1``."""
    above = at.rpartition(".")[0]
    return above == part or (".suspended" in f".{above}" and part.startswith(above))


def _key(item: Any, number: int) -> str:
    """Return what a record of a list is known by in two versions of a page."""
    return str(getattr(item, "anchor", "") or getattr(item, "name", "") or number)


def _heading(name: str, item: Any) -> str:
    own = "value" if isinstance(item, Value) else name
    return str(getattr(item, "name", None) or getattr(item, "what", None) or own)


def _shown(value: Any) -> str:
    if isinstance(value, Period):
        return value.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        pairs = bool(value) and isinstance(value[0], tuple)
        return (", " if pairs or isinstance(value[0], str) else " ").join(map(_shown, value))
    return written(value) if isinstance(value, dt.date) else str(value)
