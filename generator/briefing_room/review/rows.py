"""The rows of the pages that people write, and which of them a pull request changes.

A row is one mapping in the front matter of a page, with its plain keys: a value of a number, a part
of a policy, the status of a site, a deadline.  A row inside another follows it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from briefing_room.catalogue.fields import profile
from briefing_room.catalogue.load import catalogue_files
from briefing_room.model import Finding
from briefing_room.review.context import ReviewContext
from briefing_room.review.reading import bare, cited_sentences
from briefing_room.review.report_items import (
    Chunks,
    ReportGroup,
    ReportItem,
    beside,
    faults_at,
    marked,
    marked_anywhere,
    unmarked,
    valued,
)
from briefing_room.review.values import gives
from briefing_room.text.files import UnreadableFile, read_text
from briefing_room.text.frontmatter import FrontMatterError, split
from briefing_room.text.months import period
from briefing_room.verify.evidence import Evidence, measured

FROM_PASSAGES = frozenset(
    {"value", "period", "place", "as_of", "date", "what"}
    | {"announced", "effective", "ended", "from", "until", "resumed"}
)
"""The cells of a row whose words a passage should have; others are names and keys of our own."""
_NOT_SHOWN = frozenset({"cites", "redirect_from"})


class Row(NamedTuple):
    """One row: its page, its headings there, its cells, and its lines in the file."""

    path: str
    heading: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    cites: tuple[str, ...] = ()
    lines: frozenset[int] = frozenset()

    @property
    def content(self) -> tuple[object, ...]:
        """What it says: a row that only moved to another line says the same."""
        return self[:4]

    @property
    def text(self) -> str:
        """Its cells in one line."""
        return "; ".join(f"{name}: {text}" for name, text in self.cells)

    @property
    def figures(self) -> list[str]:
        """The digits of its value."""
        return re.findall(r"\d[\d.,]*", dict(self.cells).get("value", ""))


def read_rows(briefings: Path) -> tuple[Row, ...]:
    """Read all rows of the catalogue, those of numbers first."""
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
    for start, said in cited_sentences(body):
        place = frozenset({line + body.count("\n", 0, start)})
        yield Row(where, (*heading, "text"), (("text", bare(said.text)),), said.labels, place)


def _rows(
    values: Mapping[Any, Any], path: str, way: str, heading: tuple[str, ...]
) -> Iterator[tuple[Row, str]]:
    """Yield the row of a mapping and those inside it, each with its path in the file."""
    cells: list[tuple[str, str]] = []
    inner: list[tuple[Mapping[Any, Any], str, str]] = []
    for key, value in values.items():
        at = f"{way}.{key}".strip(".")
        if isinstance(value, dict) and key != "cites":
            inner.append((value, at, str(key)))
        elif isinstance(value, list) and any(isinstance(part, dict) for part in value):
            parts = ((part, f"{at}.{n}") for n, part in enumerate(value, start=1))
            inner += [(p, at, str(key).removesuffix("s")) for p, at in parts if isinstance(p, dict)]
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


# --- What changed, beside its passages -----------------------------------------------------------


def row_groups(
    before: Sequence[Row], context: ReviewContext, faults: Iterable[Finding]
) -> Iterator[ReportGroup]:
    """Yield the rows that changed, page by page."""
    now = read_rows(context.briefings)
    same = {row.content for row in before} & {row.content for row in now}
    gone = {key: row for key, row in _known_by(before) if row.content not in same}
    new = [(gone.pop(key, None), row) for key, row in _known_by(now) if row.content not in same]
    pages: defaultdict[tuple[str, str], list[ReportItem]] = defaultdict(list)
    for old, row in new:
        where = context.where(row)
        item = _item(old, row, where, context)
        wrong = faults_at(where, row.lines, faults)
        pages[row.heading[0], where].append(
            replace(item, faults=wrong, asks=tuple(_also(row, now)))
        )
    for row in gone.values():
        where, heading = context.where(row), " › ".join(row.heading[1:])
        mend = f"put it back in {where}"
        item = ReportItem(where, 0, heading, "removed", was=unmarked(row.text), mend=mend)
        pages[row.heading[0], where].append(item)
    note = "Is it this that the passage tells, of this thing, place and time?"
    return (ReportGroup(*page, note, tuple(items)) for page, items in pages.items())


def _known_by(rows: Iterable[Row]) -> Iterator[tuple[tuple[object, ...], Row]]:
    """Yield each row with a key that identifies it in two versions of a page."""
    counts: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        cells = dict(row.cells)
        name = (row.path, row.heading, cells.get("period"), cells.get("says"))
        counts[name] += 1
        yield (*name, counts[name]), row


def _item(old: Row | None, row: Row, where: str, context: ReviewContext) -> ReportItem:
    labels = [p.label for cite in row.cites if (p := context.resolve(cite))]
    evidence = context.of_labels(labels)
    units = {number.path: number.unit for number in context.catalogue.numbers.values()}
    value = measured(dict(row.cells).get("value", ""), units.get(row.path, ""))
    line = min(row.lines, default=0)
    return ReportItem(
        *(where, line, " › ".join(row.heading[1:]), "changed" if old else "new"),
        cells=tuple((name, _cell(name, text, evidence)) for name, text in row.cells),
        was=marked(old.text, row.text) if old else (),
        excerpts=beside(labels, context, lambda text: valued(text, value)),
        mend=f"edit {where}:{line or 1}",
    )


def _cell(name: str, text: str, evidence: Evidence) -> Chunks:
    """Highlight what a cell says and its passages do not, if it should have their words."""
    if name not in FROM_PASSAGES or not evidence.text:
        return unmarked(text)
    if when := period(text):
        return (unmarked(text)[0]._replace(apart=not gives(when, evidence)),)
    return marked_anywhere(text, evidence.text)


def _also(row: Row, others: Iterable[Row]) -> Iterator[str]:
    """Ask about the same figure of the same passage on the page of another number."""
    for other in others:
        same = row.figures == other.figures and not set(row.cites).isdisjoint(other.cites)
        if same and other.path != row.path and row.figures:
            yield f"“{other.heading[0]}” has this figure of this passage too. Which is it?"
