"""The sheet of a pull request: each statement beside the passage that it rests on, to tick off.

The records here are what the frames in ``templates/`` print (:mod:`generator.review.report`).
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.compose.signs import signs
from generator.model import Cue, Finding, Role
from generator.pages.document import EDITOR, Line, Page
from generator.review.changes import Base, Change, Row, RowChange, changes, row_changes, rows
from generator.review.evidence import Evidence
from generator.review.excerpts import (
    Excerpt,
    Piece,
    Words,
    beside,
    excerpt,
    marked,
    unmarked,
    valued,
)
from generator.review.findings import Checked
from generator.review.library import Library
from generator.review.number_evidence import gives, measured
from generator.review.reading import Said, links, read, shown, statements
from generator.review.settling import review_told
from generator.text.months import period
from generator.text.typography import plain

TOLD = frozenset(
    {"value", "period", "place", "as_of", "date", "what"}
    | {"announced", "effective", "ended", "from", "until", "resumed"}
)
"""The cells of a row whose words a passage should have; others are names and keys of our own."""


@dataclass(frozen=True, slots=True)
class Item:
    """A statement or a row to look at, with all that a reviewer needs to judge it."""

    where: str
    line: int
    heading: str
    state: str  # new, changed, removed, same, asked
    said: tuple[Words, ...] = ()
    cells: tuple[tuple[str, tuple[Words, ...]], ...] = ()
    label: str = ""
    was: tuple[Words, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    faults: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    by: str = ""
    mend: str = ""  # what to do if it is not right; a line of a story can be rejected

    @property
    def verbatim(self) -> bool:
        """Whether it is letter for letter its passages, in one place of one text."""
        cited = [run.text for it in self.excerpts for p in it.pieces if p.cited for run in p.words]
        text = " ".join(run.text for run in self.said)
        alone = len(self.excerpts) == 1 and not self.was and not self.label
        return alone and bool(text) and plain(" ".join(cited)) == text

    @property
    def key(self) -> str:
        """What the browser remembers it by: the same in a later sheet if it says the same."""
        seen = (self.where, self.heading, self.said, self.cells, self.was, self.excerpts)
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Group:
    """A changed page with its items, those that did not change, and its texts as a whole."""

    title: str
    where: str
    note: str
    items: tuple[Item, ...]
    same: tuple[Item, ...] = ()
    texts: tuple[tuple[Excerpt, int], ...] = ()  # with how many words the page leaves out
    can_accept: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a pull request changes, pages with faults first."""

    base: str
    groups: tuple[Group, ...]
    faults: tuple[Finding, ...]  # in files that changed; items show those of their lines
    elsewhere: int

    @property
    def count(self) -> int:
        """How many items there are to look at."""
        return sum(len(group.items) for group in self.groups)


# --- What changed ---------------------------------------------------------------------------------


def sheet(base: Base, library: Library, checked: Checked, ref: str) -> Sheet:
    """Return the sheet of what differs from ``base``, which git knows as ``ref``."""
    held = frozenset((f.path, f.line) for f in checked.notices if f.kind == "held")
    seen = _Seen(library, checked.faults, held)
    old = {page.id: page for page in base.pages}
    there = {page.id for page in library.pages}
    touched = [p for p in library.pages if p.id not in old or old[p.id].text != p.text]
    groups = [_page(old.get(page.id), page, seen) for page in touched]
    groups += _rows(row_changes(base.rows, seen.rows), seen)
    groups += [_gone(page, library.where(page)) for page in base.pages if page.id not in there]
    groups = [group for group in groups if group.items]
    paths = {group.where for group in groups}
    faults = tuple(f for f in checked.faults if f.path in paths)
    groups.sort(key=lambda group: not any(item.faults for item in group.items))
    return Sheet(ref, tuple(groups), faults, len(checked.faults) - len(faults))


@dataclass
class _Seen:
    """What items are made with; ``held`` are the lines that people wrote."""

    library: Library
    faults: tuple[Finding, ...]
    held: frozenset[tuple[str, int]]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the catalogue as it is now."""
        return rows(self.library.briefings)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each page of the catalogue is called, and what it is, by its path."""
        known = self.library.catalogue
        entities = {
            each.path: f"{each.full_name} ({each.type})" for each in known.entities.values()
        }
        topics = {t.path: f"{t.title} (topic)" for t in known.topics.values()}
        return entities | topics | {n.path: f"{n.name} (number)" for n in known.numbers.values()}

    def faults_at(self, where: str, lines: Iterable[int]) -> tuple[str, ...]:
        """Return what is wrong with lines of a file."""
        wanted = {(where, line) for line in lines}
        return tuple(
            f"{each.kind}: {each.message}"
            for each in self.faults
            if (each.path, each.line) in wanted
        )


def _gone(page: Page, where: str) -> Group:
    said = tuple(Words(read(line).text) for line in statements(page))
    item = Item(where, 0, "Page", "removed", was=said, mend=f"put {where} back")
    return Group(page.title, where, "This page is removed.", (item,))


# --- A story --------------------------------------------------------------------------------------


def _page(old: Page | None, page: Page, seen: _Seen) -> Group:
    where, library = seen.library.where(page), seen.library
    said = statements(page)
    found = list(changes(old, page)) if old else [Change(None, line) for line in said]
    by_line = {change.new.number: change for change in found if change.new}
    items = [_statement(line, by_line.get(line.number), page, seen) for line in said]
    same = tuple(item for item in items if item.state == "same" and not item.faults + item.asks)
    gone = [_removed(c.old, where, library) for c in found if c.old and not c.new]
    asked = [] if old else [*_replies(page, where, library), *_why(page, where)]
    head = [item for item in [_head(old, page, seen)] if item.state != "same"]
    rest = (*head, *(item for item in items if item not in same), *gone, *asked)
    seeds = f"{len(page.seeds)} seed{'s' if len(page.seeds) > 1 else ''}"
    note = f"{len(items)} statements from {seeds}."
    if old:
        note = f"Changed; {review_told(page, library.record(page))}."
    return Group(page.title, where, note, rest, same, tuple(_texts(page, library)), can_accept=True)


def _head(old: Page | None, page: Page, seen: _Seen) -> Item:
    """Return what a page is filed under and where its links lead, beside its texts.

    Marked is what the program would not give.
    """
    where, library = seen.library.where(page), seen.library
    filed, before = _filed(page, seen), _filed(old, seen) if old else {}
    draft = library.drafts_by_id.get(page.id)
    usual = _filed(draft, seen) if draft else filed
    gone = [f"{name}: {'; '.join(told)}." for name, told in before.items() if told != filed[name]]
    same = old and before == filed and set(old.seeds) == set(page.seeds)
    return Item(
        *(where, 0, "Page", "same" if same else "changed" if old else "new"),
        cells=tuple(
            (name, (Words(each, each not in usual[name]),))
            for name, told in filed.items()
            for each in told
        ),
        was=(Words(" ".join(gone)),) if gone else (),
        excerpts=tuple(excerpt(article, ()) for article in library.articles_behind(page)),
        mend=f"edit {where}:1",
    )


def _filed(page: Page, seen: _Seen) -> dict[str, tuple[str, ...]]:
    topics = seen.library.catalogue.topics
    folder = posixpath.dirname(page.path)
    led = [
        f"{shown(text)} → {seen.names.get(path, target)}"
        for line in statements(page)
        for text, target in links(line.text)
        for path in [posixpath.normpath(posixpath.join(folder, target.partition("#")[0]))]
    ]
    return {
        "title": (page.title,),
        "topic": tuple(topics[each].title if each in topics else each for each in page.topics),
        "link": tuple(dict.fromkeys(led)),
    }


def _statement(line: Line, change: Change | None, page: Page, seen: _Seen) -> Item:
    """Return what there is to see of a statement; without a change it stands as it stood."""
    said, old, library = read(line), change.old if change else None, seen.library
    where, evidence = library.where(page), library.of_labels(line.labels).text
    first = line == next(iter(page.section(Role.BOTTOM_LINE.value)), None)
    person = (where, line.number) in seen.held
    return Item(
        *(where, line.number, line.section),
        "changed" if old else "new" if change else "same",
        marked(said.text, evidence) if evidence else (Words(said.text),),
        label=said.speaker,
        was=marked(_whole(read(old)), _whole(said)) if old else (),
        excerpts=beside(line.labels, library, lambda text: marked(text, said.text)),
        faults=seen.faults_at(where, [line.number]),
        asks=tuple(_news(page, library)) if first and change else (),
        by="an editor's own words" if EDITOR in line.labels else "a person" if person else "",
    )


def _whole(said: Said) -> str:
    return f"{said.text} {said.speaker}".strip()


def _removed(line: Line, where: str, library: Library) -> Item:
    text = read(line).text
    excerpts = beside(line.labels, library, lambda passage: marked(passage, text))
    mend = f"put it back in {where}"
    was = (Words(text),)
    return Item(where, 0, line.section, "removed", was=was, excerpts=excerpts, mend=mend)


def _why(page: Page, where: str) -> Iterator[Item]:
    """Ask why it matters where nobody has said it: only people write that."""
    if not page.section(Role.WHY.value):
        ask = (
            "Why does it matter? Nobody has written it. Add a line under “## Why it matters”, below"
            f" the key points, with the passage that it rests on or [^{EDITOR}]; or leave it out."
        )
        mend = f"edit {where}:{_end(page)}: add “## {Role.WHY.value}” and your line below"
        yield Item(where, 0, Role.WHY.value, "asked", asks=(ask,), mend=mend)


def _end(page: Page) -> int:
    """Return the last line of the key points, or of what the page says."""
    said = page.section(Role.KEY_POINT.value) or statements(page)
    return max((line.number for line in said), default=1)


def _news(page: Page, library: Library) -> Iterator[str]:
    """Ask whether the bottom line is the news where it is not what a text opens with."""
    shown = {label for line in page.section(Role.BOTTOM_LINE.value) for label in line.labels}
    for article in library.articles_behind(page):
        opening = next((s for s in article.sentences if not s.opens), None)
        if opening and shown.isdisjoint(passage.label for passage in opening.passages):
            head = f"The text is headed “{article.title}”. " if article.title else ""
            yield f"Is this the news? {head}It opens: “{opening.text}”"


def _replies(page: Page, where: str, library: Library) -> Iterator[Item]:
    """Yield what the texts of a page deny, answer or could not confirm, where the page does not."""
    cited = set(page.cited)
    found = [
        found.sentence
        for article in library.articles_behind(page)
        for found in library.facts(article.id).found
        if signs(found.sentence.text)["reply"] or Cue.NOT_KNOWN in found.cues
    ]
    left = [s for s in found if cited.isdisjoint(p.label for p in s.passages)]
    if left:
        ask = "These answer, deny or doubt something, and the page leaves them out. Is one missed?"
        labels = [passage.label for sentence in left for passage in sentence.passages]
        shown = beside(labels, library, unmarked)
        marks = " ".join(f"[^{label}]" for label in labels)
        mend = f"edit {where}:{_end(page)}: add what is missing there, with its mark of {marks}"
        yield Item(where, 0, "Left out", "asked", asks=(ask,), excerpts=shown, mend=mend)


def _texts(page: Page, library: Library) -> Iterator[tuple[Excerpt, int]]:
    """Yield each text of a page whole, with what the page shows of it."""
    cited = set(page.cited)
    for article in library.articles_behind(page):
        gone = {r.passage.label: r.reason for r in article.removed}
        pieces = tuple(
            Piece((Words(p.text),), p.label in cited, p.place, gone.get(p.label, ""))
            for p in article.passages
        )
        left = [p for p in article.passages if p.label not in cited | gone.keys()]
        yield excerpt(article, pieces), sum(len(p.text.split()) for p in left)


# --- Rows of the catalogue ------------------------------------------------------------------------


def _rows(found: Iterable[RowChange], seen: _Seen) -> Iterator[Group]:
    note = "Is it this that the passage tells, of this thing, place and time?"
    pages: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for change in found:
        where = (seen.library.briefings / change.row.path).as_posix()
        pages[change.row.heading[0], where].append(_row(change, where, seen))
    return (Group(*page, note, tuple(items)) for page, items in pages.items())


def _row(change: RowChange, where: str, seen: _Seen) -> Item:
    row, library = change.row, seen.library
    heading, old = " › ".join(row.heading[1:]), change.old
    if change.new is None:
        was, mend = (Words(_told(row)),), f"put it back in {where}"
        return Item(where, 0, heading, "removed", was=was, mend=mend)
    labels = [p.label for cite in row.cites if (p := library.resolve(cite))]
    evidence = library.of_labels(labels)
    units = {number.path: number.unit for number in library.catalogue.numbers.values()}
    value = measured(dict(row.cells).get("value", ""), units.get(row.path, ""))
    line = min(row.lines, default=0)
    return Item(
        *(where, line, heading, "changed" if old else "new"),
        cells=tuple((name, _cell(name, text, evidence)) for name, text in row.cells),
        was=marked(_told(old), _told(row)) if old else (),
        excerpts=beside(labels, library, lambda text: valued(text, value)),
        faults=seen.faults_at(where, row.lines),
        asks=tuple(_also(row, seen.rows)),
        mend=f"edit {where}:{line or 1}",
    )


def _cell(name: str, text: str, evidence: Evidence) -> tuple[Words, ...]:
    """Return a cell with what its passages do not say, where it should have their words."""
    if name not in TOLD or not evidence.text:
        return (Words(text),)
    if when := period(text):
        return (Words(text, apart=not gives(when, evidence)),)
    return marked(text, evidence.text, anywhere=True)


def _also(row: Row, others: Iterable[Row]) -> Iterator[str]:
    """Ask about the same figure of the same passage in the page of another number."""
    for other in others:
        same = _figures(row) == _figures(other) and not set(row.cites).isdisjoint(other.cites)
        if same and other.path != row.path and _figures(row):
            yield f"“{other.heading[0]}” has this figure of this passage too. Which is it?"


def _figures(row: Row) -> list[str]:
    return re.findall(r"\d[\d.,]*", dict(row.cells).get("value", ""))


def _told(row: Row) -> str:
    return "; ".join(f"{name}: {text}" for name, text in row.cells)
