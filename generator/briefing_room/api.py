"""The public API: what a script may import.  Everything else may change in any release.

``briefings/about/api.md`` has an example of each function, and a test runs them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_room import pipeline
from briefing_room.errors import BriefingError
from briefing_room.model import Article, Briefing, Facts, Finding, Passage
from briefing_room.pages.merge import Outcome
from briefing_room.pipeline import Project
from briefing_room.publish import assemble as assemble_site
from briefing_room.publish.publication import Settings, make_publication, read_about_pages
from briefing_room.publish.story_pages import StoryPage
from briefing_room.review import findings
from briefing_room.review.context import ReviewContext
from briefing_room.verify.reasons import Reason
from briefing_room.verify.verifier import Verifier

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = [
    "Article",
    "Briefing",
    "BriefingError",
    "Facts",
    "Finding",
    "Outcome",
    "Passage",
    "Project",
    "Reason",
    "Settings",
    "StoryPage",
    "assemble",
    "check",
    "generate",
    "read",
    "stories",
    "verify",
]


def read(
    folder: Path | str = ".",
    *,
    seeds: str = "seeds",
    briefings: str = "briefings",
    workers: Executor | int | None = None,
) -> Project:
    """Read the project in ``folder``; faults in its files are in its ``findings``.

    ``seeds`` and ``briefings`` are the names of its two folders.  ``workers`` is a number of
    processes (default: one for each core) or an executor, whose workers may be on other machines.
    Raises :class:`NotAFolder`, a :class:`BriefingError`, if there is no folder of seeds.
    """
    return pipeline.read_project(Path(folder) / seeds, Path(folder) / briefings, workers=workers)


def generate(project: Project) -> Mapping[str, Outcome]:
    """Write or update the page of each story, and keep people's edits.

    Returns what happened to each file by its path.  Read the project again to see the new pages.
    """
    return dict(pipeline.generate(project))


def check(project: Project, *, complete: bool = False) -> tuple[Finding, ...]:
    """Find faults in seeds, pages and rows, as ``briefing check`` does.

    With ``complete``, a page of the catalogue whose seeds are all missing is a fault, too.
    """
    return findings.check(ReviewContext.from_project(project), complete=complete).faults


def verify(project: Project, statement: str, cites: Iterable[str]) -> tuple[Reason, ...]:
    """Check a sentence against the passages it cites, which are given by their addresses.

    Returns the reasons why they do not support it; none if they do.
    """
    verifier = Verifier(project.by_id, project.facts, project.catalogue)
    return verifier.check(statement, tuple(cites))


def stories(project: Project, *, unreviewed: bool = True) -> tuple[StoryPage, ...]:
    """Return the story pages as people left them, the newest first.

    Each has its title, bottom line and points as plain text, its date and its topics.  Without
    ``unreviewed``, only pages that a person has accepted are returned.
    """
    return make_publication(project, dt.date.max, Settings(publish_unreviewed=unreviewed)).stories


def assemble(
    project: Project, as_of: dt.date, settings: Settings | None = None
) -> Mapping[str, str]:
    """Return everything that the site shows on the day ``as_of``; nothing is written.

    The result maps paths to texts: Markdown, and data such as feeds and tables.
    """
    about_pages = read_about_pages(project.briefings)
    return assemble_site.assemble(make_publication(project, as_of, settings, about_pages))
