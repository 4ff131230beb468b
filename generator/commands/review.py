"""``briefing review``: report what a pull request changes, for its reader."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from generator.catalogue.load import read_catalogue
from generator.commands import options
from generator.ingest.load import read_seeds
from generator.intake.names import unknown_names
from generator.pages.store import read_pages
from generator.review.findings import check
from generator.review.git import default_base, export
from generator.review.report import Base, report
from generator.review.sheet import sheet
from generator.review.sheet_frames import as_comment, as_html
from generator.review.state import State, read_state
from generator.text import files

OFTEN = 3  # seeds that a name must stand in
NAMES = 5  # of them in a report
_FILE = click.Path(path_type=Path)


@click.command("review")
@options.seeds
@options.briefings
@click.option("--base", metavar="REF", help="What to compare with; else the main branch.")
@click.option("--html", metavar="FILE", type=_FILE, help="Write the sheet to tick off, too.")
@click.option("--comment", metavar="FILE", type=_FILE, help="Write the sheet in short, too.")
@click.option("--link", metavar="URL", default="", help="Where the comment says the sheet is.")
def command(
    seeds: Path,
    briefings: Path,
    *,
    base: str | None,
    html: Path | None,
    comment: Path | None,
    link: str,
) -> int:
    """Report what changed since BASE, most urgent first, as Markdown for a pull request.

    Compared are the files as they lie in the working folder, committed or not.  The sheet shows
    each statement and row beside its passage; it is one file that any browser opens.
    """
    state = read_state(seeds, briefings)
    ref = base or default_base(briefings)
    with tempfile.TemporaryDirectory() as folder:
        before = _base(seeds, briefings, ref, Path(folder))
    checked = check(state)
    told = report(before, state, checked, tuple(_names(before, state)))
    click.echo(told)
    if html or comment:
        made = sheet(before, state, checked, ref, told)
        if html:
            files.write(html, as_html(made))
            click.echo(f"{html}: {made.count} things to look at; open it in a browser", err=True)
        if comment:
            files.write(comment, as_comment(made, link))
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
    old = export(briefings, ref, folder / "pages")
    pages, _ = read_pages(old)
    articles, _ = read_seeds(export(seeds, ref, folder / "seeds"))
    catalogue, _ = read_catalogue(old)
    return Base(pages, articles, catalogue)
