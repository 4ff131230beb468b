"""``briefing generate``: write or update the page of every story, and lose no edit."""

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
from briefing_room.pages.conflicts import is_open
from briefing_room.pages.merge import Outcome
from briefing_room.text.files import locked

_Done = TypeVar("_Done")
_BUSY = "Another run is at work here; waiting for it to finish."
_TELL = {
    Outcome.CONFLICT: "a person and the program changed the same line; settle the comment in it",
    Outcome.KEPT: "its seeds are gone or on another page, but a person edited it; delete it if it"
    " has to go",
    Outcome.DELETED: "a person deleted it, so it stays away; delete its record to have it back",
    Outcome.SKIPPED: "left alone, because the page or one of its seeds cannot be read",
    Outcome.UNWRITTEN: "cannot be written: the disk is full, or the folder is read-only; mend"
    " that and run again, nothing is lost",
    Outcome.REMOVED: "removed: its seeds are gone or on another page, and nobody had edited it;"
    " if a page tells it under another name, give that one a 'redirect_from' with this address",
}


@click.command("generate")
@options.seeds
@options.briefings
def generate_command(seeds: Path, briefings: Path) -> int:
    """Write or update the briefing page of every seed.

    What people changed in a page stays.  Running it twice changes nothing.
    """
    return run(seeds, briefings)


def run(seeds: Path, briefings: Path) -> int:
    """Generate all pages; return 0, or 1 if a seed or an entry is wrong."""
    with locked(
        briefings, partial(echo, _BUSY, err=True)
    ):  # what another run reads and writes must not be older
        project = pipeline.read(seeds, briefings, tracked=tracked)
        outcomes = pipeline.generate(project, tracked)
    for finding in project.findings:
        echo(str(finding), err=True)
    for page in project.pages:
        if is_open(page.text):
            echo(f"{project.where(page)}: has an open conflict; see: briefing check", err=True)
    for path in project.removed_drafts:
        echo(f"{path}: removed: its story is gone, or is told on a page with its own draft")
    _tell(outcomes, len(project.by_id), briefings)
    unwritten = any(outcome is Outcome.UNWRITTEN for _, outcome in outcomes)
    return int(unwritten or any(finding.kind not in NOTICES for finding in project.findings))


def tracked(done: Iterable[_Done], label: str, count: int) -> Iterable[_Done]:
    """Show a progress bar on a terminal, one plain line elsewhere."""
    if count and not sys.stderr.isatty():
        echo(f"{label}: {count}", err=True)
    if not count or not sys.stderr.isatty():
        yield from done
        return
    with click.progressbar(done, count, label, file=sys.stderr) as bar:
        yield from bar


def _tell(outcomes: tuple[tuple[str, Outcome], ...], seeds: int, briefings: Path) -> None:
    """Say what was made and where to look."""
    for path, outcome in outcomes:
        if outcome in _TELL:
            echo(f"{briefings / path}: {_TELL[outcome]}")
    counts: Mapping[Outcome, int] = Counter(outcome for _, outcome in outcomes)
    summary = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])
    pages = len(outcomes) - counts[Outcome.REMOVED]
    echo(f"{seeds} seeds, {pages} pages: {summary or 'none'}.")
    echo(f"The pages are in {briefings / 'stories'}.")
