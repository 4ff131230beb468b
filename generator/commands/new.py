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
from generator.catalogue.vocabulary import Vocabulary
from generator.commands import options
from generator.errors import BriefingError
from generator.ingest.load import slug_of
from generator.text import files
from generator.text.frontmatter import scalar
from generator.text.months import FORMS
from generator.text.tables import table

ROWS = ("site", "deadline")  # stand in a page of their own kind
KINDS = ("entity", "topic", "number", "seed", *ROWS)


class Exists(BriefingError):
    """The file that would be written, or another page with that name, is there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.as_posix()}: is there already; add an alias there, or edit it")


@click.command("new")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name", required=False)
@click.option("--type", "of_type", help="What an entity is: a type of vocabulary.yml.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of the event of a seed.")
@options.seeds
@options.briefings
def command(
    kind: str,
    name: str | None,
    *,
    of_type: str | None,
    date: dt.datetime | None,
    seeds: Path,
    briefings: Path,
) -> int:
    """Write an empty page called NAME with its keys explained, for you to fill in.

    An entity needs a --type; a seed is a note, your own write-up of what several sources say.  For
    a site or a deadline rows are printed, to paste into the page of a place or of any name.
    """
    catalogue, _ = read_catalogue(briefings)
    if kind in ROWS:
        click.echo(form(kind, "", catalogue.vocabulary), nl=False)
        return 0
    options.need_folder(*((seeds, "--seeds") if kind == "seed" else (briefings, "--briefings")))
    if not name:
        raise click.UsageError(f"say what it is called: briefing new {kind} NAME")
    slug, day = slug_of(name), date.date() if date else None
    if kind == "entity":
        types = catalogue.vocabulary.types
        if not of_type or of_type not in types:
            raise click.UsageError(f"say what it is with --type: {', '.join(types)}")
        for known in catalogue.entities.values():  # slugs are unique over all types
            if slug == known.slug or name.lower() in {each.lower() for each in known.names}:
                raise Exists(briefings / known.path)
        text = entity(name, of_type, catalogue.vocabulary)
        return _write(briefings, f"entities/{of_type}/{slug}.md", text)
    text = form(kind, name, catalogue.vocabulary, date=scalar(day))
    if kind == "seed":
        return _write(seeds, f"{day}-{slug}.md" if day else f"{slug}.md", text)
    return _write(briefings, f"{kind}s/{slug}.md", text)


def entity(name: str, kind: str, words: Vocabulary) -> str:
    """Return the page of a new entity; the keys that may be unknown stand as comments."""
    return form("entity", name, words, own=form(words.role(kind), "", words))


def form(kind: str, name: str, words: Vocabulary, **more: str) -> str:
    """Return a form filled with the words that any of them may ask for."""
    return Template(table("forms")[kind]).substitute(
        more,
        name=scalar(name),
        term=scalar(name.lower()),
        periods=FORMS,
        most=str(MOST_FEATURED),
        kinds=", ".join(VALUE_KINDS),
        capacities=", ".join(CAPACITY_KINDS),
        site_kinds=" | ".join(words.site_kinds) or "plant",
        statuses=" | ".join(words.site_statuses),
        speaks_as=" | ".join(SPEAKS_AS),
        measures=" | ".join(words.measure_kinds),
        stages=", ".join(words.stages) or "some-stage",
    )


def _write(folder: Path, name: str, text: str) -> int:
    path = files.inside(folder, name)
    if path.exists():
        raise Exists(path)
    files.write(path, text)
    click.echo(f"{path}: written; fill it in, then run: briefing generate")
    return 0
