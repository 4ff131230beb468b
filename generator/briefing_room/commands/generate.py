"""``briefing generate``: write or update the page of every story and keep every edit."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from briefing_room import pipeline
from briefing_room.commands import options
from briefing_room.commands.output import echo
from briefing_room.ingest.load import NOTICES
from briefing_room.pages.conflicts import has_open_conflict
from briefing_room.pages.merge import Outcome
from briefing_room.text.files import lock_folder
from briefing_room.text.lexicon import count

_Result = TypeVar("_Result")
WAITING = "Another run is working here; waiting for it to finish."
_OUTCOME_MESSAGES = {
    Outcome.CONFLICT: "you and the generator changed the same line; keep one version",
    Outcome.KEPT: "no seed belongs to it any more; it was kept because a person edited it;"
    " delete it if you do not need it",
    Outcome.DELETED: "a person deleted it, so it is not written again; delete its record to have it"
    " back",
    Outcome.SKIPPED: "not updated: the page, its record or one of its seeds has the fault above",
    Outcome.UNWRITTEN: "cannot be written: the disk is full, or the folder is read-only; fix"
    " that and run again, nothing is lost",
    Outcome.REMOVED: "removed: no seed belongs to it any more, and nobody had edited it;"
    " if another page now tells it, give that page a 'redirect_from' with this address",
}


@click.command("generate")
@options.seeds
@options.briefings
def generate_command(seeds: Path, briefings: Path) -> int:
    """Write or update the briefing page of every seed.

    What people changed in a page stays.  Running it twice changes nothing.
    """
    return generate_pages(seeds, briefings)


def generate_pages(seeds: Path, briefings: Path, *, prints_findings: bool = True) -> int:
    """Generate all pages; returns 1 if a file has a fault or a page cannot be written, else 0."""
    with lock_folder(briefings, partial(echo, WAITING, err=True)):  # so that no two runs mix
        project = pipeline.read_project(seeds, briefings, progress=show_progress)
        outcomes = pipeline.generate(project, show_progress)
    for finding in project.findings if prints_findings else ():
        echo(str(finding), err=True)
    program = options.program_name()
    for page in project.pages:
        if has_open_conflict(page.text):
            echo(
                f"{project.working_path(page)}: has an open conflict; see: {program} check",
                err=True,
            )
    for finding in project.outdated_pages.values():
        echo(f"{finding.path}: {finding.message}", err=True)
    for path in project.removed_drafts:
        echo(f"{path}: removed: its story is gone, or is on a page with its own draft")
    for path in project.drafts_set_aside:
        hint = "delete it, or make a seed an article again"
        echo(f"{path}: set aside: its story has only notes, which keep their own words; {hint}")
    _print_summary(outcomes, len(project.by_id), briefings)
    unwritten = any(outcome is Outcome.UNWRITTEN for _, outcome in outcomes)
    return int(unwritten or any(finding.kind not in NOTICES for finding in project.findings))


def show_progress(results: Iterable[_Result], label: str, total: int) -> Iterable[_Result]:
    """Show a progress bar on a terminal, one plain line elsewhere."""
    if total and not sys.stderr.isatty():
        echo(f"{label}: {total}", err=True)
    if not total or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, total, label, file=sys.stderr) as bar:
        yield from bar


def _print_summary(outcomes: tuple[tuple[str, Outcome], ...], seeds: int, briefings: Path) -> None:
    """Print the pages that need attention, the number of pages by outcome, and their folder."""
    for path, outcome in outcomes:
        if outcome in _OUTCOME_MESSAGES:
            echo(f"{briefings / path}: {_OUTCOME_MESSAGES[outcome]}")
    counts: Mapping[Outcome, int] = Counter(outcome for _, outcome in outcomes)
    summary = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])
    pages = len(outcomes) - counts[Outcome.REMOVED]
    echo(f"{count(seeds, 'seed')}, {count(pages, 'page')}: {summary or 'none'}.")
    echo(f"The pages are in {briefings / 'stories'}.")
