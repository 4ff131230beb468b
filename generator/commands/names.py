"""``briefing names``: list names met often in the seeds that have no entity page."""

from __future__ import annotations

from pathlib import Path

import click

from generator.catalogue.entries import SPEAKS_AS
from generator.catalogue.read import read_catalogue
from generator.commands import options
from generator.ingest.files import slug_of
from generator.ingest.read import read_seeds
from generator.intake.templates import entity
from generator.intake.unknown_names import UnknownName, unknown_names


@click.command("names")
@click.option(
    "--least", default=2, show_default=True, type=click.IntRange(min=1), help="Seeds that name it."
)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1))
@click.option("--brief", is_flag=True, help="One line for each name, no contexts.")
@options.seeds
@options.briefings
def command(least: int, limit: int, brief: bool, seeds: Path, briefings: Path) -> int:
    """List names met in several seeds that have no entity page, with contexts and front matter.

    The type is a guess.  To leave a name out for good, add it to entities/stop-names.yml.
    """
    options.need_folder(seeds, "--seeds")
    options.need_folder(briefings, "--briefings")
    articles, _ = read_seeds(seeds)
    catalogue, _ = read_catalogue(briefings)
    found = unknown_names(articles, catalogue, least)
    for each in found[:limit]:
        click.echo(_line(each) if brief else _whole(each, briefings))
    rest = len(found) - limit
    more = f"; {rest} more with --limit {len(found)}" if rest > 0 else ""
    click.echo(f"{len(found)} names in {least} seeds or more have no page{more}.", err=True)
    return 0


def _line(each: UnknownName) -> str:
    return f"{each.name} ({each.type}?): {len(each.seeds)} seeds, {each.count} times"


def _whole(each: UnknownName, briefings: Path) -> str:
    path = briefings / "entities" / each.type / f"{slug_of(each.name)}.md"
    contexts = "".join(f"  {path}: {sentence}\n" for path, sentence in each.contexts)
    page = entity(each.name, each.type, SPEAKS_AS).split("\n\n")[0]
    return f"{_line(each)}\n{contexts}  {path}:\n{_indented(page)}\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))
