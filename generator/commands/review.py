"""``briefing review``: report what a pull request changes, for its reader."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from generator.commands import options
from generator.ingest.read import read_seeds
from generator.pages.store import read_pages
from generator.review.findings import check
from generator.review.git import default_base, export
from generator.review.report import Base, report
from generator.review.state import read_state


@click.command("review")
@options.seeds
@options.briefings
@click.option("--base", metavar="REF", help="What to compare with; else the main branch.")
def command(seeds: Path, briefings: Path, base: str | None) -> int:
    """Report what changed since BASE, most urgent first, as Markdown for a pull request.

    Compared are the files as they lie in the working folder, committed or not.
    """
    state = read_state(seeds, briefings)
    ref = base or default_base(briefings)
    with tempfile.TemporaryDirectory() as folder:
        before = _base(seeds, briefings, ref, Path(folder))
    checked = check(state)
    click.echo(report(before, state, checked))
    return 1 if checked.faults else 0


def _base(seeds: Path, briefings: Path, ref: str, folder: Path) -> Base:
    pages, _ = read_pages(export(briefings, ref, folder / "pages"))
    articles, _ = read_seeds(export(seeds, ref, folder / "seeds"))
    return Base(pages, articles)
