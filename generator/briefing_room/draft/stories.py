"""Which stories are to be drafted, and what people decided of their pages."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath

from briefing_room.compose.briefing import briefing
from briefing_room.compose.stories import story
from briefing_room.draft.desk import Job, Written
from briefing_room.draft.request import EditorChoices
from briefing_room.errors import BriefingError
from briefing_room.ingest.load import slug_of
from briefing_room.model import Draft
from briefing_room.pages.authorship import lines_of_people
from briefing_room.pages.document import STATEMENTS, Page
from briefing_room.pages.draft_index import acceptance, behind
from briefing_room.pages.drafts import followed
from briefing_room.pages.page_index import owners
from briefing_room.pages.record import Record, parsed
from briefing_room.pipeline import Project
from briefing_room.review.context import ReviewContext
from briefing_room.review.proposed_rows import proposal
from briefing_room.review.reading import read


class Stories:
    """The stories of a project, as drafting looks at them."""

    def __init__(self, project: Project) -> None:
        """Look at a project."""
        self._project = project
        self._members = dict(project.members)
        self._pages = owners(project.pages)

    @cached_property
    def drafts(self) -> dict[str, Draft]:
        """The drafts by the ids of their stories, with the addresses of now."""
        known = self._project.drafts.drafts
        return {
            name: followed(draft, map(self._project.by_id.__getitem__, self._members[name]))
            for name, draft in known.items()
        }

    def named(self, wanted: str) -> str:
        """The story that a page, story or seed names, by path, file name, id or its beginning."""
        path = PurePosixPath(wanted)
        stem = path.stem if path.suffix in {".md", ".txt", ".html"} else path.name
        for page in self._project.pages:
            paths = (page.path, self._project.where(page), PurePosixPath(page.path).stem)
            if stem == page.id or wanted in paths:
                if page.id in self._members:
                    return page.id
                raise BriefingError(f"{self._project.where(page)} rests on no seed")
        seed = slug_of(stem)
        for name, seeds in self._members.items():
            if stem == name or seed in seeds:
                return name
        begin = [name for name in self._members if name.startswith(stem)]
        if len(begin) == 1:
            return begin[0]
        near = ", ".join(name for name in self._members if stem in name)[:300]
        hint = f"; did you mean {near}?" if near else ""
        raise BriefingError(f"there is no page, story or seed '{wanted}'{hint}")

    @property
    def missing(self) -> tuple[str, ...]:
        """The stories with an article and without a draft."""
        without = (name for name in self._members if name not in self._project.drafts.drafts)
        return tuple(name for name in without if self.articles(name))

    @property
    def behind(self) -> tuple[str, ...]:
        """The stories that a seed has joined since they were drafted."""
        drafts, articles = self._project.drafts.drafts, self._project.by_id
        return tuple(
            name for name, draft in drafts.items() if behind(draft, self._members[name], articles)
        )

    def articles(self, name: str) -> tuple[str, ...]:
        """The seeds of a story that are another's text: notes are told as they are."""
        return tuple(s for s in self._members[name] if self._project.by_id[s].kind != "note")

    def page(self, name: str) -> tuple[Page | None, Record]:
        """The page of a story as it stands, and its record."""
        page = self._pages.get(name)
        return page, parsed(self._project.records.get(name, ""), page.text if page else None)

    def acceptance(self, name: str) -> str:
        """A digest of how the page of a story was accepted, "" if it was not."""
        page, record = self.page(name)
        return acceptance(page, record) if page else ""

    def blank(self, name: str, draft: Draft) -> Draft:
        """A draft with what goes on from an earlier one of the same page."""
        before = self.drafts.get(name, draft)
        over = self.acceptance(name)
        return replace(draft, over=over, rows=before.rows, settled=before.settled)

    def with_rows(self, written: Written) -> Written:
        """What was written with its rows held to their passages, refused ones apart."""
        rows = tuple(proposal(written.job.name, row, self._context) for row in written.draft.rows)
        good = tuple(each.row for each in rows if not each.wrong)
        return replace(written, draft=replace(written.draft, rows=good), rows=rows)

    @cached_property
    def _context(self) -> ReviewContext:
        return ReviewContext.of(self._project)

    def job(self, name: str, *, rows: bool = False) -> Job:
        """What there is to write."""
        project = self._project
        articles = [project.by_id[seed] for seed in self._members[name]]
        known = {article.id: project.facts(article.id) for article in articles}
        told = story(name, articles, project.catalogue)
        made = briefing(told, project.catalogue, known.__getitem__)
        passages = (passage for article in articles for passage in article.passages)
        choices = EditorChoices(self._lines_of_people(name), project.writer.refused(passages))
        return Job(made, known, project.catalogue, choices, rows)

    def _lines_of_people(self, name: str) -> tuple[str, ...]:
        page, record = self.page(name)
        lines = lines_of_people(page, record) if page and record.base else ()
        said = (line for line in lines if line.kind in STATEMENTS and line.section != "Sources")
        return tuple(f"{line.section}: {read(line).text}" for line in said)
