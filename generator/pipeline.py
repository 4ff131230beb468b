"""Seeds in, pages out: what every command runs, and what to read first.

    read()      files → Project      seeds, catalogue, pages and what is wrong with any of them
    members     Project → stories    which articles tell of one event
    drafted()   stories → pages      facts, briefing, layout: what a run without edits would write
    generate()  pages → files        each draft merged into the page that people may have edited

What was read of a seed is kept beside the project, and made anew when the seed, the names that it
holds or the program change (:mod:`generator.shelf`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Protocol

from generator.cache import Store, digest
from generator.catalogue.entries import Catalogue
from generator.catalogue.load import catalogue_files, read_catalogue
from generator.crew import Tracked, untracked
from generator.ingest.load import raw_files, slug_of
from generator.ingest.metadata import BAD_SEED
from generator.model import Article, Facts, Finding, Passage
from generator.pages.document import Page
from generator.pages.layout import footnote
from generator.pages.merge import Outcome
from generator.pages.present import page_ids, read_pages
from generator.pages.store import Run
from generator.shelf import Members, Passages, Shelf
from generator.text import files


class Placed(Protocol):
    """What has a path from the folder of pages: a page of any kind, or a row of one."""

    @property
    def path(self) -> str:
        """Return that path."""


@dataclass
class Project:
    """A project as its files stand.  ``findings`` are what is wrong with files that are there.

    ``unusable`` are the ids of seeds that are there and cannot be read: their pages stay as they
    are.
    """

    seeds: Path
    briefings: Path
    shelf: Shelf
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()
    unusable: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Have at hand what the shelf has: articles and passages, names, what is kept beside."""
        self.by_id: Mapping[str, Article] = self.shelf
        self.passages: Passages = self.shelf.passages
        self.catalogue: Catalogue = self.shelf.catalogue
        self.store: Store = self.shelf.store

    @cached_property
    def members(self) -> tuple[Members, ...]:
        """The ids of the stories, sorted, and of their articles; each is in exactly one."""
        return self.shelf.stories(page_ids(self.pages))

    @cached_property
    def drafts(self) -> tuple[Page, ...]:
        """The page of each story as a run without edits would write it."""
        return self.drafted()

    def drafted(self, tracked: Tracked = untracked) -> tuple[Page, ...]:
        """Return the drafts; a story at which the program fails has none, and is told of.

        That is a fault of ours: the page stays as it was, and the others are made.
        """
        pages: list[Page] = []
        for (_, members), page in self.shelf.drafts(self.members, tracked):
            if isinstance(page, Page):
                pages.append(page)
                continue
            cure = "report it, and move the file away until it is mended"
            why = f"makes the program fail ({page}); {cure}"
            paths = (self.by_id[each].path for each in members)
            self.findings += tuple(Finding(BAD_SEED, path, 0, why) for path in paths)
            self.unusable |= frozenset(members)
        return tuple(pages)

    def facts(self, article: str) -> Facts:
        """Return what an article says, found once."""
        return self.shelf.facts(article)

    @cached_property
    def run(self) -> Run:
        """What brings drafts and the pages that are there together."""
        return Run(self.briefings, self.pages, self.passages, self.define, self.store)

    @property
    def records(self) -> Mapping[str, str]:
        """The records of the pages as their files stand, by the ids of the pages."""
        return self.run.records

    def resolve(self, address: str) -> Passage | None:
        """Return the passage that an address or a footnote label names; None if there is none."""
        return self.passages.at(address) or self.passages.get(address)

    def where(self, page: Placed) -> str:
        """Return the path of a page from the working folder, as editors and CI open it."""
        return (self.briefings / page.path).as_posix()

    def define(self, label: str) -> str | None:
        """Return the footnote of any passage by its label; None if there is none."""
        passage = self.passages.get(label)
        if passage is None:
            return None
        return footnote(passage, self.by_id[passage.article], quoted=True)


def read(
    seeds: Path, briefings: Path, *, workers: int | None = None, tracked: Tracked = untracked
) -> Project:
    """Read a project; what cannot be read is left out and told in ``findings``.

    Many seeds are read by ``workers`` processes; ``tracked`` may show how far that is.
    Raises :class:`NotAFolder` if there is no folder of seeds.
    """
    store = store_in(briefings.resolve().parent)
    catalogue, version, wrong_entries = _catalogue(briefings, store)
    raw, wrong_files = raw_files(seeds)
    shelf = Shelf(raw, (catalogue, version), store, workers=workers, tracked=tracked)
    wrong_seeds = sorted(
        (*wrong_files, *shelf.findings), key=lambda each: (each.path, each.line, each.message)
    )
    pages, wrong_pages = read_pages(briefings, store)
    return Project(
        seeds,
        briefings,
        shelf,
        pages,
        (*wrong_seeds, *_placed((*wrong_entries, *wrong_pages), briefings)),
        frozenset(slug_of(PurePosixPath(f.path).stem) for f in wrong_seeds) - shelf.keys(),
    )


@cache
def store_in(folder: Path) -> Store:
    """Return what is kept in a project's folder, one for all that this process does."""
    return Store(folder)


def _catalogue(briefings: Path, store: Store) -> tuple[Catalogue, bytes, tuple[Finding, ...]]:
    """Return the catalogue, a digest of its files, and what is wrong with it."""
    parts: list[bytes | str] = ["catalogue", briefings.as_posix()]
    for path in catalogue_files(briefings):
        try:
            parts += [path.relative_to(briefings).as_posix(), files.read(path, briefings)]
        except files.UnreadableFile as error:
            parts.append(str(error))
    version = digest(*parts)
    catalogue, findings = store.one("catalogue", version, lambda: read_catalogue(briefings))
    return catalogue, version, findings


def generate(project: Project, tracked: Tracked = untracked) -> tuple[tuple[str, Outcome], ...]:
    """Write or update the page of every story; return what happened to each, in path order.

    ``tracked`` may show how far the work is.
    """
    return project.run.save(project.drafted(tracked), project.unusable)


def _placed(findings: Iterable[Finding], briefings: Path) -> tuple[Finding, ...]:
    """Return findings with paths from the working folder instead of the folder of pages."""
    return tuple(
        replace(f, path=(briefings / f.path).as_posix()) if (briefings / f.path).exists() else f
        for f in findings
    )
