"""Seeds in, pages out: what every command runs, and what to read first.

    read()      files → Project      seeds, catalogue, pages and what is wrong with any of them
    stories()   Project → stories    which articles tell of one event
    draft()     story → Page         facts, briefing, layout: what a run without edits would write
    generate()  Project → files      each draft merged into the page that people may have edited

Each seed is read and its facts are found once a run; whoever needs them takes them from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from generator.catalogue.entries import Catalogue
from generator.catalogue.load import read_catalogue
from generator.compose.briefing import briefing
from generator.compose.stories import group
from generator.errors import NotAFolder
from generator.extract.facts import facts
from generator.ingest.load import read_seeds, slug_of
from generator.ingest.metadata import BAD_SEED
from generator.model import Article, Facts, Finding, Passage, Story
from generator.pages.document import Page
from generator.pages.layout import lay_out
from generator.pages.merge import Outcome
from generator.pages.sources import footnote
from generator.pages.store import page_ids, read_pages, save

Tracked = Callable[[tuple[Story, ...]], Iterable[Story]]


@dataclass
class Project:
    """A project as its files stand.  ``findings`` are what is wrong with files that are there.

    ``held`` are the ids of seeds that are there and cannot be used: their pages stay as they are.
    """

    seeds: Path
    briefings: Path
    articles: tuple[Article, ...]
    catalogue: Catalogue
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()
    held: frozenset[str] = frozenset()
    _facts: dict[str, Facts] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Article]:
        """The articles by their ids."""
        return {article.id: article for article in self.articles}

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """The passages by their labels."""
        return {p.label: p for article in self.articles for p in article.passages}

    @cached_property
    def addresses(self) -> Mapping[str, Passage]:
        """The passages by the addresses that people write (``seed/2-1``)."""
        return {passage.address: passage for passage in self.passages.values()}

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The stories, sorted by id; every article is in exactly one."""
        return group(self.articles, page_ids(self.pages), self.catalogue)

    @cached_property
    def drafts(self) -> tuple[Page, ...]:
        """The page of each story as a run without edits would write it."""
        return tuple(page for story in self.stories if (page := self.draft(story)))

    def draft(self, story: Story) -> Page | None:
        """Return the page of a story, ``None`` where the program fails at it.

        That is a fault of ours; it is told, the page stays as it was, and the others are made.
        """
        try:
            return draft(story, self)
        except Exception as error:  # noqa: BLE001  whatever one seed makes happen
            said = f"makes the program fail ({type(error).__name__}: {str(error)[:100]})"
            why = f"{said}; report it, and move the file away until it is mended"
            self.findings += tuple(Finding(BAD_SEED, a.path, 0, why) for a in story.articles)
            self.held |= {article.id for article in story.articles}
            return None

    def facts(self, article: str) -> Facts:
        """Return what an article says, found once."""
        if article not in self._facts:
            self._facts[article] = facts(self.by_id[article], self.catalogue)
        return self._facts[article]

    def resolve(self, address: str) -> Passage | None:
        """Return the passage that an address or a footnote label names; None if there is none."""
        return self.addresses.get(address) or self.passages.get(address)

    def where(self, page: Page) -> str:
        """Return the path of a page from the working folder, as editors and CI open it."""
        return (self.briefings / page.path).as_posix()

    def define(self, label: str) -> str | None:
        """Return the footnote of any passage by its label; None if there is none."""
        passage = self.passages.get(label)
        if passage is None:
            return None
        return footnote(passage, self.by_id[passage.article], self.catalogue, quoted=True)


def read(seeds: Path, briefings: Path, *, mend: bool = True) -> Project:
    """Read a project; what cannot be read is left out and told in ``findings``.

    Raises :class:`NotAFolder` if a folder is missing.
    """
    for folder, option in ((seeds, "--seeds"), (briefings, "--briefings")):
        if not folder.is_dir():
            raise NotAFolder(folder, option)
    articles, wrong_seeds = read_seeds(seeds, mend=mend)
    catalogue, wrong_entries = read_catalogue(briefings)
    pages, wrong_pages = read_pages(briefings)
    return Project(
        seeds,
        briefings,
        articles,
        catalogue,
        pages,
        (*wrong_seeds, *_placed((*wrong_entries, *wrong_pages), briefings)),
        _unread(wrong_seeds, articles),
    )


def draft(story: Story, project: Project) -> Page:
    """Return the page of a story as a run without edits would write it."""
    return lay_out(briefing(story, project.catalogue, project.facts), project.catalogue)


def generate(
    project: Project, tracked: Tracked = lambda stories: stories
) -> tuple[tuple[str, Outcome], ...]:
    """Write or update the page of every story; return what happened to each, in path order.

    ``tracked`` may show how far the work is.
    """
    pages = [page for story in tracked(project.stories) if (page := project.draft(story))]
    return save(
        project.briefings,
        pages,
        held=project.held,
        define=project.define,
        passages=project.passages,
    )


def _placed(findings: Iterable[Finding], briefings: Path) -> tuple[Finding, ...]:
    """Return findings with paths from the working folder instead of the folder of pages."""
    return tuple(
        replace(f, path=(briefings / f.path).as_posix()) if (briefings / f.path).exists() else f
        for f in findings
    )


def _unread(findings: Iterable[Finding], articles: Iterable[Article]) -> frozenset[str]:
    """Return the ids of the seeds that are there but cannot be used."""
    named = {slug_of(PurePosixPath(finding.path).stem) for finding in findings}
    return frozenset(named - {article.id for article in articles})
