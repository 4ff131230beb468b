"""``briefing assemble``: write the site's Markdown and data to a folder, for another engine."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.commands import options
from generator.pipeline import read
from generator.publish.assemble import assemble
from generator.publish.markup import from_source as as_source
from generator.publish.publication import Settings, others_in, publication
from generator.text import files


@click.command("assemble")
@options.seeds
@options.briefings
@options.as_of
@options.folder("build/docs", "Folder to write into.", "--out")
@click.option("--address", default="", help="The site's address, for feeds and citations.")
@click.option("--from-source", is_flag=True, help="Links of HTML as Zensical resolves them.")
def command(  # noqa: PLR0917  click passes each by its name
    seeds: Path, briefings: Path, as_of: dt.date, out: Path, address: str, from_source: bool
) -> int:
    """Write everything the site shows as plain Markdown and data files."""
    project = read(seeds, briefings)
    for finding in project.findings:
        click.echo(str(finding), err=True)
    site = publication(project, as_of, Settings(address=address), others_in(briefings))
    made = assemble(site)
    for path, content in made.items():
        if from_source and path.endswith(".md"):
            content = as_source(content, path, made)  # noqa: PLW2901
        files.write(files.inside(out, path), content)
    click.echo(f"{len(made)} files in {out}/")
    return 0
