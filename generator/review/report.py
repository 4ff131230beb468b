"""The report of a pull request: what it changes, most urgent first, as short as it can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.extract.dates import dates
from generator.extract.quantities import quantities
from generator.model import Article, Finding
from generator.pages.document import STATEMENTS, Line, Page
from generator.review.findings import Checked
from generator.review.formats import code_safe, path_code
from generator.review.gate import REASONS
from generator.review.library import Library, State
from generator.review.reading import read
from generator.review.settling import reviewed_pages_changed

ALIKE = 0.5  # two sentences that share so much are one sentence, changed
LONGEST = 12  # lines of a section; the rest is counted
WORDS = 45  # of a quoted passage


class Base(NamedTuple):
    """The state that the pull request starts from."""

    pages: tuple[Page, ...]
    articles: tuple[Article, ...]
    catalogue: Catalogue = Catalogue()


class Section(NamedTuple):
    """A heading with its lines of Markdown."""

    heading: str
    lines: tuple[str, ...]


def report(base: Base, state: State, checked: Checked, names: Sequence[str] = ()) -> str:
    """Return the report as Markdown; ``names`` are lines about names without an entity page."""
    old = {page.id: page for page in base.pages}
    changed = [
        change for page in state.pages if page.id in old for change in changes(old[page.id], page)
    ]
    notices = _touched(checked.notices, base, state)
    sections = (
        Section("Conflicts to settle", _found(checked.faults, ("conflict",))),
        Section("Not covered by the passage cited", _found(checked.faults, REASONS)),
        Section("Other faults", _others(checked.faults)),
        Section("Figures and dates changed", tuple(_numbers_changed(changed, state))),
        Section("Reworded", tuple(_reworded(changed, state))),
        Section("Changed since their review", tuple(_since_review(state))),
        Section("New statements", tuple(_added(changed, state, _numbers(notices)))),
        Section("Statements removed", tuple(_removed(changed, state))),
        Section("Names met often that have no page", tuple(names)),
        Section("Seeds that look like one story", _found(notices, ("same-event",))),
        Section("Taken out in cleaning", tuple(_cleaned(base, state))),
        Section("Lines held by people", _found(notices, ("held",))),
        Section("Pages created", tuple(_created(old, state))),
        Section("Pages removed", tuple(_gone(base, state))),
    )
    shown = [section for section in sections if section.lines]
    if not shown:
        return "No page changes what it says.\n"
    return "\n".join(_written(section) for section in shown)


def _written(section: Section) -> str:
    lines = [f"- {line}" for line in section.lines[:LONGEST]]
    if len(section.lines) > LONGEST:
        lines.append(f"- … and {len(section.lines) - LONGEST} more")
    return "\n".join([f"### {section.heading} ({len(section.lines)})", "", *lines, ""])


def _found(findings: Iterable[Finding], kinds: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        f"{path_code(f'{f.path}:{f.line}' if f.line else f.path)} {_kind(f)}{code_safe(f.message)}"
        for f in findings
        if f.kind.split(":")[0] in kinds
    )


def _kind(found: Finding) -> str:
    plain = ("conflict", "same-event", "held")
    return "" if found.kind in plain else f"**{found.kind}** "


def _others(findings: Iterable[Finding]) -> tuple[str, ...]:
    rest = [f for f in findings if f.kind.split(":")[0] not in (*REASONS, "conflict")]
    return _found(rest, sorted({f.kind.split(":")[0] for f in rest}))


def _at(change: Change, state: State) -> str:
    line = f":{change.new.number}" if change.new else ""
    return path_code(f"{state.where(change.page)}{line}")


def _numbers_changed(changed: Iterable[Change], state: State) -> Iterator[str]:
    for change in changed:
        if change.old and change.new and any(change.values):
            before, after = (", ".join(values) or "none" for values in change.values)
            text = code_safe(read(change.new).text)
            yield f"{_at(change, state)} {code_safe(before)} → {code_safe(after)}: {text}"


def _reworded(changed: Iterable[Change], state: State) -> Iterator[str]:
    for change in changed:
        if change.old and change.new and not any(change.values):
            before, after = read(change.old), read(change.new)
            if before.text == after.text:
                who = (code_safe(said.speaker or "nobody named") for said in (before, after))
                yield f"{_at(change, state)} said by {' → '.join(who)}: {code_safe(after.text)}"
            else:
                old, new = code_safe(read(change.old).text), code_safe(read(change.new).text)
                yield f"{_at(change, state)} {old} → {new}"


def _numbers(notices: Iterable[Finding]) -> frozenset[tuple[str, int]]:
    """Return where people's own lines stand: those have a section of their own."""
    return frozenset((found.path, found.line) for found in notices if found.kind == "held")


def _added(
    changed: Iterable[Change], state: State, held: frozenset[tuple[str, int]]
) -> Iterator[str]:
    for change in changed:
        if change.new and (state.where(change.page), change.new.number) in held:
            continue
        if change.new and not change.old:
            text = code_safe(read(change.new).text)
            labels = change.new.labels
            verbatim = read(change.new).text in state.library.of_labels(labels).text
            passage = "" if verbatim else _passages(labels, state.library)
            source = f" From: “{code_safe(passage)}”" if passage else ""
            yield f"{_at(change, state)} {text}{source}"


def _passages(labels: Iterable[str], library: Library) -> str:
    words = library.of_labels(labels).text.split()
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")


def _since_review(state: State) -> Iterator[str]:
    """Yield what reviewed pages say now and did not when they were accepted."""
    for page, lines, gone in reviewed_pages_changed(state):
        where = state.where(page)
        for line in lines:
            yield f"{path_code(f'{where}:{line.number}')} {code_safe(read(line).text)}"
        if gone:
            yield f"{path_code(where)} {gone} of the accepted statements changed or are gone"


def _removed(changed: Iterable[Change], state: State) -> Iterator[str]:
    for change in changed:
        if change.old and not change.new:
            yield f"{_at(change, state)} {code_safe(read(change.old).text)}"


def _gone(base: Base, state: State) -> Iterator[str]:
    there = {page.id for page in state.pages}
    for page in base.pages:
        if page.id not in there:
            yield f"{path_code(page.path)} {code_safe(page.title)}"


def _touched(findings: Iterable[Finding], base: Base, state: State) -> list[Finding]:
    """Return the findings about seeds and pages that this pull request touches."""
    texts = {article.path: article.text for article in state.articles}
    before = {Path(article.path).name: article.text for article in base.articles}
    old = {page.id: page.text for page in base.pages}
    pages = {state.where(p) for p in state.pages if old.get(p.id) != p.text}
    seeds = {path for path, text in texts.items() if before.get(Path(path).name) != text}
    other = {Path(path).stem for path in seeds}
    return [f for f in findings if f.path in pages | seeds or f.details.get("other") in other]


def _cleaned(base: Base, state: State) -> Iterator[str]:
    """Yield what was taken out of the seeds that are new or changed, and was not before."""
    before = {article.id: article for article in base.articles}
    for article in state.articles:
        old = before.get(article.id)
        if old is None or old.text != article.text:
            gone = {(item.reason, item.text) for item in old.removed} if old else set()
            for removed in (x for x in article.removed if (x.reason, x.text) not in gone):
                text = code_safe(" ".join(removed.text.split()[:15]))
                yield f"{path_code(article.path)} {removed.reason}: {text}"


def _created(old: dict[str, Page], state: State) -> Iterator[str]:
    for page in state.pages:
        if page.id in old:
            continue
        statements = [line for line in page.lines if line.kind in STATEMENTS and line.labels]
        lead = next((read(line).text for line in statements), "")
        where, title = path_code(state.where(page)), code_safe(page.title)
        yield (
            f"{where} **{title}**: {len(statements)} statements"
            f" from {len(page.seeds)} seed{'s' if len(page.seeds) > 1 else ''}. {code_safe(lead)}"
        )


# --- What changed --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that changed: ``old`` is ``None`` for a new one, ``new`` for one removed."""

    page: Page
    old: Line | None
    new: Line | None

    @property
    def values(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the numbers and dates before and after that are not in both."""
        before = _values(self.old) if self.old else ()
        after = _values(self.new) if self.new else ()
        gone = tuple(value for value in before if value not in after)
        return gone, tuple(value for value in after if value not in before)


def changes(before: Page, after: Page) -> Iterator[Change]:
    """Yield what changed in a page's statements, in the order of the page as it is now.

    A sentence that only moved, or whose links and footnotes alone changed, has not changed.
    """
    old, new = _statements(before), _statements(after)
    said_before, said_after = {_said(line) for line in old}, {_said(line) for line in new}
    gone = [line for line in old if _said(line) not in said_after]
    for line in (line for line in new if _said(line) not in said_before):
        match = _closest(line, gone)
        if match is not None:
            gone.remove(match)
        yield Change(after, match, line)
    yield from (Change(after, line, None) for line in gone)


def _statements(page: Page) -> list[Line]:
    return [line for line in page.lines if line.kind in STATEMENTS and line.section != "Sources"]


def _said(line: Line) -> tuple[str, str]:
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


def _values(line: Line) -> tuple[str, ...]:
    text = read(line).text
    spans: Sequence[tuple[int, str]] = sorted(
        [(q.start, q.given) for q in quantities(text)]
        + [(d.start, d.given) for d in dates(text, None)]
    )
    return tuple(dict.fromkeys(given for _, given in spans))
