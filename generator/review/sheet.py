"""The sheet of a pull request: each statement beside the passage that it rests on, to tick off.

The records here are what the frames in ``templates/`` print: one page of HTML without a server, and
the same in short as a comment of a pull request.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.compose.signs import signs
from generator.model import Article, Cue, Finding, Quantity, Role
from generator.pages.document import EDITOR, Line, Page
from generator.pages.sources import publisher
from generator.review.catalogue_rows import Row, RowChange, row_changes, rows
from generator.review.changes import Base, changes
from generator.review.evidence import Evidence, alike
from generator.review.excerpts import (
    Excerpt,
    Piece,
    Words,
    beside,
    excerpt,
    marked,
    shared,
    unmarked,
    valued,
)
from generator.review.findings import Checked
from generator.review.library import Library
from generator.review.number_evidence import gives, measured, same_number
from generator.review.reading import read, shown, statements
from generator.review.settling import review_told
from generator.review.values import Row as Held
from generator.review.values import rows as held_rows
from generator.text.months import day, period
from generator.text.typography import plain

_LINK = re.compile(r"(?<!\\)\[([^\[\]]+)\]\(([^()\s#]+\.md)[^()\s]*\)")

TOLD = frozenset(
    {"value", "period", "place", "as of", "date", "what", "what followed"}
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
    label_before: str = ""
    also: str = ""  # other numbers of the same unit in the passages of a row
    nearby: tuple[str, ...] = ()  # the other rows of its file
    unlike: tuple[str, ...] = ()  # the numbers that are not to be confused with its own
    texts: tuple[str, ...] = ()  # of a page's first item: whose its texts are
    mend: str = ""  # what to do if it is not right; a line of a story can be rejected

    @property
    def text(self) -> str:
        """What the statement says."""
        return " ".join(run.text for run in self.said)

    @property
    def verbatim(self) -> bool:
        """Whether it is letter for letter its passages, in one place of one text."""
        cited = [run.text for it in self.excerpts for p in it.pieces if p.cited for run in p.words]
        alone = len(self.excerpts) == 1 and not self.was and not self.label
        return alone and bool(self.said) and plain(" ".join(cited)) == self.text

    @property
    def before(self) -> str:
        """What it said in the last version."""
        return " ".join(run.text for run in self.was)

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
    kind: str  # new, changed, removed, rows
    note: str
    items: tuple[Item, ...]
    same: tuple[Item, ...] = ()
    texts: tuple[tuple[Excerpt, int], ...] = ()  # with how many words the page leaves out
    can_accept: bool = False

    @property
    def told(self) -> tuple[Item, ...]:
        """The items without that of the page as a whole."""
        return tuple(item for item in self.items if not item.texts)


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
    before = {article.id: article.text for article in base.articles}
    seen = _Seen(library, checked.faults, held, before)
    old = {page.id: page for page in base.pages}
    touched = [p for p in library.pages if p.id not in old or old[p.id].text != p.text]
    groups = [_page(old.get(page.id), page, seen) for page in touched]
    groups += _rows(row_changes(base.catalogue, library.catalogue), seen)
    there = {page.id for page in library.pages}
    groups += [_gone(page, seen) for page in base.pages if page.id not in there]
    paths = {group.where for group in groups}
    faults = tuple(f for f in checked.faults if f.path in paths)
    groups.sort(key=lambda group: not any(item.faults for item in group.items))
    return Sheet(ref, tuple(groups), faults, len(checked.faults) - len(faults))


@dataclass
class _Seen:
    """What items are made with; ``held`` are the lines that people wrote.

    ``before`` gives the texts that there were, by their ids.
    """

    library: Library
    faults: tuple[Finding, ...]
    held: frozenset[tuple[str, int]]
    before: Mapping[str, str]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the catalogue as it is now."""
        return tuple(rows(self.library.catalogue))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each page of the catalogue is called, and what it is, by its path."""
        known = self.library.catalogue
        entities = {
            each.path: f"{each.full_name} ({each.type})" for each in known.entities.values()
        }
        topics = {t.path: f"{t.title} (topic)" for t in known.topics.values()}
        return entities | topics | {n.path: f"{n.name} (number)" for n in known.numbers.values()}

    @cached_property
    def held_rows(self) -> tuple[Held, ...]:
        """The rows that give a number, as they are held to their passages."""
        found = held_rows(self.library.catalogue, self.library.articles)
        return tuple(row for row in found if row.text)

    @cached_property
    def _faults(self) -> Mapping[tuple[str, int], list[str]]:
        found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for each in self.faults:
            found[each.path, each.line].append(f"{each.kind}: {each.message}")
        return found

    def faults_at(self, where: str, lines: Iterable[int]) -> tuple[str, ...]:
        """Return what is wrong with lines of a file."""
        return tuple(said for line in sorted(lines) for said in self._faults.get((where, line), ()))


def _gone(page: Page, seen: _Seen) -> Group:
    where = seen.library.where(page)
    items = tuple(_removed(line, where, seen.library) for line in statements(page))
    return Group(page.title, where, "removed", "This page is removed.", items)


# --- A story --------------------------------------------------------------------------------------


def _page(old: Page | None, page: Page, seen: _Seen) -> Group:
    found = list(changes(old, page)) if old else []
    by_line = {change.new.number: change.old for change in found if change.new}
    story = _Story(page, seen.library.where(page), seen, by_line, not old)
    items = [story.item(line) for line in statements(page)]
    same = tuple(item for item in items if item.state == "same" and not item.faults + item.asks)
    gone = [change.old for change in found if change.old and not change.new]
    removed = [_removed(line, story.where, seen.library) for line in gone]
    asked = [*_replies(page, story.where, seen.library), *_why(page, story.where)]
    head = [item for item in [_head(old, page, seen)] if item.state != "same"]
    rest = (*head, *(item for item in items if item not in same), *removed, *asked)
    told = review_told(page, seen.library.record(page))
    seeds = f"{len(page.seeds)} seed{'s' if len(page.seeds) > 1 else ''}"
    note = f"Changed; {told}." if old else f"{len(items)} statements from {seeds}."
    kind, texts = "changed" if old else "new", tuple(_texts(page, seen.library))
    return Group(page.title, story.where, kind, note, rest, same, texts, can_accept=True)


def _head(old: Page | None, page: Page, seen: _Seen) -> Item:
    """Return what a page is filed under, where its links lead and whose its texts are."""
    filed, where = _filed(page, seen), seen.library.where(page)
    draft = seen.library.drafts.get(page.id)
    usual = _filed(draft, seen) if draft else filed
    texts = {article.id: _told_of(article, seen) for article in seen.library.articles_behind(page)}
    fresh = any(seen.before.get(each) != seen.library.articles[each].text for each in texts)
    before = _filed(old, seen) if old else {}
    same = old and before == filed and set(old.seeds) == set(page.seeds) and not fresh
    listed = [(name, "; ".join(before[name]), "; ".join(filed[name])) for name in before]
    gone = " ".join(f"{name}: {told}." for name, told, now in listed if told != now)
    return Item(
        *(where, 0, "Page", "same" if same else "changed" if old else "new"),
        cells=tuple(
            (name, tuple(Words(each, each not in usual[name]) for each in told) or (Words("none"),))
            for name, told in filed.items()
        ),
        was=(Words(gone),) if gone else (),
        texts=tuple(texts.values()) or ("None of its texts is here.",),
        mend=f"edit {where}:1",
    )


def _filed(page: Page, seen: _Seen) -> dict[str, tuple[str, ...]]:
    topics = seen.library.catalogue.topics
    folder = posixpath.dirname(page.path)
    links = [
        f"{shown(text)} → {seen.names.get(path, target)}"
        for line in statements(page)
        for text, target in _LINK.findall(line.text)
        for path in [posixpath.normpath(posixpath.join(folder, target))]
    ]
    return {
        "title": (page.title,),
        "topics": tuple(topics[each].title if each in topics else each for each in page.topics),
        "links": tuple(dict.fromkeys(links)),
    }


def _told_of(article: Article, seen: _Seen) -> str:
    """Say whose a text is, and whether the pull request brings it."""
    before, note = seen.before.get(article.id), article.kind == "note"
    new = "changed here" if before is not None else "new here"
    used = ", ".join(dict.fromkeys(each.publisher for each in article.sources if each.publisher))
    who = article.publisher if note else publisher(article)
    parts = (
        (f"an editor's note{f' from {used}' if used else ''}") if note else "",
        who or ("" if note else "no publisher given"),
        f"by {article.author}" if article.author else "no author given",
        day(article.date),
        "not changed here" if before == article.text else new,
        article.path,
    )
    return " · ".join(filter(None, parts))


def _removed(line: Line, where: str, library: Library) -> Item:
    text = read(line).text
    excerpts = beside(line.labels, library, lambda passage: marked(passage, text))
    return Item(
        *(where, 0, line.section, "removed"),
        was=(Words(text),),
        excerpts=excerpts,
        mend=f"put it back in {where}",
    )


class _Story(NamedTuple):
    """A page that changed, with what its items are made with; ``changed`` is by line."""

    page: Page
    where: str
    seen: _Seen
    changed: Mapping[int, Line | None]
    new: bool

    def item(self, line: Line) -> Item:
        """Return what there is to see of a statement."""
        said, old = read(line), self.changed.get(line.number)
        new = self.new or line.number in self.changed
        library = self.seen.library
        evidence = library.of_labels(line.labels).text
        first = line == next(iter(self.page.section(Role.BOTTOM_LINE.value)), None)
        person = (self.where, line.number) in self.seen.held
        return Item(
            *(self.where, line.number, line.section),
            "changed" if old else "new" if new else "same",
            marked(said.text, evidence) if evidence else (Words(said.text),),
            label=said.speaker,
            label_before=read(old).speaker if old else "",
            was=marked(read(old).text, said.text) if old else (),
            excerpts=beside(line.labels, library, lambda text: marked(text, said.text)),
            faults=self.seen.faults_at(self.where, [line.number]),
            asks=tuple(_news(self.page, library)) if first and new else (),
            by="an editor's own words" if EDITOR in line.labels else "a person" if person else "",
        )


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
        for found in library.project.facts(article.id).found
        if "reply" in signs(found.sentence.text).lists or Cue.NOT_KNOWN in found.cues
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


def _rows(found: Iterable[RowChange], seen: _Seen) -> list[Group]:
    items: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for change in found:
        row = change.row
        where = (seen.library.briefings / row.path).as_posix()
        items[where, row.heading[0]].append(_row(row, change, where, seen))
    note = "Is it this that the passage tells, of this thing, place and time?"
    return [
        Group(title, where, "rows", note, tuple(each)) for (where, title), each in items.items()
    ]


def _row(row: Row, change: RowChange, where: str, seen: _Seen) -> Item:
    heading, old = " › ".join(row.heading[1:]), change.old
    if change.new is None:
        was = (Words(_told(row.cells)),)
        return Item(where, 0, heading, "removed", was=was, mend=f"put it back in {where}")
    labels = [p.label for cite in row.cites if (p := seen.library.project.resolve(cite))]
    evidence = seen.library.of_labels(labels)
    held = next((v for v in seen.held_rows if v.path == row.path and v.line in row.lines), None)
    value = measured(held.text or "", held.unit or "") if held else None
    there = [q for q in evidence.quantities if value and same_number(q, value)]
    told = _told((name, text) for name, text in row.cells if name in TOLD)
    number = next((n for n in seen.library.catalogue.numbers.values() if n.path == row.path), None)
    line = min(row.lines, default=0)
    return Item(
        *(where, line, heading, "changed" if old else "new"),
        cells=tuple((name, _cell(name, text, evidence)) for name, text in row.cells),
        was=marked(_told(old.cells), _told(row.cells)) if old else (),
        excerpts=beside(
            labels,
            seen.library,
            lambda text: valued(text, value) if value and there else shared(text, told),
        ),
        faults=seen.faults_at(where, row.lines),
        asks=tuple(_also(row, seen.rows)),
        also=_others_here(value, labels, row.cites, seen) if value else "",
        nearby=tuple(_nearby(row, seen)),
        unlike=tuple(
            f"{other.name}: {other.counts}"
            for slug in (number.not_to_confuse_with if number and held else ())
            if (other := seen.library.catalogue.numbers.get(slug))
        ),
        mend=f"edit {where}:{line or 1}",
    )


def _cell(name: str, text: str, evidence: Evidence) -> tuple[Words, ...]:
    """Return a cell with what its passages do not say, where it should have their words."""
    if name not in TOLD or not evidence.text:
        return (Words(text),)
    if when := period(text):
        return (Words(text, apart=not gives(when, evidence)),)
    return marked(text, evidence.text, anywhere=True)


def _others_here(value: Quantity, labels: list[str], cites: Iterable[str], seen: _Seen) -> str:
    """Name the other numbers of a value's unit in its passages, and those that have no row."""
    found = {
        q.given: q
        for q in seen.library.of_labels(labels).quantities
        if alike(q.unit, value.unit) and not same_number(q, value)
    }
    cited = set(cites)
    kept = [
        known
        for row in seen.held_rows
        if not cited.isdisjoint(row.cites) and (known := measured(row.text or "", row.unit or ""))
    ]
    bare = [said for said, q in found.items() if not any(same_number(q, k) for k in kept)]
    parts = [", ".join(said for said in found if said not in bare)]
    parts += [f"without a row: {', '.join(bare)}"] if bare else []
    return f"Also here: {'; '.join(filter(None, parts))}" if found else ""


def _nearby(row: Row, seen: _Seen) -> Iterator[str]:
    """Yield the other values of a row's file, each with who says it and its period."""
    if "value" not in dict(row.cells):
        return
    for other in seen.rows:
        cells = dict(other.cells)
        if other.path == row.path and other.at != row.at and "value" in cells:
            who = seen.library.catalogue.entities.get(cells.get("says", ""))
            says = who.name if who else cells.get("says", "")
            parts = (cells["value"], cells.get("of"), cells.get("place"), says)
            yield " · ".join([*filter(None, parts), cells.get("period", "no period")])


def _also(row: Row, others: Iterable[Row]) -> Iterator[str]:
    """Ask about the same figure of the same passage in the page of another number."""
    for other in others:
        same = _figures(row) == _figures(other) and not set(row.cites).isdisjoint(other.cites)
        if same and other.path != row.path and _figures(row):
            yield f"“{other.heading[0]}” has this figure of this passage too. Which is it?"


def _figures(row: Row) -> list[str]:
    return re.findall(r"\d[\d.,]*", dict(row.cells).get("value", ""))


def _told(cells: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name}: {text}" for name, text in cells)
