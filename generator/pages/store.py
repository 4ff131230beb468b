"""The folder ``briefings/``: read its story pages, write generated ones without losing an edit.

A page is known by its ``id``, else by a seed it names.  Its record, one digest for each line as
last generated, lies in ``.generated/<id>.txt``.  The page is written first and the record second:
after a crash between the two, the next run finds the page ahead of its record, which does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from generator.model import Finding
from generator.pages.document import Page, render
from generator.pages.merge import Outcome, merge
from generator.pages.parse import parse_with_error
from generator.pages.record import fingerprint, read_record, record_path, write_record
from generator.text import files
from generator.text.frontmatter import FrontMatterError

STORIES = "stories"


def read_pages(briefings: Path) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Return the story pages in path order, and what is wrong with those that cannot be read.

    A page whose front matter is broken is returned as well as it can be read.
    """
    pages: list[Page] = []
    findings: list[Finding] = []
    by_id: dict[str, str] = {}
    for path in _page_files(briefings):
        name = path.relative_to(briefings).as_posix()
        if not name.isprintable():
            why = "has a line break or the like in its name; rename it"
            findings.append(Finding("unreadable-page", name, 0, why))
            continue
        try:
            text = files.read_text(path, briefings)
        except files.UnreadableFile as error:
            findings.append(Finding("unreadable-page", name, 0, f"{error}, or delete it"))
            continue
        page, fault = parse_with_error(text, name)
        findings += _faults(page, fault, by_id)
        pages.append(page)
    return tuple(pages), tuple(findings)


def _page_files(briefings: Path) -> list[Path]:
    return sorted(path for path in (briefings / STORIES).rglob("*.md") if path.name[0] != ".")


def _faults(page: Page, error: FrontMatterError | None, by_id: dict[str, str]) -> Iterable[Finding]:
    if error:
        yield Finding("front-matter", page.path, error.line, f"{error}; mend the lines above '---'")
    first = by_id.setdefault(page.id, page.path)
    if first != page.path:
        message = f"the id '{page.id}' is that of {first} too; give one of them another id"
        yield Finding("double-id", page.path, 1, message)


def page_ids(pages: Iterable[Page]) -> dict[str, str]:
    """Return the id of the page that each seed already has, so that it keeps its name."""
    ids: dict[str, str] = {}
    for page in pages:
        for seed in page.seeds:
            ids.setdefault(seed, page.id)
    return ids


def save(
    briefings: Path,
    pages: Iterable[Page],
    *,
    held: frozenset[str] = frozenset(),
    define: Callable[[str], str | None] = lambda _: None,
) -> tuple[tuple[str, Outcome], ...]:
    """Write generated pages into the folder and return what happened to each, in path order.

    ``pages`` are all pages of this run: a page of an earlier one that is missing here has lost
    its seeds.  ``held`` names seeds that could not be read: their pages are left as they are.
    ``define`` gives the footnote of a label that a reviewer cites.
    """
    known, _ = read_pages(briefings)
    pages = tuple(pages)
    outcomes: dict[str, Outcome] = {}
    for page, present in _match(pages, known):
        path, outcome = _save(briefings, page, present, held, define)
        outcomes[path] = outcome
    made = {page.id for page in pages}
    for page in known:
        if page.path in outcomes or page.id in made:  # a copy under the same id is a finding
            continue
        if retired := _retire(briefings, page, held):
            outcomes[page.path] = retired
    return tuple(sorted(outcomes.items()))


def _match(pages: tuple[Page, ...], known: tuple[Page, ...]) -> Iterable[tuple[Page, Page | None]]:
    """Pair each generated page with the present one: by id, else by a seed it names."""
    by_id = {page.id: page for page in reversed(known)}
    ids = {page.id for page in pages}
    free = {old.path: old for old in known if old.id not in ids}
    taken = {old.path for old in known}
    for page in pages:
        present = by_id.get(page.id)
        if present is None:
            by_seed = (old for old in free.values() if set(old.seeds) & set(page.seeds))
            present = next(by_seed, None)
            free.pop(present.path if present else "", None)
        if present is None:
            page = _at_free_path(page, taken)  # noqa: PLW2901  the same page elsewhere
        yield page, present


def _at_free_path(page: Page, taken: set[str]) -> Page:
    """Return the page under a name that no page of another id has."""
    stem, number = page.path.removesuffix(".md"), 2
    while page.path in taken:
        page = replace(page, path=f"{stem}-{number}.md")
        number += 1
    return page


def _save(
    briefings: Path,
    page: Page,
    present: Page | None,
    held: frozenset[str],
    define: Callable[[str], str | None],
) -> tuple[str, Outcome]:
    if present is None:
        return _create(briefings, page)
    if held & {*present.seeds, present.id}:
        return present.path, Outcome.HELD
    base = read_record(briefings, page.id) or read_record(briefings, present.id)
    text, outcome = merge(base, present, page, define)
    files.write(files.inside(briefings, present.path), text)
    write_record(briefings, page)
    return present.path, outcome


def _create(briefings: Path, page: Page) -> tuple[str, Outcome]:
    path = files.inside(briefings, page.path)
    if read_record(briefings, page.id) is not None:
        return page.path, Outcome.DELETED
    if path.exists():  # a page that cannot be read
        return page.path, Outcome.HELD
    files.write(path, render(page))
    write_record(briefings, page)
    return page.path, Outcome.CREATED


def _retire(briefings: Path, page: Page, held: frozenset[str]) -> Outcome | None:
    """Remove a page that lost its seeds, unless a person has a hand in it."""
    if held & {*page.seeds, page.id}:
        return Outcome.HELD
    base = read_record(briefings, page.id)
    if base is None:
        return Outcome.KEPT if page.seeds else None  # without seeds: a person's own page
    if base != fingerprint([line.text for line in page.lines]):
        return Outcome.KEPT
    files.inside(briefings, page.path).unlink()
    record_path(briefings, page.id).unlink()
    return Outcome.REMOVED
