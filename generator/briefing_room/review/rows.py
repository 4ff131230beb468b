"""The rows of the catalogue as a reviewer sees them, and those that a pull request changes.

A row is a mapping in the front matter of a page, such as a value, a clause of a policy, a site or a
deadline, or a sentence of its profile.  A mapping inside a row is a row of its own, and follows it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from briefing_room.catalogue.key_reader import read_profile
from briefing_room.catalogue.load import catalogue_files
from briefing_room.model import Finding
from briefing_room.review.context import ReviewContext
from briefing_room.review.reading import cited_sentences, strip_markdown
from briefing_room.review.report_items import (
    Chunks,
    ReportGroup,
    ReportItem,
    faults_on_lines,
    find_excerpts,
    highlight_changes,
    highlight_unknown,
    highlight_value,
    plain_chunks,
)
from briefing_room.text.files import UnreadableFile, read_text
from briefing_room.text.frontmatter import FrontMatterError, split_front_matter
from briefing_room.text.periods import read_period
from briefing_room.verify.evidence import Evidence, read_value
from briefing_room.verify.row_numbers import has_period

_QUOTED_CELLS = frozenset(
    {"value", "period", "place", "as_of", "date", "what"}
    | {"announced", "effective", "ended", "from", "until", "resumed"}
)
"""The cells whose words a passage should have; others are names and keys of the project."""
_NOT_SHOWN = frozenset({"cites", "redirect_from"})


class Row(NamedTuple):
    """One row: its page, the headings above it, its cells, its citations, its lines in the file."""

    path: str
    heading: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    cites: tuple[str, ...] = ()
    lines: frozenset[int] = frozenset()

    @property
    def content(self) -> tuple[object, ...]:
        """What the row says: it stays the same if the row only moves."""
        return self.path, self.heading, self.cells, self.cites

    @property
    def text(self) -> str:
        """All cells on one line."""
        return "; ".join(f"{name}: {text}" for name, text in self.cells)


def read_rows(briefings: Path) -> tuple[Row, ...]:
    """Read the rows of all pages of the catalogue, numbers first."""
    pages = [path for path in catalogue_files(briefings) if path.suffix == ".md"]
    ordered = sorted(pages, key=lambda path: path.parent.name != "numbers")
    return tuple(row for path in ordered for row in _page_rows(path, briefings))


def _page_rows(path: Path, briefings: Path) -> Iterator[Row]:
    try:
        document = split_front_matter(read_text(path, briefings))
    except (FrontMatterError, UnreadableFile):  # which is a finding of its own
        return
    front, page_path = document.front, path.relative_to(briefings).as_posix()
    heading = (str(front.get("name") or front.get("title") or path.stem),)
    for row, key_path in _nested_rows(front, page_path, "", heading):
        keys = ["", *(name for name, _ in row.cells), "cites"]
        lines = (document.lines.get(f"{key_path}.{key}".strip(".")) for key in keys)
        cells = row.cells
        if key_path.startswith("values."):  # what this value counts
            counts = ("counts", str(front.get("counts", "")))
            cells = (*cells[:1], counts, *cells[1:])
        yield row._replace(cells=cells, lines=frozenset(filter(None, lines)))
    body, line = read_profile(document)
    for start, sentence in cited_sentences(body):
        cells = (("text", strip_markdown(sentence.text)),)
        number = line + body.count("\n", 0, start)
        yield Row(page_path, (*heading, "text"), cells, sentence.labels, frozenset({number}))


def _nested_rows(
    values: Mapping[Any, Any], path: str, key_path: str, heading: tuple[str, ...]
) -> Iterator[tuple[Row, str]]:
    """Yield the row of a mapping and those inside it, each with the path of its keys."""
    cells: list[tuple[str, str]] = []
    inner: list[tuple[Mapping[Any, Any], str, str]] = []
    for key, value in values.items():
        inner_path = f"{key_path}.{key}".strip(".")
        if isinstance(value, dict) and key != "cites":
            inner.append((value, inner_path, str(key)))
        elif isinstance(value, list) and any(isinstance(part, dict) for part in value):
            name = str(key).removesuffix("s")
            parts = enumerate(value, start=1)
            inner += [
                (part, f"{inner_path}.{number}", name)
                for number, part in parts
                if isinstance(part, dict)
            ]
        elif value not in (None, "", []) and key not in _NOT_SHOWN:
            cells.append((str(key), _cell_text(value)))
    if cells:
        cites = values.get("cites")
        groups = cites.values() if isinstance(cites, dict) else [cites]
        lists = (group for group in groups if isinstance(group, list))
        addresses = map(str, chain.from_iterable(lists))
        yield Row(path, heading, tuple(cells), tuple(dict.fromkeys(addresses))), key_path
    for part, inner_path, name in inner:
        inner_heading = str(part.get("name") or part.get("what") or name)
        yield from _nested_rows(part, path, inner_path, (*heading, inner_heading))


def _cell_text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_cell_text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


# --- The rows that changed -----------------------------------------------------------------------


def row_groups(
    before: Sequence[Row], context: ReviewContext, faults: Sequence[Finding]
) -> Iterator[ReportGroup]:
    """Yield the rows that changed, were added or removed, as a group for each page."""
    after = read_rows(context.briefings)
    same = {row.content for row in before} & {row.content for row in after}
    removed = {key: row for key, row in _rows_by_key(before) if row.content not in same}
    changed = [
        (row, removed.pop(key, None)) for key, row in _rows_by_key(after) if row.content not in same
    ]
    pages: defaultdict[tuple[str, str], list[ReportItem]] = defaultdict(list)
    for row, old in changed:
        item = _row_item(old, row, context)
        item = replace(item, faults=faults_on_lines(item.path, row.lines, faults))
        pages[row.heading[0], item.path].append(item)
    for row in removed.values():
        path, heading = context.working_path(row), " › ".join(row.heading[1:])
        hint = f"put it back in {path}"
        item = ReportItem(path, 0, heading, "removed", was=plain_chunks(row.text), hint=hint)
        pages[row.heading[0], path].append(item)
    note = "Does the passage say this, of this thing, place and time?"
    return (ReportGroup(title, path, note, tuple(items)) for (title, path), items in pages.items())


def _rows_by_key(rows: Iterable[Row]) -> Iterator[tuple[tuple[object, ...], Row]]:
    """Yield each row with a key by which it is found in another version of its page."""
    counts: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        cells = dict(row.cells)
        key = (row.path, row.heading, cells.get("period"), cells.get("says"))
        counts[key] += 1
        yield (*key, counts[key]), row


def _row_item(old: Row | None, row: Row, context: ReviewContext) -> ReportItem:
    path = context.working_path(row)
    passages = filter(None, map(context.resolve, row.cites))
    labels = [passage.label for passage in passages]
    evidence = context.evidence_of_passages(labels)
    units = {number.path: number.unit for number in context.catalogue.numbers.values()}
    value = read_value(dict(row.cells).get("value", ""), units.get(row.path, ""))
    line = min(row.lines, default=0)
    return ReportItem(
        path=path,
        line=line,
        heading=" › ".join(row.heading[1:]),
        state="changed" if old else "new",
        cells=tuple((name, _mark_cell(name, text, evidence)) for name, text in row.cells),
        was=highlight_changes(old.text, row.text) if old else (),
        excerpts=find_excerpts(labels, context, lambda text: highlight_value(text, value)),
        hint=f"edit {path}:{line or 1}",
    )


def _mark_cell(name: str, text: str, evidence: Evidence) -> Chunks:
    """Highlight the words of a cell that its passages lack, if they should have them."""
    if name not in _QUOTED_CELLS or not evidence.text:
        return plain_chunks(text)
    if when := read_period(text):
        return (plain_chunks(text)[0]._replace(differs=not has_period(when, evidence)),)
    return highlight_unknown(text, evidence.text)
