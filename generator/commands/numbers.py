"""``briefing numbers``: list passages that hold numbers, sites or deadlines, as rows to paste."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from generator.commands import options
from generator.errors import BriefingError
from generator.review.library import Library, read_library
from generator.review.proposals import candidates


class NoSuchNumber(BriefingError):
    """The number that was asked for has no page."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"there is no numbers/{slug}.md; write one with: briefing new number")


@click.command("numbers")
@click.argument("slug", required=False)
@click.option("--sites", "what", flag_value="sites", help="Amounts at a site instead.")
@click.option("--deadlines", "what", flag_value="deadlines", help="Days to come instead.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1))
@options.seeds
@options.briefings
def command(slug: str | None, what: str | None, limit: int, seeds: Path, briefings: Path) -> int:
    """List passages with a number, its unit and its names that no page cites, newest first.

    Each stands above a row to paste into the page that it may belong to; SLUG asks for those of
    one page of numbers.  Read the passage first: what a number is of, only you can say.
    """
    library = read_library(seeds, briefings)
    if slug and slug not in library.catalogue.numbers:
        raise NoSuchNumber(slug)
    found = candidates(library, what or "numbers")
    wanted = [each for each in found if slug is None or each.key == slug]
    ordered = sorted(wanted, key=lambda c: (not c.key, c.key))  # what has no page comes last
    for key, group in groupby(ordered, lambda c: c.key):
        passages = list(group)
        click.echo(_title(key, library))
        for each in passages[:limit]:
            click.echo(str(each))
        if len(passages) > limit:
            more = f"{len(passages) - limit} more with --limit"
            click.echo(f"{key or 'no page yet'}: {more}", err=True)
    click.echo(f"{len(wanted)} passages that no page cites.", err=True)
    return 0


def _title(key: str, library: Library) -> str:
    page = library.catalogue.numbers.get(key) or library.catalogue.entities.get(key)
    return f"{library.briefings / page.path}:" if page else "No page yet:"
