"""The report of a pull request: its sheet in a few lines, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.extract.dates import dates
from generator.extract.quantities import quantities
from generator.model import Finding
from generator.review.changes import Base
from generator.review.findings import Checked
from generator.review.formats import code_safe, path_code
from generator.review.gate import REASONS
from generator.review.library import Library
from generator.review.reading import read
from generator.review.settling import reviewed_pages_changed
from generator.review.sheet import Item, Sheet

LONGEST = 12  # lines of a section; the rest is counted
WORDS = 45  # of a quoted passage
_PLAIN = ("conflict", "same-event", "held")  # kinds whose message says it all


def report(
    made: Sheet, base: Base, library: Library, checked: Checked, names: Sequence[str] = ()
) -> str:
    """Return a sheet in short as Markdown; ``names`` are lines about names without a page."""
    notices = _touched(checked.notices, base, library)
    held = {(found.path, found.line) for found in notices if found.kind == "held"}
    items = [item for group in made.groups if group.kind == "changed" for item in group.told]
    changed = [(item, *_values(item)) for item in items if item.state == "changed"]
    new = [i for i in items if i.state == "new" and (i.where, i.line) not in held]
    lines = {
        "Conflicts to settle": _found(checked.faults, ("conflict",)),
        "Not covered by the passage cited": _found(checked.faults, REASONS),
        "Other faults": _found(checked.faults, (*REASONS, "conflict"), others=True),
        "Figures and dates changed": [_figures(*each) for each in changed if any(each[1:])],
        "Reworded": [_reworded(item) for item, *values in changed if not any(values)],
        "Changed since their review": _since_review(library),
        "New statements": [f"{_at(i)} {code_safe(i.text)}{_from(i)}" for i in new],
        "Statements removed": [
            f"{_at(i)} {code_safe(i.before)}" for i in items if i.state == "removed"
        ],
        "Names met often that have no page": names,
        "Seeds that look like one story": _found(notices, ("same-event",)),
        "Taken out in cleaning": _cleaned(base, library),
        "Lines held by people": _found(notices, ("held",)),
        "Pages created": [
            f"{path_code(g.where)} **{code_safe(g.title)}**: {g.note} {code_safe(g.told[0].text)}"
            for g in made.groups
            if g.kind == "new" and g.told
        ],
        "Pages removed": [
            f"{path_code(group.where)} {code_safe(group.title)}"
            for group in made.groups
            if group.kind == "removed"
        ],
    }
    shown = {heading: found for heading, each in lines.items() if (found := list(each))}
    if not shown:
        return "No page changes what it says.\n"
    return "\n".join(_section(heading, found) for heading, found in shown.items())


def _section(heading: str, found: Sequence[str]) -> str:
    lines = [f"- {line}" for line in found[:LONGEST]]
    if len(found) > LONGEST:
        lines.append(f"- … and {len(found) - LONGEST} more")
    return "\n".join([f"### {heading} ({len(found)})", "", *lines, ""])


def _found(
    findings: Iterable[Finding], kinds: Sequence[str], *, others: bool = False
) -> Iterator[str]:
    """Yield the findings of some kinds, or of all ``others``, a line each."""
    for found in findings:
        kind = found.kind.split(":")[0]
        if (kind in kinds) is not others:
            where = path_code(f"{found.path}:{found.line}" if found.line else found.path)
            shown = "" if kind in _PLAIN else f"**{found.kind}** "
            yield f"{where} {shown}{code_safe(found.message)}"


def _at(item: Item) -> str:
    return path_code(f"{item.where}:{item.line}" if item.line else item.where)


# --- Statements ----------------------------------------------------------------------------------


def _values(item: Item) -> tuple[list[str], list[str]]:
    """Return the numbers and dates that a statement had before and has now, and not both."""
    before, after = (
        [q.given for q in quantities(text)] + [d.given for d in dates(text, None)]
        for text in (item.before, item.text)
    )
    return [v for v in before if v not in after], [v for v in after if v not in before]


def _figures(item: Item, before: Iterable[str], after: Iterable[str]) -> str:
    old, new = (code_safe(", ".join(values) or "none") for values in (before, after))
    return f"{_at(item)} {old} → {new}: {code_safe(item.text)}"


def _reworded(item: Item) -> str:
    if item.before != item.text:
        return f"{_at(item)} {code_safe(item.before)} → {code_safe(item.text)}"
    who = (code_safe(each or "nobody named") for each in (item.label_before, item.label))
    return f"{_at(item)} said by {' → '.join(who)}: {code_safe(item.text)}"


def _from(item: Item) -> str:
    """Return the passage of a statement that is not word for word."""
    words = [
        word
        for excerpt in item.excerpts
        for piece in excerpt.pieces
        for run in (piece.words if piece.cited else ())
        for word in run.text.split()
    ]
    if not words or not any(run.apart for run in item.said):
        return ""
    return f" From: “{code_safe(' '.join(words[:WORDS]))}{' …' * (len(words) > WORDS)}”"


def _since_review(library: Library) -> Iterator[str]:
    """Yield what reviewed pages say now and did not when they were accepted."""
    for page, lines, gone in reviewed_pages_changed(library):
        where = library.where(page)
        for line in lines:
            yield f"{path_code(f'{where}:{line.number}')} {code_safe(read(line).text)}"
        if gone:
            yield f"{path_code(where)} {gone} of the accepted statements changed or are gone"


# --- Seeds ---------------------------------------------------------------------------------------


def _touched(findings: Iterable[Finding], base: Base, library: Library) -> list[Finding]:
    """Return the findings about seeds and pages that this pull request touches."""
    texts = {article.path: article.text for article in library.project.articles}
    before = {Path(article.path).name: article.text for article in base.articles}
    old = {page.id: page.text for page in base.pages}
    pages = {library.where(p) for p in library.pages if old.get(p.id) != p.text}
    seeds = {path for path, text in texts.items() if before.get(Path(path).name) != text}
    other = {Path(path).stem for path in seeds}
    return [f for f in findings if f.path in pages | seeds or f.details.get("other") in other]


def _cleaned(base: Base, library: Library) -> Iterator[str]:
    """Yield what was taken out of the seeds that are new or changed, and was not before."""
    before = {article.id: article for article in base.articles}
    for article in library.project.articles:
        old = before.get(article.id)
        if old is None or old.text != article.text:
            gone = {(item.reason, item.text) for item in old.removed} if old else set()
            for removed in (x for x in article.removed if (x.reason, x.text) not in gone):
                text = code_safe(" ".join(removed.text.split()[:15]))
                yield f"{path_code(article.path)} {removed.reason}: {text}"
