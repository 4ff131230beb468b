"""``briefing add``: make a seed of a file, a page, an address or a feed."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from generator.catalogue.read import read_catalogue
from generator.commands import options
from generator.errors import BriefingError
from generator.ingest.metadata import Metadata
from generator.intake.desk import Desk
from generator.intake.drafts import Draft, draft
from generator.intake.feeds import TYPES as FEED_TYPES
from generator.intake.feeds import entries, looked_at, remember
from generator.intake.fetch import Fetcher
from generator.intake.given import WrongValue, given
from generator.intake.harvest import Fate, Judged, harvest
from generator.intake.originals import CONTENT_TYPES, Original, from_file, from_page, from_text
from generator.intake.telling import told


@click.command("add")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--feed", metavar="ADDRESS", help="Add what is new in an RSS or Atom feed instead.")
@click.option("--limit", type=click.IntRange(min=1), help="Seeds to add of a feed, at most.")
@click.option("--title", help="Title, where the source gives none or a wrong one.")
@click.option("--date", help="Day of publication, YYYY-MM-DD.")
@click.option("--publisher", help="Who published it.")
@click.option("--url", help="Address of the article, for a text or file.")
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
def command(
    sources: tuple[str, ...],
    *,
    feed: str | None,
    limit: int | None,
    allow_host: tuple[str, ...],
    seeds: Path,
    briefings: Path,
    dry_run: bool,
    name: str | None,
    url: str | None,
    **values: str | None,
) -> int:
    """Make a seed of each SOURCE: a text, a saved page, a PDF, an address, or - for what is piped.

    Title, date, publisher and address are taken from the page.  What it does not say is asked for
    on a terminal; press Enter to leave it open.
    """
    options.need_folder(seeds, "--seeds")
    if bool(feed) == bool(sources):
        raise click.UsageError("name a file or an address, or - for what is piped in, or --feed")
    if (feed or len(sources) > 1) and (values["title"] or values["date"] or url or name):
        raise click.UsageError("--title, --date, --url and --name are for one source at a time")
    if limit and not feed:
        raise click.UsageError("--limit is for --feed")
    said = given(values, url)
    desk = Desk.of(seeds, options.today(), dry_run=dry_run)
    fetcher = Fetcher(frozenset(allow_host))
    if feed:
        return _add_feed(
            feed, briefings=briefings, limit=limit, fetcher=fetcher, desk=desk, said=said
        )
    code = max([_add(source, said, name, fetcher, desk) for source in sources])
    if desk.added and not dry_run:
        click.echo("To see its page: briefing serve", err=True)
    return code


def _add(source: str, said: Metadata, name: str | None, fetcher: Fetcher, desk: Desk) -> int:
    """Add one source; return 2 and say why if it cannot be."""
    try:
        made = draft(_opened(source, fetcher, desk)).told(said)
        desk.known.refuse(made)
        made = _asked(made) if _on_terminal(source) else made
        article = desk.take(made, name)
    except (BriefingError, OSError) as error:
        reason = f"{source}: {error.strerror}" if isinstance(error, OSError) else str(error)
        click.echo(f"Not added: {reason}", err=True)
        return 2
    for line in told(made, article, desk):
        click.echo(line)
    return 0


def _opened(source: str, fetcher: Fetcher, desk: Desk) -> Original:
    if source == "-":
        return from_text("standard input", sys.stdin.buffer.read())
    if "://" not in source:
        return from_file(Path(source))
    desk.known.refuse_address(source)
    page = fetcher.fetch(source, CONTENT_TYPES)
    return from_page(page.url, page.data, page.content_type, page.charset)


# --- Asking --------------------------------------------------------------------------------------


def _on_terminal(source: str) -> bool:
    return source != "-" and sys.stdin.isatty() and sys.stderr.isatty()


def _asked(made: Draft) -> Draft:
    """Ask for the title and the date that the source does not give."""
    for key, form in (("title", ""), ("date", " (YYYY-MM-DD)")):
        while getattr(made.metadata, key) is None:
            question = f"{made.original.name} gives no {key}. Its {key}{form}, or Enter if unknown"
            answer = click.prompt(question, default="", show_default=False, err=True).strip()
            if not answer:
                break
            try:
                made = made.told(given({key: answer}))
            except WrongValue as error:
                click.echo(str(error), err=True)
    return made


# --- Feeds ---------------------------------------------------------------------------------------


def _add_feed(
    address: str,
    *,
    briefings: Path,
    limit: int | None,
    fetcher: Fetcher,
    desk: Desk,
    said: Metadata,
) -> int:
    """Add the entries of a feed that are new and on the subject; count the others."""
    options.need_folder(briefings, "--briefings")
    catalogue, _ = read_catalogue(briefings)
    page = fetcher.fetch(address, FEED_TYPES)
    found = entries(page.data, page.url)
    seen = looked_at(desk.seeds, address)
    counts: Counter[Fate] = Counter()
    settled = {entry.key for entry in found if entry.key in seen}
    try:
        for judged in harvest(found, seen, fetcher, desk.known, catalogue):
            _take(judged, said, desk)
            counts[judged.fate] += 1
            if judged.settled:
                settled.add(judged.entry.key)
            if counts[Fate.ADDED] == limit:
                break
    finally:  # also when stopped by Ctrl-C: what was added is not looked at again
        if not desk.dry_run:
            remember(desk.seeds, address, settled)
    _sum_up(counts, len(found), address)
    return 1 if counts[Fate.FAILED] else 0


def _take(judged: Judged, said: Metadata, desk: Desk) -> None:
    if judged.made is not None:
        article = desk.take(judged.made.told(said))
        click.echo(f"{article.path}: {article.title or 'no title'}")
    elif judged.why and judged.fate is Fate.FAILED:
        click.echo(f"Not added: {judged.why}", err=True)


def _sum_up(counts: Counter[Fate], whole: int, address: str) -> None:
    parts = [f"{counts[fate]} {fate}" for fate in Fate if counts[fate]]
    left = whole - counts.total()
    parts += [f"{left} left for the next run"] if left else []
    click.echo(f"{whole} entries in {address}: {', '.join(parts) or 'none'}.")
