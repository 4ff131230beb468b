"""``briefing watch``: check the watched sources, list new entries on subjects of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.commands import options
from briefing_room.commands.output import echo
from briefing_room.importers.fetch import Fetcher, Limits
from briefing_room.importers.watch import (
    WATCH_LIST,
    SourceState,
    WatchedSource,
    WatchLog,
    check_source,
    find_subjects,
    read_watch_list,
    read_watch_log,
    waiting_entries,
    write_watch_log,
)
from briefing_room.pipeline import read_project
from briefing_room.text.addresses import bare_address

_LIMITS = Limits(max_bytes=2_000_000, seconds=20.0)
_MAX_SUBJECTS = 5  # shown for an entry


@click.command("watch")
@click.option(
    "--aside", multiple=True, metavar="ADDRESS", help="Dismiss an entry for good; fetch nothing."
)
@click.option(
    "--list", "only_list", is_flag=True, help="List the entries that wait; fetch nothing."
)
@click.option(
    "--allow-host",
    multiple=True,
    metavar="HOST",
    help="Host that may be fetched although it is in a private network.",
)
@options.seeds
@options.briefings
def watch_command(
    seeds: Path,
    briefings: Path,
    *,
    aside: tuple[str, ...],
    only_list: bool,
    allow_host: tuple[str, ...],
) -> int:
    """Check the sources of watch.yml, and list new entries on subjects of the catalogue.

    Both watch.yml and the log .watch.json are in the folder of the pages.  Commit the log: later
    runs ask servers only for what has changed.  Exit code 1 means that entries are waiting, or that
    a source could not be read.
    """
    sources, log = read_watch_list(briefings / WATCH_LIST), read_watch_log(briefings)
    project = read_project(seeds, briefings)
    fetches = not (aside or only_list)
    if fetches:
        log = _check_all(sources, log, Fetcher(frozenset(allow_host), _LIMITS), project.catalogue)
    log = WatchLog(log.sources, tuple(dict.fromkeys((*log.aside, *aside))))
    articles = project.by_id.values()
    sources_of_seeds = (source for article in articles for source in article.sources)
    seed_addresses = {bare_address(source.url) for source in sources_of_seeds if source.url}
    names = {source.url: source.name for source in sources}
    entries = list(waiting_entries(log, seed_addresses))
    for url, entry in entries:
        subjects = ", ".join(find_subjects(entry, project.catalogue)[:_MAX_SUBJECTS])
        echo(f"{names.get(url, url)}{f', {entry.date}' if entry.date else ''}: {entry.title}")
        echo(f"  about {subjects or 'a subject of the catalogue'}")
        echo(f"  {options.program_name()} add {entry.address}")
    faults = _report_faults(sources, log)
    write_watch_log(briefings, log)
    checked = f"{len(sources) - faults} of {len(sources)} sources checked; " if fetches else ""
    waiting = "1 entry is waiting" if len(entries) == 1 else f"{len(entries)} entries are waiting"
    echo(f"{checked}{waiting}.", err=True)
    if entries:
        echo(f"To put one aside: {options.program_name()} watch --aside ADDRESS", err=True)
    return 1 if entries or faults else 0


def _report_faults(sources: Sequence[WatchedSource], log: WatchLog) -> int:
    """Print the sources that moved or could not be read; returns how many could not be read."""
    faults = 0
    for source in sources:
        state = log.sources.get(source.url, SourceState())
        if state.fault:
            faults += 1
            echo(f"Not read: {source.name}: {state.fault}", err=True)
        if address := state.new_address:
            echo(f"Moved: {source.name} is now at {address}; correct {WATCH_LIST}", err=True)
    return faults


def _check_all(
    sources: Sequence[WatchedSource], log: WatchLog, fetcher: Fetcher, catalogue: Catalogue
) -> WatchLog:
    """Check every source; log its new entries on subjects of the catalogue, without their text."""
    day = options.today().isoformat()
    states: dict[str, SourceState] = {}
    for source in sources:
        old_state = log.sources.get(source.url, SourceState())
        state, new_entries = check_source(source, old_state, fetcher, day)
        relevant = [e._replace(text="") for e in new_entries if find_subjects(e, catalogue)]
        states[source.url] = replace(state, waiting=(*relevant, *state.waiting))
    return WatchLog(states, log.aside)
