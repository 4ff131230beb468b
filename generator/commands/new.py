"""``briefing new``: write an empty page with its keys explained, or print rows to paste."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.catalogue.entries import SPEAKS_AS
from generator.catalogue.load import read_catalogue
from generator.catalogue.numbers import MOST_FEATURED, VALUE_KINDS
from generator.catalogue.sites import CAPACITY_KINDS
from generator.catalogue.vocabulary import read_vocabulary
from generator.commands import options
from generator.ingest.load import slug_of
from generator.intake import templates
from generator.text import files
from generator.text.frontmatter import scalar
from generator.text.months import FORMS


@click.group("new")
def command() -> None:
    """Write an empty page with its keys explained, or print rows to paste, for you to fill in."""


@command.command("entity")
@click.argument("name")
@click.option("--type", "kind", required=True, help="What it is: a type of vocabulary.yml.")
@options.briefings
def new_entity(name: str, kind: str, briefings: Path) -> int:
    """Write the page of an entity called NAME."""
    options.need_folder(briefings, "--briefings")
    catalogue, _ = read_catalogue(briefings)
    types = catalogue.vocabulary.types
    if kind not in types:
        raise click.BadParameter(f"'{kind}' is no type; choose from {', '.join(types)}", None)
    templates.refuse_known(name, catalogue)
    slug = slug_of(name)
    path = files.inside(briefings, f"entities/{kind}/{slug}.md")
    if slug in catalogue.entities:  # slugs are unique over all types
        raise templates.FileExists((briefings / catalogue.entities[slug].path).as_posix())
    return _write(path, templates.entity(name, kind, SPEAKS_AS, catalogue.vocabulary))


@command.command("topic")
@click.argument("title")
@options.briefings
def new_topic(title: str, briefings: Path) -> int:
    """Write the page of a topic called TITLE."""
    options.need_folder(briefings, "--briefings")
    path = files.inside(briefings, f"topics/{slug_of(title)}.md")
    return _write(path, templates.topic(title))


@command.command("number")
@click.argument("name")
@options.briefings
def new_number(name: str, briefings: Path) -> int:
    """Write the page of a number called NAME; `briefing numbers` lists rows for it."""
    options.need_folder(briefings, "--briefings")
    path = files.inside(briefings, f"numbers/{slug_of(name)}.md")
    kinds = ", ".join(VALUE_KINDS)
    most = str(MOST_FEATURED)
    text = templates.form("number", name=scalar(name), most=most, periods=FORMS, kinds=kinds)
    return _write(path, text)


@command.command("site")
@options.briefings
def new_site(briefings: Path) -> int:
    """Print rows for the page of a place; `briefing numbers --sites` lists passages for them."""
    words, _ = read_vocabulary(briefings / "vocabulary.yml")
    kinds = " | ".join(words.site_kinds) or "plant"
    statuses, capacities = " | ".join(words.site_statuses), ", ".join(CAPACITY_KINDS)
    text = templates.form("site", kinds=kinds, statuses=statuses, capacities=capacities)
    click.echo(text, nl=False)
    return 0


@command.command("deadline")
def new_deadline() -> int:
    """Print rows for any page of a name or topic; see also `briefing numbers --deadlines`."""
    click.echo(templates.form("deadline"), nl=False)
    return 0


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
