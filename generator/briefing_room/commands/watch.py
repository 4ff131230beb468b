"""``briefing watch``: look at the watched sources and list what is new there and concerns us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from briefing_room.catalogue.entries import Catalogue
from briefing_room.commands import options
from briefing_room.commands.output import echo
from briefing_room.importers.fetch import Fetcher, Limits
from briefing_room.importers.watch import (
    LIST,
    Seen,
    WatchedSource,
    WatchLog,
    concerns,
    look,
    read_list,
    read_log,
    waiting,
    write_log,
)
from briefing_room.pipeline import read
from briefing_room.text.addresses import bare_address

_LIMITS = Limits(size=2_000_000, seconds=20.0)
_MAX_NAMES = 5  # of what an entry is about


@click.command("watch")
@click.option("--aside", multiple=True, metavar="ADDRESS", help="Put an entry aside; ask nobody.")
@click.option("--list", "only_list", is_flag=True, help="List what waits; ask nobody.")
@click.option("--allow-host", multiple=True, metavar="HOST", help="Host that may be private.")
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
    """Look at the sources of BRIEFINGS/watch.yml, and list what is new and names what we follow.

    What was seen is kept in BRIEFINGS/.watch.json: commit it. The second look asks servers only for
    what changed. Exit code 1 means that something waits, or that a source could not be read.
    """
    sources, log = read_list(briefings / LIST), read_log(briefings)
    project = read(seeds, briefings)
    if not (aside or only_list):
        log = _looked(sources, log, Fetcher(frozenset(allow_host), _LIMITS), project.catalogue)
    log = WatchLog(log.sources, tuple(dict.fromkeys((*log.aside, *aside))))
    articles = project.by_id.values()
    added = {bare_address(s.url) for article in articles for s in article.sources if s.url}
    names = {source.url: source.name for source in sources}
    listed = list(waiting(log, added))
    for url, entry in listed:
        about = ", ".join(concerns(entry, project.catalogue)[:_MAX_NAMES])
        echo(f"{names.get(url, url)}{f', {entry.date}' if entry.date else ''}: {entry.title}")
        echo(f"  concerns {about or 'a topic of ours'}")
        echo(f"  {options.program()} add {entry.address}")
    faults = _faults(sources, log)
    write_log(briefings, log)
    looked_at = f"{len(sources) - faults} of {len(sources)} sources looked at"
    echo(f"{looked_at}; {len(listed)} entries wait.", err=True)
    if listed:
        echo(f"To drop one: {options.program()} watch --aside ADDRESS", err=True)
    return 1 if listed or faults else 0


def _faults(sources: Sequence[WatchedSource], log: WatchLog) -> int:
    """Say which sources could not be read or have moved, and count the former."""
    faults = 0
    for source in sources:
        seen = log.sources.get(source.url, Seen())
        if seen.fault:
            faults += 1
            echo(f"Not read: {source.name}: {seen.fault}", err=True)
        if seen.moved:
            echo(f"Moved: {source.name} is now at {seen.moved}; correct {LIST}", err=True)
    return faults


def _looked(
    sources: Sequence[WatchedSource], log: WatchLog, fetcher: Fetcher, catalogue: Catalogue
) -> WatchLog:
    """Look at every source; keep the new entries that concern us, without their text."""
    day, now = options.today().isoformat(), dict[str, Seen]()
    for source in sources:
        seen, fresh = look(source, log.sources.get(source.url, Seen()), fetcher, day)
        ours = [entry._replace(text="") for entry in fresh if concerns(entry, catalogue)]
        now[source.url] = replace(seen, waiting=(*ours, *seen.waiting))
    return WatchLog(now, log.aside)
