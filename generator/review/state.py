"""Everything a review looks at, read once: seeds, catalogue, pages, and what would be generated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.catalogue.entries import Catalogue
from generator.catalogue.read import read_catalogue
from generator.compose.briefings import briefing
from generator.compose.stories import group
from generator.errors import NotAFolder
from generator.ingest.files import slug_of
from generator.ingest.read import read_seeds
from generator.model import Article, Briefing, Finding, Story
from generator.pages.document import Page
from generator.pages.sources import footnote
from generator.pages.store import page_ids, read_pages
from generator.review.evidence import Library
from generator.review.proof import proved


@dataclass(frozen=True, slots=True)
class State:
    """A project as its files stand.  ``faults`` are those of files that cannot be read."""

    seeds: Path
    briefings: Path
    articles: tuple[Article, ...]
    catalogue: Catalogue
    pages: tuple[Page, ...]
    generated: tuple[Page, ...]
    library: Library
    faults: tuple[Finding, ...]
    held: frozenset[str]

    def where(self, page: Page) -> str:
        """Return the path of a page from the working folder, as editors and CI open it."""
        return (self.briefings / page.path).as_posix()


def read_state(seeds: Path, briefings: Path) -> State:
    """Read a project; raises :class:`NotAFolder` if a folder is missing."""
    for folder, option in ((seeds, "--seeds"), (briefings, "--briefings")):
        if not folder.is_dir():
            raise NotAFolder(folder, option)
    articles, wrong_seeds = read_seeds(seeds)
    catalogue, wrong_entries = read_catalogue(briefings)
    pages, wrong_pages = read_pages(briefings)
    library = Library({article.id: article for article in articles}, catalogue)
    stories = group(articles, page_ids(pages), catalogue)
    return State(
        seeds,
        briefings,
        articles,
        catalogue,
        pages,
        tuple(proved(drafted(story, library), library) for story in stories),
        library,
        (*wrong_seeds, *placed((*wrong_entries, *wrong_pages), briefings)),
        unread(wrong_seeds, articles),
    )


def drafted(story: Story, library: Library) -> Briefing:
    """Return what the page of a story says, each sentence as its seed has it."""
    return briefing(story, library.catalogue, lambda article, _: library.facts(article.id))


def placed(findings: Iterable[Finding], briefings: Path) -> tuple[Finding, ...]:
    """Return findings with paths from the working folder instead of the folder of pages."""
    return tuple(
        replace(f, path=(briefings / f.path).as_posix()) if (briefings / f.path).exists() else f
        for f in findings
    )


def unread(findings: Iterable[Finding], articles: Iterable[Article]) -> frozenset[str]:
    """Return the ids of the seeds that are there but cannot be used."""
    named = {slug_of(PurePosixPath(finding.path).stem) for finding in findings}
    return frozenset(named - {article.id for article in articles})


def definer(library: Library) -> Callable[[str], str | None]:
    """Return what gives the footnote of any passage by its label."""

    def define(label: str) -> str | None:
        passage = library.passages.get(label)
        if passage is None:
            return None
        article = library.articles[passage.article]
        return footnote(passage, article, library.catalogue, quoted=True)

    return define
