"""Find the stories of a project to draft, and collect what drafting them needs."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath

from briefing_room.compose.briefing import compose_briefing
from briefing_room.compose.draft import Draft
from briefing_room.compose.stories import make_story
from briefing_room.draft.drafting import DraftResult, Job
from briefing_room.draft.request import EditorChoices
from briefing_room.errors import BriefingError
from briefing_room.ingest.load import make_slug
from briefing_room.model import Article
from briefing_room.pages.authorship import lines_of_people
from briefing_room.pages.document import STATEMENTS, Page
from briefing_room.pages.draft_assignment import acceptance_digest, undrafted_articles
from briefing_room.pages.draft_files import follow_passages
from briefing_room.pages.page_index import pages_by_id
from briefing_room.pages.record import Record, parse_record
from briefing_room.pipeline import Project
from briefing_room.review.context import ReviewContext
from briefing_room.review.proposed_rows import make_proposal
from briefing_room.review.reading import read_line

_MAX_SUGGESTED = 5  # similar ids in a message


class ProjectStories:
    """The stories of a project by id, with their drafts and with what people decided."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._members = dict(project.members)
        self._pages = pages_by_id(project.pages)

    @cached_property
    def drafts(self) -> dict[str, Draft]:
        """The drafts by story id, with passage addresses updated to the current seeds."""
        drafts = self._project.drafts.drafts
        return {
            story_id: follow_passages(draft, self._articles(story_id))
            for story_id, draft in drafts.items()
        }

    def find(self, reference: str) -> str:
        """Find the id of a story; raises :class:`BriefingError` if there is none.

        A reference is the path, file name or id of its page, the name of a seed, or a beginning of
        the id that no other story has.
        """
        path = PurePosixPath(reference)
        stem = path.stem if path.suffix in {".md", ".txt", ".html"} else path.name
        for page in self._project.pages:
            paths = (page.path, self._project.working_path(page), PurePosixPath(page.path).stem)
            if stem == page.id or reference in paths:
                if page.id in self._members:
                    return page.id
                message = "none of its seeds is here; bring one back, or name another page"
                raise BriefingError(f"{self._project.working_path(page)}: {message}")
        seed = make_slug(stem)
        for story_id, seeds in self._members.items():
            stated_names = {article.story for article in self._articles(story_id)}
            if stem == story_id or seed in seeds or stem in stated_names:
                return story_id
        matches = [story_id for story_id in self._members if story_id.startswith(stem)]
        if len(matches) == 1:
            return matches[0]
        similar_ids = [story_id for story_id in self._members if stem in story_id]
        similar = ", ".join(similar_ids[:_MAX_SUGGESTED])
        hint = f"did you mean {similar}?" if similar else "name a file of seeds/ or stories/"
        raise BriefingError(f"there is no page, story or seed '{reference}'; {hint}")

    @property
    def undrafted_stories(self) -> tuple[str, ...]:
        """The stories that have an article but no draft."""
        drafts = self._project.drafts.drafts
        return tuple(
            story_id
            for story_id in self._members
            if story_id not in drafts and self.has_article(story_id)
        )

    @property
    def outdated_stories(self) -> tuple[str, ...]:
        """The stories that a seed has joined since their draft, or whose drafted sentences fail."""
        drafts, articles = self._project.drafts.drafts, self._project.by_id
        return tuple(
            story_id
            for story_id, draft in drafts.items()
            if story_id in self._project.outdated_pages
            or undrafted_articles(draft, self._members[story_id], articles)
        )

    def _articles(self, story_id: str) -> list[Article]:
        return [self._project.by_id[seed] for seed in self._members[story_id]]

    def has_article(self, story_id: str) -> bool:
        """Whether a story has a seed other than notes, which keep their own words."""
        return any(article.kind != "note" for article in self._articles(story_id))

    def _page_and_record(self, story_id: str) -> tuple[Page | None, Record]:
        """The page of a story, ``None`` if it has none, and its record."""
        page = self._pages.get(story_id)
        text = self._project.records.get(story_id, "")
        return page, parse_record(text, page.text if page else None)

    def acceptance(self, story_id: str) -> str:
        """A digest of how a person accepted the page of a story, "" if nobody did."""
        page, record = self._page_and_record(story_id)
        return acceptance_digest(page, record) if page else ""

    def blank_draft(self, story_id: str, draft: Draft) -> Draft:
        """Give a new draft the rows of the earlier one, and the decisions on rows and page."""
        earlier = self.drafts.get(story_id, draft)
        return replace(
            draft,
            replaces=self.acceptance(story_id),
            rows=earlier.rows,
            decided_rows=earlier.decided_rows,
        )

    def check_rows(self, result: DraftResult) -> DraftResult:
        """Check the proposed rows against their passages; the draft keeps those that pass."""
        story_id, draft = result.job.story_id, result.draft
        proposals = tuple(make_proposal(story_id, row, self._context) for row in draft.rows)
        supported_rows = tuple(proposal.row for proposal in proposals if not proposal.problems)
        return replace(result, draft=replace(draft, rows=supported_rows), proposals=proposals)

    @cached_property
    def _context(self) -> ReviewContext:
        return ReviewContext.from_project(self._project)

    def job(self, story_id: str, *, asks_rows: bool = False) -> Job:
        """Collect what a writer needs to draft a story."""
        project = self._project
        articles = self._articles(story_id)
        facts = {article.id: project.facts(article.id) for article in articles}
        members = make_story(story_id, articles, project.catalogue)
        undrafted = compose_briefing(members, project.catalogue, facts.__getitem__)
        passages = (passage for article in articles for passage in article.passages)
        rejected = project.writer.rejected_addresses(passages)
        choices = EditorChoices(self._lines_of_people(story_id), rejected)
        return Job(undrafted, facts, project.catalogue, choices, asks_rows)

    def _lines_of_people(self, story_id: str) -> tuple[str, ...]:
        """The statements that people wrote on a page, each after its section."""
        page, record = self._page_and_record(story_id)
        lines = lines_of_people(page, record) if page and record.base else ()
        statements = (
            line for line in lines if line.kind in STATEMENTS and line.section != "Sources"
        )
        return tuple(f"{line.section}: {read_line(line).text}" for line in statements)
