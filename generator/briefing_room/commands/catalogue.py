"""``briefing new`` and ``briefing names``: forms for new pages, and names without a page.

The forms are in ``data/forms.yml``.
"""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path
from string import Template

import click

from briefing_room.catalogue.entries import SPEAKS_AS
from briefing_room.catalogue.kinds import KINDS
from briefing_room.catalogue.load import read_catalogue
from briefing_room.catalogue.numbers import VALUE_KINDS
from briefing_room.catalogue.rows import CAPACITY_KINDS
from briefing_room.catalogue.schema import MOST_FEATURED
from briefing_room.catalogue.vocabulary import ROLES, Vocabulary
from briefing_room.commands import options
from briefing_room.commands.output import echo
from briefing_room.errors import BriefingError
from briefing_room.ingest.load import make_slug
from briefing_room.pipeline import read_project
from briefing_room.review.unknown_names import unknown_names
from briefing_room.text import files
from briefing_room.text.frontmatter import format_scalar
from briefing_room.text.lexicon import count, table
from briefing_room.text.periods import PERIOD_FORMS

_KINDS_BY_FORM = {kind.form: kind for kind in KINDS}


@click.command("new")
@click.argument("kind", type=click.Choice([*_KINDS_BY_FORM, "seed"]))
@click.argument("name")
@click.option("--type", "of_type", metavar="TYPE", help="Type of an entity, from vocabulary.yml.")
@click.option(
    "--date",
    type=options.parse_day,
    metavar="YYYY-MM-DD",
    help="Day of the event that a seed is about.",
)
@options.folder("seeds", "Folder of the seeds.")
@options.briefings
def new_command(
    kind: str,
    name: str,
    *,
    of_type: str | None,
    date: dt.date | None,
    seeds: Path,
    briefings: Path,
) -> int:
    """Write an empty page called NAME with its keys explained, for you to fill in.

    An entity needs a --type; a seed is a note, your own write-up of what several sources say.
    """
    if of_type and kind != "entity":
        raise click.UsageError("--type goes with entity")
    if date and kind != "seed":
        raise click.UsageError("--date goes with seed")
    catalogue, _ = read_catalogue(briefings)
    if not any(map(str.isalnum, name)):
        raise click.UsageError("the name has no letter or digit; give the name that readers see")
    slug = make_slug(name, kind)
    if kind == "entity":
        types = catalogue.vocabulary.types
        if not of_type or of_type not in types:
            problem = f"'{of_type}' is not a type here" if of_type else "an entity needs a --type"
            file = (briefings / "vocabulary.yml").as_posix()
            hint = f"give one of {', '.join(types)}, or add one to {file}"
            raise click.UsageError(f"{problem}; {hint} with a role: {', '.join(ROLES)}")
        for entity in catalogue.entities.values():  # slugs are unique over all types
            spellings = {spelling.lower() for spelling in entity.names}
            if slug == entity.slug or name.lower() in spellings:
                raise _already_exists(briefings / entity.path)
        text = entity_form(name, of_type, catalogue.vocabulary)
        return _write(briefings, f"entities/{of_type}/{slug}.md", text)
    text = fill_form(kind, name, catalogue.vocabulary, date=format_scalar(date))
    if kind == "seed":
        return _write(seeds, f"{date}-{slug}.md" if date else f"{slug}.md", text)
    return _write(briefings, f"{_KINDS_BY_FORM[kind].folder}/{slug}.md", text)


def entity_form(name: str, of_type: str, vocabulary: Vocabulary) -> str:
    """Fill in the form of a new entity, with the keys for the role of its type."""
    keys_of_role = fill_form(vocabulary.role(of_type), "", vocabulary)
    return fill_form("entity", name, vocabulary, of_role=keys_of_role)


def fill_form(form: str, name: str, vocabulary: Vocabulary, **values: str) -> str:
    """Fill in a form of ``data/forms.yml``; ``values`` are for placeholders of this form alone."""
    return Template(table("forms")[form]).substitute(
        values,
        name=format_scalar(name),
        term=format_scalar(name.lower()),
        periods=PERIOD_FORMS,
        most=str(MOST_FEATURED),
        kinds=", ".join(VALUE_KINDS),
        capacities=", ".join(CAPACITY_KINDS),
        site_kinds=" | ".join(vocabulary.site_kinds) or "plant",
        statuses=" | ".join(vocabulary.site_statuses),
        speaks_as=" | ".join(SPEAKS_AS),
        policies=" | ".join(vocabulary.policy_kinds),
        stages=", ".join(vocabulary.stages) or "some-stage",
    )


def _already_exists(path: Path) -> BriefingError:
    return BriefingError(f"{path.as_posix()}: already exists; add an alias there, or edit it")


def _write(folder: Path, name: str, text: str) -> int:
    """Write a new page and print what to do next; raises :class:`BriefingError` if it exists."""
    path = files.path_inside(folder, name)
    if path.exists():
        raise _already_exists(path)
    files.write(path, text)
    echo(f"{path}: written; fill it in, then run: {options.program_name()} generate")
    return 0


# --- Names without a page -------------------------------------------------------------------------


@click.command("names")
@options.seeds
@options.briefings
def names_command(seeds: Path, briefings: Path) -> int:
    """List names that several seeds use but that have no entity page, with sample sentences.

    'briefing new entity NAME --type TYPE' writes a page.  A name that needs none goes into
    entities/stop-names.yml and is not listed again.
    """
    project = read_project(seeds, briefings)
    names = unknown_names(project.by_id.values(), project.catalogue)
    for name in names:
        echo(f"{name.name}: {name.seed_count} seeds, {name.mention_count} times")
        for path, sentence in name.examples:
            echo(f"  {path}: {sentence}")
        command = f"{options.program_name()} new entity {shlex.quote(name.name)}"
        echo(f"  {command} --type …\n")
    echo(f"{count(len(names), 'name')} in two seeds or more without a page.", err=True)
    return 0
