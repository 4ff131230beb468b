"""``briefing review``: report what a pull request changes, for its reader."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from generator.commands import options
from generator.ingest.load import read_seeds
from generator.intake.names import unknown_names
from generator.pages.store import read_pages
from generator.review.findings import check
from generator.review.git import default_base, export
from generator.review.report import Base, report
from generator.review.state import State, read_state

OFTEN = 3  # seeds that a name must stand in
NAMES = 5  # of them in a report


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
    click.echo(report(before, state, checked, tuple(_names(before, state))))
    return 1 if checked.faults else 0


def _names(before: Base, state: State) -> Iterator[str]:
    """Yield names of the new seeds that seeds use often, and how to write a page for each."""
    texts = {article.id: article.text for article in before.articles}
    new = {article.id for article in state.articles if texts.get(article.id) != article.text}
    found = unknown_names(state.articles, state.catalogue, least=OFTEN) if new else ()
    for each in [each for each in found if new & set(each.seeds)][:NAMES]:
        call = f"briefing new entity {shlex.quote(each.name)} --type …"
        yield f"**{each.name}** in {len(each.seeds)} seeds; `{call}`"


def _base(seeds: Path, briefings: Path, ref: str, folder: Path) -> Base:
    pages, _ = read_pages(export(briefings, ref, folder / "pages"))
    articles, _ = read_seeds(export(seeds, ref, folder / "seeds"))
    return Base(pages, articles)
