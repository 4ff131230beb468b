"""``briefing add``: make a seed of a file, a page or an address; list what a feed has."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from generator.catalogue.load import read_catalogue
from generator.commands import options
from generator.errors import BriefingError, printable
from generator.ingest.metadata import Metadata
from generator.intake.adding import Seeds
from generator.intake.drafts import (
    CONTENT_TYPES,
    MOST_BYTES,
    Original,
    draft,
    from_file,
    from_page,
    from_pipe,
    given,
)
from generator.intake.feeds import TYPES, entries, proposed
from generator.intake.fetch import Fetcher
from generator.text.files import sweep


@click.command("add")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--feed", metavar="ADDRESS", help="List what is new in an RSS or Atom feed instead.")
@click.option("--title", help="Title, where the source gives none or a wrong one.")
@click.option("--date", help="Day of publication, YYYY-MM-DD.")
@click.option("--publisher", help="Who published it.")
@click.option("--url", help="Address of the article, for a text or file.")
@click.option("--archive", help="Address at which a copy of the article is kept.")
@click.option("--licence", help="Licence that the text is under, such as CC BY 4.0.")
@click.option("--story", help="Slug of the story that it belongs to.")
@click.option("--name", help="Name of the seed; its date and title unless given.")
@click.option("--dry-run", is_flag=True, help="Say what would be added, write nothing.")
@click.option(
    "--allow-host",
    multiple=True,
    metavar="HOST",
    help="Host that may be fetched although it is in a private network.",
)
@options.seeds
@options.briefings
def add_command(
    sources: tuple[str, ...],
    *,
    feed: str | None,
    allow_host: tuple[str, ...],
    seeds: Path,
    briefings: Path,
    dry_run: bool,
    name: str | None,
    url: str | None,
    archive: str | None,
    **values: str | None,
) -> int:
    """Make a seed of each SOURCE: a text, a saved page, a PDF, an address, or - for what is piped.

    Title, date, publisher and address are taken from the page; what it does not say stays open, and
    can be given by the options or written into the seed.
    """
    options.need_folder(seeds, "--seeds")
    if bool(feed) == bool(sources):
        raise click.UsageError("name a file or an address, or - for what is piped in, or --feed")
    of_one = (values["title"], values["date"], url, archive, name)
    if (feed or len(sources) > 1) and any(of_one):
        told = "--title, --date, --url, --archive and --name"
        raise click.UsageError(f"{told} are for one source at a time")
    said = given(values, url, archive)
    sweep(seeds)
    there = Seeds.of(seeds, options.today(), dry_run=dry_run)
    fetcher = Fetcher(frozenset(allow_host))
    if feed:
        options.need_folder(briefings, "--briefings")
        return _propose(feed, briefings, fetcher, there)
    code = max([_add(source, said, name, fetcher, there) for source in sources])
    if there.added and not dry_run:
        click.echo(f"To see its page: {options.program()} serve", err=True)
    return code


def _add(source: str, said: Metadata, name: str | None, fetcher: Fetcher, seeds: Seeds) -> int:
    """Add one source; return 2 and say why if it cannot be."""
    try:
        made = draft(_opened(source, fetcher, seeds)).told(said)
        seeds.refuse(made)
        article = seeds.add(made, name)
    except (BriefingError, OSError) as error:
        reason = f"{source}: {error.strerror}" if isinstance(error, OSError) else str(error)
        click.echo(printable(f"Not added: {reason}"), err=True)
        return 2
    for line in seeds.told(made, article):
        click.echo(printable(line))
    return 0


def _opened(source: str, fetcher: Fetcher, seeds: Seeds) -> Original:
    if source == "-":
        return from_pipe(sys.stdin.buffer.read(MOST_BYTES + 1))
    if "://" not in source:
        return from_file(Path(source))
    seeds.refuse_address(source, source)
    return from_page(fetcher.fetch(source, CONTENT_TYPES))


# --- Feeds ---------------------------------------------------------------------------------------


def _propose(address: str, briefings: Path, fetcher: Fetcher, seeds: Seeds) -> int:
    """Print a command for each entry of a feed that may be wanted."""
    page = fetcher.fetch(address, TYPES)
    found = entries(page.data, page.url)
    wanted = proposed(found, seeds, read_catalogue(briefings)[0])
    for entry in wanted:
        told = f"{entry.date or 'no date'}: {entry.title or 'no title'}"
        click.echo(printable(f"{options.program()} add {shlex.quote(entry.address)}  # {told}"))
    click.echo(f"{len(wanted)} of {len(found)} entries are new and on the subject.", err=True)
    return 0
