"""``briefing assemble``: write the site's Markdown and data to a folder, for another engine."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.commands import options
from generator.publish.assemble import assemble
from generator.publish.publication import Settings
from generator.publish.reading import read
from generator.text import files


@click.command("assemble")
@options.seeds
@options.briefings
@options.as_of
@click.option(
    "--out",
    default="build/docs",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder to write into.",
)
@click.option("--address", default="", help="The site's address, for feeds and citations.")
def command(seeds: Path, briefings: Path, as_of: dt.date, out: Path, address: str) -> int:
    """Write everything the site shows as plain Markdown and data files."""
    options.need_folder(seeds, "--seeds")
    options.need_folder(briefings, "--briefings")
    material = read(seeds, briefings)
    for finding in material.findings:
        click.echo(str(finding), err=True)
    settings = Settings(address=address)
    made = assemble(material.pages, material.catalogue, material.articles, as_of, settings)
    for path, content in made.items():
        place = files.inside(out, path)
        if isinstance(content, str):
            files.write(place, content)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    click.echo(f"{len(made)} files in {out}/")
    return 0
