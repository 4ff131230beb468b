"""``briefing generate``: write or update the page of every story, and lose no edit."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from generator.catalogue.read import read_catalogue
from generator.commands import options
from generator.compose.stories import group
from generator.ingest.language import OTHER_LANGUAGE
from generator.ingest.read import read_seeds
from generator.model import Article, Story
from generator.pages.merge import Outcome
from generator.pages.store import page_ids, read_pages, save
from generator.review.evidence import Library
from generator.review.proof import proved
from generator.review.state import definer, drafted, placed, unread

_TELL = {
    Outcome.CONFLICT: "a person and the program changed the same line; settle the comment in it",
    Outcome.KEPT: "its seeds are gone or on another page, but a person edited it; delete it if it"
    " has to go",
    Outcome.DELETED: "a person deleted it, so it stays away; delete its record to have it back",
    Outcome.HELD: "left as it was, because a seed of it or the page itself cannot be read",
    Outcome.REMOVED: "removed: its seeds are gone or on another page, and nobody had edited it",
}


@click.command("generate")
@options.seeds
@options.briefings
def command(seeds: Path, briefings: Path) -> int:
    """Write or update the briefing page of every seed.

    What people changed in a page stays.  Running it twice changes nothing.
    """
    return run(seeds, briefings)


def run(seeds: Path, briefings: Path) -> int:
    """Generate all pages; return 0, or 1 if a seed or an entry is wrong."""
    options.need_folder(seeds, "--seeds")
    options.need_folder(briefings, "--briefings")
    articles, wrong_seeds = read_seeds(seeds)
    catalogue, wrong_entries = read_catalogue(briefings)
    present, wrong_pages = read_pages(briefings)
    library = Library({article.id: article for article in articles}, catalogue)
    stories = group(articles, page_ids(present), catalogue)
    with _progress("Reading and summing up", stories) as tracked:
        pages = [proved(drafted(story, library), library) for story in tracked]
    outcomes = save(
        briefings,
        pages,
        held=unread(wrong_seeds, articles),
        define=definer(library),
    )
    for finding in (*wrong_seeds, *placed((*wrong_entries, *wrong_pages), briefings)):
        click.echo(str(finding), err=True)
    _tell(outcomes, articles, briefings)
    wrong = [finding for finding in wrong_seeds if finding.kind != OTHER_LANGUAGE]
    return 1 if wrong or wrong_entries or wrong_pages else 0


@contextmanager
def _progress(label: str, stories: tuple[Story, ...]) -> Iterator[Iterable[Story]]:
    """Show a bar on a terminal, one plain line elsewhere."""
    if sys.stderr.isatty():
        with click.progressbar(stories, label=label, file=sys.stderr) as bar:
            yield bar
    else:
        click.echo(f"{label}: {len(stories)} stories", err=True)
        yield stories


def _tell(
    outcomes: tuple[tuple[str, Outcome], ...], articles: tuple[Article, ...], briefings: Path
) -> None:
    """Say what was made and where to look."""
    for path, outcome in outcomes:
        if outcome in _TELL:
            click.echo(f"{briefings / path}: {_TELL[outcome]}")
    counts: Mapping[Outcome, int] = Counter(outcome for _, outcome in outcomes)
    made = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])
    pages = len(outcomes) - counts[Outcome.REMOVED]
    click.echo(f"{len(articles)} seeds, {pages} pages: {made or 'none'}.")
    click.echo(f"The pages are in {briefings / 'stories'}.")
