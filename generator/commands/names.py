"""``briefing names``: list names met often in the seeds that have no entity page."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from generator.commands import options
from generator.intake.names import UnknownName, unknown_names
from generator.pipeline import read


@click.command("names")
@click.option(
    "--least", default=2, show_default=True, type=click.IntRange(min=1), help="Seeds that name it."
)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1))
@click.option("--brief", is_flag=True, help="One line for each name, no contexts.")
@options.seeds
@options.briefings
def command(least: int, limit: int, brief: bool, seeds: Path, briefings: Path) -> int:
    """List names met in several seeds that have no entity page, with sentences that use them.

    'briefing new entity NAME --type TYPE' writes a page.  To leave a name out for good, add it to
    entities/stop-names.yml.
    """
    project = read(seeds, briefings)
    found = unknown_names(project.by_id.values(), project.catalogue, least)
    for each in found[:limit]:
        click.echo(_line(each) if brief else _whole(each))
    rest = len(found) - limit
    more = f"; {rest} more with --limit {len(found)}" if rest > 0 else ""
    click.echo(f"{len(found)} names in {least} seeds or more have no page{more}.", err=True)
    return 0


def _line(each: UnknownName) -> str:
    return f"{each.name}: {len(each.seeds)} seeds, {each.count} times"


def _whole(each: UnknownName) -> str:
    contexts = "".join(f"  {path}: {sentence}\n" for path, sentence in each.contexts)
    return f"{_line(each)}\n{contexts}  briefing new entity {shlex.quote(each.name)} --type …\n"
