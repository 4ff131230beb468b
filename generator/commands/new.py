"""``briefing new``: write an empty entity, topic or note with the right front matter."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.catalogue.entries import SPEAKS_AS, TYPES
from generator.catalogue.read import read_catalogue
from generator.commands import options
from generator.ingest.files import slug_of
from generator.intake import templates
from generator.text import files


@click.group("new")
def command() -> None:
    """Write an empty entity, topic or seed with the right front matter, for you to fill in."""


@command.command("entity")
@click.argument("name")
@click.option("--type", "kind", type=click.Choice(TYPES), required=True, help="What it is.")
@options.briefings
def new_entity(name: str, kind: str, briefings: Path) -> int:
    """Write the page of an entity called NAME."""
    options.need_folder(briefings, "--briefings")
    catalogue, _ = read_catalogue(briefings)
    templates.refuse_known(name, catalogue)
    slug = slug_of(name)
    path = files.inside(briefings, f"entities/{kind}/{slug}.md")
    if slug in catalogue.entities:  # slugs are unique over all types
        raise templates.FileExists((briefings / catalogue.entities[slug].path).as_posix())
    return _write(path, templates.entity(name, kind, SPEAKS_AS))


@command.command("topic")
@click.argument("title")
@options.briefings
def new_topic(title: str, briefings: Path) -> int:
    """Write the page of a topic called TITLE."""
    options.need_folder(briefings, "--briefings")
    path = files.inside(briefings, f"topics/{slug_of(title)}.md")
    return _write(path, templates.topic(title))


@command.command("seed")
@click.argument("title")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of the event.")
@options.seeds
def new_seed(title: str, date: dt.datetime | None, seeds: Path) -> int:
    """Write a note called TITLE, your own write-up of what several sources say."""
    options.need_folder(seeds, "--seeds")
    day = date.date() if date else None
    name = f"{day}-{slug_of(title)}" if day else slug_of(title)
    return _write(files.inside(seeds, f"{name}.md"), templates.note(title, day))


def _write(path: Path, text: str) -> int:
    if path.exists():
        raise templates.FileExists(path.as_posix())
    files.write(path, text)
    click.echo(f"{path}: written; fill it in, then run: briefing generate")
    return 0
