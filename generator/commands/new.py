"""``briefing new``: write an empty page with its keys explained, or print rows to paste.

What is written stands in ``data/forms.yml``.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from string import Template

import click

from generator.catalogue.entries import SPEAKS_AS
from generator.catalogue.load import read_catalogue
from generator.catalogue.numbers import MOST_FEATURED, VALUE_KINDS
from generator.catalogue.sites import CAPACITY_KINDS
from generator.catalogue.vocabulary import Vocabulary, read_vocabulary
from generator.commands import options
from generator.errors import BriefingError
from generator.ingest.load import slug_of
from generator.text import files
from generator.text.frontmatter import scalar
from generator.text.months import FORMS
from generator.text.tables import table


class NameExists(BriefingError):
    """The catalogue has the name already."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(f"'{name}' is in the catalogue already: {path}; add an alias there")


class FileExists(BriefingError):
    """The file that would be written is there."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: is there already; edit it, or choose another name")


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
    for known in catalogue.entities.values():
        if name.lower() in {each.lower() for each in known.names}:
            raise NameExists(name, known.path)
    slug = slug_of(name)
    if slug in catalogue.entities:  # slugs are unique over all types
        raise FileExists((briefings / catalogue.entities[slug].path).as_posix())
    return _write(briefings, f"entities/{kind}/{slug}.md", entity(name, kind, catalogue.vocabulary))


@command.command("topic")
@click.argument("title")
@options.briefings
def new_topic(title: str, briefings: Path) -> int:
    """Write the page of a topic called TITLE."""
    options.need_folder(briefings, "--briefings")
    return _write(briefings, f"topics/{slug_of(title)}.md", topic(title))


@command.command("number")
@click.argument("name")
@options.briefings
def new_number(name: str, briefings: Path) -> int:
    """Write the page of a number called NAME; `briefing numbers` lists rows for it."""
    options.need_folder(briefings, "--briefings")
    most, kinds = str(MOST_FEATURED), ", ".join(VALUE_KINDS)
    text = _form("number", name=scalar(name), most=most, periods=FORMS, kinds=kinds)
    return _write(briefings, f"numbers/{slug_of(name)}.md", text)


@command.command("site")
@options.briefings
def new_site(briefings: Path) -> int:
    """Print rows for the page of a place; `briefing numbers --sites` lists passages for them."""
    words, _ = read_vocabulary(briefings / "vocabulary.yml")
    kinds = " | ".join(words.site_kinds) or "plant"
    statuses, capacities = " | ".join(words.site_statuses), ", ".join(CAPACITY_KINDS)
    click.echo(_form("site", kinds=kinds, statuses=statuses, capacities=capacities), nl=False)
    return 0


@command.command("deadline")
def new_deadline() -> int:
    """Print rows for any page of a name or topic; see also `briefing numbers --deadlines`."""
    click.echo(_form("deadline"), nl=False)
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
    return _write(seeds, f"{name}.md", _form("note", title=scalar(title), date=scalar(day)))


def entity(name: str, kind: str, words: Vocabulary) -> str:
    """Return the page of a new entity; the keys that may be unknown stand as comments."""
    own = _form(
        words.role(kind),
        speaks_as=" | ".join(SPEAKS_AS),
        measures=" | ".join(words.measure_kinds),
        stages=", ".join(words.stages) or "some-stage",
    )
    return _form("entity", name=scalar(name), own=own)


def topic(title: str) -> str:
    """Return the page of a new topic; the title is its first term."""
    return _form("topic", title=scalar(title), term=scalar(title.lower()))


def _form(kind: str, **words: str) -> str:
    """Return a form with the words it asks for."""
    return Template(table("forms")[kind]).substitute(words)


def _write(folder: Path, name: str, text: str) -> int:
    path = files.inside(folder, name)
    if path.exists():
        raise FileExists(path.as_posix())
    files.write(path, text)
    click.echo(f"{path}: written; fill it in, then run: briefing generate")
    return 0
