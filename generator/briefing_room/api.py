"""What a script may import; everything else in the package may change without notice.

``briefings/about/api.md`` shows each function at work, and a test runs its examples.
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
from briefing_room.publish import assemble as site
from briefing_room.publish.publication import Settings, others_in, publication
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
    "assemble",
    "check",
    "generate",
    "read",
    "verify",
]


def read(
    folder: Path | str = ".",
    *,
    seeds: str = "seeds",
    briefings: str = "briefings",
    workers: Executor | int | None = None,
) -> Project:
    """Read the project in ``folder``; what cannot be read is in its ``findings``.

    ``workers`` is a number of processes, or an executor, whose workers may be on other machines.
    """
    return pipeline.read(Path(folder) / seeds, Path(folder) / briefings, workers=workers)


def generate(project: Project) -> Mapping[str, Outcome]:
    """Write or update the page of each story, keep people's edits, and say what happened."""
    return dict(pipeline.generate(project))


def check(project: Project, *, complete: bool = False) -> tuple[Finding, ...]:
    """Look for faults in seeds, pages and rows, as ``briefing check`` does.

    If ``complete``, a page that rests only on seeds that are not here is a fault too.
    """
    return findings.check(ReviewContext.of(project), complete=complete).faults


def verify(project: Project, statement: str, cites: Iterable[str]) -> tuple[Reason, ...]:
    """Hold a sentence to the passages that it cites; no reasons means that they bear it out."""
    verifier = Verifier(project.by_id, project.facts, project.catalogue)
    return verifier.check(statement, tuple(cites))


def assemble(
    project: Project, as_of: dt.date, settings: Settings | None = None
) -> Mapping[str, str]:
    """Make everything that the site shows: Markdown and data by their paths, and write nothing."""
    others = others_in(project.briefings)
    return site.assemble(publication(project, as_of, settings, others))
