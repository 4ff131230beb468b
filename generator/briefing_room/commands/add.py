"""``briefing add``: make a seed from a text file, a saved page, a PDF or an address."""

from __future__ import annotations

import datetime as dt
import re
import sys
from dataclasses import replace
from pathlib import Path

import click

from briefing_room.commands import options
from briefing_room.commands.output import echo
from briefing_room.errors import BriefingError, UnusableSource, printable
from briefing_room.importers import new_seed
from briefing_room.importers.fetch import Fetcher
from briefing_room.importers.sandbox import ReadJob, read_in_sandbox
from briefing_room.importers.seed_folder import SeedFolder
from briefing_room.ingest.load import make_slug
from briefing_room.ingest.metadata import Metadata
from briefing_room.pages.page_index import read_pages
from briefing_room.text.files import delete_incomplete_files

_BARE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}/")  # without its scheme


@click.command("add")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--title", help="Title, if the source has none or a wrong one.")
@click.option("--date", type=options.parse_day, metavar="YYYY-MM-DD", help="Day of publication.")
@click.option("--publisher", help="Who published it.")
@click.option("--url", help="Address of the article, for a file or a pipe.")
@click.option("--archive", help="Address at which a copy of the article is kept.")
@click.option("--licence", help="Licence that the text is under, such as CC BY 4.0.")
@click.option("--story", help="Story, page or other seed with which it shares a page.")
@click.option("--name", help="Name of the seed (default: made from date and title).")
@click.option("--dry-run", is_flag=True, help="Say what would be added, write nothing.")
@click.option(
    "--allow-host",
    multiple=True,
    metavar="HOST",
    help="Host that may be fetched although it is in a private network.",
)
@options.seeds
@options.folder("briefings", "Folder of the pages.")
def add_command(
    sources: tuple[str, ...],
    *,
    allow_host: tuple[str, ...],
    seeds: Path,
    briefings: Path,
    dry_run: bool,
    name: str | None,
    url: str | None,
    archive: str | None,
    date: dt.date | None,
    **values: str | None,
) -> int:
    """Make a seed from each SOURCE: a text file, a saved page, a PDF, an address, or - for a pipe.

    Title, date, publisher and address are taken from the page.  What the page does not say can be
    given with the options or written into the seed.
    """
    single_source_options = (values["title"], date, url, archive, name)
    if len(sources) > 1 and any(single_source_options):
        names = "--title, --date, --url, --archive and --name"
        raise click.UsageError(f"{names} are for one source at a time")
    delete_incomplete_files(seeds)
    folder = SeedFolder.read(seeds, options.today(), dry_run=dry_run)
    if story := values["story"]:
        seeds_by_page = {page.id: page.seeds for page in read_pages(briefings)[0]}
        values["story"] = folder.resolve_story(story, seeds_by_page)
    corrections = new_seed.read_corrections({"date": date, **values}, url, archive)
    fetcher = Fetcher(frozenset(allow_host))
    code = max([_add_source(source, corrections, name, fetcher, folder) for source in sources])
    if folder.new_names and not dry_run:
        program = options.program_name()
        echo(f"To see its page: {program} serve", err=True)
        draft = f"{program} draft {folder.new_names[-1]}"
        echo(f"To have it written: {draft} --model NAME (by hand: --request)", err=True)
    return code


def _add_source(
    source: str, corrections: Metadata, name: str | None, fetcher: Fetcher, seeds: SeedFolder
) -> int:
    """Add one source and return the exit code; if it cannot be added, print why."""
    try:
        job = ReadJob(
            _open_original(source, fetcher, seeds),
            corrections,
            seeds.folder.as_posix(),
            name and make_slug(name),
        )
        seed, article = read_in_sandbox(job)
        seeds.refuse_duplicate(seed)
        slug = seeds.choose_name(seed, name)
        if slug != article.id:  # passages carry the id
            seed, article = read_in_sandbox(replace(job, name=slug))
        seeds.add(seed, article)
    except (BriefingError, OSError) as error:
        reason = f"{source}: {error.strerror}" if isinstance(error, OSError) else str(error)
        echo(printable(f"Not added: {reason}"), err=True)
        return 2
    for line in seeds.report(seed, article):
        echo(printable(line))
    return 0


def _open_original(source: str, fetcher: Fetcher, seeds: SeedFolder) -> new_seed.Original:
    """Open a file, standard input ("-") or a web address."""
    if source == "-":
        return new_seed.original_from_pipe(sys.stdin.buffer.read(new_seed.MAX_BYTES + 1))
    if "://" not in source:
        if _BARE_ADDRESS.match(source) and not Path(source).exists():
            raise UnusableSource(source, "is not there; begin an address with https://")
        return new_seed.original_from_file(Path(source))
    seeds.refuse_known_address(source, source)
    return new_seed.original_from_page(fetcher.fetch(source, new_seed.CONTENT_TYPES))
