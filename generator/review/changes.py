"""What a pull request changes: statements of story pages, and rows of the pages that people write.

A row is one mapping in the front matter of a name, a topic or a number with its plain keys: a value
of a number, a part of a measure, the status of a site, a deadline.  Rows inside others come right
behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from generator.catalogue.load import catalogue_files
from generator.catalogue.schema import profile
from generator.pages.document import Line, Page
from generator.review.reading import read, statements
from generator.text.files import UnreadableFile, read_text
from generator.text.frontmatter import FrontMatterError, split

ALIKE = 0.5  # two sentences that share so much are one sentence, changed
_NOT_SHOWN = frozenset({"cites", "redirect_from"})


class Change(NamedTuple):
    """A statement that changed: ``old`` is ``None`` for a new one, ``new`` for one removed."""

    old: Line | None
    new: Line | None


def changes(before: Page, after: Page) -> Iterator[Change]:
    """Yield what changed in a page's statements, in the order of the page as it is now.

    A sentence that only moved, or whose links and footnotes alone changed, has not changed.
    """
    old, new = statements(before), statements(after)
    said_before, said_after = {_told(line) for line in old}, {_told(line) for line in new}
    gone = [line for line in old if _told(line) not in said_after]
    for line in (line for line in new if _told(line) not in said_before):
        match = _closest(line, gone)
        if match is not None:
            gone.remove(match)
        yield Change(match, line)
    yield from (Change(line, None) for line in gone)


def _told(line: Line) -> tuple[str, str]:
    """Return what a line says and who says it."""
    said = read(line)
    return said.text, said.speaker


def _closest(line: Line, others: Iterable[Line]) -> Line | None:
    """Return the most similar line of the same section, if it is similar enough."""
    words = read(line).text.split()

    def likeness(other: Line) -> float:
        return SequenceMatcher(None, read(other).text.split(), words, autojunk=False).ratio()

    near = (other for other in others if other.section == line.section and other.kind is line.kind)
    best = max(near, key=likeness, default=None)
    return best if best and likeness(best) >= ALIKE else None


# --- Rows of the catalogue ------------------------------------------------------------------------


class Row(NamedTuple):
    """One row: its page, what it is called there, what it says, and where that stands."""

    path: str
    heading: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    cites: tuple[str, ...] = ()
    lines: frozenset[int] = frozenset()

    @property
    def told(self) -> tuple[object, ...]:
        """What is told: a row that only moved to another line tells the same."""
        return self[:4]


class Base(NamedTuple):
    """The state that the pull request starts from."""

    pages: tuple[Page, ...]
    rows: tuple[Row, ...] = ()


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


def row_changes(old: Sequence[Row], new: Sequence[Row]) -> tuple[RowChange, ...]:
    """Return the rows that differ."""
    same = {row.told for row in old} & {row.told for row in new}
    gone = {key: row for key, row in _known_by(old) if row.told not in same}
    found = [(gone.pop(key, None), row) for key, row in _known_by(new) if row.told not in same]
    return tuple(RowChange(*pair) for pair in [*found, *((row, None) for row in gone.values())])


def _known_by(rows: Iterable[Row]) -> Iterator[tuple[tuple[object, ...], Row]]:
    """Yield each row with what it is known by in two versions of a page."""
    counts: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        cells = dict(row.cells)
        name = (row.path, row.heading, cells.get("period"), cells.get("says"))
        counts[name] += 1
        yield (*name, counts[name]), row


def rows(briefings: Path) -> tuple[Row, ...]:
    """Return all rows of the pages of names, topics and numbers, those of numbers first."""
    pages = [path for path in catalogue_files(briefings) if path.suffix == ".md"]
    ordered = sorted(pages, key=lambda path: path.parent.name != "numbers")
    return tuple(row for path in ordered for row in _page_rows(path, briefings))


def _page_rows(path: Path, briefings: Path) -> Iterator[Row]:
    try:
        document = split(read_text(path, briefings))
    except (FrontMatterError, UnreadableFile):  # which is a finding of its own
        return
    front, where = document.front, path.relative_to(briefings).as_posix()
    heading = (str(front.get("name") or front.get("title") or path.stem),)
    for row, way in _rows(front, where, "", heading):
        at = [f"{way}.{key}".strip(".") for key in ("", *(name for name, _ in row.cells), "cites")]
        lines = frozenset(document.lines[each] for each in at if each in document.lines)
        cells = row.cells
        if way.startswith("values."):  # what the number counts that it is a value of
            cells = (*cells[:1], ("counts", str(front.get("counts", ""))), *cells[1:])
        yield row._replace(cells=cells, lines=lines)
    body, line = profile(document)
    if body:
        yield Row(where, (*heading, "text"), (("text", body),), (), frozenset({line}))


def _rows(
    values: Mapping[Any, Any], path: str, way: str, heading: tuple[str, ...]
) -> Iterator[tuple[Row, str]]:
    """Yield the row of a mapping and those inside it, each with where it stands in the file."""
    cells: list[tuple[str, str]] = []
    inner: list[tuple[Mapping[Any, Any], str, str]] = []
    for key, value in values.items():
        if isinstance(value, dict) and key != "cites":
            inner.append((value, f"{way}.{key}".strip("."), str(key)))
        elif isinstance(value, list) and any(isinstance(part, dict) for part in value):
            called = str(key).removesuffix("s")
            ways = ((part, f"{way}.{key}.{n}".strip(".")) for n, part in enumerate(value, start=1))
            inner += [(part, at, called) for part, at in ways if isinstance(part, dict)]
        elif value not in (None, "", []) and key not in _NOT_SHOWN:
            cells.append((str(key), _shown(value)))
    if cells:
        cites = values.get("cites")
        groups = cites.values() if isinstance(cites, dict) else [cites]
        found = dict.fromkeys(str(x) for each in groups if isinstance(each, list) for x in each)
        yield Row(path, heading, tuple(cells), tuple(found)), way
    for part, at, called in inner:
        name = str(part.get("name") or part.get("what") or called)
        yield from _rows(part, path, at, (*heading, name))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
