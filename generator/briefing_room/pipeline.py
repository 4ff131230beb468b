"""Turn seeds into pages: every command runs this module, so read it first.

    read_project()  files → Project      seeds, catalogue and pages, and the faults in them
    members         Project → stories    the articles that report one event
    generated       stories → pages      the page of each story, as if nobody had edited it
    generate()      pages → files        each page merged into the one that people may have edited

The draft of a story is verified again whenever it, or something that it depends on, changes.
What was read and generated is cached until the seeds, the catalogue or the program change
(:mod:`briefing_room.store`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from briefing_room.cache import Cache, digest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.load import catalogue_files, read_catalogue
from briefing_room.compose.draft import Draft
from briefing_room.ingest.load import SAME_TEXT, make_slug, read_seed_files
from briefing_room.ingest.metadata import BAD_SEED
from briefing_room.model import Article, Facts, Finding, Passage, Source
from briefing_room.pages.document import Page
from briefing_room.pages.draft_assignment import (
    DraftAssignment,
    assign_drafts,
    lost_statements,
    may_use_draft,
)
from briefing_room.pages.draft_files import (
    DRAFTS,
    DraftFile,
    UnreadableDraft,
    read_draft_files,
    write_draft,
)
from briefing_room.pages.layout import footnote, note_sources
from briefing_room.pages.merge import Outcome
from briefing_room.pages.page_index import ids_by_seed, pages_by_id, read_pages
from briefing_room.pages.page_writer import PageWriter
from briefing_room.pages.record import parse_record
from briefing_room.store import ArticleStore, StoryMembers
from briefing_room.text import files
from briefing_room.text.lexicon import count
from briefing_room.text.typography import shorten
from briefing_room.verify.passages import Passages
from briefing_room.workers import ShowProgress, no_progress

if TYPE_CHECKING:
    from briefing_room.workers import Workers

BAD_DRAFT = "bad-draft"  # unreadable, or not the draft from which its page was accepted
DRAFT_BEHIND = "draft-behind"  # a seed changed, and drafted sentences fail verification
_MAX_OPENING_CHARS = 50  # of a sentence, in a message


class HasPath(Protocol):
    """Anything that has a file: a page of any kind, or a row on it."""

    @property
    def path(self) -> str:
        """The path of the file, relative to the folder of briefings."""


@dataclass
class Project:
    """A project as read from its files; ``findings`` lists the faults in them.

    ``unusable`` has the ids of seeds and pages that cannot be used; the pages that depend on them
    are not written.  ``removed_drafts`` has the paths of the drafts that this run deleted.
    """

    seeds: Path
    briefings: Path
    store: ArticleStore
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()
    unusable: frozenset[str] = frozenset()
    draft_files: tuple[DraftFile, ...] = ()

    def __post_init__(self) -> None:
        self.by_id: Mapping[str, Article] = self.store
        self.passages: Passages = self.store.passages
        self.catalogue: Catalogue = self.store.catalogue
        self.cache: Cache = self.store.cache
        self.removed_drafts: tuple[str, ...] = ()

    @cached_property
    def members(self) -> tuple[StoryMembers, ...]:
        """The id of each story, sorted, with the ids of its articles."""
        return self.store.stories(ids_by_seed(self.pages))

    @cached_property
    def _parsed_drafts(self) -> tuple[dict[str, Draft], tuple[Finding, ...]]:
        """The drafts by the names of their files, and a finding for each that cannot be read."""
        drafts, findings = dict[str, Draft](), list[Finding]()
        for file in self.draft_files:
            try:
                drafts[file.page_id] = file.draft
            except UnreadableDraft as error:
                hint = "restore it from git, or delete it"
                findings.append(Finding(BAD_DRAFT, file.path, 0, f"{error}; {hint}"))
        return drafts, tuple(findings)

    @cached_property
    def drafts(self) -> DraftAssignment:
        """The draft of each story that has one, and the drafts that no story uses."""
        notes = {item.id for item in self.store.summaries.values() if item.kind == "note"}
        return assign_drafts(
            self._parsed_drafts[0], dict(self.members), self.by_id.__getitem__, notes
        )

    @property
    def drafts_set_aside(self) -> tuple[str, ...]:
        """The paths of the drafts whose story has only notes, which keep their own words."""
        ids = self.drafts.ids_set_aside
        return tuple((self.briefings / DRAFTS / f"{page_id}.json").as_posix() for page_id in ids)

    def find_faulty_drafts(self) -> tuple[tuple[Finding, ...], frozenset[str]]:
        """Report faulty drafts; also returns the ids of pages accepted without their draft."""
        pages, findings = pages_by_id(self.pages), dict[str, Finding]()
        for page_id, draft in self.drafts.drafts.items():
            page = pages.get(page_id)
            if page and not may_use_draft(
                draft, page, parse_record(self.records.get(page_id, ""), page.text)
            ):
                message = f"{page.path} was accepted without this draft"
                command = f"`briefing draft {page_id} --reviewed`"
                hint = f"replace it with {command}, or restore the accepted draft from git"
                path = f"{DRAFTS}/{page_id}.json"
                findings[page_id] = Finding(BAD_DRAFT, path, 0, f"{message}; {hint}")
        return (*self._parsed_drafts[1], *findings.values()), frozenset(findings)

    @cached_property
    def outdated_pages(self) -> Mapping[str, Finding]:
        """A finding, by the id of the page, if drafted sentences no longer pass verification.

        The ``words`` of the finding are these sentences.
        """
        pages, members, findings = pages_by_id(self.pages), dict(self.members), {}
        for generated in self.generated:
            draft, page = self.drafts.drafts.get(generated.id), pages.get(generated.id)
            if draft is None or page is None or generated.id in self.unusable:
                continue
            articles = partial(map, self.by_id.__getitem__, members[generated.id])
            lost_sentences = lost_statements(draft, generated, articles)
            if lost_sentences:
                verb = "is" if len(lost_sentences) == 1 else "are"
                sentences = count(len(lost_sentences), "drafted sentence")
                words = tuple(statement.text for statement in lost_sentences)
                openings = ", ".join(f"“{shorten(text, _MAX_OPENING_CHARS)}”" for text in words)
                message = f"a seed changed, and {sentences} {verb} no longer supported: {openings}"
                option = " --reviewed" * (page.status == "reviewed")
                hint = f"ask again: briefing draft {page.id}{option}"
                findings[page.id] = Finding(
                    DRAFT_BEHIND, self.working_path(page), 0, f"{message}; {hint}", words=words
                )
        return findings

    @cached_property
    def generated(self) -> tuple[Page, ...]:
        """The page of each story, as it would be if nobody had edited it."""
        return self.generate_pages()

    def generate_pages(self, progress: ShowProgress = no_progress) -> tuple[Page, ...]:
        """Generate the page of each story.

        If the program fails at a story, a finding is added, its page is skipped, and the other
        pages are still generated.
        """
        pages: list[Page] = []
        for (_, members), page in self.store.generated_pages(
            self.members, self.drafts.drafts, progress
        ):
            if isinstance(page, Page):
                pages.append(page)
                continue
            message = f"a bug stopped the program here ({page}), and the page stays as it was"
            message += "; please report it"
            paths = (self.by_id[member].path for member in members)
            findings = (Finding(BAD_SEED, path, 0, message) for path in paths)
            self.findings = tuple(dict.fromkeys((*self.findings, *findings)))
            self.unusable |= frozenset(members)
        return tuple(pages)

    def facts(self, article_id: str) -> Facts:
        """The facts of an article."""
        return self.store.facts(article_id)

    @cached_property
    def writer(self) -> PageWriter:
        """The writer, which merges generated pages with the existing ones."""
        return PageWriter(self.briefings, self.pages, self.passages, self.footnote_for, self.cache)

    @property
    def records(self) -> Mapping[str, str]:
        """The text of the record of each page, by the id of the page."""
        return self.writer.records

    def resolve(self, address: str) -> Passage | None:
        """Find the passage with an address or a footnote label; ``None`` if there is none."""
        return self.passages.find(address)

    def sources_of(self, passage: Passage) -> tuple[Source, ...]:
        """The sources that a note lists for a passage.

        If it lists none, these are the sources of the passages from which its writer infers it.
        """
        sources = note_sources(passage, self.by_id[passage.article])
        if sources or not passage.rests_on:
            return sources
        premises = filter(None, map(self.resolve, passage.rests_on))
        sources_of_premises = (
            note_sources(premise, self.by_id[premise.article]) for premise in premises
        )
        return tuple(dict.fromkeys(chain.from_iterable(sources_of_premises)))

    def working_path(self, page: HasPath) -> str:
        """The path of a page from the working folder, so that editors and CI can open it."""
        return (self.briefings / page.path).as_posix()

    def footnote_for(self, label: str) -> str | None:
        """Write the footnote of the passage with a label; ``None`` if there is no such passage."""
        passage = self.passages.get(label)
        if passage is None:
            return None
        return footnote(passage, self.by_id[passage.article], quoted=True)


def read_project(
    seeds: Path, briefings: Path, *, workers: Workers = None, progress: ShowProgress = no_progress
) -> Project:
    """Read a project; files that cannot be read are skipped and reported in ``findings``.

    ``workers`` is the number of processes that read a large number of seeds, or an executor;
    ``progress`` shows the user how many seeds are read.
    Raises :class:`NotAFolder` if there is no folder of seeds.
    """
    cache = project_cache(briefings.resolve().parent)
    catalogue, catalogue_digest, catalogue_findings = _read_catalogue_with_digest(briefings, cache)
    seed_files, file_findings = read_seed_files(seeds)
    store = ArticleStore(
        seed_files, (catalogue, catalogue_digest), cache, workers=workers, progress=progress
    )
    unusable = {finding.path for finding in store.findings if finding.kind == BAD_SEED}
    usable_file_findings = (
        f for f in file_findings if f.kind != SAME_TEXT or f.path not in unusable
    )
    seed_findings = sorted(
        (*usable_file_findings, *store.findings),
        key=lambda finding: (finding.path, finding.line, finding.message),
    )
    pages, page_findings = read_pages(briefings, cache)
    project = Project(
        seeds,
        briefings,
        store,
        pages,
        (*seed_findings, *_with_working_paths((*catalogue_findings, *page_findings), briefings)),
        frozenset(make_slug(PurePosixPath(f.path).stem) for f in seed_findings) - store.keys(),
        read_draft_files(briefings),
    )
    if project.draft_files:
        draft_findings, page_ids = project.find_faulty_drafts()
        project.findings += _with_working_paths(draft_findings, briefings)
        project.unusable |= page_ids
    return project


@cache
def project_cache(folder: Path) -> Cache:
    """Open the cache of the project in a folder; a process opens each cache only once."""
    return Cache(folder)


def _read_catalogue_with_digest(
    briefings: Path, cache: Cache
) -> tuple[Catalogue, bytes, tuple[Finding, ...]]:
    """Read the catalogue; returns it with a digest of its files and the faults in them."""
    parts: list[bytes | str] = ["catalogue", briefings.as_posix()]
    for path in catalogue_files(briefings):
        try:
            parts += [path.relative_to(briefings).as_posix(), files.read_bytes(path, briefings)]
        except files.UnreadableFile as error:
            parts.append(str(error))
    catalogue_digest = digest(*parts)
    catalogue, findings = cache.get_or_make(
        "catalogue", catalogue_digest, lambda: read_catalogue(briefings)
    )
    return catalogue, catalogue_digest, findings


def generate(
    project: Project, progress: ShowProgress = no_progress
) -> tuple[tuple[str, Outcome], ...]:
    """Write or update the page of every story; returns each path with the outcome.

    ``progress`` shows the user how many pages are done.
    """
    project.generated = project.generate_pages(progress)
    outcomes = project.writer.save(project.generated, project.unusable)
    _move_drafts(project)
    return outcomes


def _move_drafts(project: Project) -> None:
    """Rename each draft whose story has a new id, and delete those whose story is gone."""
    assigned_drafts = project.drafts
    files_by_page = {file.page_id: file for file in project.draft_files}
    for page_id in (*assigned_drafts.stories_of_moved, *assigned_drafts.unused_ids):
        file = files_by_page[page_id]
        if project.unusable & {page_id, *file.draft.seeds}:
            continue
        if story_id := assigned_drafts.stories_of_moved.get(page_id):
            write_draft(project.briefings, story_id, assigned_drafts.drafts[story_id])
        else:
            project.removed_drafts += ((project.briefings / file.path).as_posix(),)
        write_draft(project.briefings, page_id, None)


def _with_working_paths(findings: Iterable[Finding], briefings: Path) -> tuple[Finding, ...]:
    """Give findings paths relative to the working folder instead of the folder of pages."""
    return tuple(
        replace(f, path=(briefings / f.path).as_posix()) if (briefings / f.path).exists() else f
        for f in findings
    )
